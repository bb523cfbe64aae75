"""Receipts as text, as they lie in the station file for their copies. JSON; amounts are minor units and a currency."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.documents import PaymentLine, ReceiptFace, ReceiptLine, TaxLine

_ROWS: Final[Mapping[str, type]] = {"lines": ReceiptLine, "taxes": TaxLine, "payments": PaymentLine}


def to_text(face: ReceiptFace) -> str:
    """What stands on a receipt; whether it is a copy is not kept."""
    told = {one.name: _plain(getattr(face, one.name)) for one in fields(face) if one.name != "copy"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def receipt_of(text: str) -> ReceiptFace:
    """The original's face, as `to_text` kept it; fields of newer programs are passed over."""
    told: dict[str, Any] = json.loads(text)
    known = {one.name for one in fields(ReceiptFace)}
    read: dict[str, Any] = {name: _read(name, value) for name, value in told.items() if name in known}
    return ReceiptFace(**read)


def _plain(value: object) -> object:
    if isinstance(value, Money):
        return [value.minor, value.currency]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, ReceiptLine | TaxLine | PaymentLine):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> object:
    if name in _ROWS:
        return tuple(_ROWS[name](**{part: _read(part, one) for part, one in row.items()}) for row in value)
    if name == "at":
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        money = len(value) == 2 and isinstance(value[0], int)
        return Money(*value) if money else tuple(value)
    return value
