"""Logging in through the browser: the person agrees there, the store sends the browser back here with a code.

Nothing is kept: the result is a login to connect with, and what was connected before stays until that worked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ticketforge_desktop.domain.errors import LoginCancelled, LoginForged, LoginTimedOut
from ticketforge_desktop.services.ports.login import Browser, Callback, CodeLogin, Listen, RedirectListener
from ticketforge_desktop.services.ports.store import StoreLogin

TIMEOUT_S: Final = 300.0
_LOOK_S: Final = 0.2

OpenCodeLogin = Callable[[StoreLogin, str], CodeLogin]
Show = Callable[[str, bool], None]


class BrowserLogin:
    """One use: `run`."""

    def __init__(
        self,
        open_code_login: OpenCodeLogin,
        listen: Listen,
        browser: Browser,
        *,
        timeout_s: float = TIMEOUT_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`open_code_login` gets the login and the domain the profile belongs to ("" for a first connection)."""
        self._open, self._listen, self._browser = open_code_login, listen, browser
        self._timeout, self._now = timeout_s, now

    def run(
        self,
        login: StoreLogin,
        expected_domain: str,
        *,
        show: Show = lambda _address, _opened: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> StoreLogin:
        """Log in and give the login with its session.

        Args:
            login: address, client id and client secret of the seller's own app.
            expected_domain: the shop the profile belongs to, "" for a first connection.
            show: told the address to agree at, and whether a browser was opened on it.
            cancelled: asked several times a second.

        Raises:
            BadInput: no address, no app, or the port is taken.
            LoginDenied, LoginForged, LoginReplayed, LoginTimedOut, LoginCancelled, and the kinds of ConnectionTrouble
            of asking for tokens.
        """
        code_login = self._open(login, expected_domain)
        try:
            with self._listen() as listener:
                address = code_login.address(listener.address)
                show(address, self._browser.open(address))
                return replace(login, token="", session=self._session(code_login, listener, cancelled))
        finally:
            code_login.close()

    def _session(self, code_login: CodeLogin, listener: RedirectListener, cancelled: Callable[[], bool]) -> str:
        deadline, foreign = self._now() + self._timeout, 0
        while self._now() < deadline:
            if cancelled():
                raise LoginCancelled("The login was given up.")
            came = listener.next(_LOOK_S)
            if came is None:
                continue
            try:
                return self._judge(code_login, came)
            except LoginForged as forged:
                # Any page can send a browser to this port: what does not know our state must not end the login.
                if not forged.facts.get("foreign"):
                    raise
                foreign += 1
        if foreign:
            raise LoginForged(f"Only answers of other origin came ({foreign}).", foreign=True)
        raise LoginTimedOut("Nobody agreed in the browser in time.", redirect=listener.address)

    @staticmethod
    def _judge(code_login: CodeLogin, came: Callback) -> str:
        done = False
        try:
            session = code_login.session(code_login.code(came.query))
            done = True
            return session
        finally:
            came.answer(done=done)
