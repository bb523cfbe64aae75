"""Dates, money and numbers as the language of the window writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from ticketforge_desktop.domain.money import Money

_SIGNS = {
    "EUR": "€",
    "GBP": "£",
    "USD": "$",
    "CHF": "CHF",
    "JPY": "¥",
    "PLN": "zł",
    "CZK": "Kč",
    "DKK": "kr",
    "SEK": "kr",
}
_GERMAN_ZONES = {"CET": "MEZ", "CEST": "MESZ", "WET": "WEZ", "WEST": "WESZ", "EET": "OEZ", "EEST": "OESZ"}
_THIN = "\u2009"
_HARD = "\u00a0"


class Formats(QObject):
    """For one language (`de` or `en`). Datetimes come in UTC and are shown in `zone` (the venue's or the shop's)."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        country = QLocale.Country.Germany if language == "de" else QLocale.Country.UnitedKingdom
        tongue = QLocale.Language.German if language == "de" else QLocale.Language.English
        self.locale = QLocale(tongue, country)

    def number(self, value: int) -> str:
        """`1,880` or `1.880`."""
        return self.locale.toString(value)

    def percent(self, share: float, digits: int = 0) -> str:
        """A share (0.124) as `12.4 %`, with a thin space in English and a hard one in German."""
        return self.locale.toString(share * 100, "f", digits) + (_HARD if self.language == "de" else _THIN) + "%"

    def money(self, amount: Money, *, whole: bool = False) -> str:
        """`€6,482.50` in English, `6.482,50 €` in German; `whole` drops the fraction (axes, labels)."""
        from ticketforge_desktop.domain.money import exponent

        digits = exponent(amount.currency)
        minor = abs(amount.minor)
        units, fraction = divmod(minor, 10**digits)
        text = self.locale.toString(units)
        if digits and not whole:
            text += self.locale.decimalPoint() + f"{fraction:0{digits}d}"
        sign = _SIGNS.get(amount.currency, amount.currency)
        minus = "−" if amount.minor < 0 else ""
        if self.language == "de":
            return f"{minus}{text}{_HARD}{sign}"
        gap = _HARD if len(sign) > 1 else ""
        return f"{minus}{sign}{gap}{text}"

    def time(self, at: datetime, zone: str = "", *, seconds: bool = False) -> str:
        """`19:42`, or `19:42:08`."""
        return local(at, zone).strftime("%H:%M:%S" if seconds else "%H:%M")

    def day(self, at: datetime | date, zone: str = "", *, year: bool = False) -> str:
        """`14 Nov` or `14.11.`; with the year `14 Nov 2026` or `14.11.2026`."""
        if self.language == "de":
            return self._qt(at, zone, "dd.MM.yyyy" if year else "dd.MM.")
        return self._qt(at, zone, "d MMM yyyy" if year else "d MMM")

    def weekday(self, at: datetime | date, zone: str = "", *, year: bool = False) -> str:
        """`Sat 14 Nov` or `Sa. 14.11.`."""
        if self.language == "de":
            return self._qt(at, zone, "ddd dd.MM.yyyy" if year else "ddd dd.MM.")
        return self._qt(at, zone, "ddd d MMM yyyy" if year else "ddd d MMM")

    def long_day(self, at: datetime | date, zone: str = "") -> str:
        """`Saturday, 14 November 2026` or `Samstag, 14. November 2026`."""
        return self._qt(at, zone, "dddd, d. MMMM yyyy" if self.language == "de" else "dddd, d MMMM yyyy")

    def moment(self, at: datetime, zone: str = "", *, now: datetime | None = None) -> str:
        """Day and time in one: `Sat 14 Nov 2026, 20:00`; today's only by their time when `now` is given."""
        if now is not None and local(at, zone).date() == local(now, zone).date():
            return self.time(at, zone)
        return f"{self.weekday(at, zone, year=True)}, {self.time(at, zone)}"

    def zoned(self, text: str, at: datetime, zone: str) -> str:
        """A time of a venue, with the name of its zone where this computer's clock shows another: `20:00 CET`."""
        there = local(at, zone)
        if there.utcoffset() == local(at).utcoffset():
            return text
        name = there.tzname() or ""
        if self.language == "de":
            name = _GERMAN_ZONES.get(name, name)
        # Zones without letters of their own are called by their distance (`+03`).
        return f"{text} {name if name[:1].isalpha() else f'UTC{name}'}".rstrip()

    def ago(self, seconds: float) -> str:
        """`40 s`, `4 min`, `3 h`, `2 days`: how long, without a promise of precision."""
        whole, minutes, hours, days = (int(seconds // unit) for unit in (1, 60, 3600, 86_400))
        if seconds < 60:
            return self.tr("%n s", "", whole)
        if seconds < 3600:
            return self.tr("%n min", "", minutes)
        if seconds < 48 * 3600:
            return self.tr("%n h", "", hours)
        return self.tr("%n day(s)", "", days)

    def _qt(self, at: datetime | date, zone: str, pattern: str) -> str:
        from datetime import datetime  # not before the first paint: nothing has a date until the profile is open

        day = local(at, zone).date() if isinstance(at, datetime) else at
        return self.locale.toString(QDate(day.year, day.month, day.day), pattern)


def local(at: datetime, zone: str = "") -> datetime:
    """A UTC moment in an IANA zone; in the computer's own zone where none (or none that is known) is named."""
    return at.astimezone(_zone(zone))


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
