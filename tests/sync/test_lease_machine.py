"""Two tills that are mostly offline, and a busy web shop: never more sold than there is, and nothing left behind.

A state machine over two real station files and the embedded store over HTTP, with replies lost, connections cut, storms
of throttling, stations struck down between any two steps, and days in which the store forgets its keys. A till sells
from its lease alone, whether the store answers or not. At the end everybody goes home: all leases go back, and what the
store counts is what was sold.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.demo.invariants import faults as contradictions
from tests.sync.push_rig import PushRig, SharedTime, sale
from tests.sync.test_push_machine import Strike, Striking, StruckDown
from ticketforge_desktop.demo.entities import Level, Variant
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.allotments import LeaseRule
from ticketforge_desktop.domain.errors import ConnectionTrouble
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.tenders import Payment, Tender
from ticketforge_desktop.services.ports.allotments import Category, Hold, HoldState, NoLease, used_acts
from ticketforge_desktop.services.ports.outbox import Act, OutboxEntry
from ticketforge_desktop.services.ports.till import SaleDraft, SaleKind, SaleLine
from ticketforge_desktop.storage.allotments import use_in
from ticketforge_desktop.storage.till_stock import TillStock
from ticketforge_desktop.storage.writer import Work

CAPACITY = 12
DAY_S = 86_400.0
WEB_SALE = """mutation($o: OrderCreateOrderInput!) {
  orderCreate(order: $o, options: {inventoryBehaviour: DECREMENT_OBEYING_POLICY}) {
    order { id } userErrors { message } } }"""
TILLS = st.integers(0, 1)
WHICH = st.integers(0, 1)
UNITS = st.integers(1, 5)


class Till:
    """A station that may be struck down and comes back."""

    def __init__(self, folder: Path, demo: DemoStore, wrong: float) -> None:
        self.folder, self.demo = folder, demo
        self.strike = Strike()
        self.time = SharedTime(demo.clock, timedelta(seconds=wrong))
        self.open()

    def open(self) -> None:
        def wrap(behind: Any) -> Any:
            return Striking(behind, self.strike)

        self.rig = PushRig(self.folder, self.demo, self.time, threads=1, wrap=wrap, wrap_queue=wrap)
        if not self.rig.profile.shifts.shifts(1):
            self.rig.profile.shifts.open(self.folder.name, 0, "EUR", DEFAULT_MANAGER, self.time.now())

    def come_back(self) -> None:
        self.strike.at(-1)
        self.rig.close()
        self.open()

    @property
    def stock(self) -> TillStock:
        return self.rig.profile.till_stock

    def category(self, variant: Variant) -> Category:
        return Category("gala", f"c{variant.id}", variant.id)

    def sell(self, variant: Variant, units: int, source: str) -> bool:
        """A sale as the till writes it: units, order and adjustment in one transaction."""
        total, category = units * variant.price, self.category(variant)
        order = Act("sale", f"sale:{source}", sale(variant.id, units, variant.price, stock="lease"), 2, source)
        place = category.event_id, category.category_id, variant.id
        line = SaleLine(1, *place, "", "Parkett", "full", units, variant.price, 0, total, 0, 0, seed="tf1")
        draft = SaleDraft(
            source, SaleKind.SALE, "EUR", (line,), (Payment(Tender.CASH, total, total),), (), total, 0, True, 0, 0,
            self.time.now(), acts=(order,),
        )  # fmt: skip
        try:
            self.rig.profile.sales.write(draft, DEFAULT_MANAGER)
        except NoLease:
            return False
        return True

    def sell_held(self, variant: Variant, units: int, source: str, hold_id: str) -> None:
        """What was kept goes to whom it was kept for."""
        here = f"sale:{source}"

        def write(work: Work) -> None:
            uses = use_in(work, variant.id, units, self.time.now(), holds=[hold_id])
            order = Act("sale", here, sale(variant.id, units, variant.price, stock="lease"), 2, source)
            for act in (order, *used_acts(uses, here, priority=2)):
                self.rig.profile.outbox.add_in(work, act, DEFAULT_MANAGER)

        self.rig.profile._opened(self.rig.profile._station_file).writer().run(write)

    def push(self, patience: float) -> None:
        with contextlib.suppress(ConnectionTrouble):
            self.rig.push(patience)
        self.stock.leases.settle(DEFAULT_MANAGER)

    def believed(self, variant: Variant) -> int:
        """Units this till takes for its own."""
        return sum(each.left for each in self.stock.leases.leases() if each.category.variant_id == variant.id)


class BoxOffice(RuleBasedStateMachine):
    """See the module."""

    @initialize(wrong=st.sampled_from([0.0, DAY_S, -DAY_S]))
    def open(self, wrong: float) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lease-"))
        self.demo = DemoStore.start(orders=0, events=2, plan="plus", index_lag=0.0, job_delay=0.0, seed=3)
        self.variants = [
            self.prepare(self.demo.world.variants.rows[key]) for key in sorted(self.demo.world.variants.rows)[:2]
        ]
        self.tills = [Till(self.folder / name, self.demo, w) for name, w in (("a", wrong), ("b", 0.0))]
        self.sold: dict[str, tuple[int, int]] = {}  # sale → which, units
        self.asked: dict[str, tuple[int, int]] = {}  # sales from open stock
        self.made = 0

    def prepare(self, variant: Variant) -> Variant:
        variant.policy, variant.item.tracked, variant.product.status = "DENY", True, "ACTIVE"
        for level in variant.item.levels.values():
            level.quantities.update(available=0, reserved=0, committed=0)
        self.level(variant).quantities["available"] = CAPACITY
        return variant

    def level(self, variant: Variant) -> Level:
        return min(variant.item.levels.values(), key=lambda level: level.location.id)

    def source(self) -> str:
        self.made += 1
        return str(UUID(int=self.made))

    # at the tills -------------------------------------------------------------------------------------------------

    @rule(till=TILLS, which=WHICH, units=st.integers(1, 8), least=st.integers(1, 2))
    def lease(self, till: int, which: int, units: int, least: int) -> None:
        here = self.tills[till]
        here.stock.leases.ask(here.category(self.variants[which]), units, min(units, least), DEFAULT_MANAGER)
        here.push(0.0)

    @rule(till=TILLS, which=WHICH, units=UNITS)
    def sell(self, till: int, which: int, units: int) -> None:
        source = self.source()
        if self.tills[till].sell(self.variants[which], units, source):
            self.sold[source] = which, units

    @rule(till=TILLS)
    def refill(self, till: int) -> None:
        here, size = self.tills[till], LeaseRule(least=2, most=6)
        for lease, sold in here.stock.leases.to_refill(size):
            if wanted := size.refill(lease.free, sold, CAPACITY):
                here.stock.leases.ask(lease.category, wanted, 1, DEFAULT_MANAGER, alone=True)

    @rule(till=TILLS, which=WHICH, units=UNITS)
    def ask_the_store(self, till: int, which: int, units: int) -> None:
        source, variant = self.source(), self.variants[which]
        payload = sale(variant.id, units, variant.price, stock="shelf")
        self.tills[till].rig.add("sale", payload, f"sale:{source}", source)
        self.asked[source] = which, units

    @rule(till=TILLS, which=WHICH, units=UNITS, minutes=st.sampled_from([1, 60, 5_000]))
    def hold(self, till: int, which: int, units: int, minutes: int) -> None:
        here = self.tills[till]
        now, category = here.time.now(), here.category(self.variants[which])
        until = now + timedelta(minutes=minutes)
        kept = Hold(self.source(), category, units, 0, "Presse", "", until, HoldState.HELD, "", now)
        with contextlib.suppress(NoLease):
            here.stock.holds.add(kept, DEFAULT_MANAGER)

    @rule(till=TILLS, sells=st.booleans())
    def end_a_hold(self, till: int, sells: bool) -> None:
        here = self.tills[till]
        for hold in here.stock.holds.holds()[:1]:
            which = [v.id for v in self.variants].index(hold.category.variant_id)
            source = self.source()
            if not sells:
                here.stock.holds.release(hold.hold_id, DEFAULT_MANAGER)
            else:
                here.sell_held(self.variants[which], hold.left, source, hold.hold_id)
                self.sold[source] = which, hold.left

    @rule(till=TILLS, most=st.sampled_from([1, None]))
    def give_back(self, till: int, most: int | None) -> None:
        self.tills[till].stock.leases.give_back(DEFAULT_MANAGER, most=most)

    @rule(till=TILLS)
    def close(self, till: int) -> None:
        self.tills[till].stock.leases.end(DEFAULT_MANAGER)

    # what happens -------------------------------------------------------------------------------------------------

    @rule(which=WHICH, units=UNITS)
    def web_buys(self, which: int, units: int) -> None:
        line = {"variantId": gid("ProductVariant", self.variants[which].id), "quantity": units}
        self.demo.query(WEB_SALE, {"o": {"lineItems": [line], "financialStatus": "PAID"}})

    @rule(
        name=st.sampled_from(["bad-gateway", "bad-gateway", "dropped-connection", "throttle-storm", "server-error"]),
        count=st.integers(1, 3),
    )
    def trouble(self, name: str, count: int) -> None:
        self.demo.faults.add(Fault(name, probability=0.6, count=count))

    @rule(till=TILLS, patience=st.sampled_from([0.0, 5.0, 200.0]))
    def push(self, till: int, patience: float) -> None:
        self.tills[till].push(patience)

    @rule(till=TILLS, moments=st.integers(0, 24))
    def push_and_be_struck_down(self, till: int, moments: int) -> None:
        here = self.tills[till]
        here.strike.at(moments)
        with contextlib.suppress(StruckDown):
            here.push(5.0)
        here.come_back()

    @rule(seconds=st.sampled_from([1.0, 90.0, 1_200.0, 2 * DAY_S]))
    def time_passes(self, seconds: float) -> None:
        self.demo.advance(seconds)

    # what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def never_more_sold_than_there_is(self) -> None:
        if not hasattr(self, "tills"):
            return
        for which, variant in enumerate(self.variants):
            with self.demo.world.lock:
                level = self.level(variant)
                elsewhere = sum(
                    line.current_quantity
                    for order in self.demo.world.orders
                    if order.source_identifier not in self.sold
                    for line in order.lines
                    if line.item.variant_id == variant.id
                )
                available, reserved = level.quantities["available"], level.quantities["reserved"]
            here = sum(units for of, units in self.sold.values() if of == which)
            believed = sum(till.believed(variant) for till in self.tills)
            assert here + elsewhere + believed <= CAPACITY, (here, elsewhere, believed)
            assert believed <= reserved, "more believed ours than the store keeps for us"
            assert available >= 0, "the store has promised what a till has"

    def teardown(self) -> None:
        if not hasattr(self, "tills"):
            return
        try:
            self.go_home()
            self.all_accounts_agree()
        finally:
            for till in self.tills:
                till.rig.close()
            self.demo.stop()
            shutil.rmtree(self.folder)

    def go_home(self) -> None:
        """The line is good again, holds run out, a person decides what waits for one, and all leases go back."""
        self.demo.faults.clear()
        for _ in range(40):
            self.demo.advance(2 * 5_000 * 60)
            self.web_order()
            for till in self.tills:
                till.push(1_200)
                for entry in till.rig.profile.outbox.entries():
                    if entry.state == "attention":
                        self.decide(till, entry)
                till.stock.leases.end(DEFAULT_MANAGER)
                till.push(1_200)
            if not any(sum(till.rig.profile.send_queue.waiting()) for till in self.tills):
                return
        left = [(e.kind, e.state, e.last_error) for t in self.tills for e in t.rig.profile.outbox.entries()
                if e.state != "done"]  # fmt: skip
        raise AssertionError(f"acts never came to an end: {left}")

    def web_order(self) -> None:
        """Somebody buys a programme, which shows how far the index has come."""
        price = {"shopMoney": {"amount": "3.00", "currencyCode": "EUR"}}
        self.demo.query(WEB_SALE, {"o": {"lineItems": [{"title": "Heft", "quantity": 1, "priceSet": price}]}})

    def decide(self, till: Till, entry: OutboxEntry) -> None:
        """A person looks into the store, and tells the truth."""
        outbox, uri = till.rig.profile.outbox, f"ticketforge://act/{entry.source}"
        groups = self.demo.world.records_of("InventoryAdjustmentGroup")
        there = any(group.get("referenceDocumentUri") == uri for group in groups)
        if entry.error_code == "sold_out":
            assert entry.source in self.asked
            outbox.settle(entry.outbox_id, "There are none.", DEFAULT_MANAGER)
            return
        assert entry.error_code == "maybe_done", (entry.kind, entry.error_code, entry.last_error)
        if entry.kind == "lease_stock":
            till.stock.leases.resolve(entry.source, there=there, staff=DEFAULT_MANAGER)
        elif there:
            outbox.settle(entry.outbox_id, "It is in the item's history.", DEFAULT_MANAGER)
        else:
            outbox.retry(entry.outbox_id, DEFAULT_MANAGER)

    def all_accounts_agree(self) -> None:
        self.demo.quiesce()
        by_source = {order.source_identifier: order for order in self.demo.world.orders}
        assert set(self.sold) <= set(by_source), "a sale never arrived"
        for which, variant in enumerate(self.variants):
            level = self.level(variant)
            assert level.quantities["reserved"] == 0, "units left behind"
            sold = sum(
                line.quantity
                for order in self.demo.world.orders
                for line in order.lines
                if line.item.variant_id == variant.id
            )
            assert level.quantities["available"] + sold == CAPACITY
            ours = sum(units for of, units in self.sold.values() if of == which)
            in_store = sum(
                line.quantity
                for source in self.sold
                for line in by_source[source].lines
                if line.item.variant_id == variant.id
            )
            assert ours == in_store
            assert [till.believed(variant) for till in self.tills] == [0, 0]
        assert contradictions(self.demo.world) == []
        assert self.demo.executor.crashes == []


COMMON = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
}

TestBoxOffice = BoxOffice.TestCase
TestBoxOffice.settings = settings(max_examples=4, stateful_step_count=24, **COMMON)


@pytest.mark.long
class TestBoxOfficeLong(BoxOffice.TestCase):
    settings = settings(max_examples=80, stateful_step_count=60, **COMMON)
