"""A million rows: only the pages that are looked at are fetched, and old ones are let go."""

from __future__ import annotations

from collections.abc import Sequence

from ticketforge_desktop.ui.models.pages import Pages, all_rows


class Numbers:
    """A listing of numbers that remembers what was asked of it."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return self.length

    def page(self, start: int, count: int) -> Sequence[int]:
        self.asked.append((start, count))
        return range(start, min(self.length, start + count))


def test_a_page_is_fetched_once_for_all_its_rows() -> None:
    numbers = Numbers(1_000_000)
    pages = Pages(numbers, page_rows=64)
    assert [pages.row(n) for n in range(640_000, 640_064)] == list(range(640_000, 640_064))
    assert numbers.asked == [(640_000, 64)]


def test_the_last_page_is_as_short_as_it_is() -> None:
    numbers = Numbers(70)
    pages = Pages(numbers, page_rows=64)
    assert pages.row(69) == 69
    assert numbers.asked == [(64, 6)]
    assert pages.row(70) is None
    assert pages.row(-1) is None


def test_the_page_looked_at_longest_ago_is_let_go() -> None:
    numbers = Numbers(1000)
    pages = Pages(numbers, page_rows=10, kept=2)
    for row in (0, 10, 1, 20, 2):  # page 0 stays in use, page 1 is let go for page 2
        pages.row(row)
    assert numbers.asked == [(0, 10), (10, 10), (20, 10)]
    assert pages.held(15) is None
    assert pages.held(5) == 5


def test_a_row_that_vanished_since_the_ids_were_sorted_is_none_not_another_row() -> None:
    class Shrunk(Numbers):
        def page(self, start: int, count: int) -> Sequence[int]:
            return super().page(start, count)[:3]

    pages = Pages(Shrunk(10), page_rows=10)
    assert pages.row(2) == 2
    assert pages.row(7) is None


def test_reading_all_rows_asks_in_chunks() -> None:
    numbers = Numbers(1200)
    assert [row for _, row in all_rows(numbers)] == list(range(1200))
    assert numbers.asked == [(0, 500), (500, 500), (1000, 200)]
