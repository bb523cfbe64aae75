"""The sync's way into the mirror in use: pages of changes in short transactions, and the shadow of a first sync."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import SyncTrouble
from ticketforge_desktop.domain.records import OrderStanding, ShopRecord, TroubleRecord
from ticketforge_desktop.services.ports.mirror import PACKS_FACT, Watermark
from ticketforge_desktop.storage import mirror_checks
from ticketforge_desktop.storage.apply import Apply
from ticketforge_desktop.storage.derivation import read_shop
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.mirror_checks import UP_TO_DATE
from ticketforge_desktop.storage.place import MirrorPlace
from ticketforge_desktop.storage.records_sql import insert
from ticketforge_desktop.storage.shadow import Shadow
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.troubles import least_tried
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_PUT_SHOP: Final = insert("shop", "INSERT OR REPLACE")
_NEEDS_FULL: Final = ("shop_id", "domain", "zone", "currency")
_MOST_RUNS: Final = 5_000
# A check a day is kept for ever; syncs every quarter minute are not.
_FORGET_RUNS: Final = (
    "DELETE FROM sync_runs WHERE mode IN ('incremental', 'push') AND run_id <= (SELECT max(run_id) FROM sync_runs) - ?"
)


class Mirror:
    """`MirrorWriter`."""

    def __init__(self, file: OpenFile, place: MirrorPlace, keys: ShopKeys) -> None:
        self._file = file
        self._place = place
        self._keys = keys
        self._shadow: Shadow | None = None
        self._apply: tuple[Writer, ShopRecord, Apply] | None = None
        # A webhook's fetch may come in the middle of a sync: each page is written whole before the next one's turn.
        self._turn = threading.Lock()
        self._written = 0

    def shop(self) -> ShopRecord | None:
        with self._file.readers.borrow() as connection:
            return read_shop(connection)

    def watermark(self, feed: str) -> Watermark | None:
        row = self._file.readers.row("SELECT feed, at, cursor FROM sync_state WHERE feed = ?", (feed,))
        return None if row is None else Watermark(*row)

    def apply(self, batch: StoreBatch, watermark: Watermark | None) -> ChangeSet:
        """As the port says. Raises `KeyMissing` without a key ring, `SyncTrouble` before the first sync."""
        with self._counted() as work:
            return work.apply(batch, watermark)

    def remove(
        self, *, order_ids: Sequence[int] = (), product_ids: Sequence[int] = (), customer_ids: Sequence[int] = ()
    ) -> ChangeSet:
        with self._counted() as work:
            return work.remove(order_ids, product_ids, customer_ids)

    def put_shop(self, shop: ShopRecord) -> ChangeSet:
        """As the port says. Raises `SyncTrouble` for another shop, zone or currency: that takes a full sync."""
        with self._turn:
            known = self.shop()
            if known is None or any(getattr(known, field) != getattr(shop, field) for field in _NEEDS_FULL):
                raise SyncTrouble("The shop's zone or currency changed.", next_step="Run `ticketforge sync --full`.")
            if known == shop:
                return ChangeSet()
            self._file.writer().run(lambda work: work.raw.execute(_PUT_SHOP, shop), Priority.SYNC)
            return ChangeSet.of(Kind.SHOP)

    def held(self, kind: str, ids: Sequence[int]) -> frozenset[int]:
        return mirror_checks.held(self._file.readers, kind, ids)

    def ids(self, kind: str, after: int, limit: int, *, created_since: str = "") -> Sequence[int]:
        return mirror_checks.ids(self._file.readers, kind, after, limit, created_since)

    def products_of(self, variant_ids: Sequence[int]) -> frozenset[int]:
        return mirror_checks.products_of(self._file.readers, variant_ids)

    def order_versions(self, since: str) -> dict[int, tuple[str, str]]:
        return mirror_checks.order_versions(self._file.readers, since)

    def order_standing(self, since: str) -> dict[int, OrderStanding]:
        return mirror_checks.order_standing(self._file.readers, since)

    def orders_since(self, created_since: str) -> int:
        sql = "SELECT count(*) FROM orders WHERE created_at >= ?"
        return int(self._file.readers.row(sql, (created_since,))[0])

    def troubles(self, limit: int) -> Sequence[TroubleRecord]:
        with self._file.readers.borrow() as connection:
            return least_tried(connection, limit)

    def settle(self, kind: str, ids: Sequence[int]) -> None:
        rows = [(kind, number) for number in ids]
        sql = "DELETE FROM store_troubles WHERE kind = ? AND object_id = ?"
        self._file.writer().run(lambda work: work.raw.executemany(sql, rows), Priority.SYNC)

    def fact(self, name: str) -> str:
        row = self._file.readers.row("SELECT value FROM mirror_facts WHERE name = ?", (name,))
        return "" if row is None else str(row[0])

    def put_fact(self, name: str, value: str) -> None:
        put = "INSERT OR REPLACE INTO mirror_facts (name, value) VALUES (?1,?2)"
        drop = "DELETE FROM mirror_facts WHERE name = ?1 AND ?2 = ''"
        self._file.writer().run(lambda work: work.raw.execute(put if value else drop, (name, value)), Priority.SYNC)

    @property
    def written(self) -> int:
        return self._written

    def shadow(self) -> Shadow:
        if self._shadow is None:
            self._shadow = Shadow(self._place, self._file, self._keys)
        return self._shadow

    def note_sync(self, mode: str, ended_at: datetime, facts: dict[str, object]) -> None:
        values = (mode, stamp(ended_at), json.dumps(facts, ensure_ascii=False, default=str))

        def note(work: Work) -> None:
            work.raw.execute("INSERT INTO sync_runs (mode, ended_at, facts) VALUES (?,?,?)", values)
            work.raw.execute(_FORGET_RUNS, (_MOST_RUNS,))

        self._file.writer().run(note, Priority.SYNC)

    def last_sync(self) -> dict[str, object] | None:
        row = self._file.readers.row(f"SELECT facts, mode, ended_at FROM sync_runs WHERE {UP_TO_DATE}", ())  # noqa: S608
        if row is None:
            return None
        facts: dict[str, object] = json.loads(row[0])
        return {**facts, "mode": row[1], "ended_at": row[2]}

    def close(self) -> None:
        """Let go of a shadow that was left open."""
        if self._shadow is not None:
            self._shadow.close()

    @contextmanager
    def _counted(self) -> Iterator[Apply]:
        with self._turn:
            work = self._work()
            before = work.written
            try:
                yield work
            finally:
                self._written += work.written - before

    def _work(self) -> Apply:
        shop = self.shop()
        if shop is None:
            raise SyncTrouble("The mirror is empty: a first sync fills it.", next_step="Run `ticketforge sync --full`.")
        if self.fact(PACKS_FACT):
            raise SyncTrouble("The mirror holds a blackout pack only.", next_step="Run `ticketforge sync --full`.")
        writer = self._file.writer()
        held = self._apply
        if held is None or held[:2] != (writer, shop):
            held = self._apply = writer, shop, Apply(writer, shop, self._keys)
        return held[2]
