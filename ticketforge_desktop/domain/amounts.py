"""Amounts as people type them: `1.000,50`, `1,000.50`, `1'000.50`, `12`, `12,5`.

The language decides what a lone comma or point means. Where its meaning can't be and the other one could, the amount
is refused with both readings: a factor of a thousand is never guessed.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import decimal_string, exponent

NARROW: Final = "\N{NARROW NO-BREAK SPACE}"
_SPACES: Final = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
_MOST_DIGITS: Final = 13
_FORM: Final = re.compile(r"[0-9]+(?:[.,' ][0-9]+)*|[.,][0-9]+")


class NumberStyle(NamedTuple):
    """How a language writes figures."""

    point: str  # before the digits behind it
    group: str  # between thousands


_COMMA: Final = NumberStyle(",", ".")
_POINT: Final = NumberStyle(".", ",")
_SPACED: Final = NumberStyle(",", NARROW)
_STYLES: Final = {
    "de-CH": NumberStyle(".", "'"), "de-LI": NumberStyle(".", "'"), "fr-CH": NumberStyle(".", "'"),
    "it-CH": NumberStyle(".", "'"), "en-ZA": _SPACED, "es-MX": _POINT,
    **dict.fromkeys(("en", "ja", "ko", "zh", "he", "th"), _POINT),
    **dict.fromkeys(("de", "da", "el", "es", "id", "is", "it", "nl", "pt", "ro", "sl", "tr", "vi"), _COMMA),
    **dict.fromkeys("bg cs et fi fr hu lt lv nb no pl ru sk sv uk".split(), _SPACED),
}  # fmt: skip


def style_of(locale: str) -> NumberStyle:
    """How figures are written: by `de-CH`, then by `de`, else as in English."""
    name = locale.replace("_", "-")
    return _STYLES.get(name) or _STYLES.get(name.split("-", 1)[0].lower(), _POINT)


def typed_amount(text: str, currency: str, locale: str) -> int:
    """Minor units of what was typed. A sign or code of the currency beside it does no harm, nor does `12,-`.

    Raises:
        BadInput: no amount, below zero, too many digits, or ambiguous; `facts` hold `field`, `value` and `reason`
            (`empty`, `form`, `negative`, `digits`, `ambiguous`, `large`).
    """
    bare = re.sub(rf"(?i)^\s*(?:{currency}|[€$£¥]|Fr\.|CHF)\s*|\s*(?:{currency}|[€$£¥]|Fr\.)\s*$", "", text)
    bare = re.sub(r"[.,](?:-{1,2}|\N{EN DASH}|\N{EM DASH})$", "", bare.strip())
    return typed_number(bare, exponent(currency), locale, shown=text, unit=currency)


def typed_percent(text: str, locale: str) -> int:
    """Basis points of a percentage: `7`, `7,7 %`, `19%`. Raises `BadInput` as `typed_amount`."""
    return typed_number(text.strip().removesuffix("%").strip(), 2, locale, shown=text, unit="%")


def typed_number(text: str, digits: int, locale: str, *, shown: str = "", unit: str = "") -> int:
    """A figure with at most so many digits behind its point, as a whole number of the smallest unit.

    Raises `BadInput` as `typed_amount`.
    """
    shown = shown or text
    figure = _SPACES.sub(" ", text.strip()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if not figure:
        raise _refused(shown, "empty", "No amount was given.")
    if figure[0] in "-\N{MINUS SIGN}":
        raise _refused(shown, "negative", f"{shown!r} is below zero.")
    if not _FORM.fullmatch(figure):
        raise _refused(shown, "form", f"{shown!r} is no amount.")
    whole, part = _cut(figure, digits, style_of(locale), shown, unit)
    if len(part) > digits and part[digits:].strip("0"):
        raise _refused(shown, "digits", f"{shown!r} has more digits than {unit or 'that'} knows.")
    if len(whole.lstrip("0")) > _MOST_DIGITS - digits:
        raise _refused(shown, "large", f"{shown!r} is more than any till holds.")
    return int((whole or "0") + part[:digits].ljust(digits, "0"))


def written(minor: int, currency: str, locale: str) -> str:
    """Minor units as the language writes them, to be typed over: `1.000,50`."""
    style = style_of(locale)
    plain = decimal_string(abs(minor), currency)
    whole, _, part = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", style.group)
    return ("-" if minor < 0 else "") + grouped + (style.point + part if part else "")


def _cut(figure: str, digits: int, style: NumberStyle, shown: str, unit: str) -> tuple[str, str]:
    """The digits before and behind the point."""
    signs = re.findall(r"[.,' ]", figure)
    if not signs:
        return figure, ""
    kinds = set(signs)
    last = signs[-1]
    if len(kinds) > 1:
        # Two kinds of signs: the last is the point, once; the one before groups.
        if len(kinds) > 2 or signs.count(last) > 1 or last in "' ":
            raise _refused(shown, "form", f"{shown!r} is no amount.")
        whole, part = figure.rsplit(last, 1)
        return _ungrouped(whole, shown), part
    if last in "' " or len(signs) > 1:
        return _ungrouped(figure, shown), ""
    whole, part = figure.split(last)
    groups = len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    if not groups:
        return whole, part  # whoever types 12.5 where a comma is usual means it
    if last == style.group and digits != 3:
        return whole + part, ""
    if last == style.point and digits >= 3:
        return whole, part
    one, other = f"{whole}{part}", f"{whole}{style.point}{part[:digits]}" if digits else whole
    raise BadInput(
        f"{shown!r} may be {one} or {other}.",
        field="amount",
        value=shown,
        reason="ambiguous",
        next_step=f"Write {one} without a sign, or {other}.",
    )


def _ungrouped(figure: str, shown: str) -> str:
    groups = re.split(r"[.,' ]", figure)
    if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
        raise _refused(shown, "form", f"{shown!r} is no amount: thousands stand in threes.")
    return "".join(groups)


def _refused(shown: str, reason: str, words: str) -> BadInput:
    return BadInput(
        words, field="amount", value=shown, reason=reason, next_step="Write an amount like 12, 12.50 or 1000."
    )
