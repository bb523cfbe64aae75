"""The program as people use it: its own commands against the embedded store, each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.warm import WarmCommands

WARM = WarmCommands()
COMMAND = [sys.executable, "-m", "ticketforge_desktop.cli"]


@dataclass
class BoxOffice:
    """A profile, and the commands run on it."""

    home: Path
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.environment = {
            **os.environ,
            "TICKETFORGE_HOME": str(self.home),
            "TICKETFORGE_PASSPHRASE": "made up for this test",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command that goes on by itself."""
        return subprocess.Popen(
            [*COMMAND, *arguments, "--json"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, feed: str | bytes | None = None, code: int = 0) -> list[dict[str, Any]]:
        """A command to its end; the JSON objects it printed. It must end with `code`."""
        raw = feed.encode() if isinstance(feed, str) else feed
        done = WARM.run([*arguments, "--json"], self.environment, raw)
        assert done.returncode == code, (arguments, done.returncode, done.stdout.decode(), done.stderr.decode())
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def one(self, *arguments: str, feed: str | bytes | None = None, code: int = 0) -> dict[str, Any]:
        """A command that prints one object."""
        printed = self.run(*arguments, feed=feed, code=code)
        assert len(printed) == 1, printed
        return printed[0]

    def said(self, *arguments: str) -> str:
        """What a command says to a person, who starts it by itself: it loads what it needs, and nothing else has."""
        done = subprocess.run([*COMMAND, *arguments], env=self.environment, capture_output=True, timeout=300)
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout.decode().rstrip("\n")

    def refused(self, *arguments: str, feed: str | bytes | None = None) -> dict[str, str]:
        """A command that is refused for a stated reason."""
        error = self.one(*arguments, feed=feed, code=1)["error"]
        assert set(error) == {"code", "message", "next_step"}, error
        assert all(error.values()), error
        return error


@dataclass
class Served:
    """The embedded store as a process."""

    url: str
    shop: str
    token: str
    client_id: str
    client_secret: str
    webhook_secret: str

    def graphql(self, query: str, **variables: Any) -> dict[str, Any]:
        """Ask the store as anybody would, without our client."""
        import httpx

        reply = httpx.post(
            f"{self.url}/admin/api/2026-10/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": self.token},
            timeout=60,
        ).json()
        assert "errors" not in reply, reply["errors"]
        return reply["data"]

    def counts(self) -> dict[str, int]:
        """The store's own counts."""
        data = self.graphql("{ o: ordersCount(limit: null) { count } p: productsCount(limit: null) { count } }")
        return {"orders": data["o"]["count"], "products": data["p"]["count"]}


@contextmanager
def serve(*options: str) -> Iterator[Served]:
    """Serve the embedded store until the block ends, then SIGTERM it and see it go."""
    reading, writing = os.pipe()
    with open(os.devnull) as nothing, open(reading) as told:  # noqa: PTH123 - what is open already has no path
        serving = WARM.start(["demo-store", "serve", *options], os.environ, [nothing.fileno(), writing, 2])
        os.close(writing)
        try:
            yield Served(**json.loads(told.readline()))
        finally:
            serving.send_signal(signal.SIGTERM)
            assert serving.wait(30) == 0


@pytest.fixture(scope="session", autouse=True)
def _warm() -> Iterator[None]:
    yield
    WARM.close()


@pytest.fixture(scope="module")
def store() -> Iterator[Served]:
    with serve("--events", "30", "--orders", "800", "--seed", "11") as served:
        yield served


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, store: Served) -> BoxOffice:
    """A connected and mirrored box office, shared by the stories of a module."""
    opened = BoxOffice(tmp_path_factory.mktemp("office") / "profile")
    facts = opened.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    assert facts["shop"] == store.shop
    assert facts["missing_scopes"] == []
    opened.one("sync")
    return opened
