"""The designer on the real desk, with a layout on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.designer.table import TICKET, furnish
from tests.ui.screens.house import House, shown
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.designer import DesignerScreen


@pytest.fixture
def told(context: Context) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    context.told.connect(lambda tone, words: heard.append((tone, words)))
    return heard


@pytest.fixture
def troubles(context: Context) -> list[Exception]:
    heard: list[Exception] = []
    context.trouble.connect(heard.append)
    return heard


@pytest.fixture
def designer(context: Context, house: House) -> Iterator[DesignerScreen]:
    furnish(house)
    screen = DesignerScreen(context)
    shown(screen)
    screen.open(TICKET)
    QApplication.processEvents()
    return screen
