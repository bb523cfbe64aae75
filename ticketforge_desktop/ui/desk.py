"""What the window gets of the rest of the program, and nothing more. `bootstrap` joins it; the tests do too.

`Host` is there from the first moment and costs nothing; `Desk` is opened by a worker after the first paint, because
it brings the databases, the store client and their libraries with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ticketforge_desktop.domain.rights import Staff

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.domain.changes import ChangeSet
    from ticketforge_desktop.services.check_in import CheckIn
    from ticketforge_desktop.services.ports.door import AdmissionLog
    from ticketforge_desktop.services.ports.host import WindowSettings
    from ticketforge_desktop.services.ports.mirror import MirrorQueries
    from ticketforge_desktop.services.ports.printing import Drawing, LayoutInfo
    from ticketforge_desktop.services.ports.station import StationFile
    from ticketforge_desktop.services.ports.store import ConnectionFacts
    from ticketforge_desktop.services.print_tickets import Outcome


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
    printer_ready: bool = False
    scanner: str = ""
    scanner_ready: bool = False
    shift_since: datetime | None = None
    demo: bool = False


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


class Desk(Protocol):
    """An open profile: everything that reads and writes. Every method may be called on any thread."""

    @property
    def queries(self) -> MirrorQueries: ...
    @property
    def station(self) -> StationFile: ...
    @property
    def check_in(self) -> CheckIn: ...
    @property
    def admissions(self) -> AdmissionLog: ...
    @property
    def printing(self) -> Printing: ...

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


class Host(NamedTuple):
    """What the window is given when it is made. The callables may be slow and run in the runner."""

    settings: WindowSettings
    staff: Staff
    open_desk: Callable[[], Desk]
    connect: Callable[[ConnectRequest], ConnectionFacts]  # binds the profile to the store; raises typed errors
    write_crash: Callable[[BaseException], str]  # writes a crash file and returns its path
    first_run: bool = False  # no store connected and no demo chosen yet
    version: str = ""
