"""ZPL II: `~HS` is answered with three STX/ETX lines, or not at all.

Fields after the ZPL II programming guide, `~HS`. With media out, ribbon out or head open the printer does not answer:
silence is a fault. A label is taken to be out when two answers in a row, asked after it was sent, say that nothing
waits and nothing prints. `echo` makes the printer send a field of the label back when the label is out (`^HV…,L`); the
field lies beyond any label, but not every firmware clips it alike, so it has to be switched on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from ticketforge_desktop.devices.printing.status.speech import (
    SILENCE,
    Asked,
    Question,
    Step,
    Verdict,
    following,
    shown,
    state_of,
    text_of,
    worst,
)
from ticketforge_desktop.services.ports.printers import Condition, PrinterState

_FRAME: Final = re.compile(rb"\x02([^\x02\x03]*)\x03(?:\r\n)?")
_UNIQUE: Final = re.compile(rb'"([!-~ ]{3,40})"')
_ECHO_FIELD: Final = 9999
_IDLE_TWICE: Final = 2


class HostStatus(NamedTuple):
    """What one `~HS` says."""

    conditions: tuple[Condition, ...]
    waiting: int  # formats received and labels left
    partial: bool

    @property
    def idle(self) -> bool:
        return not self.waiting and not self.partial


def host_statuses(answer: bytes) -> list[HostStatus]:
    """Every whole status in what was heard; frames that are none are passed over."""
    found: list[HostStatus] = []
    first: list[bytes] | None = None
    for frame in _FRAME.findall(answer):
        fields = frame.split(b",")
        if len(fields) == 12:
            first = fields
        elif len(fields) == 11 and first is not None:
            found.append(_status(first, fields))
            first = None
    return found


def _status(one: Sequence[bytes], two: Sequence[bytes]) -> HostStatus:
    flags = (
        (one[1], Condition.PAPER_OUT), (one[2], Condition.PAUSED), (one[9], Condition.FAULT),
        (one[11], Condition.TOO_HOT), (two[2], Condition.COVER_OPEN), (two[3], Condition.RIBBON_OUT),
    )  # fmt: skip
    waiting = _number(one[4]) + _number(two[8])
    partial = one[7] == b"1"
    busy = [Condition.BUSY] if waiting or partial or one[5] == b"1" else []
    return HostStatus((*(condition for flag, condition in flags if flag == b"1"), *busy), waiting, partial)


def _number(field: bytes) -> int:
    return int(field) if field.isdigit() and len(field) < 12 else 0


class Zpl:
    """See the module."""

    hello: Final = b""
    poll: Final = b"~HS"
    ability_question: Final = None
    state_questions: Final = (Question(b"~HS", lambda answer: answer.count(b"\x03") >= 3),)
    in_turn: Final = False
    identity_questions: Final = (
        Question(b"~HI", lambda answer: b"\x03" in answer),
        # The serial number, on all of this maker's printers since Link-OS; others pass it over.
        Question(b'! U1 getvar "device.unique_id"\r\n', lambda answer: _UNIQUE.search(answer) is not None),
    )

    def __init__(self, *, echo: bool = False) -> None:
        self._echo = echo

    def sealed(self, ticket: bytes, asked: Asked) -> bytes:
        if not self._echo:
            return ticket
        head, end, tail = ticket.rpartition(b"^XZ")
        if not end:
            return ticket
        field = b"^FO31000,31000^A0N,10^FN%d^FD%s^FS" % (_ECHO_FIELD, _token(asked))
        return head + field + b"^FH_^HV%d,8,TF[,]_0D_0A,L^FS^XZ" % _ECHO_FIELD + tail

    def judge(self, heard: bytes, asked: Asked) -> Verdict:
        echo = b"TF[" + _token(asked) + b"]"
        if self._echo and echo in heard:
            return Verdict(Step.PRINTED)
        rest = re.sub(rb"TF\[\d{6}\]", b"", _FRAME.sub(b"", heard))
        whole, _, _begun = rest.partition(b"\x02")
        if whole.strip() and not (self._echo and b"TF[000000]".startswith(whole.strip()[:3])):
            return Verdict(Step.DOUBT, Condition.GARBLED, f"it answered {shown(whole)}")
        said = host_statuses(heard)
        if not said:
            return Verdict(Step.WAIT)
        now = state_of(said[-1].conditions)
        if not now.prints:
            return Verdict(Step.DOUBT, worst(now))
        idle = len(said) >= _IDLE_TWICE and all(one.idle for one in said[-_IDLE_TWICE:])
        return Verdict(Step.PRINTED) if idle and not self._echo else Verdict(Step.WAIT)

    def counted(self, heard: bytes, asked: Asked, sent: int) -> int | None:
        if not self._echo:
            return None
        tokens = (b"TF[" + _token(following(asked, index)) + b"]" for index in range(sent))
        return sum(1 for _ in takewhile(heard.__contains__, tokens))

    def state(self, answers: Sequence[bytes], told: bytes) -> PrinterState:
        answer = answers[0] if answers else b""
        said = host_statuses(answer)
        if said:
            return state_of(said[-1].conditions, text_of(answer, 120))
        return state_of([Condition.GARBLED], shown(answer)) if answer.strip() else SILENCE

    def identity(self, answers: Sequence[bytes]) -> str:
        model = _FRAME.search(answers[0]) if answers else None
        unique = _UNIQUE.search(answers[1]) if len(answers) > 1 else None
        parts = [model.group(1).split(b",")[0] if model else b"", unique.group(1) if unique else b""]
        return " ".join(filter(None, map(text_of, parts)))

    def mark(self, answers: Sequence[bytes]) -> int:
        return 0

    def forgot(self, told: bytes) -> bool:
        return False


def _token(asked: Asked) -> bytes:
    return b"%06d" % (asked.token % 1_000_000)
