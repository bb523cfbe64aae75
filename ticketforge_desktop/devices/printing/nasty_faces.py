"""The nastiest data a store may hold, on any paper: what people type into names, titles and notes, and scripts that a
printer may not know. A layout that prints and scans with these prints and scans with anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from ticketforge_desktop.devices.printing.sample_faces import sample
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.documents import Face
from ticketforge_desktop.services.ports.printing import TicketFace

TEXTS: Final = {
    "a long name": "Maximiliane-Charlotte Freifrau von Württemberg-Schwarzenfels zu Hohenlohe-Ingelfing",
    "one endless word": "W" * 120,
    "ZPL commands": "^FS^XZ^XA^FDevil ~JA _5E",
    "FGL commands": "<p><rte>{}[]\\|`´ <BC>",
    "control signs": "\x1b@\x10\x04\x01\x02STX\x03\r\n",
    "emoji": "😀🎸👨‍👩‍👧‍👦🇩🇪 Café",
    "Hebrew": "שלום עליכם (12) Cohen",
    "Arabic": "مهرجان الموسيقى العربية ٢٠٢٦",
    "signs that turn text around": "\u202eevil\u202c \u200bzero\u200b \ufeff",
    "Polish, Czech and Turkish": "Żółć Gęślą Jaźń ŠČŘŽ ğüşiöçİ",
    "Cyrillic and Greek": "Стоячие места Ωδείο Ηρώδου",
    "Chinese and Thai": "漢字の名前 ไทย",
    "accents of their own": "A\u0301 n\u0303 e\u0302\u0323",
}
_KEPT: Final = frozenset(
    {"ticket_id", "number", "ean", "code", "zone", "copy_kind", "pay_link", "signed_code", "letter"}
)
"""What the program or the law makes, not a person."""
_DEAR: Final = Money(123_456_789, "CHF")


def nasty_faces(document: str = "ticket") -> Iterator[tuple[str, Face]]:
    """What is nasty about each, and the face."""
    usual = sample(document)
    for what, text in TEXTS.items():
        yield what, _soiled(usual, text)
    yield "nothing but what is needed", _soiled(usual, "")


def _soiled(face: Face, text: str) -> Face:
    soiled: Face = _with(face, text)
    if isinstance(soiled, TicketFace):
        return replace(soiled, price=_DEAR, unit=99, units=99, issue=12) if text else replace(soiled, doors_at=None)
    return soiled


def _with(value: Any, text: str) -> Any:
    """The same with this text wherever a person writes."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(_with(one, text) for one in value)
    if is_dataclass(value) and not isinstance(value, type | Money):
        told = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _KEPT}
        return replace(value, **{name: _with(one, text) for name, one in told.items()})
    return value
