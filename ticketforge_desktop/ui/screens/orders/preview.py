"""Before printing: what will come out, in which layout and language, and where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import Drawing, LayoutInfo, PrintState
from ticketforge_desktop.services.print_tickets import Outcome
from ticketforge_desktop.services.settings import PRINT_LANGUAGE, PRINT_LAYOUT
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.orders.paper import Paper
from ticketforge_desktop.ui.screens.split import Split
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card, Rule
from ticketforge_desktop.ui.widgets.fields import ComboBox
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import ScrollArea, head_over
from ticketforge_desktop.ui.widgets.text import Text


class PrintPreviewPage(QWidget):
    """Tickets one by one on paper; `left` asks to go back."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._ids: tuple[str, ...] = ()
        self._order = ""
        self._at = 0
        self._layouts: Sequence[LayoutInfo] = ()
        self._printers: Sequence[PrinterSetup] = ()
        self._job: Job[Drawing] | None = None
        theme = context.theme
        self.header = ScreenHeader(theme)
        self.back = self.header.add_back("")
        self.back.clicked.connect(self.left)
        self.paper = Paper(theme)
        self.previous = Button(theme, icon="chevron-left", kind=Kind.BARE)
        self.next = Button(theme, icon="chevron-right", kind=Kind.BARE)
        self.place = Text(theme, "", Role.NAME)
        self.fault = Text(theme, "", Role.BODY, "refused", wrap=True)
        self.layout_box = ComboBox(theme)
        self.language_box = ComboBox(theme)
        self.language_box.addItem("Deutsch", "de")
        self.language_box.addItem("English", "en")
        self.pdf = Button(theme, icon="file", shortcut="Ctrl+S")
        self.zpl = Button(theme, icon="save", shortcut="Ctrl+L")
        self.printer_box = ComboBox(theme)
        self.target = QLineEdit()
        self.print = Button(theme, icon="printer", kind=Kind.PRIMARY, shortcut="Ctrl+Return")
        self._labels = [Text(theme, "", Role.SMALL, "secondary") for _ in range(4)]
        self.outcome = Text(theme, "", Role.BODY, wrap=True)
        self._unfit = Text(theme, "", Role.SMALL, "attention", wrap=True)
        self._unfit.hide()
        self._lay_out()
        self._tell_fault("")
        self._tell_outcome("")
        self._join()
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self.context.theme
        split = Split(theme, 320, 480)
        sheet = Card(theme, flush=True)
        sheet.body.addWidget(self.paper, 1)
        turn = QHBoxLayout()
        turn.setContentsMargins(8, 8, 8, 8)
        turn.addStretch(1)
        for part in (self.previous, self.place, self.next):
            turn.addWidget(part)
        turn.addStretch(1)
        sheet.body.addLayout(turn)
        split.main.addWidget(sheet, 1)
        choose = Card(theme)
        self.choose_head = choose.add_head("")
        for label, field in zip(self._labels[:2], (self.layout_box, self.language_box), strict=True):
            choose.body.addWidget(label)
            choose.body.addWidget(field)
        choose.body.addWidget(self.fault)
        out = Card(theme)
        self.out_head = out.add_head("")
        out.body.addWidget(self.pdf)
        out.body.addWidget(self.zpl)
        out.body.addSpacing(4)
        out.body.addWidget(Rule(theme))
        for label, output in zip(self._labels[2:], (self.printer_box, self.target), strict=True):
            out.body.addWidget(label)
            out.body.addWidget(output)
        out.body.addWidget(self._unfit)
        out.body.addWidget(self.print)
        out.body.addWidget(self.outcome)
        split.side.addWidget(choose)
        split.side.addWidget(out)
        split.side.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.addWidget(split)
        head_over(self, self.header, ScrollArea(content))

    def _join(self) -> None:
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self.layout_box.activated.connect(lambda _at: self._draw())
        self.language_box.activated.connect(lambda _at: self._draw())
        self.pdf.clicked.connect(lambda: self._ask_file("pdf", "pdf"))
        self.zpl.clicked.connect(lambda: self._ask_file("zpl", "zpl"))
        self.printer_box.activated.connect(lambda _at: self._follow_printer())
        self.target.textChanged.connect(lambda _text: self._settle())
        self.target.returnPressed.connect(self.print.click)
        self.print.clicked.connect(self.send)
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Esc", self.left.emit),
            ("Ctrl+S", self.pdf.click),
            ("Ctrl+L", self.zpl.click),
            ("Ctrl+Return", self.print.click),
            ("PgUp", lambda: self.turn(-1)),
            ("PgDown", lambda: self.turn(1)),
        ]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What is shown

    def show_tickets(self, ticket_ids: tuple[str, ...], order: str) -> None:
        """Show tickets of an order, the first of them on paper."""
        self._ids, self._order, self._at = ticket_ids, order, 0
        self._tell_outcome("")
        self._tell_head()
        desk = self.context.desk
        if desk is not None:
            runner, trouble = self.context.runner, self.context.trouble.emit
            runner.submit(desk.print_page.printers, self._take_printers, trouble, owner=self)
            runner.submit(desk.printing.layouts, self._take_layouts, trouble, owner=self)
        self.layout_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, step: int) -> None:
        """Show the ticket before or after."""
        at = self._at + step
        if 0 <= at < len(self._ids):
            self._at = at
            self._draw()

    def _take_printers(self, printers: Sequence[PrinterSetup]) -> None:
        """Printers by name; the last entry is for one that is not set up."""
        self._printers = printers
        wanted = self.printer_box.key if self.printer_box.count() else next((one.name for one in printers), "")
        self.printer_box.clear()
        for setup in printers:
            self.printer_box.addItem(setup.name, setup.name)
        self.printer_box.addItem(self.tr("Another, by its address"), "")
        self.printer_box.choose(wanted)
        self._settle()

    def _follow_printer(self) -> None:
        """What lies in the printer is what is printed on, unless somebody chooses another layout."""
        setup = self.setup
        if setup is not None and setup.layout:
            self.layout_box.choose(setup.layout)
            self.language_box.choose(setup.words)
        self._draw()

    @property
    def setup(self) -> PrinterSetup | None:
        """The chosen printer; None for one that is given by its address."""
        return next((setup for setup in self._printers if setup.name == self.printer_box.key), None)

    def _take_layouts(self, layouts: Sequence[LayoutInfo]) -> None:
        self._layouts = layouts = [info for info in layouts if info.document == "ticket"]
        setup = self.setup
        stock = setup.layout if setup is not None else ""
        wanted = self.layout_box.key or stock or self.context.settings.text(PRINT_LAYOUT)
        self.layout_box.clear()
        for info in layouts:
            self.layout_box.addItem(info.title.get(self.context.language) or info.name, info.name)
        self.layout_box.choose(wanted)
        self.language_box.choose(self.context.settings.text(PRINT_LANGUAGE))
        self._draw()

    @property
    def info(self) -> LayoutInfo | None:
        """The chosen layout."""
        return next((info for info in self._layouts if info.name == self.layout_box.key), None)

    def _draw(self) -> None:
        desk, info = self.context.desk, self.info
        self._settle()
        if desk is None or info is None or not self._ids:
            self.paper.show_drawing(None, "")
            self._tell_fault("" if info is not None else self.tr("No layout is installed."))
            return
        if info.faults:
            line, reason = info.faults[0]
            self.paper.show_drawing(None, "")
            self._tell_fault(self.tr("Line {line}: {reason}").format(line=line, reason=reason))
            return
        ticket, layout, language = self._ids[self._at], info.name, self.language_box.key
        self._job = self.context.runner.submit(
            lambda: desk.printing.drawing(ticket, layout, language),
            self._drawn,
            self._not_drawn,
            owner=self,
            replaces=self._job,
        )

    def _drawn(self, drawing: Drawing) -> None:
        self._tell_fault("")
        texts = [mark.text for mark in drawing.marks if hasattr(mark, "text")]
        self.paper.show_drawing(drawing, ", ".join(texts))

    def _not_drawn(self, error: BaseException) -> None:
        self.paper.show_drawing(None, "")
        self._tell_fault(str(error))

    def _settle(self) -> None:
        """What can be done with what is chosen."""
        info, number = self.info, self.context.formats.number
        whole = info is not None and not info.faults and bool(self._ids)
        may = Right.PRINT in self.context.staff.rights
        self.pdf.setEnabled(whole and may and info is not None and "pdf" in info.languages)
        self.zpl.setEnabled(whole and may and info is not None and "zpl" in info.languages)
        setup = self.setup
        fits = info is not None and setup is not None and setup.language in info.languages
        by_address = self.zpl.isEnabled() and setup is None and bool(self.target.text().strip())
        self.print.setEnabled((whole and may and fits) or by_address)
        for part in (self._labels[3], self.target):
            part.setVisible(setup is None)
        self._unfit.setVisible(setup is not None and whole and not fits)
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at < len(self._ids) - 1)
        at = self.tr("{at} of {all}").format(at=number(self._at + 1), all=number(len(self._ids)))
        size = "" if info is None else f" · {info.width:g} × {info.height:g} mm"
        self.place.setText(at + size)

    # What is done

    def _ask_file(self, language: str, ending: str) -> None:
        if not self._ids:
            return
        name = f"{self._order.lstrip('#') or 'tickets'}.{ending}"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save tickets"), name, f"{ending.upper()} (*.{ending})")
        if path:
            self.save(language, Path(path))

    def save(self, language: str, path: Path) -> None:
        """Write the tickets into a file."""
        desk, info, ids, tongue = self.context.desk, self.info, self._ids, self.language_box.key
        if desk is None or info is None:
            return
        self._busy(True)
        self.context.runner.submit(
            lambda: desk.printing.save(ids, language, info.name, tongue, str(path)),
            lambda _bytes: self._saved(path),
            self._failed,
            owner=self,
        )

    def _saved(self, path: Path) -> None:
        self._busy(False)
        words = self.tr("%n ticket(s) saved as {file}.", "", len(self._ids)).format(file=path.name)
        self._tell("admitted", words)

    def send(self) -> None:
        """Print the tickets, each with its line in the ledger."""
        desk, info, ids, tongue = self.context.desk, self.info, self._ids, self.language_box.key
        target, setup = self.target.text().strip(), self.setup
        if desk is None or info is None or not ids or (setup is None and not target):
            return
        address = target if "://" in target else f"tcp://{target}"
        printing, page = desk.printing, desk.print_page

        def work() -> Sequence[Outcome]:
            if setup is not None:
                return page.print_on(setup.name, info.name, tongue, ids)
            return printing.send(ids, info.name, tongue, address)

        self._busy(True)
        self.outcome.set_tone("secondary")
        self._tell_outcome(self.tr("Sending %n ticket(s) …", "", len(ids)))
        self.context.runner.submit(work, self._sent, self._failed, owner=self)

    def _sent(self, jobs: Sequence[Outcome]) -> None:
        self._busy(False)
        printed = sum(job.state is PrintState.PRINTED for job in jobs)
        doubt = sum(job.state is PrintState.IN_DOUBT for job in jobs)
        failed = [job for job in jobs if job.state is PrintState.FAILED]
        self.context.broadcast(ChangeSet.of(Changed.PRINT_JOB))
        left = len(self._ids) - len(jobs)  # after a doubt the run stops: those behind it were not begun
        if not doubt and not failed and not left:
            self._tell("admitted", self.tr("%n ticket(s) printed.", "", printed))
            return
        parts = [self.tr("%n ticket(s) printed.", "", printed)]
        if doubt:
            parts.append(self.tr("%n ticket(s) sent; look whether they came out.", "", doubt))
        if failed:
            parts.append(self.tr("%n ticket(s) not printed: {reason}", "", len(failed)).format(reason=failed[0].reason))
        if left:
            parts.append(self.tr("%n ticket(s) not begun.", "", left))
        self._tell("refused" if failed else "attention", " ".join(parts))

    def _failed(self, error: BaseException) -> None:
        self._busy(False)
        self._tell_outcome("")
        self.context.trouble.emit(error)

    def _tell(self, tone: str, words: str) -> None:
        self.outcome.set_tone(tone)
        self._tell_outcome(words)
        self.context.told.emit(tone, words)

    def _tell_fault(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _tell_outcome(self, words: str) -> None:
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def _busy(self, busy: bool) -> None:
        """No second job while one runs: a ticket printed twice is money."""
        if busy:
            for button in (self.pdf, self.zpl, self.print):
                button.setEnabled(False)
        else:
            self._settle()

    def _tell_head(self) -> None:
        line = self.tr("%n ticket(s)", "", len(self._ids)) if self._ids else ""
        self.header.set_words(self.tr("Print order {name}").format(name=self._order), line)

    def retranslate(self) -> None:
        """All words anew."""
        self.back.setAccessibleName(self.tr("Back to the order"))
        self.back.setToolTip(self.tr("Back to the order (Esc)"))
        self.previous.setAccessibleName(self.tr("Previous ticket"))
        self.previous.setToolTip(self.tr("Previous ticket (Page up)"))
        self.next.setAccessibleName(self.tr("Next ticket"))
        self.next.setToolTip(self.tr("Next ticket (Page down)"))
        self.paper.setAccessibleName(self.tr("Preview"))
        self.choose_head.title.setText(self.tr("Ticket"))
        self.out_head.title.setText(self.tr("Output"))
        names = (
            self.tr("Layout"),
            self.tr("Language on the ticket"),
            self.tr("Printer"),
            self.tr("ZPL printer in the network"),
        )
        fields = (self.layout_box, self.language_box, self.printer_box, self.target)
        for label, field, name in zip(self._labels, fields, names, strict=True):
            label.setText(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
        if self.printer_box.count():
            self.printer_box.setItemText(self.printer_box.count() - 1, self.tr("Another, by its address"))
        self._unfit.setText(self.tr("This layout is not made for the printer's language. Choose another of the two."))
        self.target.setPlaceholderText(self.tr("address:9100"))
        self.pdf.setText(self.tr("Save as PDF …"))
        self.zpl.setText(self.tr("Save as ZPL …"))
        self.print.setText(self.tr("Print"))
        self._tell_head()
        self._settle()
