"""Scanning with a camera: pictures of codes are its frames. What really stands before a lens is tried by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.domain.errors import CameraUnavailable
from ticketforge_desktop.ui.devices import camera
from ticketforge_desktop.ui.devices.camera import CameraScanner, cameras, read_picture
from ticketforge_desktop.ui.devices.sightings import Sight, Sightings
from ticketforge_desktop.ui.runner import InlineRunner

CODE = "84701" + "0123456789" * 21 + "12345678"
EAN = "4006381333931"


def picture(*codes: tuple[str, Any], width: int = 900, height: int = 500) -> QImage:
    """A ticket before a grey wall."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(150, 150, 140))
    painter = QPainter(image)
    x = 30
    for text, kind in codes:
        symbol: Any = zxingcpp.create_barcode(text, kind).to_image(scale=5 if kind is QR else 3)
        flat = memoryview(symbol)
        high, wide = flat.shape
        drawn = QImage(bytes(flat), wide, high, wide, QImage.Format.Format_Grayscale8)
        painter.drawImage(x, 60, drawn)
        x += wide + 60
    painter.end()
    return image


QR, BARS = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.EAN13


@pytest.mark.parametrize("degrees", [0, 12, 90, 180, 271])
def test_a_tickets_code_is_read_however_it_is_held(qapp: QApplication, degrees: int) -> None:
    turned = picture((CODE, QR)).transformed(QTransform().rotate(degrees))
    assert read_picture(turned) == [Sight(CODE, square=True)]


def test_both_codes_of_a_ticket_are_seen_and_other_kinds_are_not(qapp: QApplication) -> None:
    seen = read_picture(picture((CODE, QR), (EAN, BARS)))
    assert sorted(seen) == [Sight(EAN, square=False), Sight(CODE, square=True)]
    assert read_picture(picture(("SOMETHING", zxingcpp.BarcodeFormat.Code128))) == []


@pytest.mark.parametrize("width", [901, 902, 903, 1920])
def test_widths_that_fill_no_whole_words_and_large_frames_are_read(qapp: QApplication, width: int) -> None:
    assert read_picture(picture((CODE, QR), width=width)) == [Sight(CODE, square=True)]


def test_no_picture_and_an_empty_wall_have_no_code(qapp: QApplication) -> None:
    assert read_picture(QImage()) == []
    assert read_picture(picture()) == []


class TestSightings:
    QR, BARS = Sight(CODE, square=True), Sight(EAN, square=False)

    def test_a_code_held_in_the_picture_is_one_scan_until_it_was_away(self) -> None:
        seen = Sightings()
        told = [seen.see([self.QR], at / 10) for at in range(100)]
        assert [text for scans in told for text in scans] == [CODE]
        assert seen.see([], 11) == []
        assert seen.see([self.QR], 11.8) == []
        assert seen.see([self.QR], 13.9) == [CODE]

    def test_the_bars_beside_a_qr_code_are_no_second_scan(self) -> None:
        seen = Sightings()
        frames = [[self.BARS], [self.BARS, self.QR], [self.BARS], [self.QR], *[[self.BARS]] * 60]
        told = [text for at, frame in enumerate(frames) for text in seen.see(frame, at / 10)]
        assert told == [CODE]

    def test_bars_alone_are_a_scan_after_a_moment(self) -> None:
        seen = Sightings()
        assert [seen.see([self.BARS], at) for at in (0, 0.3, 0.6, 0.9)] == [[], [], [EAN], []]

    def test_two_tickets_one_after_the_other_are_two(self) -> None:
        seen = Sightings()
        assert seen.see([self.QR], 0) == [CODE]
        assert seen.see([Sight("2", square=True)], 0.1) == ["2"]

    @given(st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0.01, 1.5)), max_size=60))
    @example([(False, True, 1.0), (False, True, 1.0), (False, False, 1.0), (False, True, 1.0), (False, True, 1.0)])
    def test_no_code_is_told_twice_without_having_been_away(self, frames: list[tuple[bool, bool, float]]) -> None:
        seen, now, last_seen, told_at, longest_away = Sightings(), 0.0, {}, {}, {}
        for square, bars, gap in frames:
            now += gap
            frame = [sight for sight, there in ((self.QR, square), (self.BARS, bars)) if there]
            for sight in frame:
                away = now - last_seen.get(sight.text, now)
                longest_away[sight.text] = max(longest_away.get(sight.text, 0.0), away)
                last_seen[sight.text] = now
            for text in seen.see(frame, now):
                assert text not in told_at or longest_away[text] >= 2.0, "told again, and was never gone"
                told_at[text], longest_away[text] = now, 0.0
        if any(square for square, _bars, _gap in frames):
            assert CODE in told_at


class TestScanner:
    def scanner(self, qapp: QApplication) -> tuple[CameraScanner, list[str], list[float]]:
        clock = [0.0]
        made = CameraScanner(InlineRunner(), qapp, now=lambda: clock[0])
        scans: list[str] = []
        made.read.connect(scans.append)
        return made, scans, clock

    def test_frames_become_one_scan_and_all_are_shown(self, qapp: QApplication) -> None:
        scanner, scans, clock = self.scanner(qapp)
        shown: list[object] = []
        scanner.seen.connect(shown.append)
        for _ in range(20):
            scanner.look(picture((CODE, QR)))
            clock[0] += 0.05
        assert (scans, len(shown)) == ([CODE], 20)
        scanner.deleteLater()

    def test_a_frame_that_can_not_be_read_ends_nothing(
        self, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scanner, scans, clock = self.scanner(qapp)

        def broken(_picture: QImage) -> list[Sight]:
            raise ValueError("torn frame")

        with monkeypatch.context() as torn:
            torn.setattr(camera, "read_picture", broken)
            scanner.look(picture((CODE, QR)))
        clock[0] = 1
        scanner.look(picture((CODE, QR)))
        assert scans == [CODE]
        scanner.deleteLater()

    def test_a_camera_that_stops_says_so_and_is_put_away(self, qapp: QApplication) -> None:
        scanner, _scans, _clock = self.scanner(qapp)
        failed: list[CameraUnavailable] = []
        scanner.failed.connect(failed.append)
        scanner._broke(None, "")
        qapp.processEvents()
        assert [error.facts["reason"] for error in failed] == ["refused"]
        assert not scanner.is_open
        scanner.deleteLater()


class TestDevices:
    def test_a_computer_without_a_camera_says_so(self, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
        class Devices:
            @staticmethod
            def videoInputs() -> list[object]:
                return []

        class Media:
            QMediaDevices = Devices

        monkeypatch.setattr(camera, "_media", lambda: Media)
        assert cameras() == []
        scanner = CameraScanner(InlineRunner(), qapp)
        with pytest.raises(CameraUnavailable) as caught:
            scanner.open()
        assert caught.value.facts["reason"] == "none"
        assert not scanner.is_open
        scanner.close()
        scanner.deleteLater()

    def test_where_a_part_of_the_system_is_missing_it_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
        monkeypatch.delattr("PySide6.QtMultimedia", raising=False)
        with pytest.raises(CameraUnavailable) as caught:
            cameras()
        assert caught.value.facts["reason"] == "part"
        assert "QtMultimedia" in str(caught.value.facts["part"])

    def test_the_real_thing_is_there_and_answers(self) -> None:
        """In a process of its own: QtMultimedia tells the terminal about graphics drivers it does not find."""
        lines = (
            "from PySide6.QtGui import QGuiApplication",
            "app = QGuiApplication(['camera'])",
            "from ticketforge_desktop.ui.devices.camera import CameraScanner, cameras",
            "from ticketforge_desktop.ui.runner import InlineRunner",
            "from ticketforge_desktop.domain.errors import CameraUnavailable",
            "scanner = CameraScanner(InlineRunner())",
            "found = cameras()",
            "try:",
            "    scanner.open()",
            "except CameraUnavailable as error:",
            "    print(len(found), error.facts['reason'])",
            "else:",
            "    print(len(found), 'open' if scanner.is_open else 'shut')",
            "scanner.close()",
        )
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(lines)], env=env, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        count, came = done.stdout.split()
        assert came == ("none" if count == "0" else "open")
