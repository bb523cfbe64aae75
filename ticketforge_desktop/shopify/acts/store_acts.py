"""`StoreActs` over one connection: every kind of act, sent and looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.outbox import ActResult, OutboxEntry, Safety, Sending, Sight
from ticketforge_desktop.shopify.acts import (
    documents,
    drafts,
    edits,
    events,
    issues,
    leases,
    orders,
    parcels,
    people,
    refunds,
    sales,
    seats,
)
from ticketforge_desktop.shopify.acts import stock as shelf
from ticketforge_desktop.shopify.acts.kinds import AnyKind
from ticketforge_desktop.shopify.acts.sending import StoreCall
from ticketforge_desktop.shopify.client import Client

_FAMILIES: Final = (
    sales,
    drafts,
    refunds,
    orders,
    edits,
    parcels,
    shelf,
    leases,
    events,
    documents,
    issues,
    seats,
    people,
)
KINDS: Final[Mapping[str, AnyKind]] = {kind.name: kind for family in _FAMILIES for kind in family.KINDS}


class ShopActs:
    """The store as the outbox reaches it. Safe to use from several threads; they share the client's bucket.

    Args:
        client: the connection.
        right_shop: makes sure that the right shop answers, as the store's other side does (`ShopifyStore.shop`).
    """

    def __init__(self, client: Client, right_shop: Callable[[], object]) -> None:
        self._client, self._right_shop = client, right_shop

    def ready(self) -> datetime | None:
        self._right_shop()
        told = self._client.store_time()
        return datetime.fromisoformat(told) if told else None

    def check(self, kind: str, payload: Mapping[str, object]) -> None:
        check_payload(kind, payload)

    def safety(self, kind: str) -> Safety:
        return _kind(kind).safety

    def perform(self, entry: OutboxEntry, sending: Sending) -> ActResult:
        kind = _kind(entry.kind)
        payload = kind.read(entry.payload)
        return ActResult(kind.send(StoreCall(self._client, entry, sending), payload))

    def find(self, entry: OutboxEntry, sending: Sending) -> Sight | None:
        kind = _kind(entry.kind)
        if kind.find is None:
            return None
        return kind.find(StoreCall(self._client, entry, sending), kind.read(entry.payload))


def check_payload(kind: str, payload: Mapping[str, object]) -> None:
    """Raises `BadInput` when a payload does not fit its kind, or nobody knows the kind."""
    _kind(kind).read(payload)


def _kind(name: str) -> AnyKind:
    """Raises `BadInput` for an act of a later version of the program."""
    try:
        return KINDS[name]
    except KeyError:
        raise BadInput(f"This version does not know acts of kind {name!r}.", field="kind", value=name) from None
