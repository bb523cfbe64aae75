"""Order processing: what the mirror has to be seen to, and the station file where its effects are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.domain.effects import Effects, OrderFacts, Standing, Terms
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.domain.stock_alerts import CategoryStock


@dataclass(frozen=True, slots=True)
class QueuedOrder:
    """An order whose effects are due. A further change of it gets another, higher turn."""

    turn: int
    facts: OrderFacts


@dataclass(frozen=True, slots=True)
class MirrorMarks:
    """How far the mirror has come, by the store's clock (ISO 8601 UTC, "" = not known)."""

    newest_order: str  # when the newest order in it was made
    complete_to: str  # every order updated up to then is in it


@dataclass(frozen=True, slots=True)
class DeadTicket:
    """A ticket of the mirror that is refunded, cancelled or void."""

    ticket_id: str
    state: str
    event_id: str
    order: str
    order_id: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one order. `trouble` is the fault that kept it from being processed; then nothing was written."""

    order_id: int
    effects: Effects
    trouble: Exception | None = None


@dataclass(frozen=True, slots=True)
class AlertMove:
    """Alerts of one category that begin (the worst first) and end."""

    stock: CategoryStock
    raised: tuple[StockLevel, ...]
    cleared: tuple[StockLevel, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a manager must look at, as it was raised."""

    flag: str
    kind: str
    subject: str
    facts: Mapping[str, str | int]
    raised_at: datetime
    seen_at: datetime | None
    seen_by: str
    seen_how: str = ""  # what the person did about it, in words


class ProcessQueue(Protocol):
    """The mirror's side: orders that changed, each left here by the transaction that changed it."""

    def whole_due(self) -> str:
        """A mark of the full sync whose orders nobody has looked at yet, "" when there is none."""
        ...

    def whole_done(self, mark: str) -> None:
        """That one was looked at; a further full sync that came in meanwhile stays due."""
        ...

    def marks(self) -> MirrorMarks | None:
        """None before the first sync."""
        ...

    def waiting(self) -> int:
        """Orders in the queue."""
        ...

    def take(self, after: int, limit: int) -> Sequence[QueuedOrder]:
        """The next orders behind a turn, as they stand now; they stay queued until `done`."""
        ...

    def done(self, orders: Sequence[QueuedOrder]) -> None:
        """Take turns out of the queue; an order that changed meanwhile keeps its new turn."""
        ...

    def put(self, order_ids: Sequence[int]) -> None:
        """Queue orders; one that waits already is not moved."""
        ...

    def note_trouble(self, order_id: int, name: str, code: str, reason: str, at: datetime) -> None:
        """An order could not be processed; the rest was. It stays queued."""
        ...

    def clear_troubles(self, order_ids: Sequence[int]) -> None: ...

    def troubled(self) -> frozenset[int]:
        """Orders that could not be processed so far."""
        ...

    def open_hardticket_orders(self, now: datetime) -> Sequence[int]:
        """Paid orders that wait to be posted, with a valid ticket of an event that is not over."""
        ...

    def orders_since(self, updated_at: str) -> Sequence[int]:
        """Orders the store changed at or after a time of its own; read in one pass over all orders."""
        ...

    def orders_from(self, sources: Sequence[str]) -> Sequence[int]:
        """Orders with one of these source identifiers; read in one pass over all orders."""
        ...

    def dead_among(self, ticket_ids: Sequence[str]) -> Sequence[DeadTicket]: ...

    def coming_stock(self, now: datetime) -> Sequence[CategoryStock]:
        """Every category of coming events that are on sale or sold out."""
        ...


class EffectsFile(Protocol):
    """The station's side: each call that writes is one durable transaction."""

    def memory(self, name: str) -> str:
        """What was remembered under a name, "" when nothing was."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keep a value for the next run; writes nothing when it is the same."""
        ...

    def standing(self, orders: Sequence[OrderFacts]) -> Mapping[int, Standing]:
        """What was done for these orders so far."""
        ...

    def carry_out(self, orders: Sequence[OrderFacts], terms: Terms, staff: Staff) -> Sequence[Carried]:
        """Make the effects of the first of these orders, as many as fit into a short transaction (at least one).

        What is still to be done is decided inside the transaction. An order whose effects fail leaves no trace, the
        others' stay.

        Raises:
            DiskFull, DatabaseCorrupt, StorageTrouble: nothing was written.
        """
        ...

    def open_parcel_orders(self) -> Sequence[int]:
        """Orders with a parcel on the desk."""
        ...

    def sales_on_their_way(self) -> Sequence[str]:
        """Sales that have not come back as an order."""
        ...

    def admissions_behind(self, admission_id: int, limit: int) -> tuple[int, Sequence[str]]:
        """The next entries of the log: the id of the last one read, and the tickets they let in."""
        ...

    def flag_dead(self, dead: Sequence[DeadTicket], staff: Staff) -> int:
        """Flag those that count as admitted; how many flags are new."""
        ...

    def standing_alerts(self) -> Mapping[int, frozenset[StockLevel]]:
        """Variant → levels whose alert stands."""
        ...

    def move_alerts(self, moves: Sequence[AlertMove], gone: Sequence[int]) -> None:
        """Begin and end alerts; `gone` are variants whose alerts end because nothing of them is on sale any more."""
        ...

    def flags(self, *, unseen_only: bool = True, limit: int = 100) -> Sequence[Flag]:
        """Newest first."""
        ...

    def see_flag(self, flag: str, staff: Staff, how: str = "") -> None:
        """A manager has looked at it and says what was done; audited. Raises `NotFound`."""
        ...
