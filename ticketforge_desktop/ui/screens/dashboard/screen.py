"""The dashboard: four figures, sales, tonight's entry, and what is about to sell out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.money import Money, exponent
from ticketforge_desktop.services.ports.mirror import EventFilter
from ticketforge_desktop.services.views import DashboardFigures, DaySales, MirrorCounts, TonightFigures
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.charts.bars import BarChart
from ticketforge_desktop.ui.charts.curve import EntryCurve
from ticketforge_desktop.ui.charts.legend import Legend
from ticketforge_desktop.ui.charts.spark import ShareBar, Sparkline
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.dashboard import figures as tell
from ticketforge_desktop.ui.screens.dashboard.alerts import AlertList
from ticketforge_desktop.ui.screens.inbox.card import SettleCard
from ticketforge_desktop.ui.screens.listing import on_change
from ticketforge_desktop.ui.screens.split import Abreast, Split
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.figure import FigureCard
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, ScrollArea, head_over
from ticketforge_desktop.ui.widgets.text import Text

ACTIONS: Final = (Action("dashboard.stock", "Stock alerts as a list", "reports", "", in_palette=True),)
(STOCK,) = ACTIONS
_DAYS: Final = {"1": 1, "7": 7, "30": 30}
_FOUR_ABREAST: Final = 912  # px at 100 %
_CHART_LEAST: Final = 150  # px
_CHART_BEST: Final = 220
_PEAK_NEAR: Final = 90  # minutes: a peak further off helps nobody to staff a gate
_CLOCK_MS: Final = 60_000  # the curve's "now" and the day in the head move by themselves


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the dashboard shows, fetched together."""

    figures: DashboardFigures
    chart: tuple[DaySales, ...]
    zone: str
    now: datetime
    counts: MirrorCounts


def fetch(desk: Desk, days: int) -> Shown:
    """The figures of a span; the chart never shows less than a fortnight."""
    now = desk.now()
    figures = desk.queries.dashboard(now, days)
    chart = figures.days if days >= tell.CHART_DAYS else desk.queries.dashboard(now, tell.CHART_DAYS).days
    shop = desk.queries.shop()
    return Shown(figures, chart, shop.zone if shop else "", now, desk.queries.counts())


class DashboardScreen(Screen):
    """Figures for today, seven or thirty days."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        context.actions.declare(ACTIONS)
        context.actions.bind(STOCK.name, self._go_stock, self)
        self._shown: Shown | None = None
        self._job: Job[Shown] | None = None
        theme = context.theme
        self.header = ScreenHeader(theme)
        self.span = Segmented(theme, "", [("1", ""), ("7", ""), ("30", "")])
        self.header.trailing.addWidget(self.span)
        self.header.trailing.addWidget(Button.of(theme, context.actions, "sync.now"))
        self.cards = {key: FigureCard(theme, "") for key in ("sales", "tickets", "inside", "envelopes")}
        self.sales_line, self.tickets_line = Sparkline(theme), Sparkline(theme)
        self.inside_share = ShareBar(theme)
        self.cards["sales"].beside.addWidget(self.sales_line)
        self.cards["tickets"].beside.addWidget(self.tickets_line)
        self.cards["inside"].beside.addWidget(self.inside_share)
        self.chart, self.legend = BarChart(theme), Legend(theme)
        self.curve, self.rate = EntryCurve(theme), Text(theme, "", Role.SMALL, "secondary")
        self.alerts = AlertList(context)
        self._lay_out()
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self.refresh)
        self.span.chosen.connect(lambda _key: self._span_chosen())
        self.alerts.opened.connect(lambda event_id: context.go.emit("events", event_id))
        self.alerts.more.connect(self._go_stock)
        kinds = (Changed.ORDER, Changed.TICKET, Changed.STOCK, Changed.CATEGORY, Changed.EVENT, Changed.ADMISSION)
        on_change(context, self, self.refresh, *kinds, Changed.SALE, Changed.SETTING, Changed.SYNC)
        self.retranslate()
        context.on_desk(lambda _desk: self.refresh())

    def _lay_out(self) -> None:
        theme = self.context.theme
        self.split = Split(theme, 350, 620)
        self.sales_card, self.entry_card, self.alert_card = Card(theme), Card(theme), Card(theme, flush=True)
        self.sales_head = self.sales_card.add_head("")
        self.sales_head.trailing.addWidget(self.legend)
        self.sales_card.body.addWidget(self.chart, 1)
        self.entry_head = self.entry_card.add_head("")
        self.entry_head.trailing.addWidget(self.rate)
        self.no_entry = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.no_entry.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.entry_card.body.addWidget(self.curve, 1)
        self.entry_card.body.addWidget(self.no_entry, 1)
        self.alert_head = self.alert_card.add_head("", line=True)
        self.alert_count = Text(theme, "", Role.SMALL, "secondary")
        self.alert_head.trailing.addWidget(self.alert_count)
        self.no_alerts = EmptyState(theme, "check-circle", "", "")
        self.alert_card.body.addWidget(self.alerts, 1)
        self.alert_card.body.addWidget(self.no_alerts, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addWidget(Button.of(theme, self.context.actions, STOCK.name, kind=Kind.QUIET))
        foot.addStretch(1)
        self.alert_card.body.addLayout(foot)
        self.split.main.addWidget(self.sales_card, 5)
        self.split.main.addWidget(self.entry_card, 5)
        self.split.side.addWidget(self.alert_card, 1)
        self.empty = EmptyState(
            theme, "sync", "", "", Button.of(theme, self.context.actions, "sync.now", kind=Kind.PRIMARY)
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.setSpacing(Measure.GAP)
        self.settle = SettleCard(self.context, content)
        column.addWidget(self.settle)
        column.addWidget(Abreast(theme, list(self.cards.values()), _FOUR_ABREAST))
        column.addWidget(self.split, 1)
        self._pages = QStackedWidget()
        self._content = ScrollArea(content)
        self._pages.addWidget(self._content)
        self._pages.addWidget(self.empty)
        head_over(self, self.header, self._pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the page scrolls anyway, the charts take the height they are best read at."""
        scrolls = not self.split.side_by_side
        for chart in (self.chart, self.curve):
            chart.setMinimumHeight(round(_CHART_BEST * self.context.theme.scale) if scrolls else _CHART_LEAST)

    # What is asked

    @property
    def days(self) -> int:
        """The chosen span in days; 1 is today."""
        return _DAYS[self.span.current]

    def _span_chosen(self) -> None:
        self._name_figures()
        self.refresh()

    def arrive(self, subject: object = None) -> None:
        self._clock.start()
        self.refresh()

    def leave(self) -> None:
        self._clock.stop()

    def refresh(self) -> None:
        """Fetch the figures off the window's thread; an older question is dropped."""
        desk, days = self.context.desk, self.days
        if desk is not None:
            self._job = self.context.runner.submit(
                lambda: fetch(desk, days), self._show, self.context.trouble.emit, owner=self, replaces=self._job
            )

    # What is told

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self._fit()
        never = shown.counts.synced_at is None and not shown.counts.orders and not shown.counts.events
        self._pages.setCurrentWidget(self.empty if never else self._content)
        self._show_figures(shown)
        self._show_sales(shown)
        self._show_entry(shown)
        self._show_alerts(shown)
        line = self.context.formats.long_day(shown.now, shown.zone)
        self.header.set_words(self.tr("Dashboard"), line)

    def _show_figures(self, shown: Shown) -> None:
        figures, formats = shown.figures, self.context.formats
        before = tell.before_words(self.days, shown.now, shown.zone, self.context)
        way, share = tell.compared(figures.sales.minor, figures.sales_before.minor)
        lead, rest = (formats.percent(share, 1), before) if share is not None else ("", self._nothing_before())
        self.cards["sales"].show_figure(formats.money(figures.sales), lead, rest, trend=way, good=_good(way))
        way, _ = tell.compared(figures.tickets, figures.tickets_before)
        more = abs(figures.tickets - figures.tickets_before)
        lead = formats.number(more) if more else ""
        rest = before if more else self.tr("as many as {before}").format(before=before)
        self.cards["tickets"].show_figure(formats.number(figures.tickets), lead, rest, trend=way, good=_good(way))
        self._show_inside(figures)
        self._show_envelopes(figures)
        week = shown.chart[-7:]
        self.sales_line.show_values([day.web_minor + day.till_minor for day in week])
        self.tickets_line.show_values([day.tickets for day in week])

    def _show_envelopes(self, figures: DashboardFigures) -> None:
        number, new = self.context.formats.number, figures.envelopes_new
        if not figures.envelopes:
            self.cards["envelopes"].show_figure(number(0), "", self.tr("all posted tickets are packed"))
            return
        oldest = self.tr("oldest waits %n day(s)", "", figures.envelopes_oldest_days)
        since = self.tr("new · {oldest}").format(oldest=oldest) if new else oldest
        lead = number(new) if new else ""
        self.cards["envelopes"].setToolTip(self.tr("New are those that came within the last 24 hours."))
        self.cards["envelopes"].show_figure(number(figures.envelopes), lead, since, trend=1 if new else 0)

    def _nothing_before(self) -> str:
        return self.tr("nothing to compare with")

    def _show_inside(self, figures: DashboardFigures) -> None:
        formats, tonight = self.context.formats, figures.tonight
        self.inside_share.setVisible(tonight is not None)
        if tonight is None:
            self.cards["inside"].show_figure("–", "", self.tr("no event is near"))
            return
        share = tell.share_inside(figures)
        words = self.tr("of {sold} sold are in the house").format(sold=formats.number(tonight.expected))
        self.cards["inside"].show_figure(formats.number(tonight.inside), formats.percent(share), words)
        self.inside_share.show_share(share)

    def _show_sales(self, shown: Shown) -> None:
        formats, currency = self.context.formats, shown.figures.sales.currency
        today = local(shown.now, shown.zone).date()

        def money(minor: int) -> str:
            return formats.money(Money(minor, currency), whole=True)

        shown_bars = tell.bars(shown.chart, today, currency, self.context)
        self.chart.show_bars(shown_bars, money, money, 10 ** exponent(currency))
        self.sales_head.note.setText(self.tr("last %n day(s), gross", "", len(shown.chart)))

    def _show_entry(self, shown: Shown) -> None:
        tonight, formats = shown.figures.tonight, self.context.formats
        self.curve.setVisible(tonight is not None)
        self.no_entry.setVisible(tonight is None)
        self.rate.setText("")
        if tonight is None:
            self.entry_head.title.setText(self.tr("Entry"))
            self.entry_head.note.setText("")
            return
        self.entry_head.title.setText(self._entry_title(tonight, shown))
        place = f"{tonight.venue} {tonight.city}".strip()
        self.entry_head.note.setText(" · ".join(part for part in (tonight.title, place) if part))
        if tonight.evenings:
            usual = self.tr("Expected, from %n earlier evening(s)", "", tonight.evenings)
        else:
            usual = self.tr("Not enough earlier evenings for an expected curve")
        evening = tell.evening(tonight, shown.now, self.context, usual)
        self.curve.show_evening(evening, formats.number, lambda at: f"{at:%H:%M}")
        pace, peak = tell.rate(tonight, shown.now), tell.peak(tonight, shown.now)
        words = [self.tr("{n} a minute").format(n=formats.number(round(pace)))] if pace >= 1 else []
        if peak is not None and tonight.admitted and peak <= _PEAK_NEAR:
            words.append(self.tr("peak in about %n min", "", peak) if peak else self.tr("peak about now"))
        self.rate.setText(", ".join(words))

    def _entry_title(self, tonight: TonightFigures, shown: Shown) -> str:
        same = local(tonight.starts_at, tonight.zone).date() == local(shown.now, tonight.zone).date()
        if same:
            return self.tr("Entry today")
        return self.tr("Entry {day}").format(day=self.context.formats.weekday(tonight.starts_at, tonight.zone))

    def _show_alerts(self, shown: Shown) -> None:
        formats, lines = self.context.formats, shown.figures.alerts
        self.alerts.show_lines(lines)
        self.alerts.setVisible(bool(lines))
        self.no_alerts.setVisible(not lines)
        self.alerts.setMinimumHeight(160 if self.split.side_by_side else min(self.alerts.whole_height(), 480))
        whole = formats.number(shown.figures.stock_lines)
        self.alert_count.setText(self.tr("{n} lines of {whole}").format(n=formats.number(len(lines)), whole=whole))

    def _go_stock(self) -> None:
        self.context.go.emit("events", EventFilter(span="upcoming", low_stock_only=True))

    def _name_figures(self) -> None:
        names = {
            "sales": {1: self.tr("Sales today"), 7: self.tr("Sales, 7 days"), 30: self.tr("Sales, 30 days")}[self.days],
            "tickets": {
                1: self.tr("Tickets sold today"),
                7: self.tr("Tickets sold, 7 days"),
                30: self.tr("Tickets sold, 30 days"),
            }[self.days],
            "inside": self.tr("Inside now"),
            "envelopes": self.tr("Envelopes to pack"),
        }
        for key, card in self.cards.items():
            card.label.setText(names[key])

    def retranslate(self) -> None:
        self.span.set_words(
            self.tr("Span"),
            [("1", self.tr("Today")), ("7", self.tr("7 days")), ("30", self.tr("30 days"))],
        )
        self._name_figures()
        self.sales_head.title.setText(self.tr("Sales over time"))
        self.legend.show_names([self.tr("Web shop"), self.tr("Till")])
        self.alert_head.title.setText(self.tr("Stock alerts"))
        self.chart.setAccessibleName(self.tr("Sales over time"))
        self.curve.setAccessibleName(self.tr("Entry curve"))
        self.no_entry.setText(self.tr("No published event is near. The curve begins when its doors open."))
        self.no_alerts.set_words(self.tr("Nothing runs low"), self.tr("Categories at 15 % or less appear here."))
        self.empty.set_words(
            self.tr("Nothing has been synced yet"),
            self.tr("Sync once to bring events, orders and tickets from the store to this station."),
        )
        self.alerts.retranslate()
        self.settle.retranslate()
        if self._shown is not None:
            self._show(self._shown)


def _good(way: int) -> bool | None:
    return None if way == 0 else way > 0
