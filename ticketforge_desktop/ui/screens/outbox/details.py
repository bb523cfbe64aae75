"""One act whole: the cause in words, what it is about, the ways on, and everything that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.outbox import KIND_RIGHTS, ActState, Attempt, Choice, OutboxEntry
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.screens.facts import FactList, FixedTable, Head
from ticketforge_desktop.ui.screens.outbox import acts
from ticketforge_desktop.ui.screens.outbox.choices import Choices
from ticketforge_desktop.ui.screens.sync.tables import when
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Icon, Text

_BESIDE: Final = 560  # px at 100 % from which buttons stand beside the title, and the note beside the last ones


@dataclass(frozen=True, slots=True)
class Story:
    """An act with what belongs to it, fetched together."""

    entry: OutboxEntry
    order: str
    attempts: Sequence[Attempt]
    blocked_by: OutboxEntry | None
    blocked_order: str
    categories: tuple[str, ...]


def fetch(desk: Desk, entry: OutboxEntry) -> Story:
    """Ask the desk; runs beside the window."""
    page = desk.sync_page
    blocked = page.blocked_by(entry.outbox_id) if entry.state is ActState.PENDING else None
    names = (page.category_name(variant) for variant in acts.variants_of(entry.payload))
    return Story(
        entry,
        acts.order_of(entry, page.order_name),
        page.attempts(entry.outbox_id),
        blocked,
        acts.order_of(blocked, page.order_name) if blocked is not None else "",
        tuple(name for name in names if name),
    )


def facts_of(story: Story, context: Context) -> list[tuple[str, str]]:
    """What the act is about, and its dates."""
    translate, entry, formats = QCoreApplication.translate, story.entry, context.formats
    facts: list[tuple[str, str]] = []
    if story.order:
        facts.append((translate("ActFacts", "Order"), story.order))
    if story.categories:
        facts.append((translate("ActFacts", "Category"), "\n".join(story.categories)))
    amount = acts.amount_of(entry.payload)
    if amount is not None:
        facts.append((translate("ActFacts", "Amount"), formats.money(amount)))
    tags = entry.payload.get("add")
    if entry.kind == "tag" and isinstance(tags, list):
        facts.append((translate("ActFacts", "Tags"), ", ".join(str(tag) for tag in tags)))
    note = entry.payload.get("note")
    if isinstance(note, str) and note:
        facts.append((translate("ActFacts", "Note"), note))
    facts.append((translate("ActFacts", "Done here"), when(entry.created_at, context, seconds=True)))
    if entry.attempts:
        facts.append((translate("ActFacts", "Attempts"), formats.number(entry.attempts)))
    if entry.state is ActState.PENDING and entry.next_attempt_at is not None and entry.attempts:
        facts.append((translate("ActFacts", "Next attempt"), when(entry.next_attempt_at, context, seconds=True)))
    if entry.done_at is not None:
        word = translate("ActFacts", "Settled") if entry.settled_how else translate("ActFacts", "In the store since")
        facts.append((word, when(entry.done_at, context, seconds=True)))
    if entry.settled_how:
        facts.append((translate("ActFacts", "How it was settled"), entry.settled_how))
    return facts


class CauseBox(QFrame):
    """The cause on a soft ground, and what to look at first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fill = "attention_soft"
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GAP, 12, Measure.GAP, 12)
        row.setSpacing(Measure.GAP)
        self._icon = Icon(theme, "warning", 24, "attention")
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.text = Text(theme, "", Role.BODY, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        theme.changed.connect(self.update)

    def tell(self, title: str, text: str, *, icon: str, tone: str, fill: str) -> None:
        """Say it; `fill` is the token of the ground."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._icon.set_icon(icon, tone)
        self._fill = fill
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self._theme, self.rect(), fill=self._fill)
        painter.end()


class ActDetails(QWidget):
    """`decided(choice)` comes when a person settled how it goes on; `later` when it shall wait."""

    decided = Signal(str)
    later = Signal()
    order_asked = Signal(str)
    act_asked = Signal(int)
    copied = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._story: Story | None = None
        theme = context.theme
        self.title = Text(theme, "", Role.SCREEN, wrap=True)
        self.below = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.to_order = Button(theme, icon="orders")
        self.copy = Button(theme, icon="copy", kind=Kind.BARE)
        self.cause = CauseBox(theme)
        self.to_blocking = Button(theme, icon="arrow-right")
        self.facts = FactList(theme)
        self.choices = Choices(theme)
        self.story_title = Text(theme, "", Role.STRONG)
        self.attempts = FixedTable(theme, "", row_height=Measure.ROW_TWO_LINES, grows=True)
        self.attempts.setSelectionMode(FixedTable.SelectionMode.NoSelection)
        self.store_title = Text(theme, "", Role.STRONG)
        self.store_words = Text(theme, "", Role.CODE, "secondary", wrap=True)
        self.store_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.wait = Button(theme)
        self.decide = Button(theme, icon="outbox", kind=Kind.PRIMARY, shortcut="Ctrl+Return")
        self._lay_out()
        self.to_order.clicked.connect(self._go_order)
        self.to_blocking.clicked.connect(self._go_blocking)
        self.copy.clicked.connect(self.copied)
        self.wait.clicked.connect(self.later)
        self.decide.clicked.connect(self.decide_now)
        self.choices.changed.connect(self._tell_button)
        self.retranslate()

    def _lay_out(self) -> None:
        head = self._head_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.below)
        head.addLayout(words, 1)
        beside = QHBoxLayout()
        beside.setSpacing(Measure.GRID)
        beside.addWidget(self.copy)
        beside.addWidget(self.to_order)
        beside.addStretch(1)
        head.addLayout(beside)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, Measure.GAP, Measure.MARGIN, Measure.GAP)
        column.setSpacing(Measure.GAP)
        column.addLayout(head)
        blocking = QHBoxLayout()
        blocking.addWidget(self.to_blocking)
        blocking.addStretch(1)
        for widget in (self.cause, self.facts, self.choices):
            column.addWidget(widget)
        column.insertLayout(2, blocking)
        for title, body in ((self.story_title, self.attempts), (self.store_title, self.store_words)):
            column.addWidget(title)
            column.addWidget(body)
        column.addStretch(1)
        foot = QWidget()
        self._foot_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        self._foot_row.setContentsMargins(Measure.MARGIN, 12, Measure.MARGIN, 12)
        self._foot_row.setSpacing(Measure.KEY_GAP)
        row = QHBoxLayout()
        row.setSpacing(Measure.KEY_GAP)
        row.addStretch(1)
        row.addWidget(self.wait)
        row.addWidget(self.decide)
        self._foot_row.addWidget(self.note, 1)
        self._foot_row.addLayout(row)
        self.foot = foot
        self.area = ScrollArea(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= _BESIDE * self._context.theme.scale
        for row in (self._head_row, self._foot_row):
            row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    @property
    def story(self) -> Story | None:
        """What is shown."""
        return self._story

    def show_story(self, story: Story) -> None:
        """Show an act; the same act again leaves what was typed."""
        other = self._story is None or self._story.entry.outbox_id != story.entry.outbox_id
        self._story = story
        entry, context = story.entry, self._context
        self.title.setText(acts.title_of(entry, story.order))
        who = entry.staff_id
        self.below.setText(" · ".join(part for part in (when(entry.created_at, context), who) if part))
        self.to_order.setVisible(bool(story.order))
        self.to_order.setText(self.tr("Open {order}").format(order=story.order))
        self._tell_cause(story)
        self.facts.show_facts(facts_of(story, context))
        self._tell_attempts(story)
        parked = entry.state is ActState.ATTENTION
        self.choices.setVisible(parked)
        self.foot.setVisible(parked)
        if parked:
            self.choices.form.decimal_point = context.formats.locale.decimalPoint()
            self.choices.show_act(entry, allowed=self.allowed)
        self._tell_button()
        if other:
            self.area.verticalScrollBar().setValue(0)

    @property
    def allowed(self) -> bool:
        """Whether the person acting may decide: the right that made the act, or that of the settings."""
        if self._story is None:
            return False
        rights = self._context.staff.rights
        return Right.SETTINGS in rights or KIND_RIGHTS.get(self._story.entry.kind, Right.SETTINGS) in rights

    def as_text(self) -> str:
        """All of it as lines, for the clipboard."""
        story = self._story
        if story is None:
            return ""
        lines = [self.title.text(), self.below.text(), self.cause.title.text()]
        lines += [f"{name}: {value}" for name, value in facts_of(story, self._context)]
        lines += [" ".join(f"{cell.text} {cell.second}".strip() for cell in row) for row in self.attempts.rows]
        lines += [story.entry.last_error, f"id {story.entry.outbox_id} · {story.entry.idempotency_key}"]
        return "\n".join(line for line in lines if line)

    def decide_now(self) -> None:
        """Do what is chosen, if it has all it asks for."""
        chosen = self.choices.chosen
        if chosen is not None and self.decide.isEnabled() and self.foot.isVisible():
            self.decided.emit(chosen.value)

    def retranslate(self) -> None:
        """All words anew."""
        self.copy.setAccessibleName(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy"))
        self.story_title.setText(self.tr("What was tried"))
        self.attempts.setAccessibleName(self.tr("What was tried"))
        self.attempts.set_heads(
            [
                Head(self.tr("When"), sample="28 Sept, 28:88"),
                Head(self.tr("What became of it"), stretch=True),
            ]
        )
        self.store_title.setText(self.tr("In the store's own words"))
        self.wait.setText(self.tr("Later"))
        self.wait.setAccessibleDescription(self.tr("Nothing else waits for this; go on to the next"))
        self.choices.retranslate()
        if self._story is not None:
            self.show_story(self._story)

    def _tell_cause(self, story: Story) -> None:
        entry = story.entry
        blocked = story.blocked_by
        self.to_blocking.setVisible(blocked is not None)
        if entry.state is ActState.ATTENTION:
            self.cause.tell(
                acts.cause_of(entry), acts.advice_of(entry), icon="warning", tone="attention", fill="attention_soft"
            )
        elif blocked is not None:
            other = acts.title_of(blocked, story.blocked_order)
            text = self.tr("“{other}” needs attention first: what concerns the same thing is sent in its order.")
            self.cause.tell(
                self.tr("Waits behind another act"),
                text.format(other=other),
                icon="clock",
                tone="attention",
                fill="attention_soft",
            )
            self.to_blocking.setText(self.tr("Go there"))
            self.to_blocking.setAccessibleName(self.tr("Go to the act it waits for"))
        elif entry.state is ActState.DONE:
            words, _ = acts.state_words(entry, self._context.formats)
            self.cause.tell(words, "", icon="check-circle", tone="admitted", fill="admitted_soft")
        else:
            words, _ = acts.state_words(entry, self._context.formats)
            text = self.tr("It is sent by itself, as soon as the store answers. Nothing is lost meanwhile.")
            self.cause.tell(words, text, icon="clock", tone="secondary", fill="raised")

    def _tell_attempts(self, story: Story) -> None:
        rows = [
            [
                Cell(when(attempt.at, self._context, seconds=True)),
                Cell(acts.outcome_words(attempt), " ".join(attempt.detail.split())),
            ]
            for attempt in story.attempts
        ]
        self.attempts.show_rows(rows)
        self.attempts.setVisible(bool(rows))
        self.story_title.setVisible(bool(rows))
        words = story.entry.last_error
        self.store_words.setText(words)
        self.store_words.setVisible(bool(words))
        self.store_title.setVisible(bool(words))

    def _tell_button(self) -> None:
        chosen = self.choices.chosen
        words = {
            Choice.RETRY: (self.tr("Send again"), "outbox"),
            Choice.CHANGE: (self.tr("Change and send"), "outbox"),
            Choice.SETTLE: (self.tr("Settle"), "check"),
        }
        text, icon = words[chosen] if chosen is not None else (self.tr("Decide"), "check")
        self.decide.setText(text)
        self.decide.set_icon(icon)
        self.decide.setEnabled(self.allowed and self.choices.ready)
        kept = self.tr("Every decision is kept in the log.")
        self.note.setText(kept if self.allowed else self.tr("A right is missing: ask a person who has it."))

    def _go_order(self) -> None:
        if self._story is not None:
            self.order_asked.emit(self._story.order)

    def _go_blocking(self) -> None:
        if self._story is not None and self._story.blocked_by is not None:
            self.act_asked.emit(self._story.blocked_by.outbox_id)
