"""Bundles of records that travel from the store to the mirror in one piece."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    LineRecord,
    LocationRecord,
    OrderRecord,
    ParticipantRecord,
    PublicKeyRecord,
    RefundLineRecord,
    StockRecord,
)


@dataclass(frozen=True, slots=True)
class StoreBatch:
    """What one page or one stretch of a bulk file brought; any part may be empty.

    Lines and refund lines name their order by `order_id`; in a bulk file they may come before it. In an
    incremental page every order brings all its lines and refunds: lines it no longer has are gone.
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

    def __len__(self) -> int:
        return sum(len(getattr(self, field.name)) for field in fields(self))
