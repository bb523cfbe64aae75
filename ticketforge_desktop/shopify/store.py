"""The store as sync reaches it: the `Store` port over one connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import msgspec

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.errors import BadInput, Conflict, WrongShop
from ticketforge_desktop.domain.events import PRODUCT_TYPE, VENDOR
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.services.ports.outbox import StoreActs
from ticketforge_desktop.services.ports.store import (
    BulkChunk,
    BulkJob,
    ConnectionFacts,
    Deletions,
    Document,
    StorePage,
    Traffic,
    Versions,
)
from ticketforge_desktop.services.ports.webhooks import Subscriptions
from ticketforge_desktop.shopify import decode, replies
from ticketforge_desktop.shopify.bulk import ROWS_A_CHUNK, BulkJobs, download
from ticketforge_desktop.shopify.bulk_rows import RowDecoder
from ticketforge_desktop.shopify.bulk_troubles import batches_of
from ticketforge_desktop.shopify.client import BACKGROUND, FAST, Client, Manner
from ticketforge_desktop.shopify.documents import NAMESPACE, document
from ticketforge_desktop.shopify.facts import connection_facts
from ticketforge_desktop.shopify.faults import refused
from ticketforge_desktop.shopify.fetching import Fetching
from ticketforge_desktop.shopify.order_documents import OrderDocuments
from ticketforge_desktop.shopify.pages import Pages
from ticketforge_desktop.shopify.subscriptions import ShopSubscriptions
from ticketforge_desktop.shopify.throttle import Lane

BULK_FEEDS: Final = ("orders", "products", "customers")
_EVENTS: Final = f"vendor:'{VENDOR}' AND product_type:'{PRODUCT_TYPE}'"
# Swapping by digest twice changes nothing the second time, so a lost reply may be asked for again.
_SWAP: Final = Manner(Lane.FAST, patience_s=60.0, repeatable=True)
_STALE: Final = frozenset({"STALE_OBJECT", "INVALID_COMPARE_DIGEST", "TAKEN"})


class ShopifyStore:
    """A connection to one shop. Before anything else is asked it makes sure that the right shop answers."""

    def __init__(self, client: Client, expected_domain: str = "") -> None:
        """`expected_domain` is the shop this profile mirrors; "" takes whichever answers (first connection)."""
        self._client, self._expected = client, expected_domain.casefold()
        self._pages, self._jobs = Pages(client), BulkJobs(client)
        self._lock = threading.Lock()
        self._shop: ShopRecord | None = None
        self._installation = ""
        self._locations: tuple[int, ...] = ()
        self._asked_locations: tuple[int, ...] = ()

    def facts(self) -> ConnectionFacts:
        """The shop, and what the token may do."""
        return connection_facts(self._client, self.shop())

    def shop(self) -> ShopRecord:
        """Asked anew each time, so that a shop that was changed behind the URL is noticed."""
        shop = decode.shop_record(self._client.run(document("shop"), replies.Shop, {}, FAST).shop)
        if self._expected and shop.domain.casefold() != self._expected:
            raise WrongShop(
                f"{shop.domain} answers, but this profile belongs to {self._expected}.",
                expected=self._expected,
                found=shop.domain,
            )
        with self._lock:
            self._shop = shop
            self._expected = self._expected or shop.domain.casefold()
        return shop

    def counts(self) -> dict[str, int]:
        """Also `"events"`: products of our vendor and type."""
        self._checked()
        told = self._client.run(document("counts"), replies.Counts, {"events": _EVENTS})
        counted = {"orders": told.orders, "products": told.products, "events": told.events, "customers": told.customers}
        return {name: entry.count for name, entry in counted.items() if entry is not None}

    def start_bulk(self, feed: str) -> BulkJob:
        self._checked()
        return self._jobs.start(_known(feed, BULK_FEEDS))

    def bulk(self, job_id: str) -> BulkJob:
        return self._jobs.get(job_id)

    def bulk_rows(self, feed: str, url: str, from_byte: int, rows_done: int) -> Iterator[BulkChunk]:
        _known(feed, BULK_FEEDS)
        decoder = RowDecoder(self._checked().currency)
        for rows, byte in download(self._client, url, from_byte, rows_a_chunk=ROWS_A_CHUNK):
            rows_done += len(rows)
            yield BulkChunk(batches_of(decoder, rows), byte, rows_done)

    def changed(self, feed: str, since: str, cursor: str) -> StorePage:
        """Feeds: orders, products, customers, stock, locations, fulfillment_orders (open ones only).

        `since` is ISO 8601 in UTC; "" means everything.
        """
        currency = self._checked().currency
        asked_at = self._client.store_time()
        match feed:
            case "orders":
                page = self._pages.orders(since, cursor)
            case "products":
                page = self._pages.products(since, cursor, currency)
            case "customers":
                page = self._pages.customers(since, cursor)
            case "stock":
                page = self._stock(since, cursor)
            case "locations":
                page = self._all_locations(cursor)
            case "fulfillment_orders":
                page = self._pages.sending(since, cursor)
            case _:
                raise BadInput(f"There is no feed {feed!r}.", field="feed", value=feed)
        return replace(page, asked_at=asked_at)

    def fetch_orders(self, order_ids: list[int], *, urgent: bool = True) -> StorePage:
        self._checked()
        return self._pages.orders_by_id(order_ids, FAST if urgent else BACKGROUND)

    def fetch_products(self, product_ids: list[int]) -> StorePage:
        return Fetching(self._client).products(product_ids, self._checked().currency)

    def fetch_customers(self, customer_ids: list[int]) -> StorePage:
        self._checked()
        return self._pages.customers_by_id(customer_ids)

    def post_addresses(self, order_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        from ticketforge_desktop.shopify.post_addresses import post_addresses

        self._checked()
        return post_addresses(self._client, order_ids)

    def existing(self, kind: str, ids: Sequence[int]) -> frozenset[int]:
        self._checked()
        return self._pages.existing(kind, ids)

    def deleted(self, since: str, cursor: str) -> Deletions:
        self._checked()
        asked_at = self._client.store_time()
        return replace(self._pages.deleted(since, cursor), asked_at=asked_at)

    def versions(self, since: str, cursor: str) -> Versions:
        self._checked()
        return self._pages.versions(since, cursor)

    def time(self) -> str:
        return self._client.store_time()

    def fetch_stock(self, item_ids: list[int]) -> StorePage:
        self._checked()
        return Fetching(self._client).stock(item_ids)

    def stock(self, cursor: str) -> StorePage:
        return self.changed("stock", "", cursor)

    def document(self, key: str) -> Document | None:
        self._checked()
        reply = self._client.run(document("document_read"), replies.CurrentInstallation, {"key": key}, FAST)
        found = reply.current_app_installation
        self._installation = found.id
        return Document(found.metafield.value, found.metafield.compare_digest) if found.metafield is not None else None

    def swap_document(self, key: str, value: str, digest: str | None) -> Document:
        if not self._installation:
            self.document(key)
        written = {
            "ownerId": self._installation,
            "namespace": NAMESPACE,
            "key": key,
            "type": "json",
            "value": value,
            "compareDigest": digest,
        }
        reply = self._client.run(document("document_swap"), replies.DocumentSwap, {"documents": [written]}, _SWAP)
        answer = reply.metafields_set or replies.SetMetafields()
        if answer.metafields:
            return Document(answer.metafields[0].value, answer.metafields[0].compare_digest)
        if any(error.code in _STALE for error in answer.user_errors):
            return self._already_ours(key, value)
        raise refused("keep a document", answer.user_errors)

    def order_document(self, order_id: int, key: str) -> Document | None:
        self._checked()
        return OrderDocuments(self._client).read(order_id, key)

    def swap_order_document(self, order_id: int, key: str, value: str, digest: str | None) -> Document:
        self._checked()
        return OrderDocuments(self._client).swap(order_id, key, value, digest)

    def acts(self) -> StoreActs:
        """Acts of the outbox, over this connection and its bucket."""
        from ticketforge_desktop.shopify.acts.store_acts import ShopActs

        return ShopActs(self._client, self.shop)

    def subscriptions(self) -> Subscriptions:
        self._checked()
        return ShopSubscriptions(self._client)

    def traffic(self) -> Traffic:
        return self._client.traffic()

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _already_ours(self, key: str, value: str) -> Document:
        """After a lost reply our own first attempt makes the second one stale; that is success."""
        current = self.document(key)
        if current is not None and msgspec.json.decode(current.value) == msgspec.json.decode(value):
            return current
        raise Conflict(f"The document {key!r} in the store was changed by another station.", key=key)

    def _all_locations(self, cursor: str) -> StorePage:
        """A page of locations; once all came, stock is asked for at these."""
        page = self._pages.locations(cursor)
        so_far = self._asked_locations if cursor else ()
        self._asked_locations = so_far + tuple(place.location_id for place in page.batch.locations)
        if not page.more:
            self._locations = self._asked_locations
        return page

    def _stock(self, since: str, cursor: str) -> StorePage:
        """Level pages of one location after the other; the cursor names the place and where it stands there."""
        if not self._locations:
            self._locations = tuple(self._location_ids())
        place, _, after = cursor.partition("|")
        here = self._locations.index(int(place)) if place else 0
        if not self._locations:
            return StorePage(StoreBatch(), cursor="", more=False, newest="")
        page = self._pages.stock(self._locations[here], since, after)
        if page.more:
            return StorePage(page.batch, f"{self._locations[here]}|{page.cursor}", True, page.newest)
        last = here + 1 == len(self._locations)
        following = "" if last else f"{self._locations[here + 1]}|"
        return StorePage(page.batch, following, not last, page.newest)

    def _location_ids(self) -> Iterator[int]:
        cursor, more = "", True
        while more:
            page = self._pages.locations(cursor)
            yield from (location.location_id for location in page.batch.locations)
            cursor, more = page.cursor, page.more

    def _checked(self) -> ShopRecord:
        with self._lock:
            shop = self._shop
        return shop if shop is not None else self.shop()


def _known(feed: str, feeds: tuple[str, ...]) -> str:
    if feed not in feeds:
        raise BadInput(f"There is no feed {feed!r}.", field="feed", value=feed)
    return feed
