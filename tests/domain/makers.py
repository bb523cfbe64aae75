"""Orders and lines for the tests of the trade's rules."""

from __future__ import annotations

from typing import Any

from ticketforge_desktop.domain.records import LineRecord, OrderRecord

SHOP = "klangturm.myshopify.com"
EVENT = "nacht-musik"
EAN_KEY = bytes(range(16))


def order(**told: Any) -> OrderRecord:
    blank: dict[str, Any] = dict.fromkeys(OrderRecord._fields, "")
    numbers = dict.fromkeys(("total_minor", "original_total_minor", "refunded_minor", "refunds", "customer_id"), 0)
    usual = {"order_id": 1, "name": "#1042", "financial_status": "PAID", "currency": "EUR", "test": False}
    return OrderRecord(**{**blank, **numbers, **usual, **told})


def line(line_id: int, **told: Any) -> LineRecord:
    quantity = told.get("quantity", 1)
    usual = {
        "line_id": line_id, "order_id": 1, "variant_id": 5, "sku": f"{EVENT}-parkett-a", "title": "Parkett A",
        "vendor": "TicketForge", "quantity": quantity, "current_quantity": quantity, "price_minor": 4200,
        "seed": "", "seat": "", "position": line_id,
    }  # fmt: skip
    return LineRecord(**{**usual, **told})
