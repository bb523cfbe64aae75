"""A list on the left and what is chosen of it on the right: what the screens of outbox and inbox share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import FactList
from ticketforge_desktop.ui.screens.line_list import LineList
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, ScrollArea
from ticketforge_desktop.ui.widgets.text import Icon, Text

_BESIDE: Final = 560  # px at 100 % from which buttons stand beside the title, and the note beside the last ones
_LIST_WIDE: Final = 336


class CauseBox(QFrame):
    """The cause on a soft ground, and what to look at first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fill = "attention_soft"
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GAP, 12, Measure.GAP, 12)
        row.setSpacing(Measure.GAP)
        self._icon = Icon(theme, "warning", 24, "attention")
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.text = Text(theme, "", Role.BODY, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        theme.changed.connect(self.update)

    def tell(self, title: str, text: str, *, icon: str, tone: str, fill: str) -> None:
        """Say it; `fill` is the token of the ground."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._icon.set_icon(icon, tone)
        self._fill = fill
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self._theme, self.rect(), fill=self._fill)
        painter.end()


class Details(QWidget):
    """What is chosen, whole: title, cause and facts above, and a foot where a person decides.

    Who derives connects `decide`, says the words, and lays itself out by `frame`. `later` comes when it shall wait."""

    later = Signal()
    order_asked = Signal(str)

    def __init__(self, context: Context, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self.title = Text(theme, "", Role.SCREEN, wrap=True)
        self.below = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.to_order = Button(theme, icon="orders")
        self.cause = CauseBox(theme)
        self.facts = FactList(theme)
        self.note = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.wait = Button(theme)
        self.decide = Button(theme, icon=icon, kind=Kind.PRIMARY, shortcut="Ctrl+Return")
        self.foot = QWidget()
        way = QBoxLayout.Direction.LeftToRight
        self._head_row, self._foot_row = QBoxLayout(way), QBoxLayout(way)
        self._order = ""
        self.to_order.clicked.connect(lambda: self.order_asked.emit(self._order))
        self.wait.clicked.connect(self.later)

    def frame(
        self, beside_title: Sequence[QWidget], body: Sequence[QWidget | QLayout], asked: Sequence[QWidget] = ()
    ) -> None:
        """Lay out: buttons beside the title, what is told below it, and what is asked above the last buttons."""
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.below)
        self._head_row.setSpacing(12)
        self._head_row.addLayout(titles, 1)
        self._head_row.addLayout(_buttons(beside_title, Measure.GRID, to_the_right=False))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, Measure.GAP, Measure.MARGIN, Measure.GAP)
        column.setSpacing(Measure.GAP)
        column.addLayout(self._head_row)
        for part in body:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        foot = QVBoxLayout(self.foot)  # what is asked stands beside its button, however long the rest is
        foot.setContentsMargins(Measure.MARGIN, 12, Measure.MARGIN, 12)
        foot.setSpacing(12)
        for widget in asked:
            foot.addWidget(widget)
        foot.addLayout(self._foot_row)
        self._foot_row.setSpacing(Measure.KEY_GAP)
        self._foot_row.addWidget(self.note, 1)
        self._foot_row.addLayout(_buttons((self.wait, self.decide), Measure.KEY_GAP, to_the_right=True))
        self.area = ScrollArea(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= _BESIDE * self._context.theme.scale
        for row in (self._head_row, self._foot_row):
            row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def show_order(self, order: str, words: str) -> None:
        """The order it belongs to, "" for none: `words` stand on the button that leads there."""
        self._order = order
        self.to_order.setVisible(bool(order))
        self.to_order.setText(words)


class BesideScreen(Screen):
    """Tabs in the head, a list and `details`; one empty state where nothing is listed. Who derives asks and tells."""

    list: LineList
    details: Details

    def __init__(self, context: Context, place: str, tabs: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.header = ScreenHeader(theme)
        self.tabs = Segmented(theme, "", [(tab, "") for tab in tabs])
        self.header.trailing.addWidget(self.tabs)
        # Through the window, so that the status bar marks what is shown.
        self.tabs.chosen.connect(lambda key: context.go.emit(place, key))
        self.empty = EmptyState(theme, "check-circle", "", "")
        self.foot = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.pages = QStackedWidget()

    @property
    def tab(self) -> str:
        """Which tab is listed."""
        return self.tabs.current

    def stand_beside(self) -> None:
        """Lay out `list` and `details`."""
        self.left = Card(self.theme, flush=True)
        self.left.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(Measure.CARD_PADDING, 12, Measure.CARD_PADDING, 12)
        foot.setSpacing(Measure.GRID)
        foot.addWidget(Icon(self.theme, "info", 16), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.foot, 1)
        self.left.body.addLayout(foot)
        right, nothing = Card(self.theme, flush=True), Card(self.theme, flush=True)
        right.body.addWidget(self.details)
        nothing.body.addWidget(self.empty)
        self._both, self._nothing = QWidget(), nothing
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.GAP)
        row.addWidget(self.left)
        row.addWidget(right, 1)
        self.pages.addWidget(self._both)
        self.pages.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self._fit()
        self.theme.changed.connect(self._fit)
        self.details.later.connect(self._later)
        self.details.order_asked.connect(lambda name: self.context.go.emit("orders", name))

    def _fit(self) -> None:
        self.left.setFixedWidth(round(_LIST_WIDE * min(self.theme.scale, 1.1)))

    def show_page(self, listed: bool) -> None:
        """List and details, or the empty state."""
        self.pages.setCurrentWidget(self._both if listed else self._nothing)

    def decided(self, words: str, changed: Changed) -> None:
        """It is done: say so, let everybody list anew, and go on with the list."""
        self.context.told.emit("admitted", words)
        self.context.broadcast(ChangeSet.of(changed))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _later(self) -> None:
        self.list.step()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _buttons(widgets: Sequence[QWidget], spacing: int, *, to_the_right: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    if to_the_right:
        row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    if not to_the_right:
        row.addStretch(1)
    return row
