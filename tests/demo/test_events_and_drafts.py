"""Publishing events as products, and holding seats in drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import DRAFT_COMPLETE, DRAFT_CREATE, PRODUCT_SET
from tests.demo.stores import START, Store, small_store, stock
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.gids import gid

PUBLISH = """mutation($id: ID!, $input: [PublicationInput!]!) { publishablePublish(id: $id, input: $input) {
  publishable { availablePublicationsCount { count } ... on Product { id publishedAt } }
  userErrors { field message } } }"""
PRODUCT_CREATE = """mutation($p: ProductCreateInput!) { productCreate(product: $p) {
  product { id title handle options { name } variants(first: 5) { nodes { id title inventoryItem { tracked } } } }
  userErrors { field message } } }"""
BULK_CREATE = """mutation($id: ID!, $v: [ProductVariantsBulkInput!]!, $s: ProductVariantsBulkCreateStrategy) {
  productVariantsBulkCreate(productId: $id, variants: $v, strategy: $s) {
    product { options { name } variants(first: 9) { nodes { title } } } productVariants { id sku title price }
    userErrors { code field message } } }"""
BULK_UPDATE = """mutation($id: ID!, $v: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $id, variants: $v) { productVariants { id price }
    userErrors { code field message } } }"""


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


def category(name: str, price: str, units: int, **more: Any) -> dict[str, Any]:
    return {
        "optionValues": [{"optionName": "Category", "name": name}],
        "price": price,
        "inventoryItem": {"sku": f"gala-{name}", "tracked": True, "requiresShipping": False},
        "inventoryQuantities": [{"locationId": gid("Location", 501), "name": "available", "quantity": units}],
        **more,
    }


def event(*categories: dict[str, Any], **more: Any) -> dict[str, Any]:
    names = [{"name": c["optionValues"][0]["name"]} for c in categories]
    return {
        "title": "Große Gala",
        "vendor": "TicketForge",
        "productType": "Event Ticket",
        "productOptions": [{"name": "Category", "values": names}],
        "variants": list(categories),
        **more,
    }


def test_an_event_is_published_and_found_for_sale(store: Store) -> None:
    product = store.one(PRODUCT_SET, input=event(category("A", "50.00", 20), category("B", "30.00", 5)))["product"]
    assert product["handle"] == "grosse-gala"
    assert product["publishedAt"] is None
    nodes = product["variants"]["nodes"]
    assert [(n["sku"], n["price"], n["inventoryQuantity"]) for n in nodes] == [
        ("gala-A", "50.00", 20),
        ("gala-B", "30.00", 5),
    ]
    shown = store.one(PUBLISH, id=product["id"], input=[{"publicationId": gid("Publication", 1)}])["publishable"]
    assert shown["publishedAt"] == iso(START)
    assert store.errors(PUBLISH, id=product["id"], input=[{"publicationId": gid("Publication", 9)}])


def test_what_is_left_out_of_a_product_is_deleted(store: Store) -> None:
    first = store.one(PRODUCT_SET, input=event(category("A", "50.00", 20), category("B", "30.00", 5)))["product"]
    rows = event(category("B", "33.00", 6), category("C", "10.00", 1), tags=["neu"])
    again = store.one(PRODUCT_SET, identifier={"id": first["id"]}, input=rows)["product"]
    nodes = again["variants"]["nodes"]
    assert nodes[0]["id"] == first["variants"]["nodes"][1]["id"]
    assert [(n["sku"], n["price"], n["inventoryQuantity"]) for n in nodes] == [
        ("gala-B", "33.00", 6),
        ("gala-C", "10.00", 1),
    ]
    gone = first["variants"]["nodes"][0]["id"]
    assert store.run("query($id: ID!) { node(id: $id) { id } }", id=gone)["node"] is None


def test_a_product_as_a_job(store: Store) -> None:
    answer = store.one(PRODUCT_SET, input=event(category("A", "50.00", 2)), sync=False)
    assert answer["product"] is None
    operation = answer["productSetOperation"]
    assert operation["status"] == "CREATED"
    read = "query($id: ID!) { productOperation(id: $id) { status product { title } } }"
    done = store.run(read, id=operation["id"])["productOperation"]
    assert done == {"status": "COMPLETE", "product": {"title": "Große Gala"}}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"identifier": {"id": gid("Product", 9)}, "input": {"title": "x"}}, "PRODUCT_DOES_NOT_EXIST"),
        ({"input": {"vendor": "x"}}, "INVALID_PRODUCT"),
        ({"input": {"title": "x", "variants": [category("A", "1", 1)]}}, "PRODUCT_OPTIONS_INPUT_MISSING"),
        (
            {"input": {"title": "x", "productOptions": [{"name": "A", "values": [{"name": "a"}]}]}},
            "VARIANTS_INPUT_MISSING",
        ),
        ({"input": event(category("A", "-1", 1))}, "INVALID_VARIANT"),
        ({"input": event(category("A", "1", 1), category("A", "1", 1))}, "INVALID_VARIANT"),
        ({"input": event(category("A", "1", 1), handle="nacht-der-choere")}, "HANDLE_NOT_UNIQUE"),
        ({"input": event(category("A", "1", 1, id=gid("ProductVariant", 9)))}, "PRODUCT_VARIANT_DOES_NOT_EXIST"),
    ],
)
def test_a_product_that_makes_no_sense(store: Store, given: dict[str, Any], code: str) -> None:
    before = len(store.world.products)
    assert store.errors(PRODUCT_SET, **given)[0]["code"] == code
    assert len(store.world.products) == before


def test_a_plain_product_grows_categories(store: Store) -> None:
    made = store.one(PRODUCT_CREATE, p={"title": "Große Gala"})["product"]
    assert made["variants"]["nodes"][0]["title"] == "Default Title"
    assert made["variants"]["nodes"][0]["inventoryItem"]["tracked"] is False
    assert store.one(PRODUCT_CREATE, p={"title": "Große Gala"})["product"]["handle"] == "grosse-gala-1"
    rows = [
        {
            "optionValues": [{"optionName": "Category", "name": "A"}],
            "price": "12.5",
            "inventoryItem": {"sku": "gala-A", "tracked": True},
            "inventoryQuantities": [{"locationId": gid("Location", 501), "availableQuantity": 3}],
        }
    ]
    grown = store.one(BULK_CREATE, id=made["id"], v=rows, s="REMOVE_STANDALONE_VARIANT")
    assert [n["title"] for n in grown["product"]["variants"]["nodes"]] == ["A"]
    assert grown["product"]["options"] == [{"name": "Category"}]
    assert grown["productVariants"][0]["price"] == "12.50"
    assert store.errors(BULK_CREATE, id=made["id"], v=rows)[0]["code"] == "VARIANT_ALREADY_EXISTS"
    number = grown["productVariants"][0]["id"]
    assert (
        store.one(BULK_UPDATE, id=made["id"], v=[{"id": number, "price": "13"}])["productVariants"][0]["price"]
        == "13.00"
    )
    quantities = [{"locationId": gid("Location", 501), "availableQuantity": 3}]
    wrong = [
        ([{"price": "1"}], "PRODUCT_VARIANT_ID_MISSING"),
        ([{"id": gid("ProductVariant", 9), "price": "1"}], "PRODUCT_VARIANT_DOES_NOT_EXIST"),
        ([{"id": number, "inventoryQuantities": quantities}], "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE"),
        ([{"id": number, "price": "-1"}], "GREATER_THAN_OR_EQUAL_TO"),
    ]
    for rows_given, code in wrong:
        assert store.errors(BULK_UPDATE, id=made["id"], v=rows_given)[0]["code"] == code


def test_a_deleted_event_is_told_by_the_shops_events(store: Store) -> None:
    delete = (
        """mutation($id: ID!) { productDelete(input: {id: $id}) { deletedProductId userErrors { field message } } }"""
    )
    store.one(delete, id=gid("Product", 2001))
    assert store.world.products.get(2001) is None
    told = [(event["action"], event["subjectId"]) for event in store.world.events]
    assert ("destroy", gid("Product", 2001)) in told
    assert store.errors(delete, id=gid("Product", 2001))[0]["message"] == "Product does not exist"


def held(quantity: int, **more: Any) -> dict[str, Any]:
    return {"lineItems": [{"variantId": gid("ProductVariant", 3002), "quantity": quantity}], **more}


def test_a_draft_holds_seats_until_its_time_is_over(store: Store) -> None:
    until = iso(START + 600)
    store.one(DRAFT_CREATE, input=held(2, reserveInventoryUntil=until))
    assert stock(store, 3002) == {"available": 1, "reserved": 2}
    assert store.errors(DRAFT_CREATE, input=held(2, reserveInventoryUntil=until))
    store.world.clock.advance(601)
    store.one(DRAFT_CREATE, input=held(1))
    assert stock(store, 3002) == {"available": 3}


def test_a_held_draft_becomes_an_order_once(store: Store) -> None:
    draft = store.one(DRAFT_CREATE, input=held(3, reserveInventoryUntil=iso(START + 600)))["draftOrder"]
    done = store.one(DRAFT_COMPLETE, id=draft["id"])["draftOrder"]
    assert (done["status"], done["order"]["displayFinancialStatus"]) == ("COMPLETED", "PAID")
    assert stock(store, 3002) == {"committed": 3}
    errors = store.errors(DRAFT_COMPLETE, id=draft["id"])
    assert errors == [{"field": None, "message": "This order has been paid"}]
    assert len(store.world.orders) == 1


def test_a_draft_on_account_is_pending(store: Store) -> None:
    draft = store.one(DRAFT_CREATE, input=held(1))["draftOrder"]
    done = store.one(DRAFT_COMPLETE, id=draft["id"], pending=True)["draftOrder"]
    assert done["order"]["displayFinancialStatus"] == "PENDING"


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"lineItems": []}, None, "Add at least 1 product"),
        (held(1, email="bad email"), ["email"], "Email is invalid"),
        (held(1, reserveInventoryUntil="2001-01-01T00:00:00Z"), None, "Reserve until can't be in the past"),
        (held(1, tags=["x" * 41]), ["tags", "0"], "Title Tag exceeds the maximum length of 40 characters"),
    ],
)
def test_a_draft_that_makes_no_sense(store: Store, given: Any, field: list[str] | None, message: str) -> None:
    assert store.errors(DRAFT_CREATE, input=given) == [{"field": field, "message": message}]


def test_a_draft_is_calculated_without_being_kept(store: Store) -> None:
    calculate = """mutation($i: DraftOrderInput!) { draftOrderCalculate(input: $i) { calculatedDraftOrder {
      totalPriceSet { shopMoney { amount } } totalDiscountsSet { shopMoney { amount } }
      lineItems { title sku quantity discountedTotalSet { shopMoney { amount } } } } userErrors { field message } } }"""
    given = held(2, appliedDiscount={"valueType": "PERCENTAGE", "value": 10})
    shown = store.one(calculate, i=given)["calculatedDraftOrder"]
    assert shown["totalPriceSet"]["shopMoney"]["amount"] == "51.3"
    assert shown["totalDiscountsSet"]["shopMoney"]["amount"] == "5.7"
    assert store.world.records_of("DraftOrder") == []


def test_a_draft_is_found_by_each_of_its_tags(store: Store) -> None:
    made = store.one(DRAFT_CREATE, input=held(1, tags=["schule", "tf-1"]))["draftOrder"]
    store.one(DRAFT_CREATE, input=held(1, tags=["tf-2"]))
    text = "query($q: String!) { draftOrders(first: 5, query: $q) { nodes { id } } }"
    assert store.run(text, q="tag:'tf-1'")["draftOrders"]["nodes"] == [{"id": made["id"]}]
    assert store.run(text, q="tag:'tf-3'")["draftOrders"]["nodes"] == []
