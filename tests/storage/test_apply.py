"""Changes of the store: in any order, any number of times, they come to what a full sync brings."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.dump import content
from tests.storage.shop_makers import (
    ADD_ON,
    EARLY,
    World,
    category,
    event,
    first_sync,
    line,
    order,
    ordered,
    person,
    refund,
    small_world,
    stock,
)
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.errors import SyncTrouble
from ticketforge_desktop.domain.records import PublicKeyRecord, RefundLineRecord
from ticketforge_desktop.domain.sale_seeds import write_seed
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.storage.apply import Apply
from ticketforge_desktop.storage.order_rows import OrderRows
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

SALE = "0f0e0d0c-0b0a-4908-8706-050403020100"


@pytest.fixture
def synced(profile: Profile) -> Profile:
    first_sync(profile.mirror_writer, small_world(14))
    return profile


def states(profile: Profile, order_id: int) -> list[tuple[str, int]]:
    return [(str(row[8]), int(str(row[4]))) for row in content(profile)["tickets"] if row[2] == order_id]


def figures(profile: Profile) -> dict[str, list[tuple[object, ...]]]:
    found = content(profile)
    return {name: found[name] for name in ("category_figures", "event_figures", "sales_days", "event_days")}


def test_nothing_is_applied_before_the_first_sync(profile: Profile) -> None:
    with pytest.raises(SyncTrouble):
        profile.mirror_writer.apply(StoreBatch(), None)


def test_a_new_order_brings_tickets_figures_search_and_says_what_changed(synced: Profile) -> None:
    before = figures(synced)
    found, lines, _ = ordered(2001, 0)
    changes = synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines), Watermark("orders", "2026-10-09"))
    assert changes.ids[Kind.ORDER] == {"2001"}
    assert changes.ids[Kind.EVENT] == {"gala"}
    assert changes.touches(Kind.TICKET)
    assert states(synced, 2001) == [("valid", 1), ("valid", 2)]
    assert figures(synced) != before
    assert ("gross", (3 << 59) | 2001) in content(synced)["search"]
    assert synced.mirror_writer.watermark("orders") == Watermark("orders", "2026-10-09")


def test_the_same_page_again_changes_nothing(synced: Profile) -> None:
    found, lines, _ = ordered(2001, 3)
    page = StoreBatch(orders=(found,), lines=lines, refund_lines=(refund(1, 2001, lines[0].line_id),))
    synced.mirror_writer.apply(page, None)
    before = content(synced)
    changes = synced.mirror_writer.apply(page, None)
    assert not changes.kinds
    assert content(synced) == before


def test_an_older_page_is_passed_over(synced: Profile) -> None:
    found, lines, _ = ordered(2001, 0)
    new = found._replace(updated_at="2026-10-08T00:00:00Z", cancelled_at="2026-10-08T00:00:00Z")
    synced.mirror_writer.apply(StoreBatch(orders=(new,), lines=lines), None)
    assert not synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines), None).kinds
    assert states(synced, 2001) == [("cancelled", 1), ("cancelled", 2)]


def test_a_refund_in_the_store_reaches_the_door_and_the_figures(synced: Profile) -> None:
    found, lines, _ = ordered(2001, 0)
    before = figures(synced)
    synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines), None)
    back = found._replace(updated_at="2026-10-08T00:00:00Z", financial_status="REFUNDED", total_minor=0)
    synced.mirror_writer.apply(
        StoreBatch(orders=(back,), lines=tuple(each._replace(current_quantity=0) for each in lines)), None
    )
    assert states(synced, 2001) == [("refunded", 1), ("refunded", 2)]
    assert figures(synced) == before, "nothing of the order is left in any figure"


def test_an_event_that_comes_after_its_orders_gets_their_tickets(synced: Profile) -> None:
    early = order(2001)
    lines = (line(20010, 2001, 770, "gala-2026-A"), line(20011, 2001, 0, "open-air-A"))
    synced.mirror_writer.apply(StoreBatch(orders=(early,), lines=lines), None)
    # A shorter id is known, so the SKU was read as a category "2026-A" of "gala".
    assert {row[5] for row in content(synced)["tickets"] if row[2] == 2001} == {"gala"}
    assert content(synced)["unplaced_lines"] == [(2001, 20011)]

    changes = synced.mirror_writer.apply(
        StoreBatch(
            events=(event("gala-2026", 30), event("open-air", 31)),
            categories=(category(770, "gala-2026"), category(771, "open-air")),
        ),
        None,
    )
    assert changes.ids[Kind.ORDER] == {"2001"}
    assert {row[5] for row in content(synced)["tickets"] if row[2] == 2001} == {"gala-2026", "open-air"}
    assert content(synced)["unplaced_lines"] == []


def test_a_product_that_is_no_event_any_more_takes_its_tickets_out_of_the_door(synced: Profile) -> None:
    before = {row[0] for row in content(synced)["tickets"] if row[5] == "gala"}
    assert before
    synced.mirror_writer.remove(product_ids=(11,))
    after = content(synced)
    assert [row[0] for row in after["events"]] == ["gala-2"]
    assert {row[5] for row in after["tickets"]} == {"gala-2"}
    assert {row[0] for row in after["event_figures"]} == {"gala-2"}
    assert ("Stadthalle", "Köln", "DE", "Europe/Berlin") not in after["venues"]
    again = small_world()
    synced.mirror_writer.apply(
        StoreBatch(
            events=(again.events[11],),
            categories=tuple(each for each in again.categories.values() if each.event_id == "gala"),
        ),
        None,
    )
    assert {row[0] for row in content(synced)["tickets"] if row[5] == "gala"} == before


def test_removed_orders_leave_nothing_behind(synced: Profile) -> None:
    before = content(synced)
    found, lines, refunds = ordered(2003, 3)
    synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines, refund_lines=refunds), None)
    changes = synced.mirror_writer.remove(order_ids=(2003, 999_999))
    assert changes.ids[Kind.ORDER] == {"2003"}
    assert content(synced) == before


def test_one_posted_order_however_many_lines_ask_for_it(synced: Profile) -> None:
    found = order(2001)
    lines = (
        line(1, 2001, 0, ADD_ON, 1),
        line(2, 2001, 110, "gala-A"),
        line(3, 2001, 0, f"{ADD_ON}-12", 4),
        line(4, 2001, 0, ADD_ON, 1, current_quantity=0),
    )
    synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines), None)
    assert [row for row in content(synced)["hardticket_orders"] if row[0] == 2001] == [
        (2001, "PENDING", found.created_at)
    ]
    gone = tuple(each._replace(current_quantity=0) for each in lines)
    synced.mirror_writer.apply(
        StoreBatch(orders=(found._replace(updated_at="2026-10-07T00:00:00Z"),), lines=gone), None
    )
    assert [row for row in content(synced)["hardticket_orders"] if row[0] == 2001] == []


def test_another_ean_key_gives_every_ticket_another_ean(synced: Profile) -> None:
    before = {row[0]: row[1] for row in content(synced)["tickets"]}
    synced.shop_keys.ean_key = lambda: b"another key ....."[:16]
    synced.mirror_writer.apply(StoreBatch(), None)
    after = {row[0]: row[1] for row in content(synced)["tickets"]}
    assert before.keys() == after.keys()
    assert not [ticket for ticket in before if before[ticket] == after[ticket]]


def test_a_sale_of_a_till_is_named_by_its_first_line_only(synced: Profile) -> None:
    synced.shop_keys.verify_sale = lambda key_id, _message, _signature: key_id == "0a0b0c0d"
    seed = write_seed(SALE, 110, 2, "0a0b0c0d", b"s" * 64)
    late, early = order(2002), order(2001)
    synced.mirror_writer.apply(StoreBatch(orders=(late,), lines=(line(20020, 2002, 110, "gala-A", seed=seed),)), None)
    named = {row[0] for row in content(synced)["tickets"] if row[2] == 2002}
    synced.mirror_writer.apply(StoreBatch(orders=(early,), lines=(line(20010, 2001, 110, "gala-A", seed=seed),)), None)
    assert {row[0] for row in content(synced)["tickets"] if row[2] == 2001} == named
    assert not named & {row[0] for row in content(synced)["tickets"] if row[2] == 2002}
    synced.mirror_writer.remove(order_ids=(2001,))
    assert {row[0] for row in content(synced)["tickets"] if row[2] == 2002} == named


def test_a_key_that_becomes_known_lets_its_sales_name_their_tickets(synced: Profile) -> None:
    believed: set[str] = set()
    synced.shop_keys.verify_sale = lambda key_id, _message, _signature: key_id in believed
    seed = write_seed(SALE, 110, 2, "0a0b0c99", b"s" * 64)
    synced.mirror_writer.apply(
        StoreBatch(orders=(order(2001),), lines=(line(20010, 2001, 110, "gala-A", seed=seed),)), None
    )
    before = {row[0] for row in content(synced)["tickets"] if row[2] == 2001}
    believed.add("0a0b0c99")
    synced.mirror_writer.apply(StoreBatch(keys=(PublicKeyRecord("0a0b0c99", "Kasse 2", "cc" * 32, EARLY, ""),)), None)
    assert not before & {row[0] for row in content(synced)["tickets"] if row[2] == 2001}


def test_two_refunds_of_one_line_in_one_refund_are_summed(synced: Profile) -> None:
    found, lines, _ = ordered(2001, 3)
    twice = (refund(9, 2001, lines[0].line_id), refund(9, 2001, lines[0].line_id))
    synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines, refund_lines=twice), None)
    assert [row for row in content(synced)["refund_lines"] if row[0] == 9] == [
        (9, 2001, lines[0].line_id, 2, "NO_RESTOCK", 8400, "2026-10-06T09:00:00Z")
    ]
    assert not synced.mirror_writer.apply(StoreBatch(orders=(found,), lines=lines, refund_lines=twice), None).kinds


def test_what_a_crash_left_on_the_list_is_worked_off_by_the_next_page(
    synced: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = order(2001)
    synced.mirror_writer.apply(StoreBatch(orders=(late,), lines=(line(20010, 2001, 771, "open-air-A"),)), None)

    class Died(BaseException):
        pass

    def die(_self: OrderRows, _order_id: int) -> bool:
        raise Died

    page = StoreBatch(events=(event("open-air", 31),), categories=(category(771, "open-air"),))
    with monkeypatch.context() as patched:
        patched.setattr(OrderRows, "derive_again", die)
        with pytest.raises(Died):
            synced.mirror_writer.apply(page, None)
    assert states(synced, 2001) == []
    synced.mirror_writer.apply(StoreBatch(), None)
    assert states(synced, 2001) == [("valid", 1), ("valid", 2)]


def test_a_page_that_fails_leaves_the_watermark_and_whole_orders(
    synced: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [ordered(number, 0) for number in range(3001, 3006)]
    page = StoreBatch(
        orders=tuple(found for found, _, _ in pages), lines=tuple(each for _, lines, _ in pages for each in lines)
    )
    put = OrderRows.put

    def fail_at_the_fourth(self: OrderRows, found: object, *rest: object) -> bool:
        if found.order_id == 3004:  # type: ignore[attr-defined]
            raise RuntimeError("the power went")
        return put(self, found, *rest)  # type: ignore[arg-type]

    before = synced.mirror_writer.watermark("orders")
    with monkeypatch.context() as patched:
        patched.setattr(OrderRows, "put", fail_at_the_fourth)
        patched.setattr(Apply, "_each", _one_by_one)
        with pytest.raises(RuntimeError):
            synced.mirror_writer.apply(page, Watermark("orders", "2027-01-01T00:00:00Z"))
    assert synced.mirror_writer.watermark("orders") == before
    assert [len(states(synced, number)) for number in range(3001, 3006)] == [2, 2, 2, 0, 0]


def _one_by_one(self: Apply, things: object, write: object, _name: object) -> None:
    for thing in things:  # type: ignore[attr-defined]
        self._run(lambda work, thing=thing: write(work.raw, [thing]))  # type: ignore[misc,operator]


# Histories: versions of every thing, each with its own time; what counts in the end is the newest of each.
def history(mixed: random.Random) -> tuple[World, list[StoreBatch]]:
    """A world, and pages that lead to it in some order, some of them twice."""
    world = small_world(0)
    pages: list[StoreBatch] = []
    for product, found in list(world.events.items()):
        for version in range(mixed.randrange(3)):
            at = f"2026-10-02T10:00:0{version}Z"
            found = found._replace(  # noqa: PLW2901
                updated_at=at,
                status=mixed.choice(["PUBLISHED", "CANCELLED"]),
                venue_name=mixed.choice(["Stadthalle", "Oper"]),
                title=mixed.choice(["Große Gala", "Kleine Gala", "Straßenfest"]),
            )
            mine = [each for each in world.categories.values() if each.event_id == found.event_id]
            changed = [
                each._replace(updated_at=at, price_minor=mixed.randrange(9000), capacity=mixed.choice([-1, 40]))
                for each in mine
            ]
            world.categories |= {each.variant_id: each for each in changed}
            pages.append(StoreBatch(events=(found,), categories=tuple(changed)))
        world.events[product] = found
    for key, level in list(world.stock.items()):
        for version in range(mixed.randrange(3)):
            level = level._replace(  # noqa: PLW2901
                updated_at=f"2026-10-02T10:00:0{version}Z",
                available=mixed.randrange(-3, 50),
                reserved=mixed.randrange(5),
            )
            pages.append(StoreBatch(stock=(level,)))
        world.stock[key] = level
    for number in list(world.people):
        for version in range(mixed.randrange(3)):
            name = mixed.choice(["Änne Groß", "Zoë Łuk", "Jürgen Ødegård"])
            world.people[number] = person(number, name, updated_at=f"2026-10-02T10:00:0{version}Z")
            pages.append(StoreBatch(participants=(world.people[number],)))
    for number in range(1001, 1001 + mixed.randrange(1, 9)):
        pages += _order_history(world, number, mixed)
    mixed.shuffle(pages)
    return world, pages + mixed.sample(pages, len(pages) // 3)


def _order_history(world: World, number: int, mixed: random.Random) -> list[StoreBatch]:
    pages = []
    for version in range(mixed.randrange(1, 4)):
        found, lines, _ = ordered(number, mixed.randrange(7))
        back: tuple[RefundLineRecord, ...] = ()
        if mixed.random() < 0.5:
            lines = tuple(each._replace(current_quantity=mixed.randrange(each.quantity + 1)) for each in lines)
            back = (refund(number, number, lines[0].line_id),) * mixed.randrange(3)
        if mixed.random() < 0.3:
            lines = (*lines, line(number * 10 + 7, number, mixed.choice([120, 0, 999]), "gala-2-A", 1))
        found = found._replace(
            updated_at=f"2026-10-08T10:00:0{version}Z",
            financial_status=mixed.choice(["PAID", "PENDING", "PARTIALLY_REFUNDED", "REFUNDED"]),
            total_minor=mixed.randrange(20_000),
            test=mixed.random() < 0.1,
            holder=mixed.choice(["Jürgen Groß", "", "Anna Schmidt"]),
        )
        world.orders[number] = found, lines, back
        pages.append(StoreBatch(orders=(found,), lines=lines, refund_lines=back))
    return pages


def compare_with_a_full_sync(seed: int) -> None:
    mixed = random.Random(seed)
    world, pages = history(mixed)
    start = small_world(mixed.randrange(9))
    for number, (found, _, _) in start.orders.items():
        if number not in world.orders:
            world.orders[number] = start.orders[number]
        elif found.updated_at > world.orders[number][0].updated_at:
            raise AssertionError("the story is told backwards")
    with TemporaryDirectory() as folder:
        keys = ShopKeys(lambda: EAN_KEY)
        with (
            open_profile(Path(folder) / "one", KEYS, keys) as one,
            open_profile(Path(folder) / "two", KEYS, keys) as two,
        ):
            first_sync(one.mirror_writer, start)
            for page in pages:
                one.mirror_writer.apply(page, None)
            first_sync(two.mirror_writer, world)
            applied, loaded = content(one), content(two)
            for table in loaded:
                assert applied[table] == loaded[table], table


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_pages_in_any_order_come_to_what_a_full_sync_brings(seed: int) -> None:
    compare_with_a_full_sync(seed)


@pytest.mark.long
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_long_pages_in_any_order_come_to_what_a_full_sync_brings(seed: int) -> None:
    compare_with_a_full_sync(seed)


def test_stock_alone_moves_what_may_be_sold(synced: Profile) -> None:
    before = {row[0]: row[5] for row in content(synced)["event_figures"]}
    page = StoreBatch(
        categories=(category(110, "gala", capacity=-1, updated_at="2026-10-03T00:00:00Z"),),
        stock=(stock(5110, available=7, updated_at="2026-10-03T00:00:00Z"),),
    )
    changes = synced.mirror_writer.apply(page, None)
    assert changes.touches(Kind.STOCK)
    row = next(row for row in content(synced)["event_figures"] if row[0] == "gala")
    sold_of_a = next(each[2] + each[3] for each in content(synced)["category_figures"] if each[:2] == ("gala", 110))
    # A's capacity is not told: it is what is sold and what is on sale; B keeps its 100.
    assert row[1] == 100 + sold_of_a + 7
    assert row[5] != before["gala"]
