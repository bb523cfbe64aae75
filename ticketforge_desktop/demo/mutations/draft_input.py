"""Reading a ``DraftOrderInput`` and showing what it comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import Address, Customer, Snapshot
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.money import money_bag, parse_amount
from ticketforge_desktop.demo.mutations.answers import (
    Args,
    Invalid,
    address,
    filled,
    flag,
    moment,
    pairs,
    rows,
    table,
    text,
    whole,
    words,
)
from ticketforge_desktop.demo.mutations.sale import Wanted, snapshot, spread
from ticketforge_desktop.demo.mutations.tags import split_tags, tidy
from ticketforge_desktop.demo.state import Record, World

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_TAG = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked draft: what its order will be made of."""

    lines: tuple[Wanted, ...]
    email: str | None
    phone: str | None
    customer: Customer | None
    tags: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    note: str | None
    shipping_address: Address | None
    billing_address: Address | None
    shipping_title: str | None
    shipping_price: int
    reserve_until: int | None

    @property
    def subtotal(self) -> int:
        """The lines after their discounts."""
        return sum(line.price * line.quantity - line.discount for line in self.lines)

    @property
    def total(self) -> int:
        """Lines and shipping."""
        return self.subtotal + self.shipping_price


def read_draft(world: World, given: Args) -> Draft:
    """A draft from its input; raises Invalid with the store's words."""
    if not rows(given, "lineItems"):
        raise Invalid("Add at least 1 product")
    email = filled(given, "email")
    if email and not EMAIL.fullmatch(email):
        raise Invalid("Email is invalid", "email")
    for index, tag in enumerate(words(given, "tags")):
        if len(tag) > LONGEST_TAG:
            message = f"Title Tag exceeds the maximum length of {LONGEST_TAG} characters"
            raise Invalid(message, "tags", index)
    until = moment(given, "reserveInventoryUntil")
    if until is not None and until <= world.now():
        raise Invalid("Reserve until can't be in the past")
    lines = [_line(world, index, row) for index, row in enumerate(rows(given, "lineItems"))]
    off = table(given, "appliedDiscount")
    if off:
        lines = spread(lines, _discount(off, sum(w.price * w.quantity - w.discount for w in lines)))
    shipping = table(given, "shippingLine")
    customer_id = given.get("customerId") or table(given, "purchasingEntity").get("customerId")
    customer = world.customers.get(number_of(customer_id, "Customer"))
    if customer_id and customer is None:
        raise Invalid("Customer does not exist", "customerId")
    return Draft(
        lines=tuple(lines),
        email=email or (customer.email if customer else None),
        phone=filled(given, "phone"),
        customer=customer,
        tags=tidy(split_tags(words(given, "tags"))),
        attributes=pairs(given, "customAttributes"),
        note=text(given, "note"),
        shipping_address=address(table(given, "shippingAddress"), world),
        billing_address=address(table(given, "billingAddress"), world),
        shipping_title=text(shipping, "title") if shipping else None,
        shipping_price=_price(shipping, "price", "priceWithCurrency") or 0,
        reserve_until=until,
    )


def _price(row: Args, plain: str, with_currency: str) -> int | None:
    given = table(row, with_currency).get("amount", row.get(plain))
    return None if given is None else parse_amount(given)


def _discount(off: Args, worth: int) -> int:
    if text(off, "valueType") == "PERCENTAGE":
        return parse_amount(worth * float(str(off["value"])) / 10_000)
    return parse_amount(off["value"])


def _line(world: World, index: int, row: Args) -> Wanted:
    """A variant's line sells at the variant's price whatever else is said; a custom one needs a title."""
    field = ("lineItems", index)
    quantity = whole(row, "quantity")
    if quantity < 1:
        raise Invalid("Quantity must be greater than or equal to 1", *field, "quantity")
    if row.get("variantId"):
        variant = world.variants.get(number_of(row["variantId"], "ProductVariant"))
        if variant is None:
            raise Invalid(f"Product with ID {number_of(row['variantId'])} is no longer available.")
        override = table(row, "priceOverride")
        price = parse_amount(override["amount"]) if override else variant.price
        item = snapshot(world, variant)
    else:
        variant = None
        title = filled(row, "title")
        if title is None:
            raise Invalid("Merchandise title is empty.")
        price = _price(row, "originalUnitPrice", "originalUnitPriceWithCurrency") or 0
        if price < 0:
            raise Invalid("Cannot send negative price for line_item")
        shipped, taxed = bool(row.get("requiresShipping", True)), bool(row.get("taxable", True))
        item = Snapshot(None, None, title, None, filled(row, "sku"), None, shipped, price, taxed)
    off = table(row, "appliedDiscount")
    discount = min(_discount(off, price * quantity), price * quantity) if off else 0
    return Wanted(item, variant, quantity, price, discount, pairs(row, "customAttributes"))


def totals(world: World, draft: Draft) -> Record:
    """The amounts that drafts and calculated drafts share."""

    def bag(amount: int) -> dict[str, object]:
        return money_bag(amount, None, world.shop.currency)

    gross = sum(line.price * line.quantity for line in draft.lines)
    discounts = gross - draft.subtotal
    return {
        "currencyCode": world.shop.currency,
        "presentmentCurrencyCode": world.shop.currency,
        "taxesIncluded": world.shop.taxes_included,
        "subtotalPriceSet": bag(draft.subtotal),
        "totalDiscountsSet": bag(discounts),
        "totalLineItemsPriceSet": bag(gross),
        "lineItemsSubtotalPrice": bag(draft.subtotal),
        "totalShippingPriceSet": bag(draft.shipping_price),
        "totalTaxSet": bag(ledger.included_tax(draft.total)),
        "totalPriceSet": bag(draft.total),
        "amountDueNowSet": bag(draft.total),
        "amountDueLaterSet": bag(0),
        "totalQuantityOfLineItems": sum(line.quantity for line in draft.lines),
        "phone": draft.phone,
        "customer": draft.customer,
        "availableShippingRates": [],
        "taxLines": [],
        "discountCodes": [],
        "platformDiscounts": [],
        "warnings": [],
        "alerts": [],
        "shippingLine": _shown_shipping(world, draft),
    }


def _shown_shipping(world: World, draft: Draft) -> Record | None:
    if draft.shipping_title is None and not draft.shipping_price:
        return None
    bag = money_bag(draft.shipping_price, None, world.shop.currency)
    return {
        "__typename": "ShippingLine",
        "title": draft.shipping_title or "",
        "code": "custom",
        "custom": True,
        "originalPriceSet": bag,
        "discountedPriceSet": bag,
    }


def shown_lines(world: World, lines: Sequence[Wanted], type_name: str) -> list[Record]:
    """Lines as ``DraftOrderLineItem`` or ``CalculatedDraftOrderLineItem``."""
    found = []
    for line in lines:
        gross = line.price * line.quantity
        item, currency = line.item, world.shop.currency
        name = f"{item.title} - {item.variant_title}" if item.variant_title else item.title
        row: Record = {
            "__typename": type_name,
            "title": item.title,
            "name": name,
            "variantTitle": item.variant_title,
            "sku": item.sku,
            "vendor": item.vendor,
            "quantity": line.quantity,
            "custom": line.variant is None,
            "requiresShipping": item.requires_shipping,
            "taxable": item.taxable,
            "variant": line.variant,
            "product": line.variant.product if line.variant else None,
            "customAttributes": [{"key": key, "value": value} for key, value in line.properties],
            "originalUnitPriceSet": money_bag(line.price, None, currency),
            "originalTotalSet": money_bag(gross, None, currency),
            "discountedTotalSet": money_bag(gross - line.discount, None, currency),
            "discountedUnitPriceSet": money_bag((gross - line.discount) // line.quantity, None, currency),
            "totalDiscountSet": money_bag(line.discount, None, currency),
            "taxLines": [],
        }
        if type_name == "DraftOrderLineItem":
            row["id"] = gid("DraftOrderLineItem", world.new_id("DraftOrderLineItem"))
        found.append(row)
    return found


def visible(given: Args) -> bool:
    """Whether the buyer sees the draft."""
    return flag(given, "visibleToCustomer")
