"""Where a request's token comes from: pasted once, or granted to the seller's own app for a day at a time.

Client credentials: shopify.dev, "Client credentials grant". An answer without `expires_in` is used until the store
refuses it. Tokens of a login through the browser: `auth_session`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from ticketforge_desktop.services.ports.host import SecretStore, Turn
from ticketforge_desktop.shopify.grants import ClientApp, ask_for_grant, clean_secret

if TYPE_CHECKING:
    import httpx

# Renewed this long before it ends, so that no request starts with a token that dies under way.
MARGIN_S: Final = 120.0
GRANTED: Final = "store.granted_token"


class TokenSource(Protocol):
    """Gives the token for the next request. Safe to use from several threads."""

    def token(self) -> str:
        """Raises `TokenRefused`, `NetworkUnavailable`."""
        ...

    def renew(self, refused: str) -> bool:
        """The store refused this token; whether another one is there to try now."""
        ...


class AtOnce:
    """A turn where there is nobody else."""

    def take(self) -> contextlib.AbstractContextManager[None]:
        """Right away."""
        return contextlib.nullcontext()


class PastedToken:
    """An access token of a custom app (`shpat_…`), as the seller pasted it. It can't be renewed."""

    def __init__(self, token: str) -> None:
        self._token = clean_secret(token, "token")

    def token(self) -> str:
        return self._token

    def renew(self, refused: str) -> bool:
        return False


class _Kept(msgspec.Struct):
    base: str
    client_id: str
    app: str
    token: str
    ends_at: float


class ClientCredentials:
    """Tokens granted to the seller's own app; one renewal at a time, in whichever thread or process."""

    def __init__(
        self,
        http: httpx.Client,
        base: str,
        app: ClientApp,
        *,
        now: Callable[[], float],
        kept: SecretStore | None = None,
        turn: Turn | None = None,
    ) -> None:
        """`now` is seconds since the epoch. With `kept` a granted token outlives the process, and `turn` lets one
        process at a time ask for a new one."""
        self._http, self._base, self._now, self._kept = http, base, now, kept
        self._app = ClientApp.typed(app.client_id, app.client_secret)
        self._turn = turn or AtOnce()
        self._lock = threading.Lock()
        self._token, self._ends_at = self._recall()

    def token(self) -> str:
        with self._lock:
            if not self._good(self._token, self._ends_at):
                self._renew(self._token)
            return self._token

    def renew(self, refused: str) -> bool:
        with self._lock:
            if self._token == refused:
                self._renew(refused)
            # Another thread renewed it meanwhile, or we did: either way there is a new one to try.
            return self._token != refused

    def _renew(self, worn: str) -> None:
        with self._turn.take():
            token, ends_at = self._recall()
            if token != worn and self._good(token, ends_at):
                self._token, self._ends_at = token, ends_at  # another process was first
                return
            granted = ask_for_grant(self._http, self._base, self._app, {"grant_type": "client_credentials"})
            self._token = granted.access_token
            self._ends_at = self._now() + granted.expires_in if granted.expires_in else 0.0
            self._keep()

    def _good(self, token: str, ends_at: float) -> bool:
        return bool(token) and (not ends_at or self._now() < ends_at - MARGIN_S)

    def _keep(self) -> None:
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
