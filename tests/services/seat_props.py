"""A hall, stations that sell its seats, and a store that keeps the documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from tests.domain.seating.halls import hall
from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import Conflict, NetworkUnavailable
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.domain.seating.claims import Change, ClaimState, Section, change, key_of, read_section
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.outbox import ActState, OutboxEntry
from ticketforge_desktop.services.ports.seats import OrderSeat, SeatState
from ticketforge_desktop.services.ports.store import Document
from ticketforge_desktop.services.seats import SeatRoom, Seats
from ticketforge_desktop.services.views import CategoryRow, EventDetails, EventRow
from ticketforge_desktop.storage.profile import Profile, open_profile

AT = datetime(2026, 12, 18, 19, 0, tzinfo=UTC)
STATES = {"free": ClaimState.FREE, "leased": ClaimState.LEASED, "held": ClaimState.HELD, "sold": ClaimState.SOLD}
STATES["blocked"] = ClaimState.BLOCKED


def category(category_id: str, name: str, event_id: str = "gala") -> CategoryRow:
    return CategoryRow(
        category_id, 5, event_id, name, Money(5400, "EUR"), 100, 0, 0, 100, StockLevel.AVAILABLE
    )  # fmt: skip


def event(event_id: str, venue: str = "Hall") -> EventDetails:
    row = EventRow(
        event_id, event_id.title(), AT, "Europe/Berlin", venue, "Oldenburg", "DE", EventStatus.PUBLISHED, 100, 0, 0,
        100, StockLevel.AVAILABLE, Money(0, "EUR"),
    )  # fmt: skip
    return EventDetails(
        row, None, None, 0, "", "", (), (category("a", "Parkett A", event_id), category("b", "Parkett B", event_id))
    )


class Events:
    """The mirror as far as seats ask it: every event there is."""

    def event(self, event_id: str) -> EventDetails:
        return event(event_id)


class SeatDocuments:
    """The store's documents: compare-and-swap, others who are faster, answers that are lost."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.before_swap: list[Callable[[], object]] = []
        self.after_read: list[Callable[[], object]] = []  # what happens while the text is on its way
        self.lose_answer = False

    def document(self, key: str) -> Document | None:
        text = self.texts.get(key)
        if self.after_read:
            self.after_read.pop(0)()
        return None if text is None else Document(text, _digest(text))

    def swap_document(self, key: str, value: str, digest: str | None) -> Document:
        if self.before_swap:
            self.before_swap.pop(0)()
        known = self.document(key)
        if digest != (known.digest if known else None):
            raise Conflict("Somebody else was faster.")
        self.texts[key] = value
        if self.lose_answer:
            self.lose_answer = False
            raise NetworkUnavailable("The answer was lost.")
        return Document(value, _digest(value))

    def section(self, event_id: str, section: str = "S") -> Section:
        return read_section(self.texts.get(key_of(event_id, section), ""))


class SeatTill:
    """A station that sells seats."""

    def __init__(self, folder: Path, name: str, drawn: SeatMap | None = None) -> None:
        self.profile: Profile = open_profile(folder, KEYS, now=lambda: AT)
        self.profile.station.rename_station(name, DEFAULT_MANAGER)
        self.name, self.online, self.store = name, True, SeatDocuments()
        self.web: list[OrderSeat] = []
        self.files = self.profile.seating
        self.files.maps.put(drawn or hall("......", "......"), DEFAULT_MANAGER)

    def seats(self, staff: Staff = DEFAULT_MANAGER) -> Seats:
        station = self.profile.station.station_id(), self.name
        room = SeatRoom(
            self.files.maps,
            self.files.rows,
            cast(MirrorQueries, Events()),
            self._store,
            station,
            lambda _event: self.web,
        )
        return Seats(room, staff)

    def _store(self) -> SeatDocuments:
        if not self.online:
            raise NetworkUnavailable("The store does not answer.")
        return self.store

    def states(self, event_id: str = "gala") -> dict[str, SeatState]:
        return {row.seat_id: row.state for row in self.files.rows.rows(event_id)}

    def ours(self, event_id: str, state: SeatState = SeatState.LEASED) -> list[str]:
        return sorted(row.seat_id for row in self.files.rows.rows(event_id) if row.ours and row.state is state)

    def pending(self, event_id: str) -> list[OutboxEntry]:
        entries = reversed(self.profile.outbox.entries(states=[ActState.PENDING], limit=10_000))
        return [entry for entry in entries if entry.payload["event"] == event_id]

    def push(self, event_id: str = "gala", most: int = 1000) -> list[str]:
        """What the outbox does with acts of seats: the rules of `shopify.acts.seats`. Returns seats that were lost."""
        if not self.online:
            return []
        lost: list[str] = []
        for entry in self.pending(event_id)[:most]:
            told: dict[str, Any] = entry.payload
            key = key_of(event_id, told["section"])
            wanted = Change(told["station"], told["name"], told["seats"], STATES[told["state"]], told["token"])
            changed = change(self.store.texts.get(key, ""), event_id, told["section"], wanted)
            self.store.texts[key] = changed.text
            lost += changed.lost
            queue = self.profile.send_queue
            queue.begin(entry.outbox_id, AT)
            queue.done(entry.outbox_id, {}, AT)
        return lost

    def close(self) -> None:
        self.profile.close()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
