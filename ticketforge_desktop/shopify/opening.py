"""Open a connection to a store from what a person typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.connection import ConnectionWatch
from ticketforge_desktop.services.ports.host import SecretStore, Turn
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.address import base_url
from ticketforge_desktop.shopify.auth import ClientCredentials, PastedToken, TokenSource
from ticketforge_desktop.shopify.auth_code import CodeGrant
from ticketforge_desktop.shopify.auth_session import HeldSession, SessionTokens
from ticketforge_desktop.shopify.client import Client
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.grants import ClientApp
from ticketforge_desktop.shopify.scopes import ALL_ORDERS, ASKED_FOR
from ticketforge_desktop.shopify.store import ShopifyStore
from ticketforge_desktop.shopify.throttle import Throttle

if TYPE_CHECKING:
    import httpx


def open_store(
    login: StoreLogin,
    expected_domain: str = "",
    *,
    secrets: SecretStore | None = None,
    turn: Turn | None = None,
    throttle: Throttle | None = None,
    watch: ConnectionWatch | None = None,
    timeout_s: float = 30.0,
    sleep: Callable[[float], None] = time.sleep,
) -> ShopifyStore:
    """A store behind a login. Nothing is sent yet. Close it when done.

    Args:
        login: address and token, or address and the seller's own app.
        expected_domain: the shop the profile belongs to; "" for a first connection.
        secrets: where a granted token is kept between runs of the program; None while a login is being tried.
        turn: lets one process at a time renew a token.
        throttle: the store's bucket, to be shared by all connections of a process to the same store.
        watch: hears how each request ended.

    Raises:
        BadInput: no address of a store, or no token.
    """
    base = base_url(login.url)
    http = open_http(timeout_s)
    try:
        tokens = _tokens(login, base, http, secrets, turn)
    except BadInput:
        http.close()
        raise
    client = Client(http, base, tokens, throttle or Throttle(sleep=sleep), sleep=sleep, watch=watch)
    return ShopifyStore(client, expected_domain)


def open_code_login(login: StoreLogin, expected_domain: str, *, recent_orders_only: bool = False) -> CodeGrant:
    """A login through the browser, not yet begun. Close it when done.

    Args:
        login: address, client id and client secret.
        expected_domain: the shop the profile belongs to; "" for a first connection.
        recent_orders_only: for an app that Shopify has not approved for `read_all_orders`: it may not even ask.

    Raises:
        BadInput: no address of a store, no client id or no secret.
    """
    base, app = base_url(login.url), ClientApp.typed(login.client_id, login.client_secret)
    scopes = [scope for scope in ASKED_FOR if not (recent_orders_only and scope == ALL_ORDERS)]
    return CodeGrant(open_http(), base, app, expected_domain, now=time.time, scopes=scopes)


def _tokens(
    login: StoreLogin, base: str, http: httpx.Client, secrets: SecretStore | None, turn: Turn | None
) -> TokenSource:
    if login.token:
        return PastedToken(login.token)
    if not login.client_id:
        raise BadInput("Neither a token nor an app was given.", field="token")
    app = ClientApp.typed(login.client_id, login.client_secret)
    if login.session:
        kept = secrets if secrets is not None else HeldSession(login.session)
        return SessionTokens(http, base, app, now=time.time, kept=kept, turn=turn)
    return ClientCredentials(http, base, app, now=time.time, kept=secrets, turn=turn)
