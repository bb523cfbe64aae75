"""One simulated printer: tickets it was told of come out as pictures, faults come when they were ordered.

It does not read the printer language back. The run tells it what each ticket's bytes look like on paper, from the same
marks the encoder has; what arrives is compared byte by byte, and bytes that nobody announced come out as a blank paper.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from ticketforge_desktop.devices.printing.simulated.voices import Body, Voice, voice_of
from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import Line

FAULTS: Final = (
    "jam", "paper_out", "paper_low", "cover", "cutter", "silence", "garbage", "reset", "swap", "offline",
)  # fmt: skip
"""jam, cover, cutter: the paper is spoiled. paper_out: it comes out once it is mended. silence: printed, then mute.
garbage: printed, answered with nonsense. reset: switched off in the middle. swap: printed, then another printer stands
there. offline: printed, then gone."""
_STAYS: Final = ("jam", "paper_out", "paper_low", "cover", "cutter")
_SEAL_MOST: Final = 64
_EXPECTED_MOST: Final = 4096
Picture = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class SimulatedPaper:
    """A paper: its number in this printer's life, whose it is, its picture (PNG, b"" for blank), and how it came."""

    number: int
    ticket: str
    picture: bytes
    spoiled: bool = False
    issue: int = 0


@dataclass(frozen=True, slots=True)
class _Expected:
    ticket: str
    picture: Picture
    issue: int = 0


class SimulatedPrinter:
    """Every method may be called on any thread."""

    def __init__(self, name: str, language: str, keep: Callable[[SimulatedPaper], None] = lambda _paper: None) -> None:
        self.name: Final = name
        self.papers: list[SimulatedPaper] = []
        self._keep = keep
        self._voice: Voice = voice_of(language)
        self._lock = threading.RLock()
        self._body = Body(serial="SIM-1")
        self._expected: OrderedDict[bytes, _Expected] = OrderedDict()
        self._lengths: set[int] = set()
        self._openings: set[bytes] = set()
        self._kicks: set[bytes] = set()
        self.kicks = 0  # how often the drawer was opened
        self._orders: dict[int, str] = {}
        self._begun = 0
        self._held: _Expected | None = None
        self._mute = self._gone = self._dropped = False
        self._seal = b""  # what followed the ticket that is being taken

    @property
    def begun(self) -> int:
        """Tickets it was given so far."""
        return self._begun

    @property
    def trouble(self) -> str:
        """What is wrong with it now; "" for nothing."""
        with self._lock:
            return "offline" if self._gone else "silence" if self._mute else self._body.trouble

    def expect(self, data: bytes, ticket: str, picture: Picture, issue: int = 1) -> None:
        """What a ticket's bytes look like on paper; the picture is made when it comes out."""
        with self._lock:
            self._expected[_digest(data)] = _Expected(ticket, picture, issue)
            self._lengths.add(len(data))
            while len(self._expected) > _EXPECTED_MOST:
                self._expected.popitem(last=False)

    def expect_opening(self, data: bytes) -> None:
        """What is stored and prints nothing."""
        with self._lock:
            self._openings.add(_digest(data))

    def expect_kick(self, data: bytes) -> None:
        """The command that opens the drawer."""
        with self._lock:
            self._kicks.add(data)

    def order(self, fault: str, ticket: int = 0) -> None:
        """Let something go wrong under the ticket of that number (of all it will have begun), 0 for the next.

        Raises:
            BadInput: there is no such fault.
        """
        if fault not in FAULTS:
            raise BadInput(
                f"There is no fault '{fault}' to order.", field="fault", next_step=f"Order one of {', '.join(FAULTS)}."
            )
        with self._lock:
            self._orders[ticket or self._begun + 1] = fault

    def mend(self) -> None:
        """A person puts it right; a ticket that waited for paper comes out now."""
        with self._lock:
            self._body.trouble = ""
            self._mute = self._gone = False
            held, self._held = self._held, None
            if held is not None:
                self._out(held)

    def connect(self) -> Line:
        """A line to it. Raises `PrinterUnreachable` while it is off line."""
        with self._lock:
            if self._gone:
                raise unreachable(f"sim:{self.name}", "it is off line", "Mend it: it is a simulated one.", begun=False)
        return _SimulatedLine(self)

    def take(self, data: bytes) -> bytes | None:
        """One write as the session makes it: a question, an opening or a ticket. None: it was switched off under it."""
        with self._lock:
            answer = self._voice.answers(data, self._body)
            if answer is not None:
                return b"" if self._mute else answer
            kick = next((one for one in self._kicks if data.startswith(one)), None)
            if kick is not None:
                self.kicks += 1
                self._body.printed += 1  # Star's counter goes by all that was done
                return b"" if self._mute else self._voice.acknowledges(data[len(kick) :], self._body)
            found = self._recognised(data)
            if found is None and (len(data) < 16 or _digest(data) in self._openings):
                return b""
            said = self._begin(found or _Expected("", bytes), data)
            return b"" if self._mute and said is not None else said

    def _recognised(self, data: bytes) -> _Expected | None:
        """The ticket these bytes begin with; behind it there may be a seal."""
        for length in sorted(self._lengths, reverse=True):
            if len(data) - _SEAL_MOST <= length <= len(data):
                found = self._expected.get(_digest(data[:length]))
                if found is not None:
                    self._seal = data[length:]
                    return found
        self._seal = b""
        return None

    def _begin(self, ticket: _Expected, data: bytes) -> bytes | None:
        self._begun += 1
        fault = self._orders.pop(self._begun, "")
        if fault == "reset":
            return None
        if fault in ("jam", "cover", "cutter"):
            self._body.trouble = fault
            self._file(ticket, spoiled=True)
            return self._voice.complains(fault, self._body)
        if fault == "paper_out":
            self._body.trouble, self._held = fault, ticket
            return self._voice.complains(fault, self._body)
        self._out(ticket)
        said = self._voice.acknowledges(self._seal, self._body)
        if fault == "garbage":
            return b"\x7f\xfe?" + data[:5][::-1] + b"\xff"
        if fault == "silence":
            self._mute = True
        elif fault == "paper_low":
            self._body.trouble = fault
        elif fault == "swap":
            self._body.serial = f"SIM-{self._begun + 1}"
            self._dropped = True
        elif fault == "offline":
            self._gone = self._dropped = True
        return said

    def _out(self, ticket: _Expected) -> None:
        self._body.printed += 1
        self._file(ticket, spoiled=False)

    def _file(self, ticket: _Expected, *, spoiled: bool) -> None:
        paper = SimulatedPaper(len(self.papers) + 1, ticket.ticket, ticket.picture(), spoiled, ticket.issue)
        self.papers.append(paper)
        self._keep(paper)

    def dropped(self) -> bool:
        """Whether the connection broke since this was last asked: it was swapped, or switched off."""
        with self._lock:
            was, self._dropped = self._dropped, False
            return was


class _SimulatedLine:
    """`Line` to a simulated printer."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        self._printer = printer
        self._waiting = bytearray()
        self._broken = False
        self._ends = False

    def write(self, data: bytes) -> None:
        self._check(begun=False)
        said = self._printer.take(data)
        if said is None:
            self._broken = True
            raise self._trouble(len(data) // 2, begun=True)
        self._waiting += said
        self._ends = self._printer.dropped() or self._ends

    def read(self, limit: int, patience: float) -> bytes:
        if not self._waiting:
            if self._ends:
                self._broken = True
            self._check(begun=True)
            threading.Event().wait(patience)  # a printer that says nothing takes its time over it
        said = bytes(self._waiting[:limit])
        del self._waiting[:limit]
        return said

    def drain(self) -> bytes:
        said = bytes(self._waiting)
        self._waiting.clear()
        return said

    def close(self) -> None:
        self._broken = True

    def _check(self, *, begun: bool) -> None:
        if self._broken or (self._ends and not self._waiting):
            self._broken = True
            raise self._trouble(0, begun=begun)

    def _trouble(self, sent: int, *, begun: bool) -> Exception:
        step = "Look at the papers that came out, then say what became of the last one."
        return unreachable(f"sim:{self._printer.name}", "it broke the connection", step, begun=begun, sent=sent)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
