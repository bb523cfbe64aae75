"""`StockRolls` on the station file. What was printed is counted in the ledger, never kept twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.services.ports.stock_rolls import StockMove, StockRoll
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.roll_pieces import MOVE
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_ROLL: Final = """
SELECT r.roll_id, r.kind, r.printer, r.first_serial, r.last_serial, r.next_serial, r.spoiled, r.opened_at, r.closed_at,
       r.staff_id, r.counted,
       (SELECT count(*) FROM print_jobs j WHERE j.roll_id = r.roll_id AND j.state = 'printed'),
       (SELECT count(*) FROM print_jobs j WHERE j.roll_id = r.roll_id AND j.state IN ('sending', 'in_doubt'))
FROM stock_rolls r
"""


class Rolls:
    """`StockRolls`."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer, self._readers = writer, readers

    def rolls(self, *, printer: str = "", still_open: bool = False, limit: int = 100_000) -> Sequence[StockRoll]:
        where = "WHERE ? IN ('', r.printer)" + (" AND r.closed_at = ''" if still_open else "")
        with self._readers.borrow() as connection:
            rows = connection.execute(
                f"{_ROLL} {where} ORDER BY r.opened_at DESC, r.roll_id LIMIT ?", (printer, limit)
            ).fetchall()
        return [_roll(row) for row in rows]

    def roll(self, roll_id: str) -> StockRoll:
        with self._readers.borrow() as connection:
            return _known(connection, roll_id)

    def moves(self, roll_id: str) -> Sequence[StockMove]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT roll_id, kind, pieces, reason, staff_id, at FROM stock_moves WHERE roll_id = ?"
                " ORDER BY move_id",
                (roll_id,),
            ).fetchall()
        return [
            StockMove(roll, kind, pieces, reason, who, known_moment(when))
            for roll, kind, pieces, reason, who, when in rows
        ]

    def open(
        self, roll_id: str, kind: str, printer: str, serials: tuple[int, int], staff_id: str, at: datetime
    ) -> StockRoll:
        def put_in(work: Work) -> StockRoll:
            raw = work.raw
            if raw.execute("SELECT 1 FROM stock_rolls WHERE roll_id = ?", (roll_id,)).fetchone():
                raise Conflict(f"Roll {roll_id} is known already.", roll=roll_id, next_step="See `stock rolls list`.")
            there = raw.execute(
                "SELECT roll_id FROM stock_rolls WHERE printer = ? AND closed_at = ''", (printer,)
            ).fetchone()
            if there is not None:
                raise Conflict(
                    f"Roll {there[0]} lies in {printer}.",
                    roll=there[0],
                    next_step=f"Count it and close it first: `stock rolls close {there[0]} --next SERIAL`.",
                )
            raw.execute(
                "INSERT INTO stock_rolls (roll_id, kind, printer, first_serial, last_serial, next_serial, opened_at,"
                " staff_id) VALUES (?,?,?,?,?,?,?,?)",
                (roll_id, kind, printer, serials[0], serials[1], serials[0], stamp(at), staff_id),
            )
            return _known(raw, roll_id)

        return self._writer.run(put_in, Priority.TILL)

    def spoil(self, roll_id: str, pieces: int, reason: str, staff_id: str, at: datetime) -> StockRoll:
        def spoil(work: Work) -> StockRoll:
            roll = _still_open(work.raw, roll_id)
            if pieces > roll.left:
                raise Conflict(
                    f"Roll {roll_id} has {roll.left} pieces left, not {pieces}.",
                    left=roll.left,
                    next_step="Look which serial lies next: `stock rolls count`.",
                )
            work.raw.execute(
                "UPDATE stock_rolls SET spoiled = spoiled + ?, next_serial = next_serial + ? WHERE roll_id = ?",
                (pieces, pieces, roll_id),
            )
            work.raw.execute(MOVE, (roll_id, "spoiled", pieces, reason, staff_id, stamp(at)))
            return _known(work.raw, roll_id)

        return self._writer.run(spoil, Priority.TILL)

    def count(self, roll_id: str, next_serial: int, staff_id: str, at: datetime, *, close: bool) -> StockRoll:
        def count(work: Work) -> StockRoll:
            roll = _still_open(work.raw, roll_id)
            if not roll.first_serial <= next_serial <= roll.last_serial + 1:
                raise BadInput(
                    f"Serial {next_serial} is not on roll {roll_id} ({roll.first_serial}–{roll.last_serial}).",
                    field="next",
                    value=next_serial,
                    next_step=f"Read the piece that lies next; {roll.last_serial + 1} stands for an empty roll.",
                )
            if close and roll.in_doubt:
                raise Conflict(
                    f"{roll.in_doubt} papers of roll {roll_id} are in doubt.",
                    roll=roll_id,
                    next_step="Settle them first: `print queue`, `print resolve`.",
                )
            difference = next_serial - roll.next_serial
            if difference:
                work.raw.execute(MOVE, (roll_id, "counted", difference, "", staff_id, stamp(at)))
            work.raw.execute(
                "UPDATE stock_rolls SET next_serial = ?, counted = ?, closed_at = ? WHERE roll_id = ?",
                (next_serial, next_serial if close else 0, stamp(at) if close else "", roll_id),
            )
            return _known(work.raw, roll_id)

        return self._writer.run(count, Priority.TILL)


def _still_open(raw: Connection, roll_id: str) -> StockRoll:
    roll = _known(raw, roll_id)
    if roll.closed_at is not None:
        raise Conflict(f"Roll {roll_id} is closed.", roll=roll_id, next_step="Its figures stand: `stock rolls list`.")
    return roll


def _known(raw: Connection, roll_id: str) -> StockRoll:
    row = raw.execute(f"{_ROLL} WHERE r.roll_id = ?", (roll_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no roll {roll_id}.", roll=roll_id, next_step="See `stock rolls list`.")
    return _roll(row)


def _roll(row: tuple[Any, ...]) -> StockRoll:
    (roll_id, kind, printer, first, last, following, spoiled, opened, closed, staff_id, counted, printed, doubtful) = (
        row
    )
    return StockRoll(
        roll_id,
        kind,
        printer,
        first,
        last,
        following,
        printed,
        doubtful,
        spoiled,
        missing=following - first - printed - spoiled - doubtful,
        left=max(last + 1 - following, 0),
        opened_at=known_moment(opened),
        closed_at=moment(closed),
        staff_id=staff_id,
        counted=counted,
    )
