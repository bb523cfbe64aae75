"""`edit_order`: an exchange, fewer or more of a line, another category: one act, done whole or not at all.

An edit is a session in the store that is committed once. What is durable here before the commit leaves: how the order
stood, and which session it is. After a lost reply the same session is committed again; if the store does not know it
any more, the order itself tells whether that commit went through.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from msgspec import Meta, field

from ticketforge_desktop.services.ports.outbox import ActRefused, Safety
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, OfOrder, Payload, gid, line_of, order_of
from ticketforge_desktop.shopify.acts.orders import StateOrder, order_state
from ticketforge_desktop.shopify.acts.sales import Units
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import Ref


class EditedLine(Payload, kw_only=True, frozen=True):
    """How many of a line there shall be."""

    quantity: Annotated[int, Meta(ge=0)]
    line_id: int = 0
    line: int = 0
    restock: bool = True

    def __post_init__(self) -> None:
        if bool(self.line_id) == bool(self.line):
            raise ValueError("either `line_id` or `line` names the line")


class AddedCategory(Payload, kw_only=True, frozen=True):
    """Another category onto the order, at its price of now."""

    variant_id: Annotated[int, Meta(gt=0)]
    quantity: Units
    location_id: int = 0


class EditOrder(OfOrder, kw_only=True, frozen=True):
    """Changes of one order."""

    lines: list[EditedLine] = field(default_factory=list)
    add: list[AddedCategory] = field(default_factory=list)
    notify: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        OfOrder.__post_init__(self)
        if not (self.lines or self.add):
            raise ValueError("an edit changes something")


class EditStep(Answer):
    """`orderEditBegin` and the steps after it."""

    calculated_order: Ref | None = None


class EditCommitted(Answer):
    """`orderEditCommit`."""


def send_edit(call: StoreCall, edit: EditOrder) -> Facts:
    """Edit, or go on with an edit whose commit may have gone through."""
    order_id = order_of(call, edit)
    targets = {line_of(call, edit.sale, line.line_id, line.line): line for line in edit.lines}
    order = order_state(call, order_id)
    if call.progress.get("session") and _went_through(call, edit, order, targets):
        return {"order_id": order_id, "order_name": order.name}
    _check(order, targets)
    before = _stand(order)
    if not edit.add and all(before.get(str(line_id)) == line.quantity for line_id, line in targets.items()):
        return {"order_id": order_id, "order_name": order.name}  # it is as it shall be
    session = _prepare(call, edit, order_id, before, targets)
    call.keep(session=session, before=before)
    _commit(call, edit, session)
    return {"order_id": order_id, "order_name": order.name}


def _prepare(
    call: StoreCall, edit: EditOrder, order_id: int, before: dict[str, int], targets: dict[int, EditedLine]
) -> str:
    """Open a session and lay the changes in it; one that is never committed is nothing to the store."""
    begun = call.do("edit_begin", EditStep, {"id": gid("Order", order_id)}).calculated_order
    if begun is None:
        raise ActRefused("The store opened no edit.", reason="refused", errors=[])
    for line_id, line in targets.items():
        if before.get(str(line_id)) == line.quantity:
            continue
        # A calculated line has the number of its line.
        variables = {"id": begun.id, "line": gid("CalculatedLineItem", line_id)}
        call.do("edit_quantity", EditStep, {**variables, "quantity": line.quantity, "restock": line.restock})
    for added in edit.add:
        place = gid("Location", added.location_id) if added.location_id else None
        wanted = {"variant": gid("ProductVariant", added.variant_id), "quantity": added.quantity, "location": place}
        call.do("edit_add", EditStep, {"id": begun.id, **wanted})
    return begun.id


def _commit(call: StoreCall, edit: EditOrder, session: str) -> None:
    call.do("edit_commit", EditCommitted, {"id": session, "notify": edit.notify, "note": edit.note or None})


def _went_through(call: StoreCall, edit: EditOrder, order: StateOrder, targets: dict[int, EditedLine]) -> bool:
    """Whether the commit that was under way is done: by asking for it again, else by how the order stands."""
    kept = call.progress.get("before")
    before = kept if isinstance(kept, dict) else {}
    if _is_edited(before, order, edit, targets):
        return True
    if _stand(order) != before:
        raise ActRefused(
            "Somebody else changed the order while this edit was under way.",
            next_step="Look at the order in the store, then change this act or settle it by hand.",
            reason="stale",
            errors=[],
        )
    try:
        _commit(call, edit, str(call.progress["session"]))
    except ActRefused:
        # The store knows the session no more. Had it been committed just now, the order would tell.
        return _is_edited(before, order_state(call, number(order.id)), edit, targets)
    return True


def _is_edited(before: dict[str, int], order: StateOrder, edit: EditOrder, targets: dict[int, EditedLine]) -> bool:
    now = _stand(order)
    expected = before | {str(line_id): line.quantity for line_id, line in targets.items()}
    new = [line for line in order.line_items.nodes if line and str(number(line.id)) not in before]
    old = {line_id: quantity for line_id, quantity in now.items() if line_id in before}
    added = Counter((number(line.variant.id) if line.variant else 0, line.current_quantity) for line in new)
    return old == expected and added == Counter((line.variant_id, line.quantity) for line in edit.add)


def _stand(order: StateOrder) -> dict[str, int]:
    """How many of each line there are, by the line's number as text (it is kept as JSON)."""
    return {str(number(line.id)): line.current_quantity for line in order.line_items.nodes if line}


def _check(order: StateOrder, targets: dict[int, EditedLine]) -> None:
    known = _stand(order)
    if any(str(line_id) not in known for line_id in targets):
        raise ActRefused("A line of this edit is not on the order.", reason="gone", errors=[])


KINDS = (ActKind("edit_order", EditOrder, Safety.REPEATABLE, send_edit),)
