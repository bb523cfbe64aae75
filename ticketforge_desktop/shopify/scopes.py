"""The access scopes the program needs, and what it says of what is withheld (shopify.dev: "API access scopes")."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# Without these nothing can be mirrored.
TO_READ: Final = ("read_products", "read_inventory", "read_locations", "read_orders", "read_customers")
# With these the station's own acts reach the store: sales, refunds, edits, postage, stock, events, consent.
TO_WRITE: Final = (
    "write_products",
    "write_inventory",
    "write_orders",
    "write_order_edits",
    "write_draft_orders",
    "write_customers",
    "write_merchant_managed_fulfillment_orders",
    "write_publications",
)
ALL_ORDERS: Final = "read_all_orders"
# A login through the browser asks for all of it; Shopify gives `read_all_orders` to apps that were approved for it.
ASKED_FOR: Final = (*TO_READ, *TO_WRITE, ALL_ORDERS)


def missing_scopes(granted: Iterable[str]) -> tuple[str, ...]:
    """Required scopes that were not granted; `write_x` includes `read_x`."""
    held = set(granted)
    held |= {f"read_{scope.removeprefix('write_')}" for scope in held if scope.startswith("write_")}
    return tuple(scope for scope in (*TO_READ, *TO_WRITE) if scope not in held)


def hides_people_by_plan(plan: str) -> bool:
    """Whether apps of a merchant on this plan get names, addresses and e-mails as null (shopify.dev: "Protected
    customer data")."""
    return plan.casefold() in ("basic", "basic shopify", "starter")
