"""What sales, refunds, edits and parcels do to the shelf.

A sale takes units from ``available`` and promises them as ``committed``; a parcel takes them off the shelf; a refund or
a cancellation gives them back to ``available`` (restocked) or takes them away for good (not restocked). ``on_hand`` is
always the sum of its states and therefore never written.

Lines sold with ``inventoryBehaviour: BYPASS`` promise nothing: their units are remembered as unclaimed, so that nothing
that happens to them later takes promised units of others away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ticketforge_desktop.demo.entities import FulfillmentOrder, InventoryItem, Level, Line, Location, Order, Variant
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.state import World

UNCLAIMED = "UnclaimedLine"  # a record type of our own: lines whose units were never promised


@dataclass(frozen=True, slots=True)
class Claim:
    """``quantity`` units of a line to be delivered from ``location``; ``level`` is None when no stock is kept."""

    location: Location
    quantity: int
    level: Level | None


class Shelf:
    """Plans claims over several lines before any is taken, so that a refused order leaves the stock as it was."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._planned: dict[Level, int] = {}

    def plan(self, variant: Variant | None, quantity: int, *, obey: bool) -> tuple[Claim, ...] | None:
        """Where ``quantity`` units come from; None when there are too few and the variant's policy forbids it."""
        home = default_location(self._world)
        if variant is None or not variant.item.tracked:
            return (Claim(home, quantity, None),)
        levels = [level for level in variant.item.levels.values() if level.active]
        if not levels:
            return None if obey and variant.policy == "DENY" else (Claim(home, quantity, None),)
        levels.sort(key=lambda level: (level.location is not home, -self._free(level), level.location.id))
        whole = next((level for level in levels if self._free(level) >= quantity), None)
        if whole is not None:
            return self._take([(whole, quantity)])
        if sum(max(0, self._free(level)) for level in levels) >= quantity:
            return self._take(self._split(levels, quantity))
        if obey and variant.policy == "DENY":
            return None
        return self._take([(levels[0], quantity)])

    def at(self, variant: Variant | None, location: Location, quantity: int, *, obey: bool) -> tuple[Claim, ...] | None:
        """Like ``plan``, but from one place only."""
        level = variant.item.levels.get(location.id) if variant is not None and variant.item.tracked else None
        if variant is None or level is None:
            return (Claim(location, quantity, None),)
        if obey and variant.policy == "DENY" and self._free(level) < quantity:
            return None
        return self._take([(level, quantity)])

    def commit(self, claims: Iterable[Claim]) -> None:
        """Take what was planned."""
        for claim in claims:
            if claim.level is not None:
                move(self._world, claim.level, {"available": -claim.quantity, "committed": claim.quantity})

    def _free(self, level: Level) -> int:
        return level.quantities["available"] - self._planned.get(level, 0)

    def _take(self, shares: list[tuple[Level, int]]) -> tuple[Claim, ...]:
        for level, quantity in shares:
            self._planned[level] = self._planned.get(level, 0) + quantity
        return tuple(Claim(level.location, quantity, level) for level, quantity in shares)

    def _split(self, levels: list[Level], quantity: int) -> list[tuple[Level, int]]:
        shares = []
        for level in levels:
            share = min(quantity, max(0, self._free(level)))
            if share:
                shares.append((level, share))
                quantity -= share
        return shares


def default_location(world: World) -> Location:
    """Where orders are delivered from when stock does not decide: the first active place that serves web orders."""
    places = sorted(world.locations.values(), key=lambda place: place.id)
    return next((p for p in places if p.active and p.fulfills_online_orders), places[0])


def move(world: World, level: Level, changes: dict[str, int]) -> None:
    """Change several states of one level at once and move its times."""
    real = {state: delta for state, delta in changes.items() if delta}
    for state, delta in real.items():
        level.quantities[state] += delta
    if real:
        world.touch_level(level, *real)


def remember_unclaimed(world: World, line: Line) -> None:
    """``line`` was sold without promising stock."""
    world.put({"__typename": UNCLAIMED, "id": gid("LineItem", line.id)})


def is_claimed(world: World, line: Line) -> bool:
    """Whether the units of ``line`` count as committed somewhere."""
    return gid("LineItem", line.id) not in world.records.get(UNCLAIMED, {})


def item_of(world: World, line: Line) -> InventoryItem | None:
    """What is counted for a line; None when its variant is gone, custom or untracked."""
    variant = world.variants.get(line.item.variant_id)
    return variant.item if variant is not None and variant.item.tracked else None


def level_of(world: World, line: Line, location_id: int | None) -> Level | None:
    """The shelf a line's units come from or return to."""
    item = item_of(world, line)
    return item.levels.get(location_id) if item is not None and location_id is not None else None


def committed_level(world: World, line: Line, work: FulfillmentOrder) -> Level | None:
    """The level on which a fulfilment order holds the line's units; None when nothing was promised."""
    return level_of(world, line, work.location.id) if is_claimed(world, line) else None


def hand_over(world: World, line: Line, work: FulfillmentOrder, quantity: int) -> None:
    """Units leave the house in a parcel."""
    level = committed_level(world, line, work)
    if level is not None:
        move(world, level, {"committed": -quantity})


def take_back(world: World, line: Line, work: FulfillmentOrder, quantity: int) -> None:
    """A parcel was cancelled: its units are promised again."""
    level = committed_level(world, line, work)
    if level is not None:
        move(world, level, {"committed": quantity})


def release(world: World, line: Line, work: FulfillmentOrder, quantity: int, restock_at: int | None) -> None:
    """Units of an open fulfilment order are no longer wanted; ``restock_at`` names the place they return to, if any."""
    level = committed_level(world, line, work)
    if level is not None and level.location.id == restock_at:
        move(world, level, {"committed": -quantity, "available": quantity})
        return
    if level is not None:
        move(world, level, {"committed": -quantity})
    give_back(world, line, quantity, restock_at)


def give_back(world: World, line: Line, quantity: int, restock_at: int | None) -> None:
    """Units that had left (or had never been promised) return to the shelf of one place."""
    level = level_of(world, line, restock_at)
    if level is not None:
        move(world, level, {"available": quantity})


def open_work(order: Order) -> list[FulfillmentOrder]:
    """Fulfilment orders that still have something to do."""
    return [work for work in order.fulfillment_orders if work.status not in {"CLOSED", "CANCELLED", "INCOMPLETE"}]


def withdraw(world: World, order: Order, line: Line, quantity: int, restock_at: int | None, *, restock: bool) -> int:
    """Take ``quantity`` unfulfilled units of ``line`` out of the open fulfilment orders, the youngest first.

    ``restock_at`` None with ``restock`` returns the units to where they came from. Returns how many units were found.
    """
    left = quantity
    for work in reversed(open_work(order)):
        for part in work.lines:
            if part.line is line and left and part.remaining:
                units = min(left, part.remaining)
                part.remaining -= units
                part.total -= units
                left -= units
                release(world, line, work, units, (restock_at or work.location.id) if restock else None)
        close_if_done(work)
        world.touch(work)
    return quantity - left


def close_if_done(work: FulfillmentOrder) -> None:
    """A fulfilment order with nothing left is closed (something was sent) or cancelled (nothing was)."""
    if any(part.remaining for part in work.lines):
        return
    work.status = "CLOSED"
