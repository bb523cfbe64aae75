"""Secrets lie in the keyring, or sealed in a file that a passphrase opens. Never in plain sight."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backends import chainer

from ticketforge_desktop.domain.errors import DatabaseCorrupt, KeyMissing, WrongKey
from ticketforge_desktop.host import keyrings
from ticketforge_desktop.host.keyrings import sealed_keyring
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
    """This computer's keyring, counted among those that seal what they hold."""
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(keyrings, "_SEALED", keyrings._SEALED | {keyrings.class_name(backend)})
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
    assert (store.get("token"), KeyringSecrets("south", os_keyring).get("token")) == ("t", None)
    store.delete("token")
    store.delete("token")
    assert store.get("token") is None


def test_a_profile_with_a_secrets_file_keeps_to_it(tmp_path: Path, os_keyring: MemoryKeyring) -> None:
    path = tmp_path / "secrets.json"
    FileSecrets(path, lambda: "right").put("token", "t")
    assert isinstance(open_secrets(path, "north", lambda: "right"), FileSecrets)


def test_a_profile_begun_with_the_keyring_keeps_to_it(
    tmp_path: Path, os_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKETFORGE_PASSPHRASE", "of another profile")
    path = tmp_path / "secrets.json"
    assert isinstance(open_secrets(path, "north", lambda: "of another profile"), FileSecrets), "a new one follows it"
    (tmp_path / "station.db").write_bytes(b"")
    assert isinstance(open_secrets(path, "north", lambda: "of another profile"), KeyringSecrets)
    assert not path.exists()


def test_a_keyring_that_fails_is_told_as_such() -> None:
    class Locked(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise keyring.errors.KeyringLocked("locked")

        def set_password(self, service: str, username: str, password: str) -> None:
            raise keyring.errors.PasswordSetError("locked")

    store = KeyringSecrets("north", Locked())
    for act in (lambda: store.get("t"), lambda: store.put("t", "v"), lambda: store.delete("t")):
        with pytest.raises(KeyMissing):
            act()


class TestWhichKeyring:
    """Only one that is known to seal what it holds."""

    @staticmethod
    def named(module: str, name: str) -> keyring.backend.KeyringBackend:
        kind = type(name, (MemoryKeyring,), {"__module__": module})
        made = kind()
        assert isinstance(made, keyring.backend.KeyringBackend)
        return made

    @pytest.mark.parametrize(
        ("module", "name"),
        [
            ("keyring.backends.SecretService", "Keyring"),
            ("keyring.backends.libsecret", "Keyring"),
            ("keyring.backends.kwallet", "DBusKeyring"),
            ("keyring.backends.Windows", "WinVaultKeyring"),
            ("keyring.backends.macOS", "Keyring"),
        ],
    )
    def test_those_of_the_operating_systems_are_used(self, module: str, name: str) -> None:
        backend = self.named(module, name)
        assert sealed_keyring(backend) is backend

    @pytest.mark.parametrize(
        ("module", "name"),
        [
            ("keyrings.alt.file", "PlaintextKeyring"),
            ("keyrings.alt.file", "EncryptedKeyring"),
            ("keyring.backends.null", "Keyring"),
            ("keyring.backends.fail", "Keyring"),
            ("somewhere.else", "Keyring"),
        ],
    )
    def test_files_in_plain_sight_and_strangers_are_not(self, module: str, name: str) -> None:
        assert sealed_keyring(self.named(module, name)) is None

    def test_of_a_chain_the_fit_link_is_taken_and_never_the_chain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        good = self.named("keyring.backends.SecretService", "Keyring")
        plain = self.named("keyrings.alt.file", "PlaintextKeyring")
        for links, taken in (([plain, good], good), ([plain], None), ([], None)):
            monkeypatch.setattr(chainer.ChainerBackend, "backends", links)
            assert sealed_keyring(chainer.ChainerBackend()) is taken

    def test_a_computer_with_only_a_plain_one_stores_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain = MemoryKeyring()
        monkeypatch.delenv("TICKETFORGE_PASSPHRASE", raising=False)
        monkeypatch.setattr(keyring, "get_keyring", lambda: plain)
        with pytest.raises(KeyMissing):
            open_secrets(tmp_path / "secrets.json", "profile", lambda: None)
        assert plain.entries == {}

    def test_only_windows_limits_an_entry(self) -> None:
        assert keyrings.longest_value(self.named("keyring.backends.Windows", "WinVaultKeyring")) == 1_200
        assert keyrings.longest_value(self.named("keyring.backends.macOS", "Keyring")) is None


class TestLongSecrets:
    """The Windows Credential Manager takes 2,560 bytes an entry: longer values are split."""

    def limited(self, limit: int = 10) -> tuple[KeyringSecrets, MemoryKeyring]:
        class Credentials(MemoryKeyring):
            def set_password(self, service: str, username: str, password: str) -> None:
                if not password.startswith("ticketforge-parts:") and len(password) > limit:
                    raise keyring.errors.PasswordSetError("too long")
                super().set_password(service, username, password)

        backend = Credentials()
        return KeyringSecrets("north", backend, longest=limit), backend

    @given(st.lists(st.text(st.characters(codec="ascii"), max_size=64), min_size=1, max_size=5))
    def test_whatever_its_length_the_newest_comes_back_and_nothing_stays_behind(self, values: list[str]) -> None:
        store, backend = self.limited()
        for value in values:
            store.put("session", value)
            assert store.get("session") == value
        pieces = -(-len(values[-1]) // 10)
        assert len(backend.entries) == (pieces + 1 if pieces > 1 else 1)
        store.delete("session")
        assert backend.entries == {}

    def test_a_kill_at_any_write_leaves_the_old_value_or_the_new(self) -> None:
        old, new = "o" * 35, "n" * 47
        for writes in range(12):
            store, backend = self.limited()
            store.put("session", old)
            left = [writes]
            real = backend.set_password

            def dying(
                service: str, username: str, password: str, left: list[int] = left, real: Callable[..., None] = real
            ) -> None:
                if left[0] == 0:
                    raise KeyboardInterrupt
                left[0] -= 1
                real(service, username, password)

            backend.set_password = dying  # type: ignore[method-assign]
            with suppress(KeyboardInterrupt):
                store.put("session", new)
            assert store.get("session") in (old, new)
            assert (store.get("session") == new) is (writes > 5)

    def test_a_part_that_is_missing_is_told(self) -> None:
        store, backend = self.limited()
        store.put("session", "x" * 30)
        backend.entries.pop(next(entry for entry in backend.entries if "#" in entry[1]))
        with pytest.raises(KeyMissing):
            store.get("session")

    def test_a_value_that_looks_like_a_split_one_comes_back_too(self) -> None:
        store = KeyringSecrets("north", MemoryKeyring())
        for value in ("ticketforge-parts:0123456789ab:2", "ticketforge-parts:"):
            store.put("t", value)
            assert store.get("t") == value


PUTTING = """
import sys
from pathlib import Path
from ticketforge_desktop.host.secrets import FileSecrets
store = FileSecrets(Path(sys.argv[1]), lambda: "right")
for at in range(8):
    store.put(f"{sys.argv[2]}.{at}", str(at))
"""


def test_processes_do_not_overwrite_what_the_others_put_in(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    command = [sys.executable, "-c", PUTTING, str(path)]
    writers = [subprocess.Popen([*command, name], cwd=Path(__file__).parents[2]) for name in "abc"]
    reader = FileSecrets(path, lambda: "right")
    while any(writer.poll() is None for writer in writers):
        reader.get("a.0")  # never sees half a file
        time.sleep(0.01)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert all(reader.get(f"{name}.{at}") == str(at) for name in "abc" for at in range(8))
