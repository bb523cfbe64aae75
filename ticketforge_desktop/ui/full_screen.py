"""The whole screen: for the door, by F11, and held there while the kiosk holds the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context


class FullScreen(QObject):
    """Fills the screen with a window, and keeps it there and open while the kiosk holds."""

    def __init__(self, window: QWidget, context: Context, rail: QWidget) -> None:
        super().__init__(window)
        self._window, self._context, self._rail = window, context, rail
        self.allowed = True  # pictures and tests keep their size
        context.kiosk.connect(self.set_kiosk)
        window.installEventFilter(self)

    def set_kiosk(self, kiosk: bool) -> None:
        """The door alone: no rail, the whole screen; the status bar stays."""
        self._rail.setVisible(not kiosk)
        self.fill(kiosk)

    def switch(self) -> None:
        """The whole screen, or a window again."""
        self.fill(not self._window.isFullScreen())

    def fill(self, full: bool) -> None:
        """The whole screen, or a window."""
        if not self.allowed:
            return
        state, now = Qt.WindowState.WindowFullScreen, self._window.windowState()
        self._window.setWindowState(now & ~Qt.WindowState.WindowMinimized | state if full else now & ~state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window or not self._context.holds:
            return False
        if isinstance(event, QCloseEvent) and event.type() == QEvent.Type.Close and not _session_ends():
            event.ignore()
            self._context.pin_asked.emit()
            return True
        shrunk = not self._window.isFullScreen() or self._window.isMinimized()
        if event.type() == QEvent.Type.WindowStateChange and shrunk:
            QTimer.singleShot(0, self, self._fill_again)  # not inside the change itself
        return False

    def _fill_again(self) -> None:
        if self._context.holds:
            self.fill(True)


def _session_ends() -> bool:
    """The computer is shut down: a kiosk must not stand in its way, and holds again after the next start."""
    app = QApplication.instance()
    return isinstance(app, QApplication) and app.isSavingSession()
