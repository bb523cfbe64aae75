"""A simulated printer: the picture of what came out, and faults to order, to practise before an evening."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import Practice, PrintPage
from ticketforge_desktop.ui.screens.printing.words import hindrance
from ticketforge_desktop.ui.settings.printers.words import FAULTS, fault_word
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.camera_view import CameraView
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

_CONDITIONS = {"cover": "cover_open", "silence": "silent"}  # of the simulated printer's own words


class PracticePaper(CameraView):
    """The last paper that came out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, 200, parent)


class PracticeCard(Card):
    """One simulated printer; away for real ones."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self.context = context
        self.printer = ""
        self.told: Practice | None = None
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.paper = PracticePaper(theme)
        self.below = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.trouble = Text(theme, "", Role.BODY, "attention", wrap=True)
        self.fault = ComboBox(theme)
        self.field = Field(theme, "", self.fault)
        for fault in FAULTS:
            self.fault.addItem("", fault)
        self.order = Button(theme, icon="warning")
        self.mend = Button(theme, icon="check")
        for widget in (self.paper, self.below, self.trouble, self.field):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(Measure.KEY_GAP)
        row.addWidget(self.order)
        row.addWidget(self.mend)
        row.addStretch(1)
        self.body.addLayout(row)
        self.order.clicked.connect(lambda _on=False: self._order())
        self.mend.clicked.connect(lambda _on=False: self._mend())
        self.hide()
        self.retranslate()

    def use(self, printer: str) -> None:
        """Show this printer where it is a simulated one; "" puts the card away."""
        self.printer = printer
        self.refresh()

    def refresh(self) -> None:
        """Ask what came out."""
        desk, name = self.context.desk, self.printer
        if desk is None or not name:
            self._show(None)
            return
        page = desk.print_page
        self.context.runner.submit(lambda: page.practice(name), self._show, self.context.trouble.emit, owner=self)

    def _show(self, told: Practice | None) -> None:
        self.told = told
        self.setVisible(told is not None)
        picture = QImage.fromData(QByteArray(told.picture)) if told is not None and told.picture else QImage()
        self.paper.show_picture(picture)
        self.retranslate()

    def _order(self) -> None:
        fault = self.fault.key
        words = self.tr("The next paper brings: {fault}.").format(fault=fault_word(fault))
        self._do(lambda page, name: page.order_fault(name, fault), words)

    def _mend(self) -> None:
        self._do(lambda page, name: page.mend(name), self.tr("Put right."))

    def _do(self, act: Callable[[PrintPage, str], object], told: str) -> None:
        desk, name = self.context.desk, self.printer
        if desk is None or not name:
            return
        page = desk.print_page

        def done(_result: object) -> None:
            self.context.told.emit("exit", told)
            self.refresh()

        self.context.runner.submit(lambda: act(page, name), done, self.context.trouble.emit, owner=self)

    def retranslate(self) -> None:
        """All words anew."""
        title = self.tr("Practise with {printer}").format(printer=self.printer)
        if self.head is not None:
            self.head.title.setText(title)
        self.setAccessibleName(title)
        told = self.told
        papers = 0 if told is None else told.papers
        below = self.tr("%n paper(s) came out; this is the last.", "", papers) if papers else ""
        if told is not None and told.spoiled:
            below = f"{below} " + self.tr("It is spoiled.")
        self.below.setText(below or self.tr("Nothing came out yet."))
        self.paper.setAccessibleName(self.tr("The last paper"))
        self.paper.setVisible(bool(told is not None and told.picture))
        trouble = "" if told is None else told.trouble
        self.trouble.setText(hindrance(_CONDITIONS.get(trouble, trouble)).title if trouble else "")
        self.trouble.setVisible(bool(trouble))
        self.field.set_words(self.tr("Fault to order"), self.tr("It comes with the next paper."))
        for at, fault in enumerate(FAULTS):
            self.fault.setItemText(at, fault_word(fault))
        self.order.setText(self.tr("Order it"))
        self.mend.setText(self.tr("Put it right"))
        self.mend.setEnabled(bool(trouble))
