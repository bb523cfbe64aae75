"""Logging in through the browser: what the use case needs of the computer and of the store."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol


class Browser(Protocol):
    """The person's own browser."""

    def open(self, address: str) -> bool:
        """Whether a browser was asked to show it; False where there is none. Never waits for it."""
        ...


class Callback(Protocol):
    """A browser that came back and waits for its page."""

    @property
    def query(self) -> str:
        """What stands behind the `?`, as it arrived."""
        ...

    def answer(self, *, done: bool) -> None:
        """Show that it worked or that it did not."""
        ...


class RedirectListener(Protocol):
    """Listens on this computer's loopback for the browser that comes back (RFC 8252, 7.3)."""

    @property
    def address(self) -> str:
        """The redirect address, as it is registered with the app."""
        ...

    def next(self, wait_s: float) -> Callback | None:
        """The next browser, None when nobody came in time."""
        ...


class Listen(Protocol):
    """Opens the listener; it is gone when the block ends."""

    def __call__(self) -> AbstractContextManager[RedirectListener]:
        """Raises `BadInput` when the port is taken."""
        ...


class CodeLogin(Protocol):
    """One login by authorization code; every one has a state of its own, good for one callback."""

    def address(self, redirect: str) -> str:
        """Where the person agrees."""
        ...

    def code(self, query: str) -> str:
        """The code of a callback.

        Raises:
            LoginDenied: the person declined.
            LoginForged: not signed by the store, or for another shop; `facts["foreign"]` is true where it does not even
                carry our state: anybody may have knocked, and ours may still come.
            LoginReplayed: this callback was here before.
        """
        ...

    def session(self, code: str) -> str:
        """The tokens for a code, as they are kept. Raises `LoginReplayed`, `TokenRefused`, `NetworkUnavailable`."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...
