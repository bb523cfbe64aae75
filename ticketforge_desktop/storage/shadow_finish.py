"""The last step of a first sync: from rows of the store to a mirror that answers questions.

Orders and their lines are read once, in order, beside each other; tickets, posted tickets and figures come out of
the same pass. Memory stays flat: batches go to the file as they fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ticketforge_desktop.domain.records import (
    EventRecord,
    HardticketRecord,
    LineRecord,
    OrderRecord,
    ParticipantRecord,
    ShopRecord,
)
from ticketforge_desktop.domain.ticketing import TicketRow
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.derivation import FACT, Derivation, rules_digest
from ticketforge_desktop.storage.figures import Ledger, ShopDays, count_more, refresh_all_events
from ticketforge_desktop.storage.made_participants import make_missing
from ticketforge_desktop.storage.records_sql import (
    INSERT_HARDTICKET,
    INSERT_TICKET_ROW,
    INSERT_UNPLACED,
    INSERT_WORDS,
    insert,
    put_many,
    select,
)
from ticketforge_desktop.storage.schema.search import EVENT, MIRROR_EXTRAS, ORDER, PERSON, SEARCH_SETTINGS, search_row
from ticketforge_desktop.storage.search_words import event_words, order_words, person_words
from ticketforge_desktop.storage.shadow_indexes import TICKETS, analyze, make_indexes, name_sorted, sort_tickets
from ticketforge_desktop.storage.shop_keys import ShopKeys

_new: Final = tuple.__new__  # a record of a row as it is, without counting its fields again
_NOBODYS: Final = (0, 1 << 63)  # behind the last line
_FULL: Final = 500  # rows of a batch
_SAMPLED: Final = 250  # tickets for one in the sample
_HASH_BYTES: Final = 4_000_000  # words the search gathers before it writes a segment


def finish(
    connection: Connection,
    shop: ShopRecord,
    watermarks: Sequence[Watermark],
    history: Iterable[tuple[str, str, str]],
    keys: ShopKeys,
) -> None:
    """Derive, index and count, inside the caller's transaction. The connection is of no more use after the commit."""
    from ticketforge_desktop.storage.schema.mirror import MIRROR

    for statement in (*MIRROR_EXTRAS, *SEARCH_SETTINGS):
        connection.execute(statement)
    connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))
    make_indexes(connection, ["orders"])
    make_missing(connection)
    _search_events_and_people(connection)
    tickets, sample = _derive(connection, shop, keys)
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")  # one piece: a keystroke looks in one place
    people = connection.execute("SELECT count(*) FROM participants").fetchone()[0]
    count_more(connection, "participants", people)
    sort_tickets(connection, tickets, sample)
    make_indexes(connection, [table.name for table in MIRROR.sorted_tables if table.name not in ("orders", TICKETS)])
    _venues(connection)
    refresh_all_events(connection)
    connection.executemany("INSERT INTO sync_state (feed, at, cursor) VALUES (?,?,?)", _marks(watermarks))
    connection.executemany("INSERT INTO sync_runs (mode, ended_at, facts) VALUES (?,?,?)", list(history))
    connection.execute("INSERT INTO mirror_facts (name, value) VALUES (?,?)", (FACT, rules_digest(keys)))
    # What orders cause at this station is looked for as a whole once, not order by order (`storage/process_queue.py`).
    newest = max((mark.at for mark in watermarks), default="") or "1"
    connection.execute("INSERT INTO mirror_facts (name, value) VALUES ('process_all', ?)", (newest,))
    connection.execute(insert("shop"), shop)  # last: a shop says that the rest is there
    analyze(connection)
    name_sorted(connection)


def _marks(watermarks: Sequence[Watermark]) -> list[tuple[str, str, str]]:
    return [(mark.feed, mark.at, mark.cursor) for mark in watermarks]


def _search_events_and_people(connection: Connection) -> None:
    write = connection.cursor().executemany
    events = connection.execute(select("events", "ORDER BY product_id"))
    write(INSERT_WORDS, ((search_row(EVENT, row[1]), event_words(EventRecord._make(row))) for row in events))
    people = connection.execute(select("participants", "ORDER BY customer_id"))
    write(INSERT_WORDS, ((search_row(PERSON, row[0]), person_words(ParticipantRecord._make(row))) for row in people))


def _derive(connection: Connection, shop: ShopRecord, keys: ShopKeys) -> tuple[int, list[TicketRow]]:
    """Tickets, figures and words of all orders. Returns how many tickets, and some of them, taken evenly."""
    derivation = Derivation(connection, shop, keys)
    ledger = Ledger(ShopDays(shop.zone))
    batches = _Batches(connection)
    for order, lines in _orders_with_lines(connection):
        rows = derivation.rows(order, lines)
        ledger.add_rows(order, lines, rows)
        batches.tickets += rows
        batches.words.append((search_row(ORDER, order.order_id), order_words(order)))
        hardticket, unplaced = derivation.beside(order, lines)
        if hardticket is not None:
            batches.hardtickets.append(hardticket)
        if unplaced:
            batches.unplaced += [(order.order_id, line_id) for line_id in unplaced]
        if len(batches.words) >= _FULL:
            batches.write()
    batches.write()
    ledger.write(connection)
    return ledger.tickets, batches.sample


class _Batches:
    """Rows on their way into the file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.tickets: list[TicketRow] = []
        self.hardtickets: list[HardticketRecord] = []
        self.unplaced: list[tuple[int, int]] = []
        self.words: list[tuple[int, str]] = []
        self.sample: list[TicketRow] = []

    def write(self) -> None:
        self.sample += self.tickets[::_SAMPLED]
        for sql, rows in (
            (INSERT_TICKET_ROW, self.tickets),
            (INSERT_HARDTICKET, self.hardtickets),
            (INSERT_UNPLACED, self.unplaced),
        ):
            put_many(self._connection, sql, rows)
            rows.clear()
        # One row a statement: before one of several the search would write out what it gathered, each time.
        self._connection.executemany(INSERT_WORDS, self.words)
        self.words.clear()


def _orders_with_lines(connection: Connection) -> Iterator[tuple[OrderRecord, list[LineRecord]]]:
    """All orders with their lines, both read in order of the order's id. Lines of no order are passed over."""
    lines = connection.execute(select("order_lines", "ORDER BY order_id, line_id"))
    line = next(lines, _NOBODYS)
    for order in connection.execute(select("orders", "ORDER BY order_id")):
        order_id, own = order[0], []
        while line[1] < order_id:
            line = next(lines, _NOBODYS)
        while line[1] == order_id:
            own.append(_new(LineRecord, line))
            line = next(lines, _NOBODYS)
        yield _new(OrderRecord, order), own


def _venues(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO venues (name, city, country, zone)"
        " SELECT venue_name, city, country, min(zone) FROM events WHERE venue_name <> ''"
        " GROUP BY venue_name, city, country ORDER BY venue_name, city, country"
    )
