"""Halls to look at: small ones drawn with signs, and a big one."""

from __future__ import annotations

from collections.abc import Sequence

from ticketforge_desktop.domain.seating.laying import RowPlan, draw_rows
from ticketforge_desktop.domain.seating.places import Row, Seat, SeatKind, SeatMap, Section, Stage

KINDS = {"w": SeatKind.WHEELCHAIR, "c": SeatKind.COMPANION, "r": SeatKind.RESTRICTED}


def hall(*rows: str, section: str = "S") -> SeatMap:
    """A hall of one section, its rows as they look from above.

    `.` and `o` seats, `b` of another category, `w` wheelchair, `c` company, `r` restricted view, a blank is a gap.
    The stage is in front of the middle.
    """
    made = []
    for at, text in enumerate(rows, start=1):
        seats = [
            Seat(
                section, str(at), str(place + 1), place * 50, at * 90, "B" if sign == "b" else "A",
                KINDS.get(sign, SeatKind.SEAT),
            )
            for place, sign in enumerate(text) if sign != " "
        ]  # fmt: skip
        made.append(Row(str(at), tuple(seats)))
    wide = max(map(len, rows)) * 50
    return SeatMap("hall", "Hall", (Section(section, tuple(made)),), stage=Stage(0, -100, wide - 50, 100, "Stage"))


def free_in(*rows: str, section: str = "S") -> frozenset[str]:
    """The seats of a drawing that are free: all but `o`."""
    return frozenset(
        f"{section}/{at}/{place + 1}"
        for at, text in enumerate(rows, start=1)
        for place, sign in enumerate(text)
        if sign not in " o"
    )


def big_hall(sections: int = 20, rows: int = 25, seats: int = 40) -> SeatMap:
    """Blocks beside and behind each other, each with bowed rows."""
    made = []
    for at in range(sections):
        left, top = (at % 5) * (seats * 50 + 200), 400 + (at // 5) * (rows * 90 + 300)
        plan = RowPlan((left, top), (left + (seats - 1) * 50, top), seats, rows, bow=40, category=f"K{at // 5 + 1}")
        made.append(Section(f"Block {at + 1}", draw_rows(f"Block {at + 1}", plan)))
    wide = 5 * (seats * 50 + 200)
    return SeatMap("arena", "Arena", tuple(made), stage=Stage(wide // 3, 0, wide // 3, 250, "Stage"))


def names(seats: Sequence[Seat]) -> list[str]:
    """Row and number, short."""
    return [f"{seat.row}/{seat.number}" for seat in seats]
