"""Acts of several steps, cut off at each of them: done once, and whole."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.sync.push_rig import PushRig, orders_of, pushing, sale, sold, variant
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.shopify.acts.sending import StoreCall
from ticketforge_desktop.sync.push_rules import LOOKED_ENOUGH


class NoNotes:
    """Another station's act: what it keeps is not ours."""

    def keep(self, **_progress: object) -> None:
        pass

    def made(self, _source: str) -> None:
        return None


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
