"""Who bought is a participant as soon as an order names them, whether or not the store has told of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.storage.conftest import Opener
from tests.storage.dump import content
from tests.storage.shop_makers import first_sync, ordered, person, small_world
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.records import OrderRecord
from ticketforge_desktop.storage.profile import Profile

NOBODY_YET = 77


@pytest.fixture
def synced(profile: Profile) -> Profile:
    first_sync(profile.mirror_writer, small_world(7))
    return profile


def buys(profile: Profile, order_id: int, customer_id: int, **changes: object) -> OrderRecord:
    """An order of a customer arrives; returns it."""
    found, lines, _ = ordered(order_id, 0)
    found = found._replace(customer_id=customer_id, **changes)  # type: ignore[arg-type]
    changed = profile.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines), None)
    profile.last_changes = changed  # type: ignore[attr-defined]
    return found


def people(profile: Profile) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:4] for row in content(profile)["participants"]}


def test_an_order_of_somebody_unknown_makes_them_known_and_found(synced: Profile) -> None:
    buys(synced, 2001, NOBODY_YET, holder="Zoë Ångström", email="zoe@example.de", phone="+49 30 1")
    assert people(synced)[NOBODY_YET] == ("Zoë Ångström", "zoe@example.de", "+49 30 1")
    assert synced.last_changes.ids[Kind.PARTICIPANT] == {str(NOBODY_YET)}  # type: ignore[attr-defined]
    assert synced.queries.counts().participants == 6
    (hit,) = [hit for hit in synced.queries.search("angstrom") if hit.kind == "person"]
    assert hit.key == str(NOBODY_YET)


def test_their_newest_order_tells_who_they_are(synced: Profile) -> None:
    buys(synced, 2002, NOBODY_YET, holder="Zoë Neu")
    buys(synced, 2001, NOBODY_YET, holder="Zoë Alt")
    assert people(synced)[NOBODY_YET][0] == "Zoë Neu"
    assert synced.queries.counts().participants == 6


def test_what_the_store_tells_takes_its_place_and_stays(synced: Profile) -> None:
    buys(synced, 2001, NOBODY_YET, holder="Zoë Alt")
    synced.mirror_writer.apply(StoreBatch(participants=(person(NOBODY_YET, "Zoë Verheiratet"),)), None)
    buys(synced, 2002, NOBODY_YET, holder="Zoë Alt")
    assert people(synced)[NOBODY_YET][0] == "Zoë Verheiratet"
    assert synced.queries.counts().participants == 6


def test_a_customer_the_store_knows_is_found_not_made(synced: Profile) -> None:
    before = people(synced)
    buys(synced, 2001, 3, holder="Somebody Else", email="else@example.de")
    assert people(synced) == before


def test_an_order_without_customer_or_without_any_name_makes_nobody(synced: Profile) -> None:
    before = people(synced)
    buys(synced, 2001, 0)
    buys(synced, 2002, NOBODY_YET, holder="", email="", phone="")
    assert people(synced) == before


def test_nobody_is_left_of_an_order_that_went_or_was_someone_elses(synced: Profile) -> None:
    before = content(synced)
    buys(synced, 2001, NOBODY_YET)
    found = buys(synced, 2002, 78)
    buys(synced, 2002, 3, updated_at="2026-10-30T00:00:00Z")
    assert 78 not in people(synced)
    synced.mirror_writer.remove(order_ids=[2001, found.order_id])
    assert content(synced) == before


def test_a_full_sync_makes_the_same_people_as_the_orders_one_by_one(tmp_path: Path, opener: Opener) -> None:
    world = small_world(20)
    for order_id, (found, lines, refunds) in list(world.orders.items()):
        world.orders[order_id] = found._replace(customer_id=order_id % 9, holder=f"Buyer {order_id}"), lines, refunds
    whole, piece_by_piece = opener(tmp_path / "whole"), opener(tmp_path / "pieces")
    first_sync(whole.mirror_writer, world)
    empty = small_world(0)
    first_sync(piece_by_piece.mirror_writer, empty)
    orders = list(world.orders.values())
    random.Random(5).shuffle(orders)
    for found, lines, refunds in orders:
        page = StoreBatch(orders=(found,), lines=lines, refund_lines=refunds)
        piece_by_piece.mirror_writer.apply(page, None)
    assert content(whole) == content(piece_by_piece)
    assert len(people(whole)) == 8
    assert whole.queries.counts().participants == 8
