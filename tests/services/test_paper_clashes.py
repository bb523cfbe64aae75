"""Two stations that did not hear each other: what went on paper twice, or is good no more, is told once."""

from __future__ import annotations

import pytest

from tests.services.conftest import Founder
from tests.services.run_shop import JAM, Machine
from tests.services.two_tills import IssueDocuments, Till
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services import paper_clashes
from ticketforge_desktop.services.paper_clashes import ClashRoom, PaperClashes
from ticketforge_desktop.services.ports.issues import IssueState
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.ports.processing import Flag
from ticketforge_desktop.services.print_doubts import PrintDoubts


@pytest.fixture
def store() -> IssueDocuments:
    return IssueDocuments()


@pytest.fixture
def one(found: Founder, store: IssueDocuments) -> Till:
    return Till(found, "one", store)


@pytest.fixture
def two(found: Founder, store: IssueDocuments) -> Till:
    return Till(found, "two", store)


def look(till: Till) -> int:
    """What a sync does behind the exchange."""
    profile, book = till.profile, till.profile.ticket_book
    room = ClashRoom(
        profile.queries, profile.issues, profile.printed_elsewhere, book.lost, book.made, profile.effects, till.clock
    )
    return PaperClashes(room).run(DEFAULT_MANAGER)


def flags(till: Till) -> list[Flag]:
    return list(till.profile.effects.flags())


def exchange(*tills: Till) -> None:
    for till in (*tills, tills[0]):
        till.tell()


def cut_off(one: Till, two: Till, ticket: str) -> None:
    """Both reprint one ticket, the first without the store; then it sends what it did."""
    one.print(ticket)
    two.believes(one)
    one.store.reachable = False
    assert one.reprint(ticket).offline
    one.print(ticket)
    one.store.reachable = True
    two.reprint(ticket)
    assert one.push()[-1]["lost"]
    one.sold()


def test_a_number_that_was_another_station_s_is_told_once_and_not_ours_any_more(one: Till, two: Till) -> None:
    ticket = one.sold()[0]
    cut_off(one, two, ticket)

    assert look(one) == 1
    (flag,) = flags(one)
    other = two.station.file.station_name()
    assert (flag.kind, flag.subject) == ("issue_lost", ticket)
    assert (flag.facts["issue"], flag.facts["by"], flag.facts["order"]) == (2, other, "#1042")
    newest = one.profile.issues.newest(ticket)
    assert newest is not None
    assert (newest.state, newest.station) == (IssueState.HEARD, other)
    assert one.print(ticket)[0].state is PrintState.FAILED, "no further paper with that number"

    one.profile.effects.see_flag(flag.flag, DEFAULT_MANAGER, "the guest has the other one")
    assert look(one) == 0
    assert flags(one) == []


def test_a_number_that_stayed_ours_is_no_matter(one: Till) -> None:
    ticket = one.sold()[0]
    one.print(ticket)
    one.store.reachable = False
    one.reprint(ticket)
    one.store.reachable = True
    one.push()
    one.sold()

    assert look(one) == 0
    newest = one.profile.issues.newest(ticket)
    assert newest is not None
    assert newest.state is IssueState.OFFLINE


def test_a_program_that_died_between_flag_and_note_raises_no_second_flag(
    one: Till, two: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = one.sold()[0]
    cut_off(one, two, ticket)

    def died(_note: object) -> None:
        raise SystemExit

    with monkeypatch.context() as here:
        here.setattr(one.profile.issues, "hear", died)
        with pytest.raises(SystemExit):
            look(one)
    assert look(one) == 0
    assert len(flags(one)) == 1
    newest = one.profile.issues.newest(ticket)
    assert newest is not None
    assert newest.state is IssueState.HEARD


def test_a_ticket_on_paper_at_two_stations_is_told_at_whichever_hears_it(one: Till, two: Till) -> None:
    ticket, other, spoiled, again = one.sold()
    one.print(ticket, other, again)
    two.print(ticket, spoiled, again)
    (jammed,) = one.print(spoiled, machine=Machine(JAM))
    PrintDoubts(one.profile.print_ledger, one.clock, DEFAULT_MANAGER).resolve(jammed.job, good=False)
    two.reprint(again)
    exchange(one, two)
    one.sold()

    assert look(one) == 1
    (flag,) = flags(one)
    assert (flag.subject, flag.facts["by"]) == (ticket, two.station.file.station_name())
    assert look(two) == 2, "it can't know that the other paper was spoiled"
    assert look(one) == look(two) == 0, "once"


def test_a_whole_run_that_was_printed_twice_is_one_matter(
    one: Till, two: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_clashes, "ONE_BY_ONE", 3)
    tickets = one.sold()
    one.print(*tickets)
    two.print(*tickets)
    exchange(one, two)

    assert look(one) == 1
    (flag,) = flags(one)
    assert (flag.kind, flag.facts["tickets"]) == ("printed_twice", 4)
    assert "ticket_id" not in flag.facts


def test_nothing_is_looked_through_while_nothing_new_was_heard(
    one: Till, two: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = one.sold()
    one.print(tickets[0])
    two.print(tickets[1])
    exchange(one, two)
    assert look(one) == 0

    def looked(_since: object) -> list[tuple[str, str]]:
        raise AssertionError("the ledger was read through")

    monkeypatch.setattr(one.profile.printed_elsewhere, "twice", looked)
    assert look(one) == 0
    two.print(tickets[2])
    exchange(two, one)
    with pytest.raises(AssertionError, match="read through"):
        look(one)
