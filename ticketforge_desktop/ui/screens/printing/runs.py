"""Runs: how far each is, how long it still takes, and the buttons that hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.print_runs import PrintRun, RunState
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import RunRow
from ticketforge_desktop.ui.screens.printing.torn import TornList
from ticketforge_desktop.ui.screens.printing.words import copy_word, left_words, run_state, run_title
from ticketforge_desktop.ui.screens.sync.cards import ProgressLine
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import Badge
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.text import Text

SHOWN: Final = 6
_GOES_ON: Final = frozenset({RunState.READY, RunState.PAUSED, RunState.STOPPED})
_OVER: Final = frozenset({RunState.DONE, RunState.CANCELLED})


class RunLine(QWidget):
    """One run. What it shows changes in place, so that a button is not gone under somebody's finger."""

    paused = Signal(str)
    continued = Signal(str)
    elsewhere = Signal(str)
    cancelled = Signal(str)
    decided = Signal(str, str, bool)  # run, torn order, whether its rest is printed

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.row: RunRow | None = None
        theme = context.theme
        self.title = Text(theme, "", Role.STRONG, wrap=True)
        self.badge = Badge(theme)
        self.figures = Text(theme, "", Role.BODY, wrap=True)
        self.note = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.line = ProgressLine(theme)
        self.pause = Button(theme, icon="pause")
        self.go_on = Button(theme, icon="play")
        self.others = Button(theme, icon="swap")
        self.cancel = Button(theme, icon="x")
        self.torn = TornList(context, self)
        self.torn.answered.connect(lambda order, finish: self.decided.emit(self.run_id, order, finish))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.badge)
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.KEY_GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.figures)
        words.addWidget(self.note)
        buttons.addLayout(words, 1)
        for button, signal in (
            (self.pause, self.paused), (self.go_on, self.continued), (self.others, self.elsewhere),
            (self.cancel, self.cancelled),
        ):  # fmt: skip
            button.clicked.connect(lambda _on=False, tell=signal: tell.emit(self.run_id))
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addLayout(buttons)
        column.addWidget(self.torn)

    @property
    def run_id(self) -> str:
        """The run that is shown."""
        return "" if self.row is None else self.row.progress.run.run_id

    def show_run(self, row: RunRow) -> None:
        """How it stands now."""
        self.row = row
        run, counts, number = row.progress.run, row.progress.counts, self._context.formats.number
        state, title = run_state(run.state), run_title(row)
        self.title.setText(title)
        self.badge.set(state.word, state.tone)
        out = counts.printed + counts.void
        parts = [self.tr("{done} of {all} printed").format(done=number(counts.printed), all=number(run.total))]
        if counts.in_doubt:
            parts.append(self.tr("%n in doubt", "", counts.in_doubt))
        if counts.void:
            parts.append(self.tr("%n void", "", counts.void))
        if counts.failed:
            parts.append(self.tr("%n not printed", "", counts.failed))
        if counts.cancelled:
            parts.append(self.tr("%n left out", "", counts.cancelled))
        self.figures.setText(" · ".join(parts))
        left = left_words(row.progress.left_s)
        notes = (*self._post_words(run), left, copy_word(run.copy_kind), ", ".join(run.printers))
        self.note.setText(" · ".join(part for part in notes if part))
        self.note.setVisible(bool(self.note.text()))
        self.line.show_fraction((out + counts.failed) / run.total if run.total else 0.0)
        self.torn.show_orders(row.torn)
        self._settle(run.state, title)

    def _post_words(self, run: PrintRun) -> Iterator[str]:
        if run.chosen.get("post"):
            yield self.tr("for the post, order by order")
            without = run.chosen.get("without_address")
            if isinstance(without, list):
                yield self.tr("%n order(s) without an address left out", "", len(without))

    def _settle(self, state: RunState, title: str) -> None:
        may = Right.PRINT in self._context.staff.rights
        shown = (
            (self.pause, state is RunState.RUNNING, self.tr("Pause")),
            (self.go_on, state in _GOES_ON, self.tr("Begin") if state is RunState.READY else self.tr("Continue")),
            (self.others, state in _GOES_ON, self.tr("Elsewhere …")),
            (self.cancel, state not in _OVER, self.tr("Cancel …")),
        )
        for button, visible, words in shown:
            button.setText(words)
            button.setAccessibleName(f"{words.rstrip(' …')}: {title}")
            button.setVisible(visible)
            button.setEnabled(may)
        self.others.setToolTip(self.tr("Continue on other printers, or with another number of papers at once"))


class RunsCard(Card):
    """The newest runs, those under way first."""

    paused = Signal(str)
    continued = Signal(str)
    elsewhere = Signal(str)
    cancelled = Signal(str)
    decided = Signal(str, str, bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.lines: list[RunLine] = []

    def show_runs(self, rows: Sequence[RunRow]) -> None:
        """Show them; the card is away where there is none."""
        ordered = sorted(rows, key=lambda row: row.progress.run.state in _OVER)[:SHOWN]
        while len(self.lines) < len(ordered):
            line = RunLine(self._context, self)
            line.paused.connect(self.paused)
            line.continued.connect(self.continued)
            line.elsewhere.connect(self.elsewhere)
            line.cancelled.connect(self.cancelled)
            line.decided.connect(self.decided)
            self.lines.append(line)
            self.body.addWidget(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(ordered))
            if at < len(ordered):
                line.show_run(ordered[at])
        self.setVisible(bool(ordered))

    def retranslate(self) -> None:
        """All words anew."""
        title = self.tr("Runs")
        if self.head is not None:
            self.head.title.setText(title)
        self.setAccessibleName(title)
        for line in self.lines:
            if line.row is not None:
                line.show_run(line.row)
