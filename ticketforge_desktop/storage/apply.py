"""A page of changes into the mirror in use: many short transactions, none of which leaves it half right.

Each transaction moves rows, tickets, figures and search together. What one change demands of other orders (an event
came after its orders, the EAN key is another) is put on a list in the same transaction and worked off in further
short ones, after a crash too. A thing that can't be written is noted as trouble; the rest of its page goes on.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.records import (
    FulfillmentOrderRecord,
    LineRecord,
    OrderRecord,
    ParticipantRecord,
    RefundLineRecord,
    ShopRecord,
    TransactionRecord,
)
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.storage.catalogue import Catalogue, by_event
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.derivation import FACT, Derivation, rules_digest
from ticketforge_desktop.storage.figures import Ledger, ShopDays, count_more, refresh_events
from ticketforge_desktop.storage.order_rows import OrderRows
from ticketforge_desktop.storage.records_sql import INSERT_WORDS, UPSERTS, select
from ticketforge_desktop.storage.schema.search import PERSON, search_row
from ticketforge_desktop.storage.search_upkeep import merge_search
from ticketforge_desktop.storage.search_words import person_words
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.storage.troubles import Troubles, of_one_thing, trouble
from ticketforge_desktop.storage.writer import Priority, Work, Writer

ThingT = TypeVar("ThingT")
Named = tuple[str, int, str]  # a thing as its trouble would name it: kind, number, name

_AIM_SECONDS: Final = 0.004  # of work in a transaction; the limit is 10 ms with all that keeping it takes
_FIRST_PACE: Final = 8  # things in the first transaction of a kind
_MOST_AT_ONCE: Final = 500
_MOST_IDS: Final = 500  # more changed things of a kind are told as "any of them"


class Apply:
    """Writes pages. Keep one for a sync: it keeps the derivation while the catalogue stays as it is."""

    def __init__(self, writer: Writer, shop: ShopRecord, keys: ShopKeys) -> None:
        self._writer = writer
        self._shop = shop
        self._keys = keys
        self._days = ShopDays(shop.zone)
        self._derivation: tuple[int, str, Derivation] | None = None
        self._paces: defaultdict[str, int] = defaultdict(lambda: _FIRST_PACE)
        self._changed: defaultdict[Kind, set[str]] = defaultdict(set)
        self._troubles = Troubles()
        self.written = 0  # objects written or taken out so far

    def apply(self, batch: StoreBatch, watermark: Watermark | None) -> ChangeSet:
        """One page; see `MirrorWriter.apply`."""
        self._changed.clear()
        self._run(self._begin)
        self._work_off()
        self._run(lambda work: self._small(work.raw, batch))
        categories = by_event(batch.categories)
        known = {event.event_id: event.product_id for event in batch.events}
        alone = [category for category in batch.categories if category.event_id not in known]
        whole = [(event, categories.get(event.event_id, [])) for event in batch.events]
        self._each(
            whole,
            lambda raw, some: self._catalogue(raw, Catalogue.put_event, some),
            lambda one: ("product", one[0].product_id, one[0].title),
        )
        self._each(
            alone,
            lambda raw, some: self._catalogue(raw, Catalogue.put_category, some),
            lambda one: ("category", one.variant_id, one.name),
        )
        self._each(
            batch.stock,
            lambda raw, some: self._catalogue(raw, Catalogue.put_stock, some),
            lambda one: ("stock", one.inventory_item_id, ""),
        )
        self._each(batch.participants, self._put_people, lambda one: ("customer", one.customer_id, one.name))
        self._put_orders(batch)
        self._work_off()
        if batch.troubles:
            self._run(lambda work: self._troubles.note(work.raw, batch.troubles))
        if watermark is not None:
            self._run(lambda work: self._move(work.raw, watermark))
        if self._changed:
            merge_search(self._writer)
        return self._changes()

    def remove(
        self, order_ids: Sequence[int], product_ids: Sequence[int], customer_ids: Sequence[int] = ()
    ) -> ChangeSet:
        """Take out what the store no longer has."""
        self._changed.clear()
        self._run(self._begin)
        self._each(
            product_ids,
            lambda raw, some: self._catalogue(raw, Catalogue.remove_product, some),
            lambda one: ("product", one, ""),
        )
        self._each(
            order_ids,
            lambda raw, some: self._orders(raw, lambda rows: [o for o in some if rows.remove(o)]),
            lambda one: ("order", one, ""),
        )
        self._each(customer_ids, self._remove_people, lambda one: ("customer", one, ""))
        self._work_off()
        return self._changes()

    def _run(self, work: Callable[[Work], None]) -> None:
        self._writer.run(work, Priority.SYNC)

    def _each(
        self,
        things: Sequence[ThingT],
        write: Callable[[Connection, Sequence[ThingT]], None],
        name: Callable[[ThingT], Named],
    ) -> None:
        """Write things in transactions of a few milliseconds each; how many fit is learned as it goes, kind by kind.

        What is unchanged takes no time, and what comes next may be: so the pace doubles at most.
        """
        done = 0
        while done < len(things):
            kind = name(things[done])[0]
            some = things[done : done + self._paces[kind]]
            written = self.written
            try:
                took = self._write(some, write, name)
            except Exception as error:
                if not of_one_thing(error):
                    raise
                self.written = written
                self._write_singly(some, write, name)
                took = _AIM_SECONDS
            done += len(some)
            fitting = int(len(some) * _AIM_SECONDS / max(took, 1e-5))
            self._paces[kind] = max(1, min(fitting, 2 * len(some), _MOST_AT_ONCE))

    def _write(
        self,
        some: Sequence[ThingT],
        write: Callable[[Connection, Sequence[ThingT]], None],
        name: Callable[[ThingT], Named],
    ) -> float:
        """One transaction. Returns the seconds of its work: how long the disk takes to keep it says nothing of how
        many things fit, and smaller transactions would only make it keep more of them."""

        def all_of_them(work: Work) -> float:
            begun = time.perf_counter()
            write(work.raw, some)
            for thing in some:
                kind, number, _ = name(thing)
                self._troubles.settle(work.raw, kind, (number,))
            return time.perf_counter() - begun

        return self._writer.run(all_of_them, Priority.SYNC)

    def _write_singly(
        self,
        some: Sequence[ThingT],
        write: Callable[[Connection, Sequence[ThingT]], None],
        name: Callable[[ThingT], Named],
    ) -> None:
        """One of these can't be written: each in a transaction of its own, so that the others are."""
        for thing in some:
            written = self.written
            try:
                self._write([thing], write, name)
            except Exception as error:
                if not of_one_thing(error):
                    raise
                self.written = written
                self._derivation = None  # it may have been made with rows that were undone
                noted = trouble(*name(thing), error)
                self._run(lambda work, noted=noted: self._troubles.note(work.raw, [noted]))  # type: ignore[misc]

    def _begin(self, work: Work) -> None:
        self._troubles.read(work.raw)
        self._check_rules(work)

    def _check_rules(self, work: Work) -> None:
        """Tickets derived with other rules or another EAN key are derived anew, all of them."""
        raw, now = work.raw, rules_digest(self._keys)
        row = raw.execute("SELECT value FROM mirror_facts WHERE name = ?", (FACT,)).fetchone()
        if row is None or row[0] != now:
            raw.execute("INSERT OR IGNORE INTO orders_to_derive (order_id) SELECT order_id FROM orders")
            raw.execute("INSERT OR REPLACE INTO mirror_facts (name, value) VALUES (?,?)", (FACT, now))

    def _small(self, raw: Connection, batch: StoreBatch) -> None:
        """Places and keys: a few rows."""
        for place in batch.locations:
            row = raw.execute(select("locations", "WHERE location_id = ?"), (place.location_id,)).fetchone()
            if row is None or tuple(row) != tuple(place):
                raw.execute(UPSERTS["locations"], place)
                self.written += 1
                self._changed[Kind.STOCK].add(str(place.location_id))
        for key in batch.keys:
            row = raw.execute(select("public_keys", "WHERE key_id = ?"), (key.key_id,)).fetchone()
            if row is not None and tuple(row) == tuple(key):
                continue
            raw.execute(UPSERTS["public_keys"], key)
            self.written += 1
            self._changed[Kind.KEY].add(key.key_id)
            if row is None:  # sales it signed can be believed now
                raw.execute(
                    "INSERT OR IGNORE INTO orders_to_derive (order_id)"
                    " SELECT order_id FROM sale_lines_seen WHERE key_id = ?",
                    (key.key_id,),
                )

    def _catalogue(self, raw: Connection, write: Callable[[Catalogue, ThingT], None], things: Sequence[ThingT]) -> None:
        to = Catalogue(raw)
        for thing in things:
            write(to, thing)
        if to.placing:
            self._derivation = None
        self.written += to.written
        refresh_events(raw, to.events | to.stock_events)
        self._changed[Kind.EVENT] |= to.events | to.stock_events
        self._changed[Kind.CATEGORY] |= {str(variant_id) for variant_id in to.categories}
        self._changed[Kind.STOCK] |= to.stock_events
        if to.venues:
            self._changed[Kind.VENUE].add("")

    def _put_people(self, raw: Connection, people: Sequence[ParticipantRecord]) -> None:
        new = 0
        for person in people:
            row = raw.execute(select("participants", "WHERE customer_id = ?"), (person.customer_id,)).fetchone()
            known = None if row is None else ParticipantRecord(*row)
            if known is not None and (known == person or known.updated_at > person.updated_at):
                continue
            raw.execute(UPSERTS["participants"], person)
            raw.execute("DELETE FROM search WHERE rowid = ?", (search_row(PERSON, person.customer_id),))
            raw.execute(INSERT_WORDS, (search_row(PERSON, person.customer_id), person_words(person)))
            self._changed[Kind.PARTICIPANT].add(str(person.customer_id))
            self.written += 1
            new += known is None
        count_more(raw, "participants", new)

    def _remove_people(self, raw: Connection, customer_ids: Sequence[int]) -> None:
        gone = 0
        for number in customer_ids:
            if raw.execute("DELETE FROM participants WHERE customer_id = ?", (number,)).rowcount:
                raw.execute("DELETE FROM search WHERE rowid = ?", (search_row(PERSON, number),))
                self._changed[Kind.PARTICIPANT].add(str(number))
                gone += 1
        self.written += gone
        count_more(raw, "participants", -gone)

    def _put_orders(self, batch: StoreBatch) -> None:
        lines: defaultdict[int, list[LineRecord]] = defaultdict(list)
        for line in batch.lines:
            lines[line.order_id].append(line)
        refunds: defaultdict[int, list[RefundLineRecord]] = defaultdict(list)
        for refund in batch.refund_lines:
            refunds[refund.order_id].append(refund)
        paid: defaultdict[int, list[TransactionRecord]] = defaultdict(list)
        for each in batch.transactions:
            paid[each.order_id].append(each)
        sending: defaultdict[int, list[FulfillmentOrderRecord]] = defaultdict(list)
        for work in batch.fulfillment_orders:
            sending[work.order_id].append(work)

        def put(rows: OrderRows, some: Sequence[OrderRecord]) -> list[int]:
            numbers = [order.order_id for order in some]
            return [
                number
                for number, order in zip(numbers, some, strict=True)
                if rows.put(order, lines[number], refunds[number], paid[number], sending[number])
            ]

        self._each(
            batch.orders,
            lambda raw, some: self._orders(raw, lambda rows: put(rows, some)),
            lambda order: ("order", order.order_id, order.name),
        )
        whole = {order.order_id for order in batch.orders}
        alone = [work for work in batch.fulfillment_orders if work.order_id not in whole]
        self._each(alone, self._put_sending, lambda work: ("fulfillment_order", work.fulfillment_order_id, ""))

    def _put_sending(self, raw: Connection, some: Sequence[FulfillmentOrderRecord]) -> None:
        """Fulfilment orders by themselves: they change no ticket and no figure."""
        rows = OrderRows(raw, self._derive_with(raw), Ledger(self._days))
        for work in some:
            if rows.put_sending(work):
                self.written += 1
                self._changed[Kind.ORDER].add(str(work.order_id))

    def _orders(self, raw: Connection, write: Callable[[OrderRows], list[int]]) -> None:
        ledger = Ledger(self._days)
        rows = OrderRows(raw, self._derive_with(raw), ledger)
        changed = write(rows)
        ledger.write(raw)
        self._changed[Kind.PARTICIPANT].update(map(str, rows.people))
        self.written += len(changed)
        if changed:
            self._changed[Kind.ORDER].update(map(str, changed))
            self._changed[Kind.TICKET].add("")
            self._changed[Kind.EVENT] |= ledger.events()

    def _derive_with(self, raw: Connection) -> Derivation:
        """The derivation as things stand: ours until another connection wrote or the catalogue changed."""
        version, digest = int(raw.execute("PRAGMA data_version").fetchone()[0]), rules_digest(self._keys)
        held = self._derivation
        if held is None or held[:2] != (version, digest):
            held = self._derivation = version, digest, Derivation(raw, self._shop, self._keys)
        return held[2]

    def _work_off(self) -> None:
        """Derive the orders on the list, a few in each transaction."""
        most = 500
        while True:
            try:
                more = self._writer.run(lambda work: self._some_of_the_list(work, most), Priority.SYNC)  # noqa: B023
            except Exception as error:
                if not of_one_thing(error):
                    raise
                if most == 1:
                    self._give_up_first(error)
                most, more = (1 if most > 1 else 500), True
            if not more:
                return

    def _give_up_first(self, error: Exception) -> None:
        """The first order of the list can't be derived: its tickets stay as they were, until its next change."""

        def give_up(work: Work) -> None:
            row = work.raw.execute("SELECT order_id FROM orders_to_derive ORDER BY order_id LIMIT 1").fetchone()
            work.raw.execute("DELETE FROM orders_to_derive WHERE order_id = ?", row)
            found = work.raw.execute("SELECT name FROM orders WHERE order_id = ?", row).fetchone()
            self._troubles.note(work.raw, [trouble("order", row[0], found[0] if found else "", error)])

        self._run(give_up)

    def _some_of_the_list(self, work: Work, most: int) -> bool:
        raw, begun = work.raw, time.perf_counter()
        rows = raw.execute("SELECT order_id FROM orders_to_derive ORDER BY order_id LIMIT ?", (most,)).fetchall()
        if not rows:
            return False

        def derive(into: OrderRows) -> list[int]:
            changed = []
            for (order_id,) in rows:
                raw.execute("DELETE FROM orders_to_derive WHERE order_id = ?", (order_id,))
                if into.derive_again(order_id):
                    changed.append(order_id)
                if time.perf_counter() - begun > _AIM_SECONDS:
                    break
            return changed

        self._orders(raw, derive)
        return True

    @staticmethod
    def _move(raw: Connection, watermark: Watermark) -> None:
        raw.execute(
            "INSERT OR REPLACE INTO sync_state (feed, at, cursor) VALUES (?,?,?)",
            (watermark.feed, watermark.at, watermark.cursor),
        )

    def _changes(self) -> ChangeSet:
        kinds = frozenset(kind for kind, ids in self._changed.items() if ids)
        few = {
            kind: frozenset(ids)
            for kind, ids in self._changed.items()
            if ids and len(ids) <= _MOST_IDS and "" not in ids
        }
        return ChangeSet(kinds, few)
