"""Pages of what changed, each object whole: what is nested and did not fit is followed to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    OrderStanding,
    ParticipantRecord,
    StockRecord,
)
from ticketforge_desktop.services.ports.store import Deletions, StorePage, Versions
from ticketforge_desktop.shopify import decode, decode_events, replies
from ticketforge_desktop.shopify.client import Client, Manner
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.one_by_one import Readable, Reader
from ticketforge_desktop.shopify.paging import EXISTING_A_REQUEST, Paging, present
from ticketforge_desktop.shopify.whole_orders import WholeOrders
from ticketforge_desktop.shopify.wire import Connection, CustomerNode, LevelNode, ProductNode, RawPage, VariantNode

__all__ = ["Pages", "newest", "present"]

_GID_OF: Final = {"product": "Product", "variant": "ProductVariant", "order": "Order", "customer": "Customer"}
# `EventSubjectType` of the schema, as far as we keep such things.
_SUBJECTS: Final = {"PRODUCT": "product", "PRODUCT_VARIANT": "variant", "ORDER": "order", "CUSTOMER": "customer"}
_ANY_SUBJECT: Final = " OR ".join(f"subject_type:{subject}" for subject in _SUBJECTS)


class Pages:
    """Reads pages for one shop."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._paging = Paging(client)
        self._orders = WholeOrders(self._paging)
        self._products = Reader("product", ProductNode, decode.number)
        self._customers = Reader("customer", CustomerNode, decode.number)
        self._levels = Reader("stock", LevelNode, _item_of_level)

    def locations(self, cursor: str) -> StorePage:
        """All places that keep stock, whenever they changed."""
        page = self._paging.page("locations", replies.Locations, {"after": cursor or None}).locations
        found = tuple(decode_events.location_record(node) for node in present(page))
        info = page.page_info
        return StorePage(
            StoreBatch(locations=found), info.end_cursor or "", info.has_next_page, "", objects=len(page.nodes)
        )

    def orders(self, since: str, cursor: str) -> StorePage:
        """Orders, ascending by change."""
        return self._orders.page(since, cursor)

    def orders_by_id(self, order_ids: Iterable[int], manner: Manner) -> StorePage:
        """These orders; one that is gone is missing."""
        return self._orders.by_id(order_ids, manner)

    def sending(self, since: str, cursor: str) -> StorePage:
        """Open fulfilment orders, ascending by change."""
        return self._orders.sending(since, cursor)

    def products(self, since: str, cursor: str, currency: str) -> StorePage:
        """Events with their categories, ascending by change; products that are no events are named apart."""
        page = self._paging.page("products_page", replies.Products, _asked(since, cursor)).products
        readable = self._products.read(page.nodes)
        events: list[EventRecord] = []
        categories: list[CategoryRecord] = []
        others: list[int] = []

        def put(node: ProductNode, variants: Sequence[VariantNode]) -> None:
            if not decode_events.is_event(node):
                others.append(decode.number(node.id))
                return
            event = decode_events.event_record(node, currency)
            categories.extend(
                [decode_events.category_record(variant, event.event_id, currency) for variant in variants]
            )
            events.append(event)

        self._products.taking(readable, self._variants, put)
        batch = StoreBatch(events=tuple(events), categories=tuple(categories), troubles=tuple(readable.troubles))
        return _store_page(batch, page, readable, tuple(others))

    def customers(self, since: str, cursor: str) -> StorePage:
        """Customers, newest change first, down to `since`: their filter matches whole days and would read the day
        again at every pull."""
        asked = {"after": cursor or None, "query": f"updated_at:>='{since[:10]}'" if since else None}
        page = self._paging.page("customers_page", replies.Customers, asked).customers
        readable = self._customers.read(page.nodes)
        down_to_since = any(node.updated_at < since for node in readable.nodes)
        readable.nodes = [node for node in readable.nodes if node.updated_at >= since]
        batch = self._people(readable)
        more = page.page_info.has_next_page and not down_to_since
        return StorePage(batch, page.page_info.end_cursor or "", more, readable.newest, objects=len(page.nodes))

    def customers_by_id(self, customer_ids: Iterable[int]) -> StorePage:
        """These customers; one that is gone is missing."""
        gids = [f"gid://shopify/Customer/{customer_id}" for customer_id in customer_ids]
        raws = [raw for nodes in self._paging.by_id("customers_by_id", gids) for raw in nodes]
        readable = self._customers.read(raws)
        return StorePage(self._people(readable), cursor="", more=False, newest=readable.newest, objects=len(raws))

    def stock(self, location_id: int, since: str, cursor: str) -> StorePage:
        """Levels of one location that changed since a time, in no order."""
        asked = _asked(since, cursor) | {"location": f"gid://shopify/Location/{location_id}"}
        location = self._paging.page("stock_page", replies.Stock, asked).location
        page = location.inventory_levels if location is not None else RawPage([])
        readable = self._levels.read(page.nodes)
        found: list[StockRecord] = []
        self._levels.taking(
            readable, lambda _node: None, lambda node, _none: found.append(decode_events.stock_record(node))
        )
        return _store_page(StoreBatch(stock=tuple(found), troubles=tuple(readable.troubles)), page, readable)

    def existing(self, kind: str, ids: Sequence[int]) -> frozenset[int]:
        """Which of these are there and may be read."""
        found: set[int] = set()
        for start in range(0, len(ids), EXISTING_A_REQUEST):
            gids = [f"gid://shopify/{_GID_OF[kind]}/{number}" for number in ids[start : start + EXISTING_A_REQUEST]]
            reply = self._client.run(document("existing"), replies.Existing, {"ids": gids})
            found.update(decode.number(node.id) for node in reply.nodes if node is not None)
        return frozenset(found)

    def deleted(self, since: str, cursor: str) -> Deletions:
        """What the store's log says was destroyed. Its search fails open, so each entry is looked at here again."""
        when = f" AND created_at:>='{since}'" if since else ""
        asked = {"after": cursor or None, "query": f"action:destroy AND ({_ANY_SUBJECT}){when}"}
        page = self._paging.page("deletions", replies.Destroyed, asked).events or Connection([])
        nodes = present(page)
        found = [
            (_SUBJECTS[node.subject_type], decode.number(node.subject_id))
            for node in nodes
            if node.action == "destroy" and node.subject_type in _SUBJECTS and node.subject_id
        ]
        info = page.page_info
        return Deletions(
            tuple(found),
            info.end_cursor or "",
            info.has_next_page,
            max((node.created_at for node in nodes if node.created_at >= since), default=""),
        )

    def versions(self, since: str, cursor: str) -> Versions:
        """Orders by id and version, ascending by change."""
        page = self._paging.page("order_versions", replies.OrderVersions, _asked(since, cursor)).orders
        nodes = present(page)
        found = tuple((decode.number(node.id), node.updated_at) for node in nodes)
        standing = {
            decode.number(node.id): OrderStanding(
                node.cancelled_at or "",
                node.display_financial_status or "",
                node.current_subtotal_line_items_quantity,
            )
            for node in nodes
        }
        return Versions(found, page.page_info.end_cursor or "", page.page_info.has_next_page, standing)

    def _people(self, readable: Readable[CustomerNode]) -> StoreBatch:
        found: list[ParticipantRecord] = []
        take: Callable[[CustomerNode, None], None] = lambda node, _none: found.append(  # noqa: E731
            decode.participant_record(node)
        )
        self._customers.taking(readable, lambda _node: None, take)
        return StoreBatch(participants=tuple(found), troubles=tuple(readable.troubles))

    def _variants(self, node: ProductNode) -> list[VariantNode]:
        if not decode_events.is_event(node):
            return []
        return self._paging.rest(
            node.variants, "product_variants", replies.ProductVariants, node.id, lambda more: more.variants
        )


def _item_of_level(gid: str) -> int:
    """The inventory item a level's gid names behind its question mark; levels have no number of their own."""
    return decode.number(gid.rpartition("inventory_item_id=")[2] or gid)


def newest(nodes: Iterable[Any]) -> str:
    """The newest `updatedAt` among nodes, "" for none."""
    return max((node.updated_at for node in nodes), default="")


def _asked(since: str, cursor: str) -> dict[str, object]:
    return {"after": cursor or None, "query": f"updated_at:>='{since}'" if since else None}


def _store_page(batch: StoreBatch, page: RawPage, readable: Readable[Any], others: tuple[int, ...] = ()) -> StorePage:
    info = page.page_info
    return StorePage(batch, info.end_cursor or "", info.has_next_page, readable.newest, others, objects=len(page.nodes))
