"""Choosing seats: the hall, what its marks mean, and the panel beside it. The till holds it in its own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.seating.places import Seat
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.screens.seats.choosing import KEYS, Choosing
from ticketforge_desktop.ui.screens.seats.legend import Legend
from ticketforge_desktop.ui.screens.seats.looks import Mark
from ticketforge_desktop.ui.screens.seats.side import LEAST, WIDTH, SeatSide
from ticketforge_desktop.ui.screens.seats.view import SeatView
from ticketforge_desktop.ui.screens.seats.words import kind_word, mark_word, seat_words
from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.messages import announce

_STEP: Final = 1.4
_NARROW: Final = 960  # px of the whole: below, the panel gives way to the hall


class SeatPicker(QWidget):
    """`chosen(seats)` tells the names of the seats whenever they change; `entered` when Ctrl+Return says: these.

    Args:
        formats: the formats of the language of now.
        side: whether the panel stands beside the hall; without it the till shows what is chosen itself.
    """

    chosen = Signal(tuple)
    entered = Signal()
    area_pressed = Signal(str)  # a standing area: sold by number

    def __init__(
        self, theme: Theme, formats: Callable[[], Formats], *, side: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self.choosing = Choosing(self)
        self.view = SeatView(theme)
        self.legend = Legend(theme)
        self.side = SeatSide(theme, self.choosing, formats)
        self.nearer = Button(theme, icon="plus", parent=self.view)
        self.farther = Button(theme, icon="minus", parent=self.view)
        self._lay_out(side)
        self._connect()
        self.retranslate()

    def show_plan(self, plan: SeatPlan | None, *, offline: bool = False) -> None:
        """How the hall stands now. `offline`: only seats leased to this station can be chosen."""
        same = plan is not None and self.choosing.plan is not None and plan.hall is self.choosing.plan.hall
        self.choosing.show_plan(plan, offline=offline)
        if plan is None:
            return
        looks = self.choosing.looks()
        if not same:
            self.view.show_hall(plan.hall.drawn, looks)
        marks = {look.mark for look in looks.values()}
        self.legend.show_marks(marks, {seat.kind for seat in plan.hall.seats.values()})

    def best(self, quantity: int) -> None:
        """Choose the best seats for so many, in the category that is looked for."""
        self.side.take_best(quantity)
        self.view.bring(self.choosing.chosen)
        announce(self.view, self.side.note.text() or ", ".join(self._names()))

    def _lay_out(self, side: bool) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.setContentsMargins(Measure.MARGIN, 4, Measure.MARGIN, 4)
        below.addWidget(self.legend)
        left.addLayout(below)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
        self.side.setFixedWidth(WIDTH)
        self.side.setVisible(side)
        self._with_side = side

    def _connect(self) -> None:
        choosing, view = self.choosing, self.view
        view.tip = self._tip
        view.toggled.connect(self._press)
        view.swept.connect(choosing.add)
        view.area_pressed.connect(self.area_pressed)
        self.nearer.clicked.connect(lambda: view.zoom(_STEP))
        self.farther.clicked.connect(lambda: view.zoom(1 / _STEP))
        choosing.changed.connect(self._changed)
        choosing.looked.connect(self._looked)
        for button in (self.nearer, self.farther):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # + and - do it in the hall
        view.viewed.connect(self._place)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.view.setAccessibleName(self.tr("Seat map"))
        self.view.frame.stage_word = self.tr("Stage")
        for button, words in ((self.nearer, self.tr("Nearer")), (self.farther, self.tr("Farther away"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self.side.retranslate()
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = WIDTH if self.width() >= _NARROW else max(LEAST, WIDTH - (_NARROW - self.width()))
        self.side.setFixedWidth(wide)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and a number: the best seats for so many. Ctrl+Return: these. Esc: none."""
        held, number = event.modifiers(), event.key() - Qt.Key.Key_0
        if held & Qt.KeyboardModifier.AltModifier and 1 <= number <= max(KEYS, 9):
            self.best(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.choosing.chosen:
            self.choosing.clear()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        size, room = Measure.CONTROL, self.view.width() - Measure.GAP - Measure.CONTROL
        self.nearer.setGeometry(room, Measure.GAP, size, size)
        self.farther.setGeometry(room, Measure.GAP + size + Measure.GRID, size, size)

    def _press(self, seat_id: str) -> None:
        if not self.choosing.press(seat_id):
            seat = self.choosing.seat(seat_id)
            announce(self.view, self._tip(seat).replace("\n", ", ") if seat is not None else seat_id)

    def _changed(self) -> None:
        self.view.show_chosen(self.choosing.chosen)
        self.chosen.emit(self.choosing.chosen)

    def _looked(self) -> None:
        if self.choosing.plan is not None and self.view.hall.seats.keys() == self.choosing.plan.hall.seats.keys():
            self.view.show_looks(self.choosing.looks())

    def _names(self) -> list[str]:
        seats = (self.choosing.seat(seat_id) for seat_id in self.choosing.chosen)
        return [seat_words(seat) for seat in seats if seat is not None]

    def _tip(self, seat: Seat) -> str:
        """`Stalls, row 12, seat 17` and below what it costs and how it stands."""
        plan = self.choosing.plan
        category = plan.categories.get(seat.category) if plan is not None else None
        mark = Mark.CHOSEN if seat.seat_id in self.choosing.chosen else self.choosing.mark(seat.seat_id)
        row = plan.states.get(seat.seat_id) if plan is not None else None
        by = row.owner if row is not None and not row.ours and mark in (Mark.ELSEWHERE, Mark.HELD) else ""
        price = self._formats().money(category.price) if category is not None else self.tr("no category")
        facts = (price, mark_word(mark), by, kind_word(seat.kind))
        return f"{seat_words(seat)}\n{' · '.join(fact for fact in facts if fact)}"
