"""The hall in the till: the best seats for a typed number, or those somebody points at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.seating.best import MOST, Wanted, Why
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.seats.picker import SeatPicker
from ticketforge_desktop.ui.screens.seats.words import Said
from ticketforge_desktop.ui.screens.till.hand import Hand
from ticketforge_desktop.ui.screens.till.wording import seats_words
from ticketforge_desktop.ui.theme import Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text


class HallChoice(QWidget):
    """`chosen(seats)` whenever they change, `done` when Return is pressed in the hall: these."""

    chosen = Signal(tuple)
    done = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = context.theme
        self._said = Said(self)
        self._quiet = False
        self.picker = SeatPicker(theme, lambda: context.formats, side=False)
        self.picker.view.installEventFilter(self)
        self.names = Text(theme, "", Role.STRONG, wrap=True)
        self.note = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.beside = Button(theme, kind=Kind.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.picker, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.names, 3)
        below.addWidget(self.note, 2)
        below.addWidget(self.beside)
        column.addLayout(below)
        self.picker.chosen.connect(self._tell)
        self.picker.entered.connect(self.done)
        self.picker.choosing.changed.connect(self._show_words)
        self.beside.clicked.connect(lambda _on=False: self.picker.choosing.move())
        context.settings_changed.connect(lambda _keys: self._show_words())

    def show_hand(self, hand: Hand, plan: SeatPlan, *, offline: bool) -> None:
        """The hall as it stands, and what is chosen of it."""
        choosing = self.picker.choosing
        if hand.category is not None:
            choosing.look_for(hand.category.category_id)
        if choosing.chosen != hand.seats:  # of the sale before: nothing of it is this one's
            self._choose(hand.seats)
        if plan is not choosing.plan or offline is not choosing.offline:
            first = choosing.plan is None or choosing.plan.hall is not plan.hall
            self.picker.show_plan(plan, offline=offline)
            if first:
                self.picker.view.fit()
        if choosing.chosen != hand.seats:
            self._choose(hand.seats)
        self._show_words()

    def best(self, quantity: int) -> bool:
        """The best seats for so many: those this till holds already before those the store must be asked for.

        False, with the reason in `note`, where there are none.
        """
        choosing = self.picker.choosing
        plan = choosing.plan
        if plan is None:
            return False
        if quantity > MOST:
            words = self.tr("At most {n} seats are looked for at once. Divide the party, or point at seats.")
            self.note.setText(words.format(n=MOST))
            self.note.show()
            return False
        wanted = Wanted(quantity, choosing.category)
        ours = plan.hall.best(plan.free(ours_only=True), wanted)
        if ours.seats and Why.TWO_ROWS not in ours.why:
            self._choose(ours.seat_ids)
            self.picker.view.bring(choosing.chosen)
            self._tell(choosing.chosen)
        else:
            self.picker.best(quantity)
        self._show_words()
        return len(choosing.chosen) == quantity

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the till Return always goes on; the space bar chooses the seat under the keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _choose(self, seats: tuple[str, ...]) -> None:
        """Seats take the place of those chosen before, told once."""
        self._quiet = True
        try:
            self.picker.choosing.clear()
            self.picker.choosing.add(seats)
        finally:
            self._quiet = False

    def _tell(self, seats: tuple[str, ...]) -> None:
        if not self._quiet:
            self.chosen.emit(tuple(seats))

    def _show_words(self) -> None:
        choosing = self.picker.choosing
        self.names.setText(seats_words(choosing.chosen) or self.tr("Type how many, or point at seats."))
        self.note.setText(self._said.reasons(choosing.told))
        self.note.setVisible(bool(self.note.text()))
        shift = choosing.beside()
        count = abs(shift)
        words = self.tr("Move %n to the left", "", count) if shift < 0 else self.tr("Move %n to the right", "", count)
        self.beside.setText(words if shift else "")
        self.beside.setVisible(bool(shift))
