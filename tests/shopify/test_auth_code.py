"""Logging in through the browser: what comes back is believed only when the store signed it for this login."""

import hashlib
import hmac
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput, LoginDenied, LoginForged, LoginReplayed, TokenRefused
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.auth_code import CodeGrant
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.grants import ClientApp
from ticketforge_desktop.shopify.opening import open_code_login, open_store
from ticketforge_desktop.shopify.scopes import ASKED_FOR

REDIRECT = "http://127.0.0.1:8917/callback"
SHOP = "haus.myshopify.com"
SECRET = "shpss_made_up"


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=5, events=1, plan="plus") as store:
        yield store


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with open_http() as client:
        yield client


def begun(http: httpx.Client) -> CodeGrant:
    return CodeGrant(http, f"https://{SHOP}", ClientApp("id1", SECRET), "", now=lambda: 0.0)


@pytest.fixture
def grant(http: httpx.Client) -> CodeGrant:
    return begun(http)


def app(demo: DemoStore) -> StoreLogin:
    return StoreLogin(demo.url, client_id=demo.client_id, client_secret=demo.client_secret)


def state_of(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query))["state"]


def signed(parameters: dict[str, str], secret: str = SECRET) -> str:
    """A callback as the store's documentation describes it, written down independently of the program."""
    message = "&".join(f"{name}={parameters[name]}" for name in sorted(parameters))
    digest = hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()
    return urlencode({**parameters, "hmac": digest})


def callback(grant: CodeGrant, **change: str) -> dict[str, str]:
    return {
        "code": "0907a61c0c8d55e99db179b68161bc00",
        "shop": SHOP,
        "state": state_of(grant.address(REDIRECT)),
        "timestamp": "1337178173",
        "host": "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvaGF1cw",
        **change,
    }


def follow(address: str) -> str:
    """What the browser brings back from the store's page of consent."""
    answer = httpx.get(address)
    assert answer.status_code == 302, answer.text
    assert answer.headers["Location"].startswith(REDIRECT + "?")
    return urlsplit(answer.headers["Location"]).query


def test_the_whole_way_at_the_embedded_store(demo: DemoStore) -> None:
    login = open_code_login(app(demo), "")
    session = login.session(login.code(follow(login.address(REDIRECT))))
    login.close()
    connection = open_store(StoreLogin(demo.url, "", demo.client_id, demo.client_secret, session))
    facts = connection.facts()
    connection.close()
    assert facts.shop.domain == demo.shop
    assert set(facts.scopes) <= set(ASKED_FOR)
    assert facts.missing_scopes == ()


def test_an_app_that_may_not_ask_for_all_orders_does_not(demo: DemoStore) -> None:
    login = open_code_login(app(demo), "", recent_orders_only=True)
    asked = dict(parse_qsl(urlsplit(login.address(REDIRECT)).query))
    assert "read_all_orders" not in asked["scope"].split(",")
    session = login.session(login.code(follow(login.address(REDIRECT))))
    login.close()
    connection = open_store(StoreLogin(demo.url, "", demo.client_id, demo.client_secret, session))
    assert "old_orders" in connection.facts().kinds
    connection.close()


def test_a_code_works_once(demo: DemoStore) -> None:
    login = open_code_login(app(demo), demo.shop)
    query = follow(login.address(REDIRECT))
    code = login.code(query)
    login.session(code)
    with pytest.raises(LoginReplayed):
        login.code(query)
    with pytest.raises(LoginReplayed):
        login.session(code)
    login.close()


def test_who_declines_is_told_so(demo: DemoStore) -> None:
    with DemoStore.start(orders=1, events=1, faults="denied-consent:count=1") as declining:
        login = open_code_login(app(declining), "")
        with pytest.raises(LoginDenied):
            login.code(follow(login.address(REDIRECT)))
        login.close()


def test_a_wrong_secret_shows_by_the_signature_and_by_the_token(demo: DemoStore) -> None:
    wrong = StoreLogin(demo.url, client_id=demo.client_id, client_secret="shpss_wrong")
    login = open_code_login(wrong, "")
    with pytest.raises(LoginForged) as forged:
        login.code(follow(login.address(REDIRECT)))
    assert "secret" in forged.value.next_step
    with pytest.raises(TokenRefused):
        login.session("any")
    login.close()


def test_another_shop_than_the_profiles_is_refused(demo: DemoStore) -> None:
    login = open_code_login(app(demo), "other.myshopify.com")
    with pytest.raises(LoginForged, match="other"):
        login.code(follow(login.address(REDIRECT)))
    login.close()


def test_a_good_answer_gives_its_code_once(grant: CodeGrant) -> None:
    query = signed(callback(grant))
    assert grant.code(query) == "0907a61c0c8d55e99db179b68161bc00"
    with pytest.raises(LoginReplayed):
        grant.code(query)


@pytest.mark.parametrize(
    ("change", "foreign"),
    [
        ({"state": "made-up"}, True),
        ({"state": ""}, True),
        ({"shop": "other.myshopify.com"}, False),
        ({"shop": "haus.myshopify.com.evil.example"}, False),
        ({"shop": ""}, False),
        ({"code": ""}, False),
    ],
)
def test_an_answer_that_is_signed_and_still_not_ours(grant: CodeGrant, change: dict[str, str], foreign: bool) -> None:
    with pytest.raises(LoginForged) as forged:
        grant.code(signed(callback(grant, **change)))
    assert forged.value.facts["foreign"] is foreign


def test_an_unsigned_answer_and_one_signed_with_another_secret(grant: CodeGrant) -> None:
    for query in (urlencode(callback(grant)), signed(callback(grant), "another secret")):
        with pytest.raises(LoginForged):
            grant.code(query)
    assert grant.code(signed(callback(grant))), "what was forged does not use the login up"


def test_a_refusal_without_our_state_is_nobodys(grant: CodeGrant) -> None:
    with pytest.raises(LoginForged):
        grant.code("error=access_denied&state=x")


def test_a_second_shop_in_the_answer_is_refused(grant: CodeGrant) -> None:
    query = signed(callback(grant)) + "&shop=evil.myshopify.com"
    with pytest.raises(LoginForged):
        grant.code(query)


@given(st.data())
def test_no_changed_character_gets_through(http: httpx.Client, told: st.DataObject) -> None:
    grant = begun(http)
    query = signed(callback(grant))
    at = told.draw(st.integers(0, len(query) - 1))
    other = told.draw(st.sampled_from("abcdefABCDEF0123456789=&%+-._~").filter(lambda sign: sign != query[at]))
    changed = query[:at] + other + query[at + 1 :]
    if dict(parse_qsl(changed, keep_blank_values=True)) != dict(parse_qsl(query)):
        with pytest.raises((LoginForged, LoginDenied)):
            grant.code(changed)


@given(st.text(max_size=300))
def test_rubbish_is_never_more_than_forged(http: httpx.Client, text: str) -> None:
    with pytest.raises(LoginForged):
        begun(http).code(text)


@pytest.mark.parametrize("missing", ["client_id", "client_secret"])
def test_without_an_app_there_is_no_login(demo: DemoStore, missing: str) -> None:
    given_ = {"client_id": "a", "client_secret": "b", missing: ""}
    with pytest.raises(BadInput) as refused:
        open_code_login(StoreLogin(demo.url, **given_), "")
    assert refused.value.facts["field"] == missing
