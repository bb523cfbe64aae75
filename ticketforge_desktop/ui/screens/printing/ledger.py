"""The ledger: one line a paper, newest first, to be searched, and to be printed again with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PaperRow
from ticketforge_desktop.ui.screens.facts import FixedTable, Head, MadeRows
from ticketforge_desktop.ui.screens.listing import ActionStrip
from ticketforge_desktop.ui.screens.printing.words import copy_word, paper_name, paper_state, paper_words, reason_words
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import badge_width
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Chip
from ticketforge_desktop.ui.widgets.fields import ComboBox, SearchField
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text

MOST: Final = 500
STATES: Final = {
    "doubt": (PrintState.IN_DOUBT, PrintState.SENDING, PrintState.QUEUED),
    "failed": (PrintState.FAILED,),
    "void": (PrintState.VOID,),
}
_ROWS: Final = 8  # that are seen at least
_LONGEST: Final = datetime(2026, 9, 28, 20, 48, tzinfo=UTC)


class Asked(NamedTuple):
    """What is listed."""

    states: tuple[PrintState, ...]
    printer: str


class LedgerCard(Card):
    """Filters, table, and what can be done with the chosen paper. `asked` comes when it must be fetched anew."""

    asked = Signal()
    reprint_asked = Signal(object)  # PaperRow
    order_asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, flush=True, parent=parent)
        self._context = context
        self._fetched: Sequence[PaperRow] = ()
        self.rows: list[PaperRow] = []
        theme = context.theme
        self.add_head("", line=True)
        self.search = SearchField(theme, "")
        self.printer = ComboBox(theme)
        self.printer.addItem("", "")
        self.chips = {key: Chip(theme, "") for key in STATES}
        self.table = FixedTable(theme, "")
        self.none = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.none.setContentsMargins(Measure.CARD_PADDING, 12, Measure.CARD_PADDING, 12)
        self.strip = ActionStrip(theme)
        self.reprint = Button(theme, icon="printer")
        self.to_order = Button(theme, icon="orders")
        self._lay_out()
        self.search.searched.connect(lambda _text: self._show())
        self.printer.activated.connect(lambda _at: self.asked.emit())
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, key=key: self._choose(key))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.reprint.clicked.connect(lambda _on=False: self._reprint())
        self.to_order.clicked.connect(lambda _on=False: self.order_asked.emit(self._order()))

    def _lay_out(self) -> None:
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setContentsMargins(Measure.CARD_PADDING, 12, Measure.CARD_PADDING, 12)
        self._filters.setSpacing(Measure.GRID)
        chips = QHBoxLayout()
        chips.setSpacing(Measure.GRID)
        chips.addWidget(self.printer)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self._choices = chips
        self._filters.addWidget(self.search, 1)
        self._filters.addLayout(chips)
        for button in (self.to_order, self.reprint):
            self.strip.buttons.addWidget(button)
        self.body.addLayout(self._filters)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.none)
        self.body.addStretch(0)
        self.body.addWidget(self.strip)
        self._context.theme.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * Measure.CARD_PADDING - Measure.GRID
        beside = self._choices.sizeHint().width() + self.search.sizeHint().width() <= room
        way = QBoxLayout.Direction
        self._filters.setDirection(way.LeftToRight if beside else way.TopToBottom)
        head, row = self.table.horizontalHeader().height(), self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(head + _ROWS * row)

    # What is asked

    @property
    def wanted(self) -> Asked:
        """What shall be fetched."""
        states = next((STATES[key] for key, chip in self.chips.items() if chip.isChecked()), ())
        return Asked(states, self.printer.key)

    def show_printers(self, names: Sequence[str]) -> None:
        """The printers that can be chosen; the chosen one stays."""
        if [self.printer.itemData(at) for at in range(1, self.printer.count())] != list(names):
            chosen = self.printer.key
            while self.printer.count() > 1:
                self.printer.removeItem(1)
            for name in names:
                self.printer.addItem(name, name)
            self.printer.choose(chosen)

    def _choose(self, key: str) -> None:
        for other, chip in self.chips.items():
            if other != key:
                chip.setChecked(False)
        self.asked.emit()

    # What is shown

    def show_papers(self, rows: Sequence[PaperRow]) -> None:
        """Show what was fetched, as far as it fits what is searched for."""
        self._fetched = rows
        self._show()

    def _show(self) -> None:
        text = self.search.text().strip().casefold()
        chosen = self.chosen
        self.rows = [row for row in self._fetched if not text or text in _searched(row)]
        rows = self.rows
        self.table.show_rows(MadeRows(len(rows), lambda at: self._cells(rows[at])))
        self.table.setVisible(bool(self.rows))
        self.none.setVisible(not self.rows)
        narrowed = bool(text) or bool(self.wanted.states) or bool(self.wanted.printer)
        self.none.setText(
            self.tr("No paper fits.")
            if narrowed
            else self.tr("Nothing was printed here yet. Print from an order or an event.")
        )
        at = next((at for at, row in enumerate(self.rows) if chosen and row.job.job_id == chosen.job.job_id), -1)
        if at >= 0:
            self.table.selectRow(at)
        elif chosen is not None:
            self.table.clearSelection()
        self._tell_chosen()

    def _cells(self, row: PaperRow) -> list[Cell]:
        job, formats, desk = row.job, self._context.formats, self._context.desk
        state = paper_state(job.state)
        now = desk.now() if desk is not None else None
        issue = formats.number(job.issue) if job.issue else "–"
        reason = " · ".join(
            part for part in (copy_word(job.copy_kind), reason_words(row, self._context.language)) if part
        )
        return [
            Cell(state.word, badge=state.tone),
            Cell(paper_name(row), " · ".join(part for part in (row.seat, row.holder) if part), Role.NAME),
            Cell(issue, right=True),
            Cell(job.printer),
            Cell(reason, tone="secondary"),
            Cell(formats.moment(job.changed_at, now=now), right=True),
        ]

    @property
    def chosen(self) -> PaperRow | None:
        """The paper that is chosen in the table."""
        chosen = self.table.selectionModel().selectedRows()
        at = chosen[0].row() if chosen else -1
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _tell_chosen(self) -> None:
        row = self.chosen
        self.strip.setVisible(bool(self.rows))
        self.strip.title.setText(paper_words(row) if row is not None else self.tr("No paper chosen"))
        serial = "" if row is None or not row.job.serial else self.tr("piece {serial}").format(serial=row.job.serial)
        note = "" if row is None else row.job.note
        self.strip.detail.setText(" · ".join(part for part in (self._order(), serial, note) if part))
        self.strip.detail.setVisible(bool(self.strip.detail.text()))
        whole = len(self.rows)
        self.strip.count.setText(self.tr("%n paper(s)", "", whole))
        may = Right.REPRINT in self._context.staff.rights
        self.reprint.setEnabled(row is not None and bool(row.number) and may)
        self.to_order.setEnabled(bool(self._order()))

    def _order(self) -> str:
        row = self.chosen
        return "" if row is None else row.order

    def _reprint(self) -> None:
        row = self.chosen
        if row is not None:
            self.reprint_asked.emit(row)

    def retranslate(self) -> None:
        """All words anew."""
        title = self.tr("Papers")
        if self.head is not None:
            self.head.title.setText(title)
            self.head.note.setText(self.tr("the latest {n} of this station").format(n=MOST))
        self.setAccessibleName(title)
        self.table.setAccessibleName(title)
        self.search.set_words(self.tr("Number, name, order …"), self.tr("Search papers"))
        self.printer.setItemText(0, self.tr("All printers"))
        self.printer.setAccessibleName(self.tr("Printer"))
        words = {"doubt": self.tr("Open or in doubt"), "failed": self.tr("Not printed"), "void": self.tr("Void")}
        for key, chip in self.chips.items():
            chip.set_word(words[key])
        self.reprint.setText(self.tr("Print again …"))
        self.to_order.setText(self.tr("Open the order"))
        theme = self._context.theme
        widest = max(badge_width(theme, paper_state(state).word) for state in PrintState)
        self.table.set_heads(
            [
                Head(self.tr("State"), badge=widest),
                Head(self.tr("Ticket"), stretch=True),
                Head(self.tr("Issue"), right=True, sample="88"),
                Head(self.tr("Printer"), sample="Box office 1 x", rank=1),
                Head(self.tr("Reason"), stretch=True, rank=2),
                Head(self.tr("When"), right=True, sample=self._context.formats.moment(_LONGEST)),
            ]
        )
        self._show()


def _searched(row: PaperRow) -> str:
    """What a paper is found by; numbers also without their hyphens."""
    number = row.number.replace("-", "")
    other = "" if row.number else f"{paper_name(row)} {row.job.ticket_id}"
    return " ".join((row.number, number, other, row.holder, row.order, row.seat, row.job.serial)).casefold()
