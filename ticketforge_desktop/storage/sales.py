"""`TillFile` in the station file: a sale is one transaction, with its tickets and what the store must hear of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.tenders import Payment, PaymentState, Tender
from ticketforge_desktop.services.ports.allotments import LeaseUse, used_acts
from ticketforge_desktop.services.ports.fiscal import FiscalBooking
from ticketforge_desktop.services.ports.till import (
    NoOpenShift,
    OpenShift,
    Sale,
    SaleDraft,
    SaleState,
    StockWay,
    TicketEnd,
    aggregate_of,
)
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.allotments import use_in
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.sale_rows import booking_of, line_values, read_sale, sale_ids, ticket_values
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

TakeSeats = Callable[[Work, str, Sequence[str], str, Staff, Collection[str]], None]
"""(transaction, event, seats, sale, person, holds): makes seats of ours the sale's; raises `SeatGone`."""
FreeSeats = Callable[[Work, str, Sequence[str], str, Staff], None]
"""(transaction, event, seats, sale, person): seats of a sale are ours to sell again; raises `SeatGone`."""
Book = Callable[[Work, FiscalBooking], None]
"""Writes what a signing device must sign, where one is set up (`fiscal.FiscalRows.book_in`)."""

_SALE: Final = (
    "INSERT INTO sales (sale_id, receipt, kind, reverses, shift_id, staff_id, second_staff_id, at, currency,"
    " total_minor, tax_minor, tax_included, discount_minor, discount_reason, rounding_minor, fee_minor, customer_id,"
    " holder, email, phone, address, note, state, stock, words)"
    " VALUES (?,(SELECT coalesce(max(receipt), 0) + 1 FROM sales),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_LINE: Final = (
    "INSERT INTO sale_lines (sale_id, line, event_id, category_id, variant_id, sku, title, price_class, quantity,"
    " price_minor, discount_minor, total_minor, currency, tax_rate, tax_minor, seats, seed, allotment_id, reason)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_TICKET: Final = (
    "INSERT INTO sold_tickets (ticket_id, sale_id, line, unit, units, event_id, category_id, variant_id, ean, seat,"
    " holder, state, issue, price_minor, currency) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_PAYMENT: Final = (
    "INSERT INTO payments (sale_id, shift_id, tender, amount_minor, currency, given_minor, change_minor, reference,"
    " state, at) VALUES (?,?,?,?,?,?,?,?,?,?)"
)
_OPEN_SHIFT: Final = (
    "SELECT shift_id, number, currency FROM shifts WHERE closed_at = '' ORDER BY opened_at DESC LIMIT 1"
)
_END: Final = (
    "INSERT INTO ended_tickets (ticket_id, state, event_id, sale_id, reason, at) VALUES (?,?,?,?,?,?)"
    " ON CONFLICT DO NOTHING"
)
_LEFT: Final = (
    "SELECT tender, sum(amount_minor) FROM payments WHERE state <> 'declined' AND sale_id IN"
    " (SELECT sale_id FROM sales WHERE sale_id = ?1 OR reverses = ?1) GROUP BY tender HAVING sum(amount_minor) > 0"
    " ORDER BY min(payment_id)"
)
_ENDED: Final = "SELECT 1 FROM ended_tickets"
_DEAD: Final = "UPDATE sold_tickets SET state = ? WHERE ticket_id = ?"
_SPEND: Final = (
    "UPDATE vouchers SET left_minor = left_minor - ?1 WHERE code = ?2 AND currency = ?3 AND left_minor >= ?1"
)


class SalesFile:
    """`TillFile`.

    Args:
        writer, readers, outbox: of the station file.
        station_id: this station, for the audit.
        take_seats, book: see there.
        now: the program's clock.
    """

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        outbox: OutboxFile,
        station_id: str,
        now: Callable[[], datetime],
        take_seats: TakeSeats,
        free_seats: FreeSeats,
        book: Book,
    ) -> None:
        self._writer, self._readers, self._outbox = writer, readers, outbox
        self._station_id, self._now = station_id, now
        self._take_seats, self._free_seats, self._book = take_seats, free_seats, book

    def write(self, draft: SaleDraft, staff: Staff) -> Sale:
        def write(work: Work) -> Sale:
            known = work.raw.execute("SELECT 1 FROM sales WHERE sale_id = ?", (draft.sale_id,)).fetchone()
            if known is None:
                self._write(work, draft, staff)
            return read_sale(work.raw, draft.sale_id)

        return self._writer.run(write, Priority.TILL)

    def open_shift(self) -> OpenShift:
        with self._readers.borrow() as connection:
            return open_shift_in(connection)

    def sale(self, sale_id: str) -> Sale:
        with self._readers.borrow() as connection:
            return read_sale(connection, sale_id)

    def sale_of(self, ticket_id: str) -> Sale | None:
        """The sale a ticket was sold by, None for one that was not sold here."""
        with self._readers.borrow() as connection:
            row = connection.execute("SELECT sale_id FROM sold_tickets WHERE ticket_id = ?", (ticket_id,)).fetchone()
            return None if row is None else read_sale(connection, row[0])

    def left_of(self, sale_id: str) -> Sequence[tuple[Tender, int]]:
        """What of each payment of a sale did not go back yet, in the order in which they were made."""
        with self._readers.borrow() as connection:
            rows = connection.execute(_LEFT, (sale_id,)).fetchall()
        return [(Tender(tender), left) for tender, left in rows]

    def asked(self) -> Sequence[Sale]:
        with self._readers.borrow() as connection:
            ids = connection.execute("SELECT sale_id FROM sales WHERE state = 'asked'").fetchall()
            return [read_sale(connection, sale_id) for (sale_id,) in ids]

    def ended(self, ticket_ids: Sequence[str]) -> Sequence[str]:
        with self._readers.borrow() as connection:
            find = connection.execute
            return [one for one in ticket_ids if find(f"{_ENDED} WHERE ticket_id = ?", (one,)).fetchone()]

    def sales(self, *, shift_id: str = "", limit: int = 100) -> Sequence[Sale]:
        with self._readers.borrow() as connection:
            return [read_sale(connection, sale_id) for sale_id in sale_ids(connection, shift_id, limit)]

    def settle(self, sale_id: str, state: SaleState, payments: Sequence[Payment], at: datetime, staff: Staff) -> Sale:
        def settle(work: Work) -> Sale:
            sale = read_sale(work.raw, sale_id)
            if sale.state is state:
                return sale
            if sale.state is not SaleState.ASKED:
                raise Conflict(f"Sale {sale.receipt} is {sale.state} already.", sale=sale_id, state=str(sale.state))
            work.raw.execute("UPDATE sales SET state = ? WHERE sale_id = ?", (str(state), sale_id))
            end = TicketEnd.VALID if state is SaleState.PAID else TicketEnd.VOID
            work.raw.execute("UPDATE sold_tickets SET state = ? WHERE sale_id = ?", (str(end), sale_id))
            for line in sale.lines if state is SaleState.REFUSED else ():
                if line.seats and line.seed:
                    self._free_seats(work, line.event_id, line.seats, sale_id, staff)
            if state is SaleState.PAID:
                shift = open_shift_in(work.raw, sale.total.currency).shift_id
                work.raw.execute("UPDATE sales SET shift_id = ? WHERE sale_id = ?", (shift, sale_id))
                self._pay(work, sale_id, shift, sale.total.currency, payments, at)
                self._book(work, booking_of(sale_id, sale.kind, shift, at, sale.total.currency, sale.lines, payments))
            self._entry(work, staff, f"sale_{state}", sale_id, str(sale.receipt))
            return read_sale(work.raw, sale_id)

        return self._writer.run(settle, Priority.TILL)

    def _write(self, work: Work, draft: SaleDraft, staff: Staff) -> None:
        asked = draft.stock is StockWay.SHELF
        shift = open_shift_in(work.raw, draft.currency).shift_id
        leases = self._leases(work, draft) if draft.stock is StockWay.LEASE else {}
        buyer = draft.buyer
        state = SaleState.ASKED if asked else SaleState.PAID
        values = (
            draft.sale_id, str(draft.kind), draft.reverses, shift, staff.staff_id, draft.second_staff_id,
            stamp(draft.at), draft.currency, draft.total_minor, draft.tax_minor, int(draft.tax_included),
            draft.discount_minor, draft.discount_reason, draft.rounding_minor, draft.fee_minor, buyer.customer_id,
            buyer.name, buyer.email, buyer.phone, buyer.address, draft.note, str(state), str(draft.stock), draft.words,
        )  # fmt: skip
        work.raw.execute(_SALE, values)
        for line in draft.lines:
            allotments = ",".join(use.allotment_id for use in leases.get(line.line, ()))
            work.raw.execute(_LINE, line_values(draft, line, allotments))
            if line.seats and line.seed:
                self._take_seats(work, line.event_id, line.seats, draft.sale_id, staff, draft.holds)
        end = TicketEnd.ASKED if asked else TicketEnd.VALID
        work.raw.executemany(_TICKET, [ticket_values(draft, ticket, end) for ticket in draft.tickets])
        if not asked:
            self._pay(work, draft.sale_id, shift, draft.currency, draft.payments, draft.at)
            self._book(
                work,
                booking_of(draft.sale_id, draft.kind, shift, draft.at, draft.currency, draft.lines, draft.payments),
            )
        used = used_acts((use for uses in leases.values() for use in uses), aggregate_of(draft.sale_id))
        ids = [self._outbox.add_in(work, act, staff) for act in (*draft.acts, *used)]
        if ids:
            work.raw.execute("UPDATE sales SET outbox_id = ? WHERE sale_id = ?", (ids[0], draft.sale_id))
        self._end(work, draft, staff)
        told = " ".join(filter(None, (f"{draft.total_minor} {draft.currency}", draft.reason)))
        self._entry(work, staff, str(draft.kind), draft.sale_id, told)

    def _end(self, work: Work, draft: SaleDraft, staff: Staff) -> None:
        """Take tickets back; their seats are ours to sell again. Raises `Conflict`: one was taken back before."""
        for one in draft.ends:
            values = (one.ticket_id, str(one.state), one.event_id, draft.sale_id, draft.reason, stamp(draft.at))
            if not work.raw.execute(_END, values).rowcount:
                raise Conflict("This ticket was taken back before.", ticket=one.ticket_id)
            work.raw.execute(_DEAD, (str(one.state), one.ticket_id))
            if one.seat and one.sale_id:
                self._free_seats(work, one.event_id, (one.seat,), one.sale_id, staff)

    def _leases(self, work: Work, draft: SaleDraft) -> dict[int, tuple[LeaseUse, ...]]:
        """Units of ours for each line of tickets, by line."""
        return {
            line.line: use_in(work, line.variant_id, line.quantity, draft.at, holds=draft.holds)
            for line in draft.lines
            if line.seed
        }

    def _pay(
        self, work: Work, sale_id: str, shift: str, currency: str, payments: Sequence[Payment], at: datetime
    ) -> None:
        for payment in payments:
            if payment.tender is Tender.VOUCHER and payment.state is PaymentState.PAID:
                self._spend(work, payment, currency)
            values = (
                sale_id, shift, str(payment.tender), payment.amount_minor, currency, payment.given_minor,
                payment.change_minor, payment.reference, str(payment.state), stamp(at),
            )  # fmt: skip
            work.raw.execute(_PAYMENT, values)

    @staticmethod
    def _spend(work: Work, payment: Payment, currency: str) -> None:
        """Take a payment off its voucher, or put it back."""
        if not work.raw.execute(_SPEND, (payment.amount_minor, payment.reference, currency)).rowcount:
            raise BadInput(
                f"Voucher {payment.reference!r} is not known here, or is worth less.",
                field="reference",
                value=payment.reference,
                next_step="Look at the code and at what is left on it; take the rest by another tender.",
            )

    def _entry(self, work: Work, staff: Staff, action: str, subject: str, detail: str) -> None:
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, subject, detail)


def open_shift_in(connection: Connection, currency: str = "") -> OpenShift:
    """The open shift. Raises `NoOpenShift`; `BadInput` when it counts another currency."""
    row = connection.execute(_OPEN_SHIFT).fetchone()
    if row is None:
        raise NoOpenShift("No shift is open at this station.")
    shift = OpenShift(*row)
    if currency and shift.currency != currency:
        raise BadInput(f"The open shift counts {shift.currency}, not {currency}.", field="currency", value=currency)
    return shift
