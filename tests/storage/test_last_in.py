"""An undo takes back one entry, the next undo the one before: here as at every other station."""

from __future__ import annotations

import itertools
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.storage.story import KEYS, NOW, attempt
from ticketforge_desktop.domain.shared_log import Entry, replay
from ticketforge_desktop.domain.uses import FRESH, SINGLE, Allowance, UseState
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.storage import ticket_uses
from ticketforge_desktop.storage.house import House
from ticketforge_desktop.storage.last_in import COUNTED, OURS
from ticketforge_desktop.storage.profile import Profile, open_profile

TICKET = "00000000000000aa"
GROUP = Allowance(people=2, reentry=True)
TERMS = TicketTerms(SINGLE, lambda _at: "")


class Gate:
    """One station; each thing that happens there is a minute later, unless its clock is set back."""

    def __init__(self, profile: Profile, allowance: Allowance = GROUP) -> None:
        self.profile, self.allowance = profile, allowance
        self.log, self.at, self.numbers = profile.admissions, NOW, itertools.count()

    def does(self, what: str) -> None:
        self.at += timedelta(minutes=1)
        told = attempt(at=self.at, nonce=f"n{next(self.numbers)}", ticket_id=TICKET)
        if what == "in":
            self.log.enter(told, self.allowance, "")
        elif what == "out":
            self.log.leave(told)
        elif what == "undo":
            self.log.undo(TICKET, told, "a mistake")
        elif what == "force":
            self.log.force(told, "by hand")
        elif what == "all out":
            self.log.leave_all(["gala"], told)
        elif what == "copy":
            self.profile.shared_log.copy_own(lambda _event, _ticket: TERMS)
        else:
            self.at -= timedelta(minutes=30)

    def state(self) -> UseState:
        with self.profile._station_file.readers.borrow() as connection:
            row = ticket_uses.read(connection, TICKET)
        return FRESH if row is None else row.state

    def as_others_see_it(self) -> UseState:
        self.does("copy")
        entries: list[Entry] = list(self.profile.shared_log.unsent("gala", 0, 1000))
        return replay(entries, self.allowance, lambda _at: "").state


@pytest.mark.parametrize("copied", [False, True])
def test_two_undos_in_a_row_take_back_the_return_and_then_the_entry_before_it(profile: Profile, copied: bool) -> None:
    gate = Gate(profile)
    for what in ("in", "in", "out", "in"):
        gate.does(what)
    if copied:
        gate.does("copy")

    gate.does("undo")
    assert gate.state() == UseState(used=2, inside=1, outside=1), "the one who returned is out again"
    gate.does("undo")
    assert gate.state() == UseState(used=1, inside=0, outside=1), "the second person never came in"
    gate.does("undo")
    assert gate.state() == FRESH

    (kinds,) = profile._station_file.readers.row("SELECT group_concat(kind) FROM admissions", ())
    assert kinds == "admit,admit,exit,admit,undo_return,undo,undo_outside"
    counters = gate.log.counters(["gala"], "", NOW)
    assert (counters.admitted, counters.inside) == (0, 0)


def test_taking_back_a_return_of_somebody_who_has_left_again_frees_no_ticket(profile: Profile) -> None:
    gate = Gate(profile, Allowance(reentry=True))
    for what in ("in", "out", "in", "out", "undo"):
        gate.does(what)
    assert gate.state() == UseState(used=1, inside=0, outside=1)
    counters = gate.log.counters(["gala"], "", NOW)
    assert (counters.admitted, counters.inside) == (1, 0)


def test_an_undo_after_the_clock_was_set_back_is_an_undo_for_everybody(profile: Profile) -> None:
    gate = Gate(profile, SINGLE)
    for what in ("in", "set back", "undo"):
        gate.does(what)
    assert gate.state() == gate.as_others_see_it() == FRESH
    times = [entry.at for entry in profile.shared_log.unsent("gala", 0, 10)]
    assert times == [NOW + timedelta(minutes=1), NOW + timedelta(minutes=1, milliseconds=1)]


def test_a_clock_that_was_a_day_out_is_believed_again(profile: Profile) -> None:
    gate = Gate(profile, SINGLE)
    gate.does("in")
    gate.at -= timedelta(days=1)
    gate.does("undo")
    gate.does("copy")
    assert [entry.at for entry in profile.shared_log.unsent("gala", 0, 10)][1] < NOW


STEPS = st.lists(st.sampled_from(["in", "in", "out", "undo", "force", "all out", "copy", "set back"]), max_size=25)


@example(["in", "out", "force", "in", "out", "undo"], 1, 1, True)  # a return of somebody who had never left
@example(["in", "out", "force", "force", "in", "all out", "undo"], 1, 1, True)  # in by hand beyond the ticket's people
@given(steps=STEPS, people=st.integers(1, 3), entries=st.integers(1, 3), reentry=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_happened_here_is_what_every_other_station_makes_of_it(
    steps: list[str], people: int, entries: int, reentry: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_profile(Path(folder), KEYS) as profile:
        gate = Gate(profile, Allowance(people=people, entries=entries, reentry=reentry))
        for what in steps:
            if what != "undo" or gate.state() != FRESH:
                gate.does(what)
        assert gate.state() == gate.as_others_see_it()


@pytest.mark.parametrize("copied", [False, True])
def test_who_came_in_again_without_leaving_is_still_inside_when_that_is_taken_back(
    profile: Profile, copied: bool
) -> None:
    gate = Gate(profile, Allowance(entries=2))
    for what in ("in", "in"):
        gate.does(what)
    if copied:
        gate.does("copy")
    gate.does("undo")
    assert gate.state() == UseState(used=1, inside=1)
    assert gate.log.leave(attempt(ticket_id=TICKET, nonce="out")).verdict is Verdict.EXITED


def test_taking_back_who_never_left_after_the_one_person_went(profile: Profile) -> None:
    gate = Gate(profile, Allowance(entries=2))
    for what in ("in", "in", "out", "undo"):
        gate.does(what)
    assert gate.state() == UseState(used=1, inside=0, outside=1)
    counters = gate.log.counters(["gala"], "", NOW)
    assert (counters.admitted, counters.inside) == (1, 0)


def test_an_undo_finds_its_entry_by_the_index_however_long_the_log_is(profile: Profile) -> None:
    assert Gate(profile).state() == FRESH
    with profile._station_file.readers.borrow() as connection:
        plan = str(list(connection.execute(f"EXPLAIN QUERY PLAN {OURS}", (TICKET,))))
        asked = {"ticket": TICKET, "event": "gala"}
        counted = str(list(connection.execute(f"EXPLAIN QUERY PLAN {COUNTED}", asked)))
    assert "USING INDEX ix_admissions_ticket_id (ticket_id=?)" in plan
    assert "USING INDEX ix_admissions_ticket_id (ticket_id=? AND rowid>?)" in counted
    assert "SCAN admissions" not in counted


@pytest.mark.parametrize(
    "steps",
    [
        ("in", "in", "all out", "undo"),  # who went when all went, goes once
        ("in", "in", "out", "force", "out", "undo"),  # the counters have one more inside than the ticket
        ("in", "out", "force", "in", "all out", "undo"),
        ("in", "out", "force", "in", "out", "undo"),
    ],
)
@pytest.mark.parametrize("reentry", [False, True])
def test_the_counters_of_one_log_are_those_of_all_logs(profile: Profile, steps: tuple[str, ...], reentry: bool) -> None:
    gate = Gate(profile, Allowance(entries=2, reentry=reentry))
    for what in steps:
        gate.does(what)
    counters = gate.log.counters(["gala"], "", NOW)
    with profile._station_file.readers.borrow() as connection:
        house = House("gala", lambda _tickets: {})
        house.load_own(connection, 100)
    assert (counters.admitted, counters.inside) == (house.admitted, house.inside) == (house.admitted, 0)


def test_a_refused_return_is_no_entry_to_take_back(profile: Profile) -> None:
    gate = Gate(profile, SINGLE)
    for what in ("in", "in", "undo"):
        gate.does(what)
    assert gate.state() == FRESH
    assert gate.log.enter(attempt(ticket_id=TICKET, nonce="again"), SINGLE, "").verdict is Verdict.ADMITTED
