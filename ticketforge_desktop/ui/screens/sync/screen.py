"""The sync page: the truth about the copy, and everything that can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.services.settings import SYNC_PAUSED
from ticketforge_desktop.services.sync_views import ReceiverState, StoreTroubleRow, SyncOverview, SyncRun
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk, SyncStep
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.facts import FactList, FixedTable
from ticketforge_desktop.ui.screens.listing import on_change, walk
from ticketforge_desktop.ui.screens.split import Split
from ticketforge_desktop.ui.screens.sync import tables
from ticketforge_desktop.ui.screens.sync.cards import (
    BudgetCard,
    ChecksCard,
    NoticeCard,
    Question,
    ReceiverCard,
    StateCard,
)
from ticketforge_desktop.ui.screens.sync.words import outcome, state_words
from ticketforge_desktop.ui.store_actions import CONFIRM
from ticketforge_desktop.ui.sync_driver import SyncDriver
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, ScrollArea
from ticketforge_desktop.ui.widgets.text import Text

RUNS: Final = 20  # of the history that are shown
TROUBLES: Final = 200
_CLOCK_MS: Final = 5000  # budget and age move by themselves


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows, fetched together."""

    overview: SyncOverview
    runs: Sequence[SyncRun]
    troubles: Sequence[StoreTroubleRow]
    receiver: ReceiverState | None
    orders: int


def fetch(desk: Desk, *, eventful: bool) -> Shown:
    """Ask the desk; runs beside the window."""
    page = desk.sync_page
    overview = page.overview()
    return Shown(
        overview,
        page.history(RUNS, eventful=eventful),
        page.troubles(TROUBLES) if overview.troubles else (),
        page.receiver(),
        desk.queries.counts().orders,
    )


class SyncScreen(Screen):
    """State, feeds, history, troubles on the left; budget, outbox, checks, webhooks on the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.shown: Shown | None = None
        self._job: Job[Shown] | None = None
        self._driver: SyncDriver | None = None
        self._step: SyncStep | None = None
        theme = context.theme
        self.header = ScreenHeader(theme)
        self.pause = Button(theme, icon="pause")
        self.now = Button.of(theme, context.actions, "sync.now", kind=Kind.PRIMARY)
        self.header.trailing.addWidget(self.pause)
        self.header.trailing.addWidget(self.now)
        self.state = StateCard(context)
        self.question = Question(theme)
        self.notices = NoticeCard(context)
        self.feeds = FixedTable(theme, "", grows=True)
        self.runs = FixedTable(theme, "", grows=True)
        self.troubles = FixedTable(theme, "", row_height=Measure.ROW_TWO_LINES, grows=True)
        self.which = Segmented(theme, "", [("news", ""), ("all", "")])
        self.outbox = FactList(theme)
        self.to_outbox = Button.of(theme, context.actions, "go.outbox", kind=Kind.PLAIN)
        self.push = Button.of(theme, context.actions, "outbox.push")
        self.budget, self.checks, self.receiver = BudgetCard(context), ChecksCard(context), ReceiverCard(context)
        self._lay_out()
        self._join()
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self.context.theme
        self.split = Split(theme, 340, 600)
        self.feeds_card, self.runs_card, self.troubles_card = (Card(theme, flush=True) for _ in range(3))
        self.no_runs = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.no_runs.setContentsMargins(Measure.CARD_PADDING, 12, Measure.CARD_PADDING, 12)
        for card, table in (
            (self.troubles_card, self.troubles),
            (self.feeds_card, self.feeds),
            (self.runs_card, self.runs),
        ):
            card.add_head("", line=True)
            table.setSelectionMode(FixedTable.SelectionMode.NoSelection)  # to be read, nothing is done with a row
            card.body.addWidget(table)
            self.split.main.addWidget(card)
        assert self.runs_card.head is not None
        self.runs_card.head.trailing.addWidget(self.which)
        self.runs_card.body.addWidget(self.no_runs)
        self.outbox_card = Card(theme)
        self.outbox_card.add_head("")
        self.outbox_card.body.addWidget(self.outbox)
        self.outbox_card.body.addWidget(self.to_outbox)
        self.outbox_card.body.addWidget(self.push)
        for side in (self.outbox_card, self.budget, self.checks, self.receiver):
            self.split.side.addWidget(side)
        self.split.main.addStretch(1)
        self.split.side.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.setSpacing(Measure.GAP)
        for widget in (self.state, self.question, self.notices, self.split):
            column.addWidget(widget)
        column.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        head.addWidget(self.header)
        self.area = ScrollArea(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        walk(self.pause, self.now, self.state.cancel, self.question.no, self.question.yes)
        walk(self.question.yes, self.troubles, self.feeds, self.which, self.runs, self.to_outbox, self.push)
        walk(self.push, self.checks.drift, self.checks.sweep, self.checks.full, self.receiver.switch)

    def _join(self) -> None:
        context = self.context
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self.refresh)
        self.pause.clicked.connect(lambda: context.actions.trigger("sync.pause"))
        self.which.chosen.connect(lambda _key: self.refresh())
        self.question.agreed.connect(self._fetch_everything)
        self.state.cancelled.connect(self._cancel)
        self.receiver.switched.connect(self._switch_receiver)
        context.driver_changed.connect(self._follow_driver)
        context.status_changed.connect(lambda _status: self.refresh() if self.isVisible() else None)
        context.settings_changed.connect(self._settings_changed)
        on_change(context, self, self.refresh, Changed.SYNC, Changed.OUTBOX)
        self._follow_driver()

    # What is asked

    def arrive(self, subject: object = None) -> None:
        self._clock.start()
        self.refresh()
        self.now.setFocus()
        if subject == CONFIRM:
            self.question.ask()
            self.area.ensureWidgetVisible(self.question)

    def leave(self) -> None:
        self._clock.stop()
        self.question.hide()

    def refresh(self) -> None:
        """Fetch everything off the window's thread; an older question is dropped."""
        desk, eventful = self.context.desk, self.which.current == "news"
        if desk is not None:
            self._job = self.context.runner.submit(
                lambda: fetch(desk, eventful=eventful),
                self._show,
                self.context.trouble.emit,
                owner=self,
                replaces=self._job,
            )

    def _fetch_everything(self) -> None:
        if self.context.driver is not None:
            self.context.driver.sync(asked=True, full=True)

    def _cancel(self) -> None:
        if self.context.driver is not None:
            self.context.driver.cancel()

    def _follow_driver(self) -> None:
        driver = self.context.driver
        if driver is not self._driver and driver is not None:
            driver.progressed.connect(self._progressed)
        self._driver = driver
        if driver is None or not driver.running:
            self._step = None
        self.state.show_run(self._step, running=driver is not None and driver.running)

    def _progressed(self, step: SyncStep) -> None:
        self._step = step
        self.state.show_run(step, running=True)

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if SYNC_PAUSED.key in keys:
            self.refresh()

    def _switch_receiver(self, on: bool) -> None:
        desk = self.context.desk
        if desk is None:
            return
        self.receiver.switch.setEnabled(False)
        self.context.runner.submit(
            lambda: desk.sync_page.receive(on), self._receiver_done, self._receiver_failed, owner=self
        )

    def _receiver_done(self, state: ReceiverState) -> None:
        self.receiver.switch.setEnabled(True)
        self.receiver.show_receiver(state)

    def _receiver_failed(self, error: Exception) -> None:
        self.receiver.switch.setEnabled(True)
        self.receiver.switch.setChecked(not self.receiver.switch.isChecked())
        if isinstance(error, TicketForgeError):
            self.refresh()
        self.context.trouble.emit(error)

    # What is told

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        overview, context = shown.overview, self.context
        self.state.show_state(state_words(overview, context))
        self.notices.show_overview(overview)
        self.budget.show_overview(overview)
        self.checks.show_overview(overview)
        self.receiver.show_receiver(shown.receiver)
        self.feeds.show_rows([tables.feed_cells(feed, context) for feed in overview.feeds])
        self.runs.show_rows([tables.run_cells(run, context) for run in shown.runs])
        self.runs.setVisible(bool(shown.runs))
        self.no_runs.setVisible(not shown.runs)
        self.troubles.show_rows([tables.trouble_cells(row, context) for row in shown.troubles])
        self.troubles_card.setVisible(bool(shown.troubles))
        number = context.formats.number
        self.outbox.show_facts(
            [
                (self.tr("Waiting for the store"), number(overview.outbox.pending)),
                (self.tr("Needs attention"), number(overview.outbox.attention)),
            ]
        )
        self.pause.setText(self.tr("Resume") if overview.paused else self.tr("Pause"))
        self.pause.set_icon("play" if overview.paused else "pause")
        self._tell_line(overview)
        self._word_question(shown.orders)

    def _tell_line(self, overview: SyncOverview) -> None:
        formats, desk = self.context.formats, self.context.desk
        now = desk.now() if desk is not None else None
        parts = []
        if overview.synced_at is not None:
            parts.append(self.tr("Data as of {time}").format(time=formats.moment(overview.synced_at, now=now)))
        if overview.last_run is not None:
            last = self.tr("last run: {outcome}")
            parts.append(last.format(outcome=outcome(overview.last_run, self.context) or self.tr("went through")))
        self.header.set_words(self.tr("Sync"), " · ".join(parts) or self.tr("Never synced"))

    def _word_question(self, orders: int) -> None:
        self.question.title.setText(self.tr("Fetch everything from the store anew?"))
        held = self.tr("%n order(s)", "", orders)
        text = self.tr(
            "All events, stock, people and {orders} are copied again beside the data in use, and then swapped in."
            " The door and printing go on meanwhile. What was done at this station stays. It can be stopped at any"
            " time, but not undone."
        )
        self.question.text.setText(text.format(orders=held))
        self.question.yes.setText(self.tr("Fetch everything"))
        self.question.no.setText(self.tr("Leave it"))

    def retranslate(self) -> None:
        context = self.context
        self.state.retranslate()
        self.feeds.set_heads(tables.feed_heads(context))
        self.runs.set_heads(tables.run_heads(context))
        self.troubles.set_heads(tables.trouble_heads(context))
        for card, table, title in (
            (self.feeds_card, self.feeds, self.tr("What is copied")),
            (self.runs_card, self.runs, self.tr("History")),
            (self.troubles_card, self.troubles, self.tr("Could not be taken over")),
        ):
            if card.head is not None:
                card.head.title.setText(title)
            card.setAccessibleName(title)
            table.setAccessibleName(title)
        if self.troubles_card.head is not None:
            self.troubles_card.head.note.setText(self.tr("tried again at each sync; everything else was taken over"))
        if self.outbox_card.head is not None:
            self.outbox_card.head.title.setText(self.tr("Outbox"))
            self.outbox_card.setAccessibleName(self.tr("Outbox"))
        self.which.set_words(self.tr("Which runs"), [("news", self.tr("With news")), ("all", self.tr("All"))])
        self.no_runs.setText(self.tr("No run has brought anything new yet."))
        self.header.set_words(self.tr("Sync"))
        if self.shown is not None:
            self._show(self.shown)
        else:
            self.pause.setText(self.tr("Pause"))
            self._word_question(0)
