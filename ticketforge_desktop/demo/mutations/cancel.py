"""``orderCancel``: asynchronous and for good. The reply carries a job; the order is cancelled a moment later."""

from __future__ import annotations

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Order, Transaction
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, find_order, flag, table, text
from ticketforge_desktop.demo.mutations.jobs import Jobs
from ticketforge_desktop.demo.mutations.refunds import REFUNDABLE_KINDS, Plan, Units, apply_refund
from ticketforge_desktop.demo.state import Record, World

EMPTY = ("job", "jobResult")


class Cancelling:
    """Cancels orders through the store's job queue."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def cancel(self, call: MutationCall) -> Payload:
        """``orderCancel``. A second call while the job still waits is refused like one after it."""
        order = find_order(call.world, call.args["orderId"])
        refused = self._refusal(call.world, order)
        if order is None or refused is not None:
            assert refused is not None
            errors = [refused.error]
            return {**dict.fromkeys(EMPTY), "orderCancelUserErrors": errors, "userErrors": errors}
        world, args = call.world, dict(call.args)
        result: Record = {
            "__typename": "OrderCancelJobResult",
            "id": "",
            "done": False,
            "status": "STARTED",
            "errors": [],
            "order": order,
        }

        def work() -> None:
            cancel_order(world, order, args)
            result.update(done=True, status="SUCCEEDED")

        job = self._jobs.start(world, work)
        result["id"] = str(job["id"]).replace("/Job/", "/OrderCancelJobResult/")
        world.put(result)
        world.put({"__typename": "OrderBeingCancelled", "id": gid("Order", order.id)})
        # The reply shows the job as it was when it was given, not as it is once the reply is written.
        return {
            "job": {**job, "done": False},
            "jobResult": dict(result),
            "orderCancelUserErrors": [],
            "userErrors": [],
        }

    def _refusal(self, world: World, order: Order | None) -> Invalid | None:
        if order is None:
            return Invalid("Order does not exist", "orderId", code="NOT_FOUND")
        waiting = gid("Order", order.id) in world.records.get("OrderBeingCancelled", {})
        if order.cancelled_at or waiting:
            return Invalid("Cannot cancel an order that has already been canceled", "orderId", code="INVALID")
        if any(parcel.status == "SUCCESS" for parcel in order.fulfillments):
            return Invalid("Cannot cancel an order that has outstanding fulfillments", "orderId", code="INVALID")
        if any(entry.get("status") == "OPEN" for entry in order.returns):
            return Invalid("Cannot cancel an order that has open returns", "orderId", code="INVALID")
        return None


def cancel_order(world: World, order: Order, args: Args) -> None:
    """The job's work: units off the order, stock back if asked for, money back if asked for, work cancelled."""
    restock = flag(args, "restock")
    money_back = flag(args, "refund") or flag(table(args, "refundMethod"), "originalPaymentMethodsRefund")
    units = tuple(
        Units(line, line.current_quantity, "CANCEL" if restock else "NO_RESTOCK", None)
        for line in order.lines
        if line.current_quantity
    )
    transactions = _give_back(world, order) if money_back else _void(world, order)
    if units or transactions:
        shipping = ledger.current_shipping(order)
        apply_refund(world, order, Plan(units, transactions, shipping, text(args, "staffNote"), None))
    for work in order.fulfillment_orders:
        work.status = "CLOSED"
        world.touch(work)
    now = world.now()
    order.cancelled_at = order.closed_at = now
    order.cancel_reason = text(args, "reason")
    world.records.get("OrderBeingCancelled", {}).pop(gid("Order", order.id), None)
    world.touch(order)
    world.announce("Order", "cancelled", order)


def _give_back(world: World, order: Order) -> tuple[Transaction, ...]:
    """Refunds of all that is still held, payment by payment."""
    back: dict[int | None, int] = {}
    for refund in order.refunds:
        for done in refund.transactions:
            back[done.parent_id] = back.get(done.parent_id, 0) + done.amount
    return tuple(
        _against(world, paid, "REFUND", left)
        for paid in order.transactions
        if paid.kind in REFUNDABLE_KINDS
        and paid.status == "SUCCESS"
        and (left := paid.amount - back.get(paid.id, 0)) > 0
    ) + _void(world, order)


def _void(world: World, order: Order) -> tuple[Transaction, ...]:
    """Promised money is let go; that is a transaction of the order, not of a refund."""
    settled = {t.parent_id for t in order.transactions}
    for paid in order.transactions:
        if paid.kind == "AUTHORIZATION" and paid.status == "SUCCESS" and paid.id not in settled:
            void = _against(world, paid, "VOID", paid.amount)
            order.transactions = (*order.transactions, void)
            world.adopt("OrderTransaction", void.id, order)
    return ()


def _against(world: World, paid: Transaction, kind: str, amount: int) -> Transaction:
    number = world.new_id("OrderTransaction")
    return Transaction(number, kind, "SUCCESS", paid.gateway, amount, world.now(), paid.id, paid.test)


def cancel_mutations(jobs: Jobs) -> dict[str, Mutation]:
    """``orderCancel``, working through ``jobs``."""
    return {"orderCancel": Mutation(Cancelling(jobs).cancel, ("write_orders",))}
