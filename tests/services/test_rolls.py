"""Numbered stock: every piece is printed, spoiled, in doubt or missing, and the figures say so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.paper import NOBODY, Hall
from tests.services.run_shop import JAM, OFF, Machine, setup
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.stock_rolls import StockRoll
from ticketforge_desktop.services.print_tickets import Outcome
from ticketforge_desktop.services.rolls import StockRoom


@pytest.fixture
def rolls(hall: Hall) -> StockRoom:
    return StockRoom(hall.profile.stock_rolls, hall.clock, DEFAULT_MANAGER)


def printed(hall: Hall, tickets: list[str], *orders: Any) -> list[Outcome]:
    return list(hall.room().print(tickets, setup("Kasse 1"), Machine(*orders)))


def figures(roll: StockRoll) -> tuple[int, int, int, int, int, int]:
    return roll.next_serial, roll.printed, roll.in_doubt, roll.spoiled, roll.missing, roll.left


def test_each_paper_is_noted_with_its_serial(rolls: StockRoom, hall: Hall) -> None:
    rolls.open("R1", "Kasse 1", 1001, 1500, "2 × 5,5 in")
    outcomes = printed(hall, hall.ids[:3])
    assert [outcome.serial for outcome in outcomes] == ["1001", "1002", "1003"]
    assert outcomes[0].as_json()["serial"] == "1001"
    (roll,) = rolls.list(printer="Kasse 1", still_open=True)
    assert figures(roll) == (1004, 3, 0, 0, 0, 497)
    assert rolls.list(printer="Kasse 2") == []


def test_a_jammed_piece_is_spoiled_once_its_ticket_is_void(rolls: StockRoom, hall: Hall) -> None:
    rolls.open("R1", "Kasse 1", 1, 100)
    _, doubt = printed(hall, hall.ids[:2], None, JAM)
    assert figures(rolls.list()[0]) == (3, 1, 1, 0, 0, 98)
    with pytest.raises(Conflict, match="in doubt"):
        rolls.close("R1", 3)
    hall.room().resolve(doubt.job, good=False)
    assert figures(rolls.list()[0]) == (3, 1, 0, 1, 0, 98)
    (move,) = rolls.moves("R1")
    assert (move.kind, move.pieces, move.reason) == ("spoiled", 1, "ticket void: Manager says void")


def test_what_never_left_this_computer_used_no_piece(rolls: StockRoom, hall: Hall) -> None:
    rolls.open("R1", "Kasse 1", 1, 100)
    assert printed(hall, hall.ids[:1], OFF)[0].serial == ""
    assert [outcome.serial for outcome in printed(hall, hall.ids[:2])] == ["1", "2"]


def test_spoiled_by_hand_counted_and_closed_with_what_is_missing(rolls: StockRoom, hall: Hall) -> None:
    rolls.open("R1", "Kasse 1", 1, 100)
    printed(hall, hall.ids[:2])
    rolls.spoil("R1", 3, "  used to set up  the printer ")
    assert figures(rolls.list()[0]) == (6, 2, 0, 3, 0, 95)

    counted = rolls.count("R1", 8)
    assert figures(counted) == (8, 2, 0, 3, 2, 93), "two pieces are gone that nobody printed or spoiled"
    printed(hall, hall.ids[2:3])
    closed = rolls.close("R1", 9)

    assert figures(closed) == (9, 3, 0, 3, 2, 92)
    assert (closed.counted, closed.closed_at) == (9, hall.clock.now())
    assert [(move.kind, move.pieces, move.reason) for move in rolls.moves("R1")] == [
        ("spoiled", 3, "used to set up the printer"),
        ("counted", 2, ""),
    ]
    for act in (
        lambda: rolls.spoil("R1", 1, "x"),
        lambda: rolls.count("R1", 10),
        lambda: rolls.close("R1", 10),
        lambda: rolls.open("R1", "Kasse 1", 1, 9),
    ):
        with pytest.raises(Conflict):
            act()
    assert printed(hall, hall.ids[3:4])[0].serial == "", "no roll lies in the printer"


def test_one_roll_lies_in_a_printer_and_one_that_ran_out_stops_nothing(rolls: StockRoom, hall: Hall) -> None:
    rolls.open("R1", "Kasse 1", 99, 100)
    with pytest.raises(Conflict, match="R1 lies in Kasse 1"):
        rolls.open("R2", "Kasse 1", 101, 200)
    rolls.open("R3", "Kasse 2", 1, 5)
    assert [outcome.serial for outcome in printed(hall, hall.ids[:3])] == ["99", "100", ""]
    assert rolls.list(printer="Kasse 1")[0].left == 0
    rolls.close("R1", 101)
    rolls.open("R2", "Kasse 1", 101, 200)
    assert [roll.roll_id for roll in rolls.list(still_open=True, printer="Kasse 1")] == ["R2"]


@pytest.mark.parametrize(
    "told",
    [
        ("", "Kasse 1", 1, 9), ("R\n", "Kasse 1", 1, 9), (" R", "Kasse 1", 1, 9), ("R", "", 1, 9),
        ("R", "Kasse 1", 9, 1), ("R", "Kasse 1", -1, 9), ("R", "Kasse 1", 0, 10**9), ("R", "Kasse 1", 10**15, 10**15),
    ],
)  # fmt: skip
def test_what_is_no_roll_is_refused(rolls: StockRoom, told: tuple[str, str, int, int]) -> None:
    with pytest.raises(BadInput):
        rolls.open(*told)
    assert rolls.list() == []


def test_wrong_counts_change_nothing(rolls: StockRoom) -> None:
    before = rolls.open("R1", "Kasse 1", 11, 20)
    for serial in (10, 22):
        with pytest.raises(BadInput, match="is not on roll"):
            rolls.count("R1", serial)
    for pieces, reason in ((0, "x"), (1, " "), (1, "x" * 501)):
        with pytest.raises(BadInput):
            rolls.spoil("R1", pieces, reason)
    with pytest.raises(Conflict, match="10 pieces left"):
        rolls.spoil("R1", 11, "burnt")
    with pytest.raises(NotFound):
        rolls.moves("R9")
    assert rolls.list() == [before]
    assert rolls.close("R1", 21).left == 0


def test_who_may_not_print_touches_no_stock(hall: Hall) -> None:
    room = StockRoom(hall.profile.stock_rolls, hall.clock, NOBODY)
    for act in (
        room.list,
        lambda: room.moves("R1"),
        lambda: room.open("R1", "Kasse 1", 1, 9),
        lambda: room.spoil("R1", 1, "x"),
        lambda: room.count("R1", 1),
        lambda: room.close("R1", 1),
    ):
        with pytest.raises(RightMissing):
            act()
