"""How wide text will be, per output, before it is printed: what fitting and aligning count on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Protocol

from ticketforge_desktop.devices.printing.fit import CAP, Width
from ticketforge_desktop.devices.printing.text import clean, is_picture, visual
from ticketforge_desktop.devices.printing.truetype import faces

NBSP: Final = "\N{NO-BREAK SPACE}"


class Metrics(Protocol):
    """The face an output sets text in."""

    def prepare(self, text: str) -> str:
        """The text as it can be set: cleaned, pictures dropped, signs no face has replaced."""
        ...

    def width(self, text: str, *, bold: bool) -> Width:
        """The measure for this text and its parts, in em."""
        ...


class _Widths(dict[str, float]):
    """Widths by sign, looked up in the faces once."""

    def __init__(self, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, sign: str) -> float:
        for face in faces(self._bold):
            if face.has(sign):
                self[sign] = face.width(sign)
                return self[sign]
        self[sign] = 0.0 if unicodedata.category(sign) == "Mn" else 0.5
        return self[sign]


@lru_cache(maxsize=2)
def _widths(bold: bool) -> _Widths:
    return _Widths(bold)


@lru_cache(maxsize=4096)
def _replacement(sign: str) -> str:
    """What stands for a sign no shipped face has: its base letter, nothing for a picture, '?' for the rest."""
    if any(face.has(sign) for face in faces(False)):
        return sign
    base = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    if base and base != sign and all(any(face.has(part) for face in faces(False)) for part in base):
        return base
    return "" if is_picture(sign) else "?"


def settable(text: str) -> str:
    """Cleaned text of signs the shipped faces have."""
    cleaned = clean(text)
    if cleaned.isascii():
        return cleaned
    replaced = "".join(sign if sign < "\u0180" else _replacement(sign) for sign in cleaned)
    return replaced if replaced == cleaned else clean(replaced)


class ShippedFaces:
    """Inter, with DejaVu Sans for Hebrew and Arabic: the PDF, the preview and text sent as dots."""

    def prepare(self, text: str) -> str:
        return settable(text)

    def width(self, text: str, *, bold: bool) -> Width:
        table = _widths(bold)
        get = table.__getitem__
        if text.isascii():
            return lambda part: sum(map(get, part))
        return lambda part: sum(map(get, visual(part)))


# Widths of a bold condensed grotesque such as a label printer's scalable font 0, in heights of the font; measured from
# zpl-renderer-js. The hyphen is that wide there; a printer's own is narrower, which errs to the safe side.
_FONT_0: Final = {
    0.25: " '\\|¦" + NBSP,
    0.28: "/:;Ifijlt{}ıł‘’‚‹›",
    0.30: "ª²³¹º",
    0.34: '!"(),.[]`r¡¨¯´·¸',
    0.39: "z",
    0.40: "°",
    0.42: "•",
    0.45: "Jcksvxy",
    0.50: "#$*+0123456789<=>?EFLTZ^_abdeghnopqu~¢£¤¥§«¬±µ»¿×ßð÷øþŁ€–“”„−",
    0.55: "¶",
    0.56: "ABCKPSVXYÞ",
    0.61: "DGHNOQRUÐØ",
    0.67: "&w",
    0.73: "æœ",
    0.75: "¼½¾",
    0.78: "MmÆ",
    0.80: "-",
    0.83: "©®",
    0.84: "%@WŒ",
    0.86: "™",
    1.00: "—…",
}
_FONT_0_ACCENTED: Final = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĄąĆćČčĎďĘęĚěİŃńŇňŐőŘřŚśŞşŠšŤťŮůŸŹźŻżŽž"
FONT_0_CAP: Final = 0.75
"""Height of a capital in heights of font 0."""
FONT_0_SCALE: Final = CAP / FONT_0_CAP
"""Height of font 0 for an em of the layout, so that capitals come out as tall as they were drawn."""


@lru_cache(maxsize=1)
def _font_0() -> dict[str, float]:
    table = {sign: width * FONT_0_SCALE for width, signs in _FONT_0.items() for sign in signs}
    for sign in _FONT_0_ACCENTED:
        table[sign] = table[unicodedata.normalize("NFD", sign)[0]]
    return table


def is_font_0(text: str) -> bool:
    """Whether a label printer's own font has every sign of the text."""
    return text.isascii() or _font_0().keys() >= set(text)


class Font0:
    """The scalable font of a ZPL printer; text with other signs is sent as dots in the shipped bold face."""

    def __init__(self) -> None:
        self._table = _font_0()
        self._dots = ShippedFaces()

    def prepare(self, text: str) -> str:
        return settable(text)

    def width(self, text: str, *, bold: bool) -> Width:
        if is_font_0(text):
            get = self._table.__getitem__
            return lambda part: sum(map(get, part))
        return self._dots.width(text, bold=True)
