"""Gives every category its capacity and stock, so that the counts agree with what was sold.

``capacity = available + reserved + sold``, where sold counts the units still on orders and those refunded without
restock. ``committed`` is what is sold and not handed over; ``on_hand`` follows.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from ticketforge_desktop.demo.entities import InventoryItem, Level, Location, Order, Variant
from ticketforge_desktop.demo.made.events import MadeEvent, put_metafield
from ticketforge_desktop.demo.made.extras import Extras
from ticketforge_desktop.demo.state import World

SMALLEST_HALL = 40


class Sales:
    """Units sold and not yet handed over, by variant."""

    def __init__(self, orders: Iterable[Order], lost: Counter[int]) -> None:
        self.sold: Counter[int] = Counter(lost)
        self.committed: Counter[tuple[int, int]] = Counter()  # (variant, location)
        self.last: dict[int, int] = {}
        for order in orders:
            for work in order.fulfillment_orders:
                for part in work.lines:
                    variant = part.line.item.variant_id or 0
                    if part.remaining and work.status != "CLOSED":
                        self.committed[variant, work.location.id] += part.remaining
            for line in order.lines:
                variant = line.item.variant_id or 0
                self.sold[variant] += line.current_quantity
                self.last[variant] = max(self.last.get(variant, 0), order.updated_at)


def stock_events(world: World, rng: random.Random, events: Sequence[MadeEvent], sales: Sales) -> None:
    """Capacity by the share that is to be left."""
    for event in events:
        for variant, left in zip(event.product.variants, event.left, strict=True):
            _stock_category(world, rng, event, variant, left, sales)
        event.product.updated_at = max(variant.updated_at for variant in event.product.variants)


def _stock_category(
    world: World, rng: random.Random, event: MadeEvent, variant: Variant, left: float, sales: Sales
) -> None:
    sold = sales.sold[variant.id]
    room = max(SMALLEST_HALL, sold) if left else max(sold, 1)
    capacity = round(max(sold, room) / (1 - left)) if left < 1 else room
    if left and sold < capacity * (1 - left):
        capacity = max(capacity, SMALLEST_HALL)
    reserved = 2 if left > 0.3 and rng.random() < 0.3 else 0
    available = max(0, round(capacity * left) - reserved)
    if not left:
        available, reserved = 0, 0
    capacity = sold + available + reserved
    put_metafield(world, variant, "capacity", "number_integer", str(capacity))
    _levels(world, variant.item, available, reserved, sales)
    _age(variant, max(event.product.created_at, sales.last.get(variant.id, 0)))


def _levels(world: World, item: InventoryItem, available: int, reserved: int, sales: Sales) -> None:
    """Nearly all of it where the web shop sells; a block at the box office that sells by hand."""
    variant = item.variant
    assert variant is not None
    places = [place for place in world.locations.values() if place.active]
    box_office = places[-1]
    block = available // 10 if available > 40 else 0
    for place in places:
        committed = sales.committed[variant.id, place.id]
        mine = block if place is box_office else available - block
        if place not in (places[0], box_office) or (place is box_office and not (block or committed)):
            continue
        level = Level(item, place, item.updated_at, created_at=item.created_at)
        level.quantities["available"] = mine
        level.quantities["committed"] = committed
        level.quantities["reserved"] = reserved if place is places[0] else 0
        item.levels[place.id] = level


def _age(variant: Variant, at: int) -> None:
    variant.updated_at = at
    variant.item.updated_at = at
    for level in variant.item.levels.values():
        level.updated_at = at


def stock_extras(world: World, extras: Extras, sales: Sales) -> None:
    """Goods lie in one place; the add-on is not counted."""
    place: Location = next(iter(world.locations.values()))
    for variant in [*extras.goods, *extras.addons]:
        level = Level(variant.item, place, variant.created_at, created_at=variant.created_at)
        if variant.item.tracked:
            level.quantities["available"] = 120
            level.quantities["committed"] = sales.committed[variant.id, place.id]
        variant.item.levels[place.id] = level
        _age(variant, max(variant.created_at, sales.last.get(variant.id, 0)))
    for product in extras.products:
        product.updated_at = max(variant.updated_at for variant in product.variants)
