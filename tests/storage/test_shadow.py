"""The first sync's shadow: whole or not there, the same whatever happened on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.storage.conftest import Opener
from tests.storage.dump import content
from tests.storage.shop_makers import (
    EARLY,
    LOCATIONS,
    SHOP,
    World,
    first_sync,
    load,
    order,
    ordered,
    small_world,
    started,
)
from tests.storage.story import EAN_KEY, KEYS, NOW
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.errors import BulkIncomplete, KeyMissing, SyncTrouble
from ticketforge_desktop.domain.records import FulfillmentOrderRecord, TransactionRecord
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.storage.profile import open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

# A first sync in a process of its own, that tells each durable step; killed behind any of them.
FIRST_SYNC = """
import sys
from pathlib import Path
from tests.storage.shop_makers import first_sync, small_world
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.storage import shadow
from ticketforge_desktop.storage.profile import open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys
load = shadow.Shadow.load
def telling(self, batch, progress):
    load(self, batch, progress)
    print("step", flush=True)
shadow.Shadow.load = telling
with open_profile(Path(sys.argv[1]), KEYS, ShopKeys(lambda: EAN_KEY)) as profile:
    first_sync(profile.mirror_writer, small_world(int(sys.argv[2])), size=25)
print("done", flush=True)
"""


def test_nobody_sees_the_shadow_before_it_is_whole(tmp_path: Path, opener: Opener) -> None:
    writing, reading = opener(tmp_path), opener(tmp_path)
    first_sync(writing.mirror_writer, small_world(7))
    before = content(reading)
    shadow = writing.mirror_writer.shadow()
    world = small_world(14)
    load(shadow, "locations", [LOCATIONS])
    for feed, batches in world.batches().items():
        load(shadow, feed, batches)
    assert content(reading) == before
    reading.changed_elsewhere()
    assert not reading.changed_elsewhere(), "what fills the shadow is nobody else's change"

    changes = shadow.finish(SHOP, [])

    assert reading.changed_elsewhere()
    assert not reading.changed_elsewhere()

    assert changes.touches(Kind.ORDER, Kind.TICKET, Kind.EVENT)
    assert len(content(reading)["orders"]) == 14, "an open profile follows without being told"
    assert writing.mirror_writer.shop() == SHOP


def test_money_and_parcels_of_the_orders_are_loaded_and_go_with_a_job_that_is_begun_again(
    tmp_path: Path, opener: Opener
) -> None:
    profile = opener(tmp_path)
    world = small_world(3)
    paid = TransactionRecord(71, 1001, 0, "SALE", "SUCCESS", "manual", 8400, "EUR", EARLY)
    back = TransactionRecord(72, 1001, 71, "REFUND", "SUCCESS", "manual", 4200, "EUR", EARLY)
    parcel = FulfillmentOrderRecord(81, 1002, 1, "OPEN", "UNSUBMITTED", "[[9,10020,2,2]]", EARLY)
    shadow = profile.mirror_writer.shadow()
    load(shadow, "locations", [LOCATIONS])
    batches = world.batches()
    for feed in ("products", "customers"):
        load(shadow, feed, batches[feed])
    given_up = paid._replace(transaction_id=70)
    load(shadow, "orders", [StoreBatch(transactions=(given_up,))])
    shadow.begin(started("orders", "job-2"))
    money = StoreBatch(transactions=(paid, back), fulfillment_orders=(parcel,))
    load(shadow, "orders", [money, *batches["orders"], money])

    shadow.finish(SHOP, [])

    found = content(profile)
    assert found["transactions"] == [tuple(paid), tuple(back)]
    assert found["fulfillment_orders"] == [tuple(parcel)]


def test_an_open_profile_notices_that_another_wrote(tmp_path: Path, opener: Opener) -> None:
    window, command = opener(tmp_path), opener(tmp_path)
    assert not window.changed_elsewhere()
    assert not window.changed_elsewhere()
    first_sync(command.mirror_writer, small_world(3))
    assert window.changed_elsewhere()
    assert not window.changed_elsewhere()
    command.mirror_writer.apply(StoreBatch(orders=(order(4242),)), None)
    assert window.changed_elsewhere()
    assert not window.changed_elsewhere()


def test_a_begun_feed_goes_on_where_it_stands_and_begins_anew_for_another_job(tmp_path: Path, opener: Opener) -> None:
    batches = small_world().batches()["orders"]
    shadow = opener(tmp_path).mirror_writer.shadow()
    assert shadow.progress("orders") is None
    first = started("orders")
    shadow.begin(first)
    shadow.load([batches[0]], first.__class__("orders", "job-1", EARLY, "u", 10, len(batches[0]), False))
    shadow.close()

    again = opener(tmp_path).mirror_writer.shadow()
    known = again.progress("orders")
    assert known is not None
    assert (known.job_id, known.bytes_done, known.rows_done, known.complete) == ("job-1", 10, len(batches[0]), False)
    again.begin(started("orders", "job-2"))
    assert again._open().execute("SELECT count(*) FROM orders").fetchone() == (0,)
    assert again._open().execute("SELECT count(*) FROM order_lines").fetchone() == (0,)
    again.close()


def test_a_row_that_can_not_be_read_takes_back_all_of_its_stretch(tmp_path: Path, opener: Opener) -> None:
    """Rows are read while they are written: what was written of a stretch before its torn row is no progress."""
    whole, torn = small_world().batches(20)["orders"][:2]

    def stretch() -> Iterator[StoreBatch]:
        yield torn
        raise BulkIncomplete("The bulk file ends within a row.")

    shadow = opener(tmp_path).mirror_writer.shadow()
    begun = started("orders")
    shadow.begin(begun)
    known = replace(begun, bytes_done=10, rows_done=len(whole))
    shadow.load([whole], known)
    with pytest.raises(BulkIncomplete):
        shadow.load(stretch(), replace(begun, bytes_done=20, rows_done=len(whole) + len(torn)))
    assert shadow.progress("orders") == known
    held = shadow._open().execute("SELECT count(*) FROM orders").fetchone()
    assert held == (len(whole.orders),)
    shadow.load([torn], replace(begun, bytes_done=20, rows_done=len(whole) + len(torn)))
    assert shadow._open().execute("SELECT count(*) FROM orders").fetchone() == (len(whole.orders) + len(torn.orders),)
    shadow.close()


def test_a_discarded_shadow_leaves_nothing(tmp_path: Path, opener: Opener) -> None:
    writer = opener(tmp_path).mirror_writer
    shadow = writer.shadow()
    load(shadow, "orders", small_world().batches()["orders"])
    shadow.discard()
    assert not list(tmp_path.glob("mirror.new*"))
    assert shadow.progress("orders") is None
    shadow.discard()


def test_an_unknown_feed_is_refused(tmp_path: Path, opener: Opener) -> None:
    shadow = opener(tmp_path).mirror_writer.shadow()
    with pytest.raises(SyncTrouble):
        shadow.begin(started("weather"))
    shadow.discard()


def test_without_the_key_ring_no_ticket_is_derived_and_the_load_is_kept(tmp_path: Path) -> None:
    with open_profile(tmp_path, KEYS) as profile:
        writer = profile.mirror_writer
        with pytest.raises(KeyMissing):
            first_sync(writer, small_world(5))
        progress = writer.shadow().progress("orders")
        assert progress is not None
        assert progress.complete
        assert writer.shop() is None
        profile.shop_keys.ean_key = lambda: EAN_KEY
        writer.shadow().finish(SHOP, [])
        assert writer.shop() == SHOP


def test_the_history_of_syncs_outlives_a_full_one(tmp_path: Path, opener: Opener) -> None:
    writer = opener(tmp_path).mirror_writer
    assert writer.last_sync() is None
    first_sync(writer, small_world(3))
    writer.note_sync("bulk", NOW, {"orders": 3})
    first_sync(writer, small_world(4))
    assert writer.last_sync() == {"orders": 3, "mode": "bulk", "ended_at": "2026-11-14T19:42:07.250000Z"}
    assert writer.watermark("orders") == Watermark("orders", EARLY)
    assert writer.watermark("stock") is None


def test_older_mirrors_are_taken_away(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    for orders in (3, 4, 5):
        first_sync(profile.mirror_writer, small_world(orders))
    assert [path.name for path in tmp_path.glob("mirror*.db")] == ["mirror.3.db"]
    assert profile.mirror_path.name == "mirror.3.db"
    assert len(content(opener(tmp_path))["orders"]) == 5


def test_order_and_size_of_what_arrives_make_no_difference(tmp_path: Path, opener: Opener) -> None:
    one, other = opener(tmp_path / "one"), opener(tmp_path / "other")
    world = small_world()
    first_sync(one.mirror_writer, world, size=7, seed=1)
    first_sync(other.mirror_writer, world, size=1000, seed=2)
    assert content(one) == content(other)


def test_lines_that_name_no_order_and_a_shop_without_anything(tmp_path: Path, opener: Opener) -> None:
    world = World()
    stray, lines, _ = ordered(7, 0)
    profile = opener(tmp_path)
    shadow = profile.mirror_writer.shadow()
    for feed, batches in world.batches().items():
        load(shadow, feed, batches)
    shadow.load([StoreBatch(lines=lines)], started("orders"))
    shadow.finish(SHOP, [])
    assert content(profile)["tickets"] == []
    assert stray.order_id == 7


def kill_a_first_sync(home: Path, orders: int, steps: int, later_s: float) -> bool:
    """Run a first sync and kill it some time after so many durable steps; whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", FIRST_SYNC, str(home), str(orders)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(steps)]
    time.sleep(later_s)
    os.kill(process.pid, signal.SIGKILL)
    told.append(process.stdout.read())
    process.wait()
    process.stdout.close()
    return "done" not in "".join(told)


def kill_again_and_again(tmp_path: Path, opener: Opener, kills: int, orders: int, seed: int) -> None:
    undisturbed = opener(tmp_path / "undisturbed")
    first_sync(undisturbed.mirror_writer, small_world(orders), size=25)
    moments = random.Random(seed)
    home = tmp_path / "killed"
    hits = [kill_a_first_sync(home, orders, moments.randrange(1, 12), moments.uniform(0, 0.03)) for _ in range(kills)]
    assert hits[0], "the first kill came too late to prove anything"
    survivor = opener(home)
    if survivor.mirror_writer.shop() is None or (home / "mirror.new.db").exists():
        first_sync(survivor.mirror_writer, small_world(orders), size=25)
    assert content(survivor) == content(undisturbed)
    assert not (home / "mirror.new.db").exists()


def test_a_load_that_is_killed_three_times_comes_to_the_same_mirror(tmp_path: Path, opener: Opener) -> None:
    kill_again_and_again(tmp_path, opener, 3, 300, seed=int(time.time()))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_a_load_that_is_killed_over_and_over_comes_to_the_same_mirror(
    tmp_path: Path, opener: Opener, seed: int
) -> None:
    kill_again_and_again(tmp_path, opener, 10, 1500, seed)


@pytest.mark.parametrize("step", ["before_commit", "after_commit", "after_rename"])
def test_a_finish_that_dies_at_a_bad_moment_is_finished_by_the_next(
    tmp_path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The three places where a crash could leave two halves; the processes' own kills hit them rarely."""
    from ticketforge_desktop.storage import place, shadow, shadow_finish

    class Died(BaseException):
        pass

    def die(*_: object) -> None:
        raise Died

    with monkeypatch.context() as patched:
        if step == "before_commit":
            patched.setattr(shadow_finish, "_venues", die)
        elif step == "after_commit":
            patched.setattr(shadow.Shadow, "_swap", die)
        else:
            patched.setattr(place, "_sync_folder", die)
        dying = open_profile(tmp_path, KEYS, ShopKeys(lambda: EAN_KEY))
        with pytest.raises(Died):
            first_sync(dying.mirror_writer, small_world(20))
        dying.close()
    survivor = opener(tmp_path)
    first_sync(survivor.mirror_writer, small_world(20))
    undisturbed = opener(tmp_path / "undisturbed")
    first_sync(undisturbed.mirror_writer, small_world(20))
    assert content(survivor) == content(undisturbed)
