"""Stations of one shop, each on files of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.stations import HandClock, SharedDocument, TestStation

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
