"""Beside the hall: best seats by a key, the categories, and what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.domain.seating.places import SeatKind
from ticketforge_desktop.services.views import CategoryRow
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.screens.seats.choosing import KEYS, Choosing
from ticketforge_desktop.ui.screens.seats.looks import Look, Mark, paint_seat
from ticketforge_desktop.ui.screens.seats.words import Said, seat_words
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import CheckBox
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text

WIDTH: Final = 368
LEAST: Final = 336
_PAD: Final = 16


class ZoneRow(QAbstractButton):
    """A category: its colour, how many are free, and the price."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.colour, self.free, self.price = 0, "", ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_zone(self, category: CategoryRow, colour: int, free: str, price: str) -> None:
        """Say it."""
        self.setText(category.name)
        self.colour, self.free, self.price = colour, free, price
        self.setAccessibleName(f"{category.name}, {free}, {price}")
        self.setToolTip(category.name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self._theme.fit(Measure.ROW, self._theme.line(Role.NAME), 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self._theme, self.rect()
        if self.isChecked():
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(0, 0, Measure.SELECTION_BAR, rect.height()), theme.colour("accent_text"))
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), theme.colour("border"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(_PAD, rect.center().y() - 6, 13, 13)
        look = Look(Mark.FREE, SeatKind.SEAT, self.colour, dim=False)
        paint_seat(painter, theme, theme.colour(theme.tokens.series[self.colour % 6]), look, box)
        right = rect.width() - _PAD
        wide = theme.width(Role.STRONG, self.price)
        words = QRect(right - wide, 0, wide + 2, rect.height())
        paint.words(painter, theme, words, self.price, role=Role.STRONG)
        right -= wide + 16
        wide = theme.width(Role.SMALL, self.free)
        words = QRect(right - wide, 0, wide + 2, rect.height())
        paint.words(painter, theme, words, self.free, role=Role.SMALL, ink="secondary")
        name = QRect(_PAD + 24, 0, right - wide - 12 - _PAD - 24, rect.height())
        paint.words(painter, theme, name, self.text(), role=Role.NAME)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect.adjusted(2, 2, -2, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class ChosenRow(QWidget):
    """A seat that is chosen, its price, and a way to let it go."""

    gone = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seat_id = ""
        self.name = Text(theme, wrap=True)
        self.price = Text(theme, role=Role.STRONG)
        self.away = Button(theme, icon="x", kind=Kind.BARE)
        self.away.clicked.connect(lambda: self.gone.emit(self.seat_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.price)
        row.addWidget(self.away)

    def show_seat(self, seat_id: str, words: str, price: str, away: str) -> None:
        """Say it."""
        self.seat_id = seat_id
        self.name.setText(words)
        self.price.setText(price)
        self.away.setAccessibleName(away)
        self.away.setToolTip(away)


class SeatSide(QWidget):
    """Follows a `Choosing` and changes it."""

    def __init__(
        self, theme: Theme, choosing: Choosing, formats: Callable[[], Formats], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self.choosing, self._formats = theme, choosing, formats
        self._said = Said(self)
        self.title = Text(theme, role=Role.PANEL)
        self.label = Text(theme, tone="secondary")
        self.hint = Text(theme, role=Role.SMALL, tone="secondary")
        self.keys = [self._key(number) for number in range(1, KEYS + 1)]
        self.wheelchair = CheckBox(theme)
        self.wheelchair.toggled.connect(self._ask_wheelchair)
        self.zones: list[ZoneRow] = []
        self.rows: list[ChosenRow] = []
        self.note = Text(theme, role=Role.SMALL, tone="secondary", wrap=True)
        self.move_them = Button(theme, kind=Kind.QUIET)
        self.move_them.clicked.connect(choosing.move)
        self._lay_out()
        choosing.changed.connect(self._show_chosen)
        choosing.looked.connect(self._show_zones)
        self.retranslate()

    def _key(self, number: int) -> Button:
        key = Button(self._theme, str(number), height=Measure.TOUCH)
        key.setCheckable(True)
        key.setMinimumWidth(40)
        key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        key.clicked.connect(partial(self.take_best, number))
        return key

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.label, 1)
        head.addWidget(self.hint)
        keys = QHBoxLayout()
        keys.setSpacing(6)
        for key in self.keys:
            keys.addWidget(key, 1)
        top = QVBoxLayout()
        top.setContentsMargins(_PAD, 16, _PAD, 8)
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addLayout(head)
        top.addLayout(keys)
        top.addWidget(self.wheelchair)
        self._zone_box = QVBoxLayout()
        self._zone_box.setSpacing(0)
        content = QWidget()
        self._row_box = QVBoxLayout(content)
        self._row_box.setContentsMargins(_PAD, 8, _PAD, 8)
        self._row_box.setSpacing(4)
        self._row_box.addStretch(1)
        self.list = ScrollArea(content)
        below = QVBoxLayout()
        below.setContentsMargins(_PAD, 4, _PAD, 12)
        below.addWidget(self.note)
        below.addWidget(self.move_them, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(self._zone_box)
        whole.addWidget(self.list, 1)
        whole.addLayout(below)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.title.setText(self.tr("Seats"))
        self.label.setText(self.tr("Best seats together"))
        self.hint.setText(self.tr("Alt+number"))
        for number, key in enumerate(self.keys, start=1):
            key.setAccessibleName(self.tr("Best %n seat(s) together", "", number))
        self.wheelchair.setText(self.tr("With a place for a wheelchair"))
        self._show_zones()
        self._show_chosen()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)

    def take_best(self, number: int) -> None:
        """The best seats for so many."""
        self.choosing.best(number)

    def _ask_wheelchair(self, on: bool) -> None:
        self.choosing.wheelchairs = int(on)

    def _show_zones(self) -> None:
        choosing, formats = self.choosing, self._formats()
        zones, plan = choosing.zones(), choosing.plan
        while len(self.zones) < len(zones):
            row = ZoneRow(self._theme)
            row.clicked.connect(partial(self._look_for, len(self.zones)))
            self.zones.append(row)
            self._zone_box.addWidget(row)
        numbers = {category: at for at, category in enumerate(plan.categories)} if plan is not None else {}
        for at, row in enumerate(self.zones):
            row.setVisible(at < len(zones))
            if at < len(zones) and plan is not None:
                category = plan.categories[zones[at]]
                free = self._said.free(choosing.count(zones[at]))
                row.show_zone(category, numbers[zones[at]], free, formats.money(category.price))
                row.setChecked(zones[at] == choosing.category)

    def _look_for(self, at: int) -> None:
        zones = self.choosing.zones()
        if at < len(zones):
            self.choosing.look_for(zones[at])
            self._show_zones()

    def _show_chosen(self) -> None:
        choosing, plan, formats = self.choosing, self.choosing.plan, self._formats()
        for number, key in enumerate(self.keys, start=1):
            key.setChecked(len(choosing.chosen) == number)
        seats = [seat for seat in map(choosing.seat, choosing.chosen) if seat is not None] if plan is not None else []
        while len(self.rows) < len(seats):
            row = ChosenRow(self._theme)
            row.gone.connect(choosing.press)
            self.rows.append(row)
            self._row_box.insertWidget(len(self.rows) - 1, row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(seats))
            if at < len(seats) and plan is not None:
                words = seat_words(seats[at])
                category = plan.categories.get(seats[at].category)
                price = formats.money(category.price) if category is not None else ""
                away = self.tr("Let {seat} go").format(seat=words)
                row.show_seat(seats[at].seat_id, words, price, away)
        said = self._said.reasons(choosing.told)
        self.note.setText(said)
        self.note.setVisible(bool(said))
        self._offer_move()

    def _offer_move(self) -> None:
        shift = self.choosing.beside()
        count = abs(shift)
        words = self.tr("Move %n to the left", "", count) if shift < 0 else self.tr("Move %n to the right", "", count)
        self.move_them.setText(words if shift else "")
        self.move_them.setVisible(bool(shift))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.end()
