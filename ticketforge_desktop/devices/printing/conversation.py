"""One connection to a printer that speaks: questions, answers, and what it tells unasked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.devices.printing.status.speech import SILENCE, Dialect, Question
from ticketforge_desktop.services.ports.printers import Line, PrinterState

Clock = Callable[[], float]
"""Seconds that only grow."""
MOST_KEPT: Final = 256
"""Bytes of what a printer told unasked: more than it has kinds of trouble."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """Seconds.

    Attributes:
        answer: for the answer to a question.
        settle: how long to listen on behind an answer whose end can't be known.
        poll: between two questions while a ticket is awaited.
        base: for a ticket to be printed, beyond the time its bytes take.
        grace: for the acknowledgement behind a fault that may speak of the next ticket.
        reconnect: for coming back to a printer that was there before.
        pause: the first wait before connecting again; doubled each time.
    """

    answer: float = 1.5
    settle: float = 0.02
    poll: float = 0.15
    base: float = 12.0
    grace: float = 2.0
    reconnect: float = 8.0
    pause: float = 0.25


class Conversation:
    """Asks over a line. Raises `PrinterUnreachable` when the line breaks, and nothing for what the printer says."""

    def __init__(self, line: Line, dialect: Dialect, pacing: Pacing, clock: Clock = time.monotonic) -> None:
        self.line: Final = line
        self.told = b""  # unasked, oldest first
        self.opened_with = b""  # the opening this connection has had
        self.mark = 0
        self.able = False
        self.identity = ""
        self._dialect, self._pacing, self._clock = dialect, pacing, clock
        self._open: Question | None = None  # one whose answer in its turn is still due
        self._turn = b""  # what came since it was asked
        self._polled_at = -1e9
        self._poll_answer: bytes | None = None  # None: none is awaited

    def greet(self) -> str:
        """Say hello and ask who is there; "" where the printer does not tell."""
        self.hear(self.line.drain())
        if self._dialect.hello:
            self.line.write(self._dialect.hello)
        self.identity = self._dialect.identity(self._ask_all(self._dialect.identity_questions))
        ability = self._dialect.ability_question
        if ability is not None and self.identity:
            self.able = ability.full(self._ask(ability))
        return self.identity

    @property
    def waits(self) -> bool:
        """Whether an answer in its turn is still due; a printer that was switched off meanwhile never gives it."""
        return self._open is not None

    def state(self) -> PrinterState:
        """Ask for the state. What lay here unread is heard first."""
        unasked = self.line.drain()
        self.hear(unasked)
        self._turn += unasked
        answers = self._ask_all(self._dialect.state_questions)
        if self._dialect.in_turn and not self.identity:
            self.identity = self._dialect.identity(answers)
        state = self._dialect.state(answers, self.told)
        if state != SILENCE:
            self.mark = self._dialect.mark(answers)
            self.hear(b"".join(answers))
        return state

    def listen(self, patience: float) -> bytes:
        """What comes next while a ticket is awaited, b"" for nothing yet; polls where the language takes that.

        One poll at a time, so that no answer can be taken for one to a later question.
        """
        if not self._dialect.poll:
            return self._behind_turn(self.line.read(4096, patience))
        since = self._clock() - self._polled_at
        if (self._poll_answer is None and since >= self._pacing.poll) or since >= self._pacing.answer:
            self.line.write(self._dialect.poll)
            self._polled_at, since, self._poll_answer = self._clock(), 0.0, b""
        wait = self._pacing.poll - since if self._poll_answer is None else self._pacing.answer - since
        heard = self.line.read(4096, max(0.001, min(patience, wait)))
        if self._poll_answer is not None:
            self._poll_answer += heard
            if self._dialect.state_questions[0].full(self._poll_answer):
                self._poll_answer = None
        return heard

    def hear(self, data: bytes) -> None:
        """Keep what was told unasked: some printers say a thing once. What they stored is gone when they say so."""
        self.told = (self.told + data)[-MOST_KEPT:]
        if self._dialect.forgot(data):
            self.opened_with = b""

    def _ask_all(self, questions: Sequence[Question]) -> list[bytes]:
        """The answers in order; after a first silence the others are not asked."""
        answers: list[bytes] = []
        for question in questions:
            answers.append(self._ask(question))
            if not answers[0]:
                break
        return answers

    def _ask(self, question: Question) -> bytes:
        if self._dialect.in_turn:
            return self._ask_in_turn(question)
        self.line.write(question.ask)
        end = self._clock() + self._pacing.answer
        heard = b""
        while not question.full(heard):
            left = end - self._clock()
            if left <= 0:
                return heard
            heard += self.line.read(4096, left)
        return heard + (self.line.read(4096, self._pacing.settle) if question.open_ended else b"")

    def _ask_in_turn(self, question: Question) -> bytes:
        """One at a time, so that no answer comes late, between a ticket's bytes and its acknowledgement."""
        if self._open not in (None, question):
            self._answer_due(self._open)
            if self._open is not None:
                return b""
        if self._open is None:
            self.line.write(question.ask)
            self._open, self._turn = question, b""
        return self._answer_due(question)

    def _answer_due(self, question: Question | None) -> bytes:
        end = self._clock() + self._pacing.answer
        while question is not None and not question.full(self._turn):
            left = end - self._clock()
            if left <= 0:
                if self._dialect.identity_questions[0].full(self._turn):
                    self._open = None  # its turn came; what it does not say it will not say any more
                return self._turn
            self._turn += self.line.read(4096, left)
        self._open = None
        ended = question is None or not question.open_ended
        return self._turn + (b"" if ended else self.line.read(4096, self._pacing.settle))

    def _behind_turn(self, heard: bytes) -> bytes:
        """Of what was heard under a ticket, what may speak of it: nothing before an open question was answered."""
        if self._open is None:
            return heard
        self._turn += heard
        if self._open.full(self._turn):
            self.line.read(4096, self._pacing.settle if self._open.open_ended else 0.0)
            self._open = None
        return b""
