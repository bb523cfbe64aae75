"""Two processes at one bucket: each has its own account, and they meet in the level that every reply tells."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.shopify.auth import PastedToken
from ticketforge_desktop.shopify.client import BACKGROUND, FAST, Client, Manner
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.throttle import Throttle
from ticketforge_desktop.shopify.wire import Node

REQUESTS = 40


class Anything(Node):
    """A reply nobody reads."""


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    """A standard bucket, and a clock that only waiting moves."""
    with DemoStore.start(clock=StoreClock(frozen_at=1_795_000_000), orders=400, events=5, plan="standard") as store:
        yield store


def process(demo: DemoStore) -> Client:
    """A connection with an account of its own, as a process has."""

    def sleep(seconds: float) -> None:
        demo.clock.advance(seconds)
        threading.Event().wait(0.001)

    throttle = Throttle(now=demo.clock.now, sleep=sleep, jitter=lambda: 0.0)
    token = PastedToken(demo.token)
    return Client(open_http(), demo.url, token, throttle, now=demo.clock.now, sleep=sleep, jitter=lambda: 0.5)


def work(client: Client, manner: Manner, done: list[str], name: str) -> threading.Thread:
    """Ask for page after page on a thread."""

    def go() -> None:
        for _ in range(REQUESTS):
            client.run(document("orders_page"), Anything, {}, Manner(manner.lane, patience_s=600))
            done.append(name)

    thread = threading.Thread(target=go)
    thread.start()
    return thread


def test_a_till_and_a_sync_in_two_processes_both_come_through(demo: DemoStore) -> None:
    till, sync = process(demo), process(demo)
    done: list[str] = []
    threads = [work(till, FAST, done, "till"), work(sync, BACKGROUND, done, "sync")]
    for thread in threads:
        thread.join(60)
    told = (till.traffic(), sync.traffic())
    till.close()
    sync.close()
    assert (done.count("till"), done.count("sync")) == (REQUESTS, REQUESTS), "nobody starves"
    assert sum(traffic.cost for traffic in told) > 2 * 2_000, "they needed more than one full bucket"
    refused = sum(traffic.throttled for traffic in told)
    assert refused <= REQUESTS // 2, "what the other one takes is learned from the replies, not from refusals"
