"""An evening with a bad line: a thousand acts go out while a thousand people buy on the web, and each is there once.

The line: storms of throttling, answers lost after the store had done its work, connections cut.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest

from tests.demo.invariants import faults as contradictions
from tests.end_to_end.conftest import BoxOffice, serve
from tests.sync.push_rig import sale
from tests.sync.rig import Rig, station
from tests.sync.store_truth import differences, of_the_mirror, of_the_store
from ticketforge_desktop.bootstrap import Desk, open_desk
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.ports.outbox import Act, ActState
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.sync.push import Pusher

WEB_SALE = """mutation($o: OrderCreateOrderInput!, $p: OrderCreateOptionsInput) {
  orderCreate(order: $o, options: $p) { order { id } userErrors { message } } }"""


class Evening:
    """What the till did, and what the store must show of it. A round is one sale and what hangs on it."""

    acts_a_round = 5

    def __init__(self, rig: Rig, demo: DemoStore, rounds: int) -> None:
        self.rig, self.demo = rig, demo
        chance = random.Random(rounds)
        self.variants = sorted(demo.world.variants, key=lambda variant: variant.id)
        self.sources = [str(uuid4()) for _ in range(rounds)]
        self.moved: Counter[int] = Counter()
        self.reserved = self.reserved_units()
        for source in self.sources:
            self.round(source, chance)

    def round(self, source: str, chance: random.Random) -> None:
        """A sale of two, one of them given back, one handed over, the order tagged, a place leased."""
        variant = chance.choice(self.variants)
        place = next(iter(variant.item.levels.values())).location.id
        lease = {"changes": [{"item_id": variant.item.id, "location_id": place, "quantity": 1}], "document": "lease/1"}
        self.moved[variant.item.id] += 1
        here = f"sale:{source}"
        oversell = sale(variant.id, 2, variant.price, stock="oversell")
        back = {"sale": source, "currency": "EUR", "lines": [{"line": 1, "units": [2], "restock": "cancel"}]}
        for act in (
            Act("sale", here, oversell, priority=2, source=source),
            Act("refund", here, back),
            Act("fulfil", here, {"sale": source, "lines": [{"line": 1, "quantity": 1}]}),
            Act("tag", here, {"thing": "order", "sale": source, "add": ["abendkasse"]}),
            Act("move_stock", f"lease:{source}", lease),
        ):
            self.rig.profile.outbox.add(act, DEFAULT_MANAGER)

    def reserved_units(self) -> Counter[int]:
        return Counter(
            {item.id: sum(x.quantities["reserved"] for x in item.levels.values()) for item in self.demo.world.items}
        )

    def web_orders(self, count: int) -> None:
        """People buy on the web, past the bad line."""
        chance = random.Random(count)
        for number in range(count):
            line = {"variantId": gid("ProductVariant", chance.choice(self.variants).id), "quantity": 1}
            order = {"lineItems": [line], "email": f"web{number}@example.org", "financialStatus": "PAID"}
            asked = {"o": order, "p": {"inventoryBehaviour": "DECREMENT_IGNORING_POLICY"}}
            told = self.demo.query(WEB_SALE, asked)
            assert told["data"]["orderCreate"]["userErrors"] == []

    def push(self) -> None:
        """Until nothing is left; what a person is asked about would fail the story."""
        pusher = Pusher(
            self.rig.profile.send_queue,
            self.rig.store.acts(),
            lock=FileLock(self.rig.folder / "push.lock"),
            clock=SystemClock(),
        )
        for _ in range(10):
            report = pusher.run(DEFAULT_MANAGER, patience_s=60)
            if report.waiting == 0:
                break
        left = self.rig.profile.outbox.entries(states=[ActState.PENDING, ActState.SENDING, ActState.ATTENTION])
        assert [(act.kind, act.error_code, act.last_error) for act in left] == []

    def each_act_once(self) -> None:
        """In the store, by the store's own state."""
        ours: dict[str, list[Order]] = {source: [] for source in self.sources}
        for order in self.demo.world.orders:
            if order.source_identifier in ours:
                ours[order.source_identifier].append(order)
        assert {len(found) for found in ours.values()} == {1}
        for (order,) in ours.values():
            assert (len(order.refunds), len(order.fulfillments), order.tags) == (1, 1, ("abendkasse",))
            assert order.metafields is not None
            assert order.metafields["ticketforge", "void_units"].value == f'{{"{order.lines[0].id}":[2]}}'
        now = self.reserved_units()
        assert {item: now[item] - self.reserved[item] for item in now if now[item] != self.reserved[item]} == self.moved
        assert contradictions(self.demo.world) == []
        assert self.demo.executor.crashes == []


def evening(tmp_path: Path, *, rounds: int, web_orders: int) -> None:
    with DemoStore.start(orders=60, events=20, plan="plus", job_delay=0.0) as demo, station(tmp_path, demo) as rig:
        rig.sync()
        tonight = Evening(rig, demo, rounds)
        demo.faults.add(Fault("throttle-storm", probability=0.03, count=rounds))
        demo.faults.add(Fault("bad-gateway", probability=0.15, count=rounds))
        demo.faults.add(Fault("dropped-connection", probability=0.04, count=rounds // 2))
        web = threading.Thread(target=tonight.web_orders, args=(web_orders,))
        web.start()
        tonight.push()
        web.join()
        struck = Counter(demo.faults.taken)
        assert min(struck[name] for name in ("throttle-storm", "bad-gateway", "dropped-connection")) > 0
        demo.faults.clear()
        demo.quiesce()
        tonight.each_act_once()
        rig.sync()
        assert differences(of_the_store(demo), of_the_mirror(rig)) == {}
        drift = rig.engine.drift(DEFAULT_MANAGER)
        assert (drift.stale, drift.missing, drift.gone, drift.mended) == (0, 0, 0, 0)
        assert drift.checked >= rounds + web_orders


def test_two_hundred_acts_go_out_over_a_bad_line_while_the_web_buys(tmp_path: Path) -> None:
    evening(tmp_path, rounds=200 // Evening.acts_a_round, web_orders=200)


@pytest.mark.long
def test_a_thousand_acts_go_out_over_a_bad_line_while_a_thousand_buy_on_the_web(tmp_path: Path) -> None:
    evening(tmp_path, rounds=1_000 // Evening.acts_a_round, web_orders=1_000)


def test_the_outbox_on_the_command_line(tmp_path: Path) -> None:
    with serve("--events", "4", "--orders", "10") as store:
        office = BoxOffice(tmp_path / "profile")
        office.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
        found = store.graphql('{ productVariants(first: 1, query: "inventory_quantity:>9") { nodes { id } } }')
        variant = int(found["productVariants"]["nodes"][0]["id"].rsplit("/", 1)[1])
        desk = open_desk(str(office.home), lambda: office.environment["TICKETFORGE_PASSPHRASE"])
        source = str(uuid4())
        try:
            fine = desk.outbox.add(Act("sale", f"sale:{source}", sale(variant), source=source), DEFAULT_MANAGER)
            bad = desk.outbox.add(Act("sale", "sale:x", sale(variant, 99_999)), DEFAULT_MANAGER)
            behind = desk.outbox.add(Act("tag", "sale:x", {"thing": "order", "thing_id": 1}), DEFAULT_MANAGER)
        finally:
            desk.close()
        waiting = office.run("outbox", "list")
        assert [(row["id"], row["state"]) for row in waiting] == [(i, "pending") for i in (behind, bad, fine)]
        assert {"id", "kind", "state", "attempts", "last_error"} <= set(waiting[0])
        report = office.one("outbox", "push")
        assert (report["done"], report["waiting"], report["attention"]) == (1, 1, 1)
        assert office.one("outbox", "show", str(behind))["blocked_by"] == bad
        shown = office.one("outbox", "show", str(bad))
        assert (shown["error_code"], shown["choices"]) == ("sold_out", ["retry", "change", "settle"])
        assert [step["outcome"] for step in shown["story"]] == ["sent", "refused"]
        assert office.one("outbox", "retry", str(bad))["state"] == "pending"
        assert office.one("sync")["mode"] == "bulk"  # which pushes too
        assert [row["id"] for row in office.run("outbox", "list", "--state", "attention")] == [bad]
        assert office.refused("outbox", "resolve", str(bad), "--how", " ")["code"] == "bad_input"
        assert office.refused("outbox", "retry", str(fine))["code"] == "conflict"
        assert office.one("outbox", "resolve", str(bad), "--how", "Sold at the door instead")["state"] == "done"
        assert office.one("outbox", "push")["waiting"] == 0
        newest, *older = office.run("outbox", "list")
        assert [row["id"] for row in office.run("outbox", "list", "--before", str(newest["id"]))] == [
            row["id"] for row in older
        ]
        found = store.graphql(
            "query($q: String!) { orders(first: 5, query: $q) { nodes { id } } }", q=f"source_identifier:{source}"
        )
        assert len(found["orders"]["nodes"]) == 1


def test_a_sync_pushes_beside_its_pull_and_never_fails_for_it(tmp_path: Path) -> None:
    with DemoStore.start(orders=5, events=4, plan="plus", job_delay=0.0) as demo:
        desk = open_desk(str(tmp_path / "profile"), lambda: "made up for this test")
        try:
            assert desk.pushing.beside_sync() is None, "nothing waits"
            desk.connect(StoreLogin(demo.url, token=demo.token))
            variant = next(iter(sorted(demo.world.variants, key=lambda v: v.id)))
            first = desk.outbox.add(Act("sale", "sale:1", sale(variant.id, stock="oversell")), DEFAULT_MANAGER)
            assert desk.pushing.due()
            desk.run_sync()
            made = desk.outbox.entry(first)
            assert made.state is ActState.DONE
            assert desk.queries.counts().orders == 6, "what was pushed before is pulled at once"
            assert not desk.pushing.due()
            second = desk.outbox.add(Act("tag", "x", {"thing": "order", "thing_id": 1, "add": ["y"]}), DEFAULT_MANAGER)
            with FileLock(desk.folder.path / "push.lock").hold():
                assert desk.pushing.beside_sync() is None, "another process pushes"
                desk.run_sync()
            assert desk.outbox.entry(second).state is ActState.PENDING
            with pytest.raises(BadInput):
                desk.pushing.attention.change(_parked(desk, second), {"thing": "moon"}, DEFAULT_MANAGER)
            third = desk.outbox.add(Act("tag", "z", {"thing": "order", "thing_id": 1, "add": ["y"]}), DEFAULT_MANAGER)
            demo.stop()
            assert desk.pushing.beside_sync() is None, "the store is away"
            with pytest.raises(NetworkUnavailable):
                desk.pushing.run()
            assert desk.outbox.entry(third).state is ActState.PENDING
        finally:
            desk.close()


def test_what_a_push_sent_is_in_the_history_and_one_with_nothing_to_send_is_not(tmp_path: Path) -> None:
    with DemoStore.start(orders=5, events=4, plan="plus", job_delay=0.0) as demo:
        desk = open_desk(str(tmp_path / "profile"), lambda: "made up for this test")
        try:
            desk.connect(StoreLogin(demo.url, token=demo.token))
            desk.run_sync()
            synced_at = desk.queries.counts().synced_at
            desk.pushing.run()
            assert [run.mode for run in desk.sync_page.history(10, eventful=False)] == ["bulk"]
            desk.outbox.add(Act("tag", "x", {"thing": "order", "thing_id": 1, "add": ["y"]}), DEFAULT_MANAGER)
            variant = next(iter(sorted(demo.world.variants, key=lambda v: v.id)))
            desk.outbox.add(Act("sale", "sale:1", sale(variant.id, stock="oversell")), DEFAULT_MANAGER)
            report = desk.pushing.run()
            run, *_ = desk.sync_page.history(10, eventful=True)
            assert (run.mode, run.changed, run.error) == ("push", 1, "")
            assert (run.facts["sent"], run.facts["attention"]) == (report.sent, 1)
            assert run.requests >= report.sent
            assert desk.queries.counts().synced_at == synced_at, "a push makes no mirror younger"
            demo.stop()
            desk.outbox.add(Act("sale", "sale:2", sale(variant.id)), DEFAULT_MANAGER)
            with pytest.raises(NetworkUnavailable):
                desk.pushing.run()
            assert len(desk.sync_page.history(10, eventful=False)) == 2, "a store that is away is the sync's to tell"
        finally:
            desk.close()


def _parked(desk: Desk, outbox_id: int) -> int:
    desk.pushing.run()
    assert desk.outbox.entry(outbox_id).state is ActState.ATTENTION
    return outbox_id
