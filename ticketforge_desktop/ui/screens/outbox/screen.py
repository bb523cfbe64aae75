"""The outbox: what needs a person, what waits for the store, what arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.services.ports.outbox import ActState, Choice, OutboxEntry
from ticketforge_desktop.services.ports.station import OutboxCounts
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.models.export import Export, write_csv
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.beside import BesideScreen
from ticketforge_desktop.ui.screens.listing import on_change, walk
from ticketforge_desktop.ui.screens.outbox import acts
from ticketforge_desktop.ui.screens.outbox.details import ActDetails, Story, fetch
from ticketforge_desktop.ui.screens.outbox.listing import ActList, Line
from ticketforge_desktop.ui.screens.sync.tables import when
from ticketforge_desktop.ui.widgets.buttons import Button

ACTIONS: Final = (Action("outbox.decide", "Decide about the act", "check", "Ctrl+Return", in_palette=False),)
(DECIDE,) = ACTIONS
ATTENTION, WAITING, DONE = "attention", "waiting", "done"
MOST: Final = 1000  # acts that are listed at first, and more each time older ones are asked for
_STATES: Final = {
    ATTENTION: (ActState.ATTENTION,),
    WAITING: (ActState.SENDING, ActState.PENDING),
    DONE: (ActState.DONE,),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The acts of one tab with the names of their orders, and how many there are of each."""

    entries: Sequence[OutboxEntry]
    orders: dict[int, str]
    counts: OutboxCounts
    older: bool = False  # there are more behind them


def list_acts(desk: Desk, tab: str, pages: int = 1) -> Listed:
    """Ask the desk; runs beside the window. What waits comes in the order in which it is sent."""
    page, entries, older = desk.sync_page, list[OutboxEntry](), True
    while older and len(entries) < pages * MOST:
        more = page.entries(_STATES[tab], MOST, entries[-1].outbox_id if entries else 0)
        entries += more
        older = len(more) == MOST
    if tab == WAITING:
        entries.sort(key=lambda entry: entry.outbox_id)
    orders = {entry.outbox_id: acts.order_of(entry, page.order_name) for entry in entries}
    return Listed(entries, orders, desk.station.outbox_counts(), older)


class OutboxScreen(BesideScreen):
    """A list on the left, the chosen act on the right. Arrives with a tab, or with an act's id."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "outbox", (ATTENTION, WAITING, DONE), parent)
        context.actions.declare(ACTIONS)
        self._listed: Listed | None = None
        self._wanted = 0
        self._pages = 1
        self._listing: Job[Listed] | None = None
        self._telling: Job[Story] | None = None
        theme = context.theme
        self.older = Button(theme, icon="chevron-down")
        self.export = Button(theme, icon="export")
        self.push = Button.of(theme, context.actions, "outbox.push")
        for widget in (self.older, self.export, self.push):
            self.header.trailing.addWidget(widget)
        self.list: ActList = ActList(theme)
        self.details: ActDetails = ActDetails(context)
        self.older.hide()
        self.stand_beside()
        walk(self.tabs, self.older, self.export, self.push, self.list, self.details.copy, self.details.to_order)
        walk(self.details.to_order, self.details.to_blocking)
        context.actions.bind(DECIDE.name, self.details.decide_now, self)
        self._join()
        self.retranslate()

    def _join(self) -> None:
        context = self.context
        self.list.chosen.connect(self._chosen)
        self.list.entered.connect(self._enter)
        self.older.clicked.connect(self._list_older)
        self.export.clicked.connect(self._ask_export)
        self.details.decided.connect(self._decide)
        self.details.act_asked.connect(lambda outbox_id: context.go.emit("outbox", outbox_id))
        self.details.copied.connect(self._copy)
        on_change(context, self, self.refresh, Changed.OUTBOX, Changed.SYNC)
        context.status_changed.connect(lambda _status: self.refresh() if self.isVisible() else None)

    # What is asked

    def arrive(self, subject: object = None) -> None:
        self._pages = 1
        if isinstance(subject, int) and not isinstance(subject, bool):
            self._wanted = subject
            self.tabs.choose(ATTENTION)
        elif subject in _STATES:
            self.tabs.choose(str(subject))
        elif self.context.status is not None:
            self.tabs.choose(WAITING if self.context.status.outbox or not self.context.status.attention else ATTENTION)
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_older(self) -> None:
        self._pages += 1
        self.refresh()

    def refresh(self) -> None:
        """List anew off the window's thread; what is typed for the chosen act stays."""
        desk, tab, pages = self.context.desk, self.tab, self._pages
        if desk is not None:
            self._listing = self.context.runner.submit(
                lambda: list_acts(desk, tab, pages),
                self._show,
                self.context.trouble.emit,
                owner=self,
                replaces=self._listing,
            )

    def _chosen(self, outbox_id: int) -> None:
        desk = self.context.desk
        entry = next((one for one in self._entries if one.outbox_id == outbox_id), None)
        if desk is None or entry is None:
            return
        self._telling = self.context.runner.submit(
            lambda: fetch(desk, entry),
            self.details.show_story,
            self.context.trouble.emit,
            owner=self,
            replaces=self._telling,
        )

    @property
    def _entries(self) -> Sequence[OutboxEntry]:
        return self._listed.entries if self._listed is not None else ()

    # What is done

    def _decide(self, choice: str) -> None:
        desk, story = self.context.desk, self.details.story
        if desk is None or story is None:
            return
        act, page = story.entry.outbox_id, desk.sync_page
        try:
            if choice == Choice.CHANGE:
                payload, work = self.details.choices.form.payload(), page.change
                self._submit(lambda: work(act, payload), self.tr("Changed; it is sent again."))
            elif choice == Choice.SETTLE:
                how = self.details.choices.how.text().strip()
                self._submit(lambda: page.settle(act, how), self.tr("Settled."))
            else:
                self._submit(lambda: page.retry(act), self.tr("It is sent again."))
        except BadInput as error:
            self._failed(error)

    def _submit(self, work: Callable[[], None], words: str) -> None:
        self.details.decide.setEnabled(False)
        self.context.runner.submit(work, lambda _none: self.decided(words, Changed.OUTBOX), self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self.details.decide.setEnabled(True)
        if isinstance(error, BadInput) and self.details.choices.form.refuse(error):
            return
        self.context.trouble.emit(error)
        if isinstance(error, Conflict):
            self.refresh()  # somebody else was quicker

    def _enter(self) -> None:
        chosen = self.details.choices.chosen
        if chosen is not None and self.details.choices.isVisible():
            self.details.choices.boxes[chosen].radio.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.details.copy.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.as_text())
        self.context.told.emit("exit", self.tr("Copied."))

    # Taking it out

    def _ask_export(self) -> None:
        name = f"{self.header.title.text()}.csv"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), name, self.tr("Table (*.csv)"))
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the listed acts, off the window's thread."""
        heads = [self.tr("Number"), self.tr("Act"), self.tr("State"), self.tr("Attempts"), self.tr("Done here"),
                 self.tr("In the store's own words")]  # fmt: skip
        rows = [
            [
                str(line.entry.outbox_id), line.title, line.state, str(line.entry.attempts),
                line.entry.created_at.isoformat(), line.entry.last_error,
            ]
            for line in self.list.lines
        ]  # fmt: skip
        delimiter = ";" if self.context.language == "de" else ","
        self.context.runner.submit(
            lambda: write_csv(path, heads, rows, delimiter=delimiter),
            lambda done: self._exported(done, path),
            self.context.trouble.emit,
            owner=self,
        )

    def _exported(self, done: Export, path: Path) -> None:
        words = self.tr("%n row(s) written to {file}.", "", done.rows).format(file=path.name)
        self.context.told.emit("admitted", words)

    # What is told

    def _show(self, listed: Listed) -> None:
        self._listed = listed
        formats = self.context.formats
        lines = []
        for entry in listed.entries:
            state, tone = acts.state_words(entry, formats)
            below = " · ".join(part for part in (when(entry.created_at, self.context), entry.staff_id) if part)
            title = acts.title_of(entry, listed.orders.get(entry.outbox_id, ""))
            lines.append(Line(entry, title, state, tone, below, acts.icon_of(entry.kind)))
        wanted, self._wanted = self._wanted, 0
        self.show_page(bool(lines))
        self.list.show_lines(lines, prefer=wanted)
        self.older.setVisible(listed.older)
        self.export.setEnabled(bool(lines))
        self._tell_tabs(listed.counts)
        self._tell_empty()

    def _tell_tabs(self, counts: OutboxCounts) -> None:
        number = self.context.formats.number
        attention, waiting = self.tr("Needs attention"), self.tr("Waiting")
        self.tabs.set_words(
            self.tr("Which acts"),
            [
                (ATTENTION, f"{attention} {number(counts.attention)}"),
                (WAITING, f"{waiting} {number(counts.pending)}"),
                (DONE, self.tr("Done")),
            ],
        )
        if self.tab == ATTENTION:
            line = self.tr("%n act(s) stand still. Everything else goes on.", "", counts.attention)
            self.header.set_words(self.tr("Needs attention"), line if counts.attention else "")
        elif self.tab == WAITING:
            line = self.tr("%n act(s) wait for the store.", "", counts.pending)
            self.header.set_words(self.tr("Outbox"), line if counts.pending else "")
        else:
            self.header.set_words(self.tr("Outbox"), self.tr("What arrived in the store, newest first"))

    def _tell_empty(self) -> None:
        words = {
            ATTENTION: (
                self.tr("Nothing needs attention"),
                self.tr("What the store refuses is put here, with its cause."),
            ),
            WAITING: (self.tr("Nothing waits"), self.tr("Everything done at this station is in the store.")),
            DONE: (
                self.tr("Nothing was sent yet"),
                self.tr("Sales, refunds and stock changes are listed here once they arrived."),
            ),
        }
        self.empty.set_words(*words[self.tab])

    def retranslate(self) -> None:
        self.older.setText(self.tr("Show older"))
        self.export.setText(self.tr("Export"))
        self.foot.setText(self.tr("Nothing is lost: each act stays here until somebody decides."))
        self.list.setAccessibleName(self.tr("Acts"))
        self.details.setAccessibleName(self.tr("The chosen act"))
        self.details.retranslate()
        self._tell_tabs(self._listed.counts if self._listed is not None else OutboxCounts(0, 0))
        self._tell_empty()
        if self._listed is not None:
            self._show(self._listed)
