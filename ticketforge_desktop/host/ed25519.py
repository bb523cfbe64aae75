"""Ed25519 (RFC 8032) by the cryptography package: the station's signer, and a verifier that keeps loaded keys."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ticketforge_desktop.domain.errors import BadInput, WrongKey

PRIVATE_KEY_BYTES: Final = 32
# A shop has a handful of stations; the bound only keeps garbage from filling the memory.
_MOST_KEYS: Final = 256


class StationSigner:
    """A private key, loaded once."""

    def __init__(self, private_key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)
        self._public = self._key.public_key().public_bytes_raw()

    @property
    def public_key(self) -> bytes:
        return self._public

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class CachingVerifier:
    """Loads each public key once: loading costs as much as a third of a verification."""

    def __init__(self) -> None:
        self._loaded: dict[bytes, Ed25519PublicKey] = {}

    def verify(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        key = self._loaded.get(public_key) or self._load(public_key)
        if key is None:
            return False
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _load(self, public_key: bytes) -> Ed25519PublicKey | None:
        try:
            key = Ed25519PublicKey.from_public_bytes(public_key)
        except ValueError:
            return None
        if len(self._loaded) >= _MOST_KEYS:
            self._loaded.clear()
        self._loaded[public_key] = key
        return key


class StationKeySmith:
    """Makes private keys as 64 hex digits and takes them up again."""

    def forge(self) -> str:
        return secrets.token_hex(PRIVATE_KEY_BYTES)

    def signer(self, private_key: str) -> StationSigner:
        try:
            return StationSigner(bytes.fromhex(private_key))
        except ValueError:
            raise WrongKey(
                "The station's private key in the keyring is damaged.",
                next_step="Delete the entry; the station makes a new key, which a manager then enrols.",
            ) from None

    def random(self, count: int) -> bytes:
        if count < 1:
            raise BadInput("No random bytes were asked for.", field="count")
        return secrets.token_bytes(count)
