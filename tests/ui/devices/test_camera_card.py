"""The camera in the window: on, seen, scanning at the door, off; QtMultimedia is played, the frames are pictures."""

from __future__ import annotations

from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.devices.test_camera import CODE, QR, picture
from tests.ui.stage import Stage
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.scanners import ScannerKind, ScannerSettings
from ticketforge_desktop.ui.devices import camera
from ticketforge_desktop.ui.devices.diagnosis import TEST_CODE
from ticketforge_desktop.ui.main_window import MainWindow
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.door.post import Post
from ticketforge_desktop.ui.screens.scanners import ScannersScreen
from ticketforge_desktop.ui.screens.scanners.camera_card import CameraCard

Click = Qt.MouseButton.LeftButton


class Id:
    def __init__(self, name: str) -> None:
        self.name = name

    def data(self) -> bytes:
        return self.name.encode()


class Device:
    def __init__(self, name: str) -> None:
        self.name = name

    def id(self) -> Id:
        return Id(self.name)

    def description(self) -> str:
        return f"Camera {self.name}"

    def isNull(self) -> bool:
        return False


class Frame:
    def __init__(self, image: QImage) -> None:
        self.image = image

    def toImage(self) -> QImage:
        return self.image


class PlayedCamera(QObject):
    errorOccurred = Signal(object, str)  # noqa: N815 - as Qt calls it
    opened: ClassVar[list[str]] = []
    running = 0

    def __init__(self, device: Device, parent: QObject) -> None:
        super().__init__(parent)
        PlayedCamera.opened.append(device.name)

    def start(self) -> None:
        PlayedCamera.running += 1

    def stop(self) -> None:
        PlayedCamera.running -= 1


class PlayedSession(QObject):
    def setCamera(self, camera_: object) -> None:
        self.camera = camera_

    def setVideoSink(self, sink: object) -> None:
        self.sink = sink


class PlayedSink(QObject):
    videoFrameChanged = Signal(object)  # noqa: N815 - as Qt calls it


class PlayedDevices:
    there: ClassVar[list[Device]] = []

    @staticmethod
    def videoInputs() -> list[Device]:
        return PlayedDevices.there

    @staticmethod
    def defaultVideoInput() -> Device:
        return PlayedDevices.there[-1]


class PlayedMedia:
    QMediaDevices, QCamera, QMediaCaptureSession, QVideoSink = PlayedDevices, PlayedCamera, PlayedSession, PlayedSink


@pytest.fixture(autouse=True)
def media(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "_media", lambda: PlayedMedia)
    monkeypatch.setattr(PlayedDevices, "there", [Device("front"), Device("back")])
    monkeypatch.setattr(PlayedCamera, "opened", [])
    monkeypatch.setattr(PlayedCamera, "running", 0)


def card_of(window: MainWindow) -> CameraCard:
    window.open("scanners")
    settle()
    screen = window.screens["scanners"]
    assert isinstance(screen, ScannersScreen)
    return screen.camera


def film(window: MainWindow, image: QImage) -> None:
    window.findChild(PlayedSink).videoFrameChanged.emit(Frame(image))


def test_switched_on_it_shows_scans_and_is_in_the_list(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    card = card_of(window)
    qtbot.mouseClick(card.switch, Click)
    assert (PlayedCamera.opened, card.switch.text()) == (["front"], "Close the camera")
    assert card.view.isVisible()
    assert card.which.isVisible()
    assert stage.desk.scanning.kept.all() == (ScannerSettings(ScannerKind.CAMERA, "Camera", "front"),)
    assert window.status_bar.scanner.look.whole == "Camera ready"
    film(window, picture((TEST_CODE, QR)))
    screen = window.screens["scanners"]
    assert isinstance(screen, ScannersScreen)
    assert screen.trial.words.text() == "Camera reads as it should."
    assert card.view.grab().toImage() != QImage()
    card.devices.choose("back")
    card.devices.activated.emit(1)
    assert (PlayedCamera.opened, PlayedCamera.running) == (["front", "back"], 1)
    qtbot.mouseClick(card.switch, Click)
    assert (PlayedCamera.running, stage.desk.scanning.kept.all()) == (0, ())
    assert not card.view.isVisible()


def test_what_was_on_is_on_again_and_scans_wherever_scans_are_taken(open_window: Open, stage: Stage) -> None:
    stage.desk.scanning.kept.put([ScannerSettings(ScannerKind.CAMERA, "Lens", "back")], DEFAULT_MANAGER)
    window = open_window(stage).window
    assert PlayedCamera.opened == ["back"]
    door, heard = QWidget(window), []
    door.show()
    assert window.context.scanners is not None
    window.context.scanners.claim(door, heard.append)
    film(window, picture((CODE, QR)))
    assert [(one.scan.scanner, one.scan.text) for one in heard] == [("Lens", CODE)]
    window.close()
    assert PlayedCamera.running == 0


def test_without_a_camera_it_is_told_and_nothing_is_kept(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    card = card_of(window)
    PlayedDevices.there.clear()
    qtbot.mouseClick(card.switch, Click)
    assert [toast.title.text() for toast in window.toasts.shown] == ["No camera can be used here."]
    assert (card.switch.text(), stage.desk.scanning.kept.all()) == ("Scan with the camera", ())


def test_a_camera_pulled_out_is_told_and_can_be_taken_off_the_list(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    window = open_window(stage).window
    card = card_of(window)
    card.turn()
    window.findChild(PlayedCamera).errorOccurred.emit(None, "gone")
    settle()
    assert card.switch.text() == "Scan with the camera"
    assert window.status_bar.scanner.look.whole == "Camera not ready"
    screen = window.screens["scanners"]
    assert isinstance(screen, ScannersScreen)
    (row,) = screen.rows
    assert not row.change.isVisible()
    qtbot.mouseClick(row.remove, Click)
    assert stage.desk.scanning.kept.all() == ()


def door_with(qtbot: QtBot, window: MainWindow) -> DoorScreen:
    """The open door; what it shows of the evening is not played here."""
    window.open("door")
    settle()
    screen = window.screens["door"]
    assert isinstance(screen, DoorScreen)
    screen.pages.setCurrentWidget(screen.kiosk)
    settle()
    return screen


def test_at_the_door_the_picture_is_off_until_it_is_switched_on(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    screen = door_with(qtbot, window)
    assert not screen.eye.view.isVisible()
    assert PlayedCamera.opened == [], "nobody is filmed without being asked for"
    qtbot.mouseClick(screen.kiosk.more, Click)
    qtbot.mouseClick(screen.kiosk.seldom["camera"], Click)
    assert PlayedCamera.running == 1
    assert screen.eye.view.isVisible()
    empty = screen.eye.view.grab().toImage()
    scans: list[str] = []
    screen.scan = scans.append  # type: ignore[method-assign]
    film(window, picture((CODE, QR)))
    assert screen.eye.view.grab().toImage() != empty
    assert screen.eye.view.height() <= 200, "small: the verdict is what counts"
    assert screen.context.actions.trigger("door.camera")
    assert not screen.eye.view.isVisible()
    assert PlayedCamera.running == 0


def test_a_camera_that_scans_already_goes_on_when_its_picture_is_put_away(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    stage.desk.scanning.kept.put([ScannerSettings(ScannerKind.CAMERA, "Lens", "back")], DEFAULT_MANAGER)
    window = open_window(stage).window
    screen = door_with(qtbot, window)
    screen.eye.switch()
    assert screen.eye.view.isVisible()
    screen.eye.switch()
    assert PlayedCamera.running == 1
    screen.eye.switch()
    window.findChild(PlayedCamera).errorOccurred.emit(None, "gone")
    settle()
    assert not screen.eye.view.isVisible(), "a picture that stands still is a lie"


def test_at_a_door_without_a_camera_it_is_told(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    screen = door_with(qtbot, window)
    PlayedDevices.there.clear()
    screen.eye.switch()
    assert [toast.title.text() for toast in window.toasts.shown] == ["No camera can be used here."]
    assert not screen.eye.view.isVisible()


def test_the_code_in_the_picture_is_checked_once(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    screen = door_with(qtbot, window)
    checked: list[str] = []
    screen.queue.use(lambda scan: checked.append(scan.raw))  # type: ignore[arg-type, return-value, func-returns-value]
    screen.post = Post((), "A", "entry")
    screen.queue.answered.disconnect()
    screen.queue._tell = lambda: None  # type: ignore[method-assign]
    screen.eye.switch()
    assert window.context.scanners is not None
    for _ in range(3):
        window.context.scanners._camera._last = float("-inf")  # type: ignore[union-attr]
        film(window, picture((CODE, QR)))
    assert checked == [CODE]
