"""The printing page: doubts on top, then runs, then every paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.services.ports.print_runs import ItemKind, RunState
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintJob, PrintState
from ticketforge_desktop.services.print_tickets import Outcome
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.devices.hub import Heard
from ticketforge_desktop.ui.print_desk import DoubtRow, EventOffer, PaperRow, PostPrinter, RunRow
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.listing import on_change
from ticketforge_desktop.ui.screens.printing.doubt import DoubtCard
from ticketforge_desktop.ui.screens.printing.driver import PrintDriver
from ticketforge_desktop.ui.screens.printing.ledger import LedgerCard
from ticketforge_desktop.ui.screens.printing.new_run import NewRunCard
from ticketforge_desktop.ui.screens.printing.reprint import ReprintDialog
from ticketforge_desktop.ui.screens.printing.runs import RunsCard
from ticketforge_desktop.ui.screens.printing.share import GoOnCard
from ticketforge_desktop.ui.screens.printing.shown import Shown, fetch, moved
from ticketforge_desktop.ui.screens.printing.stock import StockPanel
from ticketforge_desktop.ui.screens.printing.words import run_title
from ticketforge_desktop.ui.screens.sync.cards import Question
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, ScrollArea, head_over

_LOOK_MS = 3000  # other processes print too
Takes = Mapping[str, Sequence[ItemKind]] | None


class PrintingScreen(Screen):
    """Arrives with an event's row (or its id after "event:") to plan a run of it. Scans answer doubts."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.shown: Shown | None = None
        self._job: Job[Shown] | None = None
        self._moving: Job[Shown] | None = None
        self._cancelling = ""
        self.driver = PrintDriver.of(context)
        self.header = ScreenHeader(self.theme)
        self.to_printers = Button.of(self.theme, context.actions, "go.printers")
        self.header.trailing.addWidget(self.to_printers)
        self.doubts: list[DoubtCard] = []
        self._told: tuple[DoubtRow, ...] = ()
        self.new_run = NewRunCard(context)
        self.go_on_card = GoOnCard(context)
        self.question = Question(self.theme)
        self.question.yes.set_icon("x")
        self.runs = RunsCard(context)
        self.stock = StockPanel(context)
        self.ledger = LedgerCard(context)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        self._column.setSpacing(Measure.GAP)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(Measure.GAP)
        self._column.addLayout(self._cards)
        for card in (self.new_run, self.go_on_card, self.question, self.runs):
            self._column.addWidget(card)
        self._column.addWidget(self.ledger, 1)
        self._column.addWidget(self.stock)
        self.runs.hide()
        self.area = ScrollArea(content)
        head_over(self, self.header, self.area)
        self._join()
        self.retranslate()

    def _join(self) -> None:
        context = self.context
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.refresh)
        self.driver.progressed.connect(self._moved)
        self.driver.halted.connect(lambda _printer: self.refresh())
        self.runs.paused.connect(lambda run: self._hold(run, cancel=False))
        self.runs.continued.connect(self.go_on)
        self.runs.elsewhere.connect(self._ask_printers)
        self.go_on_card.wanted.connect(self.go_on)
        self.runs.cancelled.connect(self._ask_cancel)
        self.runs.decided.connect(self.decide)
        self.stock.form.asked.connect(lambda: QTimer.singleShot(0, self, self._see_form))
        self.question.agreed.connect(lambda: self._hold(self._cancelling, cancel=True))
        self.new_run.wanted.connect(self.begin)
        self.new_run.dropped.connect(self.new_run.hide)
        self.ledger.asked.connect(self.refresh)
        self.ledger.reprint_asked.connect(self.ask_reprint)
        self.ledger.order_asked.connect(lambda order: context.go.emit("orders", order))
        on_change(context, self, self.refresh, Changed.PRINT_JOB, Changed.SYNC)
        if context.scanners is not None:
            context.scanners.claim(self, self.take_scan)

    # What is asked

    def arrive(self, subject: object = None) -> None:
        self._clock.start()
        self.refresh()
        if isinstance(subject, EventRow):
            self.plan(subject.event_id)
        self.ledger.search.setFocus()

    def leave(self) -> None:
        self._clock.stop()
        for card in (self.question, self.new_run, self.go_on_card, self.stock.form):
            card.hide()

    def refresh(self) -> None:
        """Fetch everything off the window's thread; an older question is dropped."""
        desk, asked = self.context.desk, self.ledger.wanted
        if desk is not None:
            self._job = self.context.runner.submit(
                lambda: fetch(desk, asked), self._show, self.context.trouble.emit, owner=self, replaces=self._job
            )

    def _moved(self) -> None:
        """Papers came out: the figures now, the list of papers with the next look."""
        desk, before = self.context.desk, self.shown
        if self.isVisible() and desk is not None and before is not None:
            self._moving = self.context.runner.submit(
                lambda: moved(desk, before), self._show_moved, self.context.trouble.emit, owner=self,
                replaces=self._moving,
            )  # fmt: skip

    def _show_moved(self, found: Shown) -> None:
        if self.shown is not None:
            self.shown = replace(self.shown, doubts=found.doubts, runs=found.runs)
            self._show_doubts(tuple(found.doubts))
            self.runs.show_runs(found.runs)
            self._tell_head()

    def plan(self, event_id: str) -> None:
        """Ask what of an event shall be printed."""
        desk = self.context.desk
        if desk is not None:
            page = desk.print_page
            self.context.runner.submit(
                lambda: (page.offer(event_id), page.printers(), page.post_printers()),
                self._offered, self.context.trouble.emit, owner=self,
            )  # fmt: skip

    def _offered(self, found: tuple[EventOffer, Sequence[PrinterSetup], Sequence[PostPrinter]]) -> None:
        self.new_run.show_offer(*found)

    # What is done

    def begin(self, choice: Choice, printers: Sequence[str], window: int = 1, takes: Takes = None) -> None:
        """Plan a run and begin it, so many papers on their way at once; `takes` as of `PrintDriver.start`."""
        desk = self.context.desk
        if desk is None:
            return
        self.new_run.begin.setEnabled(False)

        def planned(run_id: str) -> None:
            self.new_run.hide()
            self.driver.start(run_id, printers, window, takes)
            self.refresh()

        def refused(error: Exception) -> None:
            self.new_run.begin.setEnabled(True)
            self.context.trouble.emit(error)

        self.context.runner.submit(lambda: desk.print_page.plan(choice), planned, refused, owner=self)

    def go_on(self, run_id: str, printers: Sequence[str] = (), window: int = 0, takes: Takes = None) -> None:
        """Begin or continue a run on these printers, else on those it had, else on the first."""
        row, known = self._run(run_id), self._printers
        if row is None:
            return
        run = row.progress.run
        on = list(printers) or [name for name in run.printers if name in known]
        if not on and known and run.chosen.get("post"):
            self._ask_printers(run_id)  # nobody knows who takes what
            return
        on = on or known[:1]
        if not on:
            self.context.told.emit("attention", self.tr("No printer is set up."))
            return
        self.driver.start(run_id, on, window, takes)
        self.refresh()

    def _see_form(self) -> None:
        self.area.ensureWidgetVisible(self.stock.form)

    def _ask_printers(self, run_id: str) -> None:
        row, desk = self._run(run_id), self.context.desk
        if row is None or desk is None:
            return
        post = desk.print_page.post_printers if row.progress.run.chosen.get("post") else tuple[PostPrinter, ...]

        def ask(found: Sequence[PostPrinter]) -> None:
            self.go_on_card.ask(row, self._printers, found)
            self.area.ensureWidgetVisible(self.go_on_card)

        self.context.runner.submit(post, ask, self.context.trouble.emit, owner=self)

    def decide(self, run_id: str, order: str, finish: bool) -> None:
        """Somebody decided about an order whose papers lie apart."""
        desk = self.context.desk
        if desk is not None:
            page = desk.print_page
            self.context.runner.submit(
                lambda: page.decide(run_id, order, finish), lambda _count: self._decided(order, finish),
                self._failed, owner=self,
            )  # fmt: skip

    def _decided(self, order: str, finish: bool) -> None:
        rest = self.tr("The rest of {order} is printed when the run goes on.")
        self.context.told.emit("admitted", (rest if finish else self.tr("{order} is left out.")).format(order=order))
        self._changed()

    @property
    def _printers(self) -> list[str]:
        return [setup.name for setup in self.shown.printers] if self.shown is not None else []

    def _hold(self, run_id: str, *, cancel: bool) -> None:
        desk = self.context.desk
        if desk is None or not run_id:
            return
        self.driver.forget(run_id)
        page = desk.print_page
        self.context.runner.submit(
            lambda: page.cancel(run_id) if cancel else page.pause(run_id),
            lambda _none: self._changed(),
            self._failed,
            owner=self,
        )

    def _ask_cancel(self, run_id: str) -> None:
        row = self._run(run_id)
        if row is None:
            return
        self._cancelling = run_id
        counts, number = row.progress.counts, self.context.formats.number
        title = self.tr("Cancel the run of {what}?").format(what=run_title(row))
        self.question.title.setText(title)
        waiting = self.tr("%n paper(s) that wait are not printed.", "", counts.waiting)
        rest = self.tr("The {n} that are printed stay good; what is in doubt is still asked.")
        self.question.text.setText(f"{waiting} {rest.format(n=number(counts.printed))}")
        self.question.yes.setText(self.tr("Cancel the run"))
        self.question.no.setText(self.tr("Leave it"))
        self.question.ask()
        self.area.ensureWidgetVisible(self.question)

    def resolve(self, job_id: int, good: bool) -> None:
        """A person looked at a doubtful paper."""
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(
                lambda: desk.print_page.resolve(job_id, good), lambda _none: self._changed(), self._failed, owner=self
            )

    def take_scan(self, heard: Heard) -> None:
        """A paper was scanned: it answers the doubt it belongs to."""
        desk, text = self.context.desk, heard.scan.text
        if desk is None:
            return
        last_out = all(card.last_out.isChecked() for card in self.doubts)
        self.context.runner.submit(
            lambda: desk.print_page.answer(text, last_out), self._answered, self._failed, owner=self
        )

    def _answered(self, jobs: Sequence[PrintJob]) -> None:
        good = sum(job.state is PrintState.PRINTED for job in jobs)
        parts = []
        if good:
            parts.append(self.tr("%n paper(s) good.", "", good))
        if len(jobs) > good:
            parts.append(self.tr("%n paper(s) void: print them again.", "", len(jobs) - good))
        self.context.told.emit("admitted", " ".join(parts))
        self._changed()

    def ask_reprint(self, paper: PaperRow) -> QDialog | None:
        """Why is it printed again?"""
        printers = self._printers
        if not printers:
            self.context.told.emit("attention", self.tr("No printer is set up."))
            return None
        dialog = ReprintDialog(
            self.context, paper, printers, lambda reason, printer: self.reprint(paper, reason, printer), self
        )
        dialog.open()
        return dialog

    def reprint(self, paper: PaperRow, reason: str, printer: str) -> None:
        """Take the next issue, and print it."""
        desk, ticket_id = self.context.desk, paper.job.ticket_id
        if desk is not None:
            self.context.runner.submit(
                lambda: desk.print_page.reprint(ticket_id, reason, printer),
                lambda outcome: self._reprinted(paper, outcome),
                self._failed,
                owner=self,
            )

    def _reprinted(self, paper: PaperRow, outcome: Outcome) -> None:
        sure = outcome.state is PrintState.PRINTED
        said = self.tr("Ticket {number} printed as issue {issue}; put the old paper away.")
        unsure = self.tr("Issue {issue} of ticket {number} was sent; look whether it came out.")
        words = (said if sure else unsure).format(number=paper.number, issue=outcome.issue)
        self.context.told.emit("admitted" if sure else "attention", words)
        self._changed()

    def _changed(self) -> None:
        self.context.broadcast(ChangeSet.of(Changed.PRINT_JOB))

    def _failed(self, error: Exception) -> None:
        self.context.trouble.emit(error)
        self.refresh()

    # What is told

    def _run(self, run_id: str) -> RunRow | None:
        rows = self.shown.runs if self.shown is not None else ()
        return next((row for row in rows if row.progress.run.run_id == run_id), None)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self._show_doubts(tuple(shown.doubts))
        self.runs.show_runs(shown.runs)
        self.ledger.show_printers(self._printers)
        self.ledger.show_papers(shown.papers)
        self.stock.show_rolls(shown.rolls, self._printers)
        self._tell_head()

    def _show_doubts(self, doubts: tuple[DoubtRow, ...], *, anew: bool = False) -> None:
        if doubts == self._told and not anew:
            return  # nothing is new: the button under somebody's finger stays
        self._told = doubts
        for card in self.doubts:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        scans = self.context.scanners is not None
        self.doubts = [DoubtCard(self.context, doubt, scans=scans, parent=self) for doubt in doubts]
        before: QWidget = self.to_printers
        for card in self.doubts:
            card.answered.connect(self.resolve)
            self._cards.addWidget(card)
            for paper in card.papers:
                QWidget.setTabOrder(before, paper.good)
                QWidget.setTabOrder(paper.good, paper.void)
                before = paper.void
            QWidget.setTabOrder(before, card.last_out)
            before = card.last_out

    def _tell_head(self) -> None:
        line = ""
        if self.shown is not None:
            doubtful = sum(len(doubt.papers) for doubt in self.shown.doubts)
            running = sum(row.progress.run.state is RunState.RUNNING for row in self.shown.runs)
            torn = sum(len(row.torn) for row in self.shown.runs)
            parts = []
            if doubtful:
                parts.append(self.tr("%n paper(s) to look at", "", doubtful))
            if torn:
                parts.append(self.tr("%n order(s) to decide", "", torn))
            if running:
                parts.append(self.tr("%n run(s) under way", "", running))
            line = " · ".join(parts) or self.tr("Nothing is in doubt, nothing is under way")
        self.header.set_words(self.tr("Printing"), line)

    def retranslate(self) -> None:
        self.new_run.retranslate()
        self.go_on_card.retranslate()
        self.stock.retranslate()
        self.runs.retranslate()
        self.ledger.retranslate()
        self._show_doubts(self._told, anew=True)
        self._tell_head()
