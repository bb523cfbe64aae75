"""The history of an order: agreements and their sales, computed from lines, edits and refunds."""

from __future__ import annotations

from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Line, Order
from ticketforge_desktop.demo.fields import Args
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.ledger import included_tax
from ticketforge_desktop.demo.money import money_bag


def _sale(order: Order, line: Line, quantity: int, action: str, number: int) -> dict[str, object]:
    amount = line.unit_after_discount * quantity
    return {
        "__typename": "ProductSale",
        "id": gid("Sale", number),
        "actionType": action,
        "lineType": "PRODUCT",
        "quantity": quantity,
        "lineItem": line,
        "taxes": [],
        "totalAmount": money_bag(amount, order),
        "totalTaxAmount": money_bag(included_tax(amount), order),
        "totalDiscountAmountAfterTaxes": money_bag(0, order),
        "totalDiscountAmountBeforeTaxes": money_bag(0, order),
    }


def _agreement(kind: str, number: int, at: int, reason: str, sales: list[dict[str, object]]) -> dict[str, object]:
    return {
        "__typename": kind,
        "id": gid("SalesAgreement", number),
        "happenedAt": iso(at),
        "reason": reason,
        "app": None,
        "user": None,
        "sales": sales,
    }


def agreements(order: Order, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """The order itself, then its edits and refunds by time."""
    first = [
        _sale(order, line, line.quantity, "ORDER", order.id * 100 + place)
        for place, line in enumerate(order.lines)
        if line.added_at is None
    ]
    found = [_agreement("OrderAgreement", order.id, order.created_at, "ORDER", first)]
    later: list[tuple[int, dict[str, object]]] = []
    for edit in order.edits:
        sales = [
            _sale(order, line, delta, "ORDER" if delta > 0 else "RETURN", edit.id * 100 + place)
            for place, (line, delta) in enumerate(edit.changes)
        ]
        later.append((edit.at, _agreement("OrderEditAgreement", edit.id, edit.at, "ORDER_EDIT", sales)))
    for refund in order.refunds:
        sales = [_sale(order, part.line, -part.quantity, "RETURN", part.id) for part in refund.lines]
        agreement = _agreement("RefundAgreement", refund.id, refund.created_at, "REFUND", sales)
        later.append((refund.created_at, {**agreement, "refund": refund}))
    later.sort(key=lambda pair: pair[0])
    return [*found, *(agreement for _, agreement in later)]


TABLES = {"Order": {"agreements": agreements}}
