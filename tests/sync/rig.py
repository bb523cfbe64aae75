"""A station of its own on a store: real files, real HTTP, the engine as the program joins it."""

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.ed25519 import StationKeySmith
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.keys import StationKeys
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.store import Store, StoreLogin
from ticketforge_desktop.services.syncing import DriftReport, Stopped, SweepReport, SyncReport, Tell
from ticketforge_desktop.services.views import MirrorCounts
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.storage.cipher import MIRROR_FILE, Vault
from ticketforge_desktop.storage.profile import Profile, ProfileKeys, open_profile
from ticketforge_desktop.sync.engine import SyncEngine

KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)
# What differs between two stations that know the same: when they synced, how far back they will look, what they have
# still to see to.
OF_THE_RUN = {
    "sync_runs",
    "sync_state",
    "load_progress",
    "orders_to_process",
    "removed_tickets",
    "sqlite_stat1",
    "sqlite_stat4",
}


FACTS_OF_THE_RUN = {"process_all", "sweep"}
_TICKETS = "SELECT state FROM tickets WHERE order_id = ?"


class SecretsFile:
    """Secrets in plain JSON: in tests a station that is killed must find its keys again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> str | None:
        return self._all().get(name)

    def put(self, name: str, value: str) -> None:
        self._path.write_text(json.dumps(self._all() | {name: value}))

    def delete(self, name: str) -> None:
        self._path.write_text(json.dumps({key: text for key, text in self._all().items() if key != name}))

    def _all(self) -> dict[str, str]:
        return json.loads(self._path.read_text()) if self._path.exists() else {}


class Rig:
    """One station."""

    def __init__(
        self,
        folder: Path,
        login: StoreLogin,
        wrap: Callable[[Store], Store],
        clock: Clock | None = None,
        **opening: Any,
    ) -> None:
        self.folder = folder
        self.secrets = SecretsFile(folder.parent / "secrets.json")
        self.profile: Profile = open_profile(folder, KEYS)
        clock = clock or SystemClock()
        keys = StationKeys(self.profile.station, self.secrets, StationKeySmith(), clock)
        self.profile.shop_keys.ean_key = keys.ean_key
        self.store = open_store(login, **opening)
        self.engine = SyncEngine(
            wrap(self.store),
            self.profile.mirror_writer,
            ring=lambda store, staff: keys.publish(store, staff).keys,
            counts=self.counts,
            lock=FileLock(folder / "sync.lock"),
            clock=clock,
            sleep=lambda seconds: threading.Event().wait(min(seconds, 0.05)),
        )

    def sync(
        self,
        *,
        full: bool = False,
        tell: Tell = lambda _p: None,
        stopped: Stopped = lambda: False,
    ) -> SyncReport:
        return self.engine.run(DEFAULT_MANAGER, full=full, tell=tell, stopped=stopped)

    def drift(self) -> DriftReport:
        return self.engine.drift(DEFAULT_MANAGER)

    def sweep(self, *, slice_of: int = 100) -> SweepReport:
        """All of a sweep, in slices of so many requests."""
        while not (report := self.engine.sweep(DEFAULT_MANAGER, most_requests=slice_of)).complete:
            pass
        return report

    def tickets(self, order_id: int) -> list[str]:
        """States of an order's tickets, by line and unit."""
        return [row[0] for row in self.rows(f"{_TICKETS} ORDER BY line_id, unit", order_id)]

    def troubles(self) -> list[tuple]:
        return self.rows("SELECT kind, object_id, name, code, tries FROM store_troubles ORDER BY kind, object_id")

    def rows(self, sql: str, *values: object) -> list[tuple]:
        """Read the mirror that is in use, past the program."""
        connection = Vault(self.profile.mirror_path, MIRROR_FILE, KEYS.mirror).connect(read_only=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def one(self, sql: str, *values: object) -> Any:
        return self.rows(sql, *values)[0][0]

    def counts(self) -> MirrorCounts:
        """Counted in the tables themselves."""
        tables = ("events", "categories", "orders", "tickets", "participants")
        return MirrorCounts(*(self.one(f"SELECT count(*) FROM {table}") for table in tables), synced_at=None)

    def contents(self) -> dict[str, list[tuple]]:
        """Every row of every table, rowids too, but for what belongs to the run."""
        names = [row[0] for row in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        found = {
            name: sorted(self.rows(f'SELECT * FROM "{name}"'), key=repr)
            for name in names
            if name not in OF_THE_RUN and not name.startswith("sqlite_")
        }
        found["mirror_facts"] = [row for row in found["mirror_facts"] if row[0] not in FACTS_OF_THE_RUN]
        return found

    def close(self) -> None:
        self.store.close()
        self.profile.close()


@contextmanager
def station(
    folder: Path, demo: DemoStore, *, token: str = "", wrap: Callable[[Store], Store] = lambda s: s, **opening: Any
) -> Iterator[Rig]:
    """A station on a demo store; `wrap` may stand between the engine and the store."""
    opening = {"sleep": lambda seconds: threading.Event().wait(min(seconds, 0.02))} | opening
    rig = Rig(folder / "profile", StoreLogin(demo.url, token=token or demo.token), wrap, **opening)
    try:
        yield rig
    finally:
        rig.close()


def graphql(demo: DemoStore, query: str, **variables: object) -> dict:
    """Ask the store over HTTP like anybody: what the seller's admin or another app does."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"Content-Type": "application/json", "X-Shopify-Access-Token": demo.token}
    request = urllib.request.Request(demo.api_url, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as reply:
        told = json.load(reply)
    assert not told.get("errors"), told
    return told["data"]
