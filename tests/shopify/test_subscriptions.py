"""This app's webhook subscriptions in the embedded store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import StoreRefused
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.ports.webhooks import Subscriptions
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.subscriptions import SUBSCRIBED

ADDRESS = "https://tickets.example.com/webhooks"


@pytest.fixture
def kept() -> Iterator[Subscriptions]:
    with DemoStore.start(events=2, orders=2) as demo:
        store = open_store(StoreLogin(demo.url, token=demo.token))
        yield store.subscriptions()
        store.close()


def test_what_is_subscribed_is_listed_as_it_was_asked_for(kept: Subscriptions) -> None:
    made = [kept.subscribe(topic, ADDRESS, fields) for topic, fields in kept.topics().items()]
    assert kept.all() == made
    assert {one.topic: one.fields for one in made} == dict(SUBSCRIBED)
    assert {one.address for one in made} == {ADDRESS}


def test_more_than_a_page_of_them(kept: Subscriptions) -> None:
    for number in range(105):
        kept.subscribe("orders/paid", f"{ADDRESS}/{number}", ())
    assert len(kept.all()) == 105


def test_asked_twice_it_is_the_same_one(kept: Subscriptions) -> None:
    """The first reply may have been lost."""
    made = kept.subscribe("orders/paid", ADDRESS, ("id",))
    assert kept.subscribe("orders/paid", ADDRESS, ("id",)) == made


def test_what_the_store_will_not_post_to_is_refused_in_its_words(kept: Subscriptions) -> None:
    with pytest.raises(StoreRefused) as refused:
        kept.subscribe("orders/paid", "http://tickets.example.com", ())
    assert "not supported" in refused.value.message
    assert kept.all() == []


def test_ended_twice_is_ended(kept: Subscriptions) -> None:
    made = kept.subscribe("orders/paid", ADDRESS, ())
    kept.unsubscribe(made.subscription_id)
    kept.unsubscribe(made.subscription_id)
    assert kept.all() == []
