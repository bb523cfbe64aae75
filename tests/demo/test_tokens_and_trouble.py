"""Who may ask, and what goes wrong to order."""

from __future__ import annotations

import http.client
import json
from pathlib import Path

import httpx
import pytest

from tests.demo.embedded import Client, running
from ticketforge_desktop.demo.context import ALL_SCOPES
from ticketforge_desktop.demo.faults import Fault, UnknownFaultError, parse_faults
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore

SHOP = "{ shop { id name myshopifyDomain } }"
TAG = 'mutation($id: ID!) { tagsAdd(id: $id, tags: ["neu"]) { userErrors { message } } }'


def ask_token(store: DemoStore, **form: str) -> httpx.Response:
    secrets = {"client_id": store.client_id, "client_secret": store.client_secret}
    return httpx.post(f"{store.url}/admin/oauth/access_token", data={**secrets, **form})


def test_client_credentials_give_a_token_for_a_day() -> None:
    with running(orders=5) as store:
        reply = ask_token(store, grant_type="client_credentials").json()
        assert reply["expires_in"] == 86_399
        assert set(reply["scope"].split(",")) == set(ALL_SCOPES)
        with Client(store, reply["access_token"]) as client:
            assert client.data(SHOP)["shop"]["myshopifyDomain"] == store.shop
            store.clock.advance(86_401)
            late = client.post(SHOP)
            assert late.status_code == 401
            assert late.json() == {
                "errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"
            }
        with Client(store) as pasted:
            assert pasted.post(SHOP).status_code == 200, "a pasted token does not expire"


def test_a_wrong_secret_or_token_is_refused() -> None:
    with running(orders=5) as store:
        wrong = httpx.post(
            f"{store.url}/admin/oauth/access_token",
            json={"client_id": store.client_id, "client_secret": "no", "grant_type": "client_credentials"},
        )
        assert (wrong.status_code, wrong.json()["error"]) == (400, "invalid_client")
        assert ask_token(store, grant_type="password").json()["error"] == "unsupported_grant_type"
        assert ask_token(store, client_id="x").json()["error"] == "invalid_client"
        with Client(store, "shpat_wrong") as client:
            assert client.post(SHOP).status_code == 401
        assert httpx.post(store.api_url, json={"query": SHOP}).status_code == 401


def test_refresh_tokens_rotate() -> None:
    with running(orders=5) as store:
        code = store.authority.new_code()
        first = ask_token(store, code=code, expiring="1").json()
        assert first["expires_in"] == 3_600
        assert ask_token(store, code=code).json()["error"] == "invalid_request", "a code works once"
        second = ask_token(store, grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
        assert second["access_token"] != first["access_token"]
        again = ask_token(store, grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
        assert again["refresh_token"] not in (first["refresh_token"], second["refresh_token"]), "a reply was lost"
        third = ask_token(store, grant_type="refresh_token", refresh_token=second["refresh_token"]).json()
        assert third["access_token"]
        retired = ask_token(store, grant_type="refresh_token", refresh_token=first["refresh_token"])
        assert retired.json()["error"] == "invalid_grant", "its replacement was used"
        lasting = ask_token(store, code=store.authority.new_code()).json()
        assert "expires_in" not in lasting


def test_scopes_are_asked_of_every_root_field() -> None:
    with running(orders=20) as store, Client(store) as client:
        number = store.world.orders.ids[-1]
        store.authority.limit_scopes(("read_products",))
        reply = client.reply("{ orders(first: 1) { nodes { id } } }")
        assert reply["data"] is None
        (error,) = reply["errors"]
        assert error["message"] == "Access denied for orders field. Required access: `read_orders` access scope."
        assert error["extensions"]["code"] == "ACCESS_DENIED"
        assert error["extensions"]["requiredAccess"] == "`read_orders` access scope."
        assert error["path"] == ["orders"]
        assert client.data("{ products(first: 1) { nodes { id } } }")["products"]["nodes"]
        hidden = client.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[gid("Order", number)])
        assert hidden == {"nodes": [None]}
        installed = client.data("{ currentAppInstallation { accessScopes { handle } } }")["currentAppInstallation"]
        assert installed["accessScopes"] == [{"handle": "read_products"}]


def test_old_orders_need_their_own_scope() -> None:
    with running(orders=400) as store, Client(store) as client:
        count = "{ ordersCount(limit: null) { count } }"
        everything = client.data(count)["ordersCount"]["count"]
        oldest = store.world.orders.ids[0]
        store.authority.limit_scopes(tuple(scope for scope in ALL_SCOPES if scope != "read_all_orders"))
        assert client.data(count)["ordersCount"]["count"] < everything
        assert client.data("query($id: ID!) { order(id: $id) { id } }", id=gid("Order", oldest)) == {"order": None}
        first = client.data("{ orders(first: 1, sortKey: CREATED_AT) { nodes { id } } }")["orders"]["nodes"][0]["id"]
        assert first != gid("Order", oldest)


def test_without_personal_data_names_are_null() -> None:
    with running(orders=40, personal_data=False) as store, Client(store) as client:
        nodes = client.data(
            """{ orders(first: 40) { nodes { email shippingAddress { city } customer { id firstName displayName
                defaultAddress { city } } } } }"""
        )
        assert any(order["customer"] for order in nodes["orders"]["nodes"])
        for order in nodes["orders"]["nodes"]:
            assert order["email"] is None
            assert order["shippingAddress"] is None
            assert order["customer"] is None or order["customer"]["firstName"] is None


@pytest.mark.parametrize(
    ("document", "code", "message"),
    [
        ("{ orders(first: 1) { nodes { idd } } }", "undefinedField", "Field 'idd' doesn't exist on type 'Order'"),
        ("{ shop(x: 1) { id } }", "argumentNotAccepted", "Field 'shop' doesn't accept argument 'x'"),
        ("{ order { id } }", "missingRequiredArguments", "Field 'order' is missing required arguments: id"),
        ("{ shop }", "selectionMismatch", None),
        ("query($a: Int) { shop { id } }", "variableNotUsed", None),
        ("{ order(id: $x) { id } }", "variableNotDefined", None),
    ],
)
def test_documents_the_schema_refuses(document: str, code: str, message: str | None) -> None:
    with running(orders=1) as store, Client(store) as client:
        reply = client.reply(document)
        assert "data" not in reply
        assert reply["errors"][0]["extensions"]["code"] == code
        assert message is None or reply["errors"][0]["message"] == message


def test_rubbish_is_answered_in_shape() -> None:
    with running(orders=1) as store, Client(store) as client:
        assert client.reply("{ shop {")["errors"][0]["message"].startswith("syntax error")
        assert client.reply("")["errors"][0]["message"] == "No query was provided. Check your request body."
        several = client.reply("query A { shop { id } } query B { shop { id } }")
        assert several["errors"][0]["message"] == "An operation name is required"
        variable = client.reply("query($id: ID!) { order(id: $id) { id } }")["errors"][0]
        assert variable["message"] == "Variable $id of type ID! was provided invalid value"
        assert variable["extensions"]["code"] == "INVALID_VARIABLE"
        nested = client.reply(
            'mutation($i: RefundInput!) { refundCreate(input: $i) @idempotent(key: "k") { userErrors { message } } }',
            i={"note": "x"},
        )["errors"][0]
        assert nested["extensions"]["problems"][0]["explanation"]
        assert client.http.post(store.api_url, content=b"{").status_code == 400
        assert client.http.post(store.api_url, content=b"[]").status_code == 400
        assert client.http.get(store.url + "/nothing").status_code == 404
        assert client.http.post(store.url + "/nothing").status_code == 404
        raw = http.client.HTTPConnection(store.url.removeprefix("http://"), timeout=10)
        raw.request("POST", "/admin/api/2026-10/graphql.json", headers={"Content-Length": str(1 << 40)})
        assert raw.getresponse().status == 413
        raw.close()


def test_a_throttling_storm_ends() -> None:
    with running(orders=5, faults="throttle-storm:count=3") as store, Client(store) as client:
        replies = [client.reply(SHOP) for _ in range(4)]
        assert [reply.get("errors", [{}])[0].get("message") for reply in replies] == ["Throttled"] * 3 + [None]
        assert replies[0]["extensions"]["cost"]["actualQueryCost"] is None


def test_a_bad_gateway_after_the_commit() -> None:
    with running(orders=5, faults="502-after-commit:count=1") as store, Client(store) as client:
        order = gid("Order", store.world.orders.ids[0])
        assert client.post(SHOP).status_code == 200, "queries are not hit"
        lost = client.post(TAG, id=order)
        assert lost.status_code == 502
        assert "neu" in store.world.find(order).tags, "it was done all the same"
        assert client.post(TAG, id=order).status_code == 200


def test_a_dropped_connection_after_the_commit() -> None:
    with running(orders=5, faults="dropped-connection:count=1:skip=1") as store, Client(store) as client:
        order = gid("Order", store.world.orders.ids[0])
        assert client.post(SHOP).status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            client.post(TAG, id=order)
        assert "neu" in store.world.find(order).tags
        assert client.post(SHOP).status_code == 200


def test_a_token_that_ends_early() -> None:
    with running(orders=5, faults="token-expiry") as store:
        with Client(store) as client:
            assert client.post(SHOP).status_code == 401
            assert client.post(SHOP).status_code == 401, "it is gone"
        fresh = ask_token(store, grant_type="client_credentials").json()["access_token"]
        with Client(store, fresh) as client:
            assert client.post(SHOP).status_code == 200


def test_another_shop_behind_the_url() -> None:
    with running(orders=5) as right, Client(right) as client:
        expected = client.data(SHOP)["shop"]
    with running(orders=5, faults="other-shop") as wrong, Client(wrong) as client:
        assert client.data(SHOP)["shop"]["id"] != expected["id"]
        assert client.data(SHOP)["shop"]["myshopifyDomain"] == wrong.shop != expected["myshopifyDomain"]


def test_slow_and_unavailable() -> None:
    with running(orders=5, faults="slow:seconds=0.01:count=1,server-error:count=1") as store, Client(store) as client:
        down = client.post(SHOP)
        assert (down.status_code, down.headers["Retry-After"]) == (503, "1")
        assert client.post(SHOP).status_code == 200
        assert store.faults.taken == ["server-error", "slow"]


def test_a_truncated_file_and_a_failed_job() -> None:
    lines = "{ orders { edges { node { id name } } } }"
    with running(orders=500, faults="truncated-bulk:count=1") as store:
        job, _ = store.bulk.run_query(lines, grouped=False, context=store.context())
        store.bulk.wait()
        url = store.url + job.path
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(url)
        whole = httpx.get(url).content
        assert len(whole) == job.size
    with running(orders=500, faults="failed-bulk:after=300:count=1") as store, Client(store) as client:
        job, _ = store.bulk.run_query(lines, grouped=False, context=store.context())
        store.bulk.wait()
        told = client.data(
            "query($id: ID!) { bulkOperation(id: $id) { status errorCode url partialDataUrl objectCount } }",
            id=gid("BulkOperation", job.id),
        )["bulkOperation"]
        assert (told["status"], told["errorCode"], told["url"], told["objectCount"]) == (
            "FAILED",
            "INTERNAL_SERVER_ERROR",
            None,
            "300",
        )
        assert len(httpx.get(told["partialDataUrl"]).content.splitlines()) == 300
        again, _ = store.bulk.run_query(lines, grouped=False, context=store.context())
        store.bulk.wait()
        assert (again.status, again.roots) == ("COMPLETED", 500)


def test_index_lag_to_order() -> None:
    with running(orders=5, faults="index-lag:seconds=7") as store:
        assert store.world.index_lag == 7


def test_faults_by_file_and_by_seed(tmp_path: Path) -> None:
    path = tmp_path / "trouble.json"
    path.write_text(json.dumps([{"name": "bad-gateway", "probability": 0.5, "count": 10}, "slow:seconds=1"]))
    first, second, third = (parse_faults(str(path), seed) for seed in (1, 1, 2))
    pattern = [[bool(f.strikes("bad-gateway")) for _ in range(30)] for f in (first, second, third)]
    assert pattern[0] == pattern[1] != pattern[2]
    assert sum(pattern[0]) == 10
    assert first.standing("slow").setting("seconds", 2) == 1
    first.clear()
    assert first.strikes("slow") is None
    first.add(Fault("slow"))
    assert first.strikes("slow") is not None
    path.write_text(json.dumps({"faults": ["other-shop"]}))
    assert parse_faults(str(path)).standing("other-shop")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("earthquake", "unknown fault 'earthquake'"),
        ("slow:seconds=long", "is no number"),
        ("slow:probability=3", "between 0 and 1"),
        ("nowhere.json", "cannot read faults"),
    ],
)
def test_unknown_faults_are_told_before_the_store_starts(text: str, told: str) -> None:
    with pytest.raises(UnknownFaultError, match=told):
        parse_faults(text)


def test_a_fault_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text('[{"count": 1}]')
    with pytest.raises(UnknownFaultError, match="needs a name"):
        parse_faults(str(path))
    path.write_text('[{"name": "slow", "count": "many"}]')
    with pytest.raises(UnknownFaultError, match="must be numbers"):
        parse_faults(str(path))
