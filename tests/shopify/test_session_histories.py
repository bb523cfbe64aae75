"""Random histories of a login: two processes, lost replies, worn tokens, kills between grant and keyring.

Whatever happened, as soon as the store answers again both processes have a token that works, and nobody logged in anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shopify.test_auth import Secrets
from tests.shopify.test_auth_session import app, logged_in, works
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import NetworkUnavailable, TokenRefused
from ticketforge_desktop.shopify.auth_session import SessionTokens
from ticketforge_desktop.shopify.exchange import open_http

PROCESSES = 2


class Killed(BaseException):
    """The process was killed at this point."""


class Keyring(Secrets):
    """One keyring for all processes; a kill may come just before something is kept, or just after."""

    def __init__(self, kept: dict[str, str]) -> None:
        super().__init__()
        self.kept = kept
        self.kill = ""

    def put(self, name: str, value: str) -> None:
        kill, self.kill = self.kill, ""
        if kill == "before":
            raise Killed
        super().put(name, value)
        if kill == "after":
            raise Killed


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=1, events=1, plan="plus") as store:
        yield store


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with open_http() as client:
        yield client


process = st.integers(0, PROCESSES - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("use"), process),
        st.tuples(st.just("refused"), process),
        st.tuples(st.just("restart"), process),
        st.tuples(st.just("time"), st.sampled_from([60, 1_800, 3_500, 3_700, 90_000])),
        st.tuples(st.just("lost"), st.integers(1, 2)),
        st.tuples(st.just("kill"), st.sampled_from(["before", "after"])),
        st.tuples(st.just("revoked"), st.just(0)),
    ),
    max_size=25,
)


class House:
    """Two processes at one login."""

    def __init__(self, demo: DemoStore, http: httpx.Client) -> None:
        self.demo, self.http = demo, http
        demo.faults.clear()
        self.keyring = Keyring(logged_in(demo).kept)
        self.processes = [self.begun() for _ in range(PROCESSES)]
        self.last = ""

    def begun(self) -> SessionTokens:
        return SessionTokens(self.http, self.demo.url, app(self.demo), now=self.demo.clock.now, kept=self.keyring)

    def use(self, at: int) -> None:
        try:
            with suppress(NetworkUnavailable):
                self.last = self.processes[at].token()
        except Killed:
            self.processes[at] = self.begun()

    def refused(self, at: int) -> None:
        try:
            with suppress(NetworkUnavailable):
                if self.last and not works(self.demo, self.last):
                    self.processes[at].renew(self.last)
        except Killed:
            self.processes[at] = self.begun()

    def restart(self, at: int) -> None:
        self.processes[at] = self.begun()

    def time(self, seconds: int) -> None:
        self.demo.advance(float(seconds))

    def lost(self, count: int) -> None:
        self.demo.faults.add(Fault("lost-grant", count=count))

    def kill(self, when: str) -> None:
        self.keyring.kill = when

    def revoked(self, _at: int) -> None:
        if self.last:
            self.demo.authority.expire(self.last)

    def quiet(self) -> None:
        self.demo.faults.clear()
        self.keyring.kill = ""


@settings(max_examples=60, deadline=None)
@given(steps)
def test_no_history_ends_a_login(demo: DemoStore, http: httpx.Client, told: list[tuple[str, int | str]]) -> None:
    house = House(demo, http)
    for what, much in told:
        getattr(house, what)(much)
    house.quiet()
    for one in house.processes:
        token = one.token()
        if not works(demo, token):  # revoked, or replaced by the other one: the store says 401 and we renew once
            assert one.renew(token)
            token = one.token()
        assert works(demo, token)


def test_the_histories_would_notice_a_pair_that_is_used_before_it_is_kept(
    demo: DemoStore, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The judge judged: a keyring that forgets what it is given ends the login."""
    monkeypatch.setattr(Keyring, "put", lambda *_: None)
    house = House(demo, http)

    def months() -> None:
        """The refresh token that is used again and again dies a month after its first use."""
        for _ in range(3):
            house.time(3_700)
            house.use(0)
            house.restart(0)
            house.time(31 * 86_400)

    with pytest.raises(TokenRefused):
        months()
