"""Webhooks as a store sends them: signed, retried, at least once, in no promised order.

A `WebhookSender` owns one background thread. A message is put into the queue while the world is locked and
sent after the lock is free, so that a slow receiver never makes the store wait. Only loopback receivers are
spoken to; a message for any other host is kept under `undelivered`, so a demo can never send data away.

Headers (Shopify's "About webhooks", section "Webhook headers"): `X-Shopify-Topic`, `X-Shopify-Hmac-SHA256`
(base64 of HMAC-SHA256 over the raw body), `X-Shopify-Shop-Domain`, `X-Shopify-API-Version`,
`X-Shopify-Webhook-Id` (the same on every retry of one message), `X-Shopify-Event-Id` (the same on all
messages of one event) and `X-Shopify-Triggered-At`.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import hmac
import http.client
import ipaddress
import itertools
import random
import ssl
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field, replace

RETRIES = 8
"""Attempts after the first one (Shopify: eight retries over four hours)."""
TIMEOUT = 5.0
"""Seconds a receiver has to answer (Shopify: five)."""


@dataclass(frozen=True, slots=True)
class Message:
    """One webhook on its way.

    `body` is what is signed and sent, byte for byte. `attempt` counts from 0; `status` is the last answer's HTTP
    status, or 0 when nobody answered.
    """

    topic: str
    uri: str
    body: bytes
    triggered_at: str
    event_id: str
    webhook_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 0
    status: int = 0


@dataclass(frozen=True, slots=True)
class Sending:
    """How a sender behaves.

    `retry_after` is the pause in seconds before the first retry; it doubles each time. `duplicate` is the share of
    messages sent twice, `jitter` the most seconds a message is held back at random: both make what a real store
    does seldom happen often enough for a test. `seed` makes them repeatable.
    """

    retries: int = RETRIES
    retry_after: float = 1.0
    timeout: float = TIMEOUT
    duplicate: float = 0.0
    jitter: float = 0.0
    seed: int = 0


def sign(secret: str, body: bytes) -> str:
    """The value of `X-Shopify-Hmac-SHA256` for `body`."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_loopback(uri: str) -> bool:
    """Whether `uri` is HTTP(S) on this very machine."""
    parts = urllib.parse.urlsplit(uri)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    if parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return False


class WebhookSender:
    """Sends messages from one thread until `close`; safe to call from any thread.

    `delivered` and `undelivered` hold what became of each message, in the order in which it was settled.
    """

    def __init__(
        self,
        secret: str,
        shop: str,
        version: str = "2026-10",
        sending: Sending | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._secret, self._shop, self._version = secret, shop, version
        self._sending = sending or Sending()
        self._tls = tls
        self._random = random.Random(self._sending.seed)  # noqa: S311 (a rehearsal's dice, no secret)
        self._queue: list[tuple[float, int, Message]] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._busy = 0
        self._closing = False
        self._thread: threading.Thread | None = None
        self.delivered: list[Message] = []
        self.undelivered: list[Message] = []

    def send(self, message: Message) -> None:
        """Queue `message`; returns at once."""
        with self._wake:
            if self._closing:
                return
            copies = 2 if self._random.random() < self._sending.duplicate else 1
            for _ in range(copies):
                hold = self._random.random() * self._sending.jitter
                heapq.heappush(self._queue, (time.monotonic() + hold, next(self._order), message))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="demo-webhooks", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def rotate(self, secret: str) -> None:
        """Sign with another secret from now on."""
        with self._wake:
            self._secret = secret

    def quiesce(self, timeout: float = 10.0) -> bool:
        """Wait until every queued message was delivered or given up; False when `timeout` seconds were not enough."""
        with self._wake:
            return self._wake.wait_for(lambda: not self._queue and not self._busy, timeout)

    def close(self) -> None:
        """Drop what is queued and end the thread."""
        with self._wake:
            self._closing = True
            self._queue.clear()
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (message := self._next()) is not None:
            status = self._post(message) if is_loopback(message.uri) else 0
            with self._wake:
                self._settle(replace(message, status=status))
                self._busy -= 1
                self._wake.notify_all()

    def _next(self) -> Message | None:
        """The next due message; None when the sender closes."""
        with self._wake:
            while not self._closing:
                if not self._queue:
                    self._wake.wait()
                    continue
                pause = self._queue[0][0] - time.monotonic()
                if pause > 0:
                    self._wake.wait(pause)
                    continue
                self._busy += 1
                return heapq.heappop(self._queue)[2]
            return None

    def _settle(self, message: Message) -> None:
        if 200 <= message.status < 300:
            self.delivered.append(message)
        elif message.attempt >= self._sending.retries or not is_loopback(message.uri) or self._closing:
            self.undelivered.append(message)
        else:
            due = time.monotonic() + self._sending.retry_after * 2**message.attempt
            heapq.heappush(self._queue, (due, next(self._order), replace(message, attempt=message.attempt + 1)))

    def _post(self, message: Message) -> int:
        """The receiver's status, or 0 when it could not be reached or was too slow."""
        parts = urllib.parse.urlsplit(message.uri)
        host = parts.hostname or ""
        path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        timeout = self._sending.timeout
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = self._tls or ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=context)
        else:
            connection = http.client.HTTPConnection(host, parts.port, timeout=timeout)
        try:
            connection.request("POST", path, body=message.body, headers=self._headers(message))
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def _headers(self, message: Message) -> dict[str, str]:
        with self._wake:
            secret = self._secret
        return {
            "Content-Type": "application/json",
            "User-Agent": "Shopify-Captain-Hook",
            "X-Shopify-Topic": message.topic,
            "X-Shopify-Hmac-SHA256": sign(secret, message.body),
            "X-Shopify-Shop-Domain": self._shop,
            "X-Shopify-API-Version": self._version,
            "X-Shopify-Webhook-Id": message.webhook_id,
            "X-Shopify-Event-Id": message.event_id,
            "X-Shopify-Triggered-At": message.triggered_at,
        }
