"""When a count of visible stations is old, and when a station no longer counts: to the microsecond."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services.stations import EVENING, HandClock
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.services.ports.shared_log import Heard
from ticketforge_desktop.services.stations_seen import FRESH_FOR, TONIGHT, VISIBLE_FOR, Seen, StationSeen, StationsSeen

TICK = timedelta(microseconds=1)


def heard(said_at: datetime, heard_at: datetime | None = None, station: str = "b", name: str = "Gate B") -> Heard:
    return Heard("gala", station, name, 1, 1, "", said_at.isoformat(), (heard_at or said_at).isoformat())


class Log:
    """What was heard, and how often it was read."""

    def __init__(self, *entries: Heard) -> None:
        self.entries, self.reads = list(entries), 0

    def __call__(self) -> list[Heard]:
        self.reads += 1
        return self.entries


def counting(log: Log, clock: HandClock, *enrolled: str) -> StationsSeen:
    keys = [PublicKeyRecord(f"{n:08x}", name, "00" * 32, "2026-01-01", "") for n, name in enumerate(enrolled)]
    return StationsSeen(log, lambda: keys, "own", clock.now, lambda: "00000000")


@pytest.mark.parametrize(
    ("said", "came", "visible"),
    [
        (VISIBLE_FOR, VISIBLE_FOR, True),
        (VISIBLE_FOR + TICK, timedelta(0), False),
        (timedelta(0), VISIBLE_FOR + TICK, False),
        (-VISIBLE_FOR, -VISIBLE_FOR, True),  # its clock goes ahead of ours
        (-VISIBLE_FOR - TICK, timedelta(0), False),
    ],
)
def test_a_station_is_visible_up_to_a_quarter_of_an_hour_and_no_longer(
    said: timedelta, came: timedelta, visible: bool
) -> None:
    assert timedelta(minutes=15) == VISIBLE_FOR
    seen = counting(Log(heard(EVENING - said, EVENING - came)), HandClock(), "Gate A", "Gate B")
    assert seen.refresh() == Seen(1 + visible, 2)
    assert [one.visible for one in seen.others()] == [visible]


def test_a_count_is_kept_for_as_long_as_it_is_fresh() -> None:
    clock, log = HandClock(), Log()
    seen = counting(log, clock, "Gate A")
    assert (seen.refresh(FRESH_FOR), log.reads) == (Seen(), 1)
    clock.at += FRESH_FOR - TICK
    assert (seen.refresh(FRESH_FOR), log.reads) == (Seen(), 1)
    log.entries.append(heard(clock.at))
    clock.at += TICK
    assert (seen.refresh(FRESH_FOR), log.reads) == (Seen(2, 2), 2)


def test_a_count_of_this_very_moment_is_not_made_again() -> None:
    log = Log()
    seen = counting(log, HandClock(), "Gate A")
    seen.refresh(FRESH_FOR)
    seen.refresh(FRESH_FOR)
    assert log.reads == 1
    seen.refresh()  # somebody wants to know it as it is now
    assert log.reads == 2


def test_a_scan_counts_for_itself_where_nobody_did_for_half_a_minute() -> None:
    clock, log = HandClock(), Log()
    seen = counting(log, clock, "Gate A")
    assert seen.seen == Seen()
    clock.pass_by(seconds=30, microseconds=-1)
    assert (seen.seen, log.reads) == (Seen(), 1)
    clock.at += TICK
    assert (seen.seen, log.reads) == (Seen(), 2)


def test_after_a_clock_was_set_back_the_count_is_made_again() -> None:
    clock, log = HandClock(), Log()
    seen = counting(log, clock, "Gate A")
    assert (seen.seen, log.reads) == (Seen(), 1)
    clock.at -= TICK
    assert (seen.seen, log.reads) == (Seen(), 2)


@pytest.mark.parametrize(("ago", "told"), [(TONIGHT - TICK, True), (TONIGHT, False), (TICK - TONIGHT, True)])
def test_who_is_enrolled_nowhere_is_told_of_for_a_night(ago: timedelta, told: bool) -> None:
    at = EVENING - ago
    seen = counting(Log(heard(at)), HandClock(), "Gate A")
    assert seen.others() == ([StationSeen("Gate B", at, False)] if told else [])


def test_of_two_events_the_newest_word_of_a_station_counts_in_whichever_order_they_stand() -> None:
    old, new = EVENING - timedelta(minutes=9), EVENING - timedelta(minutes=1)
    for entries in ([heard(old), heard(new)], [heard(new), heard(old)]):
        seen = counting(Log(*entries), HandClock(), "Gate A", "Gate B")
        assert seen.others() == [StationSeen("Gate B", new, True)]
        assert seen.refresh() == Seen(2, 2), "one station, however many events it has"


def test_our_own_words_are_no_other_station() -> None:
    seen = counting(Log(heard(EVENING, station="own", name="Gate A")), HandClock(), "Gate A")
    assert seen.refresh() == Seen(1, 1)
    assert seen.others() == []


@pytest.mark.parametrize("said", ["", "yesterday", "2026-11-14T18:00:00"])
def test_a_time_that_says_nothing_makes_nobody_visible(said: str) -> None:
    word = heard(EVENING)._replace(said_at=said)
    assert counting(Log(word), HandClock(), "Gate A", "Gate B").refresh() == Seen(1, 2)
