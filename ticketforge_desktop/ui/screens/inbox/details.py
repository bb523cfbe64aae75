"""One matter whole: what happened, both logs side by side, what it is about, and how it was settled."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.conflicts import LONGEST_HOW
from ticketforge_desktop.services.inbox import CONFLICT, InboxEntry
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.beside import Details
from ticketforge_desktop.ui.screens.inbox import words
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Text

_BOTH_SIDES: Final = 360  # px at 100 % from which the logs of both doors stand beside each other
LEAST_WORDS: Final = 3  # characters a settlement must say


class SideBox(Card):
    """One door's log entry."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.name = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.place = Text(theme, "", Role.CARD, wrap=True)
        self.at = Text(theme, "", Role.STRONG, wrap=True)
        self.rest = Text(theme, "", Role.BODY, "secondary", wrap=True)
        for widget in (self.name, self.place, self.at, self.rest):
            self.body.addWidget(widget)
        self.body.addStretch(1)


class MatterDetails(Details):
    """`decided(key, how)` comes when a person settled it or saw it."""

    decided = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "check", parent)
        self.entry: InboxEntry | None = None
        theme = context.theme
        self.first, self.late = SideBox(theme), SideBox(theme)
        self.how = QLineEdit()
        self.how.setMaxLength(LONGEST_HOW)
        self.how_field = Field(theme, "", self.how)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(Measure.GAP)
        self._sides.addWidget(self.first, 1)
        self._sides.addWidget(self.late, 1)
        self.frame((self.to_order,), (self.cause, self._sides, self.facts), (self.how_field,))
        self.decide.clicked.connect(self.decide_now)
        self.how.textEdited.connect(lambda _text: self._typed())
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._tell_note()
        both = self.width() >= _BOTH_SIDES * self._context.theme.scale
        self._sides.setDirection(way.LeftToRight if both else way.TopToBottom)

    @property
    def allowed(self) -> bool:
        """Whether the person acting may settle what is shown."""
        return self.entry is not None and self.entry.right in self._context.staff.rights

    def show_entry(self, entry: InboxEntry) -> None:
        """Show a matter; the same one again leaves what was typed."""
        other = self.entry is None or self.entry.key != entry.key
        self.entry = entry
        context = self._context
        self.title.setText(words.title_of(entry))
        stake, happened = words.stake_of(entry, context), words.happened(entry, context)
        self.below.setText(" · ".join(part for part in (happened, stake) if part))
        self.show_order(entry.order, self.tr("Open {order}").format(order=entry.order))
        self._tell_cause(entry)
        for box, side in ((self.first, entry.first), (self.late, entry.late)):
            box.setVisible(bool(side))
            self.late.name.setText(self.tr("Let in again") if entry.first else self.tr("Let in"))
            box.place.setText(words.place_of(side))
            box.at.setText(words.at_of(side, entry, context, seconds=True))
            box.rest.setText(words.side_rest(side, context))
        self.facts.show_facts(words.facts_of(entry, context))
        waits = entry.done_at is None
        self.foot.setVisible(waits)
        self.how_field.setVisible(waits)
        self.how.setEnabled(self.allowed)
        if other:
            self.how.clear()
            self.how_field.set_fault("")
            self.area.verticalScrollBar().setValue(0)
        self._tell_buttons()

    def decide_now(self) -> None:
        """Settle it, if there is all that takes."""
        if self.entry is not None and self.decide.isEnabled() and not self.foot.isHidden():
            self.decided.emit(self.entry.key, " ".join(self.how.text().split()))

    def refuse(self, error: BadInput) -> bool:
        """Show a fault at the words it is about; False when it is about something else."""
        if error.facts.get("field") != "how":
            return False
        self.how_field.set_fault(self.tr("Say in a few words what was found and done."))
        self.how.setFocus()
        return True

    def retranslate(self) -> None:
        """All words anew."""
        self.first.name.setText(self.tr("Let in first"))
        self.how_field.set_words(
            self.tr("What was found and done?"),
            self.tr("Kept in the log with your name: “Copied ticket, second guest paid at the till”."),
        )
        self.wait.setText(self.tr("Later"))
        self.wait.setAccessibleDescription(self.tr("It stays in the list; go on to the next"))
        if self.entry is not None:
            self.show_entry(self.entry)

    def _tell_cause(self, entry: InboxEntry) -> None:
        if entry.done_at is None:
            title = self.tr("Settle it in words")
            advice = words.advice_of(entry)
            self.cause.tell(title, advice, icon="warning", tone="attention", fill="attention_soft")
            return
        said = self.tr("Settled by {who}, {when}") if entry.source == CONFLICT else self.tr("Seen by {who}, {when}")
        who, how = words.settled_by(entry)
        title = said.format(who=who, when=words.when(entry.done_at, entry, self._context))
        self.cause.tell(title, how, icon="check-circle", tone="admitted", fill="admitted_soft")

    def _typed(self) -> None:
        self.how_field.set_fault("")
        self._tell_buttons()

    def _tell_buttons(self) -> None:
        asks = self.entry is not None and self.entry.source == CONFLICT
        self.decide.setText(self.tr("Settle") if asks else self.tr("Seen"))
        said = len(self.how.text().strip()) >= LEAST_WORDS
        self.decide.setEnabled(self.allowed and said)
        kept = self.tr("What the doors wrote stays as it is.") if asks else self.tr("It is kept under Done.")
        self.note.setText(kept if self.allowed else self.tr("A right is missing: ask a person who has it."))
        self._tell_note()

    def _tell_note(self) -> None:
        """Where it would take a line of its own, only what keeps somebody from settling is said."""
        beside = self._foot_row.direction() == QBoxLayout.Direction.LeftToRight
        self.note.setVisible(beside or not self.allowed)
