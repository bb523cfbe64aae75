"""The kiosk's PIN, chosen before the first evening or changed after somebody left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context

_SIZE: Final = (480, 640)


class PinDialog(QDialog):
    """Asks for a new PIN twice and keeps its hash; closes itself once it is kept."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        from ticketforge_desktop.ui.screens.door.pin_pad import PinPad

        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self.setWindowTitle(self.tr("Kiosk PIN"))
        self.setMinimumSize(*_SIZE)
        self.pad = PinPad(context)
        self.pad.back.setText(self.tr("Close"))
        self.pad.back.setAccessibleName(self.tr("Close"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pad)
        self.pad.chosen.connect(self._chosen)
        self.pad.left.connect(self.reject)
        self.pad.scanned.connect(self._scanned)
        self.pad.choose()

    def _chosen(self, pin: str) -> None:
        desk, staff = self.context.desk, self.context.staff
        if desk is not None:
            self.context.runner.submit(
                lambda: desk.kiosk.set_pin(pin, staff), lambda _done: self._kept(), self._failed, owner=self
            )

    def _kept(self) -> None:
        self.context.told.emit("admitted", self.tr("The kiosk has a new PIN."))
        self.accept()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.pad.refuse(error)
        else:
            self.context.trouble.emit(error)
            self.reject()

    def _scanned(self, _text: str) -> None:
        self.context.told.emit("attention", self.tr("A PIN is not scanned."))
