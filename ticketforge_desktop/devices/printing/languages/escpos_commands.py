"""ESC/POS commands as bytes, after Epson's published command reference. Lengths are dots unless they say otherwise.

In page mode a position is the lower left corner of what is printed there, as seen in the direction of print.

`DLE EOT`, `DLE ENQ` and `DLE DC4` are obeyed in real time wherever they are found, in pictures too, where `DLE DC4`
would open the drawer: no picture and no position holds their bytes.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput

RESET: Final = b"\x1b@"
US_SIGNS: Final = b"\x1bR\x00"
"""The ASCII signs as they are: other national sets put letters where brackets are."""
SINGLE_BYTES: Final = b"\x1c."
"""One byte a sign, for printers that are made to take two for a Chinese one; others may not know it."""
PAGE_MODE: Final = b"\x1bL"
PRINT_PAGE: Final = b"\x0c"
"""Prints the page and leaves page mode."""
_REAL_TIME: Final = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
_MAX_GRAPHIC: Final = 65_525
DRAWER_MS: Final = (100, 200)


def _word(number: int) -> bytes:
    return number.to_bytes(2, "little")


def _place(number: int) -> bytes:
    """A position; one that would read as a real-time command is a dot off."""
    word = _word(max(0, number))
    return _word(number + 1) if word in _REAL_TIME else word


def units(dots_an_inch: int) -> bytes:
    """`GS P`: positions and lengths count in so many to the inch (at most 255), across and down."""
    return b"\x1dP" + bytes((dots_an_inch, dots_an_inch))


def area(width: int, height: int) -> bytes:
    """`ESC W`: the page, in units."""
    return b"\x1bW" + _word(0) + _word(0) + _word(width) + _word(height)


def direction(number: int) -> bytes:
    """`ESC T`: 0 as it is read, 1 upwards, 2 upside down, 3 downwards."""
    return b"\x1bT" + bytes((number,))


def position(along: int, across: int) -> bytes:
    """`ESC $` and `GS $`: where the next thing begins along and across the direction of print, in units."""
    return b"\x1b$" + _place(along) + b"\x1d$" + _place(across)


def type_style(font: int, times: int, *, bold: bool) -> bytes:
    """`ESC M`, `GS !` and `ESC E`: font 0 (A) or 1 (B), so many times as wide and high, emphasized or not."""
    return b"\x1bM" + bytes((font,)) + b"\x1d!" + bytes((17 * (times - 1),)) + b"\x1bE" + bytes((int(bold),))


def code_page(number: int) -> bytes:
    """`ESC t`."""
    return b"\x1bt" + bytes((number,))


def qr(digits: str, dots: int) -> bytes:
    """`GS ( k` functions 165, 167, 169, 180 and 181: a QR code of model 2 at level M; digits make it numeric."""
    data = digits.encode("ascii")
    return b"".join(
        (
            b"\x1d(k\x04\x00\x31\x41\x32\x00",
            b"\x1d(k\x03\x00\x31\x43" + bytes((dots,)),
            b"\x1d(k\x03\x00\x31\x45\x31",
            b"\x1d(k" + _word(len(data) + 3) + b"\x31\x50\x30" + data,
            b"\x1d(k\x03\x00\x31\x51\x30",
        )
    )


def ean13(twelve: str, dots: int, height: int) -> bytes:
    """`GS H`, `GS h`, `GS w` and `GS k` 67: the bars alone; the printer works out the check digit."""
    return b"\x1dH\x00\x1dh" + bytes((height,)) + b"\x1dw" + bytes((dots,)) + b"\x1dkC\x0c" + twelve.encode("ascii")


def raster(picture: Dots) -> bytes:
    """`GS v 0`: a picture where the paper is, in standard mode."""
    return b"\x1dv0\x00" + _word(picture.row_bytes) + _word(picture.height) + packed(picture)


def graphics(picture: Dots) -> bytes:
    """`GS ( L` functions 112 and 50: a picture at the position, in page mode."""
    return _graphic(b"\x30\x70\x30\x01\x01\x31", picture) + b"\x1d(L\x02\x00\x30\x32"


def stored(key: bytes, picture: Dots) -> bytes:
    """`GS ( L` function 83: a picture kept in the printer's memory under a key of two signs (32 to 126)."""
    data = b"\x30\x53\x30" + key + b"\x01" + _word(picture.width) + _word(picture.height) + b"\x31" + packed(picture)
    return b"\x1d(L" + _word(len(data)) + data


def recalled(key: bytes) -> bytes:
    """`GS ( L` function 85: a kept picture at the position."""
    return b"\x1d(L\x06\x00\x30\x55" + key + b"\x01\x01"


def fits_graphic(picture: Dots) -> bool:
    """Whether a picture is small enough for one `GS ( L`."""
    return picture.row_bytes * picture.height <= _MAX_GRAPHIC


def packed(picture: Dots) -> bytes:
    """Rows as bytes, the highest bit on the left, filled up with white.

    A byte 0x10 is a single dot between white ones, which no code has: where it would begin a real-time command, the
    dot is left out.
    """
    data = picture.packed()
    for pair in _REAL_TIME:
        data = data.replace(pair, b"\x00" + pair[1:])
    return data


def cut(feed: int = 0) -> bytes:
    """`GS V B`: feed so many units past the cutter and cut."""
    return b"\x1dVB" + bytes((feed,))


def drawer(pin: int = 2, on_ms: int = DRAWER_MS[0], off_ms: int = DRAWER_MS[1]) -> bytes:
    """`ESC p`: a pulse that opens the cash drawer on connector pin 2 or 5. It is never part of a ticket.

    Raises:
        BadInput: another pin, or times the printer can't count (2 to 510 ms, off not shorter than on).
    """
    if pin not in (2, 5):
        raise BadInput("A cash drawer hangs on pin 2 or pin 5.", field="pin", value=pin)
    if not 2 <= on_ms <= off_ms <= 510:
        raise BadInput("A drawer's pulse lasts 2 to 510 ms, and its pause not less.", field="on_ms", value=on_ms)
    return b"\x1bp" + bytes((0 if pin == 2 else 1, on_ms // 2, off_ms // 2))


def _graphic(head: bytes, picture: Dots) -> bytes:
    data = head + _word(picture.width) + _word(picture.height) + packed(picture)
    return b"\x1d(L" + _word(len(data)) + data
