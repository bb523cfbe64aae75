"""Logging in through the browser by authorization code.

shopify.dev, "Authorization code grant": the person agrees at `{shop}/admin/oauth/authorize`; the browser comes back to
the registered redirect with `code`, `shop`, `state`, `timestamp`, `host` and `hmac`: HMAC-SHA256 in hex under the app's
secret over the other parameters, sorted, as `name=value&name=value`, with `%` and `&` of values escaped. The time is
not checked: state and code work once, and a clock that is set wrong must lock nobody out.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from ticketforge_desktop.domain.errors import LoginDenied, LoginForged, LoginReplayed, TokenRefused
from ticketforge_desktop.shopify.auth_session import Session
from ticketforge_desktop.shopify.grants import ClientApp, ask_for_grant
from ticketforge_desktop.shopify.scopes import ASKED_FOR

if TYPE_CHECKING:
    import httpx

_SHOP: Final = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")
_LONGEST_QUERY: Final = 4_096


class CodeGrant:
    """`services.ports.login.CodeLogin` at one store."""

    def __init__(
        self,
        http: httpx.Client,
        base: str,
        app: ClientApp,
        expected_shop: str,
        *,
        now: Callable[[], float],
        scopes: Sequence[str] = ASKED_FOR,
    ) -> None:
        """`expected_shop` is the domain the profile belongs to, "" for a first connection."""
        self._scopes = tuple(scopes)
        self._http, self._base, self._app, self._now = http, base, app, now
        host = (urlsplit(base).hostname or "").casefold()
        self._shop = expected_shop.casefold() or (host if _SHOP.fullmatch(host) else "")
        self._state = secrets.token_urlsafe(32)
        self._used = False

    def address(self, redirect: str) -> str:
        asked = {
            "client_id": self._app.client_id,
            "scope": ",".join(self._scopes),
            "redirect_uri": redirect,
            "state": self._state,
        }
        return f"{self._base}/admin/oauth/authorize?{urlencode(asked)}"

    def code(self, query: str) -> str:
        told = _parameters(query)
        if not hmac.compare_digest(told.get("state", "").encode(), self._state.encode()):
            raise LoginForged("The answer does not belong to this login.", foreign=True)
        if self._used:
            raise LoginReplayed("This answer was here before.")
        if "error" in told and "code" not in told:
            self._used = True
            raise LoginDenied("The login was declined in the browser.", error=told["error"])
        if not hmac.compare_digest(self._signature(told).encode(), told.get("hmac", "").encode()):
            raise LoginForged("The answer is not signed with this app's secret.", foreign=False)
        shop = told.get("shop", "").casefold()
        if not _SHOP.fullmatch(shop) or (self._shop and shop != self._shop):
            raise LoginForged(
                f"The answer is for {shop or 'no shop'}, not for {self._shop or 'a store'}.",
                foreign=False,
                next_step="Log in to the store whose address was given; choose it in the browser.",
            )
        if not told.get("code"):
            raise LoginForged("The answer carries no code.", foreign=False)
        self._used, self._shop = True, shop
        return told["code"]

    def session(self, code: str) -> str:
        form = {"grant_type": "authorization_code", "code": code, "expiring": "1"}
        try:
            granted = ask_for_grant(self._http, self._base, self._app, form)
        except TokenRefused as refused:
            if refused.facts.get("error") in ("invalid_request", "invalid_grant"):
                raise LoginReplayed("The store does not take the code: it was used before, or is too old.") from refused
            raise
        return Session.granted(granted, self._now()).text

    def close(self) -> None:
        self._http.close()

    def _signature(self, told: dict[str, str]) -> str:
        signed = sorted((name, value) for name, value in told.items() if name not in ("hmac", "signature"))
        message = "&".join(f"{_escape(name).replace('=', '%3D')}={_escape(value)}" for name, value in signed)
        return hmac.new(self._app.client_secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def _parameters(query: str) -> dict[str, str]:
    """Each once: a second `shop` or `state` is somebody's try to have one checked and the other used."""
    if len(query) > _LONGEST_QUERY:
        raise LoginForged("The answer is too long.", foreign=True)
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise LoginForged("The answer can't be read.", foreign=True) from error
    told = dict(pairs)
    if len(told) != len(pairs):
        raise LoginForged("The answer names something twice.", foreign=True)
    return told


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("&", "%26")
