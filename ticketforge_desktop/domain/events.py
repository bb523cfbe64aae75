"""States of the trade's main things, and the SKU that ties a variant to an event."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ticketforge_desktop.domain.errors import BadInput

VENDOR: Final = "TicketForge"
PRODUCT_TYPE: Final = "Event Ticket"
ADD_ON_SKU: Final = "HARDTICKET-ADDON"


class EventStatus(StrEnum):
    """Life of an event."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    SOLD_OUT = "SOLD_OUT"
    CANCELLED = "CANCELLED"
    COMPLETED = "COMPLETED"


class OrderStatus(StrEnum):
    """What an order comes to, from the store's financial status and cancellation."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"
    REFUNDED = "REFUNDED"


class HardticketState(StrEnum):
    """Life of posted tickets."""

    PENDING = "PENDING"
    PRINTED = "PRINTED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"


class TicketState(StrEnum):
    """What the store says of a ticket; whether it was used is told by the admissions, not here."""

    VALID = "valid"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    VOID = "void"


# OrderDisplayFinancialStatus values under which tickets may enter.
_PAID: Final = frozenset({"PAID", "PARTIALLY_REFUNDED"})


def order_status(financial_status: str, cancelled_at: str) -> OrderStatus:
    """The order's state in the trade's words. A status the store invents later counts as not yet paid."""
    if cancelled_at:
        return OrderStatus.CANCELLED
    if financial_status == "REFUNDED":
        return OrderStatus.REFUNDED
    if financial_status == "VOIDED":
        return OrderStatus.CANCELLED
    return OrderStatus.CONFIRMED if financial_status in _PAID else OrderStatus.PENDING


def is_add_on(sku: str) -> bool:
    """Whether a line is the postage add-on (`HARDTICKET-ADDON`, `HARDTICKET-ADDON-{id}`) and so no ticket."""
    # Asked of every line of a first sync, and nearly always no.
    return sku.startswith(ADD_ON_SKU) and (sku == ADD_ON_SKU or sku.startswith(f"{ADD_ON_SKU}-"))


def category_of(sku: str, event_id: str) -> str:
    """The category id of a SKU `{event_id}-{category_id}`.

    Both ids may contain hyphens, so the SKU is never cut at a hyphen: the event's own id is taken off its front.

    Raises:
        BadInput: the SKU does not begin with the event's id, or nothing is left behind it.
    """
    prefix = f"{event_id}-"
    if not event_id or not sku.startswith(prefix) or len(sku) == len(prefix):
        raise BadInput(f"SKU {sku!r} does not belong to event {event_id!r}.", field="sku", value=sku)
    return sku[len(prefix) :]
