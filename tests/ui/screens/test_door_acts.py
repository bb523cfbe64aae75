"""What a supervisor does at the door: lets in by hand, keeps out, empties the house; and the counters in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import House, at_the_door, context_on, shown
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.domain.shared_log import Entry, EntryKind
from ticketforge_desktop.domain.uses import SINGLE
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.door import DoorScreen


@pytest.fixture
def steward(house: House, app: QApplication) -> Iterator[DoorScreen]:
    rights = DEFAULT_MANAGER.rights - {Right.FORCE_ADMISSION, Right.UNDO_ADMISSION}
    with context_on(house, app, staff=replace(DEFAULT_MANAGER, rights=rights)) as context:
        yield at_the_door(context, house)


def scan(door: DoorScreen, code: str) -> Verdict:
    door.scan(code)
    door.queue._hold.stop()
    assert door.answer is not None
    assert door.answer.result is not None
    return door.answer.result.verdict


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def open_more(door: DoorScreen, act: str) -> None:
    press(door.kiosk.more)
    press(door.kiosk.seldom[act])


def test_somebody_is_let_in_by_hand_for_a_reason_that_is_logged(door: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    assert scan(door, code) is Verdict.ALREADY_USED
    open_more(door, "force")
    assert door.kiosk.ask_bar.isVisible()
    assert door.kiosk.scan.hasFocus(), "a scanner's Return must not answer"
    press(door.kiosk.ask_bar.answers[1])
    assert not door.kiosk.ask_bar.isVisible()
    field = door.kiosk.field.shown
    assert field is not None
    assert (field.word, field.reason.split(" · ")[0]) == ("Admitted", "Let in by hand")
    newest = house.admissions.recent("", 1)[0]
    assert (newest.kind, newest.reason) == ("force", "Supervisor decides")
    assert door.kiosk.counters["admitted"].value.text() == "2"
    door.ask_undo()
    door.undo("a mistake")
    assert door.kiosk.counters["admitted"].value.text() == "1"


def test_nobody_is_let_in_by_hand_where_the_verdict_let_them_in_or_nothing_was_scanned(
    door: DoorScreen, house: House
) -> None:
    force = door.kiosk.seldom["force"]
    assert not force.isEnabled()
    scan(door, house.codes_tonight()[0])
    assert not force.isEnabled()
    scan(door, "garbage")
    assert not force.isEnabled()


def test_letting_in_anyway_stands_beside_the_verdict_that_kept_somebody_out(
    door: DoorScreen, steward: DoorScreen, house: House
) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    assert not door.kiosk.force.isVisible()
    scan(door, code)
    press(door.kiosk.force)
    assert door.kiosk.ask_bar.isVisible()
    scan(door, house.valid_tickets()[1].number)
    assert door.kiosk.admit.isVisible()
    assert not door.kiosk.force.isVisible(), "one way in is enough"
    scan(steward, code)
    assert not steward.kiosk.force.isVisible()


def test_a_scan_drops_the_question_and_is_checked(door: DoorScreen, house: House) -> None:
    codes = house.codes_tonight()
    scan(door, codes[0])
    scan(door, codes[0])
    door.acts.ask_force()
    assert scan(door, codes[1]) is Verdict.ADMITTED
    assert not door.kiosk.ask_bar.isVisible()
    door.kiosk.ask_bar.decided.emit("too late")
    assert all(row.kind != "force" for row in house.admissions.recent("", 9))


@pytest.mark.parametrize("printed", [True, False])
def test_a_code_typed_into_the_answer_is_a_scan_and_no_reason(door: DoorScreen, house: House, printed: bool) -> None:
    codes = house.codes_tonight()
    scan(door, codes[0])
    scan(door, codes[0])
    door.acts.ask_force()
    raw = house.valid_tickets()[1].number if printed else codes[1]
    QTest.keyClicks(door.kiosk.ask_bar.other, raw)
    QTest.keyClick(door.kiosk.ask_bar.other, Qt.Key.Key_Return)
    assert all(row.kind != "force" for row in house.admissions.recent("", 9))
    assert door.answer is not None
    assert door.answer.scan.raw == raw


def test_an_answer_that_runs_on_is_not_taken(door: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    scan(door, code)
    door.acts.ask_force()
    other = door.kiosk.ask_bar.other
    other.setText("https://example.test/" + "x" * 80)
    other.returnPressed.emit()
    assert all(row.kind != "force" for row in house.admissions.recent("", 9))
    assert other.selectedText() == other.text()[80:]
    other.setText(other.text()[:80])
    other.returnPressed.emit()
    assert house.admissions.recent("", 1)[0].kind == "force"


def test_a_ticket_is_blocked_and_passes_again(door: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    door.undo("look")  # nothing was asked: nothing is undone
    scan(door, code)
    open_more(door, "block")
    door.kiosk.ask_bar.other.setText("  stolen   on Friday ")
    door.kiosk.ask_bar.other.returnPressed.emit()
    assert door.kiosk.field.shown is None
    assert scan(door, code) is Verdict.BLOCKED
    assert door.kiosk.field.shown is not None
    assert re.fullmatch(r"Blocked \d\d:\d\d at Station 1: stolen on Friday", door.kiosk.field.shown.reason)
    assert door.kiosk.seldom["block"].accessibleName() == "Unblock"
    open_more(door, "block")
    press(door.kiosk.ask_bar.answers[0])
    assert scan(door, code) is Verdict.ALREADY_USED


def test_the_house_is_emptied_only_after_what_follows_was_said(door: DoorScreen, house: House) -> None:
    for code in house.codes_tonight()[:3]:
        scan(door, code)
    open_more(door, "empty")
    assert door.kiosk.ask_bar.which.text().startswith("3 inside count as gone")
    assert not door.kiosk.ask_bar.other.isVisible()
    press(door.kiosk.ask_bar.keep)
    assert door.kiosk.counters["inside"].value.text() == "3"
    open_more(door, "empty")
    press(door.kiosk.ask_bar.answers[0])
    assert door.kiosk.counters["inside"].value.text() == "0"
    assert door.kiosk.counters["admitted"].value.text() == "3"
    assert door.kiosk.recent.scans[0].kind == "exit_all"


def test_the_rule_empties_the_house_while_the_door_is_open(door: DoorScreen, house: House) -> None:
    house.gates.change(house.tonight.event_id, "", {"exit_all": "start+60"}, DEFAULT_MANAGER)
    scan(door, house.codes_tonight()[0])
    told: list[str] = []
    door.context.told.connect(lambda _tone, words: told.append(words))
    for _ in range(20):
        door._tick()
    assert door.kiosk.counters["inside"].value.text() == "1"
    house.clock.pass_by(minutes=91)
    for _ in range(20):
        door._tick()
    assert door.kiosk.counters["inside"].value.text() == "0"
    assert told == ["By this gate's rule everybody has left: 1."]


def test_without_the_rights_there_is_nothing_to_press(steward: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(steward, code)
    scan(steward, code)
    seldom = steward.kiosk.seldom
    assert {key: button.isEnabled() for key, button in seldom.items() if key not in ("rules", "kiosk", "camera")} == {
        "counts": True, "force": False, "block": False, "empty": False,
    }  # fmt: skip


def test_counters_by_category_and_gate_are_live(door: DoorScreen, house: House) -> None:
    ticket, code = house.valid_tickets()[0], house.codes_tonight()[0]
    open_more(door, "counts")
    assert door.kiosk.counts.isVisible()
    expected = sum(row.category == ticket.category for row in house.valid_tickets())

    def line() -> str:
        return next(told for told in door.kiosk.counts.told if told.startswith(f"{ticket.category}: "))

    number = door.context.formats.number
    assert line() == f"{ticket.category}: 0 inside · 0 of {number(expected)} admitted"
    scan(door, code)
    assert line() == f"{ticket.category}: 1 inside · 1 of {number(expected)} admitted"
    assert f"Gate {door.post.gate}: 1 admitted · 0 out" in door.kiosk.counts.told
    door.acts.switch_counts()
    assert door.kiosk.recent.isVisible()


def test_counters_know_what_the_other_doors_wrote(door: DoorScreen, house: House) -> None:
    tickets, codes = house.valid_tickets(), house.codes_tonight()
    scan(door, codes[0])
    open_more(door, "counts")
    here = f"Gate {door.post.gate}: 1 admitted · 0 out"
    assert here in door.kiosk.counts.told
    others = [
        Entry(
            "0" * 32, "Westportal", f"w{at}", house.clock.now(), ticket.ticket_id, kind, verdict, "West", ticket.issue
        )
        for at, (ticket, kind, verdict) in enumerate(
            [
                (tickets[1], EntryKind.ADMIT, "admitted"),
                (tickets[2], EntryKind.ADMIT, "admitted"),
                (tickets[2], EntryKind.EXIT, "exited"),
            ]
        )
    ]
    terms = TicketTerms(SINGLE, lambda _at: "")
    house.profile.shared_log.take(house.tonight.event_id, others, lambda _ticket: terms)
    door.context.broadcast(ChangeSet.of(Kind.ADMISSION))
    assert here in door.kiosk.counts.told
    assert "Gate West: 2 admitted · 1 out" in door.kiosk.counts.told
    came = sum(ticket.category == tickets[0].category for ticket in tickets[:3])
    inside = sum(ticket.category == tickets[0].category for ticket in tickets[:2])
    line = next(told for told in door.kiosk.counts.told if told.startswith(f"{tickets[0].category}: "))
    assert line.startswith(f"{tickets[0].category}: {inside} inside · {came} of ")
    head = door.kiosk.counters
    assert (head["admitted"].value.text(), head["inside"].value.text()) == ("3", "2")


def test_the_bars_fit_a_small_display(context: Context, house: House) -> None:
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1024, 768)
    screen.arrive(house.tonight.event_id)
    press(screen.kiosk.more)
    QApplication.processEvents()
    edges = [button.geometry().right() for button in (*screen.kiosk.more_bar.buttons, screen.kiosk.more_bar.keep)]
    assert max(edges) <= screen.kiosk.more_bar.width()
    assert all(button.height() >= 56 for button in screen.kiosk.more_bar.buttons)


def test_where_room_is_short_what_can_be_done_keeps_its_word(context: Context, house: House) -> None:
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1024, 768)
    screen.arrive(house.tonight.event_id)
    code = house.codes_tonight()[0]
    house.gates.block(house.valid_tickets()[0].ticket_id, "stolen", DEFAULT_MANAGER)
    assert scan(screen, code) is Verdict.BLOCKED
    kiosk = screen.kiosk
    assert not kiosk.undo.isEnabled()
    assert (kiosk.undo.text(), kiosk.force.text()) == ("", "Let in anyway …")
    assert kiosk.undo.accessibleName() == "Undo this admission"
