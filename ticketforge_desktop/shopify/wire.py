"""What the store sends, field by field: only what we use; unknown fields and enum values pass through unharmed.

Everything Shopify may leave out (personal data on Basic plans, things deleted since) is optional here.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")


class Node(msgspec.Struct, rename="camel", gc=False):
    """Base: camelCase on the wire, no part in garbage collection (nothing here refers back)."""


class PageInfo(Node):
    """Where a connection goes on."""

    has_next_page: bool = False
    end_cursor: str | None = None


class Connection(Node, Generic[T]):
    """A page of things."""

    nodes: list[T | None]
    page_info: PageInfo = msgspec.field(default_factory=PageInfo)


class RawPage(Node):
    """A page of things not read yet, so that one that can't be read spoils no other."""

    nodes: list[msgspec.Raw]
    page_info: PageInfo = msgspec.field(default_factory=PageInfo)


class Named(Node):
    """The little that tells a person which thing could not be read, whatever the store put there."""

    id: Any = ""
    name: Any = None
    title: Any = None
    updated_at: Any = None


class Ref(Node):
    """Something named by its id."""

    id: str


class Value(Node):
    """A metafield's value."""

    value: str


class Price(Node):
    """Money of the shop."""

    amount: str
    currency_code: str = ""


class PriceSet(Node):
    """Money as the shop counts it (what the buyer saw is not ours to keep)."""

    shop_money: Price


class Attribute(Node):
    """A property of a line."""

    key: str
    value: str | None = None


class Mail(Node):
    """An e-mail address and whether advertising may be sent there."""

    email_address: str | None = None
    marketing_state: str = ""


class Phone(Node):
    """A telephone number."""

    phone_number: str | None = None


class Address(Node):
    """The parts of a postal address we show."""

    name: str | None = None
    city: str | None = None
    country_code_v2: str | None = msgspec.field(default=None, name="countryCodeV2")


class CustomerNode(Node):
    """A customer, or the little of one that hangs on an order."""

    id: str
    first_name: str | None = None
    last_name: str | None = None
    created_at: str = ""
    updated_at: str = ""
    default_email_address: Mail | None = None
    default_phone_number: Phone | None = None
    default_address: Address | None = None


class LineNode(Node):
    """An order line."""

    id: str
    quantity: int
    current_quantity: int
    discounted_unit_price_after_all_discounts_set: PriceSet
    sku: str | None = None
    title: str | None = None
    vendor: str | None = None
    variant: Ref | None = None
    custom_attributes: list[Attribute] = msgspec.field(default_factory=list)
    parent_id: str = msgspec.field(default="", name="__parentId")


class RefundLineNode(Node):
    """A line of a refund."""

    quantity: int
    line_item: Ref
    restock_type: str = ""
    subtotal_set: PriceSet | None = None


class RefundNode(Node):
    """A refund."""

    id: str
    refund_line_items: Connection[RefundLineNode] | None = None
    created_at: str | None = None


class TransactionNode(Node):
    """Money that moved for an order; the amount is in the shop's currency."""

    id: str
    kind: str = ""
    status: str = ""
    gateway: str | None = None
    processed_at: str | None = None
    parent_transaction: Ref | None = None
    amount_set: PriceSet | None = None


class FulfillmentLineNode(Node):
    """How much of an order line a fulfilment order still has to send."""

    id: str
    line_item: Ref
    total_quantity: int = 0
    remaining_quantity: int = 0


class AssignedPlace(Node):
    """Where a fulfilment order is sent from; no location when that is gone."""

    location: Ref | None = None


class FulfillmentOrderNode(Node):
    """What is to be sent from one place; `order_id` comes with its own pages only."""

    id: str
    status: str = ""
    request_status: str = ""
    updated_at: str = ""
    order_id: str = ""
    assigned_location: AssignedPlace | None = None
    line_items: Connection[FulfillmentLineNode] | None = None


class OrderNode(Node):
    """An order; `line_items`, `fulfillment_orders` and the lines of `refunds` come with pages only."""

    id: str
    name: str
    created_at: str
    updated_at: str
    processed_at: str
    currency_code: str
    current_total_price_set: PriceSet
    total_price_set: PriceSet
    total_refunded_set: PriceSet
    cancelled_at: str | None = None
    display_financial_status: str | None = None
    display_fulfillment_status: str | None = None
    customer: CustomerNode | None = None
    billing_address: Address | None = None
    email: str | None = None
    phone: str | None = None
    source_name: str | None = None
    source_identifier: str | None = None
    tags: list[str] = msgspec.field(default_factory=list)
    note: str | None = None
    test: bool = False
    void_units: Value | None = None
    issues: Value | None = None
    line_items: Connection[LineNode] | None = None
    refunds: list[RefundNode] = msgspec.field(default_factory=list)
    transactions: list[TransactionNode] = msgspec.field(default_factory=list)
    fulfillment_orders: Connection[FulfillmentOrderNode] | None = None


class LevelQuantity(Node):
    """Units of an item in one state."""

    name: str
    quantity: int


class LevelNode(Node):
    """Stock of an item at a location."""

    id: str
    item: Ref
    location: Ref
    updated_at: str
    quantities: list[LevelQuantity] = msgspec.field(default_factory=list)
    is_active: bool = True


class ProductRef(Node):
    """The product of a variant, with what tells whether it is an event."""

    id: str
    vendor: str = ""
    product_type: str = ""
    event_id: Value | None = None


class InventoryItem(Node):
    """What is counted of a variant."""

    id: str
    tracked: bool = True
    inventory_levels: Connection[LevelNode] | None = None


class VariantNode(Node):
    """A variant; `product` comes with bulk files only, a page has the variant inside its product."""

    id: str
    price: str
    inventory_item: InventoryItem
    updated_at: str
    sku: str | None = None
    title: str = ""
    position: int = 0
    inventory_policy: str = ""
    capacity: Value | None = None
    colour: Value | None = None
    product: ProductRef | None = None


class PictureUrl(Node):
    """An image's address."""

    url: str


class Picture(Node):
    """A preview image."""

    image: PictureUrl | None = None


class Media(Node):
    """The product's first picture or film."""

    preview: Picture | None = None


class ProductNode(Node):
    """A product; `variants` come with pages only."""

    id: str
    created_at: str
    updated_at: str
    title: str = ""
    status: str = ""
    vendor: str = ""
    product_type: str = ""
    tags: list[str] = msgspec.field(default_factory=list)
    description: str = ""
    featured_media: Media | None = None
    event_id: Value | None = None
    event_date: Value | None = None
    doors_at: Value | None = None
    ends_at: Value | None = None
    time_zone: Value | None = None
    venue_name: Value | None = None
    city: Value | None = None
    country: Value | None = None
    event_status: Value | None = None
    minimum_age: Value | None = None
    language: Value | None = None
    variants: Connection[VariantNode] | None = None


class LocationNode(Node):
    """A place that keeps stock."""

    id: str
    name: str = ""
    is_active: bool = True
