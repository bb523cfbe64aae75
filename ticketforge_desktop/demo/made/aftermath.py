"""What becomes of an order: handed over, sent, refunded in part or whole, cancelled, edited."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import (
    Edit,
    FoLine,
    Fulfillment,
    FulfillmentLine,
    FulfillmentOrder,
    Line,
    Order,
    Refund,
    RefundLine,
    Transaction,
)
from ticketforge_desktop.demo.made.restock import Restocked
from ticketforge_desktop.demo.state import World

DAY = 86_400


class Aftermath:
    """Changes a fresh order the way a store's own mutations would have."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self._world = world
        self._rng = rng
        self._web = world.locations[min(world.locations)]
        self.restocked = Restocked()

    def happen(self, order: Order, now: int, starts_at: int) -> None:
        """At most one of them."""
        roll = self._rng.random()
        paid = ledger.received(order) > 0
        if roll < 0.03 and paid:
            self._refund_part(order, now, restock=True)
        elif roll < 0.05 and paid:
            self._refund_part(order, now, restock=False)
        elif roll < 0.055 and paid:
            self._money_only(order, now)
        elif roll < 0.07 and paid:
            self._refund_all(order, now)
        elif roll < 0.095:
            self._cancel(order, now)
        elif roll < 0.115 and paid:
            self._edit(order, now)
        else:
            self._deliver(order, now, starts_at)

    def _later(self, order: Order, now: int, days: float = 6) -> int:
        return min(now, order.created_at + 300 + int(self._rng.random() * days * DAY))

    def _take(self, order: Order, line: Line, quantity: int) -> None:
        line.current_quantity -= quantity
        for work in order.fulfillment_orders:
            for part in work.lines:
                if part.line is line:
                    part.remaining -= min(quantity, part.remaining)
                    part.total -= min(quantity, part.total)
            if all(part.remaining == 0 for part in work.lines):
                work.status = "CLOSED"

    def _refund(
        self, order: Order, at: int, parts: Sequence[tuple[Line, int]], kind: str, amount: int, note: str | None
    ) -> None:
        world = self._world
        number = world.new_id("Refund")
        world.adopt("Refund", number, order)
        lines = []
        for line, quantity in parts:
            subtotal = line.unit_after_discount * quantity
            part = RefundLine(world.new_id("RefundLineItem"), line, quantity, kind, None, subtotal)
            part.location_id = self._web.id if kind != "NO_RESTOCK" else None
            world.adopt("RefundLineItem", part.id, order)
            self._take(order, line, quantity)
            line.refunded += quantity
            lines.append(part)
            if kind == "NO_RESTOCK":
                self.restocked.lost(line.item, quantity)
        paid = order.transactions[0]
        back = Transaction(
            world.new_id("OrderTransaction"), "REFUND", "SUCCESS", paid.gateway, amount, at, parent_id=paid.id
        )
        world.adopt("OrderTransaction", back.id, order)
        refund = Refund(number, at, note, tuple(lines), (back,), amount, updated_at=at)
        order.refunds = (*order.refunds, refund)
        order.updated_at = max(order.updated_at, at)

    def _refund_part(self, order: Order, now: int, *, restock: bool) -> None:
        line = order.lines[0]
        quantity = 1 if line.quantity < 3 else self._rng.randint(1, line.quantity - 1)
        kind = "CANCEL" if restock else "NO_RESTOCK"
        if len(order.lines) == 1 and quantity == line.quantity:
            return self._refund_all(order, now)
        amount = line.unit_after_discount * quantity
        return self._refund(order, self._later(order, now), [(line, quantity)], kind, amount, None)

    def _money_only(self, order: Order, now: int) -> None:
        amount = min(500, ledger.received(order) // 2)
        self._refund(order, self._later(order, now), [], "NO_RESTOCK", amount, "Kulanz")

    def _refund_all(self, order: Order, now: int) -> None:
        parts = [(line, line.quantity) for line in order.lines]
        self._refund(order, self._later(order, now), parts, "CANCEL", ledger.received(order), "Rückgabe")

    def _cancel(self, order: Order, now: int) -> None:
        at = self._later(order, now)
        if ledger.received(order):
            parts = [(line, line.quantity) for line in order.lines]
            self._refund(order, at, parts, "CANCEL", ledger.received(order), None)
        else:
            for line in order.lines:
                self._take(order, line, line.quantity)
        for work in order.fulfillment_orders:
            work.status = "CLOSED"
        order.cancelled_at = order.closed_at = at
        order.cancel_reason = self._rng.choice(("CUSTOMER", "OTHER", "INVENTORY"))
        order.updated_at = max(order.updated_at, at)

    def _edit(self, order: Order, now: int) -> None:
        """An exchange: one unit leaves a line, another category comes in as a line of its own."""
        world = self._world
        line = order.lines[0]
        variant = world.variants.rows.get(line.item.variant_id or 0)
        others = [v for v in variant.product.variants if v is not variant and v.price <= line.price] if variant else []
        if not others or line.discount:
            return
        at = self._later(order, now)
        chosen = others[0]
        assert chosen.snapshot is not None
        added = Line(world.new_id("LineItem"), chosen.snapshot, 1, 1, chosen.price, added_at=at)
        world.adopt("LineItem", added.id, order)
        self._take(order, line, 1)
        order.lines = (*order.lines, added)
        part = FoLine(world.new_id("FulfillmentOrderLineItem"), added, 1, 1)
        world.adopt("FulfillmentOrderLineItem", part.id, order)
        work = order.fulfillment_orders[0]
        work.lines = (*work.lines, part)
        work.status = "OPEN"
        order.edits = (Edit(world.new_id("OrderEdit"), at, ((line, -1), (added, 1)), "Umtausch"),)
        order.updated_at = max(order.updated_at, at)

    def _deliver(self, order: Order, now: int, starts_at: int) -> None:
        """Tickets by e-mail are fulfilled at once by half the shops; paper goes out after a day or two."""
        roll = self._rng.random()
        for work in order.fulfillment_orders:
            if work.delivery == "SHIPPING":
                sent = order.created_at + int((0.5 + roll * 3) * DAY)
                if sent < now and roll < 0.8 and ledger.received(order):
                    self._fulfil(order, work, sent, paper=True, arrived=sent + 3 * DAY < now)
            elif starts_at < now and ledger.received(order):
                self._fulfil(order, work, min(now, starts_at), paper=False, arrived=True)

    def _fulfil(self, order: Order, work: FulfillmentOrder, at: int, *, paper: bool, arrived: bool) -> None:
        world = self._world
        lines = []
        for part in work.lines:
            part.line.fulfilled += part.remaining
            one = FulfillmentLine(world.new_id("FulfillmentLineItem"), part.line, part.remaining)
            world.adopt("FulfillmentLineItem", one.id, order)
            lines.append(one)
            part.remaining = 0
        number = world.new_id("Fulfillment")
        world.adopt("Fulfillment", number, order)
        code = f"00340434{number % 10**12:012d}"
        tracking = (("DHL", code, f"https://www.dhl.de/de/privatkunden.html?piececode={code}"),) if paper else ()
        status = ("DELIVERED" if arrived else "IN_TRANSIT") if paper else "FULFILLED"
        parcel = Fulfillment(
            number, order, len(order.fulfillments) + 1, "SUCCESS", status, at, at, tuple(lines), work.location, work.id
        )
        parcel.tracking = tracking
        order.fulfillments = (*order.fulfillments, parcel)
        work.status = "CLOSED"
        work.updated_at = at
        order.updated_at = max(order.updated_at, at)
