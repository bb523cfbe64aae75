"""The store, as sync reaches it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.domain.records import OrderStanding, ShopRecord
from ticketforge_desktop.services.ports.webhooks import Subscriptions


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """What `connect` tells: the shop, its plan, granted and missing scopes, and notices in words."""

    shop: ShopRecord
    scopes: tuple[str, ...]
    missing_scopes: tuple[str, ...]
    notices: tuple[str, ...]
    kinds: tuple[Notice, ...] = ()  # the notices as the window translates them


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was asked of the store so far by this client."""

    requests: int
    cost: int
    throttled: int


@dataclass(frozen=True, slots=True)
class BulkJob:
    """A bulk operation. `state` is CREATED, RUNNING, COMPLETED, FAILED, CANCELED, EXPIRED."""

    job_id: str
    state: str
    created_at: str
    object_count: int
    url: str
    partial_url: str
    error_code: str
    file_size: int


@dataclass(frozen=True, slots=True)
class BulkChunk:
    """A stretch of a bulk file: its rows, and how far into the file (bytes and rows) it reaches.

    `batches` are made as they are taken, so that few records are about at a time: take them once, in order. A row that
    can't be read is told there, by the same errors as in `bulk_rows`.
    """

    batches: Iterable[StoreBatch]
    bytes_done: int
    rows_done: int


@dataclass(frozen=True, slots=True)
class StorePage:
    """A page of an incremental pull, ascending by `updated_at` (customers: newest first; stock: in no order)."""

    batch: StoreBatch
    cursor: str
    more: bool
    newest: str  # newest updated_at in the page, "" when it is empty
    no_events: tuple[int, ...] = ()  # products in the page that are not, or no longer, events
    objects: int = 0  # things the store counted against its paging limit
    asked_at: str = ""  # a time on the store's clock before it made this page, "" when it tells none


@dataclass(frozen=True, slots=True)
class Deletions:
    """A page of what the store says was deleted: `(kind, id)` with the kinds of `Store.existing`, oldest first."""

    found: tuple[tuple[str, int], ...]
    cursor: str
    more: bool
    newest: str  # when the last of them was deleted, "" for an empty page
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """A page of orders by id and version alone: `(order id, updated_at)`, ascending by change.

    `standing` has of each what the gate decides by.
    """

    found: tuple[tuple[int, str], ...]
    cursor: str
    more: bool
    standing: Mapping[int, OrderStanding] = field(default_factory=dict)


SESSION: Final = "store.session"
"""Under this name the secret store holds the tokens of a login through the browser."""


@dataclass(frozen=True, slots=True)
class StoreLogin:
    """How to reach a store: its address and either a pasted token or the seller's own app.

    `session` holds the tokens of a login through the browser, as the store client wrote them.
    """

    url: str
    token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    session: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON document kept in the store (an app metafield): its text and the digest to compare and swap with."""

    value: str
    digest: str


class Store(Protocol):
    """The Admin API in the trade's words. Raises `ConnectionTrouble` kinds only."""

    def facts(self) -> ConnectionFacts: ...

    def shop(self) -> ShopRecord: ...

    def counts(self) -> dict[str, int]:
        """The store's own counts: `"orders"`, `"products"`, `"customers"`."""
        ...

    def start_bulk(self, feed: str) -> BulkJob:
        """Start the bulk job of a feed (`"orders"`, `"products"`, `"customers"`)."""
        ...

    def bulk(self, job_id: str) -> BulkJob: ...

    def bulk_rows(self, feed: str, url: str, from_byte: int, rows_done: int) -> Iterator[BulkChunk]:
        """The rows of a finished job from a byte on, in chunks. Raises `BulkIncomplete` on a torn line."""
        ...

    def changed(self, feed: str, since: str, cursor: str) -> StorePage:
        """What changed since a time, with all pages of what hangs on each object."""
        ...

    def fetch_orders(self, order_ids: list[int], *, urgent: bool = True) -> StorePage:
        """Orders by id, whole; an id that is gone is missing from the answer. `urgent`: on the door's fast lane."""
        ...

    def fetch_products(self, product_ids: list[int]) -> StorePage:
        """Products by id with all variants; those that are no events are in `no_events`, those gone in neither."""
        ...

    def fetch_customers(self, customer_ids: list[int]) -> StorePage:
        """Customers by id; those gone are missing from the answer."""
        ...

    def post_addresses(self, order_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """Where orders go by post, line by line from the name on; those without an address are missing."""
        ...

    def existing(self, kind: str, ids: Sequence[int]) -> frozenset[int]:
        """Which of these the store still has. Kinds: `"product"`, `"variant"`, `"order"`, `"customer"`.

        Those it lacks are gone or may not be read: the store does not tell which.
        """
        ...

    def deleted(self, since: str, cursor: str) -> Deletions:
        """What was deleted since a time, by the store's own log. It may name less than was deleted, never more."""
        ...

    def versions(self, since: str, cursor: str) -> Versions:
        """Orders that changed since a time, without what is in them: to compare."""
        ...

    def time(self) -> str:
        """The store's clock at its last reply (ISO 8601, UTC), "" before the first."""
        ...

    def fetch_stock(self, item_ids: list[int]) -> StorePage:
        """The levels of these inventory items at every location; an item that is gone has none."""
        ...

    def stock(self, cursor: str) -> StorePage: ...

    def document(self, key: str) -> Document | None:
        """An app document by key, None when it was never written."""
        ...

    def swap_document(self, key: str, value: str, digest: str | None) -> Document:
        """Write if the digest still fits (None: only if absent). Raises `Conflict`."""
        ...

    def order_document(self, order_id: int, key: str) -> Document | None:
        """A document kept on an order, None where it was never written. Raises `NotFound`: the order is gone."""
        ...

    def swap_order_document(self, order_id: int, key: str, value: str, digest: str | None) -> Document:
        """Write if the digest still fits (None: only if absent). Raises `Conflict`."""
        ...

    def subscriptions(self) -> Subscriptions:
        """This app's webhook subscriptions."""
        ...

    def traffic(self) -> Traffic: ...

    def close(self) -> None:
        """Close the connection."""
        ...
