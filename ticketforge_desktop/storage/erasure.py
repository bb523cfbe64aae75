"""A person taken out of the mirror: what names them goes, what counts (orders, tickets, money) stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.records import OrderRecord, ParticipantRecord
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.records_sql import INSERT_WORDS, select
from ticketforge_desktop.storage.schema.search import ORDER, PERSON, search_row
from ticketforge_desktop.storage.search_words import order_words, person_words
from ticketforge_desktop.storage.writer import Priority, Work

_ORDERS_A_TURN: Final = 20  # a few milliseconds: the window and the door wait for nothing longer


class MirrorEraser:
    """`PersonEraser` over the mirror in use."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file

    def erase_person(self, customer_id: int, order_ids: Sequence[int]) -> ChangeSet:
        writer = self._file.writer()
        people = writer.run(lambda work: _erase_participant(work, customer_id), Priority.SYNC) if customer_id else 0
        orders, waiting = set[int](), sorted(self._orders_of(customer_id) | set(order_ids))
        while waiting:
            some, waiting = waiting[:_ORDERS_A_TURN], waiting[_ORDERS_A_TURN:]
            orders |= writer.run(lambda work, some=some: _erase_orders(work, some), Priority.SYNC)  # type: ignore[misc]
        ids = {Kind.ORDER: frozenset(map(str, orders))} if orders else {}
        if people:
            ids[Kind.PARTICIPANT] = frozenset({str(customer_id)})
        return ChangeSet(frozenset(ids), ids)

    def _orders_of(self, customer_id: int) -> set[int]:
        if not customer_id:
            return set()
        with self._file.readers.borrow() as connection:
            rows = connection.execute("SELECT order_id FROM orders WHERE customer_id = ?", (customer_id,))
            return {order_id for (order_id,) in rows}


def _erase_participant(work: Work, customer_id: int) -> int:
    raw = work.raw
    row = raw.execute(select("participants", "WHERE customer_id = ?"), (customer_id,)).fetchone()
    if row is None:
        return 0
    nobody = ParticipantRecord(*row)._replace(name="", email="", phone="", city="", country="", marketing=False)
    raw.execute(
        "UPDATE participants SET name = '', email = '', phone = '', city = '', country = '', marketing = 0"
        " WHERE customer_id = ?",
        (customer_id,),
    )
    raw.execute("DELETE FROM search WHERE rowid = ?", (search_row(PERSON, customer_id),))
    raw.execute(INSERT_WORDS, (search_row(PERSON, customer_id), person_words(nobody)))
    return 1


def _erase_orders(work: Work, order_ids: Sequence[int]) -> set[int]:
    raw, erased = work.raw, set[int]()
    for order_id in order_ids:
        row = raw.execute(select("orders", "WHERE order_id = ?"), (order_id,)).fetchone()
        if row is None:
            continue
        nobody = OrderRecord(*row)._replace(holder="", email="", phone="")
        raw.execute("UPDATE orders SET holder = '', email = '', phone = '' WHERE order_id = ?", (order_id,))
        raw.execute("DELETE FROM search WHERE rowid = ?", (search_row(ORDER, order_id),))
        raw.execute(INSERT_WORDS, (search_row(ORDER, order_id), order_words(nobody)))
        erased.add(order_id)
    return erased
