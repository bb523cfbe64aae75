"""From a `Host` to a window on the screen; the order here is what makes the first paint early."""

from __future__ import annotations

import gc
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.services.settings import FONT_SCALE, LANGUAGE, REDUCED_MOTION, THEME, SettingsBook
from ticketforge_desktop.ui.actions import ActionRegistry
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.language import Translators, resolve
from ticketforge_desktop.ui.main_window import MainWindow
from ticketforge_desktop.ui.places import PLACES
from ticketforge_desktop.ui.runner import ThreadRunner
from ticketforge_desktop.ui.theme import Theme, fonts

if TYPE_CHECKING:
    from ticketforge_desktop.ui.desk import Host
    from ticketforge_desktop.ui.runner import InlineRunner


class Application(QObject):
    """Joins application, theme, language, runner and window, and follows the settings that concern them."""

    _bug = Signal(object)

    def __init__(
        self,
        app: QApplication,
        host: Host,
        runner: ThreadRunner | InlineRunner | None = None,
        *,
        style_set: bool = False,
        place: str = PLACES[0].name,
    ) -> None:
        super().__init__()
        self.app = app  # PySide ends an application that nobody holds
        app.setApplicationName("TicketForge Desktop")
        app.setApplicationDisplayName("")
        settings = SettingsBook(host.settings)
        fonts.load()
        self._translators = Translators()
        language = resolve(settings.text(LANGUAGE))
        self._translators.use(language)
        self.theme = Theme(
            settings.text(THEME), settings.number(FONT_SCALE) / 100, reduced_motion=settings.switch(REDUCED_MOTION)
        )
        self.theme.apply(app, style_set=style_set)
        self.runner = runner or ThreadRunner()
        self.context = Context(
            host, self.runner, ActionRegistry(host.staff), settings, self.theme, language, parent=self
        )
        self.window = MainWindow(self.context, place)
        self.runner.unhandled.connect(self.window.tell_trouble)
        self._bug.connect(self.window.tell_trouble)
        self.context.settings_changed.connect(self._settings_changed)

    def catch_bugs(self) -> None:
        """Nothing dies unseen: what nobody caught, on any thread, becomes a crash file and a dialog."""

        def caught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            if isinstance(error, Exception):
                self._bug.emit(error)
            else:
                sys.__excepthook__(kind, error, _trace)

        sys.excepthook = caught
        threading.excepthook = lambda args: self._bug.emit(args.exc_value)

    def end(self) -> None:
        """Close the window and leave the process as it was found; a kiosk holds again after the next start."""
        self.context.set_hold(None)
        self.window.close()
        self._translators.clear()

    def set_language(self, language: str) -> None:
        """`de` or `en`, at once and without a restart."""
        self.context.set_language(language)
        self._translators.use(language)
        self.context.actions.retranslate()

    def _settings_changed(self, keys: frozenset[str]) -> None:
        settings = self.context.settings
        if keys & {THEME.key, FONT_SCALE.key, REDUCED_MOTION.key}:
            self.theme.set(
                mode=settings.text(THEME),
                scale=settings.number(FONT_SCALE) / 100,
                reduced_motion=settings.switch(REDUCED_MOTION),
            )
        if LANGUAGE.key in keys:
            self.set_language(resolve(settings.text(LANGUAGE)))


def _collect_again() -> None:
    """What was made for the start stays: it is never looked through again."""
    gc.freeze()
    gc.enable()


# How long a worker may hold the interpreter while the window waits for it. With Python's own 5 ms a sync, which asks
# for it again and again, makes the window stutter (`benchmarks/frame.py`).
TURN_SECONDS: Final = 0.0005


def start(host: Host, runner: ThreadRunner | InlineRunner | None = None) -> Application:
    """The application of a process that has none yet; its window is not shown."""
    sys.setswitchinterval(TURN_SECONDS)
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    application = Application(app, host, runner, style_set=True)
    application.window.painted.connect(_collect_again)
    return application


def run(host: Host) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    application = start(host)
    application.catch_bugs()
    application.window.show()
    return application.app.exec()
