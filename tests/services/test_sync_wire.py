"""What two processes tell each other of a sync arrives as it was said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain import errors
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import ScopeMissing, SyncRunning, TicketForgeError
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services import sync_wire
from ticketforge_desktop.services.stock_alerts import RaisedAlert
from ticketforge_desktop.services.sync_views import Budget
from ticketforge_desktop.services.sync_wire import Left, Outcome
from ticketforge_desktop.services.syncing import SyncProgress

NUMBERS = st.integers(0, 2**53)
POINTS = st.floats(0, 1e6)
IDS = st.dictionaries(st.sampled_from(Kind), st.frozensets(st.text(max_size=8), max_size=4), max_size=4)
ALERTS = st.builds(RaisedAlert, st.text(), NUMBERS, st.text(), st.text(), st.sampled_from(StockLevel), NUMBERS, NUMBERS)


def sent(message: dict[str, Any]) -> dict[str, Any]:
    """Over the pipe: one line."""
    line = json.dumps(message)
    assert "\n" not in line
    return json.loads(line)


@given(st.text(), st.text(), NUMBERS, NUMBERS)
def test_a_step(phase: str, feed: str, done: int, total: int) -> None:
    step = SyncProgress(phase, feed, done, total)
    assert sync_wire.step_heard(sent(sync_wire.step_told(step))) == step


@given(st.frozensets(st.sampled_from(Kind)), IDS, NUMBERS, st.booleans())
def test_an_outcome(kinds: frozenset[Kind], ids: dict[Kind, frozenset[str]], mended: int, stopped: bool) -> None:
    outcome = Outcome(ChangeSet(kinds | ids.keys(), ids), mended, stopped)
    heard = sync_wire.outcome_heard(sent(sync_wire.outcome_told(outcome)))
    assert heard == outcome
    assert all(isinstance(kind, Kind) for kind in heard.changes.kinds)


@given(st.lists(ALERTS, max_size=3), POINTS, POINTS, POINTS, POINTS, POINTS)
def test_what_is_left(
    alerts: list[RaisedAlert], size: float, rate: float, free: float, share: float, spent: float
) -> None:
    left = Left(tuple(alerts), Budget(size, rate, free, share), spent)
    heard = sync_wire.left_heard(sent(sync_wire.left_told(left)))
    assert heard == left
    assert all(isinstance(alert.level, StockLevel) for alert in heard.alerts)


def kinds_of_errors(kind: type[TicketForgeError] = TicketForgeError) -> Iterator[type[TicketForgeError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from kinds_of_errors(below)


@pytest.mark.parametrize("kind", sorted(set(kinds_of_errors()), key=lambda kind: kind.__name__))
def test_every_error_arrives_as_itself(kind: type[TicketForgeError]) -> None:
    error = kind("Straße", next_step="Go on.", process=7, field="url")
    heard = sync_wire.error_heard(sent(sync_wire.error_told(error)))
    assert type(heard) is kind
    assert (heard.message, heard.next_step, heard.facts) == (error.message, error.next_step, error.facts)


def test_an_error_of_a_newer_program_is_still_told() -> None:
    told = sent(sync_wire.error_told(SyncRunning("busy")))
    told["error"]["code"] = "never_heard_of"
    heard = sync_wire.error_heard(told)
    assert (type(heard), heard.message, heard.next_step) == (TicketForgeError, "busy", SyncRunning.default_next_step)


def test_facts_that_are_no_json_are_told_in_words() -> None:
    error = ScopeMissing("no", scopes=["read_orders"], cause=ValueError("x"))
    assert sync_wire.error_heard(sent(sync_wire.error_told(error))).facts == {"scopes": ["read_orders"], "cause": "x"}
