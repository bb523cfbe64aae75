"""A run through a spooler, which takes whole jobs and never knows what is on paper."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from ticketforge_desktop.devices.printing.profiles import dressed, settings_of
from ticketforge_desktop.devices.printing.sessions import WORDS, failed
from ticketforge_desktop.devices.printing.status.speech import state_of, worst
from ticketforge_desktop.devices.printing.transports.address import Address
from ticketforge_desktop.domain.errors import BadInput, PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterSetup, PrinterState
from ticketforge_desktop.services.ports.printing import PrintState

HANDED_ON: Final = "the spooler handed it on; it can't say whether the paper came out"
_USUAL_PATIENCE: Final = 30.0
_POLL: Final = 0.1
_MOST_POLL: Final = 0.5


class Stage(StrEnum):
    """Where a job stands in a spooler."""

    WAITING = "waiting"
    GOING = "going"
    STUCK = "stuck"
    HANDED_ON = "handed_on"  # what spoolers call completed
    TAKEN_BACK = "taken_back"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class SpooledJob:
    """A job; `begun`: bytes of it may have gone to the printer."""

    stage: Stage
    begun: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SpoolFacts:
    """What the spooler says of the printer: what hinders it, and what may explain a job that broke off (`hints`)."""

    conditions: tuple[Condition, ...]
    detail: str = ""
    hints: tuple[Condition, ...] = ()


class Spooler(Protocol):
    """One queue. All raise `PrinterUnreachable` when the spooler does not answer."""

    def submit(self, data: bytes, title: str) -> str:
        """A job; its number. `facts["begun"]` False: the spooler certainly has none."""
        ...

    def job(self, job: str) -> SpooledJob:
        """Where it stands."""
        ...

    def take_back(self, job: str) -> None:
        """Ask for it not to be printed any more."""
        ...

    def facts(self) -> SpoolFacts:
        """What the spooler says of the printer."""
        ...


class SpoolSession:
    """`Session` through a spooler: a job a ticket, watched until the spooler has handed it on.

    Every job carries the opening: the printer may be switched off between two, and nobody would say so.
    """

    def __init__(
        self,
        setup: PrinterSetup,
        spooler: Spooler,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._setup, self._spooler, self._clock, self._sleep = setup, spooler, clock, sleep

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        try:
            facts = self._spooler.facts()
            told = state_of(facts.conditions, facts.detail)
            if not told.prints:
                return failed(worst(told), WORDS[worst(told)], facts.detail)
            whole = settings_of(self._setup) + opening + dressed(self._setup, data)
            job = self._spooler.submit(whole, f"TicketForge {self._setup.name}")
        except PrinterUnreachable as trouble:
            if not trouble.facts.get("begun", True):
                return failed(Condition.OFFLINE, trouble.message)
            return Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, trouble.message)
        try:
            return self._watch(job)
        except PrinterUnreachable as trouble:
            gone = "the spooler took it and does not answer any more"
            return Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, gone, f"job {job}; {trouble.message}")

    def state(self) -> PrinterState:
        try:
            facts = self._spooler.facts()
        except PrinterUnreachable as trouble:
            return PrinterState((Condition.OFFLINE,), speaks=False, detail=trouble.message)
        conditions = state_of(facts.conditions).conditions if facts.conditions else (Condition.UNKNOWN,)
        return PrinterState(conditions, speaks=False, detail=facts.detail)

    def close(self) -> None:
        """Nothing is held between two jobs."""

    def _watch(self, job: str) -> Delivery:
        given = self._setup.options.get("patience")
        patience = float(given) if isinstance(given, int | float) and given > 0 else _USUAL_PATIENCE
        end = self._clock() + patience
        pause = _POLL
        seen = self._spooler.job(job)
        while seen.stage in (Stage.WAITING, Stage.GOING) and self._clock() < end:
            self._sleep(pause)
            pause = min(2 * pause, _MOST_POLL)
            seen = self._spooler.job(job)
        if seen.stage is Stage.HANDED_ON:
            return Delivery(PrintState.PRINTED, False, Condition.UNKNOWN, HANDED_ON, seen.detail)
        if seen.stage in (Stage.WAITING, Stage.GOING, Stage.STUCK):
            # Left alone, the spooler would print it whenever it can, perhaps long after it was printed elsewhere.
            self._spooler.take_back(job)
            seen = self._spooler.job(job)
            if seen.stage is Stage.HANDED_ON:
                return Delivery(PrintState.PRINTED, False, Condition.UNKNOWN, HANDED_ON, seen.detail)
        facts = self._spooler.facts()
        said = (*facts.conditions, *facts.hints)
        why = worst(state_of(said)) if said else Condition.FAULT
        detail = "; ".join(filter(None, (f"job {job}", seen.detail, facts.detail)))
        if seen.stage is Stage.TAKEN_BACK and not seen.begun:
            return failed(why, "the spooler did not get to it; the job was taken back", detail)
        return Delivery(PrintState.IN_DOUBT, False, why, f"the spooler gave it up: {WORDS[why]}", detail)


def open_spooler(setup: PrinterSetup, place: Address) -> SpoolSession:
    """The session for `spool:QUEUE` or `ipp://HOST:PORT/PATH`."""
    raw = setup.language != "pdf"
    if place.kind == "ipp":
        from ticketforge_desktop.devices.printing.transports.cups import IppSpooler

        return SpoolSession(setup, IppSpooler(f"{place.host}:{place.port}", place.path, raw=raw))
    if sys.platform == "win32":
        if not raw:
            raise BadInput(
                "A PDF is printed on Windows from the window's own print dialog.",
                field="language",
                next_step="Choose Print in the window, or set up the printer with its own language.",
            )
        from ticketforge_desktop.devices.printing.transports.winspool import WindowsSpooler

        return SpoolSession(setup, WindowsSpooler(place.path))
    from ticketforge_desktop.devices.printing.transports.cups import cups_queue

    return SpoolSession(setup, cups_queue(place.path, raw=raw))
