"""`settle_seats`: what a station did with its seats of an event's section, told to the store.

The seats were leased before, by compare-and-swap (`services.seats`): so they are ours, and the change goes upon
whatever the document is by now. Doing it twice is doing it once. Where a manager gave this station's seats to another,
nothing of those is written: they come before a person, since two people may have been promised one chair.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.claims import Change, Changed, ClaimState, change, key_of
from ticketforge_desktop.services.ports.outbox import ActRefused, Safety
from ticketforge_desktop.shopify.acts.documents import AppDocument, swap
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload
from ticketforge_desktop.shopify.acts.sending import StoreCall
from ticketforge_desktop.shopify.replies import Installation

_STATES: Final = {
    "free": ClaimState.FREE,
    "leased": ClaimState.LEASED,
    "held": ClaimState.HELD,
    "sold": ClaimState.SOLD,
    "blocked": ClaimState.BLOCKED,
}


class SettleSeats(Payload, kw_only=True, frozen=True):
    """Seats of a section (`row/number` → the token they had) and what became of them."""

    event: Annotated[str, Meta(min_length=1)]
    section: Annotated[str, Meta(min_length=1)]
    station: Annotated[str, Meta(pattern="^[0-9a-f]{8}$")]
    name: str
    seats: Annotated[dict[str, str], Meta(min_length=1)]
    state: Literal["free", "leased", "held", "sold", "blocked"]
    token: Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]


def send_seats(call: StoreCall, wanted: SettleSeats) -> Facts:
    """Write the change down. Raises `ActRefused` (`seat_gone`) when another station has one of the seats."""
    key = key_of(wanted.event, wanted.section)
    made = Change(wanted.station, wanted.name, wanted.seats, _STATES[wanted.state], wanted.token)
    told: list[Changed] = []

    def read() -> Installation:
        return call.ask("app_document", AppDocument, {"key": key}).current_app_installation

    def apply(text: str) -> str:
        try:
            told.append(change(text, wanted.event, wanted.section, made))
        except BadInput as full:
            raise ActRefused(full.message, reason="too_much", errors=[]) from full
        return told[-1].text

    swap(call, read, key, apply)
    lost = [f"{wanted.section}/{seat}" for seat in told[-1].lost]
    if lost:
        raise ActRefused(
            f"Another station has the seat {', '.join(lost)}.",
            next_step="Give one of the buyers another seat, then settle this by hand.",
            reason="seat_gone",
            errors=[],
        )
    return {"event": wanted.event, "section": wanted.section, "passed": list(told[-1].passed)}


KINDS = (ActKind("settle_seats", SettleSeats, Safety.REPEATABLE, send_seats),)
