"""A look at the store's documents of seats, and web orders' seats written into them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.seating.claims import (
    WEB,
    Change,
    ClaimState,
    Section,
    change,
    key_of,
    read_section,
    token_of,
)
from ticketforge_desktop.services.ports.seats import SeatFile, SeatStore

TRIES: Final = 8


class SeatClash(NamedTuple):
    """A seat that two have: this station, or another order, and a web order."""

    seat_id: str
    by: str  # the station or order that has it in the store's document
    order_id: int  # the web order, 0 where a station's own seat is another's by now


class SeatLook:
    """Looks at one section after the other.

    Args:
        file: takes over what the documents say.
    """

    def __init__(self, file: SeatFile) -> None:
        self._file = file

    def look(self, store: SeatStore, event_id: str, section: str) -> list[SeatClash]:
        """Take over what the document of a section says."""
        for _ in range(TRIES):
            mark = self._file.mark(event_id, section)
            document = store.document(key_of(event_id, section))
            text, digest = (document.value, document.digest) if document is not None else ("", "")
            lost = self._file.learn(event_id, section, text, digest, mark)
            if lost is None:
                continue  # this station did something there while we were reading
            told = read_section(text)
            return [SeatClash(seat, _who(told, seat.partition("/")[2]), 0) for seat in lost]
        return []

    def write_web(self, store: SeatStore, event_id: str, section: str, seats: Mapping[str, int]) -> list[SeatClash]:
        """Write the seats of web orders into the document, and free those whose orders are gone."""
        key = key_of(event_id, section)
        for _ in range(TRIES):
            document = store.document(key)
            text = document.value if document is not None else ""
            told = read_section(text)
            after, clashes = text, []
            for seat, claim in told.claims.items():
                if claim.station == WEB and seat not in seats:
                    after = change(after, event_id, section, _of_web(seat, claim.token, ClaimState.FREE)).text
            for seat, order_id in seats.items():
                wanted = _of_web(seat, "", ClaimState.SOLD, order_id)
                known = told.claims.get(seat)
                if known is not None and (known.station, known.token) != (WEB, wanted.token):
                    by = _who(told, seat)
                    clashes.append(SeatClash(f"{section}/{seat}", by, order_id))
                    continue
                after = change(after, event_id, section, wanted).text
            if after == text:
                return clashes
            try:
                store.swap_document(key, after, document.digest if document is not None else None)
            except Conflict:
                continue
            return clashes
        raise Conflict("Other stations changed these seats each time we tried.", event=event_id, section=section)


def _of_web(seat: str, had: str, state: ClaimState, order_id: int = 0) -> Change:
    token = token_of(f"order:{order_id}") if order_id else "0" * 12
    return Change(WEB, "", {seat: had}, state, token)


def _who(told: Section, seat: str) -> str:
    claim = told.claims.get(seat)
    return told.names.get(claim.station, claim.station) if claim is not None else ""
