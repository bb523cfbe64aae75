"""Leases against a store that is busy, gone, forgetful or sold out: nothing counts that it has not reserved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.sync.push_rig import PushRig, SharedTime, pushing, sale
from ticketforge_desktop.demo.entities import Level, Variant
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import Conflict, NetworkUnavailable, NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.allotments import (
    Allotment,
    Category,
    LeaseState,
    LeaseUse,
    NoLease,
    StockPlace,
    used_acts,
)
from ticketforge_desktop.services.ports.outbox import Act, ActState
from ticketforge_desktop.storage.allotments import give_back_in, use_in
from ticketforge_desktop.storage.till_stock import TillStock
from ticketforge_desktop.storage.writer import Writer

WEB_SALE = """mutation($o: OrderCreateOrderInput!) {
  orderCreate(order: $o, options: {inventoryBehaviour: DECREMENT_OBEYING_POLICY}) {
    order { id } userErrors { message } } }"""


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=6, events=8, plan="plus", job_delay=0.0, seed=9) as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[PushRig]:
    demo.faults.clear()
    with pushing(tmp_path / "p", demo) as opened:
        yield opened
    demo.faults.clear()


@pytest.fixture
def variant(demo: DemoStore) -> Variant:
    """A category of its own for each test, with ten to sell."""
    found = demo.world.variants.rows[sorted(demo.world.variants.rows)[next(_NEXT)]]
    found.policy, found.item.tracked, found.product.status = "DENY", True, "ACTIVE"
    for level in found.item.levels.values():
        level.quantities["available"] = level.quantities["reserved"] = 0
    home(found).quantities["available"] = 10
    return found


_NEXT = iter(range(1_000))


def home(variant: Variant) -> Level:
    return min(variant.item.levels.values(), key=lambda level: level.location.id)


def stock(rig: PushRig) -> TillStock:
    return rig.profile.till_stock


def ask(rig: PushRig, variant: Variant, units: int, least: int = 1) -> str:
    return stock(rig).leases.ask(Category("gala", "parkett", variant.id), units, least, DEFAULT_MANAGER)


def leased(rig: PushRig, variant: Variant, units: int) -> Allotment:
    lease = ask(rig, variant, units)
    rig.push(60)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    return stock(rig).leases.allotment(lease)


def free(rig: PushRig, variant: Variant) -> int:
    return sum(x.free for x in stock(rig).leases.leases() if x.category.variant_id == variant.id)


def writer(rig: PushRig) -> Writer:
    return rig.profile._opened(rig.profile._station_file).writer()


def sell(rig: PushRig, variant: Variant, units: int) -> tuple[LeaseUse, ...]:
    """What a sale does: units, the order and the adjustment in one transaction."""
    source = str(uuid4())

    def write(work) -> tuple[LeaseUse, ...]:  # type: ignore[no-untyped-def]
        uses = use_in(work, variant.id, units, rig.time.now())
        here = f"sale:{source}"
        order = Act("sale", here, sale(variant.id, units, variant.price, stock="lease"), 2, source)
        for act in (order, *used_acts(uses, here, priority=2)):
            rig.profile.outbox.add_in(work, act, DEFAULT_MANAGER)
        return uses

    return writer(rig).run(write)


def figures(variant: Variant) -> tuple[int, int]:
    return home(variant).quantities["available"], home(variant).quantities["reserved"]


def test_units_are_ours_after_the_stores_yes_and_not_before(rig: PushRig, variant: Variant) -> None:
    lease = ask(rig, variant, 4)
    assert free(rig, variant) == 0
    with pytest.raises(NoLease) as refused:
        sell(rig, variant, 1)
    assert refused.value.facts == {"variant_id": variant.id, "wanted": 1, "left": 0}
    rig.push(60)
    assert free(rig, variant) == 0, "the store said yes; it is not written here yet"
    assert figures(variant) == (6, 4)
    (booked,) = stock(rig).leases.settle(DEFAULT_MANAGER)
    assert (booked.allotment_id, booked.state, booked.leased, booked.left) == (lease, LeaseState.OPEN, 4, 4)
    assert booked.document == f"lease/{rig.profile.station.station_id()}"
    assert stock(rig).leases.settle(DEFAULT_MANAGER) == ()
    assert free(rig, variant) == 4


def test_a_sale_takes_its_units_out_of_reserved_and_the_rest_goes_back(rig: PushRig, variant: Variant) -> None:
    leased(rig, variant, 3)
    leased(rig, variant, 3)
    uses = sell(rig, variant, 4)
    assert [use.quantity for use in uses] == [3, 1], "the oldest lease first"
    rig.push(60)
    assert figures(variant) == (4, 2)
    adjusted = [e for e in rig.profile.outbox.entries() if e.kind == "adjust_stock"]
    assert len(adjusted) == 1, "one adjustment a sale"
    assert stock(rig).leases.give_back(DEFAULT_MANAGER) == 2
    assert free(rig, variant) == 0, "before the store has heard of it"
    rig.push(60)
    assert figures(variant) == (6, 0)
    assert [x.state for x in stock(rig).leases.allotments(every=True)] == [LeaseState.SPENT] * 2


def test_what_was_never_sent_is_for_sale_again(rig: PushRig, variant: Variant) -> None:
    leased(rig, variant, 2)
    uses = writer(rig).run(lambda work: use_in(work, variant.id, 2, rig.time.now()))
    assert free(rig, variant) == 0
    writer(rig).run(lambda work: give_back_in(work, uses, rig.time.now()))
    assert free(rig, variant) == 2
    with pytest.raises(Conflict):
        writer(rig).run(lambda work: give_back_in(work, uses, rig.time.now()))
    assert free(rig, variant) == 2


def test_too_many_are_refused_whole(rig: PushRig, variant: Variant) -> None:
    leased(rig, variant, 3)
    with pytest.raises(NoLease) as refused:
        sell(rig, variant, 4)
    assert refused.value.facts["left"] == 3
    assert free(rig, variant) == 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tracked": False}, "untracked"),
        ({"policy": "CONTINUE"}, "oversells"),
        ({"status": "ARCHIVED"}, "gone"),
        ({"available": 0}, "sold_out"),
        ({"available": -2}, "sold_out"),
        ({"stocked": False}, "not_stocked"),
    ],
)
def test_the_store_says_why_there_is_nothing_to_lease(
    rig: PushRig, variant: Variant, change: dict[str, object], reason: str
) -> None:
    variant.item.tracked = bool(change.get("tracked", True))
    variant.policy = str(change.get("policy", "DENY"))
    variant.product.status = str(change.get("status", "ACTIVE"))
    home(variant).quantities["available"] = int(str(change.get("available", 10)))
    kept = dict(variant.item.levels)
    if "stocked" in change:
        variant.item.levels.clear()
    before = home(variant).quantities.copy() if variant.item.levels else {}
    lease = leased(rig, variant, 4)
    assert (lease.state, lease.reason, lease.left) == (LeaseState.REFUSED, reason, 0)
    variant.item.levels.update(kept)
    if before:
        assert home(variant).quantities == before
    assert rig.profile.send_queue.waiting() == (0, 0), "an answer, nothing for a person"


def test_the_last_units_are_leased_as_far_as_there_are_any_and_not_below_the_least(
    rig: PushRig, variant: Variant
) -> None:
    home(variant).quantities["available"] = 3
    assert leased(rig, variant, 8).leased == 3
    home(variant).quantities["available"] = 3
    lease = ask(rig, variant, 8, least=4)
    rig.push(60)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    assert stock(rig).leases.allotment(lease).reason == "sold_out"
    assert home(variant).quantities["available"] == 3


def test_a_lease_that_reads_while_the_web_buys_reads_again(
    rig: PushRig, demo: DemoStore, variant: Variant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between look and move somebody buys nine of ten: a move of eight would take available below zero."""
    from ticketforge_desktop.shopify.acts import leases

    make = leases._make_plan
    bought = []

    def while_the_web_buys(*args):  # type: ignore[no-untyped-def]
        plan = make(*args)
        if not bought:
            line = {"variantId": gid("ProductVariant", variant.id), "quantity": 9}
            told = demo.query(WEB_SALE, {"o": {"lineItems": [line], "financialStatus": "PAID"}})
            bought.append(told["data"]["orderCreate"]["order"])
        return plan

    monkeypatch.setattr(leases, "_make_plan", while_the_web_buys)
    assert leased(rig, variant, 8).leased == 1
    assert figures(variant) == (0, 1)


def test_two_tills_that_want_the_last_units_share_them_out(tmp_path: Path, demo: DemoStore, variant: Variant) -> None:
    with pushing(tmp_path / "a", demo) as one, pushing(tmp_path / "b", demo) as two:
        first, second = ask(one, variant, 8), ask(two, variant, 8)
        one.push(60)
        two.push(60)
        for rig in (one, two):
            stock(rig).leases.settle(DEFAULT_MANAGER)
        got = stock(one).leases.allotment(first).leased, stock(two).leases.allotment(second).leased
        assert got == (8, 2)
        assert figures(variant) == (0, 10)


@pytest.mark.parametrize("fault", ["bad-gateway", "dropped-connection", "server-error"])
def test_a_lost_reply_leases_once(rig: PushRig, demo: DemoStore, variant: Variant, fault: str) -> None:
    # The look passes, the move's reply is lost (for a 503 the move never was).
    demo.faults.add(Fault(fault, count=1, skip=1 if fault != "bad-gateway" else 0))
    lease = leased(rig, variant, 4)
    assert demo.faults.taken[-1:] == [fault]
    assert (lease.state, lease.leased) == (LeaseState.OPEN, 4)
    assert figures(variant) == (6, 4)


def test_the_web_buys_between_a_lost_reply_and_the_second_attempt(
    rig: PushRig, demo: DemoStore, variant: Variant
) -> None:
    demo.faults.add(Fault("bad-gateway", count=1))
    lease = ask(rig, variant, 4)
    rig.push(0)
    assert figures(variant) == (6, 4), "done, and not known here"
    line = {"variantId": gid("ProductVariant", variant.id), "quantity": 6}
    demo.query(WEB_SALE, {"o": {"lineItems": [line], "financialStatus": "PAID"}})
    rig.push(60)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    assert stock(rig).leases.allotment(lease).leased == 4, "the same move, not a new one"
    assert figures(variant) == (0, 4)


def test_a_lease_of_which_nobody_knows_waits_for_a_person_and_is_found_by_its_act(
    rig: PushRig, demo: DemoStore, variant: Variant
) -> None:
    demo.faults.add(Fault("bad-gateway", count=1))
    lease = ask(rig, variant, 4)
    rig.push(0)
    assert isinstance(rig.time, SharedTime)
    demo.clock.advance(timedelta(hours=25).total_seconds())  # the store has forgotten the key
    rig.push(60)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    entry = rig.entry(stock(rig).leases.allotment(lease).outbox_id)
    assert (entry.state, entry.maybe_done) == (ActState.ATTENTION, True)
    assert free(rig, variant) == 0
    there = stock(rig).leases.resolve(lease, there=True, staff=DEFAULT_MANAGER)
    assert (there.state, there.left) == (LeaseState.OPEN, 4)
    assert rig.entry(there.outbox_id).state is ActState.DONE
    with pytest.raises(Conflict):
        stock(rig).leases.resolve(lease, there=True, staff=DEFAULT_MANAGER)
    assert stock(rig).leases.give_back(DEFAULT_MANAGER) == 4
    rig.push(60)
    assert figures(variant) == (10, 0)


def test_a_lease_settled_in_the_outbox_is_lost_until_somebody_has_looked(
    rig: PushRig, demo: DemoStore, variant: Variant
) -> None:
    demo.faults.add(Fault("bad-gateway", count=1))
    lease = ask(rig, variant, 4)
    rig.push(0)
    demo.clock.advance(timedelta(hours=25).total_seconds())
    rig.push(60)
    rig.profile.outbox.settle(stock(rig).leases.allotment(lease).outbox_id, "No idea", DEFAULT_MANAGER)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    assert [x.state for x in stock(rig).leases.allotments()] == [LeaseState.LOST]
    assert stock(rig).leases.resolve(lease, there=True, staff=DEFAULT_MANAGER).left == 4
    other = ask(rig, variant, 1)
    with pytest.raises(Conflict):
        stock(rig).leases.resolve(other, there=False, staff=DEFAULT_MANAGER)
    with pytest.raises(NotFound):
        stock(rig).leases.resolve("nobody", there=False, staff=DEFAULT_MANAGER)


def test_what_is_on_its_way_when_the_till_closes_goes_back_at_once(rig: PushRig, variant: Variant) -> None:
    leased(rig, variant, 2)
    late = ask(rig, variant, 3)
    assert stock(rig).leases.end(DEFAULT_MANAGER) == 2
    rig.push(60)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    assert stock(rig).leases.allotment(late).state is LeaseState.SPENT
    rig.push(60)
    assert figures(variant) == (10, 0)


def test_a_product_archived_while_leased_is_given_back_all_the_same(rig: PushRig, variant: Variant) -> None:
    leased(rig, variant, 2)
    variant.product.status = "ARCHIVED"
    assert stock(rig).leases.give_back(DEFAULT_MANAGER) == 2
    rig.push(60)
    assert figures(variant) == (10, 0)


def test_offline_a_lease_waits_and_nothing_is_believed(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    demo.faults.add(Fault("server-error"))
    lease = ask(rig, variant, 4)
    with pytest.raises(NetworkUnavailable):
        rig.push(0)
    stock(rig).leases.settle(DEFAULT_MANAGER)
    assert stock(rig).leases.allotment(lease).state is LeaseState.ASKED
    assert ask(rig, variant, 1) != "", "a person may ask for more"
    category = Category("gala", "parkett", variant.id)
    assert stock(rig).leases.ask(category, 4, 1, DEFAULT_MANAGER, alone=True) == "", "a refill does not"


def test_units_of_a_lost_till_are_freed_only_while_the_store_has_what_the_mirror_shows(
    rig: PushRig, variant: Variant
) -> None:
    home(variant).quantities["reserved"] = 3  # a till that will not come back
    leased(rig, variant, 4)
    category = Category("gala", "parkett", variant.id)
    seen = StockPlace(variant.item.id, home(variant).location.id, 6, 7)
    sell(rig, variant, 2)
    with pytest.raises(Conflict):
        stock(rig).leases.free(category, [(seen, 3)], "stolen", DEFAULT_MANAGER)
    rig.push(60)
    assert figures(variant) == (6, 5)
    stock(rig).leases.free(category, [(seen, 3)], "stolen", DEFAULT_MANAGER)
    rig.push(60)
    (parked,) = rig.profile.outbox.entries(states=[ActState.ATTENTION])
    assert (parked.error_code, figures(variant)) == ("stale", (6, 5)), "two of the seven seen were sold since"
    rig.profile.outbox.settle(parked.outbox_id, "Synced, tried again", DEFAULT_MANAGER)
    stock(rig).leases.free(category, [(seen._replace(reserved=5), 3)], "stolen", DEFAULT_MANAGER)
    rig.push(60)
    assert figures(variant) == (9, 2)
    assert free(rig, variant) == 2
