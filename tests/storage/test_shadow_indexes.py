"""Indexes sorted a range of keys at a time are the very indexes SQLite builds itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.storage.conftest import Opener
from tests.storage.dump import content
from tests.storage.shop_makers import first_sync, ordered, small_world
from tests.storage.story import KEYS
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.storage import shadow_finish, shadow_indexes
from ticketforge_desktop.storage.cipher import MIRROR_FILE, Connection, Vault
from ticketforge_desktop.storage.profile import Profile
from ticketforge_desktop.storage.records_sql import put_many

ORDERS = 120
PIECE = 40


def asked(profile: Profile, question: str) -> list[tuple[Any, ...]]:
    with profile._mirror_file.readers.borrow() as connection:
        return connection.execute(question).fetchall()  # type: ignore[no-any-return]


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cut as if a handful of tickets were a million; tells what was sorted."""
    told: list[str] = []
    sort = shadow_indexes._sort

    def telling(connection: Connection, index: Any, cuts: Sequence[Any]) -> None:
        told.extend([str(index.name)] * (len(cuts) + 1))
        sort(connection, index, cuts)

    monkeypatch.setattr(shadow_indexes, "PIECE", PIECE)
    monkeypatch.setattr(shadow_indexes, "_sort", telling)
    monkeypatch.setattr(shadow_finish, "_SAMPLED", 3)
    return told


def test_in_pieces_or_whole_it_is_the_same_mirror(
    tmp_path: Path, opener: Opener, pieces: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = opener(tmp_path / "cut")
    first_sync(cut.mirror_writer, small_world(ORDERS))
    tickets = asked(cut, "SELECT count(*) FROM tickets")[0][0]
    for name in ("ix_tickets_ean", "ix_tickets_event_id", "ix_tickets_ticket_id"):
        assert pieces.count(name) == -(-tickets // PIECE) > 3
    monkeypatch.undo()
    whole = opener(tmp_path / "whole")
    first_sync(whole.mirror_writer, small_world(ORDERS))
    assert content(cut) == content(whole)
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert asked(cut, schema) == asked(whole, schema)
    known = "SELECT idx FROM sqlite_stat1 WHERE tbl = 'tickets' ORDER BY idx"
    assert asked(cut, known) == asked(whole, known)
    assert len(asked(cut, known)) == 4


@pytest.mark.usefixtures("pieces")
def test_sorted_indexes_are_sound_used_and_kept_by_what_comes_later(profile: Profile) -> None:
    first_sync(profile.mirror_writer, small_world(ORDERS))
    assert asked(profile, "PRAGMA integrity_check") == [("ok",)]
    for column, value in (("ean", "5"), ("ticket_id", "'a'"), ("event_id", "'gala'")):
        plan = asked(profile, f"EXPLAIN QUERY PLAN SELECT order_id FROM tickets WHERE {column} = {value}")
        assert f"ix_tickets_{column}" in plan[0][3]
    order, lines, refunds = ordered(1001, 3)
    newer = order._replace(updated_at="2027-01-01T00:00:00Z", financial_status="REFUNDED")
    other, others, _ = ordered(9001, 0)
    batch = StoreBatch(orders=(newer, other), lines=(*lines, *others), refund_lines=refunds)
    profile.mirror_writer.apply(batch, None)
    profile.mirror_writer.remove(order_ids=[1002])
    assert asked(profile, "PRAGMA integrity_check") == [("ok",)]
    for ticket_id, ean in asked(profile, "SELECT ticket_id, ean FROM tickets WHERE order_id IN (1001, 9001)"):
        assert asked(profile, f"SELECT ean FROM tickets WHERE ticket_id = '{ticket_id}'") == [(ean,)]


def test_where_the_schema_may_not_be_changed_they_are_built_whole(
    profile: Profile, pieces: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shadow_indexes, "_may_name", lambda _: False)
    first_sync(profile.mirror_writer, small_world(ORDERS))
    assert pieces == []
    assert asked(profile, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'ix_tickets%'") == [(3,)]


def test_tickets_of_one_event_alone_are_cut_too() -> None:
    (index,) = (found for found in shadow_indexes._indexes(["tickets"]) if found.name == "ix_tickets_event_id")
    sample = [("id", 1, order_id, 7, 1, "gala", 3, "", "valid", 1) for order_id in range(100)]
    assert shadow_indexes._cuts(index, 4, sample) == [("gala", 25, 7, 1), ("gala", 50, 7, 1), ("gala", 75, 7, 1)]
    assert shadow_indexes._cuts(index, 4, sample[:3]) == []


def test_rows_go_in_several_at_a_time_each_meeting_the_one_before(tmp_path: Path) -> None:
    connection = Vault(tmp_path / "a.db", MIRROR_FILE, KEYS.mirror).connect(create=True, wal=False, one_thread=True)
    connection.execute("CREATE TABLE sums (name TEXT PRIMARY KEY, total INTEGER)")
    add = "INSERT INTO sums (name, total) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET total = total + excluded.total"
    rows = [(f"{number % 10}", 1) for number in range(1000)]
    put_many(connection, add, [])
    for end in (1, 48, 51, 1000):
        connection.execute("DELETE FROM sums")
        put_many(connection, add, rows[:end])
        found = connection.execute("SELECT count(*), sum(total) FROM sums").fetchone()
        assert found == (min(end, 10), end)
    connection.close()
