"""Codes as a station gives them out: the same for the same ticket and issue, and read back at the door."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.makers import SHOP
from tests.services.conftest import Founder
from tests.services.evening import Evening
from ticketforge_desktop.domain.codes import (
    CODE_DIGITS,
    Payload,
    SignedCode,
    category_tag,
    decode,
    encode,
    event_tag,
    key_id_of,
    pack,
)
from ticketforge_desktop.domain.errors import BadInput, NotFound, RightMissing
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.services.ticket_codes import CodedTickets, TicketCodes
from ticketforge_desktop.services.views import TicketRow

ROW = TicketRow(
    ticket_id="ecc1c44921526593",
    number="XK0W-8J91-A9JW",
    ean="2030590644405",
    event_id="gala",
    category_id="parkett-a",
    category="Parkett A",
    order="#1",
    order_id=1,
    holder="Jürgen Groß",
    seat="",
    state=TicketState.VALID,
    issue=1,
    unit=1,
    units=1,
    price=Money(4200, "EUR"),
)


def test_a_code_says_what_the_ticket_is_and_who_signed_it(found: Founder) -> None:
    station = found("till 1")
    signer = station.keys.signer()
    codes = TicketCodes(SHOP, signer)
    row = codes.with_code(ROW)
    assert row == replace(ROW, code=codes.code_of(ROW)), "and the same code each time"
    assert len(row.code) == CODE_DIGITS
    read = decode(row.code)
    assert isinstance(read, SignedCode)
    assert read.payload == Payload(
        bytes.fromhex(station.keys.key_id()),
        event_tag(SHOP, "gala"),
        bytes.fromhex(ROW.ticket_id),
        category_tag(SHOP, "gala", "parkett-a"),
        1,
    )
    assert station.verifier.verify(signer.public_key, read.message, read.signature)
    assert codes.code_of(replace(ROW, issue=2)) != row.code


def test_after_a_revocation_codes_carry_the_new_key(found: Founder) -> None:
    station = found("till 1")
    codes = TicketCodes(SHOP, station.keys.signer())
    codes.code_of(ROW)
    revoked = station.keys.key_id()
    station.keys.revoke(revoked, DEFAULT_MANAGER, None)
    read = decode(codes.code_of(ROW))
    assert isinstance(read, SignedCode)
    public = station.keys.signer().public_key
    assert read.payload.key_id == key_id_of(public) != bytes.fromhex(revoked)
    assert station.verifier.verify(public, read.message, read.signature)


@pytest.mark.parametrize("wrong", [{"ticket_id": "no id"}, {"ticket_id": "ff"}, {"issue": 0}, {"issue": 65_536}])
def test_what_is_no_ticket_gets_no_code(found: Founder, wrong: dict[str, object]) -> None:
    codes = TicketCodes(SHOP, found("till 1").keys.signer())
    with pytest.raises(BadInput):
        codes.code_of(replace(ROW, **wrong))


def test_bytes_of_the_wrong_length_are_no_code() -> None:
    with pytest.raises(BadInput):
        pack(Payload(bytes(4), bytes(4), bytes(8), bytes(4), 1))
    with pytest.raises(BadInput):
        encode(bytes(24), bytes(63))


def test_listed_tickets_open_the_door(found: Founder) -> None:
    evening = Evening(found("gate a"))
    sold = evening.sold("#1", quantity=3)
    coded = CodedTickets(
        evening.station.profile.queries, TicketCodes(SHOP, evening.station.keys.signer()), DEFAULT_MANAGER
    )
    listed = list(coded.tickets(event_id="gala", order="#1", limit=2))
    assert [row.ticket_id for row in listed] == [ticket.ticket_id for ticket in sold[:2]]
    assert [evening.verdict(row.code) for row in listed] == ["admitted", "admitted"]
    assert coded.ticket(sold[2].ticket_id).code == evening.code(sold[2])


def test_lists_are_refused_before_the_first_ticket(found: Founder) -> None:
    evening = Evening(found("gate a"))
    queries, codes = evening.station.profile.queries, TicketCodes(SHOP, evening.station.keys.signer())
    coded = CodedTickets(queries, codes, DEFAULT_MANAGER)
    for wrong in ({"event_id": "nowhere"}, {"order": "#404"}):
        with pytest.raises(NotFound):
            coded.tickets(**wrong)
    with pytest.raises(BadInput):
        coded.tickets(limit=-1)
    nobody = CodedTickets(queries, codes, Staff("x", "X", frozenset()))
    with pytest.raises(RightMissing):
        nobody.tickets()
    with pytest.raises(RightMissing):
        nobody.ticket("00")
