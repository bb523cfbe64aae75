"""What `status` tells: the shop, how old the mirror is, what it holds, and what waits for the store."""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.station import OutboxCounts, StationFile


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a profile. `mirror_age_s` is None before the first sync; `hub` is None without one."""

    shop: str
    mirror_age_s: float | None
    events: int
    orders: int
    tickets: int
    outbox: OutboxCounts
    station: str
    hub: str | None = None

    def as_json(self) -> dict[str, object]:
        """The fields of `status --json`."""
        return {
            "shop": self.shop,
            "mirror_age_s": self.mirror_age_s,
            "events": self.events,
            "orders": self.orders,
            "tickets": self.tickets,
            "outbox": {"pending": self.outbox.pending, "attention": self.outbox.attention},
            "station": self.station,
            "hub": self.hub,
        }


def status(queries: MirrorQueries, station: StationFile, clock: Clock, bound_shop: str = "") -> Status:
    """Ask mirror and station. `bound_shop` names the shop while nothing has been mirrored yet."""
    shop, counts = queries.shop(), queries.counts()
    age = None if counts.synced_at is None else max(0.0, (clock.now() - counts.synced_at).total_seconds())
    return Status(
        shop=shop.domain if shop is not None else bound_shop,
        mirror_age_s=None if age is None else round(age, 1),
        events=counts.events,
        orders=counts.orders,
        tickets=counts.tickets,
        outbox=station.outbox_counts(),
        station=station.station_name(),
    )
