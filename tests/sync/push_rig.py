"""A station that pushes: a real file, real HTTP to an embedded store, and a clock that store and station share."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.entities import Order, Variant
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.ports.outbox import Act, OutboxEntry, PushReport, SendQueue, StoreActs
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.throttle import Throttle
from ticketforge_desktop.storage.profile import Profile, ProfileKeys, open_profile
from ticketforge_desktop.sync.push import Pusher

KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)


class SharedTime:
    """The station's clock, `wrong` by so much, beside the store's; sleeping moves both, and takes no time."""

    def __init__(self, store: StoreClock, wrong: timedelta = timedelta(0)) -> None:
        self.store, self.wrong = store, wrong
        self.slept = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.store.now(), UTC) + self.wrong

    def seconds(self) -> float:
        return self.store.now()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds
            self.store.advance(seconds)
        threading.Event().wait(0.0005)


class PushRig:
    """One station and its outbox."""

    def __init__(
        self,
        folder: Path,
        demo: DemoStore,
        time: SharedTime,
        *,
        own_app: bool = False,
        threads: int = 4,
        wrap: Callable[[StoreActs], StoreActs] = lambda acts: acts,
        wrap_queue: Callable[[SendQueue], SendQueue] = lambda queue: queue,
    ) -> None:
        """`own_app`: with the seller's own app, whose token can be renewed; else with a pasted one."""
        self.folder, self.demo, self.time, self.threads = folder, demo, time, threads
        self.wrap, self.wrap_queue = wrap, wrap_queue
        self.jitter = random.Random(7).random
        self.store = open_store(
            StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
            if own_app
            else StoreLogin(demo.url, token=demo.token),
            throttle=Throttle(now=time.seconds, sleep=time.sleep),
            sleep=time.sleep,
        )
        self.profile: Profile = open_profile(folder, KEYS, now=time.now)

    def add(self, kind: str, payload: dict[str, object], aggregate: str = "", source: str = "") -> int:
        source = source or str(uuid4())
        act = Act(kind, aggregate or f"{kind}:{source}", payload, source=source)
        return self.profile.outbox.add(act, DEFAULT_MANAGER)

    def push(self, patience_s: float = 0.0, *, stopped: Callable[[], bool] = lambda: False) -> PushReport:
        pusher = Pusher(
            self.wrap_queue(self.profile.send_queue),
            self.wrap(self.store.acts()),
            lock=FileLock(self.folder / "push.lock"),
            clock=self.time,
            sleep=self.time.sleep,
            jitter=self.jitter,
            threads=self.threads,
        )
        return pusher.run(DEFAULT_MANAGER, patience_s=patience_s, stopped=stopped)

    def entry(self, outbox_id: int) -> OutboxEntry:
        return self.profile.outbox.entry(outbox_id)

    def story(self, outbox_id: int) -> list[str]:
        return [attempt.outcome for attempt in self.profile.outbox.attempts(outbox_id)]

    def done(self, kind: str, payload: dict[str, object], aggregate: str = "", source: str = "") -> dict[str, Any]:
        """Add, push, and it must be done."""
        outbox_id = self.add(kind, payload, aggregate, source)
        self.push(60)
        entry = self.entry(outbox_id)
        assert entry.state == "done", (entry.state, entry.last_error)
        return entry.result

    def parked(self, kind: str, payload: dict[str, object], aggregate: str = "", source: str = "") -> OutboxEntry:
        """Add, push, and it must wait for a person."""
        outbox_id = self.add(kind, payload, aggregate, source)
        self.push(60)
        entry = self.entry(outbox_id)
        assert entry.state == "attention", (entry.state, entry.result)
        return entry

    def close(self) -> None:
        self.store.close()
        self.profile.close()


@contextmanager
def pushing(folder: Path, demo: DemoStore, *, wrong: timedelta = timedelta(0), **options: Any) -> Iterator[PushRig]:
    """A station on a store; `wrong` is what its clock is off by."""
    rig = PushRig(folder, demo, SharedTime(demo.clock, wrong), **options)
    try:
        yield rig
    finally:
        rig.close()


def sale(variant_id: int, quantity: int = 1, unit_minor: int = 4200, **more: Any) -> dict[str, Any]:
    """A paid sale of one category."""
    paid = [{"gateway": "cash", "minor": quantity * unit_minor}]
    line = {"variant_id": variant_id, "quantity": quantity, "unit_minor": unit_minor}
    return {"currency": "EUR", "lines": [line], "payments": paid} | more


def variant(demo: DemoStore) -> Variant:
    """A category with plenty of stock."""
    return next(v for v in demo.world.variants if sum(x.quantities["available"] for x in v.item.levels.values()) > 50)


def orders_of(demo: DemoStore, source: str) -> list[Order]:
    return [order for order in demo.world.orders if order.source_identifier == source]


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
