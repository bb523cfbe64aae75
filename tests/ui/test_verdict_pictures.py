"""Each of the twenty verdicts as the steward sees it: brought about on the demo store, read whole in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.cut_words import cut_off
from tests.ui.stage import Drawer
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.pictures import every_guest
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.desk import Desk, Host
from ticketforge_desktop.ui.runner import InlineRunner
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screenshots import SIZES, Guest, Scene, Size, dress, scenes, settle, staged


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    profile = DemoProfile(events=60, orders=500)
    opened, _ = profile.open()
    yield opened
    opened.close()
    profile.close()


@pytest.fixture(scope="module")
def guests(desk: Desk) -> list[Guest]:
    return every_guest(desk)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def application(qapp: QApplication, desk: Desk, guests: list[Guest]) -> Iterator[Application]:
    def broken(error: BaseException) -> str:
        raise error

    host = Host(
        settings=Drawer({"window.language": "en", "window.theme": "dark"}),
        staff=DEFAULT_MANAGER,
        open_desk=lambda: desk,
        connect=lambda _request: None,  # type: ignore[arg-type, return-value]
        write_crash=broken,
    )
    made = Application(qapp, host, InlineRunner())
    made.window.full_screen.allowed = False
    made.window.show()
    settle()
    yield made
    made.window.context.desk = None  # the desk is closed by its own fixture
    made.end()
    made.window.deleteLater()
    settle()


def of_guest(application: Application, guest: Guest) -> Scene:
    return next(scene for scene in scenes(application.window, [guest]) if scene.name == f"door-{guest.name}")


@pytest.mark.parametrize(("language", "size"), [("en", SIZES[0]), ("de", SIZES[1])], ids=["en-1280", "de-1024-125%"])
def test_every_verdict_is_told_for_its_own_reason_and_read_whole(
    application: Application, guests: list[Guest], language: str, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.ui.screens.door.scan_queue.HELD_MS", 0)
    dress(application, "dark", language, size)
    told: dict[str, str] = {}
    for guest in guests:
        with staged(application.window, of_guest(application, guest)) as look:
            screen = application.window.findChild(DoorScreen)
            assert screen is not None
            screen.queue._hold.stop()
            assert screen.answer is not None, guest.name
            assert screen.answer.result is not None, screen.answer.error
            assert str(screen.answer.result.verdict).replace("_", "-") == guest.name
            field = screen.kiosk.field.shown
            assert field is not None
            told[guest.name] = f"{field.word}: {field.reason}"
            assert not list(cut_off(look, application.theme)), guest.name
    assert set(told) == {str(verdict).replace("_", "-") for verdict in Verdict}
    assert len(set(told.values())) == len(told)
