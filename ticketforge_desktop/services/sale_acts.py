"""What the store is told of a sale: the payload of the `sale` act (`shopify.acts.sales` checks and sends it)."""

from __future__ import annotations

import json
from typing import Final

from ticketforge_desktop.domain.events import is_add_on
from ticketforge_desktop.domain.postal import PostalAddress, address_of
from ticketforge_desktop.domain.sale_seeds import PROPERTY
from ticketforge_desktop.domain.tenders import Payment, PaymentState, Tender
from ticketforge_desktop.domain.ticket_numbers import number_of
from ticketforge_desktop.services.ports.outbox import Act
from ticketforge_desktop.services.ports.till import GATEWAYS, SaleDraft, SaleLine, aggregate_of

TAG: Final = "ticketforge"
SEAT: Final = "_ticketforge_seat"
# The buyer stands at the counter or in the queue of the door: other acts wait behind it.
PRIORITY: Final = 1
MOST_NUMBERS: Final = 50


def sale_act(draft: SaleDraft, station: str, shift: str, person: str) -> Act:
    """The act of a sale; its `source` is the sale's UUID, under which it is looked for before any second attempt.

    What is paid by invoice counts as paid in the store: the tickets are in the buyer's hand and must open the door.
    That the money is still owed stands in the till's own books.
    """
    payload: dict[str, object] = {
        "currency": draft.currency,
        "lines": [_line(line) for line in draft.lines],
        "payments": _payments(draft),
        "stock": str(draft.stock),
        "sold_at": draft.at.isoformat(),
        "tax_included": draft.tax_included,
        "tags": [TAG],
        "note": draft.note,
        "attributes": _attributes(draft, station, shift, person),
    }
    if draft.discount_minor:
        payload["discount"] = {"code": draft.discount_reason or "discount", "minor": draft.discount_minor}
    address = address_of(draft.buyer.address)
    if address is not None and any(is_add_on(line.sku) for line in draft.lines):
        payload["ship_to"] = _ship_to(address)
    buyer = _buyer(draft)
    if buyer:
        payload["buyer"] = buyer
    return Act("sale", aggregate_of(draft.sale_id), payload, PRIORITY, draft.sale_id)


def _line(line: SaleLine) -> dict[str, object]:
    told: dict[str, object] = {"quantity": line.quantity, "unit_minor": line.price_minor}
    if line.variant_id:
        told["variant_id"] = line.variant_id
    else:
        told |= {"title": line.title, "sku": line.sku, "requires_shipping": True}
    if line.tax_bp:
        told |= {"tax_bp": line.tax_bp, "tax_minor": line.tax_minor}
    properties = {PROPERTY: line.seed} if line.seed else {}
    if line.seats:
        properties[SEAT] = line.seats[0]
    if properties:
        told["properties"] = properties
    return told


def _payments(draft: SaleDraft) -> list[dict[str, object]]:
    """Money as the store books it: without the rounding of cash, so that the order is paid to the cent."""
    told = []
    rounding = draft.rounding_minor
    for payment in draft.payments:
        amount = payment.amount_minor
        if payment.tender is Tender.CASH:
            amount, rounding = amount - rounding, 0
        if _counts(payment) and amount > 0:
            told.append({"gateway": GATEWAYS[payment.tender], "minor": amount, "taken_at": draft.at.isoformat()})
    return told


def _counts(payment: Payment) -> bool:
    return payment.state is not PaymentState.DECLINED and payment.tender in GATEWAYS


def _attributes(draft: SaleDraft, station: str, shift: str, person: str) -> dict[str, str]:
    numbers = [number_of(bytes.fromhex(ticket.ticket_id)) for ticket in draft.tickets[:MOST_NUMBERS]]
    told = {"station": station, "shift": shift, "staff": person, "tickets": " ".join(numbers)}
    if draft.buyer.name:
        told["name"] = draft.buyer.name
    if draft.buyer.address:
        told["address"] = " ".join(str(part) for part in json.loads(draft.buyer.address).values() if part)
    if draft.rounding_minor:
        told["cash_rounding"] = str(draft.rounding_minor)
    return {name: text for name, text in told.items() if text}


def _ship_to(address: PostalAddress) -> dict[str, str]:
    first, _, last = address.name.rpartition(" ")
    told = {"street": address.street, "postcode": address.postcode, "city": address.city, "country": address.country}
    return told | {"last_name": last} | ({"first_name": first} if first else {})


def _buyer(draft: SaleDraft) -> dict[str, object]:
    buyer = draft.buyer
    first, _, last = buyer.name.strip().rpartition(" ")
    told = {
        "customer_id": buyer.customer_id,
        "email": buyer.email,
        "phone": buyer.phone,
        "first_name": first,
        "last_name": last,
    }
    return {name: value for name, value in told.items() if value}
