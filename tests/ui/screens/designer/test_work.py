"""A draft under somebody's hands: every change is one step back, and nothing is lost by looking elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.designer.table import desk_of, item, now, small
from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.ui.screens.designer.several import align
from ticketforge_desktop.ui.screens.designer.work import Work


@pytest.fixture
def work(tmp_path: Path, qapp: QApplication) -> Work:
    return small(tmp_path)


def id_of(work: Work) -> str:
    assert work.origin is not None
    return work.origin.draft_id


def test_millimetres_of_a_key_that_is_held_are_one_step(work: Work) -> None:
    before = now(work).source
    work.choose((1,))
    for _ in range(5):
        work.move(0.5, 0, merge="nudge")
    assert item(work, "text").place.x == 12.5
    work.undo()
    assert now(work).source == before
    assert not work.changed
    work.redo()
    assert item(work, "text").place.x == 12.5


def test_choosing_something_else_begins_a_new_step(work: Work) -> None:
    work.choose((1,))
    work.move(0.5, 0, merge="nudge")
    work.choose((2,))
    work.move(0.5, 0, merge="nudge")
    work.undo()
    assert (item(work, "text").place.x, item(work, "qr").place.x) == (10.5, 66)


def test_a_move_that_comes_to_nothing_does_not_swallow_the_step_before(work: Work) -> None:
    work.choose((0,))
    work.move(-2, -2)  # into the corner
    work.move(-1, 0, merge="nudge")  # the paper ends here
    work.move(1, 0, merge="nudge")
    work.undo()
    assert item(work, "box").place == Place(0, 0, 60, 40)


def test_what_is_refused_changes_nothing_and_says_why(work: Work) -> None:
    told: list[str] = []
    work.refused.connect(told.append)
    before = work.history
    reason = work.edit(lambda design, draft: design.set(draft, 1, "pt", 900))
    assert "pt" in reason
    assert told == [reason]
    assert work.history is before
    assert work.edit(lambda design, draft: design.set(draft, 1, "pt", 12)) == ""
    assert told[-1] == ""


def test_what_is_added_or_doubled_is_chosen_and_what_is_removed_is_not(work: Work) -> None:
    work.add("box", Place(1, 1, 5, 5))
    assert work.chosen[0].kind == "box"
    assert work.selection == (4,)
    work.duplicate()
    assert work.selection == (5,)
    assert work.chosen[0].place == Place(3, 3, 5, 5)
    work.remove()
    assert work.selection == ()
    assert len(now(work).items) == 5
    work.choose(range(5))
    work.remove()
    assert len(now(work).items) == 5, "something must stay on the ticket"


def test_later_and_earlier_follow_the_item(work: Work) -> None:
    work.choose((0,))
    work.order(up=True)
    assert work.selection == (1,)
    assert work.chosen[0].kind == "box"
    work.order(up=False)
    work.order(up=False)
    assert work.selection == (0,)


def test_keys_make_one_item_larger_and_never_nothing(work: Work) -> None:
    work.choose((0,))
    work.grow(5, 0.5)
    assert item(work, "box").place == Place(2, 2, 65, 40.5)
    work.grow(-500, 0)
    assert item(work, "box").place.width == 0.5


def test_several_come_into_line_in_one_step(work: Work) -> None:
    work.choose((0, 1, 2))
    before = now(work).source
    align(work, "right")
    assert [one.place.x + one.place.width for one in work.chosen] == [97, 97, 97]
    work.undo()
    assert now(work).source == before
    align(work, "centre")
    middles = {one.place.y + one.place.height / 2 for one in work.chosen}
    assert max(middles) - min(middles) < 0.011


def test_a_layout_that_is_left_with_changes_waits_with_all_its_steps(work: Work, tmp_path: Path) -> None:
    work.choose((1,))
    work.move(3, 0)
    design = desk_of(tmp_path)
    work.begin(design, "roll-80mm", design.open("roll-80mm"))
    assert [table.origin.key for table in work.left] == ["small"]
    assert work.selection == ()
    work.take_up(work.waiting("small"))
    assert item(work, "text").place.x == 13
    assert work.left == ()
    work.undo()
    assert item(work, "text").place.x == 10
    assert "# the frame" in now(work).source, "comments of the file live on"


def test_what_was_done_while_saving_is_still_to_be_saved(work: Work) -> None:
    work.choose((1,))
    work.move(3, 0)
    saving = now(work)
    work.move(1, 0)
    work.kept(id_of(work), saving, saving)
    assert work.changed
    work.undo()
    assert not work.changed


def test_a_layout_that_was_left_while_it_was_saved_is_not_taken_for_the_one_on_the_table(
    work: Work, tmp_path: Path
) -> None:
    work.choose((1,))
    work.move(3, 0)
    saving, draft_id, design = now(work), id_of(work), desk_of(tmp_path)
    work.begin(design, "roll-80mm", design.open("roll-80mm"))
    work.kept(draft_id, saving, saving)
    assert work.left == (), "it is saved: nothing waits"
    assert not work.changed
    work.choose((0,))
    work.move(0, 1)
    assert work.changed
    assert now(work).name == "roll-80mm"


def test_the_back_is_a_side_of_its_own(work: Work) -> None:
    work.show_side("back")
    assert work.items == ()
    work.add("text", Place(5, 5, 40, 6))
    assert [one.kind for one in work.items] == ["text"]
    assert work.chosen[0].side == "back"
    work.choose((0,))
    assert work.side == "front"
