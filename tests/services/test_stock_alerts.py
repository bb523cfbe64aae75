"""Stock alerts ring once a level, do not flap, and end when there is stock again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.services.processing import ProcessingStation, shop_world, web_order
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.stock import SEVERITY, StockLevel, Thresholds, stock_level
from ticketforge_desktop.domain.stock_alerts import ALERT_LEVELS, CategoryStock, standing_alerts

SOLD_OUT, CRITICAL, LOW = ALERT_LEVELS


def sell(station: ProcessingStation, sold: int, at: str) -> list[tuple[StockLevel, int]]:
    """So many of the hundred places are sold now; what rings."""
    station.put(*web_order(1001, sold, at=at))
    return [(alert.level, alert.available) for alert in station.process().alerts]


def times() -> Iterator[str]:
    for minute in range(60):
        yield f"2026-11-10T09:{minute:02d}:00Z"


def test_each_level_rings_once_on_the_way_down(station: ProcessingStation) -> None:
    at = times()
    rung = [sell(station, sold, next(at)) for sold in (50, 84, 85, 90, 95, 97, 100, 100)]
    assert rung == [[], [], [(LOW, 15)], [], [(CRITICAL, 5)], [], [(SOLD_OUT, 0)], []]
    rows = station.station("SELECT variant_id, level, available, told_at, cleared_at FROM stock_alerts ORDER BY 2")
    assert [tuple(row.values()) for row in rows] == [
        (110, "critical", 5, "", ""),
        (110, "low_stock", 15, "", ""),
        (110, "sold_out", 0, "", ""),
    ]


def test_from_plenty_to_none_only_the_worst_is_told(station: ProcessingStation) -> None:
    assert sell(station, 100, "2026-11-10T09:00:00Z") == [(SOLD_OUT, 0)]
    untold = station.station("SELECT level FROM stock_alerts WHERE told_at = ''")
    assert [row["level"] for row in untold] == ["sold_out"]
    assert len(station.station("SELECT * FROM stock_alerts")) == 3


def test_a_seat_given_back_and_sold_again_does_not_ring_twice(station: ProcessingStation) -> None:
    at = times()
    sell(station, 85, next(at))
    assert [sell(station, sold, next(at)) for sold in (84, 85, 84, 83, 85)] == [[]] * 5
    assert sell(station, 80, next(at)) == [], "twenty free is clear of fifteen"
    assert station.station("SELECT * FROM stock_alerts WHERE cleared_at = ''") == []
    assert sell(station, 85, next(at)) == [(LOW, 15)]


def test_new_stock_ends_the_alert_and_says_that_something_changed(station: ProcessingStation) -> None:
    sell(station, 100, "2026-11-10T09:00:00Z")
    station.put(*web_order(1001, 40, at="2026-11-10T10:00:00Z"))
    report = station.process()
    assert (report.alerts, report.alerts_cleared) == ((), 3)
    assert report.changes.touches(Kind.STOCK)


def test_an_event_that_is_over_rings_no_more(station: ProcessingStation) -> None:
    sell(station, 100, "2026-11-10T09:00:00Z")
    station.clock.pass_by(days=7)
    assert station.process().alerts_cleared == 3
    assert station.process().alerts_cleared == 0


def test_the_thresholds_of_the_settings_decide(station: ProcessingStation) -> None:
    assert sell(station, 60, "2026-11-10T09:00:00Z") == []
    station.limits = Thresholds(10, 45, 60)
    (alert,) = station.process().alerts
    assert (alert.level, alert.event_title, alert.category, alert.capacity) == (LOW, "Große gala", "Kat A", 100)
    station.limits = Thresholds(5, 15, 30)
    assert station.process().alerts_cleared == 1


def test_a_first_sync_tells_what_is_low_already(tmp_path: Path) -> None:
    station = ProcessingStation(tmp_path)
    world = shop_world()
    found, lines = web_order(1001, 96)
    world.orders[1001] = found, lines, ()
    station.full_sync(world)
    report = station.process()
    assert (report.whole, [alert.level for alert in report.alerts]) == (True, [CRITICAL])
    station.close()


def test_what_the_store_does_not_track_never_runs_out() -> None:
    assert standing_alerts(CategoryStock("e", 1, "E", "A", 0, 0, unbounded=True), {SOLD_OUT}, Thresholds()) == []


def test_what_was_never_offered_is_not_sold_out() -> None:
    """A category whose stock the shop has set to none rings no more; one that is oversold does."""
    assert standing_alerts(CategoryStock("e", 1, "E", "A", 0, 0), {SOLD_OUT}, Thresholds()) == []
    assert standing_alerts(CategoryStock("e", 1, "E", "A", 0, -2), (), Thresholds()) == list(ALERT_LEVELS)
    assert standing_alerts(CategoryStock("e", 1, "E", "A", 2, 0), (), Thresholds()) == list(ALERT_LEVELS)


stocks = st.integers(1, 400).flatmap(
    lambda capacity: st.tuples(st.just(capacity), st.lists(st.integers(-5, capacity), min_size=1, max_size=30))
)


@given(stocks)
def test_whatever_is_sold_and_given_back(given: tuple[int, list[int]]) -> None:
    """Levels nest, whoever has reached a level rings for it, and one unit to and fro never rings twice."""
    capacity, course = given
    limits, standing = Thresholds(), []
    for available in course:
        stock = CategoryStock("e", 1, "E", "A", capacity, available)
        standing = standing_alerts(stock, standing, limits)
        reached = stock_level(capacity, available, limits)
        assert standing == list(ALERT_LEVELS[len(ALERT_LEVELS) - len(standing) :]), "who has the worse has the milder"
        assert all(level in standing for level in ALERT_LEVELS if SEVERITY[reached] <= SEVERITY[level])
        if available + 1 < capacity:
            back = standing_alerts(CategoryStock("e", 1, "E", "A", capacity, available + 1), standing, limits)
            assert set(standing_alerts(stock, back, limits)) <= set(back), "one unit to and fro rang again"
    if capacity:
        assert standing_alerts(CategoryStock("e", 1, "E", "A", capacity, capacity), standing, limits) == []
