"""What the search index holds of each kind of thing: search term → value.

Values: int (numbers and times), str, tuple of str (any may match), bool, None. ``search.py`` names which terms exist;
a term that is not here is unknown to the store, and unknown terms fail open.
"""

from __future__ import annotations

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import Customer, InventoryItem, Order, Product, Variant

Document = dict[str, object]


def describe_order(order: Order) -> Document:
    """Terms of ``orders(query:)``."""
    customer = order.customer
    fulfillment = ledger.fulfillment_status(order).lower()
    return {
        "id": order.id,
        "name": order.name,
        "created_at": order.created_at,
        "updated_at": order.updated_at,
        "processed_at": order.processed_at,
        "financial_status": ledger.financial_status(order).lower(),
        "fulfillment_status": {"fulfilled": "shipped", "partially_fulfilled": "partial"}.get(fulfillment, fulfillment),
        "status": "cancelled" if order.cancelled_at else "closed" if order.closed_at else "open",
        "return_status": ledger.return_status(order).lower(),
        "tag": order.tags,
        "source_identifier": order.source_identifier,
        "source_name": order.source_name,
        "sku": tuple(line.item.sku or "" for line in order.lines),
        "email": order.email,
        "customer_id": customer.id if customer else None,
        "location_id": order.location_id,
        "gateway": tuple(t.gateway for t in order.transactions),
        "test": order.test,
        "confirmation_number": confirmation_number(order.id),
        "discount_code": order.discount_code,
        "default": (order.name, order.email or "", *_person(customer)),
    }


def confirmation_number(order_id: int) -> str:
    """The nine letters a buyer reads on the thank-you page."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    mixed = (order_id * 2_654_435_761) & 0x1FFF_FFFF_FFFF
    return "".join(alphabet[(mixed >> (5 * place)) & 31] for place in range(9))


def _person(customer: Customer | None) -> tuple[str, ...]:
    if customer is None:
        return ()
    return (customer.first_name or "", customer.last_name or "")


def describe_product(product: Product) -> Document:
    """Terms of ``products(query:)``."""
    return {
        "id": product.id,
        "title": product.title,
        "handle": product.handle,
        "vendor": product.vendor,
        "product_type": product.product_type,
        "status": product.status.lower(),
        "published_status": "published" if product.published_at else "unpublished",
        "tag": product.tags,
        "sku": tuple(variant.sku for variant in product.variants),
        "barcode": tuple(variant.barcode or "" for variant in product.variants),
        "created_at": product.created_at,
        "updated_at": product.updated_at,
        "published_at": product.published_at,
        "inventory_total": sum(stock(variant) for variant in product.variants),
        "default": (product.title, product.vendor, product.product_type, *product.tags),
    }


def stock(variant: Variant) -> int:
    """Available units over all locations (``inventoryQuantity``)."""
    return sum(level.quantities["available"] for level in variant.item.levels.values())


def describe_variant(variant: Variant) -> Document:
    """Terms of ``productVariants(query:)``."""
    product = variant.product
    return {
        "id": variant.id,
        "sku": variant.sku,
        "barcode": variant.barcode,
        "title": variant.title,
        "product_id": product.id,
        "product_status": product.status.lower(),
        "product_type": product.product_type,
        "vendor": product.vendor,
        "tag": product.tags,
        "created_at": variant.created_at,
        "updated_at": variant.updated_at,
        "inventory_quantity": stock(variant),
        "taxable": variant.taxable,
        "default": (variant.title, variant.sku, product.title),
    }


def describe_item(item: InventoryItem) -> Document:
    """Terms of ``inventoryItems(query:)``."""
    return {
        "id": item.id,
        "sku": item.sku,
        "created_at": item.created_at,
        "updated_at": item.updated_at,
        "tracked": item.tracked,
        "default": (item.sku or "",),
    }


def describe_customer(customer: Customer) -> Document:
    """Terms of ``customers(query:)``."""
    email = customer.email_consent
    return {
        "id": customer.id,
        "email": customer.email,
        "phone": customer.phone,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "state": customer.state.lower(),
        "tag": customer.tags,
        "country": tuple(a.country_code or "" for a in customer.addresses),
        "created_at": customer.created_at,
        "updated_at": customer.updated_at,
        "customer_date": customer.created_at,
        "email_marketing_state": email.state.lower() if email else "not_subscribed",
        "default": (customer.first_name or "", customer.last_name or "", customer.email or ""),
    }
