"""Line items as the schema shows them."""

from __future__ import annotations

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Line
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.views.common import child_bag, own_gid, pairs, tax_lines


def _variant(line: Line, args: Args, context: RequestContext) -> object:
    return context.world.variants.rows.get(line.item.variant_id or 0)


def _product(line: Line, args: Args, context: RequestContext) -> object:
    return context.world.products.rows.get(line.item.product_id or 0)


def _name(line: Line, args: Args, context: RequestContext) -> str:
    return f"{line.item.title} - {line.item.variant_title}" if line.item.variant_title else line.item.title


def _taxes(line: Line, args: Args, context: RequestContext) -> object:
    return tax_lines(line.price * line.quantity - line.discount, context.world.order_of("LineItem", line.id))


LINE: dict[str, Resolver] = {
    "id": own_gid,
    "sku": lambda line, a, c: line.item.sku,
    "name": _name,
    "title": lambda line, a, c: line.item.title,
    "variantTitle": lambda line, a, c: line.item.variant_title,
    "vendor": lambda line, a, c: line.item.vendor,
    "quantity": lambda line, a, c: line.quantity,
    "currentQuantity": lambda line, a, c: line.current_quantity,
    "refundableQuantity": lambda line, a, c: ledger.refundable(line),
    "unfulfilledQuantity": lambda line, a, c: ledger.unfulfilled(line),
    "fulfillableQuantity": lambda line, a, c: ledger.unfulfilled(line),
    "requiresShipping": lambda line, a, c: line.item.requires_shipping,
    "taxable": lambda line, a, c: line.item.taxable,
    "restockable": lambda line, a, c: line.item.variant_id is not None,
    "merchantEditable": lambda line, a, c: True,
    "product": _product,
    "variant": _variant,
    "customAttributes": lambda line, a, c: pairs(line.properties),
    "originalUnitPriceSet": child_bag("LineItem", lambda line: line.price),
    "originalTotalSet": child_bag("LineItem", lambda line: line.price * line.quantity),
    "discountedUnitPriceSet": child_bag("LineItem", lambda line: line.unit_after_discount),
    "discountedUnitPriceAfterAllDiscountsSet": child_bag("LineItem", lambda line: line.unit_after_discount),
    "discountedTotalSet": child_bag("LineItem", lambda line: line.price * line.quantity - line.discount),
    "totalDiscountSet": child_bag("LineItem", lambda line: line.discount),
    "unfulfilledOriginalTotalSet": child_bag("LineItem", lambda line: line.price * ledger.unfulfilled(line)),
    "unfulfilledDiscountedTotalSet": child_bag(
        "LineItem", lambda line: line.unit_after_discount * ledger.unfulfilled(line)
    ),
    "taxLines": _taxes,
}

TABLES = {"LineItem": LINE}
