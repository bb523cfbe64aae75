"""The door with all its rules beside a plain model: whatever happens in an evening, both say the same.

The model knows people, not rows: for each ticket who of it came in, who left, what the order and the gate say. It is
written from docs/door.md alone and shares no code with the decision.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.services.evening import Evening
from tests.services.stations import EVENING, HandClock, TestStation
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.uses import SINGLE
from ticketforge_desktop.services.ports.shared_log import TicketTerms

ORDERS = ("#1", "#2", "#3")
STANDING = {
    "paid": ({}, ""),
    "unpaid": ({"financial_status": "PENDING"}, "unpaid"),
    "refunded": ({"financial_status": "REFUNDED", "refunds": 1}, "refunded"),
    "cancelled": ({"cancelled_at": "2026-11-10T10:00:00Z"}, "cancelled"),
}
START = 60  # minutes after EVENING, when the gala starts


class Guests:
    """What the model knows of one ticket."""

    def __init__(self, order: str) -> None:
        self.order = order
        self.came = 0  # entries used
        self.inside = 0
        self.went = 0  # left and not come back
        self.blocked = False
        self.last: list[tuple[str, int]] = []  # how the last ones came in, and how many more were inside then: for undo


class DoorMachine(RuleBasedStateMachine):
    """One gate, one gala, three orders of two tickets each."""

    def __init__(self) -> None:
        super().__init__()
        self.open_things = ExitStack()

    @initialize()
    def open(self) -> None:
        folder = Path(self.open_things.enter_context(tempfile.TemporaryDirectory()))
        self.clock = HandClock(EVENING)
        self.station = TestStation(folder / "gate", self.clock, "gate a")
        self.open_things.callback(self.station.close)
        self.evening = Evening(self.station)
        self.standing = dict.fromkeys(ORDERS, "paid")
        self.tickets = {}
        for name in ORDERS:
            for ticket in self.evening.sold(name, quantity=2):
                self.tickets[ticket.ticket_id] = (ticket, Guests(name))
        self.names = sorted(self.tickets)
        self.rules: dict[str, Any] = {}
        self.minutes = self.entries = self.changes = 0

    def teardown(self) -> None:
        self.open_things.close()

    which = st.integers(0, 5)

    # what the venue decides ---------------------------------------------------------------------------------------

    @rule(
        reentry=st.booleans(),
        people=st.integers(1, 3),
        entries=st.integers(1, 2),
        categories=st.sampled_from([[], ["parkett-a"], ["loge"]]),
        opens=st.sampled_from(["", "start-90", "start-30"]),
        closes=st.sampled_from(["", "start+60"]),
        bare=st.sampled_from(["admit", "confirm"]),
    )
    def rules_change(self, **layer: Any) -> None:
        people = layer.pop("people")
        self.evening.gates.change("gala", "A", {**layer, "people": {"parkett-a": people}}, DEFAULT_MANAGER)
        self.rules = {**layer, "people": people}

    @rule(which=which, yes=st.booleans())
    def a_manager_blocks_or_not(self, which: int, yes: bool) -> None:
        ticket, guests = self.tickets[self.names[which]]
        if yes:
            self.evening.gates.block(ticket.ticket_id, "lost", DEFAULT_MANAGER)
        elif guests.blocked:
            self.evening.gates.unblock(ticket.ticket_id, DEFAULT_MANAGER)
        guests.blocked = yes

    @rule(name=st.sampled_from(ORDERS), standing=st.sampled_from(sorted(STANDING)))
    def the_store_says(self, name: str, standing: str) -> None:
        self.standing[name] = standing
        self.changes += 1
        newer = f"2026-11-15T00:{self.changes // 60:02d}:{self.changes % 60:02d}Z"
        self.evening.sold(name, quantity=2, updated_at=newer, **STANDING[standing][0])

    def time_goes_by(self, minutes: int) -> None:
        """Or the clock is set back."""
        self.clock.pass_by(minutes=minutes)
        self.minutes += minutes

    # who comes and goes -------------------------------------------------------------------------------------------

    @rule(
        who=st.lists(which, min_size=1, max_size=6),
        how=st.sampled_from(["code", "ean", "number"]),
        confirmed=st.booleans(),
        minutes=st.sampled_from([0, 0, 40, 130, -30]),
    )
    def a_queue_comes(self, who: list[int], how: str, confirmed: bool, minutes: int) -> None:
        self.time_goes_by(minutes)
        for which in who:
            self.somebody_comes(which, how, confirmed)

    def somebody_comes(self, which: int, how: str, confirmed: bool) -> None:
        ticket, guests = self.tickets[self.names[which]]
        raw = self.evening.code(ticket) if how == "code" else getattr(ticket, how)
        told = self.evening.verdict(raw, confirmed=confirmed)
        self.entries += 1
        assert told == self.expected(guests, how, confirmed)
        before = guests.inside
        if told in ("admitted", "readmitted"):
            guests.inside = min(guests.inside + 1, self.people())
        if told == "admitted":
            guests.came += 1
            guests.last.append(("in", guests.inside - before))
        elif told == "readmitted":
            guests.went -= 1
            guests.last.append(("back", guests.inside - before))

    def expected(self, guests: Guests, how: str, confirmed: bool) -> str:
        against = STANDING[self.standing[guests.order]][1]
        if against:
            return against
        if guests.blocked:
            return "blocked"
        if self.rules.get("categories") == ["loge"]:
            return "wrong_gate"
        opens = {"": None, "start-90": START - 90, "start-30": START - 30}[self.rules.get("opens", "")]
        if opens is not None and self.minutes < opens:
            return "too_early"
        if self.rules.get("closes") and self.minutes > START + 60:
            return "too_late"
        asks = how != "code" and self.rules.get("bare", "confirm") == "confirm" and not confirmed
        back = self.rules.get("reentry", False) and guests.went > 0
        limit = self.people() * self.rules.get("entries", 1)
        plain = limit == 1 and not self.rules.get("reentry", False)
        if asks:
            return "already_used" if plain and guests.came else "confirm"
        if back:
            return "readmitted"
        return "admitted" if guests.came < limit else "already_used"

    def people(self) -> int:
        return int(self.rules.get("people", 1))

    @rule(who=st.lists(which, min_size=1, max_size=4))
    def some_go(self, who: list[int]) -> None:
        for which in who:
            self.somebody_goes(which)

    def somebody_goes(self, which: int) -> None:
        ticket, guests = self.tickets[self.names[which]]
        told = self.evening.verdict(self.evening.code(ticket), direction="exit")
        self.entries += 1
        assert told == ("exited" if guests.inside else "not_inside")
        if told == "exited":
            guests.inside -= 1
            guests.went += 1

    @precondition(lambda self: any(guests.last for _, guests in self.tickets.values()))
    @rule(data=st.data(), times=st.integers(1, 3))
    def a_steward_takes_it_back(self, data: st.DataObject, times: int) -> None:
        name = data.draw(st.sampled_from([name for name in self.names if self.tickets[name][1].last]))
        for _ in range(min(times, len(self.tickets[name][1].last))):
            self.one_is_taken_back(name)

    def one_is_taken_back(self, name: str) -> None:
        ticket, guests = self.tickets[name]
        self.evening.door.undo(ticket.ticket_id, "a mistake", DEFAULT_MANAGER)
        self.entries += 1
        how, more = guests.last.pop()
        if how == "back" and guests.inside:
            guests.inside, guests.went = guests.inside - more, guests.went + 1
        elif how == "back":
            pass  # who had returned left again: that they did still stands
        elif more < 1:
            # Who came in again had never left: nobody goes. Where rules had lowered how many a ticket stands for
            # meanwhile, those who did not count since count again.
            guests.inside, guests.came = guests.inside - more, max(guests.came - 1, 0)
        elif guests.inside:
            guests.inside, guests.came = guests.inside - more, max(guests.came - 1, 0)
        else:
            guests.came, guests.went = max(guests.came - 1, 0), max(guests.went - 1, 0)
        if not guests.came:
            guests.inside = guests.went = 0
            assert guests.last == []

    @rule(which=which, people=st.integers(1, 2), undone=st.integers(0, 4))
    def a_group_steps_out_and_in_and_is_taken_back(self, which: int, people: int, undone: int) -> None:
        for _ in range(people):
            self.somebody_comes(which, "code", confirmed=False)
        self.somebody_goes(which)
        self.somebody_comes(which, "code", confirmed=False)
        name = self.names[which]
        for _ in range(min(undone, len(self.tickets[name][1].last))):
            self.one_is_taken_back(name)

    @rule(which=which, undone=st.integers(0, 2))
    def somebody_comes_again_who_never_left_and_is_taken_back(self, which: int, undone: int) -> None:
        for _ in range(2):
            self.somebody_comes(which, "code", confirmed=False)
        name = self.names[which]
        for _ in range(min(undone, len(self.tickets[name][1].last))):
            self.one_is_taken_back(name)
        self.somebody_goes(which)

    @rule()
    def the_log_is_copied_for_the_others(self) -> None:
        """As before each exchange of logs: an undo then finds what it takes back among the copies."""
        self.station.profile.shared_log.copy_own(lambda _event, _ticket: TicketTerms(SINGLE, lambda _at: ""))

    @rule()
    def everything_is_in_the_log(self) -> None:
        assert len(self.evening.log()) == self.entries
        counted = self.station.profile.admissions.counters(["gala"], "", EVENING - timedelta(days=1))
        plain = all(guests.came <= 1 for _, guests in self.tickets.values())
        if plain and not self.rules:
            assert counted.inside == sum(guests.inside for _, guests in self.tickets.values())


COMMON = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
}


class TestDoorMachine(DoorMachine.TestCase):
    settings = settings(max_examples=40, stateful_step_count=30, **COMMON)


@pytest.mark.long
class TestDoorMachineAtLength(DoorMachine.TestCase):
    settings = settings(max_examples=300, stateful_step_count=50, **COMMON)
