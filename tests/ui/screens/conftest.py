"""One store is generated and synced for all stories of the screens; each story works on a copy of the profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import FRAMES, House, at_the_door, context_on, fill
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.theme import Theme, fonts


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    fill(folder)
    return folder


@pytest.fixture
def house(filled: Path, tmp_path: Path) -> Iterator[House]:
    opened = House(filled, tmp_path / "house")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """Dressed as the program is."""
    fonts.load()
    Theme().apply(qapp)
    return qapp


@pytest.fixture
def app(dressed: QApplication) -> Iterator[QApplication]:
    """Speaking English with its plurals, whatever language a story before spoke."""
    translators = Translators()
    translators.use("en")
    yield dressed
    translators.clear()
    while FRAMES:
        FRAMES.pop().deleteLater()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    dressed.processEvents()


@pytest.fixture
def context(house: House, app: QApplication) -> Iterator[Context]:
    with context_on(house, app) as made:
        yield made


@pytest.fixture
def door(context: Context, house: House) -> DoorScreen:
    return at_the_door(context, house)
