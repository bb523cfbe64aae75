"""Order editing: a session (``orderEditBegin``), steps that only calculate, and ``orderEditCommit`` that does it all.

Nothing changes before the commit, and a commit is refused when the order was changed by somebody else since the session
began. Units that were sent can't be edited away.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Line, Order, Snapshot, Variant
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.money import money_bag, parse_amount
from ticketforge_desktop.demo.mutations.answers import Invalid, filled, find_order, flag, refuse, table, text, whole
from ticketforge_desktop.demo.mutations.edit_commit import Addition, Removal, apply_edit
from ticketforge_desktop.demo.mutations.sale import Wanted, snapshot
from ticketforge_desktop.demo.state import Record, World

SCOPES = ("write_order_edits", "write_orders")
EMPTY = ("calculatedLineItem", "calculatedOrder", "orderEditSession")
NOT_EDITABLE = {"REFUNDED", "VOIDED"}
CHANGED = "The order has been changed since this edit session began."


@dataclass(slots=True)
class Session:
    """One edit under way. ``quantities`` holds the new quantity of lines that change, ``added`` the new lines."""

    number: int
    order: Order
    seen: tuple[tuple[int, int, int], ...]
    quantities: dict[int, tuple[int, bool]] = field(default_factory=dict)
    added: list[tuple[int, Wanted, int | None]] = field(default_factory=list)


class Editing:
    """All edit sessions of one store."""

    def __init__(self) -> None:
        self._sessions: dict[int, Session] = {}

    def mutations(self) -> dict[str, Mutation]:
        """The order edit mutations over these sessions."""
        handlers = {
            "orderEditBegin": self.begin,
            "orderEditSetQuantity": self.set_quantity,
            "orderEditAddVariant": self.add_variant,
            "orderEditAddCustomItem": self.add_custom,
            "orderEditCommit": self.commit,
        }
        return {name: Mutation(handler, SCOPES) for name, handler in handlers.items()}

    def begin(self, call: MutationCall) -> Payload:
        """``orderEditBegin``; takes an order's id."""
        order = find_order(call.world, call.args["id"])
        if order is None:
            return refuse(EMPTY[1:], Invalid("The order does not exist.", "id").error)
        if order.cancelled_at or ledger.financial_status(order) in NOT_EDITABLE:
            return refuse(EMPTY[1:], Invalid("The order cannot be edited.").error)
        session = Session(call.world.new_id("CalculatedOrder"), order, _state(order))
        self._sessions[session.number] = session
        return {**self._answer(call.world, session), "userErrors": []}

    def set_quantity(self, call: MutationCall) -> Payload:
        """``orderEditSetQuantity``: the new quantity of a line; of an added one too."""
        try:
            session = self._session(call)
            number = number_of(call.args["lineItemId"])
            quantity = whole(call.args, "quantity")
            if quantity < 0:
                raise Invalid("Quantity must be greater than or equal to 0.", "quantity")
            shown = self._set_added(call.world, session, number, quantity)
            if shown is None:
                line = _line(session, number)
                _check_quantity(line, quantity)
                session.quantities[line.id] = (quantity, flag(call.args, "restock"))
                shown = _shown_line(call.world, session, line)
        except Invalid as refused:
            return refuse(EMPTY, refused.error)
        return {"calculatedLineItem": shown, **self._answer(call.world, session), "userErrors": []}

    def add_variant(self, call: MutationCall) -> Payload:
        """``orderEditAddVariant``: the variant's price of now."""
        try:
            session = self._session(call)
            variant = call.world.variants.get(number_of(call.args["variantId"], "ProductVariant"))
            if variant is None:
                raise Invalid("The variant does not exist.", "variantId")
            if whole(call.args, "quantity") < 1:
                raise Invalid("Quantity must be greater than 0.", "quantity")
            if not flag(call.args, "allowDuplicates") and _has(session, variant):
                raise Invalid("The variant is already on the order.", "variantId")
        except Invalid as refused:
            return refuse(EMPTY, refused.error)
        wanted = Wanted(snapshot(call.world, variant), variant, whole(call.args, "quantity"), variant.price)
        return self._add(call, session, wanted)

    def add_custom(self, call: MutationCall) -> Payload:
        """``orderEditAddCustomItem``."""
        try:
            session = self._session(call)
            title = filled(call.args, "title")
            price = parse_amount(table(call.args, "price")["amount"])
            if title is None:
                raise Invalid("Title can't be blank", "title")
            if whole(call.args, "quantity") < 1:
                raise Invalid("Quantity must be greater than 0", "quantity")
            if price < 0:
                raise Invalid("Price must be greater than or equal to 0", "price")
        except Invalid as refused:
            return refuse(EMPTY, refused.error)
        shipped = flag(call.args, "requiresShipping")
        item = Snapshot(None, None, title, None, None, None, shipped, price, flag(call.args, "taxable"))
        return self._add(call, session, Wanted(item, None, whole(call.args, "quantity"), price))

    def commit(self, call: MutationCall) -> Payload:
        """``orderEditCommit``: everything of the session, or nothing."""
        try:
            session = self._session(call)
            if _state(session.order) != session.seen:
                raise Invalid(CHANGED)
        except Invalid as refused:
            return refuse(["order", "successMessages"], refused.error)
        order = session.order
        removals = [
            Removal(line, line.current_quantity - quantity, restock)
            for line in order.lines
            if (change := session.quantities.get(line.id)) and (quantity := change[0]) != line.current_quantity
            for restock in [change[1]]
        ]
        additions = [Addition(wanted, place) for _, wanted, place in session.added if wanted.quantity]
        messages = ["Order updated"]
        if order.closed_at is not None:
            messages.append("Order unarchived")
        if flag(call.args, "notifyCustomer"):
            messages.append("Notification sent")
        apply_edit(call.world, order, removals, additions, text(call.args, "staffNote"))
        del self._sessions[session.number]
        call.world.drop(gid("CalculatedOrder", session.number))
        return {"order": order, "successMessages": messages, "userErrors": []}

    def _session(self, call: MutationCall) -> Session:
        number = number_of(call.args["id"])
        session = self._sessions.get(number) if number is not None else None
        if session is None:
            raise Invalid("The calculated order does not exist.", "id")
        return session

    def _add(self, call: MutationCall, session: Session, wanted: Wanted) -> Payload:
        number = call.world.new_id("CalculatedLineItem")
        session.added.append((number, wanted, number_of(call.args.get("locationId"), "Location")))
        shown = _shown_added(call.world, session, number, wanted)
        return {"calculatedLineItem": shown, **self._answer(call.world, session), "userErrors": []}

    def _set_added(self, world: World, session: Session, number: int | None, quantity: int) -> Record | None:
        for index, (known, wanted, place) in enumerate(session.added):
            if known == number:
                changed = Wanted(wanted.item, wanted.variant, quantity, wanted.price)
                session.added[index] = (known, changed, place)
                return _shown_added(world, session, known, changed)
        return None

    def _answer(self, world: World, session: Session) -> Payload:
        record = _calculated(world, session)
        world.put(record)
        return {
            "calculatedOrder": record,
            "orderEditSession": {"__typename": "OrderEditSession", "id": gid("OrderEditSession", session.number)},
        }


def _state(order: Order) -> tuple[tuple[int, int, int], ...]:
    return tuple((line.id, line.current_quantity, line.fulfilled) for line in order.lines)


def _line(session: Session, number: int | None) -> Line:
    for line in session.order.lines:
        if line.id == number and line.current_quantity:
            return line
    raise Invalid("The calculated line item does not exist.", "lineItemId")


def _check_quantity(line: Line, quantity: int) -> None:
    sent = line.current_quantity - ledger.unfulfilled(line)
    if quantity < sent:
        raise Invalid(f"The quantity can't be lower than the fulfilled quantity {sent}.", "quantity")


def _has(session: Session, variant: Variant) -> bool:
    lines = any(line.item.variant_id == variant.id and line.current_quantity for line in session.order.lines)
    return lines or any(wanted.variant is variant for _, wanted, _ in session.added)


def _calculated(world: World, session: Session) -> Record:
    order = session.order
    lines = [_shown_line(world, session, line) for line in order.lines if line.current_quantity]
    added = [_shown_added(world, session, number, wanted) for number, wanted, _ in session.added]
    subtotal = sum(_line_total(session, line) for line in order.lines)
    subtotal += sum(wanted.price * wanted.quantity for _, wanted, _ in session.added)
    total = subtotal + ledger.current_shipping(order)
    currency = world.shop.currency
    return {
        "__typename": "CalculatedOrder",
        "id": gid("CalculatedOrder", session.number),
        "originalOrder": order,
        "committed": False,
        "lineItems": lines,
        "addedLineItems": added,
        "subtotalLineItemsQuantity": sum(_count(row) for row in (*lines, *added)),
        "subtotalPriceSet": money_bag(subtotal, order, currency),
        "totalPriceSet": money_bag(total, order, currency),
        "totalOutstandingSet": money_bag(total - ledger.net_payment(order), order, currency),
        "shippingLines": [],
        "stagedChanges": [],
        "addedDiscountApplications": [],
        "taxLines": [],
    }


def _count(row: Record) -> int:
    quantity = row["quantity"]
    assert isinstance(quantity, int)
    return quantity


def _line_total(session: Session, line: Line) -> int:
    quantity = session.quantities.get(line.id, (line.current_quantity, False))[0]
    return line.current_total if quantity == line.current_quantity else line.unit_after_discount * quantity


def _shown_line(world: World, session: Session, line: Line) -> Record:
    quantity, restock = session.quantities.get(line.id, (line.current_quantity, False))
    sent = line.current_quantity - ledger.unfulfilled(line)
    row = _shown(world, session, line.id, line.item, line.price, quantity)
    return {
        **row,
        "editableQuantity": quantity - sent,
        "editableQuantityBeforeChanges": ledger.unfulfilled(line),
        "restocking": restock,
        "restockable": line.item.variant_id is not None,
    }


def _shown_added(world: World, session: Session, number: int, wanted: Wanted) -> Record:
    row = _shown(world, session, number, wanted.item, wanted.price, wanted.quantity)
    return {**row, "editableQuantity": wanted.quantity, "editableQuantityBeforeChanges": 0}


def _shown(world: World, session: Session, number: int, item: Snapshot, price: int, quantity: int) -> Record:
    bag = money_bag(price, session.order, world.shop.currency)
    return {
        "__typename": "CalculatedLineItem",
        "id": gid("CalculatedLineItem", number),
        "quantity": quantity,
        "title": item.title,
        "variantTitle": item.variant_title,
        "sku": item.sku,
        "variant": world.variants.get(item.variant_id),
        "originalUnitPriceSet": bag,
        "discountedUnitPriceSet": bag,
        "customAttributes": [],
        "stagedChanges": [],
        "hasStagedLineItemDiscount": False,
        "calculatedDiscountAllocations": [],
    }
