"""What a scan names where the mirror does not know it: nothing, another event's ticket, or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

import pytest

from ticketforge_desktop.domain.admission import Trust
from ticketforge_desktop.domain.codes import Payload, SignedCode
from ticketforge_desktop.domain.scan_input import Scan, ScanKind
from ticketforge_desktop.services.look_up import LookUp, Seen
from ticketforge_desktop.services.ports.door import DoorTicket
from ticketforge_desktop.services.trusted_keys import Believed

GALA = frozenset({"gala"})
PAYLOAD = Payload(b"keyA", b"gala.", bytes(8), b"cat.", 3)
CODE = Scan(ScanKind.CODE, "8470…", SignedCode(PAYLOAD, b"message", b"signature"))


def ticket(number: str, event_id: str = "gala") -> DoorTicket:
    told = dict[str, Any].fromkeys((each.name for each in fields(DoorTicket) if each.default is MISSING), "")
    return DoorTicket(**told | {"number": number, "event_id": event_id, "issue": 1, "unit": 1, "units": 1})


@dataclass
class Book:
    """A mirror with these tickets, and these events by the tag of a code."""

    tickets: Sequence[DoorTicket] = ()
    events: Sequence[str] = ()
    unheard_of: DoorTicket | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def by_id(self, ticket_id: str) -> DoorTicket | None:
        return None

    def by_number(self, number: str, event_ids: Sequence[str]) -> list[DoorTicket]:
        self.asked.append(tuple(event_ids))
        return [one for one in self.tickets if one.number == number and (not event_ids or one.event_id in event_ids)]

    def by_ean(self, ean: str, event_ids: Sequence[str]) -> list[DoorTicket]:
        raise AssertionError("a number is no EAN")

    def events_by_tag(self, tag: bytes) -> Sequence[str]:
        assert tag == PAYLOAD.event_tag
        return self.events

    def unseen(self, payload: Payload, event_id: str) -> DoorTicket | None:
        assert (payload, event_id) == (PAYLOAD, "gala")
        return self.unheard_of


class Keys:
    """One key that is believed."""

    def __init__(self, revoked_at: str = "") -> None:
        self.key = Believed(b"public", True, revoked_at)

    def find(self, key_id: bytes) -> Believed | None:
        return self.key if key_id == PAYLOAD.key_id else None

    def verify(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        return (public_key, message, signature) == (b"public", b"message", b"signature")


def looked_up(book: Book, scan: Scan, revoked_at: str = "") -> Seen:
    keys = Keys(revoked_at)
    return LookUp(book, keys, keys)(scan, ("gala",), GALA)  # type: ignore[arg-type]


@pytest.fixture
def numbers() -> Book:
    return Book([ticket("1"), ticket("2"), ticket("2"), ticket("3", "matinee"), ticket("3", "soiree")])


def test_a_number_nobody_has_names_nothing(numbers: Book) -> None:
    assert looked_up(numbers, Scan(ScanKind.NUMBER, "9")) == Seen()
    assert numbers.asked == [("gala",), ()], "tonight's events first, then any"


def test_a_number_of_tonight_is_looked_for_nowhere_else(numbers: Book) -> None:
    assert looked_up(numbers, Scan(ScanKind.NUMBER, "1")) == Seen(numbers.tickets[0], matches=1)
    assert numbers.asked == [("gala",)]


def test_two_tickets_of_one_number_are_told_as_two_and_neither_is_taken(numbers: Book) -> None:
    assert looked_up(numbers, Scan(ScanKind.NUMBER, "2")) == Seen(None, matches=2)


def test_another_events_ticket_is_told_but_is_no_match(numbers: Book) -> None:
    assert looked_up(numbers, Scan(ScanKind.NUMBER, "3")) == Seen(numbers.tickets[3], matches=0)


def test_what_says_nothing_asks_nobody(numbers: Book) -> None:
    assert looked_up(numbers, Scan(ScanKind.NOTHING, "")) == Seen()
    assert numbers.asked == []


@pytest.mark.parametrize(("events", "elsewhere"), [((), False), (("matinee",), True)])
def test_an_authentic_code_of_no_ticket_of_tonight_says_whether_its_event_is_known(
    events: Sequence[str], elsewhere: bool
) -> None:
    seen = looked_up(Book(events=events), CODE)
    assert seen == Seen(None, Trust.GOOD, "", 0, event_elsewhere=elsewhere, issue=3)


def test_an_authentic_code_of_tonight_that_the_mirror_has_not_heard_of_is_a_ticket() -> None:
    new = ticket("7")
    seen = looked_up(Book(events=("matinee", "gala"), unheard_of=new), CODE)
    assert seen == Seen(new, Trust.GOOD, "", 1, issue=3, mirrored=False)


def test_where_its_event_went_meanwhile_it_matches_nothing() -> None:
    assert looked_up(Book(events=("gala",)), CODE) == Seen(None, Trust.GOOD, "", 0, issue=3, mirrored=False)


def test_when_the_key_was_revoked_is_told_for_what_is_not_found_too() -> None:
    at = "2026-11-14T18:00:00+00:00"
    assert looked_up(Book(), CODE, at) == Seen(None, Trust.REVOKED, at, issue=3)
