"""From the store's rows to records: any order, unknown things, hidden people, odd money."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BulkIncomplete, StoreRefused
from ticketforge_desktop.domain.money import exponent, minor_units
from ticketforge_desktop.shopify import decode, decode_events
from ticketforge_desktop.shopify.bulk_rows import RowDecoder
from ticketforge_desktop.shopify.bulk_troubles import batches_of
from ticketforge_desktop.shopify.replies import ShopNode
from ticketforge_desktop.shopify.wire import CustomerNode, ProductNode, VariantNode


def price(amount: str, currency: str = "EUR") -> dict:
    return {"shopMoney": {"amount": amount, "currencyCode": currency}}


def order_row(number: int, **told: Any) -> dict:
    return {
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{number}",
        "createdAt": "2026-11-01T10:00:00Z",
        "updatedAt": "2026-11-02T10:00:00Z",
        "processedAt": "2026-11-01T10:00:00Z",
        "cancelledAt": None,
        "displayFinancialStatus": "PAID",
        "displayFulfillmentStatus": "UNFULFILLED",
        "currencyCode": "EUR",
        "currentTotalPriceSet": price("84.0"),
        "totalPriceSet": price("126.0"),
        "totalRefundedSet": price("42.0"),
        "customer": None,
        "tags": ["abo", "web"],
    } | told


def line_row(number: int, order: int, **told: Any) -> dict:
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "sku": "ev-12-cat-a",
        "title": "Konzert",
        "vendor": "TicketForge",
        "quantity": 2,
        "currentQuantity": 1,
        "variant": {"id": "gid://shopify/ProductVariant/44"},
        "customAttributes": [],
        "discountedUnitPriceAfterAllDiscountsSet": price("42.0"),
        "__parentId": f"gid://shopify/Order/{order}",
    } | told


def product_row(number: int, **told: Any) -> dict:
    return {
        "id": f"gid://shopify/Product/{number}",
        "title": "Konzert",
        "status": "ACTIVE",
        "vendor": "TicketForge",
        "productType": "Event Ticket",
        "tags": [],
        "createdAt": "2026-10-01T10:00:00Z",
        "updatedAt": "2026-10-02T10:00:00Z",
        "eventId": {"value": f"ev-{number}"},
    } | told


def variant_row(number: int, product: int, **told: Any) -> dict:
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "sku": f"ev-{product}-cat-{number}",
        "title": "Parkett",
        "price": "42.00",
        "position": 1,
        "inventoryPolicy": "DENY",
        "updatedAt": "2026-10-02T10:00:00Z",
        "inventoryItem": {"id": f"gid://shopify/InventoryItem/{number + 1000}", "tracked": True},
        "product": {key: value for key, value in product_row(product).items() if key != "tags"},
        "__parentId": f"gid://shopify/Product/{product}",
    } | told


def jsonl(*rows: dict) -> list[bytes]:
    return [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows]


def batch_of(*rows: dict) -> Any:
    return RowDecoder("EUR").batch(jsonl(*rows))


def parsed(node: type, row: dict) -> Any:
    return msgspec.convert(row, node)


def test_a_long_stretch_of_a_file_is_read_as_its_rows_one_by_one() -> None:
    """It is decoded in pieces; a piece ends anywhere, also between an order and its lines."""
    rows = [row for n in range(1, 701) for row in (order_row(n), line_row(n * 10, n), line_row(n * 10 + 1, n))]
    paid = {"id": "gid://shopify/OrderTransaction/5", "kind": "SALE", "amountSet": price("84.0")}
    rows[1500] = order_row(501, transactions=[paid])
    rows += [product_row(1), variant_row(2, 1)]
    pieces = list(batches_of(RowDecoder("EUR"), jsonl(*rows)))
    assert len(pieces) > 1
    orders, lines, transactions = (
        [record for piece in pieces for record in getattr(piece, part)] for part in ("orders", "lines", "transactions")
    )
    assert [order.order_id for order in orders] == list(range(1, 701))
    assert [line.line_id for line in lines] == [n * 10 + place for n in range(1, 701) for place in (0, 1)]
    assert all(line.order_id == line.line_id // 10 for line in lines)
    assert [paid.order_id for paid in transactions] == [501]
    assert len(pieces[-1].events) == len(pieces[-1].categories) == 1
    assert sum(map(len, pieces)) == len(rows) + 1


class TestOrders:
    def test_an_order_and_its_lines_become_records(self) -> None:
        batch = batch_of(order_row(1), line_row(10, 1), line_row(11, 1, quantity=3, variant=None, sku=None))
        order = batch.orders[0]
        assert (order.order_id, order.name, order.total_minor, order.original_total_minor) == (1, "#1", 8400, 12600)
        assert (order.refunded_minor, order.currency, order.tags, order.cancelled_at) == (4200, "EUR", "abo,web", "")
        first, second = batch.lines
        assert (first.line_id, first.order_id, first.variant_id, first.current_quantity) == (10, 1, 44, 1)
        assert (second.quantity, second.variant_id, second.sku) == (3, 0, "")

    def test_what_was_paid_and_given_back_comes_with_its_order(self) -> None:
        sale = {
            "id": "gid://shopify/OrderTransaction/5",
            "kind": "SALE",
            "status": "SUCCESS",
            "gateway": "shopify_payments",
            "processedAt": "2026-11-01T10:00:01Z",
            "parentTransaction": None,
            "amountSet": {"shopMoney": {"amount": "126.0"}},
        }
        back = sale | {
            "id": "gid://shopify/OrderTransaction/6",
            "kind": "REFUND",
            "gateway": None,
            "parentTransaction": {"id": "gid://shopify/OrderTransaction/5"},
            "amountSet": {"shopMoney": {"amount": "42.0"}},
            "newField": {"of": ["a", "later", "API"]},
        }
        batch = batch_of(order_row(1, transactions=[sale, back]), order_row(2))
        assert [tuple(paid) for paid in batch.transactions] == [
            (5, 1, 0, "SALE", "SUCCESS", "shopify_payments", 12600, "EUR", "2026-11-01T10:00:01Z"),
            (6, 1, 5, "REFUND", "SUCCESS", "", 4200, "EUR", "2026-11-01T10:00:01Z"),
        ]

    def test_a_payment_in_the_yen_of_its_order_has_no_cents(self) -> None:
        paid = {"id": "gid://shopify/OrderTransaction/5", "amountSet": {"shopMoney": {"amount": "8400.0"}}}
        batch = batch_of(order_row(1, currencyCode="JPY", totalRefundedSet=price("0", "JPY"), transactions=[paid]))
        assert (batch.transactions[0].amount_minor, batch.transactions[0].currency) == (8400, "JPY")

    def test_a_buyer_is_named_by_the_customer_and_else_by_the_bill(self) -> None:
        customer = {
            "id": "gid://shopify/Customer/7",
            "firstName": "Jürgen",
            "lastName": "Groß",
            "defaultEmailAddress": {"emailAddress": "j@example.org"},
            "defaultPhoneNumber": {"phoneNumber": "+49 30 1"},
        }
        order = batch_of(order_row(1, customer=customer)).orders[0]
        assert (order.customer_id, order.holder, order.email, order.phone) == (
            7,
            "Jürgen Groß",
            "j@example.org",
            "+49 30 1",
        )
        order = batch_of(order_row(1, customer=customer, email="other@example.org")).orders[0]
        assert order.email == "other@example.org"
        order = batch_of(order_row(1, billingAddress={"name": "Ewa Łuczak"})).orders[0]
        assert (order.customer_id, order.holder) == (0, "Ewa Łuczak")

    def test_hidden_people_leave_empty_fields(self) -> None:
        """Basic plans send null for every personal field."""
        hidden = {"id": "gid://shopify/Customer/7", "firstName": None, "lastName": None, "defaultEmailAddress": None}
        order = batch_of(order_row(1, customer=hidden, email=None, phone=None, billingAddress={"name": None})).orders[0]
        assert (order.customer_id, order.holder, order.email, order.phone) == (7, "", "", "")
        person = decode.participant_record(parsed(CustomerNode, hidden))
        assert person == (7, "", "", "", "", "", False, "", "")

    def test_a_tills_sale_and_a_seat_are_read_from_the_lines_properties(self) -> None:
        attributes = [
            {"key": "_ticketforge_sale", "value": "tf1.x"},
            {"key": "Sitzplatz", "value": "Reihe 4, Platz 12"},
            {"key": "Gift", "value": None},
        ]
        line = batch_of(line_row(10, 1, customAttributes=attributes)).lines[0]
        assert (line.seed, line.seat) == ("tf1.x", "Reihe 4, Platz 12")

    def test_units_and_issues_named_in_the_order_come_along_as_they_are(self) -> None:
        order = batch_of(order_row(1, voidUnits={"value": '{"10":[2]}'}, issues={"value": "{}"})).orders[0]
        assert (order.void_units, order.issues) == ('{"10":[2]}', "{}")

    def test_statuses_the_store_invents_later_pass_through(self) -> None:
        order = batch_of(
            order_row(1, displayFinancialStatus="HALF_PAID", displayFulfillmentStatus="BEAMED", new={"a": 1})
        )
        assert (order.orders[0].financial_status, order.orders[0].fulfillment_status) == ("HALF_PAID", "BEAMED")
        assert batch_of(order_row(1, displayFinancialStatus=None)).orders[0].financial_status == ""


class TestMoney:
    def test_amounts_and_variants_are_remembered_a_currency_each_and_never_without_end(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(decode, "_MOST_KEPT", 3)
        told = [(cents, currency) for cents in (*range(900, 910), 900) for currency in ("EUR", "JPY")]
        rows = [
            line_row(
                place,
                1,
                variant={"id": f"gid://shopify/ProductVariant/{cents}"},
                discountedUnitPriceAfterAllDiscountsSet=price(f"{cents}.0", currency),
            )
            for place, (cents, currency) in enumerate(told, start=1)
        ]
        lines = batch_of(*rows).lines
        assert [line.price_minor for line in lines] == [minor_units(f"{cents}.0", currency) for cents, currency in told]
        assert [line.variant_id for line in lines] == [cents for cents, _ in told]
        assert max(len(decode._amounts("EUR")), len(decode._amounts("JPY")), len(decode._VARIANTS)) <= 3

    @pytest.mark.parametrize(
        ("amount", "currency", "units"),
        [
            ("1200.0", "JPY", 1200),
            ("1.234", "KWD", 1234),
            ("42.0", "EUR", 4200),
            ("33.333333", "EUR", 3333),  # a unit price after a discount over three
            ("0.005", "EUR", 1),
            ("-4.99", "EUR", -499),
            ("1E+2", "EUR", 10000),
        ],
    )
    def test_odd_currencies_and_odd_digits(self, amount: str, currency: str, units: int) -> None:
        assert decode.minor(amount, currency) == units

    @pytest.mark.parametrize("amount", ["", "free", "NaN", "Infinity", "1e999999999", "1" * 30, "4,99"])
    def test_what_is_no_amount_is_refused(self, amount: str) -> None:
        with pytest.raises(StoreRefused):
            decode.minor(amount, "EUR")

    @given(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
    def test_every_exact_amount_comes_through_exactly(self, units: int, currency: str) -> None:
        digits = exponent(currency)
        whole = f"{abs(units):0{digits + 1}d}"
        amount = ("-" if units < 0 else "") + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else f"{whole}.0")
        assert decode.minor(amount, currency) == minor_units(amount, currency) == units


class TestEvents:
    def test_an_event_with_its_metafields(self) -> None:
        event = decode_events.event_record(
            parsed(
                ProductNode,
                product_row(
                    12,
                    eventDate={"value": "2026-12-31T20:00:00+01:00"},
                    doorsAt={"value": "2026-12-31T19:00"},
                    timeZone={"value": "Europe/Berlin"},
                    venueName={"value": "Gläserner Saal"},
                    minimumAge={"value": "16"},
                    featuredMedia={"preview": {"image": {"url": "https://example.org/a.jpg"}}},
                ),
            ),
            "EUR",
        )
        assert (event.event_id, event.product_id, event.status) == ("ev-12", 12, "PUBLISHED")
        assert (event.starts_at, event.doors_at, event.ends_at) == ("2026-12-31T19:00:00Z", "2026-12-31T18:00:00Z", "")
        assert (event.minimum_age, event.venue_name, event.image_url) == (
            16,
            "Gläserner Saal",
            "https://example.org/a.jpg",
        )

    @pytest.mark.parametrize(
        ("told", "product", "status"),
        [
            ("CANCELLED", "ACTIVE", "CANCELLED"),
            ("CANCELLED", "ARCHIVED", "CANCELLED"),
            ("PUBLISHED", "DRAFT", "DRAFT"),
            ("SOLD_OUT", "ARCHIVED", "COMPLETED"),
            ("SOLD_OUT", "ACTIVE", "SOLD_OUT"),
            ("POSTPONED", "ACTIVE", "PUBLISHED"),
            ("", "ARCHIVED", "COMPLETED"),
            ("", "UNLISTED", "PUBLISHED"),
        ],
    )
    def test_the_events_status(self, told: str, product: str, status: str) -> None:
        row = product_row(12, status=product, eventStatus={"value": told} if told else None)
        assert decode_events.event_record(parsed(ProductNode, row), "EUR").status == status

    def test_broken_metafields_leave_the_event_usable(self) -> None:
        broken = {"value": "next Tuesday"}
        row = product_row(12, eventDate=broken, timeZone=broken, minimumAge=broken, eventId=None)
        event = decode_events.event_record(parsed(ProductNode, row), "EUR")
        assert (event.event_id, event.starts_at, event.zone, event.minimum_age) == ("12", "", "", 0)

    @pytest.mark.parametrize(
        ("sku", "category"),
        [("ev-12-cat-a", "cat-a"), ("ev-120-cat", "ev-120-cat"), ("ev-12-", "ev-12-"), (None, "44")],
    )
    def test_the_category_is_what_stands_behind_the_events_id(self, sku: str | None, category: str) -> None:
        node = parsed(VariantNode, variant_row(44, 12, sku=sku))
        assert decode_events.category_record(node, "ev-12", "EUR").category_id == category

    def test_capacity_and_colour_are_taken_only_when_they_make_sense(self) -> None:
        node = parsed(VariantNode, variant_row(44, 12, capacity={"value": "250"}, colour={"value": "#0a7B66"}))
        assert decode_events.category_record(node, "ev-12", "EUR")[6::5] == (250, "2026-10-02T10:00:00Z")
        assert decode_events.category_record(node, "ev-12", "EUR").colour == "#0a7B66"
        node = parsed(VariantNode, variant_row(44, 12, capacity={"value": "-3"}, colour={"value": "red"}))
        category = decode_events.category_record(node, "ev-12", "EUR")
        assert (category.capacity, category.colour) == (-1, "")

    def test_products_that_are_no_events_bring_nothing(self) -> None:
        """Told by vendor and type, not by a search: an unknown search term lets everything through."""
        shirt = {"vendor": "TicketForge", "productType": "T-Shirt"}
        variant = variant_row(44, 12)
        variant["product"] |= shirt
        batch = batch_of(product_row(12, **shirt), variant, product_row(13, vendor="Other"))
        assert (batch.events, batch.categories) == ((), ())

    def test_stock_of_a_level_that_was_switched_off_is_nothing(self) -> None:
        level = {
            "id": "gid://shopify/InventoryLevel/5?inventory_item_id=9",
            "item": {"id": "gid://shopify/InventoryItem/9"},
            "location": {"id": "gid://shopify/Location/5"},
            "updatedAt": "2026-10-02T10:00:00Z",
            "quantities": [{"name": "available", "quantity": -3}, {"name": "on_hand", "quantity": 7}],
        }
        assert batch_of(level).stock == ((9, 5, -3, 0, 0, 7, "2026-10-02T10:00:00Z"),)
        assert batch_of(level | {"isActive": False}).stock == ((9, 5, 0, 0, 0, 0, "2026-10-02T10:00:00Z"),)


class TestBulkRows:
    def test_rows_of_kinds_we_do_not_know_are_read_and_left(self) -> None:
        stranger = {"id": "gid://shopify/Hologram/1", "__parentId": "gid://shopify/Order/1"}
        assert len(batch_of(stranger, order_row(1))) == 1

    @pytest.mark.parametrize(
        "row",
        [
            b'{"id":"gid://shopify/Order/1","name":"#1"',
            b'{"id":"gid://shopify/Order/1","name":"#1"}',
            b'{"id":"gid://shopify/Hologram/1"',
            b'{"name":"#1"}',
            b"null",
            b"\xff\xfe",
            b'{"id":"gid://shopify/LineItem/1","quantity":"two"}',
        ],
    )
    def test_a_damaged_row_is_told_not_skipped(self, row: bytes) -> None:
        with pytest.raises(BulkIncomplete):
            RowDecoder("EUR").batch([row])

    def test_an_id_without_a_number_is_refused(self) -> None:
        with pytest.raises(StoreRefused):
            batch_of(order_row(1, id="gid://shopify/Order/first"))


values = st.one_of(st.none(), st.text(max_size=20), st.integers(-5, 5), st.lists(st.text(max_size=3), max_size=2))


@st.composite
def stores(draw: st.DrawFn) -> list[dict]:
    """Rows of a small store: orders with lines, events with categories, and fields nobody knows."""
    rows = []
    for number in range(1, draw(st.integers(1, 5))):
        extra = draw(st.dictionaries(st.text(min_size=1, max_size=6).map(lambda k: f"x{k}"), values, max_size=2))
        status = draw(st.sampled_from(["PAID", "PENDING", "SOMETHING_NEW", None]))
        rows.append(order_row(number, displayFinancialStatus=status, note=draw(st.text(max_size=10))) | extra)
        rows += [line_row(number * 100 + at, number, **extra) for at in range(draw(st.integers(0, 4)))]
        rows += [product_row(number), variant_row(number, number)]
    return rows


@given(stores(), st.randoms(use_true_random=False))
def test_children_before_parents_lines_in_any_order_and_keys_in_any_order_give_the_same_records(
    rows: list[dict], random: Any
) -> None:
    straight = batch_of(*rows)
    shuffled = [dict(random.sample(list(row.items()), len(row))) for row in random.sample(rows, len(rows))]
    escaped = [row.replace(b"/", b"\\/") for row in jsonl(*shuffled)]
    for told in (jsonl(*shuffled), escaped):
        batch = RowDecoder("EUR").batch(told)
        for name in ("orders", "lines", "events", "categories"):
            assert sorted(getattr(batch, name)) == sorted(getattr(straight, name))
    assert {line.order_id for line in straight.lines} <= {order.order_id for order in straight.orders}


@given(stores(), st.integers(1, 9))
def test_stretches_of_a_file_give_what_the_whole_file_gives(rows: list[dict], size: int) -> None:
    decoder, told = RowDecoder("EUR"), jsonl(*rows)
    parts = [decoder.batch(told[at : at + size]) for at in range(0, len(told), size)]
    whole = decoder.batch(told)
    assert tuple(line for part in parts for line in part.lines) == whole.lines
    assert tuple(order for part in parts for order in part.orders) == whole.orders


@pytest.mark.parametrize(
    ("told", "held"), [({"taxesIncluded": False}, False), ({"taxesIncluded": True}, True), ({}, True)]
)
def test_a_shop_says_whether_its_prices_hold_their_tax(told: dict, held: bool) -> None:
    plain = {
        "id": "gid://shopify/Shop/1",
        "name": "Bühne",
        "myshopifyDomain": "buehne.myshopify.com",
        "currencyCode": "USD",
        "ianaTimezone": "America/New_York",
        "plan": {},
        "shopAddress": None,
    }
    assert decode.shop_record(msgspec.convert(plain | told, ShopNode)).taxes_included is held
