"""What `status` tells: the shop, how it stands with the store, how old the mirror is, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from ticketforge_desktop.services.connection_facts import KnownFacts
from ticketforge_desktop.services.connection_state import ConnectionState, Standing
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
    standing: Standing = field(default_factory=lambda: Standing(ConnectionState.NOT_CONNECTED))
    facts: KnownFacts = field(default_factory=KnownFacts)

    def as_json(self) -> dict[str, object]:
        """The fields of `status --json`."""
        since = self.standing.since
        return {
            "shop": self.shop,
            "state": str(self.standing.state),
            "since": None if since is None else since.isoformat(),
            "reason": self.standing.reason,
            "mirror_age_s": self.mirror_age_s,
            "events": self.events,
            "orders": self.orders,
            "tickets": self.tickets,
            "outbox": {"pending": self.outbox.pending, "attention": self.outbox.attention},
            "station": self.station,
            "hub": self.hub,
            "plan": self.facts.plan,
            "missing_scopes": list(self.facts.missing_scopes),
            "notices": list(self.facts.notices),
        }


def status(
    queries: MirrorQueries,
    station: StationFile,
    clock: Clock,
    bound_shop: str = "",
    *,
    how: Standing | None = None,
    facts: KnownFacts | None = None,
) -> Status:
    """Ask mirror and station.

    Args:
        bound_shop: names the shop while nothing has been mirrored yet.
        how: how the profile stands with its store (`services.connection_state.standing`).
        facts: what was found out about the connection when it was last looked at.
    """
    shop, counts = queries.shop(), queries.counts()
    age = None if counts.synced_at is None else max(timedelta(0), clock.now() - counts.synced_at).total_seconds()
    return Status(
        shop=shop.domain if shop is not None else bound_shop,
        mirror_age_s=None if age is None else round(age, 1),
        events=counts.events,
        orders=counts.orders,
        tickets=counts.tickets,
        outbox=station.outbox_counts(),
        station=station.station_name(),
        standing=how or Standing(ConnectionState.NOT_CONNECTED),
        facts=facts or KnownFacts(),
    )
