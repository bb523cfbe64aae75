"""A stage for the frame: a host whose desk is played, so that a test decides what the store and the clock do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.ui.played_sync import PlayedSyncPage
from ticketforge_desktop.domain.basket import Basket, Totals, totals
from ticketforge_desktop.domain.cash import CashRule
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import LoginCancelled, NetworkUnavailable
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.domain.tenders import Settlement, Tendered, settle
from ticketforge_desktop.services.kiosk import PIN_OF_KIOSK, KioskLock
from ticketforge_desktop.services.pins import Pin
from ticketforge_desktop.services.ports.host import ProfileInfo
from ticketforge_desktop.services.ports.pins import PinRow
from ticketforge_desktop.services.ports.scanning import Changed, Heard, ScannerState, SerialLine
from ticketforge_desktop.services.ports.station import OutboxCounts
from ticketforge_desktop.services.scanners import Scanners, Standing, standing
from ticketforge_desktop.services.views import MirrorCounts, SearchHit
from ticketforge_desktop.ui.desk import ConnectRequest, DeskStatus, Host
from ticketforge_desktop.ui.till_desk import Printers, TillNow

NOW = datetime(2026, 11, 14, 18, 36, tzinfo=UTC)
STATUS = DeskStatus(
    shop="Nordlicht Konzerte",
    station="Till 1",
    staff="J. S.",
    connected=True,
    offline_since=None,
    synced_at=NOW,
    outbox=2,
    attention=3,
    printer="Boca 1",
    printer_ready=True,
    printer_seen=NOW - timedelta(minutes=5),
    scanner="Scanner",
    scanner_ready=True,
    shift_since=NOW - timedelta(hours=2),
)


class Drawer:
    """Window settings in memory."""

    def __init__(self, values: dict[str, object] | None = None) -> None:
        self.values = dict(values or {})

    def get(self, key: str) -> object | None:
        return self.values.get(key)

    def put(self, key: str, value: object) -> None:
        self.values[key] = value


class PlayedStation:
    """The part of the station file that settings need."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.name = "Till 1"

    def station_name(self) -> str:
        return self.name

    def rename_station(self, name: str, staff: Staff) -> None:
        self.name = name

    def setting(self, key: str) -> str | None:
        return self.values.get(key)

    def put_setting(self, key: str, value: str, staff: Staff) -> None:
        self.values[key] = value

    def outbox_counts(self) -> OutboxCounts:
        return OutboxCounts(2, 3)


class Step(NamedTuple):
    phase: str
    feed: str
    done: int
    total: int


class PlayedScanning:
    """Scanners that say what the test says; the list is kept as the program keeps it."""

    def __init__(self, station: PlayedStation) -> None:
        self.kept = Scanners(station)  # type: ignore[arg-type]
        self.told: dict[str, ScannerState] = {}
        self.found: list[SerialLine] = []
        self.heard: Heard = lambda _scan: None
        self.changed: Changed = lambda _state: None
        self.reloads = 0

    def start(self, heard: Heard, changed: Changed) -> None:
        self.heard, self.changed = heard, changed

    def reload(self) -> None:
        self.reloads += 1

    def lines(self) -> Sequence[SerialLine]:
        return self.found

    def states(self) -> dict[str, ScannerState]:
        return dict(self.told)

    def note(self, state: ScannerState) -> None:
        self.told[state.scanner] = state

    def standing(self) -> Standing:
        return standing(self.kept.all(), self.told)


class PlayedPins:
    """PINs in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, PinRow] = {}

    def read(self, subject: str) -> PinRow | None:
        return self.rows.get(subject)

    def put(self, subject: str, pin_hash: str, staff: Staff) -> None:
        self.rows[subject] = PinRow(pin_hash, 0)

    def take_away(self, subject: str, staff: Staff) -> bool:
        return self.rows.pop(subject, None) is not None

    def count_try(self, subject: str) -> int:
        row = self.rows[subject] = self.rows[subject]._replace(failed=self.rows[subject].failed + 1)
        return row.failed

    def forgive(self, subject: str) -> None:
        self.rows[subject] = self.rows[subject]._replace(failed=0)


class PlayedPrintPage:
    """A station where nothing is printed."""

    def layouts(self) -> Sequence[Any]:
        return ()

    def printers(self) -> Sequence[Any]:
        return ()

    def doubts(self) -> Sequence[Any]:
        return ()

    def runs(self, limit: int) -> Sequence[Any]:
        return ()

    def ledger(self, states: Sequence[Any], printer: str, limit: int) -> Sequence[Any]:
        return ()


class PlayedTillPage:
    """A till where nothing is on sale and no shift is open."""

    def now(self) -> TillNow:
        return TillNow(0, None, "EUR", Printers())

    def events(self, text: str, limit: int) -> Sequence[Any]:
        return ()

    def categories(self, event_id: str) -> Sequence[Any]:
        return ()

    def empty(self) -> Basket:
        return Basket("EUR", True)

    def due(self, basket: Basket, tendered: Sequence[Tendered]) -> tuple[Totals, Settlement]:
        return totals(basket), settle(0, tendered, CashRule("EUR"))

    def money(self, minor: int) -> Money:
        return Money(minor, "EUR")


class PlayedQueries:
    """Finds what it was told to."""

    def __init__(self) -> None:
        self.hits: list[SearchHit] = []
        self.asked: list[str] = []

    def search(self, text: str, limit: int = 20) -> Sequence[SearchHit]:
        self.asked.append(text)
        return self.hits[:limit]

    def counts(self) -> MirrorCounts:
        return MirrorCounts(40, 120, 2500, 6000, 2000, NOW)


class PlayedDesk:
    """A desk that does what the test says."""

    def __init__(self, status: DeskStatus = STATUS) -> None:
        self.told = status
        self.station = PlayedStation()
        self.queries = PlayedQueries()
        self.sync_page = PlayedSyncPage()
        self.print_page = self.printing = PlayedPrintPage()
        self.till_page = PlayedTillPage()
        self.scanning = PlayedScanning(self.station)
        self.kiosk = KioskLock(self.station, Pin(PlayedPins(), PIN_OF_KIOSK))  # type: ignore[arg-type]
        self.syncs = 0
        self.on_sync: Callable[[Callable[[Any], None], Callable[[], bool]], ChangeSet] = lambda _tell, _stop: (
            ChangeSet.of(Kind.EVENT)
        )
        self.elsewhere: ChangeSet | None = None
        self.closed = False
        self.clock = NOW

    def now(self) -> datetime:
        return self.clock

    def status(self) -> DeskStatus:
        return self.told

    def sync(self, progress: Callable[[Any], None], cancelled: Callable[[], bool]) -> ChangeSet:
        self.syncs += 1
        try:
            changes = self.on_sync(progress, cancelled)
        except NetworkUnavailable:
            self.told = self.told._replace(offline_since=self.told.offline_since or self.clock)
            raise
        self.told = self.told._replace(offline_since=None)
        return changes

    def changed_elsewhere(self) -> ChangeSet | None:
        changes, self.elsewhere = self.elsewhere, None
        return changes

    def close(self) -> None:
        self.closed = True


class Stage:
    """Host and desk, and what was asked of them."""

    def __init__(self, *, first_run: bool = False, window: dict[str, object] | None = None) -> None:
        self.desk = PlayedDesk()
        self.drawer = Drawer({"window.language": "en", "window.theme": "light", **(window or {})})
        self.first_run = first_run
        self.requests: list[ConnectRequest] = []
        self.refuse: Exception | None = None  # what connecting comes to
        self.logins: list[ConnectRequest] = []
        self.login_words: tuple[str, ...] = ()
        self.login_gate = threading.Event()  # the person has agreed in the browser
        self.login_gate.set()
        self.login_cancelled = False
        self.browser_opens = True
        self.profiles: list[ProfileInfo] = []
        self.opened_profiles: list[str] = []
        self.broken: Exception | None = None  # what opening the profile comes to
        self.crashes: list[BaseException] = []
        self.gate = threading.Event()  # the profile opens when it is set
        self.gate.set()

    def host(self, staff: Staff = DEFAULT_MANAGER) -> Host:
        return Host(
            settings=self.drawer,
            staff=staff,
            open_desk=self._open,  # type: ignore[arg-type]
            connect=self._connect,  # type: ignore[arg-type]
            write_crash=self._crash,
            first_run=self.first_run,
            version="0.1.0",
            log_in=self._log_in,  # type: ignore[arg-type]
            profiles=lambda: self.profiles,
            open_profile=self.opened_profiles.append,
        )

    def _open(self) -> PlayedDesk:
        assert self.gate.wait(5)
        if self.broken is not None:
            raise self.broken
        return self.desk

    def _connect(self, request: ConnectRequest) -> None:
        self.requests.append(request)
        if self.refuse is not None:
            raise self.refuse

    def _log_in(
        self,
        request: ConnectRequest,
        words: tuple[str, str, str],
        show: Callable[[str, bool], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self.logins.append(request)
        self.login_words = words
        show("http://127.0.0.1:1/authorize", self.browser_opens)
        assert self.login_gate.wait(5)
        if cancelled():
            self.login_cancelled = True
            raise LoginCancelled("given up")
        if self.refuse is not None:
            raise self.refuse

    def _crash(self, error: BaseException) -> str:
        self.crashes.append(error)
        return "/profile/crashes/crash.txt"
