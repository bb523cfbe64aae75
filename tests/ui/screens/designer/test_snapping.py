"""Where things stop while they are moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.services.ports.layout_design import ItemView, Place
from ticketforge_desktop.ui.screens.designer import hands, snap
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, number

PAGE = (100.0, 50.0)
LENGTHS = st.floats(-200, 200, allow_nan=False)


def view(index: int, kind: str, *place: float) -> ItemView:
    return ItemView(index, kind, index + 1, Place(*place), "front", {})


def test_an_edge_goes_to_the_edge_of_a_neighbour_that_is_near() -> None:
    lines = snap.lines_of([Place(30, 10, 20, 5)], *PAGE)
    shift = snap.shift(Place(5, 20, 10, 5), 24.6, 0.2, lines, 1.0)
    assert (shift.dx, shift.guide_x) == (25, 30)  # left edge on left edge
    assert shift.dy == 0
    right = snap.shift(Place(5, 20, 10, 5), 14.7, 0, lines, 1.0)
    assert (right.dx, right.guide_x) == (15, 30)  # right edge on left edge
    middle = snap.shift(Place(5, 20, 10, 5), 30.4, 0, lines, 0.5)
    assert (middle.dx, middle.guide_x) == (30, 40)  # middle on middle


def test_where_nothing_is_near_the_grid_counts() -> None:
    shift = snap.shift(Place(5.2, 20, 10, 5), 6.9, 3.3, snap.Lines((0.0,), (0.0,)), 0.4)
    assert (5.2 + shift.dx, 20 + shift.dy) == (12, 23.5)
    assert shift.guide_x is None
    assert shift.guide_y is None


@given(LENGTHS, LENGTHS, st.sampled_from(hands.HANDLES))
def test_no_drag_turns_a_box_inside_out_or_moves_the_side_that_is_held(dx: float, dy: float, handle: str) -> None:
    box = Place(20, 10, 30, 12)
    place, _ = snap.drag(box, handle, dx, dy, snap.lines_of([], *PAGE), 1.0)
    assert place.width >= snap.SMALLEST - 1e-9
    assert place.height >= snap.SMALLEST - 1e-9
    if "l" not in handle:
        assert place.x == box.x
    if "t" not in handle:
        assert place.y == box.y
    if "l" in handle:
        assert abs(place.x + place.width - 50) < 1e-9
    if "t" in handle:
        assert abs(place.y + place.height - 22) < 1e-9


@given(LENGTHS, LENGTHS)
def test_what_is_moved_is_never_farther_from_the_pointer_than_the_reach_or_the_grid(dx: float, dy: float) -> None:
    shift = snap.shift(Place(20, 10, 30, 12), dx, dy, snap.lines_of([Place(3, 3, 7, 7)], *PAGE), 1.5)
    assert abs(shift.dx - dx) <= 1.5
    assert abs(shift.dy - dy) <= 1.5


def test_of_several_the_smallest_is_taken_and_thin_ones_can_be_hit() -> None:
    items = [view(0, "box", 0, 0, 60, 40), view(1, "text", 10, 10, 20, 8), view(2, "line", 5, 30, 40, 0.3)]
    assert hands.item_at(items, 15, 12, 1.0) == 1
    assert hands.item_at(items, 50, 20, 1.0) == 0
    assert hands.item_at(items, 20, 30.8, 1.0) == 2
    assert hands.item_at(items, 80, 20, 1.0) is None
    assert hands.items_in(items, (46, 31), (4, 9)) == [1, 2]


def test_a_code_has_corners_a_line_its_ends_and_a_tear_line_nothing_to_pull_at() -> None:
    assert {grip.handle for grip in hands.grips(view(0, "qr", 0, 0, 20, 20))} == {"lt", "rt", "lb", "rb"}
    assert {grip.handle for grip in hands.grips(view(0, "line", 0, 0, 20, 0.3))} == {"l", "r"}
    assert {grip.handle for grip in hands.grips(view(0, "line", 0, 0, 0.3, 20))} == {"t", "b"}
    assert hands.grips(view(0, "tear", 20, 0, 0, 50)) == []


def test_a_code_stays_square_from_the_corner_that_is_not_pulled() -> None:
    pulled = hands.Pull("lt", Place(20, 20, 20, 20), snap.Lines((), ()), 20, 20)
    place = hands.pull(pulled, 10, 18, 1.0, free=True, square=True).place
    assert place == Place(10, 10, 30, 30)


def test_numbers_are_read_with_comma_and_point() -> None:
    assert number("12,5") == number(" 12.5 ") == 12.5
    assert [number(text) for text in ("", "-", "1e5", "nan", "1,2,3", "x")] == [None] * 6
    assert (millimetres(12.50, ","), millimetres(3.0), millimetres(-0.001)) == ("12,5", "3", "0")


@given(st.integers(-10_000, 1_000_000))
def test_what_is_shown_reads_back_to_the_hundredth(hundredths: int) -> None:
    assert number(millimetres(hundredths / 100, ",")) == hundredths / 100
