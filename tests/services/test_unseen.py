"""Somebody is let in on a signature alone: the ticket comes with a sync, or a person hears that it never did."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.services.evening import Evening
from tests.services.stations import EVENING, HandClock, TestStation
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.ticketing import EventIndex, derive_tickets
from ticketforge_desktop.services.ports.shared_log import ConflictRow
from ticketforge_desktop.services.unseen import WAIT, UnseenAdmissions, UnseenReport


class Gate:
    """A gate that lets in what it does not know yet, if a believed station signed it."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(EVENING)
        self.station = TestStation(folder, self.clock, "gate a")
        self.evening = Evening(self.station)
        self.evening.gates.change("gala", "", {"unknown": "admit"}, DEFAULT_MANAGER)
        profile = self.station.profile
        self.unseen = UnseenAdmissions(profile.unseen, profile.process_queue.held_tickets, self.read_since)

    def read_since(self) -> datetime | None:
        last = self.station.profile.sync_queries.last("incremental", "bulk")
        return None if last is None else last.ended_at - timedelta(seconds=last.seconds)

    def comes(self, order: str) -> str:
        """The holder of a ticket whose order is not in the mirror; the ticket's id."""
        placed, bought = self.evening.to_be_sold(order)
        index = EventIndex({5: "gala"}, ["gala"])
        (ticket,) = derive_tickets(self.evening.shop, self.evening.ean_key, placed, [bought], index)
        assert self.evening.verdict(self.evening.code(ticket)) == "admitted"
        return ticket.ticket_id

    def syncs(self) -> UnseenReport:
        self.evening.synced()
        return self.unseen.look()

    def conflicts(self) -> list[ConflictRow]:
        return list(self.station.profile.conflicts.all(100))


@pytest.fixture
def gate(tmp_path: Path):
    opened = Gate(tmp_path / "gate")
    yield opened
    opened.station.close()


def test_a_ticket_that_comes_with_the_next_sync_is_nobodys_matter(gate: Gate) -> None:
    gate.comes("#77")
    assert gate.syncs() == UnseenReport()
    gate.evening.sold("#77")
    assert gate.syncs() == UnseenReport(known=1)
    gate.clock.pass_by(hours=5)
    assert gate.syncs() == UnseenReport()
    assert gate.conflicts() == []


def test_one_that_never_comes_is_told_once_when_the_store_was_certainly_read_since(gate: Gate) -> None:
    ticket = gate.comes("#77")
    gate.clock.pass_by(minutes=59)
    assert gate.syncs() == UnseenReport(), "the till that sold it may have lost its network"
    gate.clock.pass_by(minutes=30)
    assert gate.unseen.look() == UnseenReport(), "the mirror was not read since"
    assert gate.syncs() == UnseenReport(missing=1)
    assert gate.syncs() == UnseenReport()
    (told,) = gate.conflicts()
    assert (told.kind, told.ticket_id, told.event_id, told.first) == ("unknown_missing", ticket, "gala", {})
    assert (told.late["gate"], told.late["station"], told.late["at"]) == ("A", "gate a", EVENING.isoformat())
    assert told.settled_at is None


def test_a_long_sync_that_began_before_the_wait_was_over_proves_nothing(gate: Gate) -> None:
    gate.comes("#77")
    gate.clock.pass_by(minutes=70)
    gate.evening.mirror.note_sync("bulk", gate.clock.now(), {"seconds": 1200.0})
    assert gate.unseen.look() == UnseenReport()
    gate.evening.mirror.note_sync("incremental", gate.clock.now(), {"error": "network_unavailable"})
    assert gate.unseen.look() == UnseenReport(), "a sync that failed read nothing"


def test_when_it_comes_after_all_the_matter_is_settled_by_that(gate: Gate) -> None:
    gate.comes("#77")
    gate.clock.pass_by(seconds=WAIT.total_seconds() + 60)
    gate.syncs()
    gate.evening.sold("#77")
    assert gate.syncs() == UnseenReport(known=1)
    (told,) = gate.conflicts()
    assert (told.settled_by, told.settled_how) == ("sync", "The ticket came with a later sync.")


def test_what_a_person_settled_stays_settled_in_their_words(gate: Gate) -> None:
    gate.comes("#77")
    gate.clock.pass_by(hours=2)
    gate.syncs()
    gate.station.profile.conflicts.settle(gate.conflicts()[0].conflict_id, "the till was stolen", DEFAULT_MANAGER)
    gate.evening.sold("#77")
    gate.syncs()
    assert gate.conflicts()[0].settled_how == "the till was stolen"


def test_an_admission_that_was_taken_back_is_no_matter(gate: Gate) -> None:
    ticket = gate.comes("#77")
    gate.evening.door.undo(ticket, "a mistake", DEFAULT_MANAGER)
    gate.clock.pass_by(hours=2)
    assert gate.syncs() == UnseenReport()
    assert gate.conflicts() == []


def test_many_at_once_and_a_log_of_many_pages(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticketforge_desktop.storage.unseen._PAGE", 3)
    monkeypatch.setattr("ticketforge_desktop.storage.unseen._CHUNK", 2)
    tickets = [gate.comes(f"#{number}") for number in range(80, 90)]
    gate.evening.verdict("no ticket")
    for number in range(80, 83):
        gate.evening.sold(f"#{number}")
    gate.clock.pass_by(hours=2)
    assert gate.syncs() == UnseenReport(known=3, missing=7)
    assert {row.ticket_id for row in gate.conflicts()} == set(tickets[3:])
