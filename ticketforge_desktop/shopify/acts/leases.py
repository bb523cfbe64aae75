"""`lease_stock`: units of a category become this station's, moved from `available` to `reserved` in the store.

The store lets `available` fall below zero, so moving units by hand could take what the web has sold. A lease therefore
reads what is there and moves only on condition that nothing has changed since (`changeFromQuantity`); of two stations
that want the last units one gets them and the other reads again.

Which move is on its way is durable before it leaves (`plan`: number, key, place, quantity). After a lost reply the same
move goes out under the same key: the store does it once, or answers as it did. A plan the store refused as stale has
done nothing, and the next one has a key of its own, which follows from the act's key and the plan's number.

That there is nothing to lease is an answer, not a fault: the act is done, with `quantity` 0 and the reason.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID, uuid5

from msgspec import Meta

from ticketforge_desktop.domain.allotments import NoLeaseReason, why_not
from ticketforge_desktop.services.ports.outbox import ActRefused, Safety, StoreWorking
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, gid
from ticketforge_desktop.shopify.acts.sales import Units
from ticketforge_desktop.shopify.acts.sending import StoreCall
from ticketforge_desktop.shopify.acts.stock import Document, StockChanged, act_uri, document_uri
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import Node

# The web may buy a few times while we read; then the act waits its turn again.
TRIES: Final = 6
_AGAIN_S: Final = 1.0


class LeaseStock(Payload, kw_only=True, frozen=True):
    """So many units of a category (`variant_id`), as many as there are, but not fewer than `least`."""

    variant_id: Annotated[int, Meta(gt=0)]
    quantity: Units
    document: Document
    least: Units = 1

    def __post_init__(self) -> None:
        if self.least > self.quantity:
            raise ValueError("`least` is not above `quantity`")


class Amount(Node):
    """Units of one state."""

    name: str
    quantity: int


class Place(Node):
    """A place of the store."""

    id: str
    is_active: bool = True


class PlaceStock(Node):
    """What one place has."""

    location: Place
    quantities: list[Amount]


class Levels(Node):
    """All places."""

    nodes: list[PlaceStock]


class LeasedItem(Node):
    """What is counted of a category."""

    id: str
    tracked: bool
    inventory_levels: Levels


class LeasedProduct(Node):
    """The event."""

    status: str = ""


class LeasedVariant(Node):
    """A category as it is now."""

    id: str
    inventory_policy: str
    product: LeasedProduct
    inventory_item: LeasedItem


class LeaseRead(Node):
    """Reply of `lease_read`."""

    product_variant: LeasedVariant | None = None


def send_lease(call: StoreCall, wanted: LeaseStock) -> Facts:
    """Lease; first whatever plan may be under way. Raises `StoreWorking` while the web buys faster than we read."""
    kept = call.progress.get("plan")
    plan: Facts | None = kept if isinstance(kept, dict) else None
    for _ in range(TRIES):
        if plan is None:
            plan = _make_plan(call, wanted, 1)
            if "reason" in plan:
                return {"quantity": 0, "reason": plan["reason"], "left": plan["left"]}
        try:
            _move(call, wanted, plan)
        except ActRefused as refused:
            if refused.facts["reason"] != "stale":
                raise
        else:
            return {name: plan[name] for name in ("quantity", "item_id", "location_id")}
        plan = _make_plan(call, wanted, _int(plan, "number") + 1)
        if "reason" in plan:
            return {"quantity": 0, "reason": plan["reason"], "left": plan["left"]}
    raise StoreWorking("The web shop sells faster than units can be leased.", wait_s=_AGAIN_S)


def _make_plan(call: StoreCall, wanted: LeaseStock, count: int) -> Facts:
    """What to move from where, durable before it is sent; `reason` and `left` where there is nothing to move."""
    variant = call.ask("lease_read", LeaseRead, {"id": gid("ProductVariant", wanted.variant_id)}).product_variant
    if variant is None or variant.product.status == "ARCHIVED":
        return _nothing(NoLeaseReason.GONE)
    item = variant.inventory_item
    reason = why_not(tracked=item.tracked, sells_on=variant.inventory_policy == "CONTINUE")
    if reason is not None:
        return _nothing(reason)
    places = [(_available(place), number(place.location.id)) for place in item.inventory_levels.nodes
              if place.location.is_active]  # fmt: skip
    if not places:
        return _nothing(NoLeaseReason.NOT_STOCKED)
    available, place = max(places, key=lambda each: (each[0], -each[1]))
    if available < wanted.least:
        return _nothing(NoLeaseReason.SOLD_OUT, max(0, available))
    plan: Facts = {
        "number": count,
        "item_id": number(item.id),
        "location_id": place,
        "was": available,
        "quantity": min(available, wanted.quantity),
    }
    call.keep(plan=plan)
    return plan


def _move(call: StoreCall, wanted: LeaseStock, plan: Facts) -> None:
    place, item = gid("Location", _int(plan, "location_id")), gid("InventoryItem", _int(plan, "item_id"))
    source = {"locationId": place, "name": "available", "changeFromQuantity": plan["was"]}
    ours = document_uri(wanted.document)
    target = {"locationId": place, "name": "reserved", "changeFromQuantity": None, "ledgerDocumentUri": ours}
    change = {"inventoryItemId": item, "quantity": plan["quantity"], "from": source, "to": target}
    asked = {"reason": "reservation_created", "referenceDocumentUri": act_uri(call), "changes": [change]}
    key = str(uuid5(UUID(call.entry.idempotency_key), str(plan["number"])))
    moved = call.do("stock_move", StockChanged, {"input": asked, "key": key})
    if moved.inventory_adjustment_group is None:  # the item is not stocked there any more: nothing was moved
        raise ActRefused("The place no longer keeps stock of this category.", reason="stale", errors=[])


def _nothing(reason: NoLeaseReason, left: int = 0) -> Facts:
    return {"reason": str(reason), "left": left}


def _available(place: PlaceStock) -> int:
    return sum(amount.quantity for amount in place.quantities if amount.name == "available")


def _int(plan: Facts, name: str) -> int:
    value = plan[name]
    assert isinstance(value, int)
    return value


KINDS = (ActKind("lease_stock", LeaseStock, Safety.KEYED, send_lease),)
