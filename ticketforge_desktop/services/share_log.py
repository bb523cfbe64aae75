"""Doors tell each other: our log goes to the store, the others' come from there.

For each event there is an index (whose log reaches how far) and, for each station, parts of its log. Everything is an
app document of the store, written by compare and swap; a station writes its own parts only. The index is read by key,
never searched for, since whether such a write moves anything's `updatedAt` is not promised.

A quiet gate has nothing to write, so each station also leaves a sign of life (`services.signs_of_life`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.shared_log import (
    Entry,
    Part,
    Voice,
    cut,
    read_index,
    read_part,
    write_index,
    write_part,
)
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.shared_log import Heard, SharedLog, Taken, TicketTerms
from ticketforge_desktop.services.ports.station import StationFile
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.services.signs_of_life import SignsOfLife

# Stations that write in the same second lose a race or two, never this many.
_TRIES: Final = 8
_MOST_A_RUN: Final = 20_000  # entries of one event; an evening has fewer


@dataclass(frozen=True, slots=True)
class ShareReport:
    """What one exchange did."""

    sent: int  # our own entries that are now in the store
    received: int  # entries of others that were new here
    tickets: int  # tickets brought up to date
    conflicts: int  # that were not known before

    def as_json(self) -> dict[str, object]:
        """All fields."""
        return {name: getattr(self, name) for name in self.__slots__}


class ShareLog:
    """Exchanges logs with the other stations.

    Args:
        terms: what a ticket (by id, of this event) is good for: needed to replay what all did with it.
        signs: the stations' signs of life; none are left or looked for without them.
    """

    def __init__(
        self,
        log: SharedLog,
        station: StationFile,
        clock: Clock,
        terms: Callable[[str, str], TicketTerms],
        signs: SignsOfLife | None = None,
    ) -> None:
        self._log, self._station, self._clock, self._terms = log, station, clock, terms
        self._signs = signs

    def run(self, store: Store, event_ids: Iterable[str], staff: Staff) -> ShareReport:
        """Send what is unsent of any event, and fetch what others wrote of these.

        Whatever happens on the way, what was written is complete in itself, and the next run goes on from there.

        Raises:
            RightMissing, ConnectionTrouble, and `Conflict` when others changed an index each time we tried.
        """
        staff.require(Right.CHECK_IN)
        begun, events = self._clock.now(), list(dict.fromkeys(event_ids))
        signs = self._signs if events else None  # a station without an event tonight is no gate
        self._log.copy_own(self._terms)
        sent = sum(self._send(store, event_id) for event_id in self._log.events_unsent())
        if signs is not None:
            signs.leave(store, begun)
        # Asked for before their logs: what they say is in the store is then fetched.
        alive = signs.of_others(store) if signs is not None else ()
        taken = Taken(0, 0, 0)
        for event_id in events:
            one = self._fetch(store, event_id)
            taken = Taken(taken.entries + one.entries, taken.tickets + one.tickets, taken.conflicts + one.conflicts)
        if signs is not None:
            signs.note(alive)
        return ShareReport(sent, taken.entries, taken.tickets, taken.conflicts)

    def _send(self, store: Store, event_id: str) -> int:
        """Our entries behind those the store has: into the open part, and further ones when it is full."""
        own = self._station.station_id()
        known = next((heard for heard in self._log.heard(event_id) if heard.station == own), None)
        sent, number, begun = (known.rows, known.parts, known.last_part) if known else (0, 1, "")
        fresh = self._log.unsent(event_id, sent, _MOST_A_RUN)
        if not fresh:
            return 0
        entries: Sequence[Entry] = [*read_part(begun).entries, *fresh] if begun else fresh
        parts = cut(event_id, own, self._station.station_name(), number, entries)
        for part in parts:
            self._write(store, part)
        voice = Voice(parts[-1].name, parts[-1].number, sent + len(fresh), self._clock.now().isoformat())
        self._announce(store, event_id, own, voice)
        self._log.note_heard(
            Heard(event_id, own, voice.name, voice.parts, voice.rows, write_part(parts[-1]), voice.at, voice.at)
        )
        return len(fresh)

    def _write(self, store: Store, part: Part) -> None:
        """A part of ours: nobody else writes it, so whatever stands there is an earlier state of it."""
        name, text = part_key(part.event_id, part.station, part.number), write_part(part)
        for _ in range(_TRIES):
            document = store.document(name)
            if document is not None and document.value == text:
                return
            try:
                store.swap_document(name, text, document.digest if document else None)
                return
            except Conflict:
                continue  # our own first attempt, whose answer was lost
        raise Conflict("This station's log in the store is being written by another process.", key=name)

    def _announce(self, store: Store, event_id: str, own: str, voice: Voice) -> None:
        name = index_key(event_id)
        for _ in range(_TRIES):
            document = store.document(name)
            voices = read_index(document.value) if document else {}
            if voices.get(own) == voice:
                return
            try:
                text = write_index(event_id, voices | {own: voice})
                store.swap_document(name, text, document.digest if document else None)
                return
            except Conflict:
                continue  # another station was first: on top of what it wrote
        raise Conflict("Other stations changed the index of the doors each time we tried.", key=name)

    def _fetch(self, store: Store, event_id: str) -> Taken:
        """Parts that are new or have grown since we heard of them."""
        document = store.document(index_key(event_id))
        voices = read_index(document.value) if document else {}
        own, taken = self._station.station_id(), Taken(0, 0, 0)
        known = {heard.station: heard for heard in self._log.heard(event_id)}
        for station, voice in voices.items():
            if station == own:
                continue
            before = known.get(station)
            if before is None or before.rows != voice.rows:
                first = before.parts if before is not None else 1
                entries = self._parts(store, event_id, station, range(first, voice.parts + 1))
                one = self._log.take(event_id, entries, lambda ticket: self._terms(event_id, ticket))
                taken = Taken(taken.entries + one.entries, taken.tickets + one.tickets, taken.conflicts + one.conflicts)
            heard_at = self._clock.now().isoformat()
            self._log.note_heard(Heard(event_id, station, voice.name, voice.parts, voice.rows, "", voice.at, heard_at))
        return taken

    def _parts(self, store: Store, event_id: str, station: str, numbers: range) -> list[Entry]:
        """Entries of these parts. One that can't be read hides no other; it is looked at again when it grows."""
        entries: list[Entry] = []
        for number in numbers:
            document = store.document(part_key(event_id, station, number))
            if document is None:
                continue
            try:
                part = read_part(document.value)
            except BadInput:
                continue
            # The text says whose it is, but the place where it lies decides.
            entries += [entry._replace(station=station) for entry in part.entries]
        return entries


def index_key(event_id: str) -> str:
    """The document that says whose log of an event reaches how far."""
    return f"door-{_short(event_id)}"


def part_key(event_id: str, station: str, number: int) -> str:
    """The document that holds a part of a station's log of an event."""
    return f"door-{_short(event_id)}-{_short(station)}-{number}"


def _short(text: str) -> str:
    """Ids as the store's keys allow them: at most 64 signs, none but letters, digits, - and _."""
    return blake2b(text.encode(), digest_size=8, person=b"tf-door-log").hexdigest()
