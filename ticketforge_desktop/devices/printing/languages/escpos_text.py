"""Text for ESC/POS: which code page has a sign, and which of the printer's fonts fits.

A code page is chosen for each run of signs, so that German, French and Polish stand in one line; text with signs in no
page is drawn. Fonts A and B are of fixed width, in whole multiples; text that fits none of them is drawn too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ticketforge_desktop.devices.printing.fit import Width
from ticketforge_desktop.devices.printing.languages.escpos_commands import code_page
from ticketforge_desktop.devices.printing.metrics import NBSP, ShippedFaces
from ticketforge_desktop.domain.errors import BadInput

PAGES: Final = "cp437:0 cp850:2 cp1252:16 cp852:18 cp858:19"
"""Code pages and their numbers for `ESC t`, as Epson gives them out; other makers' printers may differ."""
_ALIKE: Final = str.maketrans({NBSP: " ", "\N{MINUS SIGN}": "-", "\N{NARROW NO-BREAK SPACE}": " "})
_EM: Final = 0.53
"""Width of a sign in em: font B is nine dots wide and seventeen high, font A a little narrower."""
_LARGER: Final = 1.15
"""How much higher than planned a font may be, where the text is still no wider than planned."""
_CELLS: Final = ((0, 12, 24), (1, 9, 17))  # number for ESC M, width, height
_MAX_TIMES: Final = 8


class Type(NamedTuple):
    """One of the printer's fonts, so many times as wide and as high."""

    font: int
    times: int
    width: int  # dots of one sign
    height: int


_TYPES: Final = sorted(
    (
        Type(font, times, wide * times, high * times)
        for font, wide, high in _CELLS
        for times in range(1, _MAX_TIMES + 1)
    ),
    key=lambda one: -one.height,
)


def chosen_type(signs: int, em: float, room: float) -> Type | None:
    """The largest font not much higher than `em` dots in which so many signs fit into `room` dots; None for none."""
    for one in _TYPES:
        if one.height <= em * _LARGER and signs * one.width <= room + 1:
            return one
    return None


def code_pages(text: str) -> Mapping[str, int]:
    """Code pages with their numbers from an option such as `cp437:0 cp852:18`. Raises `BadInput`."""
    pages: dict[str, int] = {}
    for part in text.split():
        name, _, number = part.partition(":")
        try:
            known = len(bytes(range(0x20, 0x7F)).decode(name)) == 0x5F and "ä".encode(name, "replace") is not None
        except (LookupError, UnicodeError, AssertionError):
            known = False
        if not known or not name.startswith("cp") or not number.isdecimal() or int(number) > 255:
            raise BadInput(
                f"'{part}' is no code page with its number.", field="code_pages", next_step="Write it as cp852:18."
            )
        pages[name] = int(number)
    if not pages:
        raise BadInput("A printer has at least one code page.", field="code_pages")
    return pages


class CodePages:
    """The code pages of one printer."""

    def __init__(self, option: str) -> None:
        self._pages = code_pages(option)
        self._signs = {name: _signs(name) for name in self._pages}
        self._all = frozenset().union(*self._signs.values())

    def has(self, text: str) -> bool:
        """Whether every sign is in one of the pages."""
        return self._all >= set(text.translate(_ALIKE))

    def encoded(self, text: str) -> bytes:
        """The text as bytes, with `ESC t` before the first run and wherever the page changes.

        No byte is lower than a space, so nothing in it is a command. Raises `ValueError` for a sign in no page.
        """
        words = text.translate(_ALIKE)
        out = []
        at = 0
        while at < len(words):
            name = max(self._pages, key=lambda page: _reach(words, at, self._signs[page]))
            end = at + _reach(words, at, self._signs[name])
            if end == at:
                raise ValueError(f"{words[at]!r} is in no code page")
            out.append(code_page(self._pages[name]) + words[at:end].encode(name))
            at = end
        return b"".join(out)


@lru_cache(maxsize=64)
def _signs(page: str) -> frozenset[str]:
    signs = (bytes((byte,)).decode(page, "ignore") for byte in (*range(0x20, 0x7F), *range(0x80, 0x100)))
    return frozenset(sign for sign in signs if sign and sign.isprintable())


def _reach(words: Sequence[str], start: int, signs: frozenset[str]) -> int:
    """How many signs from here on a page has."""
    count = 0
    for sign in words[start:]:
        if sign not in signs:
            break
        count += 1
    return count


class EscPosType:
    """The measure of text on an ESC/POS printer: fixed where its fonts have the signs, else the shipped faces."""

    def __init__(self, pages: CodePages) -> None:
        self._pages = pages
        self._faces = ShippedFaces()

    def prepare(self, text: str) -> str:
        return self._faces.prepare(text)

    def width(self, text: str, *, bold: bool) -> Width:
        if self._pages.has(text):
            return lambda part: _EM * len(part)
        return self._faces.width(text, bold=bold)
