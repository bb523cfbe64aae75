"""Secrets: in the keyring of the operating system, or in an explicit encrypted file where there is none.

Which of the two a profile uses is decided once and stays visible: a profile that has a secrets file uses it, always.
The file is made only where a passphrase was given (TICKETFORGE_PASSPHRASE, or asked for by the caller); without
keyring and without passphrase nothing is stored at all (`KeyMissing`). Never plaintext.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ticketforge_desktop.domain.errors import DatabaseCorrupt, KeyMissing, WrongKey
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.host.keyrings import longest_value, sealed_keyring
from ticketforge_desktop.host.turns import FileTurn
from ticketforge_desktop.services.ports.host import SecretStore

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE: Final = "TicketForge Desktop"
# RFC 7914's interactive figures, doubled: about 0.1 s on an office computer, 32 MiB.
_SPLIT: Final = "ticketforge-parts:"
_HEAD: Final = re.compile(re.escape(_SPLIT) + r"([0-9a-f]{12}):(\d{1,3})")
_SCRYPT: Final = {"n": 2**15, "r": 8, "p": 1}


class KeyringSecrets:
    """Secrets in Secret Service, KWallet, the Windows Credential Manager or the macOS keychain.

    Entries are named by the profile's folder, so that two stores on one computer keep apart. A value longer than an
    entry may be is split: its parts are written under a fresh mark first, then the entry that names the mark. Whoever
    is killed in between leaves the old value whole.
    """

    def __init__(self, profile: str, backend: KeyringBackend, *, longest: int | None = None) -> None:
        """`longest`: characters one entry may hold, None = any number."""
        self._profile, self._backend, self._longest = profile, backend, longest

    def get(self, name: str) -> str | None:
        with _told_as_missing():
            head = self._read(name)
            parts = _parts_of(head)
            if parts is None:
                return head
            read = [self._read(part) for part in parts.names(name)]
        if any(part is None for part in read):
            raise KeyMissing(f"The keyring holds {name} only in part.", next_step="Connect the store again.")
        return "".join(part for part in read if part is not None)

    def put(self, name: str, value: str) -> None:
        with _told_as_missing():
            old = _parts_of(self._read(name))
            if (self._longest is not None and len(value) > self._longest) or value.startswith(_SPLIT):
                step = self._longest or len(value)
                pieces = [value[at : at + step] for at in range(0, len(value), step)]
                parts = _Parts(os.urandom(6).hex(), len(pieces))
                for part, piece in zip(parts.names(name), pieces, strict=True):
                    self._write(part, piece)
                self._write(name, parts.head)
            else:
                self._write(name, value)
            self._drop(old, name)

    def delete(self, name: str) -> None:
        with _told_as_missing():
            old = _parts_of(self._read(name))
            self._remove(name)
            self._drop(old, name)

    def _drop(self, parts: _Parts | None, name: str) -> None:
        for part in parts.names(name) if parts is not None else ():
            self._remove(part)

    def _read(self, name: str) -> str | None:
        return self._backend.get_password(_SERVICE, self._entry(name))

    def _write(self, name: str, value: str) -> None:
        self._backend.set_password(_SERVICE, self._entry(name), value)

    def _remove(self, name: str) -> None:
        from keyring.errors import PasswordDeleteError

        with contextlib.suppress(PasswordDeleteError):
            self._backend.delete_password(_SERVICE, self._entry(name))

    def _entry(self, name: str) -> str:
        return f"{self._profile}:{name}"


class _Parts(NamedTuple):
    """How a long value is split."""

    mark: str
    pieces: int

    @property
    def head(self) -> str:
        """What stands in the place of the value."""
        return f"{_SPLIT}{self.mark}:{self.pieces}"

    def names(self, name: str) -> list[str]:
        """The entries of the parts."""
        return [f"{name}#{self.mark}.{at}" for at in range(self.pieces)]


def _parts_of(head: str | None) -> _Parts | None:
    found = _HEAD.fullmatch(head or "")
    return _Parts(found[1], int(found[2])) if found else None


@contextlib.contextmanager
def _told_as_missing() -> Iterator[None]:
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as error:
        raise _no_keyring(error) from error


class FileSecrets:
    """Secrets in one file, sealed whole with AES-256-GCM under a key that scrypt makes of a passphrase.

    Writing takes turns with other processes (a lock file beside it) and replaces the file at once: nobody overwrites
    what another has just put in, and a reader sees the old or the new whole.
    """

    def __init__(self, path: Path, passphrase: Callable[[], str | None]) -> None:
        self._path = path
        self._passphrase = passphrase
        self._keys: dict[bytes, bytes] = {}
        self._lock = threading.RLock()
        self._turn = FileTurn(path.with_name(f".{path.name}.lock"))

    def get(self, name: str) -> str | None:
        with self._lock:
            return self._read().get(name)

    def put(self, name: str, value: str) -> None:
        with self._lock, self._turn.take():
            secrets = self._read()
            if secrets.get(name) != value:
                secrets[name] = value
                self._write(secrets)

    def delete(self, name: str) -> None:
        with self._lock, self._turn.take():
            secrets = self._read()
            if secrets.pop(name, None) is not None:
                self._write(secrets)

    def _read(self) -> dict[str, str]:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not self._path.exists():
            return {}
        try:
            sealed = json.loads(self._path.read_bytes())
            salt, nonce, text = (base64.b64decode(sealed[part]) for part in ("salt", "nonce", "sealed"))
        except (ValueError, KeyError, TypeError) as error:
            raise DatabaseCorrupt(
                "The secrets file is damaged.",
                next_step="Restore secrets.json from a backup of the profile, or connect the store again.",
            ) from error
        try:
            opened = AESGCM(self._key(salt)).decrypt(nonce, text, _SERVICE.encode())
        except InvalidTag as error:
            raise WrongKey(
                "The passphrase does not open the secrets file.",
                next_step="Check TICKETFORGE_PASSPHRASE; nothing was changed.",
            ) from error
        secrets: dict[str, str] = json.loads(opened)
        return secrets

    def _write(self, secrets: dict[str, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt = self._salt()
        nonce = os.urandom(12)
        text = AESGCM(self._key(salt)).encrypt(nonce, json.dumps(secrets).encode(), _SERVICE.encode())
        parts = {"salt": salt, "nonce": nonce, "sealed": text}
        encoded = {name: base64.b64encode(part).decode() for name, part in parts.items()}
        replace_file(self._path, json.dumps({"version": 1, "kdf": "scrypt", **encoded}).encode())

    def _salt(self) -> bytes:
        if self._path.exists():
            return base64.b64decode(json.loads(self._path.read_bytes())["salt"])
        return os.urandom(16)

    def _key(self, salt: bytes) -> bytes:
        if salt not in self._keys:
            from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

            passphrase = self._passphrase()
            if not passphrase:
                raise KeyMissing("This profile keeps its secrets in a file, and no passphrase was given.")
            self._keys[salt] = Scrypt(salt=salt, length=32, **_SCRYPT).derive(passphrase.encode())
        return self._keys[salt]


def open_secrets(path: Path, profile: str, passphrase: Callable[[], str | None]) -> SecretStore:
    """The secret store of a profile: its secrets file if it has one or a passphrase was given, else the keyring.

    A profile that was begun with the keyring keeps to it, whatever passphrase is in the air: its keys lie there.

    Raises:
        KeyMissing: no keyring answers and there is no passphrase.
    """
    begun = (path.parent / "station.db").exists()
    if path.exists() or (os.environ.get("TICKETFORGE_PASSPHRASE") and not begun):
        return FileSecrets(path, passphrase)
    backend = answering_keyring()
    if backend is not None:
        return KeyringSecrets(profile, backend, longest=longest_value(backend))
    if passphrase():
        return FileSecrets(path, passphrase)
    raise KeyMissing("No keyring answers on this computer, and no passphrase was given for a secrets file.")


def answering_keyring() -> KeyringBackend | None:
    """The keyring of this computer that seals what it holds and answers now, None where there is none."""
    from keyring.errors import KeyringError

    backend = sealed_keyring()
    if backend is None:
        return None
    try:
        backend.get_password(_SERVICE, "probe")
    except KeyringError:
        return None
    return backend


def _no_keyring(error: Exception) -> KeyMissing:
    return KeyMissing(f"The keyring does not answer: {error}.", next_step="Unlock the keyring, then try again.")
