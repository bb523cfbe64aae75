"""What a seller types as the address of the store, as one base URL."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from ticketforge_desktop.domain.errors import BadInput

API_VERSION: Final = "2026-10"
_HANDLE: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_ADMIN: Final = re.compile(r"/store/([a-z0-9-]+)")


def base_url(text: str) -> str:
    """The base of the Admin API: `https://{shop}.myshopify.com`, or the loopback address of an embedded store.

    Accepts the handle (`my-shop`), the domain, the shop's URL with any path, and the address of its admin
    (`admin.shopify.com/store/my-shop`). Plain HTTP is for loopback only: a token would travel in the clear.

    Raises:
        BadInput: not an address, or HTTP to another machine.
    """
    typed = text.strip().rstrip("/").lower()
    if not typed:
        raise _refuse(text, "No address of a store was given.")
    if _HANDLE.fullmatch(typed):
        if typed == "localhost":
            raise _refuse(text, "A store on this machine needs its port: http://127.0.0.1:PORT.")
        return f"https://{typed}.myshopify.com"
    scheme, host, port, path = _parts(text, typed)
    if host == "admin.shopify.com":
        named = _ADMIN.match(path)
        if named is None:
            raise _refuse(text, "The address of the admin does not name a store.")
        return f"https://{named.group(1)}.myshopify.com"
    loopback = _is_loopback(host)
    if not loopback and not _HOST.fullmatch(host):
        raise _refuse(text, f"{host!r} is not the name of a store.")
    if scheme == "http" and not loopback:
        raise _refuse(text, "The store must be reached by https: the token would travel in the clear.")
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{port}" if port else f"{scheme}://{shown}"


def _parts(text: str, typed: str) -> tuple[str, str, int | None, str]:
    try:
        split = urlsplit(typed if "://" in typed else f"https://{typed}")
        host, port = split.hostname or "", split.port
    except ValueError as error:
        raise _refuse(text, "That is not an address.") from error
    if split.scheme not in ("http", "https") or not host or split.username or split.password:
        raise _refuse(text, "That is not the address of a store.")
    return split.scheme, host, port, split.path


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(text: str, why: str) -> BadInput:
    return BadInput(
        why,
        field="url",
        value=text,
        next_step="Give the myshopify domain, such as my-shop.myshopify.com.",
    )
