"""The test of a scanner: a code to scan, what came of it with invisible signs made visible, and the mend."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.scan_input import ScanKind, recognise
from ticketforge_desktop.services.scanners import Ends, ScannerSettings
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.devices.diagnosis import TEST_CODE, Diagnosis, Trouble, diagnose, visible
from ticketforge_desktop.ui.devices.hub import Heard
from ticketforge_desktop.ui.screens.scanners.code import ScreenCode
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import Badge
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.messages import announce
from ticketforge_desktop.ui.widgets.text import Text

_LONGEST_RAW: Final = 160
_SLOW_MS: Final = 400  # no scanner is slower; a hand usually is
_GAP_STEP: Final = 10
_SHORTEST: Final = 8  # signs; less is no code
_REST_MS: Final = 700


class Misfit(StrEnum):
    """Why a scanner's keys were taken for a hand's."""

    SLOW = "slow"
    PREFIX = "prefix"  # it does not send the prefix it is set up with
    END = "end"  # it sends no end sign, and is set up to


def layout_word(layout: str) -> str:
    """A keyboard layout in the language of now."""
    words = {
        "": QCoreApplication.translate("Scanners", "as this computer"),
        "us": QCoreApplication.translate("Scanners", "US"),
        "de": QCoreApplication.translate("Scanners", "German"),
        "fr": QCoreApplication.translate("Scanners", "French"),
    }
    return words[layout]


class ScannerTrial(QWidget):
    """Takes scans while it is shown and `listen` was called. `changed` comes with every scan and every mend."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self.last: Heard | None = None
        self.found: Diagnosis | None = None
        self.misfit: Misfit | None = None  # of a scanner that was taken for a hand
        self._mended: ScannerSettings | None = None
        self._doubles = 0
        self._typed_at: list[float] = []
        self._idle = QTimer(self, singleShot=True, interval=_REST_MS)
        self._idle.timeout.connect(self._rested)
        self.code = ScreenCode(theme, TEST_CODE)
        self.hint = Text(theme, "", Role.BODY, wrap=True)
        self.verdict = Badge(theme, "", "neutral")
        self.words = Text(theme, "", Role.STRONG, wrap=True)
        self.mend = Button(theme, icon="check", kind=Kind.PRIMARY)
        self.typed = QLineEdit()
        self.typed.setMaxLength(1024)
        self.typed_name = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.facts: list[tuple[Text, Text]] = [
            (Text(theme, "", Role.SMALL, "secondary"), Text(theme, "", Role.SMALL_STRONG, wrap=True)) for _ in range(5)
        ]
        self._lay_out()
        self.mend.clicked.connect(lambda _checked=False: self.mend_it())
        self.typed.textEdited.connect(lambda _text: self._keyed())
        self.typed.returnPressed.connect(self._entered)
        self.retranslate()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(Measure.GRID)
        right.addWidget(self.hint)
        right.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.words)
        right.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Measure.GAP)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (name, value) in enumerate(self.facts):
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        top = QHBoxLayout()
        top.setSpacing(Measure.GAP)
        top.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(right, 1)
        right.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID)
        column.addLayout(top)
        column.addLayout(grid)
        column.addWidget(self.typed_name)
        column.addWidget(self.typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # a scanner's Return presses nothing around here
        super().keyPressEvent(event)

    # Scans

    def listen(self) -> None:
        """Take scans from now on, the repeated ones too."""
        if self.context.scanners is not None:
            self.context.scanners.claim(self, self.take, repeats=True)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Leave scans to others."""
        if self.context.scanners is not None:
            self.context.scanners.release(self)

    @property
    def good(self) -> bool:
        """Whether the last scan was as it should be."""
        return self.found is not None and self.found.trouble is Trouble.NONE and self.misfit is None

    def take(self, heard: Heard) -> None:
        """A scan: judge it and say what came."""
        self._doubles = self._doubles + 1 if heard.repeat else 0
        self.last, self.misfit = heard, None
        self.found = diagnose(heard.scan.text, heard.keys.keys if heard.keys is not None else ())
        self.typed.clear()
        self._typed_at.clear()
        self._show(say=True)
        self.changed.emit()

    def _keyed(self) -> None:
        self._typed_at.append(monotonic() * 1000)
        self._idle.start()

    def _entered(self) -> None:
        """Typed, not taken for a scan: by a hand, or by a scanner that is not as it is set up."""
        self._judge_typed(ended=True)
        self.typed.clear()
        self._typed_at.clear()
        self._idle.stop()

    def _rested(self) -> None:
        """No Return came; only what is a code can have come from a scanner then."""
        if diagnose(self.typed.text()).trouble is not Trouble.OTHER:
            self._judge_typed(ended=False)

    def _judge_typed(self, *, ended: bool) -> None:
        text, desk = self.typed.text(), self.context.desk
        gaps = [later - one for one, later in pairwise(self._typed_at)]
        if desk is None or len(text) < _SHORTEST or not gaps or sum(gaps) / len(gaps) > _SLOW_MS:
            return
        keyboard = desk.scanning.kept.keyboard
        slow_ms = min(1000, (int(max(gaps) * 1.3) // _GAP_STEP + 1) * _GAP_STEP)
        if keyboard.prefix and not text.startswith(keyboard.prefix):
            self.misfit = Misfit.PREFIX
            self._mended = replace(keyboard, prefix="")
        elif keyboard.ends is Ends.SIGN and not ended:
            self.misfit = Misfit.END
            self._mended = replace(keyboard, ends=Ends.EITHER)
        else:
            self.misfit = Misfit.SLOW
            self._mended = replace(keyboard, gap_ms=slow_ms)
        self.last, self._doubles = None, 0
        self.found = diagnose(text)
        self._show(say=True)
        self.changed.emit()

    def mend_it(self) -> None:
        """Set this station up for what the scanner does."""
        desk, hub, found = self.context.desk, self.context.scanners, self.found
        if desk is None or hub is None or found is None:
            return
        kept = desk.scanning.kept
        keyboard = kept.keyboard
        mended = self._mended if self.misfit and self._mended else replace(keyboard, layout=found.layout)
        mended = replace(mended, name=keyboard.name or self.tr("Keyboard scanner"))
        try:
            kept.change(keyboard.name, mended, self.context.staff)
        except TicketForgeError as error:
            self.context.trouble.emit(error)
            return
        hub.reload()
        self.found, self.last, self.misfit = None, None, None
        self._show(say=False)
        self.verdict.set(self.tr("Mended"), "admitted", icon="check")
        self.verdict.show()
        self.words.setText(self.tr("Scan the code once more to see that it is right now."))
        announce(self, self.words.text())
        self.changed.emit()

    # Words

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.code.setAccessibleName(self.tr("Code to scan"))
        self.mend.setText(self.tr("Mend"))
        self.mend.setAccessibleName(self.tr("Mend"))
        self.typed.setAccessibleName(self.tr("Keys that were not taken for a scan"))
        self.typed_name.setText(
            self.tr("Keys that were not taken for a scan appear here. They come from a hand, or from a slow scanner.")
        )
        self.hint.setText(self.tr("Hold each scanner over this code, or over a ticket. It counts nowhere."))
        names = (
            self.tr("As it came"),
            self.tr("Recognised"),
            self.tr("Pace"),
            self.tr("End sign"),
            self.tr("Read again"),
        )
        for (name, _value), word in zip(self.facts, names, strict=True):
            name.setText(word)
        self._show(say=False)

    def _show(self, *, say: bool) -> None:
        found, last = self.found, self.last
        self.verdict.setVisible(found is not None)
        self.mend.setVisible(found is not None and (found.trouble is Trouble.LAYOUT or self.misfit is not None))
        if found is None:
            self.words.setText("")
        else:
            title, tone, icon, words = self._judgement(found)
            self.verdict.set(title, tone, icon=icon)
            self.words.setText(words)
            if say:
                announce(self, f"{title}. {words}")
        raw = last.scan.text if last is not None else ""
        shown = visible(raw[:_LONGEST_RAW]) + (" …" if len(raw) > _LONGEST_RAW else "")
        values = (
            shown or "–",
            self._recognised(found),
            self._pace(last),
            self._end(last),
            self.tr("%n time(s)", "", self._doubles) if self._doubles else "–",
        )
        for (_name, value), text in zip(self.facts, values, strict=True):
            value.setText(text)

    def _judgement(self, found: Diagnosis) -> tuple[str, str, str, str]:
        name = self.last.scan.scanner if self.last is not None else ""
        bad = self.tr("Not right yet")
        if self.misfit is not None:
            return bad, "attention", "warning", self._misfit_words(self.misfit)
        if found.trouble is Trouble.LAYOUT:
            words = self.tr("The scanner types for another keyboard ({layout}) than this computer has. Press Mend.")
            return bad, "attention", "warning", words.format(layout=layout_word(found.layout))
        words = {
            Trouble.NONE: self.tr("{scanner} reads as it should.").format(scanner=name),
            Trouble.CAPS: self.tr(
                "Capitals and small letters are exchanged: Caps Lock is on, on this computer or in the scanner."
            ),
            Trouble.CUT: self.tr("Signs are missing. Set the scanner to type slower, or plug it in directly."),
            Trouble.OTHER: self.tr("This is neither the code above nor a ticket, or the scanner reads it wrongly."),
            Trouble.LAYOUT: "",
        }[found.trouble]
        return (self.tr("Right"), "admitted", "check", words) if self.good else (bad, "attention", "warning", words)

    def _misfit_words(self, misfit: Misfit) -> str:
        keyboard = self.context.desk.scanning.kept.keyboard if self.context.desk is not None else None
        words = {
            Misfit.SLOW: self.tr("The scanner types slower than expected. Mend sets its longest pause to {ms} ms."),
            Misfit.PREFIX: self.tr("The scanner does not send the prefix {prefix}. Mend takes it out of the settings."),
            Misfit.END: self.tr("The scanner sends no Return or Tab. Mend takes that out of the settings."),
        }[misfit]
        ms = self._mended.gap_ms if self._mended is not None else 0
        return words.format(ms=ms, prefix=keyboard.prefix if keyboard is not None else "")

    def _recognised(self, found: Diagnosis | None) -> str:
        if found is None:
            return "–"
        kind = recognise(found.text).kind
        words = {
            ScanKind.CODE: self.tr("A ticket's code"),
            ScanKind.EAN: self.tr("A ticket's EAN"),
            ScanKind.NUMBER: self.tr("A ticket's number"),
        }
        if kind in words:
            return words[kind]
        return self.tr("The test code") if found.text == TEST_CODE else self.tr("Nothing known")

    def _pace(self, last: Heard | None) -> str:
        if last is None or last.keys is None:
            return "–"
        usual, longest = (round(ms) for ms in last.keys.pace_ms)
        words = self.tr("{usual} ms from key to key, {longest} ms at most")
        return words.format(usual=usual, longest=longest)

    def _end(self, last: Heard | None) -> str:
        if last is None or last.keys is None:
            return "–"
        return self.tr("Return or Tab") if last.keys.ended else self.tr("none, a pause ends it")
