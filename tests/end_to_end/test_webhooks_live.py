"""The embedded store sends, a desk receives: its mirror follows the store without a single sync."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from tests.demo.documents_for_tests import ADJUST, ORDER_CANCEL, ORDER_CREATE, REFUND_CREATE
from tests.sync.rig import graphql
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.demo.webhooks import Message
from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable, NotFound, ProfileLocked
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.webhooks import Receipt, ReceiptState
from ticketforge_desktop.services.settings import WEBHOOKS_PORT, WEBHOOKS_SERVE

PRODUCT_UPDATE = """mutation($product: ProductUpdateInput!) {
  productUpdate(product: $product) { product { id } userErrors { field message } } }"""
PRODUCT_DELETE = "mutation($id: ID!) { productDelete(input: {id: $id}) { deletedProductId userErrors { message } } }"
TAGS_ADD = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }"


@dataclass
class House:
    """A desk that receives, and the store that sends."""

    desk: Desk
    demo: DemoStore
    receipts: list[Receipt]

    def said(self, *topics: str) -> None:
        """The store has told everything, and the desk has acted on it."""
        self.demo.quiesce()
        self.settled()
        heard = {receipt.topic for receipt in self.receipts if receipt.state is ReceiptState.ACCEPTED}
        assert set(topics) <= heard, self.receipts

    def settled(self) -> None:
        inbox = self.desk._profile.webhook_inbox
        wait_for(lambda: inbox.waiting() == 0)

    def tickets(self, order: str) -> list[str]:
        return sorted(str(ticket.state) for ticket in self.desk.queries.tickets(order=order))

    def one(self, document: str, **variables: object) -> Any:
        (answer,) = graphql(self.demo, document, **variables).values()
        assert not answer.get("userErrors"), answer
        return answer

    def mirrored(self) -> dict[str, list[tuple[Any, ...]]]:
        """What the mirror holds of orders, tickets and stock."""
        tables = ("orders", "order_lines", "refund_lines", "tickets", "stock", "category_figures", "event_figures")
        with self.desk._profile._mirror_file.readers.borrow() as mirror:
            return {name: sorted(mirror.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.desk._profile._station_file.readers.borrow() as connection:
            return connection.execute(sql).fetchall()


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


@pytest.fixture
def house() -> Iterator[House]:
    profile = DemoProfile(events=8, orders=40, seed=4)
    desk, _ = profile.open()
    assert profile.store is not None
    try:
        desk.run_sync()
        receipts: list[Receipt] = []
        state = desk.receiver.start(port=0, told=receipts.append)
        desk.receiver.register(state.address)
        profile.store.hooks.compliance_uri = state.address
        yield House(desk, profile.store, receipts)
    finally:
        desk.close()
        profile.close()


def an_event(house: House) -> Any:
    """An event that sells, with its categories."""
    listing = house.desk.queries.events(EventFilter(span="upcoming"), Sort("starts_at"))
    for row in listing.page(0, len(listing)):
        details = house.desk.queries.event(row.event_id)
        if any((category.available or 0) > 5 for category in details.categories):
            return details
    raise AssertionError("no event sells")


def on_sale(event: Any) -> Any:
    """Its category with the most seats left."""
    return max(event.categories, key=lambda one: one.available or 0)


def buy(house: House, category: Any, quantity: int = 2) -> dict[str, Any]:
    """A web order, paid in full."""
    price = {"amount": str(Decimal(category.price.decimal) * quantity), "currencyCode": category.price.currency}
    paid = {"kind": "SALE", "status": "SUCCESS", "gateway": "cash", "amountSet": {"shopMoney": price}}
    lines = [{"variantId": gid("ProductVariant", category.variant_id), "quantity": quantity}]
    order = {"lineItems": lines, "transactions": [paid]}
    return house.one(ORDER_CREATE, order=order, options={"inventoryBehaviour": "DECREMENT_OBEYING_POLICY"})["order"]


def test_a_sale_a_refund_and_an_end_arrive_by_themselves(house: House) -> None:
    event = an_event(house)
    category = on_sale(event)
    synced = house.desk.queries.counts().synced_at
    order = buy(house, category, 3)
    house.said("orders/create", "inventory_levels/update")
    assert len(house.tickets(order["name"])) == 3
    after = {one.variant_id: one.available for one in house.desk.queries.event(event.row.event_id).categories}
    assert after[category.variant_id] == (category.available or 0) - 3

    line = {"lineItemId": order["lineItems"]["nodes"][0]["id"], "quantity": 1, "restockType": "NO_RESTOCK"}
    house.one(REFUND_CREATE, input={"orderId": order["id"], "refundLineItems": [line]}, key="k1")
    house.said("refunds/create")
    assert house.tickets(order["name"]).count("refunded") == 1

    house.one(ORDER_CANCEL, id=order["id"], restock=True)
    house.said("orders/cancelled")
    assert "valid" not in house.tickets(order["name"])
    assert house.desk.queries.counts().synced_at == synced, "nobody synced"
    assert house.desk.receiver.state().refused == 0


def test_an_event_changes_and_goes(house: House) -> None:
    event = an_event(house)
    product = gid("Product", next(p.id for p in house.demo.world.products if p.title == event.row.title))
    house.one(PRODUCT_UPDATE, product={"id": product, "title": "Now another evening"})
    house.said("products/update")
    assert house.desk.queries.event(event.row.event_id).row.title == "Now another evening"
    house.one(PRODUCT_DELETE, id=product)
    house.said("products/delete")
    with pytest.raises(NotFound):
        house.desk.queries.event(event.row.event_id)


def test_a_product_said_to_be_gone_that_is_there_stays(house: House) -> None:
    """Days late, or sent again by somebody: what counts is what the store answers now."""
    event = an_event(house)
    product = next(p.id for p in house.demo.world.products if p.title == event.row.title)
    uri = house.desk.receiver.state().address
    for topic in ("products/delete", "orders/delete"):
        number = product if topic.startswith("p") else next(iter(house.demo.world.orders)).id
        house.demo.hooks.sender.send(Message(topic, uri, b'{"id": %d}' % number, "2026-11-01T00:00:00Z", "late"))
    before = house.desk.queries.counts()
    house.said("products/delete", "orders/delete")
    assert house.desk.queries.event(event.row.event_id).row.title == event.row.title
    assert house.desk.queries.counts().orders == before.orders


def test_stock_counted_by_hand_arrives(house: House) -> None:
    event = an_event(house)
    category = on_sale(event)
    variant = next(v for p in house.demo.world.products for v in p.variants if v.id == category.variant_id)
    level = next(level for level in variant.item.levels.values() if level.quantities["available"] > 0)
    change = {
        "inventoryItemId": gid("InventoryItem", variant.item.id),
        "locationId": gid("Location", level.location.id),
        "delta": -2,
        "changeFromQuantity": level.quantities["available"],
    }
    house.one(ADJUST, input={"reason": "correction", "name": "available", "changes": [change]}, key="k")
    house.said("inventory_levels/update")
    with house.desk._profile._mirror_file.readers.borrow() as mirror:
        sql = "SELECT available FROM stock WHERE inventory_item_id = ? AND location_id = ?"
        now = mirror.execute(sql, (variant.item.id, level.location.id)).fetchone()
    assert now == (change["changeFromQuantity"] - 2,)


def test_told_twice_and_out_of_order_it_is_fetched_and_stays_right(house: House) -> None:
    order = buy(house, on_sale(an_event(house)))
    house.said("orders/create")
    uri, number = house.desk.receiver.state().address, int(order["id"].rsplit("/", 1)[1])
    message = Message("orders/updated", uri, b'{"id": %d}' % number, "2026-11-22T10:00:00Z", "event")
    for copy in (message, message, Message("orders/paid", uri, message.body, "2020-01-01T00:00:00Z", "old")):
        house.demo.hooks.sender.send(copy)
    house.said("orders/updated", "orders/paid")
    states = [receipt.state for receipt in house.receipts if receipt.object_name == f"order:{number}"]
    assert states.count(ReceiptState.DUPLICATE) == 1
    assert house.tickets(order["name"]) == ["valid", "valid"]


def test_the_secret_is_rotated_while_the_store_goes_on(house: House) -> None:
    first = house.demo.webhook_secret
    house.desk.receiver.put_secret("the-secret-after-it")
    order = next(iter(house.demo.world.orders))
    for count, secret in enumerate((first, "the-secret-after-it")):
        house.demo.hooks.sender.rotate(secret)
        house.one(TAGS_ADD, id=gid("Order", order.id), tags=[f"vip-{count}"])
        house.said("orders/updated")
    assert house.desk.receiver.state().refused == 0


def test_a_person_asks_and_a_person_goes(house: House) -> None:
    world = house.demo.world
    order = next(o for o in world.orders if o.customer is not None and o.customer.email and o.customer.last_name)
    customer, name = order.customer, order.name
    assert customer is not None
    word = customer.last_name.split()[0]
    before = house.desk.queries.search(word)
    assert any(hit.kind == "person" for hit in before)
    tickets = house.tickets(name)

    house.demo.hooks.request_data(customer)
    house.said("customers/data_request")
    with world.lock:
        world.announce("Customer", "redact", customer)
    house.said("customers/redact")

    cases = house.rows(
        "SELECT kind, customer_id, address, state, received_at, due_at FROM privacy_cases ORDER BY case_id"
    )
    assert [case[:4] for case in cases] == [
        ("export", customer.id, customer.email, "open"),
        ("erase", customer.id, customer.email, "open"),
    ]
    for *_, received, due in cases:
        assert received[:7] < due[:7] <= due, "thirty days"
    details = house.desk.queries.order(name)
    assert customer.email not in repr(details)
    assert customer.last_name not in repr(details)
    assert not [hit for hit in house.desk.queries.search(customer.email) if customer.email in repr(hit)]
    assert house.tickets(name) == tickets, "the ticket is still a ticket"
    audit = house.rows("SELECT action, subject FROM audit WHERE action LIKE 'privacy_%' ORDER BY row")
    assert audit == [("privacy_export", f"customer:{customer.id}"), ("privacy_erase", f"customer:{customer.id}")]
    facts = house.rows("SELECT facts FROM webhook_tasks WHERE topic LIKE 'customers/%'")
    assert facts == [("",), ("",)], "what was said of a person is forgotten with the task"


def test_the_shop_goes_and_the_desk_is_locked(house: House) -> None:
    house.demo.hooks.redact_shop()
    house.said("shop/redact")
    with pytest.raises(ProfileLocked):
        house.desk.run_sync()
    assert house.rows("SELECT kind, state FROM privacy_cases") == [("redact_shop", "open")]
    assert house.desk.stores.standing().state == "uninstalled"
    # What comes now is kept, and fetched once somebody connects again.
    house.one(TAGS_ADD, id=gid("Order", next(iter(house.demo.world.orders)).id), tags=["late"])
    assert house.demo.hooks.quiesce(30)
    assert house.desk._profile.webhook_inbox.waiting() == 1


def test_an_uninstall_before_this_connection_locks_nothing_while_the_store_answers(house: House) -> None:
    uri, shop = house.desk.receiver.state().address, house.demo.shop
    body = f'{{"id": 1, "myshopify_domain": "{shop}"}}'.encode()
    house.demo.hooks.sender.send(Message("app/uninstalled", uri, body, "2020-01-01T00:00:00Z", "late"))
    house.said("app/uninstalled")
    assert house.desk.stores.lock_of() is None
    house.demo.authority.expire(house.demo.token)
    house.demo.hooks.sender.send(Message("app/uninstalled", uri, body, "2020-01-02T00:00:00Z", "late too"))
    house.said("app/uninstalled")
    assert house.desk.stores.lock_of() is not None, "the store refuses our token: it is true"


def test_while_the_store_is_away_calls_are_kept(house: House) -> None:
    """The receiver answers at once all the same; the worker fetches when the store is back."""
    order = buy(house, on_sale(an_event(house)))
    port = int(house.demo.url.rsplit(":", 1)[1])
    server = house.demo._server
    assert server is not None
    server.shutdown()
    server.close_connections()
    server.server_close()
    assert house.demo.hooks.quiesce(30)
    assert house.desk._profile.webhook_inbox.waiting() > 0
    house.demo.listen(port)
    house.settled()
    assert house.tickets(order["name"]) == ["valid", "valid"]


def test_calls_and_syncs_at_once_end_where_one_sync_would(house: House) -> None:
    """Both write the same mirror; each page is whole before the other's turn, and the newer state stays."""
    category, ending, troubles = on_sale(an_event(house)), threading.Event(), list[Exception]()

    def sync() -> None:
        while not ending.is_set():
            try:
                house.desk.run_sync()
            except Exception as trouble:
                troubles.append(trouble)
                return

    syncing = threading.Thread(target=sync)
    syncing.start()
    try:
        for number in range(12):
            order = buy(house, category)
            if number % 3 == 0:
                line = {"lineItemId": order["lineItems"]["nodes"][0]["id"], "quantity": 1, "restockType": "NO_RESTOCK"}
                house.one(REFUND_CREATE, input={"orderId": order["id"], "refundLineItems": [line]}, key=f"k{number}")
            if number % 4 == 1:
                house.one(ORDER_CANCEL, id=order["id"], restock=True)
    finally:
        ending.set()
        syncing.join()
    assert troubles == []
    house.said("orders/create", "refunds/create", "orders/cancelled")
    before = house.mirrored()
    house.desk.run_sync(full=True)
    assert house.mirrored() == before


def test_the_switch_is_kept_and_what_hinders_is_told(house: House) -> None:
    desk = house.desk
    assert desk.receiver.switch(on=False).serving is False
    assert desk.receiver.state().address == ""
    taken = house.demo.url.rsplit(":", 1)[1]
    desk.settings.put({WEBHOOKS_PORT: int(taken), WEBHOOKS_SERVE: True}, desk.staff)
    desk.receiver.start_if_wanted()
    state = desk.receiver.state()
    assert not state.serving
    assert taken in state.error
    desk.settings.put({WEBHOOKS_SERVE: False}, desk.staff)
    desk.receiver.start_if_wanted()
    assert not desk.receiver.state().serving
    with pytest.raises(BadInput) as refused:
        desk.receiver.start(port=0, bind="the moon")
    assert refused.value.facts["field"] == "bind"
    assert desk.receiver.start(port=0, bind="lan").address.startswith(f"http://{socket.gethostname()}:")
    desk.receiver.stop()
    assert desk.receiver.start(port=0).serving
    assert desk.receiver.start(port=0).address == desk.receiver.state().address, "once is enough"


def test_changed_settings_are_followed(house: House) -> None:
    desk, first = house.desk, house.desk.receiver.state().address
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    desk.settings.put({WEBHOOKS_SERVE: True, WEBHOOKS_PORT: port}, desk.staff)
    moved = desk.receiver.follow()
    assert moved.serving
    assert moved.address == f"http://127.0.0.1:{port}/webhooks" != first
    assert desk.receiver.follow() == moved, "nothing changed, nothing is done"
    desk.settings.put({WEBHOOKS_SERVE: False}, desk.staff)
    assert not desk.receiver.follow().serving


def test_closing_does_not_wait_for_a_store_that_is_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticketforge_desktop.bootstrap.receiving._GOODBYE_S", 0.1)
    asked, answered = threading.Event(), threading.Event()

    def hang(_stopped: Callable[[], bool]) -> Any:
        asked.set()
        answered.wait(30)
        raise RuntimeError("Cannot send a request, as the client has been closed.")

    works = house.desk.receiver.work_off
    monkeypatch.setattr(house.desk.receiver, "work_off", hang)
    house.demo.hooks.sender.send(Message("orders/paid", house.desk.receiver.state().address, b'{"id": 1}', "", "e"))
    assert asked.wait(30)
    assert not house.desk.receiver.stop().serving
    monkeypatch.setattr(house.desk.receiver, "work_off", works)
    answered.set()
    assert house.desk.receiver.work_off().done == 1
    wait_for(lambda: not any(thread.name == "webhooks-worker" for thread in threading.enumerate()))
    assert not house.desk.folder.crashes.exists()


def test_a_fault_of_ours_leaves_a_crash_file_and_the_worker_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.bootstrap.receiving._IDLE_LOOK_S", 0.05)
    receiver, faults = house.desk.receiver, [RuntimeError("a fault"), NetworkUnavailable("The store is away.")]
    works, told = receiver.work_off, list[str]()

    def work_off(stopped: Callable[[], bool]) -> Any:
        told.append(receiver.state().error)
        if faults:
            raise faults.pop(0)
        return works(stopped)

    monkeypatch.setattr(receiver, "work_off", work_off)
    house.one(TAGS_ADD, id=gid("Order", next(iter(house.demo.world.orders)).id), tags=["x"])
    house.said("orders/updated")
    assert len(list(house.desk.folder.crashes.glob("crash-*.txt"))) == 1
    assert "The store is away." in told
    wait_for(lambda: not receiver.state().error)
