"""The address webhooks are posted to: nothing odd costs memory or time, and nobody slow keeps the store out."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import PortTaken
from ticketforge_desktop.host.http_request import (
    LONGEST_BODY,
    LONGEST_HEAD,
    BadRequest,
    body_length,
    read_body,
    read_head,
)
from ticketforge_desktop.host.webhook_server import WebhookServer
from ticketforge_desktop.services.ports.webhooks import Answer, Posted


class Clerk:
    """Takes what is posted and keeps it; a body `boom` makes it fail."""

    def __init__(self) -> None:
        self.taken: list[Posted] = []
        self.refused: list[str] = []
        self.came, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def take(self, posted: Posted) -> Answer:
        self.came.set()
        self.go_on.wait(30)
        if posted.body == b"boom":
            raise RuntimeError("a fault of ours")
        self.taken.append(posted)
        return Answer(200, "accepted")

    def refuse(self, word: str) -> None:
        self.refused.append(word)


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@contextlib.contextmanager
def serving(clerk: Clerk, **options: float) -> Iterator[WebhookServer]:
    crashes: list[Exception] = []
    server = WebhookServer("127.0.0.1", 0, clerk, crashed=crashes.append, **options)
    server.crashes = crashes
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def server(clerk: Clerk) -> Iterator[WebhookServer]:
    with serving(clerk) as made:
        yield made


def said(server: WebhookServer, request: bytes, *, then_silent: bool = False) -> bytes:
    """The whole answer to these bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(request)
            if not then_silent:
                connection.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(4096):
                answer += piece
        return answer


def post(
    body: bytes = b'{"id": 1}', *, head: bytes = b"", target: bytes = b"/webhooks", method: bytes = b"POST"
) -> bytes:
    length = b"Content-Length: %d\r\n" % len(body) if b"ength:" not in head and b"ransfer" not in head else b""
    return b"%s %s HTTP/1.1\r\nHost: x\r\n%s%s\r\n%s" % (method, target, length, head, body)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def test_a_request_is_taken_byte_for_byte(server: WebhookServer, clerk: Clerk) -> None:
    body = bytes(range(256)) * 40
    answer = said(
        server, post(body, head=b"X-Shopify-Topic:  orders/paid \r\nX-Odd: \xfc\r\n", target=b"/webhooks?from=tunnel")
    )
    assert status(answer) == 200
    assert answer.endswith(b'\r\n\r\n{"state": "accepted"}')
    (taken,) = clerk.taken
    assert taken.body == body
    assert taken.headers["x-shopify-topic"] == "orders/paid"
    assert taken.headers["x-odd"] == "ü"


@pytest.mark.parametrize(
    ("request_bytes", "expected", "word"),
    [
        (post(method=b"GET"), 405, "method"),
        (post(method=b"PUT"), 405, "method"),
        (post(method=b"get"), 400, "head"),
        (post(target=b"/"), 404, "path"),
        (post(target=b"/webhooks/.."), 404, "path"),
        (post(target=b"http://x/webhooks"), 400, "head"),
        (post(method=b"POST", target=b"/health"), 405, "method"),
        (post(head=b"Transfer-Encoding: chunked\r\n"), 411, "length"),
        (post(head=b"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n"), 411, "length"),
        (b"POST /webhooks HTTP/1.1\r\nHost: x\r\n\r\n", 411, "length"),
        (post(head=b"Content-Length: nine\r\n"), 400, "length"),
        (post(head=b"Content-Length: -1\r\n"), 400, "length"),
        (post(head=b"Content-Length: +9\r\n"), 400, "length"),
        (post(head=b"Content-Length: 9\r\nContent-Length: 9\r\n"), 400, "head"),
        (post(head=b"Content-Length: 99999999999999999999\r\n"), 400, "length"),
        (post(head=b"Content-Length: %d\r\n" % (LONGEST_BODY + 1)), 413, "size"),
        (post(head=b"Content-Length: 10\r\n"), 400, "body"),  # one byte never comes
        (post(head=b"X-Shopify-Topic: a\r\nX-Shopify-Topic: b\r\n"), 400, "head"),
        (post(head=b"X-Bad: a\nInjected: b\r\n"), 400, "head"),
        (post(head=b"X-Bad: a\x00b\r\n"), 400, "head"),
        (post(head=b"X-Folded: a\r\n b\r\n"), 400, "head"),
        (post(head=b"No colon\r\n"), 400, "head"),
        (post(head=b"Bad Name: x\r\n"), 400, "head"),
        (post(head=b"X-Long: " + b"x" * LONGEST_HEAD + b"\r\n"), 431, "head"),
        (post(head=b"".join(b"X-%d: 1\r\n" % number for number in range(70))), 431, "head"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a client that speaks TLS\r\n\r\n", 400, "head"),
        (b"GET\r\n\r\n", 400, "head"),
        (b"half a line", 400, "head"),
    ],
    ids=range(28),
)
def test_what_is_not_plainly_right_is_refused(
    server: WebhookServer, clerk: Clerk, request_bytes: bytes, expected: int, word: str
) -> None:
    assert status(said(server, request_bytes)) == expected
    assert clerk.refused == [word]
    assert clerk.taken == []


def test_ten_megabytes_are_refused_before_they_are_read(server: WebhookServer, clerk: Clerk) -> None:
    """The answer arrives although the sender sends all of it first."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("POST", "/webhooks", body=b"x" * 10_000_000)
        assert connection.getresponse().status == 413
    finally:
        connection.close()
    assert clerk.refused == ["size"]


def test_a_tunnel_can_ask_whether_somebody_is_there(server: WebhookServer, clerk: Clerk) -> None:
    assert said(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").endswith(b'{"state": "ok"}')
    answer = said(server, b"HEAD /health HTTP/1.0\r\n\r\n")
    assert status(answer) == 200
    assert answer.endswith(b"\r\n\r\n")
    assert said(server, b"") == b"", "who says nothing is told nothing"
    assert clerk.refused == []


def test_a_sender_that_waits_for_leave_gets_it(server: WebhookServer, clerk: Clerk) -> None:
    head = b"POST /webhooks HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(head)
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"body")
        assert status(connection.recv(1000)) == 200
    too_long = head.replace(b"Length: 4", b"Length: 10000000")
    assert status(said(server, too_long, then_silent=True)) == 413, "no leave to send what would not be read"


def test_a_fault_of_ours_is_told_to_us_and_the_sender_comes_again(server: WebhookServer, clerk: Clerk) -> None:
    assert status(said(server, post(b"boom"))) == 500
    assert [str(error) for error in server.crashes] == ["a fault of ours"]
    assert status(said(server, post())) == 200


def test_whoever_drips_is_cut_off_at_the_deadline(clerk: Clerk) -> None:
    with serving(clerk, seconds=0.3) as server, socket.create_connection(("127.0.0.1", server.port), 20) as slow:
        answer = b""
        with contextlib.suppress(OSError):
            for byte in post():  # each byte comes in time for a timeout that begins anew with every byte
                slow.sendall(bytes([byte]))
                time.sleep(0.01)
        with contextlib.suppress(ConnectionResetError):
            answer = slow.recv(1000)
    assert clerk.refused == ["slow"]
    assert clerk.taken == []
    assert status(answer) in (0, 408)


def test_a_hundred_slow_senders_do_not_keep_the_store_out(clerk: Clerk) -> None:
    """Who finds no room comes again, as the store does."""
    with serving(clerk, workers=4, seconds=300.0) as server, contextlib.ExitStack() as held:
        for _ in range(100):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            with contextlib.suppress(OSError):
                connection.sendall(b"POST /webhooks HTTP/1.1\r\nX-Slow: ")
        attempts = 0
        while status(said(server, post())) != 200:
            attempts += 1
            assert attempts < 100
            time.sleep(0.2)
        assert len(clerk.taken) == 1
        assert sum(thread.name.startswith("webhooks_") for thread in threading.enumerate()) <= 4


def test_no_more_wait_than_there_is_room_for(clerk: Clerk) -> None:
    """All are whole and wait for the disk: newcomers beyond the room are sent away and come again."""
    clerk.go_on.clear()
    with serving(clerk, workers=2) as server, contextlib.ExitStack() as held:
        waiting = []
        for number in range(20):
            if number == 2:
                until = time.monotonic() + 20
                while server._waiting:  # both have their thread
                    assert time.monotonic() < until
                    time.sleep(0.01)
            connection = held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            with contextlib.suppress(OSError):
                connection.sendall(post())
            waiting.append(connection)
        # Two at work and eight in the waiting room; the other ten were closed, and only they can say so now.
        for connection in reversed(waiting[10:]):
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(1000) == b""
        clerk.go_on.set()
        answers = [status(connection.recv(1000)) for connection in waiting[:10]]
    assert answers == [200] * 10
    assert len(clerk.taken) == 10


def test_closing_answers_what_is_whole_and_drops_what_is_not(clerk: Clerk) -> None:
    clerk.go_on.clear()
    with serving(clerk, seconds=30.0) as server, contextlib.ExitStack() as held:
        whole, half = (
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20)) for _ in range(2)
        )
        whole.sendall(post())
        half.sendall(post()[:-3])
        assert clerk.came.wait(20)
        closing = threading.Thread(target=server.close)
        closing.start()
        clerk.go_on.set()
        assert status(whole.recv(1000)) == 200
        closing.join(20)
        assert not closing.is_alive()
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()


def test_a_port_that_is_taken_is_told(server: WebhookServer, clerk: Clerk) -> None:
    with pytest.raises(PortTaken) as refused:
        WebhookServer("127.0.0.1", server.port, clerk)
    assert refused.value.facts["port"] == server.port


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    at = 0
    for cut in sorted({min(cut, len(data)) for cut in cuts}):
        if cut > at:
            yield data[at:cut]
            at = cut
    if at < len(data):
        yield data[at:]


def reader(data: bytes, cuts: list[int]) -> object:
    """Reads as a socket does: what came, but never more than was asked for."""
    waiting = list(pieces(data, cuts))

    def read(most: int) -> bytes:
        if not waiting:
            return b""
        piece = waiting.pop(0)
        if len(piece) > most:
            waiting.insert(0, piece[most:])
        return piece[:most]

    return read


HEADISH = st.binary(max_size=300) | st.text(
    alphabet=st.sampled_from("POST /webhooks HTTP/1.1\r\n:X-Shopify0123456789 \x00\x7f,;ü"), max_size=300
).map(str.encode)


WHOLE = st.builds(
    lambda body, more: f"Content-Length: {len(body)}\r\n\r\n".encode() + body + more,
    st.binary(max_size=300),
    st.binary(max_size=9),
)


@given(HEADISH | WHOLE, st.booleans(), st.lists(st.integers(0, 400), max_size=6))
@example(b"Content-Length: 3\r\n\r\nabcd", True, [5, 40])
def test_any_bytes_are_a_request_or_a_refusal(data: bytes, begun: bool, cuts: list[int]) -> None:
    read = reader((b"POST /webhooks HTTP/1.1\r\n" if begun else b"") + data, cuts)
    refused, head = None, None
    try:
        head = read_head(read)
        body = read_body(read, body_length(head.headers), head.rest) if head is not None else b""
    except BadRequest as bad:
        refused = bad
    if refused is not None:
        assert 400 <= refused.status < 500
        assert refused.word.isalpha()
    elif head is not None:
        assert len(body) == int(head.headers["content-length"])


@given(st.binary(max_size=500), st.lists(st.integers(0, 800), max_size=8))
def test_a_right_request_is_read_however_it_is_cut(body: bytes, cuts: list[int]) -> None:
    read = reader(post(body, head=b"X-Shopify-Topic: orders/paid\r\n") + b"GET / HTTP/1.1", cuts)
    head = read_head(read)
    assert head is not None
    assert (head.method, head.path, head.headers["x-shopify-topic"]) == ("POST", "/webhooks", "orders/paid")
    assert read_body(read, body_length(head.headers), head.rest) == body
