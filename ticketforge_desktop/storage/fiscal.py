"""`FiscalFile` in the station file: what is to be signed is written with what it books, and never deleted.

A booking is `signing` on the disk before the device is asked. Whoever finds it so later can't know whether it signed:
it counts as failed (`interrupted`), since asking twice would sign one sale twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.basket import TaxLine
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.tenders import Payment, PaymentState, Tender
from ticketforge_desktop.services.ports.fiscal import (
    BookingKind,
    BookingState,
    FiscalBooking,
    FiscalFault,
    FiscalRow,
    Signed,
)
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_ROW: Final = (
    "SELECT booking_id, sale_id, kind, shift_id, state, device, transaction_number, counter, signature, reason,"
    " started_at, at, process_type, process_data FROM fiscal_bookings"
)
_INSERT: Final = (
    "INSERT INTO fiscal_bookings (sale_id, kind, shift_id, payload, state, at) VALUES (?,?,?,?,'waiting',?)"
)
_BEGIN: Final = (
    "UPDATE fiscal_bookings SET state = 'signing', device = ? WHERE sale_id = ? AND state = 'waiting' RETURNING 1"
)
_SIGNED: Final = (
    "UPDATE fiscal_bookings SET state = 'signed', device = ?, transaction_number = ?, counter = ?, signature = ?,"
    " started_at = ?, at = ?, process_type = ?, process_data = ? WHERE sale_id = ? AND state = 'signing' RETURNING 1"
)
_FAILED: Final = (
    "UPDATE fiscal_bookings SET state = 'failed', reason = ? WHERE sale_id = ? AND state IN ('waiting', 'signing')"
    " RETURNING 1"
)
_SALE: Final = "UPDATE sales SET fiscal_state = ?, fiscal_signature = ? WHERE sale_id = ?"


class FiscalRows:
    """`FiscalFile`.

    Args:
        station_id: names this station in the audit.
        now: the program's clock.
        wanted: whether a signing device is set up, so that bookings are to be written at all.
    """

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        station_id: str,
        now: Callable[[], datetime],
        wanted: Callable[[], bool],
    ) -> None:
        self._writer, self._readers = writer, readers
        self._station_id, self._now, self._wanted = station_id, now, wanted

    def book_in(self, work: Work, booking: FiscalBooking) -> None:
        """Write a booking in the transaction of what it books, where a device is set up. Once a subject."""
        if not self._wanted() or _found(work.raw, booking.subject) is not None:
            return
        values = (booking.subject, str(booking.kind), booking.shift_id, _payload(booking), stamp(booking.at))
        work.raw.execute(_INSERT, values)
        work.raw.execute(_SALE, (str(BookingState.WAITING), "", booking.subject))

    def booking(self, subject: str) -> FiscalRow | None:
        with self._readers.borrow() as connection:
            return _found(connection, subject)

    def content_of(self, subject: str) -> FiscalBooking:
        with self._readers.borrow() as connection:
            row = connection.execute(
                "SELECT kind, shift_id, at, payload FROM fiscal_bookings WHERE sale_id = ?", (subject,)
            ).fetchone()
        if row is None:
            raise NotFound(f"Nothing is booked for {subject}.", subject=subject)
        kind, shift_id, at, payload = row
        plain = json.loads(payload)
        return FiscalBooking(
            subject,
            BookingKind(kind),
            shift_id,
            known_moment(at),
            plain["currency"],
            tuple(TaxLine(*line) for line in plain["taxes"]),
            tuple(Payment(Tender(tender), minor, state=PaymentState(state)) for tender, minor, state in plain["paid"]),
        )

    def waiting(self) -> Sequence[FiscalRow]:
        with self._readers.borrow() as connection:
            rows = connection.execute(f"{_ROW} WHERE state IN ('waiting', 'signing') ORDER BY booking_id").fetchall()
        return [_row(row) for row in rows]

    def begin(self, subject: str, serial: str) -> bool:
        def begin(work: Work) -> bool:
            return work.raw.execute(_BEGIN, (serial, subject)).fetchone() is not None

        return self._writer.run(begin, Priority.TILL)

    def signed(self, subject: str, signed: Signed) -> FiscalRow:
        def put(work: Work) -> FiscalRow:
            values = (
                signed.serial, signed.transaction, signed.counter, signed.signature, stamp(signed.started_at),
                stamp(signed.at), signed.process_type, signed.process_data, subject,
            )  # fmt: skip
            if work.raw.execute(_SIGNED, values).fetchone() is None:
                raise _not_asked(work, subject)
            work.raw.execute(_SALE, (str(BookingState.SIGNED), signed.signature, subject))
            return _known(work.raw, subject)

        return self._writer.run(put, Priority.TILL)

    def failed(self, subject: str, fault: FiscalFault, words: str, staff: Staff) -> FiscalRow:
        def put(work: Work) -> FiscalRow:
            if work.raw.execute(_FAILED, (str(fault), subject)).fetchone() is None:
                raise _not_asked(work, subject)
            work.raw.execute(_SALE, (str(BookingState.FAILED), "", subject))
            now = self._now()
            chain.append(work.raw, now, self._station_id, staff.staff_id, "fiscal_failed", subject, f"{fault}: {words}")
            return _known(work.raw, subject)

        return self._writer.run(put, Priority.TILL)


def _payload(booking: FiscalBooking) -> str:
    taxes = [[line.rate_bp, line.net_minor, line.tax_minor, line.gross_minor] for line in booking.taxes]
    paid = [[str(one.tender), one.amount_minor, str(one.state)] for one in booking.payments]
    return json.dumps({"currency": booking.currency, "taxes": taxes, "paid": paid}, separators=(",", ":"))


def _found(connection: Connection, subject: str) -> FiscalRow | None:
    row = connection.execute(f"{_ROW} WHERE sale_id = ?", (subject,)).fetchone()
    return None if row is None else _row(row)


def _known(connection: Connection, subject: str) -> FiscalRow:
    row = _found(connection, subject)
    if row is None:
        raise NotFound(f"Nothing is booked for {subject}.", subject=subject)
    return row


def _not_asked(work: Work, subject: str) -> Conflict:
    row = _known(work.raw, subject)
    return Conflict(f"The booking of {subject} is {row.state} already.", subject=subject, state=str(row.state))


def _row(row: tuple[Any, ...]) -> FiscalRow:
    booking_id, subject, kind, shift_id, state, device, transaction, counter, signature, reason, started, at = row[:12]
    return FiscalRow(
        booking_id, subject, BookingKind(kind), shift_id, BookingState(state), device, transaction, counter, signature,
        reason, moment(started), known_moment(at), row[12], row[13],
    )  # fmt: skip
