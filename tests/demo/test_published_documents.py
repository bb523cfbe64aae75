"""Every write that the product's authors published executes on the generated store and leaves it in order.

The documents lie beside the checkout; without them these stories are skipped, loudly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.invariants import faults
from tests.demo.stores import SHARED, document
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore, StoreOptions

pytestmark = pytest.mark.skipif(
    not (SHARED / "shopify" / "ops").is_dir(), reason="the published documents are not beside this checkout"
)
Json = dict[str, Any]


class Shop:
    """The generated store, spoken to by the published documents."""

    def __init__(self) -> None:
        self.store = DemoStore(StoreOptions(events=12, orders=60, seed=3, job_delay=0))
        world = self.store.world
        self.place = next(iter(world.locations.values()))
        self.variant = next(
            v
            for v in world.variants
            if v.item.tracked
            and (level := v.item.levels.get(self.place.id))
            and level.quantities["available"] > 20
            and v.product.status == "ACTIVE"
        )
        self.done: set[str] = set()

    def run(self, name: str, **variables: Any) -> Json:
        reply = self.store.query(document(name), variables)
        assert "errors" not in reply, (name, reply["errors"])
        self.done.add(name)
        for payload in reply["data"].values():
            assert not payload.get("userErrors"), (name, payload["userErrors"])
        return next(iter(reply["data"].values()))

    def sale(self, quantity: int = 4, **more: Any) -> Json:
        total = f"{self.variant.price * quantity / 100:.2f}"
        money = {"shopMoney": {"amount": total, "currencyCode": "EUR"}}
        order = {
            "currency": "EUR",
            "sourceIdentifier": f"sale-{len(self.done)}",
            "lineItems": [{"variantId": gid("ProductVariant", self.variant.id), "quantity": quantity}],
            "transactions": [{"kind": "SALE", "status": "SUCCESS", "gateway": "cash", "amountSet": money}],
            **more,
        }
        options = {"inventoryBehaviour": "DECREMENT_OBEYING_POLICY"}
        return self.run("order_create_counter_sale", order=order, options=options)["order"]


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = Shop()
    yield made
    made.store.stop()


def test_orders(shop: Shop) -> None:
    order = shop.sale()
    shop.run("order_update", input={"id": order["id"], "note": "Stammgast"})
    shop.run("tags_add", id=order["id"], tags=["vip"])
    shop.run("tags_remove", id=order["id"], tags=["vip"])
    edit = shop.run("order_edit_begin", id=order["id"])["calculatedOrder"]
    line = edit["lineItems"]["nodes"][0]["id"]
    other = gid("ProductVariant", shop.variant.id)
    shop.run("order_edit_change", id=edit["id"], line=line, variant=other, qty=1)
    assert shop.run("order_edit_commit", id=edit["id"])["order"]["edited"] is True
    pending = shop.sale(1, transactions=[], financialStatus="PENDING")
    shop.run("order_create_manual_payment", id=pending["id"], method="Bank")
    unpaid = shop.sale(1, transactions=[], financialStatus="PENDING")
    shop.run("order_mark_as_paid", id=unpaid["id"])
    cancelled = shop.run("order_cancel", id=unpaid["id"], reason="CUSTOMER", restock=True)
    assert cancelled["job"]["id"]
    assert faults(shop.store.world) == []


def test_refunds_parcels_and_returns(shop: Shop) -> None:
    order = shop.sale()
    line = order["lineItems"]["nodes"][0]["id"]
    world = shop.store.world
    lines = [{"lineItemId": line, "quantity": 1, "restockType": "CANCEL", "locationId": gid("Location", shop.place.id)}]
    asked = shop.store.query(document("suggested_refund"), {"orderId": order["id"], "lines": lines})
    suggestion = asked["data"]["order"]["suggestedRefund"]["suggestedTransactions"][0]
    money = {
        "orderId": order["id"],
        "kind": "REFUND",
        "gateway": suggestion["gateway"],
        "amount": suggestion["amountSet"]["shopMoney"]["amount"],
        "parentId": suggestion["parentTransaction"]["id"],
    }
    given = {"orderId": order["id"], "refundLineItems": lines, "transactions": [money]}
    shop.run("refund_create", input=given, key="refund-1")
    work = order["fulfillmentOrders"]["nodes"][0]["id"]
    hold = shop.run("fulfillment_order_hold", id=work, hold={"reason": "OTHER", "handle": "h"})["fulfillmentHold"]
    shop.run("fulfillment_order_release_hold", id=work, holdIds=[hold["id"]])
    facts = {"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": work}]}
    first = shop.run("fulfillment_create", fulfillment=facts, message="raus")["fulfillment"]["id"]
    shop.run("fulfillment_cancel", id=first)
    parcel = shop.run("fulfillment_create", fulfillment=facts)["fulfillment"]
    shop.run("fulfillment_tracking_update", id=parcel["id"], tracking={"company": "DHL", "number": "1"})
    shop.run("fulfillment_event_create", event={"fulfillmentId": parcel["id"], "status": "DELIVERED"})
    sent = parcel["fulfillmentLineItems"]["nodes"][0]["id"]
    rows = [{"fulfillmentLineItemId": sent, "quantity": 1, "returnReason": "UNWANTED"}]
    made = shop.run("return_create", input={"orderId": order["id"], "returnLineItems": rows})["return"]
    back = [{"id": made["returnLineItems"]["nodes"][0]["id"], "quantity": 1}]
    shop.run("return_process", input={"returnId": made["id"], "returnLineItems": back})
    assert faults(world) == []


def test_stock_and_products(shop: Shop) -> None:
    item, place = gid("InventoryItem", shop.variant.item.id), gid("Location", shop.place.id)
    row = {"inventoryItemId": item, "locationId": place, "changeFromQuantity": None}
    facts = {"reason": "correction", "name": "available"}
    shop.run("inventory_adjust", input={**facts, "changes": [{**row, "delta": 1}]}, key="a")
    shop.run("inventory_set", input={**facts, "quantities": [{**row, "quantity": 33}]}, key="b")
    free = next(p for p in shop.store.world.locations if p not in shop.variant.item.levels)
    shop.run("inventory_activate", item=item, location=gid("Location", free), available=2, key="c")
    made = shop.run("product_create", product={"title": "Neues Stück", "vendor": "TicketForge"})["product"]["id"]
    values = [{"optionName": "Kategorie", "name": "A"}]
    variants = [{"optionValues": values, "price": "20", "inventoryItem": {"sku": "neu-A", "tracked": True}}]
    grown = shop.run("product_variants_bulk_create", productId=made, variants=variants)["productVariants"][0]["id"]
    shop.run("product_variants_bulk_update", productId=made, variants=[{"id": grown, "price": "21"}])
    publication = next(iter(shop.store.world.records["Publication"]))
    shop.run("publishable_publish", id=made, input=[{"publicationId": publication}])
    given = {"title": "Noch ein Stück", "productOptions": [{"name": "K", "values": [{"name": "A"}]}]}
    given["variants"] = [{"optionValues": [{"optionName": "K", "name": "A"}], "price": "1", "sku": "x-A"}]
    shop.run("product_set", input=given)
    assert faults(shop.store.world) == []


def test_drafts(shop: Shop) -> None:
    line = {"variantId": gid("ProductVariant", shop.variant.id), "quantity": 2}
    shop.run("draft_order_calculate", input={"lineItems": [line]})
    draft = shop.run("draft_order_create", input={"lineItems": [line]})["draftOrder"]["id"]
    shop.run("draft_order_complete", id=draft)
    assert faults(shop.store.world) == []


def test_people_words_and_wires(shop: Shop) -> None:
    customer = next(c for c in shop.store.world.customers if c.email)
    customer.phone = "+491701234567"
    who = gid("Customer", customer.id)
    yes = {"marketingState": "SUBSCRIBED", "marketingOptInLevel": "SINGLE_OPT_IN"}
    shop.run("customer_email_consent", input={"customerId": who, "emailMarketingConsent": yes})
    shop.run("customer_sms_consent", input={"customerId": who, "smsMarketingConsent": yes})
    shop.run("customer_data_erasure", id=who)
    shop.run("customer_cancel_data_erasure", id=who)
    shown = shop.store.query("{ currentAppInstallation { id } shop { id } }")["data"]
    for owner in (shown["shop"]["id"], shown["currentAppInstallation"]["id"], who):
        row = {"ownerId": owner, "namespace": "$app:ticketforge", "key": "keys", "type": "json", "value": "[]"}
        shop.run("metafields_set_cas", metafields=[row])
    fields = [{"key": "name", "name": "Name", "type": "single_line_text_field"}]
    kind = {"type": "$app:seat_plan", "name": "Plan", "displayNameKey": "name", "fieldDefinitions": fields}
    shop.run("metaobject_definition_create", definition=kind)
    handle = {"type": "$app:seat_plan", "handle": "saal"}
    shop.run("metaobject_upsert", handle=handle, metaobject={"fields": [{"key": "name", "value": "Saal"}]})
    wire = shop.run("webhook_create", topic="ORDERS_PAID", uri="https://127.0.0.1:1/hooks")["webhookSubscription"]
    shop.run("webhook_delete", id=wire["id"])
    file = {
        "resource": "BULK_MUTATION_VARIABLES",
        "filename": "v.jsonl",
        "mimeType": "text/jsonl",
        "httpMethod": "POST",
    }
    target = shop.run("staged_uploads_create", input=[file])["stagedTargets"][0]
    assert {"key", "Content-Type"} <= {p["name"] for p in target["parameters"]}
