"""Where orders go by post, read when somebody plans it: the mirror keeps no streets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from ticketforge_desktop.shopify.acts.kinds import gid
from ticketforge_desktop.shopify.client import FAST, Client
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.wire import Node

_IDS_A_REQUEST: Final = 50


class _Place(Node):
    name: str | None = None
    formatted: list[str] = msgspec.field(default_factory=list)  # as the country writes it, name apart


class _Order(Node):
    id: str = ""
    shipping_address: _Place | None = None


class _Reply(Node):
    nodes: list[_Order | None]


def post_addresses(client: Client, order_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Name and address line by line, by the order's number. Orders without one, or whose one is withheld, are missing.

    Raises: `ConnectionTrouble`.
    """
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(order_ids), _IDS_A_REQUEST):
        ids = [gid("Order", one) for one in order_ids[start : start + _IDS_A_REQUEST]]
        for order in client.run(document("post_addresses"), _Reply, {"ids": ids}, FAST).nodes:
            place = order.shipping_address if order is not None else None
            if order is not None and place is not None and any(place.formatted):
                found[number(order.id)] = tuple(line for line in (place.name, *place.formatted) if line)
    return found
