"""Stations tell each other which tickets they have on paper, so that none prints another's ticket a second time.

Each station writes documents of its own and its line of one index; a sync reads the index and what has changed. It is
as late as a sync is: until then only a station's own ledger stands against a second paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.printed_marks import (
    INDEX,
    SHARDS,
    Voice,
    digest_of,
    mark_of,
    part_key,
    read_index,
    read_part,
    write_index,
    write_part,
)
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.issues import PrintedElsewhere
from ticketforge_desktop.services.ports.store import Store

_TRIES: Final = 8
KEPT_FOR: Final = timedelta(days=400)
"""Papers older than this are of events that are over."""


class SharePrinted:
    """Exchanges marks.

    Args:
        papers: ids of the tickets whose first issue is on paper here, begun since a moment.
        station: id and name of this station.
    """

    def __init__(
        self, heard: PrintedElsewhere, papers: Callable[..., list[str]], station: tuple[str, str], clock: Clock
    ) -> None:
        self._heard, self._papers, self._station, self._clock = heard, papers, station, clock

    def run(self, store: Store) -> int:
        """Write what is new of ours, read what is new of others; how many documents were read.

        Raises `ConnectionTrouble` kinds, and `Conflict` when others changed the index each time we tried.
        """
        document = store.document(INDEX)
        voices = read_index(document.value) if document else {}
        own, name = self._station
        texts = self._texts()
        said = voices.get(own, Voice(name, {}))
        digests = {shard: digest_of(text) for shard, text in texts.items()}
        for shard, text in texts.items():
            if said.digests.get(shard) != digests[shard]:
                self._write(store, part_key(own, shard), text)
        if (said.name, dict(said.digests)) != (name, digests) and (digests or own in voices):
            voices = self._announce(store, Voice(name, digests))
        return sum(self._hear(store, station, voice) for station, voice in voices.items() if station != own)

    def _texts(self) -> Mapping[str, str]:
        shards: dict[str, list[str]] = {}
        for ticket_id in self._papers(self._clock.now() - KEPT_FOR):
            shards.setdefault(ticket_id[0], []).append(mark_of(ticket_id))
        return {shard: write_part(shards[shard]) for shard in SHARDS if shard in shards}

    def _write(self, store: Store, key: str, text: str) -> None:
        """A document of ours: nobody else writes it."""
        for _ in range(_TRIES):
            document = store.document(key)
            if document is not None and document.value == text:
                return
            try:
                store.swap_document(key, text, document.digest if document else None)
                return
            except Conflict:
                continue  # another process of this station
        raise Conflict("This station's list of papers in the store is being written by another process.", key=key)

    def _announce(self, store: Store, voice: Voice) -> dict[str, Voice]:
        for _ in range(_TRIES):
            document = store.document(INDEX)
            voices = (read_index(document.value) if document else {}) | {self._station[0]: voice}
            try:
                store.swap_document(INDEX, write_index(voices), document.digest if document else None)
                return voices
            except Conflict:
                continue  # another station was first: on top of what it wrote
        raise Conflict("Other stations changed the index of papers each time we tried.", key=INDEX)

    def _hear(self, store: Store, station: str, voice: Voice) -> int:
        known, read = self._heard.digests(station), 0
        for shard, digest in voice.digests.items():
            if known.get(shard) == digest:
                continue
            document = store.document(part_key(station, shard))
            if document is not None:
                # The digest of what was read: a document that is newer than the index is read once more, no harm.
                marks = read_part(document.value)
                self._heard.put(station, voice.name, shard, digest_of(document.value), marks)
                read += 1
        return read
