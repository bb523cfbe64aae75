"""Transactions and refunds as the schema shows them."""

from __future__ import annotations

from typing import Any

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Order, Refund, RefundLine, Transaction
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.money import money_bag
from ticketforge_desktop.demo.views.common import attribute, child_bag, legacy_id, own_gid, time_of


def _parent(transaction: Transaction, args: Args, context: RequestContext) -> object:
    if transaction.parent_id is None:
        return None
    return context.world.children.find("OrderTransaction", transaction.parent_id, context.world.orders)


def _refund_line(attribute_name: str) -> Resolver:
    return child_bag("RefundLineItem", lambda line: getattr(line, attribute_name))


def suggested_refund(order: Order, args: Args, context: RequestContext) -> dict[str, Any]:
    """``Order.suggestedRefund``: the lines asked for (or all that is left), at their price, to where it came from."""
    chosen: list[dict[str, object]] = []
    amount = 0
    wanted = args.get("refundLineItems")
    if args.get("suggestFullRefund"):
        wanted = [{"lineItemId": gid("LineItem", x.id), "quantity": x.current_quantity} for x in order.lines]
    for entry in wanted or ():
        line = next((x for x in order.lines if x.id == number_of(entry["lineItemId"], "LineItem")), None)
        quantity = min(entry["quantity"], ledger.refundable(line)) if line else 0
        if line is None or not quantity:
            continue
        subtotal = line.unit_after_discount * quantity
        amount += subtotal
        kind = str(entry.get("restockType") or "RETURN")
        chosen.append(
            {"quantity": quantity, "lineItem": line, "restockType": kind, "subtotalSet": money_bag(subtotal, order)}
        )
    if args.get("refundShipping") or args.get("suggestFullRefund"):
        amount += ledger.current_shipping(order)
    maximum = max(0, ledger.net_payment(order))
    amount = min(amount, maximum)
    return {
        "__typename": "SuggestedRefund",
        "amountSet": money_bag(amount, order),
        "subtotalSet": money_bag(amount, order),
        "discountedSubtotalSet": money_bag(amount, order),
        "maximumRefundableSet": money_bag(maximum, order),
        "totalTaxSet": money_bag(ledger.included_tax(amount), order),
        "refundLineItems": chosen,
        "suggestedTransactions": _suggested_transactions(order, amount),
    }


def _suggested_transactions(order: Order, amount: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for paid in order.transactions:
        if paid.kind not in {"SALE", "CAPTURE"} or paid.status != "SUCCESS":
            continue
        back = sum(t.amount for r in order.refunds for t in r.transactions if t.parent_id == paid.id)
        part = min(amount, max(0, paid.amount - back))
        if part or not amount:
            found.append(
                {
                    "__typename": "SuggestedOrderTransaction",
                    "kind": "SUGGESTED_REFUND",
                    "gateway": paid.gateway,
                    "formattedGateway": paid.gateway,
                    "amountSet": money_bag(part, order),
                    "maximumRefundableSet": money_bag(max(0, paid.amount - back), order),
                    "parentTransaction": paid,
                }
            )
        amount -= part
    return found


TRANSACTION: dict[str, Resolver] = {
    "id": own_gid,
    "kind": attribute("kind"),
    "status": attribute("status"),
    "gateway": attribute("gateway"),
    "formattedGateway": attribute("gateway"),
    "test": attribute("test"),
    "processedAt": time_of("processed_at"),
    "createdAt": time_of("processed_at"),
    "amountSet": child_bag("OrderTransaction", lambda t: t.amount),
    "parentTransaction": _parent,
    "order": lambda t, a, c: c.world.order_of("OrderTransaction", t.id),
    "manualPaymentGateway": lambda t, a, c: t.gateway in {"cash", "manual", "Bank Deposit"},
}

REFUND: dict[str, Resolver] = {
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "createdAt": time_of("created_at"),
    "processedAt": time_of("created_at"),
    "updatedAt": lambda r, a, c: time_of("updated_at" if r.updated_at else "created_at")(r, a, c),
    "note": attribute("note"),
    "order": lambda r, a, c: c.world.order_of("Refund", r.id),
    "totalRefundedSet": child_bag("Refund", lambda r: r.total),
    "refundLineItems": lambda r, a, c: r.lines,
    "transactions": lambda r, a, c: r.transactions,
}


def _shipping_lines(refund: Refund, args: Args, context: RequestContext) -> list[Any]:
    if not refund.shipping:
        return []
    order = context.world.order_of("Refund", refund.id)
    return [{"id": gid("RefundShippingLine", refund.id), "subtotalAmountSet": money_bag(refund.shipping, order)}]


REFUND["refundShippingLines"] = _shipping_lines


def _location(line: RefundLine, args: Args, context: RequestContext) -> object:
    return context.world.locations.get(line.location_id) if line.location_id else None


REFUND_LINE: dict[str, Resolver] = {
    "id": own_gid,
    "quantity": attribute("quantity"),
    "restockType": attribute("restock_type"),
    "restocked": lambda r, a, c: r.restock_type != "NO_RESTOCK",
    "lineItem": attribute("line"),
    "location": _location,
    "subtotalSet": _refund_line("subtotal"),
    "priceSet": child_bag("RefundLineItem", lambda r: r.line.unit_after_discount),
    "totalTaxSet": child_bag("RefundLineItem", lambda r: ledger.included_tax(r.subtotal)),
}

TABLES = {
    "OrderTransaction": TRANSACTION,
    "Refund": REFUND,
    "RefundLineItem": REFUND_LINE,
    "Order": {"suggestedRefund": suggested_refund},
}
