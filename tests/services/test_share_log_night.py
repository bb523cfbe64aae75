"""A whole night of three doors over a bad line: every door ends with the same truth, and every document fits."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.stations import EVENING
from tests.services.test_share_log import Door, Venue
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.domain.errors import Conflict, ConnectionTrouble
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.shared_log import MOST_BYTES
from ticketforge_desktop.domain.uses import Allowance
from ticketforge_desktop.domain.verdicts import Verdict

LARGEST = 128 * 1024  # of a JSON metafield of the store
TROUBLES = ("bad-gateway", "502-after-commit", "dropped-connection", "throttle-storm", "server-error")
BACK = Allowance(people=2, reentry=True)


class Night:
    """Three doors, each online when it likes, and what each of them told a guest."""

    def __init__(self, folder: Path, tickets: int, seed: int) -> None:
        self.venue = Venue(folder, "ABC", BACK)
        self.random = random.Random(seed)
        self.tickets = [f"{number:016x}" for number in range(tickets)]
        self.let_in: Counter[str] = Counter()
        self.venue["B"].wrong, self.venue["C"].wrong = timedelta(seconds=40), timedelta(seconds=-40)

    def happens(self, door: Door, ticket: str) -> None:
        what = self.random.random()
        if what < 0.75:
            self.let_in[ticket] += door.scan(ticket) is Verdict.ADMITTED
        elif what < 0.92:
            door.scan(ticket, "exit")
        elif door.profile.admissions.use_of(ticket) is not None:
            door.undo(ticket)

    def evening(self, scans: int) -> None:
        doors = list(self.venue.doors.values())
        weights = [6, 3, 1]  # one gate is the main entrance
        for number in range(scans):
            self.happens(self.random.choices(doors, weights)[0], self.random.choice(self.tickets))
            if number % 10 == 0:
                self.venue.demo.faults.add(Fault(self.random.choice(TROUBLES), 0.5, self.random.randint(1, 3)))
            if number % 7 == 0:
                with suppress(ConnectionTrouble, Conflict):
                    self.random.choice(doors).share()
            if number == scans // 2:
                doors[0].clock.pass_by(minutes=-25)  # somebody mends the clocks in mid-evening

    def truth(self, door: Door) -> dict[str, tuple[object, ...] | None]:
        """Of each ticket who let it in first, how often it came and how many are inside.

        Not the time: what nobody else knows of is told by the door's own clock, even after that was set back.
        """
        uses = {ticket: door.profile.admissions.use_of(ticket) for ticket in self.tickets}
        return {ticket: use and (use.station, use.entries, use.people) for ticket, use in uses.items()}

    def entries(self, door: Door) -> list[tuple[object, ...]]:
        with door.profile.shared_log._readers.borrow() as connection:
            return sorted(connection.execute("SELECT station, nonce, at, ticket_id, kind, gate FROM shared_admissions"))

    def documents(self) -> list[int]:
        """Sizes of all that lies in the store."""
        return [len(field.value.encode()) for field in self.venue.demo.world.app_metafields.values()]


@pytest.mark.parametrize(
    ("tickets", "scans", "most_bytes"),
    [
        pytest.param(60, 150, 4_000, id="an hour"),
        pytest.param(900, 3_000, 60_000, id="a night", marks=pytest.mark.long),
    ],
)
def test_a_night_over_a_bad_line_ends_with_one_truth(
    tmp_path: Path, tickets: int, scans: int, most_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many parts as a festival's evening: the names of these scans are shorter than real ones.
    monkeypatch.setattr("ticketforge_desktop.domain.shared_log.MOST_BYTES", most_bytes)
    night = Night(tmp_path, tickets, seed=7)
    try:
        night.evening(scans)
        night.venue.demo.faults.clear()
        night.venue.all_share()
        night.venue.all_share()
        a, b, c = night.venue.doors.values()
        assert night.entries(a) == night.entries(b) == night.entries(c), "every entry is everywhere, once"
        assert night.truth(a) == night.truth(b) == night.truth(c)
        counts = [door.profile.admissions.counters(["gala"], "", EVENING) for door in (a, b, c)]
        assert {(count.admitted, count.inside) for count in counts} == {(counts[0].admitted, counts[0].inside)}
        gates = [door.profile.admissions.breakdown(["gala"]).gates for door in (a, b, c)]
        assert gates[0] == gates[1] == gates[2]

        standing = {door.name: {row.late["nonce"] for row in door.inbox.all(DEFAULT_MANAGER)} for door in (a, b, c)}
        over = [ticket for ticket in night.tickets if night.let_in[ticket] > 2]
        assert over, "doors that did not hear each other let somebody in too often"
        assert all(standing.values())

        assert max(night.documents()) <= most_bytes < MOST_BYTES < LARGEST
        assert [one.parts > 1 for one in a.profile.shared_log.heard("gala") if one.name == "A"] == [True]
        before = {door.name: door.store.traffic().requests for door in (a, b, c)}
        night.venue.all_share()
        assert all(door.store.traffic().requests - before[door.name] == 2 for door in (a, b, c)), "nothing is left"
    finally:
        night.venue.close()
