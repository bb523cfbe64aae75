"""FGL (Boca, Practical Automation): one byte a happening, told once and unasked.

Codes after the printer status supplement of the FGL46 programming guide. In its normal mode the printer answers `<S1>`
with X-ON (17) only while it is ready, and not at all otherwise: the bytes that say why came before. So what was told is
kept. Only 6 means that a ticket is out; OUT OF PAPER behind it speaks of the next one. A 6 does not say of which
ticket, and X-ON comes unasked as well, when a ticket that was held is about to come out. So `<S2>` is asked with it,
which is answered behind everything that was sent before; an X-ON counts behind its answer only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from ticketforge_desktop.devices.printing.status.speech import (
    SILENCE,
    Asked,
    Question,
    Step,
    Verdict,
    shown,
    state_of,
    text_of,
    worst,
)
from ticketforge_desktop.services.ports.printers import Condition, PrinterState

ACK: Final = 6
LOW, OUT, READY, POWER_ON, BUSY = 15, 16, 17, 18, 19
_FAULTS: Final = {
    2: Condition.FAULT,  # reject bin
    3: Condition.JAM, 4: Condition.JAM, 14: Condition.JAM, 24: Condition.JAM,
    7: Condition.FAULT, 8: Condition.FAULT, 20: Condition.FAULT, 21: Condition.FAULT, 25: Condition.FAULT,
    26: Condition.FAULT, 28: Condition.FAULT,
    10: Condition.PAPER_OUT, 11: Condition.PAPER_OUT, OUT: Condition.PAPER_OUT,
    23: Condition.RIBBON_OUT,
    29: Condition.CUTTER, 30: Condition.CUTTER, 31: Condition.CUTTER,
}  # fmt: skip
_LOADED: Final = (12, 13)
# Test button, reject bin warning, checksum right, ribbon low (on a Lemur: ticket taken).
_HARMLESS: Final = frozenset({1, 5, 9, 22})
_KNOWN: Final = frozenset({ACK, LOW, READY, POWER_ON, BUSY, *_LOADED, *_FAULTS, *_HARMLESS})
_COUNT: Final = re.compile(rb"\d{7}[^\n]{0,12}PROM\s*=\s*([ -~]{4,40})[\r\n]*")
_HELD: Final = "it says that it is ready, but does not answer in its turn: something sent before may still come out"
_IN_TURN: Final = Question(b"<S2>", lambda answer: _COUNT.search(answer) is not None, open_ended=True)


def _ready_behind(answer: bytes) -> bool:
    """Whether X-ON came behind the ticket count."""
    counted = _COUNT.search(answer)
    return counted is not None and READY in answer[counted.end() :]


_READY: Final = Question(b"<S2><S1>", _ready_behind)


def standing(told: bytes) -> tuple[Condition, ...]:
    """What still holds of all that was told, oldest byte first; () when it ended with ready or nothing was."""
    faults: list[Condition] = []
    low = busy = False
    for byte in _COUNT.sub(b"", told):
        if byte in _FAULTS:
            faults.append(_FAULTS[byte])
        elif byte == BUSY:
            busy = True
        elif byte == LOW:
            low = True
        elif byte == READY:
            faults, busy = [], False
        elif byte in _LOADED:
            faults = [one for one in faults if one is not Condition.PAPER_OUT]
            low = False
    return (*faults, *([Condition.BUSY] if busy else []), *([Condition.PAPER_LOW] if low else []))


class Fgl:
    """`hears_ready` False: the line takes X-ON and X-OFF for itself (serial with XON/XOFF), so the ticket count
    (`<S2>`) is asked for instead."""

    def __init__(self, *, hears_ready: bool = True) -> None:
        self._hears_ready = hears_ready

    hello: Final = b""
    poll: Final = b""
    ability_question: Final = None
    in_turn: Final = True

    @property
    def state_questions(self) -> Sequence[Question]:
        if self._hears_ready:
            return (_READY,)
        return self.identity_questions

    @property
    def identity_questions(self) -> Sequence[Question]:
        return (_IN_TURN,)

    def sealed(self, ticket: bytes, asked: Asked) -> bytes:
        return ticket

    def judge(self, heard: bytes, asked: Asked) -> Verdict:
        strange = bytes(byte for byte in heard if byte not in _KNOWN)
        if strange:
            # A 6 among bytes that are none of FGL's may be anything.
            return Verdict(Step.DOUBT, Condition.GARBLED, f"it answered {shown(heard)}")
        for _ in range(asked.mark):  # acknowledgements of tickets before this one
            heard = heard.partition(bytes((ACK,)))[2]
        said = state_of(one for one in standing(heard) if one is not Condition.BUSY)
        if ACK in heard:
            return Verdict(Step.PRINTED, worst(said), shown(heard))
        if POWER_ON in heard:
            return Verdict(Step.DOUBT, Condition.OFFLINE, "it was switched off and on")
        if said.prints:
            return Verdict(Step.WAIT)
        step = Step.GRACE if worst(said) is Condition.PAPER_OUT else Step.DOUBT
        return Verdict(step, worst(said), shown(heard))

    def counted(self, heard: bytes, asked: Asked, sent: int) -> int | None:
        understood = takewhile(_KNOWN.__contains__, heard)
        return min(sent, sum(byte == ACK for byte in understood))

    def state(self, answers: Sequence[bytes], told: bytes) -> PrinterState:
        answer = answers[0] if answers else b""
        counted = _COUNT.search(answer)
        before = answer[: counted.start()] if counted else answer
        behind = answer[counted.end() :] if counted else b""
        in_turn = READY in behind if self._hears_ready else counted is not None
        said = standing(told + before + behind + (bytes((READY,)) if in_turn else b""))
        heard = shown(told[-16:] + before + behind)
        if in_turn or any(one in _FAULTS.values() for one in said):
            return state_of(said, heard)
        # X-OFF was its last word: not ready, for a reason that FGL has no byte for (the cover, a menu).
        if Condition.BUSY in said:
            return state_of([Condition.OFFLINE], heard)
        return PrinterState((Condition.SILENT,), speaks=True, detail=_HELD) if READY in before else SILENCE

    def identity(self, answers: Sequence[bytes]) -> str:
        """The level of its program, and what it says behind it: FGL itself has no serial number to ask for."""
        found = _COUNT.search(answers[0]) if answers else None
        return text_of(found.group(1)) if found else ""

    def mark(self, answers: Sequence[bytes]) -> int:
        return 0

    def forgot(self, told: bytes) -> bool:
        return POWER_ON in told
