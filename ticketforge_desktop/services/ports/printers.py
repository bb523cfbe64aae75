"""What a printer is to the program: how it is set up, what it says of itself, and one ticket delivered to it.

The ways are: a `Transport` opens a `Line` (bytes there and back); a printer language knows which bytes ask for the
state and what the answers mean; a `Session` joins both for a run and delivers one ticket after the other. The ledger
sees sessions only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.printing import PrintState


class Condition(StrEnum):
    """What hinders a printer, or may soon. Words and next steps belong to the window and the command line."""

    READY = "ready"
    BUSY = "busy"
    PAPER_LOW = "paper_low"  # goes on printing
    PAPER_OUT = "paper_out"
    JAM = "jam"
    COVER_OPEN = "cover_open"  # or print head
    RIBBON_OUT = "ribbon_out"
    CUTTER = "cutter"
    TOO_HOT = "too_hot"
    PAUSED = "paused"
    OFFLINE = "offline"  # refuses or breaks the connection, or says that it is off line
    SILENT = "silent"  # it should have answered and did not
    GARBLED = "garbled"  # it answered what its language does not know
    SWAPPED = "swapped"  # another printer answers than the one the run began with
    FAULT = "fault"  # something else that the printer itself calls an error
    UNKNOWN = "unknown"  # it can't speak


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """A printer as it is set up. `words` is the language of the words on the ticket (`de`, `en`)."""

    name: str
    language: str  # "fgl" | "zpl" | "escpos" | "tspl" | "starprnt" | "pdf"
    transport: str  # an address, as `devices/printing/transports/address.py` reads it
    layout: str = ""
    dpi: int = 203
    words: str = "de"
    options: Mapping[str, object] = field(default_factory=dict)  # declared a language: darkness, cut, code page …


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What a printer says of itself. `speaks` False: it can't be asked, and `conditions` is (UNKNOWN,)."""

    conditions: tuple[Condition, ...]
    speaks: bool
    detail: str = ""  # as the printer said it
    identity: str = ""  # model and serial number, where it tells them

    @property
    def prints(self) -> bool:
        """Whether nothing it said keeps it from printing the next ticket."""
        return all(one in _HARMLESS for one in self.conditions)


_HARMLESS = frozenset({Condition.READY, Condition.BUSY, Condition.PAPER_LOW, Condition.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one ticket's bytes.

    `printed`: all bytes were taken, and the printer said that the paper is out, or can't say (`confirmed` False).
    `failed`: certainly none left this computer. `in_doubt`: anything between.
    """

    state: PrintState  # PRINTED | FAILED | IN_DOUBT
    confirmed: bool
    condition: Condition
    reason: str = ""
    detail: str = ""


class Line(Protocol):
    """An open way to one printer. Not shared between threads."""

    def write(self, data: bytes) -> None:
        """All bytes, or `PrinterUnreachable` with `facts["begun"]`."""
        ...

    def read(self, limit: int, patience: float) -> bytes:
        """What came within so many seconds, at most `limit` bytes; b"" for silence.

        Raises `PrinterUnreachable` when the line broke.
        """
        ...

    def drain(self) -> bytes:
        """Stale bytes that lie here already; never waits."""
        ...

    def close(self) -> None:
        """Give the printer back. Never raises."""
        ...


class Session(Protocol):
    """One printer during a run: it stays connected, and connects again between tickets when the line broke."""

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        """One ticket. Never raises for what a printer does.

        `opening` is what the printer must know before the run's first ticket (`TicketRun.opening`). Hand it in with
        every ticket: it is sent only where this connection has not had it, because a printer that was switched off
        meanwhile has forgotten what it stored. What breaks while the opening is sent is FAILED: no ticket had begun.
        """
        ...

    def state(self) -> PrinterState:
        """Ask the printer. Never raises for what a printer does; not reachable is OFFLINE."""
        ...

    def close(self) -> None:
        """End the session."""
        ...


@runtime_checkable
class WindowedSession(Session, Protocol):
    """A session whose printer acknowledges each ticket by itself, so that several may be on their way at once."""

    def deliver_all(self, tickets: Sequence[bytes], opening: bytes = b"") -> Sequence[Delivery]:
        """A delivery each, in their order. Never raises for what a printer does.

        Once one of them is not PRINTED, none behind it may be told FAILED unless certainly none of its bytes left.
        """
        ...


class Printers(Protocol):
    """The printers of this station."""

    def all(self) -> Sequence[PrinterSetup]:
        """By name."""
        ...

    def get(self, name: str) -> PrinterSetup:
        """Raises `NotFound` with the names there are."""
        ...

    def save(self, setup: PrinterSetup, staff: Staff, *, new: bool = False) -> None:
        """Add or change one, audited. Raises `Conflict` when it is `new` and its name is taken in any spelling."""
        ...

    def remove(self, name: str, staff: Staff) -> None:
        """Raises `NotFound`; `Conflict` while a job of it is not settled."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says of the way to a printer."""

    kind: str  # "tcp" | "serial" | "file" | "spool" | "ipp" | "sim"
    two_way: bool  # whether anything can come back
    spooled: bool  # a spooler stands between


class PrinterTools(Protocol):
    """What setting a printer up needs of the devices."""

    def languages(self) -> Sequence[str]:
        """The printer languages there are."""
        ...

    def language_options(self, language: str) -> Mapping[str, type]:
        """What the encoder of a language may be set to, and of which type. Raises `BadInput`."""
        ...

    def place(self, transport: str) -> Place:
        """Raises `BadInput` for an address that is none."""
        ...

    def check(self, setup: PrinterSetup) -> None:
        """Raises `NotFound`, `LayoutFault` or `BadInput` where its layout can't be printed there at its dpi."""
        ...

    def test_page(self, setup: PrinterSetup) -> tuple[bytes, bytes]:
        """Opening and ticket of the test page in the printer's language. Raises `LayoutFault`, `BadInput`."""
        ...


class PracticePaper(Protocol):
    """A paper that came out of a simulated printer."""

    @property
    def ticket(self) -> str: ...

    @property
    def issue(self) -> int: ...

    @property
    def spoiled(self) -> bool: ...


class PracticePrinter(Protocol):
    """A simulated printer, for rehearsals and training."""

    @property
    def papers(self) -> Sequence[PracticePaper]:
        """All that came out, oldest first."""
        ...

    @property
    def begun(self) -> int:
        """Tickets it was given so far."""
        ...

    def order(self, fault: str, ticket: int = 0) -> None:
        """Let something go wrong under the ticket of that number of its life, 0 for the next. Raises `BadInput`."""
        ...

    def mend(self) -> None:
        """A person puts it right."""
        ...


class OpenSession(Protocol):
    """How a use case comes to a session."""

    def __call__(self, setup: PrinterSetup) -> Session:
        """Nothing is connected yet. Raises `BadInput` for an address or language that is none."""
        ...
