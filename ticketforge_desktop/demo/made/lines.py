"""Line snapshots: what a line remembers of the variant it was sold from."""

from __future__ import annotations

from ticketforge_desktop.demo.entities import Snapshot, Variant


def snapshot_of(variant: Variant) -> Snapshot:
    """The words and price of a variant now; shared by all lines sold at them."""
    product = variant.product
    only = product.options == ("Title",)
    return Snapshot(
        variant_id=variant.id,
        product_id=product.id,
        title=product.title,
        variant_title=None if only else variant.title,
        sku=variant.sku,
        vendor=product.vendor,
        requires_shipping=variant.item.requires_shipping,
        price=variant.price,
        taxable=variant.taxable,
    )
