"""A blackout pack's tables: one event out of mirror and station file, and into those of a station that has neither."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.blackout_pack import BlackoutPack, PackHead, Table
from ticketforge_desktop.domain.door_notes import door_notes
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.records import EventRecord
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.shared_log import Entry, EntryKind
from ticketforge_desktop.services.ports.blackout import PackRecord
from ticketforge_desktop.services.ports.mirror import PACKS_FACT
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage import blocks
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.figures import refresh_events
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.mirror_checks import UP_TO_DATE
from ticketforge_desktop.storage.records_sql import INSERT_WORDS, select
from ticketforge_desktop.storage.schema.search import EVENT, ORDER, search_row
from ticketforge_desktop.storage.search_words import event_words
from ticketforge_desktop.storage.station_file import PUT_KEY
from ticketforge_desktop.storage.times import known_moment
from ticketforge_desktop.storage.writer import Priority, Work

_EVENT: Final = "event_id = :event"
_HAS_TICKETS: Final = "order_id IN (SELECT order_id FROM tickets WHERE event_id = :event)"
_LINES: Final = "(order_id, line_id) IN (SELECT order_id, line_id FROM tickets WHERE event_id = :event)"
# What the door asks for and nothing else: no mail address, no telephone, no money leaves in a pack.
_MIRROR: Final[Mapping[str, tuple[str, str]]] = {
    "shop": ("shop_id, domain, name, currency, zone, plan, country", "true"),
    "events": (
        "event_id, product_id, title, starts_at, doors_at, ends_at, zone, venue_name, city, country, status,"
        " minimum_age, language, currency, created_at, updated_at",
        _EVENT,
    ),
    "categories": ("variant_id, event_id, category_id, name, capacity, position, tracked, colour, updated_at", _EVENT),
    "tickets": ("ticket_id, ean, order_id, line_id, unit, event_id, variant_id, seat, state, issue", _EVENT),
    "orders": (
        "order_id, name, created_at, updated_at, cancelled_at, financial_status, holder, tags, note, test, issues",
        _HAS_TICKETS,
    ),
    "order_lines": ("line_id, order_id, variant_id, sku, title, vendor, quantity, current_quantity, position", _LINES),
    "category_figures": ("event_id, variant_id, valid, unpaid", _EVENT),
}
_STATION: Final[Mapping[str, tuple[str, str]]] = {
    "event_rules": ("event_id, gate, rules, changed_at", "event_id IN ('', :event)"),
    "blocked_tickets": ("ticket_id, reason, staff_id, at", "true"),
    "issues": ("ticket_id, issue, made_at, station, state", "issue > 1"),
    "keys": ("key_id, station, public_key, enrolled_at, revoked_at", "enrolled_at <> '' OR revoked_at <> ''"),
}
_ENTRIES: Final = (
    "SELECT station, name, nonce, at, ticket_id, kind, verdict, gate, issue, reason, staff_id FROM shared_admissions"
    " WHERE event_id = ? ORDER BY at, station, nonce"
)
_NOTE: Final = (
    "INSERT INTO blackout_packs (pack_id, event_id, path, made_at, merged_at, staff_id) VALUES (?,?,?,?,?,?)"
    " ON CONFLICT (pack_id) DO UPDATE SET"
    " merged_at = CASE WHEN merged_at = '' THEN excluded.merged_at ELSE merged_at END"
)
_KNOWN: Final = "SELECT pack_id, event_id, path, made_at, merged_at, staff_id FROM blackout_packs WHERE pack_id = ?"


class PackFile:
    """`PackRows` on the two files of a profile.

    Args:
        station_id: names this station in the audit.
        now: the time for entries.
    """

    def __init__(self, mirror: OpenFile, station: OpenFile, station_id: str, now: Callable[[], datetime]) -> None:
        self._mirror, self._station, self._id, self._now = mirror, station, station_id, now

    def collect(self, event_id: str) -> Mapping[str, Table]:
        with self._mirror.readers.borrow() as connection:
            tables = {name: _read(connection, name, *what, event_id) for name, what in _MIRROR.items()}
            ended = connection.execute(f"SELECT ended_at FROM sync_runs WHERE {UP_TO_DATE}").fetchone()  # noqa: S608
        if not tables["events"].rows:
            raise NotFound(f"Event {event_id!r} is not in the mirror.", event_id=event_id)
        tables["orders"] = _for_the_door(tables["orders"])
        tables["synced"] = Table(("at",), (tuple(ended),) if ended else ())
        with self._station.readers.borrow() as connection:
            tables |= {name: _read(connection, name, *what, event_id) for name, what in _STATION.items()}
        ours = set(tables["tickets"].column("ticket_id"))
        replaced = tables["issues"]
        tables["issues"] = replaced._replace(rows=tuple(row for row in replaced.rows if row[0] in ours))
        return tables

    def has_event(self, event_id: str) -> bool:
        return self._mirror.readers.row("SELECT 1 FROM events WHERE event_id = ?", (event_id,)) is not None

    def entries(self, event_id: str) -> Sequence[Entry]:
        with self._station.readers.borrow() as connection:
            rows = connection.execute(_ENTRIES, (event_id,)).fetchall()
        return [
            Entry(station, name, nonce, known_moment(at), ticket, EntryKind(kind), *rest)
            for station, name, nonce, at, ticket, kind, *rest in rows
        ]

    def used(self, event_id: str) -> frozenset[str]:
        with self._station.readers.borrow() as connection:
            rows = connection.execute("SELECT ticket_id FROM ticket_uses WHERE event_id = ?", (event_id,))
            return frozenset(row[0] for row in rows)

    def opened(self) -> Sequence[PackHead]:
        row = self._mirror.readers.row("SELECT value FROM mirror_facts WHERE name = ?", (PACKS_FACT,))
        return [PackHead(**head) for head in json.loads(row[0])] if row else []

    def is_fresh(self) -> bool:
        return self._mirror.readers.row("SELECT 1 FROM shop", ()) is None

    def load_station(self, pack: BlackoutPack, staff: Staff) -> None:
        def load(work: Work) -> None:
            raw = work.raw
            raw.execute("DELETE FROM event_rules WHERE event_id IN ('', ?)", (pack.head.event_id,))
            for name in ("event_rules", "blocked_tickets", "issues"):
                _write(raw, name, pack.tables[name], _STATION)
            for (ticket_id,) in raw.execute("SELECT ticket_id FROM blocked_tickets").fetchall():
                blocks.settle(raw, self._id, ticket_id)  # what a log here says of it may be newer than the pack
            raw.executemany(PUT_KEY, _checked(pack.tables["keys"], _STATION["keys"][0]))
            chain.append(
                raw, self._now(), self._id, staff.staff_id, "blackout_open", pack.head.event_id,
                json.dumps(pack.head.as_json(), ensure_ascii=False), "", "",
            )  # fmt: skip

        self._station.writer().run(load)

    def load_mirror(self, pack: BlackoutPack) -> None:
        heads = [*(head for head in self.opened() if head.event_id != pack.head.event_id), pack.head]
        told = json.dumps([head.as_json() for head in heads], ensure_ascii=False)

        def load(work: Work) -> None:
            raw, event_id = work.raw, pack.head.event_id
            for table in ("tickets", "categories", "category_figures"):
                raw.execute(f"DELETE FROM {table} WHERE event_id = ?", (event_id,))  # noqa: S608 - names are ours
            for name in _MIRROR:
                if name != "shop":
                    _write(raw, name, pack.tables[name], _MIRROR)
            refresh_events(raw, [event_id])
            for kind in ("orders", "tickets"):
                raw.execute(f"INSERT OR REPLACE INTO counts (kind, number) SELECT ?, count(*) FROM {kind}", (kind,))  # noqa: S608
            _search(raw, event_id)
            raw.execute("INSERT OR REPLACE INTO mirror_facts (name, value) VALUES (?,?)", (PACKS_FACT, told))
            # Its age is that of what the packing station knew; nothing is newer here than it was there.
            facts = json.dumps({"pack_id": pack.head.pack_id, "pack_made_at": pack.head.made_at})
            oldest = min((head.synced_at for head in heads if head.synced_at), default="")
            raw.execute(
                "INSERT INTO sync_runs (mode, ended_at, facts) VALUES ('incremental', ?, ?)",
                (oldest or pack.head.made_at, facts),
            )
            _write(raw, "shop", pack.tables["shop"], _MIRROR)  # last: a shop says that the rest is there

        self._mirror.writer().run(load, Priority.SYNC)

    def note(self, record: PackRecord) -> None:
        values = (record.pack_id, record.event_id, record.path, record.made_at, record.merged_at, record.staff_id)
        self._station.writer().run(lambda work: work.raw.execute(_NOTE, values))

    def known(self, pack_id: str) -> PackRecord | None:
        row = self._station.readers.row(_KNOWN, (pack_id,))
        return None if row is None else PackRecord(*row)


def _read(connection: Connection, name: str, columns: str, where: str, event_id: str) -> Table:
    sql = f"SELECT {columns} FROM {name} WHERE {where}"  # noqa: S608 - names are ours
    rows: list[tuple[Any, ...]] = connection.execute(sql, {"event": event_id}).fetchall()
    return Table(tuple(columns.split(", ")), tuple(map(tuple, rows)))


def _for_the_door(orders: Table) -> Table:
    """Of an order's note and tags only what was marked for the steward's eyes."""
    tags, note = orders.columns.index("tags"), orders.columns.index("note")
    rows = []
    for row in orders.rows:
        shown = door_notes(str(row[tags]), str(row[note]))
        told = list(row)
        told[tags], told[note] = "", "\n".join(f"Door: {text}" for text in shown)
        rows.append(tuple(told))
    return orders._replace(rows=tuple(rows))


def _checked(table: Table, columns: str) -> Sequence[tuple[str | int, ...]]:
    """The rows of a table whose columns are those we know: names from a file never become SQL."""
    if ", ".join(table.columns) != columns:
        raise BadInput("This pack has columns this program does not know.", field="pack")
    return table.rows


def _write(raw: Connection, name: str, table: Table, known: Mapping[str, tuple[str, str]]) -> None:
    columns = known[name][0]
    rows = _checked(table, columns)
    marks = ",".join("?" * len(table.columns))
    raw.executemany(f"INSERT OR REPLACE INTO {name} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _search(raw: Connection, event_id: str) -> None:
    """The words a person searches the event and its orders by: their names are all a pack has."""
    from ticketforge_desktop.domain.folding import fold

    row = raw.execute(select("events", "WHERE event_id = ?"), (event_id,)).fetchone()
    event = EventRecord._make(row)
    words = [(search_row(EVENT, event.product_id), event_words(event))]
    orders = raw.execute(
        "SELECT order_id, name, holder FROM orders WHERE order_id IN (SELECT order_id FROM tickets WHERE event_id = ?)",
        (event_id,),
    )
    words += [(search_row(ORDER, order_id), fold(f"{name} {holder}")) for order_id, name, holder in orders]
    raw.executemany("DELETE FROM search WHERE rowid = ?", [(row[0],) for row in words])
    raw.executemany(INSERT_WORDS, words)
