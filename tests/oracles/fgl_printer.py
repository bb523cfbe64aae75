"""An FGL printer of the test's own, after Boca's FGL Programming Guide (FGL46/26, revision 12, 2020).

Nobody emulates FGL, so this one is strict: it knows the commands a job may hold and refuses all others by name. Text
and codes build down and to the right of their position "facing in the direction of rotation"; boxes and lines do not
turn; line strength holds for one line; a byte of graphics is a column of eight dots, the highest bit on top, and the
number of `<g#>` counts hexadecimal signs. Lower-case commands that write the flash memory reset the printer, which
loses what follows: they are forbidden in a job.

Status bytes after the guide's status table: 6 ticket printed, 16 out of tickets, 24 jam, 29 cutter jam, 17 ready
(X-ON), 18 power on, 19 busy (X-OFF).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

from tests.oracles.printer_base import Sheet, StrictPrinter, Ticket, bars, ean13_modules, face, qr, turned

ACK, OUT, JAM, CUTTER, READY, POWER_ON, BUSY = 6, 16, 24, 29, 17, 18, 19
_QUARTERS = {"NR": 0, "RR": 1, "RU": 2, "RL": 3}
_LEVELS = (ERROR_CORRECT_M, ERROR_CORRECT_L, ERROR_CORRECT_H, ERROR_CORRECT_Q)
_FLASH = re.compile(r"(rt[ed]|pl\d+|tl\d+|dpl|pf|tf|ttf\d+|ttcp\d+|pt|dpt|pp[ed]|sb|s\d|t|n|me|md|id\d+)$")
_ASCENT = 0.905
"""Arial's, which is what such printers' sans serif faces are measured like."""


@dataclass
class _Pen:
    """Where and how the next thing is printed."""

    row: int | None = None
    column: int = 0
    quarters: int = 0
    font: tuple[int, int] | None = None  # number, points
    stroke: int = 1
    bar: int = 1
    start: tuple[int, int] = (0, 0)


@dataclass
class FglPrinter(StrictPrinter):
    """Rows run down across the head (`height`), columns along the paper (`width`)."""

    dpi: int = 203
    fonts: tuple[int, ...] = (1, 2)
    logos: dict[int, str] = field(default_factory=dict)
    utf8: bool = False
    printed: int = 0

    def __post_init__(self) -> None:
        self._begin()
        self._file = 0

    def _begin(self) -> None:
        self.sheet = Sheet(self.width, self.height)
        self.pen = _Pen()
        self.texts: list[str] = []

    def power_cycle(self) -> None:
        super().power_cycle()
        self.logos.clear()
        self.utf8 = False
        self._begin()

    def acknowledgement(self) -> bytes:
        self.printed += 1
        return bytes([ACK])

    def complaint(self, fault: str) -> bytes:
        return bytes([{"jam": JAM, "paper_out": OUT, "cover": OUT, "cutter": CUTTER}[fault], BUSY])

    def mend(self) -> bytes:
        return bytes([READY]) + super().mend()

    def take(self, data: bytes) -> tuple[int, bytes] | None:
        if data[:1] == b"\x1b":
            end = data.find(b"\x1b", 1)
            if end < 0:
                return None
            self._keep(data[1:end])
            return end + 1, b""
        if data[:1] == b"<":
            end = data.find(b">")
            if end < 0:
                return (len(data), self._refused("a command without an end")) if len(data) > 64 else None
            return self._command(data[1:end].decode("ascii", "replace"), data, end + 1)
        end = min((at for at in (data.find(b"<"), data.find(b"\x1b")) if at >= 0), default=0)
        if not end:
            return None  # text goes on until the next command
        self._text(data[:end])
        return end, b""

    def _refused(self, reason: str) -> bytes:
        self.refuse(reason)
        return b""

    def _command(self, name: str, data: bytes, end: int) -> tuple[int, bytes] | None:
        """One command, and the data that belongs to it; the number of bytes and the answer."""
        for pattern, method in _COMMANDS:
            found = pattern.fullmatch(name)
            if found:
                numbers = [int(number) for number in found.groups() if number is not None]
                return getattr(self, method)(numbers, name, data, end)
        if _FLASH.match(name):
            self.refuse(f"<{name}> writes the flash and resets the printer: never in a job")
        else:
            self.refuse(f"<{name}> is no command")
        return end, b""

    def _set(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        """What says where or how the next thing is printed, and prints nothing."""
        pen = self.pen
        if name.startswith("RC"):
            pen.row, pen.column = numbers
        elif name in _QUARTERS:
            pen.quarters = _QUARTERS[name]
        elif name == "TRE":
            self.utf8 = True
        elif name.startswith("LT"):
            (pen.stroke,) = numbers
        elif name.startswith("X"):
            (pen.bar,) = numbers
        elif name.startswith("SP"):
            pen.start = (numbers[0], numbers[1])
        elif name.startswith("ID"):
            (self._file,) = numbers
        return end, b""

    def _font(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        if numbers[0] not in self.fonts:
            self.refuse(f"there is no TrueType font {numbers[0]}")
        self.pen.font = (numbers[0], numbers[1])
        return end, b""

    def _status(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        if name == "S1":
            return end, b"" if self.trouble else bytes([READY])
        return end, f"{self.printed:07d} PROM = FGL46G42 {self.serial}\r\n".encode()

    def _place(self) -> tuple[int, int]:
        if self.pen.row is None:
            self.refuse("something is printed without a position")
        return self.pen.column, self.pen.row or 0

    def _put(self, mask: Image.Image, quarters: int) -> None:
        """A picture that builds down and to the right of the position, facing in the direction of rotation."""
        column, row = self._place()
        laid = turned(mask, quarters)
        left = column - laid.width if quarters in (1, 2) else column
        top = row - laid.height if quarters in (2, 3) else row
        self.sheet.ink(laid, left, top)
        self.pen.row = None

    def _text(self, data: bytes) -> None:
        try:
            text = data.decode("utf-8" if self.utf8 else "ascii")
        except UnicodeDecodeError:
            return self.refuse(f"the font has no sign for {data!r}")
        if re.search(r"[\x00-\x1f\x7f<>{}~^]", text):
            return self.refuse(f"a sign with a meaning of its own in the text {text!r}")
        if self.pen.font is None:
            return self.refuse(f"no font was chosen for {text!r}")
        size = self.pen.font[1] * self.dpi_exact / 72
        self._put(_line(text, size), self.pen.quarters)
        self.texts.append(text)
        return None

    @property
    def dpi_exact(self) -> float:
        """Heads of "200 dpi" have 8 dots a millimetre."""
        return 203.2 if self.dpi in (200, 203) else float(self.dpi)

    def _drawn(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        box_rows, box_columns = numbers if len(numbers) == 2 else (0, 0)
        across, down = (numbers[0] if name.startswith(kind) else 0 for kind in ("HX", "VX"))
        column, row = self._place()
        stroke, self.pen.stroke = self.pen.stroke, 1
        if box_rows:
            mask = Image.new("1", (box_columns, box_rows))
            ImageDraw.Draw(mask).rectangle((0, 0, box_columns - 1, box_rows - 1), outline=255, width=stroke)
        else:
            mask = Image.new("1", (across or stroke, down or stroke), 255)
        self.sheet.ink(mask, column, row)
        self.pen.row = None
        return end, b""

    def _ean(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes] | None:
        if len(data) < end + 13:
            return None
        digits = data[end : end + 12]
        if not digits.isdigit() or data[end + 12 : end + 13] != b"<":
            self.refuse(f"an EAN-13 takes twelve digits, not {data[end : end + 14]!r}")
            return end, b""
        self._put(bars(ean13_modules(digits.decode()), self.pen.bar, 8 * numbers[0]), self.pen.quarters)
        return end + 12, b""

    def _qr(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes] | None:
        dots, tilde, mode, level = numbers
        close = data.find(b"}", end)
        if close < 0:
            return None
        digits = data[end + 1 : close]
        if data[end : end + 1] != b"{" or tilde or mode != 2 or not digits.isdigit() or not 3 <= dots <= 16:
            self.refuse(f"no numeric QR code: {data[end - 14 : end + 20]!r}")
        elif self.pen.quarters:
            self.refuse("the reference does not say how a QR code turns")
        else:
            self._put(qr(digits.decode(), dots, _LEVELS[level]), 0)
        return close + 1, b""

    def _graphics(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes] | None:
        (count,) = numbers
        if len(data) < end + count:
            return None
        text = data[end : end + count]
        if count % 2 or not re.fullmatch(rb"[0-9A-F]+", text):
            self.refuse(f"{count} signs of graphics are no hexadecimal pairs")
            return end + count, b""
        strip = bytes.fromhex(text.decode())
        mask = Image.new("1", (len(strip), 8))
        mask.putdata([255 if byte >> (7 - row) & 1 else 0 for row in range(8) for byte in strip])
        column, row = self._place()
        self.sheet.ink(mask, column, row)
        self.pen.row = None
        return end + count, b""

    def _keep(self, content: bytes) -> None:
        """A logo of commands between two ESC, kept under the number that was given out before."""
        if not self._file:
            return self.refuse("a file without a number")
        self.logos[self._file] = content.decode("ascii")
        self._file = 0
        return None

    def _logo(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        (number,) = numbers
        if number not in self.logos:
            self.refuse(f"there is no logo {number}")
        if self.pen.start != (0, 0):
            self.refuse("a logo of commands has its own positions")
        rest = self.logos.get(number, "").encode()
        while rest:
            step = self.take(rest)
            if step is None:
                self.refuse(f"the logo {number} ends in the middle of a command")
                break
            rest = rest[step[0] :]
        return end, b""

    def _print(self, numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        if self.sheet.outside:
            self.refuse("ink beside the paper")
        ticket = Ticket(self.sheet.picture, tuple(self.texts), name == "p")
        self._begin()
        return end, self.eject(ticket)


def _line(text: str, size: float) -> Image.Image:
    """A line of type, drawn four times as large: hinting would round each letter of small type up to a whole dot."""
    font = face("Inter-Regular.ttf", 4 * max(1.0, size))
    width = max(1, math.ceil(font.getbbox(text, anchor="ls")[2] / 4))
    large = Image.new("L", (4 * width, 4 * round(size * 1.25)))
    ImageDraw.Draw(large).text((0, round(4 * _ASCENT * size)), text, 255, font, "ls")
    return large.resize((width, round(size * 1.25)), Image.Resampling.BOX).point(lambda ink: 255 * (ink >= 128), "1")


_COMMANDS = [
    (re.compile(pattern), method)
    for pattern, method in (
        (r"RC(\d+),(\d+)|NR|RR|RU|RL|HW1,1|TRE|TF|LT(\d+)|X([1-9])|SP(\d+),(\d+)|ID(\d+)", "_set"),
        (r"TTF(\d+),(\d+)", "_font"),
        (r"BX(\d+),(\d+)|HX(\d+)|VX(\d+)", "_drawn"),
        (r"eP(\d+)", "_ean"),
        (r"QR(\d+),([01]),([012]),([0-3])", "_qr"),
        (r"g(\d+)", "_graphics"),
        (r"LD(\d+)", "_logo"),
        (r"[pq]", "_print"),
        (r"S[12]", "_status"),
    )
]
"""`HW1,1` is the size as it is, `TF` keeps files in temporary memory, `p` prints and cuts, `q` prints."""
