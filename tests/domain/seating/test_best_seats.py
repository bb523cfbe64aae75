"""The best seats: against a search that tries everything, and what is said of a choice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.seating.halls import big_hall, free_in, hall, names
from ticketforge_desktop.domain.seating.best import Choice, Hall, Wanted, Why
from ticketforge_desktop.domain.seating.places import Seat, SeatKind, SeatMap


def alone(drawn: SeatMap, free: frozenset[str]) -> set[str]:
    """Free seats without a free neighbour: two chairs of a row that stand 50 cm apart."""
    found = set()
    for section in drawn.sections:
        for row in section.rows:
            sold_freely = [seat for seat in row.seats if seat.seat_id in free and seat.plain]
            for seat in sold_freely:
                near = [other for other in sold_freely if other != seat and abs(other.x - seat.x) <= 80]
                if not near:
                    found.add(seat.seat_id)
    return found


def together(drawn: SeatMap, free: frozenset[str], wanted: Wanted, size: int) -> Iterator[tuple[Seat, ...]]:
    """Every group of seats beside each other, tried one by one."""
    for section in drawn.sections:
        for row in section.rows:
            for seats in combinations(row.seats, size):
                apart = [after.x - before.x for before, after in pairwise(seats)]
                if any(way > 80 for way in apart):
                    continue
                if any(seat.seat_id not in free for seat in seats):
                    continue
                if wanted.category and any(seat.category != wanted.category for seat in seats):
                    continue
                chairs = sum(seat.kind is SeatKind.WHEELCHAIR for seat in seats)
                company = sum(seat.kind is SeatKind.COMPANION for seat in seats)
                if chairs == wanted.wheelchairs and (wanted.wheelchairs or not company):
                    yield seats


def judged(drawn: SeatMap, free: frozenset[str], seats: tuple[Seat, ...]) -> tuple[int, int, int]:
    """Seats left alone, seats one would rather not give, and the way to the stage."""
    stage = drawn.stage
    x, y = stage.x + stage.width / 2, stage.y + stage.height
    gone = free - {seat.seat_id for seat in seats}
    everybody_s = sum(seat.plain for seat in seats) if any(seat.kind is SeatKind.WHEELCHAIR for seat in seats) else 0
    return (
        len(alone(drawn, frozenset(gone)) - alone(drawn, free)),
        sum(seat.kind is SeatKind.RESTRICTED for seat in seats) + everybody_s,
        sum(round(10 * hypot(seat.x - x, seat.y - y)) for seat in seats),
    )


def judged_two(drawn: SeatMap, free: frozenset[str], one: tuple[Seat, ...], other: tuple[Seat, ...]) -> tuple[int, ...]:
    both = tuple(a + b for a, b in zip(judged(drawn, free, one), judged(drawn, free, other), strict=True))
    return int(min(len(one), len(other)) == 1), *both


rows_drawn = st.lists(st.text(".o. .ob.wcr", min_size=1, max_size=9), min_size=1, max_size=3)


@given(rows_drawn, st.integers(1, 5), st.sampled_from(["A", "B", ""]), st.sampled_from([0, 0, 0, 1]))
@example(["...."], 3, "A", 0)  # nothing leaves nobody alone
@example(["oo.", ".oo"], 2, "A", 0)  # two rows, one seat each
@example(["wc.", "..."], 2, "A", 1)
def test_nothing_better_is_found_by_trying_everything(rows: list[str], size: int, category: str, chairs: int) -> None:
    drawn, free = hall(*rows), free_in(*rows)
    wanted = Wanted(size, category, min(chairs, size))
    found = Hall(drawn).best(free, wanted)
    groups = list(together(drawn, free, wanted, size))
    if groups:
        assert judged(drawn, free, found.seats) == min(judged(drawn, free, group) for group in groups)
        assert Why.TWO_ROWS not in found.why
    elif size > 1 and not wanted.wheelchairs and Why.TOO_FEW not in found.why:
        pairs = [
            judged_two(drawn, free, one, other)
            for front in range(1, size)
            for one in together(drawn, free, wanted, front)
            for other in together(drawn, free, wanted, size - front)
            if int(other[0].row) == int(one[0].row) + 1
        ]
        if pairs:
            front = tuple(seat for seat in found.seats if seat.row == found.seats[0].row)
            assert judged_two(drawn, free, front, found.seats[len(front) :]) == min(pairs)
            assert Why.TWO_ROWS in found.why
        else:
            assert found.seats == ()
            assert found.why == (Why.NOT_TOGETHER,)
    else:
        assert found.seats == ()
    assert (Why.LEAVES_ALONE in found.why) == bool(found.alone)


@given(rows_drawn, st.integers(1, 5))
def test_what_it_gives_is_free_and_beside_each_other(rows: list[str], size: int) -> None:
    drawn, free = hall(*rows), free_in(*rows)
    found = Hall(drawn).best(free, Wanted(size, "A"))
    ids = found.seat_ids
    assert set(ids) <= free
    assert len(set(ids)) == len(ids) == (size if ids else 0)
    assert all(seat.plain and seat.category == "A" for seat in found.seats)
    told = {seat.seat_id for seat in found.alone}
    assert told == alone(drawn, frozenset(free - set(ids))) - alone(drawn, free)


def best(rows: list[str], size: int, **more: object) -> Choice:
    return Hall(hall(*rows)).best(free_in(*rows), Wanted(size, "A", **more))  # type: ignore[arg-type]


def test_seats_in_the_middle_of_the_first_row_are_the_best() -> None:
    assert names(best([".......", "......."], 3).seats) == ["1/3", "1/4", "1/5"]


def test_no_seat_is_left_alone_where_there_is_another_way() -> None:
    assert names(best(["....."], 4).seats) == ["1/1", "1/2", "1/3", "1/4"]  # nothing else is there: told
    assert best(["....."], 4).why == (Why.LEAVES_ALONE,)
    assert names(best([".....", "....."], 3).seats) == ["1/1", "1/2", "1/3"]  # not the middle, which leaves two


def test_a_party_is_divided_only_where_nothing_else_is_left() -> None:
    assert names(best(["..oo", "..oo"], 4).seats) == ["1/1", "1/2", "2/1", "2/2"]
    assert best(["..oo", "..oo"], 4).why == (Why.TWO_ROWS,)
    assert Why.TWO_ROWS not in best(["..oo", "..oo", "...."], 4).why


def test_whoever_asks_for_two_rows_gets_them_where_they_are_better() -> None:
    rows = ["..oooo", "..oooo", "oooooo", "oooooo", "......"]
    assert {seat.row for seat in best(rows, 4).seats} == {"5"}
    assert {seat.row for seat in best(rows, 4, two_rows=True).seats} == {"1", "2"}


def test_places_for_wheelchairs_are_for_those_who_ask() -> None:
    rows = ["wc..", "...."]
    assert names(best(rows, 2).seats) == ["1/3", "1/4"]
    assert names(best(rows, 2, wheelchairs=1).seats) == ["1/1", "1/2"]
    assert best(["...."], 2, wheelchairs=1).why == (Why.NO_WHEELCHAIR,)


def test_a_seat_behind_a_pillar_is_given_last() -> None:
    assert names(best(["rr", "o.", ".."], 2).seats) == ["3/1", "3/2"]
    assert best(["rr"], 2).why == (Why.RESTRICTED,)


def test_why_there_is_nothing() -> None:
    assert best([".o."], 3).why == (Why.TOO_FEW,)
    assert best([".o."], 3).free == 2
    assert best([".o.o.", "ooooo"], 2).why == (Why.NOT_TOGETHER,)
    assert best(["..."], 0).why == (Why.TOO_FEW,)


@pytest.mark.parametrize(
    ("taken", "beside"),
    [(["S/1/2", "S/1/3"], (-1, ("S/1/1", "S/1/2"))), (["S/1/1", "S/1/2"], None), (["S/1/2", "S/1/4"], None)],
)
def test_a_choice_by_hand_that_leaves_a_seat_alone_can_be_moved(taken: list[str], beside: object) -> None:
    rows = ["......"]
    assert Hall(hall(*rows)).beside(free_in(*rows), taken) == beside


def test_twenty_thousand_seats_are_searched_one_after_the_other_party() -> None:
    """A whole evening in a big hall: parties of all sizes until it is nearly full, and no seat twice."""
    drawn = big_hall()
    room, free = Hall(drawn), set(drawn.by_id())
    assert len(free) == 20_000
    for size in (2, 4, 3, 1, 6, 2, 5):
        found = room.best(free, Wanted(size))
        assert len(found.seats) == size
        assert not found.alone
        free -= set(found.seat_ids)
    assert len(free) == 20_000 - 23
