"""A camera that scans: its frames are read as grey pictures, QR codes and EAN-13 alone.

QtMultimedia is loaded when a camera is asked for, since it brings libraries of its own that a station without a camera
may lack. Without one, everything here says so and nothing else is touched.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from ticketforge_desktop.domain.errors import CameraUnavailable
from ticketforge_desktop.ui.devices.sightings import Sight, Sightings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

    from ticketforge_desktop.ui.runner import Runner

WIDEST: Final = 1280  # px a frame is read at: a ticket's code has 41 modules, a hand's width away some 400 px
_EVERY_S: Final = 0.08  # between two frames that are read
_GREY: Final = QImage.Format.Format_Grayscale8


class CameraDevice(NamedTuple):
    """A camera of this computer."""

    device_id: str
    title: str


def cameras() -> list[CameraDevice]:
    """The cameras there are. Raises `CameraUnavailable` where a part of the system is missing."""
    media = _media()
    return [
        CameraDevice(bytes(one.id().data()).decode("utf-8", "replace"), one.description())
        for one in media.QMediaDevices.videoInputs()
    ]


def read_picture(picture: QImage) -> list[Sight]:
    """The codes in a picture. Any picture gives an answer; an empty one has none."""
    import zxingcpp

    if picture.isNull():
        return []
    if picture.width() > WIDEST:
        picture = picture.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    grey = picture.convertToFormat(_GREY)
    # Rows are padded to four bytes: read with the padding, whose three pixels at most hurt nothing.
    pixels: Any = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    formats: Any = [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.EAN13]  # converted by zxing-cpp itself
    found = zxingcpp.read_barcodes(pixels, formats=formats)
    return [Sight(code.text, code.format == zxingcpp.BarcodeFormat.QRCode) for code in found if code.valid]


class CameraScanner(QObject):
    """`read(text)` tells a scan, `seen(QImage)` the picture for a preview, `failed(CameraUnavailable)` its end.

    One picture at a time is read beside the window; those that come meanwhile are shown and not read.
    """

    read = Signal(str)
    seen = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None, *, now: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._runner, self._now = runner, now
        self._sightings = Sightings()
        self._reading = False
        self._last = float("-inf")
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None

    @property
    def is_open(self) -> bool:
        """Whether a camera is looking."""
        return self._camera is not None

    def open(self, device_id: str = "") -> None:
        """Look through a camera ("" = the usual one).

        Raises:
            CameraUnavailable: there is none, it is another's, or a part of the system is missing.
        """
        media = _media()
        self.close()
        devices = media.QMediaDevices.videoInputs()
        chosen = [one for one in devices if not device_id or bytes(one.id().data()).decode() == device_id]
        if not chosen:
            raise CameraUnavailable("This computer has no such camera.", reason="none")
        usual = media.QMediaDevices.defaultVideoInput()
        device = usual if not device_id and not usual.isNull() else chosen[0]
        self._camera = media.QCamera(device, self)
        self._session = media.QMediaCaptureSession(self)
        self._sink = media.QVideoSink(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame)
        self._camera.errorOccurred.connect(self._broke)
        self._camera.start()

    def close(self) -> None:
        """Look no more; twice does no harm."""
        camera, session, sink = self._camera, self._session, self._sink
        self._camera = self._session = self._sink = None
        if camera is not None:
            camera.stop()
        for part in (session, sink, camera):
            if part is not None:
                part.deleteLater()
        self._sightings = Sightings()

    def look(self, picture: QImage) -> None:
        """A picture came: show it, and read it unless one is being read."""
        self.seen.emit(picture)
        now = self._now()
        if self._reading or now - self._last < _EVERY_S:
            return
        self._reading, self._last = True, now
        self._runner.submit(lambda: read_picture(picture), self._found, self._not_read, owner=self)

    def _frame(self, frame: QVideoFrame) -> None:
        if self._now() - self._last >= _EVERY_S:  # a frame that is not read is not even copied
            self.look(frame.toImage())

    def _found(self, sights: list[Sight]) -> None:
        self._reading = False
        for text in self._sightings.see(sights, self._now()):
            self.read.emit(text)

    def _not_read(self, _error: Exception) -> None:
        self._reading = False  # a damaged frame is none; the next one comes at once

    def _broke(self, _error: object, words: str) -> None:
        trouble = CameraUnavailable(words or "The camera stopped.", reason="refused")
        # After this signal: a camera must not be deleted while it tells its end.
        QTimer.singleShot(0, self, lambda: self._end(trouble))

    def _end(self, trouble: CameraUnavailable) -> None:
        self.close()
        self.failed.emit(trouble)


def _media() -> Any:
    try:
        from PySide6 import QtMultimedia
    except ImportError as error:
        raise CameraUnavailable(f"Cameras can't be used here: {error}.", reason="part", part=str(error)) from error
    return QtMultimedia
