"""Nothing moves where somebody asked for stillness; and nothing of ours moves at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Open
from tests.ui.stage import Stage
from ticketforge_desktop import ui
from ticketforge_desktop.services.settings import REDUCED_MOTION, THEME
from ticketforge_desktop.ui.theme.motion import EFFECTS

MOVERS = ("Animation", "AnimationGroup", "TimeLine", "Movie", "Scroller", "GraphicsOpacityEffect", "setAnimated")


@pytest.fixture
def lively(qapp: QApplication) -> Iterator[QApplication]:
    """A computer that fades its menus and tips."""
    before = {effect: QApplication.isEffectEnabled(effect) for effect in EFFECTS}
    blink = qapp.cursorFlashTime()
    for effect in EFFECTS:
        QApplication.setEffectEnabled(effect, True)
    qapp.setCursorFlashTime(1000)
    yield qapp
    for effect, wanted in before.items():
        QApplication.setEffectEnabled(effect, wanted)
    qapp.setCursorFlashTime(blink)


def moving() -> set[Qt.UIEffect]:
    return {effect for effect in EFFECTS if QApplication.isEffectEnabled(effect)}


def test_the_setting_stills_everything_at_once_and_gives_back_what_the_computer_wants(
    lively: QApplication, open_window: Open, stage: Stage
) -> None:
    context = open_window(stage).context
    assert moving() == set(EFFECTS)
    context.put_settings({REDUCED_MOTION: True})
    assert moving() == set()
    assert lively.cursorFlashTime() == 0
    context.put_settings({THEME: "dark"})
    assert moving() == set(), "another theme does not set it in motion again"
    context.put_settings({REDUCED_MOTION: False})
    assert moving() == set(EFFECTS)
    assert lively.cursorFlashTime() == 1000


def test_what_was_set_holds_from_the_start(lively: QApplication, open_window: Open) -> None:
    open_window(Stage(window={REDUCED_MOTION.key: True}))
    assert moving() == set()


def test_what_the_computer_wants_still_stays_still(lively: QApplication, open_window: Open, stage: Stage) -> None:
    QApplication.setEffectEnabled(Qt.UIEffect.UI_FadeTooltip, False)
    context = open_window(stage).context
    context.put_settings({REDUCED_MOTION: True})
    context.put_settings({REDUCED_MOTION: False})
    assert moving() == set(EFFECTS) - {Qt.UIEffect.UI_FadeTooltip}


def test_no_module_of_the_window_brings_an_animation_of_its_own() -> None:
    """Whoever adds one asks `theme.reduced_motion` first, and is named here."""
    found = []
    for path in Path(ui.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name.startswith(("Q", "set")) and name.endswith(MOVERS):
                found.append(f"{path.name}: {name}")
    assert found == []


@pytest.mark.parametrize("still", [True, False])
def test_who_waits_sees_a_bar_that_runs_only_where_things_may_move(open_window: Open, still: bool) -> None:
    stage = Stage(first_run=True, window={REDUCED_MOTION.key: still})
    wizard = open_window(stage).window.open_wizard()
    wizard._begin("Asking the store …")
    assert wizard.busy.isVisible()
    assert (wizard.busy.maximum() == 0) is not still
    wizard._end()
