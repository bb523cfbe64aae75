"""Signatures of stations (Ed25519, RFC 8032) as the use cases reach them."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """A station's private key, ready to sign."""

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature; the same message always gives the same signature."""
        ...


class Verifier(Protocol):
    """Checks signatures of any public key."""

    def verify(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's over this message; False too for what is no key or signature."""
        ...


class KeySmith(Protocol):
    """Makes private keys and takes them up again."""

    def forge(self) -> str:
        """A new private key as text, fit for a `SecretStore`."""
        ...

    def signer(self, private_key: str) -> Signer:
        """The signer of a key made by `forge`. Raises `WrongKey` when the text is none."""
        ...

    def random(self, count: int) -> bytes:
        """Unpredictable bytes."""
        ...
