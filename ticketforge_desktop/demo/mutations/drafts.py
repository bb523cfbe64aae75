"""Draft orders: calculating, creating with stock held back, completing, deleting.

``reserveInventoryUntil`` moves the draft's units from ``available`` to ``reserved`` until then; nothing but the draft
gives them back. A completed draft is an order like any other; ``paymentPending`` says whether it is still to be paid.
"""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.mutations.answers import Invalid, flag, refuse, table, text
from ticketforge_desktop.demo.mutations.draft_input import Draft, read_draft, shown_lines, totals, visible
from ticketforge_desktop.demo.mutations.payments import settle
from ticketforge_desktop.demo.mutations.sale import Basket
from ticketforge_desktop.demo.mutations.stock import Claim, Shelf, move
from ticketforge_desktop.demo.state import Record, World

SCOPES = ("write_draft_orders",)


@dataclass(slots=True)
class Kept:
    """A draft, and the units held back for it."""

    draft: Draft
    record: Record
    claims: tuple[Claim, ...] = ()


class Drafts:
    """All drafts of one store."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}

    def mutations(self) -> dict[str, Mutation]:
        """The draft order mutations over these drafts."""
        return {
            "draftOrderCalculate": Mutation(self.calculate, SCOPES),
            "draftOrderCreate": Mutation(self.create, SCOPES),
            "draftOrderComplete": Mutation(self.complete, SCOPES),
            "draftOrderDelete": Mutation(self.delete, SCOPES),
        }

    def calculate(self, call: MutationCall) -> Payload:
        """``draftOrderCalculate``: what a draft would come to; nothing is kept."""
        try:
            draft = read_draft(call.world, table(call.args, "input"))
        except Invalid as refused:
            return refuse(["calculatedDraftOrder"], refused.error)
        lines = shown_lines(call.world, draft.lines, "CalculatedDraftOrderLineItem")
        shown = {"__typename": "CalculatedDraftOrder", **totals(call.world, draft), "lineItems": lines}
        return {"calculatedDraftOrder": shown, "userErrors": []}

    def create(self, call: MutationCall) -> Payload:
        """``draftOrderCreate``."""
        self.release_due(call.world)
        given = table(call.args, "input")
        try:
            draft = read_draft(call.world, given)
            claims = _reserve(call.world, draft) if draft.reserve_until is not None else ()
        except Invalid as refused:
            return refuse(["draftOrder"], refused.error)
        number = call.world.new_id("DraftOrder")
        now = iso(call.world.now())
        record: Record = {
            "__typename": "DraftOrder",
            "id": gid("DraftOrder", number),
            "legacyResourceId": str(number),
            "name": f"#D{len(self._kept) + 1}",
            "status": "OPEN",
            "ready": True,
            "email": draft.email,
            "tags": list(draft.tags),
            "note2": draft.note,
            "customAttributes": [{"key": key, "value": value} for key, value in draft.attributes],
            "createdAt": now,
            "updatedAt": now,
            "completedAt": None,
            "order": None,
            "visibleToCustomer": visible(given),
            "reserveInventoryUntil": iso(draft.reserve_until),
            "invoiceUrl": f"{call.base_url}/invoices/{call.world.random.getrandbits(128):032x}",
            "shippingAddress": draft.shipping_address,
            "billingAddress": draft.billing_address,
            "taxExempt": flag(given, "taxExempt"),
            **totals(call.world, draft),
            "lineItems": shown_lines(call.world, draft.lines, "DraftOrderLineItem"),
        }
        self._kept[number] = Kept(draft, call.world.put(record))
        _hold(call.world, self._kept[number], claims)
        call.world.announce("DraftOrder", "create", record)
        return {"draftOrder": record, "userErrors": []}

    def complete(self, call: MutationCall) -> Payload:
        """``draftOrderComplete``: the draft becomes an order, once."""
        self.release_due(call.world)
        kept = self._kept.get(number_of(call.args["id"], "DraftOrder") or 0)
        if kept is None:
            return refuse(["draftOrder"], Invalid("Draft order not found", "id").error)
        if kept.record["status"] == "COMPLETED":
            message = "This order has been paid"
            return {"draftOrder": kept.record, "userErrors": [Invalid(message).error]}
        if call.args.get("paymentGatewayId"):
            return {"draftOrder": kept.record, "userErrors": [Invalid("Invalid payment gateway").error]}
        held = kept.claims
        _unreserve(call.world, kept)
        basket = Basket(call.world, "DECREMENT_OBEYING_POLICY")
        try:
            basket.fill(kept.draft.lines)
        except Invalid as refused:
            _hold(call.world, kept, held)
            return {"draftOrder": kept.record, "userErrors": [refused.error]}
        order = basket.order(_order(call.world, kept, text(call.args, "sourceName") or str(call.context.app_id)))
        if not flag(call.args, "paymentPending"):
            settle(call.world, order)
        now = iso(call.world.now())
        kept.record.update(status="COMPLETED", order=order, completedAt=now, updatedAt=now)
        call.world.announce("DraftOrder", "update", kept.record)
        return {"draftOrder": kept.record, "userErrors": []}

    def delete(self, call: MutationCall) -> Payload:
        """``draftOrderDelete``: held units are free again."""
        global_id = str(table(call.args, "input")["id"])
        kept = self._kept.pop(number_of(global_id, "DraftOrder") or 0, None)
        if kept is None:
            return refuse(["deletedId"], Invalid("Draft order does not exist", "id").error)
        _unreserve(call.world, kept)
        call.world.drop(global_id)
        call.world.announce("DraftOrder", "delete", kept.record)
        return {"deletedId": global_id, "userErrors": []}

    def release_due(self, world: World) -> None:
        """Free the units of drafts whose time is over."""
        for kept in self._kept.values():
            until = kept.draft.reserve_until
            if kept.claims and until is not None and until <= world.now():
                _unreserve(world, kept)
                kept.record["reserveInventoryUntil"] = None


def _reserve(world: World, draft: Draft) -> tuple[Claim, ...]:
    shelf = Shelf(world)
    found: list[Claim] = []
    for line in draft.lines:
        claims = shelf.plan(line.variant, line.quantity, obey=True)
        if claims is None:
            raise Invalid("Unable to reserve inventory")
        found.extend(claim for claim in claims if claim.level is not None)
    return tuple(found)


def _hold(world: World, kept: Kept, claims: tuple[Claim, ...]) -> None:
    for claim in claims:
        if claim.level is not None:
            move(world, claim.level, {"available": -claim.quantity, "reserved": claim.quantity})
            claim.level.drafted += claim.quantity
    kept.claims = claims


def _unreserve(world: World, kept: Kept) -> None:
    for claim in kept.claims:
        if claim.level is not None:
            move(world, claim.level, {"reserved": -claim.quantity, "available": claim.quantity})
            claim.level.drafted -= claim.quantity
    kept.claims = ()


def _order(world: World, kept: Kept, source: str) -> Order:
    draft, now = kept.draft, world.now()
    number, world.next_order_number = world.next_order_number, world.next_order_number + 1
    return Order(
        id=world.new_id("Order"),
        number=number,
        created_at=now,
        updated_at=now,
        processed_at=now,
        customer=draft.customer,
        email=draft.email,
        phone=draft.phone,
        lines=(),
        shipping_address=draft.shipping_address,
        billing_address=draft.billing_address,
        shipping_title=draft.shipping_title,
        shipping_price=draft.shipping_price,
        tags=draft.tags,
        attributes=draft.attributes,
        note=draft.note,
        source_name=source,
        currency=world.shop.currency,
    )
