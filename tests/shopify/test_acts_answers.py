"""What the store's odder answers and refusals mean, and payloads that never get there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shopify.scripted_store import SHOP, Answer, Asked, data, errors, scripted_store
from tests.sync.push_rig import sale
from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable, StoreBusy, StoreRefused
from ticketforge_desktop.services.ports.outbox import ActRefused, ActState, KeySpent, OutboxEntry, Sight, StoreWorking
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.acts.sending import reason_of, refusal
from ticketforge_desktop.shopify.acts.store_acts import check_payload
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.replies import UserError


def entry(kind: str, payload: dict[str, Any]) -> OutboxEntry:
    from datetime import UTC, datetime

    return OutboxEntry(1, kind, "a", payload, "key", "source", ActState.SENDING, 5, 1, datetime.now(UTC))


class NoNotes:
    def keep(self, **_progress: object) -> None:
        pass

    def made(self, _source: str) -> None:
        return None


@pytest.mark.parametrize(
    ("answer", "maybe_done"),
    [
        (data({"answer": None}), True),
        (errors("Something went wrong", data={"answer": None}), True),
        (errors("Internal error", code="INTERNAL_SERVER_ERROR", data=None), True),
        (Answer(b"<html>", 502), True),
        (Answer(b"<html>", 504), True),
        (Answer(b"<html>Sign in</html>", 200), True),
        (data({"answer": {"order": {"id": 7}}}), True),
        (Answer(b"{}", 200, cut=-1), True),
        (errors("No such field", code="undefinedField"), False),
        (errors("Required", code="BAD_REQUEST", data={"answer": None}), False),
        (Answer({"errors": "Payload Too Large"}, 413), False),
    ],
)
def test_what_an_odd_answer_leaves_open(answer: Answer, maybe_done: bool) -> None:
    def script(asked: Asked) -> Answer:
        return data(SHOP) if b"query Shop" in asked.body else answer

    with scripted_store(script) as server:
        store = open_store(StoreLogin(server.url, token="t"), sleep=lambda _s: None)
        try:
            acts = store.acts()
            with pytest.raises((NetworkUnavailable, StoreRefused)) as told:
                acts.perform(entry("sale", sale(1)), NoNotes())
            assert bool(told.value.facts.get("maybe_done")) is maybe_done
            assert isinstance(told.value, NetworkUnavailable) is maybe_done
            assert server.operations().count("OrderCreate") == 1, "nothing is sent twice by itself"
        finally:
            store.close()


def looked_for(kind: str, payload: dict[str, Any], nodes: list[dict[str, Any] | None]) -> Sight:
    """What a look for an act finds, where the store lists `nodes` for any search."""

    def script(asked: Asked) -> Answer:
        found = {"named": {"nodes": nodes}, "newest": {"nodes": [None, {"createdAt": "2026-11-22T12:00:00Z"}]}}
        return data(SHOP if b"query Shop" in asked.body else found)

    with scripted_store(script) as server:
        store = open_store(StoreLogin(server.url, token="t"), sleep=lambda _s: None)
        try:
            sight = store.acts().find(entry(kind, payload), NoNotes())
        finally:
            store.close()
    assert sight is not None
    return sight


def listed_order(number: int, source: str | None) -> dict[str, Any]:
    lines = {"nodes": [{"id": "gid://shopify/LineItem/7"}]}
    order_id = f"gid://shopify/Order/{number}"
    return {"id": order_id, "name": f"#{number}", "sourceIdentifier": source, "createdAt": "", "lineItems": lines}


def listed_draft(number: int, *tags: str) -> dict[str, Any]:
    return {"id": f"gid://shopify/DraftOrder/{number}", "name": f"D{number}", "invoiceUrl": None, "tags": list(tags)}


LINE = {"variant_id": 1, "quantity": 1, "unit_minor": 100}


@pytest.mark.parametrize(
    ("kind", "payload", "others", "ours", "found"),
    [
        (
            "sale",
            sale(1),
            [None, listed_order(1, None), listed_order(2, "somebody else's")],
            listed_order(3, "source"),
            ("order_id", 3),
        ),
        (
            "draft_sale",
            {"currency": "EUR", "lines": [LINE]},
            [None, listed_draft(1), listed_draft(2, "tf-another", "vip")],
            listed_draft(3, "vip", "tf-source"),
            ("draft_id", 3),
        ),
    ],
)
def test_a_search_that_lists_what_was_not_asked_for_finds_only_what_is_ours(
    kind: str,
    payload: dict[str, Any],
    others: list[dict[str, Any] | None],
    ours: dict[str, Any],
    found: tuple[str, int],
) -> None:
    nothing = looked_for(kind, payload, others)
    assert (nothing.result, nothing.certain, nothing.newest_at) == (None, False, "2026-11-22T12:00:00Z")
    sight = looked_for(kind, payload, [*others, ours])
    assert sight.result is not None
    assert sight.result.facts[found[0]] == found[1]


def test_a_sale_that_stands_twice_in_the_store_is_the_older_one_and_names_the_other() -> None:
    sight = looked_for("sale", sale(1), [listed_order(3, "source"), listed_order(4, "source")])
    assert sight.result is not None
    assert (sight.result.facts["order_name"], sight.result.facts["doubles"]) == ("#3", ["#4"])


@pytest.mark.parametrize(
    ("message", "code", "reason"),
    [
        ("Line items Unable to reserve inventory", "INVALID", "sold_out"),
        ("Inventory could not be claimed", "INVENTORY_CLAIM_FAILED", "sold_out"),
        ("Processed at is invalid, must be in the past or present", "PROCESSED_AT_INVALID", "clock"),
        ("Product with ID 7 is no longer available.", None, "gone"),
        ("Fulfillment order has an unfulfillable status= closed.", None, "gone"),
        ("Cannot cancel an order that has already been canceled", "INVALID", "already_done"),
        ("Refund amount €5.00 is greater than net payment received €0.00", None, "too_much"),
        ("The changeFromQuantity argument no longer matches", "CHANGE_FROM_QUANTITY_STALE", "stale"),
        ("Der Mond steht schief", None, "refused"),
    ],
)
def test_refusals_are_told_apart_by_code_and_words(message: str, code: str | None, reason: str) -> None:
    told = refusal([UserError(message, code)])
    assert isinstance(told, ActRefused)
    assert (told.facts["reason"], told.facts["errors"]) == (reason, [message])
    assert reason_of(f"{code} {message}") == reason


def test_refusals_that_are_none() -> None:
    assert isinstance(refusal([UserError("x", "IDEMPOTENCY_CONCURRENT_REQUEST")]), StoreWorking)
    assert isinstance(refusal([UserError("This request is currently in progress, please try again.")]), StoreWorking)
    assert isinstance(refusal([UserError("x", "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")]), KeySpent)
    slow = refusal([UserError("Too many attempts. Please try again later.")])
    assert isinstance(slow, StoreBusy)
    assert not isinstance(slow, StoreWorking)


@pytest.mark.parametrize(
    ("kind", "payload", "field"),
    [
        ("sale", {"currency": "euro", "lines": [{"variant_id": 1, "quantity": 1, "unit_minor": 1}]}, "currency"),
        (
            "sale",
            {"currency": "EUR", "lines": [{"variant_id": 1, "quantity": 0, "unit_minor": 1}]},
            "lines[0].quantity",
        ),
        (
            "sale",
            {"currency": "EUR", "lines": [{"variant_id": 1, "quantity": 1, "unit_minor": 1.5}]},
            "lines[0].unit_minor",
        ),
        ("sale", sale(1) | {"price": 1}, ""),
        ("refund", {"order_id": 1, "sale": "x", "currency": "EUR", "money": [{"payment_id": 1, "minor": 1}]}, ""),
        ("refund", {"order_id": 1, "currency": "EUR"}, ""),
        ("refund", {"order_id": 1, "currency": "EUR", "lines": [{"line_id": 1, "units": [1, 1]}]}, "lines[0]"),
        ("edit_order", {"order_id": 1}, ""),
        ("edit_order", {"order_id": 1, "lines": [{"quantity": 1}]}, "lines[0]"),
        ("fulfil", {"order_id": 1, "lines": [{"quantity": 1}]}, "lines[0]"),
        ("track", {"tracking": {}}, ""),
        ("adjust_stock", {"state": "reserved", "changes": [{"item_id": 1, "location_id": 1, "delta": 1}]}, ""),
        ("move_stock", {"document": "a b", "changes": [{"item_id": 1, "location_id": 1, "quantity": 1}]}, "document"),
        ("set_event", {"title": "x", "handle": "Ä", "currency": "EUR", "categories": []}, "handle"),
        ("publish_event", {}, ""),
        ("draft_complete", {}, ""),
        ("tag", {"thing": "order", "thing_id": 1, "add": ["a,b"]}, "add[0]"),
        ("tag", {"thing": "event", "sale": "x"}, ""),
        ("set_document", {"key": "?"}, "key"),
    ],
)
def test_a_payload_that_does_not_fit_names_its_field(kind: str, payload: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as told:
        check_payload(kind, payload)
    assert told.value.facts["field"] == field
