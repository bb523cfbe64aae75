"""Every paper is listed, and leads on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import context_on
from tests.ui.screens.print_house import (
    LABELS,
    jam_under,
)
from tests.ui.screens.printing.page import page_of, press
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.places import SIDE_PLACES
from ticketforge_desktop.ui.screens.printing.words import hindrance, left_words

CLERK = Staff("c1", "Clerk", ROLE_RIGHTS[Role.TILL])


def test_papers_are_listed_and_narrowed(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 2, 3)
    screen = page_of(context)
    ledger = screen.ledger
    top = ledger.table.rows[0]
    assert top[0].text == "In doubt"
    assert top[4].text == "Paper jam"
    press(ledger.chips["doubt"])
    assert [row.job.ticket_id for row in ledger.rows] == [ids[1]]
    press(ledger.chips["void"])
    assert not ledger.chips["doubt"].isChecked()
    assert all(row.job.state == "void" for row in ledger.rows)
    press(ledger.chips["void"])
    ledger.printer.choose(LABELS.name)
    ledger.printer.activated.emit(ledger.printer.currentIndex())
    assert {row.job.printer for row in ledger.rows} <= {LABELS.name}
    ledger.search.setText("nobody at all")
    ledger.search.returnPressed.emit()
    assert ledger.none.text() == "No paper fits."
    assert not ledger.strip.isVisible()


def test_a_paper_leads_to_its_order(context: Context, desk: Desk) -> None:
    _run, ids = jam_under(desk, 1, 1)
    screen = page_of(context)
    went: list[tuple[str, object]] = []
    context.go.connect(lambda place, subject: went.append((place, subject)))
    screen.ledger.table.selectRow(0)
    press(screen.ledger.to_order)
    assert went == [("orders", desk.queries.ticket(ids[0]).order)]


def test_who_may_not_reprint_is_not_offered_it(desk: Desk, app: QApplication) -> None:
    jam_under(desk, 1, 1)
    with context_on(desk, app, staff=CLERK) as context:
        context.actions.declare(place.action for place in SIDE_PLACES)
        screen = page_of(context)
        screen.ledger.table.selectRow(0)
        assert not screen.ledger.reprint.isEnabled()
        assert screen.doubts[0].papers[0].good.isEnabled()
    with context_on(desk, app, staff=replace(CLERK, rights=ROLE_RIGHTS[Role.STEWARD])) as context:
        context.actions.declare(place.action for place in SIDE_PLACES)
        assert not page_of(context).doubts[0].papers[0].good.isEnabled()


def test_nothing_printed_yet_says_where_to_begin(context: Context, desk: Desk) -> None:
    screen = page_of(context)
    screen.ledger.show_papers(())
    assert screen.ledger.none.text().startswith("Nothing was printed here yet.")
    screen.runs.show_runs(())
    assert not screen.runs.isVisible()


@pytest.mark.parametrize(("seconds", "words"), [(None, ""), (30.0, "less"), (600.0, "10 min"), (9000.0, "2 h")])
def test_the_time_left_is_told_as_roughly_as_it_is_known(app: QApplication, seconds: float | None, words: str) -> None:
    assert words in left_words(seconds)
    assert bool(left_words(seconds)) == bool(words)


def test_every_hindrance_says_what_to_do(app: QApplication) -> None:
    from ticketforge_desktop.services.ports.printers import Condition

    unknown = hindrance("")
    told = {one: hindrance(str(one)) for one in Condition}
    harmless = {Condition.READY, Condition.BUSY, Condition.UNKNOWN}
    assert {one for one, words in told.items() if words == unknown} == harmless
    assert len({words.title for words in told.values()}) == len(Condition) - len(harmless) + 1
