"""Ways to printing through the window's frame: the status bar, the settings, an event, and the panel above it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.print_house import TALKING, busy_event, jam_under, print_house, settle_all
from tests.ui.stage import Drawer
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.desk import Host
from ticketforge_desktop.ui.main_window import MainWindow
from ticketforge_desktop.ui.runner import InlineRunner
from ticketforge_desktop.ui.screens.printing import PrintingScreen
from ticketforge_desktop.ui.screenshots import settle


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with print_house() as opened:
        yield opened


@pytest.fixture
def window(qapp: QApplication, desk: Desk) -> Iterator[MainWindow]:
    jam_under(desk, 2, 3)

    def broken(error: BaseException) -> str:
        raise error

    host = Host(
        settings=Drawer({"window.language": "en", "window.theme": "light"}),
        staff=DEFAULT_MANAGER,
        open_desk=lambda: desk,
        connect=lambda _request: None,  # type: ignore[arg-type, return-value]
        write_crash=broken,
    )
    application = Application(qapp, host, InlineRunner(), place="orders")
    application.window.full_screen.allowed = False
    application.window.show()
    settle()
    yield application.window
    application.window.context.desk = None  # the desk is closed by its own fixture
    application.end()
    application.window.deleteLater()
    settle()
    settle_all(desk)


def test_what_an_earlier_evening_left_in_doubt_is_asked_when_the_window_opens(window: MainWindow) -> None:
    assert window.jam is not None
    assert window.jam.isVisible()
    assert window.jam.title.text() == f"{TALKING.name}: Paper jam"
    assert window.status_bar.printer.look.words == TALKING.name
    assert window.status_bar.printer.look.value == "in doubt"


def ways() -> dict[str, Callable[[MainWindow], object]]:
    return {
        "the status bar": lambda window: window.status_bar.printer.click(),
        "the panel": lambda window: window.jam.look.click() if window.jam is not None else None,
        "the keyboard": lambda window: window.context.actions.trigger("go.printing"),
    }


@pytest.mark.parametrize("way", ways())
def test_it_leads_to_the_page_and_the_panel_gives_way(window: MainWindow, way: str) -> None:
    ways()[way](window)
    settle()
    assert window.place == "printing"
    assert window.jam is not None
    assert not window.jam.isVisible()  # the page says it
    window.open("orders")
    assert window.jam.isVisible()


def test_an_event_leads_to_a_run_of_it(window: MainWindow, desk: Desk) -> None:
    event = busy_event(desk)
    window.open("events", event.event_id)
    settle()
    assert window.context.actions.trigger("event.print")
    settle()
    screen = window.findChild(PrintingScreen)
    assert screen is not None
    assert screen.new_run.isVisible()
    assert screen.new_run.head is not None
    assert event.title in screen.new_run.head.title.text()
    QTest.mouseClick(screen.new_run.drop, Qt.MouseButton.LeftButton)
    assert not screen.new_run.isVisible()


def test_the_settings_lead_to_the_printers(window: MainWindow) -> None:
    assert window.context.actions.trigger("go.printers")
    assert window.place == "printers"
