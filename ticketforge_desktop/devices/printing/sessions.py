"""A run on one printer: ticket by ticket, each with what became of it.

The rules, from the strictest printer to the dumbest:

- A ticket is not sent to a printer that says it can't print, or that spoke before and is silent now: FAILED, nothing
  left.
- A ticket that was sent is PRINTED when the language's acknowledgement came, and IN_DOUBT in every other case.
- A line that breaks between two tickets is opened again, for a bounded time. A line that breaks while a ticket is under
  way is not: nobody knows what is on paper. Nothing is ever sent twice.
- Who answers after a reconnection is asked; another printer than before gets nothing (SWAPPED).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from ticketforge_desktop.devices.printing.conversation import Clock, Conversation, Pacing
from ticketforge_desktop.devices.printing.status.speech import SILENCE, Asked, Dialect, Step, Verdict, worst
from ticketforge_desktop.domain.errors import BadInput, PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, Delivery, Line, PrinterSetup, PrinterState
from ticketforge_desktop.services.ports.printing import PrintState

LONGEST_WAIT: Final = 90.0
"""Seconds; less than the time after which the ledger gives a sender up for dead."""
_NETWORK_RATE: Final = 50_000.0  # bytes a second, the slowest print server met
_USUAL_LENGTH_MM: Final = 200.0
_USUAL_SPEED_MM: Final = 100.0  # a second
Open = Callable[[], Line]
Sleep = Callable[[float], None]


class SpeakingSession:
    """`Session` with a printer that can be asked.

    Args:
        setup: the printer; `options` may hold `patience` (s), `answers` ("yes": it was heard before), `speed_mm_s`.
        open_line: connects; raises `PrinterUnreachable`.
        dialect: how it speaks.
        rate: bytes a second the line carries.
    """

    def __init__(
        self,
        setup: PrinterSetup,
        open_line: Open,
        dialect: Dialect,
        pacing: Pacing | None = None,
        *,
        rate: float = _NETWORK_RATE,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._setup, self._open, self._dialect = setup, open_line, dialect
        self._pacing = pacing or Pacing()
        self._rate, self._clock, self._sleep = rate, clock, sleep
        self._talk: Conversation | None = None
        self._told = b""
        self._identity = ""
        self._swapped = ""
        self._was_there = False
        self._answers = setup.options.get("answers") == "yes"
        self._token = 0

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        try:
            talk, state = self._ready()
        except PrinterUnreachable as trouble:
            self._hang_up()
            return _failed(Condition.OFFLINE, trouble.message)
        if self._swapped:
            return _failed(Condition.SWAPPED, self._swapped)
        if not state.prints and (self._answers or state.conditions != (Condition.SILENT,)):
            return _failed(worst(state), _WORDS[worst(state)], state.detail)
        try:
            if opening and talk.opened_with != opening:
                talk.line.write(opening)
                talk.opened_with = opening
        except PrinterUnreachable as trouble:
            self._hang_up()
            return _failed(Condition.OFFLINE, f"{trouble.message} No ticket had begun.")
        return self._send(talk, data)

    def state(self) -> PrinterState:
        try:
            _, state = self._ready()
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
        self._answers = self._answers or state != SILENCE
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

    def _send(self, talk: Conversation, data: bytes) -> Delivery:
        self._token = self._token % 9999 + 1
        asked = Asked(self._token, talk.mark, talk.able)
        try:
            talk.line.write(self._dialect.sealed(data, asked))
        except PrinterUnreachable as trouble:
            heard = talk.line.drain()
            talk.hear(heard)
            said = self._dialect.judge(heard, asked)
            self._hang_up()
            if not trouble.facts.get("begun", True):
                return _failed(Condition.OFFLINE, trouble.message)
            # It may have said why before it stopped taking bytes.
            why = said.condition if said.step in (Step.DOUBT, Step.GRACE) else Condition.OFFLINE
            return Delivery(PrintState.IN_DOUBT, False, why, trouble.message, said.detail)
        return self._await(talk, asked, len(data))

    def _await(self, talk: Conversation, asked: Asked, size: int) -> Delivery:
        """Listen until the ticket is acknowledged, a fault is told, or patience ends."""
        end = self._clock() + self._patience(size)
        heard = b""
        graced = False
        verdict = Verdict(Step.WAIT)
        try:
            while (left := end - self._clock()) > 0:
                heard += talk.listen(left)
                verdict = self._dialect.judge(heard, asked)
                if verdict.step is Step.PRINTED:
                    talk.hear(heard)
                    self._answers = True
                    return Delivery(PrintState.PRINTED, verdict.confirmed, verdict.condition, "", verdict.detail)
                if verdict.step is Step.DOUBT:
                    break
                if verdict.step is Step.GRACE and not graced:
                    graced = True
                    end = min(end, self._clock() + self._pacing.grace)
            talk.hear(heard)
            verdict = self._explained(talk, verdict)
        except PrinterUnreachable as trouble:
            talk.hear(heard)
            self._hang_up()
            return Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, trouble.message)
        self._hang_up()
        return Delivery(PrintState.IN_DOUBT, False, verdict.condition, _WORDS[verdict.condition], verdict.detail)

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

    def _patience(self, size: int) -> float:
        """Seconds for a ticket of so many bytes: the line's time, the paper's time, and some."""
        given = self._setup.options.get("patience")
        if isinstance(given, int | float) and given > 0:
            return min(float(given), LONGEST_WAIT)
        speed = self._setup.options.get("speed_mm_s")
        speed_mm = float(speed) if isinstance(speed, int | float) and speed > 0 else _USUAL_SPEED_MM
        return min(self._pacing.base + size / self._rate + _USUAL_LENGTH_MM / speed_mm, LONGEST_WAIT)

    def _hang_up(self) -> None:
        """Give the line back; what was told stays known."""
        if self._talk is not None:
            self._told = self._talk.told
            self._talk.line.close()
            self._talk = None


class MuteSession:
    """`Session` with a printer that can't be asked: what was taken counts as printed, and is told as not confirmed."""

    def __init__(self, open_line: Open) -> None:
        self._open = open_line
        self._line: Line | None = None
        self._opened_with = b""

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        try:
            line = self._connected()
            if opening and self._opened_with != opening:
                line.write(opening)
                self._opened_with = opening
        except PrinterUnreachable as trouble:
            self.close()
            return _failed(Condition.OFFLINE, trouble.message)
        try:
            line.write(data)
        except PrinterUnreachable as trouble:
            self.close()
            if not trouble.facts.get("begun", True):
                return _failed(Condition.OFFLINE, trouble.message)
            return Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, trouble.message)
        return Delivery(PrintState.PRINTED, False, Condition.UNKNOWN)

    def state(self) -> PrinterState:
        """Whether it is there at all; more can't be known."""
        try:
            self._connected()
        except PrinterUnreachable as trouble:
            return PrinterState((Condition.OFFLINE,), speaks=False, detail=trouble.message)
        return PrinterState((Condition.UNKNOWN,), speaks=False)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        self._opened_with = b""

    def _connected(self) -> Line:
        """The line. One that broke while nothing was under way is renewed; one whose other half merely ended is not."""
        if self._line is not None:
            try:
                self._line.drain()
                self._line.read(1, 0.0)
            except PrinterUnreachable as trouble:
                if not trouble.facts.get("ended"):
                    self.close()
        if self._line is None:
            self._line = self._open()
        return self._line


def _failed(condition: Condition, reason: str, detail: str = "") -> Delivery:
    return Delivery(PrintState.FAILED, False, condition, reason, detail)


_WORDS: Final = {
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


def no_session(setup: PrinterSetup) -> BadInput:
    """The error of a printer nothing can be sent to."""
    return BadInput(
        f"Nothing can be sent to printer {setup.name} at {setup.transport}.",
        field="transport",
        value=setup.transport,
        next_step="Set the printer up again: `ticketforge printers add`.",
    )
