"""The HTTP face of the store: stdlib threads, HTTP/1.1 with keep-alive, JSON in and out."""

from __future__ import annotations

import json
import re
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ticketforge_desktop.demo.consent import authorize
from ticketforge_desktop.demo.multipart import form_file

if TYPE_CHECKING:
    from ticketforge_desktop.demo.server import DemoStore

MAX_BODY = 64 << 20
STAGED = "/staged"
PIECE = 1 << 18
API_PATH = re.compile(r"^/admin/api/(?P<version>[\w-]+)/graphql\.json$")


class StoreHttpServer(ThreadingHTTPServer):
    """One thread a connection, all daemons: a stuck client never keeps the store from stopping."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, port: int, store: DemoStore) -> None:
        self.store = store
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), StoreHandler)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Remember open connections, so that stopping can close them."""
        request, address = super().get_request()
        self._open.add(request)
        return request, address

    def shutdown_request(self, request: Any) -> None:
        """Forget a closed one."""
        self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """End idle keep-alive connections."""
        for request in list(self._open):
            try:
                request.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


class StoreHandler(BaseHTTPRequestHandler):
    """Routes: the API, the token endpoint, staged uploads, bulk files."""

    protocol_version = "HTTP/1.1"
    server_version = "Shopify"
    sys_version = ""
    # Headers and body leave in one segment or two; without this each waits 40 ms for the other's acknowledgement.
    disable_nagle_algorithm = True
    server: StoreHttpServer

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the client's log is the one that matters."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """`Date` is the store's own clock: a client learns from it how wrong its own one is."""
        return super().date_time_string(self.server.store.clock.now() if timestamp is None else timestamp)

    @property
    def store(self) -> DemoStore:
        """The store behind this server."""
        return self.server.store

    def do_POST(self) -> None:
        """The API, tokens, uploads."""
        body = self._body()
        if body is None:
            return
        path = urlsplit(self.path).path
        api = API_PATH.match(path)
        if api:
            self._api(body, api["version"])
        elif path == "/admin/oauth/access_token":
            self._token(body)
        elif path.startswith(STAGED):
            self._upload(path, body)
        else:
            self._json(404, {"errors": "Not Found"})

    def do_PUT(self) -> None:
        """Uploads by PUT."""
        body = self._body()
        if body is not None:
            self.store.bulk.uploads[unquote(urlsplit(self.path).path.removeprefix(STAGED).lstrip("/"))] = body
            self._send(200, b"", "text/plain")

    def do_GET(self) -> None:
        """Bulk files, and the seller's consent."""
        path = urlsplit(self.path).path
        if path == "/admin/oauth/authorize":
            self._consent()
        elif path.startswith("/bulk-operation-outputs/"):
            self._bulk_file(path)
        else:
            self._json(404, {"errors": "Not Found"})

    def _body(self) -> bytes | None:
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if not 0 <= length <= MAX_BODY:
            self.close_connection = True
            self._json(413, {"errors": "Payload Too Large"})
            return None
        return self.rfile.read(length)

    def _api(self, body: bytes, version: str) -> None:
        outcome = self.store.serve_api(body, self.headers.get("X-Shopify-Access-Token"), version)
        if outcome is None:
            self._hang_up()
        else:
            self._json(outcome.status, outcome.body, outcome.headers)

    def _hang_up(self) -> None:
        """Close without a word."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _token(self, body: bytes) -> None:
        kind = self.headers.get("Content-Type", "")
        try:
            form = json.loads(body) if "json" in kind else dict(parse_qsl(body.decode()))
        except ValueError:
            form = None
        if not isinstance(form, dict):
            self._json(400, {"error": "invalid_request"})
            return
        answer = self.store.authority.answer({str(key): str(value) for key, value in form.items()})
        if self.store.faults.strikes("lost-grant"):
            self._hang_up()
            return
        self._json(answer.status, answer.body)

    def _consent(self) -> None:
        store = self.store
        query = dict(parse_qsl(urlsplit(self.path).query))
        denied = store.faults.strikes("denied-consent") is not None
        way = authorize(store.authority, store.world.shop.domain, query, store.clock.now(), denied=denied)
        if way.fault:
            self._send(400, way.fault.encode(), "text/plain; charset=utf-8")
        else:
            self._send(302, b"", "text/html", {"Location": way.location})

    def _upload(self, path: str, body: bytes) -> None:
        key, content = form_file(self.headers.get("Content-Type", ""), body)
        if content is None:
            self._json(400, {"errors": "no file"})
            return
        self.store.bulk.uploads[key or unquote(path.removeprefix(STAGED).lstrip("/"))] = content
        self._send(201, b"", "application/xml")

    def _bulk_file(self, path: str) -> None:
        file = self.store.bulk.file_of(path)
        if file is None:
            self._json(404, {"errors": "Not Found"})
            return
        size = file.stat().st_size
        cut = self.store.faults.strikes("truncated-bulk")
        start = self._range(size)
        if start is None:
            self._send(416, b"", "application/jsonl", {"Content-Range": f"bytes */{size}"})
            return
        stop = start + max(1, (size - start) * 2 // 3) if cut else size
        clean = cut is not None and bool(cut.setting("clean", 0))
        told = stop if clean else size  # a cleanly torn file is as long as it says: nothing but its rows betrays it
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", "application/jsonl")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(told - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{told - 1}/{told}")
        self.end_headers()
        whole = self._copy(file, start, stop)
        if not clean and (cut or not whole):
            self._hang_up()

    def _range(self, size: int) -> int | None:
        """First byte wanted; None when it lies beyond the file."""
        match = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        start = int(match[1]) if match else 0
        return start if start < size or start == 0 else None

    def _copy(self, file: Path, start: int, stop: int) -> bool:
        with file.open("rb") as source:
            source.seek(start)
            while start < stop:
                piece = source.read(min(PIECE, stop - start))
                if not piece:
                    return False
                self.wfile.write(piece)
                start += len(piece)
        self.wfile.flush()
        return True

    def _json(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self._send(status, data, "application/json; charset=utf-8", headers)

    def _send(self, status: int, data: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
