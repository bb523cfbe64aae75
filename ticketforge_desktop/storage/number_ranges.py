"""Ticket numbers as ranges of ticket ids, so that the index of ids finds numbers too.

The number's first eleven characters are the upper 55 bits of the id, five bits a character
(`domain.ticket_numbers.number_of`); the last character is a check.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.domain.ticket_numbers import ALPHABET

_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DATA: Final = 11


def id_range(beginning: str) -> tuple[str, str] | None:
    """The first and last ticket id whose number begins like this; None when no number does.

    Case, blanks and hyphens don't matter; O is read as 0, I and L as 1.
    """
    letters = "".join(beginning.split()).replace("-", "").upper()
    if not letters or len(letters) > _DATA + 1:
        return None
    value = 0
    for letter in letters[:_DATA]:
        digit = _VALUES.get(letter)
        if digit is None:
            return None
        value = value << 5 | digit
    free = 64 - 5 * len(letters[:_DATA])
    low = value << free
    return f"{low:016x}", f"{low | ((1 << free) - 1):016x}"
