"""What the window says: a banner stays until it is settled, a toast goes by itself. Both are read out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.badge import LOOKS
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Icon, Text

ICONS = {"admitted": "check-circle", "attention": "warning", "refused": "x-circle", "exit": "info"}
_TOAST_MS = 6000
_TOAST_WIDE = 420


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have a screen reader say it now."""
    event = QAccessibleAnnouncementEvent(widget, words)
    level = QAccessible.AnnouncementPoliteness
    event.setPoliteness(level.Assertive if urgent else level.Polite)
    QAccessible.updateAccessibility(event)


class Banner(QWidget):
    """A strip above the content. `tone`: `attention`, `refused`, `admitted` or `exit`."""

    closed = Signal()

    def __init__(self, theme: Theme, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tone = "attention"
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GAP, Measure.GRID, Measure.GRID, Measure.GRID)
        row.setSpacing(12)
        self._icon = Icon(theme, "warning", 20, "attention")
        self.title = Text(theme, "", Role.STRONG, wrap=True)
        self.text = Text(theme, "", Role.BODY, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._act = Button(theme)
        self._act.clicked.connect(self._done)
        self._do: Callable[[], object] | None = None
        self.close_button = Button(theme, icon="x", kind=Kind.BARE, name=close_name)
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._act)
        row.addWidget(self.close_button)
        self.hide()

    def tell(
        self, tone: str, title: str, text: str = "", *, button: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show it, with a button that does something where that helps."""
        self.tone = tone
        self._icon.set_icon(ICONS[tone], tone)
        self.title.setText(title)
        self.title.set_tone(tone)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._act.setText(button)
        self._act.setVisible(act is not None and bool(button))
        self._do = act
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        self.update()
        announce(self, f"{title} {text}".strip(), urgent=tone == "refused")

    def dismiss(self) -> None:
        """Take it away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _done(self) -> None:
        act = self._do
        self.dismiss()
        if act is not None:
            act()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(LOOKS[self.tone].fill))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour(self.tone))
        painter.end()


class Toast(QWidget):
    """One message in the lower right corner of its parent; goes after a while, or when it is closed."""

    gone = Signal()

    def __init__(
        self, theme: Theme, tone: str, title: str, text: str, close_name: str, parent: QWidget, button: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.act = Button(theme, button, kind=Kind.QUIET, parent=self)  # leads on; `button` "" hides it
        self.act.setVisible(bool(button))
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GAP, 12, Measure.GRID, 12)
        row.setSpacing(12)
        level = Qt.AlignmentFlag.AlignTop if text else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(Icon(theme, ICONS[tone], 20, tone), 0, level)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Text(theme, title, Role.NAME, wrap=True)
        words.addWidget(self.title)
        if text:
            words.addWidget(Text(theme, text, Role.SMALL, "secondary", wrap=True))
        if button:
            words.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        close = Button(theme, icon="x", kind=Kind.BARE, name=close_name)
        close.clicked.connect(self.close)
        row.addWidget(close, 0, level)
        self.setAccessibleName(f"{title} {text}".strip())
        self.setFixedWidth(min(_TOAST_WIDE, max(240, parent.width() - 2 * Measure.GAP)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.gone.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self._theme, self.rect(), fill="raised", edge="border_strong")
        painter.end()


class Toasts(QObject):
    """The toasts of a window: the newest below, three at most."""

    _MOST = 3

    def __init__(self, theme: Theme, over: QWidget, close_name: Callable[[], str]) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._close_name = close_name
        self._shown: list[Toast] = []
        over.installEventFilter(self)

    @property
    def shown(self) -> list[Toast]:
        """What is on the screen now, the newest last."""
        return list(self._shown)

    def tell(
        self, tone: str, title: str, text: str = "", *, button: str = "", act: Callable[[], object] | None = None
    ) -> Toast:
        """Show a message and read it out; with a button that leads on, where there is a way."""
        toast = Toast(self._theme, tone, title, text, self._close_name(), self._over, button)
        if act is not None:
            toast.act.clicked.connect(act)
            toast.act.clicked.connect(toast.close)
        self._shown.append(toast)
        toast.gone.connect(lambda: self._gone(toast))
        if len(self._shown) > self._MOST:
            self._shown[0].close()
        toast.show()
        self._place()
        QTimer.singleShot(_TOAST_MS, toast, toast.close)
        announce(toast, toast.accessibleName(), urgent=tone == "refused")
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _gone(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._place()

    def _place(self) -> None:
        bottom = self._over.height() - Measure.GAP
        for toast in reversed(self._shown):
            toast.adjustSize()
            toast.resize(toast.width(), max(toast.sizeHint().height(), toast.heightForWidth(toast.width())))
            bottom -= toast.height()
            toast.move(QPoint(self._over.width() - toast.width() - Measure.GAP, bottom))
            toast.raise_()
            bottom -= Measure.GRID
