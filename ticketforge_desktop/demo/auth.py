"""Tokens of the store: client credentials, authorization code with rotating refresh tokens, and pasted ones.

https://shopify.dev/docs/apps/build/authentication-authorization: client credentials give 24-hour tokens to an app of
the same organization; the authorization code grant can give expiring offline tokens (60 minutes) with a refresh token
that is replaced at each use; ``shpat_`` tokens of older custom apps do not expire.

A refresh token that was used may be used again until its replacement is, for 30 days at most, so that a lost reply does
no harm (https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens, August 2026).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ticketforge_desktop.demo.context import ALL_SCOPES

DAY = 86_400
HOUR = 3_600
REFRESH_LIFE = 90 * DAY
RETRY_LIFE = 30 * DAY


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. ``expires_at`` None = never."""

    text: str
    scopes: frozenset[str]
    expires_at: float | None


@dataclass(slots=True)
class Refresh:
    """A refresh token: until when, which one it replaced, and when it was first used."""

    until: float
    scopes: frozenset[str]
    replaced: str = ""
    used_at: float | None = None

    def good(self, now: float) -> bool:
        """Whether it may be used (again) now."""
        return now < self.until and (self.used_at is None or now < self.used_at + RETRY_LIFE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply of the token endpoint: HTTP status and JSON body."""

    status: int
    body: dict[str, object]


class Authority:
    """Issues and checks tokens; secrets are made from the seed, so that a run can be repeated."""

    def __init__(
        self, seed: int, clock: Callable[[], float], *, token_life: float = DAY, scopes: tuple[str, ...] = ALL_SCOPES
    ) -> None:
        self._seed = seed
        self._clock = clock
        self._lock = threading.Lock()
        self._count = 0
        self.token_life = token_life
        self.scopes = frozenset(scopes)
        self.client_id = self._secret("client-id")
        self.client_secret = f"shpss_{self._secret('client-secret')}"
        self.webhook_secret = self.client_secret
        self.pasted = f"shpat_{self._secret('pasted')}"
        self._tokens: dict[str, Token] = {self.pasted: Token(self.pasted, self.scopes, None)}
        self._refresh: dict[str, Refresh] = {}
        self._codes: dict[str, frozenset[str] | None] = {}

    def _secret(self, name: str) -> str:
        return hashlib.sha256(f"{self._seed}:{name}".encode()).hexdigest()[:32]

    def check(self, text: str | None) -> Token | None:
        """The token, if it is one of ours and still good."""
        with self._lock:
            token = self._tokens.get(text or "")
            if token is None or (token.expires_at is not None and token.expires_at <= self._clock()):
                return None
            return token

    def expire(self, text: str | None = None) -> None:
        """End one token, or all (the fault; tests)."""
        with self._lock:
            for known in [text] if text else list(self._tokens):
                self._tokens.pop(known, None)

    def limit_scopes(self, scopes: tuple[str, ...]) -> None:
        """Narrow what all tokens may do (a missing scope)."""
        with self._lock:
            self.scopes = frozenset(scopes)
            self._tokens = {text: Token(text, self.scopes, t.expires_at) for text, t in self._tokens.items()}

    def issue(self, life: float | None, prefix: str = "shpat", scopes: frozenset[str] | None = None) -> Token:
        """A new token, for all that the app may do or for what was asked for of it."""
        with self._lock:
            self._count += 1
            text = f"{prefix}_{self._secret(f'token-{self._count}')}"
            granted = self.scopes if scopes is None else self.scopes & scopes
            token = Token(text, granted, None if life is None else self._clock() + life)
            self._tokens[text] = token
            return token

    def new_code(self, scopes: list[str] | None = None) -> str:
        """An authorization code, as the redirect after the seller's consent carries it."""
        with self._lock:
            self._count += 1
            code = self._secret(f"code-{self._count}")
            self._codes[code] = None if scopes is None else frozenset(scopes)
            return code

    def answer(self, form: Mapping[str, str]) -> Answer:
        """``POST /admin/oauth/access_token``."""
        if form.get("client_id") != self.client_id:
            return _error("invalid_client", "Could not find an app with that client id.")
        if form.get("client_secret") != self.client_secret:
            return _error("invalid_client", "The client secret is wrong.")
        grant = form.get("grant_type", "authorization_code" if form.get("code") else "")
        if grant == "client_credentials":
            token = self.issue(self.token_life)
            return Answer(200, {**_body(token), "expires_in": int(self.token_life) - 1})
        if grant == "authorization_code":
            return self._by_code(form)
        if grant == "refresh_token":
            return self._by_refresh(form.get("refresh_token", ""))
        return _error("unsupported_grant_type", f"Grant type {grant!r} is not supported.")

    def _by_code(self, form: Mapping[str, str]) -> Answer:
        code = form.get("code", "")
        with self._lock:
            if code not in self._codes:
                return _error("invalid_request", "The authorization code was not found or was already used")
            scopes = self._codes.pop(code)
        if form.get("expiring") != "1":
            return Answer(200, _body(self.issue(None, "shpca", scopes)))
        return self._expiring(scopes)

    def _expiring(self, scopes: frozenset[str] | None, replaced: str = "") -> Answer:
        token = self.issue(HOUR, "shpca", scopes)
        with self._lock:
            self._count += 1
            refresh = f"shprt_{self._secret(f'refresh-{self._count}')}"
            self._refresh[refresh] = Refresh(self._clock() + REFRESH_LIFE, token.scopes, replaced)
        return Answer(
            200,
            {
                **_body(token),
                "expires_in": HOUR,
                "refresh_token": refresh,
                "refresh_token_expires_in": REFRESH_LIFE,
            },
        )

    def _by_refresh(self, refresh: str) -> Answer:
        now = self._clock()
        with self._lock:
            held = self._refresh.get(refresh)
            if held is None or not held.good(now):
                return _error("invalid_grant", "The refresh token was not found, was used before, or has expired")
            held.used_at = held.used_at or now
            self._refresh.pop(held.replaced, None)
        return self._expiring(held.scopes, refresh)

    def forget_all(self) -> None:
        """The app was uninstalled: every token and refresh token is gone."""
        with self._lock:
            self._tokens.clear()
            self._refresh.clear()
            self._codes.clear()


def _body(token: Token) -> dict[str, object]:
    return {"access_token": token.text, "scope": ",".join(sorted(token.scopes))}


def _error(code: str, message: str) -> Answer:
    return Answer(400, {"error": code, "error_description": message})


UNAUTHORIZED: dict[str, object] = {
    "errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"
}
"""The body of HTTP 401."""
