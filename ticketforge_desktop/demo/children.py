"""Which order owns a line, a transaction, a fulfilment order: without a dict of a million entries.

Generated children have ascending ids, so two flat arrays and a bisection find the owner; those that come later live in
a small dict.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.index import Table


class Children:
    """Owner of every child id, by type."""

    def __init__(self) -> None:
        self._late: dict[str, dict[int, int]] = {}
        self._first: dict[str, array[int]] = {}
        self._owner: dict[str, array[int]] = {}

    def load(self, type_name: str, first: array[int], owner: array[int]) -> None:
        """Blocks of consecutive ids: ``first[i]`` up to the next belong to order ``owner[i]`` (ascending)."""
        self._first[type_name] = first
        self._owner[type_name] = owner

    def adopt(self, type_name: str, number: int, order_id: int) -> None:
        """One more child."""
        self._late.setdefault(type_name, {})[number] = order_id

    def adopt_all(self, order: Order) -> None:
        """All children an order has now."""
        for type_name in KINDS:
            for child in _of(order, type_name):
                self.adopt(type_name, child.id, order.id)

    def owner(self, type_name: str, number: int) -> int | None:
        """The id of the order, None when unknown."""
        late = self._late.get(type_name, {}).get(number)
        if late is not None:
            return late
        first = self._first.get(type_name)
        if not first:
            return None
        at = bisect_right(first, number) - 1
        return self._owner[type_name][at] if at >= 0 else None

    def find(self, type_name: str, number: int, orders: Table[Order]) -> object | None:
        """The child itself."""
        owner = self.owner(type_name, number)
        order = orders.get(owner) if owner is not None else None
        if order is None:
            return None
        return next((c for c in _of(order, type_name) if c.id == number), None)


def _of(order: Order, type_name: str) -> Iterator[Any]:
    walk = _WALKS.get(type_name)
    return walk(order) if walk else iter(())


_WALKS: dict[str, Callable[[Order], Iterator[Any]]] = {
    "LineItem": lambda order: iter(order.lines),
    "OrderTransaction": lambda order: chain(order.transactions, *(r.transactions for r in order.refunds)),
    "Refund": lambda order: iter(order.refunds),
    "RefundLineItem": lambda order: chain.from_iterable(r.lines for r in order.refunds),
    "FulfillmentOrder": lambda order: iter(order.fulfillment_orders),
    "FulfillmentOrderLineItem": lambda order: chain.from_iterable(w.lines for w in order.fulfillment_orders),
    "Fulfillment": lambda order: iter(order.fulfillments),
    "FulfillmentLineItem": lambda order: chain.from_iterable(f.lines for f in order.fulfillments),
}
KINDS = tuple(_WALKS)
