"""One connection to one store: requests in their turn, answered by data or a typed error.

What may be sent twice: queries, and mutations their caller calls repeatable. After a lost reply (a dropped connection,
a 5xx) nothing else is repeated, since it may have been executed; the error then says so (`facts["maybe_done"]`). What
the store refused without executing (THROTTLED, 429, 430) is always sent again, within the caller's patience.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import msgspec

from ticketforge_desktop.domain.errors import ConnectionTrouble, StoreBusy
from ticketforge_desktop.services.ports.connection import ConnectionWatch
from ticketforge_desktop.services.ports.store import Traffic
from ticketforge_desktop.shopify.auth import TokenSource
from ticketforge_desktop.shopify.documents import Document
from ticketforge_desktop.shopify.exchange import Again, Exchange, Reply, Why, data_of
from ticketforge_desktop.shopify.throttle import Lane, Level, Throttle

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
ATTEMPTS: Final = {Why.UNSENT: 3, Why.LOST: 5}
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How a request is sent: its lane, how long it may wait for points in all, whether it may be sent twice."""

    lane: Lane = Lane.BACKGROUND
    patience_s: float = 180.0
    repeatable: bool = False


BACKGROUND: Final = Manner()
FAST: Final = Manner(Lane.FAST, patience_s=30.0)


class Client:
    """Sends documents to a store. Safe to use from several threads; they share its throttle."""

    def __init__(
        self,
        http: httpx.Client,
        base: str,
        tokens: TokenSource,
        throttle: Throttle,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
        watch: ConnectionWatch | None = None,
    ) -> None:
        """`watch` hears how each request ended."""
        self._http, self._throttle, self._watch = http, throttle, watch
        self._exchange = Exchange(http, base, tokens)
        self._now, self._sleep, self._jitter = now, sleep, jitter
        self._lock = threading.Lock()
        self._requests = self._throttled = 0
        self._cost = 0.0
        self._learned: dict[str, float] = {}
        self._told_at = ""

    def run(
        self, document: Document, reply: type[T], variables: Mapping[str, object], manner: Manner = BACKGROUND
    ) -> T:
        """The reply's data.

        Raises:
            NetworkUnavailable, TokenRefused, ScopeMissing, WrongShop, StoreBusy, StoreRefused, TooCostly
        """
        try:
            answer = self._run(document, reply, variables, manner)
        except ConnectionTrouble as error:
            if self._watch is not None:
                self._watch.failed(error)
            raise
        if self._watch is not None:
            self._watch.answered()
        return answer

    def _run(self, document: Document, reply: type[T], variables: Mapping[str, object], manner: Manner) -> T:
        body = msgspec.json.encode({"query": document.text, "variables": variables})
        repeatable = manner.repeatable or not document.mutates
        deadline = self._now() + manner.patience_s
        tried = dict.fromkeys(Why, 0)
        while True:
            try:
                return cast(T, self._once(document, body, reply, manner.lane, max(deadline - self._now(), 0.0)))
            except Again as again:
                tried[again.why] += 1
                pause = self._pause_before_next(again, tried[again.why], repeatable, deadline)
            self._sleep(pause)

    def traffic(self) -> Traffic:
        """What was asked so far."""
        with self._lock:
            return Traffic(self._requests, round(self._cost), self._throttled)

    def store_time(self) -> str:
        """The store's clock at its last reply (ISO 8601, UTC), "" before the first. By now it is later there."""
        with self._lock:
            return self._told_at

    def stream(self, url: str, headers: Mapping[str, str]) -> Any:
        """A download as httpx's stream context. The token is not sent: the address itself is the right to read."""
        return self._http.stream("GET", url, headers=dict(headers))

    def pause(self, seconds: float) -> None:
        """Wait, by the clock of this client."""
        self._sleep(seconds)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _once(self, document: Document, body: bytes, reply: type[T], lane: Lane, patience_s: float) -> Any:
        points = self._learned.get(document.name, float(document.cost))
        reservation = self._throttle.reserve(points, lane, patience_s)
        level: Level | None = None
        spent: float | None = None
        with self._lock:
            self._requests += 1
        try:
            arrived = self._exchange.post(body, reply)
            level = self._count(document, arrived)
            spent = None if arrived.cost is None else arrived.cost.actual_query_cost or 0.0
        except Again as again:
            if again.why is Why.SLOW_DOWN:
                level, spent = Level(*self._throttle.size(), available=0.0), 0.0
            raise
        finally:
            self._throttle.settle(reservation, level, spent)
        return data_of(arrived)

    def _count(self, document: Document, arrived: Reply) -> Level | None:
        cost = arrived.cost
        with self._lock:
            self._told_at = arrived.told_at or self._told_at
            if cost is None:
                return None
            self._cost += cost.actual_query_cost or 0
            if cost.requested_query_cost:
                self._learned[document.name] = cost.requested_query_cost
        told = cost.throttle_status
        if told is None:
            return None
        return Level(told.maximum_available, told.restore_rate, told.currently_available)

    def _pause_before_next(self, again: Again, tried: int, repeatable: bool, deadline: float) -> float:
        """Seconds to wait before the next attempt; raises the fault when there is to be none."""
        if again.why in ATTEMPTS:
            if again.why is Why.LOST and not repeatable:
                again.fault.facts["maybe_done"] = True
                raise again.fault from again.__cause__
            if tried >= ATTEMPTS[again.why]:
                raise again.fault from again.__cause__
            longest = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** (tried - 1))
            return longest * (0.5 + self._jitter() / 2)
        with self._lock:
            self._throttled += 1
        # THROTTLED told the level, so the throttle itself makes the next attempt wait for its points.
        pause = again.wait_s + self._jitter() * _FIRST_PAUSE_S
        if self._now() + pause > deadline:
            raise StoreBusy(again.fault.message, wait_s=pause) from None
        return pause
