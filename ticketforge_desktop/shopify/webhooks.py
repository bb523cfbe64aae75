"""Webhooks as the store signs and words them: HMAC over the raw body, headers, topics, the little of a body we need.

Only the body is signed, the headers are not: whoever caught a signed body could send it again under another topic or
id. So a topic that does more than have an id fetched again must find in its body what only its own bodies say.
Source: Shopify's pages "About webhooks" and "Privacy law compliance".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final, NamedTuple, TypeVar

import msgspec

from ticketforge_desktop.services.ports.webhooks import TOPICS, Answer, Delivery, Posted, Wanted

HMAC: Final = "x-shopify-hmac-sha256"
TOPIC: Final = "x-shopify-topic"
SHOP: Final = "x-shopify-shop-domain"
WEBHOOK_ID: Final = "x-shopify-webhook-id"
VERSION: Final = "x-shopify-api-version"
TRIGGERED: Final = "x-shopify-triggered-at"

WRONG_SHOP: Final = Answer(403, "shop")
NO_TOPIC: Final = Answer(422, "topic")
NO_ID: Final = Answer(400, "id")
NO_BODY: Final = Answer(400, "body")

_VISIBLE: Final = re.compile(r"[\x21-\x7e]{1,128}")
_SHORT: Final = re.compile(r"[\x20-\x7e]{0,40}")

Number = Annotated[int, msgspec.Meta(gt=0, le=2**63 - 1)]
BodyT = TypeVar("BodyT", bound=msgspec.Struct)


class _Thing(msgspec.Struct):
    id: Number


class _Refund(msgspec.Struct):
    order_id: Number


class _Level(msgspec.Struct):
    inventory_item_id: Number


class _Person(msgspec.Struct):
    id: Number | None = None
    email: str | None = None
    phone: str | None = None


class _DataRequest(msgspec.Struct):
    shop_domain: str
    orders_requested: list[Number]
    customer: _Person


class _Redaction(msgspec.Struct):
    shop_domain: str
    orders_to_redact: list[Number]
    customer: _Person


class _Shop(msgspec.Struct):
    """`shop/redact` names the shop by `shop_domain`, `app/uninstalled` sends the shop itself."""

    shop_id: Number | None = None
    id: Number | None = None
    shop_domain: str | None = None
    myshopify_domain: str | None = None
    domain: str | None = None
    customer: object = None


class _Said(NamedTuple):
    """What a body says."""

    object_name: str
    facts: Mapping[str, object]


def _thing(kind: str) -> Callable[[bytes, str], _Said]:
    return lambda body, _shop: _Said(f"{kind}:{_decoded(body, _Thing).id}", {})


def _refund(body: bytes, _shop: str) -> _Said:
    return _Said(f"order:{_decoded(body, _Refund).order_id}", {})


def _level(body: bytes, _shop: str) -> _Said:
    return _Said(f"stock:{_decoded(body, _Level).inventory_item_id}", {})


def _data_request(body: bytes, shop: str) -> _Said:
    told = _decoded(body, _DataRequest)
    return _person(told.customer, told.orders_requested, told.shop_domain, shop)


def _redaction(body: bytes, shop: str) -> _Said:
    told = _decoded(body, _Redaction)
    return _person(told.customer, told.orders_to_redact, told.shop_domain, shop)


def _person(customer: _Person, orders: list[int], named: str, shop: str) -> _Said:
    _require(same_shop(named, shop))
    number, address = customer.id or 0, customer.email or customer.phone or ""
    _require(bool(number or address))
    return _Said(f"customer:{number}", {"customer_id": number, "address": address, "order_ids": orders})


def _shop_body(body: bytes, shop: str) -> _Said:
    told = _decoded(body, _Shop)
    named = (told.shop_domain, told.myshopify_domain, told.domain)
    _require(told.customer is None and any(same_shop(name, shop) for name in named if name))
    return _Said(f"shop:{told.shop_id or told.id or 0}", {})


_FINDERS: Final[Mapping[Wanted, Callable[[bytes, str], _Said]]] = {
    Wanted.ORDER: _thing("order"),
    Wanted.ORDER_GONE: _thing("order"),
    Wanted.PRODUCT: _thing("product"),
    Wanted.PRODUCT_GONE: _thing("product"),
    Wanted.STOCK: _level,
    Wanted.DATA_REQUEST: _data_request,
    Wanted.ERASE_PERSON: _redaction,
    Wanted.ERASE_SHOP: _shop_body,
    Wanted.UNINSTALLED: _shop_body,
}


class ShopifyWebhooks:
    """`WebhookReader`."""

    def signed(self, posted: Posted, secrets: Sequence[str]) -> bool:
        """In constant time for each secret, whichever of them signed."""
        given = posted.headers.get(HMAC, "").encode("latin-1", "replace")
        matches = [hmac.compare_digest(given, signature(secret, posted.body)) for secret in secrets if secret]
        return any(matches)

    def read(self, posted: Posted, shop: str) -> Delivery | Answer:
        headers = posted.headers
        if not same_shop(headers.get(SHOP, ""), shop):
            return WRONG_SHOP
        topic, webhook_id = self.topic(posted), headers.get(WEBHOOK_ID, "")
        if not topic:
            return NO_TOPIC
        if not _VISIBLE.fullmatch(webhook_id):
            return NO_ID
        find = _refund if topic == "refunds/create" else _FINDERS[TOPICS[topic]]
        try:
            said = find(posted.body, shop)
        except (msgspec.DecodeError, ValueError, RecursionError):
            return NO_BODY
        version, triggered = _short(headers.get(VERSION, "")), _short(headers.get(TRIGGERED, ""))
        return Delivery(webhook_id, topic, said.object_name, version, triggered, said.facts)

    def topic(self, posted: Posted) -> str:
        claimed = posted.headers.get(TOPIC, "")
        return claimed if claimed in TOPICS else ""


def signature(secret: str, body: bytes) -> bytes:
    """The value of `X-Shopify-Hmac-SHA256`: base64 of HMAC-SHA256 over the raw body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())


def same_shop(named: str, shop: str) -> bool:
    """Whether two domains are the same shop; an empty one is none."""
    return bool(shop) and named.strip().casefold() == shop.casefold()


def _decoded(body: bytes, kind: type[BodyT]) -> BodyT:
    return msgspec.json.decode(body, type=kind)


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("not what this topic says")


def _short(text: str) -> str:
    return text if _SHORT.fullmatch(text) else ""
