"""Printing a ticket again: one number a store, whoever is fast, dead or offline, and the old paper is worth nothing."""

from __future__ import annotations

import pytest

from tests.services.conftest import Founder
from tests.services.paper import NOBODY
from tests.services.run_shop import JAM, OFF, Machine
from tests.services.two_tills import IssueDocuments, Till
from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    IssueNeedsStore,
    NetworkUnavailable,
    NotFound,
    RightMissing,
)
from ticketforge_desktop.services.ports.issues import IssueState
from ticketforge_desktop.services.ports.outbox import ActState


@pytest.fixture
def documents() -> IssueDocuments:
    return IssueDocuments()


@pytest.fixture
def one(found: Founder, documents: IssueDocuments) -> Till:
    return Till(found, "till 1", documents)


@pytest.fixture
def two(found: Founder, documents: IssueDocuments, one: Till) -> Till:
    other = Till(found, "till 2", documents)
    other.believes(one)
    one.believes(other)
    return other


@pytest.fixture
def ticket(one: Till) -> str:
    return one.sold()[0]


def test_the_next_issue_is_in_the_code_and_the_old_paper_is_refused_at_once(one: Till, ticket: str) -> None:
    (paper,) = one.print(ticket)
    old = one.code(ticket)

    told = one.reprint(ticket, "  torn  at the gate ")

    assert (told.issue, told.before, told.offline, told.reason) == (2, 1, False, "torn at the gate")
    assert one.verdict(old) == "replaced"
    (again,) = one.print(ticket)
    assert (again.state, again.issue) == ("printed", 2)
    assert one.verdict(one.code(ticket)) == "admitted"
    jobs = one.profile.print_ledger.jobs(ticket_id=ticket)
    assert [(job.issue, job.copy_kind) for job in jobs] == [(2, "reprint"), (1, "")]
    assert paper.job == jobs[1].job_id
    row = one.station.file.audit_rows(1)[0]
    assert (row.action, row.subject, row.detail) == ("reprint", ticket, "issue 2 (taken): torn at the gate")


def test_the_other_door_says_when_and_where_it_was_replaced(one: Till, two: Till, ticket: str) -> None:
    one.print(ticket)
    old = one.code(ticket)
    two.clock.pass_by(minutes=2)
    two.reprint(ticket)
    two.print(ticket)
    one.sold()  # a sync

    told = one.evening.scan(old)

    assert str(told.verdict) == "replaced"
    assert "till 2" in told.words
    assert told.decision.at == "2026-11-14T18:02:00Z"
    assert one.verdict(two.code(ticket)) == "admitted"


def test_an_ean_of_the_old_paper_names_no_ticket_any_more(one: Till, ticket: str) -> None:
    ean = one.profile.queries.ticket(ticket).ean
    assert one.verdict(ean) == "confirm"
    one.reprint(ticket)
    assert one.verdict(ean) == "unknown"
    one.sold()
    assert one.verdict(next(one.faces().faces([ticket])).ean) == "confirm"


def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(one: Till, two: Till, ticket: str) -> None:
    won: list[int] = []
    one.store.before_swap.append(lambda: won.append(two.reprint(ticket).issue))

    with pytest.raises(Conflict) as told:
        one.reprint(ticket)

    assert won == [2]
    assert told.value.facts["by"] == "till 2"
    assert one.document()[ticket] == 2
    assert one.verdict(two.code(ticket)) == "admitted"
    (note,) = one.room().notes(ticket)
    assert (note.issue, note.state, note.station) == (2, IssueState.HEARD, "till 2")
    (refused,) = one.print(ticket)
    assert "belongs to till 2" in refused.reason
    assert one.reprint(ticket, "that one is lost too").issue == 3


def test_another_ticket_of_the_order_is_no_race(one: Till, two: Till) -> None:
    first, second, *_ = one.sold()
    one.store.before_swap.append(lambda: two.reprint(second))
    assert one.reprint(first).issue == 2
    assert {name: one.document()[name] for name in (first, second)} == {first: 2, second: 2}


def test_a_number_is_taken_once_however_often_it_is_asked_for(one: Till, ticket: str) -> None:
    assert [one.reprint(ticket).issue for _ in range(3)] == [2, 2, 2]
    assert one.store.swaps == 1
    one.print(ticket, machine=Machine(OFF))
    assert one.reprint(ticket).issue == 2, "nothing of it left this computer"
    one.print(ticket)
    assert one.reprint(ticket).issue == 3


@pytest.mark.parametrize("answer_lost", [True, False])
def test_a_program_that_died_between_store_and_file_has_its_number(
    one: Till, ticket: str, *, answer_lost: bool
) -> None:
    def die() -> None:
        raise NetworkUnavailable("cut off") if answer_lost else KeyboardInterrupt

    one.store.after_swap.append(die)
    with pytest.raises(IssueNeedsStore if answer_lost else KeyboardInterrupt):
        one.reprint(ticket)
    assert one.document()[ticket] == 2

    assert one.reprint(ticket).issue == 2
    assert one.store.swaps == 1
    assert [entry.kind for entry in one.profile.outbox.entries()] == ["take_issue"]


def test_offline_only_the_station_of_the_last_paper_goes_on(one: Till, two: Till, ticket: str) -> None:
    one.print(ticket)
    one.store.reachable = False

    with pytest.raises(IssueNeedsStore, match="has not printed it"):
        two.reprint(ticket)
    told = one.reprint(ticket)

    assert (told.issue, told.offline) == (2, True)
    one.print(ticket)
    assert one.reprint(ticket).issue == 3, "it is still ours"
    one.store.reachable = True
    assert [done["lost"] for done in one.push()] == [False, False]
    assert one.document()[ticket] == 3
    two.sold()
    two.store.reachable = False
    with pytest.raises(IssueNeedsStore, match="till 1 printed it last"):
        two.reprint(ticket)


def test_a_number_given_out_on_both_sides_of_a_cut_network_opens_one_door_only(
    one: Till, two: Till, ticket: str
) -> None:
    one.print(ticket)
    one.store.reachable = False
    one.reprint(ticket)
    one.print(ticket)
    ours = one.code(ticket)
    two.store.reachable = True
    assert two.reprint(ticket).issue == 2
    theirs = two.code(ticket)

    (done,) = one.push()
    one.sold()
    two.sold()

    assert done["lost"]
    for till in (one, two):
        assert till.verdict(ours) == "replaced", "the store had given the number to till 2 first"
    assert one.verdict(theirs) == "admitted"
    (refused,) = one.print(ticket)
    assert "belongs to till 2" in refused.reason
    one.store.reachable = False
    with pytest.raises(IssueNeedsStore):
        one.reprint(ticket)
    one.store.reachable = True
    assert one.reprint(ticket).issue == 3


def test_two_numbers_given_out_offline_after_another_was_faster_are_both_lost(
    one: Till, two: Till, ticket: str
) -> None:
    one.print(ticket)
    one.store.reachable = False
    for _ in range(2):
        one.reprint(ticket)
        one.print(ticket)
    third = one.code(ticket)
    one.store.reachable = True
    two.reprint(ticket)
    assert [done["lost"] for done in one.push()] == [True, True]
    two.sold()
    assert two.verdict(third) == "replaced", "a higher number built on a lost one is none"
    assert two.verdict(two.code(ticket)) == "admitted"


def test_back_online_before_the_outbox_was_sent_the_other_s_number_is_told(one: Till, two: Till, ticket: str) -> None:
    one.print(ticket)
    one.store.reachable = False
    one.reprint(ticket)
    one.print(ticket)
    one.store.reachable = True
    two.reprint(ticket)

    with pytest.raises(Conflict, match="till 2"):
        one.reprint(ticket)
    assert one.reprint(ticket).issue == 3


def test_a_paper_in_doubt_is_looked_for_first(one: Till, ticket: str) -> None:
    (doubt,) = one.print(ticket, machine=Machine(JAM))
    with pytest.raises(Conflict, match="may be on paper already"):
        one.reprint(ticket)
    one.profile.print_ledger.move(doubt.job, doubt.state.VOID, one.clock.now())
    assert one.reprint(ticket).issue == 2
    assert [str(outcome.state) for outcome in one.print(ticket)] == ["printed"]


def test_who_may_not_and_what_can_not_be_reprinted(one: Till, ticket: str) -> None:
    with pytest.raises(RightMissing):
        one.room(NOBODY).next_issue(ticket, "lost")
    with pytest.raises(RightMissing):
        one.room(NOBODY).notes()
    for reason in ("", " \n ", "x" * 501):
        with pytest.raises(BadInput):
            one.reprint(ticket, reason)
    with pytest.raises(NotFound):
        one.reprint("ff" * 8)
    one.evening.sold("#1042", quantity=4, cancelled_at="2026-11-02T10:00:00Z")
    with pytest.raises(BadInput, match="admits nobody"):
        one.reprint(ticket)
    assert one.store.texts == {}
    assert one.profile.outbox.entries(states=[ActState.PENDING]) == []
    assert one.room().notes() == []


def test_the_last_issue_there_is_has_no_next(one: Till, ticket: str) -> None:
    one.store.texts[1042] = f'{{"{ticket}": 65535}}'
    one.sold()
    with pytest.raises(BadInput, match="no further issue"):
        one.reprint(ticket)


def test_a_store_that_is_always_changed_by_others_ends_in_a_conflict(one: Till, ticket: str) -> None:
    def other() -> None:
        one.store.texts[1042] = f'{{"n": {len(one.store.before_swap)}}}'

    one.store.before_swap += [other] * 20
    with pytest.raises(Conflict, match="each time we tried"):
        one.reprint(ticket)


def test_what_one_station_has_on_paper_the_other_does_not_print_a_second_time(one: Till, two: Till) -> None:
    first, second, third, fourth = one.sold()
    one.print(first, second)
    one.print(third, machine=Machine(JAM))
    one.print(fourth, machine=Machine(OFF))
    assert one.tell() == 0
    assert two.tell() > 0

    outcomes = two.print(first, second, third, fourth)

    assert [str(outcome.state) for outcome in outcomes] == ["failed", "failed", "failed", "printed"]
    assert "belongs to till 1" in outcomes[0].reason
    assert two.tell() == 0, "nothing new to read"
    one.tell()
    (refused,) = one.print(fourth)
    assert "till 2" in refused.reason
    assert two.reprint(first, "handed to the wrong person").issue == 2, "a reprint is another paper"


def test_a_station_that_was_renamed_is_heard_by_its_new_name(one: Till, two: Till, ticket: str) -> None:
    from ticketforge_desktop.domain.rights import DEFAULT_MANAGER

    one.print(ticket)
    one.tell()
    two.tell()
    one.station.file.rename_station("Box office", DEFAULT_MANAGER)
    one.print(one.sold()[1])
    one.tell()
    two.tell()
    assert {outcome.reason.split("belongs to ")[1].split(",")[0] for outcome in two.print(one.sold()[1])} == {
        "Box office"
    }


def test_marks_that_are_nonsense_and_an_index_others_fight_over_harm_nobody(one: Till, two: Till, ticket: str) -> None:
    one.print(ticket)
    one.store.app["printed"] = '{"x": 7, "y": {"parts": {"0": 1, "zz": 2}}}'
    one.tell()
    two.tell()
    assert "belongs to till 1" in two.print(ticket)[0].reason

    def fight() -> None:
        one.store.app["printed"] = f'{{"z": {{"parts": {{"0": "{len(one.store.before_swap)}"}}}}}}'

    one.print(one.sold()[1])
    one.store.before_swap += [lambda: None, *[fight] * 20]
    with pytest.raises(Conflict, match="each time we tried"):
        one.tell()
    one.store.before_swap.clear()
    one.tell()
