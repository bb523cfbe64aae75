"""`set_document`, `set_order_document`: JSON documents kept in the store, written by compare-and-swap.

An act says what to change (`put` these names, `drop` those), not what the whole document is: when another station was
faster, the document is read again and the change made upon the newer one. Doing it twice is doing it once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Final

from msgspec import Meta, field

from ticketforge_desktop.services.ports.outbox import ActRefused, Safety
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, OfOrder, Payload, gid, order_of
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.documents import NAMESPACE
from ticketforge_desktop.shopify.replies import Installation, Metafield
from ticketforge_desktop.shopify.wire import Node

Key = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{2,64}$")]
Change = Callable[[str], str]

# Another station may be faster a few times in a row, not for ever.
TRIES: Final = 8
LONGEST: Final = 128_000  # bytes of a JSON metafield


class SetDocument(Payload, kw_only=True, frozen=True):
    """A change of a document of the app. `put` replaces names at the top level, `drop` takes them out."""

    key: Key
    put: dict[str, object] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)


class SetOrderDocument(OfOrder, kw_only=True, frozen=True):
    """A change of a document on an order. `highest`: of two numbers the higher stays (`issues` never go back)."""

    key: Key
    put: dict[str, object] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    highest: bool = False


class DocumentHome(Node):
    """Whatever carries a document."""

    id: str
    metafield: Metafield | None = None


class OrderDocument(Node):
    """Reply of `order_document`."""

    order: DocumentHome | None = None


class AppDocument(Node):
    """Reply of `app_document`."""

    current_app_installation: Installation


class DocumentsSet(Answer):
    """`metafieldsSet`."""

    metafields: list[Metafield] | None = None


def swap(call: StoreCall, read: Callable[[], DocumentHome | Installation], key: str, change: Change) -> str:
    """Change a document, upon whatever it is by now; returns its text. Raises `ActRefused` (`stale`, `too_much`)."""
    for _ in range(TRIES):
        home = read()
        before = home.metafield.value if home.metafield else ""
        after = change(before)
        if after == before:
            return after
        if len(after.encode()) > LONGEST:
            raise ActRefused(f"The document {key!r} grows over 128 KB.", reason="too_much", errors=[])
        written = {
            "ownerId": home.id,
            "namespace": NAMESPACE,
            "key": key,
            "type": "json",
            "value": after,
            "compareDigest": home.metafield.compare_digest if home.metafield else None,
        }
        try:
            call.do("metafields_set", DocumentsSet, {"documents": [written]})
        except ActRefused as refused:
            if refused.facts["reason"] != "stale":
                raise
            continue
        return after
    raise ActRefused(f"The document {key!r} is changed by others all the time.", reason="stale", errors=[])


def order_home(call: StoreCall, order_id: int, key: str) -> DocumentHome:
    """The order with its document. Raises `ActRefused` when the order is gone."""
    variables = {"id": gid("Order", order_id), "key": key}
    home = call.ask("order_document", OrderDocument, variables).order
    if home is None:
        raise ActRefused("The order is not in the store any more.", reason="gone", errors=[])
    return home


def send_document(call: StoreCall, wanted: SetDocument) -> Facts:
    """Change a document of the app."""

    def read() -> Installation:
        return call.ask("app_document", AppDocument, {"key": wanted.key}).current_app_installation

    swap(call, read, wanted.key, lambda text: changed(text, wanted.put, wanted.drop))
    return {"key": wanted.key}


def send_order_document(call: StoreCall, wanted: SetOrderDocument) -> Facts:
    """Change a document of an order."""
    order_id = order_of(call, wanted)

    def read() -> DocumentHome:
        return order_home(call, order_id, wanted.key)

    swap(call, read, wanted.key, lambda text: changed(text, wanted.put, wanted.drop, highest=wanted.highest))
    return {"order_id": order_id, "key": wanted.key}


def changed(text: str, put: dict[str, object], drop: list[str], *, highest: bool = False) -> str:
    """A JSON object with names put and dropped. What was no object is replaced: it meant nothing to any reader."""
    try:
        known = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        known = {}
    before = dict(known) if isinstance(known, dict) else {}
    after = {name: value for name, value in before.items() if name not in drop}
    for name, value in put.items():
        after[name] = _higher(after.get(name), value) if highest else value
    if after == before and isinstance(known, dict) and text:
        return text
    return json.dumps(after, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if after or text else text


def _higher(old: object, new: object) -> object:
    """The higher of two whole numbers; the new one where they are none."""
    return max(old, new) if type(old) is int and type(new) is int else new


KINDS = (
    ActKind("set_document", SetDocument, Safety.REPEATABLE, send_document),
    ActKind("set_order_document", SetOrderDocument, Safety.REPEATABLE, send_order_document),
)
