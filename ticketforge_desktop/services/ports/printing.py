"""What printing needs: the face of a ticket, encoders and transports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable

from ticketforge_desktop.domain.money import Money


@dataclass(frozen=True, slots=True)
class TicketFace:
    """Everything that may be printed on a ticket. Data fields of a layout are named like these."""

    ticket_id: str
    number: str
    ean: str
    code: str  # the signed code as digits, for the QR symbol
    event: str
    starts_at: datetime | None
    doors_at: datetime | None
    zone: str
    venue: str
    city: str
    category: str
    price: Money
    seat: str
    holder: str
    order: str
    unit: int
    units: int
    issue: int
    shop: str
    demo: bool = False  # watermarked
    copy_kind: str = ""  # `CopyKind`; a proof and a ticket on consignment say so on their paper


class Renderer(Protocol):
    """One printer language: ticket faces and a layout in, bytes out."""

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        """One job with all the tickets. `language` is `de` or `en`. Raises `LayoutFault`."""
        ...


class TicketRun(Protocol):
    """A run of tickets to one printer, ticket by ticket, so that each is a job of its own in the ledger."""

    def opening(self) -> bytes:
        """What the printer must know before the first ticket (stored formats, graphics); may be empty."""
        ...

    def ticket(self, face: TicketFace) -> bytes:
        """One ticket. Raises `BadInput` when the face can't be put into a symbol."""
        ...


@runtime_checkable
class RunRenderer(Renderer, Protocol):
    """A printer language whose tickets can be sent one at a time."""

    def run(self, layout: str, dpi: int, language: str) -> TicketRun:
        """Raises `LayoutFault`, as `render` does, before a byte is sent."""
        ...


@runtime_checkable
class Transport(Protocol):
    """A way to a printer."""

    def send(self, data: bytes) -> None:
        """All bytes or an error.

        Raises:
            PrinterUnreachable: `facts["begun"]` says whether the printer may have had a part of the bytes.
        """
        ...


@runtime_checkable
class Acknowledging(Protocol):
    """What a transport offers besides `send` where the printer can say that the paper came out."""

    def acknowledged(self) -> bool:
        """Whether the last job is known to be on paper; False when the printer said something else or nothing."""
        ...


class PrintState(StrEnum):
    """Where a ticket stands on its way to paper. `sending` is durable before the first byte leaves."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"  # nothing of it left this computer
    VOID = "void"  # a person looked: this paper does not count


PRINT_STEPS: Mapping[PrintState, frozenset[PrintState]] = {
    PrintState.QUEUED: frozenset({PrintState.SENDING, PrintState.FAILED}),
    PrintState.SENDING: frozenset({PrintState.PRINTED, PrintState.IN_DOUBT, PrintState.FAILED}),
    # A sender that was given up for dead may still tell what became of it; otherwise a person says good or void.
    PrintState.IN_DOUBT: frozenset({PrintState.IN_DOUBT, PrintState.PRINTED, PrintState.VOID, PrintState.FAILED}),
    PrintState.PRINTED: frozenset({PrintState.VOID}),
    PrintState.FAILED: frozenset(),
    PrintState.VOID: frozenset(),
}
"""Where a job may go from where it is."""


class CopyKind(StrEnum):
    """What a paper is, where it is not simply a ticket."""

    ORIGINAL = ""
    REPRINT = "reprint"  # issue 2 and above
    PROOF = "proof"  # to look at: its code admits nobody, and it holds no issue
    CONSIGNMENT = "consignment"  # a real ticket that somebody else sells; counted apart
    COPY = "copy"  # of a receipt or a report that was printed, or may have been; its paper says so


class PaperKind(StrEnum):
    """What a line of the ledger is about."""

    TICKET = "ticket"
    RECEIPT = "receipt"
    LABEL = "label"
    DELIVERY_NOTE = "delivery_note"
    REPORT = "report"  # of a shift
    DRAWER = "drawer"  # no paper: the command that opens the cash drawer


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a job comes from, besides ticket and printer."""

    language: str = ""  # printer language
    copy_kind: str = ""  # `CopyKind`
    run_id: str = ""
    position: int = 0  # in the run, from 1
    kind: str = "ticket"  # `PaperKind`
    note: str = ""  # why, where a person had to say: a drawer without a sale, a copy


PLAIN = Origin()


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One line of the print ledger: one issue of one ticket on one printer, or what is no ticket.

    `issue` is 0 for what is no ticket; `ticket_id` then names it by its kind: `receipt:K1-17`, `label:#1042`.
    """

    job_id: int
    ticket_id: str
    issue: int
    printer: str
    layout: str
    state: PrintState
    reason: str
    created_at: datetime
    changed_at: datetime
    language: str = ""
    copy_kind: str = ""
    run_id: str = ""
    position: int = 0
    digest: str = ""  # of the bytes sent, BLAKE2b-128 in hex
    bytes: int = 0
    roll_id: str = ""  # the roll of stock its piece is from
    serial: str = ""  # the piece's number on that roll
    staff_id: str = ""
    settled_by: str = ""  # whoever looked at the paper
    sending_at: datetime | None = None
    condition: str = ""  # `printers.Condition`: what the printer said of itself when this went wrong
    kind: str = "ticket"  # `PaperKind`
    note: str = ""  # why, where a person had to say


class Step(NamedTuple):
    """A job taken one step on. `digest` and `size` belong to `sending`, `by` to a person's word."""

    job_id: int
    state: PrintState
    reason: str = ""
    digest: str = ""
    size: int = 0
    by: str = ""
    condition: str = ""  # "" leaves what is known


class NewJob(NamedTuple):
    """A job that begins. Fields as `PrintJob` has them."""

    ticket_id: str
    issue: int
    printer: str
    layout: str
    staff_id: str
    origin: Origin = PLAIN


NOTHING: Mapping[str, str] = {}


class PrintLedger(Protocol):
    """The print ledger of this station. Durable when a call returns."""

    def queue(self, new: NewJob, at: datetime) -> PrintJob:
        """Begin a job, or take over one of this issue that is still `queued`.

        Taking over claims nothing yet: of two that hold one job, the first to move it to `sending` has it. An original
        receipt or report is held by its name as a ticket is by its issue, and a drawer by its sale. Copies, proofs,
        labels and delivery notes hold nothing: each is a job of its own.

        Raises:
            Conflict: this issue of the ticket has a job beyond `queued` that did not fail; `facts["state"]` and
                `facts["job"]` name it. A void paper still exists somewhere, so its issue is never printed again. One
                transaction, so two processes can't both begin one.
        """
        ...

    def queue_all(self, new: Sequence[NewJob], at: datetime, kept: Mapping[str, str] = NOTHING) -> Sequence[PrintJob]:
        """Several in one transaction: all, or none and the error of `queue`.

        Args:
            kept: what stands on papers, by `NewJob.ticket_id`, kept for their copies. It takes the place of what was
                kept before: an original that is begun anew was never sent.
        """
        ...

    def kept(self, ticket_id: str) -> str:
        """What was kept of a paper. Raises `NotFound`."""
        ...

    def move(self, job_id: int, state: PrintState, at: datetime, reason: str = "", by: str = "") -> PrintJob:
        """Take a job one step on; raises `Conflict` when it is none of `PRINT_STEPS`, `NotFound`."""
        ...

    def move_all(self, steps: Sequence[Step], at: datetime) -> Sequence[PrintJob]:
        """Several jobs in one transaction: all, or none and the error of `move`.

        A job that begins to be sent takes the next piece of the roll in its printer; one that failed gives it back
        where no later one was taken; a void one leaves a spoiled piece.
        """
        ...

    def recover(self, before: datetime, at: datetime, printer: str = "") -> Sequence[PrintJob]:
        """Every job that has been `sending` since before that moment becomes `in_doubt`: whoever sent it is gone.

        Args:
            printer: only the jobs of this one; "" for all.
        """
        ...

    def job(self, job_id: int) -> PrintJob:
        """Raises `NotFound`."""
        ...

    def jobs(
        self,
        *,
        ticket_id: str = "",
        states: Sequence[PrintState] = (),
        printer: str = "",
        run_id: str = "",
        limit: int = 1000,
    ) -> Sequence[PrintJob]:
        """Newest first; empty filters do not filter."""
        ...

    def last_certain(self, printer: str, before: datetime) -> PrintJob | None:
        """The last paper of a printer that is known to be out, begun until that moment."""
        ...

    def last_paper(self, ticket_id: str) -> PrintJob | None:
        """The job of the highest issue that is, or may be, on paper here; proofs do not count."""
        ...

    def issues_on_paper(self, ticket_ids: Sequence[str]) -> Mapping[str, int]:
        """Of these tickets those that are, or may be, on paper here, with the highest issue; proofs do not count."""
        ...


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text from the anchor point (mm) on its baseline; `turn` is clockwise in degrees about that point."""

    x: float
    y: float
    text: str
    pt: float
    bold: bool = False
    anchor: str = "left"  # "left" | "center" | "right": where (x, y) lies on the baseline
    turn: int = 0  # 0 | 90 | 180 | 270
    ink: str = "black"  # "black" | "white" | "pale"
    width: float = 0.0  # mm, by the metrics it was fitted with


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A rectangle in mm: filled when `stroke` is 0, otherwise a frame `stroke` mm strong that lies inside it."""

    x: float
    y: float
    width: float
    height: float
    stroke: float = 0.0
    radius: float = 0.0
    ink: str = "black"


@dataclass(frozen=True, slots=True)
class LineMark:
    """A straight line in mm along an axis; `dash` is the length of a dash, 0 = solid."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: float
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class PatternMark:
    """The dark parts of a symbol as rectangles (x, y, width, height) in mm. Draw without antialiasing."""

    kind: str  # "qr" | "ean13"
    rectangles: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture (PNG bytes) in a rectangle in mm; `turn` is clockwise."""

    x: float
    y: float
    width: float
    height: float
    png: bytes
    turn: int = 0


Mark = TextMark | BoxMark | LineMark | PatternMark | ImageMark


@dataclass(frozen=True, slots=True)
class Drawing:
    """A ticket as a list of marks in drawing order, for a screen that paints it itself. Origin top left, mm."""

    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class LayoutInfo:
    """A layout as lists show it. `faults` is empty for one that can be printed."""

    name: str
    title: Mapping[str, str]  # by language
    version: int
    languages: tuple[str, ...]  # printer languages it is made for
    width: float  # mm of one ticket
    height: float
    built_in: bool
    faults: tuple[tuple[int, str], ...] = ()  # line, reason
    document: str = "ticket"  # "ticket" | "address" | "delivery" | "receipt"


class Layouts(Protocol):
    """The layouts of this station: those that came with the program and the shop's own."""

    def all(self) -> Sequence[LayoutInfo]:
        """Built-in first, then by name; broken files are listed with their faults."""
        ...

    def check(self, path: str) -> LayoutInfo:
        """Read a file. Raises `LayoutFault` with `facts["faults"] = [{"line", "reason"}]`."""
        ...


class Previewer(Protocol):
    """The picture of a ticket before it is printed."""

    def drawing(self, face: TicketFace, layout: str, dpi: int, language: str) -> Drawing:
        """Raises `LayoutFault`, `BadInput`."""
        ...
