"""Where a request's token comes from: pasted once, or granted to the seller's own app for a day at a time.

Client credentials: shopify.dev, "Client credentials grant" (`POST {shop}/admin/oauth/access_token`, form encoded; the
answer holds `access_token`, `scope`, `expires_in`). An answer without `expires_in` is used until the store refuses it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable, TokenRefused, WrongShop
from ticketforge_desktop.services.ports.host import SecretStore

if TYPE_CHECKING:
    import httpx

# Renewed this long before it ends, so that no request starts with a token that dies under way.
_MARGIN_S: Final = 120.0
GRANTED: Final = "store.granted_token"


class TokenSource(Protocol):
    """Gives the token for the next request. Safe to use from several threads."""

    def token(self) -> str:
        """Raises `TokenRefused`, `NetworkUnavailable`."""
        ...

    def renew(self, refused: str) -> bool:
        """The store refused this token; whether another one is there to try now."""
        ...


class PastedToken:
    """An access token of a custom app (`shpat_…`), as the seller pasted it. It can't be renewed."""

    def __init__(self, token: str) -> None:
        self._token = clean_secret(token, "token")

    def token(self) -> str:
        return self._token

    def renew(self, refused: str) -> bool:
        return False


class _Grant(msgspec.Struct):
    access_token: str = ""
    expires_in: float | None = None


class _Kept(msgspec.Struct):
    base: str
    client_id: str
    app: str
    token: str
    ends_at: float


@dataclass(frozen=True, slots=True)
class ClientApp:
    """The seller's own app: its id and secret."""

    client_id: str
    client_secret: str

    @property
    def mark(self) -> str:
        """Tells two secrets apart without naming them."""
        return hashlib.sha256(f"{self.client_id}\n{self.client_secret}".encode()).hexdigest()


class ClientCredentials:
    """Tokens granted to the seller's own app; one renewal at a time, whoever needs it first."""

    def __init__(
        self,
        http: httpx.Client,
        base: str,
        app: ClientApp,
        *,
        now: Callable[[], float],
        kept: SecretStore | None = None,
    ) -> None:
        """`now` is seconds since the epoch. With `kept` a granted token outlives the process."""
        self._http, self._base, self._now, self._kept = http, base, now, kept
        self._app = ClientApp(
            clean_secret(app.client_id, "client_id"), clean_secret(app.client_secret, "client_secret")
        )
        self._lock = threading.Lock()
        self._token, self._ends_at = self._recall()

    def token(self) -> str:
        with self._lock:
            if not self._token or (self._ends_at and self._now() >= self._ends_at - _MARGIN_S):
                self._grant()
            return self._token

    def renew(self, refused: str) -> bool:
        with self._lock:
            if self._token == refused:
                self._token = ""
                self._grant()
            # Another thread renewed it meanwhile, or we did: either way there is a new one to try.
            return self._token != refused

    def _grant(self) -> None:
        import httpx

        try:
            answer = self._http.post(
                f"{self._base}/admin/oauth/access_token",
                data={
                    "grant_type": "client_credentials",
                    "client_id": self._app.client_id,
                    "client_secret": self._app.client_secret,
                },
            )
        except httpx.TransportError as error:
            raise NetworkUnavailable(f"The store did not answer ({type(error).__name__}).") from error
        granted = _read_grant(answer.status_code, answer.content)
        self._token = granted.access_token
        self._ends_at = self._now() + granted.expires_in if granted.expires_in else 0.0
        if self._kept is not None:
            kept = _Kept(self._base, self._app.client_id, self._app.mark, self._token, self._ends_at)
            self._kept.put(GRANTED, msgspec.json.encode(kept).decode())

    def _recall(self) -> tuple[str, float]:
        text = self._kept.get(GRANTED) if self._kept is not None else None
        if text is None:
            return "", 0.0
        try:
            kept = msgspec.json.decode(text, type=_Kept)
        except msgspec.MsgspecError:
            return "", 0.0
        # Another secret is another login: whoever types a wrong one must hear so, whatever was granted before.
        same = (kept.base, kept.client_id, kept.app) == (self._base, self._app.client_id, self._app.mark)
        return (kept.token, kept.ends_at) if same else ("", 0.0)


def _read_grant(status: int, content: bytes) -> _Grant:
    if status == 404:
        raise WrongShop("There is no store at this address.", next_step="Check the address of the store.")
    if status >= 500 or status == 429:
        raise NetworkUnavailable(f"The store could not grant a token now (HTTP {status}).", status=status)
    try:
        granted = msgspec.json.decode(content, type=_Grant)
    except msgspec.MsgspecError:
        granted = _Grant()
    if status != 200 or not granted.access_token:
        raise TokenRefused(
            "The store grants this app no token: client id or secret is wrong, or app and store belong to different"
            " organizations.",
            status=status,
        )
    return granted


def clean_secret(text: str, field: str) -> str:
    """What was pasted without the blanks and quotes around it.

    Raises:
        BadInput: empty, or it holds what no token holds (a line break would end the HTTP header).
    """
    secret = text.strip().strip("\"'").strip()
    if not secret or not secret.isascii() or not secret.isprintable() or " " in secret or len(secret) > 512:
        raise BadInput("That is not a token of a store.", field=field, next_step="Paste the token again, alone.")
    return secret
