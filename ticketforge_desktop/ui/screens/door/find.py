"""A guest without a readable ticket: found by name, order or number, looked at, and let in by the same check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.scan_input import ScanKind, recognise
from ticketforge_desktop.services.door_search import MOST, DoorSearch, Found
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.facts import FixedTable, Head
from ticketforge_desktop.ui.screens.words import seat_text
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import SearchField
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text


class FindPanel(QWidget):
    """In the place of the colour field. `admit(number)` asks for the check; a scan typed here is `scanned`."""

    admit = Signal(str)
    scanned = Signal(str)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self.event_ids: tuple[str, ...] = ()
        self.zone = ""
        self.found: list[Found] = []
        self._job: Job[list[Found]] | None = None
        self.search = SearchField(theme, "")
        self.back = Button(theme, icon="x", height=Measure.TOUCH)
        self.let_in = Button(theme, icon="check", kind=Kind.PRIMARY, height=Measure.TOUCH)
        self.hint = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.rows = FixedTable(theme, "", row_height=Measure.TOUCH)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.let_in)
        top.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.GAP, Measure.MARGIN, Measure.GAP)
        column.setSpacing(Measure.GRID)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.rows, 1)
        self.search.searched.connect(self.look_for)
        self.search.returnPressed.connect(self._returned)
        self.rows.selectionModel().selectionChanged.connect(lambda *_: self._settle())
        self.rows.doubleClicked.connect(lambda _index: self._ask())
        self.let_in.clicked.connect(self._ask)
        self.back.clicked.connect(self.left)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit, context=within)
        self.retranslate()

    def open(self, event_ids: Sequence[str], zone: str) -> None:
        """Begin a search among these events."""
        self.event_ids, self.zone = tuple(event_ids), zone
        self.search.clear()
        self.search.returnPressed.emit()  # the same name may be looked for again
        self._show([])
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_for(self, text: str) -> None:
        """Search beside the window; a later one takes the place of an earlier one."""
        desk, events = self.context.desk, self.event_ids
        if desk is None:
            return
        search = DoorSearch(desk.queries, desk.admissions)
        self._job = self.context.runner.submit(
            lambda: search.find(text, events), self._show, self.context.trouble.emit, owner=self, replaces=self._job
        )

    @property
    def chosen(self) -> Found | None:
        """The ticket that would be let in."""
        at = self.rows.currentIndex().row()
        return self.found[at] if 0 <= at < len(self.found) else None

    def _returned(self) -> None:
        """A scanner types and sends Return: that is a scan, not a name."""
        text = self.search.text().strip()
        if recognise(text).kind is ScanKind.CODE:
            self.search.clear()
            self.scanned.emit(text)

    def _ask(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.admit.emit(chosen.ticket.number)

    def _show(self, found: list[Found]) -> None:
        self.found = found
        self.rows.show_rows([self._cells(one) for one in found])
        if found:
            self.rows.selectRow(0)
        typed = bool(self.search.text().strip())
        if len(found) >= MOST:
            self.hint.setText(self.tr("There are more; type more of the name."))
        elif found or not typed:
            self.hint.setText(self.tr("Compare name and seat with the guest, choose the ticket, then let in."))
        else:
            self.hint.setText(self.tr("Nothing of this event fits."))
        self._settle()

    def _settle(self) -> None:
        self.let_in.setEnabled(self.chosen is not None)

    def _cells(self, one: Found) -> list[Cell]:
        ticket, formats = one.ticket, self.context.formats
        part = self.tr("{unit} of {units}").format(unit=ticket.unit, units=ticket.units)
        where = " · ".join(text for text in (seat_text(ticket.seat), part) if text)
        return [
            Cell(ticket.holder or "–", ticket.order, Role.NAME),
            Cell(ticket.category, where),
            Cell(self._standing(one, formats.time(one.use.at, self.zone) if one.use else "")),
        ]

    def _standing(self, one: Found, since: str) -> str:
        if one.use is not None:
            inside = self.tr("inside since {time}") if one.use.inside else self.tr("used {time}, has left")
            return inside.format(time=since)
        return self.tr("not yet in") if one.ticket.state is TicketState.VALID else self.tr("not valid")

    def retranslate(self) -> None:
        """All words anew."""
        self.search.set_words(self.tr("Name, order or number"), self.tr("Find a guest"))
        self.let_in.setText(self.tr("Let in"))
        self.back.setAccessibleName(self.tr("Back to the verdicts"))
        self.back.setToolTip(self.tr("Back to the verdicts (Esc)"))
        self.rows.setAccessibleName(self.tr("Tickets found"))
        self.rows.set_heads(
            [
                Head(self.tr("Holder"), stretch=True),
                Head(self.tr("Category"), stretch=True),
                Head(self.tr("Standing"), sample="used 88:88, has left xx"),
            ]
        )
        self._show(self.found)
