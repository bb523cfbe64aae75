"""The shared log of the doors, joined: whose log, what a ticket is good for, and which events matter tonight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import Conflict, ConnectionTrouble, NotFound
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.uses import SINGLE, Period
from ticketforge_desktop.services.conflicts import ConflictInbox
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.services.share_log import ShareLog, ShareReport
from ticketforge_desktop.services.signs_of_life import SignsOfLife
from ticketforge_desktop.services.stations_seen import StationsSeen

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.storage.profile import Profile

# Doors are open around their event: what starts within this of now is tonight's.
TONIGHT: Final = timedelta(hours=18)
_MOST_EVENTS: Final = 20


class DoorLog:
    """What commands and the window do with the shared log. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile
        self.conflicts: Final = ConflictInbox(profile.conflicts, self._price)
        self.seen: Final = StationsSeen(
            profile.shared_log.heard, desk.station.keys, desk.station.station_id(), desk.now, desk.keys.key_id
        )
        signs = SignsOfLife(profile.shared_log, desk.station, desk.clock, desk.keys.key_id)
        self._share = ShareLog(profile.shared_log, desk.station, desk.clock, self.terms, signs)

    def share(self, event_ids: Iterable[str] = ()) -> ShareReport:
        """Exchange logs for these events and tonight's. Raises as `ShareLog.run`."""
        wanted = [*event_ids, *self.tonight()]
        self._desk.gates.tell()
        try:
            return self._share.run(self._desk.store(), wanted, self._desk.staff)
        finally:
            self.seen.refresh()

    def beside_sync(self) -> ChangeSet:
        """Exchange logs after a pull. Trouble with the store is the sync's to tell; nothing is lost by waiting."""
        try:
            report = self.share()
        except (ConnectionTrouble, Conflict, NotFound):
            return ChangeSet()
        return ChangeSet.of(Kind.ADMISSION) if report.received else ChangeSet()

    def bring_up(self, event_id: str, ticket_id: str) -> None:
        """Bring a ticket to what all logs say, at once."""
        self._profile.shared_log.bring_up(event_id, ticket_id, self.terms(event_id, ticket_id))

    def tonight(self) -> list[str]:
        """Events that start within eighteen hours of now, either way."""
        now, found = self._desk.now(), []
        rows = self._profile.queries.events(EventFilter(), Sort("starts_at", descending=True))
        for row in rows.page(0, len(rows)):
            if row.starts_at is not None and abs(row.starts_at - now) <= TONIGHT:
                found.append(row.event_id)
        return found[:_MOST_EVENTS]

    def _price(self, ticket_id: str) -> Money | None:
        try:
            return self._desk.queries.ticket(ticket_id).price
        except NotFound:
            return None

    def terms(self, event_id: str, ticket_id: str) -> TicketTerms:
        """What a ticket of an event is good for here."""
        rules, times = self._desk.gates(event_id, "")
        ticket = self._profile.ticket_book.by_id(ticket_id)
        allowance = rules.allowance(ticket.category_id) if ticket is not None else SINGLE
        if rules.period is Period.EVENT:
            return TicketTerms(allowance, lambda _at: "")
        return TicketTerms(allowance, lambda at: rules.day(at, times).isoformat())
