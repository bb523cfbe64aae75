"""Where something ends: the last that still counts, and the first that does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.storage.shop_makers import order
from ticketforge_desktop.domain.door_notes import LONGEST_NOTE, MOST_NOTES, door_notes
from ticketforge_desktop.domain.effect_rules import effects_of
from ticketforge_desktop.domain.effects import MailTerms, OrderFacts, Standing, Terms, TicketFacts
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.domain.gate_rules import MOST_ENTRIES, MOST_GRACE, MOST_PEOPLE, merge_rules
from ticketforge_desktop.domain.gate_times import LONGEST_OFFSET, parse_moment
from ticketforge_desktop.domain.scan_input import LONGEST, clean
from ticketforge_desktop.domain.scan_repeat import USUAL, Repeats
from ticketforge_desktop.domain.shared_log import MOST_BYTES, Entry, EntryKind, Part, fits, write_part
from ticketforge_desktop.domain.ticket_numbers import FIRST_ISSUE, LAST_ISSUE, framed
from ticketforge_desktop.domain.units import MOST_UNITS, read_issues, read_void_units

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)


def test_a_scan_is_repeated_at_the_same_instant_and_no_more_after_the_window() -> None:
    repeats = Repeats()
    assert not repeats.is_repeat("A", "x", NOON)
    assert repeats.is_repeat("A", "x", NOON), "two readings within one tick of the clock"
    assert repeats.is_repeat("A", "x", NOON + USUAL - timedelta(milliseconds=1))
    assert not repeats.is_repeat("A", "x", NOON + 2 * USUAL)


def test_units_and_issues_of_a_document_anybody_may_have_written() -> None:
    units = [0, 1, MOST_UNITS, MOST_UNITS + 1, True, "2"]
    assert read_void_units(json.dumps({"7": units, "1" * 19: [1], "1" * 20: [1]})) == {
        7: (1, MOST_UNITS),
        int("1" * 19): (1,),
    }
    issues = {"none": FIRST_ISSUE - 1, "first": FIRST_ISSUE, "last": LAST_ISSUE, "beyond": LAST_ISSUE + 1}
    assert read_issues(json.dumps(issues)) == {"first": FIRST_ISSUE, "last": LAST_ISSUE}


def test_a_scan_and_a_name_have_a_longest() -> None:
    assert clean("x" * LONGEST) == "x" * LONGEST
    assert clean("x" * (LONGEST + 1)) == ""
    assert framed("ü" * 0x7FFF + "x") == b"\xff\xff" + ("ü" * 0x7FFF + "x").encode()
    with pytest.raises(BadInput, match="65,535"):
        framed("ü" * 0x8000)


@pytest.mark.parametrize(
    ("name", "least", "most"), [("entries", 1, MOST_ENTRIES), ("grace", 0, MOST_GRACE), ("people", 1, MOST_PEOPLE)]
)
def test_numbers_of_rules_lie_between_their_ends(name: str, least: int, most: int) -> None:
    def rule(number: object) -> dict[str, object]:
        return {name: {"parkett": number} if name == "people" else number}

    for fitting in (least, most):
        kept = getattr(merge_rules([rule(fitting)]), name)
        assert (kept["parkett"] if name == "people" else kept) == fitting
    for wrong in (least - 1, most + 1, True, float(most)):
        with pytest.raises(BadInput):
            merge_rules([rule(wrong)])


@pytest.mark.parametrize("sign", "+-")
def test_a_time_of_a_gate_lies_at_most_a_week_away(sign: str) -> None:
    moment = parse_moment(f"doors{sign}{LONGEST_OFFSET}", "opens")
    assert moment is not None
    assert abs(moment.minutes) == LONGEST_OFFSET
    with pytest.raises(BadInput, match="a week"):
        parse_moment(f"doors{sign}{LONGEST_OFFSET + 1}", "opens")


def test_a_part_of_the_log_may_fill_the_document_to_the_last_byte() -> None:
    entry = Entry("a", "Gate", "n", NOON, "00" * 8, EntryKind.ADMIT, "admitted", "A", 1)
    part = Part("gala", "a", "Gate", 1, (entry,))
    room = MOST_BYTES - len(write_part(part).encode())
    full = replace_gate(part, "A" + "x" * room)
    assert len(write_part(full).encode()) == MOST_BYTES
    assert fits(full)
    assert not fits(replace_gate(part, "A" + "x" * (room + 1)))


def replace_gate(part: Part, gate: str) -> Part:
    return replace(part, entries=tuple(one._replace(gate=gate) for one in part.entries))


def test_a_note_for_the_door_is_cut_where_it_runs_on_and_not_before() -> None:
    assert door_notes(f"door:{'x' * LONGEST_NOTE}", "") == ("x" * LONGEST_NOTE,)
    (cut,) = door_notes(f"door:{'x' * (LONGEST_NOTE + 1)}", "")
    assert cut == "x" * (LONGEST_NOTE - 1) + "…"
    assert door_notes(",".join(f"door:{n}" for n in range(9)), "") == tuple("01234")[:MOST_NOTES]


@pytest.mark.parametrize(
    ("typed", "found"), [("O'Neill", "oneill"), ("O`Neill", "oneill"), ("O’Neill", "oneill"), ("Müller", "muller")]
)
def test_every_apostrophe_folds_to_none(typed: str, found: str) -> None:
    assert fold(typed) == found


TICKET = TicketFacts("00" * 8, "gala", "valid", "2026-11-20T19:00:00Z")
MAIL = Terms(NOON, MailTerms("2026-10-01T00:00:00Z", "de"))


def mails(**changes: object) -> list[str]:
    bought = order(1001, **changes)
    found = effects_of(OrderFacts(1001, "#1001", bought, tickets=(TICKET,)), Standing(), MAIL)
    return [mail.kind for mail in found.mail]


def test_mail_goes_to_orders_made_after_mail_was_switched_on() -> None:
    assert mails(created_at="2026-10-01T00:00:01Z") == ["order_confirmation"]
    assert mails(created_at="2026-10-01T00:00:00Z") == [], "made in the very second: it was there already"


def test_a_refund_of_nothing_is_told_to_nobody() -> None:
    assert mails(refunds=1, refunded_minor=1) == ["order_confirmation", "refund"]
    assert mails(refunds=1, refunded_minor=0) == ["order_confirmation"]
