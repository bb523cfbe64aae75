"""How single acts fare: lost replies, lagging indexes, old keys, refusals, and what a person may do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.sync.push_rig import PushRig, pushing, sale
from ticketforge_desktop.demo.entities import Order, Variant
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    NetworkUnavailable,
    NotFound,
    RightMissing,
    SyncRunning,
    TokenRefused,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.outbox import Attention
from ticketforge_desktop.shopify.acts.sending import StoreCall
from ticketforge_desktop.shopify.acts.store_acts import check_payload
from ticketforge_desktop.sync.push_rules import LOOKED_ENOUGH

STEWARD = Staff("s1", "Stefan", ROLE_RIGHTS[Role.STEWARD])
SELLER = Staff("s2", "Selma", ROLE_RIGHTS[Role.TILL])


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=10, events=4, plan="plus", job_delay=0.0, seed=5) as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[PushRig]:
    with pushing(tmp_path / "p", demo) as opened:
        yield opened


def variant(demo: DemoStore) -> Variant:
    """A category with plenty of stock."""
    return next(v for v in demo.world.variants if sum(x.quantities["available"] for x in v.item.levels.values()) > 50)


def orders_of(demo: DemoStore, source: str) -> list[Order]:
    return [order for order in demo.world.orders if order.source_identifier == source]


class NoNotes:
    """Another station's act: what it keeps is not ours."""

    def keep(self, **_progress: object) -> None:
        pass

    def made(self, _source: str) -> None:
        return None


def web_order(demo: DemoStore) -> None:
    """Somebody else's order, which shows how far the index has come."""
    price = {"shopMoney": {"amount": "3.00", "currencyCode": "EUR"}}
    line = {"title": "Programmheft", "quantity": 1, "priceSet": price}
    text = "mutation($o: OrderCreateOrderInput!) { orderCreate(order: $o) { userErrors { message } } }"
    assert "errors" not in demo.query(text, {"o": {"lineItems": [line]}})


def sold(rig: PushRig, quantity: int = 3, **more: Any) -> tuple[dict[str, Any], Order]:
    """A sale that is in the store, and its order."""
    category = variant(rig.demo)
    made = rig.done("sale", sale(category.id, quantity, category.price, **more))
    order = rig.demo.world.orders.get(made["order_id"])
    assert order is not None
    return made, order


# Lost replies ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["bad-gateway", "dropped-connection"])
@pytest.mark.parametrize("lag", [0.0, 45.0])
def test_a_sale_whose_answer_was_lost_is_looked_for_and_not_sent_again(tmp_path: Path, fault: str, lag: float) -> None:
    with DemoStore.start(orders=5, events=3, plan="plus", index_lag=lag) as demo, pushing(tmp_path / "p", demo) as rig:
        # A dropped connection may hit any request: the shop is asked first.
        demo.faults.add(Fault(fault, count=1, skip=0 if fault == "bad-gateway" else 1))
        source = str(uuid4())
        act = rig.add("sale", sale(variant(demo).id), source=source)
        report = rig.push(300)
        assert (report.sent, report.done, report.waiting) == (1, 1, 0)
        assert rig.story(act)[:2] == ["sent", "lost"]
        assert rig.story(act)[-1] == "found"
        assert rig.story(act).count("sent") == 1
        assert ("not_found" in rig.story(act)) is (lag > 0)
        assert [order.id for order in orders_of(demo, source)] == [rig.entry(act).result["order_id"]]


def test_a_sale_that_never_arrived_goes_out_again_once_the_index_is_shown_to_be_past_it(
    rig: PushRig, demo: DemoStore
) -> None:
    demo.faults.add(Fault("server-error", count=1, skip=1))
    source = str(uuid4())
    act = rig.add("sale", sale(variant(demo).id), source=source)
    rig.push(60)
    assert rig.entry(act).maybe_done
    assert orders_of(demo, source) == []
    demo.advance(60)
    web_order(demo)
    rig.push(300)
    assert rig.entry(act).state == "done"
    assert rig.story(act).count("sent") == 2
    assert len(orders_of(demo, source)) == 1


def test_in_a_quiet_store_nobody_can_know_and_a_person_is_asked(rig: PushRig, demo: DemoStore) -> None:
    demo.faults.add(Fault("server-error", count=1, skip=1))
    source = str(uuid4())
    act = rig.add("sale", sale(variant(demo).id), source=source)
    rig.push(LOOKED_ENOUGH.total_seconds() + 120)
    entry = rig.entry(act)
    assert (entry.state, entry.error_code, entry.maybe_done) == ("attention", "maybe_done", True)
    assert entry.choices == ("retry", "settle")
    assert "Look in the store" in entry.last_error
    assert rig.story(act).count("sent") == 1
    rig.profile.outbox.retry(act, DEFAULT_MANAGER)
    rig.push(10)
    assert rig.entry(act).state == "done"
    assert len(orders_of(demo, source)) == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_wrong_by_a_day_neither_doubles_nor_holds_up(
    tmp_path: Path, demo: DemoStore, days: int
) -> None:
    demo.faults.add(Fault("bad-gateway", count=1))
    demo.world.index_lag = 45.0
    with pushing(tmp_path / "p", demo, wrong=timedelta(days=days)) as rig:
        source = str(uuid4())
        act = rig.add("sale", sale(variant(demo).id), source=source)
        rig.push(200)
        assert rig.entry(act).state == "done"
        assert rig.story(act).count("sent") == 1
        assert rig.time.slept < 200
        assert len(orders_of(demo, source)) == 1


def test_a_clock_behind_by_a_day_takes_no_old_order_for_proof(tmp_path: Path, demo: DemoStore) -> None:
    """Orders of this morning look new to it; the index that shows them is still far behind."""
    web_order(demo)
    demo.world.index_lag = 400.0
    demo.faults.add(Fault("bad-gateway", count=1))
    with pushing(tmp_path / "p", demo, wrong=timedelta(days=-1)) as rig:
        source = str(uuid4())
        act = rig.add("sale", sale(variant(demo).id), source=source)
        rig.push(600)
        assert rig.story(act).count("sent") == 1
        assert rig.story(act)[-1] == "found"
        assert len(orders_of(demo, source)) == 1


def test_a_clock_set_back_by_a_day_does_not_put_an_act_off_for_a_day(rig: PushRig, demo: DemoStore) -> None:
    demo.faults.add(Fault("server-error", count=1, skip=1))
    act = rig.add("sale", sale(variant(demo).id))
    rig.push(1)
    waits_until = rig.entry(act).next_attempt_at
    assert waits_until is not None
    due = rig.profile.send_queue.due(waits_until - timedelta(days=1), (), 5)
    assert [entry.outbox_id for entry in due] == [act]


def test_a_request_that_never_left_is_simply_sent_later(tmp_path: Path) -> None:
    demo = DemoStore.start(orders=2, events=2)
    with pushing(tmp_path / "p", demo) as rig:
        act = rig.add("sale", sale(variant(demo).id))
        demo.stop()
        with pytest.raises(NetworkUnavailable):
            rig.push()
        entry = rig.entry(act)
        assert (entry.state, entry.attempts, entry.maybe_done) == ("pending", 0, False)


# Keys --------------------------------------------------------------------------------------------------------------


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


# Acts of several steps -----------------------------------------------------------------------------------------------


def test_a_refused_refund_leaves_no_unit_named(rig: PushRig) -> None:
    made, order = sold(rig, 2)
    line = made["lines"][0]
    entry = rig.parked(
        "refund", {"order_id": order.id, "currency": "EUR", "lines": [{"line_id": line, "units": [1, 2, 3]}]}
    )
    assert entry.error_code == "too_much"
    assert not entry.maybe_done
    assert order.metafields is not None
    assert order.metafields["ticketforge", "void_units"].value == "{}"


def test_units_are_named_upon_what_another_station_named_meanwhile(
    rig: PushRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, order = sold(rig)
    line = made["lines"][0]
    ask, reads = StoreCall.ask, itertools.count()

    def asked(call: StoreCall, name: str, reply: Any, variables: Any) -> Any:
        told = ask(call, name, reply, variables)
        if name == "refund_read" and next(reads) == 0:
            written = {"ownerId": f"gid://shopify/Order/{order.id}", "namespace": "ticketforge", "key": "void_units"}
            document = written | {"type": "json", "value": f'{{"{line}":[3]}}'}
            text = "mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { message } } }"
            assert "errors" not in rig.demo.query(text, {"m": [document]})
        return told

    monkeypatch.setattr(StoreCall, "ask", asked)
    rig.done("refund", {"order_id": order.id, "currency": "EUR", "lines": [{"line_id": line, "units": [1]}]})
    assert order.metafields is not None
    assert order.metafields["ticketforge", "void_units"].value == f'{{"{line}":[3,1]}}'


@pytest.mark.parametrize("lost", range(4))
def test_an_edit_is_committed_once_wherever_its_answer_was_lost(rig: PushRig, demo: DemoStore, lost: int) -> None:
    made, order = sold(rig)
    demo.faults.add(Fault("bad-gateway", count=1, skip=lost))  # begin, quantity, another category, commit
    edit = {
        "order_id": order.id,
        "lines": [{"line_id": made["lines"][0], "quantity": 1}],
        "add": [{"variant_id": variant(demo).id, "quantity": 2}],
    }
    rig.done("edit_order", edit)
    assert [(line.quantity, line.current_quantity) for line in order.lines] == [(3, 1), (2, 2)]
    assert len(order.edits) == 1


def test_an_edit_whose_commit_never_arrived_is_committed_then(rig: PushRig, demo: DemoStore) -> None:
    made, order = sold(rig)
    edit = {"order_id": order.id, "lines": [{"line_id": made["lines"][0], "quantity": 2}]}
    act = rig.add("edit_order", edit)
    demo.faults.add(Fault("server-error", count=1, skip=4))  # shop, state, begin, quantity, commit
    rig.push()
    assert rig.entry(act).maybe_done
    assert order.lines[0].current_quantity == 3
    rig.push(60)
    assert rig.entry(act).state == "done"
    assert (order.lines[0].current_quantity, len(order.edits)) == (2, 1)


def test_an_edit_upon_an_order_somebody_else_changed_meanwhile_asks(rig: PushRig, demo: DemoStore) -> None:
    made, order = sold(rig)
    act = rig.add("edit_order", {"order_id": order.id, "add": [{"variant_id": variant(demo).id, "quantity": 1}]})
    demo.faults.add(Fault("server-error", count=1, skip=4))
    rig.push()
    assert rig.entry(act).maybe_done
    other = {"order_id": order.id, "lines": [{"line_id": made["lines"][0], "quantity": 1}]}
    rig.store.acts().perform(replace(rig.entry(act), payload=other, progress={}), NoNotes())
    rig.push(60)
    assert (rig.entry(act).state, rig.entry(act).error_code) == ("attention", "stale")
    assert len(order.lines) == 1


@pytest.mark.parametrize("fault", ["bad-gateway", "dropped-connection"])
def test_a_parcel_whose_answer_was_lost_is_found_by_the_order(rig: PushRig, demo: DemoStore, fault: str) -> None:
    made, order = sold(rig)
    demo.faults.add(Fault(fault, count=1, skip=0 if fault == "bad-gateway" else 2))  # shop, parcels, hand over
    payload = {
        "order_id": order.id,
        "lines": [{"line_id": made["lines"][0], "quantity": 1}],
        "tracking": {"company": "DHL", "number": "00340"},
    }
    act = rig.add("fulfil", payload)
    rig.push(60)
    assert rig.story(act) == ["sent", "lost", "found"]
    assert [parcel.id for parcel in order.fulfillments] == [rig.entry(act).result["parcel_id"]]


def test_a_parcel_that_never_left_is_sent_when_no_request_can_be_under_way(rig: PushRig, demo: DemoStore) -> None:
    _, order = sold(rig)
    demo.faults.add(Fault("server-error", count=1, skip=2))
    act = rig.add("fulfil", {"order_id": order.id})
    rig.push(30)
    assert (rig.entry(act).state, order.fulfillments) == ("pending", ())
    rig.push(120)
    assert rig.story(act) == ["sent", "lost", "not_found", "sent", "done"]
    assert len(order.fulfillments) == 1


def test_a_line_that_a_sale_never_had_is_refused(rig: PushRig, demo: DemoStore) -> None:
    source = str(uuid4())
    rig.done("sale", sale(variant(demo).id), source=source)
    payload = {"sale": source, "currency": "EUR", "lines": [{"line": 2, "units": [1]}]}
    assert rig.parked("refund", payload).error_code == "gone"


@pytest.mark.parametrize("lag", [0.0, 45.0])
def test_a_bill_and_its_order_are_found_again(rig: PushRig, demo: DemoStore, lag: float) -> None:
    demo.world.index_lag = lag
    source, here = str(uuid4()), "bill:1"
    demo.faults.add(Fault("bad-gateway", count=2))  # making the draft, and completing it
    line = {"variant_id": variant(demo).id, "quantity": 1, "unit_minor": 4200}
    draft = rig.add("draft_sale", {"currency": "EUR", "lines": [line]}, here, source)
    completed = rig.add("draft_complete", {"draft": source}, here)
    rig.push(300)
    assert [rig.story(act)[-1] for act in (draft, completed)] == ["found", "found"]
    assert [rig.story(act).count("sent") for act in (draft, completed)] == [1, 1]
    assert len(demo.world.records_of("DraftOrder")) == 1
    assert demo.world.orders.get(rig.entry(completed).result["order_id"]) is not None


def test_a_bill_that_never_arrived_asks_in_a_quiet_store(rig: PushRig, demo: DemoStore) -> None:
    demo.faults.add(Fault("server-error", count=1, skip=1))
    line = {"variant_id": variant(demo).id, "quantity": 1, "unit_minor": 4200}
    act = rig.add("draft_sale", {"currency": "EUR", "lines": [line]})
    rig.push(LOOKED_ENOUGH.total_seconds() + 120)
    assert rig.entry(act).error_code == "maybe_done"
    rig.profile.outbox.retry(act, DEFAULT_MANAGER)
    rig.push(5)
    assert rig.entry(act).state == "done"
    assert len(demo.world.records_of("DraftOrder")) == 1


def test_a_person_who_overlooked_the_order_does_not_double_it(rig: PushRig, demo: DemoStore) -> None:
    """Parked as unknown; the person sends it again; meanwhile the index has come to show it."""
    demo.world.index_lag = 100_000.0
    demo.faults.add(Fault("bad-gateway", count=1))
    source = str(uuid4())
    act = rig.add("sale", sale(variant(demo).id), source=source)
    rig.push(LOOKED_ENOUGH.total_seconds() + 120)
    assert rig.entry(act).error_code == "maybe_done"
    demo.advance(100_000)
    rig.profile.outbox.retry(act, DEFAULT_MANAGER)
    rig.push(5)
    assert rig.story(act)[-1] == "found"
    assert len(orders_of(demo, source)) == 1


def test_cancelling_waits_for_the_stores_job(tmp_path: Path) -> None:
    with DemoStore.start(orders=5, events=3, plan="plus", job_delay=0.2) as demo, pushing(tmp_path / "p", demo) as rig:
        _, order = sold(rig)
        act = rig.add("cancel_order", {"order_id": order.id})
        rig.push()
        assert rig.entry(act).state == "pending"
        demo.quiesce()
        rig.push(10)
        assert rig.entry(act).state == "done"
        assert rig.entry(act).result["cancelled_at"]
        rig.done("cancel_order", {"order_id": order.id})  # twice is once


# Refusals, and what stands behind them --------------------------------------------------------------------------------


def test_what_the_store_refuses_blocks_its_own_order_only(rig: PushRig, demo: DemoStore) -> None:
    source = str(uuid4())
    refused = rig.add("sale", sale(variant(demo).id, 9_999), f"sale:{source}", source)
    behind = rig.add("tag", {"thing": "order", "sale": source, "add": ["vip"]}, f"sale:{source}")
    others = [rig.add("sale", sale(variant(demo).id)) for _ in range(5)]
    report = rig.push()
    assert (report.done, report.waiting, report.attention) == (5, 1, 1)
    assert rig.entry(refused).error_code == "sold_out"
    assert rig.entry(refused).last_error == "Line items Unable to reserve inventory"
    assert rig.entry(behind).attempts == 0
    assert rig.profile.outbox.blocked_by(behind).outbox_id == refused
    assert all(rig.profile.outbox.blocked_by(act) is None for act in others)
    rig.profile.outbox.change(refused, sale(variant(demo).id, 1), DEFAULT_MANAGER)
    assert rig.push().waiting == 0
    assert orders_of(demo, source)[0].tags == ("vip",)
    assert rig.profile.outbox.blocked_by(behind) is None


@pytest.mark.parametrize(
    ("kind", "payload", "code"),
    [
        ("sale", {"currency": "EUR", "lines": [{"variant_id": 7, "quantity": 1, "unit_minor": 5}]}, "gone"),
        ("refund", {"order_id": 7, "currency": "EUR", "lines": [{"line_id": 7, "units": [1]}]}, "gone"),
        ("cancel_order", {"order_id": 7}, "gone"),
        ("edit_order", {"order_id": 7, "lines": [{"line_id": 7, "quantity": 0}]}, "gone"),
        ("fulfil", {"order_id": 7}, "gone"),
        ("track", {"parcel_id": 7, "tracking": {"number": "1"}}, "gone"),
        ("adjust_stock", {"changes": [{"item_id": 7, "location_id": 7, "delta": 1}]}, "gone"),
        ("publish_event", {"event": "00000000-0000-0000-0000-000000000000"}, "gone"),
        ("tag", {"thing": "order", "sale": "unknown", "add": ["x"]}, "gone"),
        ("erase_customer", {"customer_id": 7}, "gone"),
        ("consent", {"customer_id": 7, "channel": "sms", "wanted": False}, "gone"),
        ("set_order_document", {"order_id": 7, "key": "issues", "put": {"a": 2}}, "gone"),
        ("draft_complete", {"draft_id": 7}, "gone"),
        ("cancel_order", {"sale": "unknown"}, "gone"),
        ("track", {"parcel": "unknown", "tracking": {"number": "1"}}, "gone"),
        ("draft_complete", {"draft": "unknown"}, "gone"),
        ("sale", {"currency": "EUR", "lines": []}, "bad_payload"),
        ("sale", {"currency": "EUR", "lines": [{"quantity": 1, "unit_minor": 5}]}, "bad_payload"),
        ("refund", {"currency": "EUR", "lines": [{"line_id": 7, "units": [1]}]}, "bad_payload"),
        ("move_stock", {"changes": [], "document": "lease/1"}, "bad_payload"),
        ("time_travel", {}, "bad_payload"),
    ],
)
def test_a_refusal_has_a_typed_reason_and_the_stores_own_words(
    rig: PushRig, kind: str, payload: dict[str, Any], code: str
) -> None:
    entry = rig.parked(kind, payload)
    assert (entry.error_code, entry.maybe_done) == (code, False)
    assert entry.last_error
    assert "settle" in entry.choices


def test_an_archived_product_and_a_sold_out_one_are_told_apart(rig: PushRig, demo: DemoStore) -> None:
    gone = variant(demo).id
    rig.demo.query(
        "mutation($i: ProductDeleteInput!) { productDelete(input: $i) { userErrors { message } } }",
        {"i": {"id": f"gid://shopify/Product/{variant(demo).product.id}"}},
    )
    assert rig.parked("sale", sale(gone)).error_code == "gone"
    assert rig.parked("sale", sale(variant(demo).id, 5_000)).error_code == "sold_out"


def test_a_fault_of_ours_in_one_act_parks_it_and_is_told_after_the_rest(
    rig: PushRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = rig.add("tag", {"thing": "order", "thing_id": 1, "add": ["x"]})
    fine = rig.add("sale", sale(variant(rig.demo).id))
    monkeypatch.setattr("ticketforge_desktop.shopify.acts.people.gid", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rig.push()
    assert (rig.entry(broken).state, rig.entry(broken).error_code) == ("attention", "crash")
    assert rig.entry(fine).state == "done"


# Trouble for all --------------------------------------------------------------------------------------------------


def test_a_refused_token_stops_the_run_and_loses_nothing(rig: PushRig, demo: DemoStore) -> None:
    acts = [rig.add("sale", sale(variant(demo).id)) for _ in range(10)]
    demo.faults.add(Fault("token-expiry", count=1, skip=4))
    with pytest.raises(TokenRefused):
        rig.push(60)
    states = {rig.entry(act).state for act in acts}
    assert states <= {"pending", "done"}
    assert len([act for act in acts if rig.entry(act).state == "done"]) < 10
    assert all(not rig.entry(act).maybe_done for act in acts)


def test_an_expired_token_of_the_sellers_own_app_is_renewed_on_the_way(tmp_path: Path, demo: DemoStore) -> None:
    with pushing(tmp_path / "p", demo, own_app=True) as rig:
        for _ in range(6):
            rig.add("sale", sale(variant(demo).id))
        demo.faults.add(Fault("token-expiry", count=1, skip=2))
        assert rig.push(60).done == 6


def test_a_throttling_storm_is_waited_out(rig: PushRig, demo: DemoStore) -> None:
    for _ in range(8):
        rig.add("sale", sale(variant(demo).id))
    demo.faults.add(Fault("throttle-storm", count=150, skip=1))
    report = rig.push(600)
    assert (report.done, report.waiting) == (8, 0)


def test_one_process_pushes_at_a_time_and_a_sync_does_not_stand_in_its_way(rig: PushRig) -> None:
    rig.add("sale", sale(variant(rig.demo).id))
    with FileLock(rig.folder / "push.lock").hold(), pytest.raises(SyncRunning):
        rig.push()
    with FileLock(rig.folder / "sync.lock").hold():
        assert rig.push().done == 1


def test_where_nothing_waits_the_store_is_asked_nothing_and_a_stopped_push_sends_nothing(
    rig: PushRig, demo: DemoStore
) -> None:
    asked = rig.store.traffic().requests
    report = rig.push()
    assert report.as_json() == {"sent": 0, "done": 0, "waiting": 0, "attention": 0, "seconds": report.seconds}
    assert rig.store.traffic().requests == asked
    act = rig.add("sale", sale(variant(demo).id))
    rig.push(stopped=lambda: True)
    assert rig.entry(act).state == "pending"


# A person decides -------------------------------------------------------------------------------------------------


def test_a_decision_needs_the_right_of_the_act_or_settings(rig: PushRig, demo: DemoStore) -> None:
    attention = Attention(rig.profile.outbox, check_payload)
    entry = rig.parked("sale", sale(variant(demo).id, 9_999))
    with pytest.raises(RightMissing):
        attention.settle(entry.outbox_id, "Storniert", STEWARD)
    with pytest.raises(BadInput):
        attention.change(entry.outbox_id, {"lines": []}, SELLER)
    with pytest.raises(BadInput):
        attention.settle(entry.outbox_id, "  ", SELLER)
    assert rig.entry(entry.outbox_id).state == "attention"
    settled = attention.settle(entry.outbox_id, "Geld zurück,\n Gast informiert", SELLER)
    assert (settled.state, settled.settled_by, settled.settled_how) == (
        "done",
        "s2",
        "Geld zurück, Gast informiert",
    )
    line = rig.profile.station.audit_rows(1)[0]
    assert (line.staff_id, line.action, line.subject) == ("s2", "outbox_settle", f"outbox:{entry.outbox_id}")
    with pytest.raises(Conflict):
        attention.retry(entry.outbox_id, SELLER)
    with pytest.raises(NotFound):
        attention.retry(999, SELLER)
    assert rig.push().attention == 0


def test_what_may_be_done_follows_from_the_reason(rig: PushRig) -> None:
    attention = Attention(rig.profile.outbox, check_payload)
    entry = rig.parked("sale", {"currency": "EUR", "lines": []})
    assert entry.choices == ("change", "settle")
    with pytest.raises(Conflict):
        attention.retry(entry.outbox_id, DEFAULT_MANAGER)
    told: list[int] = []
    Attention(rig.profile.outbox, check_payload, lambda: told.append(1)).change(
        entry.outbox_id, sale(variant(rig.demo).id), DEFAULT_MANAGER
    )
    assert told == [1]
    rig.push()
    assert rig.entry(entry.outbox_id).state == "done"
