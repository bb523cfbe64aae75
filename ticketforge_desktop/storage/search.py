"""Search as you type over events, people, orders and tickets.

A keystroke asks for at most a handful of each kind and sorts nothing. Words go to the search table; what looks like a
ticket's number or EAN is a stretch of the tickets' own index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.ticket_numbers import number_of, parse_number
from ticketforge_desktop.services.views import SearchHit
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.listing import marks
from ticketforge_desktop.storage.matching import is_number, match_of, rows_of
from ticketforge_desktop.storage.number_ranges import id_range
from ticketforge_desktop.storage.schema.search import EVENT, ORDER, PERSON
from ticketforge_desktop.storage.times import moment

_LEAST: Final = 4  # characters before something may be the beginning of a ticket's number
_EAN_DIGITS: Final = 13
_PREFIXES: Final = {"#": ("order",), "@": ("person",)}
_ALL: Final = ("event", "person", "order", "ticket")
_TICKET: Final = (
    "SELECT t.ticket_id, coalesce(e.title, ''), o.name, o.holder FROM tickets t"
    " CROSS JOIN orders o ON o.order_id = t.order_id LEFT JOIN events e ON e.event_id = t.event_id"
)


def search(connection: Connection, text: str, limit: int) -> Sequence[SearchHit]:
    """Hits by kind, each kind with its fair share of `limit`."""
    typed = text.strip()
    kinds = _PREFIXES.get(typed[:1], _ALL)
    if typed[:1] in _PREFIXES:
        typed = typed[1:].strip()
    if not typed or limit <= 0:
        return []
    finders: dict[str, Callable[[], list[SearchHit]]] = {"ticket": lambda: _tickets(connection, typed, limit)}
    match = match_of(typed)
    if match is not None:
        finders["event"] = lambda: _events(connection, rows_of(connection, EVENT, match, limit))
        finders["person"] = lambda: _people(connection, rows_of(connection, PERSON, match, limit))
        finders["order"] = lambda: _orders(connection, rows_of(connection, ORDER, match, limit))
    return _shared([finders[kind]() for kind in kinds if kind in finders], limit)


def _shared(found: list[list[SearchHit]], limit: int) -> list[SearchHit]:
    """Every kind gets its share, and what one does not need goes to those that have more."""
    shares = [0] * len(found)
    left = limit
    while left and any(share < len(hits) for share, hits in zip(shares, found, strict=True)):
        for index, hits in enumerate(found):
            if left and shares[index] < len(hits):
                shares[index] += 1
                left -= 1
    return [hit for share, hits in zip(shares, found, strict=True) for hit in hits[:share]]


def _events(connection: Connection, numbers: Sequence[int]) -> list[SearchHit]:
    rows = connection.execute(
        f"SELECT event_id, title, starts_at, zone, venue_name, city FROM events WHERE product_id IN ({marks(numbers)})"  # noqa: S608
        " ORDER BY starts_at",
        tuple(numbers),
    )
    return [
        SearchHit("event", event_id, title, _joined(venue, city), moment(starts_at), zone)
        for event_id, title, starts_at, zone, venue, city in rows
    ]


def _people(connection: Connection, numbers: Sequence[int]) -> list[SearchHit]:
    rows = connection.execute(
        f"SELECT customer_id, name, email, city FROM participants WHERE customer_id IN ({marks(numbers)})",  # noqa: S608
        tuple(numbers),
    )
    return [SearchHit("person", str(number), name or email, _joined(email, city)) for number, name, email, city in rows]


def _orders(connection: Connection, numbers: Sequence[int]) -> list[SearchHit]:
    rows = connection.execute(
        f"SELECT name, holder, email, total_minor, currency FROM orders WHERE order_id IN ({marks(numbers)})",  # noqa: S608
        tuple(numbers),
    )
    return [
        SearchHit("order", name, name, holder or email, amount=Money(total, currency))
        for name, holder, email, total, currency in rows
    ]


def _tickets(connection: Connection, typed: str, limit: int) -> list[SearchHit]:
    """Tickets whose number or EAN begins like this. Plain words are no numbers: those have a digit soon.

    A whole number may be without one; its check character tells it from a word.
    """
    plain = typed.replace("-", "").replace(" ", "")
    has_digit = any(letter.isdecimal() for letter in plain)
    if len(plain) < _LEAST or not (has_digit or parse_number(typed) is not None):
        return []
    rows: list[tuple[str, str, str, str]] = []
    bounds = id_range(typed)
    if bounds is not None:
        rows += connection.execute(f"{_TICKET} WHERE t.ticket_id BETWEEN ? AND ? LIMIT ?", (*bounds, limit)).fetchall()
    if is_number(plain) and len(plain) <= _EAN_DIGITS:
        scale = 10 ** (_EAN_DIGITS - len(plain))
        low = int(plain) * scale
        eans = f"{_TICKET} WHERE t.ean BETWEEN ? AND ? LIMIT ?"
        rows += connection.execute(eans, (low, low + scale - 1, limit)).fetchall()
    return [
        SearchHit("ticket", ticket_id, number_of(bytes.fromhex(ticket_id)), _joined(title, order, holder))
        for ticket_id, title, order, holder in dict.fromkeys(rows)
    ]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
