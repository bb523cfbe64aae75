"""One measured load in a process of its own, so that CPU and memory are its alone. Prints one JSON object.

    python -m benchmarks.sync_worker (parse|bare|sealed|core|ours|plain) FILE FOLDER

`ours` run twice on one folder is a first sync and a full one over it; `plain` is `ours` without encryption.
"""

from __future__ import annotations

import gc
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.dataset import AT, EAN_KEY, SHOP, Size, catalogue
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.services.ports.store import BulkChunk, BulkJob, StorePage
from ticketforge_desktop.services.syncing import SyncProgress
from ticketforge_desktop.shopify.bulk import ROWS_A_CHUNK
from ticketforge_desktop.shopify.bulk_rows import AT_ONCE, RowDecoder
from ticketforge_desktop.shopify.bulk_troubles import batches_of
from ticketforge_desktop.storage import shadow_finish
from ticketforge_desktop.storage.cipher import MIRROR_FILE, Vault
from ticketforge_desktop.storage.profile import ProfileKeys, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.sync.first import FirstSync
from ticketforge_desktop.sync.steps import Steps

_BATCH = 50_000
# The shadow's (`storage/shadow.py`), for all who compete with it.
PRAGMAS = ("journal_mode = TRUNCATE", "synchronous = NORMAL", "cache_size = -16384", "temp_store = MEMORY")


def stretches(path: Path, rows: int) -> Iterator[tuple[list[bytes], int, int]]:
    """The file in stretches of rows as a download gives them, with bytes and rows done."""
    done = count = 0
    with path.open("rb") as file:
        while stretch := b"".join(islice(file, rows)):
            found = stretch.removesuffix(b"\n").split(b"\n")
            done += len(stretch)
            count += len(found)
            yield found, done, count


def batches(path: Path, rows: int) -> Iterator[StoreBatch]:
    """The file through our decoder."""
    decoder = RowDecoder(SHOP.currency)
    for found, _, _ in stretches(path, rows):
        yield decoder.batch(found)


def peak_mb() -> float:
    """The most memory this process held, in megabytes of a million bytes.

    Linux hands the peak of who started a process down to it, in `ru_maxrss`; the one of its own address space is told
    in `/proc`.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(told.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def ready(path: Path) -> dict[str, list[tuple]]:
    """Every row of the mirror's big tables as a ready tuple, in the order in which the shadow writes them."""
    from ticketforge_desktop.domain.ticketing import EventIndex, TicketDeriver

    tables: dict[str, list[tuple]] = {"orders": [], "order_lines": [], "transactions": [], "tickets": []}
    for batch in batches(path, _BATCH):
        tables["orders"] += batch.orders
        tables["order_lines"] += batch.lines
        tables["transactions"] += batch.transactions
    found = catalogue(Size(0))
    variants = {category.variant_id: category.event_id for category in found.categories}
    deriver = TicketDeriver(SHOP.domain, EAN_KEY, EventIndex(variants, (event.event_id for event in found.events)))
    lines: dict[int, list] = {}
    for line in tables["order_lines"]:
        lines.setdefault(line[1], []).append(line)
    for order in tables["orders"]:
        tables["tickets"] += deriver.rows(order, lines[order[0]])
    buyers = {order.customer_id: order for order in tables["orders"] if order.customer_id}
    tables["participants"] = [
        (number, order.holder, order.email, order.phone, "", "", 0, order.created_at, "")
        for number, order in sorted(buyers.items())
    ]
    return {name: [tuple(row) for row in rows] for name, rows in tables.items()}


def ddl(name: str) -> tuple[str, list[str], int]:
    """The table as the mirror has it, its indexes, and how many columns it has."""
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex, CreateTable

    from ticketforge_desktop.storage.schema.mirror import MIRROR

    table = MIRROR.tables[name]
    indexes = [str(CreateIndex(index).compile(dialect=dialect())) for index in table.indexes]
    return str(CreateTable(table).compile(dialect=dialect())), indexes, len(table.columns)


def bare(path: Path, folder: Path) -> dict[str, object]:
    """Ready tuples into a plain file by the standard library: the shadow's pragmas, the mirror's indexes in place."""
    return _put_ready(sqlite3.connect(folder / "bare.db", isolation_level=None), ready(path))


def sealed(path: Path, folder: Path) -> dict[str, object]:
    """The same into an encrypted file, as the mirror is one."""
    tables = ready(path)
    return _put_ready(Vault(folder / "sealed.db", MIRROR_FILE, b"m" * 32).connect(create=True, wal=False), tables)


def _put_ready(connection: Any, tables: dict[str, list[tuple]]) -> dict[str, object]:
    told: dict[str, object] = {}
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    gc.freeze()
    for name, rows in tables.items():
        table, indexes, columns = ddl(name)
        began = time.process_time()
        connection.execute(table)
        for index in indexes:
            connection.execute(index)
        insert = f"INSERT INTO {name} VALUES ({','.join('?' * columns)})"
        for start in range(0, len(rows), _BATCH):
            connection.execute("BEGIN")
            connection.executemany(insert, rows[start : start + _BATCH])
            connection.execute("COMMIT")
        told[name] = {"cpu": time.process_time() - began, "rows": len(rows)}
    connection.close()
    return told


def core(path: Path, folder: Path) -> dict[str, object]:
    """The rival: SQLAlchemy Core inserts of the same rows as dictionaries ready made; same pragmas and indexes."""
    from sqlalchemy import create_engine, event

    from ticketforge_desktop.storage.schema.mirror import MIRROR

    engine = create_engine(f"sqlite:///{folder / 'core.db'}")
    event.listen(engine, "connect", lambda raw, _record: [raw.execute(f"PRAGMA {pragma}") for pragma in PRAGMAS])
    told: dict[str, object] = {}
    for name, rows in ready(path).items():
        table = MIRROR.tables[name]
        columns = [column.name for column in table.columns]
        began = time.process_time()
        table.create(engine)
        cpu = time.process_time() - began
        for start in range(0, len(rows), _BATCH):
            dictionaries = [dict(zip(columns, row, strict=True)) for row in rows[start : start + _BATCH]]
            began = time.process_time()
            with engine.begin() as connection:
                connection.execute(table.insert(), dictionaries)
            cpu += time.process_time() - began
        told[name] = {"cpu": cpu, "rows": len(rows)}
    engine.dispose()
    return told


class FileStore:
    """A store whose orders' job is a file; the way behind it is the program's own."""

    def __init__(self, path: Path, rows: int) -> None:
        self._path, self._rows = path, rows

    def start_bulk(self, feed: str) -> BulkJob:
        return self.bulk(feed)

    def bulk(self, job_id: str) -> BulkJob:
        rows = {"orders": self._rows, "products": len(catalogue(Size(0)))}.get(job_id, 0)
        return BulkJob(job_id, "COMPLETED", AT, rows, "file" if rows else "", "", "", 0)

    def changed(self, feed: str, since: str, cursor: str) -> StorePage:
        return StorePage(StoreBatch(), "", False, "")

    def bulk_rows(self, feed: str, url: str, from_byte: int, rows_done: int) -> Iterator[BulkChunk]:
        if feed == "products":
            batch = catalogue(Size(0))
            yield BulkChunk([batch], 1, len(batch))
            return
        decoder = RowDecoder(SHOP.currency)
        for found, done, count in stretches(self._path, ROWS_A_CHUNK):
            yield BulkChunk(batches_of(decoder, found), done, count)


def ours(path: Path, folder: Path) -> dict[str, object]:
    """Our whole way: decode, load the encrypted shadow, derive, index, search, swap in."""
    with path.open("rb") as file:
        rows = sum(1 for _ in file)
    encrypted = sys.argv[1] != "plain"
    keys = ProfileKeys(mirror=b"m" * 32 if encrypted else None, station=b"s" * 32 if encrypted else None)
    marks: list[float] = []
    indexing: list[float] = []
    make_indexes = shadow_finish.make_indexes

    def timed(connection: Any, tables: Iterable[str]) -> None:
        started = time.process_time()
        make_indexes(connection, tables)
        indexing.append(time.process_time() - started)

    shadow_finish.make_indexes = timed  # the first are those of the orders

    def tell(step: SyncProgress) -> None:
        if step.phase == "finishing":
            marks.append(time.process_time())

    with open_profile(folder / "profile", keys, ShopKeys(ean_key=lambda: EAN_KEY)) as profile:
        profile.mirror_writer.shop()
        store: Any = FileStore(path, rows)
        began = time.process_time()
        FirstSync(store, profile.mirror_writer).run(SHOP, (), Steps(tell, lambda: False))
        ended = time.process_time()
        held = profile.queries.counts()
    return {
        "rows": rows,
        "load": marks[0] - began,
        "file": marks[0] - began + indexing[0],
        "finish": ended - marks[0],
        "cpu": ended - began,
        "orders": held.orders,
        "tickets": held.tickets,
    }


def parse(path: Path, _folder: Path) -> dict[str, object]:
    """Decoding alone."""
    began = time.process_time()
    rows = sum(len(batch) for batch in batches(path, AT_ONCE))
    return {"rows": rows, "cpu": time.process_time() - began}


if __name__ == "__main__":
    mode, file, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    told = {"bare": bare, "sealed": sealed, "core": core, "ours": ours, "plain": ours, "parse": parse}[mode](
        file, folder
    )
    print(json.dumps({**told, "peak_mb": peak_mb()}))
