"""`cancel_order`: for good, and done by the store a moment after it said yes."""

from __future__ import annotations

from typing import Final, Literal

from ticketforge_desktop.services.ports.outbox import ActRefused, Safety, StoreWorking
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, OfOrder, gid, order_of
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.wire import Connection, Node, Ref

JOB_S: Final = 2.0  # seconds until the store's job is looked at again


class CancelOrder(OfOrder, kw_only=True, frozen=True):
    """A whole order, cancelled. `money_back`: all that was paid goes back the way it came."""

    reason: Literal["customer", "declined", "fraud", "inventory", "staff", "other"] = "customer"
    restock: bool = True
    money_back: bool = True
    notify: bool = False
    note: str = ""


class StateLine(Node):
    """A line as it is."""

    id: str
    current_quantity: int
    variant: Ref | None = None


class StateOrder(Node):
    """An order as it is."""

    id: str
    name: str
    line_items: Connection[StateLine]
    cancelled_at: str | None = None


class OrderState(Node):
    """Reply of `order_state`."""

    order: StateOrder | None


class OrderCancelled(Answer):
    """`orderCancel`."""


def order_state(call: StoreCall, order_id: int) -> StateOrder:
    """An order with all its lines. Raises `ActRefused` when it is gone."""
    after: str | None = None
    lines: list[StateLine | None] = []
    while True:
        variables = {"id": gid("Order", order_id), "after": after}
        order = call.ask("order_state", OrderState, variables).order
        if order is None:
            raise ActRefused("The order is not in the store any more.", reason="gone", errors=[])
        lines += order.line_items.nodes
        if not order.line_items.page_info.has_next_page:
            order.line_items.nodes = lines
            return order
        after = order.line_items.page_info.end_cursor


def send_cancel(call: StoreCall, wanted: CancelOrder) -> Facts:
    """Cancel, unless it is cancelled: the store cancels an order once, so asking again does no harm."""
    order_id = order_of(call, wanted)
    order = order_state(call, order_id)
    if not order.cancelled_at:
        try:
            call.do("order_cancel", OrderCancelled, _variables(wanted, order_id))
        except ActRefused as refused:
            if refused.facts["reason"] != "already_done":
                raise
        order = order_state(call, order_id)
    if not order.cancelled_at:
        raise StoreWorking("The store is cancelling the order.", wait_s=JOB_S)
    return {"order_id": order_id, "order_name": order.name, "cancelled_at": order.cancelled_at}


def _variables(wanted: CancelOrder, order_id: int) -> dict[str, object]:
    return {
        "id": gid("Order", order_id),
        "reason": wanted.reason.upper(),
        "restock": wanted.restock,
        "method": {"originalPaymentMethodsRefund": wanted.money_back},
        "notify": wanted.notify,
        "note": wanted.note or None,
    }


KINDS = (ActKind("cancel_order", CancelOrder, Safety.REPEATABLE, send_cancel),)
