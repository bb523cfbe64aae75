"""Orders as the schema shows them."""

from __future__ import annotations

from typing import Any

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.documents import confirmation_number
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import money_bag, price
from ticketforge_desktop.demo.views.common import (
    WITH_METAFIELDS,
    attribute,
    bag,
    count,
    legacy_id,
    own_gid,
    pairs,
    personal,
    tax_lines,
    time_of,
)


def _subtotal(order: Order) -> int:
    return ledger.original_total(order) - order.shipping_price


def _shipping_line(order: Order, args: Args, context: RequestContext) -> object:
    if order.shipping_title is None:
        return None
    price = money_bag(order.shipping_price, order)
    return {
        "__typename": "ShippingLine",
        "id": gid("ShippingLine", order.id),
        "title": order.shipping_title,
        "code": order.shipping_title,
        "source": "shopify",
        "originalPriceSet": price,
        "discountedPriceSet": price,
        "currentDiscountedPriceSet": money_bag(ledger.current_shipping(order), order),
        "isRemoved": False,
        "taxLines": tax_lines(order.shipping_price, order),
    }


def _cancellation(order: Order, args: Args, context: RequestContext) -> object:
    return {"staffNote": None} if order.cancelled_at else None


def _can_mark_as_paid(order: Order, args: Args, context: RequestContext) -> bool:
    return order.cancelled_at is None and ledger.outstanding(order) > 0


def _gateways(order: Order, args: Args, context: RequestContext) -> list[str]:
    return list(dict.fromkeys(t.gateway for t in order.transactions))


def _transactions(order: Order, args: Args, context: RequestContext) -> list[Any]:
    found = [*order.transactions, *(t for refund in order.refunds for t in refund.transactions)]
    found.sort(key=lambda t: t.id)
    if args.get("capturable"):
        found = [t for t in found if t.kind == "AUTHORIZATION" and t.status == "SUCCESS"]
    return found[: args["first"]] if args.get("first") is not None else found


def _first(read: Resolver) -> Resolver:
    def resolve(order: Order, args: Args, context: RequestContext) -> list[Any]:
        found = list(read(order, args, context))
        return found[: args["first"]] if args.get("first") is not None else found

    return resolve


def _unpaid(order: Order, args: Args, context: RequestContext) -> bool:
    return ledger.financial_status(order) in {"PENDING", "AUTHORIZED", "PARTIALLY_PAID", ledger.NO_STATUS}


def _attribution(order: Order, args: Args, context: RequestContext) -> object:
    return context.world.locations.get(order.location_id) if order.location_id else None


def _fulfillment_orders(order: Order, args: Args, context: RequestContext) -> list[Any]:
    return list(order.fulfillment_orders)


def _events(order: Order, args: Args, context: RequestContext) -> list[Any]:
    mine = gid("Order", order.id)
    return [event for event in context.world.events if event.get("subjectId") == mine]


ORDER: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "name": attribute("name"),
    "number": attribute("number"),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "processedAt": time_of("processed_at"),
    "cancelledAt": time_of("cancelled_at"),
    "closedAt": time_of("closed_at"),
    "closed": lambda o, a, c: o.closed_at is not None,
    "confirmed": lambda o, a, c: True,
    "cancelReason": attribute("cancel_reason"),
    "cancellation": _cancellation,
    "email": personal(lambda o: o.email),
    "phone": personal(lambda o: o.phone),
    "note": attribute("note"),
    "tags": lambda o, a, c: sorted(o.tags, key=str.lower),
    "test": attribute("test"),
    "sourceName": attribute("source_name"),
    "sourceIdentifier": attribute("source_identifier"),
    "confirmationNumber": lambda o, a, c: confirmation_number(o.id),
    "customerLocale": attribute("locale"),
    "edited": lambda o, a, c: bool(o.edits),
    "currencyCode": lambda o, a, c: c.world.shop.currency,
    "presentmentCurrencyCode": attribute("currency"),
    "taxesIncluded": lambda o, a, c: c.world.shop.taxes_included,
    "displayFinancialStatus": lambda o, a, c: ledger.shown_status(o),
    "displayFulfillmentStatus": lambda o, a, c: ledger.fulfillment_status(o),
    "returnStatus": lambda o, a, c: ledger.return_status(o),
    "requiresShipping": lambda o, a, c: any(line.item.requires_shipping for line in o.lines),
    "fulfillable": lambda o, a, c: not o.cancelled_at and any(ledger.unfulfilled(line) for line in o.lines),
    "fullyPaid": lambda o, a, c: not _unpaid(o, a, c),
    "unpaid": _unpaid,
    "refundable": lambda o, a, c: ledger.net_payment(o) > 0,
    "restockable": lambda o, a, c: any(line.current_quantity for line in o.lines),
    "capturable": lambda o, a, c: ledger.authorized(o) > 0,
    "canMarkAsPaid": _can_mark_as_paid,
    "merchantEditable": lambda o, a, c: o.cancelled_at is None,
    "canNotifyCustomer": lambda o, a, c: bool(o.email),
    "totalPriceSet": bag(ledger.original_total),
    "originalTotalPriceSet": bag(ledger.original_total),
    "subtotalPriceSet": bag(_subtotal),
    "currentTotalPriceSet": bag(ledger.current_total),
    "currentSubtotalPriceSet": bag(ledger.current_subtotal),
    "currentTotalTaxSet": bag(lambda o: ledger.included_tax(ledger.current_total(o))),
    "currentShippingPriceSet": bag(ledger.current_shipping),
    "currentTotalDiscountsSet": bag(lambda o: sum(line.discount for line in o.lines if line.current_quantity)),
    "totalTaxSet": bag(lambda o: ledger.included_tax(ledger.original_total(o))),
    "totalShippingPriceSet": bag(lambda o: o.shipping_price),
    "totalDiscountsSet": bag(lambda o: sum(line.discount for line in o.lines)),
    "totalOutstandingSet": bag(ledger.outstanding),
    "totalReceivedSet": bag(ledger.received),
    "totalRefundedSet": bag(ledger.refunded),
    "totalRefundedShippingSet": bag(lambda o: sum(refund.shipping for refund in o.refunds)),
    "totalCapturableSet": bag(ledger.authorized),
    "totalCapturable": lambda o, a, c: price(ledger.authorized(o)),
    "netPaymentSet": bag(ledger.net_payment),
    "taxLines": lambda o, a, c: tax_lines(ledger.original_total(o), o),
    "currentTaxLines": lambda o, a, c: tax_lines(ledger.current_total(o), o),
    "subtotalLineItemsQuantity": lambda o, a, c: sum(line.quantity for line in o.lines if line.added_at is None),
    "currentSubtotalLineItemsQuantity": lambda o, a, c: sum(line.current_quantity for line in o.lines),
    "customAttributes": lambda o, a, c: pairs(o.attributes),
    "customer": attribute("customer"),
    "shippingAddress": personal(lambda o: o.shipping_address),
    "billingAddress": personal(lambda o: o.billing_address),
    "displayAddress": personal(lambda o: o.shipping_address or o.billing_address),
    "billingAddressMatchesShippingAddress": lambda o, a, c: o.billing_address is o.shipping_address,
    "shippingLine": _shipping_line,
    "shippingLines": lambda o, a, c: [line] if (line := _shipping_line(o, a, c)) else [],
    "lineItems": lambda o, a, c: o.lines,
    "transactions": _transactions,
    "transactionsCount": lambda o, a, c: count(len(_transactions(o, {}, c))),
    "fulfillmentOrders": _fulfillment_orders,
    "fulfillments": _first(lambda o, a, c: o.fulfillments),
    "fulfillmentsCount": lambda o, a, c: count(len(o.fulfillments)),
    "refunds": _first(lambda o, a, c: o.refunds),
    "returns": lambda o, a, c: list(o.returns),
    "retailLocation": _attribution,
    "physicalLocation": _attribution,
    "paymentGatewayNames": _gateways,
    "discountCode": attribute("discount_code"),
    "discountCodes": lambda o, a, c: [o.discount_code] if o.discount_code else [],
    "events": _events,
    "statusPageUrl": lambda o, a, c: f"https://{c.world.shop.domain}/orders/{confirmation_number(o.id).lower()}",
}

TABLES = {"Order": ORDER}
