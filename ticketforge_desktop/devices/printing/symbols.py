"""Codes as patterns of dark and light: the ticket's QR and EAN-13, and the QR codes shown on screens.

The QR matrix of a ticket comes from zxing-cpp, which is some twenty times faster than the pure Python writers; the
bars of the EAN-13 from python-barcode; codes for people's telephones (pay links, the window) from qrcode, which picks
the smallest symbol for any text. The tests hold each against another.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ticketforge_desktop.domain.errors import BadInput

# ISO/IEC 18004, table 7: digits a symbol of version 1, 2, … holds in numeric mode at level M.
_NUMERIC_M = (34, 63, 101, 149, 202, 255, 293, 365, 432, 513, 604, 691, 796, 871, 991, 1082, 1212, 1346, 1500, 1600)
TICKET_DIGITS = 223
"""Digits of a signed ticket code (docs/ticket-code.md): QR version 6 at level M."""
QUIET_MODULES = 4
EAN_MODULES = 95
EAN_GUARD = 5
"""Modules by which the guard bars reach below the others."""
EAN_QUIET_LEFT = 11
EAN_QUIET_RIGHT = 7
"""GS1 General Specifications, figure 5.2.3.4-1: light modules an EAN-13 needs on its left and right."""

Matrix = tuple[bytes, ...]
"""Rows of a symbol from the top; a byte a module, 0 = dark, 255 = light."""


def qr_side(digits: int) -> int:
    """Modules along the side of the QR symbol for so many digits at level M, without quiet zone.

    Raises:
        BadInput: more digits than version 20 holds; such a symbol would not be read from paper at a door.
    """
    for version, capacity in enumerate(_NUMERIC_M, start=1):
        if digits <= capacity:
            return 17 + 4 * version
    raise BadInput(f"{digits} digits are too many for a ticket's QR code.", field="code")


def check_code(code: str) -> None:
    """Raise `BadInput` unless the code is decimal digits only: anything else would change the symbol's size."""
    if not (code.isascii() and code.isdigit()):
        raise BadInput("A ticket's code must be digits only.", field="code")


def check_ean(ean: str) -> None:
    """Raise `BadInput` unless this is an EAN-13 with the right check digit (GS1, section 7.9)."""
    if not (len(ean) == 13 and ean.isascii() and ean.isdigit()):
        raise BadInput(f"{ean!r} is not an EAN-13: 13 digits are expected.", field="ean")
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(ean[:12]))
    if (10 - total % 10) % 10 != int(ean[12]):
        raise BadInput(f"{ean} is not an EAN-13: its check digit is wrong.", field="ean")


def qr_matrix(code: str) -> Matrix:
    """The QR symbol of a ticket code at level M, without quiet zone. Raises `BadInput`."""
    import zxingcpp

    check_code(code)
    symbol = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    # The image offers the buffer protocol, which its type stubs do not tell.
    image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    flat = bytes(memoryview(image))
    side = qr_side(len(code))
    if len(flat) != side * side:
        raise BadInput("The code does not fill the symbol that was planned for it.", field="code")
    return tuple(flat[row : row + side] for row in range(0, side * side, side))


@lru_cache(maxsize=1024)
def ean13_bits(ean: str) -> str:
    """The 95 modules of an EAN-13 as `1` (dark) and `0`. Raises `BadInput`."""
    from barcode.ean import EuropeanArticleNumber13

    check_ean(ean)
    bits: str = EuropeanArticleNumber13(ean).build()[0]
    return bits


def onscreen_qr(text: str) -> Matrix:
    """A QR symbol for any text, to be shown on a screen or printed as a link; without quiet zone.

    Raises:
        BadInput: the text is empty or does not fit into the largest symbol.
    """
    import qrcode
    from qrcode.exceptions import DataOverflowError

    if not text:
        raise BadInput("There is nothing to put into the QR code.", field="text")
    symbol = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    symbol.add_data(text)
    try:
        symbol.make(fit=True)
    except (DataOverflowError, ValueError) as trouble:
        raise BadInput("The text is too long for a QR code.", field="text") from trouble
    return tuple(bytes(0 if dark else 255 for dark in row) for row in symbol.get_matrix())


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Where the dark runs of a row begin and how long they are, in modules."""
    runs: list[tuple[int, int]] = []
    start = row.find(0)
    while start >= 0:
        end = row.find(255, start)
        if end < 0:
            end = len(row)
        runs.append((start, end - start))
        start = row.find(0, end)
    return runs


def is_guard(start: int) -> bool:
    """Whether the bar that begins at this module of an EAN-13 is a guard bar: left, middle or right."""
    return start < 3 or 45 <= start < 50 or start >= 92


def bar_runs(bits: str) -> list[tuple[int, int]]:
    """The bars of a linear code: where each begins and how wide it is, in modules."""
    return dark_runs(bytes(0 if bit == "1" else 255 for bit in bits))
