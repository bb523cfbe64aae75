"""The rules of order processing by themselves: done once, they ask for nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.storage.shop_makers import order
from ticketforge_desktop.domain.effect_rules import effects_of, is_over, once_keys, parcel_key
from ticketforge_desktop.domain.effects import (
    DELETED,
    Effects,
    MailTerms,
    OrderFacts,
    ParcelStanding,
    SaleStanding,
    Standing,
    Terms,
    TicketFacts,
    UseStanding,
)

NOW = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)
TERMS = Terms(NOW, MailTerms("2026-10-01T00:00:00Z", "de"))
USE = UseStanding("2026-11-14T17:00:00Z", "A", "Gate 1")


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "over"),
    [
        ("2026-11-14T17:00:00Z", "", False),
        ("2026-11-14T05:59:00Z", "", True),
        ("2026-11-13T20:00:00Z", "2026-11-14T18:30:00Z", False),
        ("2026-11-13T20:00:00Z", "2026-11-14T17:59:59Z", True),
        ("2026-11-14T19:30:00+01:00", "2026-11-14T20:00:00+01:00", False),
        ("2026-11-14T05:00:00", "", True),
        ("", "", False),
        ("some time", "soon", False),
    ],
)
def test_when_an_event_is_over(starts_at: str, ends_at: str, over: bool) -> None:
    assert is_over(starts_at, ends_at, NOW) is over


def carried_out(facts: OrderFacts, standing: Standing, effects: Effects) -> Standing:
    """The standing once these effects were written."""
    parcels = {parcel.parcel_id: parcel for parcel in standing.parcels}
    for new in effects.parcels:
        name = f"{facts.order_id}-{new.number}"
        assert name not in parcels
        parcels[name] = ParcelStanding(name, new.number, "PENDING", False, "", new.pieces)
    for change in effects.parcel_changes:
        parcels[change.parcel_id] = replace(
            parcels[change.parcel_id], called_off=change.called_off, pieces=change.pieces
        )
    once = [each.key for each in (*effects.mail, *effects.flags)]
    assert len(once) == len(set(once)) == len(set(once) - standing.done)
    sale, back = standing.sale, effects.sale
    if sale is not None and back is not None:
        known = dict(back.lines)
        lines = tuple((number, seed, known.get(number, line_id)) for number, seed, line_id in sale.lines)
        sale = replace(sale, state=back.state, order_id=facts.order_id, order_name=facts.name, lines=lines)
    done = standing.done.union(once)
    asked = {*once_keys(facts), *(parcel_key(name) for name in parcels)}
    assert done <= asked | standing.done, "what was done is asked for when the order is looked at again"
    return Standing(tuple(parcels.values()), standing.uses, sale, done)


tickets = st.lists(
    st.tuples(
        st.sampled_from(["valid", "valid", "unpaid", "refunded", "cancelled", "void", DELETED]),
        st.booleans(),
        st.sampled_from(["2026-11-20T19:00:00Z", "2026-10-01T19:00:00Z"]),
        st.booleans(),
    ),
    max_size=23,
)
parcels = st.lists(
    st.tuples(
        st.sampled_from(["PENDING", "PRINTED", "SHIPPED", "DELIVERED", "FAILED"]),
        st.booleans(),
        st.sampled_from(["", "unpaid", "fewer_tickets"]),
        st.integers(0, 10),
    ),
    max_size=3,
)
orders = st.none() | st.builds(
    order,
    order_id=st.just(1001),
    financial_status=st.sampled_from(
        ["PAID", "PAID", "PAID", "PENDING", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED", "NEW_WORD"]
    ),
    cancelled_at=st.sampled_from(["", "", "", "2026-11-01T00:00:00Z"]),
    refunds=st.integers(0, 2),
    refunded_minor=st.sampled_from([0, 4200]),
    original_total_minor=st.sampled_from([8400, 8398, 1]),
    source_identifier=st.sampled_from(["", "sale"]),
    email=st.sampled_from(["", "a@example.de"]),
)
sales = st.none() | st.builds(
    SaleStanding,
    sale_id=st.just("sale"),
    state=st.sampled_from(["asked", "refused", "paid", "settled", "attention"]),
    order_id=st.sampled_from([0, 1001, 1002]),
    order_name=st.sampled_from(["", "#1001", "#1002"]),
    total_minor=st.just(8400),
    currency=st.just("EUR"),
    lines=st.just(((1, "seed", 0), (2, "", 0))),
)


COMING = ("valid", False, "2026-11-20T19:00:00Z", False)
OURS = SaleStanding("sale", "paid", 0, "", 8400, "EUR", ((1, "seed", 0), (2, "", 0)))


@given(orders, st.sampled_from(["PENDING", "PENDING", "", "SHIPPED"]), tickets, parcels, sales, st.booleans())
@example(order(1001), "PENDING", [COMING] * 23, [], None, True)
@example(order(1001), "PENDING", [COMING] * 23, [("PENDING", False, "unpaid", 0)], None, True)
@example(order(1001, source_identifier="sale"), "", [COMING], [], OURS, True)
def test_done_once_nothing_is_left(  # type: ignore[no-untyped-def]
    found, posted: str, some_tickets, some_parcels, sale, mailed: bool
) -> None:
    facts = OrderFacts(
        1001,
        "#1001",
        found,
        posted,
        tuple(
            TicketFacts(f"t{number}", "gala", state, starts, "", off)
            for number, (state, _, starts, off) in enumerate(some_tickets)
        ),
        ((17, "seed"),),
    )
    uses = {f"t{number}": USE for number, (_, inside, _, _) in enumerate(some_tickets) if inside}
    here = tuple(ParcelStanding(f"1001-{number}", number, *rest) for number, rest in enumerate(some_parcels, start=1))
    standing = Standing(here, uses, sale if found is not None and found.source_identifier else None)
    terms = TERMS if mailed else replace(TERMS, mail=None)
    effects = effects_of(facts, standing, terms)
    after = carried_out(facts, standing, effects)
    assert not effects_of(facts, after, terms)
    assert {parcel.parcel_id for parcel in after.parcels} >= {parcel.parcel_id for parcel in here}, "none is deleted"
    touched = {change.parcel_id for change in effects.parcel_changes}
    assert touched <= {parcel.parcel_id for parcel in here if parcel.open}, "what left the desk is left alone"
    if not mailed:
        assert effects.mail == ()
