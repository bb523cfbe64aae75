"""A basket: whatever is in it, its lines, its taxes and its total are one sum to the minor unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketforge_desktop.domain.basket import (
    WHOLE,
    Basket,
    BasketLine,
    Discount,
    DiscountKind,
    PriceClass,
    totals,
)
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.spread import by_unit, divided, spread

RATES = [0, 250, 700, 770, 1900, 2500, 10000]


def line(unit: int = 4200, quantity: int = 1, rate: int = 700, **more: object) -> BasketLine:
    base = BasketLine("EV1", "A", 11, "EV1-A", "Konzert · A", PriceClass.FULL, quantity, unit, rate)
    return replace(base, **more)  # type: ignore[arg-type]


@st.composite
def lines(draw: st.DrawFn) -> BasketLine:
    unit, quantity = draw(st.integers(0, 100_000)), draw(st.integers(1, 40))
    off = draw(st.integers(0, unit * quantity)) if draw(st.booleans()) else 0
    return line(
        unit,
        quantity,
        draw(st.sampled_from(RATES)),
        discount_minor=off,
        reason="Stammgast" if off else "",
        add_on=draw(st.booleans()),
    )


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    found = Basket("EUR", draw(st.booleans()), tuple(draw(st.lists(lines(), max_size=8))))
    most = sum(one.full_minor - one.discount_minor for one in found.lines if not one.add_on)
    percent = st.builds(Discount, st.just(DiscountKind.PERCENT), st.integers(1, WHOLE), st.just("Aktion"))
    offers = [st.none(), percent]
    if most:
        offers.append(st.builds(Discount, st.just(DiscountKind.AMOUNT), st.integers(1, most), st.just("Aktion")))
    return replace(found, discount=draw(st.one_of(offers)))


@given(baskets())
def test_the_parts_are_the_whole(basket: Basket) -> None:
    found = totals(basket)
    for one in found.lines:
        assert one.net_minor + one.tax_minor == one.total_minor
        price = one.line.full_minor - one.discount_minor
        assert price == (one.total_minor if basket.tax_included else one.net_minor)
        assert one.discount_minor >= one.line.discount_minor
        assert min(price, one.tax_minor, one.net_minor) >= 0
    assert found.total_minor == sum(one.total_minor for one in found.lines) == sum(t.gross_minor for t in found.taxes)
    assert found.tax_minor == sum(one.tax_minor for one in found.lines) == sum(t.tax_minor for t in found.taxes)
    assert found.net_minor == found.total_minor - found.tax_minor == sum(t.net_minor for t in found.taxes)
    paid = found.total_minor if basket.tax_included else found.net_minor
    assert found.full_minor - found.discount_minor == paid
    assert len({tax.rate_bp for tax in found.taxes}) == len(found.taxes)


@settings(max_examples=50)
@given(baskets())
def test_each_rates_tax_is_its_exact_tax_rounded_once(basket: Basket) -> None:
    for tax in totals(basket).taxes:
        base = tax.gross_minor if basket.tax_included else tax.net_minor
        exact = Fraction(base * tax.rate_bp, WHOLE + tax.rate_bp if basket.tax_included else WHOLE)
        assert abs(tax.tax_minor - exact) <= Fraction(1, 2)


@settings(max_examples=50)
@given(baskets())
def test_a_discount_takes_off_what_it_says_and_nothing_off_add_ons(basket: Basket) -> None:
    found, own = totals(basket), sum(one.discount_minor for one in basket.lines)
    most = sum(one.full_minor - one.discount_minor for one in basket.lines if not one.add_on)
    discount = basket.discount
    wanted = 0
    if discount is not None:
        percent = discount.kind is DiscountKind.PERCENT
        wanted = divided(most * discount.value, WHOLE) if percent else discount.value
    assert found.discount_minor == own + wanted
    assert all(one.discount_minor == one.line.discount_minor for one in found.lines if one.line.add_on)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_spreading_gives_out_everything_within_one_unit_of_the_exact_share(whole: int, weights: list[int]) -> None:
    together = sum(weights)
    if not together:
        return
    parts = spread(whole, weights)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(whole * weight, together)) < 1
        if abs(whole) <= together:
            assert abs(part) <= weight


def test_nothing_can_be_spread_over_nothing_but_nothing() -> None:
    assert spread(0, [0, 0]) == (0, 0)
    with pytest.raises(BadInput):
        spread(1, [0, 0])


@given(st.integers(0, 10**9), st.integers(1, 500))
def test_taking_back_all_units_one_by_one_gives_back_the_line(whole: int, units: int) -> None:
    parts = by_unit(whole, units)
    assert sum(parts) == whole
    assert max(parts) - min(parts) <= 1


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_halves_are_rounded_away_from_zero(over: int, under: int) -> None:
    found = divided(over, under)
    assert abs(found - Fraction(over, under)) <= Fraction(1, 2)
    assert divided(-over, under) == -found
    assert divided(5, 10) == 1


def test_german_prices_hold_their_tax_and_american_ones_do_not() -> None:
    ours = totals(Basket("EUR", True, (line(4200, 2, 700), line(650, 1, 1900))))
    assert [(t.rate_bp, t.net_minor, t.tax_minor, t.gross_minor) for t in ours.taxes] == [
        (1900, 546, 104, 650),
        (700, 7850, 550, 8400),
    ]
    theirs = totals(Basket("USD", False, (line(4200, 2, 888),)))
    assert (theirs.net_minor, theirs.tax_minor, theirs.total_minor) == (8400, 746, 9146)


def test_an_empty_basket_comes_to_nothing() -> None:
    assert totals(Basket("EUR", True)).total_minor == 0


def test_more_discount_than_the_tickets_cost_is_refused_with_what_there_is() -> None:
    wanted = Discount(DiscountKind.AMOUNT, 4300, "Gutwill")
    basket = Basket("EUR", True, (line(4200), line(499, add_on=True)), wanted)
    with pytest.raises(BadInput) as refused:
        totals(basket)
    assert refused.value.facts["most"] == 4200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"unit_minor": -1}, "price"),
        ({"unit_minor": 10**12 + 1}, "price"),
        ({"tax_bp": 10_001}, "tax"),
        ({"seats": ("A-1", "A-2")}, "seats"),
        ({"quantity": 2, "seats": ("A-1", "A-1")}, "seats"),
        ({"price_class": PriceClass.FREE, "reason": "Presse"}, "price"),
        ({"price_class": PriceClass.FREE, "unit_minor": 0}, "reason"),
        ({"discount_minor": 4201, "reason": "x"}, "discount"),
        ({"discount_minor": 1}, "reason"),
        ({"discount_minor": 1, "reason": "x" * 201}, "reason"),
    ],
)
def test_what_is_no_line(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        line(**change)  # type: ignore[arg-type]
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        (DiscountKind.AMOUNT, 0, "x"),
        (DiscountKind.PERCENT, 10_001, "x"),
        (DiscountKind.AMOUNT, 100, " "),
    ],
)
def test_what_is_no_discount(kind: DiscountKind, value: int, reason: str) -> None:
    with pytest.raises(BadInput):
        Discount(kind, value, reason)


def test_a_basket_is_changed_by_making_another() -> None:
    one, two = line(), line(650, add_on=True)
    basket = Basket("EUR", True).plus(one).plus(two)
    assert (basket.tickets, basket.without(0).lines) == (1, (two,))
    assert replace(one, seats=("A-1",)).times(3).seats == ()
