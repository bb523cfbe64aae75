"""`sale`: what a till sold becomes an order.

The store takes no idempotency key for `orderCreate`: the sale's UUID goes out as `sourceIdentifier`, and is looked for
before any second attempt. A search for it is behind by the index's lag, so "not there" means "wait" for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, Literal

from msgspec import Meta, field

from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.services.ports.outbox import ActRefused, Safety, Sight
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, gid, nothing_found, order_facts, seen
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.wire import Connection, Node, Ref

SOURCE_NAME: Final = "ticketforge"
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$")]
Minor = Annotated[int, Meta(ge=0, le=10**15)]
Units = Annotated[int, Meta(ge=1, le=1_000_000)]

# What the till's word for its stock means to the store.
_STOCK: Final = {
    "shelf": "DECREMENT_OBEYING_POLICY",  # from open stock: refused when there is none left
    "oversell": "DECREMENT_IGNORING_POLICY",  # a manager decided to sell more than there is
    "lease": "BYPASS",  # from the till's lease: an `adjust_stock` of `reserved` follows in the same aggregate
}


class SoldLine(Payload, kw_only=True, frozen=True):
    """A line: a category of an event (`variant_id`), or something else by `title`. Price of one, tax included."""

    quantity: Units
    unit_minor: Minor
    variant_id: int = 0
    title: str = ""
    sku: str = ""  # of a line by title: the postage add-on is known by it
    requires_shipping: bool = False
    properties: dict[str, str] = field(default_factory=dict)  # the signed seed under `_ticketforge_sale`, seats, …
    tax_bp: Annotated[int, Meta(ge=0, le=10_000)] = 0  # rate in basis points: 1,900 is 19 %
    tax_minor: Minor = 0  # of the whole line, after discounts
    tax_title: str = ""

    def __post_init__(self) -> None:
        if not self.variant_id and not self.title:
            raise ValueError("a line has a `variant_id` or a `title`")


class Payment(Payload, kw_only=True, frozen=True):
    """Money taken: `gateway` is the till's word for the means (`cash`, `card_terminal`, `voucher`)."""

    gateway: Annotated[str, Meta(min_length=1, max_length=80)]
    minor: Minor
    taken_at: str = ""  # ISO 8601


class Buyer(Payload, kw_only=True, frozen=True):
    """Who bought, as far as it is known."""

    customer_id: int = 0
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""


class Postage(Payload, kw_only=True, frozen=True):
    """How it is sent, and what that costs."""

    title: Annotated[str, Meta(min_length=1)]
    minor: Minor = 0


class ShipTo(Payload, kw_only=True, frozen=True):
    """Where it is sent; `country` by its two letters."""

    street: Annotated[str, Meta(min_length=1)]
    postcode: Annotated[str, Meta(min_length=1)]
    city: Annotated[str, Meta(min_length=1)]
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    first_name: str = ""
    last_name: str = ""


class Discount(Payload, kw_only=True, frozen=True):
    """An amount off the whole sale, under a name."""

    code: Annotated[str, Meta(min_length=1)]
    minor: Minor


class Sale(Payload, kw_only=True, frozen=True):
    """A sale. The act's `source` is the sale's UUID. No payments: nothing is paid yet (free of charge: paid)."""

    currency: Currency
    lines: Annotated[list[SoldLine], Meta(min_length=1, max_length=250)]
    payments: list[Payment] = field(default_factory=list)
    stock: Literal["shelf", "oversell", "lease"] = "shelf"
    sold_at: str = ""  # ISO 8601; "" = when the store makes the order
    buyer: Buyer | None = None
    postage: Postage | None = None
    ship_to: ShipTo | None = None
    discount: Discount | None = None
    tax_included: bool = True  # whether prices hold the tax, or it comes on top
    tags: list[str] = field(default_factory=list)
    note: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    receipt: bool = False  # whether the store mails its own receipt
    test: bool = False

    def due_minor(self) -> int:
        """What the buyer owes."""
        added = 0 if self.tax_included else sum(line.tax_minor for line in self.lines)
        worth = sum(line.quantity * line.unit_minor for line in self.lines) + added
        postage = self.postage.minor if self.postage else 0
        return max(0, worth - (self.discount.minor if self.discount else 0)) + postage


class MadeOrder(Node):
    """An order the store made."""

    id: str
    name: str
    line_items: Connection[Ref]
    source_identifier: str | None = None
    created_at: str = ""

    def facts(self) -> Facts:
        """What is remembered of it."""
        return order_facts(self.id, self.name, [line.id for line in self.line_items.nodes if line])


class OrderMade(Answer):
    """`orderCreate`."""

    order: MadeOrder | None = None


class Moment(Node):
    """When something was made."""

    created_at: str


class NamedOrders(Node):
    """What a search for a source found."""

    named: Connection[MadeOrder]
    newest: Connection[Moment]


def send_sale(call: StoreCall, sale: Sale) -> Facts:
    """Make the order. A time of sale that lies ahead of the store's clock is left out rather than refused."""
    try:
        answer = call.do("order_create", OrderMade, order_variables(sale, call.entry.source))
    except ActRefused as refused:
        if refused.facts["reason"] != "clock" or not sale.sold_at:
            raise
        answer = call.do("order_create", OrderMade, order_variables(sale, call.entry.source, with_times=False))
    return answer.order.facts() if answer.order else {}


def find_sale(call: StoreCall, _sale: Sale) -> Sight:
    """The order of this sale. Should the store hold two, the older one is it, and `doubles` names the others."""
    source = call.entry.source
    found = call.ask("order_named", NamedOrders, {"query": f"source_identifier:'{source}'"})
    # A store that does not know the term lists everything: only equality counts.
    ours = [order for order in found.named.nodes if order and order.source_identifier == source]
    if not ours:
        return nothing_found(max((newest.created_at for newest in found.newest.nodes if newest), default=""))
    facts = ours[0].facts()
    if len(ours) > 1:
        facts["doubles"] = [order.name for order in ours[1:]]
    return seen(facts)


def order_variables(sale: Sale, source: str, *, with_times: bool = True) -> dict[str, object]:
    """What `orderCreate` is asked for."""

    def bag(minor: int) -> dict[str, object]:
        return {"shopMoney": {"amount": decimal_string(minor, sale.currency), "currencyCode": sale.currency}}

    order: dict[str, object] = {
        "currency": sale.currency,
        "sourceName": SOURCE_NAME,
        "sourceIdentifier": source,
        "lineItems": [_line(line, bag) for line in sale.lines],
    }
    if any(line.tax_bp for line in sale.lines):
        order["taxesIncluded"] = sale.tax_included
    if sale.payments:
        order["transactions"] = [
            {"kind": "SALE", "status": "SUCCESS", "gateway": paid.gateway, "amountSet": bag(paid.minor)}
            | ({"processedAt": paid.taken_at} if paid.taken_at and with_times else {})
            for paid in sale.payments
        ]
    else:
        order["financialStatus"] = "PENDING" if sale.due_minor() else "PAID"
    if sale.sold_at and with_times:
        order["processedAt"] = sale.sold_at
    if sale.postage:
        order["shippingLines"] = [{"title": sale.postage.title, "priceSet": bag(sale.postage.minor)}]
    if sale.discount:
        amount = {"code": sale.discount.code, "amountSet": bag(sale.discount.minor)}
        order["discountCode"] = {"itemFixedDiscountCode": amount}
    if sale.ship_to:
        order["shippingAddress"] = _address(sale.ship_to)
    order |= _buyer(sale.buyer) | _words(sale)
    options = {"inventoryBehaviour": _STOCK[sale.stock], "sendReceipt": sale.receipt, "sendFulfillmentReceipt": False}
    return {"order": order, "options": options}


def _line(line: SoldLine, bag: Callable[[int], dict[str, object]]) -> dict[str, object]:
    wanted: dict[str, object] = {"quantity": line.quantity, "priceSet": bag(line.unit_minor)}
    if line.tax_bp:
        rate = f"{line.tax_bp // 10_000}.{line.tax_bp % 10_000:04d}"
        wanted["taxLines"] = [{"title": line.tax_title or "Tax", "rate": rate, "priceSet": bag(line.tax_minor)}]
    if line.variant_id:
        wanted["variantId"] = gid("ProductVariant", line.variant_id)
    else:
        wanted |= {"title": line.title, "requiresShipping": line.requires_shipping}
        if line.sku:
            wanted["sku"] = line.sku
    if line.properties:
        wanted["properties"] = [{"name": name, "value": value} for name, value in line.properties.items()]
    return wanted


def _address(to: ShipTo) -> dict[str, object]:
    told = {"firstName": to.first_name, "lastName": to.last_name, "address1": to.street, "zip": to.postcode}
    told |= {"city": to.city, "countryCode": to.country}
    return {name: text for name, text in told.items() if text}


def _buyer(buyer: Buyer | None) -> dict[str, object]:
    if buyer is None:
        return {}
    found: dict[str, object] = {}
    if buyer.email:
        found["email"] = buyer.email
    if buyer.phone:
        found["phone"] = buyer.phone
    if buyer.customer_id:
        found["customerId"] = gid("Customer", buyer.customer_id)
    elif buyer.email and (buyer.first_name or buyer.last_name):
        person = {"email": buyer.email, "firstName": buyer.first_name, "lastName": buyer.last_name}
        found["customer"] = {"toUpsert": {name: text for name, text in person.items() if text}}
    return found


def _words(sale: Sale) -> dict[str, object]:
    found: dict[str, object] = {}
    if sale.tags:
        found["tags"] = sale.tags
    if sale.note:
        found["note"] = sale.note
    if sale.attributes:
        found["customAttributes"] = [{"key": key, "value": value} for key, value in sale.attributes.items()]
    if sale.test:
        found["test"] = True
    return found


KINDS = (ActKind("sale", Sale, Safety.NAMED, send_sale, find_sale),)
