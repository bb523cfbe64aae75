"""A station with a mirror, whose orders are changed and processed: what the stories of order processing share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services.stations import HandClock
from tests.storage.shop_makers import ADD_ON, EARLY, World, category, event, first_sync, line, order, stock
from tests.storage.story import EAN_KEY, KEYS, attempt
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.records import LineRecord, OrderRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.stock import DEFAULT_THRESHOLDS, Thresholds
from ticketforge_desktop.services.ports.host import ProfileLock
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.services.process_orders import ProcessOrders, ProcessReport
from ticketforge_desktop.services.stock_alerts import StockAlerts
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

CAPACITY = 100
Row = dict[str, Any]


@contextmanager
def free() -> Iterator[None]:
    """A lock nobody else wants."""
    yield


class Free:
    def hold(self) -> Any:
        return free()


def shop_world() -> World:
    """One coming event with one category of a hundred places, one event that is over, and no order."""
    world = World()
    world.events[11] = event("gala", 11, starts_at="2026-11-20T19:00:00Z", ends_at="2026-11-20T22:00:00Z")
    world.events[12] = event("past", 12, starts_at="2026-10-02T19:00:00Z", ends_at="2026-10-02T22:00:00Z")
    for variant_id, event_id in ((110, "gala"), (120, "past")):
        world.categories[variant_id] = category(variant_id, event_id, capacity=CAPACITY)
        world.stock[variant_id + 5_000, 1] = stock(variant_id + 5_000, available=CAPACITY)
    return world


def web_order(
    order_id: int, tickets: int = 2, *, add_on: int = 0, variant: int = 110, at: str = EARLY, **changes: object
) -> tuple[OrderRecord, tuple[LineRecord, ...]]:
    """A paid order of tickets for an event, with so many postage add-ons in front of them."""
    sku = "gala-A" if variant == 110 else "past-A"
    lines = [line(order_id * 10 + 5, order_id, variant, sku, tickets)] if tickets else []
    if add_on:
        lines.insert(0, line(order_id * 10, order_id, 900, ADD_ON, add_on, price_minor=499))
    return order(order_id, created_at=at, updated_at=at, processed_at=at, **changes), tuple(lines)


@dataclass
class ProcessingStation:
    """The program's files and its order processing, with the store's changes given by hand."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    sends_mail: bool = False
    limits: Thresholds = DEFAULT_THRESHOLDS
    profile: Profile = field(init=False)

    def __post_init__(self) -> None:
        self.profile = open_profile(self.folder, KEYS, ShopKeys(lambda: EAN_KEY), self.clock.now)

    def service(self, lock: ProfileLock | None = None) -> ProcessOrders:
        mirror, station = self.profile.process_queue, self.profile.effects
        alerts = StockAlerts(mirror, station, lambda: self.limits)
        return ProcessOrders(
            mirror, station, alerts, lock=lock or Free(), clock=self.clock, sends_mail=lambda: self.sends_mail
        )

    def process(self) -> ProcessReport:
        return self.service().run(DEFAULT_MANAGER)

    def full_sync(self, world: World | None = None) -> None:
        first_sync(self.profile.mirror_writer, world or shop_world())

    def put(self, found: OrderRecord, lines: Sequence[LineRecord]) -> None:
        """The store's order arrives by a pull."""
        self.profile.mirror_writer.apply(
            StoreBatch(orders=(found,), lines=tuple(lines)), Watermark("orders", found.updated_at)
        )

    def tickets(self, order_id: int) -> list[str]:
        """Ticket ids of an order, unit by unit."""
        rows = self.mirror("SELECT ticket_id FROM tickets WHERE order_id = ? ORDER BY line_id, unit", order_id)
        return [row["ticket_id"] for row in rows]

    def admit(self, ticket_id: str) -> None:
        self.profile.admissions.admit(attempt(ticket_id=ticket_id, nonce=f"n-{ticket_id}"))

    def undo(self, ticket_id: str) -> None:
        self.profile.admissions.undo(ticket_id, attempt(nonce=f"u-{ticket_id}"), "wrong person")

    def station(self, sql: str, *values: object) -> list[Row]:
        return _rows(self.profile._station_file, sql, values)

    def mirror(self, sql: str, *values: object) -> list[Row]:
        return _rows(self.profile._mirror_file, sql, values)

    def write(self, sql: str, *values: object) -> None:
        """What another part of the program writes into the station file (the desk, the till)."""
        self.profile._station_file.writer().run(lambda work: work.raw.execute(sql, values))

    def parcels(self) -> list[tuple[str, str, str, int]]:
        """Parcel, state, why it is called off, tickets in it."""
        found = self.station("SELECT parcel_id, state, called_off, pieces FROM parcels ORDER BY order_id, number")
        return [tuple(row.values()) for row in found]  # type: ignore[misc]

    def mails(self) -> list[str]:
        return [row["effect"] for row in self.station("SELECT effect FROM mail ORDER BY effect")]

    def flags(self) -> list[tuple[str, str]]:
        return [(row["kind"], row["subject"]) for row in self.station("SELECT kind, subject FROM flags ORDER BY flag")]

    def audit(self) -> list[tuple[str, str]]:
        return [(row["action"], row["subject"]) for row in self.station("SELECT action, subject FROM audit")]

    def everything(self) -> dict[str, list[Row]]:
        """All that processing writes, to compare with."""
        tables = (
            "parcels",
            "parcel_events",
            "mail",
            "flags",
            "effects",
            "audit",
            "stock_alerts",
            "sales",
            "sale_lines",
        )
        return {table: self.station(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}

    def close(self) -> None:
        self.profile.close()


def _rows(file: Any, sql: str, values: Sequence[object]) -> list[Row]:
    with file.readers.borrow() as connection:
        found = connection.execute(sql, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]
