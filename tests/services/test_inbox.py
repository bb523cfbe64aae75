"""What a manager must look at: one list of two sources, the rights it takes, and how many gates a verdict knows of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.stations import EVENING, HandClock
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, RightMissing
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Right, Role, Staff
from ticketforge_desktop.domain.shared_log import Entry, EntryKind
from ticketforge_desktop.domain.uses import SINGLE
from ticketforge_desktop.services.conflicts import LONGEST_HOW, ConflictInbox
from ticketforge_desktop.services.inbox import FlagInbox, Inbox
from ticketforge_desktop.services.ports.processing import DeadTicket
from ticketforge_desktop.services.ports.shared_log import Heard, TicketTerms
from ticketforge_desktop.services.stations_seen import Seen, StationsSeen
from ticketforge_desktop.storage.profile import Profile, ProfileKeys, open_profile

KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)
AA, BB = (f"00000000000000{n}" for n in ("aa", "bb"))
STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])
TILL = Staff("t1", "Till", ROLE_RIGHTS[Role.TILL])


@pytest.fixture
def clock() -> HandClock:
    return HandClock(EVENING)


@pytest.fixture
def profile(tmp_path: Path, clock: HandClock) -> Iterator[Profile]:
    opened = open_profile(tmp_path / "door", KEYS, now=clock.now)
    yield opened
    opened.close()


def let_in(profile: Profile, clock: HandClock, ticket: str, *stations: str) -> None:
    """Let one ticket in at several doors, three minutes apart."""
    for number, station in enumerate(stations):
        at = clock.now() + timedelta(minutes=3 * number)
        entry = Entry(station, station, f"{station}-{ticket}", at, ticket, EntryKind.ADMIT, "admitted", station, 1)
        profile.shared_log.take("gala", [entry], lambda _ticket: TicketTerms(SINGLE, lambda _at: ""))


def inbox_of(profile: Profile, price: Money | None = None) -> Inbox:
    return Inbox(
        ConflictInbox(profile.conflicts, lambda _ticket: price),
        FlagInbox(profile.effects),
        lambda _ticket: None,
        lambda _event: ("Gala", "Europe/Berlin"),
        lambda: "EUR",
    )


def flag(profile: Profile, ticket: str) -> None:
    assert profile.effects.flag_dead([DeadTicket(ticket, "refunded", "gala", "#7", 7)], DEFAULT_MANAGER) == 1


def test_both_sources_are_one_list_and_leave_it_each_in_its_way(profile: Profile, clock: HandClock) -> None:
    let_in(profile, clock, AA, "North", "South")
    clock.pass_by(minutes=5)
    flag(profile, AA)
    inbox = inbox_of(profile, Money(4200, "EUR"))
    newest, oldest = inbox.open(DEFAULT_MANAGER)
    assert (newest.kind, newest.order, newest.event, newest.right) == ("admitted_refunded", "#7", "Gala", Right.REFUND)
    assert (oldest.kind, oldest.exposure, oldest.minutes) == ("double_entry", Money(4200, "EUR"), 3.0)
    assert (oldest.first["gate"], oldest.late["gate"]) == ("North", "South")
    inbox.settle(oldest.key, "  One guest,\n scanned twice ", DEFAULT_MANAGER)
    clock.pass_by(minutes=1)
    with pytest.raises(BadInput):
        inbox.settle(newest.key, " ", DEFAULT_MANAGER)
    inbox.settle(newest.key, " sent  home, refund stands", DEFAULT_MANAGER)
    inbox.settle(newest.key, "said again", DEFAULT_MANAGER)
    assert inbox.open(DEFAULT_MANAGER) == []
    assert [(one.key, one.how, one.done_by) for one in inbox.done(DEFAULT_MANAGER)] == [
        (newest.key, "sent home, refund stands", "manager"),
        (oldest.key, "One guest, scanned twice", "manager"),
    ]


def test_a_price_that_is_not_known_is_no_price(profile: Profile, clock: HandClock) -> None:
    let_in(profile, clock, AA, "North", "South")
    (row,) = ConflictInbox(profile.conflicts).open(DEFAULT_MANAGER)
    assert (row.exposure_minor, row.currency) == (0, "")
    (row,) = ConflictInbox(profile.conflicts, lambda _ticket: Money(4200, "EUR")).open(DEFAULT_MANAGER)
    assert (row.as_json()["exposure_minor"], row.as_json()["currency"]) == (4200, "EUR")
    (entry,) = inbox_of(profile).open(DEFAULT_MANAGER)
    assert entry.exposure is None


def test_who_may_not_judge_changes_nothing(profile: Profile, clock: HandClock) -> None:
    let_in(profile, clock, AA, "North", "South")
    flag(profile, AA)
    inbox = inbox_of(profile)
    for entry in inbox.open(STEWARD):
        with pytest.raises(RightMissing):
            inbox.settle(entry.key, "fine", STEWARD)
    assert [entry.source for entry in inbox.open(TILL)] == ["flag"], "the door's matters are not the till's"
    assert len(inbox.open(DEFAULT_MANAGER)) == 2


def test_words_are_asked_for_and_nothing_is_settled_twice(profile: Profile, clock: HandClock) -> None:
    let_in(profile, clock, AA, "North", "South")
    inbox = inbox_of(profile)
    (entry,) = inbox.open(DEFAULT_MANAGER)
    for how in ("", "  \n ", "x" * (LONGEST_HOW + 1)):
        with pytest.raises(BadInput):
            inbox.settle(entry.key, how, DEFAULT_MANAGER)
    inbox.settle(entry.key, "x" * LONGEST_HOW, DEFAULT_MANAGER)
    with pytest.raises(Conflict):
        inbox.settle(entry.key, "again", DEFAULT_MANAGER)
    for key in ("", "conflict:", "conflict:x", "conflict:99", "flag:nothing", "nonsense:1"):
        with pytest.raises(NotFound):
            inbox.settle(key, "fine", DEFAULT_MANAGER)


def test_what_waits_is_counted_and_the_newest_marked(profile: Profile, clock: HandClock) -> None:
    assert profile.conflicts.standing() == (0, 0)
    assert profile.effects.flags_standing() == (0, "")
    let_in(profile, clock, AA, "North", "South")
    let_in(profile, clock, BB, "North", "South")
    flag(profile, AA)
    clock.pass_by(minutes=1)
    flag(profile, BB)
    assert profile.conflicts.standing() == (2, 2)
    waiting, newest = profile.effects.flags_standing()
    assert (waiting, newest[:16]) == (2, clock.now().isoformat()[:16])
    inbox_of(profile).settle("conflict:2", "fine", DEFAULT_MANAGER)
    assert profile.conflicts.standing() == (1, 2), "a number once given stays the newest"


# The confidence of a verdict


def heard(station: str, said: str, at: str = "") -> Heard:
    return Heard("gala", station, station, 1, 5, "", said, at or said)


def key(station: str, *, enrolled: bool = True, revoked: bool = False) -> PublicKeyRecord:
    since = EVENING.isoformat()
    return PublicKeyRecord(
        f"0000000{station.lower()}", station, "00" * 32, since if enrolled else "", since if revoked else ""
    )


def ago(**span: float) -> str:
    return (EVENING - timedelta(**span)).isoformat()


def seen_with(log: list[Heard], keys: list[PublicKeyRecord], clock: HandClock | None = None) -> StationsSeen:
    return StationsSeen(lambda: log, lambda: keys, "own", (clock or HandClock(EVENING)).now, lambda: "0000000a")


@pytest.mark.parametrize(
    ("log", "keys", "told"),
    [
        ([], [], Seen(1, 1)),
        ([heard("own", ago(minutes=1))], [key("A")], Seen(1, 1)),
        ([heard("b", ago(minutes=14))], [key("A"), key("B"), key("C")], Seen(2, 3)),
        ([heard("b", ago(minutes=16))], [key("A"), key("B"), key("C")], Seen(1, 3)),
        ([heard("b", ago(minutes=1), ago(minutes=16))], [key("A"), key("B")], Seen(1, 2)),
        ([heard("b", ago(minutes=-10), ago(minutes=0))], [key("A"), key("B")], Seen(2, 2)),
        ([heard("b", ago(hours=-3), ago(minutes=0))], [key("A"), key("B")], Seen(1, 2)),
        ([heard("b", "gibberish"), heard("c", "2026-11-14T18:00:00")], [key("A")], Seen(1, 1)),
        ([], [key("A"), key("A", revoked=True), key("B", revoked=True), key("C", enrolled=False)], Seen(1, 1)),
        ([heard("b", ago(minutes=1)), heard("b", ago(minutes=2))], [key("A")], Seen(2, 2)),
    ],
)
def test_a_station_is_visible_that_wrote_and_was_read_lately(
    log: list[Heard], keys: list[PublicKeyRecord], told: Seen
) -> None:
    assert seen_with(log, keys).seen == told


def test_a_scan_counts_nothing_while_somebody_else_does(clock: HandClock) -> None:
    log: list[Heard] = []
    counts = seen_with(log, [key("A"), key("B")], clock)
    assert counts.seen.visible == 1
    log.append(heard("b", ago(minutes=1)))
    clock.pass_by(seconds=20)
    assert counts.seen.visible == 1, "told from memory"
    assert counts.refresh(timedelta(seconds=30)).visible == 1
    assert counts.refresh(timedelta(seconds=5)).visible == 2
    log.clear()
    clock.pass_by(seconds=31)
    assert counts.seen.visible == 1, "nobody counted for half a minute"
    log.append(heard("b", ago(minutes=1)))
    clock.pass_by(hours=-1)
    assert counts.refresh(timedelta(seconds=5)) == Seen(1, 2), "a clock set back: counted anew, and that log is ahead"
