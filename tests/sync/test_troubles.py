"""One object's trouble never stops the rest: it is noted, tried again at each sync, and forgotten when it succeeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sync.rig import Rig, graphql, station
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.services.ports.store import StorePage

TAG = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }"
RENAME = "mutation($id: ID!, $title: String!) { productUpdate(product: {id: $id, title: $title}) { product { id } } }"
RENAME_PERSON = (
    "mutation($id: ID!, $name: String!) { customerUpdate(input: {id: $id, lastName: $name}) { customer { id } } }"
)


class Garbled:
    """A store that sends some things as nobody expects them: stands in the wire, in front of our decoding."""

    def __init__(self) -> None:
        self.changes: dict[str, Callable[[dict[str, Any]], None]] = {}

    def __call__(self, body: bytes) -> bytes:
        """A reply, or the rows of a bulk file, with the things that are to be garbled."""
        if not self.changes:
            return body
        return b"\n".join(self._line(line) for line in body.split(b"\n"))

    def _line(self, line: bytes) -> bytes:
        if not line.startswith(b"{"):
            return line
        told = json.loads(line)
        self._walk(told)
        return json.dumps(told).encode()

    def _walk(self, found: Any) -> None:
        if isinstance(found, dict):
            change = self.changes.get(str(found.get("id")))
            if change is not None:
                change(found)
            for inner in found.values():
                self._walk(inner)
        elif isinstance(found, list):
            for inner in found:
                self._walk(inner)


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=30, events=3, plan="plus") as store:
        yield store


@pytest.fixture
def garbled() -> Garbled:
    return Garbled()


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore, garbled: Garbled, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    import httpx

    from ticketforge_desktop.shopify import bulk

    content = httpx.Response.content
    monkeypatch.setattr(httpx.Response, "content", property(lambda self: garbled(content.__get__(self))))
    download = bulk.download

    def rows(*args: Any, **kwargs: Any) -> Iterator[tuple[list[bytes], int]]:
        for some, byte in download(*args, **kwargs):
            yield [garbled(row) for row in some], byte

    monkeypatch.setattr("ticketforge_desktop.shopify.store.download", rows)
    with station(tmp_path, demo) as made:
        yield made


def change_order(demo: DemoStore, number: int) -> None:
    demo.advance(1)
    graphql(demo, TAG, id=gid("Order", number), tags=["seen"])


def no_amount(node: dict[str, Any]) -> None:
    if "totalPriceSet" in node:
        node["totalPriceSet"] = {"shopMoney": {"amount": "many"}}


def no_quantity(node: dict[str, Any]) -> None:
    if "currentQuantity" in node:
        node["currentQuantity"] = None


class TestAPage:
    @pytest.mark.parametrize("of_a_line", [False, True])
    def test_an_order_nobody_can_read_is_noted_and_the_page_goes_on(
        self, rig: Rig, demo: DemoStore, garbled: Garbled, of_a_line: bool
    ) -> None:
        rig.sync()
        before = rig.profile.mirror_writer.watermark("orders")
        some = list(demo.world.orders)[:6]
        bad = some[2]
        garbled.changes = (
            {gid("LineItem", bad.lines[0].id): no_quantity} if of_a_line else {gid("Order", bad.id): no_amount}
        )
        for order in some:
            change_order(demo, order.id)
        demo.advance(300)
        report = rig.sync()
        tags = dict(rig.rows("SELECT order_id, tags FROM orders"))
        assert [order.id for order in some if "seen" not in tags[order.id]] == [bad.id]
        assert rig.tickets(bad.id), "its older state stays in the mirror"
        after = rig.profile.mirror_writer.watermark("orders")
        assert before is not None
        assert after is not None
        assert after.at > before.at
        assert report.troubles == 1
        ((kind, number, name, code, tries),) = rig.troubles()
        assert (kind, number, name, code) == ("order", bad.id, bad.name, "unreadable")
        assert tries == 2, "read in its page, and tried again by its id"
        reason = rig.one("SELECT reason FROM store_troubles")
        assert ("currentQuantity" if of_a_line else "'many'") in reason

        rig.sync()
        assert rig.troubles()[0][4] == 3
        garbled.changes = {}
        assert rig.sync().troubles == 0
        assert "seen" in rig.one("SELECT tags FROM orders WHERE order_id = ?", bad.id)

    def test_a_product_and_a_customer(self, rig: Rig, demo: DemoStore, garbled: Garbled) -> None:
        rig.sync()
        products = [p for p in demo.world.products.rows.values() if p.product_type == "Event Ticket"]
        people = list(demo.world.customers.rows.values())[:3]
        garbled.changes = {
            gid("ProductVariant", products[0].variants[0].id): lambda node: node.update(price="free"),
            gid("Customer", people[0].id): lambda node: node.update(updatedAt=None),
        }
        for product in products:
            graphql(demo, RENAME, id=gid("Product", product.id), title="Neu")
        for person in people:
            graphql(demo, RENAME_PERSON, id=gid("Customer", person.id), name="Neu")
        rig.sync()
        noted = [(kind, number) for kind, number, *_ in rig.troubles()]
        assert noted == [("customer", people[0].id), ("product", products[0].id)]
        titles = {row[0] for row in rig.rows("SELECT product_id FROM events WHERE title = 'Neu'")}
        assert titles == {product.id for product in products[1:]}
        assert rig.one("SELECT count(*) FROM participants WHERE name LIKE '%Neu'") == 2
        garbled.changes = {}
        rig.sync()
        assert rig.troubles() == []
        assert rig.one("SELECT count(*) FROM events WHERE title = 'Neu'") == len(products)

    def test_trouble_with_what_is_gone_is_forgotten(self, rig: Rig, demo: DemoStore, garbled: Garbled) -> None:
        rig.sync()
        bad = next(iter(demo.world.orders))
        garbled.changes = {gid("Order", bad.id): no_amount}
        change_order(demo, bad.id)
        rig.sync()
        assert rig.troubles()
        with demo.world.lock:
            demo.world.delete(bad)
        rig.sync()
        assert rig.troubles() == []
        assert rig.rows("SELECT 1 FROM orders WHERE order_id = ?", bad.id) == []


class TestABulkFile:
    def test_a_row_nobody_can_read_does_not_keep_the_shop_closed(
        self, rig: Rig, demo: DemoStore, garbled: Garbled
    ) -> None:
        bad, half = list(demo.world.orders)[4:6]
        customer = next(iter(demo.world.customers.rows.values()))
        garbled.changes = {
            gid("Order", bad.id): no_amount,
            gid("LineItem", half.lines[0].id): no_quantity,
            gid("Customer", customer.id): lambda node: "updatedAt" in node and node.update(updatedAt=7),
        }
        report = rig.sync()
        assert (report.mode, report.orders, report.troubles) == ("bulk", 29, 3)
        noted = {(kind, number) for kind, number, *_ in rig.troubles()}
        assert noted == {("order", bad.id), ("order", half.id), ("customer", customer.id)}
        garbled.changes = {}
        report = rig.sync()
        assert (report.mode, report.orders, report.troubles) == ("incremental", 30, 0)
        assert rig.tickets(bad.id)
        lines = rig.one("SELECT count(*) FROM order_lines WHERE order_id = ?", half.id)
        assert lines == len(half.lines)

        rig.sync(full=True)
        assert rig.troubles() == []

    def test_another_full_sync_starts_without_old_troubles(self, rig: Rig, demo: DemoStore, garbled: Garbled) -> None:
        garbled.changes = {gid("Order", next(iter(demo.world.orders)).id): no_amount}
        rig.sync()
        rig.sync(full=True)
        assert len(rig.troubles()) == 1


class TestWriting:
    def test_an_order_the_mirror_refuses_is_noted_and_the_others_are_written(self, rig: Rig, demo: DemoStore) -> None:
        """A number no file can keep: caught one object at a time, in whatever group it came."""
        rig.sync()
        numbers = [order.id for order in list(demo.world.orders)[:5]]
        for number in numbers:
            change_order(demo, number)
        page: StorePage = rig.store.fetch_orders(numbers)
        orders = [
            order._replace(total_minor=1 << 70) if order.order_id == numbers[1] else order
            for order in page.batch.orders
        ]
        batch = StoreBatch(orders=tuple(orders), lines=page.batch.lines, transactions=page.batch.transactions)
        before = rig.profile.mirror_writer.written
        changes = rig.profile.mirror_writer.apply(batch, None)
        assert rig.profile.mirror_writer.written - before == 4
        assert changes.kinds
        tags = dict(rig.rows("SELECT order_id, tags FROM orders"))
        assert [number for number in numbers if "seen" not in tags[number]] == [numbers[1]]
        ((kind, number, _, code, _),) = rig.troubles()
        assert (kind, number, code) == ("order", numbers[1], "unwritable")
        rig.sync()
        assert rig.troubles() == []

    def test_what_the_store_may_send_and_nobody_knew_is_no_trouble(
        self, rig: Rig, demo: DemoStore, garbled: Garbled
    ) -> None:
        """Unknown words and fields, odd currencies, an edit to nothing, hidden people: taken as they are."""
        orders = list(demo.world.orders)[:5]

        def odd(node: dict[str, Any]) -> None:
            node.update(displayFinancialStatus="HAGGLED", brandNew={"deep": [1]}, displayFulfillmentStatus=None)

        def kuwaiti(node: dict[str, Any]) -> None:
            node.update(currencyCode="KWD", totalPriceSet={"shopMoney": {"amount": "12.345", "currencyCode": "KWD"}})

        def japanese(node: dict[str, Any]) -> None:
            node.update(currencyCode="JPY", totalPriceSet={"shopMoney": {"amount": "1200.0", "currencyCode": "JPY"}})

        def hidden(node: dict[str, Any]) -> None:
            node.update(customer=None, billingAddress=None, email=None, phone=None)

        garbled.changes = {
            gid("Order", orders[0].id): odd,
            gid("Order", orders[1].id): kuwaiti,
            gid("Order", orders[2].id): japanese,
            gid("Order", orders[3].id): hidden,
            gid("LineItem", orders[4].lines[0].id): lambda node: (
                "currentQuantity" in node and node.update(currentQuantity=0, quantity=0)
            ),
        }
        for step in ("bulk", "incremental"):
            if step == "incremental":
                for order in orders:
                    change_order(demo, order.id)
            assert rig.sync().mode == step
            assert rig.troubles() == []
            told = dict(rig.rows("SELECT order_id, financial_status FROM orders"))
            assert told[orders[0].id] == "HAGGLED"
            totals = dict(rig.rows("SELECT order_id, original_total_minor FROM orders"))
            assert (totals[orders[1].id], totals[orders[2].id]) == (12_345, 1_200)
            assert rig.one("SELECT holder FROM orders WHERE order_id = ?", orders[3].id) == ""
            assert rig.one("SELECT quantity FROM order_lines WHERE line_id = ?", orders[4].lines[0].id) == 0
