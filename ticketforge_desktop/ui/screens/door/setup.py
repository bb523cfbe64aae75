"""Before the first guest: which events are let in here, at which gate, which way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.settings import DOOR_GATE
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.screens.boxes import BoxTable
from ticketforge_desktop.ui.screens.door.pack_dialog import PackDialog
from ticketforge_desktop.ui.screens.facts import Head
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.fields import SearchField
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text

MOST: Final = 100  # events offered at once; the filter finds the others
_NOT_LET_IN: Final = frozenset({EventStatus.DRAFT, EventStatus.CANCELLED})


def offered(desk: Desk, text: str) -> list[EventRow]:
    """Events whose door may be opened, the next first."""
    listing = desk.queries.events(EventFilter(text, "upcoming"), Sort("starts_at"))
    rows = listing.page(0, min(MOST, len(listing)))
    return [row for row in rows if row.status not in _NOT_LET_IN]


class DoorSetup(QWidget):
    """The page before the door; `begun` asks to open it with what is chosen."""

    begun = Signal()
    locked = Signal()  # comes before `begun`: the door is opened as a kiosk

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.rows: dict[str, EventRow] = {}
        self._fresh = True
        theme = context.theme
        self.header = ScreenHeader(theme)
        self.search = SearchField(theme, "")
        self.events = BoxTable(theme, row_height=Measure.ROW_TWO_LINES, whole_row=True)
        self.empty = EmptyState(theme, "door", "", "")
        self.gate = QLineEdit()
        self.gate.setMaxLength(20)
        self.direction = Segmented(theme, "", [("entry", ""), ("exit", "")])
        self.begin = Button(theme, icon="door", kind=Kind.PRIMARY, height=Measure.TOUCH, shortcut="Ctrl+Return")
        self.lock = Button(theme, icon="lock", height=Measure.TOUCH)
        self.pack = Button(theme, icon="download", height=Measure.TOUCH)
        self.labels = {key: Text(theme, "", Role.SMALL, "secondary") for key in ("gate", "direction")}
        self.hint = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self._lay_out()
        self.search.searched.connect(lambda _text: self.refresh())
        self.events.checked_changed.connect(self._settle)
        self.gate.textChanged.connect(lambda _text: self._settle())
        self.gate.returnPressed.connect(self.begin.click)
        self.begin.clicked.connect(self.begun)
        self.lock.clicked.connect(self._begin_locked)
        self.pack.clicked.connect(self.ask_pack)
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self.context.theme
        events = Card(theme, flush=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.events)
        self._pages.addWidget(self.empty)
        events.body.addWidget(self._pages)
        side = Card(theme)
        side.setFixedWidth(320)
        side.body.setContentsMargins(16, 16, 16, 16)
        side.body.addWidget(self.labels["gate"])
        side.body.addWidget(self.gate)
        side.body.addSpacing(8)
        side.body.addWidget(self.labels["direction"])
        side.body.addWidget(self.direction)
        side.body.addSpacing(16)
        side.body.addWidget(self.begin)
        side.body.addWidget(self.lock)
        side.body.addWidget(self.hint)
        side.body.addStretch(1)
        side.body.addWidget(self.pack)
        body = QHBoxLayout()
        body.setSpacing(Measure.GAP)
        body.addWidget(events, 1)
        body.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.search)
        column.addSpacing(Measure.GAP)
        column.addLayout(body, 1)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The chosen events."""
        return self.events.checked_keys

    @property
    def gate_name(self) -> str:
        """The gate as typed."""
        return self.gate.text().strip()

    def arrive(self) -> None:
        """Fill with what is near; the gate of this station stands there already."""
        if not self.gate_name:
            self.gate.setText(self.context.settings.text(DOOR_GATE))
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Fetch the events that may be chosen."""
        desk, text = self.context.desk, self.search.text().strip()
        if desk is not None:
            self.context.runner.submit(lambda: offered(desk, text), self._show, self.context.trouble.emit, owner=self)

    def choose(self, event_id: str) -> None:
        """Tick exactly this event."""
        self.events.check([event_id])

    def _begin_locked(self) -> None:
        self.locked.emit()
        self.begun.emit()

    def ask_pack(self) -> PackDialog | None:
        """Ask how the ticked event's blackout pack is sealed, and write it."""
        if len(self.event_ids) != 1:
            return None
        (event_id,) = self.event_ids
        dialog = PackDialog(self.context, event_id, self.rows[event_id].title, self)
        dialog.open()
        return dialog

    def _show(self, rows: Sequence[EventRow]) -> None:
        """Ticked events stay in the list even when the filter does not find them."""
        kept = [self.rows[key] for key in self.event_ids if key in self.rows]
        shown = kept + [row for row in rows if row.event_id not in {k.event_id for k in kept}]
        self.rows = {row.event_id: row for row in shown}
        self.events.show_boxes(list(self.rows), [self._cells(row) for row in shown], keep=True)
        self._pages.setCurrentWidget(self.events if shown else self.empty)
        if self._fresh and shown:
            self._fresh = False
            self._choose_tonight(shown)
        self._settle()

    def _choose_tonight(self, rows: Sequence[EventRow]) -> None:
        """Today's only event is what the door is opened for; of several, a person says which."""
        desk = self.context.desk
        if desk is None:
            return
        today = [
            row
            for row in rows
            if row.starts_at is not None and local(row.starts_at, row.zone).date() == local(desk.now(), row.zone).date()
        ]
        if len(today) == 1:
            self.choose(today[0].event_id)

    def _cells(self, row: EventRow) -> list[Cell]:
        """The title has the width of the list: it is what a steward looks for."""
        formats = self.context.formats
        when = "" if row.starts_at is None else formats.moment(row.starts_at, row.zone)
        where = " · ".join(part for part in (when, row.venue, row.city) if part)
        return [Cell(), Cell(row.title, where, Role.NAME), Cell(formats.number(row.sold), right=True)]

    def _settle(self) -> None:
        ready = bool(self.event_ids) and bool(self.gate_name)
        self.begin.setEnabled(ready)
        self.lock.setEnabled(ready)
        self.pack.setVisible(Right.MANAGE_KEYS in self.context.staff.rights)
        self.pack.setEnabled(len(self.event_ids) == 1)
        if not self.event_ids:
            self.hint.setText(self.tr("Tick the event that is let in here; several are possible."))
        elif not self.gate_name:
            self.hint.setText(self.tr("Name the gate: it is written beside every scan."))
        else:
            self.hint.setText(self.tr("Full screen. Esc leads back here; nothing is lost by it."))

    def retranslate(self) -> None:
        """All words anew."""
        self.header.set_words(self.tr("Door"), self.tr("Choose what is let in here, then scan."))
        self.search.set_words(self.tr("Filter by title, venue, city …"), self.tr("Filter events"))
        self.events.setAccessibleName(self.tr("Events to let in"))
        self.events.set_heads(
            [
                Head("", sample="xx"),
                Head(self.tr("Event"), stretch=True),
                Head(self.tr("Sold"), right=True, sample="88,888"),
            ]
        )
        self.empty.set_words(
            self.tr("No event to let in"),
            self.tr("Published events that are still to come appear here. Sync first (Ctrl+R), or change the filter."),
        )
        for key, field, name in (
            ("gate", self.gate, self.tr("Gate")),
            ("direction", self.direction, self.tr("Direction")),
        ):
            self.labels[key].setText(name)
            field.setAccessibleName(name)
        self.direction.set_words(self.tr("Direction"), [("entry", self.tr("Entry")), ("exit", self.tr("Exit"))])
        self.begin.setText(self.tr("Open the door"))
        self.lock.setText(self.tr("Open as kiosk"))
        self.lock.setToolTip(self.tr("Nothing but the door can be reached, until somebody gives the PIN"))
        self.pack.setText(self.tr("Blackout pack …"))
        self.pack.setToolTip(self.tr("The list of one ticked event, for a station without the store"))
        self._settle()
        if self.rows:
            self.events.show_boxes(list(self.rows), [self._cells(row) for row in self.rows.values()], keep=True)
