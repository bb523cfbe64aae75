"""What the window's printing pages ask, joined for one desk: the ledger's lines with what the mirror knows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import BadInput, LayoutFault, NotFound, PrinterUnreachable
from ticketforge_desktop.domain.layout_faults import Unfit
from ticketforge_desktop.services.ports.print_runs import POST_KINDS, ItemKind
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_tickets import run_of
from ticketforge_desktop.ui.print_desk import (
    DoubtRow,
    EventOffer,
    PaperRow,
    PostPrinter,
    Practice,
    PrinterStanding,
    RunRow,
    TornOrder,
    TornPaper,
)

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.print_room import PrintRoom
    from ticketforge_desktop.devices.printing.simulated.printer import SimulatedPrinter
    from ticketforge_desktop.services.ports.print_runs import TornBundle
    from ticketforge_desktop.services.ports.printers import PrinterSetup
    from ticketforge_desktop.services.ports.printing import PrintJob
    from ticketforge_desktop.services.ports.stock_rolls import StockRoll
    from ticketforge_desktop.services.print_runs import RunEvent, RunProgress
    from ticketforge_desktop.services.print_tickets import Outcome
    from ticketforge_desktop.services.printers import PrinterDesk
    from ticketforge_desktop.services.run_choice import Choice
    from ticketforge_desktop.storage.profile import Profile

_SIMULATED: Final = "sim:"
_ROLLS: Final = 12  # lately put in, of which those that are closed are shown


class PrintWindow:
    """`ui.print_desk.PrintPage` of a desk. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile

    @property
    def _room(self) -> PrintRoom:
        return self._desk.printing.room

    @property
    def setups(self) -> PrinterDesk:
        return self._desk.printers.desk

    def printers(self) -> Sequence[PrinterSetup]:
        return self._desk.printers.kept.all()

    def standing(self) -> PrinterStanding:
        names = [setup.name for setup in self._profile.printers.all()]
        ledger = self._profile.print_ledger
        waiting = {job.printer for job in ledger.jobs(states=(PrintState.IN_DOUBT,), limit=50)}
        called = next((name for name in names if name in waiting), names[0] if names else "")
        if not called:
            return PrinterStanding(settled=not waiting)
        last = ledger.jobs(printer=called, states=(PrintState.PRINTED,), limit=1)
        # What was not confirmed, or a person said, has a reason.
        seen = [job.changed_at for job in last if not job.reason and not job.settled_by]
        at, trouble = self._desk.printers.answered.get(called, (None, ""))
        if at is None or (seen and seen[0] > at):
            return PrinterStanding(called, not waiting, seen[0] if seen else None)
        return PrinterStanding(called, not waiting, at, trouble)

    # The ledger

    def doubts(self) -> Sequence[DoubtRow]:
        rows = []
        for doubt in self._room.doubts.doubts():
            papers = tuple(map(self._paper, doubt.papers))
            last = None if doubt.last_certain is None else self._paper(doubt.last_certain)
            condition = next((job.condition for job in doubt.papers if job.condition), "")
            rows.append(DoubtRow(doubt.printer, condition, last, papers, doubt.papers[-1].run_id))
        return rows

    def ledger(self, states: Sequence[PrintState], printer: str, limit: int) -> Sequence[PaperRow]:
        return [self._paper(job) for job in self._room.ledger.jobs(states=states, printer=printer, limit=limit)]

    def resolve(self, job_id: int, good: bool) -> None:
        self._room.doubts.resolve(job_id, good=good)

    def answer(self, scanned: str, last_out: bool) -> Sequence[PrintJob]:
        return self._room.doubts.answer(scanned, last_out=last_out)

    def _paper(self, job: PrintJob) -> PaperRow:
        if job.issue:
            with suppress(NotFound):  # a ticket may leave the mirror, its papers do not
                row = self._desk.queries.ticket(job.ticket_id)
                return PaperRow(job, row.number, row.holder, row.category, row.seat, row.order)
        return PaperRow(job)

    # Runs

    def runs(self, limit: int) -> Sequence[RunRow]:
        try:
            runs = self._room.runs
        except NotFound:  # before the first sync there is nothing to print
            return []
        return [self._run(progress) for progress in runs.runs(limit=limit)]

    def run(self, run_id: str) -> RunRow:
        return self._run(self._room.runs.progress(run_id))

    def _run(self, progress: RunProgress) -> RunRow:
        run = progress.run
        if run.event_id:
            with suppress(NotFound):
                return RunRow(progress, self._desk.queries.event(run.event_id).row.title, self._torn(progress))
        return RunRow(progress, str(run.chosen.get("order", "")), self._torn(progress))

    def _torn(self, progress: RunProgress) -> tuple[TornOrder, ...]:
        return tuple(map(self._told, self._room.runs.torn(progress.run.run_id))) if progress.torn else ()

    def _told(self, one: TornBundle) -> TornOrder:
        numbers = {}
        for item in one.papers:
            if item.kind is ItemKind.TICKET:
                with suppress(NotFound):  # it may have left the mirror; its paper did not
                    numbers[item.ref] = self._desk.queries.ticket(item.ref).number
        papers = tuple(TornPaper(item.kind, numbers.get(item.ref, ""), item.printer) for item in one.papers)
        return TornOrder(one.bundle, one.reason, one.waiting, papers)

    def offer(self, event_id: str) -> EventOffer:
        event = self._desk.queries.event(event_id)
        categories = tuple((one.category_id, one.name) for one in event.categories)
        return EventOffer(event_id, event.row.title, event.row.starts_at, event.row.zone, categories)

    def plan(self, choice: Choice) -> str:
        return self._room.runs.plan(choice).run_id

    def work(
        self,
        run_id: str,
        printers: Sequence[str],
        stopped: Callable[[], bool],
        window: int = 1,
        takes: Mapping[str, Sequence[ItemKind]] | None = None,
    ) -> Iterator[RunEvent]:
        setups = [self._room.printer(name) for name in printers]
        return self._room.runs.work(run_id, setups, window=window, stopped=stopped, takes=takes or {})

    def post_printers(self) -> Sequence[PostPrinter]:
        from ticketforge_desktop.bootstrap.posting import post_papers

        papers = post_papers(self._desk, self._room.papers)

        def of(setup: PrinterSetup) -> PostPrinter:
            can = {kind for kind in POST_KINDS if papers.prints(kind, setup)}
            with suppress(LayoutFault, NotFound, BadInput, Unfit):  # its layout is none of tickets
                run_of(self._room.renderer_of(setup), setup)
                can.add(ItemKind.TICKET)
            return PostPrinter(setup.name, frozenset(can), papers.own(setup))

        return [of(self._room.printer(setup.name)) for setup in self.printers()]

    def decide(self, run_id: str, order: str, finish: bool) -> int:
        runs = self._room.runs
        return (runs.release if finish else runs.drop)(run_id, order)

    def pause(self, run_id: str) -> None:
        self._room.runs.pause(run_id)

    def cancel(self, run_id: str) -> None:
        self._room.runs.cancel(run_id)

    # Numbered stock

    def rolls(self) -> Sequence[StockRoll]:
        room = self._room.rolls
        return [*room.list(still_open=True), *(one for one in room.list(limit=_ROLLS) if one.closed_at is not None)]

    def open_roll(self, roll_id: str, printer: str, first: int, last: int) -> StockRoll:
        return self._room.rolls.open(roll_id, printer, first, last)

    def spoil_pieces(self, roll_id: str, pieces: int, reason: str) -> StockRoll:
        return self._room.rolls.spoil(roll_id, pieces, reason)

    def count_roll(self, roll_id: str, next_serial: int, *, close: bool) -> StockRoll:
        room = self._room.rolls
        return (room.close if close else room.count)(roll_id, next_serial)

    # Paper at once

    def reprint(self, ticket_id: str, reason: str, printer: str) -> Outcome:
        setup = self._room.printer(printer)  # before a number is taken
        self._room.reprint.next_issue(ticket_id, reason)
        (outcome,) = self._desk.printing.print_on(setup, [ticket_id])
        if outcome.state is PrintState.FAILED:
            raise PrinterUnreachable(outcome.reason, begun=False)
        return outcome

    def print_on(self, printer: str, layout: str, words: str, ticket_ids: Sequence[str]) -> Sequence[Outcome]:
        setup = replace(self._room.printer(printer), layout=layout, words=words)
        outcomes = list(self._desk.printing.print_on(setup, ticket_ids))
        if outcomes and all(outcome.state is PrintState.FAILED for outcome in outcomes):
            raise PrinterUnreachable(outcomes[0].reason, begun=False)
        return outcomes

    # Simulated printers

    def practice(self, name: str) -> Practice | None:
        found = self._simulated(name)
        if found is None:
            return None
        last = found.papers[-1] if found.papers else None
        picture, spoiled = (last.picture, last.spoiled) if last is not None else (b"", False)
        return Practice(found.trouble, len(found.papers), picture, spoiled)

    def order_fault(self, name: str, fault: str) -> None:
        self._needed(name).order(fault)

    def mend(self, name: str) -> None:
        self._needed(name).mend()

    def _needed(self, name: str) -> SimulatedPrinter:
        found = self._simulated(name)
        if found is None:
            raise BadInput(f"{name} is a real printer: nothing is ordered of it.", field="printer", value=name)
        return found

    def _simulated(self, name: str) -> SimulatedPrinter | None:
        setup = self._desk.printers.kept.get(name)
        if not setup.transport.startswith(_SIMULATED):
            return None
        return self._desk.printers.simulated.printer(setup.transport.removeprefix(_SIMULATED), setup.language)
