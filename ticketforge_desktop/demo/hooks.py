"""From the world's journal to webhooks: which topics a change has, who asked for them, and what they are told.

The journal is heard inside the world's lock, so changes are only noted there. A thread of its own then takes the lock,
writes the bodies from the state after the change, and hands them to the sender. Several changes of one thing that
wait under the same topic become one message.

The compliance topics (``customers/data_request``, ``customers/redact``, ``shop/redact``) can't be subscribed to through
the API; they go to ``compliance_uri``, as an app's configuration would have it.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import Customer
from ticketforge_desktop.demo.hook_bodies import Body, body_of, encode
from ticketforge_desktop.demo.state import Change, Record, World
from ticketforge_desktop.demo.webhooks import Message, WebhookSender

SUBSCRIPTION = "WebhookSubscription"
COMPLIANCE = ("customers/data_request", "customers/redact", "shop/redact")
TOPICS: Mapping[tuple[str, str], str] = {
    ("Order", "create"): "orders/create",
    ("Order", "update"): "orders/updated",
    ("Order", "paid"): "orders/paid",
    ("Order", "cancelled"): "orders/cancelled",
    ("Order", "edited"): "orders/edited",
    ("Order", "fulfilled"): "orders/fulfilled",
    ("Order", "delete"): "orders/delete",
    ("Refund", "create"): "refunds/create",
    ("Product", "create"): "products/create",
    ("Product", "update"): "products/update",
    ("Product", "delete"): "products/delete",
    ("InventoryLevel", "update"): "inventory_levels/update",
    ("Customer", "create"): "customers/create",
    ("Customer", "update"): "customers/update",
    ("Customer", "delete"): "customers/delete",
    ("Customer", "redact"): "customers/redact",
    ("Fulfillment", "create"): "fulfillments/create",
    ("Fulfillment", "update"): "fulfillments/update",
    ("DraftOrder", "create"): "draft_orders/create",
    ("DraftOrder", "update"): "draft_orders/update",
    ("DraftOrder", "delete"): "draft_orders/delete",
    ("App", "uninstalled"): "app/uninstalled",
}


@dataclass(slots=True)
class Noted:
    """A change that waits to be told."""

    topic: str
    thing: Any
    at: float
    event_id: str = field(default_factory=lambda: str(uuid.uuid4()))


class Hooks:
    """Tells subscribers of one world's changes through one sender."""

    def __init__(self, world: World, sender: WebhookSender, compliance_uri: str | None = None) -> None:
        self._world = world
        self._sender = sender
        self.compliance_uri = compliance_uri
        self._noted: dict[tuple[str, int], Noted] = {}
        self._wake = threading.Condition()
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None
        world.subscribe(self._hear)

    @property
    def sender(self) -> WebhookSender:
        """Where messages go."""
        return self._sender

    def uninstall(self) -> None:
        """The merchant removes the app: subscribers hear ``app/uninstalled``, then every subscription is gone."""
        with self._world.lock:
            self._note("app/uninstalled", self._world.shop, self._world.clock.now())
        self.quiesce()
        with self._world.lock:
            self._world.records.pop(SUBSCRIPTION, None)

    def request_data(self, customer: Customer) -> None:
        """A customer asks what is stored of them (``customers/data_request``)."""
        with self._world.lock:
            self._note("customers/data_request", customer, self._world.clock.now())

    def redact_shop(self) -> None:
        """The shop's data is to go, 48 hours after an uninstall on a real store (``shop/redact``)."""
        with self._world.lock:
            self._note("shop/redact", self._world.shop, self._world.clock.now())

    def quiesce(self, timeout: float = 10.0) -> bool:
        """Wait until everything noted was delivered or given up; False when ``timeout`` seconds were not enough."""
        with self._wake:
            done = self._wake.wait_for(lambda: not self._noted and not self._busy, timeout)
        return self._sender.quiesce(timeout) and done

    def close(self) -> None:
        """Stop hearing and sending; what waits is dropped."""
        with self._wake:
            self._closing = True
            self._noted.clear()
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._sender.close()

    def _hear(self, change: Change) -> None:
        topic = TOPICS.get((change.type_name, change.action))
        if topic is not None and self._anyone(topic):
            self._note(topic, change.thing, change.at)

    def _anyone(self, topic: str) -> bool:
        if topic in COMPLIANCE:
            return self.compliance_uri is not None
        wanted = enum_of(topic)
        return any(row["topic"] == wanted for row in self._world.records.get(SUBSCRIPTION, {}).values())

    def _note(self, topic: str, thing: Any, at: float) -> None:
        with self._wake:
            if self._closing:
                return
            self._noted.setdefault((topic, id(thing)), Noted(topic, thing, at))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="demo-hooks", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._noted or self._closing)
                if self._closing:
                    return
                self._busy = True
            with self._world.lock, self._wake:
                batch, self._noted = list(self._noted.values()), {}
            for noted in batch:
                self._tell(noted)
            with self._wake:
                self._busy = False
                self._wake.notify_all()

    def _tell(self, noted: Noted) -> None:
        with self._world.lock:
            body = self._body(noted)
            receivers = self._receivers(noted.topic, body)
        for uri, include in receivers:
            triggered = iso(noted.at) or ""
            self._sender.send(Message(noted.topic, uri, encode(body, include), triggered, noted.event_id))

    def _receivers(self, topic: str, body: Body) -> list[tuple[str, list[str]]]:
        if topic in COMPLIANCE:
            return [(self.compliance_uri, [])] if self.compliance_uri else []
        rows = self._world.records.get(SUBSCRIPTION, {}).values()
        asked = [row for row in rows if row["topic"] == enum_of(topic) and passes(row, body)]
        return [(str(row["uri"]), _names(row)) for row in asked]

    def _body(self, noted: Noted) -> Body:
        world, thing = self._world, noted.thing
        if noted.topic in COMPLIANCE or noted.topic == "app/uninstalled":
            shop = {"shop_id": world.shop.id, "shop_domain": world.shop.domain}
            if not isinstance(thing, Customer):
                return {**shop, "id": world.shop.id, "name": world.shop.name, "domain": world.shop.domain}
            numbers = [order.id for order in world.orders if order.customer is thing]
            person = {"id": thing.id, "email": thing.email, "phone": thing.phone}
            asked = "orders_requested" if noted.topic.endswith("data_request") else "orders_to_redact"
            return {**shop, "customer": person, asked: numbers}
        return body_of(world, noted.topic, thing)


def enum_of(topic: str) -> str:
    """``orders/paid`` as the API's enumeration writes it: ``ORDERS_PAID``."""
    return topic.replace("/", "_").upper()


def _names(row: Record) -> list[str]:
    given = row.get("includeFields")
    return [str(name) for name in given] if isinstance(given, list) else []


def passes(row: Record, body: Body) -> bool:
    """Whether a subscription's ``filter`` lets a body through: ``field:value`` terms that all must hold.

    What is no such term (comparisons, unknown fields) lets everything through.
    """
    for term in re.split(r"\s+AND\s+|\s+", str(row.get("filter") or "").strip()):
        name, _, value = term.partition(":")
        plain = value.strip("'\"").lower()
        if name in body and plain and plain[0] not in "<>*" and str(body[name]).lower() != plain:
            return False
    return True
