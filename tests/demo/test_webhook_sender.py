"""What leaves the store as a webhook: signed over the very bytes, retried until answered, never off this machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ticketforge_desktop.demo.webhooks import Message, Sending, WebhookSender, is_loopback, sign


@dataclass
class Receiver:
    """A box office's receiver on loopback: answers what `answers` says, then 200, and keeps all it was sent."""

    answers: list[int] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@contextmanager
def receiving(*answers: int) -> Iterator[Receiver]:
    receiver = Receiver(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.requests.append((dict(self.headers), body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/hooks?from=demo"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def sending(**how: object) -> Iterator[WebhookSender]:
    sender = WebhookSender("whsec", "demo.myshopify.com", sending=Sending(retry_after=0.001, **how))
    try:
        yield sender
    finally:
        sender.close()


def message(uri: str, body: bytes = b'{"id": 1}') -> Message:
    return Message("orders/paid", uri, body, "2026-11-22T10:00:00Z", "event-1")


def test_the_receiver_can_prove_that_the_bytes_came_from_the_store() -> None:
    body = '{"note": "Müller ✓"}'.encode()
    with receiving() as box_office, sending() as sender:
        sender.send(message(box_office.url, body))
        assert sender.quiesce()
        headers, received = box_office.requests[0]
        assert received == body
        expected = base64.b64encode(hmac.new(b"whsec", body, hashlib.sha256).digest()).decode()
        assert headers["X-Shopify-Hmac-SHA256"] == expected == sign("whsec", body)
        assert headers["X-Shopify-Topic"] == "orders/paid"
        assert headers["X-Shopify-Shop-Domain"] == "demo.myshopify.com"
        assert headers["X-Shopify-Event-Id"] == "event-1"
        assert headers["X-Shopify-Triggered-At"] == "2026-11-22T10:00:00Z"


def test_a_failing_receiver_is_asked_again_with_the_same_webhook_id() -> None:
    with receiving(500, 503) as box_office, sending() as sender:
        sender.send(message(box_office.url))
        assert sender.quiesce()
        ids = [headers["X-Shopify-Webhook-Id"] for headers, _ in box_office.requests]
        assert len(ids) == 3
        assert len(set(ids)) == 1
        assert [m.attempt for m in sender.delivered] == [2]


def test_a_receiver_that_is_gone_is_given_up_after_the_last_retry() -> None:
    with receiving() as box_office:
        closed = box_office.url
    with sending(retries=2) as sender:
        sender.send(message(closed))
        assert sender.quiesce()
        assert [(m.attempt, m.status) for m in sender.undelivered] == [(2, 0)]


def test_after_a_rotation_the_new_secret_signs() -> None:
    with receiving() as box_office, sending() as sender:
        sender.rotate("another")
        sender.send(message(box_office.url))
        assert sender.quiesce()
        headers, body = box_office.requests[0]
        assert headers["X-Shopify-Hmac-SHA256"] == sign("another", body)


def test_at_least_once_means_sometimes_twice_under_one_id() -> None:
    with receiving() as box_office, sending(duplicate=1.0) as sender:
        sender.send(message(box_office.url))
        assert sender.quiesce()
        assert len(box_office.requests) == 2
        assert len({headers["X-Shopify-Webhook-Id"] for headers, _ in box_office.requests}) == 1


def test_nothing_leaves_this_machine() -> None:
    with sending() as sender:
        sender.send(message("https://shop.example.com/hooks"))
        assert sender.quiesce()
        assert [m.uri for m in sender.undelivered] == ["https://shop.example.com/hooks"]
        assert not sender.delivered


@pytest.mark.parametrize(
    ("uri", "local"),
    [
        ("http://127.0.0.1:80/x", True),
        ("https://localhost/x", True),
        ("http://[::1]:1/", True),
        ("http://127.0.0.1.example.com/", False),
        ("http://192.168.0.4/", False),
        ("ftp://127.0.0.1/", False),
        ("pubsub://project:topic", False),
    ],
)
def test_what_counts_as_this_machine(uri: str, local: bool) -> None:
    assert is_loopback(uri) is local


def test_a_closed_sender_takes_nothing_more() -> None:
    with receiving() as box_office:
        with sending() as sender:
            pass
        sender.send(message(box_office.url))
        assert sender.quiesce(0.1)
        assert not box_office.requests
