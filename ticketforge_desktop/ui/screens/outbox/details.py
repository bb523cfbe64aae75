"""One act whole: the cause in words, what it is about, the ways on, and everything that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.outbox import KIND_RIGHTS, ActState, Attempt, Choice, OutboxEntry
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.screens.beside import Details
from ticketforge_desktop.ui.screens.facts import FixedTable, Head
from ticketforge_desktop.ui.screens.outbox import acts
from ticketforge_desktop.ui.screens.outbox.choices import Choices
from ticketforge_desktop.ui.screens.sync.tables import when
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text


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


class ActDetails(Details):
    """`decided(choice)` comes when a person settled how it goes on."""

    decided = Signal(str)
    act_asked = Signal(int)
    copied = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "outbox", parent)
        self._story: Story | None = None
        theme = context.theme
        self.copy = Button(theme, icon="copy", kind=Kind.BARE)
        self.to_blocking = Button(theme, icon="arrow-right")
        self.choices = Choices(theme)
        self.story_title = Text(theme, "", Role.STRONG)
        self.attempts = FixedTable(theme, "", row_height=Measure.ROW_TWO_LINES, grows=True)
        self.attempts.setSelectionMode(FixedTable.SelectionMode.NoSelection)
        self.store_title = Text(theme, "", Role.STRONG)
        self.store_words = Text(theme, "", Role.CODE, "secondary", wrap=True)
        self.store_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.to_blocking.clicked.connect(self._go_blocking)
        self.copy.clicked.connect(self.copied)
        self.decide.clicked.connect(self.decide_now)
        self.choices.changed.connect(self._tell_button)
        self.retranslate()

    def _lay_out(self) -> None:
        blocking = QHBoxLayout()
        blocking.addWidget(self.to_blocking)
        blocking.addStretch(1)
        told = (self.story_title, self.attempts, self.store_title, self.store_words)
        self.frame((self.copy, self.to_order), (self.cause, blocking, self.facts, self.choices, *told))

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
        self.show_order(story.order, self.tr("Open {order}").format(order=story.order))
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

    def _go_blocking(self) -> None:
        if self._story is not None and self._story.blocked_by is not None:
            self.act_asked.emit(self._story.blocked_by.outbox_id)
