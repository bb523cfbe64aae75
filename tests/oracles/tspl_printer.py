"""A TSPL label printer of the test's own, after the TSPL/TSPL2 Programming Manual.

Lines end with CR LF; `BITMAP x,y,width in bytes,height,mode,data` is the only one with binary data, in which 0 is ink.
`<ESC>!?` and `<ESC>!S` are answered at once. Strict: lines it does not know, labels of another size than the stock,
pictures beside the label, and bytes of immediate commands inside a picture (a printer obeys them there) are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image, ImageChops

from tests.oracles.printer_base import Sheet, StrictPrinter, Ticket

_SETTINGS = re.compile(r"GAP \d+(\.\d+)? mm,0 mm|DIRECTION [01]|REFERENCE 0,0|DENSITY ([0-9]|1[0-5])|SPEED \d+(\.\d+)?")
_FLAGS = {"": 0, "cover": 0x01, "jam": 0x02, "paper_out": 0x04, "cutter": 0x80}
_IMMEDIATE = (b"\x1b!", b"~!")


@dataclass
class TsplPrinter(StrictPrinter):
    """`width` and `height` of the label in dots."""

    dpi: int = 203

    def __post_init__(self) -> None:
        self.page: Sheet | None = None
        self.sized = False
        self.printing = False

    def power_cycle(self) -> None:
        super().power_cycle()
        self.__post_init__()

    def at_once(self) -> bytes:
        said = b""
        while self.trouble and (at := self.buffer.find(b"\x1b!")) >= 0 and len(self.buffer) > at + 2:
            said += self._immediate(self.buffer[at + 2 : at + 3])
            self.buffer = self.buffer[:at] + self.buffer[at + 3 :]
        return said

    def _immediate(self, which: bytes) -> bytes:
        busy, self.printing = self.printing, False
        if which == b"?":
            return bytes([_FLAGS[self.trouble] or 0x20 * busy])
        if which == b"S":
            media = {"cover": 0x60, "jam": 0x42, "paper_out": 0x41}.get(self.trouble, 0x40)
            error = 0x48 if self.trouble == "cutter" else 0x40
            message = b"E" if self.trouble else b"P" if busy else b"@"
            return b"\x02" + message + bytes([0x40, error, media]) + b"\x03\r\n"
        self.refuse(f"<ESC>!{which!r} is no question")
        return b""

    def take(self, data: bytes) -> tuple[int, bytes] | None:
        if data[:2] == b"\x1b!":
            return (3, self._immediate(data[2:3])) if len(data) > 2 else None
        if data[:2] == b"~!":
            if len(data) < 3:
                return None
            if data[2:3] != b"T":
                self.refuse(f"{data[:3]!r} is no question")
            return 3, f"STRICT-T {self.serial}\r\n".encode()
        if data[:7] == b"BITMAP ":
            return self._bitmap(data)
        end = data.find(b"\r\n")
        if end < 0:
            return None
        return end + 2, self._line(data[:end].decode("ascii", "replace"))

    def _line(self, line: str) -> bytes:
        if found := re.fullmatch(r"SIZE ([\d.]+) mm,([\d.]+) mm", line):
            per_mm = 8 if self.dpi == 203 else self.dpi / 25.4
            wanted = [round(float(side) * per_mm) for side in found.groups()]
            if wanted != [self.width, self.height]:
                self.refuse(f"a label of {wanted} dots on stock of {self.width} × {self.height}")
            self.sized = True
        elif line == "CLS":
            self.page = Sheet(self.width, self.height)
        elif line == "PRINT 1,1":
            return self._print()
        elif not _SETTINGS.fullmatch(line):
            self.refuse(f"{line!r} is no command")
        return b""

    def _bitmap(self, data: bytes) -> tuple[int, bytes] | None:
        found = re.match(rb"BITMAP (\d+),(\d+),(\d+),(\d+),(\d),", data)
        if found is None:
            if len(data) < 40:
                return None
            self.refuse(f"{data[:40]!r} is no picture")
            return len(data), b""
        left, top, wide, high, mode = map(int, found.groups())
        end = found.end() + wide * high
        if len(data) < end + 2:
            return None
        body = data[found.end() : end]
        if mode or data[end : end + 2] != b"\r\n" or self.page is None or any(one in body for one in _IMMEDIATE):
            self.refuse(f"BITMAP {left},{top}: not a picture over a cleared label, or a command inside it")
        elif wide and high:
            picture = Image.frombytes("1", (8 * wide, high), body)
            self.page.ink(ImageChops.invert(picture.convert("L")), left, top)
        return end + 2, b""

    def _print(self) -> bytes:
        if self.page is None or not self.sized or self.page.outside:
            self.refuse("PRINT without CLS or SIZE, or ink beside the label")
        page = self.page or Sheet(self.width, self.height)
        self.page = None
        self.printing = True
        return self.eject(Ticket(page.picture))
