"""Acts under the store's idempotency keys: lost replies, old keys, keys in use and keys that failed."""

from __future__ import annotations

import pytest

from tests.sync.push_rig import PushRig, sold, variant
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import NetworkUnavailable
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.shopify.acts.sending import StoreCall


def test_a_refund_whose_answer_was_lost_goes_out_under_the_same_key_and_is_done_once(
    rig: PushRig, demo: DemoStore
) -> None:
    made, order = sold(rig)
    demo.faults.add(Fault("bad-gateway", count=2))  # naming the units, then the refund itself
    refund = {
        "order_id": order.id,
        "currency": "EUR",
        "lines": [{"line_id": made["lines"][0], "units": [2], "restock": "return"}],
        "money": [{"payment_id": order.transactions[0].id, "minor": order.lines[0].price, "gateway": "cash"}],
    }
    act = rig.add("refund", refund)
    key = rig.entry(act).idempotency_key
    rig.push(60)
    assert rig.entry(act).state == "done"
    assert rig.story(act).count("sent") == 3
    assert rig.entry(act).idempotency_key == key
    assert len(order.refunds) == 1
    assert order.metafields is not None
    assert order.metafields["ticketforge", "void_units"].value == f'{{"{made["lines"][0]}":[2]}}'


@pytest.mark.parametrize("arrived", [True, False])
def test_a_refund_older_than_its_key_is_looked_for_by_its_note(rig: PushRig, demo: DemoStore, arrived: bool) -> None:
    made, order = sold(rig)
    act = rig.add(
        "refund",
        {
            "order_id": order.id,
            "currency": "EUR",
            "lines": [{"line_id": made["lines"][0], "units": [1]}],
            "note": "Krank",
        },
    )
    # Requests of the turn: shop, read, naming, refund. The refund's answer is lost, or it never gets there.
    if arrived:
        demo.faults.add(Fault("bad-gateway", count=1, skip=1))
    else:
        demo.faults.add(Fault("server-error", count=1, skip=3))
    rig.push()
    assert rig.entry(act).maybe_done
    old = rig.entry(act).idempotency_key
    demo.advance(2 * 86_400)
    rig.push()
    entry = rig.entry(act)
    assert entry.state == "done"
    assert rig.story(act)[-1] == ("found" if arrived else "done")
    assert (entry.idempotency_key == old) is arrived
    assert len(order.refunds) == 1
    assert entry.result["refund_id"] == order.refunds[0].id
    assert order.refunds[0].note.startswith("Krank [")


def test_stock_that_may_be_adjusted_and_whose_key_is_too_old_asks_a_person(rig: PushRig, demo: DemoStore) -> None:
    item = variant(demo).item
    level = next(iter(item.levels.values()))
    before = level.quantities["available"]
    demo.faults.add(Fault("bad-gateway", count=1))
    change = {"item_id": item.id, "location_id": level.location.id, "delta": -2}
    act = rig.add("adjust_stock", {"changes": [change]})
    rig.push()
    demo.advance(2 * 86_400)
    rig.push()
    assert (rig.entry(act).state, rig.entry(act).error_code) == ("attention", "maybe_done")
    assert level.quantities["available"] == before - 2
    rig.profile.outbox.settle(act, "Stands in the item's history", DEFAULT_MANAGER)
    assert rig.push().waiting == 0
    assert level.quantities["available"] == before - 2


def test_a_key_too_old_under_which_nothing_was_done_is_replaced(
    rig: PushRig, demo: DemoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = variant(demo).item
    level = next(iter(item.levels.values()))
    act = rig.add("adjust_stock", {"changes": [{"item_id": item.id, "location_id": level.location.id, "delta": 1}]})
    key = rig.entry(act).idempotency_key

    def no_network(*_args: object) -> None:
        raise NetworkUnavailable("No route to the store.")

    with monkeypatch.context() as patch:
        patch.setattr(StoreCall, "do", no_network)
        rig.push()
    assert (rig.entry(act).attempts, rig.entry(act).maybe_done) == (1, False)
    demo.advance(2 * 86_400)
    rig.push(5)
    assert rig.entry(act).state == "done"
    assert rig.entry(act).idempotency_key != key


@pytest.mark.parametrize("kind", ["refund", "adjust_stock"])
def test_a_key_in_use_waits_and_keeps_its_key(rig: PushRig, demo: DemoStore, kind: str) -> None:
    act = keyed_act(rig, demo, kind)
    key, name = rig.entry(act).idempotency_key, mutation_of(kind)
    demo.desk.keys.hold(name, key, demo.clock.now())
    rig.push()
    entry = rig.entry(act)
    assert (entry.state, entry.error_code, entry.idempotency_key) == ("pending", "store_busy", key)
    demo.desk.keys.let_go(name, key)
    rig.push(30)
    assert (rig.entry(act).state, rig.entry(act).idempotency_key) == ("done", key)


@pytest.mark.parametrize("kind", ["refund", "adjust_stock"])
def test_a_key_whose_attempt_failed_gives_way_to_a_new_one(rig: PushRig, demo: DemoStore, kind: str) -> None:
    act = keyed_act(rig, demo, kind)
    key = rig.entry(act).idempotency_key
    demo.desk.keys.hold(mutation_of(kind), key, demo.clock.now(), failed=True)
    rig.push(30)
    assert rig.entry(act).state == "done"
    assert rig.entry(act).idempotency_key != key


def keyed_act(rig: PushRig, demo: DemoStore, kind: str) -> int:
    if kind == "refund":
        made, order = sold(rig)
        line = {"line_id": made["lines"][0], "units": [1]}
        return rig.add("refund", {"order_id": order.id, "currency": "EUR", "lines": [line]})
    item = variant(demo).item
    place = next(iter(item.levels))
    return rig.add("adjust_stock", {"changes": [{"item_id": item.id, "location_id": place, "delta": 1}]})


def mutation_of(kind: str) -> str:
    return "refundCreate" if kind == "refund" else "inventoryAdjustQuantities"
