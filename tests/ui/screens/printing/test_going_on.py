"""What a jam leaves: doubts of several printers chosen or scanned, and a run that goes on somewhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.screens.print_house import LABELS, TALKING, fresh_tickets, jam_under, simulated, states
from tests.ui.screens.printing.page import code_of, page_of, press, troubles_of
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.services.ports.scanning import Scanned
from ticketforge_desktop.services.print_runs import PrintRuns, RunEvent
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.devices.hub import ScannerHub
from ticketforge_desktop.ui.screens.printing.jam import JamPanel


def test_the_panel_asks_about_the_paper_that_is_chosen(context: Context, desk: Desk) -> None:
    ids = jams_on_both(desk)
    panel = JamPanel(context)
    assert panel.which.count() == 2
    at = panel.which.findText(f"Labels: {desk.queries.ticket(ids[1]).number}", Qt.MatchFlag.MatchStartsWith)
    panel.which.setCurrentIndex(at)
    panel.which.activated.emit(at)
    assert panel.title.text().startswith("Labels: ")
    panel.refresh()
    assert panel.title.text().startswith("Labels: "), "what was chosen stays chosen"
    panel.void.click()
    assert states(desk, ids) == ["in_doubt", "void"]
    assert panel.which.isHidden()
    assert panel.title.text().startswith("Box office: ")
    panel.good.click()
    assert states(desk, ids) == ["printed", "void"]
    panel.deleteLater()


def jams_on_both(desk: Desk) -> list[str]:
    """A doubtful paper on each of the two printers."""
    ids = fresh_tickets(desk, 2)
    for setup, one in zip((TALKING, LABELS), ids, strict=True):
        simulated(desk, setup).order("jam", simulated(desk, setup).begun + 1)
        run_id = desk.print_page.plan(Choice(ticket_ids=(one,)))
        for _event in desk.print_page.work(run_id, [setup.name], lambda: False):
            pass
        simulated(desk, setup).mend()
    return ids


def test_a_doubtful_paper_that_is_scanned_answers_the_panel_and_no_other_scan_does(
    context: Context, desk: Desk
) -> None:
    ids = jams_on_both(desk)
    context.scanners = hub = ScannerHub(context)
    door, page = QWidget(), QLineEdit()
    got: list[str] = []
    hub.claim(door, lambda heard: got.append(heard.scan.text))
    panel = JamPanel(context)
    panel.show()
    page.show()
    page.setFocus()
    hub.give(Scanned(code_of(desk, ids[1]), "Scanner", desk.now()))
    assert states(desk, ids) == ["in_doubt", "printed"]
    seen = troubles_of(context)
    other = code_of(desk, fresh_tickets(desk, 1)[0])
    hub.give(Scanned(other, "Scanner", desk.now()))
    assert (seen, states(desk, ids)) == ([], ["in_doubt", "printed"])
    door.show()
    hub.give(Scanned(code_of(desk, ids[0]), "Scanner", desk.now()))
    assert got == [code_of(desk, ids[0])], "a door is asked first"
    assert states(desk, ids) == ["in_doubt", "printed"]
    hub.close()
    for widget in (door, page, panel):
        widget.deleteLater()


# Other printers, and several papers at once


def test_a_run_goes_on_where_somebody_says_with_as_many_papers_at_once(context: Context, desk: Desk) -> None:
    run_id, ids = jam_under(desk, 2, 6)
    screen = page_of(context)
    line = next(one for one in screen.runs.lines if one.run_id == run_id)
    press(line.others)
    card = screen.go_on_card
    assert card.isVisible()
    assert card.share.chosen == (TALKING.name,)
    for box in card.share.boxes.values():
        box.click()
    assert card.share.chosen == (LABELS.name,)
    card.share.window_box.choose("5")
    wide: list[int] = []
    asked = desk.printing.room.runs.__class__.work

    def work(runs: PrintRuns, *args: Any, **more: Any) -> Iterator[RunEvent]:
        wide.append(more["window"])
        return asked(runs, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrintRuns, "work", work)
        press(card.go_on)
        assert card.isHidden()
    assert wide == [5]
    assert states(desk, ids) == ["printed", "in_doubt", "printed", "printed", "printed", "printed"]
    assert {job.printer for one in ids[2:] for job in desk.printing.room.ledger.jobs(ticket_id=one)} == {LABELS.name}


def test_a_run_without_a_printer_can_not_go_on_elsewhere(context: Context, desk: Desk) -> None:
    run_id, _ids = jam_under(desk, 1, 2)
    screen = page_of(context)
    line = next(one for one in screen.runs.lines if one.run_id == run_id)
    press(line.others)
    screen.go_on_card.share.boxes[TALKING.name].click()
    assert not screen.go_on_card.go_on.isEnabled()
    press(screen.go_on_card.drop)
    assert screen.go_on_card.isHidden()


def test_the_status_bar_claims_of_a_printer_what_was_last_heard_of_it(desk: Desk) -> None:
    page, printer = desk.print_page, simulated(desk)
    page.setups.state(TALKING.name)
    asked = page.standing()
    assert (asked.name, asked.settled, asked.trouble) == (TALKING.name, True, "")
    assert asked.seen is not None
    printer._body.trouble = "cover"
    page.setups.state(TALKING.name)
    assert page.standing().trouble == "silent"
    printer.mend()
    page.print_on(TALKING.name, TALKING.layout, "de", fresh_tickets(desk, 1))
    printed = page.standing()
    assert printed.trouble == ""
    assert printed.seen is not None
    assert printed.seen > asked.seen
    jam_under(desk, 1, 1)
    assert not page.standing().settled
