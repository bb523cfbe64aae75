"""Rows of a bulk file as records: told apart by the type in their gid, in whatever order they come.

A child names its parent by `__parentId` and may stand before it or far behind it, so nothing here waits for a parent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.errors import BulkIncomplete
from ticketforge_desktop.shopify import decode, decode_events
from ticketforge_desktop.shopify.wire import CustomerNode, LevelNode, LineNode, OrderNode, ProductNode, Ref, VariantNode

_HEAD: Final = b'{"id":"gid://shopify/'
_NO_HEAD: Final = b"\n"  # stands in no row
_ORDER, _LINE, _CUSTOMER = b"Order", b"LineItem", b"Customer"
_PRODUCT, _VARIANT, _LEVEL = b"Product", b"ProductVariant", b"InventoryLevel"

# Rows that are best decoded and used before the next are: what is made of so many stays in the processor's cache, and
# no other thread waits long for its turn.
AT_ONCE: Final = 500

Sorted = dict[bytes, list[bytes]]


class RowDecoder:
    """Decodes the rows of one shop's bulk files; one msgspec decoder a kind, made once."""

    def __init__(self, currency: str) -> None:
        """`currency` is the shop's: prices of variants carry none."""
        self._currency = currency
        self._peek = msgspec.json.Decoder(Ref)
        self._decoders: dict[bytes, Callable[[bytes], list[Any]]] = {
            kind: msgspec.json.Decoder(node).decode_lines
            for kind, node in (
                (_ORDER, OrderNode),
                (_LINE, LineNode),
                (_CUSTOMER, CustomerNode),
                (_PRODUCT, ProductNode),
                (_VARIANT, VariantNode),
                (_LEVEL, LevelNode),
            )
        }

    def batch(self, rows: Sequence[bytes]) -> StoreBatch:
        """The records of some rows. Rows of kinds we do not know bring none.

        Raises:
            BulkIncomplete: a row is no JSON, or lacks what every such row has.
            StoreRefused: a row holds what can't be, such as an amount that is no number.
        """
        kinds = self._sort(rows)
        orders, transactions = decode.order_records(self._nodes(kinds, _ORDER))
        return StoreBatch(
            orders=tuple(orders),
            transactions=tuple(transactions),
            lines=tuple(decode.line_records(self._nodes(kinds, _LINE))),
            participants=tuple([decode.participant_record(node) for node in self._nodes(kinds, _CUSTOMER)]),
            events=tuple(
                [
                    decode_events.event_record(node, self._currency)
                    for node in self._nodes(kinds, _PRODUCT)
                    if decode_events.is_event(node)
                ]
            ),
            categories=tuple(
                [
                    decode_events.category_record(node, decode_events.event_id_of(node.product), self._currency)
                    for node in self._nodes(kinds, _VARIANT)
                    if node.product is not None and decode_events.is_event(node.product)
                ]
            ),
            stock=tuple([decode_events.stock_record(node) for node in self._nodes(kinds, _LEVEL)]),
        )

    def _sort(self, rows: Sequence[bytes]) -> Sorted:
        kinds: Sorted = {kind: [] for kind in self._decoders}
        start, same, add = len(_HEAD), _NO_HEAD, [].append  # type: ignore[var-annotated]
        for row in rows:
            if row.startswith(same):  # a file has long runs of one kind
                add(row)
                continue
            plain = row.startswith(_HEAD)
            kind = row[start : row.find(b"/", start)] if plain else self._kind_inside(row)
            found = kinds.get(kind)
            if found is None:
                self._kind_inside(row)  # of no use to us, but it must be a whole row
                continue
            found.append(row)
            if plain:
                same, add = b"%b%b/" % (_HEAD, kind), found.append
        return kinds

    def _kind_inside(self, row: bytes) -> bytes:
        """The kind of a row that does not begin with its id as it is, or escapes the slashes in it."""
        try:
            gid = self._peek.decode(row).id
        except msgspec.MsgspecError as error:
            raise _unreadable(row) from error
        return gid.removeprefix("gid://shopify/").partition("/")[0].encode()

    def _nodes(self, kinds: Sorted, kind: bytes) -> list[Any]:
        rows = kinds[kind]
        if not rows:
            return []
        try:
            nodes = self._decoders[kind](b"\n".join(rows))
        except msgspec.MsgspecError as error:
            raise BulkIncomplete(
                f"A row of the bulk file can't be read: {error}.", kind=kind.decode(), reason=str(error)
            ) from error
        if len(nodes) != len(rows):
            raise BulkIncomplete("A row of the bulk file holds more than one thing.", kind=kind.decode())
        return nodes


def _unreadable(row: bytes) -> BulkIncomplete:
    return BulkIncomplete("A row of the bulk file can't be read.", row=row[:80].decode("utf-8", "replace"))
