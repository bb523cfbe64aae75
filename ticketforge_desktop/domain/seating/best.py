"""The best seats there are: together, near the middle of the stage, and so that nobody is left between two parties.

What counts, in this order: nobody of the party sits alone in a row, no seat is left alone, as few seats with something
in the line of sight as can be, and then the way to the middle of the stage's edge. A seat is left alone when it is
free, had a free neighbour before, and has none after. Places for wheelchairs and their company are given out only to
who asks for them, and these first. A party is divided over two rows, one behind the other, where it is asked for or
nothing else is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import hypot
from typing import Final, NamedTuple

from ticketforge_desktop.domain.seating.places import Seat, SeatKind, SeatMap

MOST: Final = 60  # of one party
Key = tuple[int, ...]


class Why(StrEnum):
    """What there is to say of a choice, or why there is none."""

    LEAVES_ALONE = "leaves_alone"
    TWO_ROWS = "two_rows"
    RESTRICTED = "restricted"
    TOO_FEW = "too_few"  # fewer are free than wanted
    NOT_TOGETHER = "not_together"  # enough are free, nowhere so many beside each other
    NO_WHEELCHAIR = "no_wheelchair"  # no place for a wheelchair with so many seats beside it


@dataclass(frozen=True, slots=True)
class Choice:
    """Seats that were found, from the left, or none. `alone` are the seats this leaves alone."""

    seats: tuple[Seat, ...] = ()
    alone: tuple[Seat, ...] = ()
    why: tuple[Why, ...] = ()
    free: int = 0  # how many would have been to choose from

    @property
    def seat_ids(self) -> tuple[str, ...]:
        """The seats' names."""
        return tuple(seat.seat_id for seat in self.seats)


class _Place(NamedTuple):
    seat: Seat
    seat_id: str
    cost: int  # tenths of a centimetre to the stage


class _Window(NamedTuple):
    key: Key  # (seats left alone, restricted, cost, place in the hall)
    run: Sequence[_Place]
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for. `category` "" takes any; `wheelchairs` of the quantity need such a place."""

    quantity: int
    category: str = ""
    wheelchairs: int = 0
    two_rows: bool = False  # rather two rows than farther away or a seat left alone


class Hall:
    """A map prepared for many searches. Never changes; safe to use from any thread."""

    def __init__(self, drawn: SeatMap) -> None:
        self.drawn: Final = drawn
        self.seats: Final = drawn.by_id()
        self.zones: Final = frozenset(seat.category for seat in self.seats.values())
        stage, (left, top, right, _bottom) = drawn.stage, drawn.bounds()
        x, y = stage.front if stage.width else ((left + right) / 2, float(top))
        self._runs: dict[str, list[_Place]] = {}  # by seat: its run, and where in it
        self._at: dict[str, int] = {}
        self._rows: list[list[list[list[_Place]]]] = []  # section → row → runs
        for section in drawn.sections:
            rows = []
            for row in section.rows:
                runs = [
                    [_Place(seat, seat.seat_id, round(10 * hypot(seat.x - x, seat.y - y))) for seat in run]
                    for run in row.runs()
                ]
                rows.append(runs)
                for run in runs:
                    for at, place in enumerate(run):
                        self._runs[place.seat_id], self._at[place.seat_id] = run, at
            self._rows.append(rows)
        by_cost = [(min(place.cost for place in run), where, run) for where, run in self._all_runs() if run]
        self._near_first: Final = sorted(by_cost, key=lambda entry: entry[:2])

    def best(self, free: Collection[str], wanted: Wanted) -> Choice:
        """The best seats of those that are free. No seats, and why, where there are none."""
        count = self._count(free, wanted)
        if wanted.quantity < 1 or wanted.quantity > MOST or count < wanted.quantity:
            return Choice(why=(Why.TOO_FEW,), free=count)
        one = self._best_in_one_row(free, wanted)
        two = None
        if wanted.quantity > 1 and not wanted.wheelchairs and (one is None or wanted.two_rows):
            two = self._two_rows(free, wanted)
        if two is not None and (one is None or two[0] < (0, *one.key)):
            return self._choice(free, two[1], count, two_rows=True)
        if one is None:
            return Choice(why=(Why.NO_WHEELCHAIR if wanted.wheelchairs else Why.NOT_TOGETHER,), free=count)
        return self._choice(free, (one,), count)

    def alone_after(self, free: Collection[str], taken: Iterable[str]) -> tuple[Seat, ...]:
        """Free seats that have no free neighbour any more once these are taken, and had one before."""
        gone = set(taken)
        found: dict[str, Seat] = {}
        for seat_id in gone:
            run, at = self._runs.get(seat_id), self._at.get(seat_id, 0)
            for near in (at - 1, at + 1):
                if run is None or not 0 <= near < len(run) or not self._is_free(run[at], free):
                    continue
                place = run[near]
                if self._is_free(place, free) and place.seat_id not in gone and self._is_alone(run, near, free, gone):
                    found[place.seat_id] = place.seat
        return tuple(found.values())

    def beside(self, free: Collection[str], chosen: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        """The same number of seats a few places aside that leave none alone: how far (left is negative), and which.

        None where the chosen do not stand beside each other, leave none alone, or no such seats are near.
        """
        places = sorted(self._at.get(seat_id, -1) for seat_id in chosen)
        run = self._runs.get(chosen[0]) if chosen else None
        if run is None or any(self._runs.get(seat_id) is not run for seat_id in chosen):
            return None
        if places != list(range(places[0], places[0] + len(places))) or not self.alone_after(free, chosen):
            return None
        category = run[places[0]].seat.category
        for shift in (-1, 1, -2, 2, -3, 3):
            moved = range(places[0] + shift, places[0] + shift + len(places))
            if moved.start < 0 or moved.stop > len(run):
                continue
            there = [run[at] for at in moved]
            fits = all(self._is_free(place, free) and place.seat.category == category for place in there)
            seat_ids = tuple(place.seat_id for place in there)
            if fits and not self.alone_after(free, seat_ids):
                return shift, seat_ids
        return None

    def neighbours(self, seat_id: str) -> tuple[str, ...]:
        """The seats right and left of one."""
        run, at = self._runs.get(seat_id), self._at.get(seat_id, 0)
        return tuple(run[near].seat_id for near in (at - 1, at + 1) if 0 <= near < len(run)) if run else ()

    def _count(self, free: Collection[str], wanted: Wanted) -> int:
        seats = (self.seats.get(seat_id) for seat_id in free)
        fit = (seat for seat in seats if seat is not None and (seat.plain or wanted.wheelchairs))
        return sum(1 for seat in fit if not wanted.category or seat.category == wanted.category)

    def _best_in_one_row(self, free: Collection[str], wanted: Wanted) -> _Window | None:
        """The runs nearest to the stage are tried first, until no farther one can be better."""
        best: _Window | None = None
        for least, where, run in self._near_first:
            if best is not None and best.key[:2] == (0, 0) and least * wanted.quantity > best.key[2]:
                break
            found = min(self._windows_of(where, run, free, wanted, wanted.quantity), key=_key, default=None)
            if found is not None and (best is None or found.key < best.key):
                best = found
        return best

    def _all_runs(self) -> Iterator[tuple[Key, list[_Place]]]:
        for section, rows in enumerate(self._rows):
            for row, runs in enumerate(rows):
                for at, run in enumerate(runs):
                    yield (section, row, at), run

    def _fits(self, place: _Place, free: Collection[str], wanted: Wanted) -> bool:
        if place.seat_id not in free or (wanted.category and place.seat.category != wanted.category):
            return False
        return place.seat.plain or wanted.wheelchairs > 0

    def _is_free(self, place: _Place, free: Collection[str]) -> bool:
        return place.seat_id in free and place.seat.plain

    def _is_alone(self, run: Sequence[_Place], at: int, free: Collection[str], gone: Collection[str]) -> bool:
        near = [run[side] for side in (at - 1, at + 1) if 0 <= side < len(run)]
        return not any(self._is_free(place, free) and place.seat_id not in gone for place in near)

    def _windows_of(
        self, where: Key, run: Sequence[_Place], free: Collection[str], wanted: Wanted, size: int
    ) -> Iterator[_Window]:
        """All places of a run where so many fit."""
        if len(run) < size:
            return
        start = 0
        while start + size <= len(run):
            # A seat that does not fit ends every window that it is in: go on behind the last of them.
            stop = next(
                (at for at in range(start + size - 1, start - 1, -1) if not self._fits(run[at], free, wanted)), -1
            )
            if stop >= 0:
                start = stop + 1
                continue
            while start + size <= len(run) and self._fits(run[start + size - 1], free, wanted):
                found = self._window(where, run, free, wanted, start, size)
                if found is not None:
                    yield found
                start += 1

    def _window(
        self, where: Key, run: Sequence[_Place], free: Collection[str], wanted: Wanted, start: int, size: int
    ) -> _Window | None:
        within = run[start : start + size]
        if sum(place.seat.kind is SeatKind.WHEELCHAIR for place in within) != wanted.wheelchairs:
            return None
        alone = self._leaves_alone(run, start, -1, free) + self._leaves_alone(run, start + size - 1, 1, free)
        restricted = sum(place.seat.kind is SeatKind.RESTRICTED for place in within)
        if wanted.wheelchairs:  # company has its own places; the others are for everybody
            restricted += sum(place.seat.plain for place in within)
        cost = sum(place.cost for place in within)
        return _Window((alone, restricted, cost, *where, start), run, start, size)

    def _leaves_alone(self, run: Sequence[_Place], edge: int, way: int, free: Collection[str]) -> int:
        """Whether the free seat beside a window's edge has nobody on its other side, and our seat was free for all."""
        near, beyond = edge + way, edge + 2 * way
        if not 0 <= near < len(run) or not self._is_free(run[near], free) or not self._is_free(run[edge], free):
            return 0
        return 0 if 0 <= beyond < len(run) and self._is_free(run[beyond], free) else 1

    def _two_rows(self, free: Collection[str], wanted: Wanted) -> tuple[Key, tuple[_Window, _Window]] | None:
        """The best two windows in rows behind each other; first of the key: somebody would sit alone."""
        best: tuple[Key, tuple[_Window, _Window]] | None = None
        for section, rows in enumerate(self._rows):
            sizes = range(1, wanted.quantity)
            known = [
                {size: self._best_of_row((section, row), free, wanted, size) for size in sizes}
                for row in range(len(rows))
            ]
            for ahead, behind in pairwise(known):
                for size in sizes:
                    one, other = ahead[size], behind[wanted.quantity - size]
                    if one is None or other is None:
                        continue
                    sums = (a + b for a, b in zip(one.key[:3], other.key[:3], strict=True))
                    key = (int(min(one.size, other.size) == 1), *sums, *one.key[3:], *other.key[3:])
                    if best is None or key < best[0]:
                        best = (key, (one, other))
        return best

    def _best_of_row(self, where: tuple[int, int], free: Collection[str], wanted: Wanted, size: int) -> _Window | None:
        section, row = where
        runs = enumerate(self._rows[section][row])
        found = (each for at, run in runs for each in self._windows_of((*where, at), run, free, wanted, size))
        return min(found, key=_key, default=None)

    def _choice(
        self, free: Collection[str], windows: Sequence[_Window], count: int, *, two_rows: bool = False
    ) -> Choice:
        seats = tuple(place.seat for one in windows for place in one.run[one.start : one.start + one.size])
        alone = self.alone_after(free, [seat.seat_id for seat in seats])
        why = [Why.TWO_ROWS] if two_rows else []
        why += [Why.LEAVES_ALONE] if alone else []
        why += [Why.RESTRICTED] if any(seat.kind is SeatKind.RESTRICTED for seat in seats) else []
        return Choice(seats, alone, tuple(why), count)


def _key(window: _Window) -> Key:
    return window.key
