"""Making an order of wanted lines: for ``orderCreate`` and for a completed draft alike.

``Basket.fill`` plans and checks everything first; only ``Basket.order`` changes the world.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ticketforge_desktop.demo.entities import (
    FoLine,
    FulfillmentOrder,
    Line,
    Location,
    Order,
    Snapshot,
    Variant,
)
from ticketforge_desktop.demo.mutations.answers import Invalid
from ticketforge_desktop.demo.mutations.stock import Claim, Shelf, default_location, remember_unclaimed
from ticketforge_desktop.demo.state import World

OUT_OF_STOCK = "Line items Unable to reserve inventory"
BYPASS = "BYPASS"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line that somebody wants: what, how many, at what price (shop's minor units)."""

    item: Snapshot
    variant: Variant | None
    quantity: int
    price: int
    discount: int = 0
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A wanted line and where its units come from."""

    wanted: Wanted
    claims: tuple[Claim, ...]


class Basket:
    """Lines with their stock planned."""

    def __init__(self, world: World, behaviour: str = BYPASS) -> None:
        self._world = world
        self._behaviour = behaviour
        self._shelf = Shelf(world)
        self._planned: list[Planned] = []

    def fill(self, lines: Iterable[Wanted], *field: str) -> None:
        """Plan all lines; raises Invalid on ``field`` when one can't be had and nothing may be oversold."""
        for wanted in lines:
            claims = self._claims(wanted)
            if claims is None:
                raise Invalid(OUT_OF_STOCK, *field, code="INVALID")
            self._planned.append(Planned(wanted, claims))

    def order(self, order: Order) -> Order:
        """Give ``order`` its lines and fulfilment orders, take the stock, and add it to the world."""
        parts: dict[tuple[int, bool], list[FoLine]] = {}
        places: dict[int, Location] = {}
        first = self._world.new_id("LineItem", len(self._planned))
        for offset, planned in enumerate(self._planned):
            line = make_line(first + offset, planned.wanted)
            order.lines = (*order.lines, line)
            for claim in planned.claims:
                places[claim.location.id] = claim.location
                key = (claim.location.id, line.item.requires_shipping)
                number = self._world.new_id("FulfillmentOrderLineItem")
                parts.setdefault(key, []).append(FoLine(number, line, claim.quantity, claim.quantity))
        order.fulfillment_orders = tuple(
            make_work(self._world, order, places[place], tuple(lines), shipped=shipped)
            for (place, shipped), lines in parts.items()
        )
        self._world.add(order)
        self._take(order)
        return order

    def _claims(self, wanted: Wanted) -> tuple[Claim, ...] | None:
        if self._behaviour == BYPASS:
            return (Claim(default_location(self._world), wanted.quantity, None),)
        obey = self._behaviour != "DECREMENT_IGNORING_POLICY"
        return self._shelf.plan(wanted.variant, wanted.quantity, obey=obey)

    def _take(self, order: Order) -> None:
        for line, planned in zip(order.lines, self._planned, strict=True):
            if any(claim.level for claim in planned.claims):
                self._shelf.commit(planned.claims)
            else:
                remember_unclaimed(self._world, line)


def make_line(number: int, wanted: Wanted) -> Line:
    """A fresh line item."""
    return Line(
        id=number,
        item=wanted.item,
        quantity=wanted.quantity,
        current_quantity=wanted.quantity,
        price=wanted.price,
        discount=wanted.discount,
        properties=wanted.properties,
    )


def make_work(
    world: World, order: Order, place: Location, lines: tuple[FoLine, ...], *, shipped: bool
) -> FulfillmentOrder:
    """A fresh fulfilment order: what needs no shipping is delivered by no method."""
    now = world.now()
    return FulfillmentOrder(
        id=world.new_id("FulfillmentOrder"),
        order=order,
        location=place,
        status="OPEN",
        created_at=now,
        updated_at=now,
        lines=lines,
        delivery="SHIPPING" if shipped else "NONE",
    )


def snapshot(world: World, variant: Variant) -> Snapshot:
    """What a line remembers of a variant, shared with other lines while the words stay the same."""
    product = variant.product
    fresh = Snapshot(
        variant_id=variant.id,
        product_id=product.id,
        title=product.title,
        variant_title=None if variant.title == "Default Title" else variant.title,
        sku=variant.sku,
        vendor=product.vendor,
        requires_shipping=variant.item.requires_shipping,
        price=variant.price,
        taxable=variant.taxable,
    )
    old = variant.snapshot
    if old is None or any(getattr(old, name) != getattr(fresh, name) for name in Snapshot.__slots__):
        variant.snapshot = fresh
        return fresh
    return old


def spread(lines: list[Wanted], amount: int) -> list[Wanted]:
    """``amount`` off the whole basket, laid upon the lines by their worth without losing a minor unit."""
    worths = [line.price * line.quantity - line.discount for line in lines]
    total = sum(worths)
    left = min(amount, total)
    shares = [left * worth // total if total else 0 for worth in worths]
    for index in sorted(range(len(lines)), key=lambda i: (-worths[i], i)):
        extra = min(left - sum(shares), worths[index] - shares[index])
        shares[index] += extra
    return [replace(line, discount=line.discount + share) for line, share in zip(lines, shares, strict=True)]
