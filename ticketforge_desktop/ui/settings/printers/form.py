"""One printer: what it speaks, where it is, what lies in it. Judged while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ticketforge_desktop.domain.errors import Conflict, TicketForgeError
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import LayoutInfo
from ticketforge_desktop.services.printers import DPIS, LONGEST_NAME
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.settings.printers.words import (
    WAYS,
    fault_words,
    field_of,
    language_word,
    way_words,
)
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field

LANGUAGES: Final = ("fgl", "zpl", "escpos", "tspl", "starprnt", "pdf")
_PDF_DPI: Final = (203, 300, 600)
_JUDGE_MS: Final = 250
NEW: Final = PrinterSetup("", "fgl", "tcp://")


class PrinterForm(Card):
    """`kept(name)` comes when the printer was kept, `dropped` when it was not wanted after all."""

    kept = Signal(str)
    dropped = Signal()
    judged = Signal()  # it could not be kept; what is wrong stands beside its field

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self.context = context
        self._old = NEW
        self._layouts: Sequence[LayoutInfo] = ()
        self._job: Job[object] | None = None
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.name, self.address = QLineEdit(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.language, self.way, self.layout_box = ComboBox(theme), ComboBox(theme), ComboBox(theme)
        self.dpi, self.words = ComboBox(theme), ComboBox(theme)
        for language in LANGUAGES:
            self.language.addItem("", language)
        for way in WAYS:
            self.way.addItem("", way)
        self.words.addItem("Deutsch", "de")
        self.words.addItem("English", "en")
        self.fields = {
            "name": Field(theme, "", self.name),
            "language": Field(theme, "", self.language),
            "way": Field(theme, "", self.way),
            "transport": Field(theme, "", self.address),
            "layout": Field(theme, "", self.layout_box),
            "dpi": Field(theme, "", self.dpi),
            "words": Field(theme, "", self.words),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.keep = Button(theme, icon="save", kind=Kind.PRIMARY)
        self.drop = Button(theme)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addWidget(self.keep)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self._timer = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._timer.timeout.connect(self.judge)
        self._join()
        self.retranslate()

    def _join(self) -> None:
        for edit in (self.name, self.address):
            edit.textEdited.connect(lambda _text: self._timer.start())
        self.language.activated.connect(lambda _at: self._language_chosen())
        self.way.activated.connect(lambda _at: self._way_chosen())
        for box in (self.layout_box, self.dpi, self.words):
            box.activated.connect(lambda _at: self._timer.start())
        self.keep.clicked.connect(lambda _on=False: self.save())
        self.drop.clicked.connect(lambda _on=False: self.dropped.emit())

    # What is shown

    def show_printer(self, setup: PrinterSetup) -> None:
        """Fill the form; a printer without name is a new one."""
        self._old = setup
        way = next((way for way in WAYS if setup.transport.startswith(way)), WAYS[0])
        self.name.setText(setup.name)
        self.name.setEnabled(not setup.name)  # jobs, rolls and locks go by it
        self.language.choose(setup.language)
        self.way.choose(way)
        self.address.setText(setup.transport.removeprefix(way))
        self.words.choose(setup.words)
        self._clear_faults()
        self._fill_dpi()
        self.dpi.choose(str(setup.dpi))
        self._fill_layouts(setup.layout)
        self.retranslate()
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(desk.printing.layouts, self._take_layouts, self.context.trouble.emit, owner=self)

    def _take_layouts(self, layouts: Sequence[LayoutInfo]) -> None:
        self._layouts = layouts
        self._fill_layouts(self.layout_box.key or self._old.layout)

    def _fill_layouts(self, wanted: str) -> None:
        """Those that are made for the language; the first where the wanted one is not among them."""
        self.layout_box.clear()
        for info in self._layouts:
            if self.language.key in info.languages and not info.faults and info.document == "ticket":
                self.layout_box.addItem(info.title.get(self.context.language) or info.name, info.name)
        self.layout_box.choose(wanted)

    def _fill_dpi(self) -> None:
        wanted = self.dpi.key
        self.dpi.clear()
        for dpi in DPIS.get(self.language.key, _PDF_DPI):
            self.dpi.addItem(f"{dpi} dpi", str(dpi))
        self.dpi.choose(wanted or "203")

    def _language_chosen(self) -> None:
        self._fill_dpi()
        self._fill_layouts(self.layout_box.key)
        if self.language.key == "pdf" and self.way.key not in ("spool:", "ipp://"):
            self.way.choose("spool:")
            self._way_chosen()
        self._timer.start()

    def _way_chosen(self) -> None:
        self.fields["transport"].set_words(self.tr("Address"), way_words(self.way.key).hint)
        self._timer.start()

    # What is judged

    @property
    def setup(self) -> PrinterSetup:
        """What was filled in; what was mended by test pages stays as long as the language does."""
        options = self._old.options if self.language.key == self._old.language else {}
        return PrinterSetup(
            self.name.text(),
            self.language.key,
            f"{self.way.key}{self.address.text().strip()}",
            self.layout_box.key,
            int(self.dpi.key or 203),
            self.words.key,
            options,
        )

    def judge(self) -> None:
        """Tell what is wrong with what was filled in so far; what is still empty is not blamed."""
        desk, setup = self.context.desk, self.setup
        if desk is None:
            return
        blank = not setup.name.strip()
        if not self.address.text().strip():
            self._clear_faults()
            return
        named = replace(setup, name="x") if blank else setup
        page = desk.print_page
        self._job = self.context.runner.submit(
            lambda: page.setups.checked(named), lambda _good: self._clear_faults(), self._blame, owner=self,
            replaces=self._job,
        )  # fmt: skip

    def _blame(self, error: Exception) -> None:
        self._clear_faults()
        if isinstance(error, Conflict):
            self.fields["name"].set_fault(self.tr("Another printer has this name."))
        elif isinstance(error, TicketForgeError) and field_of(error) in self.fields:
            self.fields[field_of(error)].set_fault(fault_words(error))
        else:
            self.context.trouble.emit(error)

    def save(self) -> None:
        """Keep what was filled in, or say what is wrong with it."""
        desk, setup, new = self.context.desk, self.setup, not self._old.name
        if desk is None:
            return
        self._timer.stop()
        page = desk.print_page
        self.keep.setEnabled(False)
        self.context.runner.submit(
            lambda: page.setups.add(setup) if new else page.setups.change(setup),
            lambda kept: self._was_kept(kept.name),
            self._not_kept,
            owner=self,
        )

    def _was_kept(self, name: str) -> None:
        self.keep.setEnabled(True)
        self.kept.emit(name)

    def _not_kept(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self._blame(error)
        wrong = next((field for field in self.fields.values() if field.fault), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.judged.emit()

    def _clear_faults(self) -> None:
        for field in self.fields.values():
            field.set_fault("")

    def retranslate(self) -> None:
        """All words anew."""
        title = self._old.name or self.tr("New printer")
        if self.head is not None:
            self.head.title.setText(title)
        self.setAccessibleName(title)
        for at, language in enumerate(LANGUAGES):
            self.language.setItemText(at, language_word(language))
        for at, way in enumerate(WAYS):
            self.way.setItemText(at, way_words(way).word)
        words = {
            "name": (self.tr("Name"), self.tr("Where it stands: “Box office 1”, “Wristbands”. It stays as it is.")),
            "language": (self.tr("Printer language"), self.tr("Its manual or its test print names it.")),
            "way": (self.tr("Where it is"), ""),
            "transport": (self.tr("Address"), way_words(self.way.key or WAYS[0]).hint),
            "layout": (self.tr("Layout"), self.tr("What lies in it: only layouts made for its language are listed.")),
            "dpi": (self.tr("Resolution"), self.tr("It is on the printer's label; a wrong one prints too large.")),
            "words": (self.tr("Language on the ticket"), ""),
        }
        for name, (label, hint) in words.items():
            self.fields[name].set_words(label, hint)
        self.keep.setText(self.tr("Keep"))
        self.drop.setText(self.tr("Cancel"))
