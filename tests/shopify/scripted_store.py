"""A store that answers from a script: real HTTP on loopback, for what a good store never does."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """One reply. `cut`: close the connection after so many bytes of the body; -1 before any answer."""

    body: bytes | dict = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


Script = Callable[[Asked], Answer]


def data(told: dict, *, available: float = 1_900, requested: float = 10, actual: float = 5) -> Answer:
    """A good GraphQL reply with its cost."""
    status = {"maximumAvailable": 2000.0, "currentlyAvailable": available, "restoreRate": 100.0}
    cost = {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": status}
    return Answer({"data": told, "extensions": {"cost": cost}})


def errors(*messages: str, code: str = "", **told: object) -> Answer:
    """A GraphQL reply that refuses."""
    extensions = {"code": code} if code else {}
    return Answer({"errors": [{"message": text, "extensions": extensions} for text in messages], **told})


SHOP = {
    "shop": {
        "id": "gid://shopify/Shop/1",
        "name": "Haus",
        "myshopifyDomain": "haus.myshopify.com",
        "currencyCode": "EUR",
        "ianaTimezone": "Europe/Berlin",
        "plan": {"publicDisplayName": "Basic", "partnerDevelopment": False, "shopifyPlus": False},
        "shopAddress": {"countryCodeV2": "DE"},
    }
}


class ScriptedStore:
    """Where it is, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []

    def operations(self) -> list[str]:
        """Names of the GraphQL operations that arrived."""
        return [a.json["query"].split()[1].split("(")[0] for a in self.asked if a.path.endswith("graphql.json")]


@contextmanager
def scripted_store(script: Script) -> Iterator[ScriptedStore]:
    """Serve a script until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers), body)
            store.asked.append(asked)
            answer = script(asked)
            if answer.cut == -1:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.raw)))
            self.end_headers()
            self.wfile.write(answer.raw[: answer.cut])
            if answer.cut is not None:
                self.close_connection = True

        do_GET = do_POST = _serve  # noqa: N815

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    store = ScriptedStore(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def in_turn(*answers: Answer) -> Script:
    """One answer after the other; the last one for ever."""
    left = list(answers)
    lock = threading.Lock()

    def script(_asked: Asked) -> Answer:
        with lock:
            return left.pop(0) if len(left) > 1 else left[0]

    return script
