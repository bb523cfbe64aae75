"""Doors that tell each other through a real store over HTTP, with and without trouble: one view, each double once."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.services.stations import EVENING, HandClock
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput, Conflict, ConnectionTrouble, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.shared_log import Entry, EntryKind, replay
from ticketforge_desktop.domain.uses import SINGLE, Allowance
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.conflicts import ConflictInbox
from ticketforge_desktop.services.ports.door import Attempt
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.share_log import ShareLog, ShareReport
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.storage.profile import ProfileKeys, open_profile

KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)
AA, BB, CC = (f"00000000000000{n}" for n in ("aa", "bb", "cc"))
STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])


class Door:
    """A station at a door, on the store they all share."""

    def __init__(
        self, folder: Path, demo: DemoStore, clock: HandClock, name: str, allowance: Allowance = SINGLE
    ) -> None:
        self.clock, self.name, self.allowance = clock, name, allowance
        self.profile = open_profile(folder / name, KEYS, now=clock.now)
        self.profile.station.rename_station(name, DEFAULT_MANAGER)
        self.store = open_store(StoreLogin(demo.url, token=demo.token), sleep=lambda _s: None)
        self.inbox = ConflictInbox(self.profile.conflicts)
        self.scans = 0
        self.wrong = timedelta(0)  # what this door's clock is off by

    def attempt(self, ticket: str, direction: str = "entry") -> Attempt:
        self.scans += 1
        self.clock.pass_by(seconds=7)
        verdict = Verdict.ADMITTED if direction == "entry" else Verdict.EXITED
        at = self.clock.now() + self.wrong
        return Attempt(
            at, f"{self.name}-{self.scans}", "", ticket, "gala", verdict, "", self.name, direction, "manager", 1, None
        )

    def scan(self, ticket: str, direction: str = "entry") -> Verdict:
        log = self.profile.admissions
        if direction == "exit":
            return log.leave(self.attempt(ticket, "exit")).verdict
        return log.enter(self.attempt(ticket), self.allowance, "").verdict

    def undo(self, ticket: str) -> None:
        self.profile.admissions.undo(ticket, self.attempt(ticket), "a mistake")
        self.profile.shared_log.bring_up("gala", ticket, TicketTerms(self.allowance, lambda _at: ""))

    def block(self, ticket: str, why: str) -> None:
        self.clock.pass_by(seconds=7)
        self.profile.gates.block(ticket, why, DEFAULT_MANAGER, "gala")

    def share(self) -> ShareReport:
        share = ShareLog(
            self.profile.shared_log,
            self.profile.station,
            self.clock,
            lambda _event, _ticket: TicketTerms(self.allowance, lambda _at: ""),
        )
        return share.run(self.store, ["gala"], DEFAULT_MANAGER)

    def view(self) -> dict[str, tuple[Any, ...]]:
        """What this door knows of each ticket."""
        known = {}
        for ticket in (AA, BB, CC):
            use = self.profile.admissions.use_of(ticket)
            # Times are told to the millisecond between doors.
            known[ticket] = use and (use.at.isoformat(timespec="milliseconds"), use.station, use.entries, use.people)
        return known

    def close(self) -> None:
        self.store.close()
        self.profile.close()


class Venue:
    """Two or three doors and a store."""

    def __init__(self, folder: Path, doors: str = "AB", allowance: Allowance = SINGLE) -> None:
        self.demo = DemoStore.start(orders=0, events=1, plan="plus")
        self.clock = HandClock(EVENING)
        self.doors = {name: Door(folder, self.demo, self.clock, name, allowance) for name in doors}

    def __getitem__(self, name: str) -> Door:
        return self.doors[name]

    def all_share(self) -> None:
        for _ in range(2):  # whoever was first to speak hears the others the second time
            for door in self.doors.values():
                door.share()

    def close(self) -> None:
        for door in self.doors.values():
            door.close()
        self.demo.stop()


@pytest.fixture
def venue(tmp_path: Path):
    opened = Venue(tmp_path)
    yield opened
    opened.close()


def test_what_one_door_let_in_another_refuses_and_names_the_place(venue: Venue) -> None:
    venue["A"].scan(AA)
    assert venue["A"].share() == ShareReport(sent=1, received=0, tickets=0, conflicts=0)
    assert venue["B"].share() == ShareReport(sent=0, received=1, tickets=1, conflicts=0)
    told = venue["B"].profile.admissions.enter(venue["B"].attempt(AA), SINGLE, "")
    assert told.verdict is Verdict.ALREADY_USED
    assert told.before is not None
    assert (told.before.gate, told.before.station) == ("A", "A")


def test_nothing_new_costs_one_question_an_event(venue: Venue) -> None:
    venue["A"].scan(AA)
    venue.all_share()
    before = venue["B"].store.traffic().requests
    assert venue["B"].share() == ShareReport(0, 0, 0, 0)
    assert venue["B"].store.traffic().requests - before == 1


def test_a_double_entry_is_one_conflict_at_each_door_with_both_sides(venue: Venue) -> None:
    venue["A"].scan(AA)
    venue.clock.pass_by(minutes=9)
    venue["B"].scan(AA)
    venue.all_share()
    venue.all_share()
    for door in venue.doors.values():
        (conflict,) = door.inbox.open(DEFAULT_MANAGER)
        assert (conflict.first["gate"], conflict.late["gate"]) == ("A", "B")
        assert conflict.minutes_apart == pytest.approx(9.1, abs=0.1)
    assert venue["A"].view() == venue["B"].view()


def test_a_person_settles_it_once_in_words(venue: Venue) -> None:
    venue["A"].scan(AA)
    venue["B"].scan(AA)
    venue.all_share()
    inbox = venue["A"].inbox
    number = inbox.open(DEFAULT_MANAGER)[0].conflict_id
    with pytest.raises(BadInput):
        inbox.settle(number, "  ", DEFAULT_MANAGER)
    with pytest.raises(RightMissing):
        inbox.settle(number, "both were here", STEWARD)
    assert inbox.settle(number, "two  friends, one paid at the door", DEFAULT_MANAGER).settled_how == (
        "two friends, one paid at the door"
    )
    with pytest.raises(Conflict):
        inbox.settle(number, "again", DEFAULT_MANAGER)
    assert inbox.open(DEFAULT_MANAGER) == []
    venue.all_share()
    assert inbox.open(DEFAULT_MANAGER) == [], "it is not raised a second time"


def test_an_undo_at_the_first_door_lets_the_second_admit(venue: Venue) -> None:
    venue["A"].scan(AA)
    venue.all_share()
    venue["A"].undo(AA)
    venue.all_share()
    assert venue["B"].scan(AA) is Verdict.ADMITTED
    venue.all_share()
    assert venue["A"].inbox.open(DEFAULT_MANAGER) == []


def test_a_door_that_takes_back_its_own_of_two_still_refuses(venue: Venue) -> None:
    venue["A"].scan(AA)
    venue["B"].scan(AA)
    venue.all_share()
    venue["A"].undo(AA)
    assert venue["A"].scan(AA) is Verdict.ALREADY_USED, "the other door's admission stands"
    venue.all_share()
    assert venue["A"].view() == venue["B"].view()


def test_out_at_one_door_and_back_at_another(tmp_path: Path) -> None:
    venue = Venue(tmp_path, allowance=Allowance(reentry=True))
    try:
        venue["A"].scan(AA)
        venue.all_share()
        assert venue["B"].scan(AA, "exit") is Verdict.EXITED
        venue.all_share()
        assert venue["A"].scan(AA) is Verdict.READMITTED
        venue.all_share()
        assert venue["A"].view() == venue["B"].view()
        assert venue["B"].inbox.open(DEFAULT_MANAGER) == []
    finally:
        venue.close()


def test_doors_whose_clocks_differ_still_agree(venue: Venue) -> None:
    venue["B"].wrong = timedelta(minutes=5)
    venue["B"].scan(AA)
    venue.all_share()
    assert venue["A"].scan(AA, "exit") is Verdict.EXITED, "by its own clock before the guest came in"
    venue.all_share()
    assert venue["A"].view() == venue["B"].view()


def test_an_undo_meanwhile_hides_no_other_entry_of_our_own(venue: Venue) -> None:
    venue["B"].wrong = timedelta(minutes=5)
    venue["B"].scan(AA)
    venue.all_share()
    venue["A"].scan(AA, "exit")
    venue["A"].scan(BB)
    venue["A"].undo(BB)
    venue.all_share()
    assert venue["A"].view() == venue["B"].view()


def test_a_long_evening_goes_in_parts_and_a_late_door_hears_it_all(
    venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.domain.shared_log.MOST_BYTES", 1_500)
    for n in range(60):
        venue["A"].scan(f"{n:016x}")
        if n % 25 == 0:
            venue["A"].share()
    venue["A"].share()
    assert venue["B"].share().received == 60
    (heard,) = [one for one in venue["B"].profile.shared_log.heard("gala") if one.name == "A"]
    assert heard.parts >= 3
    assert heard.rows == 60
    venue["A"].scan(AA)
    venue["A"].share()
    assert venue["B"].share().received == 1


def test_killed_between_writing_and_noting_nothing_is_there_twice(
    venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    venue["A"].scan(AA)
    note = venue["A"].profile.shared_log.note_heard

    def killed(_heard: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(venue["A"].profile.shared_log, "note_heard", killed)
    with pytest.raises(KeyboardInterrupt):
        venue["A"].share()
    monkeypatch.setattr(venue["A"].profile.shared_log, "note_heard", note)
    venue["A"].scan(BB)
    assert venue["A"].share().sent == 2
    assert venue["B"].share().received == 2
    assert venue["B"].share().received == 0


TROUBLES = st.sampled_from(["bad-gateway", "dropped-connection", "throttle-storm", "server-error"])


class DoorsMachine(RuleBasedStateMachine):
    """Three doors, each online when it likes; at a quiet moment all know the same, and no double is untold."""

    def __init__(self) -> None:
        super().__init__()
        self.open_things = ExitStack()

    @initialize(people=st.integers(1, 2), reentry=st.booleans())
    def open(self, people: int, reentry: bool) -> None:
        folder = Path(self.open_things.enter_context(tempfile.TemporaryDirectory()))
        self.venue = Venue(folder, "ABC", Allowance(people=people, reentry=reentry))
        self.open_things.callback(self.venue.close)
        self.venue["B"].wrong, self.venue["C"].wrong = timedelta(seconds=40), timedelta(seconds=-40)

    def teardown(self) -> None:
        try:
            if hasattr(self, "venue"):
                self.a_quiet_moment()
        finally:
            self.open_things.close()

    doors, tickets = st.sampled_from("ABC"), st.sampled_from([AA, BB, CC])

    @rule(door=doors, ticket=tickets)
    def somebody_comes(self, door: str, ticket: str) -> None:
        self.venue[door].scan(ticket)

    @rule(door=doors, ticket=tickets)
    def somebody_goes(self, door: str, ticket: str) -> None:
        self.venue[door].scan(ticket, "exit")

    @rule(door=doors, ticket=tickets)
    def a_steward_takes_it_back(self, door: str, ticket: str) -> None:
        if self.venue[door].profile.admissions.use_of(ticket) is not None:
            self.venue[door].undo(ticket)

    @rule(door=doors, ticket=tickets, why=st.sampled_from(["stolen", "disputed"]))
    def a_manager_blocks(self, door: str, ticket: str, why: str) -> None:
        self.venue[door].block(ticket, why)

    @rule(door=doors, ticket=tickets)
    def a_manager_lets_pass_again(self, door: str, ticket: str) -> None:
        with suppress(NotFound):
            self.venue[door].profile.gates.unblock(ticket, DEFAULT_MANAGER, "gala")

    @rule(door=doors)
    def a_door_is_online(self, door: str) -> None:
        with suppress(ConnectionTrouble, Conflict):
            self.venue[door].share()

    @rule(name=TROUBLES, count=st.integers(1, 4))
    def trouble(self, name: str, count: int) -> None:
        self.venue.demo.faults.add(Fault(name, 0.6, count))

    @rule()
    def a_quiet_moment(self) -> None:
        self.venue.demo.faults.clear()
        self.venue.all_share()
        doors = list(self.venue.doors.values())
        views = [door.view() for door in doors]
        assert views[0] == views[1] == views[2]
        blocks = [door.profile.gates.blocked() for door in doors]
        assert blocks[0] == blocks[1] == blocks[2], "one door lets in what another keeps out"
        logs = [self.entries(door) for door in doors]
        assert logs[0] == logs[1] == logs[2], "every entry is everywhere, once"
        for door in doors:
            told = {(row.late["nonce"], row.first["nonce"]) for row in door.inbox.all(DEFAULT_MANAGER)}
            assert self.doubles(door) <= told, "a double entry that nobody was told of"

    def entries(self, door: Door) -> list[tuple[Any, ...]]:
        with door.profile.shared_log._readers.borrow() as connection:
            return sorted(connection.execute("SELECT station, nonce, at, ticket_id, kind FROM shared_admissions"))

    def doubles(self, door: Door) -> set[tuple[object, object]]:
        """Those that still stand by all logs together."""
        found = set()
        for ticket in (AA, BB, CC):
            mine = [
                Entry(station, "", nonce, datetime.fromisoformat(at), ticket, EntryKind(kind), "", "", 1)
                for station, nonce, at, named, kind in self.entries(door)
                if named == ticket
            ]
            replayed = replay(mine, door.allowance, lambda _at: "")
            doubles = (*replayed.doubles, *replayed.past_blocks)
            found |= {(double.late.nonce, double.first.nonce) for double in doubles}
        return found


COMMON = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
}


class TestDoorsMachine(DoorsMachine.TestCase):
    settings = settings(max_examples=12, stateful_step_count=20, **COMMON)


@pytest.mark.long
class TestDoorsMachineAtLength(DoorsMachine.TestCase):
    settings = settings(max_examples=150, stateful_step_count=40, **COMMON)
