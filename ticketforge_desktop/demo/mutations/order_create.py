"""``orderCreate``: how web orders and counter sales come into the store.

Lines name a variant or are custom (a title and a price). The transactions decide what is paid; without any, a given
``financialStatus`` is kept, and without that the order has none (null). ``options.inventoryBehaviour`` decides about
stock, BYPASS when nothing is said.
"""

from __future__ import annotations

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Order, Snapshot, Transaction, Variant
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.ledger import NO_STATUS, financial_status
from ticketforge_desktop.demo.money import MILLION, parse_amount
from ticketforge_desktop.demo.mutations.answers import (
    Args,
    Invalid,
    address,
    filled,
    flag,
    moment,
    pairs,
    refuse,
    rows,
    shop_amount,
    table,
    text,
    whole,
    words,
)
from ticketforge_desktop.demo.mutations.buyers import buyer
from ticketforge_desktop.demo.mutations.metafields import attach
from ticketforge_desktop.demo.mutations.parcels import send_all
from ticketforge_desktop.demo.mutations.sale import BYPASS, Basket, Wanted, snapshot, spread
from ticketforge_desktop.demo.mutations.tags import split_tags, tidy
from ticketforge_desktop.demo.state import World


def create_order(call: MutationCall) -> Payload:
    """``orderCreate``."""
    given = table(call.args, "order")
    behaviour = text(table(call.args, "options"), "inventoryBehaviour") or BYPASS
    try:
        _check(call.world, given)
        lines = _discounted(given, [wanted(call.world, i, row) for i, row in enumerate(rows(given, "lineItems"))], call)
        basket = Basket(call.world, behaviour)
        basket.fill(lines, "order", "lineItems")
    except Invalid as refused:
        return refuse(["order"], refused.error)
    order = basket.order(_bare_order(call, given))
    attach(call.context, order, rows(given, "metafields"))
    if text(given, "fulfillmentStatus") == "FULFILLED" or table(given, "fulfillment"):
        send_all(call.world, order, table(given, "fulfillment"))
    if financial_status(order) == "PAID":
        call.world.announce("Order", "paid", order)
    return {"order": order, "userErrors": []}


def _check(world: World, given: Args) -> None:
    if not rows(given, "lineItems"):
        raise Invalid("Line items must have at least one line item", "order", "lineItems", code="INVALID")
    if given.get("customerId") and given.get("customer"):
        message = "Cannot specify both customerId and customer"
        raise Invalid(message, "order", code="REDUNDANT_CUSTOMER_FIELDS")
    processed = moment(given, "processedAt")
    if processed is not None and processed > world.now() + 60:
        message = "Processed at is invalid, must be in the past or present"
        raise Invalid(message, "order", "processedAt", code="PROCESSED_AT_INVALID")


def wanted(world: World, index: int, row: Args) -> Wanted:
    """One ``OrderCreateLineItemInput``. A variant the store does not know makes a custom line if it has a title."""
    field = ("order", "lineItems", index)
    quantity = whole(row, "quantity")
    if quantity < 1:
        raise Invalid("Quantity must be greater than 0", *field, "quantity", code="INVALID")
    variant = world.variants.get(number_of(row.get("variantId"), "ProductVariant"))
    if variant is None and not filled(row, "title"):
        if row.get("variantId"):
            raise Invalid("Product variant not found", *field, "variantId", code="INVALID")
        raise Invalid("Title can't be blank", *field, "title", code="INVALID")
    if variant is None and not row.get("priceSet"):
        raise Invalid("Price can't be blank", *field, "priceSet", code="INVALID")
    price_set = table(row, "priceSet")
    price = shop_amount(price_set, world) if price_set else (variant.price if variant else 0)
    if price < 0:
        raise Invalid("Price must be greater than or equal to 0", *field, "priceSet", code="INVALID")
    item = _item(world, variant, row, price)
    return Wanted(item, variant, quantity, price, properties=pairs(row, "properties", "name"))


def _item(world: World, variant: Variant | None, row: Args, price: int) -> Snapshot:
    if variant is not None and not any(row.get(name) for name in ("title", "sku", "variantTitle", "vendor")):
        return snapshot(world, variant)
    base = snapshot(world, variant) if variant is not None else None
    return Snapshot(
        variant_id=variant.id if variant else None,
        product_id=variant.product.id if variant else number_of(row.get("productId"), "Product"),
        title=text(row, "title") or (base.title if base else ""),
        variant_title=text(row, "variantTitle") or (base.variant_title if base else None),
        sku=text(row, "sku") or (base.sku if base else None),
        vendor=text(row, "vendor") or (base.vendor if base else None),
        requires_shipping=base.requires_shipping if base else flag(row, "requiresShipping"),
        price=price,
        taxable=flag(row, "taxable"),
    )


def _discounted(given: Args, lines: list[Wanted], call: MutationCall) -> list[Wanted]:
    """The lines with a discount code's amount laid upon them."""
    code = table(given, "discountCode")
    fixed, percent = table(code, "itemFixedDiscountCode"), table(code, "itemPercentageDiscountCode")
    if fixed:
        return spread(lines, shop_amount(table(fixed, "amountSet"), call.world))
    if percent:
        worth = sum(line.price * line.quantity for line in lines)
        return spread(lines, parse_amount(worth * float(str(percent.get("percentage") or 0)) / 10_000))
    return lines


def _bare_order(call: MutationCall, given: Args) -> Order:
    """The order without its lines. Its times are now; ``processedAt`` may lie back."""
    world = call.world
    now = world.now()
    shipping = rows(given, "shippingLines")
    number, world.next_order_number = world.next_order_number, world.next_order_number + 1
    order = Order(
        id=world.new_id("Order"),
        number=number,
        created_at=now,
        updated_at=now,
        processed_at=moment(given, "processedAt") or now,
        customer=buyer(world, given),
        email=filled(given, "email"),
        phone=filled(given, "phone"),
        lines=(),
        shipping_address=address(table(given, "shippingAddress"), world),
        billing_address=address(table(given, "billingAddress"), world),
        shipping_title=text(shipping[0], "title") if shipping else None,
        shipping_price=sum(shop_amount(table(row, "priceSet"), world) for row in shipping),
        tags=tidy(split_tags(words(given, "tags"))),
        attributes=pairs(given, "customAttributes"),
        note=text(given, "note"),
        source_name=filled(given, "sourceName") or str(call.context.app_id),
        source_identifier=filled(given, "sourceIdentifier"),
        closed_at=moment(given, "closedAt"),
        test=flag(given, "test"),
        forced_status=text(given, "financialStatus"),
        discount_code=_code(table(given, "discountCode")),
    )
    order.email = order.email or (order.customer.email if order.customer else None)
    _remember_currency(world, order, given)
    order.transactions = tuple(_transaction(world, order, row) for row in rows(given, "transactions"))
    if order.transactions:
        order.forced_status = None
    elif order.forced_status is None:
        order.forced_status = NO_STATUS
    return order


def _code(given: Args) -> str | None:
    return next((text(row, "code") for row in given.values() if isinstance(row, dict)), None)


def _remember_currency(world: World, order: Order, given: Args) -> None:
    """What the buyer saw: the first price given in both currencies tells the rate."""
    order.currency = text(given, "presentmentCurrency") or world.shop.currency
    if order.currency == world.shop.currency:
        return
    for row in [*rows(given, "lineItems"), *rows(given, "shippingLines")]:
        bag = table(row, "priceSet")
        seen, shop = table(bag, "presentmentMoney"), table(bag, "shopMoney")
        if seen and shop and (paid := parse_amount(shop["amount"])):
            order.rate = round(parse_amount(seen["amount"]) * MILLION / paid)
            return


def _transaction(world: World, order: Order, row: Args) -> Transaction:
    return Transaction(
        id=world.new_id("OrderTransaction"),
        kind=text(row, "kind") or "SALE",
        status=text(row, "status") or "SUCCESS",
        gateway=text(row, "gateway") or "",
        amount=shop_amount(table(row, "amountSet"), world, order),
        processed_at=moment(row, "processedAt") or world.now(),
        test=flag(row, "test") or order.test,
    )


MUTATIONS = {"orderCreate": Mutation(create_order, ("write_orders",))}
