"""A run on one printer: ticket by ticket, each with what became of it.

The rules, from the strictest printer to the dumbest:

- A ticket is not sent to a printer that says it can't print, or that spoke before and is silent now: FAILED, nothing
  left.
- A ticket that was sent is PRINTED when the language's acknowledgement came, and IN_DOUBT in every other case.
- A line that breaks between two tickets is opened again, for a bounded time. A line that breaks while a ticket is under
  way is not: nobody knows what is on paper. Nothing is ever sent twice.
- Who answers after a reconnection is asked; another printer than before gets nothing (SWAPPED).
- Where acknowledgements have no number, none counts before the printer has answered in its turn: an old one may be due.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from ticketforge_desktop.devices.printing.conversation import Clock, Conversation, Pacing
from ticketforge_desktop.devices.printing.profiles import dressed, settings_of
from ticketforge_desktop.devices.printing.status.speech import (
    MOST_TOKENS,
    SILENCE,
    Asked,
    Dialect,
    Step,
    Verdict,
    following,
    worst,
)
from ticketforge_desktop.domain.errors import PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, Delivery, Line, PrinterSetup, PrinterState
from ticketforge_desktop.services.ports.printing import PrintState

LONGEST_WAIT: Final = 90.0
"""Seconds; less than the time after which the ledger gives a sender up for dead."""
_NETWORK_RATE: Final = 50_000.0  # bytes a second, the slowest print server met
_USUAL_LENGTH_MM: Final = 200.0
_USUAL_SPEED_MM: Final = 100.0  # a second
BROKE_EARLY: Final = "the line broke before the ticket had begun"
Open = Callable[[], Line]
Sleep = Callable[[float], None]


class SpeakingSession:
    """`Session` with a printer that can be asked.

    Args:
        setup: the printer; `options` may hold `patience` (s), `answers` ("yes": it was heard before), `speed_mm_s`.
        open_line: connects; raises `PrinterUnreachable`.
        dialect: how it speaks.
        rate: bytes a second the line carries.
        heard: called once, when a printer answers of which it was not known that it does.
    """

    def __init__(
        self,
        setup: PrinterSetup,
        open_line: Open,
        dialect: Dialect,
        pacing: Pacing | None = None,
        *,
        rate: float = _NETWORK_RATE,
        heard: Callable[[], None] = lambda: None,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._setup, self._open, self._dialect = setup, open_line, dialect
        self._pacing = pacing or Pacing()
        self._rate, self._heard, self._clock, self._sleep = rate, heard, clock, sleep
        self._talk: Conversation | None = None
        self._told = b""
        self._identity = ""
        self._swapped = ""
        self._was_there = False
        self._answers = setup.options.get("answers") == "yes"
        self._token = 0

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        return self.deliver_all([data], opening)[0]

    def deliver_all(self, tickets: Sequence[bytes], opening: bytes = b"") -> Sequence[Delivery]:
        """Several at once where the printer acknowledges each by itself, one after the other where not."""
        talk = self._made_ready(opening)
        if isinstance(talk, Delivery):
            return [talk] * len(tickets)
        asked = Asked(self._token % MOST_TOKENS + 1, talk.mark, talk.able)
        if len(tickets) == 1:
            return [self._send(talk, tickets[0], asked)]
        if self._dialect.counted(b"", asked, len(tickets)) is None:
            return self._one_by_one(tickets, opening)
        return self._send_all(talk, tickets, asked)

    def _one_by_one(self, tickets: Sequence[bytes], opening: bytes) -> list[Delivery]:
        told: list[Delivery] = []
        for ticket in tickets:
            last = told[-1] if told else None
            if last is not None and last.state is not PrintState.PRINTED:
                told.append(failed(last.condition, "the one before it was not printed; this one was not sent"))
            else:
                told.append(self.deliver(ticket, opening))
        return told

    def _made_ready(self, opening: bytes) -> Conversation | Delivery:
        """A printer that can print and has had the opening; else why nothing was sent."""
        try:
            talk, state = self._ready()
        except PrinterUnreachable as trouble:
            self._hang_up()
            return failed(Condition.OFFLINE, trouble.message)
        if self._swapped:
            return failed(Condition.SWAPPED, self._swapped)
        if not state.prints and (self._answers or state.conditions != (Condition.SILENT,)):
            if talk.waits:
                self._hang_up()  # a new connection asks anew
            return failed(worst(state), WORDS[worst(state)], state.detail)
        opening = settings_of(self._setup) + opening
        try:
            if opening and talk.opened_with != opening:
                talk.line.write(opening)
                talk.opened_with = opening
        except PrinterUnreachable as trouble:
            self._hang_up()
            return failed(Condition.OFFLINE, BROKE_EARLY, trouble.message)
        return talk

    def state(self) -> PrinterState:
        try:
            talk, state = self._ready()
            if talk.waits:
                self._hang_up()
        except PrinterUnreachable as trouble:
            self._hang_up()
            return PrinterState((Condition.OFFLINE,), speaks=True, detail=trouble.message, identity=self._identity)
        if self._swapped:
            return PrinterState((Condition.SWAPPED,), speaks=True, detail=self._swapped, identity=self._identity)
        return PrinterState(state.conditions, state.speaks, state.detail, self._identity)

    def close(self) -> None:
        self._hang_up()

    def _ready(self) -> tuple[Conversation, PrinterState]:
        """A connection, and the state as it was just told. A line that broke while nothing was under way is renewed."""
        for _ in range(2):
            talk = self._talk
            if talk is not None:
                try:
                    return talk, self._asked(talk)
                except PrinterUnreachable:
                    self._hang_up()
            talk = self._connected()
            try:
                self._recognise(talk.greet())
                return talk, self._asked(talk)
            except PrinterUnreachable as trouble:
                self._hang_up()
                broken = trouble
        raise broken

    def _asked(self, talk: Conversation) -> PrinterState:
        state = talk.state()
        if not self._answers and state.prints:
            self._answers = True
            self._heard()
        self._recognise(talk.identity)
        return state

    def _connected(self) -> Conversation:
        """Connect, patiently where the printer was there before."""
        end = self._clock() + (self._pacing.reconnect if self._was_there else 0.0)
        pause = self._pacing.pause
        while True:
            try:
                line = self._open()
                break
            except PrinterUnreachable:
                if self._clock() + pause >= end:
                    raise
                self._sleep(pause)
                pause *= 2
        self._was_there = True
        self._talk = Conversation(line, self._dialect, self._pacing, self._clock)
        self._talk.told = self._told
        return self._talk

    def _recognise(self, identity: str) -> None:
        """Remember who answers, and see when it is somebody else."""
        if identity and self._identity and identity != self._identity:
            self._swapped = f"The run began with {self._identity}, now {identity} answers."
        self._identity = self._identity or identity

    def _send(self, talk: Conversation, data: bytes, asked: Asked) -> Delivery:
        broken = self._write(talk, data, asked)
        if broken is None:
            return self._await(talk, [asked], len(data))[0]
        said = self._dialect.judge(talk.line.drain(), asked)
        self._hang_up()
        if not broken.facts.get("begun", True):
            return failed(Condition.OFFLINE, broken.message)
        # It may have said why before it stopped taking bytes.
        why = said.condition if said.step in (Step.DOUBT, Step.GRACE) else Condition.OFFLINE
        return Delivery(PrintState.IN_DOUBT, False, why, broken.message, said.detail)

    def _send_all(self, talk: Conversation, tickets: Sequence[bytes], first: Asked) -> list[Delivery]:
        """All of a window, then their acknowledgements in order."""
        marks = [following(first, step) for step in range(len(tickets))]
        for place, (ticket, asked) in enumerate(zip(tickets, marks, strict=True)):
            broken = self._write(talk, ticket, asked)
            if broken is not None:
                begun = place + bool(broken.facts.get("begun", True))
                out = self._dialect.counted(talk.line.drain(), first, begun) or 0
                self._hang_up()
                doubt = Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, broken.message)
                left = [failed(Condition.OFFLINE, broken.message)] * (len(tickets) - begun)
                return [_OUT] * out + [doubt] * (begun - out) + left
        return self._await(talk, marks, sum(map(len, tickets)))

    def _write(self, talk: Conversation, ticket: bytes, asked: Asked) -> PrinterUnreachable | None:
        """Send one ticket; what broke, where something did."""
        self._token = asked.token
        try:
            talk.line.write(self._dialect.sealed(dressed(self._setup, ticket), asked))
        except PrinterUnreachable as trouble:
            return trouble
        return None

    def _await(self, talk: Conversation, marks: Sequence[Asked], size: int) -> list[Delivery]:
        """Listen until every ticket is acknowledged, a fault is told, or patience ends."""
        end = self._clock() + self._patience(size, len(marks))
        heard = b""
        out = 0
        graced = False
        verdict = Verdict(Step.WAIT)
        try:
            while (left := end - self._clock()) > 0:
                heard += talk.listen(left)
                if len(marks) > 1:
                    out = self._dialect.counted(heard, marks[0], len(marks)) or 0
                awaited = min(out, len(marks) - 1)
                verdict = self._dialect.judge(heard, marks[awaited])
                if awaited == len(marks) - 1 and verdict.step is Step.PRINTED:
                    talk.hear(heard)
                    last = Delivery(PrintState.PRINTED, verdict.confirmed, verdict.condition, "", verdict.detail)
                    return [_OUT] * (len(marks) - 1) + [last]
                if verdict.step is Step.DOUBT:
                    break
                if verdict.step is Step.GRACE and not graced:
                    graced = True
                    end = min(end, self._clock() + self._pacing.grace)
            talk.hear(heard)
            verdict = self._explained(talk, verdict)
            doubt = Delivery(PrintState.IN_DOUBT, False, verdict.condition, WORDS[verdict.condition], verdict.detail)
        except PrinterUnreachable as trouble:
            talk.hear(heard)
            broke = "the line broke before the printer confirmed it"
            doubt = Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, broke, trouble.message)
        self._hang_up()
        return [_OUT] * out + [doubt] * (len(marks) - out)

    def _explained(self, talk: Conversation, verdict: Verdict) -> Verdict:
        """Why a ticket was not acknowledged: what it said, else what it answers when asked, else silence."""
        if verdict.step in (Step.DOUBT, Step.GRACE) and verdict.condition is not Condition.OFFLINE:
            return verdict
        state = talk.state()
        if not state.prints and state != SILENCE:
            return Verdict(Step.DOUBT, worst(state), state.detail)
        if verdict.step is Step.DOUBT:
            return verdict
        return Verdict(Step.DOUBT, Condition.SILENT, state.detail)

    def _patience(self, size: int, tickets: int) -> float:
        """Seconds for tickets of so many bytes together: the line's time, the paper's time, and some."""
        given = self._setup.options.get("patience")
        if isinstance(given, int | float) and given > 0:
            return min(float(given) * tickets, LONGEST_WAIT)
        speed = self._setup.options.get("speed_mm_s")
        speed_mm = float(speed) if isinstance(speed, int | float) and speed > 0 else _USUAL_SPEED_MM
        return min(self._pacing.base + size / self._rate + tickets * _USUAL_LENGTH_MM / speed_mm, LONGEST_WAIT)

    def _hang_up(self) -> None:
        """Give the line back; what was told stays known."""
        if self._talk is not None:
            self._told = self._talk.told
            self._talk.line.close()
            self._talk = None


_OUT: Final = Delivery(PrintState.PRINTED, True, Condition.READY)


def failed(condition: Condition, reason: str, detail: str = "") -> Delivery:
    """Certainly nothing of a ticket left this computer."""
    return Delivery(PrintState.FAILED, False, condition, reason, detail)


WORDS: Final = {
    Condition.READY: "the printer did not confirm it",
    Condition.BUSY: "the printer is busy and did not confirm it",
    Condition.PAPER_LOW: "the printer did not confirm it",
    Condition.PAPER_OUT: "the paper is out",
    Condition.JAM: "the paper is jammed",
    Condition.COVER_OPEN: "the cover or the print head is open",
    Condition.RIBBON_OUT: "the ribbon is out",
    Condition.CUTTER: "the cutter is stuck",
    Condition.TOO_HOT: "the print head is too hot",
    Condition.PAUSED: "the printer is paused",
    Condition.OFFLINE: "the printer is off line, or was switched off",
    Condition.SILENT: "the printer does not answer",
    Condition.GARBLED: "the printer answered what its language does not know",
    Condition.SWAPPED: "another printer answers",
    Condition.FAULT: "the printer reports an error",
    Condition.UNKNOWN: "the printer did not confirm it",
}
