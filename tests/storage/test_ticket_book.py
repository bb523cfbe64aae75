"""A ticket as the door sees it."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tests.storage.shop_makers import SHOP, first_sync, line, order, small_world
from tests.storage.story import NOW
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.codes import event_tag
from ticketforge_desktop.services.ports.door import TicketBook
from ticketforge_desktop.storage.profile import Profile


@pytest.fixture
def book(profile: Profile) -> TicketBook:
    first_sync(profile.mirror_writer, small_world(21))
    return profile.ticket_book


def test_a_ticket_is_found_by_id_number_and_ean_with_all_that_decides(profile: Profile, book: TicketBook) -> None:
    for listed in profile.queries.tickets():
        ticket = book.by_id(listed.ticket_id)
        assert ticket is not None
        assert (ticket.number, ticket.ean, ticket.event_id, ticket.category_id, ticket.order, ticket.state) == (
            listed.number,
            listed.ean,
            listed.event_id,
            listed.category_id,
            listed.order,
            str(listed.state),
        )
        assert (ticket.event_status, ticket.holder, ticket.issue) == ("PUBLISHED", "Jürgen Groß", 1)
        assert ticket.issued_at.startswith("2026-10-")
        assert (ticket.replaced_at, ticket.replaced_by, ticket.blocked) == ("", "", "")
        assert 1 <= ticket.unit <= ticket.units
        for found in (book.by_number(ticket.number, [ticket.event_id]), book.by_ean(ticket.ean, [ticket.event_id])):
            assert list(found) == [ticket]
        assert list(book.by_number(ticket.number, ["another"])) == []
        assert list(book.by_ean(ticket.ean, ["another"])) == []
        assert list(book.by_ean(ticket.ean, [])) == [ticket], "no event chosen: all are looked at"


@pytest.mark.parametrize("wrong", ["", "2", "29999999999999", "2x00000000000", "²000000000000", "9" * 10_000])
def test_what_is_no_ean_finds_nothing(book: TicketBook, wrong: str) -> None:
    assert list(book.by_ean(wrong, [])) == []


def test_an_unknown_ticket_number_or_event_is_none(book: TicketBook) -> None:
    mixed = random.Random(5)
    for _ in range(50):
        assert book.by_id(f"{mixed.getrandbits(64):016x}") is None
    assert book.by_id("") is None
    assert list(book.by_number("0000-0000-0000", [])) == []
    assert list(book.by_number("not a number", [])) == []
    assert book.event_status("gala") == "PUBLISHED"
    assert book.event_status("opera") is None


def test_a_number_with_a_wrong_check_character_is_nobodys(profile: Profile, book: TicketBook) -> None:
    number = next(iter(profile.queries.tickets())).number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert list(book.by_number(wrong, [])) == []


def test_events_are_found_by_the_tag_in_a_code(book: TicketBook) -> None:
    assert list(book.events_by_tag(event_tag(SHOP.domain, "gala-2"))) == ["gala-2"]
    assert list(book.events_by_tag(event_tag(SHOP.domain, "opera"))) == []


def test_an_empty_mirror_knows_no_tag_and_no_age(profile: Profile) -> None:
    assert list(profile.ticket_book.events_by_tag(b"12345")) == []
    assert profile.ticket_book.age_s(NOW) is None


def test_the_mirror_tells_its_age_and_is_never_younger_than_fresh(profile: Profile, book: TicketBook) -> None:
    assert book.age_s(NOW) is None
    profile.mirror_writer.note_sync("bulk", NOW, {})
    assert book.age_s(NOW + timedelta(minutes=4)) == 240
    assert book.age_s(NOW - timedelta(days=1)) == 0, "a clock that was set back"


def test_a_replaced_ticket_names_when_and_where_and_a_blocked_one_why(profile: Profile, book: TicketBook) -> None:
    ticket = next(t for t in profile.queries.tickets() if t.order == "#1007")
    again = order(1007, updated_at="2026-11-01T00:00:00Z", issues=f'{{"{ticket.ticket_id}": 2}}')
    profile.mirror_writer.apply(StoreBatch(orders=(again,), lines=(line(10070, 1007, 110, "gala-A"),)), None)
    found = book.by_id(ticket.ticket_id)
    assert found is not None
    assert (found.issue, found.replaced_at, found.issued_at) == (2, "", ""), "made elsewhere, when is not known here"
    assert found.ean != ticket.ean
    _ = profile.station
    mine = ticket.ticket_id
    for sql, values in (
        (
            "INSERT INTO issues (ticket_id, issue, made_at, station) VALUES (?, 2, ?, ?)",
            (mine, "2026-11-14T14:02:00Z", "Kasse 2"),
        ),
        ("INSERT INTO blocked_tickets (ticket_id, reason) VALUES (?, ?)", (mine, "stolen")),
    ):
        profile._station_file.writer().run(lambda work, sql=sql, values=values: work.raw.execute(sql, values))  # type: ignore[misc]
    found = book.by_id(ticket.ticket_id)
    assert found is not None
    assert (found.replaced_at, found.replaced_by, found.blocked) == ("2026-11-14T14:02:00Z", "Kasse 2", "stolen")


def test_a_ticket_without_its_event_or_category_is_still_a_ticket(profile: Profile, book: TicketBook) -> None:
    found = next(t for t in profile.queries.tickets(event_id="gala-2"))
    ticket = book.by_id(found.ticket_id)
    assert ticket is not None
    assert (ticket.category_id, ticket.category) == ("B-1", "Kat A"), "named by the order's line"
