"""The tickets of one order, each with a box to choose it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ticketforge_desktop.services.ports.door import Use
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import FixedTable, Head
from ticketforge_desktop.ui.screens.words import ticket_state
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.table import Cell, CellDelegate

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket with the admission that counts for it."""

    ticket: TicketRow
    use: Use | None


class _BoxDelegate(CellDelegate):
    """Paints the first column as a checkbox, the rest as any table does."""

    owner: TicketTable

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != 0:
            return
        theme = self._theme
        rect: QRect = option.rect
        box = QRect(rect.x() + 16, rect.center().y() - Measure.CHECKBOX // 2, Measure.CHECKBOX, Measure.CHECKBOX)
        if self.owner.is_checked(index.row()):
            paint.box(painter, theme, box, fill="accent", radius=Measure.SMALL_RADIUS)
            painter.drawPixmap(box.x() + 2, box.y() + 2, theme.pixmap("check", 16, "on_accent"))
        else:
            paint.box(painter, theme, box, fill="field", edge="border_strong", radius=Measure.SMALL_RADIUS, width=1.5)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, theme, box.adjusted(-3, -3, 3, 3))


class TicketTable(FixedTable):
    """Rows of two lines. Space or a click on the box chooses; `checked_changed` tells."""

    checked_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, "", row_height=Measure.ROW_TWO_LINES, grows=True, parent=parent)
        self._context = context
        self._seen: Sequence[Seen] = ()
        self._checked: set[str] = set()
        delegate = _BoxDelegate(context.theme, lambda index: self.rows[index.row()][index.column()], self)
        delegate.owner = self
        self.setItemDelegate(delegate)
        self.with_boxes(self.is_checked)

    @property
    def tickets(self) -> list[TicketRow]:
        """All tickets shown."""
        return [seen.ticket for seen in self._seen]

    @property
    def checked(self) -> list[TicketRow]:
        """The chosen tickets, in their order."""
        return [seen.ticket for seen in self._seen if seen.ticket.ticket_id in self._checked]

    def is_checked(self, row: int) -> bool:
        """Whether the ticket of a row is chosen."""
        return self._seen[row].ticket.ticket_id in self._checked

    def check(self, ticket_ids: Sequence[str]) -> None:
        """Choose exactly these."""
        self._checked = set(ticket_ids) & {seen.ticket.ticket_id for seen in self._seen}
        self._told()

    def toggle(self, row: int) -> None:
        """Choose a ticket, or choose it no longer."""
        self._checked ^= {self._seen[row].ticket.ticket_id}
        self._told()

    def show_tickets(self, seen: Sequence[Seen], zone: str, *, keep: bool) -> None:
        """Show tickets; `keep` leaves chosen what is still there."""
        self._seen = tuple(seen)
        known = {entry.ticket.ticket_id for entry in seen}
        self._checked = self._checked & known if keep else set()
        self.show_rows([self._cells(entry, zone) for entry in seen])
        self._told()

    def _told(self) -> None:
        self.viewport().update()
        self.checked_changed.emit()

    def _cells(self, seen: Seen, zone: str) -> list[Cell]:
        ticket, formats = seen.ticket, self._context.formats
        state = ticket_state(ticket.state, used=seen.use is not None)
        of = self.tr("{unit} of {units}").format(unit=ticket.unit, units=ticket.units)
        second = ticket.seat or self.tr("free seating")
        price = formats.money(ticket.price)
        entry = Cell()
        if seen.use is not None:
            gate = self.tr("Gate {gate}").format(gate=seen.use.gate) if seen.use.gate else ""
            entry = Cell(
                f"{formats.time(seen.use.at, zone)} {gate}".strip(), formats.day(seen.use.at, zone), Role.SMALL
            )
        return [
            Cell(),
            Cell(of, ticket.number, Role.NAME),
            Cell(ticket.category, f"{second} · {price}", Role.NAME),
            Cell(self.tr("Issue {issue}").format(issue=ticket.issue)),
            Cell(state.word, badge=state.tone, icon=state.icon),
            entry,
        ]

    def retranslate(self) -> None:
        """Heads in the language of now."""
        self.setAccessibleName(self.tr("Tickets"))
        self.set_heads(
            [
                Head("", sample="x"),
                Head(self.tr("Ticket"), sample="WWWW-WWWW-WWW"),
                Head(self.tr("Category"), stretch=True),
                Head(self.tr("Print"), sample=self.tr("Issue {issue}").format(issue=88)),
                Head(self.tr("State"), sample="Herausgenommen x"),
                Head(self.tr("Entry"), sample="88:88 " + self.tr("Gate {gate}").format(gate="AAA")),
            ]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.toggle(index.row())
        super().mouseReleaseEvent(event)
