"""The door: a whole check on a million tickets, against a bare transaction in the same run.

The limit does the least a durable check can do, by the standard library on a plain file with the same pragmas and as
many tickets: read the ticket by its key, write the same two rows, commit. Ours reads the signed code, verifies it
(Ed25519), decides, and commits, in encrypted files. All take turns, so that what else the machine does troubles them
alike. The tickets are those of four events of one evening, bought all over the season. Then the same door at the pace
of a queue: with nobody syncing, while a full sync fills a new mirror in the process a window starts for it, and while
a worker of this one takes over pages of changes, as often as a store can answer and as many as a window ever does by
itself.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import dataset
from benchmarks.figures import against, quantile
from ticketforge_desktop.bootstrap.pulling import LIGHT
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.codes import Payload, category_tag, encode, event_tag, key_id_of, message_of, pack
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.host.child import stand_back
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationSigner
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.trusted_keys import TrustedKeys
from ticketforge_desktop.storage.profile import Profile, ProfileKeys, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.ui import application

TICKETS = 1_000_000
CHECKS = 4_000
WARM_UP = 300
SYNCING = 1_200  # checks beside each sync
TONIGHT = ("event-00003", "event-00100", "event-00210", "event-00480")
_QUANTITY = 4
_SIZE = dataset.Size(TICKETS // _QUANTITY, 1, _QUANTITY)
_NEEDED = CHECKS + SYNCING * 3 + WARM_UP
_PACE_S = 0.001  # between two people of the queue while a sync runs
_PAGE = 50  # orders
_REPLY_S = 0.1  # until the store has answered
_KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)
_PLAIN = ProfileKeys(mirror=None, station=None)
_SIGNER = StationSigner(b"bench entry: a private key, 32 b"[:32])

_AT = "2026-11-14T19:00:00.000000Z"

Ticket = tuple[str, str, str]  # id, event, category
_line = partial(against, "entry")


def run() -> Iterator[dict[str, object]]:
    """A line a figure."""
    with TemporaryDirectory(prefix="bench-entry-") as folder:
        home = Path(folder)
        begun = time.perf_counter()
        with _filled(home / "encrypted", _KEYS) as ours, _filled(home / "plain", _PLAIN) as plain:
            chosen = _chosen(ours, _NEEDED)
            bare = Bare(home / "bare.db", ours)
            yield _line("building both sets", time.perf_counter() - begun, 120.0, "s", "≤ 120 s for both", most=1.0)
            scan, plain_scan = _door(ours, chosen), _door(plain, chosen)
            times = _in_turns([bare.check, scan, plain_scan], CHECKS + WARM_UP)
            bare.close()
            yield from _figures(*times)
            yield from _while_syncing(ours, home / "encrypted", scan)


def _filled(home: Path, keys: ProfileKeys) -> Profile:
    """A profile with a million tickets, all of them for the door to open."""
    profile = open_profile(home, keys, ShopKeys(lambda: dataset.EAN_KEY))
    dataset.fill(profile.mirror_writer, _SIZE)
    profile.mirror_writer.note_sync("bulk", SystemClock().now(), {})
    return profile


def _chosen(profile: Profile, count: int) -> list[Ticket]:
    """Tickets of tonight's events, in no order."""
    with profile._mirror_file.readers.borrow() as connection:
        rows = connection.execute(
            "SELECT t.ticket_id, t.event_id, c.category_id FROM tickets t JOIN categories c USING (variant_id)"
            f" WHERE t.event_id IN ({','.join('?' * len(TONIGHT))}) ORDER BY t.ticket_id",
            TONIGHT,
        ).fetchall()
    return random.Random(5).sample(rows, count)


def _door(profile: Profile, chosen: Sequence[Ticket]) -> Callable[[int], None]:
    """A check of the n-th ticket through the service, from the digits on its paper."""
    key = PublicKeyRecord(key_id_of(_SIGNER.public_key).hex(), "Kasse", _SIGNER.public_key.hex(), dataset.AT, "")
    clock = SystemClock()
    service = CheckIn(
        profile.ticket_book,
        profile.admissions,
        TrustedKeys(lambda: [key], clock),
        CachingVerifier(),
        clock,
        rulings=Gates(profile.gates, lambda: {"bare": "confirm"}, profile.ticket_book.event_times),
    )
    codes = [_code(ticket) for ticket in chosen]

    def check(n: int) -> None:
        result = service.check(codes[n], TONIGHT, "A", "entry", DEFAULT_MANAGER)
        if result.verdict is not Verdict.ADMITTED:
            raise AssertionError(f"the door said {result.verdict}")

    return check


def _code(ticket: Ticket) -> str:
    ticket_id, event_id, category_id = ticket
    shop = dataset.SHOP.domain
    packed = pack(
        Payload(
            key_id_of(_SIGNER.public_key),
            event_tag(shop, event_id),
            bytes.fromhex(ticket_id),
            category_tag(shop, event_id, category_id),
            1,
        )
    )
    return encode(packed, _SIGNER.sign(message_of(packed)))


class Bare:
    """The limit: the fewest statements, on the station's own tables."""

    def __init__(self, path: Path, profile: Profile) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0"):
            self._db.execute(f"PRAGMA {pragma}")
        run = self._db.execute
        run("CREATE TABLE tickets (ticket_id TEXT PRIMARY KEY, event_id TEXT, state TEXT, issue INT) WITHOUT ROWID")
        self._log = self._like_ours("admissions")
        self._use = self._like_ours("ticket_uses")
        with profile._mirror_file.readers.borrow() as connection:
            rows = connection.execute("SELECT ticket_id, event_id, state, issue FROM tickets ORDER BY ticket_id")
            run("BEGIN")
            self._db.executemany("INSERT INTO tickets VALUES (?,?,?,?)", rows)
            run("COMMIT")
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        self._chosen = [row[0] for row in _chosen(profile, _NEEDED)]

    def check(self, n: int) -> None:
        """Read, write twice, commit."""
        run, ticket = self._db.execute, self._chosen[n]
        event, _, issue = run("SELECT event_id, state, issue FROM tickets WHERE ticket_id = ?", (ticket,)).fetchone()
        run("BEGIN IMMEDIATE")
        run(self._log, (n, "admit", _AT, f"{n:032x}", f"{n:032x}", ticket, event, "admitted", "", "A", "entry",
                        "Kasse", "manager", issue, 1000, "Kategorie 1", "#123456", "Anna Schmidt", 1))  # fmt: skip
        run(self._use, (ticket, event, _AT, "A", "Kasse", 1, 1, n, 0, ""))
        run("COMMIT")

    def _like_ours(self, name: str) -> str:
        """Make one of the station's tables; returns its insert."""
        from sqlalchemy.dialects.sqlite import dialect
        from sqlalchemy.schema import CreateTable

        from ticketforge_desktop.storage.schema.station import STATION

        table = STATION.tables[name]
        self._db.execute(str(CreateTable(table).compile(dialect=dialect())))
        return f"INSERT INTO {name} VALUES ({','.join('?' * len(table.columns))})"

    def close(self) -> None:
        self._db.close()


def _in_turns(checks: Sequence[Callable[[int], None]], count: int) -> list[list[float]]:
    """Milliseconds of each check of each side, the sides taking turns."""
    times: list[list[float]] = [[] for _ in checks]
    gc.collect()
    gc.freeze()  # as the window does once it is painted
    for n in range(count):
        for side, check in zip(times, checks, strict=True):
            side.append(_timed(check, n))
    return [side[WARM_UP:] for side in times]


def _timed(check: Callable[[int], None], n: int) -> float:
    begun = time.perf_counter()
    check(n)
    return (time.perf_counter() - begun) * 1000


def _while_syncing(profile: Profile, home: Path, scan: Callable[[int], None]) -> Iterator[dict[str, object]]:
    """The door beside the syncs of a window; the queue comes at a steady pace, first with nobody syncing."""
    found: dict[str, list[float]] = {}
    first = CHECKS + WARM_UP
    for name, began in (("idle", _nobody), ("full", _process), ("light", _worker)):
        with began(profile, home) as running:
            times = found[name] = []
            for n in range(first, first + SYNCING):
                if not running():
                    break
                times.append(_timed(scan, n))
                time.sleep(_PACE_S)
        first += SYNCING
        assert len(times) > SYNCING // 3, "the sync was over before the door had opened"
    idle = found.pop("idle")
    for name, times in found.items():
        words = "a full sync runs" if name == "full" else f"{LIGHT} changed orders are taken over again and again"
        figure = f"p99 while {words}, against idle at the same pace ({len(times)} checks)"
        goal, most = ("≤ 2 × idle", 2.0) if name == "full" else ("(for comparison)", None)
        yield _line(figure, quantile(times, 0.99), quantile(idle, 0.99), "ms", goal, most=most)
        yield _line(f"median of these, {name}", quantile(times, 0.5), quantile(idle, 0.5), "ms", "-")


@contextmanager
def _nobody(_profile: Profile, _home: Path) -> Iterator[Callable[[], bool]]:
    """Nobody syncs."""
    yield lambda: True


@contextmanager
def _process(_profile: Profile, home: Path) -> Iterator[Callable[[], bool]]:
    """A full sync by another process, as a window has it done."""
    command = [sys.executable, "-m", "benchmarks.entry", str(home)]
    syncing = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
    assert syncing.stdout is not None
    syncing.stdout.readline()
    try:
        yield lambda: syncing.poll() is None
    finally:
        syncing.kill()
        syncing.wait()
        syncing.stdout.close()


@contextmanager
def _worker(profile: Profile, _home: Path) -> Iterator[Callable[[], bool]]:
    """The most that a window takes over by itself, by a worker of this process with turns as short as the window's."""
    before, done = sys.getswitchinterval(), threading.Event()
    sys.setswitchinterval(application.TURN_SECONDS)
    pages = list(_pages())

    def take_over() -> None:
        turn = 0
        while not done.wait(_REPLY_S):
            turn += 1
            batch = pages[turn % len(pages)]
            changed = tuple(order._replace(note=f"{turn}") for order in batch.orders)
            profile.mirror_writer.apply(replace(batch, orders=changed), None)

    syncing = threading.Thread(target=take_over)
    syncing.start()
    try:
        yield syncing.is_alive
    finally:
        done.set()
        syncing.join()
        sys.setswitchinterval(before)


def _pages() -> Iterator[StoreBatch]:
    """Orders as pages of changes bring them."""
    batch = next(iter(dataset.orders(replace(_SIZE, orders=LIGHT))))
    for start in range(0, LIGHT, _PAGE):
        part = batch.orders[start : start + _PAGE]
        numbers = {order.order_id for order in part}
        yield StoreBatch(orders=part, lines=tuple(line for line in batch.lines if line.order_id in numbers))


def _figures(bare: list[float], ours: list[float], plain: list[float]) -> Iterator[dict[str, object]]:
    median, limit = quantile(ours, 0.5), quantile(bare, 0.5)
    yield _line("median", median, limit, "ms", "≤ 3 × a bare transaction", most=3.0)
    yield _line("p99", quantile(ours, 0.99), quantile(bare, 0.99), "ms", "≤ 2 × a bare transaction", most=2.0)
    yield _line("p99.9 against our median", quantile(ours, 0.999), median, "ms", "≤ 5 × our median", most=5.0)
    yield _line("p99.9 of the limit against its median", quantile(bare, 0.999), limit, "ms", "(for comparison)")
    yield _line("encrypted against plain, median", median, quantile(plain, 0.5), "ms", "≤ 1.6 × plain", most=1.6)


if __name__ == "__main__":
    with open_profile(Path(sys.argv[1]), _KEYS, ShopKeys(lambda: dataset.EAN_KEY)) as elsewhere:
        stand_back()
        print("begun", flush=True)
        elsewhere.mirror_writer.shadow().discard()
        dataset.fill(elsewhere.mirror_writer, _SIZE)
