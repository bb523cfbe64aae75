"""Between store and receiver stands a bad tunnel: it cuts, garbles, repeats and drops. The store sends again."""

from __future__ import annotations

import contextlib
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.webhook_props import SECRET, SHOP, Clock
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.demo.webhooks import Message, Sending, WebhookSender
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.host.webhook_server import WebhookServer
from ticketforge_desktop.services.ports.webhooks import Receipt, ReceiptState
from ticketforge_desktop.services.webhook_secrets import SigningSecrets
from ticketforge_desktop.services.webhooks import ReceiveWebhooks
from ticketforge_desktop.shopify.webhooks import ShopifyWebhooks
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

FAULTS = ("cut", "garble", "repeat", "lose the answer", "drop", "strip", "pass")


@dataclass
class Tunnel:
    """Hands on to a port, with a fault for each request while there are any."""

    port: int
    faults: list[str] = field(default_factory=list)
    url: str = ""

    def hand_on(self, headers: dict[str, str], body: bytes) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", "/webhooks", body=body, headers=headers)
            return connection.getresponse().status
        finally:
            connection.close()


@contextlib.contextmanager
def tunnel_to(port: int) -> Iterator[Tunnel]:
    tunnel = Tunnel(port)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            names = [name for name in self.headers if name not in ("Content-Length", "Host", "Accept-Encoding")]
            headers = {name: self.headers[name] for name in names}
            fault = tunnel.faults.pop(0) if tunnel.faults else "pass"
            if fault == "cut":
                body = body[: len(body) // 2]
            elif fault == "garble":
                body = bytes([body[0] ^ 0x20]) + body[1:]
            elif fault == "strip":
                headers = {name: text for name, text in headers.items() if "Hmac" not in name}
            elif fault == "repeat":
                tunnel.hand_on(headers, body)
            status = 0 if fault == "drop" else tunnel.hand_on(headers, body)
            if fault in ("drop", "lose the answer"):
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    tunnel.url = f"http://127.0.0.1:{server.server_port}/webhooks"
    try:
        yield tunnel
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Line:
    """Store, tunnel and receiver, one behind the other."""

    profile: Profile
    tunnel: Tunnel
    sender: WebhookSender
    receipts: list[Receipt]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder: Path = tmp_path_factory.mktemp("redelivery")
    receipts: list[Receipt] = []
    with open_profile(folder / "home", KEYS, ShopKeys(lambda: EAN_KEY)) as profile:
        signing = SigningSecrets(MemorySecrets(), lambda: SECRET, Clock(), profile.station)
        taking = ReceiveWebhooks(ShopifyWebhooks(), signing, profile.webhook_inbox, lambda: SHOP, receipts.append)
        server = WebhookServer("127.0.0.1", 0, taking)
        sender = WebhookSender(SECRET, SHOP, sending=Sending(retries=12, retry_after=0.0))
        try:
            with tunnel_to(server.port) as tunnel:
                yield Line(profile, tunnel, sender, receipts)
        finally:
            sender.close()
            server.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FAULTS), max_size=8), st.integers(1, 3))
def test_whatever_the_tunnel_does_each_call_arrives_once(line: Line, faults: list[str], messages: int) -> None:
    inbox, before = line.profile.webhook_inbox, line.profile.webhook_inbox.waiting()
    line.receipts.clear()
    line.tunnel.faults[:] = faults
    for number in range(messages):
        body = b'{"id": %d, "note": "M\xc3\xbcller"}' % (number + 1)
        line.sender.send(Message("orders/updated", line.tunnel.url, body, "2026-11-22T10:00:00Z", "event"))
    assert line.sender.quiesce(30)
    assert line.sender.undelivered == []
    assert inbox.waiting() == before + messages
    accepted = [receipt.object_name for receipt in line.receipts if receipt.state is ReceiptState.ACCEPTED]
    assert sorted(accepted) == [f"order:{number + 1}" for number in range(messages)]
    refused = [receipt for receipt in line.receipts if receipt.state is ReceiptState.REFUSED]
    spoilt = [fault for fault in faults if fault in ("cut", "garble", "strip")]
    assert len(refused) <= len(spoilt)
    assert {receipt.reason for receipt in refused} <= {"signature"}
