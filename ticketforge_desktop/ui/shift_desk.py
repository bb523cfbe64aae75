"""What the shift page gets of the desk. All of it may take a moment: for the runner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from ticketforge_desktop.domain.shifts import MoveKind, ShiftReport
    from ticketforge_desktop.services.ports.documents import ReportFace
    from ticketforge_desktop.services.ports.printing import PrintState
    from ticketforge_desktop.services.ports.shifts import Shift, ShiftCheck


class Sheet(NamedTuple):
    """A report, and as it is read in one language."""

    report: ShiftReport
    face: ReportFace


class ShiftNow(NamedTuple):
    """How the drawer stands."""

    current: Shift | None
    sheet: Sheet | None  # X report of the open shift, blind where the right asks for it
    closed: Sequence[Shift]  # newest first
    currency: str  # "" before the first sync
    pieces: tuple[int, ...]  # coins and notes in minor units, the largest first
    printer: str  # of receipts; "" = none
    notices: tuple[str, ...]  # codes of what must be told plainly (`services.fiscal`)


class ShiftPage(Protocol):
    """The drawer's evening as the window shows it."""

    def now(self, words: str) -> ShiftNow:
        """How it stands; reports in `de` or `en`. Raises `RightMissing`."""
        ...

    def move(self, kind: MoveKind, amount_minor: int, reason: str) -> None:
        """Raises as `ShiftDesk.move`."""
        ...

    def close(self, pieces: Mapping[int, int], note: str, words: str) -> Sheet:
        """Count by pieces (value in minor units → how many) and close: the Z report. Raises as `ShiftDesk.close`."""
        ...

    def sheet(self, number: int, words: str) -> Sheet:
        """A shift's report. Raises `RightMissing`, `NotFound`."""
        ...

    def said(self, sheet: Sheet, words: str) -> Sheet:
        """The same report in another language."""
        ...

    def check(self) -> ShiftCheck:
        """Walk the chain of closed shifts. Raises `RightMissing`."""
        ...

    def print_sheet(self, sheet: Sheet, printer: str) -> PrintState:
        """What became of the paper. Raises as `PrintReports.print_report`."""
        ...

    def save_pdf(self, sheet: Sheet, words: str, path: str) -> int:
        """Its bytes. Raises `LayoutFault`, `BadInput`, `DiskFull`."""
        ...
