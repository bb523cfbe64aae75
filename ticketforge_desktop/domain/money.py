"""Money as integer minor units with a currency: no float ever touches a price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.errors import BadInput

# ISO 4217: currencies whose minor unit is not a hundredth.
_EXPONENTS: Final = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
_DECIMAL: Final = re.compile(r"(-?)(\d+)(?:\.(\d+))?")


def exponent(currency: str) -> int:
    """Digits behind the decimal sign of an ISO 4217 currency: 2 unless the standard says otherwise."""
    return _EXPONENTS.get(currency, 2)


def minor_units(amount: str, currency: str) -> int:
    """The store's decimal string (`"42.0"`, `"1200"`) as integer minor units.

    More digits than the currency has must be zeros (the store pads JPY as `"1200.0"`).

    Raises:
        BadInput: not a decimal number, or a fraction of a minor unit.
    """
    matched = _DECIMAL.fullmatch(amount)
    if matched is None:
        raise BadInput(f"{amount!r} is not an amount of money.", field="amount", value=amount)
    sign, whole, fraction = matched.group(1), matched.group(2), matched.group(3) or ""
    digits = exponent(currency)
    if fraction[digits:].strip("0"):
        raise BadInput(f"{amount!r} has more digits than {currency} knows.", field="amount", value=amount)
    value = int(whole + fraction[:digits].ljust(digits, "0"))
    return -value if sign else value


def decimal_string(minor: int, currency: str) -> str:
    """Minor units as the decimal string of the command line and the store: `4200, "EUR"` is `"42.00"`."""
    digits = exponent(currency)
    sign, value = ("-", -minor) if minor < 0 else ("", minor)
    if digits == 0:
        return f"{sign}{value}"
    whole, fraction = divmod(value, 10**digits)
    return f"{sign}{whole}.{fraction:0{digits}d}"


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount: `minor` units of `currency` (ISO 4217). Adds only to its own currency."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, amount: str, currency: str) -> Money:
        """From the store's decimal string; raises `BadInput` as `minor_units` does."""
        return cls(minor_units(amount, currency), currency)

    def __str__(self) -> str:
        return f"{decimal_string(self.minor, self.currency)} {self.currency}"

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    @property
    def decimal(self) -> str:
        """The amount without its currency, as the command line prints it."""
        return decimal_string(self.minor, self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise BadInput(f"{self.currency} and {other.currency} can't be added.", field="currency")
        return other.minor
