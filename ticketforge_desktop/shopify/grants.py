"""`POST {shop}/admin/oauth/access_token`: one question to the token endpoint, and what it answered.

shopify.dev, "Authentication and authorization": the body is form encoded; the answer holds `access_token`, `scope` and,
for tokens that end, `expires_in` (seconds), `refresh_token` and `refresh_token_expires_in`. Refusals are HTTP 400 with
`error` and `error_description` (RFC 6749, 5.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable, TokenRefused, WrongShop

if TYPE_CHECKING:
    import httpx


class Grant(msgspec.Struct):
    """What was granted. `expires_in` None: nothing was said of an end, so it is used until the store refuses it."""

    access_token: str = ""
    expires_in: float | None = None
    refresh_token: str = ""
    refresh_token_expires_in: float | None = None


class _Refusal(msgspec.Struct):
    error: str = ""
    error_description: str = ""


@dataclass(frozen=True, slots=True)
class ClientApp:
    """The seller's own app: its id and secret."""

    client_id: str
    client_secret: str

    @classmethod
    def typed(cls, client_id: str, client_secret: str) -> ClientApp:
        """From what a person typed. Raises `BadInput`."""
        return cls(clean_secret(client_id, "client_id"), clean_secret(client_secret, "client_secret"))

    @property
    def mark(self) -> str:
        """Tells two secrets apart without naming them."""
        return hashlib.sha256(f"{self.client_id}\n{self.client_secret}".encode()).hexdigest()


def ask_for_grant(http: httpx.Client, base: str, app: ClientApp, form: Mapping[str, str]) -> Grant:
    """Ask the token endpoint for a grant of one kind.

    Raises:
        NetworkUnavailable: no answer, or not now; the grant may have been made all the same.
        TokenRefused: `facts["error"]` is the store's code, such as `invalid_grant`.
        WrongShop: no store at this address.
    """
    import httpx

    whole = {**form, "client_id": app.client_id, "client_secret": app.client_secret}
    try:
        answer = http.post(f"{base}/admin/oauth/access_token", data=whole)
    except httpx.TransportError as error:
        raise NetworkUnavailable(f"The store did not answer ({type(error).__name__}).") from error
    return _read(answer.status_code, answer.content)


def _read(status: int, content: bytes) -> Grant:
    if status == 404:
        raise WrongShop("There is no store at this address.", next_step="Check the address of the store.")
    if status >= 500 or status == 429:
        raise NetworkUnavailable(f"The store could not grant a token now (HTTP {status}).", status=status)
    try:
        granted = msgspec.json.decode(content, type=Grant)
    except msgspec.MsgspecError:
        granted = Grant()
    if status != 200 or not granted.access_token:
        raise TokenRefused(
            "The store grants this app no token: client id or secret is wrong, or app and store belong to different"
            " organizations.",
            status=status,
            error=_refusal(content),
        )
    return granted


def _refusal(content: bytes) -> str:
    try:
        return msgspec.json.decode(content, type=_Refusal).error
    except msgspec.MsgspecError:
        return ""


def clean_secret(text: str, field: str) -> str:
    """What was pasted without the blanks and quotes around it.

    Raises:
        BadInput: empty, or it holds what no token holds (a line break would end the HTTP header).
    """
    secret = text.strip().strip("\"'").strip()
    if not secret or not secret.isascii() or not secret.isprintable() or " " in secret or len(secret) > 512:
        raise BadInput("That is not a token of a store.", field=field, next_step="Paste the token again, alone.")
    return secret
