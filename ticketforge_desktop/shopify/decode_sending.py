"""From the store's words to the trade's: what is to be sent of an order."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ticketforge_desktop.domain.records import FulfillmentOrderRecord
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import FulfillmentLineNode, FulfillmentOrderNode


def fulfillment_order_record(
    node: FulfillmentOrderNode, lines: Sequence[FulfillmentLineNode], order_id: int
) -> FulfillmentOrderRecord:
    """A fulfilment order with all its lines.

    Raises:
        StoreRefused: an id is none.
    """
    place = node.assigned_location.location if node.assigned_location is not None else None
    rows = [
        [number(line.id), number(line.line_item.id), line.total_quantity, line.remaining_quantity] for line in lines
    ]
    return FulfillmentOrderRecord(
        number(node.id),
        order_id,
        number(place.id) if place is not None else 0,
        node.status,
        node.request_status,
        json.dumps(sorted(rows), separators=(",", ":")),
        node.updated_at,
    )
