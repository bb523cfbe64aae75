"""Issues of tickets in the embedded store: taken at the desk, taken by the outbox, given up when others had them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sync.push_rig import PushRig, pushing
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.store import ShopifyStore

TICKET, OTHER = "00112233aabbccdd", "ddccbbaa33221100"


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=12, events=3, plan="plus", job_delay=0.0, seed=9) as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[PushRig]:
    with pushing(tmp_path / "p", demo) as opened:
        yield opened


@pytest.fixture
def store(demo: DemoStore) -> Iterator[ShopifyStore]:
    opened = open_store(StoreLogin(demo.url, demo.token), "")
    assert isinstance(opened, ShopifyStore)
    yield opened
    opened.close()


def orders(demo: DemoStore) -> list[Order]:
    return list(demo.world.orders)


def wanted(order: Order, issue: int = 2, station: str = "a", **more: Any) -> dict[str, Any]:
    told = {"order_id": order.id, "ticket": TICKET, "issue": issue, "at": "2026-11-14T18:00:00Z"}
    return told | {"station": f"till {station}", "station_id": station, "key": f"{ord(station):08x}"} | more


def document(order: Order) -> dict[str, Any]:
    assert order.metafields is not None
    found: dict[str, Any] = json.loads(order.metafields["ticketforge", "issues"].value)
    return found


def test_an_issue_is_taken_once_and_the_order_moves_so_that_every_station_hears(rig: PushRig, demo: DemoStore) -> None:
    order = orders(demo)[0]
    before = order.updated_at
    for _ in range(2):
        told = rig.done("take_issue", wanted(order))
        assert told == {"order_id": order.id, "lost": False, "issue": 2, "by": "till a"}
    assert document(order)[TICKET] == 2
    assert "reprint-001122-2" in order.tags
    assert order.updated_at > before


def test_who_comes_second_is_told_and_its_paper_is_noted_as_lost(rig: PushRig, demo: DemoStore) -> None:
    order = orders(demo)[1]
    rig.done("take_issue", wanted(order))
    told = rig.done("take_issue", wanted(order, station="b"))
    assert (told["lost"], told["by"]) == (True, "till a")
    assert rig.done("take_issue", wanted(order, 3, "b", upon="b"))["lost"], "built upon the lost one"
    assert document(order)[f"{TICKET}.lost"] == [[2, "00000062"], [3, "00000062"]]
    assert document(order)[TICKET] == 2


@pytest.mark.parametrize("wrong", [{"issue": 1}, {"issue": 65_536}, {"ticket": "x"}, {"key": 7}])
def test_an_act_that_is_none_is_refused_before_it_is_sent(rig: PushRig, demo: DemoStore, wrong: Any) -> None:
    from ticketforge_desktop.shopify.acts.store_acts import check_payload

    with pytest.raises(BadInput):
        check_payload("take_issue", wanted(orders(demo)[2]) | wrong)


def test_a_document_on_an_order_is_swapped_only_as_it_was_read(store: ShopifyStore, demo: DemoStore) -> None:
    order = orders(demo)[3]
    assert store.order_document(order.id, "issues") is None
    first = store.swap_order_document(order.id, "issues", '{"a":2}', None)
    assert store.order_document(order.id, "issues") == first
    with pytest.raises(Conflict):
        store.swap_order_document(order.id, "issues", '{"b":2}', None)
    second = store.swap_order_document(order.id, "issues", '{"a":3}', first.digest)
    assert store.swap_order_document(order.id, "issues", '{"a":3}', first.digest) == second, "our own, answered late"
    with pytest.raises(NotFound):
        store.order_document(7, "issues")
