"""What the test's own printers have in common: paper, orders for faults, and bytes that arrive in any pieces.

Nothing here or in the printers built on it comes from `devices/`: a printer that shared code with the encoder would
agree with its mistakes. Each printer is strict: what its language's published reference does not know, or forbids in a
job, is written down in `refused` with the reason.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import qrcode
import qrcode.util
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "ticketforge_desktop" / "resources" / "fonts"
FAULTS = ("jam", "paper_out", "cover", "cutter", "silence", "reset", "garbage")


@dataclass(frozen=True)
class Ticket:
    """One paper as it came out: 0 = ink. `texts` are those set in the printer's own type, in order."""

    picture: Image.Image
    texts: tuple[str, ...] = ()
    cut: bool = True


@dataclass
class StrictPrinter(ABC):
    """A printer of so many dots. `orders` maps the number of a ticket (from 1, of those begun) to a fault.

    After `jam`, `cover`, `cutter` the ticket is spoiled; after `paper_out` it is printed once there is paper. In either
    case what comes next waits until `mend`. `silence`: the ticket is printed, and nothing is said any more.
    """

    width: int
    height: int
    serial: str = "TF-0001"
    orders: dict[int, str] = field(default_factory=dict)
    tickets: list[Ticket] = field(default_factory=list)
    spoiled: list[Ticket] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    begun: int = 0
    trouble: str = ""
    mute: bool = False
    buffer: bytes = b""
    held: Ticket | None = None

    def feed(self, data: bytes) -> bytes:
        """Take bytes and say what there is to say."""
        self.buffer += data
        said = self.at_once()
        while self.buffer and not self.trouble:
            step = self.take(self.buffer)
            if step is None:
                break
            used, answer = step
            self.buffer = self.buffer[used:]
            said += answer
        return b"" if self.mute else said

    @abstractmethod
    def take(self, data: bytes) -> tuple[int, bytes] | None:
        """One command from the front: how many bytes it took and the answer; None while it is not whole."""

    def at_once(self) -> bytes:
        """Take what the printer answers in real time out of the buffer, whatever its state."""
        return b""

    def acknowledgement(self) -> bytes:
        """What is said when a paper is out."""
        return b""

    def complaint(self, fault: str) -> bytes:
        """What is said by itself when a fault begins."""
        return b""

    def eject(self, ticket: Ticket) -> bytes:
        """A ticket is done, unless a fault was ordered for it."""
        self.begun += 1
        fault = self.orders.get(self.begun, "")
        if fault in ("jam", "cover", "cutter"):
            self.spoiled.append(ticket)
            self.trouble = fault
            return self.complaint(fault)
        if fault == "paper_out":
            self.held = ticket
            self.trouble = fault
            return self.complaint(fault)
        self.tickets.append(ticket)
        if fault == "silence":
            self.mute = True
        return self.acknowledgement()

    def mend(self) -> bytes:
        """A person puts it right; a ticket that waited for paper comes out. What is said then."""
        self.trouble, self.mute = "", False
        said = b""
        if self.held is not None:
            self.tickets.append(self.held)
            self.held = None
            said = self.acknowledgement()
        return said + self.feed(b"")

    def power_cycle(self) -> None:
        """Everything it was sent and did not print is gone, and so is what it was told to keep."""
        self.buffer, self.trouble, self.mute, self.held = b"", "", False, None

    def refuse(self, reason: str) -> None:
        """Write down what a real printer would have misunderstood."""
        self.refused.append(reason)

    def done(self) -> list[Ticket]:
        """The tickets of a job that must have been understood to its last byte."""
        assert self.refused == []
        assert self.buffer == b"", f"not a whole command at the end: {self.buffer[:40]!r}"
        return self.tickets


class Sheet:
    """Paper that takes ink and never gives it back, as thermal paper does."""

    def __init__(self, width: int, height: int) -> None:
        self.picture = Image.new("L", (width, height), 255)
        self.outside = False

    def ink(self, mask: Image.Image, left: int, top: int) -> None:
        """Ink where the mask is not 0; what falls beside the paper is remembered."""
        box = mask.getbbox()
        if box is None:
            return
        self.picture.paste(0, (left, top), mask)
        inside = left + box[0] >= 0 and top + box[1] >= 0
        right, bottom = left + box[2], top + box[3]
        self.outside = self.outside or not (inside and right <= self.picture.width and bottom <= self.picture.height)


@lru_cache(maxsize=64)
def face(file: str, size: float) -> ImageFont.FreeTypeFont:
    """A typeface a printer may have in its memory."""
    return ImageFont.truetype(str(FONTS / file), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=256)
def qr(digits: str, dots: int, level: int) -> Image.Image:
    """A QR symbol in numeric mode without quiet zone, as a mask; the smallest version that holds the digits."""
    symbol = qrcode.QRCode(error_correction=level, border=0, box_size=1)
    symbol.add_data(qrcode.util.QRData(digits, mode=qrcode.util.MODE_NUMBER))
    symbol.make(fit=True)
    rows = symbol.get_matrix()
    flat = Image.new("1", (len(rows), len(rows)))
    flat.putdata([255 if dark else 0 for row in rows for dark in row])
    return flat.resize((len(rows) * dots, len(rows) * dots), Image.Resampling.NEAREST)


# GS1 General Specifications, figure 5.2.1.2.1-1: the right halves; the left ones are their complements or mirrors.
_RIGHT = ("1110010", "1100110", "1101100", "1000010", "1011100", "1001110", "1010000", "1000100", "1001000", "1110100")
_PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13_modules(twelve: str) -> str:
    """The 95 modules of an EAN-13 whose check digit the printer works out."""
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(twelve))
    digits = twelve + str(-total % 10)
    left = ""
    for parity, digit in zip(_PARITY[int(digits[0])], digits[1:7], strict=True):
        right = _RIGHT[int(digit)]
        left += right[::-1] if parity == "G" else "".join("10"[int(bit)] for bit in right)
    return "101" + left + "01010" + "".join(_RIGHT[int(digit)] for digit in digits[7:]) + "101"


def bars(modules: str, dots: int, height: int) -> Image.Image:
    """Bars as a mask."""
    mask = Image.new("1", (len(modules) * dots, height))
    draw = ImageDraw.Draw(mask)
    for index, module in enumerate(modules):
        if module == "1":
            draw.rectangle((index * dots, 0, (index + 1) * dots - 1, height - 1), fill=255)
    return mask


def turned(mask: Image.Image, quarters: int) -> Image.Image:
    """The mask turned clockwise."""
    steps = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    return mask.transpose(steps[quarters]) if quarters else mask
