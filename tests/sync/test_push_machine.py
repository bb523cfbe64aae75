"""Sales, refunds, edits and parcels pushed through every kind of trouble: nothing lost, nothing doubled, in order.

A state machine over a real station file and the embedded store over HTTP. Between any two steps the station may be
struck down: a thread that sends is stopped where it is (nothing it wanted to write afterwards is written), the file is
closed and opened again. At the end the store is quiet, the pusher has time, and every act must be there once.
"""

import contextlib
import itertools
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.demo.invariants import faults as contradictions
from tests.sync.push_rig import PushRig, SharedTime, sale
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import ConnectionTrouble
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.outbox import OutboxEntry

DAY_S = 86_400.0


class StruckDown(BaseException):
    """The process is no more. No `except` of the program's own catches it."""


class Strike:
    """Strikes at the n-th moment; -1 never. After it nothing gets through, as nothing does from a dead process."""

    def __init__(self) -> None:
        self.left = -1
        self.struck = False

    def at(self, moments: int) -> None:
        self.left, self.struck = moments, False

    def moment(self) -> None:
        if self.struck:
            raise StruckDown
        if self.left > 0:
            self.left -= 1
        elif self.left == 0:
            self.left, self.struck = -1, True
            raise StruckDown


class Striking:
    """The store's acts, or the queue: before and after each call lies a moment at which the strike may come."""

    def __init__(self, behind: Any, strike: Strike) -> None:
        self._behind, self._strike = behind, strike

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._behind, name)

        def struck(*args: Any, **options: Any) -> Any:
            self._strike.moment()
            result = call(*args, **options)
            self._strike.moment()
            return result

        return struck


class Pushing(RuleBasedStateMachine):
    """See the module."""

    wrong = timedelta(0)

    @initialize(lag=st.sampled_from([0.0, 5.0, 45.0]), wrong=st.sampled_from([0, 86_400, -86_400]))
    def open(self, lag: float, wrong: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="push-"))
        self.demo = DemoStore.start(orders=6, events=3, plan="plus", index_lag=lag, job_delay=0.0, seed=3)
        self.time = SharedTime(self.demo.clock, timedelta(seconds=wrong))
        self.strike = Strike()
        self.rig = self.station()
        available = [v for v in self.demo.world.variants if _available(v) > 30]
        self.variants = sorted(available, key=lambda v: v.id)[:3]
        assert self.variants
        self.before = set(self.demo.world.orders.rows)
        self.sold: dict[str, dict[str, int]] = {}  # sale → units wanted, refunded, added, sent
        self.acts: list[int] = []

    def station(self) -> PushRig:
        def wrap(behind: Any) -> Any:
            return Striking(behind, self.strike)

        return PushRig(self.folder / "p", self.demo, self.time, threads=1, own_app=True, wrap=wrap, wrap_queue=wrap)

    # what is done at the till -----------------------------------------------------------------------------------

    @rule(which=st.integers(0, 2), quantity=st.integers(2, 4))
    def sell(self, which: int, quantity: int) -> None:
        source = str(UUID(int=len(self.sold) + 1))  # the same in each run of these steps
        variant = self.variants[which % len(self.variants)]
        self.acts.append(self.rig.add("sale", sale(variant.id, quantity, variant.price), f"sale:{source}", source))
        self.sold[source] = {"variant": variant.id, "units": quantity, "dead": 0, "added": 0, "sent": 0}

    @precondition(lambda self: any(s["units"] - s["dead"] > 1 and not s["sent"] for s in self.sold.values()))
    @rule(data=st.data())
    def refund(self, data: st.DataObject) -> None:
        ready = sorted(key for key, s in self.sold.items() if s["units"] - s["dead"] > 1 and not s["sent"])
        source = data.draw(st.sampled_from(ready))
        found = self.sold[source]
        found["dead"] += 1
        line = {"line": 1, "units": [found["dead"]], "restock": "cancel"}
        self.acts.append(self.rig.add("refund", {"sale": source, "currency": "EUR", "lines": [line]}, f"sale:{source}"))

    @precondition(lambda self: any(not s["sent"] and not s["added"] for s in self.sold.values()))
    @rule(data=st.data())
    def exchange(self, data: st.DataObject) -> None:
        source = data.draw(st.sampled_from(sorted(k for k, s in self.sold.items() if not s["sent"] and not s["added"])))
        self.sold[source]["added"] = 1
        add = [{"variant_id": self.variants[0].id, "quantity": 1}]
        self.acts.append(self.rig.add("edit_order", {"sale": source, "add": add}, f"sale:{source}"))

    @precondition(lambda self: any(not s["sent"] for s in self.sold.values()))
    @rule(data=st.data())
    def hand_over(self, data: st.DataObject) -> None:
        source = data.draw(st.sampled_from(sorted(k for k, s in self.sold.items() if not s["sent"])))
        self.sold[source]["sent"] = 1
        payload = {"sale": source, "lines": [{"line": 1, "quantity": 1}]}
        self.acts.append(self.rig.add("fulfil", payload, f"sale:{source}"))

    @rule(delta=st.integers(1, 5))
    def put_up(self, delta: int) -> None:
        variant = self.variants[-1]
        level = next(iter(variant.item.levels.values()))
        change = {"item_id": variant.item.id, "location_id": level.location.id, "delta": delta}
        self.acts.append(self.rig.add("adjust_stock", {"changes": [change]}, f"variant:{variant.id}"))
        self.put = getattr(self, "put", 0) + delta

    # what happens ------------------------------------------------------------------------------------------------

    @rule(
        name=st.sampled_from(["bad-gateway", "dropped-connection", "throttle-storm", "token-expiry", "server-error"]),
        count=st.integers(1, 3),
    )
    def trouble(self, name: str, count: int) -> None:
        self.demo.faults.add(Fault(name, probability=0.6, count=count))

    @rule(patience=st.sampled_from([0.0, 5.0, 200.0]))
    def push(self, patience: float) -> None:
        with contextlib.suppress(ConnectionTrouble):
            self.rig.push(patience)

    @rule(moments=st.integers(0, 30), patience=st.sampled_from([0.0, 30.0]))
    def push_and_be_struck_down(self, moments: int, patience: float) -> None:
        self.strike.at(moments)
        with contextlib.suppress(StruckDown, ConnectionTrouble):
            self.rig.push(patience)
        self.strike.at(-1)
        self.rig.close()
        self.rig = self.station()

    @rule(seconds=st.sampled_from([1.0, 60.0, 1_200.0, 2 * DAY_S]))
    def time_passes(self, seconds: float) -> None:
        self.demo.advance(seconds)

    @rule()
    def web_order(self) -> None:
        self.demo.query(
            "mutation($o: OrderCreateOrderInput!) { orderCreate(order: $o) { userErrors { message } } }",
            {"o": {"lineItems": [{"title": "Programmheft", "quantity": 1, "priceSet": {"shopMoney": EURO}}]}},
        )

    # what must hold ----------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_doubled(self) -> None:
        if not hasattr(self, "sold"):
            return
        with self.demo.world.lock:
            sources = [o.source_identifier for o in self.demo.world.orders if o.source_identifier in self.sold]
            assert len(sources) == len(set(sources)), "a sale is in the store twice"
            for order in self.demo.world.orders:
                self.no_more_than_was_done(order)

    def no_more_than_was_done(self, order: Any) -> None:
        found = self.sold.get(order.source_identifier or "")
        if found is None:
            return
        assert len(order.refunds) <= found["dead"]
        assert order.lines[0].quantity == found["units"]
        assert len(order.lines) - 1 <= found["added"]
        assert len(order.fulfillments) <= found["sent"]

    def teardown(self) -> None:
        if not hasattr(self, "rig"):
            return
        try:
            self.settle_down()
            self.everything_arrived()
        finally:
            self.rig.close()
            self.demo.stop()
            shutil.rmtree(self.folder)

    def settle_down(self) -> None:
        """Quiet: the store is well, time passes, other orders show that the index goes on, a person decides."""
        self.demo.faults.clear()
        for _ in range(40):
            self.rig.push(1_200)
            for entry in self.rig.profile.outbox.entries():
                if entry.state == "attention":
                    self.decide(entry)
            if not any(self.rig.profile.send_queue.waiting()):
                return
            self.web_order()
            self.demo.advance(90)
            self.web_order()
        left = [(e.kind, e.state, e.last_error) for e in self.rig.profile.outbox.entries() if e.state != "done"]
        raise AssertionError(f"acts never came to an end: {left}")

    def decide(self, entry: OutboxEntry) -> None:
        """A person looks into the store, as the words say."""
        assert entry.error_code == "maybe_done", (entry.kind, entry.error_code, entry.last_error)
        if entry.kind == "adjust_stock":  # how much of it is there a person sees in the item's history
            uri = f"ticketforge://act/{entry.source}"
            there = any(
                g.get("referenceDocumentUri") == uri for g in self.demo.world.records_of("InventoryAdjustmentGroup")
            )
        else:
            assert entry.kind == "sale", entry.kind
            there = any(o.source_identifier == entry.source for o in self.demo.world.orders)
        if there and entry.kind == "adjust_stock":
            self.rig.profile.outbox.settle(entry.outbox_id, "It is in the item's history.", DEFAULT_MANAGER)
        else:
            assert not there, "a sale that is there is found"
            self.rig.profile.outbox.retry(entry.outbox_id, DEFAULT_MANAGER)

    def everything_arrived(self) -> None:
        entries = {entry.outbox_id: entry for entry in self.rig.profile.outbox.entries()}
        assert sorted(entries) == sorted(self.acts), "no row is ever deleted"
        assert all(entry.state == "done" for entry in entries.values())
        self.demo.quiesce()
        by_source = {order.source_identifier: order for order in self.demo.world.orders}
        for source, wanted in self.sold.items():
            order = by_source[source]
            assert (len(order.refunds), order.lines[0].current_quantity) == (
                wanted["dead"],
                wanted["units"] - wanted["dead"],
            )
            assert len(order.lines) == 1 + wanted["added"]
            assert len(order.fulfillments) == wanted["sent"]
            if wanted["dead"]:
                named = order.metafields["ticketforge", "void_units"].value
                assert named == f'{{"{order.lines[0].id}":{list(range(1, wanted["dead"] + 1))}}}'.replace(" ", "")
        told = self.demo.world.records_of("InventoryAdjustmentGroup")
        by_hand = [g for g in told if str(g.get("referenceDocumentUri")).startswith("ticketforge://act/")]
        assert sum(
            row["delta"] for group in by_hand for row in group["changes"] if row["name"] == "available"
        ) == getattr(self, "put", 0)
        assert contradictions(self.demo.world) == []
        assert self.demo.executor.crashes == []
        self.in_order(entries)

    def in_order(self, entries: dict[int, OutboxEntry]) -> None:
        """On one sale an act was sent only when all before it were done."""
        with self.rig.profile.send_queue._readers.borrow() as connection:
            story = connection.execute("SELECT outbox_id, outcome FROM outbox_attempts ORDER BY attempt_id").fetchall()
        first = {outbox_id: at for at, (outbox_id, _) in reversed(list(enumerate(story)))}
        last = {outbox_id: at for at, (outbox_id, _) in enumerate(story)}
        by_aggregate: dict[str, list[int]] = {}
        for outbox_id in sorted(entries):
            by_aggregate.setdefault(entries[outbox_id].aggregate, []).append(outbox_id)
        for row in by_aggregate.values():
            for earlier, later in itertools.pairwise(row):
                assert last[earlier] < first[later]


EURO = {"amount": "3.00", "currencyCode": "EUR"}


def _available(variant: Any) -> int:
    return sum(level.quantities["available"] for level in variant.item.levels.values())


COMMON = {
    "deadline": None,
    # Shrinking takes minutes here; the steps of a failing run are printed all the same.
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
}

TestPushing = Pushing.TestCase
TestPushing.settings = settings(max_examples=12, stateful_step_count=25, **COMMON)


@pytest.mark.long
class TestPushingLong(Pushing.TestCase):
    settings = settings(max_examples=60, stateful_step_count=50, **COMMON)
