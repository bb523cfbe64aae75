"""How it shall go on with a parked act: few ways, each with its consequence, the usual one first and chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.services.ports.outbox import Choice, OutboxEntry
from ticketforge_desktop.ui.screens.outbox.form import ActForm
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.badge import Badge
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import Field, RadioButton
from ticketforge_desktop.ui.widgets.text import KeyCap, Text

LEAST_WORDS = 3  # characters a settlement by hand must say


def ways(entry: OutboxEntry, *, can_change: bool) -> list[Choice]:
    """The choices of an act, the advisable one first."""
    open_ = [choice for choice in Choice if choice.value in entry.choices]
    if not can_change and Choice.CHANGE in open_:
        open_.remove(Choice.CHANGE)
    if entry.error_code in ("already_done", "gone") or (entry.maybe_done and Choice.RETRY not in open_):
        first = Choice.SETTLE
    elif entry.error_code in ("sold_out", "too_much", "bad_payload", "bad_input"):
        first = Choice.CHANGE
    else:
        first = Choice.RETRY
    return sorted(open_, key=lambda choice: choice is not first)


def words_of(choice: Choice, entry: OutboxEntry) -> tuple[str, str]:
    """A choice and what follows from it."""
    translate = QCoreApplication.translate
    if choice is Choice.RETRY:
        doubt = translate(
            "Choices", "Only after you looked in the store and it is not there: else it could be there twice."
        )
        again = translate("Choices", "The store gets the same again. Right when the cause is gone.")
        return translate("Choices", "Send it again as it is"), doubt if entry.maybe_done else again
    if choice is Choice.CHANGE:
        return (
            translate("Choices", "Change it and send it"),
            translate("Choices", "The store gets the changed content. What was noted before stays in the log."),
        )
    return (
        translate("Choices", "Settle it by hand"),
        translate(
            "Choices", "You did it in the store's admin, or made it good otherwise. Nothing more is sent; later acts"
            " on the same thing go on."
        ),
    )  # fmt: skip


class ChoiceBox(Card):
    """One way on; a click anywhere on it chooses it. `inner` holds what it asks for, shown while it is chosen."""

    def __init__(self, theme: Theme, choice: Choice, number: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.choice = choice
        self.radio = RadioButton(theme, parent=self)
        self.advised = Badge(theme, "", "accent", parent=self)
        self.note = Text(theme, "", Role.BODY, "secondary", wrap=True, parent=self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.radio)
        head.addWidget(self.advised)
        head.addStretch(1)
        self.key = KeyCap(theme, str(number), self)
        head.addWidget(self.key)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(Measure.GRID)
        self.body.setContentsMargins(Measure.CARD_PADDING - 4, 4, Measure.CARD_PADDING - 1, 12)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        below = QVBoxLayout()
        below.setContentsMargins(Measure.CHECKBOX + 13, 0, 0, 0)
        below.setSpacing(Measure.GRID)
        below.addWidget(self.note)
        below.addLayout(self.inner)
        self.body.addLayout(below)
        self.radio.toggled.connect(self.set_chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.radio.setChecked(True)
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


class Choices(QWidget):
    """The ways on for one act. `changed` comes when another is chosen or something is typed."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry: OutboxEntry | None = None
        self.question = Text(theme, "", Role.STRONG)
        self.form = ActForm(theme)
        self.how = QLineEdit()
        self.how_field = Field(theme, "", self.how)
        self.boxes = {choice: ChoiceBox(theme, choice, at + 1) for at, choice in enumerate(Choice)}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Measure.GRID)
        self._column.addWidget(self.question)
        for box in self.boxes.values():
            self._group.addButton(box.radio)
            self._column.addWidget(box)
            box.radio.toggled.connect(self._toggled)
        self.boxes[Choice.CHANGE].inner.addWidget(self.form)
        self.boxes[Choice.SETTLE].inner.addWidget(self.how_field)
        self.form.edited.connect(self.changed)
        self.how.textEdited.connect(lambda _text: self.changed.emit())
        self.retranslate()

    @property
    def chosen(self) -> Choice | None:
        """The way that is chosen."""
        return next((c for c, box in self.boxes.items() if box.radio.isChecked() and not box.isHidden()), None)

    @property
    def ready(self) -> bool:
        """Whether the chosen way has all it asks for."""
        if self.chosen is Choice.CHANGE:
            return self.form.differs
        if self.chosen is Choice.SETTLE:
            return len(self.how.text().strip()) >= LEAST_WORDS
        return self.chosen is not None

    def show_act(self, entry: OutboxEntry, *, allowed: bool) -> None:
        """The ways of another act; the same act again leaves what was typed."""
        same = self._entry is not None and self._entry.outbox_id == entry.outbox_id
        unchanged = same and self._entry is not None and self._entry.payload == entry.payload
        self._entry = entry
        if not unchanged:
            self.form.show_act(entry.kind, entry.payload)
        if not same:
            self.how.clear()
        shown = ways(entry, can_change=bool(self.form.fields))
        for choice, box in self.boxes.items():
            box.setVisible(choice in shown)
            box.radio.setEnabled(allowed)
        for number, choice in enumerate(shown, 1):
            box = self.boxes[choice]
            self._column.removeWidget(box)
            self._column.addWidget(box)
            box.key.setText(str(number))
            box.advised.setVisible(number == 1 and len(shown) > 1)
        if shown and (not same or self.chosen is None):
            self.boxes[shown[0]].radio.setChecked(True)
        self._order_keys(shown)
        self.retranslate()
        self._show_inner()

    def choose(self, number: int) -> bool:
        """Choose by the number shown; False when there is none."""
        for box in self.boxes.values():
            if not box.isHidden() and box.key.text() == str(number) and box.radio.isEnabled():
                box.radio.setChecked(True)
                box.radio.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and self.choose(int(event.text())):
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """All words anew."""
        self.question.setText(self.tr("How shall it go on?"))
        self.how_field.set_words(
            self.tr("What did you do?"),
            self.tr("Kept in the log with your name: “Paid back 54 € in cash, receipt 12”."),
        )
        self.form.retranslate()
        for choice, box in self.boxes.items():
            box.advised.set(self.tr("Advised"), "accent")
            if self._entry is not None:
                title, note = words_of(choice, self._entry)
                box.radio.setText(title)
                box.radio.setAccessibleName(title)
                box.radio.setAccessibleDescription(note)
                box.setAccessibleName(title)
                box.note.setText(note)
                box.radio.updateGeometry()

    def _toggled(self, on: bool) -> None:
        if on:
            self._show_inner()
            self.changed.emit()

    def _show_inner(self) -> None:
        self.form.setVisible(self.chosen is Choice.CHANGE)
        self.how_field.setVisible(self.chosen is Choice.SETTLE)

    def _order_keys(self, shown: Sequence[Choice]) -> None:
        order: list[QWidget] = []
        for choice in shown:
            order.append(self.boxes[choice].radio)
            if choice is Choice.CHANGE:
                order += [editor for _, editor, _ in self.form.fields]
            elif choice is Choice.SETTLE:
                order.append(self.how)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
