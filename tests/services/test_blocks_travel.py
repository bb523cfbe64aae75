"""A ticket blocked at one station stays out at every door that heard of it, and whoever slipped in is told of."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.test_share_log import AA, BB, Door, Venue
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.shared_log import Entry, EntryKind, Part, read_part, write_part
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.ports.gates import BlockedTicket
from ticketforge_desktop.storage import blocks
from ticketforge_desktop.storage.migrations.station.versions.s0009_at_the_venue import STATEMENTS

GALA = {AA: "gala", BB: "gala"}


@pytest.fixture
def venue(tmp_path: Path):
    opened = Venue(tmp_path)
    yield opened
    opened.close()


def gates(door: Door, known: dict[str, str] | None = None) -> Gates:
    events = GALA if known is None else known
    return Gates(
        door.profile.gates, dict, door.profile.ticket_book.event_times, event_of=lambda ticket: events.get(ticket, "")
    )


def blocked(door: Door) -> dict[str, tuple[str, str, str]]:
    """Ticket → why, where and by whom."""
    return {row.ticket_id: (row.reason, row.station, row.staff_id) for row in door.profile.gates.blocked()}


def test_a_block_reaches_the_other_door_with_who_why_when_and_where(venue: Venue) -> None:
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    at = gates(venue["A"]).blocked()[AA].at
    venue.all_share()
    (told,) = venue["B"].profile.gates.blocked()
    assert told == BlockedTicket(AA, "stolen", DEFAULT_MANAGER.staff_id, at, "gala", "A")


def test_it_is_let_pass_again_from_another_station(venue: Venue) -> None:
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    venue.all_share()
    gates(venue["B"]).unblock(AA, DEFAULT_MANAGER)
    venue.all_share()
    assert blocked(venue["A"]) == blocked(venue["B"]) == {}
    with pytest.raises(NotFound):
        gates(venue["A"]).unblock(AA, DEFAULT_MANAGER)


def test_whoever_lets_it_pass_knew_of_the_block_though_their_clock_is_behind(venue: Venue) -> None:
    ahead = venue.clock.now() + timedelta(minutes=9)
    act = blocks.Act(blocks.BLOCK, AA, "gala", "stolen", "manager", "", "A", "early")
    venue["A"].profile.gates.blocked()
    own = venue["A"].profile.station.station_id()
    venue["A"].profile._station_file.writer().run(lambda work: blocks.write(work.raw, own, act, ahead))
    venue.all_share()
    gates(venue["B"]).unblock(AA, DEFAULT_MANAGER)
    venue.all_share()
    assert blocked(venue["A"]) == blocked(venue["B"]) == {}


def test_of_two_doors_that_did_not_hear_each_other_the_newer_word_holds_at_both(venue: Venue) -> None:
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    venue.clock.pass_by(minutes=1)
    gates(venue["B"]).block(AA, "payment disputed", DEFAULT_MANAGER)
    venue.all_share()
    assert blocked(venue["A"]) == blocked(venue["B"]) == {AA: ("payment disputed", "B", DEFAULT_MANAGER.staff_id)}


def test_whoever_was_let_in_past_a_block_is_a_conflict_at_both_doors(venue: Venue) -> None:
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    venue.clock.pass_by(minutes=4)
    venue["B"].scan(AA)
    venue.all_share()
    venue.all_share()
    for door in venue.doors.values():
        (row,) = door.inbox.open(DEFAULT_MANAGER)
        assert (row.kind, row.ticket_id) == ("blocked_entry", AA)
        assert (row.first["station"], row.first["reason"], row.late["gate"]) == ("A", "stolen", "B")
        assert row.minutes_apart == pytest.approx(4.1, abs=0.1)
    assert venue["A"].profile.admissions.use_of(AA) is not None, "who is in the house is in the house"


def test_who_was_in_before_the_block_is_no_conflict(venue: Venue) -> None:
    venue["B"].scan(AA)
    venue.clock.pass_by(minutes=4)
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    gates(venue["A"]).block(BB, "stolen", DEFAULT_MANAGER)
    gates(venue["A"]).unblock(BB, DEFAULT_MANAGER)
    venue.clock.pass_by(minutes=4)
    venue["B"].scan(BB)
    venue.all_share()
    assert [door.inbox.open(DEFAULT_MANAGER) for door in venue.doors.values()] == [[], []]


def test_blocking_counts_nobody_and_is_no_scan(venue: Venue) -> None:
    venue["A"].scan(BB)
    for door in venue.doors.values():
        gates(door).block(AA, "stolen", DEFAULT_MANAGER)
        gates(door).unblock(AA, DEFAULT_MANAGER)
    venue.all_share()
    for door in venue.doors.values():
        log = door.profile.admissions
        counters = log.counters(["gala"], "", venue.clock.now() - timedelta(hours=1))
        assert (counters.admitted, counters.inside) == (1, 1)
        scans = ["entry"] if door.name == "A" else []
        assert (sum(counters.by_signal.values()), [row.kind for row in log.recent("", 10)]) == (len(scans), scans)
        assert [row.kind for row in log.history([AA])] == ["unblock", "block"]


def test_a_block_of_a_ticket_nobody_knows_yet_travels_when_the_mirror_knows_it(venue: Venue) -> None:
    gates(venue["A"], {}).block(AA, "lost", DEFAULT_MANAGER)
    gates(venue["A"], {}).tell()
    venue.all_share()
    assert blocked(venue["B"]) == {}
    for _ in range(2):
        gates(venue["A"]).tell()
    venue.all_share()
    assert blocked(venue["A"]) == blocked(venue["B"]) == {AA: ("lost", "A", DEFAULT_MANAGER.staff_id)}
    assert len(entries(venue["B"])) == 1


def test_blocks_made_before_doors_told_each_other_are_told_as_of_then(venue: Venue) -> None:
    since = "2026-11-10T09:00:00.000000Z"
    venue["A"].profile.gates.blocked()
    venue["A"].profile._station_file.writer().run(
        lambda work: work.raw.execute(
            "INSERT INTO blocked_tickets (ticket_id, reason, staff_id, at) VALUES (?, 'lost', 'm', ?)", (AA, since)
        )
    )
    gates(venue["A"]).tell()
    venue.all_share()
    (told,) = venue["B"].profile.gates.blocked()
    assert (told.reason, told.station, told.at.isoformat()) == ("lost", "A", "2026-11-10T09:00:00+00:00")


def entries(door: Door) -> list[tuple[str, ...]]:
    with door.profile.shared_log._readers.borrow() as connection:
        return list(
            connection.execute("SELECT station, nonce, at, ticket_id FROM shared_admissions WHERE kind IN ('b', 'p')")
        )


@pytest.mark.parametrize("order", list(itertools.permutations("ABC"))[:3])
def test_in_whatever_order_three_doors_hear_of_it_they_end_with_the_same(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    venue = Venue(tmp_path, "ABC")
    try:
        for minute, name in enumerate(order):
            venue.clock.pass_by(minutes=minute)
            gates(venue[name]).block(AA, f"by {name}", DEFAULT_MANAGER)
            if name == "B":
                gates(venue[name]).unblock(AA, DEFAULT_MANAGER)
            venue[order[0]].share()
        venue.all_share()
        views = [blocked(door) for door in venue.doors.values()]
        assert views[0] == views[1] == views[2]
        assert (AA in views[0]) is (order[-1] != "B")
    finally:
        venue.close()


class TestDocuments:
    """What lies in the store is read by programs of before, and theirs by this one."""

    def part(self, venue: Venue) -> Part:
        at = venue.clock.now()
        rows = [
            Entry("s", "A", "n1", at, AA, EntryKind.ADMIT, "admitted", "A", 1),
            Entry("s", "A", "n2", at, BB, EntryKind.BLOCK, "blocked", "", 0, "gestohlen – “Böhm”", "manager"),
            Entry("s", "A", "n3", at, BB, EntryKind.UNBLOCK, "blocked", "", 0, "", "manager"),
        ]
        return Part("gala", "s", "A", 1, tuple(rows))

    def test_nothing_is_lost_on_the_way(self, venue: Venue) -> None:
        part = self.part(venue)
        assert read_part(write_part(part)) == part

    def test_the_program_before_this_one_passes_over_blocks_and_reads_the_rest(self, venue: Venue) -> None:
        told = json.loads(write_part(self.part(venue)))
        assert told["v"] == 1, "or it would read nothing of the part"
        assert [row[0] for row in told["rows"] if before_reads(row)] == ["n1"]

    def test_a_block_without_its_reason_is_none(self, venue: Venue) -> None:
        told = json.loads(write_part(self.part(venue)))
        told["rows"][1] = told["rows"][1][:7]
        told["rows"][0] = [*told["rows"][0], "why", "who"]
        assert [entry.nonce for entry in read_part(json.dumps(told)).entries] == ["n3"]


def before_reads(row: list[object]) -> bool:
    """The rule of the program before this one: seven values, and a kind it knows."""
    return len(row) == 7 and row[3] in {"a", "f", "x", "z", "u", "n"}


def test_after_an_update_blocks_that_were_passed_over_are_read_again(venue: Venue) -> None:
    """The program before kept how far it had read a log, and none of its blocks."""
    venue["B"].scan(BB)
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    venue.all_share()
    (read_again,) = [line for line in STATEMENTS if line.startswith("UPDATE shared_logs")]
    forget = ("DELETE FROM shared_admissions WHERE kind IN ('b', 'p')", "DELETE FROM blocked_tickets")
    file = venue["B"].profile._station_file
    for line in forget:
        file.writer().run(lambda work, line=line: work.raw.execute(line))
    venue.all_share()
    assert blocked(venue["B"]) == {}
    file.writer().run(lambda work: work.raw.execute(read_again))
    report = venue["B"].share()
    assert (report.sent, report.received) == (0, 1)
    assert blocked(venue["B"]) == blocked(venue["A"]) != {}


def test_who_is_let_in_by_hand_past_a_block_is_no_conflict(venue: Venue) -> None:
    gates(venue["A"]).block(AA, "stolen", DEFAULT_MANAGER)
    venue["B"].profile.admissions.force(venue["B"].attempt(AA), "the holder has shown a passport")
    venue.all_share()
    assert [door.inbox.open(DEFAULT_MANAGER) for door in venue.doors.values()] == [[], []]
