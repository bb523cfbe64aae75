"""Orders whole: lines, refunds, transactions and fulfilment orders, every nested page followed.

Fulfilment orders need a scope of their own. A token without it still reads orders: they are then asked for without,
for as long as the program runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import msgspec

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.errors import ScopeMissing
from ticketforge_desktop.domain.records import (
    FulfillmentOrderRecord,
    LineRecord,
    OrderRecord,
    RefundLineRecord,
    TransactionRecord,
)
from ticketforge_desktop.services.ports.store import StorePage
from ticketforge_desktop.shopify import decode, replies
from ticketforge_desktop.shopify.client import BACKGROUND, Manner
from ticketforge_desktop.shopify.decode_sending import fulfillment_order_record
from ticketforge_desktop.shopify.one_by_one import Readable, Reader
from ticketforge_desktop.shopify.paging import Paging
from ticketforge_desktop.shopify.wire import (
    FulfillmentLineNode,
    FulfillmentOrderNode,
    LineNode,
    OrderNode,
    RefundLineNode,
    RefundNode,
)

T = TypeVar("T")
_SCOPE: Final = "fulfillment_orders"


@dataclass(slots=True)
class _Parts:
    """What hangs on one order."""

    lines: list[LineNode]
    refunded: list[tuple[RefundNode, list[RefundLineNode]]]
    sending: list[tuple[FulfillmentOrderNode, list[FulfillmentLineNode]]]


@dataclass(slots=True)
class _Records:
    orders: list[OrderRecord] = field(default_factory=list)
    lines: list[LineRecord] = field(default_factory=list)
    refund_lines: list[RefundLineRecord] = field(default_factory=list)
    transactions: list[TransactionRecord] = field(default_factory=list)
    sending: list[FulfillmentOrderRecord] = field(default_factory=list)

    def add(self, node: OrderNode, parts: _Parts) -> None:
        """All records of an order, or none: whatever can't be read raises before anything is kept."""
        orders, paid = decode.order_records([node])
        number = orders[0].order_id
        lines = decode.line_records(parts.lines, number)
        refunds = [decode.refund_line_record(row, refund, number) for refund, rows in parts.refunded for row in rows]
        sending = [fulfillment_order_record(each, rows, number) for each, rows in parts.sending]
        self.orders += orders
        self.lines += lines
        self.refund_lines += refunds
        self.transactions += paid
        self.sending += sending

    def batch(self, readable: Readable[OrderNode]) -> StoreBatch:
        return StoreBatch(
            orders=tuple(self.orders),
            lines=tuple(self.lines),
            refund_lines=tuple(self.refund_lines),
            transactions=tuple(self.transactions),
            fulfillment_orders=tuple(self.sending),
            troubles=tuple(readable.troubles),
        )


class WholeOrders:
    """Reads orders of one shop."""

    def __init__(self, paging: Paging) -> None:
        self._paging = paging
        self._orders = Reader("order", OrderNode, decode.number)
        self._sending_nodes = Reader("order", FulfillmentOrderNode, decode.number)
        self._sees_sending = True

    def page(self, since: str, cursor: str) -> StorePage:
        """A page ascending by change."""
        asked = {"after": cursor or None, "query": f"updated_at:>='{since}'" if since else None}
        page = self._allowed(
            lambda: self._paging.page("orders_page", replies.Orders, {**asked, "sending": self._sees_sending})
        ).orders
        batch, newest = self._taken(page.nodes, BACKGROUND)
        info = page.page_info
        return StorePage(batch, info.end_cursor or "", info.has_next_page, newest, objects=len(page.nodes))

    def by_id(self, order_ids: Iterable[int], manner: Manner) -> StorePage:
        """These orders; one that is gone is missing."""
        gids = [f"gid://shopify/Order/{order_id}" for order_id in order_ids]
        raws = self._allowed(
            lambda: [
                raw
                for nodes in self._paging.by_id("orders_by_id", gids, manner, lambda: {"sending": self._sees_sending})
                for raw in nodes
            ]
        )
        batch, newest = self._taken(raws, manner)
        return StorePage(batch, cursor="", more=False, newest=newest, objects=len(raws))

    def sending(self, since: str, cursor: str) -> StorePage:
        """Open fulfilment orders by themselves, ascending by change; none where the token may not see them."""
        if not self._sees_sending:
            return StorePage(StoreBatch(), cursor="", more=False, newest="")
        asked = {"after": cursor or None, "query": f"updated_at:>='{since}'" if since else None}
        try:
            page = self._paging.page("fulfillment_orders", replies.FulfillmentOrders, asked).fulfillment_orders
        except ScopeMissing:
            self._sees_sending = False
            return self.sending(since, cursor)
        readable = self._sending_nodes.read(page.nodes)
        found: list[FulfillmentOrderRecord] = []
        readable.troubles.clear()  # named by their own number here, by their order's where it is read whole
        self._sending_nodes.taking(
            readable,
            lambda node: self._rest_of_sending(node, BACKGROUND),
            lambda node, rows: found.append(fulfillment_order_record(node, rows, decode.number(node.order_id))),
        )
        info = page.page_info
        return StorePage(
            StoreBatch(fulfillment_orders=tuple(found)),
            info.end_cursor or "",
            info.has_next_page,
            readable.newest,
            objects=len(page.nodes),
        )

    def _taken(self, raws: Sequence[msgspec.Raw], manner: Manner) -> tuple[StoreBatch, str]:
        readable, records = self._orders.read(raws), _Records()
        self._orders.taking(readable, lambda node: self._parts(node, manner), records.add)
        return records.batch(readable), readable.newest

    def _parts(self, node: OrderNode, manner: Manner) -> _Parts:
        lines = self._paging.rest(
            node.line_items, "order_lines", replies.OrderLines, node.id, lambda more: more.line_items, manner
        )
        refunded = [(refund, self._refund_lines(refund, manner)) for refund in node.refunds]
        sending = self._paging.rest(
            node.fulfillment_orders,
            "order_fulfillment_orders",
            replies.OrderFulfillmentOrders,
            node.id,
            lambda more: more.fulfillment_orders,
            manner,
        )
        return _Parts(lines, refunded, [(each, self._rest_of_sending(each, manner)) for each in sending])

    def _refund_lines(self, refund: RefundNode, manner: Manner) -> list[RefundLineNode]:
        return self._paging.rest(
            refund.refund_line_items,
            "refund_lines",
            replies.RefundLines,
            refund.id,
            lambda more: more.refund_line_items,
            manner,
        )

    def _rest_of_sending(self, node: FulfillmentOrderNode, manner: Manner) -> list[FulfillmentLineNode]:
        return self._paging.rest(
            node.line_items,
            "fulfillment_lines",
            replies.FulfillmentLines,
            node.id,
            lambda more: more.line_items,
            manner,
        )

    def _allowed(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except ScopeMissing as missing:
            named = missing.facts.get("scopes") or ()
            about_sending = not named or any(_SCOPE in str(scope) for scope in _each(named))
            if not self._sees_sending or not about_sending:
                raise
            self._sees_sending = False
            return ask()


def _each(named: object) -> Iterator[object]:
    return iter(named) if isinstance(named, (list, tuple)) else iter((named,))
