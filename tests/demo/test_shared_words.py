"""Metafields with compare-and-swap, tags, metaobjects, customers' consent: what stations share through the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import METAFIELDS_SET
from tests.demo.stores import START, Store, small_store
from ticketforge_desktop.demo.gids import gid

EVENT = gid("Product", 2001)
TAGS = """mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) {
  node { id ... on Product { tags } ... on Customer { tags } } userErrors { field message } } }"""
UNTAG = TAGS.replace("tagsAdd", "tagsRemove")


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


def words(value: str, **more: Any) -> dict[str, Any]:
    facts = {"ownerId": EVENT, "namespace": "$app:ticketforge", "key": "keys", "type": "json", "value": value}
    return {**facts, **more}


def put(store: Store, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    return store.one(METAFIELDS_SET, metafields=list(rows))["metafields"]


def test_two_stations_write_and_the_slower_one_is_told(store: Store) -> None:
    made = put(store, words("[]", compareDigest=None))[0]
    assert made["namespace"] == f"app--{158_400_129}--ticketforge"
    newer = put(store, words('["a"]', compareDigest=made["compareDigest"]))[0]
    assert newer["id"] == made["id"]
    stale = store.errors(METAFIELDS_SET, metafields=[words('["b"]', compareDigest=made["compareDigest"])])
    assert (stale[0]["code"], stale[0]["field"]) == ("STALE_OBJECT", ["metafields", "0"])
    assert store.errors(METAFIELDS_SET, metafields=[words("[]", compareDigest=None)])[0]["code"] == "STALE_OBJECT"
    assert put(store, words('["c"]'))[0]["value"] == '["c"]', "without a digest the last one wins"


def test_a_call_is_written_whole_or_not_at_all(store: Store) -> None:
    made = put(store, words("[]"))[0]
    rows = [words("[1]", key="other"), words("[2]", compareDigest="0" * 64)]
    assert store.errors(METAFIELDS_SET, metafields=rows)
    left = store.world.products.rows[2001].metafields
    assert left is not None
    assert [(field.key, field.value) for field in left.values()] == [("keys", made["value"])]
    many = [words("[]", key=f"key{n}") for n in range(26)]
    assert store.errors(METAFIELDS_SET, metafields=many)[0]["code"] == "LESS_THAN_OR_EQUAL_TO"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": "{"}, "INVALID_VALUE"),
        ({"ownerId": gid("Product", 1)}, "INVALID_VALUE"),
        ({"key": "a"}, "INVALID"),
        ({"key": "new", "type": None}, "BLANK"),
        ({"type": "boolean", "value": "maybe"}, "INVALID_VALUE"),
        ({"type": "number_integer", "value": "1.5"}, "INVALID_VALUE"),
        ({"value": '"' + "x" * 128_000 + '"'}, "TOO_LONG"),
    ],
)
def test_values_that_do_not_fit(store: Store, change: dict[str, Any], code: str) -> None:
    assert store.errors(METAFIELDS_SET, metafields=[{**words("[]"), **change}])[0]["code"] == code
    assert not store.world.products.rows[2001].metafields


@pytest.mark.parametrize(
    ("owner", "owner_type"),
    [
        (gid("Customer", 4001), "CUSTOMER"),
        (gid("ProductVariant", 3001), "PRODUCTVARIANT"),
        (gid("Shop", 77_100_200_300), "SHOP"),
    ],
)
def test_who_may_own_metafields(store: Store, owner: str, owner_type: str) -> None:
    assert put(store, words("[]", ownerId=owner))[0]["ownerType"] == owner_type


def test_a_time_is_kept_with_its_offset(store: Store) -> None:
    made = put(store, words("2026-06-25T10:11:12.123+05:30", key="at", type="date_time"))[0]
    assert made["value"] == "2026-06-25T10:11:12+05:30"
    assert put(store, words("2024-01-01T12:30:00", key="at2", type="date_time"))[0]["value"].endswith("+00:00")


def test_a_metafield_is_taken_away(store: Store) -> None:
    put(store, words("[]"))
    delete = """mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) {
      deletedMetafields { key ownerId } userErrors { field message } } }"""
    rows = [{"ownerId": EVENT, "namespace": "$app:ticketforge", "key": key} for key in ("keys", "gone")]
    assert store.one(delete, m=rows)["deletedMetafields"] == [{"key": "keys", "ownerId": EVENT}, None]
    assert not store.world.products.rows[2001].metafields


def test_tags_keep_their_first_spelling(store: Store) -> None:
    assert store.one(TAGS, id=EVENT, tags=["Red"])["node"]["tags"] == ["Red"]
    assert store.one(TAGS, id=EVENT, tags=["red", " blue,green "])["node"]["tags"] == ["blue", "green", "Red"]
    assert store.one(UNTAG, id=EVENT, tags=["RED"])["node"]["tags"] == ["blue", "green"]
    assert store.errors(TAGS, id=gid("Customer", 9), tags=["x"]) == [
        {"field": ["id"], "message": "Customer does not exist"}
    ]
    error = store.reply(TAGS, id=gid("Something", 1), tags=["x"])["errors"][0]
    assert (error["message"], error["extensions"]["code"]) == ("invalid id", "RESOURCE_NOT_FOUND")


def test_a_metaobject_is_written_by_its_handle(store: Store) -> None:
    define = """mutation($d: MetaobjectDefinitionCreateInput!) { metaobjectDefinitionCreate(definition: $d) {
      metaobjectDefinition { id type metaobjectsCount fieldDefinitions { key required type { name } } }
      userErrors { code field message } } }"""
    upsert = """mutation($h: MetaobjectHandleInput!, $m: MetaobjectUpsertInput!) {
      metaobjectUpsert(handle: $h, metaobject: $m) { metaobject { id handle displayName fields { key value }
        field(key: "name") { value } } userErrors { code field message elementKey } } }"""
    fields = [
        {"key": "name", "name": "Name", "type": "single_line_text_field", "required": True},
        {"key": "plan", "name": "Plan", "type": "json"},
    ]
    definition = {"type": "$app:venue", "displayNameKey": "name", "fieldDefinitions": fields}
    made = store.one(define, d=definition)["metaobjectDefinition"]
    assert made["type"].endswith("--venue")
    assert store.errors(define, d=definition)[0]["code"] == "TAKEN"
    handle = {"type": "$app:venue", "handle": "Gloria"}
    first = store.one(upsert, h=handle, m={"fields": [{"key": "name", "value": "Gloria-Theater"}]})["metaobject"]
    assert (first["handle"], first["displayName"]) == ("gloria", "Gloria-Theater")
    again = store.one(upsert, h=handle, m={"fields": [{"key": "plan", "value": "{}"}]})["metaobject"]
    assert again["id"] == first["id"]
    assert again["field"] == {"value": "Gloria-Theater"}
    wrong = [
        ({"type": "$app:venue", "handle": "a b"}, {}, "INVALID"),
        ({"type": "$app:none", "handle": "a"}, {}, "UNDEFINED_OBJECT_TYPE"),
        (handle, {"fields": [{"key": "x", "value": "1"}]}, "UNDEFINED_OBJECT_FIELD"),
        (handle, {"fields": [{"key": "plan", "value": "{"}]}, "INVALID_VALUE"),
        ({"type": "$app:venue", "handle": "new"}, {"fields": []}, "OBJECT_FIELD_REQUIRED"),
    ]
    for identity, given, code in wrong:
        assert store.errors(upsert, h=identity, m=given)[0]["code"] == code


def test_consent_is_given_and_taken_back(store: Store) -> None:
    email = """mutation($i: CustomerEmailMarketingConsentUpdateInput!) {
      customerEmailMarketingConsentUpdate(input: $i) {
        customer { defaultEmailAddress { marketingState marketingOptInLevel } }
      userErrors { field message } } }"""
    sms = """mutation($i: CustomerSmsMarketingConsentUpdateInput!) { customerSmsMarketingConsentUpdate(input: $i) {
      customer { defaultPhoneNumber { smsMarketingConsent { state } } } userErrors { field message } } }"""
    who = gid("Customer", 4001)
    yes = {"marketingState": "SUBSCRIBED", "marketingOptInLevel": "CONFIRMED_OPT_IN"}
    shown = store.one(email, i={"customerId": who, "emailMarketingConsent": yes})["customer"]
    assert shown["defaultEmailAddress"] == {
        "marketingState": "SUBSCRIBED",
        "marketingOptInLevel": "CONFIRMED_OPT_IN",
    }
    no = {"marketingState": "UNSUBSCRIBED", "marketingOptInLevel": "SINGLE_OPT_IN"}
    shown = store.one(sms, i={"customerId": who, "smsMarketingConsent": no})["customer"]
    assert shown["defaultPhoneNumber"]["smsMarketingConsent"]["state"] == "UNSUBSCRIBED"
    odd = {"customerId": who, "emailMarketingConsent": {"marketingState": "NOT_SUBSCRIBED"}}
    assert store.errors(email, i=odd)[0]["message"] == "Cannot specify NOT_SUBSCRIBED as a marketing state input"
    store.world.customers.rows[4001].phone = None
    assert store.errors(sms, i={"customerId": who, "smsMarketingConsent": no})


def test_somebody_wants_to_be_forgotten_and_thinks_better_of_it(store: Store) -> None:
    ask = "mutation($id: ID!) { customerRequestDataErasure(customerId: $id) { customerId userErrors { code field } } }"
    stop = ask.replace("customerRequestDataErasure", "customerCancelDataErasure")
    who = gid("Customer", 4001)
    assert store.errors(stop, id=who)[0]["code"] == "NOT_BEING_ERASED"
    assert store.one(ask, id=who)["customerId"] == who
    assert store.world.customers.rows[4001].erasure_requested_at == START
    store.one(stop, id=who)
    assert store.world.customers.rows[4001].erasure_requested_at is None
    assert store.errors(ask, id=gid("Customer", 9))[0]["code"] == "DOES_NOT_EXIST"


def test_a_profile_is_changed_but_consent_is_not(store: Store) -> None:
    update = """mutation($i: CustomerInput!) { customerUpdate(input: $i) {
      customer { firstName lastName } userErrors { field message } } }"""
    who = gid("Customer", 4001)
    assert store.one(update, i={"id": who, "firstName": "Lucia"})["customer"] == {
        "firstName": "Lucia",
        "lastName": "Groß",
    }
    consent = {"marketingState": "SUBSCRIBED"}
    assert store.errors(update, i={"id": who, "emailMarketingConsent": consent})[0]["field"] == [
        "emailMarketingConsent"
    ]
    assert store.errors(update, i={"id": who, "email": "bad"})[0]["message"] == "Email is invalid"
