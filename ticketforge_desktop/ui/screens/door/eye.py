"""What the camera sees, small, beside the verdict: for whoever scans with a tablet in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.widgets.camera_view import CameraView

if TYPE_CHECKING:
    from ticketforge_desktop.ui.screens.door.screen import DoorScreen

ACTIONS: Final = (
    Action("door.camera", "Picture of the camera", "eye", "Ctrl+Shift+C", Right.CHECK_IN, in_palette=False),
)
(CAMERA,) = ACTIONS
_HIGH: Final = 168


class DoorEye(QObject):
    """Off until somebody switches it on. A camera that is opened for it here is closed with it; one that scans already
    goes on scanning when its picture is put away."""

    def __init__(self, screen: DoorScreen) -> None:
        super().__init__(screen)
        self._screen, self._context = screen, screen.context
        self._opened_here = False
        self.view = CameraView(screen.context.theme, _HIGH)
        self.view.hide()
        screen.kiosk.side_top.addWidget(self.view)
        actions = screen.context.actions
        actions.bind(CAMERA.name, self.switch, screen.kiosk)
        screen.kiosk.seldom["camera"].clicked.connect(lambda _on=False: actions.trigger(CAMERA.name))
        hub = screen.context.scanners
        if hub is not None:
            hub.camera_seen.connect(self._seen)
            hub.camera_changed.connect(self._changed)

    @property
    def is_on(self) -> bool:
        """Whether the picture is shown."""
        return not self.view.isHidden()

    def switch(self) -> None:
        """Show what the camera sees, or put it away."""
        self._screen.drop_question()
        if self.is_on:
            self._put_away()
        else:
            self._show()

    def _show(self) -> None:
        hub = self._context.scanners
        if hub is None:
            return
        if not hub.camera_is_open:
            try:
                hub.open_camera(self.tr("Camera"))
            except TicketForgeError as error:
                self._context.trouble.emit(error)
                return
            self._opened_here = True
        self.view.show()

    def _put_away(self) -> None:
        hub, opened_here = self._context.scanners, self._opened_here
        self._clear()
        if hub is not None and opened_here and hub.camera_is_open:
            try:
                hub.close_camera()
            except TicketForgeError as error:
                self._context.trouble.emit(error)

    def _clear(self) -> None:
        self._opened_here = False
        self.view.hide()
        self.view.show_picture(QImage())

    def _changed(self) -> None:
        hub = self._context.scanners
        if hub is None or not hub.camera_is_open:
            self._clear()

    def _seen(self, picture: QImage) -> None:
        if self.view.isVisible():
            self.view.show_picture(picture)

    def retranslate(self) -> None:
        """All words anew."""
        self.view.setAccessibleName(self.tr("Picture of the camera"))
