"""Which terms each connection of the query root can be searched by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ticketforge_desktop.demo import documents
from ticketforge_desktop.demo.search import Terms
from ticketforge_desktop.demo.state import World


def _names(readers: documents.Readers) -> frozenset[str]:
    return frozenset(readers) - {"default"}


_TERMS: Mapping[str, Terms] = {
    "orders": Terms(_names(documents.ORDER), frozenset({"open", "closed", "cancelled", "not_closed"})),
    "products": Terms(_names(documents.PRODUCT), frozenset({"active", "draft", "archived", "unlisted"})),
    "productVariants": Terms(_names(documents.VARIANT)),
    "customers": Terms(_names(documents.CUSTOMER), whole_days=frozenset({"updated_at"})),
    # ``customersCount`` knows fewer terms than ``customers`` (recordings, line 54: email is an invalid field there)
    "inventoryItems": Terms(_names(documents.ITEM)),
}


def table_terms(name: str, world: World) -> Terms:
    """The terms of a root connection, in the shop's own zone."""
    return replace(_TERMS[name], zone=world.shop.zone, now=world.now())


LIST_TERMS: Mapping[str, Terms] = {
    "events": Terms(frozenset({"id", "action", "subject_type", "subject_id", "created_at", "comments"})),
    "fulfillmentOrders": Terms(frozenset({"id", "status", "updated_at", "assigned_location_id"})),
    "locations": Terms(frozenset({"id", "name", "active", "created_at", "city", "country", "zip", "address1"})),
    "metaobjects": Terms(frozenset({"id", "handle", "display_name", "updated_at", "created_at"})),
    "draftOrders": Terms(frozenset({"id", "name", "status", "tag", "created_at", "updated_at", "customer_id"})),
    "bulkOperations": Terms(
        frozenset({"id", "status", "operation_type", "created_at"}),
        frozenset({"created", "running", "completed", "canceling", "canceled", "failed", "expired"}),
    ),
    "webhookSubscriptions": Terms(frozenset({"id", "topic", "uri", "created_at", "updated_at", "format"})),
}


def list_terms(name: str, world: World) -> Terms:
    """The terms of a connection over a short list."""
    return replace(LIST_TERMS[name], zone=world.shop.zone, now=world.now())
