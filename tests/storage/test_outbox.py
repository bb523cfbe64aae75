"""The outbox in the file: what is durable when, what comes first, and that nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.outbox import Act, ActState, Choice
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.send_queue import LONGEST_PAUSE

NOW = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)
ALL = (Choice.RETRY, Choice.CHANGE, Choice.SETTLE)


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    with open_profile(tmp_path / "p", KEYS, now=lambda: NOW) as opened:
        yield opened


def add(profile: Profile, aggregate: str = "sale:1", **more: Any) -> int:
    return profile.outbox.add(Act(more.pop("kind", "sale"), aggregate, {"a": 1}, **more), DEFAULT_MANAGER)


def due(profile: Profile, *busy: str, now: datetime = NOW, limit: int = 10) -> list[int]:
    return [entry.outbox_id for entry in profile.send_queue.due(now, busy, limit)]


def park(profile: Profile, outbox_id: int, *, maybe_done: bool = False) -> None:
    profile.send_queue.park(outbox_id, NOW, maybe_done=maybe_done, code="sold_out", words="Sold out", choices=ALL)


def outcomes(profile: Profile, outbox_id: int) -> list[str]:
    return [attempt.outcome for attempt in profile.outbox.attempts(outbox_id)]


def test_each_act_has_its_own_key_and_a_source(profile: Profile) -> None:
    first, second = add(profile), add(profile, source="given")
    entries = {entry.outbox_id: entry for entry in profile.outbox.entries()}
    assert list(entries) == [second, first], "newest first"
    assert entries[first].idempotency_key != entries[second].idempotency_key
    assert entries[second].source == "given"
    assert len(entries[first].source) == 36
    assert entries[first].staff_id == DEFAULT_MANAGER.staff_id
    assert (profile.station.outbox_counts().pending, profile.station.outbox_counts().attention) == (2, 0)


def test_an_act_and_its_effect_are_both_there_or_neither(profile: Profile) -> None:
    writer, outbox = profile._station_file.writer(), profile.outbox

    def sell(work: Any, then: Exception | None) -> None:
        work.raw.execute("INSERT INTO settings (name, value, changed_at, staff_id) VALUES ('sold', '1', '', '')")
        outbox.add_in(work, Act("sale", "sale:1", {}), DEFAULT_MANAGER)
        if then is not None:
            raise then

    with pytest.raises(BadInput):
        writer.run(lambda work: sell(work, BadInput("The drawer is stuck.")))
    assert (profile.station.setting("sold"), list(profile.outbox.entries())) == (None, [])
    writer.run(lambda work: sell(work, None))
    assert (profile.station.setting("sold"), len(profile.outbox.entries())) == ("1", 1)


@pytest.mark.parametrize(
    "act",
    [
        Act("", "sale:1", {}),
        Act("sale", "", {}),
        Act("sale", "sale:1", {"a": object()}),
        Act("sale", "sale:1", {"a": float("nan")}),
        Act("sale", "sale:1", ["no object"]),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_act_is_refused_before_it_is_one(profile: Profile, act: Act) -> None:
    with pytest.raises(BadInput):
        profile.outbox.add(act, DEFAULT_MANAGER)
    assert list(profile.outbox.entries()) == []


def test_on_one_thing_the_first_act_goes_first_and_different_things_go_side_by_side(profile: Profile) -> None:
    sale, refund, other = add(profile), add(profile, kind="refund"), add(profile, "sale:2")
    assert due(profile) == [sale, other]
    assert due(profile, "sale:1") == [other]
    profile.send_queue.begin(sale, NOW)
    profile.send_queue.done(sale, {"order_id": 7}, NOW)
    assert due(profile) == [refund, other]
    urgent = add(profile, "sale:3", priority=1)
    assert due(profile) == [urgent, refund, other]
    assert due(profile, limit=1) == [urgent]


def test_a_parked_act_blocks_its_own_thing_only_and_says_so(profile: Profile) -> None:
    parked, behind, other = add(profile), add(profile), add(profile, "sale:2")
    park(profile, parked)
    assert due(profile) == [other]
    blocking = profile.outbox.blocked_by(behind)
    assert blocking is not None
    assert blocking.outbox_id == parked
    assert profile.outbox.blocked_by(other) is None
    assert profile.outbox.blocked_by(parked) is None
    assert profile.send_queue.waiting() == (2, 1)
    profile.outbox.settle(parked, "Made good by hand", DEFAULT_MANAGER)
    assert due(profile) == [behind, other]


def test_that_it_may_be_done_is_durable_before_the_first_byte(tmp_path: Path) -> None:
    with open_profile(tmp_path / "p", KEYS, now=lambda: NOW) as profile:
        act = add(profile)
        sent = profile.send_queue.begin(act, NOW)
        assert not sent.maybe_done
        profile.send_queue.keep(act, {"session": "s1"})
        profile.send_queue.keep(act, {"before": [1]})
    with open_profile(tmp_path / "p", KEYS) as again:
        entry = again.outbox.entry(act)
        assert (entry.state, entry.attempts, entry.maybe_done) == (ActState.SENDING, 1, True)
        assert (entry.first_sent_at, entry.sent_at) == (NOW, NOW)
        assert entry.progress == {"session": "s1", "before": [1]}
        assert due(again) == [act], "what was on its way when the power went is taken up again"


def test_an_act_waits_for_its_time_and_keeps_the_first_time_it_was_sent(profile: Profile) -> None:
    act = add(profile)
    profile.send_queue.begin(act, NOW)
    later = NOW + timedelta(seconds=30)
    profile.send_queue.wait(act, later, NOW, maybe_done=True, outcome="lost", code="network", words="Cut off")
    assert due(profile) == []
    assert profile.send_queue.next_due(NOW, ()) == later
    assert profile.send_queue.next_due(NOW, ("sale:1",)) is None
    assert due(profile, now=later) == [act]
    assert due(profile, now=NOW - timedelta(days=1)) == [act], "a clock set back holds nothing up"
    assert profile.send_queue.next_due(NOW - timedelta(days=1), ()) == NOW - timedelta(days=1) + LONGEST_PAUSE
    profile.send_queue.begin(act, later)
    entry = profile.outbox.entry(act)
    assert (entry.first_sent_at, entry.sent_at, entry.attempts) == (NOW, later, 2)
    assert outcomes(profile, act) == ["sent", "lost", "sent"]


def test_a_new_key_is_durable_and_begins_its_life_anew(profile: Profile) -> None:
    act = add(profile)
    profile.send_queue.begin(act, NOW)
    key = profile.send_queue.new_key(act)
    entry = profile.outbox.entry(act)
    assert (entry.idempotency_key, entry.first_sent_at) == (key, None)


def test_what_an_act_made_is_known_by_its_source_once_it_is_done(profile: Profile) -> None:
    act = add(profile, source="s1")
    assert profile.send_queue.made("s1") is None
    profile.send_queue.begin(act, NOW)
    profile.send_queue.done(act, {"order_id": 7}, NOW, found=True)
    assert profile.send_queue.made("s1") == {"order_id": 7}
    entry = profile.outbox.entry(act)
    assert (entry.state, entry.result, entry.done_at, entry.maybe_done) == (ActState.DONE, {"order_id": 7}, NOW, False)
    assert outcomes(profile, act) == ["sent", "found"]


@pytest.mark.parametrize("decision", ["retry", "change"])
def test_a_person_begins_an_act_anew(profile: Profile, decision: str) -> None:
    act = add(profile)
    key = profile.outbox.entry(act).idempotency_key
    profile.send_queue.begin(act, NOW)
    profile.send_queue.keep(act, {"session": "s1"})
    park(profile, act, maybe_done=True)
    if decision == "retry":
        profile.outbox.retry(act, DEFAULT_MANAGER)
    else:
        profile.outbox.change(act, {"a": 2}, DEFAULT_MANAGER)
    entry = profile.outbox.entry(act)
    assert (entry.state, entry.maybe_done, entry.first_sent_at, entry.progress) == (ActState.PENDING, False, None, {})
    assert (entry.attempts, entry.choices, entry.last_error) == (1, (), "")
    assert entry.payload == {"a": 1 if decision == "retry" else 2}
    assert entry.idempotency_key != key
    assert outcomes(profile, act) == ["sent", "parked", "person"]
    line = profile.station.audit_rows(1)[0]
    assert (line.action, line.subject) == (f"outbox_{decision}", f"outbox:{act}")
    assert profile.station.verify_audit().ok


@pytest.mark.parametrize("state", [ActState.PENDING, ActState.SENDING, ActState.DONE])
def test_only_what_waits_for_a_person_is_decided_by_one(profile: Profile, state: ActState) -> None:
    act = add(profile)
    if state is not ActState.PENDING:
        profile.send_queue.begin(act, NOW)
    if state is ActState.DONE:
        profile.send_queue.done(act, {}, NOW)
        with pytest.raises(Conflict):
            profile.send_queue.begin(act, NOW)
    before = profile.outbox.entry(act)
    for decide in (
        lambda: profile.outbox.retry(act, DEFAULT_MANAGER),
        lambda: profile.outbox.change(act, {}, DEFAULT_MANAGER),
        lambda: profile.outbox.settle(act, "So", DEFAULT_MANAGER),
    ):
        with pytest.raises(Conflict):
            decide()
    assert profile.outbox.entry(act) == before


def test_a_settlement_says_how_in_words_of_some_length(profile: Profile) -> None:
    act = add(profile)
    park(profile, act)
    for nothing in ("", " \n", "x" * 2_001):
        with pytest.raises(BadInput):
            profile.outbox.settle(act, nothing, DEFAULT_MANAGER)
    with pytest.raises(BadInput):
        profile.outbox.change(act, {"a": object()}, DEFAULT_MANAGER)
    with pytest.raises(NotFound):
        profile.outbox.settle(act + 1, "So", DEFAULT_MANAGER)
    assert profile.outbox.entry(act).state is ActState.ATTENTION


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happens_no_row_goes_and_none_overtakes_another_on_its_thing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Against a simple model: a list of open acts for each thing."""
    with open_profile(tmp_path_factory.mktemp("o") / "p", KEYS, now=lambda: NOW) as profile:
        open_acts: dict[str, list[int]] = {}
        parked: set[int] = set()
        made = 0
        for _ in range(data.draw(st.integers(1, 25))):
            heads = {acts[0] for acts in open_acts.values() if acts and acts[0] not in parked}
            assert set(due(profile)) == heads
            assert profile.send_queue.waiting() == (
                sum(len(acts) for acts in open_acts.values()) - len(parked),
                len(parked),
            )
            step = data.draw(st.sampled_from(["add", "add", "done", "park", "settle", "retry"]))
            if step == "add":
                thing = data.draw(st.sampled_from(["a", "b", "c"]))
                open_acts.setdefault(thing, []).append(add(profile, thing))
                made += 1
            elif step in ("done", "park") and heads:
                act = data.draw(st.sampled_from(sorted(heads)))
                profile.send_queue.begin(act, NOW)
                if step == "park":
                    park(profile, act)
                    parked.add(act)
                else:
                    profile.send_queue.done(act, {}, NOW)
                    open_acts = {thing: [a for a in acts if a != act] for thing, acts in open_acts.items()}
            elif step in ("settle", "retry") and parked:
                act = data.draw(st.sampled_from(sorted(parked)))
                parked.discard(act)
                if step == "retry":
                    profile.outbox.retry(act, DEFAULT_MANAGER)
                else:
                    profile.outbox.settle(act, "So", DEFAULT_MANAGER)
                    open_acts = {thing: [a for a in acts if a != act] for thing, acts in open_acts.items()}
        assert len(profile.outbox.entries()) == made


def test_the_list_is_paged_on_behind_the_last_act_that_was_told(profile: Profile) -> None:
    for number in range(7):
        profile.outbox.add(Act("tag", f"order:{number}", {"thing": "order"}), DEFAULT_MANAGER)
    pages, before = [], 0
    while page := profile.outbox.entries(states=[ActState.PENDING], limit=3, before=before):
        pages.append([entry.outbox_id for entry in page])
        before = page[-1].outbox_id
    assert pages == [[7, 6, 5], [4, 3, 2], [1]]
    assert [entry.outbox_id for entry in profile.outbox.entries(before=3)] == [2, 1]
    assert profile.outbox.entries(states=[ActState.DONE], before=3) == []
