"""Groups, passes, going out and coming back: what the log comes to is what the rules say, whoever writes it."""

from __future__ import annotations

import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.storage.conftest import Opener
from tests.storage.story import KEYS, NOW, attempt, minutes_later
from ticketforge_desktop.domain.uses import FRESH, SINGLE, Allowance, Period, UseState, enter, leave, leave_all
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage.profile import Profile, open_profile

TICKET = "00000000000000aa"
BACK = Allowance(reentry=True)
TODAY, TOMORROW = "2026-11-14", "2026-11-15"


def shown(profile: Profile) -> list[tuple[str, str]]:
    """Verdict and kind of each entry of the log, oldest first."""
    return [(row.verdict, row.kind) for row in reversed(profile.admissions.recent("", 50))]


def test_a_single_ticket_goes_out_and_stays_out(profile: Profile) -> None:
    log = profile.admissions
    assert log.enter(attempt(), SINGLE, "").verdict is Verdict.ADMITTED
    assert log.leave(attempt(direction="exit")).verdict is Verdict.EXITED
    assert log.leave(attempt(direction="exit")).verdict is Verdict.NOT_INSIDE
    again = log.enter(attempt(at=minutes_later(5), gate="B"), SINGLE, "")
    assert again.verdict is Verdict.ALREADY_USED
    assert again.before is not None
    assert (again.before.at, again.before.gate, again.before.inside) == (NOW, "A", False)
    assert [verdict for verdict, _ in shown(profile)] == ["admitted", "exited", "not_inside", "already_used"]


def test_whoever_left_comes_back_and_the_counters_follow(profile: Profile) -> None:
    log = profile.admissions
    counted = []
    for step in ("in", "out", "in"):
        passed = log.enter(attempt(), BACK, "") if step == "in" else log.leave(attempt(direction="exit"))
        counters = log.counters(["gala"], "", minutes_later(-60))
        counted.append((passed.verdict, counters.admitted, counters.inside))
    assert counted == [(Verdict.ADMITTED, 1, 1), (Verdict.EXITED, 1, 0), (Verdict.READMITTED, 1, 1)]


def test_a_group_is_told_when_its_first_one_came(profile: Profile) -> None:
    log, group = profile.admissions, Allowance(people=2)
    log.enter(attempt(), group, "")
    log.enter(attempt(at=minutes_later(3), gate="B"), group, "")
    third = log.enter(attempt(at=minutes_later(4)), group, "")
    assert third.verdict is Verdict.ALREADY_USED
    assert third.before is not None
    assert (third.before.at, third.before.gate, third.before.entries, third.before.people) == (NOW, "A", 2, 2)


def test_a_pass_begins_anew_each_day(profile: Profile) -> None:
    log, daily = profile.admissions, Allowance(period=Period.DAY)
    assert log.enter(attempt(), daily, TODAY).verdict is Verdict.ADMITTED
    assert log.enter(attempt(at=minutes_later(1)), daily, TODAY).verdict is Verdict.ALREADY_USED
    morning = minutes_later(14 * 60)
    assert log.enter(attempt(at=morning), daily, TOMORROW).verdict is Verdict.ADMITTED
    use = log.use_of(TICKET)
    assert use is not None
    assert use.at == morning


def test_when_the_house_is_emptied_all_may_come_back(profile: Profile) -> None:
    log = profile.admissions
    log.enter(attempt(), BACK, "")
    log.enter(attempt(ticket_id="00000000000000bb", event_id="matinee"), BACK, "")
    assert log.leave_all(["gala"], attempt(verdict=Verdict.EXITED, direction="exit")) == 1
    assert log.leave_all(["gala"], attempt(verdict=Verdict.EXITED, direction="exit")) == 0
    assert log.counters(["gala", "matinee"], "", NOW).inside == 1
    assert log.enter(attempt(), BACK, "").verdict is Verdict.READMITTED


def test_undo_takes_back_the_last_one_in_and_no_other(profile: Profile) -> None:
    log, group = profile.admissions, Allowance(people=3, reentry=True)
    for _ in range(2):
        log.enter(attempt(), group, "")
    log.leave(attempt(direction="exit"))
    assert log.enter(attempt(), group, "").verdict is Verdict.READMITTED

    log.undo(TICKET, attempt(), "stood aside")  # the one who came back is out again
    use = log.use_of(TICKET)
    assert use is not None
    assert (use.entries, use.people) == (2, 1)
    assert log.counters(["gala"], "", NOW).inside == 1
    assert log.enter(attempt(), group, "").verdict is Verdict.READMITTED


def test_of_many_at_the_same_moment_only_as_many_come_in_as_the_group_has(
    tmp_path: Path, opener: Opener, profile: Profile
) -> None:
    group = Allowance(people=5)
    other = opener(tmp_path / "home")
    told: list[Verdict] = []

    def scan(log: Profile, n: int) -> None:
        told.append(log.admissions.enter(attempt(nonce=f"n-{n}"), group, "").verdict)

    threads = [threading.Thread(target=scan, args=((profile, other)[n % 2], n)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(Verdict.ADMITTED) == 5
    assert told.count(Verdict.ALREADY_USED) == 11


class LogMachine(RuleBasedStateMachine):
    """Two windows on one profile and the pure rules beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.open_things = ExitStack()

    @initialize(entries=st.integers(1, 2), people=st.integers(1, 3), daily=st.booleans(), reentry=st.booleans())
    def open(self, entries: int, people: int, daily: bool, reentry: bool) -> None:
        folder = Path(self.open_things.enter_context(tempfile.TemporaryDirectory())) / "profile"
        self.windows = [self.open_things.enter_context(open_profile(folder, KEYS, now=lambda: NOW)) for _ in "ab"]
        self.allowance = Allowance(entries, people, Period.DAY if daily else Period.EVENT, reentry)
        self.states: dict[str, UseState] = {}
        self.day, self.entries = 1, 0

    def teardown(self) -> None:
        self.open_things.close()

    tickets = st.sampled_from(["00000000000000aa", "00000000000000bb"])

    def today(self) -> str:
        return f"2026-11-{self.day:02d}" if self.allowance.period is Period.DAY else ""

    @rule(ticket=tickets, window=st.integers(0, 1))
    def somebody_comes(self, ticket: str, window: int) -> None:
        verdict, state = enter(self.states.get(ticket, FRESH), self.allowance, self.today())
        passed = self.windows[window].admissions.enter(attempt(ticket_id=ticket), self.allowance, self.today())
        assert passed.verdict is verdict
        self.states[ticket] = state
        self.entries += 1

    @rule(ticket=tickets, window=st.integers(0, 1))
    def somebody_goes(self, ticket: str, window: int) -> None:
        verdict, state = leave(self.states.get(ticket, FRESH))
        passed = self.windows[window].admissions.leave(attempt(ticket_id=ticket, direction="exit"))
        assert passed.verdict is verdict
        self.states[ticket] = state
        self.entries += 1

    @rule(window=st.integers(0, 1))
    def the_house_is_emptied(self, window: int) -> None:
        moved = self.windows[window].admissions.leave_all(["gala"], attempt(verdict=Verdict.EXITED, direction="exit"))
        assert moved == sum(state.inside > 0 for state in self.states.values())
        self.states = {ticket: leave_all(state) for ticket, state in self.states.items()}
        self.entries += bool(moved)

    @rule()
    def night_falls(self) -> None:
        self.day = min(self.day + 1, 28)

    @invariant()
    def both_windows_say_the_same(self) -> None:
        for window in getattr(self, "windows", []):
            for ticket, state in self.states.items():
                use = window.admissions.use_of(ticket)
                known = (0, 0) if use is None else (use.entries, use.people)
                assert known == (state.used, state.inside)
            inside = window.admissions.counters(["gala"], "", NOW).inside
            assert len(window.admissions.recent("", 1_000)) == self.entries
            if self.allowance.period is Period.EVENT and self.allowance.entries == 1:
                assert inside == sum(state.inside for state in self.states.values())


LogMachine.TestCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLogMachine = LogMachine.TestCase
