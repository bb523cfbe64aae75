"""What the window and the command line read."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storage.shop_makers import SHOP, category, event, first_sync, line, order, person, small_world, stock
from tests.storage.story import attempt
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.events import EventStatus, OrderStatus, TicketState, order_status
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.stock import StockLevel, Thresholds, stock_level
from ticketforge_desktop.domain.ticket_numbers import number_of, ticket_id
from ticketforge_desktop.services.ports.mirror import EventFilter, OrderFilter, Sort
from ticketforge_desktop.services.views import EventRow, OrderRow
from ticketforge_desktop.storage import event_queries, order_queries
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.number_ranges import id_range
from ticketforge_desktop.storage.profile import Profile
from ticketforge_desktop.storage.queries import Queries

MORNING = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def queries(profile: Profile) -> Queries:
    first_sync(profile.mirror_writer, small_world(28))
    return profile.queries


def at(queries: Queries, moment: datetime) -> Queries:
    """The same queries at another time."""
    return Queries(queries._readers, queries._tally, queries._setting, lambda: moment)


def test_counts_tell_what_the_mirror_holds(profile: Profile, queries: Queries) -> None:
    counts = queries.counts()
    assert (counts.events, counts.categories, counts.orders, counts.participants) == (2, 4, 28, 5)
    assert counts.tickets == len(list(queries.tickets()))
    assert counts.synced_at is None
    profile.mirror_writer.note_sync("bulk", MORNING, {})
    assert queries.counts().synced_at == MORNING
    shop = queries.shop()
    assert shop is not None
    assert shop.name == "Bühne"


def test_an_empty_mirror_answers_with_nothing(profile: Profile) -> None:
    queries = profile.queries
    assert queries.shop() is None
    assert queries.counts().orders == 0
    assert len(queries.orders(OrderFilter(), Sort("created_at"))) == 0
    assert queries.dashboard(MORNING, 7).tonight is None
    assert queries.search("gala") == []
    assert queries.event_counts()["all"] == 0
    assert list(queries.tickets()) == []


def test_an_event_shows_its_figures_and_its_categories(queries: Queries) -> None:
    details = queries.event("gala")
    row = details.row
    assert (row.title, row.city, row.status, row.capacity) == ("Große gala", "Köln", EventStatus.PUBLISHED, 200)
    assert row.available == row.capacity - row.sold - row.reserved
    assert row.gross == Money(sum(t.price.minor for t in queries.tickets(event_id="gala") if t.state == "valid"), "EUR")
    places = {TicketState.VALID, TicketState.UNPAID}
    assert row.sold == sum(ticket.state in places for ticket in queries.tickets(event_id="gala"))
    assert [each.category_id for each in details.categories] == ["A", "B-1"]
    assert list(details.categories) == list(queries.categories("gala"))
    assert sum(each.sold for each in details.categories) == row.sold
    assert details.tags == ("gala", "2026")
    with pytest.raises(NotFound):
        queries.event("opera")


@pytest.mark.parametrize("column", [field.name for field in fields(EventRow)])
def test_events_sort_on_every_column(queries: Queries, column: str) -> None:
    up = queries.events(EventFilter(), Sort(column))
    down = queries.events(EventFilter(), Sort(column, descending=True))
    assert len(up) == len(down) == 2
    assert {row.event_id for row in up.page(0, 9)} == {"gala", "gala-2"}
    values = [_comparable(getattr(row, column)) for row in up.page(0, 9)]
    if column != "alert":
        assert values == sorted(values)


@pytest.mark.parametrize("column", [field.name for field in fields(OrderRow)])
def test_orders_sort_on_every_column(queries: Queries, column: str) -> None:
    rows = queries.orders(OrderFilter(), Sort(column)).page(0, 100)
    values = [_comparable(getattr(row, column)) for row in rows]
    assert len(values) == 28
    assert values == sorted(values)
    back = queries.orders(OrderFilter(), Sort(column, descending=True)).page(0, 100)
    assert [_comparable(getattr(row, column)) for row in back] == sorted(values, reverse=True)


def _comparable(value: object) -> object:
    return value.minor if isinstance(value, Money) else str(value).lower() if isinstance(value, str) else value


def test_a_column_span_or_status_that_is_none_is_refused(queries: Queries) -> None:
    with pytest.raises(BadInput):
        queries.events(EventFilter(), Sort("weather"))
    with pytest.raises(BadInput):
        queries.events(EventFilter(span="someday"), Sort("title"))
    with pytest.raises(BadInput):
        queries.orders(OrderFilter(), Sort("weather"))
    with pytest.raises(BadInput):
        queries.orders(OrderFilter(status="LOST"), Sort("name"))


def test_events_are_filtered_by_span_words_and_stock(profile: Profile, queries: Queries) -> None:
    profile.mirror_writer.apply(
        StoreBatch(
            events=(
                event("old", 40, title="Frühlingsfest", starts_at="2026-03-01T19:00:00Z", ends_at=""),
                event("draft", 41, status="DRAFT"),
                event("full", 42),
            ),
            categories=(category(420, "full", capacity=3),),
        ),
        None,
    )
    profile.mirror_writer.apply(StoreBatch(orders=(order(9),), lines=(line(90, 9, 420, "full-A", 3),)), None)
    now = at(queries, MORNING)

    def found(**chosen: object) -> list[str]:
        listing = now.events(EventFilter(**chosen), Sort("event_id"))  # type: ignore[arg-type]
        return [row.event_id for row in listing.page(0, 50)]

    assert found(span="past") == ["old"]
    assert found(span="drafts") == ["draft"]
    assert found(span="upcoming") == ["full", "gala", "gala-2"]
    assert found(text="fruehling") == ["old"]
    assert found(text="zur") == ["gala-2"]
    assert found(text="...") == []
    assert found(low_stock_only=True, span="upcoming") == ["full"]
    assert now.event_counts() == {"all": 5, "drafts": 1, "upcoming": 3, "past": 1, "venues": 2}


def test_orders_are_filtered_by_words_event_status_and_post(queries: Queries) -> None:
    def found(**chosen: object) -> list[OrderRow]:
        return list(queries.orders(OrderFilter(**chosen), Sort("order_id")).page(0, 100))  # type: ignore[arg-type]

    assert [row.name for row in found(text="#1004")] == ["#1004"]
    assert len(found(text="juergen gros")) == 28
    assert found(text="juergen niemand") == []
    assert {row.status for row in found(status="CANCELLED")} == {OrderStatus.CANCELLED}
    assert all(row.hardticket for row in found(hardticket_only=True))
    assert found(hardticket_only=True)
    only = found(event_id="gala-2")
    assert only
    assert {row.event_title for row in only} == {"Große gala"}, "the first event of the order gives the title"
    assert found(text="?!") == []


def test_a_page_shows_the_data_as_it_is_now(profile: Profile, queries: Queries) -> None:
    listing = queries.orders(OrderFilter(), Sort("order_id"))
    first = listing.page(0, 3)
    assert [row.name for row in first] == ["#1001", "#1002", "#1003"]
    changed = order(1001, updated_at="2026-12-01T00:00:00Z", holder="Zoë")
    profile.mirror_writer.apply(StoreBatch(orders=(changed,)), None)
    profile.mirror_writer.remove(order_ids=(1002,))
    assert [(row.name, row.holder) for row in listing.page(0, 3)] == [("#1001", "Zoë"), ("#1003", "Jürgen Groß")]
    assert listing.page(500, 3) == []
    assert [row.name for row in listing.page(-5, 1)] == ["#1001"]


def test_one_order_whole(profile: Profile, queries: Queries) -> None:
    posted = queries.order("#1006")  # 1006 % 7 == 5: unpaid
    assert posted.row.status == OrderStatus.PENDING
    assert [ticket.state for ticket in posted.tickets] == [TicketState.UNPAID] * 2
    refunded = queries.order("1004")
    assert refunded.row.name == "#1004"
    assert refunded.refunded == Money(4200, "EUR")
    assert [(each.quantity, each.current_quantity, each.is_ticket) for each in refunded.lines] == [(2, 1, True)]
    assert [ticket.state for ticket in refunded.tickets] == [TicketState.VALID, TicketState.REFUNDED]
    assert refunded.further_orders > 0
    assert refunded.marketing is False
    assert refunded.row.tickets == 1
    with_add_on = queries.order("1003")
    assert [each.is_ticket for each in with_add_on.lines] == [True, False, False]
    for name in ("#7", "", "x'; DROP TABLE orders"):
        with pytest.raises(NotFound):
            queries.order(name)


def test_tickets_come_in_a_stable_order_and_in_pages(queries: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(queries.tickets())
    keys = [(t.event_id, t.order_id, t.ticket_id) for t in whole]
    assert keys == sorted(keys, key=lambda key: key[:2])
    monkeypatch.setattr(order_queries, "_PAGE", 7)
    assert list(queries.tickets()) == whole
    assert list(queries.tickets(limit=10)) == whole[:10]
    assert list(queries.tickets(limit=0)) == []
    of_order = list(queries.tickets(order="#1001"))
    assert of_order == [ticket for ticket in whole if ticket.order == "#1001"]
    assert queries.ticket(whole[0].ticket_id) == whole[0]
    with pytest.raises(NotFound):
        queries.ticket("ffffffffffffffff")
    with pytest.raises(NotFound):
        list(queries.tickets(order="#7"))


def test_a_ticket_whose_variant_is_gone_is_named_by_its_line(queries: Queries) -> None:
    gone = list(queries.tickets(event_id="gala-2"))
    assert {(ticket.category_id, ticket.category) for ticket in gone} == {("B-1", "Kat A")}


def test_stock_alerts_are_sorted_by_severity_and_follow_the_settings(profile: Profile, queries: Queries) -> None:
    profile.mirror_writer.apply(
        StoreBatch(
            events=(
                event("full", 42, starts_at="2026-12-01T19:00:00Z"),
                event("low", 43, starts_at="2026-12-02T19:00:00Z"),
                event("gone", 44, starts_at="2026-01-02T19:00:00Z", ends_at="2026-01-02T22:00:00Z"),
                event("loose", 45),
            ),
            categories=(
                category(420, "full", capacity=2),
                category(430, "low", capacity=20),
                category(440, "gone", capacity=2),
                category(450, "loose", capacity=-1, tracked=False),
                category(421, "full", capacity=0),  # not offered any more, and not sold out
            ),
        ),
        None,
    )
    sales = {9: (420, "full-A", 2), 10: (430, "low-A", 17), 11: (440, "gone-A", 2), 12: (450, "loose-A", 30)}
    profile.mirror_writer.apply(
        StoreBatch(
            orders=tuple(order(number) for number in sales),
            lines=tuple(line(number * 10, number, *sale) for number, sale in sales.items()),
        ),
        None,
    )
    now = at(queries, MORNING)
    assert [(each.category.event_id, each.category.alert) for each in now.stock_alerts()] == [
        ("full", StockLevel.SOLD_OUT),
        ("low", StockLevel.LOW_STOCK),
    ]
    assert now.event("loose").row.alert == StockLevel.AVAILABLE
    profile.station.put_setting("stock.low", json.dumps(10), DEFAULT_MANAGER)
    assert [each.category.event_id for each in now.stock_alerts()] == ["full"]


@given(st.integers(-3, 40), st.integers(-5, 45))
def test_the_alert_in_sql_is_the_rule_of_the_trade(capacity: int, free: int) -> None:
    from sqlcipher3 import dbapi2

    limits = Thresholds()
    sql = event_queries._ALERT.format(critical=5, low_stock=15, medium=30)
    connection: Connection = dbapi2.connect(":memory:")
    row = connection.execute(
        f"SELECT {sql} FROM (SELECT ? AS capacity, ? AS available, 0 AS unbounded) f", (capacity, free)
    ).fetchone()
    connection.close()
    assert list(StockLevel)[row[0]] == stock_level(capacity, free, limits)


@given(
    st.sampled_from(["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED", "PENDING", "AUTHORIZED", "", "BRAND_NEW"]),
    st.sampled_from(["", "2026-10-20T10:00:00Z"]),
)
def test_the_status_in_sql_is_the_rule_of_the_trade(financial: str, cancelled_at: str) -> None:
    from sqlcipher3 import dbapi2

    connection: Connection = dbapi2.connect(":memory:")
    row = connection.execute(
        f"SELECT {order_queries.STATUS} FROM (SELECT ? AS financial_status, ? AS cancelled_at) o",
        (financial, cancelled_at),
    ).fetchone()
    connection.close()
    assert row[0] == order_status(financial, cancelled_at)


def test_the_dashboard_counts_days_in_the_shops_zone(profile: Profile, queries: Queries) -> None:
    # 22:30 UTC on the 20th is half past midnight on the 21st in Berlin.
    late = order(9, created_at="2026-10-20T22:30:00Z", processed_at="2026-10-20T22:30:00Z", total_minor=1234)
    profile.mirror_writer.apply(StoreBatch(orders=(late,), lines=(line(90, 9, 110, "gala-A", 1),)), None)
    today = queries.dashboard(MORNING, 1)
    assert [day.day for day in today.days] == ["2026-10-21"]
    before = queries.dashboard(MORNING.replace(day=20), 1)
    assert before.days[0].day == "2026-10-20"
    month = queries.dashboard(MORNING, 30)
    assert len(month.days) == 30
    assert month.sales.minor == sum(day.web_minor + day.till_minor for day in month.days)
    assert any(day.till_minor for day in month.days)
    of_all = list(queries.orders(OrderFilter(status="CONFIRMED"), Sort("created_at")).page(0, 100))
    whole = queries.dashboard(MORNING.replace(day=30), 30).sales
    assert whole.minor == sum(row.total.minor for row in of_all)
    assert today.sales.minor >= 1234
    assert (month.envelopes, month.stock_lines) == (4, 4)
    assert month.envelopes_oldest_days > 0
    assert queries.dashboard(MORNING.replace(day=28), 1).sales_before == today.sales


def test_tonight_is_the_event_nearest_to_now_with_its_entry(profile: Profile, queries: Queries) -> None:
    profile.mirror_writer.apply(
        StoreBatch(events=(event("late", 50, starts_at="2026-11-14T23:30:00Z"), event("past", 51, starts_at=""))), None
    )
    ticket = next(iter(queries.tickets(event_id="gala")))
    profile.admissions.admit(attempt(ticket_id=ticket.ticket_id))
    figures = queries.dashboard(datetime(2026, 11, 14, 20, 0, tzinfo=UTC), 1).tonight
    assert figures is not None
    assert (figures.event_id, figures.admitted, figures.inside) == ("gala", 1, 1)
    valid = sum(each.state == TicketState.VALID for each in queries.tickets(event_id="gala"))
    assert figures.expected == valid
    assert [point.admitted for point in figures.curve] == [1]
    later = queries.dashboard(datetime(2026, 11, 14, 23, 0, tzinfo=UTC), 1).tonight
    assert later is not None
    assert later.event_id == "late"


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("gala", {"event"}),
        ("koeln", {"event", "person"}),
        ("Köln", {"event", "person"}),
        ("mueller", {"person"}),
        ("Müller Person2", {"person"}),
        ("MULL", {"person"}),
        ("juergen@", {"order"}),
        ("1017", {"order"}),
        ("#1017", {"order"}),
        ("@person", {"person"}),
        ("#müller", set()),
        ("xyzzy", set()),
        ("", set()),
        ("@", set()),
        ('"*) OR (', set()),
    ],
)
def test_the_search_finds_what_is_meant(queries: Queries, typed: str, kinds: set[str]) -> None:
    assert {hit.kind for hit in queries.search(typed)} == kinds


def test_a_whole_number_without_any_digit_is_found_and_a_word_as_long_is_none(
    profile: Profile, queries: Queries
) -> None:
    number_for = {line_id: number_of(ticket_id(SHOP.domain, str(line_id), 1)) for line_id in range(50_000, 52_000)}
    line_id, number = next(
        (line_id, number) for line_id, number in number_for.items() if number.replace("-", "").isalpha()
    )
    sold = StoreBatch(orders=(order(7_777),), lines=(line(line_id, 7_777, 110, "gala-A", 1),))
    profile.mirror_writer.apply(sold, None)
    for typed in (number, number.lower(), number.replace("-", " ")):
        assert [hit.title for hit in queries.search(typed) if hit.kind == "ticket"] == [number]
    assert not [hit for hit in queries.search("ABCDEFGHJKMN") if hit.kind == "ticket"]


def test_the_search_finds_tickets_by_the_beginning_of_number_or_ean(queries: Queries) -> None:
    for ticket in list(queries.tickets())[:20]:
        for typed in (ticket.number, ticket.number.lower(), ticket.number[:9], ticket.ean, ticket.ean[:9]):
            if len(typed) == 9 and not any(letter.isdecimal() for letter in typed):
                continue
            keys = {hit.key for hit in queries.search(typed) if hit.kind == "ticket"}
            assert ticket.ticket_id in keys, typed
    assert {hit.kind for hit in queries.search("2")} == {"event"}


def test_every_kind_gets_its_share_of_the_hits(profile: Profile, queries: Queries) -> None:
    profile.mirror_writer.apply(
        StoreBatch(
            participants=tuple(person(number, f"Gala Gast{number}") for number in range(100, 140)),
            stock=(stock(1),),
        ),
        None,
    )
    hits = queries.search("gala", 10)
    assert len(hits) == 10
    assert [hit.kind for hit in hits] == ["event"] * 2 + ["person"] * 8
    assert queries.search("gala", 0) == []


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_breaks_the_question(text: str) -> None:
    from ticketforge_desktop.storage.matching import match_of

    match = match_of(text)
    assert match is None or match.count('"') % 2 == 0


@pytest.mark.parametrize("typed", ["", "-", "U", "0123-4567-89AB-C", "ÄÖ"])
def test_what_begins_no_number_has_no_range(typed: str) -> None:
    assert id_range(typed) is None
