"""The `data` of each document's reply, and the envelope around it."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from ticketforge_desktop.shopify.wire import (
    Address,
    Connection,
    FulfillmentLineNode,
    FulfillmentOrderNode,
    LevelNode,
    LineNode,
    LocationNode,
    Node,
    ProductNode,
    RawPage,
    Ref,
    RefundLineNode,
    VariantNode,
)

T = TypeVar("T")


class ThrottleStatus(Node):
    """The bucket as the store tells it."""

    maximum_available: float
    currently_available: float
    restore_rate: float


class Cost(Node):
    """What a request costs; `actual_query_cost` is null when it was not executed."""

    requested_query_cost: float = 0
    actual_query_cost: float | None = None
    throttle_status: ThrottleStatus | None = None


class Extensions(Node):
    """What comes beside the data."""

    cost: Cost | None = None


class Envelope(Node, Generic[T]):
    """A reply. `errors` is a list of objects, or a bare sentence when the token is refused."""

    data: T | None = None
    errors: object = None
    extensions: Extensions | None = None


class UserError(Node):
    """What a mutation refused, in the store's words."""

    message: str
    code: str | None = None
    field: list[str] | None = None


class Plan(Node):
    """The shop's plan."""

    public_display_name: str = ""
    partner_development: bool = False
    shopify_plus: bool = False


class ShopNode(Node):
    """The shop."""

    id: str
    name: str
    myshopify_domain: str
    currency_code: str
    iana_timezone: str
    plan: Plan
    shop_address: Address | None = None
    taxes_included: bool = True


class Shop(Node):
    """Reply of `shop`."""

    shop: ShopNode


class Scope(Node):
    """One right of the token."""

    handle: str


class Installation(Node):
    """What the token belongs to."""

    id: str
    access_scopes: list[Scope] = msgspec.field(default_factory=list)
    metafield: Metafield | None = None


class Metafield(Node):
    """A document and its digest."""

    value: str
    compare_digest: str


class CurrentInstallation(Node):
    """Reply of `scopes` and `document_read`."""

    current_app_installation: Installation


class Count(Node):
    """How many, and whether that is exact."""

    count: int
    precision: str = "EXACT"


class Counts(Node):
    """Reply of `counts`."""

    orders: Count | None
    products: Count | None
    events: Count | None
    customers: Count | None


class Locations(Node):
    """Reply of `locations`."""

    locations: Connection[LocationNode]


class Orders(Node):
    """Reply of `orders_page`."""

    orders: RawPage


class OrderVersion(Node):
    """An order's id and version, and what the gate decides by."""

    id: str
    updated_at: str
    cancelled_at: str | None = None
    display_financial_status: str | None = None
    current_subtotal_line_items_quantity: int = 0


class OrderVersions(Node):
    """Reply of `order_versions`."""

    orders: Connection[OrderVersion]


class ById(Node):
    """Reply of `orders_by_id` and `customers_by_id`: null for what is gone."""

    nodes: list[msgspec.Raw]


class Existing(Node):
    """Reply of `existing`: null for what is gone or may not be read."""

    nodes: list[Ref | None]


class DestroyedNode(Node):
    """An entry of the store's log; other kinds of entries lack the subject."""

    action: str = ""
    created_at: str = ""
    subject_id: str | None = None
    subject_type: str | None = None


class Destroyed(Node):
    """Reply of `deletions`."""

    events: Connection[DestroyedNode] | None


class FulfillmentOrders(Node):
    """Reply of `fulfillment_orders`."""

    fulfillment_orders: RawPage


class MoreFulfillmentOrders(Node):
    """The rest of an order's fulfilment orders."""

    fulfillment_orders: Connection[FulfillmentOrderNode]


class OrderFulfillmentOrders(Node):
    """Reply of `order_fulfillment_orders`."""

    node: MoreFulfillmentOrders | None


class MoreFulfillmentLines(Node):
    """The rest of a fulfilment order's lines."""

    line_items: Connection[FulfillmentLineNode]


class FulfillmentLines(Node):
    """Reply of `fulfillment_lines`."""

    node: MoreFulfillmentLines | None


class MoreLines(Node):
    """The rest of an order's lines."""

    line_items: Connection[LineNode]


class OrderLines(Node):
    """Reply of `order_lines`."""

    node: MoreLines | None


class MoreRefundLines(Node):
    """The rest of a refund's lines."""

    refund_line_items: Connection[RefundLineNode]


class RefundLines(Node):
    """Reply of `refund_lines`."""

    node: MoreRefundLines | None


class Products(Node):
    """Reply of `products_page`."""

    products: RawPage


class MoreVariants(Node):
    """The rest of a product's variants."""

    variants: Connection[VariantNode]


class ProductVariants(Node):
    """Reply of `product_variants`."""

    node: MoreVariants | None


class ProductsById(Node):
    """Reply of `products_by_id`: null for what is gone."""

    nodes: list[ProductNode | None]


class ItemStock(Node):
    """The levels of an inventory item."""

    inventory_levels: Connection[LevelNode]


class ItemOfStock(ItemStock):
    """An inventory item by its id."""

    id: str


class StockByItem(Node):
    """Reply of `stock_by_item`: null for what is gone."""

    nodes: list[ItemOfStock | None]


class ItemLevels(Node):
    """Reply of `item_levels`."""

    node: ItemStock | None


class LocationStock(Node):
    """The levels of a location."""

    inventory_levels: RawPage


class Stock(Node):
    """Reply of `stock_page`; null when the location is gone."""

    location: LocationStock | None


class Customers(Node):
    """Reply of `customers_page`."""

    customers: RawPage


class Job(Node):
    """A bulk operation. Counters are strings on the wire."""

    id: str
    status: str
    created_at: str
    object_count: str = "0"
    error_code: str | None = None
    file_size: str | None = None
    url: str | None = None
    partial_data_url: str | None = None
    query: str = ""


class StartedJob(Node):
    """What starting a job answers."""

    bulk_operation: Job | None = None
    user_errors: list[UserError] = msgspec.field(default_factory=list)


class BulkStart(Node):
    """Reply of `bulk_start`."""

    bulk_operation_run_query: StartedJob | None


class BulkJob(Node):
    """Reply of `bulk_job`; null for an id that was never a job."""

    bulk_operation: Job | None


class BulkJobs(Node):
    """Reply of `bulk_jobs`."""

    bulk_operations: Connection[Job]


class SetMetafields(Node):
    """What writing metafields answers."""

    metafields: list[Metafield] | None = None
    user_errors: list[UserError] = msgspec.field(default_factory=list)


class DocumentSwap(Node):
    """Reply of `document_swap`."""

    metafields_set: SetMetafields | None


def envelope_decoder(data: type[T]) -> msgspec.json.Decoder[Envelope[T]]:
    """A decoder of replies whose `data` is this."""
    return msgspec.json.Decoder(Envelope[data])  # type: ignore[valid-type]
