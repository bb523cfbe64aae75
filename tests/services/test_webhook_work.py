"""Webhooks acted on: fetched again, whatever trouble one thing or the store is in; and what the law asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.webhook_props import Clock, delivery, rows
from tests.storage.shop_makers import SHOP as MIRRORED
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import (
    DiskFull,
    NetworkUnavailable,
    StoreRefused,
    TokenRefused,
)
from ticketforge_desktop.services.connection_state import LockReason
from ticketforge_desktop.services.ports.store import StorePage
from ticketforge_desktop.services.ports.webhooks import (
    WebhookTask,
)
from ticketforge_desktop.services.webhook_duties import WebhookDuties
from ticketforge_desktop.services.webhook_work import LONGEST_PAUSE, WorkOffWebhooks, due_in, pause_after
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def profile(tmp_path: Path, clock: Clock) -> Iterator[Profile]:
    with open_profile(tmp_path / "home", KEYS, ShopKeys(lambda: EAN_KEY), clock.now) as opened:
        yield opened


class Stub:
    """A store and a mirror in one: who is there, who makes trouble, what was asked and written."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[int]]] = []
        self.applied: list[StoreBatch] = []
        self.removed: dict[str, list[int]] = {}
        self.bad: set[int] = set()
        self.no_events: set[int] = set()
        self.away: Exception | None = None
        self.mirrored = True

    def fetch_orders(self, ids: list[int], *, urgent: bool = True) -> StorePage:
        assert not urgent, "the fast lane is the door's"
        return self._page("orders", ids)

    def fetch_products(self, ids: list[int]) -> StorePage:
        return self._page("products", ids)

    def fetch_stock(self, ids: list[int]) -> StorePage:
        return self._page("stock", ids)

    def shop(self) -> Any:
        if self.away is not None:
            raise self.away
        return MIRRORED if self.mirrored else None

    def apply(self, batch: StoreBatch, _watermark: None) -> ChangeSet:
        self.applied.append(batch)
        return ChangeSet.of(Kind.ORDER)

    def remove(self, **ids: Sequence[int]) -> ChangeSet:
        self.removed |= {kind: sorted(numbers) for kind, numbers in ids.items()}
        return ChangeSet.of(Kind.EVENT)

    def _page(self, kind: str, ids: list[int]) -> StorePage:
        self.asked.append((kind, sorted(ids)))
        if self.away is not None:
            raise self.away
        if self.bad & set(ids):
            raise StoreRefused(f"Not {sorted(self.bad & set(ids))}, says shpat_0123456789abcdef.")
        return StorePage(StoreBatch(), "", False, "", no_events=tuple(self.no_events & set(ids)))


class Mirrored(Stub):
    """The mirror's side: whether it copies a shop does not depend on the store."""

    def shop(self) -> Any:
        return MIRRORED if self.mirrored else None


def working(profile: Profile, stub: Stub, clock: Clock, **more: Any) -> WorkOffWebhooks:
    mirror = Mirrored()
    mirror.__dict__ = stub.__dict__
    return WorkOffWebhooks(profile.webhook_inbox, lambda: stub, mirror, lambda _task: ChangeSet(), clock, **more)


def test_a_thing_named_many_times_is_fetched_once(profile: Profile, clock: Clock) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    for count, topic in enumerate(["orders/create", "orders/paid", "orders/updated", "refunds/create"] * 3):
        inbox.take(delivery(topic, "order:7", f"w{count}"))
    inbox.take(delivery("inventory_levels/update", "stock:3"))
    inbox.take(delivery("products/update", "product:4"))
    heard: list[ChangeSet] = []
    report = working(profile, stub, clock, changed=heard.append).run()
    assert (report.done, report.failed, report.waiting) == (14, 0, 0)
    assert stub.asked == [("products", [4]), ("orders", [7]), ("stock", [3])], "an order finds its event"
    assert heard[0].touches(Kind.ORDER)
    assert working(profile, stub, clock).run().done == 0


def test_only_what_was_said_to_be_deleted_and_is_gone_goes(profile: Profile, clock: Clock) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    stub.no_events = {6}
    for topic, thing in {
        ("orders/delete", "order:1"),
        ("orders/updated", "order:2"),
        ("products/delete", "product:4"),
        ("products/update", "product:5"),
        ("products/update", "product:6"),
    }:
        inbox.take(delivery(topic, thing))
    assert working(profile, stub, clock).run().done == 5
    assert stub.removed == {"order_ids": [1], "product_ids": [4, 6]}


def test_one_things_trouble_stops_no_other_and_is_tried_again_later(profile: Profile, clock: Clock) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    stub.bad = {3}
    for number in range(1, 6):
        inbox.take(delivery("orders/updated", f"order:{number}"))
    report = working(profile, stub, clock).run()
    assert (report.done, report.failed, report.waiting) == (4, 1, 1)
    assert stub.asked[0] == ("orders", [1, 2, 3, 4, 5])
    ((error, attempts),) = rows(profile, "SELECT last_error, attempts FROM webhook_tasks WHERE done_at = ''")
    assert error == "store_refused: Not [3], says …."
    assert attempts == 1
    assert working(profile, stub, clock).run().failed == 0, "not before its time"
    for attempt in range(1, 30):
        pause = due_in(inbox, clock.now())
        assert pause == pause_after(attempt - 1)
        clock.at += pause
        assert working(profile, stub, clock).run().failed == 1
    assert pause_after(29) == LONGEST_PAUSE
    stub.bad = set()
    clock.at += LONGEST_PAUSE
    assert working(profile, stub, clock).run().done == 1
    assert due_in(inbox, clock.now()) is None


@pytest.mark.parametrize("trouble", [NetworkUnavailable("Away."), TokenRefused("No."), DiskFull("Full.")])
def test_while_the_store_is_away_nothing_counts_as_tried(profile: Profile, clock: Clock, trouble: Exception) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    for number in range(1, 4):
        inbox.take(delivery("orders/updated", f"order:{number}"))
    stub.away = trouble
    with pytest.raises(type(trouble)):
        working(profile, stub, clock).run()
    assert rows(profile, "SELECT DISTINCT attempts, done_at FROM webhook_tasks") == [(0, "")]
    stub.away = None
    assert working(profile, stub, clock).run().done == 3


def test_before_the_first_sync_calls_wait_and_the_law_does_not(profile: Profile, clock: Clock) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    stub.mirrored = False
    inbox.take(delivery("orders/updated", "order:1"))
    inbox.take(delivery("shop/redact", "shop:1"))
    report = working(profile, stub, clock).run()
    assert (report.done, report.waiting) == (1, 1)
    assert stub.asked == []


def test_old_receipts_go_with_what_is_done(profile: Profile, clock: Clock) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    for number in range(1, 4):
        inbox.take(delivery("orders/updated", f"order:{number}", f"w{number}"))
    working(profile, stub, clock).run()
    inbox.take(delivery("orders/updated", "order:9", "w9"))
    clock.at += timedelta(days=1)
    assert inbox.prune(clock.now()) == 3
    assert rows(profile, "SELECT webhook_id FROM webhook_receipts") == [("w9",)], "what waits stays, however old"
    assert inbox.waiting() == 1


class Duties:
    """The duties, with all that is done about them."""

    def __init__(self, profile: Profile, stub: Stub, connected: datetime | None = None) -> None:
        self.locked: list[LockReason] = []
        self.erased: list[tuple[int, list[int]]] = []
        self.act = WebhookDuties(
            profile.privacy_cases,
            self,
            lambda reason, _staff: self.locked.append(reason),
            lambda: connected,
            lambda: stub,
        )

    def erase_person(self, customer_id: int, order_ids: Sequence[int]) -> ChangeSet:
        self.erased.append((customer_id, list(order_ids)))
        return ChangeSet.of(Kind.PARTICIPANT)


def task(clock: Clock, topic: str, thing: str, **more: Any) -> WebhookTask:
    return WebhookTask(1, delivery(topic, thing, **more), clock.now(), 0)


def test_a_case_is_opened_once_with_its_deadline(profile: Profile, clock: Clock) -> None:
    duties = Duties(profile, Stub())
    facts = {"customer_id": 7, "address": "a@example.com", "order_ids": [1, 2]}
    redaction = task(clock, "customers/redact", "customer:7", facts=facts)
    assert duties.act(redaction).touches(Kind.PARTICIPANT)
    clock.at += timedelta(hours=1)
    duties.act(redaction)
    assert duties.erased == [(7, [1, 2])] * 2, "erasing twice changes nothing"
    ((kind, address, due, report),) = rows(profile, "SELECT kind, address, due_at, report FROM privacy_cases")
    assert (kind, address, due[:10]) == ("erase", "a@example.com", "2026-12-22")
    assert json.loads(report) == {"orders": [1, 2], "mirror": "erased"}
    assert rows(profile, "SELECT count(*) FROM audit WHERE action = 'privacy_erase'") == [(1,)]
    assert "example.com" not in repr(rows(profile, "SELECT * FROM audit"))


@pytest.mark.parametrize(
    ("triggered", "store", "locked"),
    [
        ("2026-11-22T11:00:00Z", None, []),  # before we connected, and the store knows us
        ("2026-11-22T11:00:00Z", TokenRefused("No."), [LockReason.APP_UNINSTALLED]),
        ("2026-11-22T11:59:59.999999Z", None, []),
        ("2026-11-22T12:00:00Z", None, [LockReason.APP_UNINSTALLED]),  # the very moment is no longer before
        ("2026-11-22T12:59:59+01:00", None, []),  # times are compared, not what clocks of countries show
        ("2026-11-22T13:00:00.123456789Z", None, [LockReason.APP_UNINSTALLED]),
        ("2026-11-22T11:00:00", None, [LockReason.APP_UNINSTALLED]),  # says no offset: no telling
        ("", None, [LockReason.APP_UNINSTALLED]),
    ],
)
def test_an_uninstall_that_came_late_is_asked_about(
    profile: Profile, clock: Clock, triggered: str, store: Exception | None, locked: list[LockReason]
) -> None:
    stub = Stub()
    stub.away = store
    duties = Duties(profile, stub, connected=clock.now())
    duties.act(task(clock, "app/uninstalled", "shop:1", triggered_at=triggered))
    assert duties.locked == locked


def test_where_nobody_knows_when_it_was_connected_an_uninstall_counts(profile: Profile, clock: Clock) -> None:
    duties = Duties(profile, Stub(), connected=None)
    duties.act(task(clock, "app/uninstalled", "shop:1", triggered_at="2026-11-01T00:00:00Z"))
    assert duties.locked == [LockReason.APP_UNINSTALLED]


def test_a_late_uninstall_waits_for_a_store_that_is_away(profile: Profile, clock: Clock) -> None:
    stub, inbox = Stub(), profile.webhook_inbox
    stub.away = NetworkUnavailable("Away.")
    duties = Duties(profile, stub, connected=clock.now())
    inbox.take(delivery("app/uninstalled", "shop:1", triggered_at="2026-11-01T00:00:00Z"))
    working = WorkOffWebhooks(inbox, lambda: stub, Mirrored(), duties.act, clock)
    assert working.run().failed == 1
    assert duties.locked == []
    stub.away, clock.at = None, clock.now() + timedelta(minutes=1)
    assert working.run().done == 1
