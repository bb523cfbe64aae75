"""The walk: every widget of every screen, on the demo store, in both languages, both themes and at 125 % font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from scripts import translations
from tests.ui import walk
from tests.ui.cut_words import cut_off
from tests.ui.stage import Drawer
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.demo_halls import leave_halls
from ticketforge_desktop.bootstrap.picture_papers import leave_papers
from ticketforge_desktop.bootstrap.picture_till import open_till
from ticketforge_desktop.bootstrap.pictures import leave_acts, let_some_in
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.command_palette import CommandPalette
from ticketforge_desktop.ui.desk import Desk, Host
from ticketforge_desktop.ui.main_window import MainWindow
from ticketforge_desktop.ui.places import PLACES
from ticketforge_desktop.ui.runner import InlineRunner
from ticketforge_desktop.ui.screenshots import SIZES, Guest, dress, scenes, settle, staged

DRESSES = [
    ("light", "en", SIZES[0]),
    ("dark", "de", SIZES[0]),
    ("dark", "en", SIZES[1]),
    ("light", "de", SIZES[1]),
]
# Widgets that no scene shows for itself, and where they are looked at instead.
SEEN_ELSEWHERE = {
    "CameraView": "tests/ui/devices/test_camera_card.py",
    "AnswerBar": "tests/ui/screens/test_door_acts.py",
    "AskBar": "tests/ui/screens/test_door_acts.py",
    "CountsPanel": "tests/ui/screens/test_door_acts.py",
    "MoreBar": "tests/ui/screens/test_door_acts.py",
    "FindPanel": "tests/ui/screens/test_door_find.py",
    "RulesPage": "tests/ui/screens/test_rules_page.py",
    "TriedCard": "tests/ui/screens/test_rules_page.py",
    "ScannerRow": "tests/ui/devices/test_scanner_screen.py",
    "NoShift": "tests/ui/screens/till/test_till_story.py",
    "Banner": "tests/ui/test_widgets.py",
    "Toast": "tests/ui/test_widgets.py",
    "Skeleton": "there before anything is, painted in tests/ui/test_frame.py",
    "CrashDialog": "tests/ui/test_frame.py",
    "HeadView": "measured with the table it belongs to",
    "NoticeCard": "tests/ui/test_sync_page.py",
    "PackDialog": "tests/ui/screens/test_pack_dialog.py",
    "Pill": "tests/ui/test_widgets.py",
    "UndoBar": "tests/ui/screens/test_door_story.py",
}


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoProfile]:
    profile = DemoProfile(events=40, orders=300)
    yield profile
    profile.close()


@pytest.fixture(scope="module")
def desk(demo: DemoProfile) -> Iterator[Desk]:
    opened, _ = demo.open()
    opened.sync(lambda _step: None, lambda: False)
    leave_acts(opened)
    leave_papers(opened)
    leave_halls(opened)
    open_till(opened)
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
def guests(desk: Desk) -> list[Guest]:
    """Guests who come to the door, for a look at its verdicts."""
    return let_some_in(desk)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Names of the kinds of widgets that were walked."""
    return set()


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
    made.window.full_screen.allowed = False
    made.window.show()
    settle()
    yield made
    qapp.removeEventFilter(strays)
    made.window.context.desk = None  # the desk is closed by its own fixture
    made.end()
    made.window.deleteLater()
    settle()


# Traced in one dress: the others are made by the same lines.
UNTRACED = [pytest.param(worn, marks=pytest.mark.no_cover) for worn in DRESSES[1:]]


@pytest.fixture(
    params=[DRESSES[0], *UNTRACED], ids=["light-en-1280", "dark-de-1280", "dark-en-1024-125%", "light-de-1024-125%"]
)
def dressed(request: pytest.FixtureRequest, application: Application) -> tuple[Application, str]:
    theme, language, size = request.param
    dress(application, theme, language, size)
    return application, language


def faults_of(name: str, application: Application, look: QWidget, language: str) -> Iterator[str]:
    """All that is wrong with a scene."""
    root = look
    if name.startswith("wizard"):
        root = application.window.open_wizard()
    elif name == "palette":
        root = application.window.findChild(CommandPalette) or look
    yield from walk.nameless(root)
    yield from cut_off(root, application.theme)
    yield from walk.overlapping(root)
    yield from walk.out_of_order(root)
    if name != "palette":  # there the arrow keys choose and Tab goes through the groups
        yield from walk.unreachable(root)
    if language == "de":
        words = sorted({text for text in walk.said(look) if text})
        yield from (f"not translated: {text!r}" for text in words if is_english(text))


@cache
def english() -> tuple[re.Pattern[str], ...]:
    return tuple(walk.english_only(translations.TRANSLATIONS / "ticketforge_de.ts").values())


@cache
def is_english(text: str) -> bool:
    """Each word stands on most screens, and is held against some two thousand patterns once."""
    return any(pattern.fullmatch(text) for pattern in english())


def test_every_widget_of_every_screen(
    dressed: tuple[Application, str],
    guests: list[Guest],
    seen: set[str],
    subtests: pytest.Subtests,
    request: pytest.FixtureRequest,
) -> None:
    """Scenes are found, not listed: a new screen is walked as soon as `screenshots` knows it."""
    application, language = dressed
    every = list(scenes(application.window, guests))
    assert {place.name for place in PLACES} <= {scene.name for scene in every}
    for scene in every:
        with subtests.test(scene.name), staged(application.window, scene) as look:
            seen |= kinds_of(look, application)
            faults = set(faults_of(scene.name, application, look, language))
            assert not faults, "\n".join(sorted(faults))
    seen.add(repr(request.node.callspec.params["dressed"]))


def kinds_of(look: QWidget, application: Application) -> set[str]:
    return {
        kind.__name__
        for window in {look, application.window}
        for one in walk.visible(window)
        for kind in type(one).__mro__
    }


def test_no_widget_of_ours_was_left_out_of_the_walk(
    application: Application, guests: list[Guest], seen: set[str]
) -> None:
    """A widget that no scene shows is one nobody has looked at: give it a scene, or a test of its own."""
    # Dresses that are walked in another process are gone through here without being judged.
    for theme, language, size in (one for one in DRESSES if repr(one) not in seen):
        dress(application, theme, language, size)
        for scene in scenes(application.window, guests):
            with staged(application.window, scene) as look:
                seen |= kinds_of(look, application)
    missed = {kind.__name__ for kind in walk.widgets_of_ours() if not kind.__name__.startswith("_")} - seen
    assert missed - set(SEEN_ELSEWHERE) == set()


def test_no_widget_was_ever_a_window_by_mistake(application: Application, strays: Strays) -> None:
    assert strays.seen == []
