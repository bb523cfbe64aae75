"""Things fetched again by their ids: what a webhook named, at background pace, each whole.

An id that is gone, or that the token may not read, is missing from the answer; what to make of that is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.services.ports.store import StorePage
from ticketforge_desktop.shopify import decode, decode_events, replies
from ticketforge_desktop.shopify.client import Client
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.faults import TooCostly
from ticketforge_desktop.shopify.pages import newest
from ticketforge_desktop.shopify.paging import present
from ticketforge_desktop.shopify.wire import Connection

T = TypeVar("T")
_IDS_A_REQUEST: Final = 20


class Fetching:
    """Reads by id for one shop."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def products(self, product_ids: Sequence[int], currency: str) -> StorePage:
        """Events with all their categories; products that are no events are named apart."""
        nodes = self._nodes("products_by_id", replies.ProductsById, "Product", product_ids)
        events = [node for node in nodes if decode_events.is_event(node)]
        categories = tuple(
            decode_events.category_record(variant, decode_events.event_id_of(node), currency)
            for node in events
            for variant in self._all(
                node.variants, "product_variants", replies.ProductVariants, node.id, lambda more: more.variants
            )
        )
        batch = StoreBatch(
            events=tuple(decode_events.event_record(node, currency) for node in events), categories=categories
        )
        others = tuple(decode.number(node.id) for node in nodes if not decode_events.is_event(node))
        return StorePage(batch, cursor="", more=False, newest=newest(nodes), no_events=others, objects=len(nodes))

    def stock(self, item_ids: Sequence[int]) -> StorePage:
        """All levels of these inventory items, those that were switched off included."""
        items = self._nodes("stock_by_item", replies.StockByItem, "InventoryItem", item_ids)
        levels = [
            level
            for item in items
            for level in self._all(
                item.inventory_levels, "item_levels", replies.ItemLevels, item.id, lambda more: more.inventory_levels
            )
        ]
        batch = StoreBatch(stock=tuple(decode_events.stock_record(level) for level in levels))
        return StorePage(batch, cursor="", more=False, newest=newest(levels), objects=len(items))

    def _nodes(self, name: str, reply: type[Any], kind: str, numbers: Sequence[int]) -> list[Any]:
        """Nodes by id, in as many requests as their cost demands."""
        found: list[Any] = []
        waiting, size = [f"gid://shopify/{kind}/{number}" for number in numbers], _IDS_A_REQUEST
        while waiting:
            try:
                nodes = self._client.run(document(name), reply, {"ids": waiting[:size]}).nodes
            except TooCostly:
                if size == 1:
                    raise
                size //= 2
                continue
            found += [node for node in nodes if node is not None]
            waiting = waiting[size:]
        return found

    def _all(
        self,
        first: Connection[T] | None,
        rest: str,
        reply: type[Any],
        owner: str,
        connection: Callable[[Any], Connection[T]],
    ) -> list[T]:
        """A nested connection to its end. An owner that is gone meanwhile has no more."""
        if first is None:
            return []
        asked = document(rest)
        found, info = present(first), first.page_info
        while info.has_next_page and info.end_cursor:
            page = {"id": owner, "after": info.end_cursor, "first": asked.page}
            more = self._client.run(asked, reply, page).node
            if more is None:
                break
            found += present(connection(more))
            info = connection(more).page_info
        return found
