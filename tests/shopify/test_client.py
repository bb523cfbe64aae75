"""What the client does with a store's answers, good and bad: real HTTP, scripted replies."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.shopify.scripted_store import (
    SHOP,
    Answer,
    Asked,
    Script,
    ScriptedStore,
    data,
    errors,
    in_turn,
    scripted_store,
)
from ticketforge_desktop.domain.errors import (
    Conflict,
    ConnectionTrouble,
    NetworkUnavailable,
    ScopeMissing,
    StoreBusy,
    StoreRefused,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.documents import bulk_query
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.store import ShopifyStore
from ticketforge_desktop.shopify.throttle import Throttle


class Connected:
    """A store behind a script, and what was slept while talking to it."""

    def __init__(self, store: ShopifyStore, there: ScriptedStore, slept: list[float], throttle: Throttle) -> None:
        self.store, self.there, self.slept, self.throttle = store, there, slept, throttle


@contextmanager
def connected(script: Script, *, expected: str = "", timeout_s: float = 5.0) -> Iterator[Connected]:
    slept: list[float] = []
    at = [0.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        at[0] += seconds

    throttle = Throttle(now=lambda: at[0], sleep=sleep, jitter=lambda: 0.0)
    with scripted_store(script) as there:
        login = StoreLogin(there.url, token="shpat_0123")
        store = open_store(login, expected, throttle=throttle, timeout_s=timeout_s, sleep=sleep)
        try:
            yield Connected(store, there, slept, throttle)
        finally:
            store.close()


GOOD = data(SHOP)
JOB = {
    "id": "gid://shopify/BulkOperation/1",
    "status": "CREATED",
    "createdAt": "2026-11-22T10:00:00Z",
    "objectCount": "0",
}
NO_JOBS = data({"bulkOperations": {"nodes": []}})
STARTED = data({"bulkOperationRunQuery": {"bulkOperation": JOB, "userErrors": []}})


class TestGoodReplies:
    def test_the_token_travels_in_its_header_and_the_shop_comes_back(self) -> None:
        with connected(in_turn(GOOD)) as here:
            shop = here.store.shop()
            asked = here.there.asked[0]
        assert shop == (1, "haus.myshopify.com", "Haus", "EUR", "Europe/Berlin", "Basic", "DE", True)
        assert asked.headers["X-Shopify-Access-Token"] == "shpat_0123"
        assert asked.path == "/admin/api/2026-10/graphql.json"

    def test_traffic_is_counted(self) -> None:
        with connected(in_turn(data(SHOP, actual=3), data(SHOP, actual=4))) as here:
            here.store.shop()
            here.store.shop()
            traffic = here.store.traffic()
        assert (traffic.requests, traffic.cost, traffic.throttled) == (2, 7, 0)

    def test_a_personal_field_the_app_may_not_see_is_null_and_no_failure(self) -> None:
        hidden = Answer(
            {
                "data": SHOP,
                "errors": [
                    {
                        "message": "This app is not approved to use the email field.",
                        "extensions": {"code": "ACCESS_DENIED"},
                    }
                ],
            }
        )
        with connected(in_turn(hidden)) as here:
            assert here.store.shop().name == "Haus"


class TestRetries:
    @pytest.mark.parametrize(
        "stumble",
        [
            Answer(b"Bad gateway", status=502),
            Answer(status=503),
            Answer(cut=-1),
            Answer(GOOD.raw, cut=20),
            Answer(b"<html>Sign in to the hotel network</html>"),
            errors("Internal error. Looks like something went wrong", code="INTERNAL_SERVER_ERROR"),
        ],
    )
    def test_a_query_is_asked_again_after_passing_trouble(self, stumble: Answer) -> None:
        with connected(in_turn(stumble, stumble, GOOD)) as here:
            assert here.store.shop().name == "Haus"
            assert len(here.there.asked) == 3
        assert here.slept == sorted(here.slept)
        assert len(here.slept) == 2

    def test_it_gives_up_after_a_few_and_says_why(self) -> None:
        with connected(in_turn(Answer(status=502))) as here:
            with pytest.raises(NetworkUnavailable) as lost:
                here.store.shop()
            assert len(here.there.asked) == 5
        assert lost.value.facts["status"] == 502

    def test_a_mutation_that_may_have_been_executed_is_not_sent_twice(self) -> None:
        """The start of a bulk job: after a 502 the running jobs are looked at, and ours is taken over."""

        def script(asked: Asked) -> Answer:
            query = asked.json["query"]
            if "bulkOperationRunQuery" in query:
                started.append(asked.json["variables"]["query"])
                return Answer(status=502)
            if "bulkOperations" in query:
                return data({"bulkOperations": {"nodes": [JOB | {"query": text} for text in started]}})
            return GOOD

        started: list[str] = []
        with connected(script) as here:
            job = here.store.start_bulk("orders")
        assert len(started) == 1
        assert job.job_id == JOB["id"]

    def test_a_job_that_ended_before_its_lost_start_was_looked_up_is_found_too(self) -> None:
        def script(asked: Asked) -> Answer:
            query = asked.json["query"]
            if "bulkOperationRunQuery" in query:
                jobs.insert(0, JOB | {"id": "new", "status": "COMPLETED", "query": asked.json["variables"]["query"]})
                return Answer(cut=-1)
            return data({"bulkOperations": {"nodes": jobs}}) if "bulkOperations" in query else GOOD

        jobs: list[dict] = []
        with connected(script) as here:
            jobs.append(JOB | {"id": "old", "status": "COMPLETED", "query": bulk_query("orders")})
            assert here.store.start_bulk("orders").job_id == "new"
            assert here.there.operations().count("BulkStart") == 1

    def test_a_job_that_never_began_is_started_again_a_few_times(self) -> None:
        def script(asked: Asked) -> Answer:
            if "bulkOperationRunQuery" in asked.json["query"]:
                return Answer(cut=-1)
            return NO_JOBS if "bulkOperations" in asked.json["query"] else GOOD

        with connected(script) as here:
            with pytest.raises(NetworkUnavailable) as lost:
                here.store.start_bulk("orders")
            assert here.there.operations().count("BulkStart") == 3
        assert lost.value.facts["maybe_done"] is True

    def test_nobody_listening_is_no_network(self) -> None:
        with scripted_store(in_turn(GOOD)) as there:
            url = there.url
        store = open_store(StoreLogin(url, token="shpat_0123"), sleep=lambda _s: None)
        with pytest.raises(NetworkUnavailable) as lost:
            store.shop()
        store.close()
        assert lost.value.next_step

    def test_a_store_that_never_answers_runs_into_the_timeout(self) -> None:
        held = threading.Event()

        def script(_asked: Asked) -> Answer:
            held.wait(20)
            return Answer(cut=-1)

        with connected(script, timeout_s=0.05) as here:
            with pytest.raises(NetworkUnavailable):
                here.store.shop()
            held.set()


class TestThrottling:
    def test_a_throttled_request_waits_for_its_points_and_is_sent_again(self) -> None:
        throttled = errors("Throttled", code="THROTTLED").body | {
            "extensions": {
                "cost": {
                    "requestedQueryCost": 500,
                    "actualQueryCost": None,
                    "throttleStatus": {"maximumAvailable": 2000, "currentlyAvailable": 100, "restoreRate": 100},
                }
            }
        }
        with connected(in_turn(Answer(throttled), GOOD)) as here:
            here.store.shop()
            assert here.store.traffic().throttled == 1
        assert sum(here.slept) == pytest.approx(4.0, abs=0.6)

    def test_a_mutation_that_was_throttled_was_not_executed_and_is_sent_again(self) -> None:
        starts = iter([errors("Throttled", code="THROTTLED"), STARTED])

        def script(asked: Asked) -> Answer:
            query = asked.json["query"]
            if "bulkOperationRunQuery" in query:
                return next(starts)
            return NO_JOBS if "bulkOperations" in query else GOOD

        with connected(script) as here:
            assert here.store.start_bulk("orders").state == "CREATED"

    @pytest.mark.parametrize("status", [429, 430])
    def test_too_many_requests_waits_as_long_as_the_store_says(self, status: int) -> None:
        with connected(in_turn(Answer(status=status, headers={"Retry-After": "7.0"}), GOOD)) as here:
            here.store.shop()
            assert here.store.traffic().throttled == 1
        assert sum(here.slept) >= 7.0

    def test_a_store_that_stays_busy_is_told_as_busy(self) -> None:
        slow = Answer(status=429, headers={"Retry-After": "3600"})
        with connected(in_turn(slow)) as here, pytest.raises(StoreBusy):
            here.store.shop()
        assert here.slept == []

    def test_a_page_that_costs_too_much_is_halved_until_it_passes(self) -> None:
        def script(asked: Asked) -> Answer:
            if "orders(" not in asked.json["query"]:
                return GOOD
            sizes.append(asked.json["variables"]["first"])
            if sizes[-1] > 12:
                return errors("Query cost is 1200", code="MAX_COST_EXCEEDED")
            return data({"orders": {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}})

        sizes: list[int] = []
        with connected(script) as here:
            here.store.changed("orders", "", "")
            here.store.changed("orders", "", "")
        assert sizes == [50, 25, 12, 12]


class TestRefusals:
    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            (Answer({"errors": "[API] Invalid API key or access token"}, status=401), TokenRefused),
            (Answer({"errors": "Forbidden"}, status=403), TokenRefused),
            (Answer({"errors": "Not Found"}, status=404), WrongShop),
            (Answer(status=301, headers={"Location": "https://elsewhere.example"}), WrongShop),
            (Answer(status=402), StoreRefused),
            (Answer(status=423), StoreRefused),
            (Answer(status=400), StoreRefused),
            (errors("Field 'x' doesn't exist"), StoreRefused),
            (Answer({"data": None}), StoreRefused),
            (Answer({"data": {"shop": {"id": 5}}}), StoreRefused),
            (Answer({"something": "else"}), StoreRefused),
        ],
    )
    def test_what_the_store_refuses_is_told_at_once_with_a_next_step(
        self, answer: Answer, error: type[ConnectionTrouble]
    ) -> None:
        with connected(in_turn(answer)) as here:
            with pytest.raises(error) as refused:
                here.store.shop()
            assert len(here.there.asked) == 1
        assert refused.value.next_step
        assert "shpat_" not in str(refused.value.as_json())

    def test_a_missing_scope_is_named(self) -> None:
        told = "Access denied for orders field. Required access: `read_orders` access scope."
        with connected(in_turn(errors(told, code="ACCESS_DENIED"))) as here, pytest.raises(ScopeMissing) as missing:
            here.store.shop()
        assert missing.value.facts["scopes"] == ["read_orders"]

    def test_another_shop_is_noticed_before_anything_else_is_asked(self) -> None:
        with connected(in_turn(GOOD), expected="other.myshopify.com") as here:
            for ask in (here.store.counts, lambda: here.store.changed("orders", "", ""), here.store.facts):
                with pytest.raises(WrongShop) as wrong:
                    ask()
            assert set(here.there.operations()) == {"Shop"}
        assert wrong.value.facts == {"expected": "other.myshopify.com", "found": "haus.myshopify.com"}

    def test_a_shop_that_changes_behind_the_url_is_noticed_at_the_next_check(self) -> None:
        other = {"shop": SHOP["shop"] | {"myshopifyDomain": "other.myshopify.com"}}
        with connected(in_turn(GOOD, data(other))) as here:
            here.store.shop()
            with pytest.raises(WrongShop):
                here.store.shop()


class TestFacts:
    def test_missing_scopes_and_notices(self) -> None:
        scopes = [{"handle": handle} for handle in ("write_products", "read_orders", "read_customers")]

        def script(asked: Asked) -> Answer:
            installed = {"currentAppInstallation": {"id": "gid://shopify/AppInstallation/1", "accessScopes": scopes}}
            return data(installed) if "accessScopes" in asked.json["query"] else GOOD

        with connected(script) as here:
            facts = here.store.facts()
        assert facts.scopes == ("read_customers", "read_orders", "write_products")
        assert "read_products" not in facts.missing_scopes, "write_products includes it"
        assert {"read_inventory", "write_orders"} <= set(facts.missing_scopes)
        assert facts.kinds == (Notice.OLD_ORDERS, Notice.HIDDEN_PEOPLE, Notice.MISSING_SCOPES)
        assert len(facts.notices) == 3


class TestDocuments:
    """Documents of the app, swapped by digest: the key ring lives there."""

    @staticmethod
    def script(current: Callable[[], dict | None], swap: Callable[[dict], Answer]) -> Script:
        def answer(asked: Asked) -> Answer:
            query = asked.json["query"]
            if "metafieldsSet" in query:
                return swap(asked.json["variables"]["documents"][0])
            if "currentAppInstallation" in query:
                return data(
                    {"currentAppInstallation": {"id": "gid://shopify/AppInstallation/1", "metafield": current()}}
                )
            return GOOD

        return answer

    def test_a_document_that_was_never_written_is_none_and_is_created_only_if_absent(self) -> None:
        sent: list[dict] = []

        def swap(document: dict) -> Answer:
            sent.append(document)
            return data({"metafieldsSet": {"metafields": [{"value": "{}", "compareDigest": "d1"}], "userErrors": []}})

        with connected(self.script(lambda: None, swap)) as here:
            assert here.store.document("codes") is None
            assert here.store.swap_document("codes", "{}", None).digest == "d1"
        assert sent[0]["compareDigest"] is None
        assert (sent[0]["namespace"], sent[0]["type"]) == ("ticketforge", "json")
        assert sent[0]["ownerId"] == "gid://shopify/AppInstallation/1"

    STALE = data(
        {
            "metafieldsSet": {
                "metafields": [],
                "userErrors": [{"code": "STALE_OBJECT", "field": ["metafields", "0"], "message": "changed"}],
            }
        }
    )

    def test_somebody_elses_change_is_a_conflict(self) -> None:
        other = {"value": '{"theirs":1}', "compareDigest": "d9"}
        with connected(self.script(lambda: other, lambda _d: self.STALE)) as here, pytest.raises(Conflict):
            here.store.swap_document("codes", '{"ours":1}', "d1")

    def test_a_lost_reply_to_our_own_swap_is_success(self) -> None:
        """First attempt executed, its reply lost; the second is stale because of the first."""
        kept: list[dict] = []

        def swap(document: dict) -> Answer:
            if kept:
                return self.STALE
            kept.append({"value": '{"ours": 1}', "compareDigest": "d2"})
            return Answer(status=502)

        with connected(self.script(lambda: kept[0] if kept else None, swap)) as here:
            assert here.store.swap_document("codes", '{"ours":1}', None).digest == "d2"

    def test_other_refusals_keep_the_stores_words(self) -> None:
        refusal = data(
            {"metafieldsSet": {"metafields": [], "userErrors": [{"code": "TOO_LONG", "message": "too long"}]}}
        )
        with connected(self.script(lambda: None, lambda _d: refusal)) as here, pytest.raises(StoreRefused) as refused:
            here.store.swap_document("codes", "{}", None)
        assert refused.value.facts["errors"] == ["too long"]
