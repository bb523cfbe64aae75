"""Open a connection to a store from what a person typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.connection import ConnectionWatch
from ticketforge_desktop.services.ports.host import SecretStore
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.address import base_url
from ticketforge_desktop.shopify.auth import ClientApp, ClientCredentials, PastedToken, TokenSource
from ticketforge_desktop.shopify.client import Client
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.store import ShopifyStore
from ticketforge_desktop.shopify.throttle import Throttle

if TYPE_CHECKING:
    import httpx


def open_store(
    login: StoreLogin,
    expected_domain: str = "",
    *,
    secrets: SecretStore | None = None,
    throttle: Throttle | None = None,
    watch: ConnectionWatch | None = None,
    timeout_s: float = 30.0,
    sleep: Callable[[float], None] = time.sleep,
) -> ShopifyStore:
    """A store behind a login. Nothing is sent yet. Close it when done.

    Args:
        login: address and token, or address and the seller's own app.
        expected_domain: the shop the profile belongs to; "" for a first connection.
        secrets: where a granted token is kept between runs of the program.
        throttle: the store's bucket, to be shared by all connections of a process to the same store.
        watch: hears how each request ended.

    Raises:
        BadInput: no address of a store, or no token.
    """
    base = base_url(login.url)
    http = open_http(timeout_s)
    try:
        tokens = _tokens(login, base, http, secrets)
    except BadInput:
        http.close()
        raise
    client = Client(http, base, tokens, throttle or Throttle(sleep=sleep), sleep=sleep, watch=watch)
    return ShopifyStore(client, expected_domain)


def _tokens(login: StoreLogin, base: str, http: httpx.Client, secrets: SecretStore | None) -> TokenSource:
    if login.token:
        return PastedToken(login.token)
    if not login.client_id:
        raise BadInput("Neither a token nor an app was given.", field="token")
    app = ClientApp(login.client_id, login.client_secret)
    return ClientCredentials(http, base, app, now=time.time, kept=secrets)
