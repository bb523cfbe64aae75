"""Below the canvas: which printer and which ticket is shown, and what that printer and a scanner make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.layout_faults import Reason
from ticketforge_desktop.services.ports.layout_design import Draft, Side, Verdict
from ticketforge_desktop.ui.screens.designer.commands import CommandsView
from ticketforge_desktop.ui.screens.designer.desk import Sample, Target
from ticketforge_desktop.ui.screens.designer.numbers import millimetres
from ticketforge_desktop.ui.screens.designer.reasons import reason_words
from ticketforge_desktop.ui.screens.designer.words import PRINTERS, choice_word, kind_word, sample_word, word_in
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import ComboBox
from ticketforge_desktop.ui.widgets.text import Text

_ITEM: Final = Qt.ItemDataRole.UserRole
_ICONS: Final = {"admitted": "check-circle", "attention": "warning", "refused": "x-circle"}
_PAD: Final = 12


class Check(NamedTuple):
    """One thing that was tried. `item` is what it is about, -1 for the layout."""

    tone: str  # "admitted", "attention", "refused"
    words: str
    item: int = -1


class CheckList(QListWidget):
    """What was tried; choosing a line chooses its item."""

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.checks: tuple[Check, ...] = ()
        self.setWordWrap(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(16, 16))
        self.setSpacing(2)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(64)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)
        theme.changed.connect(lambda: self.show_checks(self.checks))

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show what was found, in this order."""
        self.checks = tuple(checks)
        self.clear()
        for check in self.checks:
            row = QListWidgetItem(self._theme.icon(_ICONS[check.tone], 16, check.tone), check.words)
            row.setData(_ITEM, check.item)
            row.setToolTip(check.words)
            self.addItem(row)

    def _tell(self, row: QListWidgetItem) -> None:
        if row.data(_ITEM) >= 0:
            self.picked.emit(row.data(_ITEM))


class Checks(QWidget):
    """`asked` comes when another printer, ticket, language or side is to be shown."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._samples: tuple[Sample, ...] = ()
        self._targets: tuple[Target, ...] = ()
        self.printer, self.sample = ComboBox(theme), ComboBox(theme)
        self.words = Segmented(theme, "", [("de", "DE"), ("en", "EN")])
        self.sides = Segmented(theme, "", [("front", ""), ("back", "")])
        self.standing = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.list = CheckList(theme)
        self.commands = CommandsView(theme)
        self.view = Segmented(theme, "", [("tried", ""), ("commands", "")])
        self.stack = QStackedWidget()
        for page in (self.list, self.commands):
            self.stack.addWidget(page)
        along = QBoxLayout.Direction.LeftToRight
        self._beside = False  # whether the choice of view stands beside that of the language
        self._switches, self._views = QBoxLayout(along), QBoxLayout(along)
        self._row = QBoxLayout(along)
        self._row.setSpacing(Measure.GRID)
        self._switches.setSpacing(Measure.GRID)
        for switch in (self.words, self.sides):
            self._switches.addWidget(switch)
        self._switches.addStretch(1)
        for box in (self.printer, self.sample):
            self._row.addWidget(box)
            box.activated.connect(lambda _at: self.asked.emit())
        self._row.addLayout(self._switches)
        for switch in (self.words, self.sides):
            switch.chosen.connect(lambda _key: self.asked.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, _PAD, _PAD, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        self._views.setSpacing(12)
        self._views.addWidget(self.view)
        self._views.addWidget(self.standing, 1)
        column.addLayout(self._views)
        column.addWidget(self.stack, 1)
        self.view.chosen.connect(self._look)

    def show_view(self, view: str) -> None:
        """Show what was tried, or what the printer is sent ("tried", "commands")."""
        self.view.choose(view)
        self._look(view)

    def _look(self, view: str) -> None:
        self.stack.setCurrentIndex(("tried", "commands").index(view))
        self.asked.emit()

    # What is chosen

    @property
    def reading(self) -> bool:
        """Whether the printer's commands are looked at."""
        return self.view.current == "commands"

    @property
    def target(self) -> Target:
        """The printer that is looked at."""
        at = self.printer.currentIndex()
        return self._targets[at] if 0 <= at < len(self._targets) else Target("pdf", 300)

    @property
    def face(self) -> Sample | None:
        """The ticket that is shown."""
        at = self.sample.currentIndex()
        return self._samples[at] if 0 <= at < len(self._samples) else None

    @property
    def samples(self) -> tuple[Sample, ...]:
        """All tickets a layout is tried with."""
        return self._samples

    @property
    def side(self) -> Side:
        """The side that is shown."""
        return "back" if self.sides.current == "back" else "front"

    def offer(self, targets: Sequence[Target]) -> None:
        """These printers; the chosen one stays chosen where it is among them."""
        if tuple(targets) == self._targets:
            return
        before = self.target if self._targets else None
        self._targets = tuple(targets)
        self.printer.clear()
        for target in self._targets:
            kind = f"{PRINTERS.get(target.language, target.language)}, {target.dpi} dpi"
            self.printer.addItem(f"{target.printer} · {kind}" if target.printer else kind)
        if before in self._targets:
            self.printer.setCurrentIndex(self._targets.index(before))
        self._turn()

    def offer_samples(self, samples: Sequence[Sample]) -> None:
        """These tickets."""
        if tuple(samples) == self._samples:
            return
        at = max(0, self.sample.currentIndex())
        self._samples = tuple(samples)
        self.sample.clear()
        for sample in self._samples:
            self.sample.addItem(sample_word(sample.name), sample.name)
        self.sample.setCurrentIndex(min(at, self.sample.count() - 1))
        self._turn()

    def show_sides(self, both: bool, side: Side) -> None:
        """Whether there is a back, and which side is shown."""
        self.sides.setVisible(both)
        self._turn()
        self.sides.choose(side)

    # What was found

    def waiting(self) -> None:
        """A trial is under way; what was found before may not hold any more."""
        self.standing.setText(self.tr("Trying …"))
        self.standing.set_tone("secondary")

    def show_verdict(self, draft: Draft, verdict: Verdict | None, language: str, point: str) -> None:
        """Say what was tried and what came of it; None: it could not be tried."""
        checks = [Check("refused", _told(draft, fault.item, fault.why, language), fault.item)
                  for fault in (verdict.faults if verdict is not None else draft.faults)]  # fmt: skip
        if verdict is not None:
            checks += self._codes(draft, verdict, language, point)
            checks += [
                Check(
                    "attention",
                    self.tr("Cut short: {item}").format(item=word_in(draft, at, language)),
                    at,
                )
                for at in verdict.cut
            ]
            if not verdict.cut:
                tickets = self.tr("%n ticket(s)", "", len(self._samples))
                checks.append(Check("admitted", self.tr("All text fits, tried with {tickets}").format(tickets=tickets)))
        good = verdict is not None and verdict.good
        self.standing.setText(self._standing(verdict, checks))
        self.standing.set_tone("admitted" if good else "refused")
        self.list.show_checks(sorted(checks, key=lambda check: ("refused", "attention", "admitted").index(check.tone)))

    def _standing(self, verdict: Verdict | None, checks: Sequence[Check]) -> str:
        bad = sum(check.tone == "refused" for check in checks)
        if bad or verdict is None:
            return self.tr("%n fault(s): it can't be printed like this.", "", max(1, bad))
        if not verdict.codes:
            return self.tr("It can be printed. There is no code on it.")
        return self.tr("It can be printed, and every code scans.")

    def _codes(self, draft: Draft, verdict: Verdict, language: str, point: str) -> list[Check]:
        found = []
        for code in verdict.codes:
            names = {"kind": kind_word(code.kind), "dpi": verdict.dpi, "dots": code.dots,
                     "module": millimetres(code.module, point),
                     "reason": reason_words(draft, code.why, language) if code.why is not None else ""}  # fmt: skip
            if code.readable:
                words = self.tr("{kind} scans at {dpi} dpi: {dots} dots a module, {module} mm")
                found.append(Check("admitted", words.format_map(names), code.item))
            else:
                words = self.tr("{kind} can't be read at {dpi} dpi: {reason}")
                found.append(Check("refused", words.format_map(names), code.item))
        return found

    # How it lies

    def _turn(self) -> None:
        """Choices beside each other where there is room, else below each other."""
        wide = sum(box.sizeHint().width() for box in (self.printer, self.sample))
        switches = (self.words,) if self.sides.isHidden() else (self.words, self.sides)
        wide += sum(switch.sizeHint().width() + Measure.GRID for switch in switches) + Measure.GRID
        room = self.width() - 2 * _PAD
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(along if wide <= room else down)
        # Where every row counts, what is looked at is chosen beside the language, if nothing else stands there.
        beside = wide > room and self.sides.isHidden()
        if beside != self._beside:
            self._beside = beside
            (self._views if beside else self._switches).removeWidget(self.view)
            (self._switches if beside else self._views).insertWidget(1 if beside else 0, self.view)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for choices below each other; beside each other they are only where there is room."""
        boxes = (self.printer, self.sample)
        wide = max(*(box.sizeHint().width() for box in boxes), 200)
        return QSize(wide + 2 * _PAD, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("border"))
        painter.end()

    def retranslate(self) -> None:
        """All words anew."""
        self.printer.setAccessibleName(self.tr("Printer"))
        self.printer.setToolTip(self.tr("Printer it is looked at for"))
        self.sample.setAccessibleName(self.tr("Shown with"))
        self.sample.setToolTip(self.tr("Ticket it is shown with. Its code admits nobody."))
        self.list.setAccessibleName(self.tr("What was tried"))
        self.view.set_words(
            self.tr("What is shown below"), [("tried", self.tr("Tried")), ("commands", self.tr("Commands"))]
        )
        self.commands.retranslate()
        self.words.set_words(self.tr("Language on the ticket"), [("de", "DE"), ("en", "EN")])
        self.sides.set_words(self.tr("Side"), [(side, choice_word(side)) for side in ("front", "back")])
        for at, sample in enumerate(self._samples):
            self.sample.setItemText(at, sample_word(sample.name))
        self._turn()


def _told(draft: Draft, item: int, why: Reason, language: str) -> str:
    """A fault with the name of what it is about."""
    words = reason_words(draft, why, language)
    if 0 <= item < len(draft.items):
        return f"{word_in(draft, item, language)}: {words}"
    return words
