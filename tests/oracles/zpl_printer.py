"""A ZPL II label printer of the test's own, after the ZPL II Programming Guide: what it takes, keeps and answers.

It draws nothing itself: `pictures` hands the labels that came out to zpl-renderer-js. Strict where that renderer is
lenient: unknown commands, formats that were never stored, tildes in a job and control characters are refused.

`~HS` is answered with three lines between STX and ETX, `~HI` with one; with the media out, the head open or any other
fault the printer says nothing at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PIL import Image

from tests.oracles import zpl_judge
from tests.oracles.printer_base import StrictPrinter, Ticket

_KNOWN = re.compile(
    r"FO\d+,\d+|FT\d+,\d+|FS|FR|FH_|CI28|MN[NYW]|MM[TCP]|MD-?\d+|PW\d+|LL\d+|LH0,0"
    r"|A0[NRIB],\d+|BY([1-9]|10)(,\d+,\d+)?|BQN,2,([1-9]|10)|BE[NRIB],\d+,N,N|GB\d+,\d+,\d+(,[BW](,[0-8])?)?"
    r"|GFA,\d+,\d+,\d+,:Z64:[A-Za-z0-9+/=]+:[0-9A-F]{4}|FD[^\x00-\x1f\x7f]*|DFR:\w+\.ZPL|XFR:\w+\.ZPL"
)
_QR = re.compile(r"FDMM,N\d+")


@dataclass
class ZplPrinter(StrictPrinter):
    """`width` and `height` of the label in dots, as it lies in the printer."""

    dpi: int = 203
    formats: dict[str, bytes] = field(default_factory=dict)
    jobs: list[bytes] = field(default_factory=list)

    def power_cycle(self) -> None:
        super().power_cycle()
        self.formats.clear()

    def take(self, data: bytes) -> tuple[int, bytes] | None:
        if data[:1] in b"\r\n":
            return 1, b""
        if data[:1] == b"~":
            return self._question(data)
        if data[:2] == b"! ":
            end = data.find(b"\n")
            return None if end < 0 else (end + 1, f'"{self.serial}"'.encode())
        if data[:3] != b"^XA"[: len(data)]:
            self.refuse(f"{data[:20]!r} is no beginning of a label")
            return 1, b""
        end = data.find(b"^XZ")
        return None if end < 0 else (end + 3, self._label(data[: end + 3]))

    def _question(self, data: bytes) -> tuple[int, bytes] | None:
        if len(data) < 3:
            return None
        if data[:3] == b"~HS":
            lines = ("030,0,0,1225,000,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000", "1234,0")
            return 3, "".join(f"\x02{line}\x03\r\n" for line in lines).encode()
        if data[:3] == b"~HI":
            return 3, b"\x02STRICT-Z,V1.0,8,8176KB\x03\r\n"
        self.refuse(f"{data[:3]!r} has no place in a job")
        return 3, b""

    def _label(self, job: bytes) -> bytes:
        stored, recalled, symbol = "", "", False
        for part in job.decode("utf-8")[3:-3].split("^")[1:]:
            if not _KNOWN.fullmatch(part) or "~" in part:
                self.refuse(f"^{part[:40]} is no command")
            if symbol and not _QR.fullmatch(part):
                self.refuse(f"^{part[:20]}: no numeric QR code at level M")
            symbol = part.startswith("BQ")
            stored = part[2:] if part.startswith("DF") else stored
            recalled = part[2:] if part.startswith("XF") else recalled
        if stored:
            self.formats[stored] = job
            return b""
        if recalled and recalled not in self.formats:
            self.refuse(f"no format {recalled} is stored")
        if not re.search(rb"\^FD|\^GB|\^GF|\^XF", job):
            return b""  # settings alone print nothing
        self.jobs.append(self.formats.get(recalled, b"") + job)
        return self.eject(Ticket(Image.new("L", (1, 1), 255)))

    def pictures(self) -> list[Image.Image]:
        """The labels that came out, drawn by zpl-renderer-js."""
        return zpl_judge.labels(b"\n".join(self.jobs), self.width, self.height, self.dpi)
