"""Tokens of a login through the browser: an hour each, renewed by refresh tokens that replace themselves.

shopify.dev, "About offline access tokens": with `expiring=1` an access token lives 60 minutes, its refresh token 90
days, and each use of a refresh token gives a new pair. Three things must never happen: a new pair is used before it is
durable (a crash would leave the old, retired one); two threads or processes refresh at once; a lost reply ends the
login. A refresh token whose reply was lost is used again, which the store allows until its replacement is used
(changelog, August 2026, "More resilient refreshes"). What the store refuses for good needs a person: log in again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from ticketforge_desktop.domain.errors import NetworkUnavailable, TokenRefused
from ticketforge_desktop.services.ports.host import SecretStore, Turn
from ticketforge_desktop.services.ports.store import SESSION
from ticketforge_desktop.shopify.auth import MARGIN_S, AtOnce
from ticketforge_desktop.shopify.grants import ClientApp, Grant, ask_for_grant

if TYPE_CHECKING:
    import httpx

_AGAIN: Final = "Log in again: `ticketforge connect --browser`, or Settings > Store."


class Session(msgspec.Struct, frozen=True):
    """A pair of tokens as it is kept. Times are seconds since the epoch, 0 = no end was told."""

    access: str
    ends_at: float = 0.0
    refresh: str = ""
    refresh_ends_at: float = 0.0

    @classmethod
    def granted(cls, grant: Grant, now: float, before: Session | None = None) -> Session:
        """From a grant; a reply without a refresh token leaves the one we have."""
        ends = now + grant.expires_in if grant.expires_in else 0.0
        if grant.refresh_token:
            life = grant.refresh_token_expires_in
            return cls(grant.access_token, ends, grant.refresh_token, now + life if life else 0.0)
        if before is not None:
            return cls(grant.access_token, ends, before.refresh, before.refresh_ends_at)
        return cls(grant.access_token, ends)

    @property
    def text(self) -> str:
        """As the keyring holds it."""
        return msgspec.json.encode(self).decode()


def read_session(text: str | None) -> Session:
    """Raises `TokenRefused` when there is none, or none that can be read."""
    try:
        return msgspec.json.decode(text or "", type=Session)
    except msgspec.MsgspecError as error:
        raise TokenRefused("The keyring no longer holds this login.", next_step=_AGAIN) from error


class HeldSession:
    """A session that is only being tried: kept in memory, until connecting keeps it for good."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get(self, name: str) -> str | None:
        return self._text

    def put(self, name: str, value: str) -> None:
        self._text = value

    def delete(self, name: str) -> None:
        self._text = ""


class SessionTokens:
    """`TokenSource` over a session that lies in a secret store."""

    def __init__(
        self,
        http: httpx.Client,
        base: str,
        app: ClientApp,
        *,
        now: Callable[[], float],
        kept: SecretStore,
        turn: Turn | None = None,
    ) -> None:
        """`now` is seconds since the epoch; `kept` holds the session; `turn` lets one process at a time refresh."""
        self._http, self._base, self._app, self._now = http, base, app, now
        self._kept, self._turn = kept, turn or AtOnce()
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._unkept: Session | None = None  # granted, and not durable yet: not used before it is

    def token(self) -> str:
        with self._lock:
            session = self._session or self._load()
            if session.ends_at and self._now() >= session.ends_at - MARGIN_S:
                session = self._refreshed_in_time(session)
            return session.access

    def renew(self, refused: str) -> bool:
        with self._lock:
            session = self._session or self._load()
            if session.access == refused:
                session = self._refresh(session)
            return session.access != refused

    def _refreshed_in_time(self, session: Session) -> Session:
        try:
            return self._refresh(session)
        except NetworkUnavailable:
            if self._now() < session.ends_at:
                return session  # it still lives; the next request tries again
            raise

    def _refresh(self, worn: Session) -> Session:
        with self._turn.take():
            kept = self._load()
            if self._unkept is None and kept.access != worn.access:
                return kept  # another process was first
            if self._unkept is None:
                self._unkept = Session.granted(self._ask(kept), self._now(), kept)
            self._kept.put(SESSION, self._unkept.text)
            self._session, self._unkept = self._unkept, None
            return self._session

    def _ask(self, session: Session) -> Grant:
        if not session.refresh:
            raise TokenRefused("The login has ended and can't be renewed.", next_step=_AGAIN)
        form = {"grant_type": "refresh_token", "refresh_token": session.refresh}
        try:
            return ask_for_grant(self._http, self._base, self._app, form)
        except TokenRefused as refused:
            raise TokenRefused("The store no longer renews this login.", next_step=_AGAIN, **refused.facts) from refused

    def _load(self) -> Session:
        self._session = read_session(self._kept.get(SESSION))
        return self._session
