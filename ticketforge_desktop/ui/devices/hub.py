"""All scanners of the window: what they read goes to whoever shows something that takes scans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.scan_repeat import Repeats
from ticketforge_desktop.services.ports.scanning import Presence, Scanned, ScannerState
from ticketforge_desktop.services.scanners import Ends, ScannerKind, ScannerSettings
from ticketforge_desktop.ui.devices.burst import WedgeSettings
from ticketforge_desktop.ui.devices.wedge import KeyboardWedge, WedgeScan

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import Desk
    from ticketforge_desktop.ui.devices.camera import CameraDevice, CameraScanner

_FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit)


@dataclass(frozen=True, slots=True)
class Heard:
    """A scan as it reached the window; `repeat` is the scan before it read once more, `keys` how it was typed."""

    scan: Scanned
    repeat: bool = False
    keys: WedgeScan | None = None


class Claim(NamedTuple):
    """Who takes scans while a widget is shown; `repeats` are told too where they are what is looked for. `take` may
    return False for a scan that is not its matter: it is typed, as if nobody had claimed it."""

    widget: QWidget
    take: Callable[[Heard], object]
    repeats: bool


class ScannerHub(QObject):
    """One a window. `claim` to be given scans while a widget is shown: the last who claimed comes first."""

    states_changed = Signal()
    heard = Signal(object)  # Heard, whoever took it
    camera_changed = Signal()  # it was opened or closed
    camera_seen = Signal(object)  # QImage, for a preview
    _scan = Signal(object)  # Scanned, from a scanner's thread
    _state = Signal(object)  # ScannerState, likewise

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._claims: list[Claim] = []
        self._repeats = Repeats()
        self._ready: set[str] = set()  # those that were there once: only their loss is news
        self._desk: Desk | None = None
        self._name = ""
        self._camera: CameraScanner | None = None
        self._camera_name = ""
        self.wedge = KeyboardWedge(parent=self, wanted=lambda: self._claim() is not None)
        self.wedge.read.connect(self._typed)
        self._scan.connect(self.give)
        self._state.connect(self._changed)
        self._watch_windows()

    def _watch_windows(self) -> None:
        """Keys come to the window that has the focus. Watched is that one, not the application: a filter there is
        asked for every event of every widget, which cost a sixth of the making of a screen."""
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            for window in app.allWindows():
                self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self.wedge)

    # Who is told

    def claim(
        self, widget: QWidget, take: Callable[[Heard], object], *, repeats: bool = False, behind: bool = False
    ) -> None:
        """Give scans to `take` while `widget` is shown; `behind`: only those nobody else takes."""
        self.release(widget)
        self._claims.insert(0 if behind else len(self._claims), Claim(widget, take, repeats))

    def release(self, widget: QWidget) -> None:
        """No more scans for this widget."""
        self._claims = [claim for claim in self._claims if claim.widget is not widget]

    def forget(self) -> None:
        """The next scan counts whatever it is: an admission was taken back, the gate or its direction changed."""
        self._repeats = Repeats()

    def give(self, scan: Scanned, keys: WedgeScan | None = None) -> None:
        """Take a scan from any scanner and hand it on."""
        heard = Heard(scan, self._repeats.is_repeat(scan.scanner, scan.text, scan.at), keys)
        self.heard.emit(heard)
        claim = self._claim()
        if claim is None:
            if not heard.repeat:
                self._type(scan.text)
        elif (claim.repeats or not heard.repeat) and claim.take(heard) is False:
            self._type(scan.text)

    def _claim(self) -> Claim | None:
        self._claims = [claim for claim in self._claims if isValid(claim.widget)]
        return next((claim for claim in reversed(self._claims) if claim.widget.isVisible()), None)

    # The scanners

    def use(self, desk: Desk) -> None:
        """The profile was opened: listen to its scanners."""
        self._desk = desk
        self._ready.clear()
        self.forget()
        self._set_wedge(desk.scanning.kept.keyboard)
        self.context.runner.submit(
            lambda: desk.scanning.start(self._scan.emit, self._state.emit), failed=self.context.trouble.emit, owner=self
        )
        self._shut_camera()
        self._reopen_camera(desk)

    def reload(self) -> None:
        """The list of scanners was changed."""
        desk = self._desk
        if desk is None:
            return
        self._ready &= {one.name for one in desk.scanning.kept.all()}
        self._set_wedge(desk.scanning.kept.keyboard)
        self.context.runner.submit(
            desk.scanning.reload, lambda _done: self._tell_status(), self.context.trouble.emit, owner=self
        )

    def close(self) -> None:
        """The window closes: keys go their own way again."""
        self._shut_camera()
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._watch)
            for window in app.allWindows():
                window.removeEventFilter(self.wedge)
        self.wedge.flush()
        self._claims = []
        self._desk = None

    # The camera

    @property
    def camera_is_open(self) -> bool:
        """Whether a camera looks."""
        return self._camera is not None and self._camera.is_open

    def cameras(self) -> Sequence[CameraDevice]:
        """The cameras of this computer. Raises `CameraUnavailable`."""
        from ticketforge_desktop.ui.devices.camera import cameras

        return cameras()

    def open_camera(self, name: str, device_id: str = "") -> None:
        """Scan with a camera from now on, and again after a restart. Raises `CameraUnavailable`, `RightMissing`."""
        from ticketforge_desktop.ui.devices.camera import CameraScanner

        desk = self._desk
        if desk is None:
            return
        if self._camera is None:
            self._camera = CameraScanner(self.context.runner, self)
            self._camera.read.connect(self._sighted)
            self._camera.seen.connect(self.camera_seen)
            self._camera.failed.connect(self._camera_failed)
        known = next((one for one in desk.scanning.kept.all() if one.kind is ScannerKind.CAMERA), None)
        self._camera_name = known.name if known is not None else name
        desk.scanning.note(ScannerState(self._camera_name, Presence.MISSING))
        self._camera.open(device_id)
        desk.scanning.note(ScannerState(self._camera_name, Presence.READY))
        wanted = ScannerSettings(ScannerKind.CAMERA, self._camera_name, device_id)
        if wanted != known:
            desk.scanning.kept.change(self._camera_name, wanted, self.context.staff)
        self._tell_status()
        self.camera_changed.emit()

    def close_camera(self) -> None:
        """Scan with it no more. Raises `RightMissing`."""
        self._shut_camera()
        self.camera_changed.emit()
        if self._desk is not None:
            self._desk.scanning.kept.remove(self._camera_name, self.context.staff)
            self._tell_status()

    def _reopen_camera(self, desk: Desk) -> None:
        kept = next((one for one in desk.scanning.kept.all() if one.kind is ScannerKind.CAMERA), None)
        if kept is None:
            return
        try:
            self.open_camera(kept.name, kept.address)
        except TicketForgeError as error:
            self.context.trouble.emit(error)

    def _shut_camera(self) -> None:
        if self._camera is not None:
            self._camera.close()

    def _camera_failed(self, error: TicketForgeError) -> None:
        if self._desk is not None:
            self._desk.scanning.note(ScannerState(self._camera_name, Presence.MISSING, error.message))
        self._tell_status()
        self.context.trouble.emit(error)
        self.camera_changed.emit()

    def _sighted(self, text: str) -> None:
        if self._desk is not None:
            self.give(Scanned(text, self._camera_name, self._desk.now()))

    def _set_wedge(self, keyboard: ScannerSettings) -> None:
        self._name = keyboard.name
        self.wedge.use(
            WedgeSettings(keyboard.prefix, keyboard.least, keyboard.layout, keyboard.gap_ms, keyboard.ends is Ends.SIGN)
        )

    def _typed(self, read: WedgeScan) -> None:
        if self._desk is not None:
            name = self._name or self.tr("Keyboard scanner")
            self.give(Scanned(read.text, name, self._desk.now()), read)

    def _type(self, text: str) -> None:
        """Nobody takes scans: it goes where a person would have typed it, as from a scanner that types."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, _FIELDS) or not focus.isEnabled() or focus.isReadOnly():
            self.context.told.emit("attention", self.tr("A scan came, and nothing here takes it. Open the door first."))
            return
        plain = Qt.KeyboardModifier.NoModifier
        for sign in text:
            if sign.isprintable():
                QCoreApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, 0, plain, sign))
        if isinstance(focus, QLineEdit):
            QCoreApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, plain, "\r"))

    # What is told of them

    def _changed(self, state: ScannerState) -> None:
        if self._desk is None:
            return
        if state.presence is Presence.READY:
            if state.scanner in self._ready:
                self.context.told.emit("admitted", self.tr("{scanner} is back.").format(scanner=state.scanner))
            self._ready.add(state.scanner)
        elif state.scanner in self._ready:
            words = self.tr("{scanner} is not plugged in any more. It is heard again as soon as it is back.")
            self.context.told.emit("attention", words.format(scanner=state.scanner))
        self._tell_status()
        self.states_changed.emit()

    def _tell_status(self) -> None:
        status, desk = self.context.status, self._desk
        if status is not None and desk is not None:
            standing = desk.scanning.standing()
            self.context.set_status(status._replace(scanner=standing.words, scanner_ready=standing.ready))
            self.states_changed.emit()
