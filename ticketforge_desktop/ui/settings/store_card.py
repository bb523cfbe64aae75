"""The store of this profile, and the other stores that are sold from on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Icon, Text

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.host import ProfileInfo
    from ticketforge_desktop.ui.desk import DeskStatus

_LONGEST_NAME: Final = 40


class StoreCard(Card):
    """Another store opens in a window of its own: two stores never share a window, files or locks."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self.context = context
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.body.addLayout(self._this_store())
        to_sync = Button.of(context.theme, context.actions, "go.sync")
        self.body.addWidget(to_sync, 0, Qt.AlignmentFlag.AlignLeft)
        self.others = QWidget()
        self._rows = QVBoxLayout(self.others)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Measure.GRID)
        self.body.addWidget(self.others)
        self.buttons: list[Button] = []
        self._listed: Sequence[ProfileInfo] = ()
        self.body.addLayout(self._new_store())
        context.status_changed.connect(self.tell)
        self.retranslate()

    def _this_store(self) -> QHBoxLayout:
        theme, row = self.context.theme, QHBoxLayout()
        row.setSpacing(12)
        self.shop = Text(theme, "", Role.NAME, wrap=True)
        self.state = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.shop)
        words.addWidget(self.state)
        row.addWidget(Icon(theme, "shop", 24))
        row.addLayout(words, 1)
        row.addWidget(Button.of(theme, self.context.actions, "store.connect"))
        return row

    def _new_store(self) -> QVBoxLayout:
        theme, column = self.context.theme, QVBoxLayout()
        column.setSpacing(Measure.GRID)
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.textEdited.connect(lambda _text: self._typed())
        self.name.returnPressed.connect(self._open_new)
        self.field = Field(theme, "", self.name)
        self.open_new = Button(theme)
        self.open_new.clicked.connect(lambda _checked=False: self._open_new())
        column.addWidget(self.field)
        column.addWidget(self.open_new, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def arrive(self) -> None:
        """The card is shown: look which profiles there are."""
        self.tell()
        self.context.runner.submit(self.context.host.profiles, self._show, lambda _error: None, owner=self)

    def tell(self, _status: object = None) -> None:
        """Say how the profile stands with its store."""
        status = self.context.status
        self.shop.setText((status.shop if status is not None else "") or self.tr("No store is connected yet"))
        self.state.setText(self._state_words(status))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self.head is not None:
            self.head.title.setText(self.tr("Store"))
        self.setAccessibleName(self.tr("Store"))
        hint = self.tr("Each store has a profile of its own: a name for it here, then connect it in its window.")
        self.field.set_words(self.tr("Another store on this computer"), hint)
        self.open_new.setText(self.tr("Open a new window"))
        self.open_new.setAccessibleName(self.open_new.text())
        self._show(self._listed)
        self.tell()
        self._typed()

    def _state_words(self, status: DeskStatus | None) -> str:
        if status is None or not status.connected:
            return self.tr("Connect one to fetch events, orders and stock.")
        if status.demo:
            return self.tr("The demo: an invented store inside this computer.")
        standing = status.standing
        if standing is not None and standing.state is ConnectionState.UNINSTALLED:
            return self.tr("This profile is locked. Install the app in the store again, then connect.")
        if standing is not None and standing.state is ConnectionState.TOKEN_EXPIRED:
            return self.tr("The store does not accept our login any more. Connect again.")
        return self.tr("Connected. The store is the truth about orders and stock; this computer keeps a copy.")

    def _show(self, profiles: Sequence[ProfileInfo]) -> None:
        self._listed = profiles
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for profile in profiles:
            if profile.current:
                continue
            button = Button(self.context.theme, icon="shop", parent=self.others)
            button.setText(self.tr("Open {store}").format(store=profile.shop_name or profile.name))
            button.setAccessibleName(button.text())
            button.clicked.connect(lambda _checked=False, name=profile.name: self._open(name))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        self.others.setVisible(bool(self.buttons))

    def _open_new(self) -> None:
        if self.name.text().strip() and self._open(self.name.text()):
            self.name.clear()
            self._typed()

    def _open(self, name: str) -> bool:
        try:
            self.context.host.open_profile(name)
        except BadInput:
            self.field.set_fault(self.tr("A name has letters, digits and blanks, and no signs of a path."))
            return False
        self.context.told.emit("exit", self.tr("The other store opens in a window of its own."))
        return True

    def _typed(self) -> None:
        self.field.set_fault("")
        self.open_new.setEnabled(bool(self.name.text().strip()))
