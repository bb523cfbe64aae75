"""The print ledger of the station: one line a job, one step a transaction, durable when a call returns.

`move_in` does the same inside the caller's transaction, so that a run's item and its job never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.services.ports.printing import (
    NOTHING,
    PRINT_STEPS,
    CopyKind,
    NewJob,
    PaperKind,
    PrintJob,
    PrintState,
    Step,
)
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.listing import marks
from ticketforge_desktop.storage.print_queue import keep_in, kept_in, queue_in
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.roll_pieces import give_back, spoil_piece, take_piece
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_JOB: Final = (
    "SELECT job_id, ticket_id, issue, printer, layout, state, reason, created_at, changed_at, language, copy_kind,"
    " run_id, position, digest, bytes, roll_id, serial, staff_id, settled_by, sending_at, condition, kind, note"
    " FROM print_jobs"
)
# Papers that hold their issue: all that were begun and did not fail, proofs apart.
_ON_PAPER: Final = f"state NOT IN ('queued', 'failed') AND copy_kind <> '{CopyKind.PROOF}' AND issue > 0"
_SENT: Final = (
    "UPDATE print_jobs SET state = 'sending', reason = ?, changed_at = ?, sending_at = ?, digest = ?, bytes = ?,"
    " roll_id = ?, serial = ? WHERE job_id = ?"
)
_MOVED: Final = (
    "UPDATE print_jobs SET state = ?, reason = ?, changed_at = ?, settled_by = ?, condition = ? WHERE job_id = ?"
)
# Of a run's paper nothing left this computer: it waits again, unless the run was cancelled meanwhile.
_ITEM: Final = (
    "UPDATE print_items SET state = CASE WHEN ?1 = 'waiting' AND"
    " (SELECT state FROM print_runs WHERE run_id = ?4) = 'cancelled' THEN 'cancelled' ELSE ?1 END,"
    " reason = ?2, job_id = ?3 WHERE run_id = ?4 AND position = ?5"
)
_LOST: Final = "the program ended while it was printing"
_CHUNK: Final = 500


class Ledger:
    """`PrintLedger` on the station file."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def queue(self, new: NewJob, at: datetime) -> PrintJob:
        return self.queue_all([new], at)[0]

    def queue_all(self, new: Sequence[NewJob], at: datetime, kept: Mapping[str, str] = NOTHING) -> Sequence[PrintJob]:
        def queue(work: Work) -> list[PrintJob]:
            begun = [job_of(work.raw, queue_in(work.raw, each, at)) for each in new]
            for ref, face in kept.items():
                keep_in(work.raw, ref, face, at)
            return begun

        return self._writer.run(queue, Priority.TILL)

    def kept(self, ticket_id: str) -> str:
        with self._readers.borrow() as connection:
            return kept_in(connection, ticket_id)

    def move(self, job_id: int, state: PrintState, at: datetime, reason: str = "", by: str = "") -> PrintJob:
        return self.move_all([Step(job_id, state, reason, by=by)], at)[0]

    def move_all(self, steps: Sequence[Step], at: datetime) -> Sequence[PrintJob]:
        return self._writer.run(lambda work: [move_in(work.raw, step, at) for step in steps], Priority.TILL)

    def recover(self, before: datetime, at: datetime, printer: str = "") -> Sequence[PrintJob]:
        def recover(work: Work) -> list[PrintJob]:
            lost = work.raw.execute(
                "SELECT job_id FROM print_jobs WHERE state = 'sending' AND changed_at <= ? AND ? IN ('', printer)"
                " ORDER BY job_id",
                (stamp(before), printer),
            ).fetchall()
            return [move_in(work.raw, Step(job_id, PrintState.IN_DOUBT, _LOST), at) for (job_id,) in lost]

        return self._writer.run(recover, Priority.TILL)

    def job(self, job_id: int) -> PrintJob:
        with self._readers.borrow() as connection:
            return job_of(connection, job_id)

    def jobs(
        self,
        *,
        ticket_id: str = "",
        states: Sequence[PrintState] = (),
        printer: str = "",
        run_id: str = "",
        limit: int = 1000,
    ) -> Sequence[PrintJob]:
        told = {"ticket_id": ticket_id, "printer": printer, "run_id": run_id}
        wheres = [f"{name} = ?" for name, value in told.items() if value]
        values: list[object] = [value for value in told.values() if value]
        if states:
            wheres.append(f"state IN ({marks(states)})")
            values += map(str, states)
        where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
        return self._found(f"{_JOB}{where} ORDER BY job_id DESC LIMIT ?", (*values, limit))

    def last_certain(self, printer: str, before: datetime) -> PrintJob | None:
        found = self._found(
            f"{_JOB} WHERE printer = ? AND state = 'printed' AND kind <> '{PaperKind.DRAWER}' AND sending_at <= ?"
            " ORDER BY sending_at DESC, job_id DESC LIMIT 1",
            (printer, stamp(before)),
        )
        return found[0] if found else None

    def last_paper(self, ticket_id: str) -> PrintJob | None:
        found = self._found(
            f"{_JOB} WHERE ticket_id = ? AND {_ON_PAPER} ORDER BY issue DESC, job_id DESC LIMIT 1", (ticket_id,)
        )
        return found[0] if found else None

    def issues_on_paper(self, ticket_ids: Sequence[str]) -> Mapping[str, int]:
        known: dict[str, int] = {}
        for start in range(0, len(ticket_ids), _CHUNK):
            some = ticket_ids[start : start + _CHUNK]
            sql = f"SELECT ticket_id, max(issue) FROM print_jobs WHERE ticket_id IN ({marks(some)}) AND {_ON_PAPER}"  # noqa: S608
            with self._readers.borrow() as connection:
                known.update(connection.execute(f"{sql} GROUP BY ticket_id", tuple(some)).fetchall())
        return known

    def _found(self, sql: str, values: Sequence[object]) -> list[PrintJob]:
        with self._readers.borrow() as connection:
            rows = connection.execute(sql, tuple(values)).fetchall()
        return [_job(row) for row in rows]


def move_in(raw: Connection, step: Step, at: datetime) -> PrintJob:
    """`PrintLedger.move` inside the caller's transaction; the run's item and the roll's piece go along."""
    job = job_of(raw, step.job_id)
    if step.state not in PRINT_STEPS[job.state]:
        raise Conflict(
            f"Print job {job.job_id} is {job.state} and can't become {step.state}.",
            job=job.job_id,
            state=str(job.state),
        )
    if step.state is PrintState.SENDING:
        roll, serial = ("", "") if job.kind == PaperKind.DRAWER else take_piece(raw, job.printer)
        begun = _behind(raw, job.printer, at)
        values = (step.reason, stamp(at), begun, step.digest, step.size, roll, serial, job.job_id)
        raw.execute(_SENT, values)
    else:
        if step.state is PrintState.FAILED:
            give_back(raw, job)
        elif step.state is PrintState.VOID:
            spoil_piece(raw, job, step.reason, step.by or job.staff_id, at)
        kept = step.by or job.settled_by, step.condition or job.condition
        raw.execute(_MOVED, (str(step.state), step.reason, stamp(at), *kept, job.job_id))
    if job.run_id:
        waits = step.state is PrintState.FAILED and job.state is not PrintState.QUEUED
        state = "waiting" if waits else str(step.state)
        raw.execute(_ITEM, (state, step.reason, job.job_id, job.run_id, job.position))
    return job_of(raw, step.job_id)


def _behind(raw: Connection, printer: str, at: datetime) -> str:
    """When a paper begins to be sent, never before the printer's last one: `sending_at` is the order in the tray.

    A clock that was set back would otherwise turn the order round, and a person asked about the wrong papers.
    """
    (last,) = raw.execute("SELECT max(sending_at) FROM print_jobs WHERE printer = ?", (printer,)).fetchone()
    before = moment(last or "")
    return stamp(at if before is None or before < at else before + timedelta(microseconds=1))


def job_of(connection: Connection, job_id: int) -> PrintJob:
    """Raises `NotFound`."""
    row = connection.execute(f"{_JOB} WHERE job_id = ?", (job_id,)).fetchone()
    if row is None:
        raise NotFound(
            f"There is no print job {job_id}.", job=job_id, next_step="`print queue` lists the jobs that are open."
        )
    return _job(row)


def _job(row: tuple[Any, ...]) -> PrintJob:
    job_id, ticket_id, issue, printer, layout, state, reason, created, changed, language, copy_kind = row[:11]
    run_id, position, digest, size, roll_id, serial, staff_id, settled_by, sending_at, condition = row[11:21]
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
        language,
        copy_kind,
        run_id,
        position,
        digest,
        size,
        roll_id,
        serial,
        staff_id,
        settled_by,
        moment(sending_at),
        condition,
        *row[21:],
    )
