"""Verdicts, rights, changes, batches, states and SKUs: the words every room shares."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import line, order
from ticketforge_desktop.domain import errors
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import BadInput, RightMissing, TicketForgeError
from ticketforge_desktop.domain.events import OrderStatus, category_of, is_add_on, order_status
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Right, Role, Staff
from ticketforge_desktop.domain.verdicts import Signal, Verdict

# design/commands.md, word for word.
CLOSED_LIST = (
    "admitted readmitted exited already_used not_inside replaced refunded cancelled event_cancelled unpaid blocked "
    "wrong_event wrong_gate too_early too_late forged unknown unreadable ambiguous confirm"
)


def test_the_list_of_verdicts_is_closed() -> None:
    assert [str(verdict) for verdict in Verdict] == CLOSED_LIST.split()
    assert {str(verdict) for verdict in Verdict if verdict.opens} == {"admitted", "readmitted", "exited"}


def test_every_verdict_has_its_signal_and_only_opening_ones_are_green() -> None:
    for verdict in Verdict:
        assert (verdict.signal in (Signal.ADMITTED, Signal.EXIT)) == verdict.opens
    assert Verdict.CONFIRM.signal is Verdict.ALREADY_USED.signal is Signal.ATTENTION
    assert Verdict.FORGED.signal is Verdict.REPLACED.signal is Signal.REFUSED


def test_rights_are_asked() -> None:
    steward = Staff("s", "Ada", ROLE_RIGHTS[Role.STEWARD])
    steward.require(Right.CHECK_IN)
    with pytest.raises(RightMissing) as refused:
        steward.require(Right.REFUND)
    assert refused.value.facts == {"right": "refund"}
    assert "Ada" in refused.value.message
    assert DEFAULT_MANAGER.rights == frozenset(Right)
    assert set(ROLE_RIGHTS) == set(Role)


kinds = st.sampled_from(Kind)
changes = st.builds(
    lambda whole, ids: ChangeSet(frozenset(whole) | frozenset(ids), {k: v for k, v in ids.items() if k not in whole}),
    st.sets(kinds, max_size=3),
    st.dictionaries(kinds, st.frozensets(st.text(max_size=2), max_size=3), max_size=3),
)


@given(changes, changes, kinds)
def test_joined_changes_tell_no_less(one: ChangeSet, other: ChangeSet, kind: Kind) -> None:
    both = one | other
    assert both.touches(kind) == (one.touches(kind) or other.touches(kind))
    for part in (one, other):
        if part.touches(kind):
            assert kind not in both.ids or both.ids[kind] >= part.ids[kind]
    assert both == other | one
    assert one | ChangeSet() == one


def test_a_whole_kind_swallows_single_ids() -> None:
    single = ChangeSet(frozenset({Kind.ORDER}), {Kind.ORDER: frozenset({"1"})})
    assert (single | ChangeSet.of(Kind.ORDER)).ids == {}
    assert single.touches(Kind.TICKET, Kind.ORDER)
    assert not single.touches(Kind.TICKET)


def test_a_batch_counts_everything_it_brings() -> None:
    assert len(StoreBatch()) == 0
    assert len(StoreBatch(orders=(order(),), lines=(line(1), line(2)))) == 3


@pytest.mark.parametrize(
    ("sku", "event", "category"),
    [("a-b-c-d", "a-b", "c-d"), ("a-b", "a", "b"), ("a--b", "a", "-b"), ("ä-ö", "ä", "ö")],
)
def test_a_category_is_what_stands_behind_its_events_id(sku: str, event: str, category: str) -> None:
    assert category_of(sku, event) == category


@pytest.mark.parametrize(("sku", "event"), [("a-b", "b"), ("a-", "a"), ("a", "a"), ("", ""), ("-b", ""), ("ab-c", "a")])
def test_a_sku_of_another_event_is_refused(sku: str, event: str) -> None:
    with pytest.raises(BadInput):
        category_of(sku, event)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_sku_is_taken_apart_as_it_was_made(event: str, category: str) -> None:
    assert category_of(f"{event}-{category}", event) == category


@pytest.mark.parametrize(
    ("sku", "add_on"),
    [
        ("HARDTICKET-ADDON", True),
        ("HARDTICKET-ADDON-77", True),
        ("HARDTICKET-ADDONS", False),
        ("hardticket-addon", False),
    ],
)
def test_the_postage_add_on_is_told_from_tickets(sku: str, add_on: bool) -> None:
    assert is_add_on(sku) is add_on


@pytest.mark.parametrize(
    ("status", "cancelled", "expected"),
    [
        ("PAID", "", OrderStatus.CONFIRMED),
        ("PARTIALLY_REFUNDED", "", OrderStatus.CONFIRMED),
        ("REFUNDED", "", OrderStatus.REFUNDED),
        ("VOIDED", "", OrderStatus.CANCELLED),
        ("PAID", "2026-11-14T19:00:00Z", OrderStatus.CANCELLED),
        ("PENDING", "", OrderStatus.PENDING),
        ("", "", OrderStatus.PENDING),
        ("INVENTED_LATER", "", OrderStatus.PENDING),
    ],
)
def test_what_an_order_comes_to(status: str, cancelled: str, expected: OrderStatus) -> None:
    assert order_status(status, cancelled) is expected


def kinds_of_error(base: type[TicketForgeError] = TicketForgeError) -> Iterator[type[TicketForgeError]]:
    yield base
    for kind in base.__subclasses__():
        yield from kinds_of_error(kind)


def test_every_error_has_a_code_of_its_own_a_next_step_and_a_place_in_the_tree() -> None:
    found = [kind for kind in kinds_of_error() if kind.__module__ == errors.__name__]
    assert len({kind.code for kind in found}) == len(found)
    drawn = set(re.findall(r"(?:──|^    )\s?([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE))
    assert drawn == {kind.__name__ for kind in found}
    for kind in found:
        assert kind("what", next_step="").as_json() == {
            "code": kind.code,
            "message": "what",
            "next_step": kind.default_next_step,
        }
        assert re.fullmatch(r"[A-Z].+\.", kind.default_next_step)


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    """Imported alone, in a fresh interpreter without site packages."""
    root = Path(__file__).parents[2]
    modules = [
        f"ticketforge_desktop.domain.{path.stem}" for path in (root / "ticketforge_desktop/domain").glob("[a-z]*.py")
    ]
    assert len(modules) > 10
    script = (
        "import importlib, json, sys; root, modules = json.loads(sys.argv[1]); sys.path.insert(0, root);"
        " [importlib.import_module(module) for module in modules]"
    )
    command = [sys.executable, "-I", "-S", "-c", script, json.dumps([str(root), modules])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
