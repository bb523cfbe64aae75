"""What may be used as a picture on a ticket, told from the first bytes of the file: nothing is unpacked to find out."""

from __future__ import annotations

import struct
from typing import Final

from ticketforge_desktop.domain.layout_faults import Unfit

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MAX_BYTES: Final = 2_000_000
MAX_PIXELS: Final = 8_000_000


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels (PNG specification, 11.2.2 IHDR). Raises `ValueError`."""
    if not png.startswith(SIGNATURE) or len(png) < 33 or png[12:16] != b"IHDR":
        raise Unfit("no_png")
    width, height = struct.unpack(">II", png[16:24])
    if not width or not height:
        raise Unfit("no_pixels")
    return width, height


def check(png: bytes) -> None:
    """Raise `ValueError` with the reason when the picture is none or too large to be one for a ticket."""
    if len(png) > MAX_BYTES:
        raise Unfit("heavy", size=len(png) / 1e6, most=MAX_BYTES / 1e6)
    width, height = size(png)
    if width * height > MAX_PIXELS:
        raise Unfit("pixels", width=width, height=height, most=MAX_PIXELS / 1e6)
