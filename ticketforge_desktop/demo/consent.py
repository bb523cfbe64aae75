"""``GET /admin/oauth/authorize``: the seller's consent, given at once, and the signed way back to the app.

https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant: the store sends
the browser to ``redirect_uri`` with ``code``, ``shop``, ``state``, ``timestamp``, ``host`` and ``hmac``: HMAC-SHA256 in
hex under the app's secret, over the other parameters sorted by name and joined as ``name=value&name=value``. Nobody
sits before this store, so it does not ask; the fault ``denied-consent`` declines.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from ticketforge_desktop.demo.auth import Authority

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Way:
    """Where the browser goes next (302), or why it goes nowhere (400)."""

    location: str = ""
    fault: str = ""


def authorize(authority: Authority, shop: str, query: Mapping[str, str], now: float, *, denied: bool = False) -> Way:
    """What the store answers to the browser."""
    redirect = query.get("redirect_uri", "")
    if query.get("client_id") != authority.client_id:
        return Way(fault="Oauth error invalid_request: The client_id is not known.")
    if urlsplit(redirect).hostname not in LOOPBACK:
        return Way(fault="Oauth error invalid_request: The redirect_uri is not whitelisted")
    state = query.get("state", "")
    if denied:
        told = {"error": "access_denied", "error_description": "The request was not approved", "state": state}
        return Way(f"{redirect}?{urlencode(told)}")
    scopes = [scope.strip() for scope in query.get("scope", "").split(",") if scope.strip()]
    admin = f"admin.shopify.com/store/{shop.removesuffix('.myshopify.com')}"
    back = {
        "code": authority.new_code(scopes or None),
        "host": base64.b64encode(admin.encode()).decode().rstrip("="),
        "shop": shop,
        "state": state,
        "timestamp": str(int(now)),
    }
    return Way(f"{redirect}?{urlencode({**back, 'hmac': sign(back, authority.client_secret)})}")


def sign(parameters: Mapping[str, str], secret: str) -> str:
    """The ``hmac`` of a callback."""
    message = "&".join(f"{name}={value}" for name, value in sorted(parameters.items()))
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()
