"""The sync's way into the mirror in use: pages of changes in short transactions, and the shadow of a first sync."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import datetime

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import SyncTrouble
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.storage.apply import Apply
from ticketforge_desktop.storage.derivation import read_shop
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.place import MirrorPlace
from ticketforge_desktop.storage.shadow import Shadow
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Writer


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

    def shop(self) -> ShopRecord | None:
        with self._file.readers.borrow() as connection:
            return read_shop(connection)

    def watermark(self, feed: str) -> Watermark | None:
        row = self._file.readers.row("SELECT feed, at, cursor FROM sync_state WHERE feed = ?", (feed,))
        return None if row is None else Watermark(*row)

    def apply(self, batch: StoreBatch, watermark: Watermark | None) -> ChangeSet:
        """As the port says. Raises `KeyMissing` without a key ring, `SyncTrouble` before the first sync."""
        with self._turn:
            return self._work().apply(batch, watermark)

    def remove(self, *, order_ids: Sequence[int] = (), product_ids: Sequence[int] = ()) -> ChangeSet:
        with self._turn:
            return self._work().remove(order_ids, product_ids)

    def shadow(self) -> Shadow:
        if self._shadow is None:
            self._shadow = Shadow(self._place, self._file, self._keys)
        return self._shadow

    def note_sync(self, mode: str, ended_at: datetime, facts: dict[str, object]) -> None:
        values = (mode, stamp(ended_at), json.dumps(facts, ensure_ascii=False, default=str))
        self._file.writer().run(
            lambda work: work.raw.execute("INSERT INTO sync_runs (mode, ended_at, facts) VALUES (?,?,?)", values),
            Priority.SYNC,
        )

    def last_sync(self) -> dict[str, object] | None:
        row = self._file.readers.row("SELECT facts, mode, ended_at FROM sync_runs ORDER BY run_id DESC LIMIT 1", ())
        if row is None:
            return None
        facts: dict[str, object] = json.loads(row[0])
        return {**facts, "mode": row[1], "ended_at": row[2]}

    def close(self) -> None:
        """Let go of a shadow that was left open."""
        if self._shadow is not None:
            self._shadow.close()

    def _work(self) -> Apply:
        shop = self.shop()
        if shop is None:
            raise SyncTrouble("The mirror is empty: a first sync fills it.", next_step="Run `ticketforge sync --full`.")
        writer = self._file.writer()
        held = self._apply
        if held is None or held[:2] != (writer, shop):
            held = self._apply = writer, shop, Apply(writer, shop, self._keys)
        return held[2]
