"""The files themselves: key, version, damage, a full disk, and what lies beside them."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable, MetaData

from tests.schema_at_once import SchemaAtOnce
from tests.storage.conftest import Opener
from tests.storage.shop_makers import first_sync, small_world
from tests.storage.story import EAN_KEY, KEYS, OTHER_KEYS, attempt
from ticketforge_desktop.domain.errors import (
    BadInput,
    DatabaseCorrupt,
    DatabaseTooNew,
    DiskFull,
    StorageTrouble,
    WrongKey,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.storage import migrate
from ticketforge_desktop.storage.cipher import MIRROR_FILE, STATION_FILE, FileKind, Vault
from ticketforge_desktop.storage.engine import sqlalchemy_over
from ticketforge_desktop.storage.migrate import HEADS, bring_up, upgrade_to, version_of
from ticketforge_desktop.storage.profile import ProfileKeys, open_profile
from ticketforge_desktop.storage.schema.mirror import MIRROR
from ticketforge_desktop.storage.schema.search import MIRROR_EXTRAS, STATION_EXTRAS
from ticketforge_desktop.storage.schema.station import STATION
from ticketforge_desktop.storage.shop_keys import ShopKeys

KINDS = {"mirror": (MIRROR_FILE, MIRROR, MIRROR_EXTRAS), "station": (STATION_FILE, STATION, STATION_EXTRAS)}
REVISIONS = [
    (line, script.revision)
    for line in KINDS
    for script in ScriptDirectory.from_config(migrate._config(line)).walk_revisions()
]


def plain(sql: str) -> str:
    return " ".join(sql.replace(",", " , ").replace("(", " ( ").replace(")", " ) ").split())


def declared(metadata: MetaData, extras: tuple[str, ...]) -> set[str]:
    """All statements that the tables' definitions come to."""
    found = [str(CreateTable(table).compile(dialect=dialect())) for table in metadata.sorted_tables]
    found += [
        str(CreateIndex(index).compile(dialect=dialect()))
        for table in metadata.sorted_tables
        for index in table.indexes
    ]
    return {plain(sql) for sql in (*found, *extras)}


def in_file(vault: Vault) -> set[str]:
    connection = vault.connect(read_only=True)
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'search\\__%' ESCAPE '\\' AND name <> 'alembic_version'"
    ).fetchall()
    connection.close()
    return {plain(row[0]) for row in rows}


@pytest.mark.parametrize(("line", "revision"), REVISIONS)
def test_a_file_of_any_revision_is_brought_up_to_what_is_declared(tmp_path: Path, line: str, revision: str) -> None:
    kind, metadata, extras = KINDS[line]
    vault = Vault(tmp_path / f"{line}.db", kind, b"k" * 32)
    connection = vault.connect(create=True)
    connection.execute("BEGIN IMMEDIATE")
    upgrade_to(connection, line, revision)
    connection.execute("COMMIT")
    assert version_of(connection) == revision
    connection.close()

    connection = bring_up(vault)
    assert version_of(connection) == HEADS[line]
    differences = compare_metadata(MigrationContext.configure(sqlalchemy_over(connection)), metadata)
    connection.close()
    assert [change for change in differences if "search" not in str(change)] == []
    assert in_file(vault) == declared(metadata, extras)


@pytest.mark.parametrize("line", KINDS)
def test_the_files_of_the_tests_are_to_the_row_what_the_migrations_make(tmp_path: Path, line: str) -> None:
    """`tests.schema_at_once`, on which all stories stand, against the migrations themselves."""
    whole, at_once = [], SchemaAtOnce(upgrade_to)
    for name, make in (("migrated", upgrade_to), ("the first", at_once), ("one more", at_once)):
        vault = Vault(tmp_path / name / f"{line}.db", KINDS[line][0], b"k" * 32)
        vault.path.parent.mkdir()
        connection = vault.connect(create=True)
        make(connection, line, "head")
        listed = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid").fetchall()
        tables = [name for kind, name, _, sql in listed if kind == "table" and "VIRTUAL" not in sql]
        whole.append((listed, {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}))
        connection.close()
    assert whole[0][0], "nothing was made"
    assert whole[0] == whole[1] == whole[2]


@pytest.mark.parametrize("line", KINDS)
def test_the_newest_revision_is_the_one_the_program_expects(line: str) -> None:
    assert ScriptDirectory.from_config(migrate._config(line)).get_current_head() == HEADS[line]


def test_a_mirror_from_a_first_sync_has_the_same_schema_as_a_migrated_one(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    first_sync(profile.mirror_writer, small_world(3))
    assert in_file(profile._mirror_place.vault) == declared(MIRROR, MIRROR_EXTRAS)


@pytest.mark.parametrize("name", ["mirror.db", "station.db"])
def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    with open_profile(tmp_path, KEYS) as profile:
        _ = profile.ticket_book
    kind, key = (MIRROR_FILE, KEYS.mirror) if name == "mirror.db" else (STATION_FILE, KEYS.station)
    connection = Vault(tmp_path / name, kind, key).connect()
    connection.execute("UPDATE alembic_version SET version_num = 'z9999'")
    connection.close()
    before = (tmp_path / name).read_bytes()
    with open_profile(tmp_path, KEYS) as profile, pytest.raises(DatabaseTooNew) as refused:
        _ = profile.ticket_book
    assert refused.value.facts == {"file": name, "version": "z9999"}
    assert (tmp_path / name).read_bytes() == before
    assert not list(tmp_path.glob("*-wal"))


def use(home: Path) -> None:
    with open_profile(home, KEYS) as profile:
        profile.station.put_setting("gate", '"A"', DEFAULT_MANAGER)
        list(profile.station.audit_rows(9))


def test_a_wrong_key_is_told_from_damage(tmp_path: Path) -> None:
    with open_profile(tmp_path, KEYS) as profile:
        _ = profile.station
    with open_profile(tmp_path, OTHER_KEYS) as profile, pytest.raises(WrongKey):
        _ = profile.station

    file = tmp_path / "station.db"
    whole = file.read_bytes()
    for damage in (
        whole[:700] + bytes([whole[700] ^ 1]) + whole[701:],  # the first page
        b"\0" * len(whole),
        whole[: len(whole) // 2 + 300],
    ):
        file.write_bytes(damage)
        with pytest.raises(DatabaseCorrupt):
            use(tmp_path)
    file.write_bytes(whole)
    with open_profile(tmp_path, KEYS) as profile:
        assert profile.station.station_name() == "Station 1"


def test_damage_in_the_middle_is_found_by_who_reads_it(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    first_sync(profile.mirror_writer, small_world(60))
    path = profile.mirror_path
    profile.close()
    whole = bytearray(path.read_bytes())
    for at in range(4096 + 100, len(whole), 4096):
        whole[at] ^= 0x40
    path.write_bytes(whole)
    with open_profile(tmp_path, KEYS) as again, pytest.raises(DatabaseCorrupt):
        list(again.queries.tickets())


def test_a_station_file_that_vanished_or_was_emptied_is_never_silently_made_anew(tmp_path: Path) -> None:
    with open_profile(tmp_path, KEYS) as profile:
        _ = profile.station
    (tmp_path / "station.db").write_bytes(b"")
    with open_profile(tmp_path, KEYS) as profile, pytest.raises(DatabaseCorrupt):
        _ = profile.station
    (tmp_path / "station.db").unlink()
    with open_profile(tmp_path, KEYS) as profile, pytest.raises(DatabaseCorrupt):
        _ = profile.station


def test_a_mirror_that_vanished_is_begun_anew(tmp_path: Path) -> None:
    with open_profile(tmp_path, KEYS) as profile:
        _ = profile.ticket_book
    (tmp_path / "mirror.db").unlink()
    with open_profile(tmp_path, KEYS) as profile:
        assert profile.queries.counts().orders == 0


def test_a_key_of_another_length_is_refused_and_no_key_is_ever_shown(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        Vault(tmp_path / "station.db", STATION_FILE, b"short")
    shown = repr(Vault(tmp_path / "station.db", STATION_FILE, KEYS.station)) + repr(KEYS)
    assert KEYS.station is not None
    assert KEYS.station.hex() not in shown
    assert str(KEYS.station) not in shown


def test_nothing_of_what_is_kept_can_be_read_in_the_files(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    first_sync(profile.mirror_writer, small_world(10))
    profile.admissions.admit(attempt(holder="Planted Person", gate="planted-gate"))
    profile.station.put_setting("planted", '"planted-value"', DEFAULT_MANAGER)
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for word in (b"lanted", b"Stadthalle", b"juergen", b"SQLite format", b"CREATE TABLE", EAN_KEY):
        assert word not in everything


def test_a_plain_profile_is_possible_for_comparison_only(tmp_path: Path) -> None:
    with open_profile(tmp_path, ProfileKeys(None, None), ShopKeys(lambda: EAN_KEY)) as profile:
        first_sync(profile.mirror_writer, small_world(5))
        assert profile.admissions.admit(attempt()) is None
        assert profile.queries.counts().orders == 5
    found = sqlite3.connect(tmp_path / "station.db")
    assert found.execute("SELECT count(*) FROM admissions").fetchone() == (1,)
    found.close()
    with open_profile(tmp_path, KEYS) as profile, pytest.raises(WrongKey):
        _ = profile.station


def fill(profile_file: object) -> None:
    """Let the file grow by next to nothing from now on."""
    profile_file.writer().run(  # type: ignore[attr-defined]
        lambda work: work.raw.execute(
            f"PRAGMA max_page_count = {work.raw.execute('PRAGMA page_count').fetchone()[0] + 2}"
        )
    )


def test_a_full_disk_loses_nothing_that_was_confirmed(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    log = profile.admissions
    assert log.admit(attempt()) is None
    fill(profile._station_file)
    confirmed = ["00000000000000aa"]

    def admit_on() -> None:
        for n in range(10_000):
            assert log.admit(attempt(ticket_id=f"{n:016x}", reason="x" * 300)) is None
            confirmed.append(f"{n:016x}")

    with pytest.raises(DiskFull) as full:
        admit_on()
    assert full.value.facts == {"file": "station.db"}
    refused = f"{len(confirmed) - 1:016x}"
    assert log.use_of(refused) is None, "who was not confirmed was not admitted"
    assert all(log.use_of(ticket) for ticket in confirmed)
    profile._station_file.writer().run(lambda work: work.raw.execute("PRAGMA max_page_count = 1000000"))
    assert log.admit(attempt(ticket_id=refused)) is None, "with space again it goes on"


def test_a_full_disk_in_a_sync_leaves_the_mirror_in_use(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    first_sync(profile.mirror_writer, small_world(7))
    shadow = profile.mirror_writer.shadow()
    connection = shadow._open()
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0] + 1}")
    with pytest.raises(DiskFull):
        first_sync(profile.mirror_writer, small_world(900), size=5000)
    assert profile.queries.counts().orders == 7
    shadow.discard()
    first_sync(profile.mirror_writer, small_world(9))
    assert profile.queries.counts().orders == 9


def test_a_backup_to_a_full_disk_leaves_no_half_copy(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path / "home")
    _ = profile.station
    with pytest.raises(StorageTrouble):
        profile.station.backup("/proc/copy.db")
    target = tmp_path / "copy.db"
    profile.station.backup(str(target))
    assert target.exists()


def test_a_folder_without_leave_to_write_is_told_as_such(tmp_path: Path) -> None:
    with open_profile(tmp_path, KEYS) as profile:
        _ = profile.station
    other = FileKind("station", STATION_FILE.page_size, 64, "FULL", precious=True)
    vault = Vault(tmp_path / "nowhere" / "station.db", other, KEYS.station)
    with pytest.raises(StorageTrouble):
        vault.connect()


def test_a_file_that_somebody_holds_for_too_long_is_told_as_such(
    tmp_path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.storage.cipher.BUSY_SECONDS", 0.05)
    profile = opener(tmp_path)
    station = profile.station
    holder = profile._station_place.vault.connect()
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageTrouble, match="held by another process"):
        station.put_setting("gate", '"A"', DEFAULT_MANAGER)
    holder.execute("ROLLBACK")
    holder.close()
    station.put_setting("gate", '"A"', DEFAULT_MANAGER)


def test_many_open_the_same_new_profile_at_once(tmp_path: Path, opener: Opener) -> None:
    found: list[str] = []

    def open_it() -> None:
        found.append(opener(tmp_path / "home").station.station_id())

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(tmp_path / "station.db", STATION_FILE, b"k" * 32)
    connection = vault.connect(create=True)
    connection.execute("BEGIN IMMEDIATE")
    upgrade_to(connection, "station", "s0002")
    connection.execute("COMMIT")
    connection.close()
    upgrade = command.upgrade

    def fail_late(config: object, revision: str) -> None:
        upgrade(config, "s0004")  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", fail_late)
        with pytest.raises(RuntimeError):
            bring_up(vault)
    connection = vault.connect()
    assert version_of(connection) == "s0002"
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sales'").fetchone() == (0,)
    connection.close()
    bring_up(vault).close()


def test_a_shadow_left_by_another_version_is_begun_anew(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    shadow = profile.mirror_writer.shadow()
    shadow._open().execute("UPDATE alembic_version SET version_num = 'm0000'")
    shadow.close()
    first_sync(profile.mirror_writer, small_world(3))
    assert profile.queries.counts().orders == 3


def test_a_copied_profile_opens_elsewhere(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path / "home")
    first_sync(profile.mirror_writer, small_world(3))
    profile.close()
    shutil.copytree(tmp_path / "home", tmp_path / "moved")
    assert opener(tmp_path / "moved").queries.counts().orders == 3
