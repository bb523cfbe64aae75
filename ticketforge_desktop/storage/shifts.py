"""`ShiftBook` in the station file: one open shift, and a chain of closed ones that nobody can change unnoticed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import Conflict, DatabaseCorrupt
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.shift_chain import FIRST, document_of, link, read_document, same_bookings
from ticketforge_desktop.domain.shifts import MoveKind, ReportKind, ShiftFacts, ShiftReport, drawer, report
from ticketforge_desktop.domain.tenders import Payment, Tender
from ticketforge_desktop.services.ports.fiscal import BookingKind, FiscalBooking
from ticketforge_desktop.services.ports.shifts import Booking, CashCount, Shift, ShiftCheck
from ticketforge_desktop.services.ports.till import NoOpenShift
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.shift_rows import SHIFT, expected_cash, read_bookings, read_facts, read_shift, shift_of
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

Book = Callable[[Work, FiscalBooking], None]
"""Writes what a signing device must sign, where one is set up (`fiscal.FiscalRows.book_in`)."""

_OPEN: Final = f"{SHIFT} WHERE closed_at = '' ORDER BY number DESC LIMIT 1"
_INSERT: Final = (
    "INSERT INTO shifts (shift_id, number, staff_id, currency, float_minor, opened_at)"
    " VALUES (?,(SELECT coalesce(max(number), 0) + 1 FROM shifts),?,?,?,?)"
)
_MOVE: Final = (
    "INSERT INTO shift_moves (shift_id, kind, amount_minor, currency, reason, staff_id, at) VALUES (?,?,?,?,?,?,?)"
)
_CLOSE: Final = (
    "UPDATE shifts SET closed_at = ?, closed_by = ?, note = ?, counted_minor = ?, count = ?, expected_minor = ?,"
    " difference_minor = ?, report = ?, previous = ?, hash = ? WHERE shift_id = ?"
)
_CHAIN: Final = (
    "SELECT number, report, previous, hash, counted_minor, expected_minor, difference_minor, float_minor, closed_at"
    " FROM shifts WHERE closed_at <> '' ORDER BY number"
)


class Shifts:
    """`ShiftBook`.

    Args:
        station_id: names this station in the audit.
        book: see there.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, book: Book) -> None:
        self._writer, self._readers, self._station_id, self._book = writer, readers, station_id, book

    def current(self) -> Shift | None:
        with self._readers.borrow() as connection:
            row = connection.execute(_OPEN).fetchone()
        return None if row is None else shift_of(row)

    def shifts(self, limit: int = 100) -> Sequence[Shift]:
        with self._readers.borrow() as connection:
            return [shift_of(row) for row in connection.execute(f"{SHIFT} ORDER BY number DESC LIMIT ?", (limit,))]

    def shift(self, number: int) -> Shift:
        with self._readers.borrow() as connection:
            return read_shift(connection, number)

    def facts(self, number: int) -> ShiftFacts:
        with self._readers.borrow() as connection:
            return read_facts(connection, number)

    def report(self, number: int) -> ShiftReport:
        with self._readers.borrow() as connection:
            shift = read_shift(connection, number)
            (document,) = connection.execute("SELECT report FROM shifts WHERE number = ?", (number,)).fetchone()
        if shift.closed_at is None:
            raise Conflict(f"Shift {number} is still open.", shift=number, next_step="Look at its X report.")
        return read_document(document)

    def open(self, shift_id: str, float_minor: int, currency: str, staff: Staff, at: datetime) -> Shift:
        def put(work: Work) -> Shift:
            row = work.raw.execute(_OPEN).fetchone()
            if row is not None:
                found = shift_of(row)
                raise Conflict(
                    f"Shift {found.number} is open already.",
                    shift=found.number,
                    next_step="Close it first: `ticketforge shift close --counted AMOUNT`.",
                )
            work.raw.execute(_INSERT, (shift_id, staff.staff_id, currency, float_minor, stamp(at)))
            opened = _open_in(work.raw)
            self._log(work, staff, at, "shift_open", opened, f"{float_minor} {currency}")
            self._book_cash(work, BookingKind.FLOAT, f"float:{opened.number}", opened, float_minor, at)
            return opened

        return self._writer.run(put, Priority.TILL)

    def move(self, kind: MoveKind, amount_minor: int, reason: str, staff: Staff, at: datetime) -> int:
        def put(work: Work) -> int:
            shift = _open_in(work.raw)
            if kind is not MoveKind.IN and amount_minor > expected_cash(work.raw, shift):
                raise Conflict(
                    "There is not so much in the drawer.",
                    amount=amount_minor,
                    next_step="Check the amount; what was put in besides sales is booked first (`shift move --in`).",
                )
            values = (shift.shift_id, str(kind), amount_minor, shift.currency, reason, staff.staff_id, stamp(at))
            move_id = int(work.raw.execute(_MOVE, values).lastrowid)
            self._log(work, staff, at, f"shift_{kind}", shift, f"{amount_minor} {shift.currency}: {reason}")
            signed = amount_minor if kind is MoveKind.IN else -amount_minor
            self._book_cash(work, BookingKind.MOVE, f"move:{move_id}", shift, signed, at)
            return move_id

        return self._writer.run(put, Priority.TILL)

    def close(self, count: CashCount, station: str, notices: Sequence[str], staff: Staff, at: datetime) -> ShiftReport:
        with self._readers.borrow() as connection:
            looked = _open_in(connection)
            before = read_facts(connection, looked.number)

        def put(work: Work) -> ShiftReport:
            shift = _open_in(work.raw)
            if shift.number != looked.number:
                raise Conflict("The shift was closed by somebody else.", shift=looked.number)
            facts = read_facts(work.raw, shift.number, booked_only=True)
            facts = facts._replace(papers=before.papers, stock=before.stock, fiscal=before.fiscal)
            found = report(facts, ReportKind.Z, station, stamp(at), notices)
            held = replace(drawer(facts), counted_minor=count.total_minor, count=count.pieces)
            done = replace(found, drawer=held, closed_by=staff.staff_id, note=count.note)
            difference = count.total_minor - held.expected_minor
            document, previous = document_of(done), _last_hash(work.raw)
            values = (
                stamp(at), staff.staff_id, count.note, count.total_minor, json.dumps(count.pieces),
                held.expected_minor, difference, document, previous, link(previous, document), shift.shift_id,
            )  # fmt: skip
            work.raw.execute(_CLOSE, values)
            detail = f"counted {count.total_minor}, expected {held.expected_minor} {shift.currency}"
            self._log(work, staff, at, "shift_close", shift, f"{detail}: {count.note}" if count.note else detail)
            if difference:
                self._book_cash(work, BookingKind.CLOSE, f"close:{shift.number}", shift, difference, at)
            return done

        return self._writer.run(put, Priority.TILL)

    def check(self) -> ShiftCheck:
        with self._readers.borrow() as connection:
            previous, number = FIRST, 0
            for number, row in enumerate(connection.execute(_CHAIN).fetchall(), start=1):
                found, document, before, digest, *figures = row
                if found != number or before != previous or link(previous, document) != digest:
                    return ShiftCheck(False, number, number, "link")
                reason = _fault(connection, number, document, figures)
                if reason:
                    return ShiftCheck(False, number, number, reason)
                previous = digest
        return ShiftCheck(True, number)

    def bookings(self, first: int, last: int) -> Iterator[Booking]:
        with self._readers.borrow() as connection:
            rows = connection.execute(f"{SHIFT} WHERE number BETWEEN ? AND ? ORDER BY number", (first, last)).fetchall()
            for row in rows:
                yield from read_bookings(connection, shift_of(row))

    def _book_cash(self, work: Work, kind: BookingKind, subject: str, shift: Shift, minor: int, at: datetime) -> None:
        paid = (Payment(Tender.CASH, minor),)
        self._book(work, FiscalBooking(subject, kind, shift.shift_id, at, shift.currency, (), paid))

    def _log(self, work: Work, staff: Staff, at: datetime, action: str, shift: Shift, detail: str) -> None:
        subject = f"shift:{shift.number}"
        chain.append(work.raw, at, self._station_id, staff.staff_id, action, subject, detail)


def _open_in(connection: Connection) -> Shift:
    row = connection.execute(_OPEN).fetchone()
    if row is None:
        raise NoOpenShift("No shift is open at this station.")
    return shift_of(row)


def _last_hash(connection: Connection) -> str:
    row = connection.execute("SELECT hash FROM shifts WHERE closed_at <> '' ORDER BY number DESC LIMIT 1").fetchone()
    return row[0] if row else FIRST


def _fault(connection: Connection, number: int, document: str, figures: list[object]) -> str:
    """What of a closed shift does not agree with its report; "" where all does."""
    try:
        kept = read_document(document)
    except DatabaseCorrupt:
        return "link"
    held = kept.drawer
    if held is None or figures != [
        held.counted_minor, held.expected_minor, held.difference_minor, held.float_minor, kept.at,
    ]:  # fmt: skip
        return "row"
    now = report(read_facts(connection, number, booked_only=True), ReportKind.Z, kept.station, kept.at)
    return "" if same_bookings(kept, now) else "bookings"
