"""Money for orders that exist: ``orderMarkAsPaid`` and ``orderCreateManualPayment``."""

from __future__ import annotations

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Order, Transaction
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.money import parse_amount
from ticketforge_desktop.demo.mutations.answers import (
    Invalid,
    filled,
    find_order,
    moment,
    refuse,
    table,
    text,
    to_shop,
)
from ticketforge_desktop.demo.state import World

SETTLED = {"PAID", "REFUNDED", "PARTIALLY_REFUNDED", "VOIDED"}


def mark_as_paid(call: MutationCall) -> Payload:
    """``orderMarkAsPaid``: promised money is captured, the rest came in by hand."""
    order = find_order(call.world, table(call.args, "input").get("id"))
    if order is None:
        return refuse(["order"], Invalid("Order does not exist", "id").error)
    if order.cancelled_at or ledger.financial_status(order) in SETTLED:
        return {"order": order, "userErrors": [Invalid("Order cannot be marked as paid.", "id").error]}
    settle(call.world, order)
    return {"order": order, "userErrors": []}


def settle(world: World, order: Order, gateway: str = "manual") -> None:
    """Let all that is owed come in."""
    order.forced_status = None
    closed = {t.parent_id for t in order.transactions}
    for promised in order.transactions:
        if promised.kind == "AUTHORIZATION" and promised.status == "SUCCESS" and promised.id not in closed:
            pay(world, order, promised.amount, promised.gateway, "CAPTURE", promised)
    owed = ledger.outstanding(order)
    if owed > 0:
        pay(world, order, owed, gateway)
    world.touch_order(order)
    world.announce("Order", "paid", order)


def pay(
    world: World, order: Order, amount: int, gateway: str, kind: str = "SALE", parent: Transaction | None = None
) -> Transaction:
    """One payment into an order; the caller touches the order."""
    payment = Transaction(
        id=world.new_id("OrderTransaction"),
        kind=kind,
        status="SUCCESS",
        gateway=gateway,
        amount=amount,
        processed_at=world.now(),
        parent_id=parent.id if parent else None,
        test=order.test,
    )
    order.transactions = (*order.transactions, payment)
    world.adopt("OrderTransaction", payment.id, order)
    return payment


def manual_payment(call: MutationCall) -> Payload:
    """``orderCreateManualPayment``: the whole balance, or ``amount`` in the buyer's currency."""
    order = call.world.orders.get(number_of(call.args["id"], "Order"))
    try:
        if order is None:
            raise Invalid("Order does not exist", "id", code="ORDER_NOT_FOUND")
        amount = _amount(call, order)
        when = moment(call.args, "processedAt")
        if when is not None and when > call.world.now() + 60:
            raise Invalid("Processed at can't be in the future", "processedAt", code="PROCESSED_AT_INVALID")
    except Invalid as refused:
        return refuse(["order"], refused.error)
    order.forced_status = None
    payment = pay(call.world, order, amount, filled(call.args, "paymentMethodName") or "manual")
    payment.processed_at = when or payment.processed_at
    call.world.touch_order(order)
    if ledger.financial_status(order) == "PAID":
        call.world.announce("Order", "paid", order)
    return {"order": order, "userErrors": []}


def _amount(call: MutationCall, order: Order) -> int:
    owed = ledger.outstanding(order)
    given = table(call.args, "amount")
    if order.cancelled_at or owed <= 0:
        raise Invalid("Order is already paid", "id", code="AMOUNT_EXCEEDS_BALANCE")
    if not given:
        return owed
    if text(given, "currencyCode") != order.currency:
        raise Invalid("Currency must be the order's currency", "amount", code="CURRENCY_MISMATCH")
    amount = to_shop(parse_amount(given["amount"]), order)
    if amount <= 0:
        raise Invalid("Amount must be positive", "amount", code="AMOUNT_NOT_POSITIVE")
    if amount > owed:
        raise Invalid("Amount exceeds the outstanding balance", "amount", code="AMOUNT_EXCEEDS_BALANCE")
    return amount


MUTATIONS = {
    "orderMarkAsPaid": Mutation(mark_as_paid, ("write_orders",)),
    "orderCreateManualPayment": Mutation(manual_payment, ("write_orders",)),
}
