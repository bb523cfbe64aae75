"""What is wrong with a scanner, told from one scan of a code that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.scan_input import ScanKind, clean, recognise
from ticketforge_desktop.ui.devices.layouts import LAYOUTS, sign_of

if TYPE_CHECKING:
    from ticketforge_desktop.ui.devices.wedge import Key

# Has every sign that keyboard layouts disagree about and that codes and numbers use: digits, hyphen, Y Z A Q W M.
TEST_CODE: Final = "TICKETFORGE-TEST-AQWZYM-1234567890"


class Trouble(StrEnum):
    """What a scan shows."""

    NONE = "none"
    LAYOUT = "layout"  # the scanner types for another keyboard than this computer's
    CAPS = "caps"  # capitals and small letters are exchanged: Caps Lock, or the scanner's own setting
    CUT = "cut"  # signs are missing
    OTHER = "other"  # something else was read


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`layout` is the one the scanner is programmed for where that is the trouble; `text` is what it meant."""

    trouble: Trouble
    text: str
    layout: str = ""


def diagnose(text: str, keys: Sequence[Key] = (), expected: str = TEST_CODE) -> Diagnosis:
    """Judge a scan of `expected`.

    A ticket's code or number is right as well: people scan what they have in their hand. The physical keys tell the
    layout; without them (serial, camera) there is no layout to be wrong.
    """
    if _right(text, expected):
        return Diagnosis(Trouble.NONE, clean(text))
    for layout in LAYOUTS:
        meant = read_as(keys, layout)
        if meant and _right(meant, expected):
            return Diagnosis(Trouble.LAYOUT, meant, layout)
    for meant in (text, *(read_as(keys, layout) for layout in LAYOUTS)):
        if meant and meant.swapcase() == expected:
            return Diagnosis(Trouble.CAPS, expected)
    seen = clean(text)
    if len(seen) >= 4 and seen != expected and _is_part(seen, expected):
        return Diagnosis(Trouble.CUT, seen)
    return Diagnosis(Trouble.OTHER, seen)


def read_as(keys: Sequence[Key], layout: str) -> str:
    """What the keys mean on a layout."""
    return "".join(sign_of(key.number, layout, shift=key.shift) for key in keys)


def visible(raw: str) -> str:
    """A scan with its invisible signs made visible: `␍` for a return, `␠` for a blank, `<U+200B>` for what has none."""
    return "".join(_sign(sign) for sign in raw)


def _sign(sign: str) -> str:
    code = ord(sign)
    if code <= 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return sign if sign.isprintable() else f"<U+{code:04X}>"


def _right(text: str, expected: str) -> bool:
    return clean(text) == expected or recognise(text).kind is not ScanKind.NOTHING


def _is_part(seen: str, expected: str) -> bool:
    """Whether it is the code with signs left out."""
    rest = iter(expected)
    return all(sign in rest for sign in seen)
