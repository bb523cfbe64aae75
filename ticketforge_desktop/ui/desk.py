"""What the window gets of the rest of the program, and nothing more. `bootstrap` joins it; the tests do too.

`Host` is there from the first moment and costs nothing; `Desk` is opened by a worker after the first paint, because
it brings the databases, the store client and their libraries with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ticketforge_desktop.domain.rights import Staff

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.domain.changes import ChangeSet
    from ticketforge_desktop.services.blackout import Blackout
    from ticketforge_desktop.services.check_in import CheckIn
    from ticketforge_desktop.services.connection_state import Standing
    from ticketforge_desktop.services.gates import Gates
    from ticketforge_desktop.services.inbox import InboxEntry, InboxStanding
    from ticketforge_desktop.services.kiosk import KioskLock
    from ticketforge_desktop.services.ports.door import AdmissionLog
    from ticketforge_desktop.services.ports.host import ProfileInfo, WindowSettings
    from ticketforge_desktop.services.ports.mirror import MirrorQueries
    from ticketforge_desktop.services.ports.outbox import ActState, Attempt, OutboxEntry, PushReport
    from ticketforge_desktop.services.ports.printing import Drawing, LayoutInfo
    from ticketforge_desktop.services.ports.scanning import Changed, Heard, ScannerState, SerialLine
    from ticketforge_desktop.services.ports.station import StationFile
    from ticketforge_desktop.services.ports.store import ConnectionFacts
    from ticketforge_desktop.services.print_tickets import Outcome
    from ticketforge_desktop.services.scanners import Scanners
    from ticketforge_desktop.services.scanners import Standing as ScannersStanding
    from ticketforge_desktop.services.schedule import Done, Task
    from ticketforge_desktop.services.stock_alerts import RaisedAlert
    from ticketforge_desktop.services.sync_views import (
        Budget,
        ReceiverState,
        StoreTroubleRow,
        SyncOverview,
        SyncRun,
    )
    from ticketforge_desktop.ui.print_desk import PrintPage
    from ticketforge_desktop.ui.screens.designer.desk import DesignPage
    from ticketforge_desktop.ui.screens.seats.desk import SeatPage
    from ticketforge_desktop.ui.shift_desk import ShiftPage
    from ticketforge_desktop.ui.till_desk import TillPage


class DeskStatus(NamedTuple):
    """What the status bar tells. Texts are "" and counts 0 where there is nothing to tell."""

    shop: str
    station: str
    staff: str
    connected: bool  # a store was connected once; without one nothing syncs and nothing is offline either
    offline_since: datetime | None  # None = the store answers
    synced_at: datetime | None  # None = never
    outbox: int = 0
    attention: int = 0
    printer: str = ""  # its name; "" = none set up
    printer_ready: bool = False  # nothing of it is in doubt
    printer_seen: datetime | None = None  # when it last spoke; None = never
    printer_trouble: str = ""  # what it said then that keeps it from printing (`Condition`)
    scanner: str = ""
    scanner_ready: bool = False
    shift_since: datetime | None = None
    demo: bool = False
    standing: Standing | None = None  # how the profile stands with its store; None = not told
    paused: bool = False  # nothing is fetched by itself until somebody lets it go on
    inbox: InboxStanding | None = None  # what a manager must look at; None = not told


class SyncStep(Protocol):
    """How far a sync is; `total` is 0 where the store did not tell."""

    @property
    def phase(self) -> str: ...
    @property
    def feed(self) -> str: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...


class Printing(Protocol):
    """Tickets as pictures, files and paper. All of it may take a while: for the runner."""

    def layouts(self) -> Sequence[LayoutInfo]:
        """Layouts of this station, those with faults included."""
        ...

    def drawing(self, ticket_id: str, layout: str, language: str) -> Drawing:
        """A ticket as it would come out. Raises `NotFound`, `LayoutFault`."""
        ...

    def save(self, ticket_ids: Sequence[str], printer_language: str, layout: str, language: str, path: str) -> int:
        """Write tickets to a file in a printer's language (`pdf`, `zpl`) and return its bytes.

        Raises `LayoutFault`, `DiskFull`, `RightMissing`.
        """
        ...

    def send(self, ticket_ids: Sequence[str], layout: str, language: str, target: str) -> Sequence[Outcome]:
        """Print tickets on `tcp://HOST:PORT`, each with its line in the ledger; an outcome for each that was begun.

        Raises `LayoutFault`, `BadInput`, `NotFound`, `RightMissing` before anything is sent.
        """
        ...


class SyncPage(Protocol):
    """Sync, outbox and what belongs to them. All of it may take a while: for the runner."""

    def overview(self) -> SyncOverview:
        """The state, last run, watermarks, the store's budget, and what needs a look."""
        ...

    def history(self, limit: int, *, eventful: bool) -> Sequence[SyncRun]:
        """Finished runs, newest first; `eventful` leaves out those that found nothing."""
        ...

    def troubles(self, limit: int) -> Sequence[StoreTroubleRow]:
        """What could not be taken over."""
        ...

    def pace(self) -> tuple[Budget | None, int]:
        """The bucket as last told, and the points of the last sync: what the next interval follows from."""
        ...

    def done(self) -> Done:
        """When the big checks last went through."""
        ...

    def full(self, progress: Callable[[SyncStep], None], cancelled: Callable[[], bool]) -> ChangeSet:
        """Fetch everything anew beside the mirror in use, and swap it in. Raises as `Desk.sync`."""
        ...

    def check(
        self, task: Task, progress: Callable[[SyncStep], None], cancelled: Callable[[], bool], *, whole: bool
    ) -> tuple[ChangeSet, int]:
        """Compare with the store (`drift`, `sweep`), mend, and tell how many things were mended.

        A sweep goes by slices, so that syncs come between them; `whole` does all that is left of it.
        """
        ...

    def push(self, cancelled: Callable[[], bool]) -> PushReport:
        """Send what waits; stops between two acts. Raises the typed errors of connection and sync."""
        ...

    def entries(self, states: Sequence[ActState], limit: int, before: int = 0) -> Sequence[OutboxEntry]:
        """Acts, newest first; where `before` names one, only those older than it."""
        ...

    def attempts(self, outbox_id: int) -> Sequence[Attempt]:
        """What was tried with one act, oldest first."""
        ...

    def blocked_by(self, outbox_id: int) -> OutboxEntry | None:
        """The parked act this one waits for, None when it waits for none."""
        ...

    def retry(self, outbox_id: int) -> None:
        """Raises `Conflict` unless it is parked, `RightMissing`."""
        ...

    def change(self, outbox_id: int, payload: dict[str, object]) -> None:
        """Raises `Conflict`, `BadInput` (with `facts["field"]`), `RightMissing`."""
        ...

    def settle(self, outbox_id: int, how: str) -> None:
        """Raises `Conflict`, `BadInput`, `RightMissing`."""
        ...

    def order_name(self, order_id: int) -> str:
        """`#1042`, "" for an order the mirror does not hold."""
        ...

    def category_name(self, variant_id: int) -> str:
        """`Event · Category`, "" for a category the mirror does not hold."""
        ...

    def receiver(self) -> ReceiverState | None:
        """The webhook receiver; None where this desk has none."""
        ...

    def receive(self, on: bool) -> ReceiverState:
        """Switch the receiver on or off."""
        ...

    def untold_alerts(self) -> Sequence[RaisedAlert]:
        """Stock alerts raised since this was last asked: each is told once."""
        ...


class InboxPage(Protocol):
    """What a manager must look at. Reads may take a moment: for the runner."""

    def open(self) -> Sequence[InboxEntry]:
        """What waits for a person, newest first."""
        ...

    def done(self) -> Sequence[InboxEntry]:
        """What was settled and seen, the latest first."""
        ...

    def settle(self, key: str, how: str) -> None:
        """Settle one in words, or note that it was seen. Raises `RightMissing`, `BadInput`, `NotFound`, `Conflict`."""
        ...


class Scanning(Protocol):
    """The scanners of this station. Scans and changes are called back on threads of the scanners."""

    @property
    def kept(self) -> Scanners:
        """The list that is set up."""
        ...

    def start(self, heard: Heard, changed: Changed) -> None:
        """Listen to all on serial lines; may take a moment."""
        ...

    def reload(self) -> None:
        """The list was changed; may take a moment."""
        ...

    def lines(self) -> Sequence[SerialLine]:
        """Serial lines with a device on them; may take a moment."""
        ...

    def states(self) -> Mapping[str, ScannerState]:
        """How each scanner stands that can be asked, by its name."""
        ...

    def note(self, state: ScannerState) -> None:
        """How a scanner stands that the window itself looks through (the camera)."""
        ...

    def standing(self) -> ScannersStanding:
        """How all stand together."""
        ...


class Desk(Protocol):
    """An open profile: everything that reads and writes. Every method may be called on any thread."""

    @property
    def queries(self) -> MirrorQueries: ...
    @property
    def station(self) -> StationFile: ...
    @property
    def check_in(self) -> CheckIn: ...
    @property
    def gates(self) -> Gates: ...
    @property
    def admissions(self) -> AdmissionLog: ...
    @property
    def printing(self) -> Printing: ...
    @property
    def print_page(self) -> PrintPage: ...
    @property
    def design_page(self) -> DesignPage: ...
    @property
    def seating(self) -> SeatPage: ...
    @property
    def till_page(self) -> TillPage: ...
    @property
    def shift_page(self) -> ShiftPage: ...
    @property
    def sync_page(self) -> SyncPage: ...
    @property
    def scanning(self) -> Scanning: ...
    @property
    def inbox(self) -> InboxPage: ...
    @property
    def blackout(self) -> Blackout: ...
    @property
    def kiosk(self) -> KioskLock: ...

    def now(self) -> datetime:
        """The program's clock, UTC."""
        ...

    def status(self) -> DeskStatus:
        """What the status bar tells; cheap, asked every few seconds."""
        ...

    def sync(self, progress: Callable[[SyncStep], None], cancelled: Callable[[], bool]) -> ChangeSet:
        """Fetch what changed. Raises the typed errors of connection and sync."""
        ...

    def changed_elsewhere(self) -> ChangeSet | None:
        """What another process wrote since the last call, None when nothing."""
        ...

    def close(self) -> None:
        """Close files and connections."""
        ...


class ConnectRequest(NamedTuple):
    """What a person typed to connect a store: a token, or client id and secret, or the demo."""

    demo: bool = False
    url: str = ""
    token: str = ""
    client_id: str = ""
    client_secret: str = ""


class LogIn(Protocol):
    """Logs in through the browser and connects. Slow: it waits for a person."""

    def __call__(
        self,
        request: ConnectRequest,
        words: tuple[str, str, str],
        show: Callable[[str, bool], None],
        cancelled: Callable[[], bool],
    ) -> ConnectionFacts:
        """`words` of the page in the browser: it worked, it did not, nobody waits any more. `show` is told the
        address to agree at and whether a browser was opened on it. Raises typed errors."""
        ...


class Host(NamedTuple):
    """What the window is given when it is made. The callables may be slow and run in the runner."""

    settings: WindowSettings
    staff: Staff
    open_desk: Callable[[], Desk]
    connect: Callable[[ConnectRequest], ConnectionFacts]  # binds the profile to the store; raises typed errors
    write_crash: Callable[[BaseException], str]  # writes a crash file and returns its path
    first_run: bool = False  # no store connected and no demo chosen yet
    version: str = ""
    log_in: LogIn | None = None  # as `connect`, through the browser; None: not offered
    profiles: Callable[[], Sequence[ProfileInfo]] = lambda: ()  # of this computer, each with its store
    open_profile: Callable[[str], None] = lambda _name: None  # opens another window on it; raises `BadInput`
