"""StarPRNT and Star line mode: the automatic status block, asked for, and its ETB counter.

After the Star line mode command specifications: the block begins with a byte whose bits give its length; the third to
sixth bytes hold cover, errors and paper; the eighth counts `ETB` commands from 0 to 31, each counted when all printing
before it has ended. Unasked blocks are switched off (`ESC RS a 0`), because they exclude asking (`ESC ACK SOH`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ticketforge_desktop.devices.printing.status.speech import (
    SILENCE,
    Asked,
    Question,
    Step,
    Verdict,
    bits,
    shown,
    state_of,
    text_of,
    worst,
)
from ticketforge_desktop.services.ports.printers import Condition, PrinterState

_SHORTEST: Final = 6
_BYTES: Final = (
    ((0x20, Condition.COVER_OPEN), (0x08, Condition.OFFLINE)),
    ((0x40, Condition.TOO_HOT), (0x20, Condition.FAULT), (0x08, Condition.CUTTER), (0x04, Condition.FAULT)),
    (
        (0x40, Condition.FAULT), (0x20, Condition.FAULT), (0x08, Condition.FAULT), (0x04, Condition.JAM),
        (0x02, Condition.COVER_OPEN),
    ),
    ((0x08, Condition.PAPER_OUT), (0x06, Condition.PAPER_LOW)),
)  # fmt: skip


class Block(NamedTuple):
    """One automatic status. `counter` is None where the block is too short for one; `executed`: its ETB flag."""

    conditions: tuple[Condition, ...]
    counter: int | None
    executed: bool


def blocks(heard: bytes) -> tuple[list[Block], bytes, bool]:
    """Whole blocks, bytes that belong to none, and whether the last block is still on its way."""
    found: list[Block] = []
    strange = bytearray()
    at = 0
    while at < len(heard):
        byte = heard[at]
        length = (byte >> 1 & 7) | (byte >> 2 & 0x18)
        part = heard[at : at + length]
        if byte & 0x91 != 0x01 or length < _SHORTEST or any(other & 0x91 for other in part[1:]):
            if byte not in (0x11, 0x13):
                strange.append(byte)
            at += 1
        elif len(part) < length:
            return found, bytes(strange), True
        else:
            found.append(_block(part))
            at += length
    return found, bytes(strange), False


def _block(part: bytes) -> Block:
    conditions = [one for byte, meanings in zip(part[2:6], _BYTES, strict=True) for one in bits(byte, meanings)]
    count = part[7] if len(part) > 7 else None
    counter = None if count is None else (count >> 1 & 7) | (count >> 2 & 0x18)
    return Block(tuple(conditions), counter, bool(part[2] & 0x02))


class StarPrnt:
    """See the module."""

    hello: Final = b"\x1b\x1ea\x00"
    poll: Final = b"\x1b\x06\x01"
    ability_question: Final = None
    state_questions: Final = (Question(b"\x1b\x06\x01", lambda answer: bool(blocks(answer)[0])),)
    in_turn: Final = False
    identity_questions: Final = (Question(b"\x1b#*\n\x00", lambda answer: b"\n\x00" in answer),)

    def sealed(self, ticket: bytes, asked: Asked) -> bytes:
        return ticket + b"\x17"

    def judge(self, heard: bytes, asked: Asked) -> Verdict:
        said, strange, _ = blocks(heard)
        if strange:
            return Verdict(Step.DOUBT, Condition.GARBLED, f"it answered {shown(heard)}")
        if not said:
            return Verdict(Step.WAIT)
        last = said[-1]
        now = state_of(last.conditions)
        counted = last.counter == (asked.mark + 1) % 32
        out = counted if last.counter is not None else any(block.executed for block in said)
        if out:
            return Verdict(Step.PRINTED, worst(now))
        if not now.prints:
            return Verdict(Step.DOUBT, worst(now))
        if last.counter not in (None, asked.mark):
            return Verdict(Step.DOUBT, Condition.OFFLINE, "its counter began anew: it was switched off and on")
        return Verdict(Step.WAIT)

    def counted(self, heard: bytes, asked: Asked, sent: int) -> int | None:
        said = blocks(heard)[0]
        if not said or said[-1].counter is None:
            return 0
        steps = (said[-1].counter - asked.mark) % 32
        return steps if steps <= sent else 0

    def state(self, answers: Sequence[bytes], told: bytes) -> PrinterState:
        answer = answers[0] if answers else b""
        said, strange, _ = blocks(answer)
        if said:
            return state_of(said[-1].conditions, shown(answer))
        return state_of([Condition.GARBLED], shown(answer)) if strange else SILENCE

    def identity(self, answers: Sequence[bytes]) -> str:
        answer = answers[0] if answers else b""
        _, sign, rest = answer.partition(b"\x1b#*")
        return text_of(rest.partition(b"\n\x00")[0]) if sign else ""

    def mark(self, answers: Sequence[bytes]) -> int:
        said = blocks(answers[0])[0] if answers else []
        return said[-1].counter or 0 if said else 0

    def forgot(self, told: bytes) -> bool:
        return False

    def resumed(self, told: bytes) -> bool:
        return False
