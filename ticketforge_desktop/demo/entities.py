"""The things a store holds, as small mutable records.

Conventions, kept by everything in ``demo``:

* ids are plain integers (the number in the gid), times are whole seconds since 1970 (UTC), as Shopify rounds them;
* money is an integer of minor units in the *shop's* currency; what the buyer saw is derived from the order's rate;
* collections are tuples: an empty one costs nothing, and 100,000 orders must fit into 500 MB. To change one, assign
  a new tuple (``order.refunds = (*order.refunds, refund)``);
* every class carries ``TYPE``, its GraphQL type name. Rare types are no classes but dicts, see ``state.World.records``.
"""

from __future__ import annotations

from ticketforge_desktop.demo.catalogue import (
    ON_HAND_STATES,
    STOCK_STATES,
    Address,
    Consent,
    Customer,
    InventoryItem,
    Level,
    Location,
    Metafield,
    MetafieldMap,
    Product,
    Snapshot,
    Variant,
)
from ticketforge_desktop.demo.orders import (
    Edit,
    FoLine,
    Fulfillment,
    FulfillmentLine,
    FulfillmentOrder,
    Line,
    Order,
    Refund,
    RefundLine,
    Transaction,
)

__all__ = [
    "ON_HAND_STATES",
    "STOCK_STATES",
    "Address",
    "Consent",
    "Customer",
    "Edit",
    "FoLine",
    "Fulfillment",
    "FulfillmentLine",
    "FulfillmentOrder",
    "InventoryItem",
    "Level",
    "Line",
    "Location",
    "Metafield",
    "MetafieldMap",
    "Order",
    "Product",
    "Refund",
    "RefundLine",
    "Snapshot",
    "Transaction",
    "Variant",
]
