"""The camera as a scanner: switch it on, choose which, see what it sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.services.scanners import ScannerKind
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.camera_view import CameraView
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from ticketforge_desktop.ui.devices.camera import CameraDevice


class CameraCard(Card):
    """What is switched on here scans at the door too, until it is switched off; it is on again after a restart."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self.context = context
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.hint = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.devices = ComboBox(theme)
        self.which = Field(theme, "", self.devices)
        self.view = CameraView(theme)
        self.switch = Button(theme, icon="eye")
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        for widget in (self.hint, self.which, self.view):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.switch.clicked.connect(lambda _checked=False: self.turn())
        self.devices.activated.connect(lambda _at: self._open() if self.is_on else None)
        if context.scanners is not None:
            context.scanners.camera_changed.connect(self.settle)
            context.scanners.camera_seen.connect(self._seen)
        self.view.hide()
        self.which.hide()
        self.retranslate()

    @property
    def is_on(self) -> bool:
        """Whether the camera looks."""
        return self.context.scanners is not None and self.context.scanners.camera_is_open

    def turn(self) -> None:
        """On, or off again."""
        if self.is_on and self.context.scanners is not None:
            self._do(self.context.scanners.close_camera)
        else:
            self._open()

    def _open(self) -> None:
        hub = self.context.scanners
        if hub is None:
            return
        name = self.tr("Camera")
        if self._do(lambda: self._list(hub.cameras())):
            self._do(lambda: hub.open_camera(name, self.devices.key))

    def _do(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except TicketForgeError as error:
            self.context.trouble.emit(error)
            return False
        finally:
            self.settle()
        return True

    def _list(self, found: Sequence[CameraDevice]) -> None:
        chosen = self.devices.key
        self.devices.clear()
        for device in found:
            self.devices.addItem(device.title, device.device_id)
        self.devices.choose(chosen or self._kept())

    def _kept(self) -> str:
        desk = self.context.desk
        kept = desk.scanning.kept.all() if desk is not None else ()
        return next((one.address for one in kept if one.kind is ScannerKind.CAMERA), "")

    def _seen(self, picture: QImage) -> None:
        if self.view.isVisible():
            self.view.show_picture(picture)

    def settle(self) -> None:
        """Show what concerns a camera that is on, or one that is off."""
        self.view.setVisible(self.is_on)
        self.which.setVisible(self.is_on and self.devices.count() > 1)
        if not self.is_on:
            self.view.show_picture(QImage())
        self.switch.setText(self.tr("Close the camera") if self.is_on else self.tr("Scan with the camera"))
        self.switch.setAccessibleName(self.switch.text())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self.head is not None:
            self.head.title.setText(self.tr("Camera"))
        self.setAccessibleName(self.tr("Camera"))
        self.hint.setText(self.tr("Hold the code into the picture, a hand's width away."))
        self.which.set_words(self.tr("Which camera"), "")
        self.view.setAccessibleName(self.tr("Picture of the camera"))
        self.settle()
