"""Tickets kept out of the doors, and let pass again, from the page of their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.gates import LONGEST_REASON
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.screens.orders.tickets import Seen
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context

ACTIONS: Final = (
    Action("order.block", "Block …", "x-circle", "Ctrl+Shift+B", Right.FORCE_ADMISSION, in_palette=False),
    Action("order.unblock", "Let pass again", "check", "", Right.FORCE_ADMISSION, in_palette=False),
)
BLOCK, UNBLOCK = ACTIONS
_WIDTH: Final = 520


class BlockDialog(QDialog):
    """Asks why; `block(reason)` is called for what was decided."""

    def __init__(self, context: Context, title: str, block: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._block = block
        theme = context.theme
        self.setWindowTitle(self.tr("Block"))
        self.setMinimumWidth(_WIDTH)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why, in a few words"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.textChanged.connect(lambda _text: self._settle())
        self.ready = [Button(theme, words) for words in (self.tr("Lost or stolen"), self.tr("Payment disputed"))]
        for button in self.ready:
            button.clicked.connect(lambda _on=False, ready=button: self.reason.setText(ready.text()))
        self.decide = Button(theme, self.tr("Block"), icon="x-circle", kind=Kind.DANGER)
        self.decide.clicked.connect(self._decided)
        close = Button(theme, self.tr("Leave it as it is"))
        close.clicked.connect(self.reject)
        for button in (*self.ready, close):
            button.setAutoDefault(False)
        self.decide.setDefault(True)  # Return in the reason
        follows = self.tr(
            "Whoever shows it is refused, at this station's doors at once, at the others as soon as they hear of it,"
            " and the steward reads the reason. The order and its money stay as they are; it can be taken back here."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        column.addWidget(Text(theme, title, Role.SCREEN, wrap=True))
        column.addWidget(Text(theme, follows, wrap=True))
        column.addWidget(self.reason)
        answers = QHBoxLayout()
        for button in self.ready:
            answers.addWidget(button)
        answers.addStretch(1)
        column.addLayout(answers)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.decide)
        column.addLayout(foot)
        self._settle()
        self.reason.setFocus()

    def _settle(self) -> None:
        self.decide.setEnabled(bool(self.reason.text().strip()))

    def _decided(self) -> None:
        self._block(self.reason.text())
        self.accept()


class Blocking(QObject):
    """The two buttons below the tickets of an order, and what they do with those chosen."""

    def __init__(self, context: Context, page: QWidget, chosen: Callable[[], Sequence[Seen]]) -> None:
        super().__init__(page)
        self._context, self._page, self._chosen = context, page, chosen
        actions = context.actions
        actions.declare(ACTIONS)
        actions.bind(BLOCK.name, self.ask, page)
        actions.bind(UNBLOCK.name, self.let_pass, page)
        self.buttons = [Button.of(context.theme, actions, action.name) for action in ACTIONS]

    def settle(self) -> None:
        """What can be done with the tickets that are chosen."""
        chosen = self._chosen()
        can = {
            BLOCK.name: bool(chosen) and any(seen.blocked is None for seen in chosen),
            UNBLOCK.name: any(seen.blocked is not None for seen in chosen),
        }
        for button, (name, possible) in zip(self.buttons, can.items(), strict=True):
            self._context.actions.set_enabled(name, possible)
            button.setVisible(possible and self._context.actions.allowed(name))

    def ask(self) -> BlockDialog | None:
        """Why are the chosen tickets blocked?"""
        ids = [seen.ticket.ticket_id for seen in self._chosen() if seen.blocked is None]
        if not ids:
            return None
        order = self._chosen()[0].ticket.order
        title = self.tr("Block %n ticket(s) of order {order}", "", len(ids)).format(order=order)
        dialog = BlockDialog(self._context, title, lambda reason: self._block(ids, reason), self._page)
        dialog.open()
        return dialog

    def let_pass(self) -> None:
        """The chosen ones that are blocked pass again."""
        desk, staff = self._context.desk, self._context.staff
        ids = [seen.ticket.ticket_id for seen in self._chosen() if seen.blocked is not None]
        if desk is not None and ids:
            gates = desk.gates
            told = self.tr("%n ticket(s) pass again.", "", len(ids))

            def unblock() -> None:
                for ticket_id in ids:
                    gates.unblock(ticket_id, staff)

            self._do(unblock, told)

    def _block(self, ids: Sequence[str], reason: str) -> None:
        desk, staff = self._context.desk, self._context.staff
        if desk is not None:
            gates = desk.gates
            told = self.tr("%n ticket(s) blocked.", "", len(ids))

            def block() -> None:
                for ticket_id in ids:
                    gates.block(ticket_id, reason, staff)

            self._do(block, told)

    def _do(self, act: Callable[[], None], told: str) -> None:
        def done(_result: object) -> None:
            self._context.told.emit("admitted", told)
            self._context.broadcast(ChangeSet.of(Changed.ADMISSION))

        def failed(error: Exception) -> None:
            self._context.trouble.emit(error)
            self._context.broadcast(ChangeSet.of(Changed.ADMISSION))  # some of several may be done

        self._context.runner.submit(act, done, failed, owner=self)
