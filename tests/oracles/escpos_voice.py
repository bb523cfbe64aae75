"""How an ESC/POS printer answers: in real time, in its turn, and unasked; and how parameters are read.

`DLE EOT 1–4` (10 04 n) are one byte with fixed bits 0xx1xx10; `GS I`, `GS r`, `GS a` and `GS ( H` as in the published
command reference.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracles.printer_base import StrictPrinter

Step = tuple[int, bytes] | None


class Short(Exception):
    """More bytes must come first."""


@dataclass
class EscPosVoice(StrictPrinter):
    """What an ESC/POS printer says of itself."""

    numbers: bool = True  # knows `GS ( H`
    told: int = 0  # `GS a`

    def at_once(self) -> bytes:
        """`DLE EOT n` (10 04 n) is answered even when nothing else is done."""
        said = b""
        while self.trouble and (at := self.buffer.find(b"\x10\x04")) >= 0 and len(self.buffer) > at + 2:
            said += self._realtime(self.buffer[at + 2])
            self.buffer = self.buffer[:at] + self.buffer[at + 3 :]
        return said

    def _realtime(self, number: int) -> bytes:
        out, cover, cutter = (self.trouble == fault for fault in ("paper_out", "cover", "cutter"))
        jam = self.trouble == "jam"
        status = {
            1: 0x08 * bool(self.trouble),
            2: 0x04 * cover + 0x20 * out + 0x40 * (cutter or jam),
            3: 0x08 * cutter + 0x20 * jam,
            4: 0x6C * out,
        }
        if number not in status:
            self.refuse(f"DLE EOT {number} is no status")
            return b""
        return bytes([0x12 | status[number]])

    def complaint(self, fault: str) -> bytes:
        """Automatic status back, if it was asked for (`GS a`): four bytes."""
        if not self.told:
            return b""
        first = 0x10 | 0x08 | 0x20 * (fault == "cover")
        second = 0x08 * (fault == "cutter") + 0x20 * (fault == "jam")
        return bytes([first, second, 0x0C * (fault == "paper_out"), 0])

    def _args(self, data: bytes, at: int, count: int) -> bytes:
        if len(data) < at + count:
            raise Short
        return data[at : at + count]

    def _simple(self, data: bytes, at: int, least: int, most: int, name: str) -> int:
        (value,) = self._args(data, at, 1)
        if not least <= value <= most:
            self.refuse(f"{name} {value} is beyond {least} to {most}")
        return value

    def _words(self, data: bytes, at: int, count: int) -> list[int]:
        raw = self._args(data, at, 2 * count)
        return [int.from_bytes(raw[2 * index : 2 * index + 2], "little") for index in range(count)]

    def dle_eot(self, data: bytes, at: int) -> Step:
        return at + 1, self._realtime(self._args(data, at, 1)[0])

    def gs_i(self, data: bytes, at: int) -> Step:
        (number,) = self._args(data, at, 1)
        answers = {65: "1.00", 66: "STRICT", 67: "TM-STRICT", 68: self.serial}
        return at + 1, b"_" + answers.get(number, "").encode() + b"\x00"

    def gs_r(self, data: bytes, at: int) -> Step:
        self._simple(data, at, 1, 2, "GS r")
        return at + 1, b"\x00"

    def gs_a(self, data: bytes, at: int) -> Step:
        self.told = self._args(data, at, 1)[0]
        return at + 1, bytes([0x10, 0, 0, 0]) if self.told else b""

    def gs_density(self, data: bytes, at: int) -> Step:
        """`GS ( K pL pH fn m` (1D 28 4B 02 00 31 m): function 49, print density from 6 lighter to 6 darker."""
        (length,) = self._words(data, at, 1)
        body = self._args(data, at + 2, length)
        if length != 2 or body[0] != 49 or 6 < body[1] < 250:
            self.refuse(f"GS ( K {body.hex(' ')} is no density")
        return at + 2 + length, b""

    def gs_process(self, data: bytes, at: int) -> Step:
        """`GS ( H pL pH fn m d1 d2 d3 d4` (1D 28 48 06 00 30 30 …): answered when all before it is printed."""
        (length,) = self._words(data, at, 1)
        body = self._args(data, at + 2, length)
        if not self.numbers or length != 6 or body[:2] != b"00":
            self.refuse("GS ( H: this printer counts no processes")
            return at + 2 + length, b""
        return at + 2 + length, b"\x37\x22" + body[2:] + b"\x00"
