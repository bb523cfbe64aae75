"""What a manager must look at: what two doors do not agree on, and what the order processing flags.

Both are one list to the person: raised once, never edited, and gone from it when somebody settled or saw it, with words
of what was found and done. A conflict is settled by whoever may let in by force. A flag is a matter of money that went
back, or should not have come in, so seeing it takes the right to refund.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.conflicts import ConflictInbox, words_of
from ticketforge_desktop.services.ports.processing import Flag
from ticketforge_desktop.services.ports.shared_log import ConflictRow
from ticketforge_desktop.services.views import TicketRow

CONFLICT: Final = "conflict"
FLAG: Final = "flag"
CONFLICT_RIGHT: Final = Right.FORCE_ADMISSION
FLAG_RIGHT: Final = Right.REFUND
MOST: Final = 1000  # entries of the history; older ones go on being kept behind them


class InboxStanding(NamedTuple):
    """How many wait, and the newest of each: a later one is news. `newest_flag` is a time as the file writes it."""

    conflicts: int = 0
    flags: int = 0
    newest_conflict: int = 0
    newest_flag: str = ""

    @property
    def waiting(self) -> int:
        """Both together."""
        return self.conflicts + self.flags


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One matter with what the mirror knows of it.

    `key` is `conflict:7` or `flag:…`. `facts` are the flag's; `first` and `late` the two sides of a conflict, empty
    where there is none. `ticket` is None where the matter is about none or the mirror does not hold it. `zone` is the
    event's ("" = not known): what a door wrote is told by the clock on its wall.
    """

    key: str
    kind: str
    raised_at: datetime
    facts: Mapping[str, object]
    first: Mapping[str, object]
    late: Mapping[str, object]
    minutes: float
    ticket: TicketRow | None
    event: str
    zone: str
    order: str
    exposure: Money | None
    done_at: datetime | None
    done_by: str
    how: str

    @property
    def source(self) -> str:
        """`conflict` or `flag`."""
        return self.key.partition(":")[0]

    @property
    def id(self) -> str:
        """What the commands call it."""
        return self.key.partition(":")[2]

    @property
    def right(self) -> Right:
        """What it takes to settle or to see it."""
        return CONFLICT_RIGHT if self.source == CONFLICT else FLAG_RIGHT


class Flags(Protocol):
    """Flags of the order processing, as they are kept."""

    def flags(self, *, unseen_only: bool = True, limit: int = 100) -> Sequence[Flag]:
        """Newest first."""
        ...

    def see_flag(self, flag: str, staff: Staff, how: str = "") -> None:
        """Seen, and what was done; audited. Raises `NotFound`."""
        ...


class FlagInbox:
    """What people do with flags."""

    def __init__(self, rows: Flags) -> None:
        self._rows = rows

    def open(self, staff: Staff) -> Sequence[Flag]:
        """Those nobody has seen, newest first. Raises RightMissing."""
        staff.require(Right.VIEW)
        return self._rows.flags(limit=MOST)

    def all(self, staff: Staff, limit: int = MOST) -> Sequence[Flag]:
        """Seen ones too. Raises RightMissing."""
        staff.require(Right.VIEW)
        return self._rows.flags(unseen_only=False, limit=limit)

    def see(self, flag: str, how: str, staff: Staff) -> None:
        """A person has looked at it and says what follows; the first words stay.

        Raises:
            RightMissing; NotFound; BadInput: the words say nothing, or too much.
        """
        staff.require(FLAG_RIGHT)
        self._rows.see_flag(flag, staff, words_of(how))


class Inbox:
    """Both as one list.

    Args:
        ticket: a ticket by its id, None where the mirror does not hold it.
        event: an event's title and zone by its id, "" where the mirror does not hold it.
        currency: of the shop, "" while it is not known.
    """

    def __init__(
        self,
        conflicts: ConflictInbox,
        flags: FlagInbox,
        ticket: Callable[[str], TicketRow | None],
        event: Callable[[str], tuple[str, str]],
        currency: Callable[[], str],
    ) -> None:
        self.conflicts, self.flags = conflicts, flags
        self._ticket, self._event, self._currency = ticket, event, currency

    def open(self, staff: Staff) -> Sequence[InboxEntry]:
        """What waits for a person, newest first; of each kind what this person may read."""
        conflicts = self.conflicts.open(staff) if Right.CHECK_IN in staff.rights else ()
        return self._sorted(conflicts, self.flags.open(staff))

    def done(self, staff: Staff, limit: int = MOST) -> Sequence[InboxEntry]:
        """What was settled and seen, the latest first."""
        conflicts = self.conflicts.all(staff, limit) if Right.CHECK_IN in staff.rights else ()
        settled = [row for row in conflicts if row.settled_at is not None]
        seen = [flag for flag in self.flags.all(staff, limit) if flag.seen_at is not None]
        return sorted(self._sorted(settled, seen), key=_done_at, reverse=True)

    def settle(self, key: str, how: str, staff: Staff) -> None:
        """Settle a conflict, or note that a flag was seen, in words.

        Raises:
            RightMissing, BadInput (`field` = `how`), NotFound, Conflict: as `ConflictInbox.settle`, `FlagInbox.see`.
        """
        source, _, number = key.partition(":")
        if source == FLAG:
            self.flags.see(number, how, staff)
        elif source == CONFLICT and number.isdecimal():
            self.conflicts.settle(int(number), how, staff)
        else:
            raise NotFound(f"There is nothing called {key!r}.", key=key)

    def _sorted(self, conflicts: Sequence[ConflictRow], flags: Sequence[Flag]) -> Sequence[InboxEntry]:
        entries = [*(self._of_conflict(row) for row in conflicts), *(self._of_flag(flag) for flag in flags)]
        return sorted(entries, key=lambda entry: entry.raised_at, reverse=True)

    def _of_conflict(self, row: ConflictRow) -> InboxEntry:
        ticket = self._ticket(row.ticket_id)
        return InboxEntry(
            f"{CONFLICT}:{row.conflict_id}",
            row.kind,
            row.found_at,
            {"ticket_id": row.ticket_id},
            row.first,
            row.late,
            row.minutes_apart,
            ticket,
            *self._event(row.event_id),
            ticket.order if ticket is not None else "",
            Money(row.exposure_minor, row.currency) if row.currency else None,
            row.settled_at,
            row.settled_by,
            row.settled_how,
        )

    def _of_flag(self, flag: Flag) -> InboxEntry:
        ticket_id, event_id = str(flag.facts.get("ticket_id", "")), str(flag.facts.get("event_id", ""))
        ticket = self._ticket(ticket_id) if ticket_id else None
        return InboxEntry(
            f"{FLAG}:{flag.flag}",
            flag.kind,
            flag.raised_at,
            flag.facts,
            {},
            {},
            0.0,
            ticket,
            *(self._event(event_id) if event_id else ("", "")),
            str(flag.facts.get("order", "")),
            ticket.price if ticket is not None else self._difference(flag),
            flag.seen_at,
            flag.seen_by,
            flag.seen_how,
        )

    def _difference(self, flag: Flag) -> Money | None:
        """What a sale and its order differ by."""
        here, there, currency = flag.facts.get("here_minor"), flag.facts.get("there_minor"), self._currency()
        if not isinstance(here, int) or not isinstance(there, int) or not currency:
            return None
        return Money(abs(there - here), currency)


def _done_at(entry: InboxEntry) -> datetime:
    return entry.done_at or entry.raised_at
