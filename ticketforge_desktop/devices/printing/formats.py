"""Dates, money and codes as they stand on a ticket, in German and English.

Own small tables instead of the system's locales: what a ticket says must not depend on what is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ticketforge_desktop.devices.printing.templates import Reader
from ticketforge_desktop.domain.layout_faults import Unfit
from ticketforge_desktop.domain.money import Money, exponent
from ticketforge_desktop.domain.seating.places import in_words
from ticketforge_desktop.services.ports.printing import TicketFace

LANGUAGES: Final = ("de", "en")
NBSP: Final = "\N{NO-BREAK SPACE}"

_DAYS: Final = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
# Signs people know without their code; any other currency is shown by its ISO 4217 code.
_SIGNS: Final = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "PLN": "zł", "CAD": "CA$", "AUD": "A$", "CZK": "Kč"}
_BEHIND: Final = frozenset({"PLN", "CZK"})  # the sign stands behind the figure in every language


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo:
    """The time zone of a venue; UTC when the name is unknown here (then the time is marked as such)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def local(at: datetime, zone_name: str) -> tuple[datetime, str]:
    """The time at the venue, and a mark to print behind it when the venue's zone is not known."""
    there = zone(zone_name)
    unknown = there is UTC and zone_name not in ("UTC", "Etc/UTC")
    return at.astimezone(there), f"{NBSP}UTC" if unknown else ""


def date(at: datetime, language: str) -> str:
    """`Sa 14.11.2026`, `Sat 14 Nov 2026`."""
    if language == "de":
        return f"{_DAYS['de'][at.weekday()][:2]} {at.day:02}.{at.month:02}.{at.year}"
    return f"{_DAYS['en'][at.weekday()][:3]} {at.day} {_MONTHS['en'][at.month - 1][:3]} {at.year}"


def long_date(at: datetime, language: str) -> str:
    """`Samstag, 14. November 2026`, `Saturday, 14 November 2026`."""
    dot = "." if language == "de" else ""
    return f"{weekday(at, language)}, {at.day}{dot}{NBSP}{_MONTHS[language][at.month - 1]} {at.year}"


def weekday(at: datetime, language: str) -> str:
    """`Samstag`, `Saturday`."""
    return _DAYS[language][at.weekday()]


def time(at: datetime, _language: str) -> str:
    """`20:00` in both: doors and gates speak in 24 hours."""
    return f"{at.hour:02}:{at.minute:02}"


def date_time(at: datetime, language: str) -> str:
    """`Sa 14.11.2026, 20:00`."""
    return f"{date(at, language)}, {time(at, language)}"


def plain_amount(money: Money, language: str) -> str:
    """`1.234,50`, `1,234.50`: figures only."""
    digits = exponent(money.currency)
    sign, value = ("-", -money.minor) if money.minor < 0 else ("", money.minor)
    whole, part = divmod(value, 10**digits)
    grouped = f"{whole:,}"
    if language == "de":
        grouped = grouped.replace(",", ".")
    point = "," if language == "de" else "."
    return f"{sign}{grouped}{point}{part:0{digits}}" if digits else f"{sign}{grouped}"


def amount(money: Money, language: str) -> str:
    """`42,00 €`, `€42.00`, `CHF 42.00`."""
    figure = plain_amount(money, language)
    sign = _SIGNS.get(money.currency, money.currency)
    if language == "de" or money.currency in _BEHIND:
        return f"{figure}{NBSP}{sign}"
    minus, figure = ("-", figure[1:]) if figure.startswith("-") else ("", figure)
    space = NBSP if sign[-1].isalpha() else ""
    return f"{minus}{sign}{space}{figure}"


def coded_amount(money: Money, language: str) -> str:
    """`42,00 EUR`, `EUR 42.00`."""
    figure = plain_amount(money, language)
    return f"{figure}{NBSP}{money.currency}" if language == "de" else f"{money.currency}{NBSP}{figure}"


def spaced_ean(ean: str) -> str:
    """`2 085177 390619`: as it stands under the bars."""
    return f"{ean[:1]} {ean[1:7]} {ean[7:]}"


_TIMES: Final[dict[str, Callable[[datetime, str], str]]] = {
    "": date_time, "datetime": date_time, "date": date, "long": long_date, "weekday": weekday, "time": time,
}  # fmt: skip
_AMOUNTS: Final[dict[str, Callable[[Money, str], str]]] = {"": amount, "plain": plain_amount, "code": coded_amount}
_WORDS: Final[dict[str, Callable[[str], str]]] = {"": str, "upper": str.upper}
_EANS: Final[dict[str, Callable[[str], str]]] = {"": str, "spaced": spaced_ean}
_TIME_FIELDS: Final = ("starts_at", "doors_at")
_WORD_FIELDS: Final = ("event", "venue", "city", "category", "seat", "holder", "order", "number", "ticket_id", "shop")
_COUNT_FIELDS: Final = ("unit", "units", "issue")
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_TIME_FIELDS, tuple(_TIMES)),
    **dict.fromkeys(_WORD_FIELDS, tuple(_WORDS)),
    **dict.fromkeys(_COUNT_FIELDS, ("",)),
    "price": tuple(_AMOUNTS),
    "ean": tuple(_EANS),
}
"""Every field a layout may name, with its formats."""


def check_field(name: str, form: str) -> None:
    """Raise `ValueError` with the reason when a layout may not name this field so."""
    if name not in FIELDS:
        raise Unfit("field_unknown", field=name, known=", ".join(sorted(FIELDS)))
    if form not in FIELDS[name]:
        known = ", ".join(option for option in FIELDS[name] if option) or "none"
        raise Unfit("field_format", field=name, format=form, known=known)


def moment(at: datetime, zone_name: str, form: str, language: str) -> str:
    """A time at the venue in one of the formats of `starts_at`."""
    there, mark = local(at, zone_name)
    style = _TIMES[form]
    return style(there, language) + (mark if style in (time, date_time) else "")


def field_reader(name: str, form: str, language: str) -> Reader:
    """The function that reads a field of a face and puts it into words. Raises `ValueError` as `check_field`."""
    if name == "=":  # words that were filled in already (documents.py)
        return lambda _face: form
    check_field(name, form)
    if name in _TIME_FIELDS:
        return _time_reader(name, form, language)
    if name == "price":
        return _price_reader(_AMOUNTS[form], language)
    if name in _COUNT_FIELDS:
        return lambda face: str(getattr(face, name))
    change = _EANS[form] if name == "ean" else _WORDS[form]
    if name == "seat":
        return lambda face: change(in_words(face.seat, language))
    if not form:
        return lambda face: str(getattr(face, name))
    return lambda face: change(getattr(face, name))


def _price_reader(style: Callable[[Money, str], str], language: str) -> Reader:
    @lru_cache(maxsize=256)
    def words(money: Money) -> str:
        return style(money, language)

    return lambda face: words(face.price)


def _time_reader(name: str, form: str, language: str) -> Reader:
    style = _TIMES[form]
    tells_time = style in (time, date_time)

    @lru_cache(maxsize=256)
    def words(at: datetime, zone_name: str) -> str:
        there, mark = local(at, zone_name)
        return style(there, language) + (mark if tells_time else "")

    def read(face: TicketFace) -> str:
        at: datetime | None = getattr(face, name)
        return "" if at is None else words(at, face.zone)

    return read
