"""Long runs: an event's tickets on one printer or several, paused, continued after a restart, never one twice.

What is to be printed lies in the station file, paper by paper; pausing and cancelling are written there too, so that
any process can do it. How printers work a run off is `services.run_work`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.print_runs import (
    ALL_TO_ALL,
    Documents,
    ItemKind,
    ItemState,
    NewRun,
    PrintRun,
    RunCounts,
    RunItem,
    RunState,
    Share,
    TornBundle,
)
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.print_line import MOST_OUTSTANDING
from ticketforge_desktop.services.run_choice import Choice, items_of
from ticketforge_desktop.services.run_papers import PaperMaker
from ticketforge_desktop.services.run_shares import shares_of
from ticketforge_desktop.services.run_work import RunEvent, RunRoom, RunWork, clear

__all__ = ["MOST_PRINTERS", "PrintRuns", "RunEvent", "RunProgress", "RunRoom"]

MOST_PRINTERS: Final = 16
EVERYTHING: Final[Mapping[str, Sequence[ItemKind]]] = {}
_BEGUN: Final = frozenset({RunState.RUNNING, RunState.PAUSED, RunState.STOPPED})


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is. `left_s` is None while nobody can tell; `torn`: orders that wait for a decision."""

    run: PrintRun
    counts: RunCounts
    left_s: float | None
    torn: int = 0

    def as_json(self) -> dict[str, object]:
        """A line of `print run list --json`."""
        run, counts = self.run, self.counts
        return {
            "run": run.run_id,
            "state": str(run.state),
            "total": run.total,
            **{name: getattr(counts, name) for name in counts.__slots__},
            "left_s": None if self.left_s is None else round(self.left_s, 1),
            **({"torn": self.torn} if run.chosen.get("post") else {}),
            "event_id": run.event_id,
            "copy_kind": run.copy_kind,
            "chosen": dict(run.chosen),
            "printers": list(run.printers),
            "created_at": run.created_at,
            "ended_at": run.ended_at,
            "reason": run.reason,
        }


class PrintRuns:
    """Plans and works runs. Every method may be called on any thread."""

    def __init__(self, room: RunRoom, staff: Staff) -> None:
        self._room, self._staff = room, staff

    def plan(self, choice: Choice) -> PrintRun:
        """A run that is ready to be worked.

        Raises: `RightMissing`, `BadInput`, `NotFound`; nothing was planned.
        """
        self._staff.require(Right.PRINT)
        room = self._room
        addresses: dict[str, tuple[str, ...]] = {}
        without: list[str] = []

        def posted(orders: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
            addresses.update(self._documents().recipients(orders))
            without.extend(order for order in orders if order not in addresses)
            return addresses

        if choice.post:
            self._documents()
        items = items_of(choice, room.queries, room.ledger, room.current, posted)
        chosen = choice.as_json() | ({"without_address": without} if without else {})
        new = NewRun(uuid4().hex[:8], str(choice.copy_kind), choice.event_id, chosen, addresses)
        return room.book.make(new, items, self._staff.staff_id, room.clock.now())

    def _documents(self) -> Documents:
        if self._room.documents is None:
            raise BadInput("Labels and delivery notes can't be made here.", field="post")
        return self._room.documents

    def work(
        self,
        run_id: str,
        printers: Sequence[PrinterSetup],
        *,
        window: int = 1,
        stopped: Callable[[], bool] = lambda: False,
        takes: Mapping[str, Sequence[ItemKind]] = EVERYTHING,
    ) -> Iterator[RunEvent]:
        """Begin or continue a run on these printers; what each does is given out as it becomes known.

        Args:
            takes: for a run with papers for the post, what a printer was named for; a printer that is not named takes
                what it took before, or what it is made for (`run_shares`).

        It ends when nothing waits, when it was paused or cancelled (by any process), or when every printer left it.
        Closing the iterator lets each printer finish its paper.

        Raises (before anything is sent):
            RightMissing, NotFound (the run, a layout), BadInput (printers or window), LayoutFault, Conflict (the run
            is over).
        """
        self._staff.require(Right.PRINT)
        _check(printers, window)
        room = self._room
        run = room.book.run(run_id)
        shares = self._shares(run, printers, takes)
        makers = {
            setup.name: PaperMaker(
                run, setup, room.faces, room.renderer_of(setup), room.book, room.documents, shares.get(setup.name)
            )
            for setup in printers
        }
        self._forget_the_dead(run, [setup.name for setup in printers])
        room.book.begin(run_id, [setup.name for setup in printers], room.clock.now(), shares)
        return RunWork(room, self._staff, run_id, makers, window, stopped).events(printers)

    def _shares(
        self, run: PrintRun, printers: Sequence[PrinterSetup], takes: Mapping[str, Sequence[ItemKind]]
    ) -> Mapping[str, Share]:
        if not run.chosen.get("post"):
            if takes:
                raise BadInput("This run has no papers for the post, only tickets.", field="printer")
            return ALL_TO_ALL
        before = {name: [kind for kind in share.kinds if kind not in share.along] for name, share in run.shares.items()}
        out = run.chosen.get("leave_out")
        left_out = out if isinstance(out, list) else []
        kinds = [kind for kind in ItemKind if str(kind) not in left_out]
        return shares_of(printers, kinds, self._documents(), {**before, **takes})

    def torn(self, run_id: str) -> Sequence[TornBundle]:
        """Orders whose rest waits for somebody's decision. Raises `RightMissing`, `NotFound`."""
        self._staff.require(Right.VIEW)
        return self._room.book.torn(run_id)

    def release(self, run_id: str, order: str) -> int:
        """Print the rest of a torn order all the same, on any printer; how many papers.

        Raises: `RightMissing`, `NotFound`, `Conflict` (one of its papers is in doubt).
        """
        self._staff.require(Right.PRINT)
        return self._room.book.release(run_id, order)

    def drop(self, run_id: str, order: str) -> int:
        """Do not print the rest of an order; how many papers. Raises `RightMissing`, `NotFound`."""
        self._staff.require(Right.PRINT)
        return self._room.book.drop(run_id, order)

    def pause(self, run_id: str) -> PrintRun:
        """Printers finish the paper they have. Raises `RightMissing`, `NotFound`, `Conflict`."""
        return self._moved(run_id, RunState.PAUSED)

    def cancel(self, run_id: str) -> PrintRun:
        """What waits is not printed any more; what is in doubt is still asked. Raises as `pause`."""
        return self._moved(run_id, RunState.CANCELLED)

    def recover(self) -> int:
        """After a restart: what dead programs were working on stands still and is told as such; how many runs."""
        found = [run for run in self._room.book.runs(still_open=True) if run.working]
        for run in found:
            self._forget_the_dead(run, ())
        return sum(self._room.book.run(run.run_id).state is not run.state for run in found)

    def progress(self, run_id: str) -> RunProgress:
        """How far a run is; one whose last doubt was answered is done. Raises `RightMissing`, `NotFound`."""
        self._staff.require(Right.VIEW)
        return self._progress(self._room.book.run(run_id))

    def runs(self, *, still_open: bool = False, limit: int = 100) -> Sequence[RunProgress]:
        """Newest first."""
        self._staff.require(Right.VIEW)
        return [self._progress(run) for run in self._room.book.runs(still_open=still_open, limit=limit)]

    def items(self, run_id: str, *, states: Sequence[ItemState] = (), limit: int = 1000) -> Sequence[RunItem]:
        """Papers of a run. Raises `RightMissing`, `NotFound`."""
        self._staff.require(Right.VIEW)
        self._room.book.run(run_id)
        return self._room.book.items(run_id, states=states, limit=limit)

    def _progress(self, run: PrintRun) -> RunProgress:
        book = self._room.book
        counts = book.counts(run.run_id)
        if run.state in _BEGUN and not (counts.waiting or counts.under_way or counts.in_doubt):
            run = book.finish(run.run_id, self._room.clock.now())
        pace = book.pace_s(run.run_id) if run.state is RunState.RUNNING else None
        left = None if pace is None else pace * (counts.waiting + counts.under_way)
        stands = run.state in (RunState.STOPPED, RunState.PAUSED) and run.chosen.get("post")
        return RunProgress(run, counts, left, len(book.torn(run.run_id)) if stands else 0)

    def _moved(self, run_id: str, state: RunState) -> PrintRun:
        self._staff.require(Right.PRINT)
        return self._room.book.move(run_id, state, self._room.clock.now(), f"by {self._staff.name}")

    def _forget_the_dead(self, run: PrintRun, ours: Sequence[str]) -> None:
        """What other printers had taken waits again, where nobody holds them: whoever worked there is gone."""
        room = self._room
        for name in set(run.working).difference(ours):
            try:
                with room.lock(name):
                    clear(room, run.run_id, name)
                    room.book.finish(run.run_id, room.clock.now(), [name])
            except Conflict:
                continue  # it works on this very run


def _check(printers: Sequence[PrinterSetup], window: int) -> None:
    names = [setup.name for setup in printers]
    if not 1 <= len(names) <= MOST_PRINTERS or len(set(names)) != len(names):
        raise BadInput(
            f"A run needs 1 to {MOST_PRINTERS} different printers.", field="printer", next_step="Name each once."
        )
    if not 1 <= window <= MOST_OUTSTANDING:
        words = f"Between 1 and {MOST_OUTSTANDING} papers may be on their way at once."
        raise BadInput(words, field="window", value=window)
