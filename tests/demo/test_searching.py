"""The search syntax, its traps, and the index that lags behind the data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.demo.embedded import NOON, Client, running
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.search import Terms, compile_search
from ticketforge_desktop.demo.search_syntax import described, parse
from ticketforge_desktop.demo.server import DemoStore

FIND = """query($q: String) { orders(first: 250, query: $q) { nodes { id name tags displayFinancialStatus createdAt
    updatedAt cancelledAt sourceIdentifier } } }"""
TERMS = Terms(
    frozenset({"name", "tag", "sku", "id", "updated_at", "status", "title", "financial_status"}),
    frozenset({"open", "closed"}),
)


@pytest.fixture(scope="module")
def store():
    with running(orders=240, plan="plus") as made:
        yield made


@pytest.fixture
def client(store: DemoStore):
    with Client(store) as made:
        yield made


def found(client: Client, query: str) -> list[dict]:
    return client.data(FIND, q=query)["orders"]["nodes"]


def test_status_words(client: Client, store: DemoStore) -> None:
    everything = len(store.world.orders)
    paid = found(client, "financial_status:paid")
    assert paid
    assert {order["displayFinancialStatus"] for order in paid} == {"PAID"}
    either = found(client, "financial_status:paid,pending")
    assert {order["displayFinancialStatus"] for order in either} == {"PAID", "PENDING"}
    assert len(either) == len(found(client, "financial_status:paid OR financial_status:pending"))
    assert (
        len(found(client, "NOT financial_status:paid"))
        == everything - len(paid)
        == len(found(client, "-financial_status:paid"))
    )
    cancelled = found(client, "status:cancelled")
    assert cancelled
    assert all(order["cancelledAt"] for order in cancelled)
    assert len(found(client, "status:any")) == everything
    both = found(client, "(financial_status:paid OR financial_status:refunded) AND NOT status:cancelled")
    assert {order["displayFinancialStatus"] for order in both} <= {"PAID", "REFUNDED"}
    assert not any(order["cancelledAt"] for order in both)


def test_names_ids_and_skus(client: Client, store: DemoStore) -> None:
    order = store.world.orders.rows[store.world.orders.ids[20]]
    assert [o["name"] for o in found(client, f"name:{order.name}")] == [order.name]
    assert [o["name"] for o in found(client, f"name:'{order.number}'")] == [order.name]
    assert [o["id"] for o in found(client, f"id:{order.id}")] == [gid("Order", order.id)]
    assert len(found(client, f"id:>{order.id}")) == len(store.world.orders) - 21
    sku = order.lines[0].item.sku
    assert gid("Order", order.id) in {o["id"] for o in found(client, f"sku:'{sku}'")}
    assert order.name in {o["name"] for o in found(client, f"#{order.number}")}
    tagged = found(client, "tag:gruppe")
    assert tagged
    assert all("Gruppe" in o["tags"] for o in tagged)


def test_times_quoted(client: Client, store: DemoStore) -> None:
    middle = store.world.orders.rows[store.world.orders.keys[120] & ((1 << 48) - 1)].updated_at
    late = found(client, f"updated_at:>='{iso(middle)}'")
    early = found(client, f"updated_at:<'{iso(middle)}'")
    assert len(late) + len(early) == len(store.world.orders)
    assert min(order["updatedAt"] for order in late) == iso(middle)
    strictly = found(client, f"updated_at:>'{iso(middle)}'")
    assert len(strictly) < len(late)
    window = found(client, f"created_at:>='{iso(NOON - 20 * 86400)}' created_at:<'{iso(NOON - 10 * 86400)}'")
    assert window
    assert all(iso(NOON - 20 * 86400) <= order["createdAt"] < iso(NOON - 10 * 86400) for order in window)


def test_an_unknown_term_matches_everything_and_only_warns(client: Client, store: DemoStore) -> None:
    reply = client.reply(FIND, q="colour:red financial_status:paid")
    assert len(reply["data"]["orders"]["nodes"]) == len(found(client, "financial_status:paid"))
    (note,) = reply["extensions"]["search"]
    assert note["path"] == ["orders"]
    assert note["query"] == "colour:red financial_status:paid"
    assert note["warnings"] == [
        {"field": "colour", "message": "Invalid search field for this query.", "code": "invalid_field"}
    ]
    assert note["parsed"] == {
        "and": [{"field": "colour", "match_all": "red"}, {"field": "financial_status", "match_all": "paid"}]
    }
    assert len(found(client, "colour:red")) == len(store.world.orders)


def test_an_unquoted_time_loses_its_minutes() -> None:
    """Recordings, lines 134 and 186: the rest after the hour becomes a term that nobody knows."""
    tree = parse("updated_at:<2000-01-01T00:00:00Z sku:'X'")
    assert described(tree) == {
        "and": [
            {"field": "updated_at", "range_lt": "2000-01-01T00"},
            {"field": "00", "match_all": "00Z"},
            {"field": "sku", "match_phrase": "X"},
        ]
    }
    search = compile_search("updated_at:>=2026-11-18T11:30:00Z", Terms(frozenset({"updated_at"}), zone="Europe/Berlin"))
    assert [warning["field"] for warning in search.warnings] == ["30"]
    berlin_eleven = 1_794_996_000  # 10:00 UTC
    assert search.lower["updated_at"] == berlin_eleven


def test_a_value_out_of_its_list_matches_nothing(client: Client) -> None:
    reply = client.reply(FIND, q="status:NOT_A_STATUS")
    assert reply["data"]["orders"]["nodes"] == []
    assert reply["extensions"]["search"][0]["warnings"] == [
        {"field": "status", "message": "Input `NOT_A_STATUS` is not an accepted value.", "code": "invalid_value"}
    ]


def test_customers_are_compared_by_the_day(client: Client, store: DemoStore) -> None:
    customer = next(c for c in store.world.customers if c.updated_at % 86_400 > 7_200)
    find = "query($q: String) { customers(first: 250, query: $q) { nodes { id } } }"
    later = iso(customer.updated_at + 60)
    same_day = {c["id"] for c in client.data(find, q=f"updated_at:>='{later}'")["customers"]["nodes"]}
    assert gid("Customer", customer.id) in same_day
    exact = {c["id"] for c in client.data(find, q=f"updated_at:'{later}'")["customers"]["nodes"]}
    assert gid("Customer", customer.id) in exact


def test_products_and_their_variants(client: Client, store: DemoStore) -> None:
    found_products = client.data(
        "{ products(first: 250, query: \"vendor:'TicketForge' product_type:'Event Ticket'\") { nodes { vendor } } }"
    )
    assert len(found_products["products"]["nodes"]) == 12
    goods = client.data('{ products(first: 9, query: "NOT vendor:TicketForge") { nodes { title } } }')["products"][
        "nodes"
    ]
    assert {p["title"] for p in goods} == {"Tour-T-Shirt", "Plakat A2, gerollt"}
    draft = client.data('{ products(first: 9, query: "status:draft") { nodes { status } } }')["products"]["nodes"]
    assert {p["status"] for p in draft} == {"DRAFT"}
    shirts = client.data('{ productVariants(first: 9, query: "sku:SHIRT*") { nodes { sku } } }')["productVariants"][
        "nodes"
    ]
    assert len(shirts) == 3
    titled = client.data('{ products(first: 9, query: "title:winterreise") { nodes { title } } }')["products"]["nodes"]
    assert titled


def test_the_index_lags_and_lookups_by_id_do_not() -> None:
    with running(orders=40, index_lag=5.0, plan="plus") as store, Client(store) as client:
        store.clock.advance(100)
        number = store.world.orders.ids[3]
        with store.world.lock:
            store.world.begin_mutation()
            order = store.world.orders.get(number)
            old_stamp = order.updated_at
            order.tags = (*order.tags, "Presse")
            store.world.touch(order)
            store.world.end_mutation()
        assert found(client, "tag:Presse") == []
        assert found(client, f"updated_at:>'{iso(NOON + 50)}'") == []
        old = found(client, f"updated_at:'{iso(old_stamp)}'")
        assert gid("Order", number) in {o["id"] for o in old}, "the index still shows it where it was"
        by_id = client.data("query($id: ID!) { order(id: $id) { tags } }", id=gid("Order", number))
        assert "Presse" in by_id["order"]["tags"]
        store.advance(5)
        assert [o["id"] for o in found(client, "tag:Presse")] == [gid("Order", number)]
        assert [o["id"] for o in found(client, f"updated_at:>'{iso(NOON + 50)}'")] == [gid("Order", number)]


def test_a_new_order_is_not_found_before_the_index_saw_it() -> None:
    with running(orders=20, index_lag=3.0) as store, Client(store) as client:
        variant = next(v for v in store.world.variants if v.sku.startswith("SHIRT"))
        made = client.data(
            """""mutation($o: OrderCreateOrderInput!) { orderCreate(order: $o) { order { id } userErrors { message }
                } }"""
            "",
            o={
                "currency": "EUR",
                "sourceIdentifier": "tf-77",
                "lineItems": [{"variantId": gid("ProductVariant", variant.id), "quantity": 1}],
            },
        )["orderCreate"]["order"]["id"]
        assert found(client, "source_identifier:'tf-77'") == []
        assert (
            client.data("query($id: ID!) { order(id: $id) { sourceIdentifier } }", id=made)["order"]["sourceIdentifier"]
            == "tf-77"
        )
        store.advance(3)
        assert [o["id"] for o in found(client, "source_identifier:'tf-77'")] == [made]


def test_several_writes_are_shown_one_after_the_other() -> None:
    with running(orders=10, index_lag=4.0) as store:
        world = store.world
        order = world.orders.rows[world.orders.ids[0]]
        stamps = []
        for _ in range(3):
            store.clock.advance(2)
            with world.lock:
                world.touch(order)
            stamps.append(order.updated_at)
        shown = []
        for _ in range(4):
            world.settle_index()
            shown.append(world.orders.shown.get(order.id, order.updated_at))
            store.clock.advance(2)
        assert shown == [stamps[0], stamps[1], stamps[2], stamps[2]]
        assert len(world.orders.keys) == len(world.orders)


@given(st.text(max_size=60))
def test_no_query_breaks_the_parser(text: str) -> None:
    search = compile_search(text, TERMS)
    assert search.matches({"name": "#1001", "default": ("#1001",), "updated_at": 5}.get) in (True, False)


@given(
    st.lists(
        st.sampled_from(
            ["name:a", "tag:b", "sku:c*", "id:>5", "(", ")", "AND", "OR", "NOT", "-tag:x", "zzz:1", "'q r'"]
        ),
        max_size=9,
    )
)
def test_brackets_and_words_in_any_order_are_read(parts: list[str]) -> None:
    search = compile_search(" ".join(parts), TERMS)
    search.matches({"name": "a", "tag": ("b",), "sku": "cd", "id": 7, "default": ("q r",)}.get)
