"""Who still has a ticket after refunds, edits and cancellations: the same answer at every station."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import line, order
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.units import (
    dead_state,
    dead_units,
    name_units,
    order_state,
    read_issues,
    read_void_units,
    unname_units,
)


@pytest.mark.parametrize(
    ("quantity", "current", "named", "dead"),
    [
        (4, 4, (), set()),  # a refund of money alone changes no quantity
        (4, 3, (), {4}),  # refunded in the admin: the highest unit
        (4, 3, (2,), {2}),  # refunded by us: the unit we named
        (4, 4, (2,), set()),  # named, but the store has not taken the refund
        (4, 2, (2,), {2, 4}),  # ours and one of the admin's
        (4, 0, (2,), {1, 2, 3, 4}),
        (4, -1, (), {1, 2, 3, 4}),  # nonsense from the store kills no more than there is
        (4, 5, (), set()),
        (0, 0, (1,), set()),
    ],
)
def test_as_many_units_die_as_the_store_says(
    quantity: int, current: int, named: tuple[int, ...], dead: set[int]
) -> None:
    assert dead_units(quantity, current, named) == dead


class Shop:
    """A store with one line: refunds come from the admin, from our stations, and fail at will."""

    def __init__(self, quantity: int) -> None:
        self.line = line(1, quantity=quantity)
        self.void_units = ""
        self.given_up: set[int] = set()

    @property
    def dead(self) -> frozenset[int]:
        named = read_void_units(self.void_units).get(1, ())
        return dead_units(self.line.quantity, self.line.current_quantity, named)

    def name(self, chosen: list[int]) -> None:
        self.void_units = name_units(self.line, self.void_units, chosen)

    def take(self, count: int) -> None:
        self.line = self.line._replace(current_quantity=self.line.current_quantity - count)


@given(st.integers(1, 9), st.data())
def test_over_any_history_the_dead_stay_dead(quantity: int, data: st.DataObject) -> None:
    shop = Shop(quantity)
    for _ in range(data.draw(st.integers(0, 6))):
        before = shop.dead
        alive = sorted(set(range(1, quantity + 1)) - before)
        kind = data.draw(st.sampled_from(["admin", "ours", "lost", "money"]))
        if not alive or kind == "money":
            assert shop.dead == before
            continue
        if kind == "admin":
            count = data.draw(st.integers(1, len(alive)))
            shop.take(count)
            assert before < shop.dead
        else:
            chosen = data.draw(st.lists(st.sampled_from(alive), min_size=1, max_size=len(alive), unique=True))
            shop.name(chosen)
            assert shop.dead == before, "until the store has taken it, everybody lives on and nobody comes back"
            if kind == "ours":
                shop.take(len(chosen))
                # One that was lost on its way had named its units first: those may go before these.
                assert before < shop.dead
        assert len(shop.dead) == quantity - shop.line.current_quantity


@given(st.integers(1, 9), st.data())
def test_exactly_the_chosen_die_and_refused_refunds_leave_no_trace(quantity: int, data: st.DataObject) -> None:
    shop = Shop(quantity)
    for _ in range(data.draw(st.integers(1, 6))):
        alive = sorted(set(range(1, quantity + 1)) - shop.dead)
        if not alive:
            return
        before = shop.dead
        kind = data.draw(st.sampled_from(["admin", "ours", "refused"]))
        if kind == "admin":
            shop.take(1)
            assert shop.dead == before | {alive[-1]}
            continue
        chosen = data.draw(st.lists(st.sampled_from(alive), min_size=1, unique=True))
        shop.name(chosen)
        if kind == "refused":
            shop.void_units = unname_units(shop.line, shop.void_units, chosen)
            assert shop.dead == before
        else:
            shop.take(len(chosen))
            assert shop.dead == before | set(chosen)


@given(st.permutations([1, 2, 3, 4]), st.booleans())
def test_two_refunds_on_their_way_at_once_end_alike_whichever_comes_first(units: list[int], ours_first: bool) -> None:
    shop, (first, second) = Shop(5), (units[:1], units[1:3])
    shop.name(first)
    shop.name(second)
    for chosen in (first, second) if ours_first else (second, first):
        shop.take(len(chosen))
    assert shop.dead == {*first, *second}


def test_naming_leaves_other_lines_alone() -> None:
    written = name_units(line(2, quantity=3), '{"1":[4],"x":[1]}', [3, 3])
    assert json.loads(written) == {"1": [4], "2": [3]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "1",
        '{"1": 4}',
        '{"1": [true, "2", 0, -1, 1.5]}',
        '{"²": [1]}',
        "[" * 100_000,
        '{"1": [1' + "0" * 30 + "]}",
    ],
)
def test_a_metafield_of_nonsense_counts_as_absent(text: str) -> None:
    assert not any(read_void_units(text).values())


@pytest.mark.parametrize("text", ["", "no json", "[]", "1", '{"1": [2]}', "[" * 100_000])
def test_issues_of_nonsense_count_as_absent(text: str) -> None:
    assert read_issues(text) == {}


def test_issues_out_of_range_are_left_out() -> None:
    assert read_issues('{"a": 2, "b": 0, "c": 65536, "d": true, "e": "3"}') == {"a": 2}


@pytest.mark.parametrize(
    ("status", "cancelled", "living", "dead"),
    [
        ("PAID", "", TicketState.VALID, TicketState.VOID),
        ("PARTIALLY_REFUNDED", "", TicketState.VALID, TicketState.REFUNDED),
        ("REFUNDED", "", TicketState.REFUNDED, TicketState.REFUNDED),
        ("VOIDED", "", TicketState.CANCELLED, TicketState.CANCELLED),
        ("PENDING", "", TicketState.UNPAID, TicketState.VOID),
        ("AUTHORIZED", "", TicketState.UNPAID, TicketState.VOID),
        ("PARTIALLY_PAID", "", TicketState.UNPAID, TicketState.VOID),
        ("EXPIRED", "", TicketState.UNPAID, TicketState.VOID),
        ("", "", TicketState.UNPAID, TicketState.VOID),
        ("INVENTED_LATER", "", TicketState.UNPAID, TicketState.VOID),
        ("PAID", "2026-11-01T10:00:00Z", TicketState.CANCELLED, TicketState.CANCELLED),
        ("REFUNDED", "2026-11-01T10:00:00Z", TicketState.CANCELLED, TicketState.CANCELLED),
    ],
)
def test_the_table_of_states(status: str, cancelled: str, living: TicketState, dead: TicketState) -> None:
    placed = order(financial_status=status, cancelled_at=cancelled)
    assert (order_state(placed), dead_state(placed)) == (living, dead)


def test_a_refund_that_moved_no_money_is_a_refund_all_the_same() -> None:
    placed = order(financial_status="PAID", refunds=1)
    assert (order_state(placed), dead_state(placed)) == (TicketState.VALID, TicketState.REFUNDED)
