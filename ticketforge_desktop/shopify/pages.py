"""Pages of what changed, each object whole: what is nested and did not fit is followed to its end.

Nested `first` limits truncate silently, so every connection's `pageInfo` is read. Pages shrink when the store says
that a request costs more than it may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.records import LineRecord, RefundLineRecord
from ticketforge_desktop.services.ports.store import StorePage
from ticketforge_desktop.shopify import decode, decode_events, replies
from ticketforge_desktop.shopify.client import BACKGROUND, Client, Manner
from ticketforge_desktop.shopify.documents import Document, document
from ticketforge_desktop.shopify.faults import TooCostly
from ticketforge_desktop.shopify.wire import Connection, LevelNode, OrderNode, ProductNode, VariantNode

T = TypeVar("T")
_IDS_A_REQUEST: Final = 20


class Pages:
    """Reads pages for one shop."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._sizes: dict[str, int] = {}

    def locations(self, cursor: str) -> StorePage:
        """All places that keep stock, whenever they changed."""
        page = self._page("locations", replies.Locations, {"after": cursor or None}).locations
        found = tuple(decode_events.location_record(node) for node in present(page))
        return _store_page(StoreBatch(locations=found), page, "")

    def orders(self, since: str, cursor: str) -> StorePage:
        """Orders, ascending by change."""
        page = self._page("orders_page", replies.Orders, _asked(since, cursor)).orders
        nodes = present(page)
        return _store_page(self._whole_orders(nodes, BACKGROUND), page, newest(nodes))

    def orders_by_id(self, order_ids: Iterable[int], manner: Manner) -> StorePage:
        """These orders; one that is gone is missing."""
        ids = [f"gid://shopify/Order/{order_id}" for order_id in order_ids]
        nodes: list[OrderNode] = []
        for start in range(0, len(ids), _IDS_A_REQUEST):
            asked = {"ids": ids[start : start + _IDS_A_REQUEST]}
            reply = self._client.run(document("orders_by_id"), replies.OrdersById, asked, manner)
            nodes += [node for node in reply.nodes if node is not None]
        return StorePage(self._whole_orders(nodes, manner), cursor="", more=False, newest=newest(nodes))

    def products(self, since: str, cursor: str, currency: str) -> StorePage:
        """Events with their categories, ascending by change; products that are no events are named apart."""
        page = self._page("products_page", replies.Products, _asked(since, cursor)).products
        nodes = present(page)
        events = [node for node in nodes if decode_events.is_event(node)]
        categories = [
            decode_events.category_record(variant, decode_events.event_id_of(node), currency)
            for node in events
            for variant in self._variants(node)
        ]
        batch = StoreBatch(
            events=tuple(decode_events.event_record(node, currency) for node in events), categories=tuple(categories)
        )
        others = tuple(decode.number(node.id) for node in nodes if not decode_events.is_event(node))
        return _store_page(batch, page, newest(nodes), others)

    def customers(self, since: str, cursor: str) -> StorePage:
        """Customers, newest change first, down to `since`: their filter matches whole days and would read the day
        again at every pull."""
        asked = {"after": cursor or None, "query": f"updated_at:>='{since[:10]}'" if since else None}
        page = self._page("customers_page", replies.Customers, asked).customers
        nodes = present(page)
        wanted = [node for node in nodes if node.updated_at >= since]
        batch = StoreBatch(participants=tuple(decode.participant_record(node) for node in wanted))
        more = page.page_info.has_next_page and len(wanted) == len(nodes)
        return StorePage(batch, page.page_info.end_cursor or "", more, newest(nodes), objects=len(nodes))

    def stock(self, location_id: int, since: str, cursor: str) -> StorePage:
        """Levels of one location that changed since a time, in no order."""
        asked = _asked(since, cursor) | {"location": f"gid://shopify/Location/{location_id}"}
        location = self._page("stock_page", replies.Stock, asked).location
        page: Connection[LevelNode] = location.inventory_levels if location is not None else Connection([])
        nodes = present(page)
        return _store_page(
            StoreBatch(stock=tuple(decode_events.stock_record(node) for node in nodes)), page, newest(nodes)
        )

    def _whole_orders(self, nodes: list[OrderNode], manner: Manner) -> StoreBatch:
        lines: list[LineRecord] = []
        refund_lines: list[RefundLineRecord] = []
        for node in nodes:
            order_id = decode.number(node.id)
            for line in self._all(
                node.line_items, "order_lines", replies.OrderLines, node.id, lambda more: more.node.line_items, manner
            ):
                lines.append(decode.line_record(line, order_id))
            for refund in node.refunds:
                for entry in self._all(
                    refund.refund_line_items,
                    "refund_lines",
                    replies.RefundLines,
                    refund.id,
                    lambda more: more.node.refund_line_items,
                    manner,
                ):
                    refund_lines.append(decode.refund_line_record(entry, refund, order_id))
        orders = tuple(decode.order_record(node) for node in nodes)
        return StoreBatch(orders=orders, lines=tuple(lines), refund_lines=tuple(refund_lines))

    def _variants(self, node: ProductNode) -> list[VariantNode]:
        return self._all(
            node.variants, "product_variants", replies.ProductVariants, node.id, lambda more: more.node.variants
        )

    def _all(
        self,
        first: Connection[T] | None,
        rest: str,
        reply: type[Any],
        owner: str,
        connection: Callable[[Any], Connection[T]],
        manner: Manner = BACKGROUND,
    ) -> list[T]:
        """A nested connection to its end. An owner that is gone meanwhile has no more."""
        if first is None:
            return []
        found, info = present(first), first.page_info
        while info.has_next_page and info.end_cursor:
            asked = {"id": owner, "after": info.end_cursor}
            more = self._page(rest, reply, asked, manner)
            if more.node is None:
                break
            page = connection(more)
            found += present(page)
            info = page.page_info
        return found

    def _page(self, name: str, reply: type[T], variables: Mapping[str, object], manner: Manner = BACKGROUND) -> T:
        """One page, smaller if need be."""
        asked: Document = document(name)
        while True:
            first = self._sizes.get(name, asked.page)
            try:
                return self._client.run(asked, reply, {**variables, "first": first}, manner)
            except TooCostly:
                if first <= 1:
                    raise
                self._sizes[name] = first // 2


def present(page: Connection[T]) -> list[T]:
    """The nodes of a page; the store puts null where one could not be read."""
    return [node for node in page.nodes if node is not None]


def newest(nodes: Iterable[Any]) -> str:
    """The newest `updatedAt` among nodes, "" for none."""
    return max((node.updated_at for node in nodes), default="")


def _asked(since: str, cursor: str) -> dict[str, object]:
    return {"after": cursor or None, "query": f"updated_at:>='{since}'" if since else None}


def _store_page(batch: StoreBatch, page: Connection[Any], newest_at: str, others: tuple[int, ...] = ()) -> StorePage:
    info = page.page_info
    return StorePage(batch, info.end_cursor or "", info.has_next_page, newest_at, others, len(page.nodes))
