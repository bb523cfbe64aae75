"""ESC/POS: `DLE EOT` is answered at once, `GS ( H` once the paper is printed.

After the published ESC/POS command reference. `DLE EOT 1–4` are one byte each with fixed bits (0xx1xx10). `GS ( H`
function 48 sends four characters of ours back when all before it is printed; older and cheaper printers do not know it,
so it is tried first, and only where `GS I` showed that the printer answers such questions at all. Everything else gets
`GS r 1`, which is answered in its turn and not while the paper is out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from ticketforge_desktop.devices.printing.status.speech import (
    SILENCE,
    Asked,
    Question,
    Step,
    Verdict,
    bits,
    following,
    shown,
    state_of,
    text_of,
    worst,
)
from ticketforge_desktop.services.ports.printers import Condition, PrinterState

_XON_XOFF: Final = (0x11, 0x13)
_OFFLINE: Final = ((0x08, Condition.OFFLINE),)
_CAUSES: Final = (
    (0x04, Condition.COVER_OPEN),
    (0x20, Condition.PAPER_OUT),
    (0x40, Condition.FAULT),
)
_ERRORS: Final = (
    (0x04, Condition.FAULT),  # recoverable
    (0x08, Condition.CUTTER),
    (0x20, Condition.FAULT),
    (0x40, Condition.TOO_HOT),
)
_PAPER: Final = ((0x0C, Condition.PAPER_LOW), (0x60, Condition.PAPER_OUT))
_MEANINGS: Final = (_OFFLINE, _CAUSES, _ERRORS, _PAPER)
_ROLL: Final = ((0x03, Condition.PAPER_LOW), (0x0C, Condition.PAPER_OUT))  # GS r 1, and the third byte of ASB
_ASB: Final = (
    ((0x08, Condition.OFFLINE), (0x20, Condition.COVER_OPEN)),
    ((0x04, Condition.FAULT), (0x08, Condition.CUTTER), (0x20, Condition.FAULT), (0x40, Condition.TOO_HOT)),
    _ROLL,
)
_INFO, _BLOCK, _PROCESS = 0x5F, 0x37, 0x22


def _realtime(byte: int) -> bool:
    return byte & 0x93 == 0x12


def _question(number: int) -> Question:
    return Question(bytes((0x10, 0x04, number)), lambda answer: any(map(_realtime, answer)))


def process_id(token: int) -> bytes:
    """`GS ( H` function 48 with our number as its four characters."""
    return b"\x1d(H\x06\x00\x30\x30" + b"%04d" % (token % 10_000)


class EscPos:
    """`numbered`: whether process ids are used; None finds out."""

    hello: Final = b"\x1da\x00"  # GS a 0: nothing unasked, so that an answer is known for one
    poll: Final = b"\x10\x04\x01"
    state_questions: Final = tuple(map(_question, (1, 2, 3, 4)))
    in_turn: Final = False
    identity_questions: Final = (
        Question(b"\x1dI\x43", lambda answer: b"\x00" in answer),
        Question(b"\x1dI\x44", lambda answer: b"\x00" in answer),
    )

    def __init__(self, *, numbered: bool | None = None) -> None:
        self._numbered = numbered

    @property
    def ability_question(self) -> Question | None:
        if self._numbered is None:
            return Question(process_id(0), lambda answer: _echoed(answer, 0))
        return None

    def sealed(self, ticket: bytes, asked: Asked) -> bytes:
        return ticket + (process_id(asked.token) if self._by_number(asked) else b"\x1dr\x01")

    def judge(self, heard: bytes, asked: Asked) -> Verdict:
        numbered = self._by_number(asked)
        if numbered and _echoed(heard, asked.token):
            return Verdict(Step.PRINTED)
        rest = bytes(byte for byte in heard if byte not in _XON_XOFF)
        at = 0
        conditions: list[Condition] = []
        while at < len(rest):
            byte = rest[at]
            if byte == _BLOCK:
                end = rest.find(b"\x00", at)
                if end < 0:
                    return Verdict(Step.WAIT)
                at = end + 1
            elif _realtime(byte):
                conditions = bits(byte, _OFFLINE)
                at += 1
            elif byte & 0x93 == 0x10 and len(rest) - at >= 4:
                conditions = [c for part, means in zip(rest[at : at + 3], _ASB, strict=True) for c in bits(part, means)]
                at += 4
            elif byte & 0xF0 == 0 and not numbered:
                said = state_of(bits(byte, _ROLL))
                return Verdict(Step.PRINTED, worst(said)) if said.prints else Verdict(Step.DOUBT, worst(said))
            elif byte & 0x93 == 0x10:
                break  # the rest of it is on its way
            else:
                return Verdict(Step.DOUBT, Condition.GARBLED, f"it answered {shown(heard)}")
        now = state_of(conditions)
        return Verdict(Step.WAIT) if now.prints else Verdict(Step.DOUBT, worst(now))

    def counted(self, heard: bytes, asked: Asked, sent: int) -> int | None:
        if not self._by_number(asked):
            return None
        return sum(1 for _ in takewhile(lambda i: _echoed(heard, following(asked, i).token), range(sent)))

    def state(self, answers: Sequence[bytes], told: bytes) -> PrinterState:
        conditions: list[Condition] = []
        heard = b"".join(answers)
        for answer, meanings in zip(answers, _MEANINGS, strict=False):
            said = [byte for byte in answer if _realtime(byte)]
            if said:
                conditions += bits(said[-1], meanings)
            elif answer.strip(bytes(_XON_XOFF)):
                conditions.append(Condition.GARBLED)
        if any(map(_realtime, heard)):
            return state_of(conditions, shown(heard))
        return state_of([Condition.GARBLED], shown(heard)) if heard.strip(bytes(_XON_XOFF)) else SILENCE

    def identity(self, answers: Sequence[bytes]) -> str:
        parts = []
        for answer in answers:
            begin = answer.find(bytes((_INFO,)))
            end = answer.find(b"\x00", begin)
            if 0 <= begin < end:
                parts.append(text_of(answer[begin + 1 : end]))
        return " ".join(filter(None, parts))

    def mark(self, answers: Sequence[bytes]) -> int:
        return 0

    def forgot(self, told: bytes) -> bool:
        return False

    def _by_number(self, asked: Asked) -> bool:
        return asked.able if self._numbered is None else self._numbered


def _echoed(answer: bytes, token: int) -> bool:
    return bytes((_BLOCK, _PROCESS)) + b"%04d\x00" % (token % 10_000) in answer
