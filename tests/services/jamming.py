"""Printers that jam: they reset the line at some papers, and of those half came out before and half did not."""

from __future__ import annotations

import random
import re
import socket
import struct

from tests.oracles.taking_printer import TakingPrinter
from ticketforge_desktop.domain.codes import SignedCode, decode

Paper = tuple[str, int]  # ticket and issue; what is no ticket has issue 0
_POSTED = re.compile(rb"\^FD(delivery_note|label) (#\d+)\^FS")
_NUMBER = re.compile(rb"Bon (K1-\d+)")
_COPY = re.compile(rb"KOPIE (\d+)")


class JammingPrinter(TakingPrinter):
    """Takes ZPL: tickets by their codes, papers for the post by their words. `papers`: how many there will be."""

    def __init__(self, chance: random.Random, jams: int, papers: int) -> None:
        self.tray: list[Paper] = []
        # Not among the last: papers of killed programs never come out, so fewer are seen than there are.
        self._jams = dict.fromkeys(chance.sample(range(papers * 4 // 5), jams), None)
        self._out = {place: chance.random() < 0.5 for place in self._jams}
        self.jammed = 0
        self._seen = 0
        super().__init__()

    def took(self, job: bytes, line: socket.socket) -> None:
        for paper in self.papers_of(job):
            jam = self._seen in self._jams
            if not jam or self._out[self._seen]:
                self.tray.append(paper)
            self._seen += 1
            if jam:
                self.jammed += 1
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return

    def papers_of(self, job: bytes) -> list[Paper]:
        """Every whole label that says what it is; half a label is no paper."""
        found: list[Paper] = []
        for label in job.split(b"^XA")[1:]:
            posted = _POSTED.search(label)
            if b"^XZ" not in label or b"^DF" in label:
                continue
            if posted:
                found.append((f"{posted[1].decode()}:{posted[2].decode()}", 0))
            elif b"^FDMM,N" in label:
                read = decode(label.split(b"^FDMM,N")[1].split(b"^FS")[0].decode())
                assert isinstance(read, SignedCode)
                found.append((read.payload.ticket.hex(), read.payload.issue))
        return found


class JammingReceiptPrinter(JammingPrinter):
    """Takes ESC/POS: receipts by their numbers, with a copy's number for the issue; and a drawer, told as `kicks`."""

    kicks = 0

    def papers_of(self, job: bytes) -> list[Paper]:
        if job.startswith(b"\x1bp"):
            self.kicks += len(job) == 5
            return []
        number, copy = _NUMBER.search(job), _COPY.search(job)
        whole = job.endswith(b"\x1dVB\x00") and number is not None
        return [(f"receipt:{number[1].decode()}", int(copy[1]) if copy else 0)] if whole and number else []
