"""A listener on this computer's loopback for the browser that comes back from a login (RFC 8252, 7.3).

It answers one path, by GET, to this computer's own names only (a page of another site that points its name here is
refused), and keeps nothing. Browsers open connections ahead of use: each has a thread of its own and ten seconds.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.login import Callback

PATH: Final = "/callback"
_IDLE_S: Final = 10.0
_JUDGED_WITHIN_S: Final = 60.0
_LAST_PAGE_S: Final = 1.0
_PAGE: Final = (
    '<!doctype html><html><head><meta charset="utf-8"><title>TicketForge Desktop</title>'
    '<meta name="viewport" content="width=device-width"></head>'
    '<body style="font:16px/1.5 system-ui,sans-serif;margin:15vh auto;max-width:32em;padding:0 1em">'
    "<h1>TicketForge Desktop</h1><p>{}</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the page says in the browser."""

    done: str = "You are logged in. This page can be closed; go back to TicketForge Desktop."
    failed: str = "The login did not work. Go back to TicketForge Desktop; it tells why."
    late: str = "Nobody waits for this page any more. Begin the login again in TicketForge Desktop."


class _Visit:
    """A browser that waits for its page."""

    def __init__(self, query: str) -> None:
        self.query = query
        self._judged = threading.Event()
        self._done: bool | None = None

    def answer(self, *, done: bool) -> None:
        self._done = done
        self._judged.set()

    def give_up(self) -> None:
        self._judged.set()

    def judged(self) -> bool | None:
        """Whether it worked; None when nobody said so in time."""
        self._judged.wait(_JUDGED_WITHIN_S)
        return self._done


class LoopbackListener(ThreadingHTTPServer):
    """`RedirectListener`; made by `listen`."""

    daemon_threads = True
    # The last login's port can be used again at once. On Windows the same word would share a port that is taken.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, words: PageWords) -> None:
        self.words = words
        self.visits: queue.Queue[_Visit] = queue.Queue(maxsize=16)
        self._open: set[_Visit] = set()
        self._changed = threading.Condition()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{PATH}"

    def next(self, wait_s: float) -> Callback | None:
        try:
            return self.visits.get(timeout=wait_s)
        except queue.Empty:
            return None

    def opened(self, visit: _Visit) -> None:
        """A browser waits for its page."""
        with self._changed:
            self._open.add(visit)

    def closed(self, visit: _Visit) -> None:
        """It has its page."""
        with self._changed:
            self._open.discard(visit)
            self._changed.notify_all()

    def finish(self) -> None:
        """Nobody judges any more: those who wait get their page, and a second to take it."""
        with self._changed:
            for visit in self._open:
                visit.give_up()
            self._changed.wait_for(lambda: not self._open, timeout=_LAST_PAGE_S)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: LoopbackListener
    timeout = _IDLE_S
    server_version = "TicketForge"
    sys_version = ""

    def log_message(self, format: str, *args: Any) -> None:
        """Never: the address holds a code."""

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        if split.path != PATH or not self._meant_for_us():
            self._page(404, self.server.words.late)
            return
        visit = _Visit(split.query)
        self.server.opened(visit)
        try:
            self.server.visits.put_nowait(visit)
            done, words = visit.judged(), self.server.words
            self._page(200 if done else 400, words.done if done else words.late if done is None else words.failed)
        except queue.Full:
            self._page(503, self.server.words.late)
        finally:
            self.server.closed(visit)

    def _meant_for_us(self) -> bool:
        port = self.server.server_address[1]
        return self.headers.get("Host", "") in (f"127.0.0.1:{port}", f"localhost:{port}")

    def _page(self, status: int, sentence: str) -> None:
        page = _PAGE.format(escape(sentence)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(page)


@contextmanager
def listen(port: int, words: PageWords | None = None) -> Iterator[LoopbackListener]:
    """Listen until the block ends; port 0 takes any.

    Raises:
        BadInput: the port is taken or not ours to use.
    """
    try:
        listener = LoopbackListener(port, words or PageWords())
    except OSError as error:
        raise BadInput(
            f"Port {port} of this computer can't be used: {error.strerror}.",
            field="redirect_port",
            next_step="Close the other program or another login, or choose another port and register it with the app.",
        ) from error
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,), name="login-listener", daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.shutdown()
        listener.finish()
        listener.server_close()
        thread.join()
