"""Asks for a PIN, or for a new one twice: by finger or by keyboard, never by a scanner."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput, PinRefused
from ticketforge_desktop.domain.scan_input import ScanKind, recognise
from ticketforge_desktop.services.pins import LONGEST, SHORTEST, check_pin
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.keypad import Keypad
from ticketforge_desktop.ui.widgets.messages import announce
from ticketforge_desktop.ui.widgets.text import Text

_LONGEST_TYPED: Final = 512
_DOT: Final = 16
UNATTENDED_MS: Final = 30_000  # nobody types: back to the verdicts, and no digit stays behind


class PinDots(QWidget):
    """How many digits are typed, and none of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show so many, at most eight."""
        self.count = min(LONGEST, count)
        self.setAccessibleName(self.tr("%n digit(s) typed", "", self.count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LONGEST * 2 * _DOT, 2 * _DOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = max(SHORTEST, self.count)
        left = (self.width() - (2 * shown - 1) * _DOT) / 2
        for at in range(shown):
            spot = QRectF(left + 2 * at * _DOT, (self.height() - _DOT) / 2, _DOT, _DOT).adjusted(1, 1, -1, -1)
            painter.setPen(self._theme.colour("border_strong"))
            painter.setBrush(self._theme.colour("accent_text" if at < self.count else "surface"))
            painter.drawEllipse(spot)
        painter.end()


class PinPad(QWidget):
    """`asked(pin)` when one was given, `chosen(pin)` when a new one was given twice; `scanned(text)` is a scan that
    came meanwhile, and `left` means: never mind."""

    asked = Signal(str)
    chosen = Signal(str)
    scanned = Signal(str)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self._typed = ""
        self._choosing = False
        self._first = ""  # of a new one: what was typed the first time
        self._fault: BadInput | PinRefused | str | None = None  # "other": the two differ
        self._wait = 0
        self.title = Text(theme, "", Role.SCREEN, wrap=True, most=2)
        self.dots = PinDots(theme)
        self.hint = Text(theme, "", Role.BODY, "secondary", wrap=True, most=3)
        self.keypad = Keypad(theme)
        self.back = Button(theme, icon="x", height=Measure.TOUCH)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._unattended = QTimer(self, singleShot=True, interval=UNATTENDED_MS)
        self._unattended.timeout.connect(self.left)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.keypad.struck.connect(self._digit)
        self.keypad.back.connect(self._erase)
        self.keypad.done.connect(self.give)
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        if context.scanners is not None:
            context.scanners.claim(self, lambda heard: self.scanned.emit(heard.scan.text))
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.GAP, Measure.MARGIN, Measure.GAP)
        column.setSpacing(Measure.GRID)
        for text in (self.title, self.hint):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pad = QHBoxLayout()
        pad.addStretch(1)
        pad.addWidget(self.keypad)
        pad.addStretch(1)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.dots)
        column.addWidget(self.hint)
        column.addLayout(pad, 8)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    # What is asked

    @property
    def typed(self) -> int:
        """How many signs are typed."""
        return len(self._typed)

    def ask(self, wait_s: int = 0) -> None:
        """Ask for the PIN; `wait_s` is what is still owed for wrong ones."""
        self._begin(choosing=False)
        self._owe(wait_s)

    def choose(self) -> None:
        """Ask for a new one, twice."""
        self._begin(choosing=True)

    def refuse(self, error: BadInput | PinRefused) -> None:
        """It was not the one, or can be none."""
        self._first = ""
        self._fail(error)
        if isinstance(error, PinRefused):
            self._owe(int(str(error.facts.get("wait_s", 0))))

    def forget(self) -> None:
        """Nothing typed stays."""
        self._typed = self._first = ""
        self._second.stop()
        self._show()

    def give(self) -> None:
        """What is typed is all of it."""
        typed, self._typed = self._typed, ""
        if recognise(typed).kind is not ScanKind.NOTHING:
            self._show()
            self.scanned.emit(typed)
            return
        if self._wait or not typed:
            self._show()
            return
        try:
            self._given(check_pin(typed) if self._choosing else typed)
        except BadInput as error:
            self.refuse(error)

    def _given(self, pin: str) -> None:
        if not self._choosing:
            self._fault = None
            self._show()
            if SHORTEST <= len(pin) <= LONGEST and pin.isdecimal():
                self.asked.emit(pin)
            else:
                self._fail("")
        elif not self._first:
            self._first, self._fault = pin, None
            self._show()
        elif self._first != pin:
            self._first = ""
            self._fail("other")
        else:
            self._first = ""
            self._show()
            self.chosen.emit(pin)

    def _begin(self, *, choosing: bool) -> None:
        self._choosing, self._typed, self._first, self._fault, self._wait = choosing, "", "", None, 0
        self._touched()
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _owe(self, seconds: int) -> None:
        self._wait = seconds
        self._second.start() if seconds else self._second.stop()
        self._show()

    def _tick(self) -> None:
        self._wait = max(0, self._wait - 1)
        if not self._wait:
            self._second.stop()
            self._fault = None
        self._show()

    def _fail(self, fault: BadInput | PinRefused | str) -> None:
        self._fault = fault
        self._typed = ""
        self._show()
        announce(self, self.hint.text(), urgent=True)

    # What is typed

    def _digit(self, sign: str) -> None:
        self._touched()
        if not self._wait and len(self._typed) < _LONGEST_TYPED:
            self._typed += sign
            self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _erase(self) -> None:
        self._touched()
        self._typed = self._typed[:-1]
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A code that a slow scanner types is gathered whole: it is a scan, and no PIN."""
        self._touched()
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        elif key == Qt.Key.Key_Backspace:
            self._erase()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif text.isprintable() and text.strip() and len(self._typed) < _LONGEST_TYPED:
            self._typed += text
            self._show()
        else:
            super().keyPressEvent(event)

    # Words

    def hideEvent(self, event: QHideEvent) -> None:
        self._unattended.stop()
        self.forget()
        super().hideEvent(event)

    def _touched(self) -> None:
        if not self._choosing:
            self._unattended.start()

    def _show(self) -> None:
        if not self._choosing:
            self.title.setText(self.tr("PIN to leave the kiosk"))
        elif self._first:
            self.title.setText(self.tr("The same PIN once more"))
        else:
            self.title.setText(self.tr("Choose a PIN for the kiosk"))
        self.dots.show_count(len(self._typed))
        self.hint.setText(self._hint())
        self.hint.set_tone("refused" if self._fault is not None or self._wait else "secondary")
        for key in self.keypad.keys:
            key.setEnabled(not self._wait)
        self.keypad.enter.setEnabled(not self._wait and len(self._typed) >= SHORTEST)

    def _hint(self) -> str:
        fault = self._fault
        if self._wait:
            return self.tr("Too many wrong ones. The next try in %n second(s).", "", self._wait)
        if isinstance(fault, PinRefused):
            left = int(str(fault.facts.get("tries_left", 0)))
            if left:
                return self.tr("That is not the PIN. %n more try/tries before there is a wait.", "", left)
            return self.tr("That is not the PIN.")
        if isinstance(fault, BadInput) and fault.facts.get("reason") == "easy":
            return self.tr("That one is guessed first. Take digits that are not alike and not in a row.")
        if fault == "other":
            return self.tr("The two differ. Choose a PIN again.")
        if self._choosing and not self._first:
            return self.tr("4 to 8 digits. Without them nobody leaves the door, not even after a restart.")
        return self.tr("4 to 8 digits, by touch or keyboard. Scans go on to be checked.")

    def retranslate(self) -> None:
        """All words anew."""
        self.setAccessibleName(self.tr("PIN"))
        self.back.setText(self.tr("Back to the door"))
        self.keypad.set_words(self.tr("Take back a digit"), self.tr("Done"))
        self._show()
