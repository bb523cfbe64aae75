"""What each kind of act makes in the store, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.push_rig import PushRig, pushing, sale
from ticketforge_desktop.demo.entities import Level, Variant
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.shopify.acts.documents import changed


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=30, events=6, plan="plus", job_delay=0.0, seed=9) as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[PushRig]:
    with pushing(tmp_path / "p", demo) as opened:
        yield opened


@pytest.fixture
def variant(demo: DemoStore) -> Variant:
    return next(v for v in demo.world.variants if level_of(v).quantities["available"] > 30)


def level_of(variant: Variant) -> Level:
    return max(variant.item.levels.values(), key=lambda level: level.quantities["available"])


# Sales -------------------------------------------------------------------------------------------------------------
def test_a_sale_brings_all_that_the_till_knows(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    source = str(uuid4())
    lines = [
        {
            "variant_id": variant.id,
            "quantity": 2,
            "unit_minor": 3950,
            "properties": {"_ticketforge_sale": "tf1.x", "Platz": "Reihe 4, Sitz 5"},
        },
        {"title": "Programmheft", "quantity": 1, "unit_minor": 350},
    ]
    wanted = {
        "currency": "EUR",
        "lines": lines,
        "payments": [{"gateway": "cash", "minor": 5000}, {"gateway": "voucher", "minor": 3740}],
        "sold_at": "2026-01-02T19:30:00+01:00",
        "buyer": {"email": "jana@example.org", "first_name": "Jana", "last_name": "Öst"},
        "postage": {"title": "Einwurf-Einschreiben", "minor": 490},
        "tags": ["abendkasse"],
        "note": "Rollstuhlplatz",
        "attributes": {"tf_shift": "12"},
    }
    available = level_of(variant).quantities["available"]
    made = rig.done("sale", wanted, source=source)
    order = demo.world.orders.get(made["order_id"])
    assert order is not None
    assert made["order_name"] == order.name
    assert made["lines"] == [line.id for line in order.lines]
    assert (order.source_identifier, order.source_name) == (source, "ticketforge")
    assert [(line.quantity, line.price) for line in order.lines] == [(2, 3950), (1, 350)]
    assert order.lines[0].properties == (("_ticketforge_sale", "tf1.x"), ("Platz", "Reihe 4, Sitz 5"))
    assert [(t.gateway, t.amount, t.status) for t in order.transactions] == [
        ("cash", 5000, "SUCCESS"),
        ("voucher", 3740, "SUCCESS"),
    ]
    assert (order.email, order.tags, order.note) == ("jana@example.org", ("abendkasse",), "Rollstuhlplatz")
    assert order.customer is not None
    assert order.customer.last_name == "Öst"
    assert (order.shipping_title, order.shipping_price) == ("Einwurf-Einschreiben", 490)
    assert order.attributes == (("tf_shift", "12"),)
    assert order.processed_at < order.created_at
    assert level_of(variant).quantities["available"] == available - 2


@pytest.mark.parametrize(("stock", "taken"), [("shelf", 1), ("oversell", 1), ("lease", 0)])
def test_where_the_places_come_from(rig: PushRig, variant: Variant, stock: str, taken: int) -> None:
    before = level_of(variant).quantities["available"]
    rig.done("sale", sale(variant.id, stock=stock))
    assert level_of(variant).quantities["available"] == before - taken


def test_a_sale_from_a_lease_takes_its_place_out_of_the_lease(rig: PushRig, variant: Variant) -> None:
    level = level_of(variant)
    where = {"item_id": variant.item.id, "location_id": level.location.id}
    rig.done("move_stock", {"document": "lease/7", "changes": [where | {"quantity": 3}]})
    available, reserved = level.quantities["available"], level.quantities["reserved"]
    rig.done("sale", sale(variant.id, 2, stock="lease"))
    used = {"state": "reserved", "reason": "reservation_updated", "document": "lease/7"}
    rig.done("adjust_stock", used | {"changes": [where | {"delta": -2}]})
    back = [where | {"quantity": 1, "source": "reserved", "target": "available"}]
    rig.done("move_stock", {"document": "lease/7", "reason": "reservation_deleted", "changes": back})
    assert (level.quantities["available"], level.quantities["reserved"]) == (available + 1, reserved - 3)


def test_unpaid_free_and_discounted_sales(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    def status(payload: dict[str, Any]) -> str | None:
        order = demo.world.orders.get(rig.done("sale", payload)["order_id"])
        assert order is not None
        told = demo.query(
            "query($id: ID!) { order(id: $id) { displayFinancialStatus } }", {"id": f"gid://shopify/Order/{order.id}"}
        )
        return str(told["data"]["order"]["displayFinancialStatus"])

    assert status(sale(variant.id, payments=[])) == "PENDING"
    assert status(sale(variant.id, unit_minor=0, payments=[])) == "PAID"
    whole = {"code": "Freikarte", "minor": 4200}
    assert status(sale(variant.id, discount=whole, payments=[])) == "PAID"
    postage = {"title": "Brief", "minor": 490}
    assert status(sale(variant.id, unit_minor=490, postage=postage, payments=[])) == "PENDING"
    assert status(sale(variant.id, discount=whole, postage=postage, payments=[])) == "PENDING"
    half = {"code": "Mitglied", "minor": 2100}
    assert status(sale(variant.id, discount=half, payments=[{"gateway": "cash", "minor": 2100}])) == "PAID"


def test_a_till_whose_clock_is_ahead_still_sells(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    ahead = "2099-01-01T00:00:00Z"
    paid = [{"gateway": "cash", "minor": 4200, "taken_at": ahead}]
    made = rig.done("sale", sale(variant.id, payments=paid) | {"sold_at": ahead})
    order = demo.world.orders.get(made["order_id"])
    assert order is not None
    assert order.processed_at <= demo.clock.now()


def test_currencies_with_other_minor_units(rig: PushRig, variant: Variant) -> None:
    from ticketforge_desktop.shopify.acts.sales import KINDS, order_variables

    for currency, minor, amount in (("JPY", 1200, "1200"), ("KWD", 1250, "1.250"), ("EUR", 5, "0.05")):
        read = KINDS[0].read(sale(variant.id, unit_minor=minor) | {"currency": currency})
        (line,) = order_variables(read, "s")["order"]["lineItems"]  # type: ignore[index]
        assert line["priceSet"]["shopMoney"] == {"amount": amount, "currencyCode": currency}


def test_a_bill_holds_its_places_and_becomes_an_order_once(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    source = str(uuid4())
    reserved = level_of(variant).quantities["reserved"]
    bill = {
        "currency": "EUR",
        "lines": [
            {"variant_id": variant.id, "quantity": 2, "unit_minor": 1, "properties": {"Platz": "5"}},
            {"title": "Versand", "quantity": 1, "unit_minor": 490},
        ],
        "hold_until": "2099-01-01T00:00:00Z",
        "buyer": {"email": "rechnung@example.org", "phone": "+49301234567"},
        "postage": {"title": "Brief", "minor": 490},
        "tags": ["schule"],
        "note": "Klasse 7b",
    }
    draft = rig.done("draft_sale", bill, source=source)
    assert draft["pay_link"].startswith("http")
    assert level_of(variant).quantities["reserved"] == reserved + 2
    made = rig.done("draft_complete", {"draft": source, "unpaid": True})
    order = demo.world.orders.get(made["order_id"])
    assert order is not None
    assert f"tf-{source}" in order.tags
    assert level_of(variant).quantities["reserved"] == reserved
    again = rig.add("draft_complete", {"draft_id": draft["draft_id"]})
    rig.push()
    assert (rig.entry(again).state, rig.entry(again).error_code) == ("attention", "already_done")
    assert rig.entry(again).choices == ("settle", "retry")


# Parcels, events, people --------------------------------------------------------------------------------------------
def test_tracking_told_twice_mails_nobody_twice(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    made = rig.done("sale", sale(variant.id))
    source = str(uuid4())
    rig.done("fulfil", {"order_id": made["order_id"], "tracking": {"company": "DHL", "number": "1"}}, source=source)
    order = demo.world.orders.get(made["order_id"])
    assert order is not None
    new = {"parcel": source, "tracking": {"company": "DHL", "number": "2"}, "notify": True}
    rig.done("track", new)
    updated, before = order.fulfillments[0].updated_at, rig.store.traffic().requests
    rig.done("track", new)
    assert order.fulfillments[0].updated_at == updated
    assert rig.store.traffic().requests - before == 2, "the shop and the parcel were looked at, nothing was written"


def test_more_than_is_left_and_units_at_two_places_are_refused(rig: PushRig, variant: Variant) -> None:
    made = rig.done("sale", sale(variant.id, 2))
    lines = [{"line_id": made["lines"][0], "quantity": 3}]
    assert rig.parked("fulfil", {"order_id": made["order_id"], "lines": lines}).error_code == "too_much"
    nowhere = {"order_id": made["order_id"], "location_id": 1}
    assert rig.parked("fulfil", nowhere).error_code == "too_much"


def test_an_event_is_made_changed_and_never_loses_a_category_unasked(rig: PushRig, demo: DemoStore) -> None:
    place = next(iter(demo.world.locations))
    categories = [
        {"name": "Parkett", "price_minor": 4200, "sku": "E9-P", "location_id": place, "quantity": 40, "barcode": "42"},
        {"name": "Rang", "price_minor": 2900, "oversell": True},
    ]
    event = {
        "title": "Winterreise",
        "handle": "winterreise-e9",
        "currency": "EUR",
        "categories": categories,
        "description_html": "<p>Lieder</p>",
        "tags": ["lied"],
        "fields": [{"key": "start", "value": "2027-01-01"}],
    }
    source = str(uuid4())
    made = rig.done("set_event", event, source=source)
    assert rig.done("set_event", event)["event_id"] == made["event_id"], "twice makes one"
    product = demo.world.products.get(made["event_id"])
    assert product is not None
    assert (product.vendor, product.product_type, product.handle) == ("TicketForge", "Event Ticket", "winterreise-e9")
    assert [(v.title, v.price) for v in product.variants] == [("Parkett", 4200), ("Rang", 2900)]
    assert level_of(product.variants[0]).quantities["available"] == 40
    published = rig.done("publish_event", {"event": source})
    assert len(published["publications"]) >= 1

    parkett = {"name": "Parkett", "price_minor": 4500, "variant_id": product.variants[0].id}
    small = event | {"event_id": made["event_id"], "categories": [parkett]}
    refused = rig.parked("set_event", small)
    assert refused.error_code == "stale"
    assert len(product.variants) == 2
    rig.done("set_event", small | {"drop": [product.variants[1].id]})
    assert [(v.title, v.price) for v in product.variants] == [("Parkett", 4500)]
    assert level_of(product.variants[0]).quantities["available"] == 40, "stock on sale is never set"


def test_people_and_tags(rig: PushRig, demo: DemoStore) -> None:
    customer = next(c for c in demo.world.customers if c.email and c.phone)
    rig.done("consent", {"customer_id": customer.id, "channel": "email", "wanted": True, "confirmed": True})
    assert customer.email_consent is not None
    assert (customer.email_consent.state, customer.email_consent.level) == ("SUBSCRIBED", "CONFIRMED_OPT_IN")
    late = {"customer_id": customer.id, "channel": "sms", "wanted": False, "at": "2099-01-01T00:00:00Z"}
    rig.done("consent", late)
    assert customer.sms_consent is not None
    assert customer.sms_consent.state == "UNSUBSCRIBED"
    rig.done("tag", {"thing": "customer", "thing_id": customer.id, "add": ["stammgast", "presse"]})
    rig.done("tag", {"thing": "customer", "thing_id": customer.id, "remove": ["presse"]})
    assert "stammgast" in customer.tags
    assert "presse" not in customer.tags
    rig.done("erase_customer", {"customer_id": customer.id})
    assert customer.erasure_requested_at is not None


# Documents ---------------------------------------------------------------------------------------------------------
json_values = st.integers(-5, 5) | st.text(max_size=3)


objects = st.dictionaries(st.sampled_from("abcd"), json_values, max_size=4)


@given(objects, objects, st.lists(st.sampled_from("abcd"), max_size=2), st.booleans())
def test_a_change_of_a_document_made_twice_is_made_once(
    known: dict[str, Any], put: dict[str, Any], drop: list[str], highest: bool
) -> None:
    once = changed(json.dumps(known), put, drop, highest=highest)
    assert changed(once, put, drop, highest=highest) == once
    after = json.loads(once)
    for name, value in put.items():
        old = known.get(name) if name not in drop else None
        higher = highest and type(old) is int and type(value) is int
        assert after[name] == (max(old, value) if higher else value)  # type: ignore[type-var]
    assert {n: v for n, v in after.items() if n not in put} == {
        n: v for n, v in known.items() if n not in put and n not in drop
    }


def test_what_was_no_document_is_replaced_and_nothing_is_written_for_nothing() -> None:
    assert changed("[1]", {"a": 1}, []) == '{"a":1}'
    assert changed("no json", {"a": 1}, []) == '{"a":1}'
    assert changed("", {}, ["a"]) == ""
    assert changed('{"a": 1}', {"a": 1}, []) == '{"a": 1}'


def test_documents_in_the_store(rig: PushRig, demo: DemoStore, variant: Variant) -> None:
    made = rig.done("sale", sale(variant.id))
    order = demo.world.orders.get(made["order_id"])
    assert order is not None
    for issue in (3, 2):
        wanted = {"order_id": order.id, "key": "issues", "put": {"t1": issue}, "highest": True}
        rig.done("set_order_document", wanted)
    assert order.metafields is not None
    assert order.metafields["ticketforge", "issues"].value == '{"t1":3}'
    rig.done("set_document", {"key": "allotments", "put": {"kasse": {"a": 1}, "x": 1}})
    rig.done("set_document", {"key": "allotments", "drop": ["x"]})
    assert demo.world.app_metafields["ticketforge", "allotments"].value == '{"kasse":{"a":1}}'
    rest = 128_000 - len('{"x":""}')
    assert rig.parked("set_document", {"key": "edge", "put": {"x": "x" * (rest + 1)}}).error_code == "too_much"
    rig.done("set_document", {"key": "edge", "put": {"x": "x" * rest}})
