"""A bulk file with a row nobody can read: it is noted as trouble of its order, product or customer, the rest is taken.

A row that is no JSON is no such row: then the file is torn, and the file is what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

import msgspec

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.errors import BulkIncomplete
from ticketforge_desktop.domain.records import TroubleRecord
from ticketforge_desktop.shopify.bulk_rows import AT_ONCE, RowDecoder
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.one_by_one import DECODING, UNREADABLE
from ticketforge_desktop.shopify.wire import Node, Ref

_FAULTS: Final = (BulkIncomplete, *DECODING)
_LONGEST_REASON: Final = 300


class _Row(Node):
    id: str
    name: Any = None
    title: Any = None
    product: Ref | None = None
    item: Ref | None = None
    parent_id: str | None = msgspec.field(default=None, name="__parentId")


_row = msgspec.json.Decoder(_Row)


def batches_of(decoder: RowDecoder, rows: Sequence[bytes]) -> Iterator[StoreBatch]:
    """The records of some rows, and the trouble with those that can't be read: piece by piece, as they are taken.

    Raises:
        BulkIncomplete: a row is no JSON object with an id.
    """
    for start in range(0, len(rows), AT_ONCE):
        yield _batch_of(decoder, rows[start : start + AT_ONCE])


def _batch_of(decoder: RowDecoder, rows: Sequence[bytes]) -> StoreBatch:
    try:
        return decoder.batch(rows)
    except _FAULTS as error:
        if len(rows) == 1:
            return StoreBatch(troubles=(_trouble(rows[0], error),))
    half = len(rows) // 2
    first, second = _batch_of(decoder, rows[:half]), _batch_of(decoder, rows[half:])
    return StoreBatch(
        **{part.name: getattr(first, part.name) + getattr(second, part.name) for part in fields(StoreBatch)}
    )


def _trouble(row: bytes, error: Exception) -> TroubleRecord:
    try:
        found = _row.decode(row)
    except msgspec.MsgspecError:
        raise BulkIncomplete(
            "A row of the bulk file can't be read.", row=row[:80].decode("utf-8", "replace")
        ) from error
    kind, gid = _whose(found)
    try:
        object_id = number(gid)
    except DECODING:
        raise BulkIncomplete("A row of the bulk file names nothing.", row=found.id) from error
    name = found.name or (found.title if kind == "product" else None) or ""
    return TroubleRecord(kind, object_id, str(name), UNREADABLE, str(error)[:_LONGEST_REASON])


def _whose(row: _Row) -> tuple[str, str]:
    """The kind of trouble, and the gid of what is asked for again."""
    match row.id.removeprefix("gid://shopify/").partition("/")[0]:
        case "Order":
            return "order", row.id
        case "LineItem":
            return "order", row.parent_id or ""
        case "Customer":
            return "customer", row.id
        case "InventoryLevel":
            return "stock", row.item.id if row.item is not None else row.id.rpartition("=")[2]
        case "ProductVariant":
            return "product", row.product.id if row.product is not None else row.parent_id or ""
    return "product", row.id
