"""Buttons: one filled accent button a view, every shortcut shown on the button it presses."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ticketforge_desktop.ui.actions import ActionRegistry, key_text
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint


class Kind(StrEnum):
    """How much a button asks for."""

    PRIMARY = "primary"  # filled: one a view
    PLAIN = "plain"
    QUIET = "quiet"  # a word in accent, no edge
    DANGER = "danger"  # outlined, refused text
    BARE = "bare"  # an icon alone, no edge


class Button(QPushButton):
    """A button of ours: icon, word, key hint. `height` is a control (40), touch (56) or payment (80) measure."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon: str = "",
        kind: Kind = Kind.PLAIN,
        shortcut: str = "",
        height: int = Measure.CONTROL,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.kind = kind
        self._icon = icon
        self._hint = shortcut
        self._height = height
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if name or text:
            self.setAccessibleName(name or text)
        theme.changed.connect(self.updateGeometry)

    @classmethod
    def of(
        cls,
        theme: Theme,
        registry: ActionRegistry,
        action: str,
        *,
        kind: Kind = Kind.PLAIN,
        height: int = Measure.CONTROL,
        text: str = "",
        parent: QWidget | None = None,
    ) -> Button:
        """A button for a declared action: its words, icon, shortcut and right are the action's."""
        return ActionButton(theme, registry, action, kind=kind, height=height, text=text, parent=parent)

    def setText(self, text: str) -> None:
        """The word; it is the accessible name too unless another was given."""
        if not self.accessibleName() or self.accessibleName() == self.text():
            self.setAccessibleName(text)
        super().setText(text)
        self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_shortcut_hint(self, shortcut: str) -> None:
        """Show another key; pressing it is the action's business."""
        self._hint = shortcut
        self.updateGeometry()
        self.update()

    @property
    def _role(self) -> Role:
        if self._height >= Measure.PAYMENT:
            return Role.SCREEN
        return Role.TOUCH if self._height >= Measure.TOUCH else Role.NAME

    def _icon_size(self) -> int:
        return 24 if self._height >= Measure.PAYMENT else 20

    def sizeHint(self) -> QSize:
        height = self._theme.fit(self._height, self._theme.line(self._role), 12)
        if not self.text():
            return QSize(height, height)
        width = self._theme.width(self._role, self.text()) + 2 * self._padding()
        if self._icon:
            width += self._icon_size() + 10
        hint = key_text(self._hint)
        if hint:
            width += 12 + paint.hint_width(self._theme, hint)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _padding(self) -> int:
        return 4 if self.kind is Kind.QUIET else 16

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        inks = {Kind.PRIMARY: "on_accent", Kind.QUIET: "accent_text", Kind.DANGER: "refused"}
        return inks.get(self.kind, "text")

    def _paint_ground(self, painter: QPainter) -> None:
        theme, rect = self._theme, self.rect()
        if self.kind is Kind.PRIMARY:
            fill = "accent_pressed" if self.isDown() else "accent_hover" if self.underMouse() else "accent"
            if not self.isEnabled():
                paint.box(painter, theme, rect, fill="raised", edge="control")
                return
            gap = 2 * Measure.FOCUS if self.hasFocus() else 0
            paint.box(painter, theme, rect.adjusted(gap, gap, -gap, -gap), fill=fill)
            return
        raised = self.isDown() or self.isChecked()
        if self.kind in (Kind.QUIET, Kind.BARE):
            if raised or (self.underMouse() and self.isEnabled()):
                paint.box(painter, theme, rect, fill="accent_soft")
            return
        edge = "accent_text" if self.isChecked() else "control"
        fill = "accent_soft" if raised else "raised" if self.underMouse() and self.isEnabled() else "button"
        paint.box(painter, theme, rect, fill=fill, edge=edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        theme, ink, centre = self._theme, self._ink(), self.height() // 2
        hint = key_text(self._hint)
        left, right = self._padding(), self.width() - self._padding()
        if hint:
            wide = paint.hint_width(theme, hint)
            filled = self.kind is Kind.PRIMARY and self.isEnabled()
            paint.key_hint(
                painter,
                theme,
                right - wide,
                centre,
                hint,
                ink="on_accent" if filled else "secondary",
                edge="on_accent" if filled else "control",
            )
            right -= wide + 12
        content = theme.width(self._role, self.text()) if self.text() else 0
        size = self._icon_size()
        total = content + (size + (10 if content else 0) if self._icon else 0)
        at = max(left, left + (right - left - total) // 2)
        if self._icon:
            tone = "secondary" if ink == "text" else ink
            painter.drawPixmap(at if content else (self.width() - size) // 2, centre - size // 2,
                               theme.pixmap(self._icon, size, tone))  # fmt: skip
            at += size + 10
        if content:
            paint.words(
                painter, theme, QRect(at, 0, right - at + 2, self.height()), self.text(), role=self._role, ink=ink
            )
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses a button as Space does: a till is worked with the keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class ActionButton(Button):
    """A button that follows a declared action; `text` says it shorter or longer where the place asks for it."""

    def __init__(
        self,
        theme: Theme,
        registry: ActionRegistry,
        action: str,
        *,
        kind: Kind = Kind.PLAIN,
        height: int = Measure.CONTROL,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        declared = registry.action(action)
        super().__init__(theme, icon=declared.icon, kind=kind, shortcut=declared.shortcut, height=height, parent=parent)
        self._registry = registry
        self._action = action
        self._own_text = text
        self._follow(action)
        # A bound method: Qt lets go of it with the button, whichever of the two dies first.
        registry.changed.connect(self._follow)
        self.clicked.connect(self._trigger)

    def _follow(self, name: str) -> None:
        if name == self._action:
            words = self._own_text or self._registry.text(self._action)
            self.setText(words)
            self.setAccessibleName(words)
            self.setEnabled(self._registry.possible(self._action))

    def _trigger(self) -> None:
        self._registry.trigger(self._action)
