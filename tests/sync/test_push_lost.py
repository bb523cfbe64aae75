"""An answer that was lost: looked for before anything is sent again, whatever the clock and the index say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.sync.push_rig import PushRig, orders_of, pushing, sale, variant, web_order
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import NetworkUnavailable
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.sync.push_rules import LOOKED_ENOUGH


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
