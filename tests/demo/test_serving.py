"""The store as a program: one line of JSON, then HTTP until it is told to end."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.demo.embedded import Client, running
from ticketforge_desktop.demo import serve
from ticketforge_desktop.demo.faults import UnknownFaultError
from ticketforge_desktop.demo.gids import gid, number_of, parse_gid
from ticketforge_desktop.demo.multipart import form_file

COUNT = {"query": "{ ordersCount(limit: null) { count precision } shop { name plan { shopifyPlus } } }"}
KEYS = ["url", "shop", "token", "client_id", "client_secret", "webhook_secret"]


def test_it_greets_serves_and_ends_on_sigterm() -> None:
    start = "raise SystemExit(run(events=3, orders=25, seed=9, plan='plus'))"
    script = f"from ticketforge_desktop.demo.serve import run; {start}"
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        greeting = json.loads(process.stdout.readline())
        assert list(greeting) == KEYS
        url = f"{greeting['url']}/admin/api/2026-10/graphql.json"
        reply = httpx.post(url, json=COUNT, headers={"X-Shopify-Access-Token": greeting["token"]}, timeout=20).json()
        assert reply["data"]["ordersCount"] == {"count": 25, "precision": "EXACT"}
        assert reply["data"]["shop"]["plan"]["shopifyPlus"] is True
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_it_runs_in_this_process_too() -> None:
    out = io.StringIO()
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    timer.start()
    try:
        assert serve.run(events=1, orders=3, out=out) == 0
    finally:
        timer.join()
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert list(json.loads(out.getvalue())) == KEYS


def test_a_wrong_fault_or_a_taken_port_is_told() -> None:
    with pytest.raises(UnknownFaultError):
        serve.run(faults="nonsense", out=io.StringIO())
    with running(orders=1) as store:
        port = int(store.url.rsplit(":", 1)[1])
        with pytest.raises(OSError, match="in use"):
            serve.run(port=port, events=1, orders=1, out=io.StringIO())


def test_one_connection_serves_many_requests_and_many_clients_at_once() -> None:
    with running(orders=100, plan="plus") as store:
        with Client(store) as client:
            assert [client.post("{ shop { id } }").status_code for _ in range(20)] == [200] * 20

        def work(number: int) -> int:
            with Client(store) as one:
                order = gid("Order", store.world.orders.ids[number])
                tag = "mutation($id: ID!, $t: [String!]!) { tagsAdd(id: $id, tags: $t) { userErrors { message } } }"
                for step in range(10):
                    one.data(tag, id=order, t=[f"t{number}-{step}"])
                    one.data("{ orders(first: 5, sortKey: UPDATED_AT, reverse: true) { nodes { id tags } } }")
            return number

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(work, range(8))) == list(range(8))
        for number in range(8):
            tags = store.world.orders.rows[store.world.orders.ids[number]].tags
            assert {f"t{number}-{step}" for step in range(10)} <= set(tags)


def test_counts_stop_at_10000_unless_asked() -> None:
    with running(orders=10_050, events=4, plan="plus") as store, Client(store) as client:
        short = client.data("{ ordersCount { count precision } }")["ordersCount"]
        assert short == {"count": 10_000, "precision": "AT_LEAST"}
        assert client.data("{ ordersCount(limit: null) { count precision } }")["ordersCount"]["count"] == 10_050
        few = client.data('{ ordersCount(query: "financial_status:voided", limit: 5) { count precision } }')[
            "ordersCount"
        ]
        assert few == {"count": 5, "precision": "AT_LEAST"}


def test_time_moves_by_hand_and_everything_comes_to_rest() -> None:
    with running(orders=30, index_lag=60) as store:
        before = store.world.now()
        with store.world.lock:
            store.world.touch(store.world.orders.get(store.world.orders.ids[0]))
        store.quiesce()
        assert store.world.orders.pending == {}
        store.advance(3_600)
        assert store.world.now() == before + 3_600


def test_orders_are_told_to_subscribers_over_http(tmp_path) -> None:
    """The whole way: subscribe by GraphQL, change an order, get a signed webhook."""
    import base64
    import hashlib
    import hmac
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    got: list[tuple[dict[str, str], bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    receiver = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=receiver.serve_forever, args=(0.05,))
    thread.start()
    try:
        with running(orders=10) as store, Client(store) as client:
            subscribe = """mutation($uri: String!) { webhookSubscriptionCreate(topic: ORDERS_UPDATED,
                webhookSubscription: {uri: $uri, format: JSON}) {
                webhookSubscription { id } userErrors { message } } }"""
            made = client.data(subscribe, uri=f"http://127.0.0.1:{receiver.server_address[1]}/hooks")
            assert made["webhookSubscriptionCreate"]["userErrors"] == []
            order = store.world.orders.ids[0]
            client.data(
                'mutation($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }',
                id=gid("Order", order),
            )
            store.quiesce()
            ((headers, body),) = got
            signature = base64.b64encode(
                hmac.new(store.webhook_secret.encode(), body, hashlib.sha256).digest()
            ).decode()
            sent = {name.lower(): value for name, value in headers.items()}
            assert sent["x-shopify-hmac-sha256"] == signature
            assert sent["x-shopify-topic"] == "orders/updated"
            assert json.loads(body)["id"] == order
    finally:
        receiver.shutdown()
        thread.join()
        receiver.server_close()


def test_upload_forms_and_bare_files() -> None:
    body = (
        b'--B\r\nContent-Disposition: form-data; name="key"\r\n\r\ntmp/1/v.jsonl\r\n'
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="v.jsonl"\r\n'
        b"Content-Type: text/jsonl\r\n\r\n{}\r\n--B--\r\n"
    )
    assert form_file("multipart/form-data; boundary=B", body) == ("tmp/1/v.jsonl", b"{}")
    assert form_file("text/plain", b"abc") == (None, b"abc")
    with running(orders=1) as store:
        assert httpx.put(f"{store.url}/staged/a/b.jsonl", content=b"{}").status_code == 200
        assert store.bulk.uploads["a/b.jsonl"] == b"{}"
        empty = httpx.post(f"{store.url}/staged", files={"other": b"x"})
        assert empty.status_code == 400


@pytest.mark.parametrize(
    "text", ["", "gid://shopify/", "gid://shopify/Order", "gid://shopify/Order/", "Order/1", None, 7]
)
def test_what_is_no_gid(text: object) -> None:
    assert parse_gid(text) is None
    assert number_of(text) is None


def test_gids() -> None:
    assert number_of("gid://shopify/InventoryLevel/5?inventory_item_id=7") == 5
    assert number_of("gid://shopify/Order/5", "Product") is None
    assert number_of("gid://shopify/Job/abc") is None
    assert number_of(gid("Order", 12), "Order") == 12
