"""Logging in through the browser, with a real listener, a real store and a browser that follows redirects."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import (
    BadInput,
    LoginCancelled,
    LoginDenied,
    LoginForged,
    LoginTimedOut,
    NetworkUnavailable,
)
from ticketforge_desktop.host.loopback import listen
from ticketforge_desktop.services.browser_login import BrowserLogin
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.opening import open_code_login


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=5, events=1, plan="plus") as store:
        yield store


class Person:
    """Somebody at a browser, who does `act` with the address that is shown."""

    def __init__(self, act: Callable[[str], None]) -> None:
        self._act = act
        self.pages: list[int] = []
        self.threads: list[threading.Thread] = []

    def open(self, address: str) -> bool:
        thread = threading.Thread(target=self._act, args=(address,))
        self.threads.append(thread)
        thread.start()
        return True

    def leave(self) -> None:
        for thread in self.threads:
            thread.join()


def agreeing(pages: list[int]) -> Person:
    def act(address: str) -> None:
        pages.append(httpx.get(address, follow_redirects=True, timeout=30).status_code)

    return Person(act)


def login_by(person: Person, demo: DemoStore, **more: object) -> StoreLogin:
    asked = StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    try:
        return BrowserLogin(open_code_login, lambda: listen(0), person, **more).run(asked, "")
    finally:
        person.leave()


def test_who_agrees_is_logged_in_and_sees_it(demo: DemoStore) -> None:
    pages: list[int] = []
    login = login_by(agreeing(pages), demo)
    assert login.session
    assert login.session not in repr(login), "secrets do not show in logs"
    assert pages == [200]


def test_who_declines_sees_that_too(demo: DemoStore) -> None:
    demo.faults.add(Fault("denied-consent", count=1))
    pages: list[int] = []
    with pytest.raises(LoginDenied):
        login_by(agreeing(pages), demo)
    assert pages == [400]


def test_a_strangers_answers_do_not_end_the_login(demo: DemoStore) -> None:
    """Any web page can send a browser to our port; the store's own answer still counts."""
    pages: list[int] = []

    def act(address: str) -> None:
        redirect = dict(httpx.QueryParams(urlsplit(address).query))["redirect_uri"]
        for query in ("", "code=1&state=guess", urlencode({"error": "access_denied", "state": "x"})):
            pages.append(httpx.get(f"{redirect}?{query}", timeout=30).status_code)
        pages.append(httpx.get(address, follow_redirects=True, timeout=30).status_code)

    assert login_by(Person(act), demo).session
    assert pages == [400, 400, 400, 200]


def test_a_callback_that_comes_a_second_time_finds_nobody(demo: DemoStore) -> None:
    ways: list[str] = []

    def act(address: str) -> None:
        ways.append(httpx.get(address).headers["Location"])
        httpx.get(ways[0], timeout=30)

    assert login_by(Person(act), demo).session
    with pytest.raises(httpx.TransportError):
        httpx.get(ways[0], timeout=5)


def clock_that_runs(step: float) -> Callable[[], float]:
    at = [0.0]

    def now() -> float:
        at[0] += step
        return at[0]

    return now


def test_nobody_answers(demo: DemoStore) -> None:
    with pytest.raises(LoginTimedOut) as late:
        login_by(Person(lambda _address: None), demo, timeout_s=2.0, now=clock_that_runs(1.0))
    assert "redirect" in late.value.next_step


class Quiet:
    """A listener nobody comes to; each look at it takes as long as it was to wait. It is its own login, and a clock."""

    address = "http://127.0.0.1:1/"

    def __init__(self, look_s: float) -> None:
        self.at, self.look_s, self.looks, self.closed = 1_000.0, look_s, 0, 0

    def next(self, wait_s: float) -> None:
        assert 0 < wait_s <= 1, "who gives up is heard several times a second"
        self.looks += 1
        self.at += self.look_s

    @contextmanager
    def listen(self) -> Iterator["Quiet"]:
        yield self

    def open(self, _login: StoreLogin, _domain: str) -> "Quiet":
        return SimpleNamespace(address=lambda redirect: redirect, close=self.close)  # type: ignore[return-value]

    def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize(("look_s", "looks"), [(1.0, 300), (299.5, 2), (300.0, 1), (301.0, 1)])
def test_nobody_is_waited_for_once_five_minutes_are_over(look_s: float, looks: int) -> None:
    quiet, nobody = Quiet(look_s), Person(lambda _address: None)
    login = BrowserLogin(quiet.open, quiet.listen, nobody, now=lambda: quiet.at)
    with pytest.raises(LoginTimedOut):
        login.run(StoreLogin("https://shop.example", client_id="a", client_secret="b"), "")
    nobody.leave()
    assert quiet.looks == looks, "the moment itself is over, too"
    assert quiet.closed == 1


def test_only_strangers_answer(demo: DemoStore) -> None:
    came = threading.Event()

    def act(address: str) -> None:
        redirect = dict(httpx.QueryParams(urlsplit(address).query))["redirect_uri"]
        httpx.get(f"{redirect}?state=guess&code=1", timeout=30)
        came.set()

    with pytest.raises(LoginForged):
        login_by(Person(act), demo, now=lambda: 1_000.0 if came.is_set() else 0.0)


def test_it_can_be_given_up(demo: DemoStore) -> None:
    asked = StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    shown: list[tuple[str, bool]] = []
    with pytest.raises(LoginCancelled):
        BrowserLogin(open_code_login, lambda: listen(0), Person(lambda _a: None)).run(
            asked, "", show=lambda *told: shown.append(told), cancelled=lambda: bool(shown)
        )
    assert shown[0][0].startswith(f"{demo.url}/admin/oauth/authorize?")


def test_a_store_that_goes_away_between_code_and_token(demo: DemoStore) -> None:
    demo.faults.add(Fault("lost-grant", count=1))
    pages: list[int] = []
    with pytest.raises(NetworkUnavailable):
        login_by(agreeing(pages), demo)
    assert pages == [400]


def test_what_is_no_address_is_refused_before_anything_opens(demo: DemoStore) -> None:
    person = agreeing([])
    with pytest.raises(BadInput):
        BrowserLogin(open_code_login, lambda: listen(0), person).run(StoreLogin("no address", "", "a", "b"), "")
    assert person.threads == []
