"""The drawer's evening: how the shift stands, cash in and out, counting, closing, and what was closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.listing import on_change
from ticketforge_desktop.ui.screens.shift.closed import ClosedShifts
from ticketforge_desktop.ui.screens.shift.count import CountPage
from ticketforge_desktop.ui.screens.shift.moving import MoveCard
from ticketforge_desktop.ui.screens.shift.sheet import SheetView
from ticketforge_desktop.ui.screens.sync.cards import Question
from ticketforge_desktop.ui.screens.till.shift import NoShift
from ticketforge_desktop.ui.shift_desk import Sheet, ShiftNow
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.till_desk import Printers, TillNow
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, head_over
from ticketforge_desktop.ui.widgets.text import Text

ACTIONS: Final = (
    Action("shift.move", "Cash in or out …", "swap", "", Right.SELL, "einlage entnahme abschöpfung drop safe"),
    Action("shift.count", "Count and close the shift …", "lock", "", Right.SELL, "kassensturz z-bericht zählen"),
)
_SIDE: Final = 360  # px at 100 %


class ShiftScreen(Screen):
    """`arrive(number)` shows a closed shift's report."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        context.actions.declare(ACTIONS)
        theme = self.theme
        self.state: ShiftNow | None = None
        self.read: Sheet | None = None  # a Z report somebody reads; None: the open shift's
        self._busy = False
        self._looking: Job[ShiftNow] | None = None
        self._next: Callable[[], None] | None = None  # asked for from elsewhere, before it is known how it stands
        self.header = ScreenHeader(theme)
        self.move_button = Button(theme, icon="swap")
        self.count_button = Button(theme, icon="lock", kind=Kind.PRIMARY)
        self.header.trailing.addWidget(self.move_button)
        self.header.trailing.addWidget(self.count_button)
        self.notice = Text(theme, "", Role.BODY, "attention", wrap=True)
        self.no_shift = NoShift(context, leads=False)
        self.moving = MoveCard(context)
        self.question = Question(theme)
        self.sheet = SheetView(context)
        self.count = CountPage(context)
        self.closed = ClosedShifts(context)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.sheet)
        self.pages.addWidget(self.count)
        for card in (self.no_shift, self.moving, self.question):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build()
        self._join()
        self.retranslate()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Measure.GAP)
        for part in (self.notice, self.no_shift, self.moving, self.question):
            left.addWidget(part)
        left.addWidget(self.pages, 1000)
        left.addStretch(1)
        self.closed.setFixedWidth(round(_SIDE * min(self.theme.scale, 1.1)))
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        row.setSpacing(Measure.GAP)
        row.addLayout(left, 1)
        row.addWidget(self.closed)
        head_over(self, self.header, below)
        self.pages.hide()

    def _join(self) -> None:
        bind = self.context.actions.bind
        bind("shift.move", partial(self._come_and, self.begin_move), self)
        bind("shift.count", partial(self._come_and, self.begin_count), self)
        self.move_button.clicked.connect(lambda _on=False: self.begin_move())
        self.count_button.clicked.connect(lambda _on=False: self.begin_count())
        self.no_shift.opened.connect(self._written)
        self.moving.booked.connect(self._moved)
        self.moving.left.connect(self._leave_forms)
        self.count.left.connect(self._leave_forms)
        self.count.counted.connect(self._ask_close)
        self.question.agreed.connect(self.close_shift)
        self.question.no.clicked.connect(lambda _on=False: self._show())
        self.closed.chosen.connect(self.open_sheet)
        self.closed.check_asked.connect(self.check)
        self.sheet.back.clicked.connect(lambda _on=False: self._read(None))
        self.sheet.print_asked.connect(self.print_sheet)
        self.sheet.save_asked.connect(self._ask_file)
        on_change(self.context, self, self.refresh, Changed.SHIFT, Changed.SALE, Changed.SETTING)

    # Coming and going

    def arrive(self, subject: object = None) -> None:
        self.refresh()
        if isinstance(subject, int):
            self.open_sheet(subject)

    def refresh(self) -> None:
        """Ask how it stands; an older question is dropped."""
        desk, words = self.context.desk, self.context.language
        if desk is None:
            return
        page = desk.shift_page
        self._looking = self.context.runner.submit(
            lambda: page.now(words), self._took, self.context.trouble.emit, owner=self, replaces=self._looking
        )

    def _took(self, state: ShiftNow) -> None:
        self.state = state
        if state.currency:
            self.count.show_pieces(state.currency, state.pieces)
        if state.current is None and self.pages.currentWidget() is self.count:
            self._leave_forms()  # somebody else closed it
        self._show()
        wanted, self._next = self._next, None
        if wanted is not None:
            wanted()

    def _come_and(self, act: Callable[[], None]) -> None:
        """From the palette it may be asked for on any page."""
        if self.isVisible():
            act()
        else:
            self._next = act
            self.context.go.emit("shift", None)

    # What is done

    def begin_move(self) -> None:
        """Cash in or out."""
        if self.state is not None and self.state.current is not None:
            self._leave_forms()
            self.moving.begin(self.state.currency)
            self._show()

    def begin_count(self) -> None:
        """Count, to close."""
        if self.state is not None and self.state.current is not None:
            self.moving.hide()
            self.question.hide()
            self.pages.setCurrentWidget(self.count)
            self._show()
            self.count.begin()

    def _ask_close(self) -> None:
        state = self.state
        if state is None or state.current is None:
            return
        amount = self.context.formats.money(Money(self.count.total_minor, state.currency))
        words = self.tr("Close shift {number} with {amount} counted?")
        self.question.title.setText(words.format(number=state.current.number, amount=amount))
        self.question.text.setText(
            self.tr("It can't be opened again, and nothing more is booked into it. Its Z report tells the difference.")
        )
        self.question.yes.setText(self.tr("Close for good"))
        self.question.yes.set_icon("lock")
        self.question.no.setText(self.tr("Count again"))
        self.question.ask()
        self._show()

    def close_shift(self) -> None:
        """With what was counted, once."""
        desk, pieces, words = self.context.desk, self.count.pieces, self.context.language
        if desk is None or pieces is None or self._busy:
            return
        page, note = desk.shift_page, self.count.note.text()
        self._busy = True
        self.context.runner.submit(lambda: page.close(pieces, note, words), self._closed, self._failed, owner=self)

    def _closed(self, sheet: Sheet) -> None:
        self._busy = False
        self.count.clear()
        self.read = sheet
        self.pages.setCurrentWidget(self.sheet)
        self.context.told.emit("admitted", self.tr("Shift {number} is closed.").format(number=sheet.report.number))
        self._written()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.context.trouble.emit(error)
        self.refresh()

    def _moved(self, words: str) -> None:
        self.context.told.emit("admitted", words)
        self._written()

    def _written(self) -> None:
        """Tell the others, and look anew."""
        self.context.broadcast(ChangeSet.of(Changed.SHIFT))
        if self.context.driver is not None:
            self.context.driver.poll()
        self.refresh()

    def open_sheet(self, number: int) -> None:
        """The Z report of a closed shift."""
        desk, words = self.context.desk, self.context.language
        if desk is not None:
            page = desk.shift_page
            self.context.runner.submit(
                lambda: page.sheet(number, words), self._read, self.context.trouble.emit, owner=self
            )

    def check(self) -> None:
        """Whether all closed shifts are as they were closed."""
        desk = self.context.desk
        if desk is not None:
            page = desk.shift_page
            self.context.runner.submit(page.check, self.closed.show_check, self.context.trouble.emit, owner=self)

    def print_sheet(self) -> None:
        """On the till's receipt printer."""
        desk, sheet, state = self.context.desk, self._shown_sheet(), self.state
        if desk is None or sheet is None or state is None or not state.printer or self._busy:
            return
        page, printer = desk.shift_page, state.printer
        self._busy = True
        self.context.runner.submit(
            lambda: page.print_sheet(sheet, printer), partial(self._printed, printer), self._failed, owner=self
        )

    def _printed(self, printer: str, state: PrintState) -> None:
        self._busy = False
        if state is PrintState.PRINTED:
            words = self.tr("Printed on {printer}.")
        elif state is PrintState.FAILED:
            words = self.tr("{printer} did not print it. Look at the printer, then print again.")
        else:
            words = self.tr("Nobody knows whether {printer} printed it: look at the paper.")
        self.context.told.emit(
            "admitted" if state is PrintState.PRINTED else "attention", words.format(printer=printer)
        )
        self.context.broadcast(ChangeSet.of(Changed.PRINT_JOB))

    def _ask_file(self) -> None:
        sheet = self._shown_sheet()
        if sheet is not None:
            name = f"{sheet.report.kind}-{sheet.report.number}.pdf"
            path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), name, "PDF (*.pdf)")
            if path:
                self.save(path)

    def save(self, path: str) -> None:
        """The report in sight as a PDF."""
        desk, sheet, words = self.context.desk, self._shown_sheet(), self.context.language
        if desk is None or sheet is None:
            return
        page = desk.shift_page

        def saved(_bytes: int) -> None:
            self.context.told.emit("admitted", self.tr("Saved as {file}.").format(file=path.rpartition("/")[2]))

        self.context.runner.submit(
            lambda: page.save_pdf(sheet, words, path), saved, self.context.trouble.emit, owner=self
        )

    # What is shown

    def _shown_sheet(self) -> Sheet | None:
        return self.read or (self.state.sheet if self.state is not None else None)

    def _read(self, sheet: Sheet | None) -> None:
        self.read = sheet
        self._leave_forms()

    def _leave_forms(self) -> None:
        self.moving.hide()
        self.question.hide()
        self.pages.setCurrentWidget(self.sheet)
        self._show()

    def _show(self) -> None:
        state = self.state
        if state is None:
            return
        open_ = state.current is not None
        counting = open_ and self.pages.currentWidget() is self.count
        desk = self.context.desk
        if desk is not None and state.currency:
            number = state.current.number if state.current is not None else 0
            self.no_shift.show_state(TillNow(number, None, state.currency, Printers()), desk.till_page)
        sheet = self._shown_sheet()
        if sheet is not None:
            self.sheet.show_sheet(sheet, printer=state.printer, way_back=self.read is not None and open_)
        # A question or a form has the room of what it is about.
        asked = not self.question.isHidden() or not self.moving.isHidden()
        self.pages.setVisible((sheet is not None or counting) and not asked)
        for button in (self.move_button, self.count_button):
            button.setVisible(open_)
            button.setEnabled(not counting)
        self.closed.setVisible(not counting)  # all the room is for the fields
        self.closed.show_shifts(state.closed)
        self._say(state)

    def _say(self, state: ShiftNow) -> None:
        formats, line = self.context.formats, self.tr("No shift is open")
        if state.current is not None:
            line = self.tr("Shift {number}, open since {moment}").format(
                number=state.current.number, moment=formats.moment(state.current.opened_at)
            )
        self.header.set_words(self.tr("Shift"), line)
        said = {
            "fiscal_missing": self.tr(
                "No certified signing device: taking cash like this does not comply with the law in Germany and"
                " Austria (KassenSichV, RKSV)."
            ),
            "fiscal_test": self.tr("The signing device is a TEST device: its signatures count for nothing."),
            "fiscal_failed": self.tr("The signing device does not answer: what is booked is not signed."),
        }
        self.notice.setText("\n".join(said.get(code, code) for code in state.notices))
        self.notice.setVisible(bool(state.notices))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back: from a question, a form, a closed report."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.question.isHidden():
            self.question.hide()
            self._show()
        elif not self.moving.isHidden() or self.pages.currentWidget() is self.count:
            self._leave_forms()
        elif self.read is not None:
            self._read(None)

    def retranslate(self) -> None:
        self.move_button.setText(self.tr("Cash in or out …"))
        self.count_button.setText(self.tr("Count and close …"))
        for part in (self.no_shift, self.moving, self.sheet, self.count, self.closed):
            part.retranslate()
        desk, read, words = self.context.desk, self.read, self.context.language
        if desk is not None and read is not None:
            page = desk.shift_page
            self.context.runner.submit(
                lambda: page.said(read, words), self._read, self.context.trouble.emit, owner=self
            )
        self.refresh()
