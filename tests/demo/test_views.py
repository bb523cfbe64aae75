"""What the store shows of its things: details that documents ask for, and one truth for requests and bulk files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.demo.embedded import NOON, Client, running
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.documents import stock
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore, StoreOptions


@pytest.fixture(scope="module")
def store():
    with running(orders=300, events=12, plan="plus") as made:
        yield made


@pytest.fixture
def client(store: DemoStore):
    with Client(store) as made:
        yield made


def test_a_bulk_line_is_what_a_request_would_have_said(client: Client, store: DemoStore) -> None:
    """Two ways through the same resolvers: every order, field by field."""
    fields = """__typename id name number createdAt updatedAt cancelledAt displayFinancialStatus
        displayFulfillmentStatus
        returnStatus edited tags note email sourceName currencyCode presentmentCurrencyCode requiresShipping
        currentTotalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
        totalOutstandingSet { shopMoney { amount } } totalTaxSet { presentmentMoney { amount } }
        customAttributes { key value } customer { id displayName } shippingAddress { name city countryCodeV2 formatted }
        transactions(first: 20) { id kind status gateway parentTransaction { id }
            amountSet { presentmentMoney { amount } } }
        fulfillments(first: 5) { id name displayStatus trackingInfo { company number url } }
        refunds(first: 10) { id note totalRefundedSet { shopMoney { amount } } }"""
    line = """id sku quantity currentQuantity refundableQuantity unfulfilledQuantity
        discountedTotalSet { presentmentMoney { amount } }"""
    query = f"{{ orders {{ edges {{ node {{ {fields} lineItems {{ edges {{ node {{ {line} }} }} }} }} }} }} }}"
    job, errors = store.bulk.run_query(query, grouped=True, context=store.context())
    assert errors == []
    store.bulk.wait()
    told: list[dict[str, Any]] = [json.loads(text) for text in job.file.read_text().splitlines()]
    orders = {row["id"]: row for row in told if "__parentId" not in row}
    lines: dict[str, list[dict[str, Any]]] = {}
    for row in told:
        if "__parentId" in row:
            lines.setdefault(row.pop("__parentId"), []).append(row)
    by_request = f"query($id: ID!) {{ order(id: $id) {{ {fields} lineItems(first: 250) {{ nodes {{ {line} }} }} }} }}"
    for number in store.world.orders.ids[::7]:
        one = store.query(by_request, {"id": gid("Order", number)})["data"]["order"]
        ours = one.pop("lineItems")["nodes"]
        assert orders[gid("Order", number)] == one
        assert lines[gid("Order", number)][: len(ours)] == ours


def test_a_product_with_its_options_prices_and_channels(client: Client, store: DemoStore) -> None:
    product = store.world.products.rows[store.world.products.ids[0]]
    found = client.data(
        """query($id: ID!) { product(id: $id) { options(first: 3) { name position values optionValues { name } }
        priceRangeV2 { minVariantPrice { amount } maxVariantPrice { amount currencyCode } } totalInventory description
        hasOutOfStockVariants resourcePublicationsCount { count } resourcePublicationsV2(first: 5) { nodes { isPublished
        publication { id } } } publishedOnPublication(publicationId: "gid://shopify/Publication/1")
        one: metafield(namespace: "ticketforge", key: "venue_name") { value ownerType jsonValue compareDigest }
        two: metafield(key: "ticketforge.city") { value }
        some: metafields(first: 9, keys: ["ticketforge.event_id", "ticketforge.status"]) { nodes { key
            owner { ... on Product { id } } } } } }""",
        id=gid("Product", product.id),
    )["product"]
    assert [option["name"] for option in found["options"]] == list(product.options)
    assert found["options"][0]["values"] == [variant.title for variant in product.variants]
    prices = [variant.price for variant in product.variants]
    assert float(found["priceRangeV2"]["minVariantPrice"]["amount"]) * 100 == min(prices)
    assert found["totalInventory"] == sum(stock(variant) for variant in product.variants)
    assert found["resourcePublicationsCount"]["count"] == len(found["resourcePublicationsV2"]["nodes"]) == 2
    assert found["publishedOnPublication"] is True
    assert found["one"]["ownerType"] == "PRODUCT"
    assert found["one"]["jsonValue"] == found["one"]["value"]
    assert len(found["one"]["compareDigest"]) == 64
    assert found["two"]["value"] in product.title
    assert {field["key"] for field in found["some"]["nodes"]} == {"event_id", "status"}
    by_handle = client.data(
        "query($h: String!) { productByIdentifier(identifier: {handle: $h}) { id } }", h=product.handle
    )
    assert by_handle["productByIdentifier"]["id"] == gid("Product", product.id)
    by_id = client.data(
        "query($i: ID!) { productByIdentifier(identifier: {id: $i}) { id } }", i=gid("Product", product.id)
    )
    assert by_id == by_handle


def test_app_metafields_live_in_the_apps_own_namespace(client: Client, store: DemoStore) -> None:
    order = store.world.orders.ids[5]
    client.data(
        "mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { message } } }",
        m=[{"ownerId": gid("Order", order), "namespace": "$app:tf", "key": "units", "type": "json", "value": "[1, 2]"}],
    )
    found = client.data(
        """query($id: ID!) { order(id: $id) { metafield(namespace: "$app:tf", key: "units") { namespace jsonValue }
        metafields(first: 3, namespace: "$app:tf") { nodes { key } } }
        orderByIdentifier(identifier: {id: $id}) { name }
        custom: orderByIdentifier(identifier: {customId: {namespace: "$app:tf", key: "units", value: "[1, 2]"}}) { id }
        none: orderByIdentifier(identifier: {customId: {namespace: "$app:tf", key: "units", value: "7"}}) { id } }""",
        id=gid("Order", order),
    )
    assert found["order"]["metafield"] == {"namespace": "app--158400129--tf", "jsonValue": [1, 2]}
    assert found["order"]["metafields"]["nodes"] == [{"key": "units"}]
    assert found["orderByIdentifier"]["name"] == store.world.orders.rows[order].name
    assert found["custom"] == {"id": gid("Order", order)}
    assert found["none"] is None


def test_stock_that_changed_is_found_by_location(client: Client, store: DemoStore) -> None:
    store.clock.advance(30)
    since = iso(NOON + 20)
    place = min(store.world.locations)
    item = store.world.items.rows[store.world.items.ids[2]]
    with store.world.lock:
        level = item.levels[place]
        level.quantities["available"] += 1
        store.world.touch_level(level, "available")
    found = client.data(
        """query($id: ID!, $q: String, $item: ID!) { location(id: $id) { name address { formatted country }
        inventoryLevels(first: 50, query: $q) { nodes { id item { id }
            quantities(names: ["available", "on_hand"]) { name quantity updatedAt } } }
        inventoryLevel(inventoryItemId: $item) { id isActive location { id } } } }""",
        id=gid("Location", place),
        q=f"updated_at:>='{since}'",
        item=gid("InventoryItem", item.id),
    )["location"]
    (changed,) = found["inventoryLevels"]["nodes"]
    assert changed["item"]["id"] == gid("InventoryItem", item.id)
    assert changed["id"] == found["inventoryLevel"]["id"]
    assert [q["quantity"] for q in changed["quantities"]] == [level.quantity("available"), level.quantity("on_hand")]
    assert changed["quantities"][0]["updatedAt"] >= since
    assert found["address"]["country"] == "Germany"
    assert client.data("query($id: ID!) { node(id: $id) { id } }", id=changed["id"])["node"]["id"] == changed["id"]
    assert client.data("{ location { name } }")["location"]["name"] == "Online-Kontingent"


def test_locations_open_and_closed(client: Client) -> None:
    names = """query($all: Boolean, $q: String) { locations(first: 9, includeInactive: $all, query: $q) { nodes {
        name isActive } } }"""
    opened = client.data(names, all=False)["locations"]["nodes"]
    assert [place["name"] for place in opened] == ["Online-Kontingent", "Tageskasse Gänsemarkt"]
    assert len(client.data(names, all=True)["locations"]["nodes"]) == 3
    shut = client.data(names, all=True, q="active:false")["locations"]["nodes"]
    assert [place["isActive"] for place in shut] == [False]


def test_open_work_and_what_may_come_back(client: Client, store: DemoStore) -> None:
    work = client.data(
        """{ fulfillmentOrders(first: 50, sortKey: UPDATED_AT, query: "status:open") { nodes { id status updatedAt
        orderId
        supportedActions { action } deliveryMethod { methodType } destination { city } } } }"""
    )["fulfillmentOrders"]["nodes"]
    assert {one["status"] for one in work} == {"OPEN"}
    assert [one["updatedAt"] for one in work] == sorted(one["updatedAt"] for one in work)
    assert "CREATE_FULFILLMENT" in {action["action"] for action in work[0]["supportedActions"]}
    closed = client.data(
        '{ fulfillmentOrders(first: 5, includeClosed: true, query: "status:closed") { nodes { status } } }'
    )
    assert {one["status"] for one in closed["fulfillmentOrders"]["nodes"]} == {"CLOSED"}
    sent = next(o for o in store.world.orders if o.fulfillments and any(ln.current_quantity for ln in o.lines))
    back = client.data(
        """query($o: ID!) { returnableFulfillments(orderId: $o, first: 5) { nodes { fulfillment { id }
        returnableFulfillmentLineItems(first: 9) { nodes { quantity
            fulfillmentLineItem { lineItem { id } } } } } } }""",
        o=gid("Order", sent.id),
    )["returnableFulfillments"]["nodes"]
    assert back[0]["fulfillment"]["id"] == gid("Fulfillment", sent.fulfillments[0].id)
    assert back[0]["returnableFulfillmentLineItems"]["nodes"]


def test_a_suggested_refund_gives_back_what_was_paid(client: Client, store: DemoStore) -> None:
    order = next(
        o
        for o in store.world.orders
        if len(o.lines) > 1
        and not o.refunds
        and o.transactions[0].status == "SUCCESS"
        and o.transactions[0].kind == "SALE"
    )
    line = order.lines[0]
    ask = """query($o: ID!, $l: [RefundLineItemInput!], $all: Boolean) { order(id: $o) {
        suggestedRefund(refundLineItems: $l,
        suggestFullRefund: $all) { amountSet { shopMoney { amount } } refundLineItems { quantity lineItem { id } }
        suggestedTransactions { kind gateway amountSet { shopMoney { amount } } parentTransaction { id } } } } }"""
    part = client.data(ask, o=gid("Order", order.id), l=[{"lineItemId": gid("LineItem", line.id), "quantity": 1}])
    suggested = part["order"]["suggestedRefund"]
    assert round(float(suggested["amountSet"]["shopMoney"]["amount"]) * 100) == line.unit_after_discount
    assert suggested["refundLineItems"] == [{"quantity": 1, "lineItem": {"id": gid("LineItem", line.id)}}]
    assert suggested["suggestedTransactions"][0]["parentTransaction"]["id"] == gid(
        "OrderTransaction", order.transactions[0].id
    )
    whole = client.data(ask, o=gid("Order", order.id), all=True)["order"]["suggestedRefund"]
    assert round(float(whole["amountSet"]["shopMoney"]["amount"]) * 100) == order.transactions[0].amount


def test_customers_with_their_orders_and_consent(client: Client, store: DemoStore) -> None:
    customer = next(c for c in store.world.customers if c.email_consent and c.phone)
    found = client.data(
        """query($id: ID!) { customer(id: $id) { displayName numberOfOrders amountSpent { amount } lastOrder { id }
        orders(first: 9) { nodes { id } } addressesV2(first: 3) { nodes { formatted } } canDelete
        defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
        defaultPhoneNumber { phoneNumber } } }""",
        id=gid("Customer", customer.id),
    )["customer"]
    mine = [order for order in store.world.orders if order.customer is customer]
    assert found["numberOfOrders"] == str(len(mine)) == str(len(found["orders"]["nodes"]))
    assert found["defaultEmailAddress"]["marketingState"] == "SUBSCRIBED"
    assert found["canDelete"] is False
    assert found["displayName"] == f"{customer.first_name} {customer.last_name}"
    assert [node["formatted"][-1] for node in found["addressesV2"]["nodes"]] == ["Germany"]


def test_drafts_webhooks_metaobjects_and_publications(client: Client) -> None:
    draft = client.data(
        """mutation { draftOrderCreate(input: {
        lineItems: [{title: "Saalmiete", quantity: 1, originalUnitPrice: "10"}]}) {
        draftOrder { id } userErrors { message } } }"""
    )["draftOrderCreate"]["draftOrder"]["id"]
    assert client.data("{ draftOrders(first: 3) { nodes { id } } }")["draftOrders"]["nodes"] == [{"id": draft}]
    assert client.data("query($i: ID!) { draftOrder(id: $i) { id } }", i=draft)["draftOrder"]["id"] == draft
    hooks = """query($t: [WebhookSubscriptionTopic!], $u: String) { webhookSubscriptions(first: 9, topics: $t, uri:
        $u) { nodes { topic uri } } }"""
    client.data(
        """mutation { webhookSubscriptionCreate(topic: PRODUCTS_UPDATE,
        webhookSubscription: {uri: "https://127.0.0.1:1/x"}) {
        webhookSubscription { id } userErrors { message } } }"""
    )
    assert len(client.data(hooks, t=["PRODUCTS_UPDATE"])["webhookSubscriptions"]["nodes"]) == 1
    assert client.data(hooks, t=["ORDERS_PAID"])["webhookSubscriptions"]["nodes"] == []
    assert client.data(hooks, u="https://127.0.0.1:1/y")["webhookSubscriptions"]["nodes"] == []
    assert client.data("{ publicationsCount { count } }")["publicationsCount"]["count"] == 2
    made = client.data(
        """mutation { metaobjectDefinitionCreate(definition: {type: "tf_gate", fieldDefinitions: [{key: "name", type:
        "single_line_text_field"}]}) { metaobjectDefinition { id } userErrors { message } }
        metaobjectUpsert(handle: {type: "tf_gate", handle: "north"},
        metaobject: {fields: [{key: "name", value: "Nord"}]}) {
        metaobject { id } userErrors { message } } }"""
    )
    found = client.data(
        """{ metaobjects(type: "tf_gate", first: 5, sortKey: "updated_at", query: "updated_at:>'2020-01-01'") {
            nodes { id handle } }
        metaobjectByHandle(handle: {type: "tf_gate", handle: "north"}) { id }
        none: metaobjectByHandle(handle: {type: "tf_gate", handle: "south"}) { id }
        metaobjectDefinitionByType(type: "tf_gate") { id } absent: metaobjectDefinitionByType(type: "nix") { id } }"""
    )
    assert (
        found["metaobjects"]["nodes"][0]["id"]
        == found["metaobjectByHandle"]["id"]
        == made["metaobjectUpsert"]["metaobject"]["id"]
    )
    assert found["metaobjectDefinitionByType"]["id"] == made["metaobjectDefinitionCreate"]["metaobjectDefinition"]["id"]
    assert (found["none"], found["absent"]) == (None, None)


def test_a_mutation_nobody_emulates_says_so(client: Client) -> None:
    reply = client.reply('mutation { giftCardDeactivate(id: "gid://shopify/GiftCard/1") { userErrors { message } } }')
    assert reply["errors"][0]["extensions"]["code"] == "NOT_EMULATED"
    assert reply["data"] == {"giftCardDeactivate": None}


def test_a_crash_is_told_as_a_store_tells_it_and_kept(client: Client, store: DemoStore) -> None:
    from dataclasses import replace

    def broken(call: object) -> dict[str, object]:
        raise RuntimeError("boom")

    kept = store.mutations["tagsAdd"]
    store.mutations["tagsAdd"] = replace(kept, handler=broken)
    try:
        reply = client.reply('mutation { tagsAdd(id: "gid://shopify/Order/1", tags: []) { userErrors { message } } }')
    finally:
        store.mutations["tagsAdd"] = kept
    assert reply["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "boom" not in json.dumps(reply)
    assert [str(error) for error in store.executor.crashes] == ["boom"]
    store.executor.crashes.clear()


@pytest.mark.parametrize("wrong", [{"plan": "golden"}, {"orders": -1}, {"events": -2}])
def test_stores_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        StoreOptions(**wrong)
