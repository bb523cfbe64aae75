"""Every paper is listed, and leads on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

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
from ticketforge_desktop.services.ports.printing import PrintJob, PrintState
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.places import SIDE_PLACES
from ticketforge_desktop.ui.print_desk import PaperRow
from ticketforge_desktop.ui.screens.printing.words import hindrance, left_words, paper_name, reason_words

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


def paper(job_id: int, **told: object) -> PaperRow:
    """A line of the ledger as it stands after a ticket was printed, or as told."""
    facts = {"ticket_id": f"{job_id:016x}", "issue": 1, "state": PrintState.PRINTED, "reason": ""} | told
    at = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)
    job = PrintJob(job_id=job_id, printer="Box office", layout="x", created_at=at, changed_at=at, **facts)  # type: ignore[arg-type]
    return PaperRow(job)


def test_of_many_papers_only_those_that_are_seen_are_made_ready(context: Context) -> None:
    ledger = page_of(context).ledger
    made: list[int] = []
    cells = ledger._cells
    ledger._cells = lambda row: made.append(row.job.job_id) or cells(row)  # type: ignore[func-returns-value, method-assign]
    ledger.show_papers([paper(at) for at in range(1, 501)])
    QApplication.processEvents()
    assert ledger.table.model().rowCount() == 500
    assert len(set(made)) == len(made) < 60
    assert ledger.table.rows[499][1].text == f"{500:016x}"


def test_while_a_run_prints_the_list_of_papers_is_not_asked_for_each_time(
    context: Context, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id, _ids = jam_under(desk, 2, 4)
    screen = page_of(context)
    asked: list[str] = []
    ledger = type(desk.print_page).ledger
    monkeypatch.setattr(
        type(desk.print_page),
        "ledger",
        lambda *args: asked.append("ledger") or ledger(*args),  # type: ignore[func-returns-value]
    )
    desk.print_page.cancel(run_id)
    screen.driver.progressed.emit()
    line = next(one for one in screen.runs.lines if one.run_id == run_id)
    assert line.badge.text() == "Cancelled", "its figures are asked for"
    assert asked == []
    screen.refresh()
    assert asked == ["ledger"]


@pytest.mark.parametrize(
    ("ticket_id", "kind", "name"),
    [
        ("receipt:K1-17", "receipt", "Receipt K1-17"),
        ("label:#1042", "label", "Label of #1042"),
        ("delivery_note:#1042", "delivery_note", "Delivery note of #1042"),
        ("drawer:7", "drawer", "Drawer opened 7"),
        ("0011223344556677", "ticket", "0011223344556677"),
    ],
)
def test_what_is_no_ticket_is_called_what_it_is(app: QApplication, ticket_id: str, kind: str, name: str) -> None:
    assert paper_name(paper(1, ticket_id=ticket_id, kind=kind, issue=0)) == name


def test_reasons_are_told_in_the_language_of_the_window(app: QApplication) -> None:
    failed = paper(1, state=PrintState.FAILED, reason="The code does not fit.")
    assert reason_words(failed, "en") == "The code does not fit."
    assert reason_words(failed, "de") == "it could not be made: look at the ticket and its layout"
    doubtful = paper(1, state=PrintState.IN_DOUBT, reason="printing was interrupted")
    assert reason_words(doubtful, "de") == "the program ended while it was printing"
    assert reason_words(paper(1), "de") == ""
    assert reason_words(paper(1, reason="handed on"), "de") == "delivered; the printer does not report back"
