"""A report as it is read: heading by heading, with what stands out on top."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.services.ports.documents import ReportFace, ReportRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import FactList
from ticketforge_desktop.ui.shift_desk import Sheet
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text


class SheetView(Card):
    """Shows one report; printing and saving are asked for here and done by the screen."""

    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self.context, theme = context, context.theme
        self._headings: list[Text] = []
        self._lists: list[FactList] = []
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.line = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.print = Button(theme, icon="printer")
        self.save = Button(theme, icon="save")
        self.results = FactList(theme)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, Measure.GAP, 0)
        self._column.setSpacing(Measure.GRID)
        self._column.addWidget(self.results)
        self._column.addStretch(1)
        self.chain = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self._column.addWidget(self.chain)
        self.area = ScrollArea(holder)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        self.back = Button(theme, icon="chevron-left", kind=Kind.BARE)
        head = QHBoxLayout()
        head.setSpacing(Measure.GRID)
        head.addWidget(self.back)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.GRID)
        foot.addStretch(1)
        foot.addWidget(self.print)
        foot.addWidget(self.save)
        self.body.addLayout(head)
        self.body.addWidget(self.area, 1)
        self.body.addLayout(foot)
        self.print.clicked.connect(lambda _on=False: self.print_asked.emit())
        self.save.clicked.connect(lambda _on=False: self.save_asked.emit())

    def show_sheet(self, sheet: Sheet, *, printer: str, way_back: bool) -> None:
        """Another report; `way_back` where it is not the one of the open shift."""
        face, money = sheet.face, self.context.formats.money
        self.title.setText(face.title)
        moment = self.context.formats.moment(face.at)
        self.line.setText(" · ".join(filter(None, (face.register, face.cashier, moment))))
        self.results.show_facts([(row.label, money(row.amount) if row.amount else "") for row in face.results])
        self.results.setVisible(bool(face.results))
        self._show_parts(list(parts_of(face)))
        self.chain.setText(face.chain and self.tr("Bound to the shift before it by {hash}").format(hash=face.chain))
        self.chain.setVisible(bool(face.chain))
        self.back.setVisible(way_back)
        self.print.setEnabled(bool(printer))
        self.print.setToolTip(printer or self.tr("No receipt printer is set up."))

    def _show_parts(self, parts: list[tuple[str, list[ReportRow]]]) -> None:
        while len(self._lists) < len(parts):
            heading, facts = Text(self._theme, "", Role.PANEL, wrap=True), FactList(self._theme)
            at = self._column.count() - 2  # above the stretch and the hash
            self._column.insertWidget(at, heading)
            self._column.insertWidget(at + 1, facts)
            self._headings.append(heading)
            self._lists.append(facts)
        for at, (heading, facts) in enumerate(zip(self._headings, self._lists, strict=True)):
            heading.setVisible(at < len(parts))
            facts.setVisible(at < len(parts))
            if at < len(parts):
                heading.setText(parts[at][0])
                facts.show_facts([self._fact(row) for row in parts[at][1]])

    def _fact(self, row: ReportRow) -> tuple[str, str]:
        money = self.context.formats.money(row.amount) if row.amount is not None else ""
        return row.label, "   ".join(filter(None, (row.count, money)))

    def retranslate(self) -> None:
        """Words that do not follow from the report."""
        self.print.setText(self.tr("Print"))
        self.save.setText(self.tr("Save as PDF …"))
        self.back.setAccessibleName(self.tr("Back to the open shift"))
        self.back.setToolTip(self.tr("Back to the open shift"))


def parts_of(face: ReportFace) -> Iterable[tuple[str, list[ReportRow]]]:
    """Its headings, each with its lines; paper writes headings in capitals, a screen does not."""
    heading, rows, begins = "", list[ReportRow](), True
    for row in face.rows:
        if row == ReportRow():
            begins = True
        elif begins:
            if heading:
                yield heading, rows
            heading, rows, begins = row.label.capitalize(), [], False
        else:
            rows.append(row)
    if heading:
        yield heading, rows
