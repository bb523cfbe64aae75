"""What a person may change of an act: found by its name, shown as text, read back exactly."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.ui.screens.outbox.fields import EditField, Sort, changed, dotted, editable, parse

REFUND: dict[str, Any] = {
    "order_id": 1042,
    "currency": "EUR",
    "lines": [{"line_id": 7, "units": [1, 2], "restock": "cancel"}, {"line_id": 8, "units": [1], "restock": "none"}],
    "money": [{"payment_id": 5, "minor": 5400, "gateway": "cash"}],
    "postage_minor": 0,
    "note": "",
    "notify": False,
}


def paths(kind: str, payload: dict[str, Any]) -> list[str]:
    return [dotted(field.path) for field in editable(kind, payload)]


def test_ids_units_and_keys_are_never_offered() -> None:
    assert paths("refund", REFUND) == [
        "lines[0].restock", "lines[1].restock", "money[0].minor", "postage_minor", "note", "notify",
    ]  # fmt: skip


def test_what_the_buyer_holds_in_the_hand_stays() -> None:
    sale = {
        "currency": "EUR",
        "lines": [{"variant_id": 5, "quantity": 2, "unit_minor": 2700, "title": "Parkett"}],
        "payments": [{"gateway": "cash", "minor": 5400}],
        "stock": "shelf",
        "buyer": {"customer_id": 3, "email": "a@b.example", "phone": "", "first_name": "A"},
        "tags": ["till"],
        "note": "",
    }
    assert paths("sale", sale) == ["stock", "buyer.email", "buyer.phone", "buyer.first_name", "tags", "note"]


def test_a_value_of_another_sort_than_its_name_promises_is_left_alone() -> None:
    odd = {"note": 5, "quantity": "3", "notify": "yes", "tags": "x", "minor": 4.5, "currency": "EUR", "number": 17}
    assert paths("tag", odd) == []
    assert paths("refund", {"minor": 500}) == []  # an amount without its currency can't be shown


def test_of_several_lines_each_is_told_apart() -> None:
    fields = editable("refund", REFUND)
    assert [field.line for field in fields if field.key == "restock"] == [1, 2]
    assert next(field for field in fields if field.key == "minor").line == 0


def field_of(sort: Sort, currency: str = "EUR") -> EditField:
    return EditField(("x",), "x", sort, "", currency=currency)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("42", "EUR", 4200),
        ("42,5", "EUR", 4250),
        (" 42.00 ", "EUR", 4200),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
    ],
)
def test_amounts_are_read_as_either_language_writes_them(typed: str, currency: str, minor: int) -> None:
    assert parse(field_of(Sort.MONEY, currency), typed) == minor


@pytest.mark.parametrize("typed", ["", "abc", "1.234,50", "42.005", "-3", "4e3", "٤٢x", "NaN"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(field_of(Sort.MONEY), typed)
    assert refused.value.facts["reason"] == "money"


@pytest.mark.parametrize(("typed", "value"), [("3", 3), ("+3", 3), ("-3", -3), ("−3", -3), ("0", 0)])
def test_counts_may_go_down(typed: str, value: int) -> None:
    assert parse(field_of(Sort.COUNT), typed) == value


@pytest.mark.parametrize("typed", ["", "-", "3.5", "1e3", "12345678901", "--3"])
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        parse(field_of(Sort.COUNT), typed)


def test_nothing_typed_changes_nothing_and_the_original_stays() -> None:
    before = copy.deepcopy(REFUND)
    untouched = [(field, field.on if field.sort is Sort.SWITCH else field.text) for field in editable("refund", REFUND)]
    assert changed(REFUND, untouched) == before
    one = [(field, "Ill") if field.key == "note" else (field, typed) for field, typed in untouched]
    made = changed(REFUND, one)
    assert made == {**before, "note": "Ill"}
    assert before == REFUND


payloads = st.fixed_dictionaries(
    {
        "currency": st.sampled_from(["EUR", "JPY", "KWD"]),
        "lines": st.lists(
            st.fixed_dictionaries({"line_id": st.integers(1), "quantity": st.integers(-(10**8), 10**8)}), max_size=3
        ),
        "money": st.lists(st.fixed_dictionaries({"payment_id": st.integers(1), "minor": st.integers(0, 10**12)})),
        "note": st.text().map(str.strip),
        "notify": st.booleans(),
        "tags": st.lists(st.from_regex(r"[a-z][a-z ]{0,6}[a-z]", fullmatch=True)),
    }
)


@given(payloads)
def test_what_is_shown_reads_back_as_what_it_was(payload: dict[str, Any]) -> None:
    values = [(field, field.on if field.sort is Sort.SWITCH else field.text) for field in editable("refund", payload)]
    assert changed(payload, values) == payload
