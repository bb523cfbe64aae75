"""The navigation rail: icon, word and key of each place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.ui.actions import ActionRegistry
from ticketforge_desktop.ui.places import PLACES
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

_LOGO = 32


class RailItem(QAbstractButton):
    """One place (or the help). The chosen one has a bar, a soft ground and a heavier word, not a colour alone."""

    def __init__(self, theme: Theme, registry: ActionRegistry, action: str, *, low: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._registry = registry
        self._action = action
        self._low = low  # without a place behind it: help
        self.setCheckable(not low)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: registry.trigger(action))
        self.retranslate()

    def retranslate(self) -> None:
        """Word and names in the language of now."""
        self.setText(self._registry.text(self._action))
        self.setAccessibleName(self.text())
        key = self._registry.shortcut_text(self._action)
        self.setAccessibleDescription(key)
        self.setToolTip(f"{self.text()} ({key})" if key else self.text())
        self.setEnabled(self._registry.allowed(self._action))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = self._theme.width(Role.SMALL_STRONG, self.text()) + 12
        high = Measure.RAIL_ITEM if not self._low else Measure.TOUCH
        return QSize(max(Measure.RAIL, wide), self._theme.fit(high, 24 + 12 + self._theme.line(Role.SMALL), 12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = QPainter(self), self._theme, self.isChecked()
        rect = self.rect().adjusted(0, 0, -1, 0)
        if on:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(0, 0, Measure.SELECTION_BAR, self.height()), theme.colour("accent_text"))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(rect, theme.colour("raised"))
        ink = "disabled" if not self.isEnabled() else "accent_text" if on else "secondary"
        word = theme.line(Role.SMALL)
        top = (self.height() - 24 - 4 - word) // 2 + (2 if not self._low else 0)
        painter.drawPixmap(
            (self.width() - 24) // 2, top, theme.pixmap(self._registry.action(self._action).icon, 24, ink)
        )
        role = Role.SMALL_STRONG if on else Role.HINT
        words = QRect(0, top + 28, self.width(), word)
        paint.words(painter, theme, words, self.text(), role=role, ink=ink, side="centre")
        if not self._low:
            key = self._registry.shortcut_text(self._action)
            corner = QRect(0, 4, self.width() - 9, word)
            paint.words(painter, theme, corner, key, role=Role.SMALL, ink=ink, side="right")
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect().adjusted(2, 2, -3, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class Rail(QWidget):
    """Eight places, and help at the foot."""

    def __init__(self, theme: Theme, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._registry = registry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Measure.HEADER, 0, 0)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self.items: dict[str, RailItem] = {}
        for place in PLACES:
            item = RailItem(theme, registry, place.action.name)
            self.items[place.name] = item
            self._group.addButton(item)
            column.addWidget(item)
        column.addStretch(1)
        self.help = RailItem(theme, registry, "help.keys", low=True)
        column.addWidget(self.help)
        column.addSpacing(Measure.GRID)
        self._fit()
        theme.changed.connect(self._fit)

    def choose(self, name: str) -> None:
        """Show which place is open; none is marked for a place that is not on the rail."""
        if name in self.items:
            self.items[name].setChecked(True)
            return
        chosen = self._group.checkedButton()
        if chosen is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Places"))
            for item in (*self.items.values(), self.help):
                item.retranslate()
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        self.setFixedWidth(max(item.sizeHint().width() for item in (*self.items.values(), self.help)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), theme.colour("border"))
        logo = QRect((self.width() - _LOGO) // 2, (Measure.HEADER - _LOGO) // 2, _LOGO, _LOGO)
        paint.box(painter, theme, logo, fill="accent")
        painter.drawPixmap(logo.x() + 4, logo.y() + 4, theme.pixmap("logo", 24, "on_accent"))
        painter.end()
