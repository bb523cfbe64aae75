"""Sums in cash are rounded where a country has no small coins any more.

The rules, each with where it stands. A rule is for the sum of a payment in cash, never for a price:

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

# In hundredths of the currency.
_BY_CURRENCY: Final = {
    "AUD": 5, "CAD": 5, "CHF": 5, "CZK": 100, "DKK": 50, "HUF": 500, "ILS": 10, "MYR": 5, "NOK": 100, "NZD": 10,
    "SEK": 100,
}  # fmt: skip
_BY_COUNTRY: Final = {("EUR", country): 5 for country in ("BE", "EE", "FI", "IT", "LT", "SK")}
_HALF_DOWN: Final = frozenset({"NZD"})


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
