"""From an order of the store to its tickets."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import EAN_KEY, EVENT, SHOP, line, order
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.records import LineRecord, OrderRecord, TicketRecord
from ticketforge_desktop.domain.ticket_numbers import ean_of, number_of, ticket_id
from ticketforge_desktop.domain.ticketing import EventIndex, TicketDeriver, derive_tickets

EVENTS = EventIndex({5: EVENT, 6: "nacht"}, [EVENT, "nacht"])


def tickets_of(placed: OrderRecord, *lines: LineRecord) -> list[TicketRecord]:
    return derive_tickets(SHOP, EAN_KEY, placed, lines, EVENTS)


def test_every_unit_of_every_line_is_a_ticket() -> None:
    found = tickets_of(order(), line(12, quantity=2, seat="Row 3"), line(11, variant_id=6, sku="nacht-a", position=9))
    assert [(t.line_id, t.unit, t.event_id, t.seat, t.state, t.issue) for t in found] == [
        (11, 1, "nacht", "", "valid", 1),
        (12, 1, EVENT, "Row 3", "valid", 1),
        (12, 2, EVENT, "Row 3", "valid", 1),
    ]
    first = ticket_id(SHOP, "11", 1)
    assert (found[0].ticket_id, found[0].number) == (first.hex(), number_of(first))
    assert found[0].ean == ean_of(EAN_KEY, first, 1)


def test_add_ons_and_other_goods_give_no_tickets() -> None:
    add_on = line(1, sku="HARDTICKET-ADDON", variant_id=5)
    add_on_of_event = line(2, sku="HARDTICKET-ADDON-77", variant_id=0)
    shirt = line(3, sku="tshirt-l", variant_id=99)
    assert tickets_of(order(), add_on, add_on_of_event, shirt) == []


def test_a_ticket_outlives_its_variant() -> None:
    """A category taken out of the product leaves lines without a variant: the SKU still names the event."""
    gone = line(1, variant_id=0)
    assert [t.event_id for t in tickets_of(order(), gone)] == [EVENT]
    assert EVENTS.category_of(gone) == "parkett-a"


@pytest.mark.parametrize(
    ("sku", "event"),
    [
        ("nacht-musik-a", "nacht-musik"),  # the longest event id wins, not the first hyphen
        ("nacht-a", "nacht"),
        ("nacht-musik", "nacht"),  # category "musik" of "nacht"
        ("nacht-musik-", "nacht"),
        ("nacht-", ""),
        ("nacht", ""),
        ("-nacht", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_sku_is_cut_where_an_event_ends(sku: str, event: str) -> None:
    assert EVENTS.event_of(line(1, sku=sku, variant_id=0)) == event


def test_a_line_whose_sku_was_renamed_keeps_its_event_and_has_no_category() -> None:
    renamed = line(1, sku="other", variant_id=5)
    assert (EVENTS.event_of(renamed), EVENTS.category_of(renamed)) == (EVENT, "")
    assert EVENTS.category_of(line(1, sku="HARDTICKET-ADDON")) == ""


def test_a_part_refund_an_issue_and_an_unpaid_order_show_on_the_tickets() -> None:
    second = ticket_id(SHOP, "1", 2).hex()
    placed = order(
        financial_status="PARTIALLY_REFUNDED", void_units='{"1":[1]}', issues=json.dumps({second: 3, "ff": 2})
    )
    found = tickets_of(placed, line(1, quantity=3, current_quantity=2))
    assert [(t.state, t.issue) for t in found] == [("refunded", 1), ("valid", 3), ("valid", 1)]
    assert found[1].ean == ean_of(EAN_KEY, bytes.fromhex(second), 3)
    assert {t.state for t in tickets_of(order(financial_status="PENDING"), line(1, quantity=2))} == {"unpaid"}


def test_impossible_quantities_give_no_tickets() -> None:
    assert tickets_of(order(), line(1, quantity=0), line(2, quantity=-1), line(3, quantity=10_000_000)) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), max_size=5), st.randoms(use_true_random=False))
def test_the_order_in_which_lines_arrive_changes_nothing(
    quantities: list[tuple[int, int]], chance: random.Random
) -> None:
    lines = [
        line(number, quantity=quantity, current_quantity=min(current, quantity), position=0)
        for number, (quantity, current) in enumerate(quantities, 1)
    ]
    shuffled = lines.copy()
    chance.shuffle(shuffled)
    found = tickets_of(order(), *lines)
    assert found == tickets_of(order(), *shuffled)
    assert len({t.ticket_id for t in found}) == len(found) == sum(quantity for quantity, _ in quantities)


def test_units_of_a_tills_sale_keep_the_name_they_were_printed_with() -> None:
    sale = "6f1c2e0a-9b7d-4c55-8a31-0d2f4b6e8c90"
    deriver = TicketDeriver(SHOP, EAN_KEY, EVENTS, lambda _line: (sale, 2))
    found = deriver.derive(order(), [line(7, quantity=3, seed="tf1…"), line(8)])
    assert [t.ticket_id for t in found] == [
        ticket_id(SHOP, sale, 1).hex(),
        ticket_id(SHOP, sale, 2).hex(),
        ticket_id(SHOP, "7", 3).hex(),  # added later by an edit: nothing was printed for it
        ticket_id(SHOP, "8", 1).hex(),  # a line without the property is never asked about
    ]


def test_without_a_proper_ean_key_nothing_is_derived() -> None:
    with pytest.raises(BadInput):
        derive_tickets(SHOP, b"", order(), [line(1)], EVENTS)
