"""The outbox: acts in the words of the trade, the cause, and what a person decides about them."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.cut_words import cut_off
from tests.ui.played_sync import NOW, act
from tests.ui.stage import STATUS, Stage
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.outbox import ActState, Attempt, Choice, OutboxEntry
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.screens.outbox import OutboxScreen
from ticketforge_desktop.ui.screens.outbox.acts import cause_of, title_of


def screen_of(application: Application) -> OutboxScreen:
    screen = application.window.screens["outbox"]
    assert isinstance(screen, OutboxScreen)
    return screen


def opened(open_window: Open, stage: Stage, *acts: OutboxEntry, subject: object = "attention") -> OutboxScreen:
    stage.desk.sync_page.acts = list(acts)
    application = open_window(stage)
    application.window.open("outbox", subject)
    settle()
    return screen_of(application)


def click(qtbot: QtBot, screen: OutboxScreen) -> None:
    qtbot.mouseClick(screen.details.decide, Qt.MouseButton.LeftButton)
    settle()


def test_an_act_is_read_in_trade_words_with_its_cause_and_the_stores_own(open_window: Open, stage: Stage) -> None:
    stage.desk.sync_page.tried = {1: [Attempt(NOW, "sent", ""), Attempt(NOW, "refused", "too  much\nreally")]}
    screen = opened(open_window, stage, act(1))
    (line,) = screen.list.lines
    assert (line.title, line.state) == ("Refund of 2 tickets, order #1042", "More than the store allows")
    details = screen.details
    assert details.title.text() == "Refund of 2 tickets, order #1042"
    assert details.cause.title.text() == "More than the store allows"
    assert ("Amount", "€54.00") in details.facts.shown
    assert ("Note", "Sick") in details.facts.shown
    assert details.store_words.text() == "refundCreate: Refund amount exceeds refundable amount"
    assert [(row[1].text, row[1].second) for row in details.attempts.rows] == [
        ("Sent", ""),
        ("Refused", "too much really"),
    ]


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("sale", {"lines": [{"variant_id": 5, "quantity": 3}, {"title": "Hardticket", "quantity": 1}]},
         "Sale of 3 tickets"),
        ("draft_sale", {"lines": [{"variant_id": 5, "quantity": 1}]}, "Bill for 1 ticket"),
        ("cancel_order", {"order_id": 7}, "Cancellation, order #7"),
        ("fulfil", {"order_id": 7}, "Tickets posted, order #7"),
        ("tag", {"thing": "order", "thing_id": 7, "add": ["x"]}, "Tags, order #7"),
        ("tag", {"thing": "event", "thing_id": 7, "add": ["x"]}, "Tags"),
        ("set_event", {"title": "Herbsttour"}, "Event saved: Herbsttour"),
        ("refund", {"order_id": 7, "currency": "EUR", "money": [{"minor": 100}]}, "Refund, order #7"),
        ("made_up_later", {}, "made_up_later"),
    ],
)  # fmt: skip
def test_every_kind_has_its_words(
    open_window: Open, stage: Stage, kind: str, payload: dict[str, object], words: str
) -> None:
    screen = opened(open_window, stage, act(1, kind, payload=payload))
    assert screen.details.title.text() == words


def test_every_kind_the_store_is_told_has_words_and_an_icon(open_window: Open, stage: Stage) -> None:
    from ticketforge_desktop.services.ports.outbox import KIND_RIGHTS
    from ticketforge_desktop.ui.screens.outbox.acts import ICONS

    open_window(stage)
    assert set(KIND_RIGHTS) <= set(ICONS)
    for kind in KIND_RIGHTS:
        assert title_of(act(1, kind, payload={"lines": [{"variant_id": 1, "quantity": 1}]}), "") != kind


def test_sending_again_takes_it_off_the_list(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1, error_code="refused"), act(2))
    assert screen.details.choices.chosen is Choice.RETRY
    click(qtbot, screen)
    assert stage.desk.sync_page.did == [("retry", 1)]
    assert [line.entry.outbox_id for line in screen.list.lines] == [2]
    assert screen.details.story is not None
    assert screen.details.story.entry.outbox_id == 2


def test_settling_asks_what_was_done(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1))
    choices = screen.details.choices
    choices.boxes[Choice.SETTLE].radio.setChecked(True)
    assert not screen.details.decide.isEnabled()
    qtbot.keyClicks(choices.how, "  x ")
    assert not screen.details.decide.isEnabled()
    qtbot.keyClicks(choices.how, "paid back in cash")
    assert screen.details.decide.text() == "Settle"
    click(qtbot, screen)
    assert stage.desk.sync_page.did == [("settle", 1, "x paid back in cash")]
    assert not screen.list.lines
    assert screen.empty.title.text() == "Nothing needs attention"


def editor(screen: OutboxScreen, path: tuple[object, ...]) -> QLineEdit:
    (found,) = [widget for field, widget, _ in screen.details.choices.form.fields if field.path == path]
    assert isinstance(found, QLineEdit)
    return found


def test_a_value_is_changed_checked_while_it_is_typed_and_sent_whole(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    before = act(1)
    screen = opened(open_window, stage, before)
    choices = screen.details.choices
    assert choices.chosen is Choice.CHANGE  # too much: changing is the advisable way
    assert not screen.details.decide.isEnabled()  # nothing differs yet
    amount = editor(screen, ("money", 0, "minor"))
    assert amount.text() == "54.00"
    amount.selectAll()
    qtbot.keyClicks(amount, "forty")
    (frame,) = [frame for field, _, frame in choices.form.fields if field.key == "minor"]
    assert frame is not None
    assert frame.fault == "Type an amount such as 42.00."
    assert not screen.details.decide.isEnabled()
    amount.selectAll()
    qtbot.keyClicks(amount, "42,00")
    assert not frame.fault
    click(qtbot, screen)
    ((what, which, payload),) = stage.desk.sync_page.did
    assert (what, which) == ("change", 1)
    assert payload == {**before.payload, "money": [{"payment_id": 5, "minor": 4200}]}


def test_what_the_outbox_refuses_stands_beside_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    screen = opened(open_window, stage, act(1))
    note = editor(screen, ("note",))
    note.selectAll()
    qtbot.keyClicks(note, "Ill")
    stage.desk.sync_page.refuse = BadInput("Too short.", field="note")
    click(qtbot, screen)
    (frame,) = [frame for field, _, frame in screen.details.choices.form.fields if field.key == "note"]
    assert frame is not None
    assert frame.fault == "Too short."
    assert note.text() == "Ill"
    assert screen.details.decide.isEnabled()
    screen.refresh()
    assert editor(screen, ("note",)).text() == "Ill"


def test_somebody_else_was_quicker(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1, error_code="refused"))
    stage.desk.sync_page.refuse = Conflict("settled elsewhere")
    stage.desk.sync_page.acts = []
    click(qtbot, screen)
    assert not screen.list.lines


def test_a_number_key_chooses_and_control_return_decides(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1, error_code="refused"))
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert screen.details.choices.boxes[Choice.RETRY].radio.hasFocus()
    qtbot.keyClick(screen.details.choices, Qt.Key.Key_3)
    assert screen.details.choices.chosen is Choice.SETTLE
    qtbot.keyClick(screen.details.choices, Qt.Key.Key_1)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stage.desk.sync_page.did == [("retry", 1)]


def test_an_act_that_may_have_arrived_warns_before_it_is_sent_again(open_window: Open, stage: Stage) -> None:
    doubt = act(1, "sale", maybe_done=True, choices=("retry", "settle"), error_code="maybe_done")
    screen = opened(open_window, stage, doubt)
    assert screen.details.cause.title.text() == "Answer lost, may have arrived"
    assert "Look in the store's admin first" in screen.details.cause.text.text()
    boxes = screen.details.choices.boxes
    assert "twice" in boxes[Choice.RETRY].note.text()
    assert boxes[Choice.CHANGE].isHidden()


def test_without_the_right_one_may_look_and_not_decide(open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1), act(2, "tag"))
    rights = frozenset({Right.VIEW, Right.EDIT_EVENTS})
    screen.context.actions.set_staff(Staff("x", "X", rights))
    screen.details.show_story(screen.details.story)  # type: ignore[arg-type]
    assert not screen.details.decide.isEnabled()
    assert "right is missing" in screen.details.note.text()
    screen.list.setCurrentIndex(screen.list.model().index(1, 0))
    assert screen.details.allowed


def test_what_waits_is_told_with_its_turn_and_what_it_waits_for(open_window: Open, stage: Stage) -> None:
    retried = act(4, "tag", ActState.PENDING, attempts=2, next_attempt_at=NOW + timedelta(minutes=1))
    first = act(3, "fulfil", ActState.SENDING)
    blocked = act(9, "cancel_order", ActState.PENDING, attempts=0)
    stage.desk.sync_page.blocking = {9: act(1)}
    screen = opened(open_window, stage, blocked, retried, first, act(1), subject="waiting")
    assert [line.entry.outbox_id for line in screen.list.lines] == [3, 4, 9]
    local = (NOW + timedelta(minutes=1)).astimezone().strftime("%H:%M")
    assert [line.state for line in screen.list.lines] == [
        "Being sent",
        f"Again at {local}, attempt 3",
        "Waits for its turn",
    ]
    screen.list.setCurrentIndex(screen.list.model().index(2, 0))
    assert screen.details.cause.title.text() == "Waits behind another act"
    assert not screen.details.foot.isVisible()
    screen.details.to_blocking.click()
    settle()
    assert screen.tab == "attention"
    assert screen.list.current == 1


def test_what_is_done_tells_how(open_window: Open, stage: Stage) -> None:
    arrived = act(5, "sale", ActState.DONE, done_at=NOW, result={"order_id": 8, "order_name": "#1099"})
    by_hand = act(6, "refund", ActState.DONE, done_at=NOW, settled_by="J. S.", settled_how="paid in cash")
    screen = opened(open_window, stage, arrived, by_hand, subject="done")
    assert screen.list.lines[0].state == "In the store"
    assert screen.details.to_order.text() == "Open #1099"
    screen.list.setCurrentIndex(screen.list.model().index(1, 0))
    assert screen.details.cause.title.text() == "Settled by hand"
    assert ("How it was settled", "paid in cash") in screen.details.facts.shown


def test_later_goes_on_to_the_next_and_round(open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1), act(2))
    screen.details.wait.click()
    assert screen.list.current == 2
    screen.details.wait.click()
    assert screen.list.current == 1


def test_the_order_of_an_act_is_one_click_away(open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, act(1))
    went: list[tuple[str, object]] = []
    screen.context.go.disconnect()
    screen.context.go.connect(lambda place, subject: went.append((place, subject)))
    screen.details.to_order.click()
    assert went == [("orders", "#1042")]


def test_it_can_be_copied_and_exported(open_window: Open, stage: Stage, tmp_path: Path) -> None:
    screen = opened(open_window, stage, act(1), act(2, last_error="=cmd()"))
    screen.details.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "Refund of 2 tickets, order #1042" in copied
    assert "key-1" in copied
    screen.export_to(tmp_path / "acts.csv")
    with (tmp_path / "acts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert rows[2][5] == "'=cmd()"


def test_counts_in_the_bar_lead_here_and_are_marked(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    stage.desk.sync_page.acts = [act(1), act(2, state=ActState.PENDING)]
    window = open_window(stage).window
    window.status_bar.attention.setFocus()
    qtbot.keyClick(window.status_bar.attention, Qt.Key.Key_Return)
    assert window.place == "outbox"
    assert (window.status_bar.attention.here, window.status_bar.outbox.here) == (True, False)
    assert not any(item.isChecked() for item in window.rail.items.values())
    qtbot.mouseClick(window.status_bar.outbox, Qt.MouseButton.LeftButton)
    assert (window.status_bar.attention.here, window.status_bar.outbox.here) == (False, True)
    window.open("settings")
    assert not window.status_bar.outbox.here
    assert window.rail.items["settings"].isChecked()


def test_the_bar_leads_to_what_mends_its_state(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    qtbot.mouseClick(window.status_bar.connection, Qt.MouseButton.LeftButton)
    assert window.place == "sync"
    window.context.set_status(STATUS._replace(connected=False))
    qtbot.mouseClick(window.status_bar.connection, Qt.MouseButton.LeftButton)
    assert window._wizard is not None


def test_causes_are_words_for_every_reason_the_store_is_known_to_give(open_window: Open, stage: Stage) -> None:
    open_window(stage)
    reasons = ("sold_out", "gone", "stale", "already_done", "too_much", "bad_payload", "clock", "refused", "crash")
    words = [cause_of(act(1, error_code=reason)) for reason in reasons]
    assert len(set(words)) == len(reasons)
    assert words[-1] == "A fault of this program", "the store never saw it, so it did not refuse it"
    assert cause_of(act(1, error_code="never heard of")) == "Refused by the store"
    assert cause_of(replace(act(1), error_code="wrong_shop")) == "Another shop answers behind this address"


def test_typed_words_survive_a_change_of_language(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    stage.desk.sync_page.acts = [act(1)]
    application.window.open("outbox", "attention")
    screen = screen_of(application)
    note = editor(screen, ("note",))
    note.selectAll()
    qtbot.keyClicks(note, "Ill")
    application.set_language("de")
    settle()
    QCoreApplication.processEvents()
    assert editor(screen, ("note",)).text() == "Ill"
    assert editor(screen, ("money", 0, "minor")).text() == "54,00"
    assert screen.details.title.text() == "Erstattung für 2 Tickets, Bestellung #1042"
    assert screen.header.title.text() == "Zu klären"


def test_a_refresh_without_news_leaves_the_reader_where_they_are(open_window: Open, stage: Stage) -> None:
    screen = opened(open_window, stage, *(act(number) for number in range(1, 60)))
    bar = screen.list.verticalScrollBar()
    settle()
    bar.setValue(bar.maximum())
    before = bar.value()
    assert before > 0
    screen.refresh()
    settle()
    assert bar.value() == before
    assert screen.list.current == 1


def test_what_lies_behind_the_newest_is_listed_when_asked_for(
    qtbot: QtBot, open_window: Open, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.ui.screens.outbox.screen.MOST", 2)
    screen = opened(open_window, stage, *(act(number) for number in range(5, 0, -1)))
    listed = lambda: [line.entry.outbox_id for line in screen.list.lines]  # noqa: E731
    assert listed() == [5, 4]
    assert not screen.older.isHidden()
    screen.older.click()
    qtbot.waitUntil(lambda: listed() == [5, 4, 3, 2])
    screen.older.click()
    qtbot.waitUntil(lambda: listed() == [5, 4, 3, 2, 1])
    assert screen.older.isHidden()
    screen.arrive("attention")
    qtbot.waitUntil(lambda: listed() == [5, 4])


def test_the_way_to_older_acts_cuts_no_word_off_in_a_small_window(
    qtbot: QtBot, open_window: Open, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.ui.screens.outbox.screen.MOST", 2)
    stage.desk.sync_page.acts = [act(number) for number in range(5, 0, -1)]
    application = open_window(stage)
    application.set_language("de")
    application.window.resize(1024, 700)
    application.window.open("outbox", "attention")
    settle()
    screen = screen_of(application)
    qtbot.waitUntil(screen.older.isVisible)
    settle()
    assert screen.older.text() == "Ältere zeigen"
    assert list(cut_off(screen, application.context.theme)) == []
