"""The printing page on a real desk: a jam in a run, what people and papers answer, reprints, and every paper listed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import context_on, texts
from tests.ui.screens.print_house import (
    LABELS,
    TALKING,
    busy_event,
    fresh_tickets,
    jam_under,
    simulated,
    states,
    valid_tickets,
)
from tests.ui.screens.printing.page import code_of, page_of, press, told_by, troubles_of, wait
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.scanning import Scanned
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.devices.hub import Heard, ScannerHub
from ticketforge_desktop.ui.places import SIDE_PLACES
from ticketforge_desktop.ui.screens.printing.driver import MOST_AT_ONCE, PrintDriver
from ticketforge_desktop.ui.screens.printing.jam import JamPanel
from ticketforge_desktop.ui.screens.printing.reprint import ReprintDialog

CLERK = Staff("c1", "Clerk", ROLE_RIGHTS[Role.TILL])

# A jam


def test_a_jam_is_asked_about_with_the_last_certain_paper(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 3, 5)
    screen = page_of(context)
    (card,) = screen.doubts
    words = " ".join(texts(card))
    assert "Box office: Paper jam" in words
    assert f"The last certain paper: {desk.queries.ticket(ids[1]).number}" in words
    assert [paper.row.job.ticket_id for paper in card.papers] == [ids[2]]
    assert screen.header.line.text() == "1 paper to look at"
    assert "2 of 5 printed · 1 in doubt" in texts(screen.runs)


def test_good_then_continue_prints_the_rest_and_nothing_twice(context: Context, desk: Desk) -> None:
    run_id, ids = jam_under(desk, 3, 5)
    screen = page_of(context)
    press(screen.doubts[0].papers[0].good)
    assert screen.doubts == []
    assert states(desk, ids) == ["printed"] * 3 + [""] * 2
    line = next(one for one in screen.runs.lines if one.run_id == run_id)
    press(line.go_on)
    assert states(desk, ids) == ["printed"] * 5
    assert not line.go_on.isVisible()
    assert [paper.ticket for paper in simulated(desk).papers if paper.ticket in ids] == ids


def test_void_is_printed_again_with_the_next_issue_and_the_door_refuses_the_old_one(
    context: Context, desk: Desk
) -> None:
    _run, ids = jam_under(desk, 2, 2)
    ticket = desk.queries.ticket(ids[1])
    old = code_of(desk, ids[1])
    screen = page_of(context)
    press(screen.doubts[0].papers[0].void)
    assert states(desk, ids) == ["printed", "void"]
    screen.ledger.search.setText(ticket.number.replace("-", ""))
    screen.ledger.search.returnPressed.emit()
    screen.ledger.table.selectRow(0)
    assert screen.ledger.chosen is not None
    assert screen.ledger.chosen.number == ticket.number
    press(screen.ledger.reprint)
    dialog = screen.findChild(ReprintDialog)
    assert dialog is not None
    assert not dialog.again.isEnabled()
    assert "refused as replaced" in " ".join(texts(dialog))
    told = told_by(context)
    press(dialog.ready[0])
    press(dialog.again)
    assert told == [f"Ticket {ticket.number} printed as issue 2; put the old paper away."]
    assert simulated(desk).papers[-1].issue == 2
    result = desk.check_in.check(old, [ticket.event_id], "A", "entry", DEFAULT_MANAGER, at=desk.now())
    assert result.verdict is Verdict.REPLACED


def test_the_paper_answers_for_itself(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 2, 4)
    screen = page_of(context)
    told = told_by(context)
    screen.take_scan(Heard(Scanned(code_of(desk, ids[1]), "Scanner", desk.now())))
    assert told == ["1 paper good."]
    assert states(desk, ids[:2]) == ["printed", "printed"]
    assert screen.doubts == []


def test_the_last_certain_paper_makes_the_doubtful_one_void(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 2, 2)
    screen = page_of(context)
    told = told_by(context)
    screen.take_scan(Heard(Scanned(code_of(desk, ids[0]), "Scanner", desk.now())))
    assert told == ["1 paper is void: print it again."]
    assert states(desk, ids) == ["printed", "void"]


def test_a_paper_that_is_not_the_last_out_answers_only_for_itself(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 2, 2)
    screen = page_of(context)
    seen = troubles_of(context)
    screen.doubts[0].last_out.setChecked(False)
    screen.take_scan(Heard(Scanned(code_of(desk, ids[0]), "Scanner", desk.now())))
    assert [type(one).__name__ for one in seen] == ["Conflict"]
    assert states(desk, ids) == ["printed", "in_doubt"]


def test_no_ticket_code_answers_nothing(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 1, 1)
    screen = page_of(context)
    seen = troubles_of(context)
    screen.take_scan(Heard(Scanned("4006381333931", "Scanner", desk.now())))
    assert [type(one).__name__ for one in seen] == ["BadInput"]
    assert states(desk, ids) == ["in_doubt"]
    assert len(screen.doubts) == 1


def test_scans_come_to_the_page_while_it_is_shown(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 1, 1)
    context.scanners = hub = ScannerHub(context)
    screen = page_of(context)
    hub.give(Scanned(code_of(desk, ids[0]), "Scanner", desk.now()))
    assert states(desk, ids) == ["printed"]
    assert screen.doubts == []
    hub.close()


def test_a_doubt_that_stays_the_same_keeps_its_buttons(context: Context, desk: Desk) -> None:
    jam_under(desk, 1, 1)
    screen = page_of(context)
    before = screen.doubts[0]
    screen.refresh()
    assert screen.doubts[0] is before


# Runs


def test_an_event_is_planned_and_shared_by_two_printers(context: Context, desk: Desk) -> None:
    event = busy_event(desk)
    wanted = {one.ticket_id for one in valid_tickets(desk, event.event_id)}
    screen = page_of(context)
    screen.arrive(event)
    card = screen.new_run
    assert card.isVisible()
    assert card.chosen == (TALKING.name,)
    for box in card.share.boxes.values():
        box.setChecked(True)
    card.sort.choose("name")
    press(card.begin)
    assert not card.isVisible()
    assert set(states(desk, sorted(wanted))) == {"printed"}
    papers = [paper.ticket for setup in (TALKING, LABELS) for paper in simulated(desk, setup).papers]
    assert sorted(one for one in papers if one in wanted) == sorted(wanted)
    run = desk.print_page.runs(1)[0]
    assert run.title == event.title
    assert run.progress.run.chosen["sort"] == "name"
    screen.arrive(event)
    seen = troubles_of(context)
    press(card.begin)  # all of it is on paper
    assert [type(one).__name__ for one in seen] == ["BadInput"]
    assert card.isVisible()
    assert card.begin.isEnabled()


def test_without_a_printer_nothing_can_begin(context: Context, desk: Desk) -> None:
    screen = page_of(context)
    screen.arrive(busy_event(desk))
    for box in screen.new_run.share.boxes.values():
        box.setChecked(False)
        box.clicked.emit()
    assert not screen.new_run.begin.isEnabled()


def test_cancelling_asks_first_and_leaves_what_is_printed(context: Context, desk: Desk) -> None:
    run_id, ids = jam_under(desk, 3, 6)
    screen = page_of(context)
    line = next(one for one in screen.runs.lines if one.run_id == run_id)
    press(line.cancel)
    assert "3 papers that wait are not printed. The 2 that are printed stay good" in screen.question.text.text()
    press(screen.question.no)
    assert desk.print_page.run(run_id).progress.run.state == "stopped"
    press(line.cancel)
    press(screen.question.yes)
    assert desk.print_page.run(run_id).progress.run.state == "cancelled"
    assert states(desk, ids) == ["printed", "printed", "in_doubt", "", "", ""]
    assert len(screen.doubts) == 1  # what is in doubt is asked all the same


def test_a_run_is_paused_in_the_middle_and_goes_on(desk: Desk, app: QApplication) -> None:
    with context_on(desk, app, threads=True) as context:
        context.actions.declare(place.action for place in SIDE_PLACES)
        driver = PrintDriver.of(context)
        ids = fresh_tickets(desk, 30)
        run_id = desk.print_page.plan(Choice(ticket_ids=tuple(ids)))
        ended: list[str] = []
        driver.ended.connect(ended.append)
        driver.start(run_id, [TALKING.name])
        driver.start(run_id, [TALKING.name])  # twice pressed is once begun
        assert driver.working == {run_id}
        wait(lambda: desk.print_page.run(run_id).progress.counts.printed > 1)
        desk.print_page.pause(run_id)
        wait(lambda: bool(ended))
        assert ended == [run_id]
        assert driver.working == frozenset()
        counts = desk.print_page.run(run_id).progress.counts
        assert counts.printed + counts.waiting == 30
        driver.start(run_id, [TALKING.name])
        wait(lambda: len(ended) == 2)
        assert states(desk, ids) == ["printed"] * 30
        context.desk = None


def test_more_runs_than_two_wait_for_their_turn(desk: Desk, app: QApplication) -> None:
    with context_on(desk, app, threads=True) as context:
        driver = PrintDriver.of(context)
        assert PrintDriver.of(context) is driver
        runs = [desk.print_page.plan(Choice(ticket_ids=(one,))) for one in fresh_tickets(desk, MOST_AT_ONCE + 2)]
        ended: list[str] = []
        driver.ended.connect(ended.append)
        for run_id in runs:
            driver.start(run_id, [LABELS.name if run_id == runs[0] else TALKING.name])
        driver.forget(runs[-1])  # cancelled before its turn
        assert driver.working == set(runs[:-1])
        wait(lambda: len(ended) == len(runs) - 1)
        assert runs[-1] not in ended
        assert desk.print_page.run(runs[-1]).progress.run.state == "ready"
        context.desk = None


# The panel


def test_the_panel_asks_wherever_one_is_and_goes_on_with_the_run(context: Context, desk: Desk) -> None:
    panel = JamPanel(context)
    ids = fresh_tickets(desk, 4)
    simulated(desk).order("jam", simulated(desk).begun + 2)
    run_id = desk.print_page.plan(Choice(ticket_ids=tuple(ids)))
    assert panel.isHidden()
    PrintDriver.of(context).start(run_id, [TALKING.name])
    assert not panel.isHidden()
    assert panel.title.text() == "Box office: Paper jam"
    assert desk.queries.ticket(ids[1]).number in panel.papers.text()
    simulated(desk).mend()
    panel.good.click()
    assert not panel.isHidden()
    assert panel.act.text() == "2 papers of Chosen tickets wait."
    assert panel.good.isHidden()
    panel.go_on.click()
    assert states(desk, ids) == ["printed"] * 4
    assert panel.isHidden()
    panel.deleteLater()


def test_the_panel_keeps_away_where_it_is_told_already_and_in_the_kiosk(context: Context, desk: Desk) -> None:
    jam_under(desk, 1, 1)
    panel = JamPanel(context)
    assert not panel.isHidden()
    panel.stay_away(True)
    assert panel.isHidden()
    panel.stay_away(False)
    assert not panel.isHidden()
    context.set_hold(frozenset())
    context.kiosk.emit(True)
    assert panel.isHidden()
    context.set_hold(None)
    context.kiosk.emit(False)
    assert not panel.isHidden()
    panel.close_button.click()
    assert panel.isHidden()
    panel.refresh()
    assert panel.isHidden()  # later means later
    panel.look_again()
    assert not panel.isHidden()
    panel.deleteLater()
