"""``refundCreate``: units off an order, money back, or both.

Amounts of transactions are in the buyer's currency (``RefundInput.currency``). The user errors of this mutation carry
no code. A refund without transactions moves no money.
"""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Line, Order, Refund, RefundLine, Transaction
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.money import parse_amount, price
from ticketforge_desktop.demo.mutations.answers import (
    Args,
    Invalid,
    find_order,
    flag,
    moment,
    rows,
    table,
    text,
    to_shop,
    whole,
)
from ticketforge_desktop.demo.mutations.stock import give_back, withdraw
from ticketforge_desktop.demo.state import World

NO_PARENT = "Transactions require a parent_id associated with the order"
TOO_MANY = "Quantity cannot refund more items than were purchased"
SYMBOLS = {"EUR": "€", "GBP": "£", "CHF": "CHF ", "JPY": "¥"}
REFUNDABLE_KINDS = {"SALE", "CAPTURE"}


@dataclass(frozen=True, slots=True)
class Units:
    """Checked units of one line to be refunded."""

    line: Line
    quantity: int
    restock_type: str
    location_id: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked refund: what will be done."""

    units: tuple[Units, ...]
    transactions: tuple[Transaction, ...]
    shipping: int
    note: str | None
    processed_at: int | None


def create_refund(call: MutationCall) -> Payload:
    """``refundCreate``; refused, it answers with the order as it is."""
    given = table(call.args, "input")
    order = find_order(call.world, given.get("orderId"))
    if order is None:
        return _refused(None, Invalid("Order does not exist", "orderId"))
    try:
        plan = _plan(call.world, order, given)
    except Invalid as refused:
        return _refused(order, refused)
    refund = apply_refund(call.world, order, plan)
    return {"refund": refund, "order": order, "userErrors": []}


def _refused(order: Order | None, refused: Invalid) -> Payload:
    return {"refund": None, "order": order, "userErrors": [refused.error]}


def _plan(world: World, order: Order, given: Args) -> Plan:
    units = tuple(_units(world, order, index, row) for index, row in enumerate(rows(given, "refundLineItems")))
    _check_totals(units)
    shipping = _shipping(order, table(given, "shipping"))
    transactions = tuple(_transaction(world, order, given, row) for row in rows(given, "transactions"))
    if not units and not transactions and not shipping:
        raise Invalid("Refund must contain line items, shipping or transactions")
    total = sum(t.amount for t in transactions)
    paid = ledger.net_payment(order)
    if total > paid and not flag(given, "allowOverRefunding"):
        symbol = SYMBOLS.get(world.shop.currency, "$")
        message = f"Refund amount {symbol}{price(total)} is greater than net payment received {symbol}{price(paid)}"
        raise Invalid(message)
    return Plan(units, transactions, shipping, text(given, "note"), moment(given, "processedAt"))


def _units(world: World, order: Order, index: int, row: Args) -> Units:
    field = ("refundLineItems", index)
    number = number_of(row.get("lineItemId"), "LineItem")
    line = next((line for line in order.lines if line.id == number), None)
    if line is None:
        raise Invalid("Line item does not exist", *field, "lineItemId")
    quantity = whole(row, "quantity")
    if quantity < 1:
        raise Invalid("Quantity must be greater than 0", *field, "quantity")
    kind = text(row, "restockType") or "NO_RESTOCK"
    kind = "RETURN" if kind == "LEGACY_RESTOCK" else kind
    place = number_of(row.get("locationId"), "Location")
    if row.get("locationId") and place not in world.locations:
        raise Invalid("Location does not exist", *field, "locationId")
    return Units(line, quantity, kind, place)


def _check_totals(units: tuple[Units, ...]) -> None:
    wanted: dict[int, int] = {}
    cancelled: dict[int, int] = {}
    for index, unit in enumerate(units):
        number = unit.line.id
        wanted[number] = wanted.get(number, 0) + unit.quantity
        if wanted[number] > ledger.refundable(unit.line):
            raise Invalid(TOO_MANY, "refundLineItems", index, "quantity")
        if unit.restock_type == "CANCEL":
            cancelled[number] = cancelled.get(number, 0) + unit.quantity
            if cancelled[number] > ledger.unfulfilled(unit.line):
                raise Invalid("Refund line items cannot remove more than the fulfillable quantity", "refundLineItems")


def _shipping(order: Order, given: Args) -> int:
    left = ledger.current_shipping(order)
    if flag(given, "fullRefund"):
        return left
    amount = to_shop(parse_amount(given["amount"]), order) if given.get("amount") is not None else 0
    if amount > left or amount < 0:
        raise Invalid("Shipping refund amount is greater than the shipping paid", "shipping", "amount")
    return amount


def _transaction(world: World, order: Order, given: Args, row: Args) -> Transaction:
    if order.currency != world.shop.currency and text(given, "currency") != order.currency:
        raise Invalid(f"Currency must be the order's presentment currency {order.currency}", "currency")
    parent_id = number_of(row.get("parentId"), "OrderTransaction")
    parent = next((t for t in order.transactions if t.id == parent_id), None)
    if parent is None:
        raise Invalid(NO_PARENT, "transactions")
    if text(row, "kind") != "REFUND" or parent.kind not in REFUNDABLE_KINDS or parent.status != "SUCCESS":
        raise Invalid("Transactions kind must be a refund of a sale or capture", "transactions")
    amount = to_shop(parse_amount(row["amount"]), order)
    if amount <= 0:
        raise Invalid("Transactions amount must be greater than 0", "transactions")
    return Transaction(
        id=world.new_id("OrderTransaction"),
        kind="REFUND",
        status="SUCCESS",
        gateway=parent.gateway,
        amount=amount,
        processed_at=world.now(),
        parent_id=parent.id,
        test=parent.test,
    )


def apply_refund(world: World, order: Order, plan: Plan) -> Refund:
    """Do what was planned: units, stock, money, times."""
    now = world.now()
    refund = Refund(
        id=world.new_id("Refund"),
        created_at=plan.processed_at or now,
        note=plan.note,
        lines=tuple(_take_units(world, order, unit) for unit in plan.units),
        transactions=plan.transactions,
        total=sum(t.amount for t in plan.transactions),
        shipping=plan.shipping,
        updated_at=now,
    )
    order.refunds = (*order.refunds, refund)
    world.adopt("Refund", refund.id, order)
    for line in refund.lines:
        world.adopt("RefundLineItem", line.id, order)
    for transaction in refund.transactions:
        world.adopt("OrderTransaction", transaction.id, order)
    world.touch_order(order)
    world.announce("Refund", "create", refund)
    return refund


def _take_units(world: World, order: Order, unit: Units) -> RefundLine:
    line, before = unit.line, unit.line.current_total
    restock = unit.restock_type != "NO_RESTOCK"
    sent = line.fulfilled - line.returned
    back = (
        min(unit.quantity, sent) if unit.restock_type == "RETURN" else max(0, unit.quantity - ledger.unfulfilled(line))
    )
    place = unit.location_id or _home(order, line)
    withdraw(world, order, line, unit.quantity - back, unit.location_id, restock=restock)
    if restock:
        give_back(world, line, back, place)
    line.returned += back
    line.refunded += unit.quantity
    line.current_quantity -= unit.quantity
    return RefundLine(
        id=world.new_id("RefundLineItem"),
        line=line,
        quantity=unit.quantity,
        restock_type=unit.restock_type,
        location_id=place if restock else None,
        subtotal=before - line.current_total,
    )


def _home(order: Order, line: Line) -> int | None:
    """Where a line's units came from."""
    for work in order.fulfillment_orders:
        if any(part.line is line for part in work.lines):
            return work.location.id
    return None


MUTATIONS = {"refundCreate": Mutation(create_refund, ("write_orders",))}
ONCE = {"refundCreate": ("refund", "order")}
