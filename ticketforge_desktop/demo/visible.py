"""What an app may see of the orders: without ``read_all_orders`` only those of the last 60 days.

https://shopify.dev/docs/api/usage/access-scopes#orders-permissions. Older ones are not refused, they are simply not
there, so a client must look at its scopes to know that something is missing.
"""

from __future__ import annotations

from dataclasses import replace

from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.search import Reader, Search

WINDOW = 60 * 86_400


def sees_all(context: RequestContext) -> bool:
    """Whether old orders are visible."""
    return "read_all_orders" in context.scopes


def sees(thing: object, context: RequestContext) -> bool:
    """Whether one thing is visible."""
    if not isinstance(thing, Order) or sees_all(context):
        return True
    return thing.created_at >= context.world.now() - WINDOW


def limited(search: Search, name: str, context: RequestContext) -> Search:
    """A search of ``orders`` that leaves old ones out."""
    if name != "orders" or sees_all(context):
        return search
    oldest = context.world.now() - WINDOW
    inner = search.matches

    def matches(read: Reader) -> bool:
        created = read("created_at")
        return isinstance(created, int) and created >= oldest and inner(read)

    return replace(search, matches=matches)
