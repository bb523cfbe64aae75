"""Seat maps: a venue's map to draw, and how it stands for each of the venue's events."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.seating.csv_map import ReadCsv
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.services.ports.seats import SeatMapRow, SeatState
from ticketforge_desktop.services.seat_maps import id_of
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.screens.seats.drafting import Drafting
from ticketforge_desktop.ui.screens.seats.editor import Editor
from ticketforge_desktop.ui.screens.seats.picker import SeatPicker
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.fields import ComboBox
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, head_over

ACTIONS: Final = (
    Action("seats.undo", "Undo the last change", "undo", "Ctrl+Z", Right.EDIT_EVENTS, in_palette=False),
    Action("seats.redo", "Do it again", "redo", "Ctrl+Shift+Z", Right.EDIT_EVENTS, in_palette=False),
    Action("seats.save", "Save", "save", "Ctrl+S", Right.EDIT_EVENTS, in_palette=False),
    Action("seats.import", "Read a table …", "folder", "", Right.EDIT_EVENTS, in_palette=False),
)
_DRAW: Final = ""  # key of the drawing among the events


class SeatsScreen(Screen):
    """Subject: an event's id, whose hall is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        theme = self.theme
        context.actions.declare(ACTIONS)
        self.drafting = Drafting(self)
        self._rows: Sequence[SeatMapRow] = ()
        self._events: Sequence[EventRow] = ()
        self._wanted = ""  # an event that is to be shown once its venue is there
        self.header = ScreenHeader(theme)
        self.venue, self.shown = ComboBox(theme), ComboBox(theme)
        self.editor = Editor(theme, self.drafting)
        self.picker = SeatPicker(theme, lambda: context.formats)
        self.read = Button.of(theme, context.actions, "seats.import")
        self.save = Button.of(theme, context.actions, "seats.save", kind=Kind.PRIMARY)
        self.lease = Button(theme, kind=Kind.PRIMARY)
        self.release = Button(theme)
        self.empty = EmptyState(theme, "seats", "", "")
        self._lay_out()
        self._connect()
        self.retranslate()
        context.on_desk(self._desk_there)

    def _lay_out(self) -> None:
        for part in (self.read, self.save, self.release, self.lease):
            self.header.trailing.addWidget(part)
        which = QHBoxLayout()
        which.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.GRID)
        which.setSpacing(Measure.GAP)
        which.addWidget(self.venue)
        which.addWidget(self.shown)
        which.addStretch(1)
        self.pages = QStackedWidget()
        for page in (self.empty, self.editor, self.picker):
            self.pages.addWidget(page)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(which)
        column.addWidget(self.pages, 1)
        head_over(self, self.header, below)

    def _connect(self) -> None:
        bind = self.context.actions.bind
        bind("seats.undo", self.drafting.undo, self)
        bind("seats.redo", self.drafting.redo, self)
        bind("seats.save", self._save, self)
        bind("seats.import", self._read, self)
        self.venue.activated.connect(lambda _at: self._open_venue())
        self.shown.activated.connect(lambda _at: self._open_shown())
        self.drafting.changed.connect(self._tell)
        self.editor.refused.connect(self.context.trouble.emit)
        self.picker.chosen.connect(lambda _seats: self._tell())
        self.lease.clicked.connect(self._lease)
        self.release.clicked.connect(self._release)
        self.context.changed.connect(self._changed)
        self.context.settings_changed.connect(lambda _keys: self.picker.retranslate())

    def retranslate(self) -> None:
        self.venue.setAccessibleName(self.tr("Venue"))
        self.shown.setAccessibleName(self.tr("What is shown"))
        self.empty.set_words(
            self.tr("No event to come names a venue."),
            self.tr("A seat map belongs to a venue. It can be drawn once an event takes place there."),
        )
        self.lease.setText(self.tr("Lease for this till"))
        self.release.setText(self.tr("Give back"))
        self.editor.retranslate()
        self._fill_shown()
        self._tell()

    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, str) and subject:
            self._wanted = subject
        if self.context.desk is not None:
            self._desk_there(self.context.desk)

    # What is there

    def _desk_there(self, desk: Desk) -> None:
        page = desk.seating
        self.context.runner.submit(
            lambda: (page.maps(), page.events(), page.offline()), self._fill, self.context.trouble.emit, owner=self
        )

    def _fill(self, told: tuple[Sequence[SeatMapRow], Sequence[EventRow], bool]) -> None:
        self._rows, self._events, self._offline = told
        drawn = {fold(row.venue) for row in self._rows}
        venues = {row.venue for row in self._events if row.venue} | {row.venue for row in self._rows}
        before = self.venue.key
        self.venue.clear()
        for venue in sorted(venues, key=lambda name: (fold(name) not in drawn, fold(name))):
            self.venue.addItem(venue, venue)
        event = next((row for row in self._events if row.event_id == self._wanted), None)
        self.venue.choose(event.venue if event is not None else before)
        self.venue.setVisible(bool(venues))
        self.shown.setVisible(bool(venues))
        if not venues:
            self.pages.setCurrentWidget(self.empty)
            self._tell()
        elif self.venue.key != before or event is not None:
            self._open_venue()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.touches(Changed.STOCK, Changed.SALE, Changed.ORDER) and self.pages.currentWidget() is self.picker:
            self._open_shown()

    def _fill_shown(self) -> None:
        chosen, formats = self.shown.key, self.context.formats
        self.shown.clear()
        self.shown.addItem(self.tr("Draw the map"), _DRAW)
        for row in self._events:
            if fold(row.venue) == fold(self.venue.key) and self.venue.key:
                when = formats.moment(row.starts_at, row.zone) if row.starts_at is not None else row.title
                self.shown.addItem(when, row.event_id)
                self.shown.setItemData(self.shown.count() - 1, row.title, Qt.ItemDataRole.ToolTipRole)
        self.shown.choose(chosen)

    def _open_venue(self) -> None:
        """The venue's map, or an empty one to draw; or the event that is wanted there."""
        self._fill_shown()
        self.shown.choose(self._wanted)
        self._wanted = ""
        venue, desk = self.venue.key, self.context.desk
        row = next((row for row in self._rows if fold(row.venue) == fold(venue) and "event/" not in row.map_id), None)
        if row is None:
            self.drafting.open(SeatMap(id_of(venue), venue), None)
            self._open_shown()
        elif desk is not None:
            page, map_id = desk.seating, row.map_id
            self.context.runner.submit(lambda: page.map(map_id), self._opened, self.context.trouble.emit, owner=self)

    def _opened(self, drawn: SeatMap) -> None:
        self.drafting.open(drawn, drawn.version)
        self.editor.pencil.fit()
        self._open_shown()

    def _open_shown(self) -> None:
        event_id, desk = self.shown.key, self.context.desk
        if event_id == _DRAW or desk is None:
            self.pages.setCurrentWidget(self.editor)
            self._tell()
            return
        page = desk.seating
        self.context.runner.submit(
            lambda: (page.look(event_id), page.offline()), self._show_plan, self.context.trouble.emit, owner=self
        )

    def _show_plan(self, told: tuple[SeatPlan | None, bool]) -> None:
        plan, offline = told
        if plan is None:
            self.context.told.emit("attention", self.tr("None of the event's categories is on this map."))
            self.shown.choose(_DRAW)
            self.pages.setCurrentWidget(self.editor)
        else:
            self.picker.show_plan(plan, offline=offline)
            self.pages.setCurrentWidget(self.picker)
        self._tell()

    # Words and buttons

    def _tell(self) -> None:
        drawing, hall = self.pages.currentWidget() is self.editor, self.pages.currentWidget() is self.picker
        for button in (self.read, self.save):
            button.setVisible(drawing)
        plan = self.picker.choosing.plan
        states = [plan.state(seat) for seat in self.picker.choosing.chosen] if plan is not None and hall else []
        self.lease.setVisible(hall)
        self.release.setVisible(hall)
        self.lease.setEnabled(SeatState.FREE in states)
        self.release.setEnabled(bool(states) and all(state is SeatState.LEASED for state in states))
        self.context.actions.set_enabled("seats.save", self.drafting.unsaved)
        title = plan.event.row.title if hall and plan is not None else self.tr("Seat maps")
        self.header.set_words(title, self._line(plan if hall else None))

    def _line(self, plan: SeatPlan | None) -> str:
        if plan is not None:
            row, formats = plan.event.row, self.context.formats
            when = formats.moment(row.starts_at, row.zone) if row.starts_at is not None else ""
            ours = len(plan.free(ours_only=True))
            free = self.tr("{free} of {all} free, {ours} leased to this till").format(
                free=formats.number(len(plan.free())), all=formats.number(len(plan.hall.seats)),
                ours=formats.number(ours),
            )  # fmt: skip
            return " · ".join(part for part in (when, row.venue, free) if part)
        drawn = self.drafting.drawn
        if not drawn.venue:
            return ""
        kept = self.tr("changed, not saved") if self.drafting.unsaved else self.tr("saved")
        seats = self.tr("%n seat(s)", "", len(drawn.by_id()))
        return f"{drawn.venue} · {seats} · {kept}"

    # What is done

    def _save(self) -> None:
        desk = self.context.desk
        if desk is None or not self.drafting.unsaved:
            return
        drawn, upon, page = self.drafting.drawn, self.drafting.upon, desk.seating
        self.context.runner.submit(lambda: page.save(drawn, upon), self._saved, self._not_saved, owner=self)

    def _saved(self, drawn: SeatMap) -> None:
        self.drafting.kept(drawn)
        self.context.told.emit("admitted", self.tr("Saved."))
        if self.context.desk is not None:
            self._desk_there(self.context.desk)

    def _not_saved(self, error: BaseException) -> None:
        faults = error.facts.get("faults") if isinstance(error, BadInput) else None
        if isinstance(faults, list):
            self.editor.show_faults(tuple(faults))
        self.context.trouble.emit(error)

    def _read(self) -> None:
        """A table takes the place of what is drawn; that can be taken back."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Read a table"), "", self.tr("Table (*.csv *.txt)"))
        if path:
            self.read_table(Path(path))

    def read_table(self, path: Path) -> None:
        """Read a file. Faults are listed; nothing is taken over where one forbids it."""
        desk, venue = self.context.desk, self.drafting.drawn.venue
        if desk is None:
            return
        page = desk.seating
        self.context.runner.submit(
            lambda: page.read(path.read_text("utf-8-sig", "replace"), venue),
            self._taken, self.context.trouble.emit, owner=self,
        )  # fmt: skip

    def _taken(self, read: ReadCsv) -> None:
        if read.drawn is not None:
            self.drafting.change(read.drawn)
            self.editor.pencil.fit()
        if read.faults:
            self.editor.show_faults(read.faults)

    def _lease(self) -> None:
        self._with_seats(lambda page, event, seats: page.lease(event, seats), SeatState.FREE)

    def _release(self) -> None:
        self._with_seats(lambda page, event, seats: page.release(event, seats), SeatState.LEASED)

    def _with_seats(self, work: object, state: SeatState) -> None:
        desk, plan = self.context.desk, self.picker.choosing.plan
        if desk is None or plan is None or not callable(work):
            return
        seats = [seat for seat in self.picker.choosing.chosen if plan.state(seat) is state]
        page, event_id = desk.seating, plan.event.row.event_id
        self.context.runner.submit(partial(work, page, event_id, seats), self._done, self._failed, owner=self)

    def _done(self, plan: SeatPlan | None) -> None:
        self.picker.choosing.clear()
        if plan is not None:
            self.picker.show_plan(plan, offline=self.picker.choosing.offline)
        self._tell()
        self.context.broadcast(ChangeSet.of(Changed.OUTBOX))

    def _failed(self, error: BaseException) -> None:
        self.context.trouble.emit(error)
        self._open_shown()
