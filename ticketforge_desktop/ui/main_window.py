"""The window: rail, content, status bar, and what lies over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.kiosk import KioskPost
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.full_screen import FullScreen
from ticketforge_desktop.ui.places import ALL_PLACES, PLACES, Place, preload
from ticketforge_desktop.ui.rail import Rail
from ticketforge_desktop.ui.status_bar import StatusBar
from ticketforge_desktop.ui.store_actions import StoreActions
from ticketforge_desktop.ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from ticketforge_desktop.ui.command_palette import CommandPalette
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import Desk, SyncStep
    from ticketforge_desktop.ui.help import HelpDialog
    from ticketforge_desktop.ui.screens.printing.jam import JamPanel
    from ticketforge_desktop.ui.sync_driver import SyncDriver
    from ticketforge_desktop.ui.tray import Message
    from ticketforge_desktop.ui.widgets.messages import Banner, Toasts
    from ticketforge_desktop.ui.widgets.screen import Screen
    from ticketforge_desktop.ui.wizard.wizard import Wizard

ACTIONS: Final = (
    Action(
        "palette.open",
        "Find anything …",
        "search",
        "Ctrl+K",
        Right.VIEW,
        in_palette=False,
    ),
    Action("theme.switch", "Light or dark", "moon", "Ctrl+Shift+L", Right.VIEW, "theme"),
    Action("window.fullscreen", "Full screen", "fullscreen", "F11", Right.VIEW, "vollbild"),
    Action("store.connect", "Connect a store …", "link", "", Right.CONNECT, "shopify token"),
    Action("help.keys", "Help", "help", "Ctrl+F1", Right.VIEW, "keys shortcuts tasten"),
    Action("window.close", "Quit", "x", "Ctrl+Q", Right.VIEW, "exit beenden"),
)
SMALLEST: Final = (1024, 700)


class MainWindow(QWidget):
    """Paints before anything heavy is loaded; the profile is opened by a worker after that (`opened` tells)."""

    opened = Signal(object)  # Desk
    painted = Signal()  # once, with the first paint

    def __init__(self, context: Context, place: str = PLACES[0].name) -> None:
        super().__init__()
        self.context = context
        self._theme = context.theme
        self._screens: dict[str, Screen] = {}
        self._place = place
        self._painted = False
        self._finder: CommandPalette | None = None
        self._toasts: Toasts | None = None
        self._banner: Banner | None = None
        self._wizard: Wizard | None = None
        self._jam: JamPanel | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(1280, 800)
        context.actions.declare(place.action for place in ALL_PLACES)
        context.actions.declare(ACTIONS)
        self._store_actions = StoreActions(context)
        self._build()
        self.full_screen = FullScreen(self, context, self.rail)
        self._listen()
        self._retitle()

    # What is there

    @property
    def place(self) -> str:
        """The name of the place that is open."""
        return self._place

    @property
    def screens(self) -> dict[str, Screen]:
        """The screens made so far, by place."""
        return dict(self._screens)

    @property
    def toasts(self) -> Toasts:
        """The toasts, made with the first."""
        if self._toasts is None:
            from ticketforge_desktop.ui.widgets.messages import Toasts

            self._toasts = Toasts(self._theme, self.content, lambda: self.tr("Close"))
        return self._toasts

    @property
    def banner(self) -> Banner:
        """The banner above the content, made when it is first needed."""
        if self._banner is None:
            from ticketforge_desktop.ui.widgets.messages import Banner

            self._banner = Banner(self._theme, self.tr("Close"))
            self._column.insertWidget(0, self._banner)
        return self._banner

    @property
    def jam(self) -> JamPanel | None:
        """The panel that asks about papers in doubt; None until the profile is open."""
        return self._jam

    @property
    def driver(self) -> SyncDriver | None:
        """The sync driver; None until the profile is open."""
        return self.context.driver

    # How it is made

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.rail = Rail(self._theme, self.context.actions)
        self.content = QWidget()
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.stack = QStackedWidget()
        self._skeleton = Skeleton(self._theme)
        self.stack.addWidget(self._skeleton)
        self._column.addWidget(self.stack, 1)
        self.status_bar = StatusBar(self.context)
        grid.addWidget(self.rail, 0, 0)
        grid.addWidget(self.content, 0, 1)
        grid.addWidget(self.status_bar, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.rail.choose(self._place)

    def _bind(self) -> None:
        actions = self.context.actions
        for place in ALL_PLACES:
            actions.bind(place.action.name, partial(self.open, place.name), self)
        actions.bind("palette.open", self.open_palette, self)
        actions.bind("theme.switch", self._switch_theme, self)
        actions.bind("window.fullscreen", self.full_screen.switch, self)
        actions.bind("store.connect", self.open_wizard, self)
        actions.bind("help.keys", self.open_help, self)
        actions.bind("window.close", self.close, self)
        self._store_actions.bind(self)

    def _listen(self) -> None:
        context = self.context
        context.go.connect(self.open)
        context.trouble.connect(self.tell_trouble)
        context.told.connect(self._tell)
        context.language_changed.connect(lambda _language: context.actions.retranslate())
        context.status_changed.connect(lambda _status: self._retitle())
        self.status_bar.cancel_asked.connect(self._store_actions.cancel)
        self.status_bar.asked.connect(self._follow)

    # The profile

    def open_desk(self, failed: Callable[[Exception], None] | None = None) -> None:
        """Open the profile beside the window and fill it; called after the first paint."""
        context = self.context

        def work() -> Desk:
            preload()
            return context.host.open_desk()

        context.runner.submit(work, self._desk_opened, failed or self._desk_failed, owner=self)

    def _desk_opened(self, desk: Desk) -> None:
        if self.context.desk is not None and self.context.desk is not desk:
            self._drop_screens()
        self._hear(desk)
        self.context.set_desk(desk)
        self.context.set_status(desk.status())
        held = desk.kiosk.post()
        driver = self._store_actions.drive(self, self._toast)
        driver.progressed.connect(lambda step: self.status_bar.show_sync(step, running=True))
        driver.running_changed.connect(self._sync_running)
        if held is not None:
            self.clear_overlays()
            self.open("door", held)
        else:
            self.open(self._place)
        driver.start()
        self.opened.emit(desk)

    def _hear(self, desk: Desk) -> None:
        from ticketforge_desktop.ui.devices.hub import ScannerHub

        if self.context.scanners is None:
            self.context.scanners = ScannerHub(self.context, self)
        self.context.scanners.use(desk)
        if self._jam is None:
            from ticketforge_desktop.ui.screens.printing.jam import JamPanel

            self._jam = JamPanel(self.context)
            self._column.insertWidget(0, self._jam)

    def _desk_failed(self, error: Exception) -> None:
        if isinstance(error, TicketForgeError):
            self.banner.tell(*self._trouble_words(error), button=self.tr("Try again"), act=self.open_desk)
        else:
            self.tell_trouble(error)

    def _drop_screens(self) -> None:
        """Screens show one profile; another one gets its own."""
        self.context.closing.emit()
        self.stack.setCurrentWidget(self._skeleton)
        for screen in self._screens.values():
            self.stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()

    def _sync_running(self, running: bool) -> None:
        step: SyncStep | None = None
        self.status_bar.show_sync(step, running=running)

    # Moving about

    def open(self, name: str, subject: object = None) -> None:
        """Show a place, perhaps with something certain on it."""
        place = next((known for known in ALL_PLACES if known.name == name), None)
        kiosk = name == "door" and isinstance(subject, KioskPost)  # held whoever acts: only the PIN leads out of it
        if place is None or not (kiosk or self.context.actions.allowed(place.action.name)):
            return
        if self.context.holds and (name != "door" or isinstance(subject, str)):
            return  # the kiosk stays where it is until somebody gives its PIN
        left = self._screens.get(self._place)
        if left is not None and name != self._place:
            left.leave()
        self._place = name
        self.rail.choose(name)
        self.status_bar.mark(name, subject)
        if self.context.desk is None:
            return
        screen = self._screen(place)
        self.stack.setCurrentWidget(screen)
        screen.arrive(subject)
        if self._jam is not None:
            self._jam.stay_away(name == "printing")

    def _follow(self, place: str, subject: str) -> None:
        """Where an item of the status bar leads."""
        if place == "connect":
            self.context.actions.trigger("store.connect")
        else:
            self.open(place, subject or None)

    def _screen(self, place: Place) -> Screen:
        screen = self._screens.get(place.name)
        if screen is None:
            screen = self._screens[place.name] = place.make(self.context)
            self.stack.addWidget(screen)
        return screen

    def open_palette(self) -> CommandPalette:
        """The palette over everything but the status bar."""
        if self._finder is None:
            from ticketforge_desktop.ui.command_palette import CommandPalette

            self._finder = CommandPalette(self.context, self)
        self._finder.open()
        return self._finder

    def open_help(self) -> HelpDialog:
        """Keys and version."""
        from ticketforge_desktop.ui.help import HelpDialog

        dialog = HelpDialog(self.context, self)
        dialog.open()
        return dialog

    def clear_overlays(self) -> None:
        """Take away what lies over the screens."""
        if self._finder is not None and self._finder.isVisible():
            self._finder.dismiss()
        if self._wizard is not None:
            self._wizard.finished.emit(False)
        if self._banner is not None:
            self._banner.dismiss()
        if self._jam is not None:
            self._jam.put_off()
        self.full_screen.set_kiosk(self.context.holds)

    def open_wizard(self) -> Wizard:
        """The first-run wizard, over the whole window; also the way to connect another time."""
        from ticketforge_desktop.ui.wizard.wizard import Wizard

        if self._wizard is None:
            self._wizard = Wizard(self.context, self)
            self._wizard.finished.connect(self._wizard_finished)
            self._cover(self._wizard)
            self._wizard.show()
            self._wizard.raise_()
            self._wizard.start()
        return self._wizard

    def _wizard_finished(self, connected: bool) -> None:
        wizard, self._wizard = self._wizard, None
        if wizard is not None:
            wizard.hide()
            wizard.deleteLater()
        if self.context.desk is None or connected:
            self.open_desk()  # connecting may have opened another profile (the demo); opening it again costs nothing

    def _switch_theme(self) -> None:
        from ticketforge_desktop.services.settings import THEME

        self.context.put_settings({THEME: "light" if self._theme.dark else "dark"})

    # What it says

    def tell_trouble(self, error: Exception) -> None:
        """An expected error in words; anything else is a bug: a crash file and a dialog."""
        if not isinstance(error, TicketForgeError):
            from ticketforge_desktop.ui.help import CrashDialog

            CrashDialog(self.context, error, self.context.host.write_crash(error), self).open()
            return
        from ticketforge_desktop.ui.trouble import stays

        tone, title, step = self._trouble_words(error)
        if stays(error):
            self.banner.tell(tone, title, step)
        else:
            self.toasts.tell(tone, title, step)

    def _tell(self, tone: str, words: str) -> None:
        self.toasts.tell(tone, words)

    def _toast(self, message: Message, act: Callable[[], object]) -> None:
        self.toasts.tell(message.tone, message.title, message.text, button=self.tr("Show"), act=act)

    def _trouble_words(self, error: TicketForgeError) -> tuple[str, str, str]:
        from ticketforge_desktop.ui.trouble import tone_of, words_for

        words = words_for(error)
        return tone_of(error), words.title, words.next_step

    def _retitle(self) -> None:
        status = self.context.status
        parts = ["TicketForge Desktop"]
        if status is not None and status.shop:
            parts.insert(0, status.shop)
        if status is not None and status.demo:
            parts.insert(0, self.tr("DEMO"))
        self.setWindowTitle(" – ".join(parts))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._first_painted)

    def _first_painted(self) -> None:
        self.painted.emit()
        self._bind()
        if self.context.host.first_run:
            self.open_wizard()
        else:
            self.open_desk()

    def _cover(self, over: QWidget) -> None:
        over.setGeometry(0, 0, self.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wizard is not None:
            self._cover(self._wizard)
        if self._finder is not None:
            self._finder.cover()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retitle()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.context.closing.emit()
        self._store_actions.stop()
        if self.context.scanners is not None:
            self.context.scanners.close()
            self.context.scanners = None
        self.context.runner.close()
        if self.context.desk is not None:
            self.context.desk.close()
            self.context.desk = None
        super().closeEvent(event)
