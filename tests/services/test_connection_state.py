"""How a profile stands with its store: the worst that is true, remembered in the station file, for every process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.rig import KEYS
from ticketforge_desktop.domain.errors import (
    ConnectionTrouble,
    NetworkUnavailable,
    ProfileLocked,
    ScopeMissing,
    StoreBusy,
    StoreRefused,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.connection_facts import KnownFacts, keep_facts, known_facts
from ticketforge_desktop.services.connection_state import ConnectionState, LockReason, standing
from ticketforge_desktop.services.connection_watch import KeepingWatch
from ticketforge_desktop.services.ports.connection import ConnectionBook, Remark
from ticketforge_desktop.services.ports.store import ConnectionFacts
from ticketforge_desktop.services.profile_lock import lock, lock_of, require_unlocked, unlock
from ticketforge_desktop.storage.profile import Profile, open_profile

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
LATER = NOON - timedelta(minutes=5)


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def profile(tmp_path: Path, clock: Clock) -> Iterator[Profile]:
    with open_profile(tmp_path / "profile", KEYS, now=clock.now) as opened:
        yield opened


@pytest.fixture
def book(profile: Profile) -> ConnectionBook:
    return profile.connections


ORDER = list(ConnectionState)
REMARKS = {
    "locked": ConnectionState.UNINSTALLED,
    "refused": ConnectionState.TOKEN_EXPIRED,
    "offline": ConnectionState.OFFLINE,
}


@given(
    st.booleans(),
    st.sets(st.sampled_from(sorted(REMARKS))),
    st.none() | st.integers(-3_600, 90_000),
)
def test_of_several_the_worst_is_told(connected: bool, names: set[str], age: int | None) -> None:
    """The order of the list is the order of badness, whatever else is true."""
    synced = None if age is None else NOON - timedelta(seconds=age)
    remarks = {name: Remark(f"why {name}", LATER) for name in names}
    told = standing(connected, remarks, synced, NOON, QUARTER)
    true = {REMARKS[name] for name in names}
    true.add(ConnectionState.NEVER_SYNCED if synced is None else ConnectionState.FRESH)
    if synced is not None and abs(NOON - synced) > QUARTER:
        true.add(ConnectionState.STALE)
    if not connected:
        true.add(ConnectionState.NOT_CONNECTED)
    assert told.state is min(true, key=ORDER.index)
    if told.state in REMARKS.values():
        assert told.since == LATER
        assert told.reason.startswith("why ")


def test_a_row_of_failures_began_with_the_first(book: ConnectionBook, clock: Clock) -> None:
    watch = KeepingWatch(book)
    watch.failed(NetworkUnavailable("no route"))
    clock.at += timedelta(hours=1)
    watch.failed(NetworkUnavailable("reset"))
    assert book.remarks() == {"offline": Remark("no route", NOON)}
    watch.answered()
    assert book.remarks() == {}


@pytest.mark.parametrize("error", [StoreBusy("full"), StoreRefused("no"), ScopeMissing("read_orders")])
def test_whatever_the_store_says_it_answers(book: ConnectionBook, error: ConnectionTrouble) -> None:
    watch = KeepingWatch(book)
    watch.failed(NetworkUnavailable("no route"))
    watch.failed(error)
    assert book.remarks() == {}


def test_another_shop_behind_the_address_says_nothing_of_ours(book: ConnectionBook) -> None:
    watch = KeepingWatch(book)
    watch.failed(TokenRefused("401"))
    watch.failed(WrongShop("other"))
    assert set(book.remarks()) == {"refused"}


def test_what_another_process_remembered_is_over_when_the_store_answers_here(
    profile: Profile, book: ConnectionBook, tmp_path: Path
) -> None:
    with open_profile(tmp_path / "profile", KEYS) as other:
        KeepingWatch(other.connections).failed(NetworkUnavailable("no route"))
    assert "offline" in book.remarks()
    KeepingWatch(book).answered()
    with open_profile(tmp_path / "profile", KEYS) as other:
        assert other.connections.remarks() == {}


def test_a_station_file_that_is_closed_fails_no_request(tmp_path: Path) -> None:
    with open_profile(tmp_path / "profile", KEYS) as opened:
        watch = KeepingWatch(opened.connections)
    watch.failed(NetworkUnavailable("no route"))
    watch.answered()


def test_a_lock_holds_back_the_sync_says_why_and_is_opened_by_connecting(
    profile: Profile, book: ConnectionBook, clock: Clock
) -> None:
    require_unlocked(book)
    assert lock_of(book) is None
    assert lock(book, LockReason.APP_UNINSTALLED, DEFAULT_MANAGER)
    clock.at += timedelta(days=1)
    assert not lock(book, LockReason.SHOP_REDACTED, DEFAULT_MANAGER)
    held = lock_of(book)
    assert held is not None
    assert (held.reason, held.since) == ("app_uninstalled", NOON)
    with pytest.raises(ProfileLocked, match="uninstalled") as locked:
        require_unlocked(book)
    assert locked.value.facts["reason"] == "app_uninstalled"
    KeepingWatch(book).answered()
    assert lock_of(book) is not None, "an answer opens no lock"
    assert unlock(book, DEFAULT_MANAGER)
    assert not unlock(book, DEFAULT_MANAGER)
    require_unlocked(book)
    actions = [(row.action, row.detail) for row in reversed(profile.station.audit_rows(10))]
    assert [action for action, _ in actions if action.endswith("lock_profile")] == ["lock_profile", "unlock_profile"]
    assert profile.station.verify_audit().ok


def test_a_reason_in_words_is_told_as_it_is(book: ConnectionBook) -> None:
    lock(book, "The shop moved to another owner.", DEFAULT_MANAGER)
    with pytest.raises(ProfileLocked, match="another owner"):
        require_unlocked(book)


def test_facts_are_kept_for_the_time_without_network(book: ConnectionBook) -> None:
    shop = ShopRecord(1, "nord.myshopify.com", "Bühne Nord", "EUR", "Europe/Berlin", "Basic", "DE")
    kinds = (Notice.OLD_ORDERS, Notice.MISSING_SCOPES)
    assert known_facts(book) == KnownFacts()
    keep_facts(book, ConnectionFacts(shop, ("read_orders",), ("read_products",), ("…",), kinds), "2026-11-22")
    told = known_facts(book)
    assert (told.plan, told.kinds, told.day) == ("Basic", kinds, "2026-11-22")
    assert "60 days" in told.notices[0]
    assert "read_products" in told.notices[1]
    book.remember("facts", '{"plan": "x", "kinds": ["from a newer version"]}')
    assert known_facts(book) == KnownFacts(), "what can't be read counts as never found out"
