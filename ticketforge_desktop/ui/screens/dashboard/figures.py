"""What the dashboard says of its figures: pure words, so that they can be tested without a window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.arrivals import Arrival, minutes_to_peak
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.views import DashboardFigures, DaySales, TonightFigures
from ticketforge_desktop.ui.charts.bars import Bar
from ticketforge_desktop.ui.charts.curve import Evening
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local

CHART_DAYS: Final = 14
_RATE_MINUTES: Final = 10


def compared(now_: int, before: int) -> tuple[int, float | None]:
    """Which way a figure went (-1, 0, 1), and by what share; None where there was nothing to compare with."""
    way = (now_ > before) - (now_ < before)
    return way, (abs(now_ - before) / before if before > 0 else None)


def before_words(days: int, now: datetime, zone: str, context: Context) -> str:
    """What the figure is compared with: `on last Saturday`, `on the 7 days before`."""
    translate = QCoreApplication.translate
    if days == 1:
        day = local(now, zone).date() - timedelta(days=7)
        weekday = context.formats.locale.dayName(day.isoweekday())
        return translate("Dashboard", "on last {weekday}").format(weekday=weekday)
    return translate("Dashboard", "on the {n} days before").format(n=days)


def bars(days: Sequence[DaySales], today: date, currency: str, context: Context) -> list[Bar]:
    """One bar a day, today's strong; the hint tells what the bar shows."""
    translate, formats = QCoreApplication.translate, context.formats
    made = []
    crowded = len(days) > CHART_DAYS
    for entry in days:
        day = date.fromisoformat(entry.day)
        is_today = day == today
        named = (
            translate("Dashboard", "Today") if is_today else formats.day(day) if crowded else _short_day(day, context)
        )
        hint = translate("Dashboard", "{day}: web shop {web}, till {till}, {tickets} tickets").format(
            day=formats.weekday(day),
            web=formats.money(Money(entry.web_minor, currency)),
            till=formats.money(Money(entry.till_minor, currency)),
            tickets=formats.number(entry.tickets),
        )
        made.append(Bar(named, (max(0, entry.web_minor), max(0, entry.till_minor)), hint, strong=is_today))
    return made


def _short_day(day: date, context: Context) -> str:
    from PySide6.QtCore import QDate

    return context.formats.locale.toString(QDate(day.year, day.month, day.day), "ddd d")


def evening(tonight: TonightFigures, now: datetime, context: Context, usual_text: str = "") -> Evening:
    """The curve of an evening: from the doors (or the first guest, if earlier) to a while after the start."""
    translate, formats = QCoreApplication.translate, context.formats
    zone = tonight.zone
    begin = tonight.doors_at or tonight.starts_at - timedelta(minutes=90)
    end = tonight.starts_at + timedelta(minutes=45)
    points = [(point.at, point.admitted) for point in tonight.curve]
    if points:
        begin, end = min(begin, points[0][0]), max(end, points[-1][0])
        points.insert(0, (min(begin, points[0][0]), 0))
    if points and points[-1][0] < now < end:
        points.append((now, tonight.admitted))
    usual = [(point.at, point.admitted) for point in tonight.usual if begin <= point.at <= end]
    shown = tuple((local(at, zone), count) for at, count in points)
    now_text = ""
    if shown:
        now_text = translate("Dashboard", "{n} at {time}").format(
            n=formats.number(shown[-1][1]), time=f"{shown[-1][0]:%H:%M}"
        )
    return Evening(
        begin=local(begin, zone),
        end=local(end, zone),
        points=shown,
        expected=tonight.expected,
        starts_at=local(tonight.starts_at, zone),
        expected_text=translate("Dashboard", "Sold {n}").format(n=formats.number(tonight.expected)),
        start_text=translate("Dashboard", "Start {time}").format(
            time=formats.zoned(formats.time(tonight.starts_at, zone), tonight.starts_at, zone)
        ),
        now_text=now_text,
        usual=tuple((local(at, zone), count) for at, count in usual),
        usual_text=usual_text,
    )


def rate(tonight: TonightFigures, now: datetime) -> float:
    """Guests a minute over the last ten minutes; 0 when nobody came."""
    since = now - timedelta(minutes=_RATE_MINUTES)
    earlier = [point.admitted for point in tonight.curve if point.at <= since]
    recent = [point for point in tonight.curve if since < point.at <= now]
    if not recent:
        return 0.0
    return max(0, recent[-1].admitted - (earlier[-1] if earlier else 0)) / _RATE_MINUTES


def peak(tonight: TonightFigures, now: datetime) -> int | None:
    """Minutes until the crowd is usually thickest; None when that is past, or nobody knows."""
    minutes = [Arrival(_minutes(point.at - tonight.starts_at), point.admitted) for point in tonight.usual]
    return minutes_to_peak(minutes, _minutes(now - tonight.starts_at))


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def share_inside(figures: DashboardFigures) -> float:
    """How many of those expected tonight are inside, 0 … 1."""
    tonight = figures.tonight
    return tonight.inside / tonight.expected if tonight is not None and tonight.expected > 0 else 0.0
