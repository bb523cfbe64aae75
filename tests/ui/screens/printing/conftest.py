"""The printing page on a real desk with simulated printers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import context_on
from tests.ui.screens.print_house import (
    print_house,
    settle_all,
)
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.places import SIDE_PLACES

CLERK = Staff("c1", "Clerk", ROLE_RIGHTS[Role.TILL])


@pytest.fixture(scope="module")
def store() -> Iterator[Desk]:
    with print_house() as desk:
        yield desk


@pytest.fixture
def desk(store: Desk) -> Iterator[Desk]:
    yield store
    settle_all(store)


@pytest.fixture
def context(desk: Desk, app: QApplication) -> Iterator[Context]:
    with context_on(desk, app) as made:
        made.actions.declare(place.action for place in SIDE_PLACES)
        yield made
