"""The inbox of one desk: conflicts of the doors and flags of the order processing, with what the mirror knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.inbox import FlagInbox, Inbox, InboxEntry, InboxStanding

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.views import TicketRow
    from ticketforge_desktop.storage.profile import Profile


class DeskInbox:
    """`ui.desk.InboxPage` of one desk. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile
        self.flags = FlagInbox(profile.effects)
        self._inbox = Inbox(desk.door_log.conflicts, self.flags, self._ticket, self._event, self._currency)

    def open(self) -> Sequence[InboxEntry]:
        """What waits for a person, newest first."""
        return self._inbox.open(self._desk.staff)

    def done(self) -> Sequence[InboxEntry]:
        """What was settled and seen, the latest first."""
        return self._inbox.done(self._desk.staff)

    def settle(self, key: str, how: str) -> None:
        """Settle or see one. Raises as `Inbox.settle`."""
        self._inbox.settle(key, how, self._desk.staff)

    def standing(self) -> InboxStanding:
        """How many wait; two counts, asked every few seconds."""
        conflicts, newest_conflict = self._profile.conflicts.standing()
        flags, newest_flag = self._profile.effects.flags_standing()
        return InboxStanding(conflicts, flags, newest_conflict, newest_flag)

    def _ticket(self, ticket_id: str) -> TicketRow | None:
        try:
            return self._desk.queries.ticket(ticket_id)
        except NotFound:
            return None

    def _event(self, event_id: str) -> tuple[str, str]:
        try:
            row = self._desk.queries.event(event_id).row
        except NotFound:
            return "", ""
        return row.title, row.zone

    def _currency(self) -> str:
        shop = self._desk.queries.shop()
        return shop.currency if shop is not None else ""
