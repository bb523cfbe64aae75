"""The embedded store as a thing to start: a world, its executor, and a real HTTP server on 127.0.0.1."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ticketforge_desktop.demo.auth import UNAUTHORIZED, Authority
from ticketforge_desktop.demo.bucket import RESTORE_RATES, Bucket
from ticketforge_desktop.demo.bulk import BulkJobs
from ticketforge_desktop.demo.bulk_mutations import bulk_mutations
from ticketforge_desktop.demo.calls import Mutation
from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.execute import Executor
from ticketforge_desktop.demo.faults import Faults, parse_faults
from ticketforge_desktop.demo.generator import generate
from ticketforge_desktop.demo.hooks import Hooks
from ticketforge_desktop.demo.http import StoreHttpServer
from ticketforge_desktop.demo.mutations import Desk
from ticketforge_desktop.demo.schema import admin_schema
from ticketforge_desktop.demo.state import World
from ticketforge_desktop.demo.views import all_fields
from ticketforge_desktop.demo.webhooks import WebhookSender

API_VERSION = "2026-10"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One HTTP reply."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How the store is set up. ``token_life`` in seconds; ``index_lag`` in seconds; ``bulk_pace`` in root objects a
    second (0 = as fast as it goes); ``personal_data`` False = names, addresses and e-mails are null (Basic plan).
    """

    events: int = 40
    orders: int = 2_000
    seed: int = 1
    plan: str = "standard"
    faults: str | None = None
    index_lag: float = 0.0
    bulk_pace: float = 0.0
    token_life: float = 86_400
    personal_data: bool = True
    job_delay: float = 0.25

    def __post_init__(self) -> None:
        """Refuse what no store can be, before anything is made."""
        if self.plan not in RESTORE_RATES:
            raise ValueError(f"unknown plan {self.plan!r}; known are {', '.join(sorted(RESTORE_RATES))}")
        if self.orders < 0 or self.events < 0:
            raise ValueError("events and orders must not be negative")


class DemoStore:
    """One running store. ``start`` makes it, ``stop`` ends it; also a context manager."""

    def __init__(self, options: StoreOptions, clock: StoreClock | None = None) -> None:
        self.options = options
        self.clock = clock or StoreClock()
        self.faults: Faults = parse_faults(options.faults, options.seed)
        lag = self.faults.standing("index-lag")
        index_lag = lag.setting("seconds", 5.0) if lag else options.index_lag
        self.world: World = generate(
            self.clock, events=options.events, orders=options.orders, seed=options.seed, index_lag=index_lag
        )
        self.world.shop.plan = options.plan
        self.authority = Authority(options.seed, self.clock.now, token_life=options.token_life)
        self.executor = Executor(admin_schema(), all_fields())
        self.bucket = Bucket(options.plan, self.clock.now)
        self.bulk = BulkJobs(self.world, self.executor, pace=options.bulk_pace, fail_after=self._bulk_failure)
        self.hooks = Hooks(self.world, WebhookSender(self.authority.webhook_secret, self.world.shop.domain))
        self.personal_data = options.personal_data
        self.desk = Desk(options.job_delay)
        self.mutations: dict[str, Mutation] = {**bulk_mutations(), **self.desk.mutations}
        self._identity = self.faults.standing("other-shop")
        if self._identity is not None:
            self._become_other_shop()
        self._server: StoreHttpServer | None = None
        self._thread: threading.Thread | None = None

    def _become_other_shop(self) -> None:
        self.world.shop.id += 1
        self.world.shop.name = "Fremde Bühne"
        self.world.shop.domain = "fremde-buehne.myshopify.com"

    def _bulk_failure(self) -> int | None:
        fault = self.faults.strikes("failed-bulk")
        return int(fault.setting("after", 100)) if fault else None

    # life -----------------------------------------------------------------------------------------------------------

    @classmethod
    def start(cls, port: int = 0, *, clock: StoreClock | None = None, **options: Any) -> DemoStore:
        """Generate and serve; ``options`` as ``StoreOptions``. The store answers when this returns.

        Raises OSError when the port is taken, ValueError for an unknown plan, ``UnknownFaultError`` (one too) for a
        fault that is none.
        """
        store = cls(StoreOptions(**options), clock)
        try:
            store.listen(port)
        except OSError:
            store.stop()
            raise
        return store

    def listen(self, port: int = 0) -> None:
        """Serve on 127.0.0.1."""
        self._server = StoreHttpServer(port, self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="demo-store", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving, end jobs, remove files. Twice does no harm."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.close_connections()
            server.server_close()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None
        self.desk.close()
        self.bulk.close()
        self.hooks.close()

    def __enter__(self) -> DemoStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    # what a client needs --------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """``http://127.0.0.1:port``."""
        assert self._server is not None, "the store is not listening"
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api_url(self) -> str:
        """Where GraphQL is spoken."""
        return f"{self.url}/admin/api/{API_VERSION}/graphql.json"

    @property
    def shop(self) -> str:
        """The shop's domain."""
        return self.world.shop.domain

    @property
    def token(self) -> str:
        """A token that does not expire, as a seller would paste it."""
        return self.authority.pasted

    @property
    def client_id(self) -> str:
        """The app's client id."""
        return self.authority.client_id

    @property
    def client_secret(self) -> str:
        """The app's secret."""
        return self.authority.client_secret

    @property
    def webhook_secret(self) -> str:
        """What webhooks are signed with."""
        return self.authority.webhook_secret

    def greeting(self) -> dict[str, str]:
        """The first line of ``demo-store serve``."""
        return {
            "url": self.url,
            "shop": self.shop,
            "token": self.token,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "webhook_secret": self.webhook_secret,
        }

    # for tests ------------------------------------------------------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Let time pass: the index catches up, the bucket fills, tokens age."""
        self.clock.advance(seconds)
        with self.world.lock:
            self.world.settle_index()

    def quiesce(self) -> None:
        """Until nothing moves: jobs done, webhooks told, the index level with the data."""
        self.bulk.wait()
        self.desk.jobs.finish()
        self.hooks.quiesce()
        with self.world.lock:
            self.world.quiesce_index()

    def context(self, version: str = API_VERSION, scopes: frozenset[str] | None = None) -> RequestContext:
        """What a request carries."""
        return RequestContext(
            world=self.world,
            base_url=self.url if self._server else "http://127.0.0.1:0",
            api_key=self.client_id,
            scopes=self.authority.scopes if scopes is None else scopes,
            version=version,
            mutations=self.mutations,
            bulk=self.bulk,
            personal_data=self.personal_data,
        )

    def query(self, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Execute without HTTP, cost or faults (tests)."""
        return self.executor.run({"query": document, "variables": variables or {}}, self.context())

    # requests -------------------------------------------------------------------------------------------------------

    def serve_api(self, body: bytes, token_text: str | None, version: str) -> Outcome | None:
        """One POST to the API; None = close the connection without a reply."""
        if self.faults.strikes("server-error"):
            return Outcome(503, {"errors": "Service Unavailable"}, {"Retry-After": "1"})
        if self.faults.strikes("token-expiry"):
            self.authority.expire(token_text)
        token = self.authority.check(token_text)
        if token is None:
            return Outcome(401, UNAUTHORIZED)
        try:
            request = msgspec.json.decode(body)
        except msgspec.DecodeError:
            return Outcome(400, {"errors": {"query": "Required parameter missing or invalid"}})
        if not isinstance(request, dict):
            return Outcome(400, {"errors": {"query": "Required parameter missing or invalid"}})
        return self._answer(request, self.context(version, token.scopes))

    def _answer(self, request: dict[str, Any], context: RequestContext) -> Outcome | None:
        slow = self.faults.strikes("slow")
        if slow:
            time.sleep(slow.setting("seconds", 2.0))
        headers = {"X-Request-Id": str(uuid.uuid4()), "X-Shopify-Api-Version": API_VERSION}
        if self.faults.strikes("throttle-storm"):
            return Outcome(200, msgspec.json.encode(self.bucket.throttled(10)), headers)
        reply = self.executor.run(request, context, self.bucket)
        if self.executor.writes(request) and self.faults.strikes("bad-gateway"):
            return Outcome(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", headers)
        if self.faults.strikes("dropped-connection"):
            return None
        return Outcome(200, msgspec.json.encode(reply), headers)
