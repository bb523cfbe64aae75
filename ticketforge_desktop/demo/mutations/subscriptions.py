"""Webhook subscriptions, and the targets for staged uploads."""

from __future__ import annotations

import re
import urllib.parse

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.mutations.answers import Invalid, filled, refuse, rows, table, text, words
from ticketforge_desktop.demo.state import Record, World

PUBSUB = re.compile(r"pubsub://[a-z][a-z0-9-]+:[A-Za-z][A-Za-z0-9_.~+%-]+")
EVENTBRIDGE = re.compile(r"arn:aws:events:[a-z0-9-]+::event-source/aws\.partner/shopify\.com(\.test)?/\d+/.+")

SIGNATURE = dict.fromkeys(
    ("x-goog-date", "x-goog-credential", "x-goog-algorithm", "x-goog-signature", "policy"), "embedded-store"
)


def create(call: MutationCall) -> Payload:
    """``webhookSubscriptionCreate``: one topic goes to one address once. Loopback addresses may be plain HTTP."""
    given, topic = table(call.args, "webhookSubscription"), str(call.args["topic"])
    uri = filled(given, "uri") or filled(given, "callbackUrl")
    try:
        _check(call.world, topic, uri)
    except Invalid as refused:
        return refuse(["webhookSubscription"], refused.error)
    number, now = call.world.new_id("WebhookSubscription"), iso(call.world.now())
    record: Record = {
        "__typename": "WebhookSubscription",
        "id": gid("WebhookSubscription", number),
        "legacyResourceId": str(number),
        "topic": topic,
        "uri": uri,
        "callbackUrl": uri,
        "endpoint": {"__typename": "WebhookHttpEndpoint", "callbackUrl": uri},
        "format": text(given, "format") or "JSON",
        "filter": text(given, "filter"),
        "includeFields": words(given, "includeFields"),
        "metafieldNamespaces": words(given, "metafieldNamespaces"),
        "metafields": rows(given, "metafields"),
        "name": text(given, "name"),
        "apiVersion": {"handle": call.context.version, "displayName": call.context.version, "supported": True},
        "createdAt": now,
        "updatedAt": now,
    }
    return {"webhookSubscription": call.world.put(record), "userErrors": []}


def _check(world: World, topic: str, uri: str | None) -> None:
    field = ("webhookSubscription", "callbackUrl")
    if uri is None:
        raise Invalid("Address can't be blank", *field)
    parts = urllib.parse.urlsplit(uri)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    web = parts.hostname is not None and (parts.scheme == "https" or (parts.scheme == "http" and local))
    if not web and not PUBSUB.fullmatch(uri) and not EVENTBRIDGE.fullmatch(uri):
        message = "Address protocol http:// is not supported" if parts.scheme == "http" else "Address is invalid"
        raise Invalid(message, *field)
    for row in world.records_of("WebhookSubscription"):
        if (row["topic"], row["uri"]) == (topic, uri):
            raise Invalid("Address for this topic has already been taken", *field)


def delete(call: MutationCall) -> Payload:
    """``webhookSubscriptionDelete``."""
    gone = call.world.drop(str(call.args["id"]))
    if gone is None:
        message = "Webhook subscription does not exist"
        return refuse(["deletedWebhookSubscriptionId"], Invalid(message, "id").error)
    return {"deletedWebhookSubscriptionId": call.args["id"], "userErrors": []}


def stage_uploads(call: MutationCall) -> Payload:
    """``stagedUploadsCreate``: a form for POST, a bare address for PUT; both on this store."""
    targets = []
    for row in rows(call.args, "input"):
        name = f"{call.world.random.getrandbits(128):032x}"
        key = f"tmp/{call.world.shop.id}/bulk/{name}/{row['filename']}"
        mime = str(row["mimeType"])
        if text(row, "httpMethod") == "POST":
            url = f"{call.base_url}/staged"
            form = {"Content-Type": mime, "success_action_status": "201", "acl": "private", "key": key, **SIGNATURE}
        else:
            url = f"{call.base_url}/staged/{urllib.parse.quote(key)}"
            form = {"content_type": mime, "acl": "private"}
        parameters = [{"name": field, "value": value} for field, value in form.items()]
        targets.append({"url": url, "resourceUrl": url, "parameters": parameters})
    return {"stagedTargets": targets, "userErrors": []}


MUTATIONS = {
    "webhookSubscriptionCreate": Mutation(create),
    "webhookSubscriptionDelete": Mutation(delete),
    "stagedUploadsCreate": Mutation(stage_uploads),
}
