"""The panel above whatever is open when a printer leaves its run: what happened, what to do, and the doubts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.scan_input import recognise
from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.devices.hub import Heard
from ticketforge_desktop.ui.print_desk import DoubtRow, PaperRow, RunRow
from ticketforge_desktop.ui.screens.printing.driver import PrintDriver
from ticketforge_desktop.ui.screens.printing.words import hindrance, paper_words, run_title
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import ComboBox
from ticketforge_desktop.ui.widgets.messages import announce
from ticketforge_desktop.ui.widgets.text import Icon, Text

_BESIDE = 900  # px at 100 % from which the buttons stand beside the words
_LONGEST = 36  # signs of a paper in the list; its words stand above it whole


class JamPanel(QWidget):
    """It blocks nothing: work goes on below it. Away on the printing page, in the kiosk, and when nothing is asked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._doubts: Sequence[DoubtRow] = ()
        self._stopped: RunRow | None = None  # the run that waits for somebody once all is answered
        self._asked: set[str] = set()  # runs whose doubts were asked about here
        self._later = False
        self._elsewhere = False
        theme = context.theme
        self.icon = Icon(theme, "printer-jam", 40, "attention")
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.act = Text(theme, "", Role.BODY, wrap=True)
        self.papers = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.which = ComboBox(theme)
        self.which.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(_LONGEST)
        self.good = Button(theme, icon="check")
        self.void = Button(theme, icon="x")
        self.go_on = Button(theme, icon="play", kind=Kind.PRIMARY)
        self.look = Button(theme, icon="arrow-right")
        self.close_button = Button(theme, icon="x", kind=Kind.BARE, name="x")
        self._lay_out()
        driver = PrintDriver.of(context)
        driver.halted.connect(lambda _printer: self.look_again())
        driver.ended.connect(lambda _run: self.look_again())
        self._driver = driver
        self.which.activated.connect(lambda _at: self._tell())
        self.good.clicked.connect(lambda _on=False: self._resolve(good=True))
        self.void.clicked.connect(lambda _on=False: self._resolve(good=False))
        self.go_on.clicked.connect(lambda _on=False: self._continue())
        self.look.clicked.connect(lambda _on=False: context.go.emit("printing", None))
        self.close_button.clicked.connect(lambda _on=False: self.put_off())
        self.hide()
        context.changed.connect(self._changed)
        context.kiosk.connect(lambda _on: self._settle())
        self.retranslate()
        if context.scanners is not None:
            context.scanners.claim(self, self.take_scan, behind=True)
        context.on_desk(lambda _desk: self.look_again())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for text in (self.title, self.act, self.papers):
            words.addWidget(text)
        words.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.KEY_GAP)
        for button in (self.good, self.void, self.go_on, self.look):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.MARGIN, 12, Measure.GRID, 12)
        row.setSpacing(Measure.GAP)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._row, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def stay_away(self, away: bool) -> None:
        """Whether what is open says it already, or may not be disturbed."""
        self._elsewhere = away
        self._settle()

    # What is asked

    def look_again(self) -> None:
        """A printer stopped, a run ended, or the profile was opened: look."""
        self._later = False
        self.refresh()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.touches(Changed.PRINT_JOB):
            self.refresh()

    def refresh(self) -> None:
        """Ask what is in doubt, and which run stands still."""
        desk = self._context.desk
        if desk is not None:
            self._context.runner.submit(lambda: _look(desk), self._show, self._context.trouble.emit, owner=self)

    @property
    def asked(self) -> tuple[DoubtRow, PaperRow] | None:
        """The paper that is asked about: the chosen one, at first the first."""
        found = [(doubt, paper) for doubt in self._doubts for paper in doubt.papers]
        return next((one for one in found if str(one[1].job.job_id) == self.which.key), found[0] if found else None)

    def _resolve(self, *, good: bool) -> None:
        desk, asked = self._context.desk, self.asked
        if desk is not None and asked is not None:
            job = asked[1].job.job_id
            self.good.setEnabled(False)
            self.void.setEnabled(False)
            self._context.runner.submit(
                lambda: desk.print_page.resolve(job, good), lambda _none: self._answered(), self._failed, owner=self
            )

    def take_scan(self, heard: Heard) -> bool:
        """A doubtful paper answers for itself wherever somebody is; any other scan is not ours (False)."""
        desk, code = self._context.desk, recognise(heard.scan.text).code
        if desk is None or code is None:
            return False
        named = (code.payload.ticket.hex(), code.payload.issue)
        if all((paper.job.ticket_id, paper.job.issue) != named for doubt in self._doubts for paper in doubt.papers):
            return False
        text = heard.scan.text
        self._context.runner.submit(
            lambda: desk.print_page.answer(text, False), lambda _jobs: self._answered(), self._failed, owner=self
        )
        return True

    def _answered(self) -> None:
        self._context.broadcast(ChangeSet.of(Changed.PRINT_JOB))

    def _failed(self, error: Exception) -> None:
        self._context.trouble.emit(error)
        self.refresh()

    def _continue(self) -> None:
        row = self._stopped
        self.put_off()
        if row is not None:
            self._driver.start(row.progress.run.run_id, row.progress.run.printers)

    def put_off(self) -> None:
        """Later: away until a printer stops again; the printing page asks all the while."""
        self._later = True
        self._settle()

    # What is told

    def _show(self, found: tuple[Sequence[DoubtRow], RunRow | None]) -> None:
        self._doubts, self._stopped = found
        self._fill()
        self._asked |= {doubt.run_id for doubt in self._doubts if doubt.run_id}
        self._tell()
        self._settle()

    def _fill(self) -> None:
        """The doubtful papers to choose from; the chosen one stays while it is there."""
        chosen, many = self.which.key, len(self._doubts) > 1
        self.which.clear()
        for doubt in self._doubts:
            for paper in doubt.papers:
                words = f"{doubt.printer}: {paper_words(paper)}" if many else paper_words(paper)
                self.which.addItem(words, str(paper.job.job_id))
        self.which.choose(chosen)

    def _settle(self) -> None:
        asks = bool(self._doubts) or self._waits
        shown = asks and not self._later and not self._elsewhere and not self._context.holds
        if shown and self.isHidden():
            announce(self, f"{self.title.text()} {self.act.text()} {self.papers.text()}", urgent=True)
        self.setVisible(shown)

    @property
    def _waits(self) -> bool:
        """Whether a run stands still whose doubts were asked about here; an older one is on the printing page."""
        run_id = "" if self._stopped is None else self._stopped.progress.run.run_id
        return run_id in self._asked - self._driver.working

    def _tell(self) -> None:
        may = Right.PRINT in self._context.staff.rights
        doubts = self._doubts
        self.which.setVisible(sum(len(doubt.papers) for doubt in doubts) > 1)
        for button, shown in ((self.good, bool(doubts)), (self.void, bool(doubts)), (self.go_on, not doubts)):
            button.setVisible(shown)
            button.setEnabled(may)
        asked = self.asked
        if asked is not None:
            self._tell_doubt(*asked)
        elif self._stopped is not None:
            self._tell_stopped(self._stopped)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(f"{self.act.text()} {self.papers.text()}")

    def _tell_doubt(self, doubt: DoubtRow, paper: PaperRow) -> None:
        told = hindrance(doubt.condition)
        self.icon.set_icon(told.icon, "attention")
        self.title.setText(self.tr("{printer}: {what}").format(printer=doubt.printer, what=told.title))
        self.act.setText(told.act)
        parts = []
        if doubt.last is not None:
            parts.append(self.tr("Certain: {paper}.").format(paper=paper_words(doubt.last)))
        parts.append(self.tr("Look for: {paper}.").format(paper=paper_words(paper)))
        if self._context.scanners is not None:
            parts.append(self.tr("Scanned, it answers for itself."))
        more = sum(len(one.papers) for one in self._doubts) - 1
        if more:
            parts.append(self.tr("%n further paper(s) to look at.", "", more))
        self.papers.setText(" ".join(parts))

    def _tell_stopped(self, row: RunRow) -> None:
        self.icon.set_icon("check-circle", "admitted")
        self.title.setText(self.tr("All papers are answered for"))
        waiting = self.tr("%n paper(s) of {what} wait.", "", row.progress.counts.waiting)
        self.act.setText(waiting.format(what=run_title(row)))
        self.papers.setText("")

    def retranslate(self) -> None:
        """All words anew."""
        self.good.setText(self.tr("It is good"))
        self.void.setText(self.tr("Void"))
        self.go_on.setText(self.tr("Continue the run"))
        self.which.setAccessibleName(self.tr("Paper that is asked about"))
        self.look.setText(self.tr("Printing"))
        self.look.setAccessibleName(self.tr("Open the printing page"))
        self.close_button.setAccessibleName(self.tr("Later"))
        self.close_button.setToolTip(self.tr("Later"))
        self._tell()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE * self._context.theme.scale
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._context.theme
        painter.fillRect(self.rect(), theme.colour("attention_soft"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("attention"))
        painter.end()


def _look(desk: Desk) -> tuple[Sequence[DoubtRow], RunRow | None]:
    """Off the window's thread: the doubts, and the newest run that stands still with papers to print."""
    page = desk.print_page
    doubts = page.doubts()
    stopped = (
        row for row in page.runs(10) if row.progress.run.state is RunState.STOPPED and row.progress.counts.waiting
    )
    return doubts, next(stopped, None)
