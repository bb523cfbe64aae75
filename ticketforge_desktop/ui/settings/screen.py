"""Settings: pages by group on the left, the declared settings on the right, kept as soon as they are valid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput, TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.setting_kinds import Group, Scope, Setting
from ticketforge_desktop.services.settings import SETTINGS
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.settings.editors import Editor, editor_for, fault_words
from ticketforge_desktop.ui.settings.store_card import StoreCard
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, ScrollArea

_KEEP_MS = 400
_WIDEST = 760


def group_word(group: Group) -> str:
    """A page of the dialog in the language of now."""
    words = {
        Group.WINDOW: QCoreApplication.translate("Settings", "Window"),
        Group.STATION: QCoreApplication.translate("Settings", "Station and sync"),
        Group.STOCK: QCoreApplication.translate("Settings", "Stock levels"),
        Group.TILL: QCoreApplication.translate("Settings", "Till"),
        Group.DOOR: QCoreApplication.translate("Settings", "Door"),
        Group.PRINT: QCoreApplication.translate("Settings", "Printing"),
    }
    return words[group]


class SettingsScreen(Screen):
    """Nothing to save: a value is kept a moment after it is valid; an invalid one stays, with the mend beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.editors: dict[Setting, Editor] = {}
        self._cards: dict[Group, Card] = {}
        self._pending: set[Setting] = set()
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._timer.timeout.connect(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        column.setSpacing(0)
        self.header = ScreenHeader(self.theme)
        column.addWidget(self.header)
        page = QWidget()
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(0, 0, 0, Measure.MARGIN)
        self._page.setSpacing(Measure.GAP)
        self.store = StoreCard(context)
        for group in Group:
            self._page.addWidget(self._group_card(group))
            if group is Group.WINDOW:
                self._page.addWidget(self.store)
        self._page.addStretch(1)
        page.setMaximumWidth(_WIDEST)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(page, 1)
        row.addStretch(0)
        column.addWidget(ScrollArea(holder), 1)
        context.settings_changed.connect(self.show_values)
        self.retranslate()
        self.show_values()

    def _group_card(self, group: Group) -> Card:
        card = Card(self.theme)
        card.add_head("", line=True)
        card.body.setSpacing(Measure.GAP)
        for setting in SETTINGS:
            if setting.group is group:
                editor = editor_for(self.theme, setting)
                editor.edited.connect(lambda s=setting: self._edited(s))
                self.editors[setting] = editor
                card.body.addWidget(editor)
        if group is Group.DOOR:
            to_scanners = Button.of(self.theme, self.context.actions, "go.scanners")
            card.body.addWidget(to_scanners, 0, Qt.AlignmentFlag.AlignLeft)
            self.pin = Button(self.theme, icon="lock")
            self.pin.clicked.connect(lambda _on=False: self.ask_pin())
            card.body.addWidget(self.pin, 0, Qt.AlignmentFlag.AlignLeft)
        if group is Group.PRINT:
            to_printers = Button.of(self.theme, self.context.actions, "go.printers")
            card.body.addWidget(to_printers, 0, Qt.AlignmentFlag.AlignLeft)
            to_designer = Button.of(self.theme, self.context.actions, "go.designer")
            card.body.addWidget(to_designer, 0, Qt.AlignmentFlag.AlignLeft)
        self._cards[group] = card
        return card

    def arrive(self, subject: object = None) -> None:
        self.show_values()
        self.store.arrive()
        next(iter(self.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.keep()

    def show_values(self, _keys: object = None) -> None:
        """Show what is kept, except where somebody is typing something not yet kept."""
        for setting, editor in self.editors.items():
            if setting not in self._pending:
                editor.show_value(self.context.settings.get(setting))
            open_ = setting.scope is Scope.WINDOW or self.context.settings.station is not None
            editor.setEnabled(open_ and setting.right in self.context.staff.rights)
        self.pin.setEnabled(self.context.desk is not None and Right.SETTINGS in self.context.staff.rights)

    def ask_pin(self) -> QDialog | None:
        """Choose the kiosk's PIN, or another one."""
        from ticketforge_desktop.ui.settings.kiosk_pin import PinDialog

        if self.context.desk is None:
            return None
        dialog = PinDialog(self.context, self)
        dialog.open()
        return dialog

    def keep(self) -> None:
        """Keep what is valid of what was typed; the rest stays in its input with its fault."""
        self._timer.stop()
        good = {s: self.editors[s].value for s in self._pending if not self._check(s)}
        if not good:
            return
        try:
            self.context.put_settings(good)
        except BadInput as error:
            self._show_fault(error)
            return
        except TicketForgeError as error:
            self.context.trouble.emit(error)
            return
        self._pending -= good.keys()

    def _edited(self, setting: Setting) -> None:
        self._pending.add(setting)
        for known in self._pending | {setting}:
            self._check(known)
        self._timer.start()

    def _check(self, setting: Setting) -> str:
        """The fault of what is typed, shown beside it; "" when it is fit."""
        editor = self.editors[setting]
        fault = ""
        try:
            setting.parse(editor.value)
            group = {s: self.editors[s].value for s in self._pending if s.group is setting.group}
            self.context.settings.check({**group, setting: editor.value})
        except BadInput as error:
            if error.facts.get("field") == setting.key:
                fault = fault_words(error)
        editor.set_fault(fault)
        return fault

    def _show_fault(self, error: BadInput) -> None:
        for setting, editor in self.editors.items():
            if setting.key == error.facts.get("field"):
                editor.set_fault(fault_words(error))

    def retranslate(self) -> None:
        self.pin.setText(self.tr("Kiosk PIN …"))
        self.header.set_words(self.tr("Settings"), self.tr("Changes are kept at once."))
        for group, card in self._cards.items():
            if card.head is not None:
                card.head.title.setText(group_word(group))
        for setting, editor in self.editors.items():
            editor.retranslate()
            if setting in self._pending:
                self._check(setting)
        self.store.retranslate()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)
