"""Stations of one shop, each on files of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.stations import HandClock, SharedDocument, TestStation

if TYPE_CHECKING:
    from tests.services.dark_house import House
    from tests.services.paper import Hall
    from tests.services.processing import ProcessingStation
    from ticketforge_desktop.services.ports.printing import PrintLedger
    from ticketforge_desktop.services.print_tickets import PrintTickets

Founder = Callable[[str], TestStation]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store() -> SharedDocument:
    return SharedDocument()


@pytest.fixture
def found(tmp_path: Path, clock: HandClock) -> Iterator[Founder]:
    """Opens a station by its name."""
    opened: list[TestStation] = []

    def open_one(name: str) -> TestStation:
        opened.append(TestStation(tmp_path / name.replace(" ", "-"), clock, name))
        return opened[-1]

    yield open_one
    for station in opened:
        station.close()


@pytest.fixture
def hall(found: Founder) -> Hall:
    from tests.services.evening import Evening
    from tests.services.paper import Hall

    return Hall(Evening(found("till 1")))


@pytest.fixture
def ids(hall: Hall) -> list[str]:
    """Three of the tickets."""
    return hall.ids[:3]


@pytest.fixture
def ledger(hall: Hall) -> PrintLedger:
    return hall.profile.print_ledger


@pytest.fixture
def room(hall: Hall) -> PrintTickets:
    return hall.room()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[ProcessingStation]:
    """Synced, and what the first sync brought is processed."""
    from tests.services.processing import ProcessingStation

    opened = ProcessingStation(tmp_path)
    opened.full_sync()
    opened.process()
    yield opened
    opened.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    from tests.services.dark_house import House

    opened = House(tmp_path)
    yield opened
    opened.close()
