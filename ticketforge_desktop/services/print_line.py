"""One printer during a run: each paper goes through the ledger to the printer's session.

A paper's job is in the ledger before its bytes are made, and `sending` is durable before the first of them leaves.
What the session then says is written down as it is: `printed`, `failed` when certainly none left, `in_doubt` for
everything between. Nothing is ever resent from here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, Protocol

from ticketforge_desktop.domain.errors import BadInput, Conflict, LayoutFault, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.deliveries import UNCONFIRMED
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printers import Delivery, Session, WindowedSession
from ticketforge_desktop.services.ports.printing import PLAIN, NewJob, Origin, PrintJob, PrintLedger, PrintState, Step

MOST_OUTSTANDING: Final = 20
"""Papers a person can be asked about at once; no window is wider."""

PrinterLock = Callable[[str], AbstractContextManager[None]]
"""Holds a printer for this process, so that two never send to it at once; raises `Conflict` when it is held."""


class PrinterSettings(Protocol):
    """What a run asks of a printer's set-up: `Printer` and `PrinterSetup` have it."""

    @property
    def name(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def layout(self) -> str: ...

    @property
    def dpi(self) -> int: ...

    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to be made. `data` is called once its job is in the ledger; `issue` is 0 for what is no ticket.

    `job` is its job where that is in the ledger already.
    """

    ticket_id: str
    issue: int
    data: Callable[[], bytes]
    origin: Origin = PLAIN
    layout: str = ""  # "" = the printer's own
    job: PrintJob | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper. `job` is 0 when it never reached the ledger.

    `stops`: the printer is in trouble, nothing more is sent to it; `condition` is what it said of itself.
    """

    job: int
    ticket_id: str
    issue: int
    state: PrintState
    reason: str
    condition: str = ""
    stops: bool = False
    printer: str = ""
    serial: str = ""

    def as_json(self) -> dict[str, object]:
        """A line of `print --json`."""
        told = {
            "job": self.job,
            "ticket_id": self.ticket_id,
            "issue": self.issue,
            "state": str(self.state),
            "reason": self.reason,
        }
        more = {"condition": self.condition, "printer": self.printer, "serial": self.serial}
        return told | {name: value for name, value in more.items() if value}


class PrintLine:
    """Sends papers to one printer.

    Args:
        opening: what the printer must know before the first ticket (`TicketRun.opening`).
        window: papers that may be on their way at once. More than one only where the session can take several, and
            only after this printer has confirmed one: otherwise a trouble would leave that many in doubt.
    """

    def __init__(
        self,
        printer: PrinterSettings,
        session: Session,
        opening: bytes,
        ledger: PrintLedger,
        clock: Clock,
        staff: Staff,
        window: int = 1,
    ) -> None:
        if not 1 <= window <= MOST_OUTSTANDING:
            raise BadInput(
                f"Between 1 and {MOST_OUTSTANDING} papers may be on their way at once.", field="window", value=window
            )
        self._printer, self._session, self._opening = printer, session, opening
        self._ledger, self._clock, self._staff = ledger, clock, staff
        self._window = window
        self._confirms = False

    @property
    def room(self) -> int:
        """How many papers may be handed to `send` at once now."""
        return self._window if self._confirms and isinstance(self._session, WindowedSession) else 1

    def send(self, papers: Sequence[Paper]) -> list[Outcome]:
        """At most `room` papers, an outcome each, in their order; after one that `stops`, send no more.

        Raises: defects and interruptions only, after every paper on its way was put in doubt.
        """
        outcomes: dict[int, Outcome] = {}
        ready: list[tuple[int, PrintJob, bytes]] = []
        for place, paper in enumerate(papers):
            made = self._made(paper)
            if isinstance(made, Outcome):
                outcomes[place] = made
            else:
                ready.append((place, *made))
        if ready:
            try:
                self._begin(ready)
            except Conflict as conflict:  # another station's process was faster with one of them
                if len(ready) > 1:
                    return self._singly(papers)
                place, job, _ = ready[0]
                outcomes[place] = self._refused(job.ticket_id, job.issue, conflict.message, job.job_id)
            else:
                told = self._deliver([job for _, job, _ in ready], [data for _, _, data in ready])
                outcomes |= dict(zip((place for place, _, _ in ready), told, strict=True))
        return [outcomes[place] for place in sorted(outcomes)]

    def _singly(self, papers: Sequence[Paper]) -> list[Outcome]:
        """One after the other; behind one that stops, nothing is sent and nothing is written down."""
        outcomes: list[Outcome] = []
        for paper in papers:
            if outcomes and outcomes[-1].stops:
                left = self._refused(paper.ticket_id, paper.issue, "the one before it was not printed")
                outcomes.append(replace(left, condition=outcomes[-1].condition, stops=True))
            else:
                outcomes += self.send([paper])
        return outcomes

    def _made(self, paper: Paper) -> tuple[PrintJob, bytes] | Outcome:
        """The job in the ledger and its bytes; an outcome where there is nothing to send."""
        layout = paper.layout or self._printer.layout
        try:
            new = NewJob(paper.ticket_id, paper.issue, self._printer.name, layout, self._staff.staff_id, paper.origin)
            job = paper.job or self._ledger.queue(new, self._clock.now())
        except Conflict as conflict:
            return self._refused(paper.ticket_id, paper.issue, conflict.message)
        try:
            return job, paper.data()
        except (BadInput, LayoutFault, NotFound) as bad:
            return self._moved([Step(job.job_id, PrintState.FAILED, bad.message)])[0]

    def _begin(self, ready: Sequence[tuple[int, PrintJob, bytes]]) -> None:
        """Durable before the first byte: all of the window, in one transaction."""
        steps = [
            Step(job.job_id, PrintState.SENDING, digest=blake2b(data, digest_size=16).hexdigest(), size=len(data))
            for _, job, data in ready
        ]
        self._ledger.move_all(steps, self._clock.now())

    def _deliver(self, jobs: Sequence[PrintJob], data: Sequence[bytes]) -> list[Outcome]:
        try:
            if len(data) > 1 and isinstance(self._session, WindowedSession):
                deliveries = self._session.deliver_all(data, self._opening)
            else:
                deliveries = [self._session.deliver(one, self._opening) for one in data]
        except BaseException:
            # A defect, or somebody stopped the program: nobody knows how far it came.
            self._moved([Step(job.job_id, PrintState.IN_DOUBT, "printing was interrupted") for job in jobs])
            raise
        self._confirms = all(delivery.confirmed for delivery in deliveries)
        steps = [
            Step(job.job_id, one.state, _words(one), condition=_trouble(one))
            for job, one in zip(jobs, deliveries, strict=True)
        ]
        # Backwards, so that pieces of stock that were not used are given back from the last on.
        outcomes = self._moved(steps[::-1])[::-1]
        return [
            Outcome(
                outcome.job,
                outcome.ticket_id,
                outcome.issue,
                outcome.state,
                outcome.reason,
                _trouble(one),
                one.state is not PrintState.PRINTED,
                self._printer.name,
                outcome.serial,
            )
            for outcome, one in zip(outcomes, deliveries, strict=True)
        ]

    def _moved(self, steps: Sequence[Step]) -> list[Outcome]:
        moved = self._ledger.move_all(steps, self._clock.now())
        return [
            Outcome(job.job_id, job.ticket_id, job.issue, job.state, job.reason, printer=job.printer, serial=job.serial)
            for job in moved
        ]

    def _refused(self, ticket_id: str, issue: int, reason: str, job: int = 0) -> Outcome:
        return Outcome(job, ticket_id, issue, PrintState.FAILED, reason, printer=self._printer.name)


def _trouble(delivery: Delivery) -> str:
    return "" if delivery.state is PrintState.PRINTED else str(delivery.condition)


def _words(delivery: Delivery) -> str:
    if delivery.state is PrintState.PRINTED and not delivery.confirmed:
        return delivery.reason or UNCONFIRMED
    return delivery.reason
