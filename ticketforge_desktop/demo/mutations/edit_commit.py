"""What an order edit does when it is committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ticketforge_desktop.demo.entities import Edit, FoLine, FulfillmentOrder, Line, Order
from ticketforge_desktop.demo.mutations.sale import Wanted, make_line, make_work
from ticketforge_desktop.demo.mutations.stock import Claim, Shelf, is_claimed, open_work, withdraw
from ticketforge_desktop.demo.state import World


@dataclass(frozen=True, slots=True)
class Removal:
    """``units`` off a line; negative = more of it."""

    line: Line
    units: int
    restock: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """A new line, from a named place or from wherever there is stock."""

    wanted: Wanted
    location_id: int | None


def apply_edit(
    world: World, order: Order, removals: Sequence[Removal], additions: Sequence[Addition], note: str | None
) -> Edit:
    """Change the order's lines, their work and the stock; an archived order is opened again.

    An edit may sell more than there is: a manager decides it, not a buyer.
    """
    changes: list[tuple[Line, int]] = []
    for removal in removals:
        if removal.units > 0:
            withdraw(world, order, removal.line, removal.units, None, restock=removal.restock)
            removal.line.current_quantity -= removal.units
        else:
            _more(world, order, removal.line, -removal.units)
        changes.append((removal.line, -removal.units))
    for addition in additions:
        line = _add(world, order, addition)
        changes.append((line, line.quantity))
    edit = Edit(world.new_id("OrderEditAgreement"), world.now(), tuple(changes), note)
    order.edits = (*order.edits, edit)
    order.closed_at = None
    world.touch_order(order)
    world.announce("Order", "edited", order)
    return edit


def _more(world: World, order: Order, line: Line, units: int) -> None:
    line.quantity += units
    line.current_quantity += units
    shelf = Shelf(world)
    variant = world.variants.get(line.item.variant_id) if is_claimed(world, line) else None
    claims = shelf.plan(variant, units, obey=False) or ()
    _assign(world, order, line, claims)
    shelf.commit(claims)


def _add(world: World, order: Order, addition: Addition) -> Line:
    line = make_line(world.new_id("LineItem"), addition.wanted)
    line.added_at = world.now()
    order.lines = (*order.lines, line)
    world.adopt("LineItem", line.id, order)
    shelf = Shelf(world)
    place = world.locations.get(addition.location_id or 0)
    variant, units = addition.wanted.variant, line.quantity
    claims = shelf.at(variant, place, units, obey=False) if place else shelf.plan(variant, units, obey=False)
    _assign(world, order, line, claims or ())
    shelf.commit(claims or ())
    return line


def _assign(world: World, order: Order, line: Line, claims: Sequence[Claim]) -> None:
    """Put claimed units into open work of their place, or into new work."""
    for claim in claims:
        work = _work_for(order, line, claim)
        if work is None:
            part = _part(world, order, line, claim)
            work = make_work(world, order, claim.location, (part,), shipped=line.item.requires_shipping)
            order.fulfillment_orders = (*order.fulfillment_orders, work)
            world.adopt("FulfillmentOrder", work.id, order)
            continue
        old = next((part for part in work.lines if part.line is line), None)
        if old is None:
            work.lines = (*work.lines, _part(world, order, line, claim))
        else:
            old.total += claim.quantity
            old.remaining += claim.quantity
        world.touch(work)


def _part(world: World, order: Order, line: Line, claim: Claim) -> FoLine:
    part = FoLine(world.new_id("FulfillmentOrderLineItem"), line, claim.quantity, claim.quantity)
    world.adopt("FulfillmentOrderLineItem", part.id, order)
    return part


def _work_for(order: Order, line: Line, claim: Claim) -> FulfillmentOrder | None:
    method = "SHIPPING" if line.item.requires_shipping else "NONE"
    return next((w for w in open_work(order) if w.location is claim.location and w.delivery == method), None)
