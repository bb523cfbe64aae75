"""What of a thing is found by a search: its folded words."""

from __future__ import annotations

import re
from typing import Final

from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.domain.records import EventRecord, OrderRecord, ParticipantRecord

_DIGITS: Final = re.compile(r"\D+")
# Numbers are dialled with and without their country: the last digits are what both have.
_LOCAL_DIGITS: Final = 7


def event_words(event: EventRecord) -> str:
    """Title, venue, city and id."""
    return fold(f"{event.title} {event.venue_name} {event.city} {event.event_id}")


def person_words(person: ParticipantRecord) -> str:
    """Name, mail, phone and city."""
    return fold(f"{person.name} {person.email} {person.city} {_phone(person.phone)}")


def order_words(order: OrderRecord) -> str:
    """Name of the order, holder, mail and phone."""
    return fold(f"{order.name} {order.holder} {order.email} {_phone(order.phone)}")


def _phone(phone: str) -> str:
    if not phone:
        return ""
    digits = _DIGITS.sub("", phone)
    return f"{digits} {digits[-_LOCAL_DIGITS:]}" if len(digits) > _LOCAL_DIGITS else digits
