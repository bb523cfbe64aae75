"""The store calls: what it posts is believed when signed, answered at once, and in the mirror without a sync."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import queue
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.end_to_end.conftest import BoxOffice, Served, serve

REFUND = """mutation($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { refund { id } userErrors { message } } }"""
ORDER = (
    "mutation($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { name } userErrors { message } } }"
)
SKUS = """query($q: String!) { orders(first: 1, query: $q) {
  nodes { lineItems(first: 1) { nodes { variant { id } } } } } }"""
ORDER_OF = """query($q: String!) { orders(first: 1, query: $q) {
  nodes { id lineItems(first: 20) { nodes { id quantity } } } } }"""


@dataclass
class Receiving:
    """`webhooks serve` as a process; its lines are read as they come."""

    process: subprocess.Popen[str]
    address: str
    lines: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)

    def receipt(self, timeout: float = 60.0) -> dict[str, Any]:
        return self.lines.get(timeout=timeout)

    def until(self, **wanted: str) -> dict[str, Any]:
        """The next receipt that says this."""
        while True:
            line = self.receipt()
            if wanted.items() <= line.items():
                return line


@contextmanager
def receiving(office: BoxOffice, *options: str, feed: str = "") -> Iterator[Receiving]:
    process = office.start("webhooks", "serve", "--port", "0", *options)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(feed + "\n")
    process.stdin.close()
    first = json.loads(process.stdout.readline())
    assert first["address"].startswith("http://127.0.0.1:"), first
    running = Receiving(process, first["address"])

    def read() -> None:
        for line in process.stdout or ():
            running.lines.put(json.loads(line))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, process.stderr.read()
        reader.join()
        process.stdout.close()
        process.stderr.close()


def post(address: str, secret: str, body: bytes, **changed: str) -> httpx.Response:
    """What the store does, without its code."""
    digest = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    headers = {
        "X-Shopify-Topic": "orders/updated",
        "X-Shopify-Hmac-SHA256": digest,
        "X-Shopify-Shop-Domain": "",
        "X-Shopify-API-Version": "2026-10",
        "X-Shopify-Webhook-Id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        "X-Shopify-Triggered-At": "2026-11-22T18:00:00.123456789Z",
        "Content-Type": "application/json",
        **{f"X-Shopify-{name.replace('_', '-')}": value for name, value in changed.items()},
    }
    return httpx.post(address, content=body, headers=headers, timeout=10)


def unused(office: BoxOffice) -> dict[str, Any]:
    """An order with tickets that are good, and one of them."""
    return next(ticket for ticket in office.run("tickets", "list") if ticket["state"] == "valid")


def wait_for(what: Any) -> None:
    """Something that a worker brings about soon."""
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def store() -> Iterator[Served]:
    with serve("--events", "12", "--orders", "150", "--seed", "11") as served:
        yield served


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, store: Served) -> BoxOffice:
    """Connected by the app's own secret, which signs the webhooks; mirrored once."""
    return connected(tmp_path_factory.mktemp("office"), store)


def connected(folder: Path, store: Served) -> BoxOffice:
    opened = BoxOffice(folder / "profile")
    login = ("--url", store.url, "--client-id", store.client_id, "--client-secret-stdin")
    opened.one("connect", *login, feed=store.client_secret)
    opened.one("sync")
    return opened


def test_a_refund_in_the_store_turns_the_door_without_a_sync(office: BoxOffice, store: Served) -> None:
    ticket = unused(office)
    order = store.graphql(ORDER_OF, q=f"name:{ticket['order']}")["orders"]["nodes"][0]
    at_the_door = ("check", ticket["code"], "--event", ticket["event_id"])
    with receiving(office) as receiver:
        registered = office.one("webhooks", "register", "--address", receiver.address)
        assert set(registered["created"]) >= {"orders/paid", "orders/updated", "refunds/create", "app/uninstalled"}
        assert registered["compliance"]["topics"] == ["customers/data_request", "customers/redact", "shop/redact"]
        again = office.one("webhooks", "register", "--address", receiver.address)
        assert (again["created"], again["removed"]) == ([], [])
        lines = [
            {"lineItemId": line["id"], "quantity": line["quantity"], "restockType": "NO_RESTOCK"}
            for line in order["lineItems"]["nodes"]
        ]
        made = store.graphql(REFUND, input={"orderId": order["id"], "refundLineItems": lines}, key="story-1")
        assert made["refundCreate"]["userErrors"] == []
        number = order["id"].rsplit("/", 1)[1]
        taken = receiver.until(topic="refunds/create")
        assert taken == {"topic": "refunds/create", "object": f"order:{number}", "state": "accepted", "reason": ""}
        wait_for(lambda: office.one(*at_the_door)["verdict"] == "refunded")
        gone = office.one("webhooks", "register", "--remove")
        assert sorted(gone["removed"]) == sorted(registered["created"])


def test_what_is_not_the_stores_is_refused(office: BoxOffice, store: Served) -> None:
    body = b'{"id": 820982911946154508}'
    good = {"Shop_Domain": store.shop}
    with receiving(office) as receiver:

        def send(body: bytes = body, secret: str = store.webhook_secret, **changed: str) -> tuple[int, dict[str, Any]]:
            answer = post(receiver.address, secret, body, **(good | changed))
            return answer.status_code, receiver.receipt()

        thing = {"topic": "orders/updated", "object": "order:820982911946154508", "reason": ""}
        assert send() == (200, thing | {"state": "accepted"})
        assert send() == (200, thing | {"state": "duplicate"})

        refused = {"topic": "", "object": "", "state": "refused", "reason": "signature"}
        digest = base64.b64encode(hmac.new(store.webhook_secret.encode(), body, hashlib.sha256).digest()).decode()
        for place in (0, len(body) // 2, len(body) - 1):
            flipped = bytearray(body)
            flipped[place] ^= 1
            assert send(bytes(flipped), Hmac_SHA256=digest) == (401, refused)
        assert send(Hmac_SHA256="") == (401, refused)
        assert send(secret="another") == (401, refused)
        # An old id with another body has no signature that fits.
        assert send(b'{"id": 1}', Hmac_SHA256=digest) == (401, refused)

        assert send(Shop_Domain="someone-else.myshopify.com")[0] == 403
        assert send(Topic="carts/update")[0] == 422
        assert send(Webhook_Id="")[0] == 400
        assert send(b"[", Webhook_Id="another")[0] == 400
        assert httpx.post(receiver.address, content=b"x" * 10_000_000, timeout=10).status_code == 413
        assert receiver.receipt()["reason"] == "size"
        assert httpx.get(receiver.address.replace("/webhooks", "/health"), timeout=10).status_code == 200


def test_killed_between_the_answer_and_the_fetch_nothing_is_lost(tmp_path: Path) -> None:
    """The receiver has no store to ask (it is down), takes the call, and dies; the next sync acts on it."""
    with serve("--events", "10", "--orders", "60", "--seed", "3") as first:
        office = connected(tmp_path, first)
        port, ticket = urlsplit(first.url).port, unused(office)
        found = first.graphql(ORDER_OF, q=f"name:{ticket['order']}")["orders"]["nodes"][0]
        number = found["id"].rsplit("/", 1)[1]
        secret, shop = first.webhook_secret, first.shop
    body = json.dumps({"id": int(number)}).encode()
    with receiving(office) as receiver:
        assert post(receiver.address, secret, body, Shop_Domain=shop).status_code == 200
        receiver.process.kill()
        assert receiver.process.wait(30) == -signal.SIGKILL
    with receiving(office) as receiver:
        assert post(receiver.address, secret, body, Shop_Domain=shop).json() == {"state": "duplicate"}
    with serve("--port", str(port), "--events", "10", "--orders", "60", "--seed", "3"):
        assert office.one("webhooks", "work") == {"done": 1, "failed": 0, "waiting": 0}
        assert office.one("webhooks", "work") == {"done": 0, "failed": 0, "waiting": 0}


def test_killed_again_and_again_every_sale_arrives_without_a_sync(tmp_path: Path, store: Served) -> None:
    """The store tells again what nobody answered; what was answered lies in the station file."""
    office = connected(tmp_path, store)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    ticket, sold, moments = unused(office), [], random.Random(7)
    variant = store.graphql(SKUS, q=f"name:{ticket['order']}")["orders"]["nodes"][0]["lineItems"]["nodes"][0][
        "variant"
    ]["id"]
    with receiving(office, "--port", port) as receiver:
        office.one("webhooks", "register", "--address", receiver.address)
        receiver.process.kill()
        receiver.process.wait(30)
    for _ in range(2):
        with receiving(office, "--port", port) as receiver:
            for _ in range(4):
                made = store.graphql(ORDER, order={"lineItems": [{"variantId": variant, "quantity": 1}]})["orderCreate"]
                assert made["userErrors"] == []
                sold.append(made["order"]["name"])
            time.sleep(moments.random() * 0.5)
            receiver.process.kill()
            receiver.process.wait(30)
    with receiving(office, "--port", port):
        wait_for(lambda: set(sold) <= {row["order"] for row in office.run("tickets", "list")})
    assert len([row for row in office.run("tickets", "list") if row["order"] in sold]) == len(sold) == 8
    office.one("webhooks", "register", "--remove")


def test_a_secret_can_be_given_and_the_one_before_counts_for_an_hour(tmp_path: Path, store: Served) -> None:
    office = BoxOffice(tmp_path / "profile")
    office.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    error = office.refused("webhooks", "serve", "--port", "0")
    assert error["code"] == "no_webhook_secret"
    assert "secret" in error["next_step"]
    assert office.refused("webhooks", "secret", "--stdin", feed="")["code"] == "bad_input"
    assert office.one("webhooks", "secret", "--stdin", feed="the-first-secret") == {"kept": True}
    body = b'{"id": 5}'
    with receiving(office, "--secret-stdin", feed="the-second-secret") as receiver:
        for count, (secret, status) in enumerate(
            {"the-first-secret": 200, "the-second-secret": 200, "the-third-secret": 401}.items()
        ):
            assert (
                post(receiver.address, secret, body, Shop_Domain=store.shop, Webhook_Id=f"w{count}").status_code
                == status
            )


def test_an_uninstalled_app_locks_the_profile_and_says_why(tmp_path: Path, store: Served) -> None:
    office = connected(tmp_path, store)
    ticket = unused(office)
    body = json.dumps({"id": 1, "name": "Shop", "domain": store.shop}).encode()
    with receiving(office) as receiver:
        # An order's body under this topic names no shop: it was caught somewhere and sent again.
        forged = post(
            receiver.address, store.webhook_secret, b'{"id": 1}', Shop_Domain=store.shop, Topic="app/uninstalled"
        )
        assert forged.status_code == 400
        triggered = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 5))
        told = {"Shop_Domain": store.shop, "Topic": "app/uninstalled", "Triggered_At": triggered}
        assert post(receiver.address, store.webhook_secret, body, **told).status_code == 200
        wait_for(lambda: office.one("status")["state"] == "uninstalled")
    status = office.one("status")
    assert "uninstalled" in status["reason"]
    assert office.refused("sync")["code"] == "profile_locked"
    assert office.one("check", ticket["code"], "--event", ticket["event_id"])["verdict"] != "unknown"


def test_a_port_that_is_taken_is_told(office: BoxOffice) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        error = office.refused("webhooks", "serve", "--port", str(taken.getsockname()[1]))
    assert error["code"] == "port_taken"
    assert "port" in error["next_step"]


def test_an_address_the_store_cannot_post_to(office: BoxOffice) -> None:
    error = office.refused("webhooks", "register", "--address", "http://tickets.example.com")
    assert error["code"] == "bad_input"
    assert office.refused("webhooks", "register")["code"] == "bad_input"
