"""Bytes sealed with what a person knows: AES-256-GCM under a key that scrypt makes of it.

    TFSEALED1 ⏎ {"kdf":"scrypt","n":…,"r":…,"p":…,"salt":…,"nonce":…,"check":…} ⏎ sealed bytes

`check` is a code over the head under a second key of the same derivation: another secret is told from damage. The head
is authenticated with the content, so neither can be changed or exchanged.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput, KeyMissing, PackDamaged, WrongKey

MAGIC: Final = b"TFSEALED1\n"
# RFC 7914, section 2: memory is 128·n·r bytes. 128 MiB and about half a second make guessing dear.
_COST: Final = {"n": 2**17, "r": 8, "p": 1}
# A head is read before anything is proven: it may not ask for more than this.
_MOST_N: Final = 2**20
_LONGEST_HEAD: Final = 1_000
LEAST_SECRET: Final = 8


class SealedFile:
    """`Sealer`.

    Args:
        n: scrypt's cost, a power of two; only tests take less.
    """

    def __init__(self, n: int = _COST["n"]) -> None:
        self._cost = _COST | {"n": n}

    def seal(self, data: bytes, secret: bytes) -> bytes:
        """Seal. Raises `KeyMissing` without a secret, `BadInput` for one that is too short to protect anything."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not secret:
            raise KeyMissing("No passphrase was given for the pack.", next_step=_HOW)
        if len(secret) < LEAST_SECRET:
            raise BadInput(f"The passphrase of a pack has at least {LEAST_SECRET} characters.", field="passphrase")
        salt, nonce = os.urandom(16), os.urandom(12)
        key, check = _keys(secret, salt, self._cost)
        core = {"kdf": "scrypt", **self._cost, "salt": _text(salt), "nonce": _text(nonce)}
        told = core | {"check": _check(check, core)}
        head = MAGIC + json.dumps(told, separators=(",", ":")).encode() + b"\n"
        return head + AESGCM(key).encrypt(nonce, data, head)

    def unseal(self, data: bytes, secret: bytes) -> bytes:
        """Open. Raises `KeyMissing`, `WrongKey`, `PackDamaged`."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not secret:
            raise KeyMissing("No passphrase was given for the pack.", next_step=_HOW)
        end = data.find(b"\n", len(MAGIC), len(MAGIC) + _LONGEST_HEAD)
        if not data.startswith(MAGIC) or end < 0:
            raise _damaged()
        core, told_check, salt, nonce = _read_head(data[len(MAGIC) : end])
        key, check = _keys(secret, salt, core)
        if not hmac.compare_digest(_check(check, core).encode(), told_check.encode()):
            raise WrongKey("The passphrase does not open this pack.", next_step="Check it; nothing was changed.")
        try:
            return AESGCM(key).decrypt(nonce, data[end + 1 :], data[: end + 1])
        except InvalidTag as error:
            raise _damaged() from error


_HOW: Final = "Set TICKETFORGE_BLACKOUT_PASSPHRASE, type it on standard input, or name a --key-file."


def _read_head(text: bytes) -> tuple[dict[str, Any], str, bytes, bytes]:
    try:
        head = json.loads(text)
        check = str(head.pop("check"))
        n, r, p = (int(head[name]) for name in ("n", "r", "p"))
        salt, nonce = base64.b64decode(head["salt"], validate=True), base64.b64decode(head["nonce"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged() from error
    fair = head.get("kdf") == "scrypt" and 1 < n <= _MOST_N and n & (n - 1) == 0 and r == 8 and p == 1
    if not fair or len(salt) != 16 or len(nonce) != 12:
        raise _damaged()
    return head, check, salt, nonce


def _keys(secret: bytes, salt: bytes, cost: dict[str, Any]) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    both = Scrypt(salt=salt, length=64, n=cost["n"], r=cost["r"], p=cost["p"]).derive(secret)
    return both[:32], both[32:]


def _check(key: bytes, core: dict[str, Any]) -> str:
    return hmac.new(key, json.dumps(core, sort_keys=True).encode(), "sha256").hexdigest()[:32]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _damaged() -> PackDamaged:
    return PackDamaged("The pack's sealed list is torn or was altered.")
