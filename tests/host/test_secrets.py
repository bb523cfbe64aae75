"""Secrets lie in the keyring, or sealed in a file that a passphrase opens. Never in plain sight."""

from __future__ import annotations

from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from ticketforge_desktop.domain.errors import DatabaseCorrupt, KeyMissing, WrongKey
from ticketforge_desktop.host.secrets import FileSecrets, KeyringSecrets, open_secrets


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring as an operating system has one, kept in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


@pytest.fixture
def os_keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(keyring, "get_password", backend.get_password)
    monkeypatch.setattr(keyring, "set_password", backend.set_password)
    monkeypatch.setattr(keyring, "delete_password", backend.delete_password)
    monkeypatch.delenv("TICKETFORGE_PASSPHRASE", raising=False)
    return backend


def test_a_secret_comes_back_and_its_file_does_not_show_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    FileSecrets(path, lambda: "open sesame").put("token", "a-token-made-up-here")
    assert b"a-token-made-up-here" not in path.read_bytes()
    assert FileSecrets(path, lambda: "open sesame").get("token") == "a-token-made-up-here"
    assert path.stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    FileSecrets(path, lambda: "right").put("token", "t")
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        FileSecrets(path, lambda: "wrong").get("token")
    with pytest.raises(WrongKey):
        FileSecrets(path, lambda: "wrong").put("token", "other")
    assert path.read_bytes() == before


def test_a_flipped_byte_in_the_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    store = FileSecrets(path, lambda: "right")
    store.put("token", "t")
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    with pytest.raises(DatabaseCorrupt):
        store.get("token")


def test_without_passphrase_a_sealed_file_stays_closed(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    FileSecrets(path, lambda: "right").put("token", "t")
    with pytest.raises(KeyMissing):
        FileSecrets(path, lambda: None).get("token")


def test_deleting_leaves_the_others(tmp_path: Path) -> None:
    store = FileSecrets(tmp_path / "secrets.json", lambda: "right")
    store.put("one", "1")
    store.put("two", "2")
    store.delete("one")
    store.delete("never there")
    assert (store.get("one"), store.get("two")) == (None, "2")


def test_a_computer_without_keyring_and_passphrase_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TICKETFORGE_PASSPHRASE", raising=False)
    with pytest.raises(KeyMissing):
        open_secrets(tmp_path / "secrets.json", "profile", lambda: None)
    assert list(tmp_path.iterdir()) == []


def test_the_keyring_is_used_where_there_is_one(tmp_path: Path, os_keyring: MemoryKeyring) -> None:
    store = open_secrets(tmp_path / "secrets.json", "north", lambda: None)
    assert isinstance(store, KeyringSecrets)
    store.put("token", "t")
    assert (store.get("token"), KeyringSecrets("south").get("token")) == ("t", None)
    store.delete("token")
    store.delete("token")
    assert store.get("token") is None


def test_a_profile_with_a_secrets_file_keeps_to_it(tmp_path: Path, os_keyring: MemoryKeyring) -> None:
    path = tmp_path / "secrets.json"
    FileSecrets(path, lambda: "right").put("token", "t")
    assert isinstance(open_secrets(path, "north", lambda: "right"), FileSecrets)


def test_a_keyring_that_fails_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise keyring.errors.KeyringLocked("locked")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, locked)
    store = KeyringSecrets("north")
    for act in (lambda: store.get("t"), lambda: store.put("t", "v"), lambda: store.delete("t")):
        with pytest.raises(KeyMissing):
            act()
