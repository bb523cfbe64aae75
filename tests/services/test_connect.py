"""Connect a profile to a store: who answers is found out first, and nothing is kept before that."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sync.rig import KEYS, SecretsFile, station
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import (
    BadInput,
    NetworkUnavailable,
    NotConnected,
    RightMissing,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.services.connect import LOGIN, StoreConnection
from ticketforge_desktop.services.connection_state import LockReason
from ticketforge_desktop.services.ports.store import SESSION, Store, StoreLogin
from ticketforge_desktop.services.profile_lock import lock
from ticketforge_desktop.services.status import status
from ticketforge_desktop.shopify.opening import open_code_login, open_store
from ticketforge_desktop.storage.profile import Profile, open_profile


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=30, events=3, plan="plus") as store:
        yield store


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    with open_profile(tmp_path / "profile", KEYS) as opened:
        yield opened


@pytest.fixture
def secrets(tmp_path: Path) -> SecretsFile:
    return SecretsFile(tmp_path / "secrets.json")


@pytest.fixture
def connection(profile: Profile, secrets: SecretsFile) -> StoreConnection:
    def opened(login: StoreLogin, expected: str, *, trial: bool = False) -> Store:
        return open_store(login, expected, sleep=lambda _seconds: None)

    return StoreConnection(opened, profile.station, secrets, profile.connections)


def with_token(demo: DemoStore, **other: Any) -> StoreLogin:
    return StoreLogin(demo.url, token=demo.token, **other)


def test_a_pasted_token_connects_and_is_found_again(
    connection: StoreConnection, demo: DemoStore, profile: Profile
) -> None:
    facts = connection.connect(with_token(demo), DEFAULT_MANAGER)
    assert (facts.shop.domain, facts.missing_scopes) == (demo.shop, ())
    assert connection.domain() == demo.shop
    store = connection.open()
    assert store.shop() == facts.shop
    store.close()
    assert any(row.action == "connect_store" and row.subject == demo.shop for row in profile.station.audit_rows(10))


def test_the_sellers_own_app_connects(connection: StoreConnection, demo: DemoStore) -> None:
    login = StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    assert connection.connect(login, DEFAULT_MANAGER).shop.domain == demo.shop
    assert connection.login() == login


def test_the_secret_is_in_the_secret_store_and_nowhere_else(
    connection: StoreConnection, demo: DemoStore, profile: Profile, secrets: SecretsFile
) -> None:
    connection.connect(with_token(demo), DEFAULT_MANAGER)
    assert demo.token in (secrets.get(LOGIN) or "")
    told = [profile.station.setting("store.url"), profile.station.setting("store.domain")]
    told += [f"{row.subject} {row.detail}" for row in profile.station.audit_rows(50)]
    assert not any(demo.token in str(text) for text in told)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"token": "shpat_wrong"}, TokenRefused),
        ({"token": ""}, BadInput),
        ({"token": "", "client_id": "x", "client_secret": "y"}, TokenRefused),
        ({"url": "http://example.com"}, BadInput),
        ({"url": "http://127.0.0.1:9"}, NetworkUnavailable),
    ],
)
def test_what_does_not_connect_keeps_nothing(
    connection: StoreConnection, demo: DemoStore, secrets: SecretsFile, change: dict, error: type[Exception]
) -> None:
    login = StoreLogin(**({"url": demo.url, "token": demo.token} | change))
    with pytest.raises(error):
        connection.connect(login, DEFAULT_MANAGER)
    assert connection.domain() == ""
    assert secrets.get(LOGIN) is None
    with pytest.raises(NotConnected):
        connection.open()


def logged_in(demo: DemoStore) -> StoreLogin:
    """As a login through the browser leaves it."""
    login = StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    grant = open_code_login(login, "")
    session = grant.session(demo.authority.new_code())
    grant.close()
    return replace(login, session=session)


def test_a_login_through_the_browser_is_kept_apart_and_renews_itself(
    profile: Profile, secrets: SecretsFile, demo: DemoStore
) -> None:
    def opened(login: StoreLogin, expected: str, *, trial: bool = False) -> Store:
        return open_store(login, expected, secrets=None if trial else secrets, sleep=lambda _seconds: None)

    connection = StoreConnection(opened, profile.station, secrets, profile.connections)
    login = logged_in(demo)
    connection.connect(login, DEFAULT_MANAGER)
    assert connection.login() == login
    assert login.session not in (secrets.get(LOGIN) or ""), "what is renewed every hour has an entry of its own"
    demo.authority.expire(json.loads(login.session)["access"])
    store = connection.open()
    assert store.shop().domain == demo.shop
    store.close()
    assert connection.login().session != login.session, "the new pair is kept"
    connection.connect(with_token(demo), DEFAULT_MANAGER)
    assert secrets.get(SESSION) is None, "nothing of the old login stays"
    assert connection.login() == with_token(demo)


def test_a_login_whose_session_is_gone_is_told_as_not_connected(
    connection: StoreConnection, secrets: SecretsFile, demo: DemoStore
) -> None:
    connection.connect(logged_in(demo), DEFAULT_MANAGER)
    secrets.delete(SESSION)
    with pytest.raises(NotConnected):
        connection.open()


def test_connecting_again_opens_the_lock_and_ends_what_was_remembered(
    connection: StoreConnection, profile: Profile, demo: DemoStore
) -> None:
    book = profile.connections
    connection.connect(with_token(demo), DEFAULT_MANAGER)
    lock(book, LockReason.APP_UNINSTALLED, DEFAULT_MANAGER)
    book.remember("refused", "401")
    with pytest.raises(TokenRefused):
        connection.connect(StoreLogin(demo.url, token="shpat_wrong"), DEFAULT_MANAGER)
    assert set(book.remarks()) == {"locked", "refused"}, "a wrong token opens nothing"
    connection.connect(with_token(demo), DEFAULT_MANAGER)
    assert book.remarks() == {}


def test_a_bound_profile_takes_another_token_of_its_shop_but_no_other_shop(
    connection: StoreConnection, demo: DemoStore
) -> None:
    connection.connect(with_token(demo), DEFAULT_MANAGER)
    with DemoStore.start(orders=1, events=1, faults="other-shop") as other, pytest.raises(WrongShop):
        connection.connect(with_token(other), DEFAULT_MANAGER)
    assert connection.login() == with_token(demo)
    again = StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    connection.connect(again, DEFAULT_MANAGER)
    assert connection.login() == again


def test_a_mirror_binds_a_profile_too(connection: StoreConnection, demo: DemoStore, tmp_path: Path) -> None:
    with station(tmp_path / "elsewhere", demo) as rig:
        mirrored = rig.store.shop()._replace(domain="older.myshopify.com")
    with pytest.raises(WrongShop):
        connection.connect(with_token(demo), DEFAULT_MANAGER, mirrored)


def test_a_damaged_secret_is_told_as_not_connected(
    connection: StoreConnection, demo: DemoStore, secrets: SecretsFile
) -> None:
    connection.connect(with_token(demo), DEFAULT_MANAGER)
    secrets.put(LOGIN, "{")
    with pytest.raises(NotConnected) as missing:
        connection.open()
    assert missing.value.next_step


def test_only_who_may_connect_connects(connection: StoreConnection, demo: DemoStore) -> None:
    till = Staff("t", "Till", ROLE_RIGHTS[Role.TILL])
    with pytest.raises(RightMissing):
        connection.connect(with_token(demo), till)


def test_status_before_and_after_the_first_sync(tmp_path: Path, demo: DemoStore) -> None:
    with station(tmp_path, demo) as rig:
        profile, clock = rig.profile, SystemClock()
        told = status(profile.queries, profile.station, clock, bound_shop=demo.shop).as_json()
        assert told["shop"] == demo.shop
        assert (told["mirror_age_s"], told["orders"], told["tickets"]) == (None, 0, 0)
        assert told["outbox"] == {"pending": 0, "attention": 0}
        report = rig.sync()
        told = status(profile.queries, profile.station, clock).as_json()
        assert (told["shop"], told["events"], told["orders"], told["tickets"]) == (
            demo.shop,
            report.events,
            30,
            report.tickets,
        )
        assert told["mirror_age_s"] is not None
        assert 0 <= told["mirror_age_s"] < 60
        named = {"shop", "mirror_age_s", "events", "orders", "tickets", "outbox", "station", "hub"}
        assert named <= set(told)
        assert {"state", "since", "reason", "notices", "missing_scopes"} <= set(told)
