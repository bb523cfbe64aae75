"""What the store refuses, what troubles every act, and what a person may do."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.sync.push_rig import PushRig, orders_of, pushing, sale, variant
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, RightMissing, SyncRunning, TokenRefused
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.outbox import Attention
from ticketforge_desktop.shopify.acts.store_acts import check_payload

STEWARD = Staff("s1", "Stefan", ROLE_RIGHTS[Role.STEWARD])


SELLER = Staff("s2", "Selma", ROLE_RIGHTS[Role.TILL])


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
