"""How a line of the print ledger begins: who holds which paper already, what is kept of it, and what is audited."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.services.ports.printing import CopyKind, NewJob, PaperKind, PrintState
from ticketforge_desktop.storage.audit import append
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import stamp

_BEGIN: Final = (
    "INSERT INTO print_jobs (ticket_id, issue, printer, layout, language, copy_kind, run_id, position, kind, note,"
    " staff_id, state, created_at, changed_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,'queued',?,?)"
)
_TAKE_OVER: Final = (
    "UPDATE print_jobs SET printer = ?, layout = ?, language = ?, copy_kind = ?, run_id = ?, position = ?, kind = ?,"
    " note = ?, staff_id = ?, changed_at = ? WHERE job_id = ?"
)
_HELD: Final = (
    "SELECT job_id, state, printer FROM print_jobs WHERE ticket_id = ? AND issue = ? AND state <> 'failed'"
    " AND copy_kind NOT IN ('proof', 'copy') ORDER BY job_id DESC LIMIT 1"
)
_ONCE: Final = frozenset({PaperKind.RECEIPT, PaperKind.REPORT, PaperKind.DRAWER})
"""What is no ticket and is printed once all the same: a second original of a receipt would be a second sale."""
_UNHELD: Final = frozenset({str(CopyKind.PROOF), str(CopyKind.COPY)})


def queue_in(raw: Connection, new: NewJob, at: datetime) -> int:
    """`PrintLedger.queue` inside the caller's transaction; the job's number."""
    origin = new.origin
    told = (
        new.printer, new.layout, origin.language, origin.copy_kind, origin.run_id, origin.position, origin.kind,
        origin.note, new.staff_id,
    )  # fmt: skip
    held = raw.execute(_HELD, (new.ticket_id, new.issue)).fetchone() if _holds(new) else None
    if held is not None and not (origin.kind == PaperKind.DRAWER and held[1] == PrintState.VOID):
        job_id, state, printer = held
        if state != PrintState.QUEUED:
            raise _taken(new, job_id, PrintState(state), printer)
        raw.execute(_TAKE_OVER, (*told, stamp(at), job_id))
    else:
        values = (new.ticket_id, new.issue, *told, stamp(at), stamp(at))
        job_id = int(raw.execute(_BEGIN, values).lastrowid)
        if origin.kind == PaperKind.DRAWER and origin.note:
            _audit(raw, new, at)
    if origin.run_id:
        raw.execute(
            "UPDATE print_items SET job_id = ? WHERE run_id = ? AND position = ?",
            (job_id, origin.run_id, origin.position),
        )
    return int(job_id)


def keep_in(raw: Connection, ref: str, face: str, at: datetime) -> None:
    """What stands on a paper, for its copies."""
    raw.execute(
        "INSERT INTO kept_papers (ref, face, kept_at) VALUES (?,?,?)"
        " ON CONFLICT (ref) DO UPDATE SET face = excluded.face, kept_at = excluded.kept_at",
        (ref, face, stamp(at)),
    )


def kept_in(connection: Connection, ref: str) -> str:
    """`PrintLedger.kept`."""
    found = connection.execute("SELECT face FROM kept_papers WHERE ref = ?", (ref,)).fetchone()
    if found is None:
        raise NotFound(f"Nothing is kept of {ref}: it was not begun here.", ref=ref)
    return str(found[0])


def _holds(new: NewJob) -> bool:
    """Whether of this only one paper may be: an issue of a ticket, an original receipt, the drawer of a sale."""
    return (new.issue > 0 or new.origin.kind in _ONCE) and new.origin.copy_kind not in _UNHELD


def _audit(raw: Connection, new: NewJob, at: datetime) -> None:
    """Cash can be taken out of a drawer that opens without a sale: who opened it and why is in the audit first."""
    (station,) = raw.execute("SELECT station_id FROM identity WHERE one = 1").fetchone() or ("",)
    detail = json.dumps({"reason": new.origin.note}, ensure_ascii=False)
    append(raw, at, station, new.staff_id, "open_drawer", new.printer, detail)


def _taken(new: NewJob, job_id: int, state: PrintState, printer: str) -> Conflict:
    words = {
        PrintState.SENDING: f"is being printed on {printer}",
        PrintState.IN_DOUBT: f"may have been printed on {printer}",
        PrintState.PRINTED: f"was printed on {printer}",
        PrintState.VOID: "was declared void",
    }[state]
    steps = {
        PrintState.PRINTED: "A further paper needs the next issue: `print reprint TICKET --reason TEXT`.",
        PrintState.VOID: "The next paper needs the next issue: `print reprint TICKET --reason TEXT`.",
    }
    once = new.origin.kind in _ONCE
    return Conflict(
        f"{new.ticket_id if once else f'Issue {new.issue} of this ticket'} {words} (job {job_id}).",
        job=job_id,
        state=str(state),
        ticket=new.ticket_id,
        kind=new.origin.kind,
        printer=printer,
        next_step="Print a copy, which says that it is one."
        if once
        else steps.get(state, "Look for the paper; `print resolve JOB --good|--void` settles a doubt."),
    )
