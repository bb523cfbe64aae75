"""Cash as it is: which coins and notes a currency has, what rounding its country asks for, and change.

Rounding rules, each with where it stands. A rule is for the sum of a payment in cash, never for a price:

- AUD 0.05: 1c and 2c withdrawn 1992; nearest multiple (Royal Australian Mint / ACCC guidance).
- CAD 0.05: penny withdrawn 2013; nearest multiple (Department of Finance, "Eliminating the penny").
- CHF 0.05: smallest coin 5 Rappen (Münzverordnung, SR 941.101); nearest multiple. Liechtenstein shares the franc.
- CZK 1: 50-haléř coin withdrawn 2008; nearest valid unit (Act 634/1992 on consumer protection, § 3).
- DKK 0.50: 25-øre coin withdrawn 2008 (Act on coins: sums end in 0 or 50 øre, 25 and 75 round up).
- HUF 5: Act III of 2008 on rounding.
- ILS 0.10: 5-agorot coin withdrawn 2008; 5 agorot round up (Bank of Israel).
- MYR 0.05: rounding mechanism of Bank Negara Malaysia, 2008.
- NOK 1: 50-øre coin withdrawn 2012; 50 øre and above up (Norges Bank).
- NZD 0.10: 5c withdrawn 2006; 5c is the seller's choice, most round down (Reserve Bank of New Zealand).
- SEK 1: 50-öre coin withdrawn 2010; 50 öre and above up (lagen 1970:1029 om avrundning).
- EUR 0.05 by national law in Belgium (Code de droit économique VI.7/1), Finland (890/2000), Italy (d.l. 50/2017
  art. 13-quater), Slovakia (18/1996, since 2022), Estonia and Lithuania (since 2025). In the Netherlands and Ireland
  it is by agreement: there, and anywhere, the till's setting decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.money import exponent

# In hundredths of the currency.
_BY_CURRENCY: Final = {
    "AUD": 5, "CAD": 5, "CHF": 5, "CZK": 100, "DKK": 50, "HUF": 500, "ILS": 10, "MYR": 5, "NOK": 100, "NZD": 10,
    "SEK": 100,
}  # fmt: skip
_BY_COUNTRY: Final = {("EUR", country): 5 for country in ("BE", "EE", "FI", "IT", "LT", "SK")}
_HALF_DOWN: Final = frozenset({"NZD"})

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


@dataclass(frozen=True, slots=True)
class CashRule:
    """How sums in cash are rounded here: to multiples of `step_minor` (1 = not at all)."""

    currency: str
    step_minor: int = 1
    half_down: bool = False  # a sum just between two multiples goes to the lower one

    def rounded(self, minor: int) -> int:
        """The sum as it can be paid; a refund is rounded like the sale it takes back."""
        if minor < 0:
            return -self.rounded(-minor)
        low = minor - minor % self.step_minor
        twice = 2 * (minor - low)
        up = twice > self.step_minor or (twice == self.step_minor and not self.half_down)
        return low + self.step_minor if up else low

    def payable(self, minor: int) -> bool:
        """Whether coins make up this sum."""
        return minor % self.step_minor == 0


def cash_rule(currency: str, country: str = "") -> CashRule:
    """The rule of a currency, and of the country (ISO 3166-1 alpha-2) where several share the currency."""
    step = _BY_COUNTRY.get((currency, country), _BY_CURRENCY.get(currency, 1))
    return CashRule(currency, step, currency in _HALF_DOWN)


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
