"""Documents kept on orders, read and written at once: what can't wait for the outbox."""

from __future__ import annotations

from typing import Final

import msgspec

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.services.ports.store import Document
from ticketforge_desktop.shopify import replies
from ticketforge_desktop.shopify.acts.documents import OrderDocument
from ticketforge_desktop.shopify.acts.kinds import gid
from ticketforge_desktop.shopify.client import FAST, Client, Manner
from ticketforge_desktop.shopify.documents import NAMESPACE, document
from ticketforge_desktop.shopify.faults import refused
from ticketforge_desktop.shopify.throttle import Lane

# Somebody stands at the desk: the store is not waited for longer than this. Swapping twice by digest is swapping once.
_SWAP: Final = Manner(Lane.FAST, patience_s=15.0, repeatable=True)
STALE: Final = frozenset({"STALE_OBJECT", "INVALID_COMPARE_DIGEST", "TAKEN"})


class OrderDocuments:
    """`IssueStore` over one connection."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def read(self, order_id: int, key: str) -> Document | None:
        """Raises `NotFound` when the order is gone, and `ConnectionTrouble`."""
        variables = {"id": gid("Order", order_id), "key": key}
        order = self._client.run(document("acts/order_document"), OrderDocument, variables, FAST).order
        if order is None:
            raise NotFound(
                "The order is not in the store any more.", order_id=order_id, next_step="Sync: `ticketforge sync`."
            )
        found = order.metafield
        return None if found is None else Document(found.value, found.compare_digest)

    def swap(self, order_id: int, key: str, value: str, digest: str | None) -> Document:
        """Raises `Conflict` when the digest does not fit any more, and `ConnectionTrouble`."""
        written = {
            "ownerId": gid("Order", order_id),
            "namespace": NAMESPACE,
            "key": key,
            "type": "json",
            "value": value,
            "compareDigest": digest,
        }
        reply = self._client.run(document("document_swap"), replies.DocumentSwap, {"documents": [written]}, _SWAP)
        answer = reply.metafields_set or replies.SetMetafields()
        if answer.metafields:
            return Document(answer.metafields[0].value, answer.metafields[0].compare_digest)
        if not any(error.code in STALE for error in answer.user_errors):
            raise refused("keep a document", answer.user_errors)
        # After a lost reply our own first attempt makes the second one stale; that is success.
        current = self.read(order_id, key)
        if current is not None and msgspec.json.decode(current.value) == msgspec.json.decode(value):
            return current
        raise Conflict(f"The document {key!r} of the order was changed by another station.", key=key)
