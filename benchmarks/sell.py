"""The till: from Return to the first byte of the first ticket at a ready printer, two tickets for cash.

Ours checks prices and rights, signs the seed, writes the sale with its tickets, payments and acts in one durable
transaction, makes the tickets' faces (each code is signed), and goes through the print ledger to a printer on a
loopback socket that acknowledges at once. The limit does the least that could be called a sale: the same rows in one
durable transaction of a plain file, and a ready-made ticket sent over a connection of its own. Both take turns.

Offline: a mirror of a million tickets, no store. Online: an embedded store to which a thread pushes every sale.
"""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import dataset
from benchmarks.figures import against, quantile
from ticketforge_desktop.domain.basket import PriceClass
from ticketforge_desktop.domain.errors import ConnectionTrouble, SyncRunning
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.sell import SaleRequest, new_sale_id

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk

TICKETS = 1_000_000
SALES = 300
WARM_UP = 20
GOAL_MS = 150.0
PRINTER = "Bench"
_QUANTITY = 4
_COUNT = b"%07d PROM = FGL46BENCH\r\n"
_TICKET = b"<NR><RC10,10>" + b"x" * 800 + b"<p>"
_line = partial(against, "sell")


class Printer:
    """FGL as far as it is spoken, on a socket; remembers when the first byte of a ticket came."""

    def __init__(self) -> None:
        self.first = 0.0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def ready(self) -> None:
        """The next ticket's first byte is to be remembered."""
        self.first = 0.0

    def close(self) -> None:
        """Serve nobody any more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        printed = 0
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            rest = b""
            with peer, suppress(OSError):
                while data := peer.recv(65536):
                    if not self.first and b"<RC" in data:
                        self.first = time.perf_counter()
                    *commands, rest = (rest + data).split(b">")
                    said = b""
                    for command in commands:
                        printed += command.endswith(b"<p")
                        said += {b"<p": b"\x06", b"S1": b"\x11", b"S2": _COUNT % printed}.get(command[-2:], b"")
                    if said:
                        peer.sendall(said)


def run() -> Iterator[dict[str, object]]:
    """A line a figure."""
    with TemporaryDirectory(prefix="bench-sell-") as folder:
        home = Path(folder)
        with _offline(home) as (desk, event_id):
            yield from _figures(f"offline, {TICKETS:,} tickets", desk, event_id, home)
    with _online() as (desk, event_id), TemporaryDirectory(prefix="bench-sell-") as folder, _pushing(desk):
        yield from _figures("online, pushing", desk, event_id, Path(folder))


def _figures(what: str, desk: Desk, event_id: str, home: Path) -> Iterator[dict[str, object]]:
    printer = Printer()
    bare = Bare(home / "bare.db", printer)
    try:
        desk.print_page.setups.add(
            PrinterSetup(PRINTER, "fgl", printer.address, "ticket-2x5.5in", 200, options={"patience": 5.0})
        )
        ours, limit = _in_turns([_sale(desk, event_id, printer), bare.sell])
    finally:
        bare.close()
        printer.close()
    yield _line(f"{what}: Return to first ticket byte, median", quantile(ours, 0.5), quantile(limit, 0.5), "ms", "-")
    yield _line(f"{what}: Return to first ticket byte, p99", quantile(ours, 0.99), GOAL_MS, "ms", "≤ 150 ms", 1.0)
    yield _line(f"{what}: p99 against a bare sale", quantile(ours, 0.99), quantile(limit, 0.99), "ms", "-")


def _in_turns(ways: list[Callable[[], float]]) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in ways]
    for turn in range(SALES + WARM_UP):
        for one, way in zip(times, ways, strict=True):
            took = way()
            if turn >= WARM_UP:
                one.append(took * 1000)
    return times


def _sale(desk: Desk, event_id: str, printer: Printer) -> Callable[[], float]:
    """A sale of two in a category of which units are leased."""
    page = desk.till_page
    ours = next(one for one in page.categories(event_id) if one.ours >= 2 * (SALES + WARM_UP))
    basket = page.empty().plus(page.line(event_id, ours.category_id, 2, PriceClass.FULL, ""))

    def sell() -> float:
        printer.ready()
        request = SaleRequest(new_sale_id(), basket, (Tendered(Tender.CASH),))
        begun = time.perf_counter()
        sale = page.sell(request)
        done = list(desk.till.print_tickets(sale, PRINTER))
        assert [str(one.state) for one in done] == ["printed", "printed"], done
        return printer.first - begun

    return sell


class Bare:
    """The least that could be called a sale."""

    def __init__(self, path: Path, printer: Printer) -> None:
        self._printer = printer
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        for table in ("sales", "sale_lines", "sold_tickets", "payments", "outbox", "audit", "print_jobs"):
            self._file.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d INTEGER)")

    def sell(self) -> float:
        """Rows, then a ready-made ticket over a connection of its own."""
        self._printer.ready()
        begun = time.perf_counter()
        put = self._file.execute
        put("BEGIN IMMEDIATE")
        for table, many in (("sales", 1), ("sale_lines", 1), ("sold_tickets", 2), ("payments", 1), ("outbox", 2),
                            ("audit", 1), ("print_jobs", 1)):  # fmt: skip
            for _ in range(many):
                put(f"INSERT INTO {table} (a, b, c, d) VALUES (?,?,?,?)", ("a" * 36, "b" * 120, "c" * 200, 4200))
        put("COMMIT")
        host, port = self._printer.address.removeprefix("tcp://").split(":")
        with socket.create_connection((host, int(port))) as line:
            line.sendall(_TICKET)
            line.recv(1)  # its acknowledgement
            return self._printer.first - begun

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


@contextmanager
def _offline(home: Path) -> Iterator[tuple[Desk, str]]:
    """A million tickets, units in hand, and no store that answers."""
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
    from ticketforge_desktop.host.folder import ProfileFolder
    from ticketforge_desktop.host.memory_secrets import MemorySecrets
    from ticketforge_desktop.services.keys import EAN_KEY

    secrets = MemorySecrets()
    secrets.put(EAN_KEY, dataset.EAN_KEY.hex())
    desk = Desk(ProfileFolder(home / "profile").make(), StationSecrets(secrets))
    try:
        profile = desk._profile
        dataset.fill(profile.mirror_writer, dataset.Size(TICKETS // _QUANTITY, 1, _QUANTITY))
        desk.shifts.desk.open(15_000)
        event = "event-00003"
        category = desk.queries.categories(event)[0]
        _lease_by_hand(desk, event, category.category_id, category.variant_id)
        yield desk, event
    finally:
        desk.close()


def _lease_by_hand(desk: Desk, event_id: str, category_id: str, variant_id: int) -> None:
    """Units in hand without a store that gives them."""
    row = ("bench", event_id, category_id, variant_id, variant_id, 1, 10**6, 10**6, "lease/bench", "open", dataset.AT)
    sql = (
        "INSERT INTO allotments (allotment_id, event_id, category_id, variant_id, inventory_item_id, location_id,"
        " asked, leased, ledger_document, state, leased_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
    )
    desk._profile._station_file.writer().run(lambda work: work.raw.execute(sql, row))


@contextmanager
def _online() -> Iterator[tuple[Desk, str]]:
    """An embedded store with plenty of places, synced, and units of it leased."""
    from ticketforge_desktop.bootstrap.demo import DemoProfile

    profile = DemoProfile(events=12, orders=200)
    desk, _ = profile.open()
    try:
        desk.run_sync()
        desk.shifts.desk.open(15_000)
        event = desk.till_page.events("", 1)[0].event_id
        category = desk.queries.categories(event)[0]
        _lease_by_hand(desk, event, category.category_id, category.variant_id)
        yield desk, event
    finally:
        desk.close()
        profile.close()


@contextmanager
def _pushing(desk: Desk) -> Iterator[None]:
    """A thread that sends what waits, as the window's does."""
    ended = threading.Event()

    def push() -> None:
        while not ended.wait(0.2):
            with suppress(ConnectionTrouble, SyncRunning):
                desk.pushing.run(stopped=ended.is_set)

    thread = threading.Thread(target=push)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(60)
