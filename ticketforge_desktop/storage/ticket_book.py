"""The mirror as the door reads it: a ticket and all that decides about it, by key, in microseconds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from ticketforge_desktop.domain.codes import Payload, category_tag, event_tag
from ticketforge_desktop.domain.door_notes import door_notes
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.reissues import Made, lost_papers, made_of
from ticketforge_desktop.domain.ticket_numbers import number_of
from ticketforge_desktop.services.ports.door import DoorTicket
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.mirror_checks import UP_TO_DATE
from ticketforge_desktop.storage.number_ranges import id_range
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.sold_tickets import SoldTickets
from ticketforge_desktop.storage.times import moment

# A row of each table is a page to decrypt: what the ticket's own page tells (how many units its line has) is not
# asked of the order's lines.
_TICKET: Final = """
SELECT t.ticket_id, t.ean, t.event_id, e.status, c.category_id, c.name, o.name, o.holder, t.seat, t.state, t.issue,
       t.unit, (SELECT max(x.unit) FROM tickets x WHERE x.order_id = t.order_id AND x.line_id = t.line_id),
       o.created_at, t.order_id, t.line_id, e.minimum_age, o.tags, o.note
FROM tickets t
CROSS JOIN orders o ON o.order_id = t.order_id
LEFT JOIN events e ON e.event_id = t.event_id
LEFT JOIN categories c ON c.variant_id = t.variant_id
"""
_BY_ID: Final = f"{_TICKET} WHERE t.ticket_id = ? ORDER BY t.order_id, t.line_id LIMIT 1"
_BY_EAN: Final = f"{_TICKET} WHERE t.ean = ? ORDER BY t.order_id, t.line_id, t.unit LIMIT 100"
_BY_NUMBER: Final = f"{_TICKET} WHERE t.ticket_id BETWEEN ? AND ? ORDER BY t.ticket_id LIMIT 100"
_LINE: Final = "SELECT sku, title FROM order_lines WHERE order_id = ? AND line_id = ?"
_AGE: Final = f"SELECT ended_at, coalesce(json_extract(facts, '$.pack_made_at'), '') FROM sync_runs WHERE {UP_TO_DATE}"  # noqa: S608
# What this station knows of a ticket: why it is blocked, and the newest issue, which may be newer than the mirror's.
_HERE: Final = (
    "SELECT b.reason, b.at, b.station, b.staff_id, x.state, i.issue, i.made_at, i.station FROM (SELECT 1)"
    " LEFT JOIN blocked_tickets b ON b.ticket_id = ?1"
    " LEFT JOIN ended_tickets x ON x.ticket_id = ?1"
    " LEFT JOIN (SELECT issue, made_at, station FROM issues WHERE ticket_id = ?1 ORDER BY issue DESC LIMIT 1) i"
)
_UNSEEN: Final = "SELECT status, minimum_age, (SELECT domain FROM shop) FROM events WHERE event_id = ?"
_BLOCKED: Final = "SELECT reason, at, station, staff_id FROM blocked_tickets WHERE ticket_id = ?"
# The end of the last sync is asked for once a second, and at once after a sync of this process.
_SAME_AGE_SECONDS: Final = 1.0
_EAN: Final = re.compile(r"[0-9]{13}")
_ISSUES: Final = "SELECT o.issues FROM tickets t JOIN orders o ON o.order_id = t.order_id WHERE t.ticket_id = ? LIMIT 1"


class Book:
    """`TicketBook` on the mirror; who replaced or blocked a ticket is asked of the station file.

    Args:
        last_write: when this process last wrote to the mirror, in monotonic seconds.
        sold: what this till sold and the mirror does not hold yet.
    """

    def __init__(
        self, mirror: Readers, station: OpenFile, last_write: Callable[[], float], sold: SoldTickets | None = None
    ) -> None:
        self._mirror = mirror
        self._station = station
        self._sold = sold or SoldTickets(station.readers, mirror)
        self._last_write = last_write
        self._ended: tuple[float, datetime | None] = (-_SAME_AGE_SECONDS, None)
        self._packed: datetime | None = None
        self._tags: dict[tuple[str, str], bytes] = {}

    def by_id(self, ticket_id: str) -> DoorTicket | None:
        row = self._mirror.row(_BY_ID, (ticket_id,)) or self._sold.by_id(ticket_id)
        return None if row is None else self._ticket(row)

    def by_ean(self, ean: str, event_ids: Sequence[str]) -> Sequence[DoorTicket]:
        if not _EAN.fullmatch(ean):
            return []
        # One that was reprinted here since the last sync has another number; this is the old paper's.
        found = self._found(_BY_EAN, (int(ean),), event_ids, lambda ticket: bool(ticket.ean))
        return self._with_sold(found, self._sold.by_ean(int(ean)), event_ids, lambda ticket: bool(ticket.ean))

    def by_number(self, number: str, event_ids: Sequence[str]) -> Sequence[DoorTicket]:
        bounds = id_range(number)
        if bounds is None:
            return []
        found = self._found(_BY_NUMBER, bounds, event_ids, lambda ticket: ticket.number == number)
        return self._with_sold(found, self._sold.by_number(number), event_ids, lambda ticket: ticket.number == number)

    def made(self, ticket_id: str) -> Made:
        """Who made the mirror's issue of a ticket; the first where it is not known."""
        row = self._mirror.row(_ISSUES, (ticket_id,))
        return made_of("" if row is None else row[0], ticket_id)

    def lost(self, ticket_id: str) -> tuple[tuple[int, str], ...]:
        """Issues of a ticket, each with the key that signed it, whose papers are not good."""
        row = self._mirror.row(_ISSUES, (ticket_id,))
        return () if row is None else lost_papers(row[0], ticket_id)

    def event_of(self, ticket_id: str) -> str:
        """The event of a ticket, "" where the mirror does not hold it."""
        row = self._mirror.row("SELECT event_id FROM tickets WHERE ticket_id = ? LIMIT 1", (ticket_id,))
        sold = self._sold.by_id(ticket_id) if row is None else None
        return str(row[0]) if row else str(sold[2]) if sold else ""

    def event_status(self, event_id: str) -> str | None:
        row = self._mirror.row("SELECT status FROM events WHERE event_id = ?", (event_id,))
        return None if row is None else str(row[0])

    def event_times(self, event_id: str) -> EventTimes:
        row = self._mirror.row("SELECT doors_at, starts_at, ends_at, zone FROM events WHERE event_id = ?", (event_id,))
        return EventTimes.of(*(row or ("", "", "", "")))

    def unseen(self, payload: Payload, event_id: str) -> DoorTicket | None:
        with self._mirror.borrow() as connection:
            event = connection.execute(_UNSEEN, (event_id,)).fetchone()
            if event is None:
                return None
            status, minimum_age, shop = event
            named = connection.execute("SELECT category_id, name FROM categories WHERE event_id = ?", (event_id,))
            categories = [row for row in named if category_tag(shop, event_id, row[0]) == payload.category_tag]
        ticket_id = payload.ticket.hex()
        category_id, category = categories[0] if len(categories) == 1 else ("", "")
        blocked, *where = self._station.row(_BLOCKED, (ticket_id,)) or (None, "", "", "")
        state = str(self._sold.ended(ticket_id) or TicketState.VALID)
        return DoorTicket(
            ticket_id=ticket_id, number=number_of(payload.ticket), ean="", event_id=event_id, event_status=status,
            category_id=category_id, category=category, order="", holder="", seat="", state=state,
            issue=payload.issue, unit=0, units=0, replaced_at="", replaced_by="",
            blocked=_why(blocked), minimum_age=minimum_age,
            blocked_at=where[0], blocked_by=where[1], blocked_who=where[2],
        )  # fmt: skip

    def events_by_tag(self, tag: bytes) -> Sequence[str]:
        with self._mirror.borrow() as connection:
            shop = connection.execute("SELECT domain FROM shop").fetchone()
            if shop is None:
                return []
            events = [row[0] for row in connection.execute("SELECT event_id FROM events ORDER BY event_id")]
        return [event_id for event_id in events if self._tag(shop[0], event_id) == tag]

    def age_s(self, now: datetime) -> float | None:
        asked, (read, ended) = time.monotonic(), self._ended
        if asked - read >= _SAME_AGE_SECONDS or self._last_write() >= read:
            row = self._mirror.row(_AGE, ())
            ended = moment(row[0]) if row else None
            self._packed = moment(row[1]) if row else None
            self._ended = asked, ended
        # A clock that was set back must not make the mirror look newer than fresh.
        return None if ended is None else max(0.0, (now - ended).total_seconds())

    def packed_at(self) -> datetime | None:
        if self._ended[0] < 0:
            self.age_s(datetime.now(UTC))  # never asked yet
        return self._packed

    def _found(
        self, sql: str, values: tuple[object, ...], event_ids: Sequence[str], fits: Callable[[DoorTicket], bool]
    ) -> Sequence[DoorTicket]:
        with self._mirror.borrow() as connection:
            rows = connection.execute(sql, values).fetchall()
        chosen = frozenset(event_ids)
        tickets = [self._ticket(row) for row in rows if not chosen or row[2] in chosen]
        return [ticket for ticket in tickets if fits(ticket)]

    def _with_sold(
        self,
        found: Sequence[DoorTicket],
        sold: Sequence[tuple[Any, ...]],
        event_ids: Sequence[str],
        fits: Callable[[DoorTicket], bool],
    ) -> Sequence[DoorTicket]:
        """What the mirror found, and what was sold here and is not in it."""
        held = {ticket.ticket_id for ticket in found}
        wanted = [row for row in sold if row[0] not in held and (not event_ids or row[2] in event_ids)]
        new = [row for row in wanted if self._mirror.row("SELECT 1 FROM tickets WHERE ticket_id = ?", row[:1]) is None]
        return [*found, *filter(fits, map(self._ticket, new))]

    def _ticket(self, row: tuple[Any, ...]) -> DoorTicket:
        (
            ticket_id, ean, event_id, status, category_id, category, order, holder, seat, state, issue,
            unit, units, created_at, order_id, line_id, minimum_age, tags, note,
        ) = row  # fmt: skip
        blocked, *where, ended, known, made_at, made_by = self._station.row(_HERE, (ticket_id,))
        state = ended or state
        lost: tuple[tuple[int, str], ...] = ()
        if known is None or known <= issue:
            made_at, made_by, lost = self._made(ticket_id, order_id, issue, made_at or "", made_by or "", known)
        else:
            issue, ean = known, ""
        if category_id is None:  # the variant is gone from the store; the order's line still knows it
            sku, category = self._mirror.row(_LINE, (order_id, line_id)) or ("", "")
            category_id = sku.removeprefix(f"{event_id}-")
        return DoorTicket(
            ticket_id,
            number_of(bytes.fromhex(ticket_id)),
            str(ean),
            event_id,
            status or "",
            category_id,
            category,
            order,
            holder,
            seat,
            state,
            issue,
            unit,
            units,
            made_at,
            made_by,
            made_at if issue > 1 else created_at,
            _why(blocked),
            minimum_age or 0,
            lost,
            door_notes(tags, note) if tags or note else (),
            *(("", "", "") if blocked is None else where),
        )

    def _made(
        self, ticket_id: str, order_id: int, issue: int, at: str, by: str, known: int | None
    ) -> tuple[str, str, tuple[tuple[int, str], ...]]:
        """When and by whom the mirror's issue was made, and whose codes of it are none: few tickets have a second."""
        if issue <= 1:
            return "", "", ()
        row = self._mirror.row("SELECT issues FROM orders WHERE order_id = ?", (order_id,))
        text = "" if row is None else row[0]
        made = made_of(text, ticket_id)
        if made.at or made.station:
            return made.at, made.station, lost_papers(text, ticket_id)
        return (at, by, ()) if known == issue else ("", "", ())

    def _tag(self, shop: str, event_id: str) -> bytes:
        tag = self._tags.get((shop, event_id))
        if tag is None:
            tag = self._tags[shop, event_id] = event_tag(shop, event_id)
        return tag


def _why(blocked: str | None) -> str:
    return "" if blocked is None else blocked or str(TicketState.VOID)
