"""The pusher's rules, without a store: what follows from ages, looks and refusals."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import (
    BadInput,
    NetworkUnavailable,
    ProfileLocked,
    ScopeMissing,
    StoreBusy,
    StoreRefused,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.services.ports.outbox import ActRefused, ActState, OutboxEntry, Safety, Sight
from ticketforge_desktop.sync.push_rules import (
    IN_FLIGHT,
    KEY_LIFE,
    LAG,
    LONGEST_PAUSE_S,
    LOOKED_ENOUGH,
    LOOKS,
    PROOF,
    Next,
    after_not_found,
    choices_of,
    code_of,
    ends_the_run,
    first_step,
    key_is_old,
    pause_s,
)

NOW = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)


def entry(**more: object) -> OutboxEntry:
    fields = {
        "outbox_id": 1,
        "kind": "sale",
        "aggregate": "sale:1",
        "payload": {},
        "idempotency_key": "k",
        "source": "s",
    }
    fields |= {"state": ActState.PENDING, "priority": 5, "attempts": 0, "created_at": NOW}
    return OutboxEntry(**(fields | more))  # type: ignore[arg-type]


def ago(**distance: float) -> datetime:
    return NOW - timedelta(**distance)


@pytest.mark.parametrize(
    ("safety", "first", "maybe", "attempts", "step"),
    [
        (Safety.NAMED, None, False, 0, Next.SEND),
        (Safety.NAMED, ago(minutes=5), True, 1, Next.LOOK),
        (Safety.NAMED, ago(minutes=5), False, 1, Next.SEND),  # the store said: nothing was done
        (Safety.NAMED, None, False, 1, Next.GLANCE),  # a person said so
        (Safety.KEYED, None, False, 0, Next.SEND),
        (Safety.KEYED, ago(hours=22), True, 3, Next.SEND),  # under the same key
        (Safety.KEYED, ago(hours=23), True, 3, Next.LOOK),
        (Safety.KEYED, ago(hours=23), False, 3, Next.RENEW),
        (Safety.KEYED, ago(hours=-1), True, 3, Next.LOOK),  # first used in the future: nobody knows when
        (Safety.REPEATABLE, ago(days=9), True, 3, Next.SEND),
    ],
)
def test_what_comes_first(safety: Safety, first: datetime | None, maybe: bool, attempts: int, step: Next) -> None:
    assert first_step(entry(first_sent_at=first, maybe_done=maybe, attempts=attempts), safety, NOW) is step


@given(st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=40)))
def test_a_key_is_never_used_that_the_store_may_have_forgotten(age: timedelta) -> None:
    assert key_is_old(NOW - age, NOW) is not (timedelta(0) <= age < KEY_LIFE)


@given(
    looked=st.integers(1, 50),
    looking=st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=2)),
    newest=st.none() | st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(hours=2)),
)
def test_a_search_that_found_nothing_never_sends_again_without_proof(
    looked: int, looking: timedelta, newest: timedelta | None
) -> None:
    since = NOW - looking
    shown = "" if newest is None else (since + newest).isoformat()
    verdict = after_not_found(Sight(None, newest_at=shown), looked, since, since, NOW)
    proven = newest is not None and newest >= PROOF and looking >= LAG and looked >= LOOKS
    assert verdict.again is proven
    assert verdict.ask is (not proven and looking >= LOOKED_ENOUGH)
    assert verdict.again or verdict.ask or 0 < verdict.wait_s <= 60


def test_by_id_nothing_is_behind_but_a_request_may_still_be_under_way() -> None:
    sight = Sight(None, certain=True)
    early = after_not_found(sight, 1, NOW, ago(seconds=20), NOW)
    assert (early.again, early.wait_s) == (False, IN_FLIGHT.total_seconds() - 20)
    assert after_not_found(sight, 1, NOW, ago(seconds=60), NOW).again
    assert after_not_found(sight, 1, NOW, NOW + timedelta(days=1), NOW).again  # sent tomorrow: the clock was wrong


@given(st.integers(1, 1_000), st.floats(0, 1, exclude_max=True))
def test_pauses_have_full_jitter_and_an_end(attempts: int, jitter: float) -> None:
    assert 0 <= pause_s(attempts, lambda: jitter) < LONGEST_PAUSE_S
    assert pause_s(1, lambda: 0.5) == 0.5
    assert pause_s(3, lambda: 0.5) == 2.0


def test_what_a_person_may_do() -> None:
    assert choices_of(ActRefused("no", reason="sold_out")) == ("retry", "change", "settle")
    assert choices_of(ActRefused("no", reason="already_done")) == ("settle", "retry")
    assert choices_of(BadInput("no", field="lines")) == ("change", "settle")
    assert choices_of(BadInput("no", field="kind")) == ("retry", "settle")
    assert choices_of(ScopeMissing("no")) == ("retry", "settle")
    assert code_of(ActRefused("no", reason="sold_out")) == "sold_out"
    assert code_of(StoreRefused("no", errors=[])) == "store_refused"


def test_what_stops_everything() -> None:
    assert ends_the_run(TokenRefused("no"))
    assert ends_the_run(WrongShop("no"))
    assert ends_the_run(ProfileLocked("no"))
    assert ends_the_run(StoreRefused("The store is frozen: its bill is unpaid."))
    assert not ends_the_run(StoreRefused("no", errors=["x"]))
    assert not ends_the_run(StoreRefused("no", status=400))
    assert not ends_the_run(ActRefused("no", reason="gone"))
    assert not ends_the_run(NetworkUnavailable("no"))
    assert not ends_the_run(StoreBusy("no"))
