"""The demo: the embedded store and a profile on it, both gone when the program ends."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.host.folder import ProfileFolder

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.demo.server import DemoStore
    from ticketforge_desktop.services.ports.host import Clock
    from ticketforge_desktop.services.ports.store import ConnectionFacts

EVENTS: Final = 120
ORDERS: Final = 2500
SEED: Final = 7


class DemoProfile:
    """A store in this process, and a folder for its mirror that is removed at the end."""

    def __init__(self, *, events: int = EVENTS, orders: int = ORDERS, seed: int = SEED) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="ticketforge-demo-", ignore_cleanup_errors=True)
        self.folder = ProfileFolder(Path(self._temporary.name))
        self._events, self._orders, self._seed = events, orders, seed
        self.store: DemoStore | None = None

    def start(self) -> DemoStore:
        """Start the store unless it runs."""
        from ticketforge_desktop.demo.server import DemoStore

        if self.store is None:
            self.store = DemoStore.start(events=self._events, orders=self._orders, seed=self._seed)
        return self.store

    def open(self, clock: Clock | None = None) -> tuple[Desk, ConnectionFacts]:
        """A desk on the demo store, connected and not yet synced."""
        from ticketforge_desktop.bootstrap.desk import Desk
        from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
        from ticketforge_desktop.host.memory_secrets import MemorySecrets
        from ticketforge_desktop.services.ports.store import StoreLogin
        from ticketforge_desktop.services.settings import STATION_NAME

        store = self.start()
        desk = Desk(self.folder.make(), StationSecrets(MemorySecrets()), clock=clock, demo=True)
        desk.settings.put({STATION_NAME: "Demo"}, desk.staff)
        desk.receiver.put_secret(store.webhook_secret)
        return desk, desk.connect(StoreLogin(store.url, token=store.token))

    def close(self) -> None:
        """Stop the store and remove the folder."""
        if self.store is not None:
            self.store.stop()
            self.store = None
        self._temporary.cleanup()
