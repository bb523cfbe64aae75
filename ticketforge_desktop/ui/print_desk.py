"""What the printing pages get of the desk: papers with their tickets, doubts, runs, printers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.services.ports.print_runs import ItemKind
    from ticketforge_desktop.services.ports.printers import PrinterSetup
    from ticketforge_desktop.services.ports.printing import PrintJob, PrintState
    from ticketforge_desktop.services.ports.stock_rolls import StockRoll
    from ticketforge_desktop.services.print_runs import RunEvent, RunProgress
    from ticketforge_desktop.services.print_tickets import Outcome
    from ticketforge_desktop.services.printers import PrinterDesk
    from ticketforge_desktop.services.run_choice import Choice


class PaperRow(NamedTuple):
    """A line of the ledger and what the mirror knows of its ticket; texts are "" where it knows nothing."""

    job: PrintJob
    number: str = ""
    holder: str = ""
    category: str = ""
    seat: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Papers of one printer that a person has to look at, oldest first, and the last certain one before them.

    `condition` is what the printer said of itself (`Condition`), "" where nobody knows any more.
    """

    printer: str
    condition: str
    last: PaperRow | None
    papers: tuple[PaperRow, ...]
    run_id: str = ""


class TornPaper(NamedTuple):
    """A paper that keeps an order back: the ticket's number, "" for what goes with the tickets; where it lies."""

    kind: ItemKind
    number: str
    printer: str


class TornOrder(NamedTuple):
    """An order whose rest waits for somebody's decision; `reason` as in `TornBundle`."""

    order: str
    reason: str
    waiting: int
    papers: tuple[TornPaper, ...]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run and what it prints: an event's or an order's name, "" for tickets chosen by hand.

    `torn`: of a run for the post, while it stands still.
    """

    progress: RunProgress
    title: str
    torn: tuple[TornOrder, ...] = ()


class PostPrinter(NamedTuple):
    """What a printer can print of the papers for the post, and what it is there for alone (None = tickets)."""

    name: str
    can: frozenset[ItemKind]
    own: ItemKind | None


class PrinterStanding(NamedTuple):
    """What is known without asking: the printer's name ("" = none), whether nothing is in doubt, and when it last
    spoke (None = never): it had no `trouble` (a `Condition`), or that kept it from printing."""

    name: str = ""
    settled: bool = True
    seen: datetime | None = None
    trouble: str = ""


class EventOffer(NamedTuple):
    """What a run of an event can be made of: its categories by id, and how many tickets can be printed."""

    event_id: str
    title: str
    starts_at: datetime | None
    zone: str
    categories: tuple[tuple[str, str], ...]


class Practice(NamedTuple):
    """A simulated printer now: its trouble ("" = none), papers so far, and the last one's picture (PNG, b"" = none)."""

    trouble: str
    papers: int
    picture: bytes
    spoiled: bool = False


class PrintPage(Protocol):
    """Printing as the window shows it. All of it may take a while: for the runner."""

    @property
    def setups(self) -> PrinterDesk:
        """Setting printers up and asking them."""
        ...

    def printers(self) -> Sequence[PrinterSetup]:
        """By name."""
        ...

    def standing(self) -> PrinterStanding:
        """What the status bar tells."""
        ...

    def doubts(self) -> Sequence[DoubtRow]:
        """What a person has to answer, by printer."""
        ...

    def runs(self, limit: int) -> Sequence[RunRow]:
        """Newest first."""
        ...

    def run(self, run_id: str) -> RunRow:
        """Raises `NotFound`."""
        ...

    def ledger(self, states: Sequence[PrintState], printer: str, limit: int) -> Sequence[PaperRow]:
        """Newest first; empty filters do not filter."""
        ...

    def offer(self, event_id: str) -> EventOffer:
        """What an event can be printed by. Raises `NotFound`."""
        ...

    def plan(self, choice: Choice) -> str:
        """A run that is ready to be worked; its id. Raises `BadInput`, `NotFound`, `RightMissing`."""
        ...

    def work(
        self,
        run_id: str,
        printers: Sequence[str],
        stopped: Callable[[], bool],
        window: int = 1,
        takes: Mapping[str, Sequence[ItemKind]] | None = None,
    ) -> Iterator[RunEvent]:
        """Begin or continue a run, so many papers on their way at once; `takes`: what a printer of a run for the post
        was named for. Raises as `PrintRuns.work`."""
        ...

    def post_printers(self) -> Sequence[PostPrinter]:
        """What each printer can do for the post, by name."""
        ...

    def decide(self, run_id: str, order: str, finish: bool) -> int:
        """Print the rest of a torn order when its run goes on, or leave it out; how many papers.

        Raises `Conflict` (a paper of it is in doubt), `NotFound`, `RightMissing`.
        """
        ...

    def pause(self, run_id: str) -> None:
        """Printers finish the paper they have. Raises `Conflict`, `RightMissing`."""
        ...

    def cancel(self, run_id: str) -> None:
        """What waits is not printed any more. Raises `Conflict`, `RightMissing`."""
        ...

    def rolls(self) -> Sequence[StockRoll]:
        """The rolls that lie in printers, and the closed ones of those that were put in lately; newest first."""
        ...

    def open_roll(self, roll_id: str, printer: str, first: int, last: int) -> StockRoll:
        """A roll was put into a printer. Raises as `StockRoom.open`."""
        ...

    def spoil_pieces(self, roll_id: str, pieces: int, reason: str) -> StockRoll:
        """Pieces were taken off without a ticket. Raises as `StockRoom.spoil`."""
        ...

    def count_roll(self, roll_id: str, next_serial: int, *, close: bool) -> StockRoll:
        """Somebody read which piece lies next, and perhaps took the roll out. Raises as `StockRoom.close`."""
        ...

    def resolve(self, job_id: int, good: bool) -> None:
        """A person looked. Raises `Conflict`, `RightMissing`."""
        ...

    def answer(self, scanned: str, last_out: bool) -> Sequence[PrintJob]:
        """The paper answers. Raises `BadInput`, `Conflict`, `RightMissing`."""
        ...

    def reprint(self, ticket_id: str, reason: str, printer: str) -> Outcome:
        """Take the next issue and print it. Raises as `Reprint.next_issue` and `PrintTickets.print`."""
        ...

    def print_on(self, printer: str, layout: str, words: str, ticket_ids: Sequence[str]) -> Sequence[Outcome]:
        """Print tickets in a layout on a printer that is set up; an outcome for each that was begun.

        Raises as `PrintTickets.print`.
        """
        ...

    def practice(self, name: str) -> Practice | None:
        """How a printer that is only simulated stands; None for a real one. Raises `NotFound`."""
        ...

    def order_fault(self, name: str, fault: str) -> None:
        """Let the next paper of a simulated printer go wrong. Raises `BadInput`, `NotFound`."""
        ...

    def mend(self, name: str) -> None:
        """Put a simulated printer right. Raises `BadInput`, `NotFound`."""
        ...
