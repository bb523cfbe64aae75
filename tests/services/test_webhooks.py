"""Webhooks taken and kept: only signed ones, each once, by either secret after a rotation."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.webhook_props import SECRET, SHOP, STEWARD, Clock, rows
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.domain.errors import (
    BadInput,
    DiskFull,
    KeyMissing,
    NotConnected,
    NoWebhookSecret,
    RightMissing,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.services.ports.webhooks import (
    TOPICS,
    Answer,
    Delivery,
    Posted,
    Receipt,
    ReceiptState,
)
from ticketforge_desktop.services.webhook_secrets import NAME, SigningSecrets
from ticketforge_desktop.services.webhooks import ReceiveWebhooks
from ticketforge_desktop.shopify.webhooks import ShopifyWebhooks
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def profile(tmp_path: Path, clock: Clock) -> Iterator[Profile]:
    with open_profile(tmp_path / "home", KEYS, ShopKeys(lambda: EAN_KEY), clock.now) as opened:
        yield opened


class Secrets:
    """The signing secrets of a profile, and what it is connected with."""

    def __init__(self, profile: Profile, clock: Clock, app: str = "") -> None:
        self.kept, self.app = MemorySecrets(), app
        self.signing = SigningSecrets(self.kept, self.app_secret, clock, profile.station)

    def app_secret(self) -> str:
        if self.app == "nothing":
            raise NotConnected("No store.")
        return self.app


def test_the_old_secret_counts_for_an_hour(profile: Profile, clock: Clock) -> None:
    secrets = Secrets(profile, clock).signing
    secrets.put("the-first-secret", DEFAULT_MANAGER)
    secrets.put("the-second-secret", DEFAULT_MANAGER)
    secrets.put("the-second-secret", DEFAULT_MANAGER)
    assert secrets.accepted() == ["the-second-secret", "the-first-secret"]
    clock.at += timedelta(minutes=59)
    assert secrets.accepted() == ["the-second-secret", "the-first-secret"]
    clock.at += timedelta(minutes=1)
    assert secrets.accepted() == ["the-second-secret"]
    secrets.put("the-third-secret", DEFAULT_MANAGER)
    assert secrets.accepted() == ["the-third-secret", "the-second-secret"]
    assert "secret" not in repr(rows(profile, "SELECT detail, before, after FROM audit"))


def test_the_apps_own_secret_signs_and_is_rotated_by_connecting_again(profile: Profile, clock: Clock) -> None:
    held = Secrets(profile, clock, "app-secret-one")
    assert held.signing.accepted() == ["app-secret-one"]
    held.app = "app-secret-two"
    assert held.signing.accepted() == ["app-secret-one"], "looked up a moment ago"
    clock.at += timedelta(seconds=2)
    assert held.signing.accepted(soon=True) == ["app-secret-two", "app-secret-one"]
    held.app = "nothing"
    clock.at += timedelta(hours=2)
    assert held.signing.accepted() == ["app-secret-two"]


def test_without_any_secret_nothing_is_received(profile: Profile, clock: Clock) -> None:
    held = Secrets(profile, clock, "nothing")
    with pytest.raises(NoWebhookSecret) as refused:
        held.signing.require()
    assert "webhooks secret" in refused.value.next_step
    for wrong in ("", "short", "with blanks in it", "ümlaut-secret", "x" * 257):
        with pytest.raises(BadInput):
            held.signing.put(wrong, DEFAULT_MANAGER)
    with pytest.raises(RightMissing):
        held.signing.put("a-good-secret", STEWARD)
    assert held.signing.accepted() == []


@pytest.mark.parametrize("damaged", ["{", "[]", '{"own": 5}', '{"own": ["a", "b", "no time"]}', '{"own": [1,2,3,4]}'])
def test_a_damaged_entry_counts_as_none(profile: Profile, clock: Clock, damaged: str) -> None:
    held = Secrets(profile, clock, "app-secret-one")
    held.kept.put(NAME, damaged)
    assert held.signing.accepted() == ["app-secret-one"]


def posted(body: bytes, topic: str = "orders/updated", secret: str = SECRET, webhook_id: str = "w-1") -> Posted:
    digest = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    told = {"topic": topic, "hmac-sha256": digest, "shop-domain": SHOP, "webhook-id": webhook_id}
    return Posted({f"x-shopify-{name}": value for name, value in told.items()}, body)


class Desk:
    """What receives, with all that was told."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        self.secrets = Secrets(profile, clock, SECRET)
        self.receipts: list[Receipt] = []
        self.inbox = profile.webhook_inbox
        self.receive = ReceiveWebhooks(
            ShopifyWebhooks(), self.secrets.signing, self.inbox, lambda: SHOP, self.receipts.append
        )


@pytest.fixture
def desk(profile: Profile, clock: Clock) -> Desk:
    return Desk(profile, clock)


def test_what_is_accepted_is_durable_and_taken_once(desk: Desk, profile: Profile) -> None:
    assert desk.receive.take(posted(b'{"id": 5}')) == Answer(200, "accepted")
    assert rows(profile, "SELECT webhook_id, topic, object FROM webhook_receipts") == [
        ("w-1", "orders/updated", "order:5")
    ]
    assert desk.receive.take(posted(b'{"id": 5}')) == Answer(200, "duplicate")
    assert desk.receive.take(posted(b'{"id": 6}')) == Answer(200, "duplicate"), "the id decides, whatever else is said"
    assert desk.inbox.waiting() == 1
    assert [receipt.state for receipt in desk.receipts] == [ReceiptState.ACCEPTED] + [ReceiptState.DUPLICATE] * 2


def test_what_nobody_signed_leaves_no_trace(desk: Desk, profile: Profile) -> None:
    for wrong in (posted(b'{"id": 5}', secret="other"), Posted({}, b'{"id": 5}')):
        assert desk.receive.take(wrong) == Answer(401, "signature")
    assert desk.receipts == [Receipt("", "", ReceiptState.REFUSED, "signature")] * 2
    assert rows(profile, "SELECT * FROM webhook_receipts") == rows(profile, "SELECT * FROM webhook_tasks") == []


def test_a_full_disk_sends_the_store_away_for_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_delivery: Delivery) -> bool:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(desk.inbox, "take", full)
    assert desk.receive.take(posted(b'{"id": 5}')).status == 503
    monkeypatch.setattr(desk.secrets.kept, "get", lambda _name: (_ for _ in ()).throw(KeyMissing("No keyring.")))
    desk.secrets.signing._held = None
    assert desk.receive.take(posted(b'{"id": 5}')).status == 503
    assert {receipt.state for receipt in desk.receipts} == {ReceiptState.REFUSED}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.sampled_from([*TOPICS, "carts/update", ""]),
    st.binary(max_size=60) | st.sampled_from([b'{"id": 5}', b'{"order_id": 5}', b'{"inventory_item_id": 5}']),
    st.booleans(),
    st.text(max_size=8),
)
def test_only_signed_bodies_ever_make_a_task(
    desk: Desk, topic: str, body: bytes, signed: bool, webhook_id: str
) -> None:
    before = desk.inbox.waiting()
    answer = desk.receive.take(posted(body, topic, SECRET if signed else "guessed-secret", webhook_id))
    made = desk.inbox.waiting() - before
    assert made == (answer == Answer(200, "accepted"))
    if not signed:
        assert answer == Answer(401, "signature")
