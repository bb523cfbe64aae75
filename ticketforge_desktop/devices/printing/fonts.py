"""The shipped faces, known to reportlab under names of our own."""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from typing import Final

from ticketforge_desktop.devices.printing.truetype import FACES, faces, font_bytes

EMBEDDING: Final = threading.Lock()
"""Held while fonts are put into a file: reportlab reads a font at one place at a time, whoever asks."""


def names() -> dict[bool, tuple[str, ...]]:
    """The faces as reportlab knows them by weight, in the order they are tried. Safe on any thread."""
    with EMBEDDING:
        return _register()


@lru_cache(maxsize=1)
def _register() -> dict[bool, tuple[str, ...]]:
    """Make the faces known to reportlab, once a process.

    `asciiReadable` off embeds the signs that are used and not all of ASCII.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known: dict[bool, tuple[str, ...]] = {}
    for bold, members in FACES.items():
        for file in members:
            pdfmetrics.registerFont(TTFont(_name(file), io.BytesIO(font_bytes(file)), asciiReadable=0))
        known[bold] = tuple(map(_name, members))
    return known


def _name(file: str) -> str:
    return "TicketForge-" + file.removesuffix(".ttf")


def runs(text: str, *, bold: bool) -> list[tuple[int, str]]:
    """The text in pieces, each with the number of the face (0, 1) that has its signs."""
    if text.isascii():
        return [(0, text)]
    first, second = faces(bold)
    pieces: list[tuple[int, str]] = []
    for sign in text:
        face = 1 if not first.has(sign) and second.has(sign) else 0
        if pieces and pieces[-1][0] == face:
            pieces[-1] = (face, pieces[-1][1] + sign)
        else:
            pieces.append((face, sign))
    return pieces
