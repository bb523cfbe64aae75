"""An evening at gate A: guests, doubles, garbage, a mistake taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import House, context_on, shown
from ticketforge_desktop.domain.errors import DiskFull
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.domain.verdicts import Signal, Verdict
from ticketforge_desktop.services.settings import DOOR_BARE
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.door.scan_queue import HELD_MS
from ticketforge_desktop.ui.screens.door.scans import words_of


@pytest.fixture
def door(context: Context, house: House) -> DoorScreen:
    screen = DoorScreen(context)
    screen.sounds._beep = lambda: None
    shown(screen, 1280, 768)
    screen.arrive(house.tonight.event_id)
    QApplication.processEvents()
    return screen


def scan(door: DoorScreen, text: str) -> Verdict | None:
    """As a wedge scanner does it: keys, then Return, wherever the focus is."""
    focus = QApplication.focusWidget() or door.kiosk.scan
    focus = focus if door.isAncestorOf(focus) else door.kiosk.scan
    QTest.keyClicks(focus, text[:1])
    QTest.keyClicks(door.kiosk.scan, text[1:])
    QTest.keyClick(door.kiosk.scan, Qt.Key.Key_Return)
    answer = door._answer
    # Longer than the hold, so that stories do not depend on who was scanned before.
    door.queue._hold.stop()
    return answer.result.verdict if answer and answer.result else None


def test_a_ticket_is_admitted_once_and_its_double_names_the_first_time(door: DoorScreen, house: House) -> None:
    ticket, code = house.valid_tickets()[0], house.codes_tonight()[0]
    first = house.clock.now()
    assert scan(door, code) is Verdict.ADMITTED
    field = door.kiosk.field.shown
    assert field is not None
    assert (field.signal, field.word, field.reason) == (Signal.ADMITTED, "Admitted", ticket.category)
    assert field.facts[0].value == f"Order {ticket.order}"
    house.clock.pass_by(minutes=16)
    assert scan(door, code) is Verdict.ALREADY_USED
    field = door.kiosk.field.shown
    assert field.word == "Attention"
    assert (
        field.reason == f"Already used {door.context.formats.time(first, house.tonight.zone)} · Gate {door.post.gate}"
    )
    assert field.facts[2].value == "16 min ago"
    assert field.facts[2].detail.endswith(f", {house.station.station_name()}"), "not “station Station 1”"
    assert field.advice.startswith("Do not admit yet")


def test_the_verdict_is_told_to_screen_readers(door: DoorScreen, house: House) -> None:
    scan(door, house.codes_tonight()[0])
    assert door.kiosk.field.accessibleName().startswith("Admitted. ")
    assert "Holder" in door.kiosk.field.accessibleDescription()


def test_an_admission_is_taken_back_for_a_reason_and_the_ticket_enters_again(door: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    QTest.keyClick(door.kiosk.scan, Qt.Key.Key_Backspace)
    assert door.kiosk.undo_bar.isVisible()
    QTest.mouseClick(door.kiosk.undo_bar.mistake, Qt.MouseButton.LeftButton)
    assert not door.kiosk.undo_bar.isVisible()
    assert door.kiosk.field.shown is None
    newest = house.admissions.recent(door.post.gate, 1)[0]
    assert newest.reason == "Scanned by mistake"
    assert scan(door, code) is Verdict.ADMITTED


def test_an_older_admission_is_chosen_and_taken_back(door: DoorScreen, house: House) -> None:
    codes = house.codes_tonight()
    scan(door, codes[0])
    scan(door, codes[1])
    door.kiosk.recent.setCurrentIndex(door.kiosk.recent.model().index(1, 0))
    assert door.kiosk.undo.accessibleName() == "Undo the chosen one"
    door.kiosk.undo.click()
    door.undo("wrong guest")
    assert scan(door, codes[0]) is Verdict.ADMITTED
    assert scan(door, codes[1]) is Verdict.ALREADY_USED


def test_a_scan_while_a_reason_is_asked_for_drops_the_question_and_is_checked(door: DoorScreen, house: House) -> None:
    codes = house.codes_tonight()
    scan(door, codes[0])
    door.ask_undo()
    assert door.kiosk.scan.hasFocus()  # a scanner's Return must not press a button
    assert scan(door, codes[1]) is Verdict.ADMITTED
    assert not door.kiosk.undo_bar.isVisible()
    assert scan(door, codes[0]) is Verdict.ALREADY_USED


def test_a_code_scanned_into_the_reason_is_a_scan_and_takes_nothing_back(door: DoorScreen, house: House) -> None:
    codes = house.codes_tonight()
    scan(door, codes[0])
    door.ask_undo()
    QTest.keyClicks(door.kiosk.undo_bar.other, codes[1])
    QTest.keyClick(door.kiosk.undo_bar.other, Qt.Key.Key_Return)
    assert door.answer is not None
    assert door.answer.scan.raw == codes[1]
    assert not door.kiosk.undo_bar.isVisible()
    assert scan(door, codes[0]) is Verdict.ALREADY_USED


def test_without_the_right_nothing_is_taken_back(house: House, app: QApplication) -> None:
    steward = replace(DEFAULT_MANAGER, rights=DEFAULT_MANAGER.rights - {Right.UNDO_ADMISSION})
    with context_on(house, app, staff=steward) as context:
        screen = DoorScreen(context)
        screen.sounds.muted = True
        shown(screen, 1280, 768)
        screen.arrive(house.tonight.event_id)
        scan(screen, house.codes_tonight()[0])
        assert not screen.kiosk.undo.isEnabled()
        QTest.keyClick(screen.kiosk.scan, Qt.Key.Key_Backspace)
        assert not screen.kiosk.undo_bar.isVisible()


def test_counters_and_recent_scans_follow(door: DoorScreen, house: House) -> None:
    codes = house.codes_tonight()
    for code in (codes[0], codes[1], codes[0], "garbage"):
        scan(door, code)
    counters = door.kiosk.counters
    assert counters["admitted"].value.text() == "2"
    assert counters["inside"].value.text() == "2"
    expected = len(house.valid_tickets())
    assert counters["expected"].value.text() == door.context.formats.number(expected)
    verdicts = [row.verdict for row in door.kiosk.recent.scans]
    assert verdicts == ["unreadable", "already_used", "admitted", "admitted"]
    assert "Attention 2" in door.kiosk.signals.accessibleName()


@pytest.mark.parametrize("garbage", ["x" * 10_000, "\x00\x1b[2J", "=cmd|' /C calc'!A0", "0" * 223, "😀" * 40])
def test_garbage_gets_an_answer_and_admits_nobody(door: DoorScreen, garbage: str) -> None:
    door.scan(garbage)
    assert door._answer.result is not None
    assert not door._answer.result.verdict.opens
    assert door.kiosk.field.shown.signal in (Signal.ATTENTION, Signal.REFUSED)
    assert len(door.kiosk.field.shown.facts[0].value) <= 28
    assert not door.kiosk.field.grab().isNull()


def test_a_bare_number_asks_and_the_steward_decides(door: DoorScreen, house: House) -> None:
    ticket = house.valid_tickets()[0]
    assert scan(door, ticket.number) is Verdict.CONFIRM
    assert door.kiosk.admit.isVisible()
    assert door.kiosk.field.shown.facts[0].detail == (ticket.holder or "name not shared by the shop")
    QTest.mouseClick(door.kiosk.admit, Qt.MouseButton.LeftButton)
    assert door._answer.result.verdict is Verdict.ADMITTED
    assert not door.kiosk.admit.isVisible()
    assert house.admissions.use_of(ticket.ticket_id) is not None


def test_a_changed_policy_counts_while_the_door_is_open(door: DoorScreen, house: House) -> None:
    first, second = house.valid_tickets()[:2]
    assert scan(door, first.number) is Verdict.CONFIRM
    house.station.put_setting(DOOR_BARE.key, json.dumps("admit"), DEFAULT_MANAGER)
    assert scan(door, second.number) is Verdict.ADMITTED


def test_the_list_tells_an_exit_that_was_refused_from_an_entry(door: DoorScreen, house: House) -> None:
    door.switch_direction()
    assert scan(door, house.codes_tonight()[0]) is Verdict.NOT_INSIDE
    (newest,) = door.kiosk.recent.scans[:1]
    assert newest.kind == "exit"
    assert words_of(newest)[2].startswith("Exit: ")


def test_another_events_ticket_names_its_event(door: DoorScreen, house: House) -> None:
    other = next(t for t in house.queries.tickets() if t.event_id != house.tonight.event_id and t.state == "valid")
    assert scan(door, house.codes.code_of(other)) is Verdict.WRONG_EVENT
    assert door.kiosk.field.shown.word == "Refused"
    title = house.queries.event(other.event_id).row.title
    assert door.kiosk.field.shown.reason == f"Another event · {title}"


def test_nothing_that_was_scanned_in_a_rush_is_lost_and_answers_keep_their_order(
    house: House, app: QApplication, qtbot
) -> None:
    codes = house.codes_tonight()[:8]
    with context_on(house, app, threads=True) as context:
        screen = DoorScreen(context)
        screen.sounds.muted = True
        shown(screen, 1280, 768)
        screen.arrive(house.tonight.event_id)
        qtbot.waitUntil(lambda: screen.post is not None)
        answered: list[str] = []
        screen.queue.answered.connect(lambda answer: answered.append(answer.scan.raw))
        for code in codes:
            screen.scan(code)
        assert screen.queue.waiting == len(codes)
        qtbot.waitUntil(lambda: len(answered) == len(codes), timeout=20_000)
        assert answered == codes
        assert len(house.admissions.recent(screen.post.gate, 50)) == len(codes)
        screen.escape()


def test_a_refusal_is_not_covered_at_once_by_the_next_verdict(door: DoorScreen, house: House, qtbot) -> None:
    codes = house.codes_tonight()
    door.scan("garbage")
    door.scan(codes[0])  # checked and logged at once …
    assert house.admissions.recent(door.post.gate, 1)[0].verdict == "admitted"
    assert door.kiosk.field.shown.signal is Signal.ATTENTION  # … but shown after the refusal was seen
    qtbot.waitUntil(lambda: door.kiosk.field.shown.signal is Signal.ADMITTED, timeout=HELD_MS * 10)


def test_a_full_disk_admits_nobody_and_says_so(door: DoorScreen, house: House, monkeypatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("No room left.")

    monkeypatch.setattr(house.check_in, "check", full)
    door.scan(house.codes_tonight()[0])
    assert door.kiosk.field.shown.signal is Signal.REFUSED
    assert door.kiosk.field.shown.reason == "Not checked"
    assert "disk" in door.kiosk.field.shown.advice.lower()


def test_keys_pressed_anywhere_reach_the_scan_field(door: DoorScreen) -> None:
    door.kiosk.undo.setEnabled(True)
    for elsewhere in (door.kiosk.undo, door.kiosk.recent, door.kiosk.leave):
        elsewhere.setFocus()
        QTest.keyClicks(elsewhere, "7")
        assert door.kiosk.scan.text() == "7"
        assert door.kiosk.scan.hasFocus()
        door.kiosk.scan.clear()


def test_the_focus_comes_back_by_itself(door: DoorScreen) -> None:
    door.kiosk.leave.setFocus()
    door.kiosk._back.timeout.emit()
    assert door.kiosk.scan.hasFocus()


def test_exit_scans_let_out_who_is_inside(door: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    door.context.actions.trigger("door.direction")
    assert door.kiosk.direction.text() == "Exit"
    verdict = scan(door, code)
    assert verdict is Verdict.EXITED
    assert door.kiosk.field.shown.signal is Signal.EXIT
    assert scan(door, house.codes_tonight()[1]) is Verdict.NOT_INSIDE


def test_the_door_is_set_up_by_event_gate_and_direction(context: Context, house: House) -> None:
    screen = DoorScreen(context)
    shown(screen, 1280, 768)
    setup = screen.setup
    assert setup.isVisible()
    assert setup.gate.text() == "A"
    setup.events.check([])
    assert not setup.begin.isEnabled()
    keys = list(setup.rows)
    setup.events.check(keys[:2])
    setup.gate.setText(" Nord ")
    kiosk: list[bool] = []
    context.kiosk.connect(kiosk.append)
    setup.begin.click()
    assert screen.post.event_ids == tuple(keys[:2])
    assert screen.post.gate == "Nord"
    assert screen.kiosk.title.text() == "2 events"
    assert kiosk == [True]
    QTest.keyClick(screen.kiosk.scan, Qt.Key.Key_Escape)
    assert kiosk[-1] is False
    assert setup.isVisible()


def test_tonights_only_event_is_ticked_already(context: Context, house: House) -> None:
    screen = DoorScreen(context)
    shown(screen, 1280, 768)
    today = [
        row
        for row in screen.setup.rows.values()
        if row.starts_at is not None
        and local(row.starts_at, row.zone).date() == local(house.clock.now(), row.zone).date()
    ]
    wanted = (house.tonight.event_id,) if len(today) == 1 else ()
    assert screen.setup.event_ids == wanted


def test_a_ticked_event_stays_when_the_filter_does_not_find_it(context: Context, house: House) -> None:
    screen = DoorScreen(context)
    shown(screen, 1280, 768)
    key = next(iter(screen.setup.rows))
    screen.setup.choose(key)
    screen.setup.search.setText("xyzzy")
    screen.setup.search.returnPressed.emit()
    assert screen.setup.event_ids == (key,)


def test_the_words_follow_the_language_without_being_said_again(door: DoorScreen, house: House) -> None:
    from ticketforge_desktop.ui.language import Translators

    scan(door, house.codes_tonight()[0])
    translators = Translators()
    door.context.set_language("de")
    translators.use("de")
    QApplication.processEvents()
    try:
        assert door.kiosk.field.shown.word == "Eingelassen"
        assert door.kiosk.gate.text() == "Tor A"
    finally:
        for translator in translators._installed:
            QApplication.removeTranslator(translator)


def test_the_age_of_the_mirror_stands_beside_every_verdict(door: DoorScreen, house: House) -> None:
    scan(door, house.codes_tonight()[0])
    assert door.kiosk.confidence.text().startswith("Mirror ")
    assert door.kiosk.confidence.text().endswith("this station's scans only")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    yield
    QApplication.processEvents()


def test_a_later_day_is_named_with_the_time(door: DoorScreen, house: House) -> None:
    code = house.codes_tonight()[0]
    scan(door, code)
    day = door.context.formats.day(house.clock.now(), house.tonight.zone)
    house.clock.at += timedelta(days=2)
    scan(door, code)
    assert day in door.kiosk.field.shown.reason
