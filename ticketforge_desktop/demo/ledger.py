"""What an order is worth and where it stands, computed from its lines and its money.

Nothing here is stored, so a refund or an edit can never leave a status behind that its transactions deny.
"""

from __future__ import annotations

from ticketforge_desktop.demo.entities import Line, Order

NO_STATUS = "NONE"
"""An order made without money and without a status has none: displayFinancialStatus is null (recordings 207, 210)."""

TAX_PERMILLE = 70  # concerts and theatre: reduced rate, included in prices


def current_subtotal(order: Order) -> int:
    """What the units still on the order cost."""
    return sum(line.current_total for line in order.lines)


def current_shipping(order: Order) -> int:
    """Shipping not given back."""
    return order.shipping_price - sum(refund.shipping for refund in order.refunds)


def current_total(order: Order) -> int:
    """What the order costs now."""
    return current_subtotal(order) + current_shipping(order)


def original_total(order: Order) -> int:
    """What the order cost when it was placed (lines added by edits left out)."""
    lines = sum(ln.price * ln.quantity - ln.discount for ln in order.lines if ln.added_at is None)
    return lines + order.shipping_price


def included_tax(amount: int) -> int:
    """The tax inside a gross amount."""
    return round(amount * TAX_PERMILLE / (1000 + TAX_PERMILLE))


def received(order: Order) -> int:
    """Money that came in, before refunds."""
    return sum(t.amount for t in order.transactions if t.status == "SUCCESS" and t.kind in {"SALE", "CAPTURE"})


def authorized(order: Order) -> int:
    """Money promised and neither captured nor voided."""
    done = {t.parent_id for t in order.transactions if t.kind in {"CAPTURE", "VOID"} and t.status == "SUCCESS"}
    return sum(
        t.amount for t in order.transactions if t.kind == "AUTHORIZATION" and t.status == "SUCCESS" and t.id not in done
    )


def refunded(order: Order) -> int:
    """Money that went back."""
    return sum(refund.total for refund in order.refunds)


def net_payment(order: Order) -> int:
    """Received less refunded."""
    return received(order) - refunded(order)


def outstanding(order: Order) -> int:
    """What is still to be paid; negative = to be given back. Cancelled owes nothing; promised counts as paid."""
    if order.forced_status in {"PAID", "REFUNDED"} and not order.transactions:
        return 0
    return 0 if order.cancelled_at else current_total(order) - net_payment(order) - authorized(order)


def financial_status(order: Order) -> str:
    """OrderDisplayFinancialStatus, or ``NO_STATUS``."""
    came = received(order)
    back = refunded(order)
    if order.forced_status and not came and not back:
        return order.forced_status
    if back:
        return "REFUNDED" if back >= came else "PARTIALLY_REFUNDED"
    if not came:
        return _unpaid_status(order)
    return "PARTIALLY_PAID" if outstanding(order) > 0 else "PAID"


def shown_status(order: Order) -> str | None:
    """What ``displayFinancialStatus`` shows: null where there is no status."""
    status = financial_status(order)
    return None if status == NO_STATUS else status


def _unpaid_status(order: Order) -> str:
    if any(t.kind == "VOID" and t.status == "SUCCESS" for t in order.transactions):
        return "VOIDED"
    if authorized(order):
        return "AUTHORIZED"
    if order.cancelled_at:
        return "VOIDED"
    return "PAID" if current_total(order) == 0 and not order.edits else "PENDING"


def fulfillment_status(order: Order) -> str:
    """OrderDisplayFulfillmentStatus."""
    if any(work.status == "ON_HOLD" for work in order.fulfillment_orders):
        return "ON_HOLD"
    sent = sum(line.fulfilled for line in order.lines)
    left = sum(unfulfilled(line) for line in order.lines)
    if not left:
        return "FULFILLED" if sent else "UNFULFILLED"
    return "PARTIALLY_FULFILLED" if sent else "UNFULFILLED"


def unfulfilled(line: Line) -> int:
    """Units still to be handed over."""
    return max(0, line.current_quantity - (line.fulfilled - line.returned))


def refundable(line: Line) -> int:
    """Units that may still be refunded: those not yet in a refund nor removed."""
    return line.current_quantity


def return_status(order: Order) -> str:
    """OrderReturnStatus."""
    states = {str(entry.get("status")) for entry in order.returns}
    if "OPEN" in states:
        return "IN_PROGRESS"
    if "REQUESTED" in states:
        return "RETURN_REQUESTED"
    return "RETURNED" if "CLOSED" in states else "NO_RETURN"
