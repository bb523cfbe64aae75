"""The address that webhooks are posted to: a small HTTP server of our own on loopback or in the LAN.

The standard library's server starts a thread for whoever connects and waits for as long as it is kept waiting. This
one has a fixed number of threads and a deadline for each request from its first byte to its last, which is short
while others wait for a thread: a real request is there in milliseconds, so slow senders never keep the store out for
long. One request a connection; nothing of a request is ever echoed.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from ticketforge_desktop.domain.errors import PortTaken
from ticketforge_desktop.host.http_request import BadRequest, Head, body_length, read_body, read_head
from ticketforge_desktop.services.ports.webhooks import PATH, Answer, Posted

HEALTH: Final = "/health"
WORKERS: Final = 16
_BACKLOG: Final = 64
_SECONDS_A_REQUEST: Final = 5.0
_SECONDS_WHILE_OTHERS_WAIT: Final = 0.5
_SLICE_S: Final = 0.1  # how often a reader looks whether others wait
_WAITING_A_WORKER: Final = 4
_SECONDS_TO_DRAIN: Final = 2.0
_MOST_DRAINED: Final = 32 * 1024 * 1024
_WORDS: Final = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    411: "Length Required",
    413: "Content Too Large",
    422: "Unprocessable Content",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class Taker(Protocol):
    """What becomes of a request (`services.webhooks.ReceiveWebhooks`)."""

    def take(self, posted: Posted) -> Answer:
        """Judge a whole request."""
        ...

    def refuse(self, word: str) -> None:
        """Hear that one was refused unread."""
        ...


class WebhookServer:
    """Serves from the moment it is made until `close`.

    Args:
        host: address to bind, `127.0.0.1` or `0.0.0.0`.
        port: 0 takes any that is free.
        seconds: how long a request may take from connecting to its last byte.
        crashed: hears of an exception that is a fault of ours.

    Raises:
        PortTaken: or it may not be used.
    """

    def __init__(
        self,
        host: str,
        port: int,
        taker: Taker,
        *,
        workers: int = WORKERS,
        seconds: float = _SECONDS_A_REQUEST,
        crashed: Callable[[Exception], None] = lambda _error: None,
    ) -> None:
        self._taker, self._seconds, self._crashed = taker, seconds, crashed
        self._listening = _bound(host, port)
        self.port: Final[int] = self._listening.getsockname()[1]
        self._lock = threading.Lock()
        self._sending: set[socket.socket] = set()
        self._waiting = 0
        self._room = workers * _WAITING_A_WORKER
        self._closing = False
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="webhooks")
        self._thread = threading.Thread(target=self._accept, name="webhooks-accept", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; requests that are whole get their answer, the others are dropped."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
        # A shutdown wakes the accepting thread on Linux, a connection does so everywhere.
        with contextlib.suppress(OSError):
            socket.create_connection(self._nearby(), timeout=1).close()
        self._thread.join()
        self._listening.close()
        with self._lock:
            unfinished = list(self._sending)
        for one in unfinished:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._pool.shutdown(wait=True)

    def _nearby(self) -> tuple[str, int]:
        host = self._listening.getsockname()[0]
        return ("127.0.0.1" if host == "0.0.0.0" else host, self.port)  # noqa: S104 - compared, not bound

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                if self._closing:
                    return
                time.sleep(0.05)  # out of file handles: those in use come back
                continue
            if self._closing:
                connection.close()
                return
            self._admit(connection)

    def _admit(self, connection: socket.socket) -> None:
        """Let it wait for a thread; where there is no room, it comes again."""
        with self._lock:
            if self._waiting >= self._room:
                connection.close()
                return
            self._waiting += 1
        self._pool.submit(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self._waiting -= 1
            self._sending.add(connection)
        try:
            with connection:
                self._answer(connection)
        except OSError:
            return  # it went away
        except Exception as error:  # noqa: BLE001 - one request's fault must not end the thread; it is told
            self._crashed(error)
        finally:
            self._whole(connection)

    def _whole(self, connection: socket.socket) -> None:
        """Nothing more is wanted of the sender."""
        with self._lock:
            self._sending.discard(connection)

    def _reader(self, connection: socket.socket, seconds: float) -> Callable[[int], bytes]:
        """Reads for so long, however small the pieces are that keep coming; then `TimeoutError`."""
        begun = time.monotonic()

        def read(most: int) -> bytes:
            while True:
                took = time.monotonic() - begun
                patience = min(seconds, _SECONDS_WHILE_OTHERS_WAIT) if self._waiting else seconds
                if took >= patience or self._closing:
                    raise TimeoutError
                connection.settimeout(min(patience - took, _SLICE_S))
                with contextlib.suppress(TimeoutError):
                    return connection.recv(most)

        return read

    def _answer(self, connection: socket.socket) -> None:
        head: Head | None = None
        drained = True
        try:
            read = self._reader(connection, self._seconds)
            head = read_head(read)
            if head is None:
                return
            answer = self._respond(connection, head, read)
        except BadRequest as bad:
            self._taker.refuse(bad.word)
            answer, drained = Answer(bad.status, bad.word), False
        except TimeoutError:
            self._taker.refuse("slow")
            answer = Answer(408, "slow")
        connection.settimeout(self._seconds)
        connection.sendall(_reply(answer, bodyless=head is not None and head.method == "HEAD"))
        if not drained:
            self._drain(connection)

    def _drain(self, connection: socket.socket) -> None:
        """Read what is still coming and forget it: closing at once would tear down the answer before it is read."""
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            read, left = self._reader(connection, _SECONDS_TO_DRAIN), _MOST_DRAINED
            while left > 0 and (piece := read(64 * 1024)):
                left -= len(piece)

    def _respond(self, connection: socket.socket, head: Head, read: Callable[[int], bytes]) -> Answer:
        if head.path == HEALTH:
            if head.method not in ("GET", "HEAD"):
                raise BadRequest(405, "method")
            return Answer(200, "ok")
        if head.path != PATH:
            raise BadRequest(404, "path")
        if head.method != "POST":
            raise BadRequest(405, "method")
        length = body_length(head.headers)
        if head.expects_go_ahead:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = read_body(read, length, head.rest)
        self._whole(connection)
        try:
            return self._taker.take(Posted(head.headers, body))
        except Exception as error:  # noqa: BLE001 - the sender is told to come again, we are told what happened
            self._crashed(error)
            return Answer(500, "fault")


def _bound(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # On Windows this option would let two programs share a port; there it is the other way round.
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise PortTaken(
            f"Webhooks can't be received at {host}:{port}: {reason}.", host=host, port=port, reason=reason
        ) from error
    return listening


def _reply(answer: Answer, *, bodyless: bool) -> bytes:
    body = json.dumps({"state": answer.word} if answer.status == 200 else {"error": answer.word}).encode()
    head = (
        f"HTTP/1.1 {answer.status} {_WORDS.get(answer.status, 'Refused')}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    ).encode("ascii")
    return head if bodyless else head + body
