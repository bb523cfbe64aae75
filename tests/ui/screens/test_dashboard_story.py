"""The first glance of the day, and the evening at the doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cut_words import watched
from tests.ui.screens.house import House, shown, texts
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.stock import SEVERITY
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.views import DaySales, EntryPoint, MirrorCounts, TicketRow, TonightFigures
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.dashboard import DashboardScreen
from ticketforge_desktop.ui.screens.dashboard import figures as tell


@pytest.fixture
def dashboard(context: Context) -> DashboardScreen:
    screen = DashboardScreen(context)
    shown(screen)
    return screen


def test_the_four_figures_are_those_of_the_mirror(dashboard: DashboardScreen, house: House) -> None:
    figures = house.queries.dashboard(house.clock.now(), 1)
    formats = dashboard.context.formats
    assert dashboard.cards["sales"].value.text() == formats.money(figures.sales)
    assert dashboard.cards["tickets"].value.text() == formats.number(figures.tickets)
    assert dashboard.cards["envelopes"].value.text() == formats.number(figures.envelopes)
    assert dashboard.cards["sales"].label.text() == "Sales today"


def test_another_span_changes_figures_names_and_comparison(dashboard: DashboardScreen, house: House) -> None:
    dashboard.span.choose("30")
    dashboard.span.chosen.emit("30")
    figures = house.queries.dashboard(house.clock.now(), 30)
    assert dashboard.cards["sales"].label.text() == "Sales, 30 days"
    assert dashboard.cards["sales"].value.text() == dashboard.context.formats.money(figures.sales)
    assert len(dashboard.chart.bars) == 30


def test_the_chart_shows_a_fortnight_at_least_and_today_last(dashboard: DashboardScreen, house: House) -> None:
    bars = dashboard.chart.bars
    assert len(bars) == tell.CHART_DAYS
    assert [bar.strong for bar in bars] == [False] * 13 + [True]
    assert bars[-1].label == "Today"
    assert dashboard.chart.accessibleDescription().count("web shop") == 14
    at = dashboard.chart.bar_at(dashboard.chart.width() - 4)
    assert at == 13


def test_alerts_are_grouped_by_severity_and_lead_to_the_event(dashboard: DashboardScreen, house: House, qtbot) -> None:
    alerts = house.queries.stock_alerts()
    entries = dashboard.alerts.entries
    heads = [entry for entry in entries if entry.line is None and not entry.more]
    severities = [SEVERITY[entry.level] for entry in heads]
    assert severities == sorted(severities)
    assert sum(int(head.right) for head in heads) == len(alerts)
    row = next(at for at, entry in enumerate(entries) if entry.line is not None)
    dashboard.alerts.setCurrentIndex(dashboard.alerts.model().index(row, 0))
    with qtbot.waitSignal(dashboard.context.go) as gone:
        QTest.keyClick(dashboard.alerts, Qt.Key.Key_Return)
    assert gone.args == ["events", entries[row].line.category.event_id]


def test_all_low_stock_is_one_step_away(dashboard: DashboardScreen, qtbot) -> None:
    with qtbot.waitSignal(dashboard.context.go) as gone:
        dashboard.context.actions.trigger("dashboard.stock")
    assert gone.args == ["events", EventFilter(span="upcoming", low_stock_only=True)]


def test_guests_at_the_door_show_on_the_dashboard(dashboard: DashboardScreen, house: House) -> None:
    for code in house.codes_tonight()[:3]:
        house.check_in.check(code, (house.tonight.event_id,), "A", "entry", DEFAULT_MANAGER)
    house.clock.pass_by(minutes=1)
    dashboard.context.broadcast(ChangeSet.of(Kind.ADMISSION))
    assert dashboard.cards["inside"].value.text() == "3"
    assert dashboard.curve.isVisible()
    assert "Start" in dashboard.curve.accessibleDescription()


def test_what_is_not_shown_here_refreshes_nothing(dashboard: DashboardScreen) -> None:
    fetched: list[object] = []
    dashboard._show = fetched.append  # type: ignore[method-assign]
    dashboard.context.broadcast(ChangeSet.of(Kind.STAFF, Kind.KEY))
    assert fetched == []
    dashboard.context.broadcast(ChangeSet.of(Kind.ORDER))
    assert len(fetched) == 1


def test_a_mirror_that_was_never_filled_says_what_to_do_first(dashboard: DashboardScreen) -> None:
    assert dashboard._shown is not None
    dashboard._show(replace(dashboard._shown, counts=MirrorCounts(0, 0, 0, 0, 0, None)))
    assert "Nothing has been synced yet" in texts(dashboard)
    assert "Sync now" in texts(dashboard)


def test_with_large_type_alerts_move_under_the_charts(dashboard: DashboardScreen) -> None:
    assert dashboard.split.side_by_side
    dashboard.context.theme.set(scale=1.25)
    dashboard.window().resize(928, 700)
    QApplication.processEvents()
    try:
        assert not dashboard.split.side_by_side
        below = dashboard.alert_card.mapTo(dashboard, QPoint(0, 0)).y()
        assert below > dashboard.entry_card.mapTo(dashboard, QPoint(0, 0)).y()
        rows = {card.y() for card in dashboard.cards.values()}
        assert len(rows) == 2  # two by two
    finally:
        dashboard.context.theme.set(scale=1.0)


def test_a_long_title_in_the_alerts_is_shortened_and_its_day_is_not(dashboard: DashboardScreen) -> None:
    lines = [entry for entry in dashboard.alerts.entries if entry.line is not None]
    assert lines
    assert all(entry.when for entry in lines)
    dashboard.alerts.setFixedWidth(230)
    with watched() as short:
        dashboard.alerts.grab()
    told = {one.text for one in short}
    assert told & {entry.detail for entry in lines}, "at this width some title is shortened"
    assert not told & {f" · {entry.when}" for entry in lines}
    dashboard.alerts.setMinimumWidth(0)
    dashboard.alerts.setMaximumWidth(16_777_215)


def test_no_comparison_is_made_up_where_nothing_was_sold_before() -> None:
    assert tell.compared(500, 0) == (1, None)
    assert tell.compared(0, 0) == (0, None)
    assert tell.compared(90, 100) == (-1, 0.1)


def test_the_day_it_is_compared_with_has_a_name(context: Context, house: House) -> None:
    words = tell.before_words(1, house.clock.now(), "Europe/Berlin", context)
    weekday = context.formats.locale.dayName(house.clock.now().astimezone(ZoneInfo("Europe/Berlin")).isoweekday())
    assert words == f"on last {weekday}"
    assert tell.before_words(7, house.clock.now(), "Europe/Berlin", context) == "on the 7 days before"


def tonight(house: House, *points: tuple[int, int]) -> TonightFigures:
    """Points as (minutes before the start, admitted)."""
    start = house.tonight.starts_at
    assert start is not None
    curve = tuple(EntryPoint(start - timedelta(minutes=before), count) for before, count in points)
    admitted = curve[-1].admitted if curve else 0
    doors = start - timedelta(hours=1)
    return TonightFigures("e", "Gala", "Halle", "Köln", "Europe/Berlin", start, doors, 400, admitted, admitted, curve)


def test_the_pace_is_of_the_last_ten_minutes(house: House) -> None:
    figures = tonight(house, (50, 10), (40, 30), (25, 90), (21, 130))
    now = figures.starts_at - timedelta(minutes=20)
    assert tell.rate(figures, now) == 10.0
    assert tell.rate(figures, figures.starts_at + timedelta(hours=1)) == 0.0
    assert tell.rate(tonight(house), now) == 0.0


def an_earlier_evening(house: House) -> list[TicketRow]:
    """Valid tickets of an event that was over before tonight's, enough to tell how a crowd comes."""
    assert house.tonight.starts_at is not None
    listing = house.queries.events(EventFilter(), Sort("starts_at"))
    for row in listing.page(0, len(listing)):
        if row.starts_at is not None and row.starts_at < house.tonight.starts_at - timedelta(hours=12):
            tickets = house.valid_tickets(row.event_id)
            if len(tickets) >= 40:
                return tickets
    raise AssertionError("the generated store has no such evening")


def test_earlier_evenings_say_when_tonights_guests_will_come(dashboard: DashboardScreen, house: House) -> None:
    assert "Not enough earlier evenings for an expected curve" in dashboard.curve.accessibleDescription()
    tickets = an_earlier_evening(house)
    start = house.queries.event(tickets[0].event_id).row.starts_at
    assert start is not None
    for number, ticket in enumerate(tickets):
        at = start - timedelta(minutes=60 if number < len(tickets) // 4 else 20)
        code = house.codes.code_of(ticket)
        house.check_in.check(code, (ticket.event_id,), "A", "entry", DEFAULT_MANAGER, at=at)
    dashboard.refresh()
    assert dashboard._shown is not None
    tonight = dashboard._shown.figures.tonight
    assert tonight is not None
    assert tonight.evenings == 1
    usual = {int((point.at - tonight.starts_at).total_seconds() // 60): point.admitted for point in tonight.usual}
    quarter = len(tickets) // 4 / len(tickets)
    assert [usual[-65], usual[-60], usual[-25], usual[-20], usual[60]] == [
        0, round(quarter * tonight.expected), round(quarter * tonight.expected), tonight.expected, tonight.expected,
    ]  # fmt: skip
    assert "Expected, from 1 earlier evening" in dashboard.curve.accessibleDescription()
    assert tell.peak(tonight, tonight.starts_at - timedelta(minutes=30)) == 7
    assert not dashboard.grab().isNull()


def test_envelopes_tell_what_came_within_a_day(dashboard: DashboardScreen) -> None:
    assert dashboard._shown is not None
    figures = replace(dashboard._shown.figures, envelopes=23, envelopes_new=5, envelopes_oldest_days=2)
    dashboard._show(replace(dashboard._shown, figures=figures))
    assert dashboard.cards["envelopes"].accessibleDescription() == "5 new · oldest waits 2 days"
    dashboard._show(replace(dashboard._shown, figures=replace(figures, envelopes=0, envelopes_new=0)))
    assert dashboard.cards["envelopes"].accessibleDescription() == "all posted tickets are packed"


def test_the_curve_begins_with_the_doors_or_the_first_guest_if_earlier(context: Context, house: House) -> None:
    figures = tonight(house, (75, 2), (30, 80))
    now = figures.starts_at - timedelta(minutes=20)
    made = tell.evening(figures, now, context)
    assert made.begin == figures.starts_at - timedelta(minutes=75)
    assert made.points[0][1] == 0
    assert made.points[-1] == (now, 80)  # what is known now, not where it may go
    assert made.now_text.startswith("80 at ")
    assert tell.evening(tonight(house), now, context).now_text == ""


def test_many_days_get_short_names_and_refunds_no_bar_below_the_line(context: Context, house: House) -> None:
    days = [DaySales((date(2026, 10, 16) + timedelta(days=n)).isoformat(), -500, 900, 3) for n in range(30)]
    made = tell.bars(days, date(2026, 11, 14), "EUR", context)
    assert made[0].label == "16 Oct"
    assert made[0].parts == (0, 900)
    assert "−€5.00" in made[0].hint


def test_nothing_sold_and_nobody_there_still_paints(dashboard: DashboardScreen) -> None:
    empty = DaySales("2026-11-14", 0, 0, 0)
    assert dashboard._shown is not None
    calm = replace(dashboard._shown.figures, tonight=None, alerts=(), stock_lines=0)
    dashboard._show(replace(dashboard._shown, figures=calm, chart=(empty,)))
    assert not dashboard.grab().isNull()
    assert "Nothing runs low" in texts(dashboard)
    assert dashboard.cards["inside"].value.text() == "–"
