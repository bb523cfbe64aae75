"""Counters over the logs of several doors: each entry once, whatever arrived when."""

from __future__ import annotations

import itertools
import random
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.story import KEYS, NOW, attempt
from ticketforge_desktop.domain.shared_log import Entry
from ticketforge_desktop.domain.uses import FRESH, SINGLE, Allowance
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.services.views import DoorLine
from ticketforge_desktop.storage import ticket_uses
from ticketforge_desktop.storage.door_tally import DoorTally
from ticketforge_desktop.storage.house import House
from ticketforge_desktop.storage.profile import Profile, open_profile

AA, BB, CC = (f"00000000000000{n}" for n in ("aa", "bb", "cc"))
BACK = Allowance(reentry=True)
TERMS = TicketTerms(BACK, lambda _at: "")
MOMENTS = itertools.count()


class Door:
    """A station without a store: logs are handed over as a test likes."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.profile = name, open_profile(folder / name, KEYS)
        self.log, self.given = self.profile.admissions, 0

    def _attempt(self, ticket: str, **told: object):
        second = next(MOMENTS)
        told |= {"at": NOW + timedelta(seconds=second), "nonce": f"{self.name}-{second}", "gate": self.name}
        return attempt(ticket_id=ticket, category=f"cat {ticket[-1:]}", **told)

    def comes(self, ticket: str) -> Verdict:
        return self.log.enter(self._attempt(ticket), BACK, "").verdict

    def goes(self, ticket: str) -> None:
        self.log.leave(self._attempt(ticket, direction="exit", verdict=Verdict.EXITED))

    def undo(self, ticket: str) -> None:
        if self._is_used(ticket):
            self.log.undo(ticket, self._attempt(ticket), "a mistake")
            self.profile.shared_log.bring_up("gala", ticket, TERMS)

    def all_left(self) -> None:
        self.log.leave_all(["gala"], self._attempt("", direction="exit", verdict=Verdict.EXITED))

    def written(self) -> list[Entry]:
        """What is new in the log, as the others hear it."""
        self.profile.shared_log.copy_own(lambda _event, _ticket: TERMS)
        fresh = list(self.profile.shared_log.unsent("gala", self.given, 1000))
        self.given += len(fresh)
        return fresh

    def hears(self, entries: list[Entry]) -> None:
        self.profile.shared_log.take("gala", entries, lambda _ticket: TERMS)

    def counts(self) -> tuple[int, int]:
        found = self.log.counters(["gala"], "", NOW)
        return found.admitted, found.inside

    def gates(self) -> tuple[DoorLine, ...]:
        return self.log.breakdown(["gala"]).gates

    def _is_used(self, ticket: str) -> bool:
        with self.profile._station_file.readers.borrow() as connection:
            row = ticket_uses.read(connection, ticket)
        return row is not None and row.state != FRESH


class Doors:
    """Two of them."""

    def __init__(self, folder: Path) -> None:
        self.a, self.b = Door(folder, "A"), Door(folder, "B")

    def tell(self, shuffled: bool = False) -> None:
        told_a, told_b = self.a.written(), self.b.written()
        if shuffled:
            random.Random(5).shuffle(told_a)
        self.b.hears(told_a)
        self.a.hears(told_b)

    def close(self) -> None:
        self.a.profile.close()
        self.b.profile.close()


@pytest.fixture
def doors(tmp_path: Path):
    opened = Doors(tmp_path)
    yield opened
    opened.close()


def test_who_came_in_at_another_door_counts_here_once(doors: Doors) -> None:
    doors.a.comes(AA)
    doors.b.comes(BB)
    doors.b.comes(CC)
    assert (doors.a.counts(), doors.b.counts()) == ((1, 1), (2, 2)), "nothing was told yet"
    doors.tell()
    doors.a.hears([])
    assert doors.a.counts() == doors.b.counts() == (3, 3)
    assert doors.a.gates() == (DoorLine("A", 1, 1), DoorLine("B", 2, 2))
    doors.b.goes(AA)
    doors.tell()
    assert doors.a.counts() == doors.b.counts() == (3, 2)
    doors.a.comes(AA)
    doors.tell()
    assert doors.a.counts() == doors.b.counts() == (3, 3), "coming back is no second admission"


def test_what_another_door_takes_back_counts_no_longer(doors: Doors) -> None:
    doors.a.comes(AA)
    doors.tell()
    doors.b.undo(AA)
    doors.tell()
    assert doors.a.counts() == doors.b.counts() == (0, 0)


def test_a_house_emptied_at_one_door_is_empty_at_all_and_fills_again(doors: Doors) -> None:
    doors.a.comes(AA)
    doors.b.comes(BB)
    doors.tell()
    assert doors.a.log.filled_since("gala") is not None
    doors.b.all_left()
    doors.tell()
    assert doors.a.counts() == doors.b.counts() == (2, 0)
    assert doors.a.log.filled_since("gala") is None
    assert {line.inside for line in (*doors.a.gates(), *doors.a.log.breakdown(["gala"]).categories)} == {0}
    doors.a.comes(CC)
    doors.tell()
    assert doors.b.counts() == (3, 1)
    assert doors.b.log.filled_since("gala") is not None


def test_whoever_is_counted_as_inside_since_when_is_who_is_still_there(doors: Doors) -> None:
    doors.a.comes(AA)
    doors.b.comes(BB)
    doors.tell()
    early = doors.a.log.filled_since("gala")
    doors.b.goes(AA)
    doors.tell()
    late = doors.a.log.filled_since("gala")
    assert early is not None
    assert late is not None
    assert early < late


def test_a_category_is_told_by_the_mirror_where_the_other_log_does_not_name_it(doors: Doors) -> None:
    known = {BB: "Loge"}
    tally = DoorTally(doors.a.profile._station_file.readers, lambda asked: {t: known[t] for t in asked if t in known})
    doors.a.comes(AA)
    doors.b.comes(BB)
    doors.b.comes(CC)
    doors.tell()
    assert tally.breakdown(["gala"]).categories == (DoorLine("", 1, 1), DoorLine("Loge", 1, 1), DoorLine("cat a", 1, 1))
    known[CC] = "Stehplatz"
    doors.b.goes(CC)
    doors.tell()
    assert DoorLine("Stehplatz", 1, 0) in tally.breakdown(["gala"]).categories, "synced meanwhile"
    assert DoorLine("", 1, 1) not in tally.breakdown(["gala"]).categories


def test_the_evening_of_both_doors_is_one_curve(doors: Doors) -> None:
    doors.a.comes(AA)
    doors.b.comes(BB)
    doors.tell()
    admitted, inside, curve = doors.a.log.tally.of_event("gala")
    assert (admitted, inside, curve[-1].admitted) == (2, 2, 2)
    assert sum(doors.a.log.tally.minutes("gala", NOW).values()) == 2
    doors.b.undo(BB)
    doors.tell()
    assert sum(doors.a.log.tally.minutes("gala", NOW).values()) == 1


DOORS, TICKETS = st.sampled_from("ab"), st.sampled_from([AA, BB, CC])
ACTS = st.sampled_from(["comes", "comes", "goes", "undo", "all_left", "tell", "shuffle"])


@given(steps=st.lists(st.tuples(ACTS, DOORS, TICKETS), max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_arrives_when_both_doors_count_the_same(steps: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        doors = Doors(Path(folder))
        try:
            for act, name, ticket in steps:
                door = getattr(doors, name)
                if act in ("tell", "shuffle"):
                    doors.tell(shuffled=act == "shuffle")
                elif act == "all_left":
                    door.all_left()
                else:
                    getattr(door, act)(ticket)
                door.counts()  # counted as it goes, not only at the end
            doors.tell()
            doors.tell()
            assert doors.a.counts() == doors.b.counts()
            assert doors.a.gates() == doors.b.gates()
            for door in (doors.a, doors.b):
                anew = DoorTally(door.profile._station_file.readers)
                found = anew.counters(["gala"], "", NOW)
                assert (found.admitted, found.inside) == door.counts(), "as if counted from the beginning"
                assert sum(line.inside for line in door.gates()) == door.counts()[1]
        finally:
            doors.close()


@given(steps=st.lists(st.tuples(ACTS, TICKETS), max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_log_alone_counts_the_same_by_either_way_of_counting(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        door = Door(Path(folder), "A")
        try:
            for act, ticket in steps:
                if act == "all_left":
                    door.all_left()
                elif act in ("comes", "goes", "undo"):
                    getattr(door, act)(ticket)
            house = House("gala", lambda _tickets: {})
            with door.profile._station_file.readers.borrow() as connection:
                house.load_own(connection, 1_000)
            assert (house.admitted, house.inside) == door.counts()
            found = door.log.breakdown(["gala"])
            assert {name: tuple(two) for name, two in house.categories.items() if any(two)} == {
                line.name: (line.admitted, line.inside) for line in found.categories
            }
        finally:
            door.profile.close()


def test_an_event_of_one_door_keeps_no_entries_in_memory(profile: Profile) -> None:
    profile.admissions.enter(attempt(), SINGLE, "")
    profile.shared_log.copy_own(lambda _event, _ticket: TERMS)
    assert profile.admissions.counters(["gala"], "", NOW).admitted == 1
    assert profile.admissions.tally._houses == {}
