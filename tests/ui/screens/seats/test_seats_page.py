"""The page of seat maps: a venue's map drawn, saved, read from a table; an event's hall, leased and given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.domain.seating.halls import hall
from tests.services.seat_props import SeatTill, event
from tests.ui.screens.house import House, shown
from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.seating.checks import Fault
from ticketforge_desktop.domain.seating.csv_map import ReadCsv
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.services.ports.seats import SeatMapRow
from ticketforge_desktop.services.seat_maps import SeatMapDesk
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.seats import SeatsScreen


class Page:
    """The real services on a till of the test's own; the store is a dictionary."""

    def __init__(self, folder: Path) -> None:
        self.till = SeatTill(folder, "till 1", hall("......", "......"))
        self.desk = SeatMapDesk(self.till.files.maps, self.till.files.rows, lambda _venue: ["gala"], DEFAULT_MANAGER)

    def maps(self) -> Sequence[SeatMapRow]:
        return self.desk.maps()

    def map(self, map_id: str) -> SeatMap:
        return self.desk.map(map_id)

    def check(self, drawn: SeatMap) -> Sequence[Fault]:
        return self.desk.check(drawn)

    def save(self, drawn: SeatMap, upon: int | None) -> SeatMap:
        return self.desk.save(drawn, upon=upon)

    def read(self, text: str, venue: str) -> ReadCsv:
        return self.desk.read(text, venue)

    def venues(self) -> Sequence[str]:
        return ["Hall", "Barn"]

    def events(self, venue: str = "") -> Sequence[EventRow]:
        return [event("gala").row, event("fair", "Barn").row]

    def plan(self, event_id: str) -> SeatPlan | None:
        return self.till.seats().plan(event_id) if event_id == "gala" else None

    def look(self, event_id: str) -> SeatPlan | None:
        return self.plan(event_id)

    def offline(self) -> bool:
        return not self.till.online

    def lease(self, event_id: str, seats: Sequence[str]) -> SeatPlan | None:
        self.till.seats().lease(event_id, seats, "till")
        return self.plan(event_id)

    def release(self, event_id: str, seats: Sequence[str]) -> SeatPlan | None:
        self.till.seats().release(event_id, seats)
        return self.plan(event_id)


@pytest.fixture
def page(house: House, tmp_path: Path) -> Iterator[Page]:
    made = Page(tmp_path / "till")
    house.seating = made  # type: ignore[attr-defined]
    yield made
    made.till.close()


@pytest.fixture
def troubles(context: Context) -> list[Exception]:
    heard: list[Exception] = []
    context.trouble.connect(heard.append)
    return heard


@pytest.fixture
def screen(page: Page, context: Context) -> SeatsScreen:
    made = SeatsScreen(context)
    shown(made)
    made.arrive("gala")
    QApplication.processEvents()
    return made


def test_an_events_hall_is_shown_leased_from_and_given_back(screen: SeatsScreen, page: Page) -> None:
    assert screen.pages.currentWidget() is screen.picker
    assert "12 of 12 free, 0 leased" in screen.header.line.text()
    assert not screen.lease.isEnabled()
    screen.picker.best(2)
    assert screen.lease.isEnabled()
    screen.lease.click()
    assert page.till.ours("gala") == ["S/1/3", "S/1/4"]
    assert "2 leased" in screen.header.line.text()
    assert screen.picker.choosing.chosen == ()
    screen.picker.choosing.press("S/1/3")
    assert screen.release.isEnabled()
    screen.release.click()
    assert page.till.ours("gala") == ["S/1/4"]


def test_a_seat_that_is_gone_is_told_and_the_hall_looked_at_anew(
    screen: SeatsScreen, page: Page, troubles: list[Exception]
) -> None:
    page.till.online = False
    screen.picker.choosing.press("S/1/1")
    screen.lease.click()
    assert isinstance(troubles[-1], NetworkUnavailable)
    assert screen.picker.choosing.offline
    assert screen.picker.choosing.chosen == (), "what is not ours can't be had offline"


def test_the_map_of_the_venue_is_drawn_and_saved(screen: SeatsScreen, page: Page, troubles: list[Exception]) -> None:
    screen.shown.choose("")
    screen._open_shown()
    assert screen.pages.currentWidget() is screen.editor
    assert "12 seats · saved" in screen.header.line.text()
    screen.drafting.choose(["S/2/6"])
    screen.drafting.remove()
    assert "changed, not saved" in screen.header.line.text()
    screen.context.actions.trigger("seats.save")
    assert page.map("hall").version == 2
    assert len(page.map("hall").by_id()) == 11
    assert "saved" in screen.header.line.text()
    page.desk.save(replace(page.map("hall"), areas=()), upon=2)  # somebody else
    screen.drafting.choose(["S/2/5"])
    screen.drafting.remove()
    screen.context.actions.trigger("seats.save")
    assert troubles
    screen.context.actions.trigger("seats.undo")
    assert len(screen.drafting.drawn.by_id()) == 11
    screen.context.actions.trigger("seats.redo")
    assert len(screen.drafting.drawn.by_id()) == 10


def test_a_map_with_faults_says_them_and_is_not_saved(
    screen: SeatsScreen, page: Page, troubles: list[Exception]
) -> None:
    page.till.seats().lease("gala", ["S/1/1"], "x")
    screen.shown.choose("")
    screen._open_shown()
    screen.drafting.choose(["S/1/1"])
    screen.drafting.remove()
    screen.context.actions.trigger("seats.save")
    assert isinstance(troubles[-1], BadInput)
    assert "S/1/1 is sold, held or leased" in screen.editor.faults.text()
    assert page.map("hall").version == 1


def test_a_table_takes_the_place_of_what_is_drawn_and_can_be_taken_back(screen: SeatsScreen, tmp_path: Path) -> None:
    screen.shown.choose("")
    screen._open_shown()
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text("section,seat\nS,1\nS,1\n", encoding="utf-8")
    screen.read_table(bad)
    assert screen.editor.faults.text() == "Line 3: S/1/1 stands there twice."
    assert len(screen.drafting.drawn.by_id()) == 12
    good.write_text("section,seat\nS,1\nS,2\n", encoding="utf-8")
    screen.read_table(good)
    assert len(screen.drafting.drawn.by_id()) == 2
    screen.drafting.undo()
    assert len(screen.drafting.drawn.by_id()) == 12


def test_a_venue_without_a_map_is_drawn_from_nothing(screen: SeatsScreen, context: Context) -> None:
    told: list[str] = []
    context.told.connect(lambda _tone, words: told.append(words))
    screen.venue.choose("Barn")
    screen._open_venue()
    assert screen.pages.currentWidget() is screen.editor
    assert screen.drafting.drawn == SeatMap("barn", "Barn")
    assert screen.editor.faults.text() == "There is no seat on the map yet."
    screen.shown.choose("fair")
    screen._open_shown()
    assert told == ["None of the event's categories is on this map."]
    assert screen.pages.currentWidget() is screen.editor


def test_words_follow_the_language(screen: SeatsScreen) -> None:
    screen.retranslate()
    assert screen.shown.itemText(0) == "Draw the map"
