"""One writer a file: order, priority, undoing, and checkpoints when nobody waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.checkpoint import IdleCheckpoint
from ticketforge_desktop.storage.cipher import STATION_FILE, Vault
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.migrate import bring_up
from ticketforge_desktop.storage.place import FixedPlace
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.writer import Priority, Work, Writer


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "station.db", STATION_FILE, KEYS.station)


@pytest.fixture
def writer(vault: Vault) -> Iterator[Writer]:
    writer = Writer(bring_up(vault), vault)
    yield writer
    writer.close()


def put(work: Work, name: str) -> int:
    work.raw.execute("INSERT INTO settings (name, value) VALUES (?, ?)", (name, "v"))
    return int(work.raw.execute("SELECT count(*) FROM settings").fetchone()[0])


def test_work_is_whole_or_absent_and_its_result_comes_back(writer: Writer) -> None:
    assert writer.run(lambda work: put(work, "a")) == 1

    def fail(work: Work) -> None:
        put(work, "b")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        writer.run(fail)
    with pytest.raises(ValueError, match="no"):
        writer.submit(fail).result(timeout=10)
    assert writer.submit(lambda work: put(work, "c")).result(timeout=10) == 2


def test_the_door_goes_before_the_sync(writer: Writer) -> None:
    holding, go = threading.Event(), threading.Event()
    done: list[str] = []

    def hold(_work: Work) -> None:
        holding.set()
        go.wait(10)

    first = writer.submit(hold)
    assert holding.wait(10)
    waiting = [
        writer.submit(lambda _work: done.append("sync"), Priority.SYNC),
        writer.submit(lambda _work: done.append("till"), Priority.TILL),
        writer.submit(lambda _work: done.append("door"), Priority.DOOR),
        writer.submit(lambda _work: done.append("second door"), Priority.DOOR),
    ]
    scan = threading.Thread(target=lambda: writer.run(lambda _work: done.append("scan"), Priority.DOOR))
    scan.start()
    while len(writer._queue) < 5:
        time.sleep(0.001)
    go.set()
    for future in (first, *waiting):
        future.result(timeout=10)
    scan.join(10)
    assert done == ["door", "second door", "scan", "till", "sync"]


def test_cancelled_work_is_not_done(writer: Writer) -> None:
    holding, go = threading.Event(), threading.Event()

    def hold(_work: Work) -> None:
        holding.set()
        go.wait(10)

    first = writer.submit(hold)
    assert holding.wait(10)
    unwanted = writer.submit(lambda work: put(work, "never"))
    assert unwanted.cancel()
    go.set()
    first.result(timeout=10)
    assert writer.run(lambda work: put(work, "a")) == 1


def test_what_was_queued_is_done_before_closing_and_nothing_after(vault: Vault) -> None:
    writer = Writer(bring_up(vault), vault)
    futures = [writer.submit(lambda work, n=n: put(work, f"n{n}")) for n in range(20)]  # type: ignore[misc]
    writer.close()
    writer.close()
    assert [future.result(timeout=1) for future in futures] == list(range(1, 21))
    with pytest.raises(StorageTrouble, match="closed"):
        writer.run(lambda work: put(work, "late"))
    with pytest.raises(StorageTrouble, match="closed"):
        writer.submit(lambda work: put(work, "late"))


def test_sqlalchemy_works_in_the_same_transaction(writer: Writer) -> None:
    import sqlalchemy as sa

    from ticketforge_desktop.storage.schema.station import STATION

    settings = STATION.tables["settings"]

    def fail(work: Work) -> None:
        work.sql.execute(settings.insert().values(name="a", value="1"))
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        writer.run(fail)
    assert writer.run(lambda work: work.sql.execute(sa.select(settings)).all()) == []
    writer.run(lambda work: work.sql.execute(settings.insert().values(name="a", value="1")))
    assert writer.run(lambda work: work.sql.execute(sa.select(settings.c.value)).scalars().all()) == ["1"]


def test_no_money_is_ever_kept_as_a_fraction(writer: Writer) -> None:
    from sqlcipher3 import dbapi2

    with pytest.raises(dbapi2.IntegrityError, match="REAL"):
        writer.run(lambda work: work.raw.execute("INSERT INTO sales (sale_id, total_minor) VALUES ('s', 12.5)"))


def log_of(vault: Vault) -> Path:
    return Path(f"{vault.path}-wal")


def test_commits_make_no_checkpoint_and_idleness_does(vault: Vault, writer: Writer) -> None:
    for n in range(300):
        writer.run(lambda work, n=n: put(work, f"n{n}"))  # type: ignore[misc]
    grown = log_of(vault).stat().st_size
    assert grown > 300 * STATION_FILE.page_size
    checkpoint = IdleCheckpoint(vault, nullcontext, idle_seconds=5)
    now = time.monotonic()
    assert not checkpoint.consider(now), "somebody has just written"
    assert not checkpoint.done_since(now)
    assert checkpoint.consider(now - 10)
    assert checkpoint.done_since(now - 10)
    assert not checkpoint.consider(now - 10), "once is enough"
    writer.run(lambda work: put(work, "after"))
    assert log_of(vault).stat().st_size == grown, "the log is written from its beginning again"
    checkpoint.close()


def test_a_log_that_is_too_long_is_written_back_in_any_case(vault: Vault, writer: Writer) -> None:
    writer.run(lambda work: put(work, "a"))
    checkpoint = IdleCheckpoint(vault, nullcontext, idle_seconds=1000, longest_log=10)
    assert checkpoint.consider(time.monotonic() - 0.001)
    checkpoint.close()
    checkpoint.close()


def test_a_log_stays_bounded_while_somebody_writes_without_a_pause(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 60_000
    monkeypatch.setattr(
        "ticketforge_desktop.storage.writer.IdleCheckpoint", lambda *of: IdleCheckpoint(*of, 0.01, most)
    )
    writer = Writer(bring_up(vault), vault)
    written, started_again = 0, False
    for n in range(3_000):
        writer.run(lambda work, n=n: put(work, f"n{n}"))  # type: ignore[misc]
        size = log_of(vault).stat().st_size
        started_again = started_again or size == written
        written = size
    assert started_again, "the log was begun anew"
    assert written < 3_000 * 3 * STATION_FILE.page_size // 2
    writer.close()


def test_a_reader_of_an_old_state_does_not_make_the_checkpoint_spin(vault: Vault, writer: Writer) -> None:
    writer.run(lambda work: put(work, "a"))
    readers = Readers(FixedPlace(vault))
    checkpoint = IdleCheckpoint(vault, nullcontext, idle_seconds=0)
    with readers.borrow() as connection:
        connection.execute("SELECT count(*) FROM settings").fetchone()
        writer.run(lambda work: put(work, "b"))
        written = time.monotonic()
        checkpoint.consider(written)
        assert checkpoint.done_since(written)
    checkpoint.close()
    readers.close()


def test_the_writer_checkpoints_by_itself_once_it_is_idle(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticketforge_desktop.storage.writer.IdleCheckpoint", lambda *of: IdleCheckpoint(*of, 0.02))
    writer = Writer(bring_up(vault), vault)
    before = vault.path.stat().st_size
    for n in range(60):
        writer.run(lambda work, n=n: put(work, f"n{n}"))  # type: ignore[misc]
    end = time.monotonic() + 10
    while vault.path.stat().st_size == before and time.monotonic() < end:
        time.sleep(0.01)
    assert vault.path.stat().st_size > before
    writer.close()


def test_readers_see_one_state_and_can_not_write(vault: Vault, writer: Writer) -> None:
    from sqlcipher3 import dbapi2

    readers = Readers(FixedPlace(vault), most=1)
    with readers.borrow() as one, readers.borrow() as other:
        assert one is not other
        assert one.execute("SELECT count(*) FROM settings").fetchone() == (0,)
        writer.run(lambda work: put(work, "a"))
        assert one.execute("SELECT count(*) FROM settings").fetchone() == (0,)
    with readers.borrow() as again:
        assert again.execute("SELECT count(*) FROM settings").fetchone() == (1,)
    with pytest.raises(StorageTrouble), readers.borrow() as connection:
        connection.execute("DELETE FROM settings")
    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        readers.row("SELECT 1 FROM no_table", ())
    readers.close()
    with pytest.raises(StorageTrouble, match="closed"):
        readers.row("SELECT 1", ())


VALUE = "SELECT value FROM settings WHERE name = ?"


def test_a_look_up_by_whoever_has_the_pages_tells_what_was_committed_by_anybody(vault: Vault) -> None:
    file = OpenFile(FixedPlace(vault), lambda: vault, lambda: bring_up(vault))
    try:
        writer = file.writer()
        assert file.row(VALUE, ("mine",)) is None
        writer.run(lambda work: put(work, "mine"))
        assert file.row(VALUE, ("mine",)) == ("v",)
        other = vault.connect()
        other.execute("INSERT INTO settings (name, value) VALUES ('other', 'o')")
        other.close()
        assert file.row(VALUE, ("other",)) == ("o",)
        with pytest.raises(sqlcipher.OperationalError, match="no such column"):
            file.row("SELECT colour FROM settings", ())

        def in_the_middle(work: Work) -> object:
            put(work, "half")
            assert writer.row(VALUE, ("half",)) == (False, None), "it is not asked while it writes"
            return file.row(VALUE, ("half",))

        assert writer.run(in_the_middle) is None, "what is not committed is not told"
        assert file.row(VALUE, ("half",)) == ("v",)
    finally:
        file.close()
    assert writer.row(VALUE, ("mine",)) == (False, None)
    with pytest.raises(StorageTrouble):
        file.row(VALUE, ("mine",))
