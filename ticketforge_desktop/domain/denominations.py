"""Coins and notes of a currency: for counting a drawer, for change, and for what buyers are likely to hand over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import decimal_string, exponent

MOST_PIECES: Final = 100_000  # of one value in one drawer

# Pieces in use, in minor units, the largest first.
_PIECES: Final = {
    "EUR": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "CHF": (100000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "GBP": (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "USD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1),
    "CAD": (10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5),
    "AUD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "NZD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
    "SEK": (100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100),
    "NOK": (100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 100),
    "DKK": (100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50),
    "CZK": (500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100),
    "HUF": (2000000, 1000000, 500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500),
    "PLN": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "ILS": (20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 10),
    "MYR": (10000, 5000, 2000, 1000, 500, 100, 50, 20, 10, 5),
    "JPY": (10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1),
    "KRW": (50000, 10000, 5000, 1000, 500, 100, 50, 10),
    "KWD": (20000, 10000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5),
}
_SMALLEST_NOTE: Final = {
    "EUR": 500, "CHF": 1000, "GBP": 500, "USD": 100, "CAD": 500, "AUD": 500, "NZD": 500, "SEK": 2000, "NOK": 5000,
    "DKK": 5000, "CZK": 10000, "HUF": 50000, "PLN": 1000, "ILS": 2000, "MYR": 100, "JPY": 1000, "KRW": 1000,
    "KWD": 250,
}  # fmt: skip
_SERIES: Final = (5, 2, 1)


def pieces(currency: str) -> tuple[int, ...]:
    """Values of coins and notes in minor units, the largest first.

    A currency that is not known here has the series 1 · 2 · 5 from its smallest unit to 1000 units.
    """
    known = _PIECES.get(currency)
    if known is not None:
        return known
    digits = exponent(currency)
    return tuple(value * 10**power for power in range(digits + 3, -1, -1) for value in _SERIES)


def is_note(currency: str, value: int) -> bool:
    """Whether a piece is paper; of currencies not known here, all from five units on."""
    return value >= _smallest_note(currency)


def change_pieces(change_minor: int, currency: str) -> tuple[tuple[int, int], ...]:
    """The fewest pieces that make up the change: (value, how many), the largest first.

    What is left below the smallest coin has none (the sum was not rounded as its coins ask).
    """
    found, left = [], max(change_minor, 0)
    for value in pieces(currency):
        count, left = divmod(left, value)
        if count:
            found.append((value, count))
    return tuple(found)


def suggested_notes(due_minor: int, currency: str, most: int = 4) -> tuple[int, ...]:
    """What buyers are likely to hand over: the exact sum first, then rounded up to coins and notes, rising.

    163.00 EUR offers 163, 165, 170 and 200: up to the next 5, 10, 50 …, or one note; nobody adds a second 20.
    """
    if due_minor <= 0:
        return (0,)
    offers = set[int]()
    for value in pieces(currency):
        offer = -(-due_minor // value) * value
        if value >= _smallest_note(currency) // 2 and (str(value)[0] in "15" or offer == value):
            offers.add(offer)
    return (due_minor, *sorted(offers - {due_minor})[: most - 1])


def _smallest_note(currency: str) -> int:
    return _SMALLEST_NOTE.get(currency) or 5 * int(10 ** exponent(currency))


def counted(currency: str, count: Iterable[tuple[int, int]]) -> int:
    """The sum of a count by pieces: (value in minor units, how many).

    Raises:
        BadInput: no such piece in this currency, one named twice, or not so many that anybody counted them.
    """
    known, total, seen = set(pieces(currency)), 0, set[int]()
    for value, many in count:
        if value not in known:
            raise BadInput(
                f"There is no coin or note of {decimal_string(value, currency)} {currency}.",
                field="count",
                value=value,
            )
        if value in seen or not 0 <= many <= MOST_PIECES:
            raise BadInput(
                f"How many of {decimal_string(value, currency)} {currency} are there?", field="count", value=many
            )
        seen.add(value)
        total += value * many
    return total
