"""Secrets: in the keyring of the operating system, or in an explicit encrypted file where there is none.

Which of the two a profile uses is decided once and stays visible: a profile that has a secrets file uses it, always.
The file is made only where a passphrase was given (TICKETFORGE_PASSPHRASE, or asked for by the caller); without
keyring and without passphrase nothing is stored at all (`KeyMissing`). Never plaintext.
"""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.errors import DatabaseCorrupt, KeyMissing, WrongKey
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.services.ports.host import SecretStore

_SERVICE: Final = "TicketForge Desktop"
# RFC 7914's interactive figures, doubled: about 0.1 s on an office computer, 32 MiB.
_SCRYPT: Final = {"n": 2**15, "r": 8, "p": 1}


class KeyringSecrets:
    """Secrets in Secret Service, the Windows Credential Locker or the macOS keychain.

    Entries are named by the profile's folder, so that two stores on one computer keep apart.
    """

    def __init__(self, profile: str) -> None:
        self._profile = profile

    def get(self, name: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(_SERVICE, self._entry(name))
        except KeyringError as error:
            raise _no_keyring(error) from error

    def put(self, name: str, value: str) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, self._entry(name), value)
        except KeyringError as error:
            raise _no_keyring(error) from error

    def delete(self, name: str) -> None:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(_SERVICE, self._entry(name))
        except PasswordDeleteError:
            return
        except KeyringError as error:
            raise _no_keyring(error) from error

    def _entry(self, name: str) -> str:
        return f"{self._profile}:{name}"


class FileSecrets:
    """Secrets in one file, sealed whole with AES-256-GCM under a key that scrypt makes of a passphrase."""

    def __init__(self, path: Path, passphrase: Callable[[], str | None]) -> None:
        self._path = path
        self._passphrase = passphrase
        self._keys: dict[bytes, bytes] = {}
        self._lock = threading.RLock()

    def get(self, name: str) -> str | None:
        with self._lock:
            return self._read().get(name)

    def put(self, name: str, value: str) -> None:
        with self._lock:
            secrets = self._read()
            secrets[name] = value
            self._write(secrets)

    def delete(self, name: str) -> None:
        with self._lock:
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

    Raises:
        KeyMissing: no keyring answers and there is no passphrase.
    """
    if path.exists() or os.environ.get("TICKETFORGE_PASSPHRASE"):
        return FileSecrets(path, passphrase)
    if keyring_answers():
        return KeyringSecrets(profile)
    if passphrase():
        return FileSecrets(path, passphrase)
    raise KeyMissing("No keyring answers on this computer, and no passphrase was given for a secrets file.")


def keyring_answers() -> bool:
    """Whether this computer has a keyring that keeps secrets for us (plaintext ones do not count)."""
    import keyring
    from keyring.errors import KeyringError

    backend = keyring.get_keyring()
    if "plaintext" in type(backend).__name__.lower() or getattr(backend, "priority", 0) <= 0:
        return False
    try:
        keyring.get_password(_SERVICE, "probe")
    except KeyringError:
        return False
    return True


def _no_keyring(error: Exception) -> KeyMissing:
    return KeyMissing(f"The keyring does not answer: {error}.")
