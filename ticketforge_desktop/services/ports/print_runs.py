"""Long print runs: what is to be printed, in which order, and how far it is. Everything outlives the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.services.ports.printers import PrinterSetup


class RunState(StrEnum):
    """Where a run stands."""

    READY = "ready"  # planned, nothing begun
    RUNNING = "running"
    PAUSED = "paused"  # somebody paused it; printers finish the paper they have
    STOPPED = "stopped"  # doubts or printers in trouble; it goes on when somebody continues it
    DONE = "done"  # nothing waits and nothing is in doubt
    CANCELLED = "cancelled"


RUN_STEPS: Mapping[RunState, frozenset[RunState]] = {
    RunState.READY: frozenset({RunState.RUNNING, RunState.CANCELLED}),
    RunState.RUNNING: frozenset(
        {RunState.RUNNING, RunState.PAUSED, RunState.STOPPED, RunState.DONE, RunState.CANCELLED}
    ),
    RunState.PAUSED: frozenset({RunState.RUNNING, RunState.DONE, RunState.CANCELLED}),
    RunState.STOPPED: frozenset({RunState.RUNNING, RunState.DONE, RunState.CANCELLED}),
    RunState.DONE: frozenset(),
    RunState.CANCELLED: frozenset(),
}
"""Where a run may go from where it is. Two processes may work on one run, so `running` may begin again."""


class ItemState(StrEnum):
    """Where one paper of a run stands; from `queued` on it is its job's state."""

    WAITING = "waiting"
    TAKEN = "taken"  # given to one printer, and to no other
    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    VOID = "void"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    """What a paper is. Labels and delivery notes lie with the tickets of their order."""

    TICKET = "ticket"  # ref: the ticket's id
    DELIVERY_NOTE = "delivery_note"  # ref: the order's name
    LABEL = "label"  # ref: the order's name


POST_KINDS: Final = (ItemKind.DELIVERY_NOTE, ItemKind.LABEL)
"""What lies with an order's tickets, in that order."""


class NewItem(NamedTuple):
    """A paper of a run that is made. `bundle` is the order whose papers lie together; "" for a paper by itself."""

    kind: ItemKind
    ref: str
    bundle: str = ""


@dataclass(frozen=True, slots=True)
class RunItem:
    """One paper of a run, `position` from 1."""

    run_id: str
    position: int
    kind: ItemKind
    ref: str
    state: ItemState
    printer: str
    job_id: int
    reason: str
    bundle: str = ""
    released: bool = False  # the rest of its bundle is printed although something is wrong with it


@dataclass(frozen=True, slots=True)
class Share:
    """What one printer of a run takes.

    `kinds`: nothing else. `along`: of these only what belongs to tickets it printed itself, because no printer of the
    run has them to itself, and an order's papers lie in one tray.
    """

    kinds: tuple[ItemKind, ...]
    along: tuple[ItemKind, ...] = ()


@dataclass(frozen=True, slots=True)
class TornBundle:
    """An order whose papers are not printed on until somebody decides.

    `reason` is "in_doubt" (answer the doubt, and it goes on by itself), "void", "failed" (one of its papers will not
    come out of this run) or "printer" (the first of them lie in another printer's tray); `papers` are those concerned.
    """

    run_id: str
    bundle: str
    reason: str
    waiting: int
    papers: tuple[RunItem, ...]


@dataclass(frozen=True, slots=True)
class PrintRun:
    """A run. `chosen` is what was asked for, in the words of `services.print_runs.Choice`."""

    run_id: str
    copy_kind: str
    event_id: str
    chosen: Mapping[str, object]
    printers: tuple[str, ...]  # all that ever worked on it
    working: tuple[str, ...]  # those that do now, as far as is known
    state: RunState
    total: int
    staff_id: str
    created_at: datetime
    ended_at: datetime | None
    reason: str
    shares: Mapping[str, Share] = field(default_factory=dict)  # by printer, where they do not take all


@dataclass(frozen=True, slots=True)
class RunCounts:
    """Papers of a run by where they stand."""

    waiting: int = 0
    under_way: int = 0  # taken, queued or sending
    printed: int = 0
    in_doubt: int = 0
    failed: int = 0
    void: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class NewRun:
    """What a run is made from."""

    run_id: str
    copy_kind: str
    event_id: str
    chosen: Mapping[str, object] = field(default_factory=dict)
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by bundle; gone when the run is over


ALL_TO_ALL: Final[Mapping[str, Share]] = {}


class RunBook(Protocol):
    """The runs of this station. Durable when a call returns."""

    def make(self, new: NewRun, items: Iterable[NewItem], staff_id: str, at: datetime) -> PrintRun:
        """A run that is READY, whole or not at all."""
        ...

    def run(self, run_id: str) -> PrintRun:
        """Raises `NotFound`."""
        ...

    def runs(self, *, still_open: bool = False, limit: int = 100) -> Sequence[PrintRun]:
        """Newest first."""
        ...

    def items(
        self, run_id: str, *, states: Sequence[ItemState] = (), bundle: str = "", limit: int = 1000
    ) -> Sequence[RunItem]:
        """In their order; empty states and an empty bundle do not filter."""
        ...

    def counts(self, run_id: str) -> RunCounts: ...

    def pace_s(self, run_id: str) -> float | None:
        """Seconds between two papers lately, all printers together; None while fewer than three came out."""
        ...

    def move(self, run_id: str, state: RunState, at: datetime, reason: str = "") -> PrintRun:
        """Take a run one step on; cancelling it cancels what waits. Raises `NotFound`, `Conflict`."""
        ...

    def begin(
        self, run_id: str, printers: Sequence[str], at: datetime, shares: Mapping[str, Share] = ALL_TO_ALL
    ) -> PrintRun:
        """RUNNING, and these printers will join, each with its share. Raises as `move`."""
        ...

    def join(self, run_id: str, printer: str) -> None:
        """A printer works on it now. The caller holds the printer, until it has left (`finish`)."""
        ...

    def take(self, run_id: str, printer: str) -> RunItem | None:
        """The next paper that waits, for this printer alone; None when there is none or the run is not RUNNING.

        Of an order whose papers lie together, tickets come from one printer; what goes with them is given out when the
        tickets are printed; and nothing of it while it is torn.
        """
        ...

    def more_comes(self, run_id: str, printer: str) -> bool:
        """Whether papers of its share wait for nothing but others of their orders. False: the run is not RUNNING."""
        ...

    def torn(self, run_id: str) -> Sequence[TornBundle]:
        """Orders that wait for somebody's decision, in their order."""
        ...

    def release(self, run_id: str, bundle: str) -> int:
        """Print the rest of a torn order all the same; how many papers. Raises `Conflict` while one is in doubt."""
        ...

    def drop(self, run_id: str, bundle: str) -> int:
        """Do not print the rest of an order; how many papers."""
        ...

    def address(self, run_id: str, bundle: str) -> tuple[str, ...]:
        """Where an order's papers go; () when the run is over."""
        ...

    def fail(self, run_id: str, position: int, reason: str) -> None:
        """A paper that can't be made: it never reached the ledger."""
        ...

    def reclaim(self, run_id: str, printer: str) -> int:
        """Papers this printer had taken and not begun to send wait again; how many. The caller holds the printer."""
        ...

    def finish(self, run_id: str, at: datetime, left: Sequence[str] = ()) -> PrintRun:
        """Printers have left the run. DONE when nothing is left to do; STOPPED when nobody works on it any more."""
        ...


@dataclass(frozen=True, slots=True)
class PostOrder:
    """An order on its way into an envelope: where it goes, and its tickets that are on paper."""

    order: str
    lines: tuple[str, ...]
    tickets: tuple[str, ...]


class MadePaper(NamedTuple):
    """A paper's bytes for one printer, and the layout it was made with."""

    layout: str
    data: bytes


class Documents(Protocol):
    """Papers of a run that are no tickets: labels and delivery notes of an order."""

    def recipients(self, orders: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
        """Addresses by the orders' names; orders without one are missing.

        Args:
            orders: the store's number of each, by its name.

        Raises: `ConnectionTrouble` when an address is not known here and the store does not answer.
        """
        ...

    def make(self, kind: ItemKind, order: PostOrder, setup: PrinterSetup) -> MadePaper:
        """The paper for this printer. Raises `NotFound`, `BadInput`, `LayoutFault`."""
        ...

    def prints(self, kind: ItemKind, setup: PrinterSetup) -> bool:
        """Whether there is a layout for this paper in the printer's language."""
        ...

    def own(self, setup: PrinterSetup) -> ItemKind | None:
        """What a printer is there for alone, since its own layout is for that; None for a printer of tickets."""
        ...
