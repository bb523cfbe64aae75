"""PINs: what may be one, how one is kept, and how long to wait after wrong ones.

A PIN is short, so its hash is slow (scrypt, RFC 7914) and salted, the file it lies in is encrypted, and wrong tries
make the next wait longer. A wait is measured by a clock nobody can set (`ticks`). Only the number of wrong tries is
kept: a process that finds a wait owed begins it anew, so that neither a restart nor the computer's date shortens it.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from collections.abc import Callable
from itertools import pairwise
from time import monotonic
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, NotFound, PinRefused
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.pins import PinFile

SHORTEST: Final = 4
LONGEST: Final = 8
FREE_TRIES: Final = 5
# Seconds after the fifth, sixth, … wrong PIN in a row.
WAITS: Final = (30, 60, 120, 300, 600)

_COST: Final = 15  # 2^15 blocks of 1 KiB: about 0.1 s and 32 MiB a try
_BLOCK: Final = 8
_SALT_BYTES: Final = 16


def check_pin(pin: str) -> str:
    """The PIN if it may be one.

    Raises:
        BadInput: not 4 to 8 digits (`reason` is `digits`), or one that is tried first (`easy`).
    """
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdecimal()):
        raise BadInput(
            f"A PIN has {SHORTEST} to {LONGEST} digits.",
            field="pin", reason="digits", shortest=SHORTEST, longest=LONGEST,
        )  # fmt: skip
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise BadInput(
            "This PIN is tried first by whoever guesses.",
            field="pin", reason="easy", next_step="Take digits that are not all alike and not in a row.",
        )  # fmt: skip
    return pin


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """`scrypt$15$8$SALT$DIGEST`, so that a later version may make it harder and still knows the old ones."""
    salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    return f"scrypt${_COST}${_BLOCK}${salt.hex()}${_digest(pin, _COST, _BLOCK, salt).hex()}"


def is_pin(pin: str, kept: str) -> bool:
    """Whether this is the PIN a hash was made of. A hash this program does not know fits none."""
    try:
        kind, cost, block, salt, digest = kept.split("$")
        if kind != "scrypt":
            return False
        made = _digest(pin, int(cost), int(block), bytes.fromhex(salt))
        return hmac.compare_digest(made, bytes.fromhex(digest))
    except ValueError:
        return False


def wait_after(failed: int) -> int:
    """Seconds to wait after so many wrong PINs in a row."""
    if failed < FREE_TRIES:
        return 0
    return WAITS[min(failed - FREE_TRIES, len(WAITS) - 1)]


def _digest(pin: str, cost: int, block: int, salt: bytes) -> bytes:
    if cost > 20 or block > 32:
        raise ValueError("no hash of ours")
    memory = 2 * 128 * block * 2**cost
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**cost, r=block, p=1, maxmem=memory, dklen=32)


class Pin:
    """One PIN of a station: set, asked for, taken away. Safe from any thread; several processes may ask at once.

    Args:
        subject: what it is for: `kiosk`; later each person's.
        ticks: seconds of a clock that nobody can set.
    """

    def __init__(self, file: PinFile, subject: str, *, ticks: Callable[[], float] = monotonic) -> None:
        self._file, self._subject, self._ticks = file, subject, ticks
        self._owed: tuple[int, float] = (0, 0.0)  # after how many wrong ones, and since when it is waited

    def known(self) -> bool:
        """Whether one is set."""
        return self._file.read(self._subject) is not None

    def wait_s(self) -> int:
        """Seconds until the next try is looked at, rounded up; 0: now."""
        row = self._file.read(self._subject)
        return 0 if row is None else self._left(row.failed)

    def put(self, pin: str, staff: Staff) -> None:
        """Set it, or another one. Raises `BadInput`."""
        self._file.put(self._subject, hash_pin(check_pin(pin)), staff)

    def take_away(self, staff: Staff) -> bool:
        """Whether there was one."""
        return self._file.take_away(self._subject, staff)

    def require(self, pin: str) -> None:
        """Let pass whoever knows it.

        A try counts before it is looked at: whoever ends the program in between has not won one.

        Raises:
            PinRefused: it is another one, or it is too early for a try; `facts` hold `wait_s` and `tries_left` (free
                ones, before the first wait).
            NotFound: none is set.
        """
        row = self._file.read(self._subject)
        if row is None:
            raise NotFound("No PIN is set.", subject=self._subject)
        left = self._left(row.failed)
        if left:
            raise PinRefused(f"Wait {left} s before the next try.", wait_s=left, tries_left=0, early=True)
        failed = self._file.count_try(self._subject)
        if not is_pin(pin, row.pin_hash):
            self._owed = (failed, self._ticks())
            raise PinRefused(
                "That is not the PIN.",
                wait_s=self._left(failed), tries_left=max(0, FREE_TRIES - failed), early=False,
            )  # fmt: skip
        self._file.forgive(self._subject)
        self._owed = (0, 0.0)

    def _left(self, failed: int) -> int:
        """A wait that this process sees for the first time begins now."""
        if not wait_after(failed):
            return 0
        if self._owed[0] != failed:
            self._owed = (failed, self._ticks())
        return max(0, math.ceil(wait_after(failed) - (self._ticks() - self._owed[1])))
