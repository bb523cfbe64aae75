"""Seat maps of this shop: kept, checked, brought in from tables, and shared between the stations through the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.seating.checks import Fault, faults_of, usable
from ticketforge_desktop.domain.seating.csv_map import ReadCsv, read_csv, write_csv
from ticketforge_desktop.domain.seating.document import read_map, write_map
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.domain.seating.travel import (
    INDEX,
    Listed,
    digest_of,
    pack,
    part_key,
    read_list,
    unpack,
    write_list,
)
from ticketforge_desktop.services.ports.seats import SeatFile, SeatMapRow, SeatMaps, SeatState, SeatStore

_TRIES: Final = 8
_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")
# What somebody was promised, or what the house keeps: such a seat may not vanish from a map.
_PROMISED: Final = frozenset({SeatState.SOLD, SeatState.HELD, SeatState.BLOCKED, SeatState.LEASED})


@dataclass(frozen=True, slots=True)
class Shared:
    """What one exchange with the store did. `clashes` were changed here and there; ours stayed here."""

    sent: tuple[str, ...]
    received: tuple[str, ...]
    clashes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """All fields."""
        return {name: list(getattr(self, name)) for name in self.__slots__}


class SeatMapDesk:
    """Every method may be called on any thread.

    Args:
        events_of: events that take place in a venue, by id: whose seats a changed map must still have.
    """

    def __init__(self, maps: SeatMaps, file: SeatFile, events_of: Callable[[str], Sequence[str]], staff: Staff) -> None:
        self._maps, self._file, self._events_of, self._staff = maps, file, events_of, staff

    def maps(self) -> Sequence[SeatMapRow]:
        """All, by venue."""
        self._staff.require(Right.VIEW)
        return self._maps.maps()

    def map(self, map_id: str) -> SeatMap:
        """Raises `BadInput` where there is none."""
        self._staff.require(Right.VIEW)
        found = self._maps.map(map_id)
        if found is None:
            raise BadInput(
                f"There is no seat map {map_id!r}.", field="map", value=map_id,
                next_step="`ticketforge seats list` shows them.",
            )  # fmt: skip
        return found

    def check(self, drawn: SeatMap) -> list[Fault]:
        """What is wrong with a map, and which sold seats it no longer has."""
        return [*faults_of(drawn), *self._vanished(drawn)]

    def save(self, drawn: SeatMap, *, upon: int | None = None) -> SeatMap:
        """Keep a map; returned with its version.

        Raises:
            RightMissing.
            BadInput: it has faults; `facts["faults"]` lists them. Nothing was kept.
            Conflict: somebody else changed it since version `upon`.
        """
        self._staff.require(Right.EDIT_EVENTS)
        faults = self.check(drawn)
        if not usable(faults):
            first = next(fault for fault in faults if not fault.warning)
            raise BadInput(
                f"The map can't be used as it is: {first.message}", field="map", where=first.where,
                faults=[fault for fault in faults if not fault.warning],
            )  # fmt: skip
        return self._maps.put(drawn, self._staff, upon=upon)

    def read(self, text: str, venue: str, map_id: str = "") -> ReadCsv:
        """A table as a map, not yet kept. Raises `BadInput`: no venue was named."""
        if not venue.strip():
            raise BadInput("Say which venue the map is of.", field="venue", next_step="Name it: --venue NAME.")
        return read_csv(text, map_id or id_of(venue), " ".join(venue.split()))

    def table(self, map_id: str) -> str:
        """A map as a table."""
        return write_csv(self.map(map_id))

    def drop(self, map_id: str) -> None:
        """Forget a map here. Raises `RightMissing`, `NotFound`, `Conflict`: seats of it are sold or held."""
        self._staff.require(Right.EDIT_EVENTS)
        found = self._maps.map(map_id)
        gone = self._vanished(replace(found, sections=(), areas=())) if found is not None else []
        if gone:
            raise Conflict(
                f"Seats of this map are sold, held or leased: {gone[0].where} and {len(gone) - 1} more.", map=map_id
            )
        self._maps.drop(map_id, self._staff)

    def share(self, store: SeatStore) -> Shared:
        """Send maps that are newer here, fetch those that are newer in the store.

        Raises:
            RightMissing, ConnectionTrouble.
            Conflict: other stations changed the list each time we tried.
        """
        self._staff.require(Right.SYNC)
        received, clashes = self._fetch(store)
        return Shared(self._send(store, set(clashes)), received, clashes)

    def _fetch(self, store: SeatStore) -> tuple[tuple[str, ...], tuple[str, ...]]:
        document = store.document(INDEX)
        received, clashes = [], []
        for map_id, entry in (read_list(document.value) if document is not None else {}).items():
            own = self._maps.map(map_id)
            if own is not None and digest_of(write_map(own)) == entry.digest:
                continue
            if own is not None and own.version == entry.version:
                clashes.append(map_id)  # two stations made the same version: a person looks
            if own is not None and own.version >= entry.version:
                continue
            found = [store.document(part_key(map_id, number)) for number in range(1, entry.parts + 1)]
            text = unpack([part.value for part in found if part is not None], entry.digest)
            if text is None:
                continue  # its parts are still on their way
            try:
                self._maps.put(read_map(text), self._staff)
            except BadInput:
                continue  # of a later version of the program
            received.append(map_id)
        return tuple(received), tuple(clashes)

    def _send(self, store: SeatStore, held_back: set[str]) -> tuple[str, ...]:
        for _ in range(_TRIES):
            document = store.document(INDEX)
            listed = read_list(document.value) if document is not None else {}
            texts = self._newer(listed, held_back)
            if not texts:
                return ()
            for map_id, text in texts.items():
                drawn = read_map(text)
                listed[map_id] = Listed(drawn.venue, drawn.version, digest_of(text), len(pack(text)))
            try:
                store.swap_document(INDEX, write_list(listed), document.digest if document is not None else None)
            except Conflict:
                continue
            for map_id, text in texts.items():
                for number, part in enumerate(pack(text), start=1):
                    _put(store, part_key(map_id, number), part)
            return tuple(texts)
        raise Conflict("Other stations changed the list of seat maps each time we tried.", key=INDEX)

    def _newer(self, listed: dict[str, Listed], held_back: set[str]) -> dict[str, str]:
        """Documents of maps that the store lacks or has an older version of."""
        found = {}
        for row in self._maps.maps():
            known = listed.get(row.map_id)
            if row.map_id in held_back or (known is not None and known.version >= row.version):
                continue
            drawn = self._maps.map(row.map_id)
            if drawn is not None:
                found[row.map_id] = write_map(drawn)
        return found

    def _vanished(self, drawn: SeatMap) -> list[Fault]:
        """Seats that somebody was promised, and that the map no longer has."""
        own = drawn.map_id.removeprefix("event/")
        events = [own] if own != drawn.map_id else self._events_of(drawn.venue)
        taken = set(self._file.events()).intersection(events)
        seats, found = drawn.by_id(), []
        for event_id in sorted(taken):
            if own == drawn.map_id and self._maps.map(f"event/{event_id}") is not None:
                continue  # it has a map of its own
            gone = [row for row in self._file.rows(event_id) if row.state in _PROMISED and row.seat_id not in seats]
            found += [
                Fault("promised", row.seat_id, f"{row.seat_id} is {row.state} for {event_id}, and not on this map.")
                for row in gone
            ]
        return found


def id_of(venue: str) -> str:
    """The usual id of a venue's map."""
    return _NOT_IN_ID.sub("-", fold(venue)).strip("-") or "hall"


def _put(store: SeatStore, key: str, text: str) -> None:
    """Write a document of which we are the only writer by now, whatever stands there."""
    for _ in range(_TRIES):
        document = store.document(key)
        if document is not None and document.value == text:
            return
        try:
            store.swap_document(key, text, document.digest if document is not None else None)
        except Conflict:
            continue
        return
    raise Conflict("The seat map is being written by another station.", key=key)
