"""A guest whose ticket is at home: found by name, compared, and let in by the same check."""

from __future__ import annotations

import pytest

from tests.ui.screens.house import House
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.door_search import DoorSearch
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.ui.screens.door import DoorScreen


@pytest.fixture
def guest(house: House) -> TicketRow:
    return next(ticket for ticket in house.valid_tickets() if ticket.holder)


def look_for(door: DoorScreen, text: str) -> list[str]:
    door.kiosk.find_guest.click()
    door.kiosk.finder.search.setText(text)
    door.kiosk.finder.search.returnPressed.emit()
    return [one.ticket.ticket_id for one in door.kiosk.finder.found]


def test_a_guest_is_found_by_name_by_order_and_by_number(door: DoorScreen, guest: TicketRow) -> None:
    for text in (guest.holder, guest.holder.split()[-1], guest.order, guest.number):
        assert guest.ticket_id in look_for(door, text), text
    assert look_for(door, "nobody of this name") == []
    assert door.kiosk.finder.hint.text() == "Nothing of this event fits."


def test_tickets_of_other_events_are_not_found(house: House, guest: TicketRow) -> None:
    search = DoorSearch(house.queries, house.admissions)
    assert search.find(guest.order, ["another"]) == []
    assert search.find("  ", [house.tonight.event_id]) == []
    told = search.find(guest.order, [house.tonight.event_id, house.tonight.event_id])
    assert len(told) == len({one.ticket.ticket_id for one in told}) > 0


def test_the_found_guest_is_let_in_once_and_the_log_says_that_a_person_answered(
    door: DoorScreen, house: House, guest: TicketRow
) -> None:
    found = look_for(door, guest.number)
    door.kiosk.finder.rows.selectRow(found.index(guest.ticket_id))
    door.kiosk.finder.let_in.click()
    assert door.answer.result.verdict is Verdict.ADMITTED
    assert door.kiosk.fronts.currentWidget() is door.kiosk.field
    newest = house.admissions.recent("", 1)[0]
    assert (newest.ticket_id, newest.verdict, newest.reason) == (guest.ticket_id, "admitted", "bare_number")
    door.queue._hold.stop()
    look_for(door, guest.number)
    assert door.kiosk.finder.rows.rows[0][2].text.startswith("inside since")
    door.kiosk.finder.let_in.click()
    assert door.answer.result.verdict is Verdict.ALREADY_USED


def test_a_scan_into_the_search_is_a_scan(door: DoorScreen, house: House) -> None:
    look_for(door, house.codes_tonight()[0])
    assert door.kiosk.fronts.currentWidget() is door.kiosk.field
    assert door.answer.result.verdict is Verdict.ADMITTED
    assert house.admissions.recent("", 1)[0].reason == ""
