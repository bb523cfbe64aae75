"""A look at the store's documents of seats, and web orders' seats written into them."""

from __future__ import annotations

from collections.abc import Sequence
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
from ticketforge_desktop.services.ports.seats import OrderSeat, SeatFile, SeatStore

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

    def look(self, store: SeatStore, event_id: str, section: str, web: Sequence[OrderSeat] = ()) -> list[SeatClash]:
        """Take over what the document of a section says; write seats of web orders into it that it lacks.

        Args:
            web: what web orders name of this section, their seats as `row/number`.
        """
        for _ in range(TRIES):
            mark = self._file.mark(event_id, section)
            document = store.document(key_of(event_id, section))
            text, digest = (document.value, document.digest) if document is not None else ("", "")
            after, clashes = _with_web(text, event_id, section, web)
            if after != text:
                try:
                    document = store.swap_document(key_of(event_id, section), after, digest or None)
                except Conflict:
                    continue  # another station was faster: upon what it wrote
                text, digest = document.value, document.digest
            lost = self._file.learn(event_id, section, text, digest, mark)
            if lost is None:
                continue  # this station did something there while we were reading
            told = read_section(text)
            return clashes + [SeatClash(seat, _who(told, seat.partition("/")[2]), 0) for seat in lost]
        return []


def _with_web(text: str, event_id: str, section: str, web: Sequence[OrderSeat]) -> tuple[str, list[SeatClash]]:
    """The document with the seats of living web orders and without those of dead ones, and what does not go together.

    Only what is known to be dead is taken out: an order that another station wrote down may not be in our mirror yet.
    """
    told, after, clashes = read_section(text), text, list[SeatClash]()
    dead = {(order.seat, token_of(f"order:{order.order_id}")) for order in web if not order.living}
    for seat, claim in told.claims.items():
        if claim.station == WEB and (seat, claim.token) in dead:
            free = Change(WEB, "", {seat: claim.token}, ClaimState.FREE, "")
            after = change(after, event_id, section, free).text
    for order in web:
        if not order.living:
            continue
        token = token_of(f"order:{order.order_id}")
        known = read_section(after).claims.get(order.seat)
        if known is None:
            taken = Change(WEB, "", {order.seat: ""}, ClaimState.SOLD, token)
            after = change(after, event_id, section, taken).text
        elif (known.station, known.token) != (WEB, token):
            clashes.append(SeatClash(f"{section}/{order.seat}", _who(told, order.seat), order.order_id))
    return after, clashes


def _who(told: Section, seat: str) -> str:
    claim = told.claims.get(seat)
    return told.names.get(claim.station, claim.station) if claim is not None else ""
