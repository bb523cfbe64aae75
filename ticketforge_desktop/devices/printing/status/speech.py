"""How a printer is asked and understood: what the modules of the printer languages have in common.

All of it is pure. Whatever bytes a printer sends, nothing here raises: what can't be understood is GARBLED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from ticketforge_desktop.services.ports.printers import Condition, PrinterState


class Step(StrEnum):
    """How a ticket stands by what was heard since it was sent."""

    WAIT = "wait"
    PRINTED = "printed"
    GRACE = "grace"  # a fault that may yet be followed by the acknowledgement: paper out behind the last ticket
    DOUBT = "doubt"


class Verdict(NamedTuple):
    """A step and why. `confirmed` False: it looks printed, but this printer has no way to say so."""

    step: Step
    condition: Condition = Condition.READY
    detail: str = ""
    confirmed: bool = True


class Question(NamedTuple):
    """Bytes that ask, how to know that the answer is there (`full`), and whether more of it may follow."""

    ask: bytes
    full: Callable[[bytes], bool]
    open_ended: bool = False


class Asked(NamedTuple):
    """What a ticket was sent with: a number of its own (0–9999), the printer's counter before it, and whether the
    printer has shown that it can acknowledge by number."""

    token: int
    mark: int = 0
    able: bool = False


MOST_TOKENS = 9999


def following(asked: Asked, steps: int) -> Asked:
    """What the ticket so many behind is sent with."""
    return Asked((asked.token - 1 + steps) % MOST_TOKENS + 1, (asked.mark + steps) % 32, asked.able)


class Dialect(Protocol):
    """One printer language as it is spoken back. No state of its own."""

    @property
    def hello(self) -> bytes:
        """Sent once after connecting; prints nothing."""
        ...

    @property
    def state_questions(self) -> Sequence[Question]:
        """Asked in this order; after a first that is not answered the rest is left."""
        ...

    @property
    def identity_questions(self) -> Sequence[Question]:
        """What tells one printer from another."""
        ...

    @property
    def in_turn(self) -> bool:
        """Acknowledgements have no number here, so what is asked is answered in its turn, behind everything that was
        sent before: none counts before an answer, and the answers to the state tell who it is as well."""
        ...

    @property
    def ability_question(self) -> Question | None:
        """Whether it acknowledges by number; None where there is nothing to find out."""
        ...

    @property
    def poll(self) -> bytes:
        """Sent again and again while a ticket is awaited; b"" where the printer tells by itself."""
        ...

    def sealed(self, ticket: bytes, asked: Asked) -> bytes:
        """The ticket with what makes the printer acknowledge it."""
        ...

    def judge(self, heard: bytes, asked: Asked) -> Verdict:
        """How the ticket stands; `heard` is all that came since it was sent."""
        ...

    def counted(self, heard: bytes, asked: Asked, sent: int) -> int | None:
        """How many of so many tickets are out, the first sent with `asked`; None where it can't tell them apart."""
        ...

    def state(self, answers: Sequence[bytes], told: bytes) -> PrinterState:
        """From the answers to the state questions, b"" for none, and what the printer told unasked before."""
        ...

    def identity(self, answers: Sequence[bytes]) -> str:
        """Model and number, as far as it tells them."""
        ...

    def mark(self, answers: Sequence[bytes]) -> int:
        """The printer's own counter, where its state has one."""
        ...

    def forgot(self, told: bytes) -> bool:
        """Whether it told that it was switched off and on: what it had stored is gone."""
        ...


SILENCE = PrinterState((Condition.SILENT,), speaks=True)


def state_of(conditions: Iterable[Condition], detail: str = "") -> PrinterState:
    """A state of what was said, the worst first; READY where nothing was."""
    known = sorted(set(conditions), key=_RANK.__getitem__)
    bad = [one for one in known if one is not Condition.READY]
    if len(bad) > 1 and Condition.OFFLINE in bad:
        bad.remove(Condition.OFFLINE)  # off line because of the other one
    return PrinterState(tuple(bad) or (Condition.READY,), speaks=True, detail=detail)


def worst(state: PrinterState) -> Condition:
    """The one condition that matters most."""
    return state.conditions[0] if state.conditions else Condition.READY


def bits(value: int, meanings: Iterable[tuple[int, Condition]]) -> list[Condition]:
    """The conditions whose bits are set."""
    return [condition for bit, condition in meanings if value & bit]


def shown(data: bytes, longest: int = 24) -> str:
    """Bytes as hexadecimal, for details and logs."""
    return data[:longest].hex(" ") + (" …" if len(data) > longest else "")


def text_of(data: bytes, longest: int = 60) -> str:
    """What is printable of an answer."""
    return "".join(chr(byte) for byte in data if 32 <= byte < 127).strip()[:longest]


_ORDER = (
    Condition.JAM, Condition.PAPER_OUT, Condition.COVER_OPEN, Condition.RIBBON_OUT, Condition.CUTTER, Condition.TOO_HOT,
    Condition.FAULT, Condition.SWAPPED, Condition.PAUSED, Condition.OFFLINE, Condition.GARBLED, Condition.SILENT,
    Condition.BUSY, Condition.PAPER_LOW, Condition.UNKNOWN, Condition.READY,
)  # fmt: skip
_RANK = {condition: rank for rank, condition in enumerate(_ORDER)}
