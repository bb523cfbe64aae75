"""`refund`: the dead units are named first, then the money goes back, once.

The order of things is the rule of `domain.units`: units are named in the order's metafield `void_units` BEFORE
`refundCreate`, so that every station kills the same ones; if the store refuses the refund they are un-named again. All
three steps may be repeated: naming and un-naming change nothing the second time, the refund has its key. After the
key's 24 hours the order's refunds tell, by our act's UUID in their note.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, field
from msgspec.structs import replace

from ticketforge_desktop.domain.errors import StoreRefused
from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.domain.records import LineRecord
from ticketforge_desktop.domain.units import name_units, unname_units
from ticketforge_desktop.services.ports.outbox import ActRefused, KeySpent, Safety, Sight
from ticketforge_desktop.shopify.acts.documents import DocumentHome, swap
from ticketforge_desktop.shopify.acts.kinds import (
    ActKind,
    Facts,
    OfOrder,
    Payload,
    certainly_not,
    gid,
    line_of,
    order_of,
    seen,
)
from ticketforge_desktop.shopify.acts.sales import Currency, Minor
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.replies import Metafield
from ticketforge_desktop.shopify.wire import Node, Ref

VOID_UNITS: Final = "void_units"
_RESTOCK: Final = {"none": "NO_RESTOCK", "return": "RETURN", "cancel": "CANCEL"}


class RefundedLine(Payload, kw_only=True, frozen=True):
    """Units of one line: the line by its number, or by its place (from 1) in a sale of ours; the units by number."""

    units: Annotated[list[Annotated[int, Meta(ge=1)]], Meta(min_length=1)]
    line_id: int = 0
    line: int = 0
    restock: Literal["none", "return", "cancel"] = "none"  # `cancel`: what was never handed over goes back on sale
    location_id: int = 0

    def __post_init__(self) -> None:
        if bool(self.line_id) == bool(self.line):
            raise ValueError("either `line_id` or `line` names the line")
        if len(set(self.units)) != len(self.units):
            raise ValueError("a unit is named twice")


class MoneyBack(Payload, kw_only=True, frozen=True):
    """Money back upon one payment of the order: by its number, or the first that came by this gateway."""

    minor: Annotated[int, Meta(gt=0)]
    payment_id: int = 0  # the order's transaction that is paid back
    gateway: str = ""

    def __post_init__(self) -> None:
        if not self.payment_id and not self.gateway:
            raise ValueError("either `payment_id` or `gateway` names the payment")


class Refund(OfOrder, kw_only=True, frozen=True):
    """A refund of units, money, postage, or all of them. Amounts in the currency of the order."""

    currency: Currency
    lines: list[RefundedLine] = field(default_factory=list)
    money: list[MoneyBack] = field(default_factory=list)
    postage_minor: Minor = 0
    note: str = ""
    notify: bool = False

    def __post_init__(self) -> None:
        OfOrder.__post_init__(self)
        if not (self.lines or self.money or self.postage_minor):
            raise ValueError("a refund gives back units, money or postage")


class RefundNote(Node):
    """A refund of an order."""

    id: str
    note: str | None = None


class RefundOrder(Node):
    """The order of a refund."""

    id: str
    refunds: list[RefundNote] = []  # noqa: RUF012 - msgspec copies defaults
    metafield: Metafield | None = None


class RefundLine(Node):
    """A line, as far as its units go; other things asked for by mistake have none of it."""

    id: str = ""
    quantity: int = 0
    current_quantity: int = 0


class RefundRead(Node):
    """Reply of `refund_read`."""

    order: RefundOrder | None
    nodes: list[RefundLine | None]


class Payment(Node):
    """A transaction of an order."""

    id: str
    kind: str = ""
    status: str = ""
    gateway: str | None = None


class Payments(Node):
    """An order's transactions."""

    id: str
    transactions: list[Payment] = []  # noqa: RUF012 - msgspec copies defaults


class PaidOrder(Node):
    """Reply of `order_payments`."""

    order: Payments | None = None


class RefundMade(Answer):
    """`refundCreate`."""

    refund: Ref | None = None


def send_refund(call: StoreCall, refund: Refund) -> Facts:
    """Name the units, give back, and un-name them if the store says no."""
    order_id = order_of(call, refund)
    lines = _lines(call, refund)
    _rename(call, order_id, lines, name=True)  # first: whoever got the money must not get in, whatever follows
    refund = replace(refund, money=_payments(call, order_id, refund.money))
    variables = {"input": _input(call, refund, order_id, lines), "key": call.entry.idempotency_key}
    try:
        made = call.do("refund_create", RefundMade, variables).refund
    except StoreRefused as refused:
        if isinstance(refused, KeySpent):
            raise
        # Un-naming may be lost on the way: then the act is still under way, the store repeats its refusal under the
        # same key, and it is tried again.
        _rename(call, order_id, lines, name=False)
        raise
    return {"order_id": order_id, "refund_id": number(made.id) if made else 0}


def find_refund(call: StoreCall, refund: Refund) -> Sight:
    """The refund whose note carries our UUID."""
    order_id = order_of(call, refund)
    order = call.ask("refund_read", RefundRead, {"order": gid("Order", order_id), "lines": []}).order
    for known in order.refunds if order else ():
        if call.entry.source in (known.note or ""):
            return seen({"order_id": order_id, "refund_id": number(known.id)})
    return certainly_not()


def note_of(refund: Refund, source: str) -> str:
    """What stands in the refund's note in the store: the person's words, and what we know it by."""
    return f"{refund.note} [{source}]".strip()


def _payments(call: StoreCall, order_id: int, money: list[MoneyBack]) -> list[MoneyBack]:
    """Each with the number of its payment; found once and remembered, for the key wants identical variables.

    Raises:
        ActRefused: nothing was paid by that gateway.
    """
    if all(back.payment_id for back in money):
        return money
    told = call.progress.get("payments")
    known: dict[str, int] = dict(told) if isinstance(told, dict) else {}
    if not known:
        order = call.ask("order_payments", PaidOrder, {"order": gid("Order", order_id)}).order
        for paid in order.transactions if order else ():
            if paid.kind in ("SALE", "CAPTURE") and paid.status == "SUCCESS":
                known.setdefault(paid.gateway or "", number(paid.id))
        call.keep(payments=known)
    missing = next((one for one in money if not one.payment_id and one.gateway not in known), None)
    if missing is not None:
        raise ActRefused(f"Nothing of this order was paid by {missing.gateway}.", reason="gone", errors=[])
    return [one if one.payment_id else replace(one, payment_id=int(known[one.gateway])) for one in money]


def _lines(call: StoreCall, refund: Refund) -> dict[int, RefundedLine]:
    return {line_of(call, refund.sale, line.line_id, line.line): line for line in refund.lines}


def _rename(call: StoreCall, order_id: int, lines: dict[int, RefundedLine], *, name: bool) -> None:
    if not lines:
        return
    variables = {"order": gid("Order", order_id), "lines": [gid("LineItem", line_id) for line_id in lines]}
    asked: list[RefundRead] = []

    def read() -> DocumentHome:
        asked.append(call.ask("refund_read", RefundRead, variables))
        order = asked[-1].order
        if order is None:
            raise ActRefused("The order is not in the store any more.", reason="gone", errors=[])
        return DocumentHome(order.id, order.metafield)

    def change(text: str) -> str:
        for found in asked[-1].nodes:
            wanted = lines.get(number(found.id)) if found else None
            if found and wanted:
                rewrite = name_units if name else unname_units
                text = rewrite(_record(found, order_id), text, wanted.units)
        return text

    swap(call, read, VOID_UNITS, change)


def _record(line: RefundLine, order_id: int) -> LineRecord:
    """A line as `domain.units` counts it: quantities are all it asks for."""
    return LineRecord(
        line_id=number(line.id),
        order_id=order_id,
        variant_id=0,
        sku="",
        title="",
        vendor="",
        quantity=line.quantity,
        current_quantity=line.current_quantity,
        price_minor=0,
        seed="",
        seat="",
        position=0,
    )


def _input(call: StoreCall, refund: Refund, order_id: int, lines: dict[int, RefundedLine]) -> dict[str, object]:
    """From the payload alone: the key is good for identical variables only."""
    order = gid("Order", order_id)
    wanted: dict[str, object] = {
        "orderId": order,
        "currency": refund.currency,
        "note": note_of(refund, call.entry.source),
        "notify": refund.notify,
        "refundLineItems": [
            {
                "lineItemId": gid("LineItem", line_id),
                "quantity": len(line.units),
                "restockType": _RESTOCK[line.restock],
                **({"locationId": gid("Location", line.location_id)} if line.location_id else {}),
            }
            for line_id, line in lines.items()
        ],
        "transactions": [
            {
                "orderId": order,
                "parentId": gid("OrderTransaction", back.payment_id),
                "amount": decimal_string(back.minor, refund.currency),
                "gateway": back.gateway,
                "kind": "REFUND",
            }
            for back in refund.money
        ],
    }
    if refund.postage_minor:
        wanted["shipping"] = {"amount": decimal_string(refund.postage_minor, refund.currency)}
    return wanted


KINDS = (ActKind("refund", Refund, Safety.KEYED, send_refund, find_refund),)
