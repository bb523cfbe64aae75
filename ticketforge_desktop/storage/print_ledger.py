"""The print ledger of the station: one line a job, one step a transaction, durable when a call returns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.services.ports.printing import PRINT_STEPS, PrintJob, PrintState
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_JOB: Final = "SELECT job_id, ticket_id, issue, printer, layout, state, reason, created_at, changed_at FROM print_jobs"
_BEGIN: Final = (
    "INSERT INTO print_jobs (ticket_id, issue, printer, layout, state, reason, staff_id, created_at, changed_at)"
    " VALUES (?,?,?,?,'queued','',?,?,?)"
)
_TAKE_OVER: Final = "UPDATE print_jobs SET printer = ?, layout = ?, staff_id = ?, changed_at = ? WHERE job_id = ?"
_MOVE: Final = (
    "UPDATE print_jobs SET state = ?, reason = ?, changed_at = ?,"
    " sending_at = CASE WHEN ? = 'sending' THEN ? ELSE sending_at END WHERE job_id = ?"
)
_LOST: Final = "the program ended while it was printing"


class Ledger:
    """`PrintLedger` on the station file."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def queue(self, ticket_id: str, issue: int, printer: str, layout: str, staff_id: str, at: datetime) -> PrintJob:
        def queue(work: Work) -> PrintJob:
            held = work.raw.execute(
                f"{_JOB} WHERE ticket_id = ? AND issue = ? AND state <> 'failed' ORDER BY job_id DESC LIMIT 1",
                (ticket_id, issue),
            ).fetchone()
            if held is None:
                values = (ticket_id, issue, printer, layout, staff_id, stamp(at), stamp(at))
                return _job_of(work.raw, int(work.raw.execute(_BEGIN, values).lastrowid))
            job = _job(held)
            if job.state is not PrintState.QUEUED:
                raise _held(job)
            work.raw.execute(_TAKE_OVER, (printer, layout, staff_id, stamp(at), job.job_id))
            return _job_of(work.raw, job.job_id)

        return self._writer.run(queue, Priority.TILL)

    def move(self, job_id: int, state: PrintState, at: datetime, reason: str = "") -> PrintJob:
        def move(work: Work) -> PrintJob:
            job = _job_of(work.raw, job_id)
            if state not in PRINT_STEPS[job.state]:
                raise Conflict(
                    f"Print job {job_id} is {job.state} and can't become {state}.", job=job_id, state=str(job.state)
                )
            work.raw.execute(_MOVE, (state, reason, stamp(at), state, stamp(at), job_id))
            return _job_of(work.raw, job_id)

        return self._writer.run(move, Priority.TILL)

    def recover(self, before: datetime, at: datetime) -> Sequence[PrintJob]:
        def recover(work: Work) -> list[PrintJob]:
            lost = work.raw.execute(
                "SELECT job_id FROM print_jobs WHERE state = 'sending' AND sending_at <= ? ORDER BY job_id",
                (stamp(before),),
            ).fetchall()
            for (job_id,) in lost:
                work.raw.execute(_MOVE, (PrintState.IN_DOUBT, _LOST, stamp(at), PrintState.IN_DOUBT, stamp(at), job_id))
            return [_job_of(work.raw, job_id) for (job_id,) in lost]

        return self._writer.run(recover, Priority.TILL)

    def jobs(self, *, ticket_id: str = "", states: Sequence[PrintState] = (), limit: int = 1000) -> Sequence[PrintJob]:
        marks = ",".join("?" * len(states))
        filters = [
            *(["ticket_id = ?"] if ticket_id else []),
            *([f"state IN ({marks})"] if states else []),
        ]
        where = f" WHERE {' AND '.join(filters)}" if filters else ""
        values = (*((ticket_id,) if ticket_id else ()), *map(str, states), limit)
        with self._readers.borrow() as connection:
            rows = connection.execute(f"{_JOB}{where} ORDER BY job_id DESC LIMIT ?", values).fetchall()
        return [_job(row) for row in rows]


def _job_of(connection: Connection, job_id: int) -> PrintJob:
    row = connection.execute(f"{_JOB} WHERE job_id = ?", (job_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no print job {job_id}.", job=job_id)
    return _job(row)


def _job(row: tuple[int, str, int, str, str, str, str, str, str]) -> PrintJob:
    job_id, ticket_id, issue, printer, layout, state, reason, created, changed = row
    return PrintJob(
        job_id,
        ticket_id,
        issue,
        printer,
        layout,
        PrintState(state),
        reason,
        known_moment(created),
        known_moment(changed),
    )


def _held(job: PrintJob) -> Conflict:
    words = {
        PrintState.SENDING: f"is being printed on {job.printer}",
        PrintState.IN_DOUBT: f"may have been printed on {job.printer}",
        PrintState.PRINTED: f"was printed on {job.printer}",
        PrintState.VOID: "was declared void",
    }[job.state]
    return Conflict(
        f"Issue {job.issue} of this ticket {words} (job {job.job_id}).",
        job=job.job_id,
        state=str(job.state),
        ticket=job.ticket_id,
        next_step="Look for the paper; `print resolve JOB --good|--void` settles a doubt.",
    )
