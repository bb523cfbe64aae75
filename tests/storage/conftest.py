"""A profile on real, encrypted files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

Opener = Callable[[Path], Profile]


@pytest.fixture
def opener() -> Iterator[Opener]:
    """Opens profiles and closes them when the test is over."""
    opened: list[Profile] = []

    def open_one(folder: Path) -> Profile:
        profile = open_profile(folder, KEYS, ShopKeys(lambda: EAN_KEY))
        opened.append(profile)
        return profile

    yield open_one
    for profile in opened:
        profile.close()


@pytest.fixture
def profile(tmp_path: Path, opener: Opener) -> Profile:
    return opener(tmp_path / "home")
