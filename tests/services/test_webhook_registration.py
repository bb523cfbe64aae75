"""Where the store posts to: compared, moved without a gap, others' left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.services.webhook_props import STEWARD, Clock
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.domain.errors import (
    BadInput,
    RightMissing,
    StoreRefused,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.webhooks import (
    Subscription,
)
from ticketforge_desktop.services.webhook_registration import RegisterWebhooks, checked_address
from ticketforge_desktop.shopify.subscriptions import SUBSCRIBED
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def profile(tmp_path: Path, clock: Clock) -> Iterator[Profile]:
    with open_profile(tmp_path / "home", KEYS, ShopKeys(lambda: EAN_KEY), clock.now) as opened:
        yield opened


class AppSubscriptions:
    """The app's subscriptions as a store keeps them."""

    def __init__(self) -> None:
        self.kept: dict[str, Subscription] = {}
        self.refused: set[str] = set()
        self.least = 99

    def topics(self) -> Any:
        return SUBSCRIBED

    def all(self) -> Sequence[Subscription]:
        return list(self.kept.values())

    def subscribe(self, topic: str, address: str, fields: Sequence[str]) -> Subscription:
        if topic in self.refused:
            raise StoreRefused(f"You do not have the scopes for {topic}.")
        assert not any((one.topic, one.address) == (topic, address) for one in self.kept.values()), "taken"
        number = f"gid://shopify/WebhookSubscription/{topic}-{address}"
        made = Subscription(number, topic, address, tuple(fields))
        self.kept[made.subscription_id] = made
        return made

    def unsubscribe(self, subscription_id: str) -> None:
        del self.kept[subscription_id]
        self.least = min(self.least, len({one.topic for one in self.kept.values()}))


FIRST, SECOND = "https://one.example.com/webhooks", "https://two.example.com/webhooks"


def test_registering_twice_changes_nothing_and_a_new_address_is_moved(profile: Profile) -> None:
    store = AppSubscriptions()
    registering = RegisterWebhooks(store, profile.station)
    made = registering.register("https://one.example.com", DEFAULT_MANAGER)
    assert (made.address, set(made.created), made.kept) == (FIRST, set(SUBSCRIBED), ())
    again = registering.register(FIRST, DEFAULT_MANAGER)
    assert (again.created, set(again.kept), again.removed) == ((), set(SUBSCRIBED), ())

    moved = registering.register(SECOND, DEFAULT_MANAGER)
    assert set(moved.created) == set(moved.removed) == set(SUBSCRIBED)
    assert {one.address for one in store.all()} == {SECOND}
    assert store.least == len(SUBSCRIBED), "no topic was without an address meanwhile"

    gone = registering.remove("", DEFAULT_MANAGER)
    assert set(gone.removed) == set(SUBSCRIBED)
    assert store.all() == []


def test_other_stations_of_the_app_are_left_alone(profile: Profile) -> None:
    store = AppSubscriptions()
    other = store.subscribe("orders/paid", "https://other.example.com/webhooks", ())
    registering = RegisterWebhooks(store, profile.station)
    assert registering.register(FIRST, DEFAULT_MANAGER).others == (other,)
    assert registering.remove("", DEFAULT_MANAGER).others == (other,)
    assert store.all() == [other]
    assert registering.remove(other.address, DEFAULT_MANAGER).removed == ("orders/paid",)


def test_one_that_sends_other_fields_is_made_anew(profile: Profile) -> None:
    store = AppSubscriptions()
    store.subscribe("orders/paid", FIRST, ())
    made = RegisterWebhooks(store, profile.station).register(FIRST, DEFAULT_MANAGER)
    assert set(made.created) == set(SUBSCRIBED)
    assert {one.topic: one.fields for one in store.all()} == dict(SUBSCRIBED)


def test_topics_the_app_may_not_have_are_named_and_the_rest_registered(profile: Profile) -> None:
    store = AppSubscriptions()
    registering = RegisterWebhooks(store, profile.station)
    registering.register(FIRST, DEFAULT_MANAGER)
    store.refused = {"inventory_levels/update"}
    with pytest.raises(StoreRefused) as refused:
        registering.register(SECOND, DEFAULT_MANAGER)
    assert refused.value.facts["topics"] == ["inventory_levels/update"]
    addresses = {(one.topic, one.address) for one in store.all()}
    assert ("inventory_levels/update", FIRST) in addresses, "the old address goes on until the new one has all"
    assert ("orders/paid", SECOND) in addresses
    store.refused = set()
    assert registering.register(SECOND, DEFAULT_MANAGER).created == ("inventory_levels/update",)
    assert {one.address for one in store.all()} == {SECOND}


def test_only_who_may_connect_may_register(profile: Profile) -> None:
    registering = RegisterWebhooks(AppSubscriptions(), profile.station)
    for act in (registering.register, registering.remove):
        with pytest.raises(RightMissing):
            act(FIRST, STEWARD)


WRONG = ["", "tickets.example.com", "http://tickets.example.com", "https://", "ftp://x/webhooks", "https://a b/"]
WRONG += ["https://x:port/", "https://user:pass@x/", "https://x/?a=b", "https://x/#a", "https://ü.example.com/"]


@pytest.mark.parametrize("address", [*WRONG, "https://[::1/"])
def test_an_address_the_store_cannot_post_to(address: str) -> None:
    with pytest.raises(BadInput):
        checked_address(address)


def test_an_address_is_registered_as_it_is_reached() -> None:
    assert checked_address(" https://x.example.com/ ") == "https://x.example.com/webhooks"
    assert checked_address("https://x.example.com:8443/hooks/shop") == "https://x.example.com:8443/hooks/shop"
    assert checked_address("http://127.0.0.1:8921") == "http://127.0.0.1:8921/webhooks"
