"""One order with all that hangs on it, as it stands in the mirror: read, written, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ticketforge_desktop.domain.records import (
    FulfillmentOrderRecord,
    HardticketRecord,
    LineRecord,
    OrderRecord,
    RefundLineRecord,
    TicketRecord,
    TransactionRecord,
)
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.derivation import Derivation, sale_line
from ticketforge_desktop.storage.figures import Ledger
from ticketforge_desktop.storage.made_participants import settle_participant
from ticketforge_desktop.storage.records_sql import (
    INSERT_HARDTICKET,
    INSERT_SALE_LINE,
    INSERT_TICKET,
    INSERT_UNPLACED,
    INSERT_WORDS,
    TICKET_COLUMNS,
    UPSERTS,
    select,
)
from ticketforge_desktop.storage.schema.search import ORDER, search_row
from ticketforge_desktop.storage.search_words import order_words

_OF_ORDER: Final = "WHERE order_id = ?"
_LINES: Final = select("order_lines", f"{_OF_ORDER} ORDER BY line_id")
_REFUNDS: Final = select("refund_lines", f"{_OF_ORDER} ORDER BY refund_id, line_id, restock")
_TICKETS: Final = f"SELECT {TICKET_COLUMNS} FROM tickets {_OF_ORDER} ORDER BY line_id, unit"  # noqa: S608
_PAID: Final = select("transactions", f"{_OF_ORDER} ORDER BY transaction_id")
_SENDING: Final = select("fulfillment_orders", f"{_OF_ORDER} ORDER BY fulfillment_order_id")
_DROP_SENDING: Final = "DELETE FROM fulfillment_orders WHERE order_id = ? AND fulfillment_order_id = ?"
_HANGING: Final = ("order_lines", "refund_lines", "transactions", "fulfillment_orders")
_DERIVED: Final = ("tickets", "hardticket_orders", "unplaced_lines")
_OTHERS: Final = (
    "SELECT DISTINCT order_id FROM sale_lines_seen"
    " WHERE sale IN (SELECT sale FROM sale_lines_seen WHERE order_id = ?1) AND order_id <> ?1"
)
# Orders whose sale may have another first line now: they are looked at again.
_QUEUE_OTHERS: Final = f"INSERT OR IGNORE INTO orders_to_derive (order_id) {_OTHERS}"
# What an order causes in the station file is seen to after the commit (`storage/process_queue.py`).
_TO_PROCESS: Final = "INSERT OR REPLACE INTO orders_to_process (order_id) VALUES (?)"
_KEEP_TICKETS: Final = (
    "INSERT OR REPLACE INTO removed_tickets (order_id, ticket_id, order_name, event_id)"
    " SELECT t.order_id, t.ticket_id, o.name, t.event_id FROM tickets t JOIN orders o ON o.order_id = t.order_id"
    " WHERE t.order_id = ?"
)


class OrderRows:
    """Orders of the mirror inside one transaction; `ledger` gathers what their figures move by."""

    def __init__(self, connection: Connection, derivation: Derivation, ledger: Ledger) -> None:
        self._connection = connection
        self.people: set[int] = set()  # participants made or taken out, whom orders alone know of
        self._run = connection.execute
        self._many = connection.executemany
        self._derivation = derivation
        self._ledger = ledger

    def put(
        self,
        order: OrderRecord,
        lines: Sequence[LineRecord],
        refunds: Sequence[RefundLineRecord],
        paid: Sequence[TransactionRecord] = (),
        sending: Sequence[FulfillmentOrderRecord] = (),
    ) -> bool:
        """Write an order with all that hangs on it, and derive it; False when nothing is new or ours is newer."""
        known = self._order(order.order_id)
        lines, paid, sending = sorted(lines, key=lambda line: line.line_id), sorted(paid), sorted(sending)
        if known is not None:
            if known.updated_at > order.updated_at:
                return False
            ours = self._lines(order.order_id)
            if known == order and ours == lines and self._hangs(order.order_id) == (merged(refunds), paid, sending):
                return False
            self._count_out(known, ours)
        # Also of one that is new: a bulk file may have brought lines of an order nobody could read.
        self._clear(order.order_id, ("order_lines", "refund_lines", "transactions"))
        self._run(UPSERTS["orders"], order)
        self._many(UPSERTS["order_lines"], lines)
        self._many(UPSERTS["refund_lines"], refunds)
        self._many(UPSERTS["transactions"], paid)
        self._put_sending(order.order_id, sending)
        self._name_sales(order.order_id, lines)
        self._run("DELETE FROM search WHERE rowid = ?", (search_row(ORDER, order.order_id),))
        self._run(INSERT_WORDS, (search_row(ORDER, order.order_id), order_words(order)))
        self._derive(order, lines)
        self._settle_people({order.customer_id, *(() if known is None else (known.customer_id,))})
        self._run(_TO_PROCESS, (order.order_id,))
        return True

    def put_sending(self, sending: FulfillmentOrderRecord) -> bool:
        """Write a fulfilment order that came by itself; False for an order that is not here, and when ours is newer."""
        rows = self._sending(sending.order_id)
        known = next((row for row in rows if row.fulfillment_order_id == sending.fulfillment_order_id), None)
        if known is not None and (known == sending or known.updated_at > sending.updated_at):
            return False
        if known is None and self._order(sending.order_id) is None:
            return False  # it comes with its order
        self._run(UPSERTS["fulfillment_orders"], sending)
        return True

    def derive_again(self, order_id: int) -> bool:
        """Derive an order whose events, keys or sales changed; False when it comes to the same."""
        order = self._order(order_id)
        if order is None:
            return False
        lines = self._lines(order_id)
        before = self._standing(order_id)
        self._count_out(order, lines)
        self._derive(order, lines)
        changed = before != self._standing(order_id)
        if changed:
            self._run(_TO_PROCESS, (order_id,))
        return changed

    def remove(self, order_id: int) -> bool:
        """Take an order out; False when it was not there."""
        order = self._order(order_id)
        if order is None:
            return False
        self._count_out(order, self._lines(order_id))
        self._name_sales(order_id, ())
        self._run(_KEEP_TICKETS, (order_id,))
        self._run(_TO_PROCESS, (order_id,))
        self._clear(order_id, (*_DERIVED, *_HANGING, "orders"))
        self._run("DELETE FROM search WHERE rowid = ?", (search_row(ORDER, order_id),))
        self._settle_people({order.customer_id})
        return True

    def _settle_people(self, customer_ids: set[int]) -> None:
        self.people |= {number for number in customer_ids if settle_participant(self._connection, number)}

    def _derive(self, order: OrderRecord, lines: Sequence[LineRecord]) -> None:
        derived = self._derivation.of(order, lines)
        self._clear(order.order_id, _DERIVED)
        self._many(INSERT_TICKET, derived.tickets)
        if derived.hardticket is not None:
            self._run(INSERT_HARDTICKET, derived.hardticket)
        self._many(INSERT_UNPLACED, [(order.order_id, line_id) for line_id in derived.unplaced])
        self._ledger.add(order, lines, derived.tickets)

    def _name_sales(self, order_id: int, lines: Sequence[LineRecord]) -> None:
        self._run(_QUEUE_OTHERS, (order_id,))
        self._clear(order_id, ("sale_lines_seen",))
        sales = [row for line in lines if line.seed and (row := sale_line(line)) is not None]
        if sales:
            self._many(INSERT_SALE_LINE, sales)
            self._run(_QUEUE_OTHERS, (order_id,))

    def _count_out(self, order: OrderRecord, lines: Sequence[LineRecord]) -> None:
        self._ledger.add(order, lines, self._tickets(order.order_id), -1)

    def _standing(self, order_id: int) -> tuple[list[TicketRecord], list[HardticketRecord], list[tuple[int, int]]]:
        posted = self._run(f"SELECT order_id, state, created_at FROM hardticket_orders {_OF_ORDER}", (order_id,))  # noqa: S608
        waiting = self._run(f"SELECT order_id, line_id FROM unplaced_lines {_OF_ORDER}", (order_id,))  # noqa: S608
        return self._tickets(order_id), [HardticketRecord(*row) for row in posted], waiting.fetchall()

    def _order(self, order_id: int) -> OrderRecord | None:
        row = self._run(select("orders", _OF_ORDER), (order_id,)).fetchone()
        return None if row is None else OrderRecord(*row)

    def _lines(self, order_id: int) -> list[LineRecord]:
        return [LineRecord(*row) for row in self._run(_LINES, (order_id,))]

    def _hangs(
        self, order_id: int
    ) -> tuple[list[RefundLineRecord], list[TransactionRecord], list[FulfillmentOrderRecord]]:
        paid = [TransactionRecord(*row) for row in self._run(_PAID, (order_id,))]
        return self._refunds(order_id), paid, self._sending(order_id)

    def _sending(self, order_id: int) -> list[FulfillmentOrderRecord]:
        return [FulfillmentOrderRecord(*row) for row in self._run(_SENDING, (order_id,))]

    def _put_sending(self, order_id: int, sending: Sequence[FulfillmentOrderRecord]) -> None:
        """All of an order; one that was read by itself and is newer stays as it is."""
        known = {row.fulfillment_order_id: row.updated_at for row in self._sending(order_id)}
        gone = known.keys() - {row.fulfillment_order_id for row in sending}
        self._many(_DROP_SENDING, [(order_id, number) for number in gone])
        newer = [row for row in sending if known.get(row.fulfillment_order_id, "") <= row.updated_at]
        self._many(UPSERTS["fulfillment_orders"], newer)

    def _refunds(self, order_id: int) -> list[RefundLineRecord]:
        return [RefundLineRecord(*row) for row in self._run(_REFUNDS, (order_id,))]

    def _tickets(self, order_id: int) -> list[TicketRecord]:
        return [TicketRecord(row[0], "", *row[1:]) for row in self._run(_TICKETS, (order_id,))]

    def _clear(self, order_id: int, tables: Sequence[str]) -> None:
        for table in tables:
            self._run(f"DELETE FROM {table} {_OF_ORDER}", (order_id,))  # noqa: S608 - names are ours


def merged(refunds: Sequence[RefundLineRecord]) -> list[RefundLineRecord]:
    """Refund lines as the table keeps them: equals summed up, in order."""
    found: dict[tuple[int, int, str], RefundLineRecord] = {}
    for refund in refunds:
        key = refund.refund_id, refund.line_id, refund.restock
        known = found.get(key)
        if known is not None:
            refund = known._replace(  # noqa: PLW2901
                quantity=known.quantity + refund.quantity, amount_minor=known.amount_minor + refund.amount_minor
            )
        found[key] = refund
    return [found[key] for key in sorted(found)]
