"""A ticket's name: the derived id, the number people read out, and the EAN-13 of an issue.

The rules and test vectors are in `docs/ticket-code.md`; everything here is a pure function of its input.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from ticketforge_desktop.domain.errors import BadInput

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
EAN_KEY_BYTES: Final = 16
FIRST_ISSUE: Final = 1
LAST_ISSUE: Final = 0xFFFF

# GS1 restricted circulation range: in-house numbers begin with 2.
_EAN_FIRST: Final = 200_000_000_000
_EAN_SPACE: Final = 100_000_000_000
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DROPPED: Final = dict.fromkeys(map(ord, " \t\r\n\u00a0-_\u2010\u2011\u2012\u2013\u2014\u2212"))


def framed(text: str) -> bytes:
    """Text as UTF-8 behind its length in two bytes, so that no two lists of texts hash alike."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > 0xFFFF:
        raise BadInput("A name of more than 65,535 bytes can't be part of a ticket.", field="text")
    return len(raw).to_bytes(2, "big") + raw


def _times_alpha(value: int) -> int:
    """Multiply by the generator of GF(32) over x⁵ + x² + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _weighted(value: int, power: int) -> int:
    for _ in range(power):
        value = _times_alpha(value)
    return value


# Letters and check contributions of ten bits at a time: a first sync makes a million numbers.
_PAIRS: Final = tuple(high + low for high in ALPHABET for low in ALPHABET)
_CHECKS: Final = tuple(
    tuple(_weighted(pair >> 5, power) ^ _weighted(pair & 31, power - 1) for pair in range(1024))
    for power in (11, 9, 7, 5, 3)
)
_CHECK_LAST: Final = tuple(_weighted(value, 1) for value in range(32))
_C11, _C9, _C7, _C5, _C3 = _CHECKS
# Weighted digit sums of four digits at once (weights 1, 3, 1, 3 from the left).
_DIGIT_SUMS: Final = tuple(n // 1000 + n // 100 % 10 * 3 + n // 10 % 10 + n % 10 * 3 for n in range(10_000))


def ticket_hash(shop_domain: str) -> blake2b:
    """The hash of ticket ids of a shop, ready to be copied and fed `framed(seed)` and the unit."""
    base = blake2b(digest_size=8, person=b"tf-ticket-v1")
    base.update(framed(shop_domain.lower()))
    return base


def ticket_id(shop_domain: str, seed: str, unit: int) -> bytes:
    """The 8-byte id of one unit: BLAKE2b-64 over shop, seed (each framed) and the unit in four bytes.

    `seed` is the line item's id in decimal, or the UUID of a sale made at a till (lower case with hyphens).
    """
    whole = ticket_hash(shop_domain)
    whole.update(framed(seed))
    whole.update(unit.to_bytes(4, "big"))
    return whole.digest()


def number_of(ticket: bytes) -> str:
    """The ticket's number `XXXX-XXXX-XXXX`: the upper 55 bits of its id and a check character.

    The check character is a weighted sum in GF(32) with the weights 11 … 1 as powers of the generator. All
    weights are different and none is zero, so one wrong character and any two that changed places are always
    seen. (Integers modulo 32 can't do that: such weights are odd, their differences even.)
    """
    bits = int.from_bytes(ticket, "big") >> 9
    a, b, c, d, e, f = bits >> 45, bits >> 35 & 1023, bits >> 25 & 1023, bits >> 15 & 1023, bits >> 5 & 1023, bits & 31
    check = _C11[a] ^ _C9[b] ^ _C7[c] ^ _C5[d] ^ _C3[e] ^ _CHECK_LAST[f]
    return f"{_PAIRS[a]}{_PAIRS[b]}-{_PAIRS[c]}{_PAIRS[d]}-{_PAIRS[e]}{ALPHABET[f]}{ALPHABET[check]}"


def parse_number(text: str) -> str | None:
    """The number as it is shown, from how a person writes it; None when it is not one.

    Case, blanks and hyphens don't matter, O is read as 0, I and L as 1.
    """
    letters = text.translate(_DROPPED)
    if len(letters) != 12 or not letters.isascii():
        return None
    total = 0
    shown = []
    for letter in letters.upper():
        value = _VALUES.get(letter)
        if value is None:
            return None
        total = _times_alpha(total) ^ value
        shown.append(ALPHABET[value])
    if total:
        return None
    whole = "".join(shown)
    return f"{whole[:4]}-{whole[4:8]}-{whole[8:]}"


def ean_hash(ean_key: bytes) -> blake2b:
    """The keyed hash of EAN-13 numbers of a shop, ready to be copied and fed ticket and issue.

    Raises:
        BadInput: the key is not 16 bytes.
    """
    if len(ean_key) != EAN_KEY_BYTES:
        raise BadInput("The shop's EAN key must have 16 bytes.", field="ean_key")
    return blake2b(digest_size=8, key=ean_key, person=b"tf-ean-v1")


def ean_from_digest(digest: bytes) -> int:
    """Thirteen digits of a hash as a number: `2`, eleven digits, and GS1's check digit."""
    twelve = _EAN_FIRST + int.from_bytes(digest, "big") % _EAN_SPACE
    sums = _DIGIT_SUMS
    # The check digit as in `ean_check_digit`: a first sync makes a million.
    return twelve * 10 - (sums[twelve // 100_000_000] + sums[twelve // 10_000 % 10_000] + sums[twelve % 10_000]) % -10


def ean_of(ean_key: bytes, ticket: bytes, issue: int) -> str:
    """The EAN-13 of one issue of a ticket. Another issue has another number, so old paper dies with its issue."""
    whole = ean_hash(ean_key)
    whole.update(ticket + issue.to_bytes(2, "big"))
    return str(ean_from_digest(whole.digest()))


def ean_check_digit(twelve: int) -> int:
    """GS1's check digit for the first twelve digits (weights 1, 3, 1, … from the left)."""
    sums = _DIGIT_SUMS
    return -(sums[twelve // 100_000_000] + sums[twelve // 10_000 % 10_000] + sums[twelve % 10_000]) % 10


def is_ean(text: str) -> bool:
    """Whether text is thirteen ASCII digits with the right check digit."""
    if len(text) != 13 or not text.isascii() or not text.isdecimal():
        return False
    value = int(text)
    return ean_check_digit(value // 10) == value % 10
