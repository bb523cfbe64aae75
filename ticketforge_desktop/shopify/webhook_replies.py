"""The `data` of replies about webhook subscriptions."""

from __future__ import annotations

import msgspec

from ticketforge_desktop.shopify.replies import UserError
from ticketforge_desktop.shopify.wire import Connection, Node


class WebhookNode(Node):
    """A subscription."""

    id: str
    topic: str
    uri: str = ""
    include_fields: list[str] = msgspec.field(default_factory=list)


class Webhooks(Node):
    """Reply of `webhooks_list`."""

    webhook_subscriptions: Connection[WebhookNode]


class Subscribed(Node):
    """What subscribing answers."""

    webhook_subscription: WebhookNode | None = None
    user_errors: list[UserError] = msgspec.field(default_factory=list)


class WebhookSubscribe(Node):
    """Reply of `webhook_subscribe`."""

    webhook_subscription_create: Subscribed | None


class Unsubscribed(Node):
    """What ending a subscription answers."""

    user_errors: list[UserError] = msgspec.field(default_factory=list)


class WebhookUnsubscribe(Node):
    """Reply of `webhook_unsubscribe`."""

    webhook_subscription_delete: Unsubscribed | None
