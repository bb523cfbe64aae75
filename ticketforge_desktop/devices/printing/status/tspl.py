"""TSPL: `<ESC>!?` is answered with one byte of flags, `<ESC>!S` with four characters that say more.

After the TSPL programming manuals. The answer comes at once, whatever waits to be printed; no TSPL printer says that
a label is out. A label counts as seen to be printed when the printer said that it prints and then that it is at rest.
Where it was never seen printing (a short label between two questions), rest for a while is all there is, and the label
is told as delivered, not as confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

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

AT_REST: Final = 8
"""Answers in a row that say nothing but rest, after which a label never seen printing is taken to be out."""
_FLAGS: Final = (
    (0x01, Condition.COVER_OPEN),
    (0x02, Condition.JAM),
    (0x04, Condition.PAPER_OUT),
    (0x08, Condition.RIBBON_OUT),
    (0x10, Condition.PAUSED),
    (0x20, Condition.BUSY),
    (0x40, Condition.COVER_OPEN),
    (0x80, Condition.FAULT),
)
_PRINTING: Final = 0x20
_MOST_FLAGS: Final = 4
_WORDS: Final = re.compile(rb"\x02([@-o])([@-o])([@-o])([@-o])\x03(?:\r\n)?")
# An answer to `~!T` that came late, because the printer was in trouble when it was asked.
_LATE: Final = re.compile(rb"[0-9A-Za-z][ -~]{2,}[\r\n]+")
_MESSAGES: Final = {
    b"`": Condition.PAUSED, b"C": Condition.BUSY, b"E": Condition.FAULT, b"F": Condition.BUSY, b"K": Condition.BUSY,
    b"L": Condition.BUSY, b"P": Condition.BUSY, b"W": Condition.BUSY,
}  # fmt: skip
_WARNINGS: Final = ((0x01, Condition.PAPER_LOW),)
_ERRORS: Final = (
    (0x01, Condition.TOO_HOT), (0x02, Condition.TOO_HOT), (0x04, Condition.FAULT), (0x08, Condition.CUTTER),
    (0x10, Condition.FAULT),
)  # fmt: skip
_MEDIA: Final = (
    (0x01, Condition.PAPER_OUT), (0x02, Condition.JAM), (0x04, Condition.RIBBON_OUT), (0x08, Condition.RIBBON_OUT),
    (0x20, Condition.COVER_OPEN),
)  # fmt: skip


class Tspl:
    """See the module."""

    hello: Final = b""
    poll: Final = b"\x1b!?"
    ability_question: Final = None
    state_questions: Final = (
        Question(b"\x1b!?", lambda answer: bool(_LATE.sub(b"", answer))),
        Question(b"\x1b!S", lambda answer: _WORDS.search(answer) is not None),
    )
    in_turn: Final = False
    identity_questions: Final = (Question(b"~!T", lambda answer: answer.endswith((b"\r", b"\n"))),)

    def sealed(self, ticket: bytes, asked: Asked) -> bytes:
        return ticket

    def judge(self, heard: bytes, asked: Asked) -> Verdict:
        heard = _LATE.sub(b"", heard)
        if not heard:
            return Verdict(Step.WAIT)
        last = heard[-1]
        if any(byte.bit_count() > _MOST_FLAGS for byte in heard):
            return Verdict(Step.DOUBT, Condition.GARBLED, f"it answered {shown(heard)}")
        now = state_of(bits(last, _FLAGS))
        if not now.prints:
            return Verdict(Step.DOUBT, worst(now), shown(heard[-1:]))
        if last & _PRINTING:
            return Verdict(Step.WAIT)
        if any(byte & _PRINTING for byte in heard):
            return Verdict(Step.PRINTED)
        if len(heard) >= AT_REST:
            return Verdict(Step.PRINTED, confirmed=False, detail="at rest, never seen printing")
        return Verdict(Step.WAIT)

    def counted(self, heard: bytes, asked: Asked, sent: int) -> int | None:
        return None

    def state(self, answers: Sequence[bytes], told: bytes) -> PrinterState:
        flags = _LATE.sub(b"", answers[0]) if answers else b""
        if not flags:
            return SILENCE
        if flags[-1].bit_count() > _MOST_FLAGS:
            return state_of([Condition.GARBLED], shown(flags))
        words = _WORDS.search(answers[1]) if len(answers) > 1 else None
        conditions = bits(flags[-1], _FLAGS)
        if words:
            message, warning, error, media = words.groups()
            conditions += [_MESSAGES[message]] if message in _MESSAGES else []
            for byte, meanings in ((warning, _WARNINGS), (error, _ERRORS), (media, _MEDIA)):
                conditions += bits(byte[0] - 0x40, meanings)
        return state_of(conditions, shown(flags) + (f" {text_of(words.group())}" if words else ""))

    def identity(self, answers: Sequence[bytes]) -> str:
        return text_of(answers[0]) if answers else ""

    def mark(self, answers: Sequence[bytes]) -> int:
        return 0

    def forgot(self, told: bytes) -> bool:
        return False

    def resumed(self, told: bytes) -> bool:
        return False
