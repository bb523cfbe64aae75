"""The mirror: how sync fills it and how everything else reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeVar

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.records import OrderStanding, ShopRecord, TroubleRecord
from ticketforge_desktop.services.views import (
    CategoryRow,
    DashboardFigures,
    EventDetails,
    EventRow,
    MirrorCounts,
    OrderDetails,
    OrderRow,
    SearchHit,
    StockLine,
    TicketRow,
)

RowT_co = TypeVar("RowT_co", covariant=True)

# A fact of a mirror that was filled from blackout packs: it knows a few events, so only a full sync can go on from it.
PACKS_FACT: Final = "blackout_packs"


@dataclass(frozen=True, slots=True)
class Watermark:
    """How far the mirror knows the store: everything updated up to `at` (ISO 8601 UTC) is in it."""

    feed: str  # "orders", "products", "customers", "stock", "keys"
    at: str
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """A first sync that is under way: which bulk job, and how many bytes and rows of its file are durable."""

    feed: str
    job_id: str
    started_at: str  # the job's start: its watermark after the overlap is taken off
    url: str
    bytes_done: int
    rows_done: int
    complete: bool


class ShadowMirror(Protocol):
    """A mirror being filled beside the one in use. Every call is durable when it returns."""

    def progress(self, feed: str) -> LoadProgress | None:
        """Where this feed stands, or None when it was not begun."""
        ...

    def begin(self, progress: LoadProgress) -> None:
        """Begin a feed (or begin it again, dropping what an older job had loaded)."""
        ...

    def load(self, batches: Iterable[StoreBatch], progress: LoadProgress) -> None:
        """Add rows and move the progress in one transaction. Rows may come in any order.

        What the batches themselves raise while they are taken leaves everything as it was.
        """
        ...

    def finish(self, shop: ShopRecord, watermarks: Sequence[Watermark]) -> ChangeSet:
        """Derive tickets, build indexes and search, check, and swap it in for the mirror in use."""
        ...

    def discard(self) -> None:
        """Drop the shadow."""
        ...


class MirrorWriter(Protocol):
    """The sync's way into the mirror."""

    def shop(self) -> ShopRecord | None:
        """The shop this mirror copies; None before the first sync."""
        ...

    def watermark(self, feed: str) -> Watermark | None:
        """How far a feed has come; None before its first sync."""
        ...

    def apply(self, batch: StoreBatch, watermark: Watermark | None) -> ChangeSet:
        """One page in short transactions; an object is written only if its `updated_at` is not older than ours.

        Tickets of every order in the batch are derived anew in the same transaction; the watermark moves in the last.
        """
        ...

    def remove(
        self, *, order_ids: Sequence[int] = (), product_ids: Sequence[int] = (), customer_ids: Sequence[int] = ()
    ) -> ChangeSet:
        """Take out what the store no longer has."""
        ...

    def put_shop(self, shop: ShopRecord) -> ChangeSet:
        """Another name, plan or country. Another zone or currency changes every figure: that takes a full sync."""
        ...

    def held(self, kind: str, ids: Sequence[int]) -> frozenset[int]:
        """Which of these the mirror has; kinds as in `Store.existing`."""
        ...

    def ids(self, kind: str, after: int, limit: int, *, created_since: str = "") -> Sequence[int]:
        """Ids above `after`, ascending; `created_since` leaves out older orders."""
        ...

    def products_of(self, variant_ids: Sequence[int]) -> frozenset[int]:
        """The products these variants belong to."""
        ...

    def order_versions(self, since: str) -> dict[int, tuple[str, str]]:
        """Orders that changed since a time: id → (updated_at, created_at)."""
        ...

    def order_standing(self, since: str) -> dict[int, OrderStanding]:
        """Of the same orders what the gate decides by."""
        ...

    def orders_since(self, created_since: str) -> int:
        """How many orders were made since a time; "" counts all."""
        ...

    def troubles(self, limit: int) -> Sequence[TroubleRecord]:
        """What could not be taken over, least often tried first."""
        ...

    def settle(self, kind: str, ids: Sequence[int]) -> None:
        """Forget the trouble with these: the store has them no more."""
        ...

    def fact(self, name: str) -> str:
        """A note of sync to itself, "" when there is none. A full sync begins without any."""
        ...

    def put_fact(self, name: str, value: str) -> None:
        """Keep a note; "" drops it."""
        ...

    @property
    def written(self) -> int:
        """Objects written or taken out by this process so far: what was unchanged is not counted."""
        ...

    def shadow(self) -> ShadowMirror:
        """The shadow of a first sync: a new one, or the one a killed sync left."""
        ...

    def note_sync(self, mode: str, ended_at: datetime, facts: dict[str, object]) -> None:
        """Write a run into the history (`facts` as `sync --json` prints them; with `error` for one that failed).

        The newest 5,000 syncs and pushes are kept, and every check.
        """
        ...

    def last_sync(self) -> dict[str, object] | None:
        """The newest entry of the history that went through with `mode` and `ended_at`, or None."""
        ...


class Listing(Protocol[RowT_co]):
    """A sorted, filtered table: ids sorted once, pages fetched by key. Closed by letting it go."""

    def __len__(self) -> int: ...

    def page(self, start: int, count: int) -> Sequence[RowT_co]:
        """Rows `start` … `start + count`, in order, of the data as it is now."""
        ...


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; empty fields do not filter."""

    text: str = ""
    span: str = "all"  # "upcoming" | "past" | "drafts" | "all"
    low_stock_only: bool = False


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders; empty fields do not filter."""

    text: str = ""
    event_id: str = ""
    status: str = ""  # OrderStatus value
    hardticket_only: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """A column of the listed dataclass, by its field name (`starts_at`, `total`, …)."""

    column: str
    descending: bool = False


class MirrorQueries(Protocol):
    """Reads of the mirror (with the station's admissions where a figure needs them). Safe to call on any thread."""

    def counts(self) -> MirrorCounts: ...

    def shop(self) -> ShopRecord | None: ...

    def events(self, chosen: EventFilter, sort: Sort) -> Listing[EventRow]: ...

    def event_counts(self) -> dict[str, int]:
        """How many events each span of `EventFilter` holds, and `"venues"`."""
        ...

    def event(self, event_id: str) -> EventDetails:
        """Raises `NotFound`."""
        ...

    def categories(self, event_id: str) -> Sequence[CategoryRow]: ...

    def orders(self, chosen: OrderFilter, sort: Sort) -> Listing[OrderRow]: ...

    def order(self, name: str) -> OrderDetails:
        """By its name (`#1042` or `1042`). Raises `NotFound`."""
        ...

    def ticket(self, ticket_id: str) -> TicketRow:
        """Raises `NotFound`."""
        ...

    def tickets(self, *, event_id: str = "", order: str = "", limit: int | None = None) -> Iterator[TicketRow]:
        """Tickets in a stable order (event, order, line, unit); read in pages."""
        ...

    def stock_alerts(self) -> Sequence[StockLine]:
        """Categories of coming, published events at `low_stock` or worse, worst first, then by start."""
        ...

    def dashboard(self, now: datetime, days: int) -> DashboardFigures:
        """Figures for the last `days` days (1 = today) in the shop's zone."""
        ...

    def search(self, text: str, limit: int = 20) -> Sequence[SearchHit]:
        """Search as you type over events, orders, people and tickets; German folding; prefixes `#`, `@` narrow."""
        ...
