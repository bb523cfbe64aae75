"""A StarPRNT receipt printer of the test's own, after Star's StarPRNT Command Specifications.

`ESC GS S m xL xH yL yH n data` prints a raster of one tone, `ESC d n` cuts (0 full, 1 partial, 2 and 3 with feed).
Status: `ESC ACK SOH` (1B 06 01) asks for the automatic status block, here the one of nine bytes (first byte 0x23);
`ETB` counts one up when all printing before it has ended; `ESC # * LF NUL` tells the firmware. `ESC BEL n1 n2` sets
the pulse of the first drawer (1 to 127 times 10 ms), `BEL` opens it, `SUB` opens the second one. Strict: other bytes,
pictures wider than the paper, and the bytes of `ESC ACK` inside a picture are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from tests.oracles.printer_base import StrictPrinter, Ticket


@dataclass
class StarPrntPrinter(StrictPrinter):
    """`width` of the paper in dots; `height` is not looked at: the paper is a roll."""

    counter: int = 0

    def __post_init__(self) -> None:
        self._roll: list[Image.Image] = []
        self._pulse_ms = (200, 200)
        self.kicks: list[tuple[int, int, int]] = []  # drawer, on ms, off ms

    def power_cycle(self) -> None:
        super().power_cycle()
        self.counter = 0
        self._roll = []

    def at_once(self) -> bytes:
        said = b""
        while self.trouble and (at := self.buffer.find(b"\x1b\x06\x01")) >= 0:
            self.buffer = self.buffer[:at] + self.buffer[at + 3 :]
            said += self.status()
        return said

    def status(self) -> bytes:
        """The automatic status block of nine bytes."""
        trouble = self.trouble
        one = 0x08 * bool(trouble) + 0x20 * (trouble == "cover")
        two = 0x08 * (trouble == "cutter")
        three = 0x04 * (trouble == "jam")
        four = 0x08 * (trouble == "paper_out")
        count = (self.counter & 7) << 1 | (self.counter & 0x18) << 2
        return bytes([0x23, 0x06, one, two, three, four, 0, count, 0])

    def take(self, data: bytes) -> tuple[int, bytes] | None:
        if data[0] == 0x17:
            self.counter = (self.counter + 1) % 32
            return 1, b""
        if data[0] in (0x07, 0x1A):
            self.kicks.append((1, *self._pulse_ms) if data[0] == 0x07 else (2, 200, 200))
            return 1, b""
        for head, size, method in _COMMANDS:
            if data.startswith(head):
                return getattr(self, method)(data) if len(data) >= size else None
            if len(data) < len(head) and head.startswith(data):
                return None
        self.refuse(f"{data[:4].hex(' ')} begins no command")
        return 1, b""

    def _reset(self, data: bytes) -> tuple[int, bytes]:
        if self._roll:
            self.refuse("ESC @ in the middle of a ticket")
        return 2, b""

    def _raster(self, data: bytes) -> tuple[int, bytes] | None:
        wide, high = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
        end = 9 + wide * high
        if len(data) < end:
            return None
        body = data[9:end]
        if data[3] != 1 or data[8] or not 0 < wide * 8 <= self.width + 7 or not high or b"\x1b\x06" in body:
            self.refuse(f"ESC GS S {data[3:9].hex(' ')} is no picture here, or it holds a command")
            return end, b""
        paper = Image.new("L", (self.width, high), 255)
        paper.paste(0, (0, 0), Image.frombytes("1", (wide * 8, high), body).crop((0, 0, self.width, high)))
        self._roll.append(paper)
        return end, b""

    def _cut(self, data: bytes) -> tuple[int, bytes]:
        if data[2] not in (0, 1, 2, 3) or not self._roll:
            self.refuse(f"ESC d {data[2]} cuts nothing here")
        paper = Image.new("L", (self.width, max(1, sum(part.height for part in self._roll))), 255)
        top = 0
        for part in self._roll:
            paper.paste(part, (0, top))
            top += part.height
        self._roll = []
        return 3, self.eject(Ticket(paper))

    def _pulse(self, data: bytes) -> tuple[int, bytes]:
        on, off = data[2], data[3]
        if not (1 <= on <= 127 and 1 <= off <= 127):
            self.refuse(f"ESC BEL {on} {off} is no pulse")
        self._pulse_ms = (10 * on, 10 * off)
        return 4, b""

    def _ask(self, data: bytes) -> tuple[int, bytes]:
        return 3, self.status()

    def _unasked(self, data: bytes) -> tuple[int, bytes]:
        if data[3] not in (0, 1, 2, 3):
            self.refuse(f"ESC RS a {data[3]} is no mode")
        return 4, b""

    def _density(self, data: bytes) -> tuple[int, bytes]:
        if data[3] not in (0, 1, 2, 3, *b"0123"):
            self.refuse(f"ESC RS d {data[3]} is no density")
        return 4, b""

    def _firmware(self, data: bytes) -> tuple[int, bytes]:
        return 5, b"\x1b#*,STRICT-S " + self.serial.encode() + b"\n\x00"


_COMMANDS = (
    (b"\x1b@", 2, "_reset"),
    (b"\x1b\x07", 4, "_pulse"),
    (b"\x1b\x1dS", 9, "_raster"),
    (b"\x1bd", 3, "_cut"),
    (b"\x1b\x06\x01", 3, "_ask"),
    (b"\x1b\x1ea", 4, "_unasked"),
    (b"\x1b\x1ed", 4, "_density"),
    (b"\x1b#*\n\x00", 5, "_firmware"),
)
"""Where a command begins, the bytes its parameters take, and what is done."""
