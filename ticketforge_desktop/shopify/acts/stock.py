"""`adjust_stock` and `move_stock`: units more or fewer, and the till's lease out of open stock.

Both have their key, and identical variables under it. There is no way to look them up: one that may have been done and
whose key is too old asks a person.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from ticketforge_desktop.services.ports.outbox import Safety
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, gid
from ticketforge_desktop.shopify.acts.sales import Units
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import Ref

State = Literal["available", "reserved", "safety_stock", "damaged", "quality_control"]
Document = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~/-]*$", max_length=200)]
Reason = Literal[
    "correction",
    "cycle_count_available",
    "damaged",
    "other",
    "promotion",
    "quality_control",
    "received",
    "reservation_created",
    "reservation_deleted",
    "reservation_updated",
    "restock",
    "safety_stock",
    "shrinkage",
]


class Adjustment(Payload, kw_only=True, frozen=True):
    """So many more (or fewer) units of an inventory item at a place. `was`: only if there are so many now."""

    item_id: Annotated[int, Meta(gt=0)]
    location_id: Annotated[int, Meta(gt=0)]
    delta: Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)]
    was: int | None = None


class AdjustStock(Payload, kw_only=True, frozen=True):
    """Units of one state. States other than `available` name the document whose units these are (a lease)."""

    changes: Annotated[list[Adjustment], Meta(min_length=1, max_length=250)]
    state: State = "available"
    reason: Reason = "correction"
    document: Document | None = None

    def __post_init__(self) -> None:
        if (self.state == "available") == (self.document is not None):
            raise ValueError("a `document` is named for every state but `available`")


class Move(Payload, kw_only=True, frozen=True):
    """Units of an inventory item at a place, from one state to another. `was`: only if `source` has so many now."""

    item_id: Annotated[int, Meta(gt=0)]
    location_id: Annotated[int, Meta(gt=0)]
    quantity: Units
    source: State = "available"
    target: State = "reserved"
    was: int | None = None

    def __post_init__(self) -> None:
        if self.source == self.target:
            raise ValueError("units move from one state to another")


class MoveStock(Payload, kw_only=True, frozen=True):
    """A lease: `document` names it, the same one when units go back."""

    changes: Annotated[list[Move], Meta(min_length=1, max_length=250)]
    document: Document
    reason: Reason = "reservation_created"


class StockChanged(Answer):
    """`inventoryAdjustQuantities`, `inventoryMoveQuantities`; no group when there was nothing to do."""

    inventory_adjustment_group: Ref | None = None


def send_adjust(call: StoreCall, wanted: AdjustStock) -> Facts:
    """Adjust, once a key."""
    changes: list[dict[str, object]] = []
    for change in wanted.changes:
        row: dict[str, object] = {
            "inventoryItemId": gid("InventoryItem", change.item_id),
            "locationId": gid("Location", change.location_id),
            "delta": change.delta,
            "changeFromQuantity": change.was,
        }
        if wanted.document is not None:
            row["ledgerDocumentUri"] = document_uri(wanted.document)
        changes.append(row)
    asked = {"name": wanted.state, "reason": wanted.reason, "changes": changes, "referenceDocumentUri": act_uri(call)}
    return _facts(call.do("stock_adjust", StockChanged, {"input": asked, "key": call.entry.idempotency_key}))


def send_move(call: StoreCall, wanted: MoveStock) -> Facts:
    """Move, once a key."""

    def end(change: Move, state: str) -> dict[str, object]:
        found: dict[str, object] = {
            "locationId": gid("Location", change.location_id),
            "name": state,
            "changeFromQuantity": change.was if state == change.source else None,
        }
        if state != "available":
            found["ledgerDocumentUri"] = document_uri(wanted.document)
        return found

    changes = [
        {
            "inventoryItemId": gid("InventoryItem", change.item_id),
            "quantity": change.quantity,
            "from": end(change, change.source),
            "to": end(change, change.target),
        }
        for change in wanted.changes
    ]
    asked = {"reason": wanted.reason, "changes": changes, "referenceDocumentUri": act_uri(call)}
    return _facts(call.do("stock_move", StockChanged, {"input": asked, "key": call.entry.idempotency_key}))


def document_uri(document: str) -> str:
    """A ledger document as the store wants it named."""
    return f"ticketforge://{document}"


def act_uri(call: StoreCall) -> str:
    """The change's own document in the store's history: our act."""
    return f"ticketforge://act/{call.entry.source}"


def _facts(answer: StockChanged) -> Facts:
    group = answer.inventory_adjustment_group
    return {"adjustment_id": number(group.id) if group else 0}


KINDS = (
    ActKind("adjust_stock", AdjustStock, Safety.KEYED, send_adjust),
    ActKind("move_stock", MoveStock, Safety.KEYED, send_move),
)
