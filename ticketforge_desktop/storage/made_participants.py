"""Participants that an order names before the store has told of them.

Orders come first, and a shop may hide its customers altogether: who bought is known from the order then. Such a
participant has no `updated_at`, so that the store's own record takes its place whenever that comes. It is always made
from the customer's newest order, so that it is the same whatever order the orders came in.

Orders that name no customer (sold over the counter, or to a guest of whom the store keeps nothing) make none.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.domain.records import ParticipantRecord
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.figures import count_more
from ticketforge_desktop.storage.records_sql import COLUMNS, INSERT_WORDS, insert, select
from ticketforge_desktop.storage.schema.search import PERSON, search_row
from ticketforge_desktop.storage.search_words import person_words

_PERSON: Final = "WHERE customer_id = ?"
_NEWEST: Final = (
    "SELECT holder, email, phone, created_at FROM orders WHERE customer_id = ? ORDER BY order_id DESC LIMIT 1"
)
# One look along the index of customers, then along the orders. What the store told of somebody stays.
_MISSING: Final = (
    f"INSERT INTO participants ({COLUMNS['participants']})"  # noqa: S608 - names are ours
    " SELECT customer_id, holder, email, phone, '', '', 0, created_at, '' FROM orders WHERE order_id IN"
    " (SELECT max(order_id) FROM orders WHERE customer_id <> 0 GROUP BY customer_id)"
    " AND (holder <> '' OR email <> '' OR phone <> '') ON CONFLICT (customer_id) DO NOTHING"
)


def settle_participant(connection: Connection, customer_id: int) -> bool:
    """Make, renew or take out the participant that orders alone know of; whether anything changed.

    Called inside the transaction that wrote or removed an order of theirs. One that the store told of is left alone.
    """
    if not customer_id:
        return False
    run = connection.execute
    row = run(select("participants", _PERSON), (customer_id,)).fetchone()
    known = None if row is None else ParticipantRecord(*row)
    if known is not None and known.updated_at:
        return False
    newest = run(_NEWEST, (customer_id,)).fetchone()
    made = None
    if newest is not None and any(newest[:3]):
        holder, email, phone, created_at = newest
        made = ParticipantRecord(customer_id, holder, email, phone, "", "", False, created_at, "")
    if made == known:
        return False
    run("DELETE FROM search WHERE rowid = ?", (search_row(PERSON, customer_id),))
    if made is None:
        run(f"DELETE FROM participants {_PERSON}", (customer_id,))  # noqa: S608 - a constant
    else:
        run(insert("participants", "INSERT OR REPLACE"), made)
        run(INSERT_WORDS, (search_row(PERSON, customer_id), person_words(made)))
    count_more(connection, "participants", (made is not None) - (known is not None))
    return True


def make_missing(connection: Connection) -> None:
    """The same for a whole mirror whose people nobody has counted or made findable yet; orders have their indexes."""
    connection.execute(_MISSING)
