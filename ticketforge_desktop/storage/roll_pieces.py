"""Pieces of the roll that lies in a printer, taken and accounted for in the transaction of the print job."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ticketforge_desktop.services.ports.printing import PrintJob
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import stamp

_IN_PRINTER: Final = (
    "SELECT roll_id, next_serial, last_serial FROM stock_rolls WHERE printer = ? AND closed_at = ''"
    " ORDER BY opened_at DESC LIMIT 1"
)
MOVE: Final = "INSERT INTO stock_moves (roll_id, kind, pieces, reason, staff_id, at) VALUES (?,?,?,?,?,?)"


def take_piece(raw: Connection, printer: str) -> tuple[str, str]:
    """The roll and serial the next ticket of a printer goes on; empty where no roll is known, or it is used up.

    A roll that ran out by our count stops no printing: somebody may have put the next one in without a word, and a
    serial that is not known is told as such.
    """
    found = raw.execute(_IN_PRINTER, (printer,)).fetchone()
    if found is None or found[1] > found[2]:
        return "", ""
    roll_id, serial, _last = found
    raw.execute("UPDATE stock_rolls SET next_serial = next_serial + 1 WHERE roll_id = ?", (roll_id,))
    return roll_id, str(serial)


def give_back(raw: Connection, job: PrintJob) -> None:
    """Nothing of the job left this computer, so its piece is still there; where a later one was taken it is not."""
    if job.roll_id:
        raw.execute(
            "UPDATE stock_rolls SET next_serial = next_serial - 1"
            " WHERE roll_id = ? AND next_serial = ? + 1 AND closed_at = ''",
            (job.roll_id, int(job.serial)),
        )
        raw.execute("UPDATE print_jobs SET roll_id = '', serial = '' WHERE job_id = ?", (job.job_id,))


def spoil_piece(raw: Connection, job: PrintJob, reason: str, staff_id: str, at: datetime) -> None:
    """A void ticket's piece is spoiled."""
    if job.roll_id:
        raw.execute("UPDATE stock_rolls SET spoiled = spoiled + 1 WHERE roll_id = ?", (job.roll_id,))
        words = f"ticket void: {reason}" if reason else "ticket void"
        raw.execute(MOVE, (job.roll_id, "spoiled", 1, words, staff_id, stamp(at)))
