"""Reports of a shift: figures from its rows alone, and one written form that a chain of hashes can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import DatabaseCorrupt
from ticketforge_desktop.domain.shift_chain import FIRST, document_of, link, read_document, same_bookings
from ticketforge_desktop.domain.shifts import (
    FiscalFact,
    LineFact,
    MoveFact,
    PaperFact,
    PaymentFact,
    ReportKind,
    SaleFact,
    ShiftFacts,
    ShiftReport,
    StockFact,
    drawer,
    report,
)

AT = "2026-11-14T22:00:00.000000Z"
minor = st.integers(-100_000, 100_000)
facts = st.builds(
    ShiftFacts,
    st.just("s-1"),
    st.integers(1, 99),
    st.sampled_from(["anna", "ben"]),
    st.just("EUR"),
    st.integers(0, 50_000),
    st.just(AT),
    sales=st.lists(
        st.builds(
            SaleFact,
            st.uuids().map(str),
            st.sampled_from(["sale", "refund", "void", "exchange"]),
            st.sampled_from(["anna", "ben"]),
            minor,
            st.integers(0, 500),
            st.integers(-2, 2),
            st.integers(0, 500),
        ),
        max_size=6,
    ),
    lines=st.lists(
        st.builds(
            LineFact,
            st.sampled_from(["E1", "E2"]),
            st.sampled_from(["A", "B", ""]),
            st.just("Konzert – Äöü"),
            st.sampled_from(["full", "child"]),
            st.integers(-5, 5),
            minor,
            st.sampled_from([0, 700, 1900]),
            minor,
        ),
        max_size=6,
    ),
    payments=st.lists(
        st.builds(
            PaymentFact,
            st.just("x"),
            st.sampled_from(["cash", "card", "invoice", "barter"]),
            minor,
            st.sampled_from(["paid", "owed"]),
        ),
        max_size=6,
    ),
    moves=st.lists(
        st.builds(
            MoveFact,
            st.sampled_from(["in", "out", "drop"]),
            st.integers(1, 9000),
            st.text(max_size=5),
            st.just("anna"),
            st.just(AT),
        ),
        max_size=4,
    ),
    papers=st.just((PaperFact("ticket", 9, 1, 1, 0),)),
    stock=st.just((StockFact("R-1", "Boca", 9, 1, 0, 90),)),
    fiscal=st.just((FiscalFact("ab", 3, 1, 0),)),
)


@settings(max_examples=60)
@given(facts)
def test_every_breakdown_comes_to_the_same_sum(told: ShiftFacts) -> None:
    found = report(told, ReportKind.X, "Till 1", AT)
    assert sum(kind.total_minor for kind in found.kinds) == found.total_minor
    assert sum(one.total_minor for one in found.staff) == found.total_minor
    assert sum(one.total_minor for one in found.categories) == sum(tax.gross_minor for tax in found.taxes)
    assert sum(one.quantity for one in found.categories if one.category_id in ("A", "B")) == found.tickets
    tendered = sum(one.total_minor for one in found.tenders)
    assert tendered == found.total_minor + found.rounding_minor - found.open_minor
    assert all(tax.net_minor + tax.tax_minor == tax.gross_minor for tax in found.taxes)
    assert sum(kind.count for kind in found.kinds) == len(told.sales)


@settings(max_examples=40)
@given(facts)
def test_the_drawer_holds_its_float_its_cash_and_its_moves(told: ShiftFacts) -> None:
    held = drawer(told)
    cash = sum(paid.amount_minor for paid in told.payments if paid.tender == "cash")
    moved = sum(move.amount_minor if move.kind == "in" else -move.amount_minor for move in told.moves)
    assert held.expected_minor == told.float_minor + cash + moved
    assert held.difference_minor is None
    assert replace(held, counted_minor=held.expected_minor - 50).difference_minor == -50


@settings(max_examples=40)
@given(facts, st.booleans())
def test_a_report_is_read_as_it_was_written(told: ShiftFacts, blind: bool) -> None:
    found = report(told, ReportKind.Z, "Till 1", AT, ("fiscal_missing",))
    found = replace(found, drawer=replace(drawer(told), counted_minor=7, count=((5, 1), (2, 1))))
    found = found.blinded() if blind else found
    document = document_of(found)
    assert read_document(document) == found
    assert document_of(read_document(document)) == document


def one() -> ShiftReport:
    lines = [LineFact("E1", "A", "Konzert", "full", 2, 8400, 700, 550)]
    sales = [SaleFact("a", "sale", "anna", 8400, 0, 0, 0)]
    told = ShiftFacts("s-1", 1, "anna", "EUR", 10_000, AT, sales, lines, [PaymentFact("a", "cash", 8400, "paid")], [])
    return report(told, ReportKind.Z, "Till 1", AT)


def test_the_written_form_is_published() -> None:
    # Whoever checks a chain elsewhere needs exactly these bytes.
    assert document_of(replace(one(), tenders=(), categories=(), taxes=(), staff=(), kinds=(), drawer=None)) == (
        '{"at":"2026-11-14T22:00:00.000000Z","categories":[],"closed_by":"","currency":"EUR","discount_minor":0,'
        '"drawer":null,"fee_minor":0,"fiscal":[],"format":1,"kind":"Z","kinds":[],"moves":[],"note":"","notices":[],'
        '"number":1,"open_minor":0,"opened_at":"2026-11-14T22:00:00.000000Z","papers":[],"rounding_minor":0,'
        '"shift_id":"s-1","staff":[],"staff_id":"anna","station":"Till 1","stock":[],"taxes":[],"tenders":[],'
        '"tickets":2,"total_minor":8400}'
    )
    assert link(FIRST, "{}") == "5649d09ed68c17156095d175eef152856c5b1a81c117c409c1e00f096aa6838e"


def test_a_report_that_cannot_be_read_is_damage() -> None:
    for text in ("", "{}", "[]", document_of(one()).replace('"number":1,', "")):
        with pytest.raises(DatabaseCorrupt):
            read_document(text)


def test_what_happens_to_an_invoice_later_is_no_matter_of_its_shift() -> None:
    kept = one()
    (tender,) = kept.tenders
    assert same_bookings(kept, replace(kept, tenders=(replace(tender, owed_minor=8400),), papers=()))
    assert not same_bookings(kept, replace(kept, tenders=(replace(tender, taken_minor=8300),)))
    assert not same_bookings(kept, replace(kept, total_minor=8300))
    held = kept.drawer
    assert held is not None
    assert not same_bookings(kept, replace(kept, drawer=replace(held, expected_minor=0)))


def test_a_blind_report_tells_nothing_that_cash_could_be_reckoned_from() -> None:
    blind = one().blinded()
    assert (blind.drawer, blind.tenders, blind.taxes, blind.staff, blind.total_minor) == (None, (), (), (), 0)
    assert [(kind.count, kind.total_minor) for kind in blind.kinds] == [(1, 0)]
    assert [(category.quantity, category.total_minor) for category in blind.categories] == [(2, 0)]
    assert "8400" not in document_of(blind)
