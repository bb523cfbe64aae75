"""The frame of the first run: steps on top, one question in the middle, back and onwards below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.messages import Banner
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text
from ticketforge_desktop.ui.wizard.pages import LanguagePage, Page, StationPage
from ticketforge_desktop.ui.wizard.printer_page import PrinterPage
from ticketforge_desktop.ui.wizard.scanner_page import ScannerPage
from ticketforge_desktop.ui.wizard.store_page import StorePage

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

MakePage = Callable[[Context], Page]
PAGES: Final[tuple[MakePage, ...]] = (LanguagePage, StorePage, StationPage, PrinterPage, ScannerPage)
_WIDE = 640


class Wizard(QWidget):
    """`finished(connected)` comes when it is done or left; `connected` tells whether a store was connected."""

    finished = Signal(bool)

    def __init__(self, context: Context, window: MainWindow, pages: Sequence[MakePage] = PAGES) -> None:
        super().__init__(window)
        self.context = context
        self._window = window
        theme = self._theme = context.theme
        self._working = False
        self._connected = False
        self.pages = [make(context) for make in pages]
        self.step = Text(theme, "", Role.SMALL, "secondary")
        self.title = Text(theme, "", Role.SCREEN, wrap=True)
        self.banner = Banner(theme, "")
        self.stack = QStackedWidget()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(4)
        self.doing = Text(theme, "", Role.SMALL, "secondary")
        self.leave = Button(theme, kind=Kind.QUIET)
        self.back = Button(theme, icon="chevron-left")
        self.cancel = Button(theme)
        self.forward = Button(theme, kind=Kind.PRIMARY, shortcut="Return")
        self._lay_out()
        for page in self.pages:
            self._join(page)
        self.leave.clicked.connect(lambda _checked=False: self.finished.emit(self._connected))
        self.back.clicked.connect(lambda _checked=False: self.show_page(self.stack.currentIndex() - 1))
        self.cancel.clicked.connect(lambda _checked=False: self._cancel())
        self.forward.clicked.connect(lambda _checked=False: self._onwards())
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self._theme
        card = Card(theme)
        card.setMaximumWidth(_WIDE)
        card.setMinimumWidth(480)
        card.body.setContentsMargins(32, Measure.MARGIN, 32, Measure.MARGIN)
        card.body.setSpacing(Measure.GAP)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(2)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.MARGIN)
        outer.addStretch(1)
        outer.addLayout(middle, 100)
        outer.addStretch(1)
        for widget in (self.step, self.title, self.banner):
            card.body.addWidget(widget)
        self.stack.setMinimumHeight(theme.fit(340, 18 * theme.line(Role.BODY)))
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(self.busy)
        card.body.addWidget(self.doing)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        for button in (self.back, self.cancel, self.forward):
            foot.addWidget(button)
        card.body.addLayout(foot)

    def _join(self, page: Page) -> None:
        self.stack.addWidget(ScrollArea(page))
        page.ready_changed.connect(self._settle)
        page.done.connect(self._next)
        page.refused.connect(self._refused)
        page.working.connect(self._begin)
        if isinstance(page, StationPage):
            page.open_asked.connect(partial(self._window.open_desk, page.open_failed))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.stack.currentIndex()]

    def start(self) -> None:
        """Show the first page; where a store is already connected, the store page."""
        again = self.context.desk is not None
        first = next((at for at, page in enumerate(self.pages) if again and isinstance(page, StorePage)), 0)
        self.show_page(first)

    def show_page(self, at: int) -> None:
        """Show a page by its place in the order."""
        self.stack.setCurrentIndex(at)
        self.banner.dismiss()
        self._end()
        self.page.arrive()

    def _onwards(self) -> None:
        if self.page.ready and not self._working:
            self.banner.dismiss()
            self.page.leave()

    def _next(self) -> None:
        self._end()
        self._connected = self._connected or isinstance(self.page, StorePage)
        if self.stack.currentIndex() + 1 < len(self.pages):
            self.show_page(self.stack.currentIndex() + 1)
        else:
            self.finished.emit(self._connected)

    def _begin(self, doing: str) -> None:
        self._working = True
        self.doing.setText(doing)
        self._settle()

    def _end(self) -> None:
        self._working = False
        self.doing.setText("")
        self._settle()

    def _refused(self, title: str, step: str) -> None:
        self._end()
        if title:
            self.banner.tell("refused", title, step)

    def _cancel(self) -> None:
        self.page.cancel()
        self._end()

    def _settle(self) -> None:
        # Without an end it runs to and fro; who wants stillness sees it full instead.
        still = self._theme.reduced_motion
        self.busy.setRange(0, int(still))
        self.busy.setValue(int(still))
        self.busy.setVisible(self._working)
        self.page.setEnabled(not self._working)
        self.back.setVisible(self.stack.currentIndex() > 0 and not self._working)
        self.cancel.setVisible(self._working and isinstance(self.page, StorePage))
        self.leave.setVisible(self.context.desk is not None and not self._working)
        self.forward.setEnabled(self.page.ready and not self._working)
        self.forward.setText(self.page.forward)
        self.title.setText(self.page.title)
        step = self.tr("Step {step} of {steps}")
        self.step.setText(step.format(step=self.stack.currentIndex() + 1, steps=len(self.pages)))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(self.tr("Set up TicketForge Desktop"))
        self.back.setText(self.tr("Back"))
        self.cancel.setText(self.tr("Cancel"))
        self.leave.setText(self.tr("Not now"))
        self.banner.close_button.setAccessibleName(self.tr("Close"))
        self.busy.setAccessibleName(self.tr("Working"))
        for page in self.pages:
            page.retranslate()
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._onwards()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("window"))
        painter.end()
