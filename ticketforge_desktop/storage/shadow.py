"""A mirror being filled beside the one in use.

Rows and progress are written in one transaction, so a sync that is killed goes on behind the last row that is in
the file. Nothing but the tables is there until everything has arrived: indexes, search, tickets and figures are made
once, at the end, in order, which also makes the finished mirror the same whatever happened on the way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import SyncTrouble
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.services.ports.mirror import LoadProgress, Watermark
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.derivation import read_shop, sale_line
from ticketforge_desktop.storage.errors import storage_errors
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.migrate import HEADS, version_of
from ticketforge_desktop.storage.place import SUFFIXES, MirrorPlace
from ticketforge_desktop.storage.records_sql import INSERT_SALE_LINE, UPSERTS, put_many
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.storage.troubles import NOTE

# What a feed brings, and so what goes when it is begun again.
FEED_TABLES: Final = {
    "products": ("events", "categories", "stock"),
    "customers": ("participants",),
    "orders": ("orders", "order_lines", "refund_lines", "transactions", "fulfillment_orders", "sale_lines_seen"),
    "locations": ("locations", "public_keys"),
}
FEED_TROUBLES: Final = {"products": ("product", "stock"), "customers": ("customer",), "orders": ("order",)}
_PROGRESS: Final = "feed, job_id, started_at, url, bytes_done, rows_done, complete"
_PUT_PROGRESS: Final = f"INSERT OR REPLACE INTO load_progress ({_PROGRESS}) VALUES (?,?,?,?,?,?,?)"  # noqa: S608
_ALL: Final = (
    Kind.SHOP,
    Kind.EVENT,
    Kind.CATEGORY,
    Kind.VENUE,
    Kind.ORDER,
    Kind.PARTICIPANT,
    Kind.TICKET,
    Kind.STOCK,
    Kind.KEY,
    Kind.SYNC,
)


class Shadow:
    """`ShadowMirror`: one file, opened on first use and closed when it is swapped in or dropped."""

    def __init__(self, place: MirrorPlace, mirror: OpenFile, keys: ShopKeys) -> None:
        self._place = place
        self._mirror = mirror
        self._keys = keys
        self._vault = place.shadow_vault
        self._held: Connection | None = None
        self._turn = threading.RLock()  # one thread at a time; see `Vault.connect`

    def progress(self, feed: str) -> LoadProgress | None:
        with self._turn, storage_errors(self._vault.path):
            row = self._open().execute(f"SELECT {_PROGRESS} FROM load_progress WHERE feed = ?", (feed,)).fetchone()  # noqa: S608
        if row is None:
            return None
        name, job_id, started_at, url, bytes_done, rows_done, complete = row
        return LoadProgress(name, job_id, started_at, url, bytes_done, rows_done, bool(complete))

    def begin(self, progress: LoadProgress) -> None:
        tables = FEED_TABLES.get(progress.feed)
        if tables is None:
            raise SyncTrouble(f"There is no feed {progress.feed!r}.", feed=progress.feed)

        def begin(connection: Connection) -> None:
            for table in tables:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
            kinds = [(kind,) for kind in FEED_TROUBLES.get(progress.feed, ())]
            connection.executemany("DELETE FROM store_troubles WHERE kind = ?", kinds)
            self._note(connection, progress)

        self._transact(begin)

    def load(self, batches: Iterable[StoreBatch], progress: LoadProgress) -> None:
        def load(connection: Connection) -> None:
            for batch in batches:
                _put(connection, batch)
            self._note(connection, progress)

        self._transact(load)

    def finish(self, shop: ShopRecord, watermarks: Sequence[Watermark]) -> ChangeSet:
        from ticketforge_desktop.storage.shadow_finish import finish

        self._keys.known_ean_key()  # before hours of work, not after
        history = self._history()
        with self._turn:
            if read_shop(self._open()) is None:  # else it was finished, and killed before it could take the place
                self._transact(lambda connection: finish(connection, shop, watermarks, history, self._keys))
            self._swap()
        return ChangeSet.of(*_ALL)

    def discard(self) -> None:
        self.close()
        for suffix in SUFFIXES:
            Path(f"{self._vault.path}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; what is in it stays for the next sync."""
        with self._turn:
            if self._held is not None:
                self._held.close()
                self._held = None

    def _swap(self) -> None:
        connection = self._open()
        with storage_errors(self._vault.path):
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("PRAGMA journal_mode = WAL")
        self.close()
        self._vault.prove()
        self._mirror.release_writer()
        self._place.swap_in(self._vault.path)
        # How far the load had come is of no use to a mirror in use.
        self._mirror.writer().run(lambda work: work.raw.execute("DELETE FROM load_progress"))

    def _history(self) -> list[tuple[str, str, str]]:
        """The runs so far: the one thing of the old mirror that the store can't tell."""
        with self._mirror.readers.borrow() as connection:
            return connection.execute("SELECT mode, ended_at, facts FROM sync_runs ORDER BY run_id").fetchall()  # type: ignore[no-any-return]

    def _open(self) -> Connection:
        if self._held is None:
            self._held = self._opened()
        return self._held

    def _opened(self) -> Connection:
        connection = self._vault.connect(create=True, wal=False, one_thread=True)
        try:
            with storage_errors(self._vault.path):
                # Nobody else has business here, and a journal that is written back suits appending better than a log.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("PRAGMA journal_mode = TRUNCATE")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA cache_size = -16384")  # rows are appended: little is read twice
                version = version_of(connection)
                if version == HEADS["mirror"]:
                    return connection
                if version == "":
                    _create_tables(connection)
                    return connection
        except BaseException:
            connection.close()
            raise
        # Left by another version of the program: its rows may mean something else.
        connection.close()
        self.discard()
        return self._opened()

    def _transact(self, work: Callable[[Connection], None]) -> None:
        with self._turn, storage_errors(self._vault.path):
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @staticmethod
    def _note(connection: Connection, progress: LoadProgress) -> None:
        connection.execute(
            _PUT_PROGRESS,
            (
                progress.feed,
                progress.job_id,
                progress.started_at,
                progress.url,
                progress.bytes_done,
                progress.rows_done,
                int(progress.complete),
            ),
        )


def _put(connection: Connection, batch: StoreBatch) -> None:
    for table, records in (
        ("locations", batch.locations),
        ("events", batch.events),
        ("categories", batch.categories),
        ("stock", batch.stock),
        ("participants", batch.participants),
        ("orders", batch.orders),
        ("order_lines", batch.lines),
        ("refund_lines", batch.refund_lines),
        ("transactions", batch.transactions),
        ("fulfillment_orders", batch.fulfillment_orders),
        ("public_keys", batch.keys),
    ):
        if records:
            put_many(connection, UPSERTS[table], records)
    sales = [row for line in batch.lines if line.seed and (row := sale_line(line)) is not None]
    if sales:
        put_many(connection, INSERT_SALE_LINE, sales)
    if batch.troubles:
        connection.executemany(NOTE, batch.troubles)


def _create_tables(connection: Connection) -> None:
    """Tables alone: indexes and search are made when everything has arrived."""
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateTable

    from ticketforge_desktop.storage.schema.mirror import MIRROR

    connection.execute("BEGIN IMMEDIATE")
    for table in MIRROR.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=dialect())))
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num))")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (HEADS["mirror"],))
    connection.execute("COMMIT")
