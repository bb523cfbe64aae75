"""Long runs: an event's tickets on one printer or several, paused, continued after a restart, never one twice.

What is to be printed lies in the station file, paper by paper. Each printer works in a thread of its own with a
session of its own and takes the next paper that waits; the file gives a paper to one printer only. Pausing and
cancelling are written there too, so that any process can do it. A printer in trouble leaves the run, the others go on.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, TicketForgeError
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.faces import Current, TicketFaces, as_mirrored
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.print_runs import (
    Documents,
    ItemKind,
    ItemState,
    NewRun,
    PrintRun,
    RunBook,
    RunCounts,
    RunItem,
    RunState,
)
from ticketforge_desktop.services.ports.printers import OpenSession, PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintLedger, PrintState, Renderer
from ticketforge_desktop.services.print_line import Outcome, PrinterLock, PrintLine
from ticketforge_desktop.services.run_choice import Choice, items_of
from ticketforge_desktop.services.run_papers import PaperMaker

MOST_PRINTERS: Final = 16
_BEGUN: Final = frozenset({RunState.RUNNING, RunState.PAUSED, RunState.STOPPED})


@dataclass(frozen=True, slots=True)
class RunEvent:
    """What one printer of a run just did: an outcome, or the trouble with which it left the run."""

    printer: str
    outcome: Outcome | None = None
    trouble: TicketForgeError | None = None


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is. `left_s` is None while nobody can tell."""

    run: PrintRun
    counts: RunCounts
    left_s: float | None

    def as_json(self) -> dict[str, object]:
        """A line of `print run list --json`."""
        run, counts = self.run, self.counts
        return {
            "run": run.run_id,
            "state": str(run.state),
            "total": run.total,
            **{name: getattr(counts, name) for name in counts.__slots__},
            "left_s": None if self.left_s is None else round(self.left_s, 1),
            "event_id": run.event_id,
            "copy_kind": run.copy_kind,
            "chosen": dict(run.chosen),
            "printers": list(run.printers),
            "created_at": run.created_at,
            "ended_at": run.ended_at,
            "reason": run.reason,
        }


@dataclass(frozen=True, slots=True)
class RunRoom:
    """What runs are worked with.

    Attributes:
        renderer_of: the encoder of a printer, with its options; raises `BadInput`.
        current: the issue that counts here (`faces.Current`).
        lock: holds a printer for this process.
        documents: labels and delivery notes; None where none can be made.
    """

    book: RunBook
    ledger: PrintLedger
    queries: MirrorQueries
    faces: TicketFaces
    renderer_of: Callable[[PrinterSetup], Renderer]
    open_session: OpenSession
    lock: PrinterLock
    clock: Clock
    current: Current = as_mirrored
    documents: Documents | None = None


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
        if choice.post and room.documents is None:
            raise BadInput("Labels and delivery notes can't be made here.", field="post")
        items = items_of(choice, room.queries, room.ledger, room.current)
        new = NewRun(uuid4().hex[:8], str(choice.copy_kind), choice.event_id, choice.as_json())
        return room.book.make(new, items, self._staff.staff_id, room.clock.now())

    def work(
        self,
        run_id: str,
        printers: Sequence[PrinterSetup],
        *,
        window: int = 1,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[RunEvent]:
        """Begin or continue a run on these printers; what each does is given out as it becomes known.

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
        makers = {
            setup.name: PaperMaker(run, setup, room.faces, room.renderer_of(setup), room.documents)
            for setup in printers
        }
        self._forget_the_dead(run, [setup.name for setup in printers])
        room.book.begin(run_id, [setup.name for setup in printers], room.clock.now())
        return self._work(run_id, list(printers), makers, window, stopped)

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
        return RunProgress(run, counts, None if pace is None else pace * (counts.waiting + counts.under_way))

    def _moved(self, run_id: str, state: RunState) -> PrintRun:
        self._staff.require(Right.PRINT)
        return self._room.book.move(run_id, state, self._room.clock.now(), f"by {self._staff.name}")

    def _work(
        self,
        run_id: str,
        printers: Sequence[PrinterSetup],
        makers: Mapping[str, PaperMaker],
        window: int,
        stopped: Callable[[], bool],
    ) -> Iterator[RunEvent]:
        told: queue.Queue[RunEvent | BaseException | None] = queue.Queue(maxsize=256)
        enough = threading.Event()

        def printing(setup: PrinterSetup) -> None:
            try:
                self._printer(run_id, setup, makers[setup.name], window, told, lambda: enough.is_set() or stopped())
            except TicketForgeError as trouble:
                told.put(RunEvent(setup.name, trouble=trouble))
            except BaseException as defect:  # noqa: BLE001 - it belongs to whoever reads the events
                told.put(defect)
            finally:
                told.put(None)

        threads = [
            threading.Thread(target=printing, args=(setup,), name=f"print-{setup.name}", daemon=True)
            for setup in printers
        ]
        for thread in threads:
            thread.start()
        try:
            yield from _until_all_end(told, len(threads), enough)
        finally:
            enough.set()
            _drain(told, threads)
            self._room.book.finish(run_id, self._room.clock.now(), [setup.name for setup in printers])

    def _forget_the_dead(self, run: PrintRun, ours: Sequence[str]) -> None:
        """What other printers had taken waits again, where nobody holds them: whoever worked there is gone."""
        room = self._room
        for name in set(run.working).difference(ours):
            try:
                with room.lock(name):
                    self._clear(run.run_id, name)
                    room.book.finish(run.run_id, room.clock.now(), [name])
            except Conflict:
                continue  # it works on this very run

    def _clear(self, run_id: str, printer: str) -> None:
        """For whoever holds the printer: nobody else is sending to it."""
        now = self._room.clock.now()
        self._room.ledger.recover(now, now, printer)
        self._room.book.reclaim(run_id, printer)

    def _printer(
        self,
        run_id: str,
        setup: PrinterSetup,
        maker: PaperMaker,
        window: int,
        told: queue.Queue[RunEvent | BaseException | None],
        enough: Callable[[], bool],
    ) -> None:
        """One printer's share of the run, in its own thread."""
        room = self._room
        with room.lock(setup.name):
            self._clear(run_id, setup.name)
            session = room.open_session(setup)
            try:
                line = PrintLine(setup, session, maker.opening(), room.ledger, room.clock, self._staff, window)
                while not enough():
                    items = self._taken(run_id, setup.name, line.room)
                    if not items:
                        return
                    if self._sent(items, maker, line, setup.name, told):
                        return
            finally:
                session.close()

    def _taken(self, run_id: str, printer: str, room: int) -> list[RunItem]:
        items: list[RunItem] = []
        while len(items) < room and (item := self._room.book.take(run_id, printer)) is not None:
            items.append(item)
        return items

    def _sent(
        self,
        items: Sequence[RunItem],
        maker: PaperMaker,
        line: PrintLine,
        printer: str,
        told: queue.Queue[RunEvent | BaseException | None],
    ) -> bool:
        """Send what was taken; whether the printer has to leave the run."""
        book, papers, sent = self._room.book, [], []
        for item in items:
            try:
                papers.append(maker.paper(item))
                sent.append(item)
            except (BadInput, NotFound, Conflict) as bad:
                book.fail(item.run_id, item.position, bad.message)
                ref = item.ref if item.kind is ItemKind.TICKET else f"{item.kind}:{item.ref}"
                told.put(RunEvent(printer, Outcome(0, ref, 0, PrintState.FAILED, bad.message, printer=printer)))
        leaves = False
        for item, outcome in zip(sent, line.send(papers) if papers else (), strict=True):
            if outcome.state is PrintState.FAILED and not outcome.stops:
                book.fail(item.run_id, item.position, outcome.reason)
            leaves = leaves or outcome.stops
            told.put(RunEvent(printer, outcome))
        return leaves


def _check(printers: Sequence[PrinterSetup], window: int) -> None:
    names = [setup.name for setup in printers]
    if not 1 <= len(names) <= MOST_PRINTERS or len(set(names)) != len(names):
        raise BadInput(
            f"A run needs 1 to {MOST_PRINTERS} different printers.", field="printer", next_step="Name each once."
        )
    if not 1 <= window <= 20:
        raise BadInput("Between 1 and 20 papers may be on their way at once.", field="window", value=window)


def _until_all_end(
    told: queue.Queue[RunEvent | BaseException | None], working: int, enough: threading.Event
) -> Iterator[RunEvent]:
    defect: BaseException | None = None
    while working:
        event = told.get()
        if event is None:
            working -= 1
        elif isinstance(event, BaseException):
            defect = defect or event
            enough.set()
        else:
            yield event
    if defect is not None:
        raise defect


def _drain(told: queue.Queue[RunEvent | BaseException | None], threads: Sequence[threading.Thread]) -> None:
    """Nobody reads any more: let the printers finish their paper all the same."""
    for thread in threads:
        while thread.is_alive():
            try:
                told.get(timeout=0.05)
            except queue.Empty:
                continue
        thread.join()
