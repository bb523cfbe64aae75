"""The printers of this station: a list with how each stands, the form, the test page, and practice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.printers import PrinterReport
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.printing.words import condition_word
from ticketforge_desktop.ui.settings.printers.form import NEW, PrinterForm
from ticketforge_desktop.ui.settings.printers.practice import PracticeCard
from ticketforge_desktop.ui.settings.printers.trial import PrinterTrial
from ticketforge_desktop.ui.settings.printers.words import language_word
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import Badge
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, cards_below
from ticketforge_desktop.ui.widgets.text import Icon, Text

_BESIDE: Final = 640  # px at 100 % from which the buttons stand beside the words


class PrinterRow(QWidget):
    """A printer in the list: its name, how it stands, and what can be done with it."""

    def __init__(self, context: Context, setup: PrinterSetup, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setup = setup
        self.report: PrinterReport | None = None
        theme = context.theme
        self.name = Text(theme, setup.name, Role.NAME, wrap=True)
        self.state = Badge(theme)
        self.facts = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.test, self.change = Button(theme, icon="printer"), Button(theme, icon="pencil")
        self.remove = Button(theme, icon="trash")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.name)
        head.addWidget(self.state)
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self.facts)
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.KEY_GAP)
        for button in (self.test, self.change, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Icon(theme, "printer", 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._row, 1)
        self.tell(None)

    def tell(self, report: PrinterReport | None) -> None:
        """Say how it stands, in the language of now; None while it is being asked."""
        self.report = report
        one = self.setup
        if report is None or report.state is None:
            self.state.set(self.tr("asking …"), "neutral")
        else:
            condition = str(report.state.conditions[0]) if report.state.conditions else "unknown"
            state = condition_word(condition)
            self.state.set(state.word, state.tone)
        layout = one.layout or self.tr("the usual layout")
        facts = [language_word(one.language), f"{one.dpi} dpi", layout, one.transport]
        if report is not None and report.state is not None and report.state.identity:
            facts.append(report.state.identity)
        self.facts.setText(" · ".join(facts))
        words = (self.tr("Test page"), self.tr("Change"), self.tr("Remove"))
        for button, text in zip((self.test, self.change, self.remove), words, strict=True):
            button.setText(text)
            button.setAccessibleName(f"{text}: {one.name}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE * self._context.theme.scale
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)


class PrintersScreen(Screen):
    """List, form, test page and practice below each other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.header = ScreenHeader(self.theme)
        self.again = Button(self.theme, icon="sync")
        self.add = Button(self.theme, icon="plus")
        self.header.trailing.addWidget(self.again)
        self.header.trailing.addWidget(self.add)
        self.rows: list[PrinterRow] = []
        self._asking: list[str] = []
        self.form = PrinterForm(context)
        self.trial = PrinterTrial(context)
        self.practice = PracticeCard(context)
        self._list = Card(self.theme)
        self._list.add_head("", line=True)
        self._list.body.setSpacing(Measure.GAP)
        self.none = Text(self.theme, "", Role.BODY, "secondary", wrap=True)
        self._list.body.addWidget(self.none)
        self._test = Card(self.theme)
        self._test.add_head("", line=True)
        self._test.body.addWidget(self.trial)
        self._area = cards_below(self, self.header, (self._list, self.form, self._test, self.practice))
        self.form.hide()
        self._test.hide()
        self._join()
        self.retranslate()

    def _join(self) -> None:
        self.form.kept.connect(self._kept)
        self.form.dropped.connect(self.form.hide)
        self.trial.printed.connect(self.practice.refresh)
        self.trial.answered.connect(lambda _good: self._reread())
        self.add.clicked.connect(lambda _on=False: self.open_form(NEW))
        self.again.clicked.connect(lambda _on=False: self._ask_all())

    def arrive(self, subject: object = None) -> None:
        self.refresh()
        if isinstance(subject, str) and subject:
            self.try_out(subject)

    def leave(self) -> None:
        self._asking.clear()
        self.form.hide()

    def refresh(self) -> None:
        """Show the list as it is kept, and ask each how it is."""
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(desk.print_page.printers, self._show, self.context.trouble.emit, owner=self)

    def _reread(self) -> None:
        """A profile was mended."""
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(desk.print_page.printers, self._fill, self.context.trouble.emit, owner=self)

    def _show(self, printers: Sequence[PrinterSetup]) -> None:
        self._fill(printers)
        self._ask_all()

    def _fill(self, printers: Sequence[PrinterSetup]) -> None:
        may = Right.SETTINGS in self.context.staff.rights
        if [row.setup for row in self.rows] != list(printers):
            reports = {row.setup.name: row.report for row in self.rows}
            for row in self.rows:
                self._list.body.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [PrinterRow(self.context, setup, self._list) for setup in printers]
            before: QWidget = self.add
            for row in self.rows:
                row.tell(reports.get(row.setup.name))
                row.test.clicked.connect(lambda _on=False, name=row.setup.name: self.try_out(name))
                row.change.clicked.connect(lambda _on=False, one=row: self.open_form(one.setup))
                row.remove.clicked.connect(lambda _on=False, name=row.setup.name: self.remove(name))
                row.change.setEnabled(may)
                row.remove.setEnabled(may)
                self._list.body.addWidget(row)
                for button in (row.test, row.change, row.remove):
                    QWidget.setTabOrder(before, button)
                    before = button
        self.none.setVisible(not printers)
        self.again.setEnabled(bool(printers))
        self.add.setEnabled(may)
        if self.trial.printer not in {row.setup.name for row in self.rows}:
            self.use("")

    # How they stand

    def _ask_all(self) -> None:
        """One after the other: one that is off takes seconds, and the window has other work for its threads."""
        busy = bool(self._asking)
        self._asking = [row.setup.name for row in self.rows]
        for row in self.rows:
            row.tell(None)
        if not busy:
            self._ask_next()

    def _ask_next(self) -> None:
        desk = self.context.desk
        if desk is not None and self._asking:
            name, page = self._asking[0], desk.print_page
            self.context.runner.submit(
                lambda: page.setups.state(name), self._told, lambda _error: self._skip(name), owner=self
            )

    def _told(self, report: PrinterReport) -> None:
        for row in self.rows:
            if row.setup.name == report.setup.name:
                row.tell(report)
        self._skip(report.setup.name)

    def _skip(self, name: str) -> None:
        if name in self._asking:
            self._asking.remove(name)
        self._ask_next()

    # What is done

    def open_form(self, setup: PrinterSetup) -> None:
        """Change a printer, or add one that has no name yet."""
        self.form.show_printer(setup)
        self.form.show()
        first = self.form.name if self.form.name.isEnabled() else self.form.language
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(self.form.y()))

    def use(self, name: str) -> None:
        """Try this printer, and practise with it where it is a simulated one; "" puts both away."""
        self.trial.use(name)
        self.practice.use(name)
        self._test.setVisible(bool(name))
        self.retranslate()

    def try_out(self, name: str) -> None:
        """The test page of a printer, ready to be printed."""
        self.use(name)
        self.trial.print.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._test))

    def remove(self, name: str) -> None:
        """Take a printer off the list; one whose papers are not settled stays."""
        desk = self.context.desk
        if desk is not None:
            page = desk.print_page
            self.context.runner.submit(
                lambda: page.setups.remove(name), lambda _none: self.refresh(), self.context.trouble.emit, owner=self
            )

    def _kept(self, name: str) -> None:
        self.form.hide()
        self.refresh()
        self.try_out(name)

    def retranslate(self) -> None:
        self.header.set_words(self.tr("Printers"), self.tr("What is kept here counts for this station alone."))
        self.again.setText(self.tr("Ask again"))
        self.add.setText(self.tr("Add a printer"))
        test = self.tr("Test page of {printer}").format(printer=self.trial.printer)
        for card, title in ((self._list, self.tr("Set up here")), (self._test, test)):
            if card.head is not None:
                card.head.title.setText(title)
            card.setAccessibleName(title)
        self.none.setText(
            self.tr("No printer is set up. Add the one beside this computer, or a simulated one to practise with.")
        )
        self.form.retranslate()
        self.trial.retranslate()
        self.practice.retranslate()
        for row in self.rows:
            row.tell(row.report)
