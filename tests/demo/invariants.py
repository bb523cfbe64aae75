"""What must hold of every store at every quiet moment, whoever changed it and however."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import Level, Line, Order
from ticketforge_desktop.demo.mutations.stock import committed_level
from ticketforge_desktop.demo.state import World

ONLY_AVAILABLE_MAY_BE_NEGATIVE = "available"
STATUSES = {"OPEN", "IN_PROGRESS", "SCHEDULED", "ON_HOLD", "CLOSED", "CANCELLED", "INCOMPLETE"}


def faults(world: World) -> list[str]:
    """Every contradiction in the world, in words; an empty list is what we want."""
    return [*_stock_faults(world), *(fault for order in world.orders for fault in order_faults(world, order))]


def _stock_faults(world: World) -> Iterator[str]:
    promised: dict[int, int] = defaultdict(int)
    for order in world.orders:
        for work in order.fulfillment_orders:
            for part in work.lines:
                level = committed_level(world, part.line, work)
                if level is not None:
                    promised[id(level)] += part.remaining
    for item in world.items:
        for level in item.levels.values():
            yield from _level_faults(level, promised[id(level)])


def _level_faults(level: Level, promised: int) -> Iterator[str]:
    name = f"{level.item.sku} at {level.location.name}"
    if level.quantities["committed"] != promised:
        yield f"{name}: committed {level.quantities['committed']}, but orders are owed {promised}"
    if not 0 <= level.drafted <= level.quantities["reserved"]:
        yield f"{name}: drafts hold {level.drafted} of {level.quantities['reserved']} reserved"
    for state, units in level.quantities.items():
        if units < 0 and state != ONLY_AVAILABLE_MAY_BE_NEGATIVE:
            yield f"{name}: {state} is {units}"


def order_faults(world: World, order: Order) -> Iterator[str]:
    """Contradictions within one order."""
    for line in order.lines:
        yield from _line_faults(order, line)
    yield from _money_faults(order)
    for work in order.fulfillment_orders:
        left = sum(part.remaining for part in work.lines)
        if work.status not in STATUSES:
            yield f"{order.name}: work in state {work.status}"
        if left and work.status in {"CLOSED", "CANCELLED"}:
            yield f"{order.name}: {left} units left in closed work"
        if not left and work.status == "OPEN":
            yield f"{order.name}: open work without anything to do"
        if any(part.total < part.remaining or part.remaining < 0 for part in work.lines):
            yield f"{order.name}: more left than there was"
    if order.cancelled_at and any(line.current_quantity for line in order.lines):
        yield f"{order.name}: cancelled, but units are left on it"
    if order.updated_at < order.created_at:
        yield f"{order.name}: changed before it was made"


def _line_faults(order: Order, line: Line) -> Iterator[str]:
    name = f"{order.name}, {line.item.sku}"
    if not 0 <= line.current_quantity <= line.quantity:
        yield f"{name}: current {line.current_quantity} of {line.quantity}"
    if not 0 <= line.returned <= line.fulfilled:
        yield f"{name}: {line.returned} returned of {line.fulfilled} sent"
    refunded = sum(row.quantity for refund in order.refunds for row in refund.lines if row.line is line)
    if refunded != line.refunded:
        yield f"{name}: refunds name {refunded} units, the line {line.refunded}"
    if refunded > line.quantity - line.current_quantity:
        yield f"{name}: {refunded} refunded, but {line.current_quantity} of {line.quantity} are still there"
    owed = sum(part.remaining for work in order.fulfillment_orders for part in work.lines if part.line is line)
    if owed != ledger.unfulfilled(line):
        yield f"{name}: work owes {owed}, the line {ledger.unfulfilled(line)}"
    sent = sum(
        row.quantity
        for parcel in order.fulfillments
        if parcel.status == "SUCCESS"
        for row in parcel.lines
        if row.line is line
    )
    if sent != line.fulfilled:
        yield f"{name}: parcels hold {sent}, the line says {line.fulfilled}"


def _money_faults(order: Order) -> Iterator[str]:
    back = ledger.refunded(order)
    if back > ledger.received(order):
        yield f"{order.name}: {back} given back of {ledger.received(order)}"
    for refund in order.refunds:
        if refund.total != sum(t.amount for t in refund.transactions):
            yield f"{order.name}: a refund says {refund.total}"
    if sum(refund.shipping for refund in order.refunds) > order.shipping_price:
        yield f"{order.name}: more shipping given back than paid"
    if ledger.current_total(order) < 0:
        yield f"{order.name}: worth {ledger.current_total(order)}"
    status = ledger.financial_status(order)
    if status == "REFUNDED" and back < ledger.received(order):
        yield f"{order.name}: called refunded with money left"
    if status == "PAID" and not order.forced_status and ledger.outstanding(order) > 0:
        yield f"{order.name}: called paid, but owes {ledger.outstanding(order)}"
