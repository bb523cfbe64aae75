"""This app's webhook subscriptions: `services.ports.webhooks.Subscriptions` over the Admin API.

The fields asked for are ids only: a receiver fetches the thing again anyway, and what a tunnel carries then names
nobody. The compliance topics can't be subscribed to here; they are set in the app's own configuration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ticketforge_desktop.domain.errors import StoreRefused
from ticketforge_desktop.services.ports.webhooks import TOPICS, Subscription
from ticketforge_desktop.shopify import webhook_replies as replies
from ticketforge_desktop.shopify.client import Client, Manner
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.faults import refused
from ticketforge_desktop.shopify.paging import present
from ticketforge_desktop.shopify.throttle import Lane

_AGAIN: Final = Manner(Lane.FAST, patience_s=60.0, repeatable=True)
_ID: Final = ("id",)
SUBSCRIBED: Final[Mapping[str, tuple[str, ...]]] = {
    "orders/create": _ID,
    "orders/paid": _ID,
    "orders/updated": _ID,
    "orders/cancelled": _ID,
    "orders/delete": _ID,
    "refunds/create": ("id", "order_id"),
    "products/create": _ID,
    "products/update": _ID,
    "products/delete": _ID,
    "inventory_levels/update": ("inventory_item_id", "location_id"),
    "app/uninstalled": ("id", "domain", "myshopify_domain"),
}
_NAMES: Final = {topic.replace("/", "_").upper(): topic for topic in TOPICS}


class ShopSubscriptions:
    """Subscriptions of the app behind one connection."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def topics(self) -> Mapping[str, tuple[str, ...]]:
        return SUBSCRIBED

    def all(self) -> Sequence[Subscription]:
        """Every subscription, all pages."""
        asked, found, cursor = document("webhooks_list"), [], None
        while True:
            variables = {"first": asked.page, "after": cursor}
            page = self._client.run(asked, replies.Webhooks, variables, _AGAIN).webhook_subscriptions
            found += [_subscription(node) for node in present(page)]
            if not (page.page_info.has_next_page and page.page_info.end_cursor):
                return found
            cursor = page.page_info.end_cursor

    def subscribe(self, topic: str, address: str, fields: Sequence[str]) -> Subscription:
        asked = {"topic": topic.replace("/", "_").upper(), "address": address, "fields": list(fields)}
        reply = self._client.run(document("webhook_subscribe"), replies.WebhookSubscribe, asked, _AGAIN)
        answer = reply.webhook_subscription_create or replies.Subscribed()
        if answer.webhook_subscription is not None and not answer.user_errors:
            return _subscription(answer.webhook_subscription)
        there = next((one for one in self.all() if (one.topic, one.address) == (topic, address)), None)
        if there is not None:  # our own first attempt, whose reply was lost
            return there
        if not answer.user_errors:
            raise StoreRefused("The store refused a webhook subscription without saying why.", errors=[])
        raise refused("subscribe to webhooks", answer.user_errors)

    def unsubscribe(self, subscription_id: str) -> None:
        asked = {"id": subscription_id}
        reply = self._client.run(document("webhook_unsubscribe"), replies.WebhookUnsubscribe, asked, _AGAIN)
        answer = reply.webhook_subscription_delete or replies.Unsubscribed()
        if answer.user_errors and any(one.subscription_id == subscription_id for one in self.all()):
            raise refused("end a webhook subscription", answer.user_errors)


def _subscription(node: replies.WebhookNode) -> Subscription:
    return Subscription(node.id, _NAMES.get(node.topic, node.topic.lower()), node.uri, tuple(node.include_fields))
