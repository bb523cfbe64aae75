"""One scanner: what it is and how it was programmed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ticketforge_desktop.domain.errors import BadInput, TicketForgeError
from ticketforge_desktop.services.ports.scanning import SerialLine
from ticketforge_desktop.services.scanners import (
    BAUDS,
    LAYOUTS,
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_PREFIX,
    Ends,
    ScannerKind,
    ScannerSettings,
)
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.scanners.trial import layout_word
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import CheckBox, ComboBox, Field, NumberField


def kind_word(kind: ScannerKind) -> str:
    """A kind of scanner in the language of now."""
    words = {
        ScannerKind.KEYBOARD: QCoreApplication.translate("Scanners", "Types like a keyboard"),
        ScannerKind.SERIAL: QCoreApplication.translate("Scanners", "Serial line"),
        ScannerKind.CAMERA: QCoreApplication.translate("Scanners", "Camera"),
    }
    return words[kind]


def fault_words(error: BadInput) -> str:
    """What is wrong with a scanner and how to mend it, by the error's field and reason."""
    translate = QCoreApplication.translate
    words = {
        ("name", "required"): translate("Scanners", "Give it a name: “Gate A”, “Hand scanner”."),
        ("name", "taken"): translate("Scanners", "Another scanner has this name."),
        ("name", "length"): translate("Scanners", "A name has at most {longest} characters."),
        ("address", "required"): translate("Scanners", "Choose the line it is on."),
        ("address", "taken"): translate("Scanners", "Another scanner is on this line already."),
        ("address", "length"): translate("Scanners", "That is no serial line."),
        ("kind", "taken"): translate("Scanners", "Scanners that type can't be told apart: one entry serves all."),
        ("prefix", "length"): translate("Scanners", "At most {longest} signs, and no blanks around them."),
        ("gap_ms", "bounds"): translate("Scanners", "Choose a number from {minimum} to {maximum}."),
        ("least", "bounds"): translate("Scanners", "Choose a number from {minimum} to {maximum}."),
    }
    known = words.get((str(error.facts.get("field")), str(error.facts.get("reason"))), error.message)
    return known.format_map(error.facts)


class ScannerForm(Card):
    """`kept` comes when the scanner was kept, `dropped` when it was not wanted after all."""

    kept = Signal()
    dropped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self.context = context
        self._old = ""
        self._least = ScannerSettings(ScannerKind.KEYBOARD, "").least
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.kind = Segmented(theme, "", [(str(kind), "") for kind in ScannerKind if kind is not ScannerKind.CAMERA])
        self.name, self.address, self.prefix = QLineEdit(), QLineEdit(), QLineEdit()
        for edit, longest in (
            (self.name, LONGEST_NAME),
            (self.address, LONGEST_ADDRESS),
            (self.prefix, LONGEST_PREFIX),
        ):
            edit.setMaxLength(longest)
            edit.textEdited.connect(lambda _text: self._clear_faults())
        self.lines = ComboBox(theme)
        self.gap = NumberField(theme, "ms")
        self.layout_box, self.baud = ComboBox(theme), ComboBox(theme)
        self.ends = CheckBox(theme)
        self.fields = {
            "kind": Field(theme, "", self.kind),
            "name": Field(theme, "", self.name),
            "lines": Field(theme, "", self.lines),
            "address": Field(theme, "", self.address),
            "layout": Field(theme, "", self.layout_box),
            "prefix": Field(theme, "", self.prefix),
            "gap_ms": Field(theme, "", self.gap, holder=_left(self.gap)),
            "baud": Field(theme, "", self.baud),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self.ends)
        self.keep = Button(theme, icon="save", kind=Kind.PRIMARY)
        self.drop = Button(theme)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addWidget(self.keep)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        self.body.addLayout(foot)
        for layout in LAYOUTS:
            self.layout_box.addItem("", layout)
        for baud in BAUDS:
            self.baud.addItem(str(baud), str(baud))
        self.kind.chosen.connect(lambda _key: self._settle())
        self.lines.activated.connect(lambda _at: self._line_chosen())
        self.keep.clicked.connect(lambda _checked=False: self._keep())
        self.drop.clicked.connect(lambda _checked=False: self.dropped.emit())
        self.retranslate()

    def show_scanner(self, scanner: ScannerSettings) -> None:
        """Fill the form; a scanner without name is a new one."""
        self._old, self._least = scanner.name, scanner.least
        self.kind.choose(str(ScannerKind.SERIAL if scanner.kind is ScannerKind.CAMERA else scanner.kind))
        self.name.setText(scanner.name)
        self.address.setText(scanner.address)
        self.prefix.setText(scanner.prefix)
        self.gap.setText(str(scanner.gap_ms))
        self.layout_box.choose(scanner.layout)
        self.baud.choose(str(scanner.baud))
        self.ends.setChecked(scanner.ends is Ends.SIGN)
        self._clear_faults()
        self._settle()
        self.retranslate()
        self.find_lines()

    def find_lines(self) -> None:
        """Look which serial lines have a device on them."""
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(desk.scanning.lines, self._show_lines, self.context.trouble.emit, owner=self)

    @property
    def scanner(self) -> ScannerSettings:
        """What was filled in. Raises `BadInput` where the pause is no number."""
        kind = ScannerKind(self.kind.current)
        text = self.gap.text().strip() or "0"
        if not text.isdecimal() or len(text) > 9:
            raise BadInput("gap_ms", field="gap_ms", reason="bounds", minimum=0, maximum=1000)
        serial = kind is ScannerKind.SERIAL
        return ScannerSettings(
            kind,
            self.name.text(),
            self.address.text() if serial else "",
            self.prefix.text(),
            self._least,
            int(text),
            "" if serial else self.layout_box.key,
            Ends.SIGN if self.ends.isChecked() else Ends.EITHER,
            int(self.baud.key or 9600),
        )

    def _keep(self) -> None:
        desk = self.context.desk
        if desk is None:
            return
        self._clear_faults()
        try:
            desk.scanning.kept.change(self._old, self.scanner, self.context.staff)
        except BadInput as error:
            name = str(error.facts.get("field"))
            self.fields[name if name in self.fields else "name"].set_fault(fault_words(error))
            return
        except TicketForgeError as error:
            self.context.trouble.emit(error)
            return
        if self.context.scanners is not None:
            self.context.scanners.reload()
        self.kept.emit()

    def _clear_faults(self) -> None:
        for field in self.fields.values():
            field.set_fault("")

    def _show_lines(self, lines: Sequence[SerialLine]) -> None:
        self.lines.clear()
        self.lines.addItem(self.tr("Another line, typed below"), "")
        for line in lines:
            self.lines.addItem(line.title, line.address)
        self.lines.choose(self.address.text())

    def _line_chosen(self) -> None:
        if self.lines.key:
            self.address.setText(self.lines.key)
        self._clear_faults()

    def _settle(self) -> None:
        """Only what concerns this kind of scanner is shown."""
        serial = self.kind.current == ScannerKind.SERIAL
        for name in ("lines", "address", "baud"):
            self.fields[name].setVisible(serial)
        self.fields["layout"].setVisible(not serial)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self.head is not None:
            self.head.title.setText(self._old or self.tr("New scanner"))
        self.setAccessibleName(self._old or self.tr("New scanner"))
        kinds = [(str(kind), kind_word(kind)) for kind in ScannerKind if kind is not ScannerKind.CAMERA]
        self.kind.set_words(self.tr("Kind"), kinds)
        for at, layout in enumerate(LAYOUTS):
            self.layout_box.setItemText(at, layout_word(layout))
        if self.lines.count():
            self.lines.setItemText(0, self.tr("Another line, typed below"))
        words = {
            "kind": (self.tr("Kind"), ""),
            "name": (self.tr("Name"), self.tr("It stands beside every scan: “Gate A”, “Hand scanner”.")),
            "lines": (self.tr("Found on this computer"), ""),
            "address": (self.tr("Line"), self.tr("A scanner on USB is found again in whatever socket.")),
            "layout": (self.tr("Keyboard layout"), self.tr("The layout the scanner was programmed for.")),
            "prefix": (
                self.tr("Prefix"),
                self.tr("Signs the scanner is programmed to send first. The surest way to tell it from a hand."),
            ),
            "gap_ms": (self.tr("Longest pause within a scan"), self.tr("0 finds it out by itself.")),
            "baud": (self.tr("Speed in baud"), self.tr("Counts for true serial lines only.")),
        }
        for name, (label, hint) in words.items():
            self.fields[name].set_words(label, hint)
        self.ends.setText(self.tr("Every scan ends with Return or Tab"))
        self.ends.setAccessibleName(self.ends.text())
        self.keep.setText(self.tr("Keep"))
        self.keep.setAccessibleName(self.tr("Keep"))
        self.drop.setText(self.tr("Cancel"))
        self.drop.setAccessibleName(self.tr("Cancel"))


def _left(editor: QWidget) -> QWidget:
    """A row in which an editor keeps its own width."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor)
    row.addStretch(1)
    return holder
