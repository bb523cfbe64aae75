"""Tickets of a line sold at a till: named by the line's own UUID, as every station will name them once it is back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ticketforge_desktop.domain.ticket_numbers import FIRST_ISSUE, ean_of, ticket_id


class SoldUnit(NamedTuple):
    """One unit: its ticket's id (16 hex digits), the EAN-13 of its first paper, and its seat ("" without)."""

    unit: int
    ticket_id: str
    ean: int
    seat: str


def sold_units(shop_domain: str, ean_key: bytes, seed: str, seats: Sequence[str], quantity: int) -> list[SoldUnit]:
    """The units of a line.

    Args:
        seed: the line's UUID, lower case with hyphens; two lines of a sale have two.
        seats: one a unit, or none at all.

    Raises:
        BadInput: the EAN key has another length than 16 bytes.
    """
    found = []
    for unit in range(1, quantity + 1):
        raw = ticket_id(shop_domain, seed, unit)
        seat = seats[unit - 1] if seats else ""
        found.append(SoldUnit(unit, raw.hex(), int(ean_of(ean_key, raw, FIRST_ISSUE)), seat))
    return found
