"""Which scope a root field needs, and the error a store gives without it.

From the package's ``requiredAccess`` notes of the schema and https://shopify.dev/docs/api/usage/access-scopes. Any one
of a field's scopes suffices; a ``write_`` scope includes its ``read_``.
"""

from __future__ import annotations

from collections.abc import Iterable

from ticketforge_desktop.demo.calls import Refused

_READS = {
    "read_orders": "order orders ordersCount orderByIdentifier refund fulfillment return returnableFulfillments",
    "read_products": "product products productsCount productByIdentifier productVariant productVariants "
    "productVariantsCount productOperation",
    "read_customers": "customer customers customersCount",
    "read_inventory": "inventoryItem inventoryItems inventoryLevel",
    "read_locations": "location locations",
    "read_draft_orders": "draftOrder draftOrders",
    "read_publications": "publications publicationsCount",
    "read_metaobjects": "metaobject metaobjects metaobjectByHandle",
    "read_metaobject_definitions": "metaobjectDefinition metaobjectDefinitions metaobjectDefinitionByType",
    "read_merchant_managed_fulfillment_orders": "fulfillmentOrder fulfillmentOrders",
    "read_returns": "returnReasonDefinitions",
}
QUERY_SCOPES = {field: (scope,) for scope, fields in _READS.items() for field in fields.split()}
NODE_SCOPES = {
    "Order": "read_orders",
    "Product": "read_products",
    "ProductVariant": "read_products",
    "Customer": "read_customers",
    "InventoryItem": "read_inventory",
    "DraftOrder": "read_draft_orders",
}
DOCUMENTATION = "https://shopify.dev/api/usage/access-scopes"


def has_scope(granted: frozenset[str], wanted: str) -> bool:
    """Whether a token with ``granted`` may do what ``wanted`` allows."""
    return wanted in granted or (wanted.startswith("read_") and f"write_{wanted[5:]}" in granted)


def demand(field: str, scopes: Iterable[str], granted: frozenset[str]) -> None:
    """Refused with ACCESS_DENIED unless one of the scopes was granted."""
    wanted = tuple(scopes)
    if not wanted or any(has_scope(granted, scope) for scope in wanted):
        return
    needed = " or ".join(f"`{scope}`" for scope in wanted) + " access scope."
    raise Refused(
        f"Access denied for {field} field. Required access: {needed}",
        "ACCESS_DENIED",
        {"documentation": DOCUMENTATION, "requiredAccess": needed},
    )
