"""Paying: what was taken is always the total and its rounding, whatever the split."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ticketforge_desktop.domain.cash import CashRule, cash_rule
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.tenders import PaymentState, Settlement, Tender, Tendered, settle

EUR, CHF, SEK = cash_rule("EUR"), cash_rule("CHF"), cash_rule("SEK")


@st.composite
def split(draw: st.DrawFn) -> tuple[int, list[Tendered], CashRule]:
    """A total, and tenders that a till would let through, one after the other."""
    total, cash = draw(st.integers(0, 100_000)), draw(st.sampled_from([EUR, CHF, SEK]))
    found: list[Tendered] = []
    for _ in range(draw(st.integers(0, 6))):
        left = settle(total, found, cash).left_minor
        if not left:
            break
        tender = draw(st.sampled_from(Tender))
        if tender is Tender.CASH:
            steps = draw(st.integers(0, 2 * (left // cash.step_minor + 2)))
            found.append(Tendered(tender, steps * cash.step_minor))
        else:
            amount = draw(st.one_of(st.none(), st.integers(0, left)))
            found.append(Tendered(tender, amount, "R-1", approved=draw(st.booleans())))
    return total, found, cash


@given(split())
def test_what_was_taken_is_total_and_rounding_less_what_is_left(case: tuple[int, list[Tendered], CashRule]) -> None:
    total, tendered, cash = case
    found = settle(total, tendered, cash)
    taken = sum(paid.amount_minor for paid in found.payments)
    assert taken == total + found.rounding_minor - found.left_minor
    assert len(found.payments) == len(tendered)
    assert 2 * abs(found.rounding_minor) <= cash.step_minor
    assert found.left_minor >= 0
    assert found.settled or found.rounding_minor == 0
    for paid in found.payments:
        assert paid.amount_minor >= 0
        if paid.tender is Tender.CASH:
            assert paid.given_minor - paid.change_minor == paid.amount_minor
            assert cash.payable(paid.amount_minor)
    assert found.change_minor == sum(paid.change_minor for paid in found.payments)


@given(split())
def test_the_drawer_holds_whole_coins_and_nothing_but_cash_is_rounded(
    case: tuple[int, list[Tendered], CashRule],
) -> None:
    total, tendered, cash = case
    found = settle(total, tendered, cash)
    if not any(paid.tender is Tender.CASH for paid in found.payments):
        assert found.rounding_minor == 0
    assume(found.settled)
    rest = total - sum(paid.amount_minor for paid in found.payments if paid.tender is not Tender.CASH)
    drawer = sum(paid.amount_minor for paid in found.payments if paid.tender is Tender.CASH)
    assert drawer == rest + found.rounding_minor


def paid(found: Settlement) -> list[tuple[str, int, int, str]]:
    return [(str(one.tender), one.amount_minor, one.change_minor, str(one.state)) for one in found.payments]


def test_two_hundred_for_a_hundred_and_sixty_three() -> None:
    found = settle(16300, [Tendered(Tender.CASH, 20000)], EUR)
    assert paid(found) == [("cash", 16300, 3700, "paid")]
    assert (found.settled, found.change_minor) == (True, 3700)


def test_cash_without_an_amount_is_just_what_is_due() -> None:
    found = settle(1002, [Tendered(Tender.CASH)], CHF)
    assert (paid(found), found.rounding_minor) == ([("cash", 1000, 0, "paid")], -2)


def test_a_declined_card_pays_nothing_and_stays_as_a_note() -> None:
    found = settle(4200, [Tendered(Tender.CARD, None, "T-17", approved=False), Tendered(Tender.CASH, 5000)], EUR)
    assert paid(found) == [("card", 0, 0, "declined"), ("cash", 4200, 800, "paid")]
    assert (found.payments[0].given_minor, found.payments[0].reference) == (4200, "T-17")


def test_part_in_cash_the_rest_by_card_is_never_rounded() -> None:
    found = settle(1003, [Tendered(Tender.CASH, 500), Tendered(Tender.CARD, None, "T-1")], CHF)
    assert (paid(found), found.rounding_minor) == ([("cash", 500, 0, "paid"), ("card", 503, 0, "paid")], 0)


def test_part_by_voucher_the_rest_in_cash_rounds_the_rest() -> None:
    found = settle(1003, [Tendered(Tender.VOUCHER, 501, "GS-1"), Tendered(Tender.CASH, 1000)], CHF)
    assert (paid(found), found.rounding_minor) == ([("voucher", 501, 0, "paid"), ("cash", 500, 500, "paid")], -2)


def test_invoice_and_link_are_owed() -> None:
    for tender in (Tender.INVOICE, Tender.LINK):
        (one,) = settle(4200, [Tendered(tender)], EUR).payments
        assert one.state is PaymentState.OWED


def test_what_comes_to_nothing_is_paid() -> None:
    assert settle(0, [], EUR).settled
    assert settle(2, [Tendered(Tender.CASH, 0)], CHF).rounding_minor == -2


@pytest.mark.parametrize(
    ("tendered", "field"),
    [
        ([Tendered(Tender.CARD, 4201)], "amount"),
        ([Tendered(Tender.CARD, -1)], "amount"),
        ([Tendered(Tender.CASH, 10**13)], "amount"),
        ([Tendered(Tender.CASH, 4203)], "amount"),
        ([Tendered(Tender.VOUCHER, 100)], "reference"),
        ([Tendered(Tender.CARD, 100, "x" * 101)], "reference"),
        ([Tendered(Tender.CARD), Tendered(Tender.CARD, 1)], "amount"),
    ],
)
def test_what_no_till_takes(tendered: list[Tendered], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        settle(4200, tendered, CHF)
    assert refused.value.facts["field"] == field
    assert refused.value.facts["at"] == len(tendered) - 1
