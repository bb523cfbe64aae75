"""Generated stores for the tests of the read side, and a client that speaks HTTP to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.server import DemoStore

NOON = 1_795_000_000
"""2026-11-18T11:06:40Z, the start of all frozen stores."""

Json = dict[str, Any]


@contextmanager
def running(*, orders: int = 300, events: int = 12, frozen: bool = True, **options: Any) -> Iterator[DemoStore]:
    """A store that listens; nothing in it may have crashed when the story ends."""
    clock = StoreClock(frozen_at=NOON) if frozen else StoreClock()
    store = DemoStore.start(clock=clock, orders=orders, events=events, **options)
    try:
        yield store
        assert store.executor.crashes == []
    finally:
        store.stop()


class Client:
    """A plain client: one connection, one token."""

    def __init__(self, store: DemoStore, token: str | None = None) -> None:
        self.store = store
        self.http = httpx.Client(headers={"X-Shopify-Access-Token": token or store.token}, timeout=60)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc: object) -> None:
        self.http.close()

    def post(self, document: str, **variables: Any) -> httpx.Response:
        return self.http.post(self.store.api_url, json={"query": document, "variables": variables})

    def reply(self, document: str, **variables: Any) -> Json:
        response = self.post(document, **variables)
        assert response.status_code == 200, response.text
        return response.json()

    def data(self, document: str, **variables: Any) -> Json:
        reply = self.reply(document, **variables)
        assert "errors" not in reply, reply["errors"]
        return reply["data"]


def operation(shared: Path, name: str) -> str:
    """One of the documents beside the checkout."""
    return (shared / "shopify" / "ops" / f"{name}.graphql").read_text(encoding="utf-8")


def query_operations(shared: Path) -> list[str]:
    """Names of all documents that read."""
    folder = shared / "shopify" / "ops"
    return sorted(
        path.stem
        for path in folder.glob("*.graphql")
        if re.search(r"^(query|\{)", path.read_text(encoding="utf-8"), re.MULTILINE)
    )
