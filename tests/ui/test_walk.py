"""The walk: every widget of every screen, on the demo store, in both languages, both themes and at 125 % font."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from scripts import translations
from tests.ui import walk
from tests.ui.stage import Drawer
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.command_palette import CommandPalette
from ticketforge_desktop.ui.desk import Desk, Host
from ticketforge_desktop.ui.main_window import MainWindow
from ticketforge_desktop.ui.runner import InlineRunner
from ticketforge_desktop.ui.screenshots import SIZES, dress, scenes, settle, staged

SCENES = (
    "dashboard", "till", "door", "fulfilment", "events", "orders", "reports", "settings", "order", "print-preview",
    "event", "door-open", "palette", "wizard-language", "wizard-store", "wizard-station", "help",
)  # fmt: skip
DRESSES = [("light", "en", SIZES[0]), ("dark", "de", SIZES[1])]


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoProfile]:
    profile = DemoProfile(events=40, orders=300)
    yield profile
    profile.close()


@pytest.fixture(scope="module")
def desk(demo: DemoProfile) -> Iterator[Desk]:
    opened, _ = demo.open()
    opened.sync(lambda _step: None, lambda: False)
    yield opened
    opened.close()


class Strays(QObject):
    """Notices widgets that become windows of their own without being meant to."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        meant = isinstance(watched, QDialog | QMenu | MainWindow) or type(watched).__name__ == "QTipLabel"
        if shown and not meant and isinstance(watched, QWidget):
            self.seen.append(walk.where(watched))
        return False


@pytest.fixture(scope="module")
def strays() -> Strays:
    return Strays()


@pytest.fixture(scope="module")
def application(qapp: QApplication, desk: Desk, strays: Strays) -> Iterator[Application]:
    def broken(error: BaseException) -> str:
        raise error

    host = Host(
        settings=Drawer({"window.language": "en", "window.theme": "light"}),
        staff=DEFAULT_MANAGER,
        open_desk=lambda: desk,
        connect=lambda _request: None,  # type: ignore[arg-type, return-value]
        write_crash=broken,
        version="0.1.0",
    )
    qapp.installEventFilter(strays)
    made = Application(qapp, host, InlineRunner())
    made.window.may_fill_screen = False
    made.window.show()
    settle()
    yield made
    qapp.removeEventFilter(strays)
    made.window.context.desk = None  # the desk is closed by its own fixture
    made.end()
    made.window.deleteLater()
    settle()


@pytest.fixture(params=DRESSES, ids=["light-en-1280", "dark-de-1024-125%"], scope="module")
def dressed(request: pytest.FixtureRequest, application: Application) -> tuple[Application, str]:
    theme, language, size = request.param
    dress(application, theme, language, size)
    return application, language


@pytest.mark.parametrize("name", SCENES)
def test_every_widget_of_every_screen(dressed: tuple[Application, str], name: str) -> None:
    application, language = dressed
    scene = {one.name: one for one in scenes(application.window)}[name]
    with staged(application.window, scene) as look:
        root = look
        if name.startswith("wizard"):
            root = application.window.open_wizard()
        elif name == "palette":
            root = application.window.findChild(CommandPalette) or look
        faults = [
            *walk.nameless(root),
            *walk.cut_off(root, application.theme),
            *walk.overlapping(root),
            *walk.out_of_order(root),
        ]
        if name != "palette":  # there the arrow keys choose and Tab goes through the groups
            faults += walk.unreachable(root)
        if language == "de":
            english = walk.english_only(translations.TRANSLATIONS / "ticketforge_de.ts")
            words = {text for text in walk.said(look) if text}
            faults += [
                f"not translated: {text!r}"
                for text in sorted(words)
                if any(p.fullmatch(text) for p in english.values())
            ]
        assert not faults, "\n".join(sorted(set(faults)))


def test_the_list_of_scenes_is_whole(application: Application) -> None:
    assert {scene.name for scene in scenes(application.window)} == set(SCENES)


def test_no_widget_was_ever_a_window_by_mistake(application: Application, strays: Strays) -> None:
    assert strays.seen == []
