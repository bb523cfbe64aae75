"""What a scanner sent, cleaned and recognised: a signed code, an EAN-13, a ticket number, or nothing.

Nothing else is ever guessed to be a ticket. Any text at all gives an answer, none raises, and long garbage costs
no more than short.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from ticketforge_desktop.domain.codes import HEAD, CodeFault, SignedCode, decode
from ticketforge_desktop.domain.ticket_numbers import is_ean, parse_number

# A code has 223 digits; scanners put a few signs around it and some break it into groups.
LONGEST: Final = 512

# AIM symbology identifier (ISO/IEC 15424): "]", a letter for the symbology, a modifier.
_AIM_ID: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
# Extended channel interpretation as scanners pass it on (ISO/IEC 18004): a backslash and six digits.
_ECI: Final = re.compile(r"\\[0-9]{6}")
# Blanks, control characters (C0, DEL, C1), zero-width signs, byte order mark and the replacement character.
_INVISIBLE: Final = dict.fromkeys(
    [*range(0x21), *range(0x7F, 0xA1), 0xAD, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x2060, 0xFEFF, 0xFFFD]
)


class ScanKind(StrEnum):
    """What was recognised."""

    CODE = "code"
    EAN = "ean"
    NUMBER = "number"
    NOTHING = "nothing"


class Scan(NamedTuple):
    """A recognised scan. `text` is the EAN or the number as it is stored; `code` and `fault` belong to codes."""

    kind: ScanKind
    text: str = ""
    code: SignedCode | None = None
    fault: CodeFault | None = None


_NOTHING: Final = Scan(ScanKind.NOTHING)


def clean(raw: str) -> str:
    """The scan without what readers and keyboards put around it; "" when it is too long to be a ticket."""
    if len(raw) > LONGEST:
        return ""
    text = raw.translate(_INVISIBLE)
    matched = _AIM_ID.match(text)
    if matched:
        text = text[matched.end() :]
    return _ECI.sub("", text) if "\\" in text else text


def recognise(raw: str) -> Scan:
    """Clean and recognise a scan.

    A text that begins like a signed code and is none comes back as NOTHING with its `fault`.
    """
    text = clean(raw)
    if not text.isascii():
        number = parse_number(text)  # typographic hyphens between the groups
        return _NOTHING if number is None else Scan(ScanKind.NUMBER, number)
    if text.isdecimal():
        if is_ean(text):
            return Scan(ScanKind.EAN, text)
        if len(text) > 20 and text.startswith(HEAD):
            read = decode(text)
            return Scan(ScanKind.NOTHING, fault=read) if isinstance(read, CodeFault) else Scan(ScanKind.CODE, code=read)
    number = parse_number(text)
    return _NOTHING if number is None else Scan(ScanKind.NUMBER, number)
