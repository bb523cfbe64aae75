"""Where a door stands, how a scan is checked there, and what has come of the evening so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.stations_seen import StationSeen
from ticketforge_desktop.services.views import DoorBreakdown, DoorCounters, EventRow, ScanRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.screens.door.scan_queue import Answer, Scan

RECENT: Final = 30


@dataclass(frozen=True, slots=True)
class Post:
    """Where this station stands: events, gate and direction are fixed while the door is open."""

    events: tuple[EventRow, ...]
    gate: str
    direction: str

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The events let in."""
        return tuple(event.event_id for event in self.events)

    @property
    def zone(self) -> str:
        """The venue's zone; of several events the first one's."""
        return self.events[0].zone if self.events else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counters and recent scans, fetched together."""

    counters: DoorCounters
    expected: Counter[str]  # valid tickets by category
    scans: tuple[ScanRow, ...]
    parts: DoorBreakdown
    others: tuple[StationSeen, ...] = ()


def expected_at(desk: Desk, post: Post) -> Counter[str]:
    """Valid tickets of the events by category: who may still be refused for want of payment is not expected."""
    return Counter(
        ticket.category
        for event_id in post.event_ids
        for ticket in desk.queries.tickets(event_id=event_id)
        if ticket.state is TicketState.VALID
    )


def tally(desk: Desk, post: Post, since: datetime, expected: Counter[str] | None) -> Tally:
    """What head, list and panel show. `expected` is counted anew when it is None: that reads every ticket."""
    expected = expected_at(desk, post) if expected is None else expected
    counters = desk.admissions.counters(post.event_ids, post.gate, since)
    parts = desk.admissions.breakdown(post.event_ids)
    scans = tuple(desk.admissions.recent(post.gate, RECENT))
    return Tally(counters, expected, scans, parts, tuple(desk.check_in.others()))


def checker(desk: Desk, post: Post, context: Context) -> Callable[[Scan], Answer]:
    """How a scan is checked at this post; runs beside the window."""
    staff = context.staff

    def check(scan: Scan) -> Answer:
        result = desk.check_in.check(
            scan.raw, post.event_ids, post.gate, post.direction, staff, confirmed=scan.confirmed
        )
        title = ""
        if result.verdict is Verdict.WRONG_EVENT and result.ticket is not None:
            try:
                title = desk.queries.event(result.ticket.event_id).row.title
            except NotFound:
                title = result.ticket.event_id
        return Answer(scan, result, event_title=title)

    return check
