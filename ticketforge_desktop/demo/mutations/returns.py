"""Returns: announcing what comes back, and processing what came.

A return is made of units that were sent. Processing marks them as received, gives them back to the shelf when their
disposition says so, and refunds when the caller says so. The reply to the last processing still shows the return open;
a job closes it a moment later.
"""

from __future__ import annotations

from typing import cast

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import FulfillmentLine, Order, Transaction
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.money import money_bag, parse_amount
from ticketforge_desktop.demo.mutations.answers import (
    Args,
    Invalid,
    filled,
    find_order,
    refuse,
    rows,
    table,
    text,
    to_shop,
    whole,
)
from ticketforge_desktop.demo.mutations.jobs import Jobs
from ticketforge_desktop.demo.mutations.refunds import NO_PARENT, Plan, Units, apply_refund
from ticketforge_desktop.demo.state import Record, World

SCOPES = ("write_returns",)
RETURN = ("return",)
NO_REASON = "Return line items Either return reason or return reason definition must be provided"
NO_NOTE = 'Return line items return reason note The note is required when the return reason is "Other"'


def create_return(call: MutationCall) -> Payload:
    """``returnCreate``."""
    given = table(call.args, "returnInput")
    order = find_order(call.world, given.get("orderId"))
    try:
        if order is None:
            raise Invalid("Order does not exist.", "returnInput", "orderId", code="NOT_FOUND")
        inputs = rows(given, "returnLineItems")
        if not inputs:
            raise Invalid("Return line items can't be blank", "returnInput", "returnLineItems", code="BLANK")
        lines = [_line(call.world, order, index, row) for index, row in enumerate(inputs)]
    except Invalid as refused:
        return refuse(RETURN, refused.error)
    record = _record(call.world, order, lines)
    fee = table(table(given, "returnShippingFee"), "amount")
    if fee:
        amount = money_bag(parse_amount(fee["amount"]), order, call.world.shop.currency)
        number = call.world.new_id("Fee")
        record["returnShippingFees"] = [
            {"__typename": "ReturnShippingFee", "id": gid("Fee", number), "amountSet": amount}
        ]
    order.returns = (*order.returns, record)
    call.world.put(record)
    call.world.touch_order(order)
    call.world.announce("Return", "create", record)
    return {"return": record, "userErrors": []}


def _line(world: World, order: Order, index: int, row: Args) -> Record:
    field = ("returnInput", "returnLineItems", index)
    number = number_of(row.get("fulfillmentLineItemId"), "FulfillmentLineItem")
    sent = next((part for parcel in order.fulfillments for part in parcel.lines if part.id == number), None)
    if sent is None:
        message = "Return line items fulfillment line item not found."
        raise Invalid(message, *field, "fulfillmentLineItemId", code="NOT_FOUND")
    reason = text(row, "returnReason")
    if reason is None and not row.get("returnReasonDefinitionId"):
        raise Invalid(NO_REASON, *field, code="NOT_FOUND")
    note = filled(row, "returnReasonNote") or ""
    if reason == "OTHER" and not note:
        raise Invalid(NO_NOTE, *field, "returnReasonNote", code="BLANK")
    quantity = whole(row, "quantity")
    free = min(sent.quantity - _announced(order, sent), sent.line.fulfilled - sent.line.returned)
    if quantity < 1 or quantity > free:
        message = "Return line items quantity is not available for return."
        raise Invalid(message, *field, "quantity", code="INVALID")
    return {
        "__typename": "ReturnLineItem",
        "id": gid("ReturnLineItem", world.new_id("ReturnLineItem")),
        "quantity": quantity,
        "processedQuantity": 0,
        "unprocessedQuantity": quantity,
        "processableQuantity": quantity,
        "refundableQuantity": quantity,
        "refundedQuantity": 0,
        "returnReason": reason or "UNKNOWN",
        "returnReasonNote": note,
        "customerNote": None,
        "fulfillmentLineItem": sent,
    }


def _announced(order: Order, sent: FulfillmentLine) -> int:
    """Units of a sent line that other returns have announced and not yet received."""
    return sum(
        cast("int", row["unprocessedQuantity"])
        for entry in order.returns
        if entry.get("status") == "OPEN"
        for row in cast("list[Record]", entry["returnLineItems"])
        if row["fulfillmentLineItem"] is sent
    )


def _record(world: World, order: Order, lines: list[Record]) -> Record:
    reverse: Record = {
        "__typename": "ReverseFulfillmentOrder",
        "id": gid("ReverseFulfillmentOrder", world.new_id("ReverseFulfillmentOrder")),
        "status": "OPEN",
        "order": order,
        "lineItems": [],
        "reverseDeliveries": [],
    }
    return {
        "__typename": "Return",
        "id": gid("Return", world.new_id("Return")),
        "name": f"{order.name}-R{len(order.returns) + 1}",
        "status": "OPEN",
        "createdAt": iso(world.now()),
        "closedAt": None,
        "order": order,
        "totalQuantity": sum(cast("int", line["quantity"]) for line in lines),
        "returnLineItems": lines,
        "exchangeLineItems": [],
        "returnShippingFees": [],
        "refunds": [],
        "transactions": [],
        "reverseFulfillmentOrders": [reverse],
    }


def process_return(call: MutationCall, jobs: Jobs) -> Payload:
    """``returnProcess``."""
    world, given = call.world, table(call.args, "input")
    record = world.records.get("Return", {}).get(str(given["returnId"]))
    try:
        if record is None:
            raise Invalid("Return not found.", "input", "returnId", code="NOT_FOUND")
        if record["status"] != "OPEN":
            raise Invalid("Return status is invalid.", "input", "returnId", code="INVALID_STATE")
        chosen = [_processed(record, index, row) for index, row in enumerate(rows(given, "returnLineItems"))]
        order = cast("Order", record["order"])
        money = _money(world, order, table(table(given, "financialTransfer"), "issueRefund"))
    except Invalid as refused:
        return refuse(RETURN, refused.error)
    units = []
    for line, row in chosen:
        quantity = whole(row, "quantity")
        line["processedQuantity"] = cast("int", line["processedQuantity"]) + quantity
        left = cast("int", line["unprocessedQuantity"]) - quantity
        line["unprocessedQuantity"] = line["processableQuantity"] = left
        units.extend(_units(line, row, quantity))
    if units or money:
        refund = apply_refund(world, order, Plan(tuple(units), money, 0, text(given, "note"), None))
        record["refunds"] = [*cast("list[object]", record["refunds"]), refund]
    lines = cast("list[Record]", record["returnLineItems"])
    if not any(line["unprocessedQuantity"] for line in lines):
        jobs.start(world, lambda: _close(world, record))
    world.touch_order(order)
    world.announce("Return", "process", record)
    return {"return": record, "userErrors": []}


def _close(world: World, record: Record) -> None:
    record.update(status="CLOSED", closedAt=iso(world.now()))
    world.touch_order(cast("Order", record["order"]))


def _processed(record: Record, index: int, row: Args) -> tuple[Record, Args]:
    field = ("input", "returnLineItems", index)
    lines = cast("list[Record]", record["returnLineItems"])
    line = next((line for line in lines if line["id"] == row["id"]), None)
    if line is None:
        raise Invalid("Return line item was not found.", *field, "id", code="NOT_FOUND")
    if not 1 <= whole(row, "quantity") <= cast("int", line["unprocessedQuantity"]):
        raise Invalid("Quantity is invalid.", *field, "quantity", code="INVALID")
    return line, row


def _units(line: Record, row: Args, quantity: int) -> list[Units]:
    """The refunded units of a processed line: by their dispositions, not restocked when there is none."""
    sent = cast("FulfillmentLine", line["fulfillmentLineItem"])
    units = []
    for disposition in rows(row, "dispositions"):
        restocked = text(disposition, "dispositionType") == "RESTOCKED"
        share = min(quantity, whole(disposition, "quantity", quantity))
        place = number_of(disposition.get("locationId"), "Location")
        units.append(Units(sent.line, share, "RETURN" if restocked else "NO_RESTOCK", place))
        quantity -= share
    if quantity:
        units.append(Units(sent.line, quantity, "NO_RESTOCK", None))
    return [unit for unit in units if unit.quantity]


def _money(world: World, order: Order, given: Args) -> tuple[Transaction, ...]:
    found = []
    for row in rows(given, "orderTransactions"):
        parent_id = number_of(row.get("parentId"), "OrderTransaction")
        parent = next((t for t in order.transactions if t.id == parent_id), None)
        if parent is None:
            raise Invalid(NO_PARENT, "input", "financialTransfer", code="INVALID")
        amount = to_shop(parse_amount(table(row, "transactionAmount").get("amount", 0)), order)
        number = world.new_id("OrderTransaction")
        found.append(
            Transaction(number, "REFUND", "SUCCESS", parent.gateway, amount, world.now(), parent.id, parent.test)
        )
    if sum(t.amount for t in found) > ledger.net_payment(order):
        raise Invalid(
            "Refund amount is greater than net payment received", "input", "financialTransfer", code="INVALID"
        )
    return tuple(found)


def return_mutations(jobs: Jobs) -> dict[str, Mutation]:
    """The mutations of returns, closing them through ``jobs``."""
    return {
        "returnCreate": Mutation(create_return, SCOPES),
        "returnProcess": Mutation(lambda call: process_return(call, jobs), SCOPES),
    }
