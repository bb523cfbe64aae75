"""Opening the mirror while another process swaps a new one in; and what is no swap is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.cipher import MIRROR_FILE, Vault
from ticketforge_desktop.storage.place import MirrorPlace

KEY = b"m" * 32


def place_at(folder: Path) -> MirrorPlace:
    return MirrorPlace(folder, Vault(folder / "mirror.db", MIRROR_FILE, KEY))


def filled(vault: Vault, word: str) -> Path:
    connection = vault.connect(create=True)
    connection.execute("CREATE TABLE said (word TEXT)")
    connection.execute("INSERT INTO said VALUES (?)", (word,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return vault.path


def word_of(connection: Any) -> str:
    try:
        return str(connection.execute("SELECT word FROM said").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def before_connecting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Something that happens between looking which file is in use and opening it, the first time only."""

    def arrange(happens: Callable[[], None]) -> None:
        connect, left = Vault.connect, [happens]

        def connect_late(vault: Vault, **how: Any) -> Any:
            if how.get("read_only") and left:
                left.pop()()
            return connect(vault, **how)

        monkeypatch.setattr(Vault, "connect", connect_late)

    return arrange


def test_a_mirror_swapped_between_looking_and_opening_is_opened_anew(
    tmp_path: Path, before_connecting: Callable[[Callable[[], None]], None]
) -> None:
    reading, other = place_at(tmp_path), place_at(tmp_path)
    filled(reading.vault, "old")
    generation, connection = reading.open_reader()
    assert word_of(connection) == "old"
    shadow = filled(other.shadow_vault, "new")
    before_connecting(lambda: other.swap_in(shadow))
    newer, connection = reading.open_reader()
    assert word_of(connection) == "new"
    assert newer != generation


def test_a_mirror_that_is_gone_without_a_swap_is_told(tmp_path: Path) -> None:
    place = place_at(tmp_path)
    filled(place.vault, "old").unlink()
    with pytest.raises(StorageTrouble, match=r"mirror\.db"):
        place.open_reader()


def test_a_fault_of_ours_is_not_taken_for_a_swap(
    tmp_path: Path, before_connecting: Callable[[Callable[[], None]], None]
) -> None:
    reading, other = place_at(tmp_path), place_at(tmp_path)
    filled(reading.vault, "old")
    shadow = filled(other.shadow_vault, "new")

    def swap_and_stumble() -> None:
        other.swap_in(shadow)
        raise ZeroDivisionError

    before_connecting(swap_and_stumble)
    with pytest.raises(ZeroDivisionError):
        reading.open_reader()
