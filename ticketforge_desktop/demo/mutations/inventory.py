"""Stock by hand: adjusting, setting and moving quantities, and stocking an item at a place.

All rows are checked before any is done. ``changeFromQuantity`` must be sent (null skips the comparison). Only
``available`` may fall below zero; every other state needs a ledger document that says whose units these are. What
drafts hold stands in documents of the store's own, which nobody adjusts by hand: ``reserved`` never falls below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload, Refused
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import ON_HAND_STATES, InventoryItem, Level, Location
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, refuse, rows, table, text, whole
from ticketforge_desktop.demo.mutations.stock import move
from ticketforge_desktop.demo.state import Record, World

REASONS = (
    "correction cycle_count_available damaged movement_canceled movement_created movement_received movement_updated "
    "other promotion quality_control received reservation_created reservation_deleted reservation_updated restock "
    "safety_stock shrinkage"
).split()
NAMES = ("available", "damaged", "incoming", "quality_control", "reserved", "safety_stock")
WRONG_REASON = f"The specified reason is invalid. Valid values are: {', '.join(REASONS)}."
WRONG_NAME = f"The specified quantity name is invalid. Valid values are: {', '.join(NAMES)}."
STALE = "The changeFromQuantity argument no longer matches the persisted quantity."
MOST = 1_000_000_000
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
SCOPES = ("write_inventory",)
EMPTY = ("inventoryAdjustmentGroup",)


@dataclass(frozen=True, slots=True)
class Step:
    """One checked change of one state; ``level`` None: the item is not stocked there, so nothing happens."""

    level: Level | None
    name: str
    delta: int
    ledger: str | None = None


def adjust(call: MutationCall) -> Payload:
    """``inventoryAdjustQuantities``: deltas of one state."""
    given = table(call.args, "input")
    changes = rows(given, "changes")
    _demand(changes, "InventoryChangeInput")
    try:
        name = str(given["name"])
        if name not in NAMES:
            raise Invalid(WRONG_NAME, "input", "name", code="INVALID_QUANTITY_NAME")
        _check_papers(given)
        if len({text(row, "ledgerDocumentUri") for row in changes}) > 1:
            message = "All changes must have the same ledger document URI or, in the case of adjusting available, no "
            raise Invalid(f"{message}ledger document URI.", "input", "changes", code="MAX_ONE_LEDGER_DOCUMENT")
        steps = [_delta(call.world, name, row, ("input", "changes", index)) for index, row in enumerate(changes)]
        _check_floor(steps, "The quantities couldn't be adjusted. Try again.", "ADJUST_QUANTITIES_FAILED")
    except Invalid as refused:
        return refuse(EMPTY, refused.error)
    return _carry_out(call.world, given, steps)


def set_quantities(call: MutationCall) -> Payload:
    """``inventorySetQuantities``: what ``available`` or ``on_hand`` shall be."""
    given = table(call.args, "input")
    wanted = rows(given, "quantities")
    _demand(wanted, "InventoryQuantityInput")
    try:
        name = str(given["name"])
        if name not in {"available", "on_hand"}:
            raise Invalid(
                "The quantity name must be either 'available' or 'on_hand'.", "input", "name", code="INVALID_NAME"
            )
        _check_papers(given)
        _check_twice(wanted)
        steps = [_target(call.world, name, row, ("input", "quantities", index)) for index, row in enumerate(wanted)]
    except Invalid as refused:
        return refuse(EMPTY, refused.error)
    return _carry_out(call.world, given, steps)


def move_quantities(call: MutationCall) -> Payload:
    """``inventoryMoveQuantities``: units from one state to another at one place, none won and none lost."""
    given = table(call.args, "input")
    changes = rows(given, "changes")
    _demand([table(row, side) for row in changes for side in ("from", "to")], "InventoryMoveQuantityTerminalInput")
    try:
        _check_papers(given)
        steps = [s for index, row in enumerate(changes) for s in _moved(call.world, row, ("input", "changes", index))]
        _check_floor(steps, "The quantities couldn't be moved. Try again.", "MOVE_QUANTITIES_FAILED")
    except Invalid as refused:
        return refuse(EMPTY, refused.error)
    return _carry_out(call.world, given, steps)


def activate(call: MutationCall) -> Payload:
    """``inventoryActivate``: an item is stocked at a place, with ``available`` or ``onHand`` units."""
    world = call.world
    item = world.items.get(number_of(call.args["inventoryItemId"], "InventoryItem"))
    place = world.locations.get(number_of(call.args["locationId"], "Location") or 0)
    if item is None or place is None:
        field, what = ("inventoryItemId", "inventory item") if item is None else ("locationId", "location")
        return refuse(["inventoryLevel"], Invalid(f"The {what} could not be found.", field).error)
    level = item.levels.get(place.id)
    units = call.args.get("available", call.args.get("onHand"))
    if level is not None and level.active:
        if units is None:
            return {"inventoryLevel": level, "userErrors": []}
        message = "Not allowed to set available quantity when the item is already active at the location."
        return refuse(["inventoryLevel"], Invalid(message, "available").error)
    level = stock_at(world, item, place)
    if isinstance(units, int) and units:
        move(world, level, {"available": units})
    else:
        world.touch_level(level, "available")
    return {"inventoryLevel": level, "userErrors": []}


def stock_at(world: World, item: InventoryItem, place: Location) -> Level:
    """The item's level at a place, made or woken when needed; nobody is told yet."""
    now = world.now()
    level = item.levels.setdefault(place.id, Level(item, place, now, created_at=now))
    level.active = True
    return level


def _demand(inputs: Iterable[Args], type_name: str) -> None:
    if any("changeFromQuantity" not in row for row in inputs):
        message = f"{type_name} must include the following argument: changeFromQuantity."
        raise Refused(message, "INVALID_FIELD_ARGUMENTS")


def _check_papers(given: Args) -> None:
    if text(given, "reason") not in REASONS:
        raise Invalid(WRONG_REASON, "input", "reason", code="INVALID_REASON")
    reference = text(given, "referenceDocumentUri")
    if reference is not None and not URI.fullmatch(reference):
        message = "The specified reference document is invalid."
        raise Invalid(message, "input", "referenceDocumentUri", code="INVALID_REFERENCE_DOCUMENT")


def _check_twice(wanted: Sequence[Args]) -> None:
    seen: set[tuple[object, object]] = set()
    for index, row in enumerate(wanted):
        pair = (row["inventoryItemId"], row["locationId"])
        if pair in seen:
            message = "The combination of inventoryItemId and locationId must be unique."
            code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
            raise Invalid(message, "input", "quantities", index, "locationId", code=code)
        seen.add(pair)


def _check_ledger(name: str, row: Args, field: tuple[str | int, ...]) -> str | None:
    ledger = text(row, "ledgerDocumentUri")
    where = (*field, "ledgerDocumentUri")
    if name == "available":
        if ledger is not None:
            message = "A ledger document URI is not allowed when adjusting available."
            raise Invalid(message, *where, code="INVALID_AVAILABLE_DOCUMENT")
        return None
    if ledger is None:
        message = "A ledger document URI is required except when adjusting available."
        raise Invalid(message, *where, code="INVALID_QUANTITY_DOCUMENT")
    if ledger.startswith("gid://shopify/"):
        message = "Internal (gid://shopify/) ledger documents are not allowed to be adjusted via API."
        raise Invalid(message, *where, code="INTERNAL_LEDGER_DOCUMENT")
    if not URI.fullmatch(ledger):
        raise Invalid("The specified ledger document is invalid.", *where, code="INVALID_LEDGER_DOCUMENT")
    return ledger


def _level(world: World, item_id: object, place_id: object, field: tuple[str | int, ...]) -> Level | None:
    item = world.items.get(number_of(item_id, "InventoryItem"))
    if item is None:
        message = "The specified inventory item could not be found."
        raise Invalid(message, *field, "inventoryItemId", code="INVALID_INVENTORY_ITEM")
    place = world.locations.get(number_of(place_id, "Location") or 0)
    if place is None:
        raise Invalid("The specified location could not be found.", *field, "locationId", code="INVALID_LOCATION")
    level = item.levels.get(place.id)
    return level if level is not None and level.active else None


def _compare(level: Level | None, name: str, row: Args) -> None:
    expected = row["changeFromQuantity"]
    if level is not None and expected is not None and expected != level.quantity(name):
        raise Invalid(STALE, code="CHANGE_FROM_QUANTITY_STALE")


def _delta(world: World, name: str, row: Args, field: tuple[str | int, ...]) -> Step:
    ledger = _check_ledger(name, row, field)
    delta = whole(row, "delta")
    if abs(delta) > 2 * MOST:
        side, code = ("higher", "HIGH") if delta > 0 else ("lower", "LOW")
        limit = f"{'' if delta > 0 else '-'}2,000,000,000"
        raise Invalid(
            f"The quantity can't be {side} than {limit}.", *field, "delta", code=f"INVALID_QUANTITY_TOO_{code}"
        )
    level = _level(world, row["inventoryItemId"], row["locationId"], field)
    _compare(level, name, row)
    return Step(level, name, delta, ledger)


def _target(world: World, name: str, row: Args, field: tuple[str | int, ...]) -> Step:
    quantity = whole(row, "quantity")
    where = (*field, "quantity")
    if quantity > MOST:
        raise Invalid("The quantity can't be higher than 1,000,000,000.", *where, code="INVALID_QUANTITY_TOO_HIGH")
    if name == "on_hand" and quantity < 0:
        raise Invalid("The quantity can't be negative.", *where, code="INVALID_QUANTITY_NEGATIVE")
    if quantity < -MOST:
        raise Invalid("The quantity can't be lower than -1,000,000,000.", *where, code="INVALID_QUANTITY_TOO_LOW")
    level = _level(world, row["inventoryItemId"], row["locationId"], field)
    _compare(level, name, row)
    return Step(level, "available", quantity - level.quantity(name) if level else 0)


def _moved(world: World, row: Args, field: tuple[str | int, ...]) -> list[Step]:
    quantity = whole(row, "quantity")
    if quantity < 0:
        raise Invalid("The quantity can't be negative.", *field, "quantity", code="INVALID_QUANTITY_NEGATIVE")
    if quantity > 2 * MOST:
        message = "The quantity can't be higher than 2,000,000,000."
        raise Invalid(message, *field, "quantity", code="INVALID_QUANTITY_TOO_HIGH")
    ends = [table(row, "from"), table(row, "to")]
    names = [str(end["name"]) for end in ends]
    for side, name in zip(("from", "to"), names, strict=True):
        if name not in NAMES:
            raise Invalid(WRONG_NAME, *field, side, "name", code="INVALID_QUANTITY_NAME")
    if names[0] == names[1]:
        message = "The quantity names for each change can't be the same."
        raise Invalid(message, *field, code="SAME_QUANTITY_NAME")
    if number_of(ends[0]["locationId"]) != number_of(ends[1]["locationId"]):
        message = "The quantities can't be moved between different locations."
        raise Invalid(message, *field, code="DIFFERENT_LOCATIONS")
    steps = []
    for side, end, name, sign in zip(("from", "to"), ends, names, (-1, 1), strict=True):
        ledger = _check_ledger(name, end, (*field, side))
        level = _level(world, row["inventoryItemId"], end["locationId"], field)
        _compare(level, name, end)
        steps.append(Step(level, name, sign * quantity, ledger))
    return steps


def _check_floor(steps: Sequence[Step], message: str, code: str) -> None:
    """No state but ``available`` may end below zero, and ``reserved`` not below what drafts hold."""
    ends: dict[tuple[int, str], int] = {}
    for step in steps:
        if step.level is not None and step.name != "available":
            key = (id(step.level), step.name)
            free = step.level.quantities[step.name] - (step.level.drafted if step.name == "reserved" else 0)
            ends[key] = ends.get(key, free) + step.delta
    if any(end < 0 for end in ends.values()):
        raise Invalid(message, "input", "changes", code=code)


def _carry_out(world: World, given: Args, steps: Sequence[Step]) -> Payload:
    """Do the steps; nothing to do makes no group and no error."""
    told: list[dict[str, object]] = []
    by_level: dict[int, tuple[Level, dict[str, int]]] = {}
    for step in steps:
        if step.level is not None and step.delta:
            _, sums = by_level.setdefault(id(step.level), (step.level, {}))
            sums[step.name] = sums.get(step.name, 0) + step.delta
    for level, sums in by_level.values():
        move(world, level, sums)
        whole_house = sum(delta for name, delta in sums.items() if name in ON_HAND_STATES)
        papers = {step.name: step.ledger for step in steps if step.level is level}
        told.extend(_change(level, name, delta, papers.get(name)) for name, delta in sums.items() if delta)
        if whole_house:
            told.append(_change(level, "on_hand", whole_house, None))
    if not told:
        return {"inventoryAdjustmentGroup": None, "userErrors": []}
    return {"inventoryAdjustmentGroup": world.put(_group(world, given, told)), "userErrors": []}


def _change(level: Level, name: str, delta: int, ledger: str | None) -> dict[str, object]:
    return {
        "__typename": "InventoryChange",
        "name": name,
        "delta": delta,
        "quantityAfterChange": level.quantity(name),
        "ledgerDocumentUri": ledger,
        "item": level.item,
        "location": level.location,
    }


def _group(world: World, given: Args, told: list[dict[str, object]]) -> Record:
    return {
        "__typename": "InventoryAdjustmentGroup",
        "id": gid("InventoryAdjustmentGroup", world.new_id("InventoryAdjustmentGroup")),
        "createdAt": iso(world.now()),
        "reason": given["reason"],
        "referenceDocumentUri": given.get("referenceDocumentUri"),
        "changes": told,
    }


MUTATIONS = {
    "inventoryAdjustQuantities": Mutation(adjust, SCOPES),
    "inventorySetQuantities": Mutation(set_quantities, SCOPES),
    "inventoryMoveQuantities": Mutation(move_quantities, SCOPES),
    "inventoryActivate": Mutation(activate, SCOPES),
}
ONCE = {
    "inventoryAdjustQuantities": EMPTY,
    "inventorySetQuantities": EMPTY,
    "inventoryMoveQuantities": EMPTY,
    "inventoryActivate": ("inventoryLevel",),
}
