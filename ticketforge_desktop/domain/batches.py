"""Bundles of records that travel from the store to the mirror in one piece."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    FulfillmentOrderRecord,
    LineRecord,
    LocationRecord,
    OrderRecord,
    ParticipantRecord,
    PublicKeyRecord,
    RefundLineRecord,
    StockRecord,
    TransactionRecord,
    TroubleRecord,
)


@dataclass(frozen=True, slots=True)
class StoreBatch:
    """What one page or one stretch of a bulk file brought; any part may be empty.

    Lines and refund lines name their order by `order_id`; in a bulk file they may come before it. In an
    incremental page every order brings all that hangs on it (lines, refunds, transactions, fulfilment orders): what
    it no longer has is gone. Fulfilment orders may also come alone, for an order that is known. `troubles` names
    what could not be read: it is in none of the other parts, or not whole.
    """

    locations: tuple[LocationRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    stock: tuple[StockRecord, ...] = ()
    participants: tuple[ParticipantRecord, ...] = ()
    orders: tuple[OrderRecord, ...] = ()
    lines: tuple[LineRecord, ...] = ()
    refund_lines: tuple[RefundLineRecord, ...] = ()
    keys: tuple[PublicKeyRecord, ...] = ()
    transactions: tuple[TransactionRecord, ...] = ()
    fulfillment_orders: tuple[FulfillmentOrderRecord, ...] = ()
    troubles: tuple[TroubleRecord, ...] = ()

    def __len__(self) -> int:
        return sum(len(getattr(self, field.name)) for field in fields(self))
