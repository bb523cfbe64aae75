"""Papers that look like tickets: a proof opens no door, and consignment opens it once it is paid."""

from __future__ import annotations

import pytest

from tests.services.dark_house import House
from tests.services.paper import Hall, faces_of
from tests.services.two_tills import IssueDocuments, Till
from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.faces import PROOF_CODE, PROOF_EAN, PROOF_NUMBER
from ticketforge_desktop.services.ports.issues import IssueState
from ticketforge_desktop.services.ports.printing import CopyKind


def test_nothing_that_stands_on_a_proof_opens_a_door(hall: Hall) -> None:
    (face,) = faces_of(hall.profile).faces(hall.ids[:1], CopyKind.PROOF)
    assert (face.code, face.ean, face.number) == (PROOF_CODE, PROOF_EAN, PROOF_NUMBER)
    verdicts = {hall.evening.verdict(text) for text in (face.code, face.ean, face.number)}
    assert verdicts <= {"unreadable", "unknown", "forged"}
    real = hall.profile.queries.ticket(hall.ids[0])
    assert real.number not in (face.code, face.ean, face.number)


def test_a_proof_can_be_made_of_any_ticket_and_consignment_of_an_unpaid_one(hall: Hall) -> None:
    faces = faces_of(hall.profile)
    unpaid = hall.sold("#1050", financial_status="PENDING")
    dead = hall.sold("#1051", cancelled_at="2026-11-02T10:00:00Z")
    assert [face.copy_kind for face in faces.faces([*unpaid, *dead], CopyKind.PROOF)] == ["proof"] * 2
    (given,) = faces.faces(unpaid, CopyKind.CONSIGNMENT)
    assert (given.copy_kind, len(given.code)) == ("consignment", 223)
    assert hall.evening.verdict(hall.profile.queries.ticket(unpaid[0]).ean) == "unpaid"
    with pytest.raises(BadInput):
        list(faces.faces(unpaid))
    with pytest.raises(BadInput):
        list(faces.faces(dead, CopyKind.CONSIGNMENT))


@pytest.mark.parametrize(("words", "notice"), [("de", "ANDRUCK · UNGÜLTIG"), ("en", "PROOF · NOT VALID")])
def test_every_layout_for_tickets_marks_a_proof(hall: Hall, words: str, notice: str) -> None:
    (face,) = faces_of(hall.profile).faces(hall.ids[:1], CopyKind.PROOF)
    shelf = LayoutShelf()
    for name in ("ticket-2x5.5in", "label-10x5cm", "roll-80mm"):
        assert notice.encode() in ZplRenderer(shelf).run(name, 203, words).ticket(face)


def test_a_layout_without_a_place_for_a_notice_makes_no_proof(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ZplRenderer(LayoutShelf()).run("label-10x5cm", 203, "de")
    (face,) = faces_of(hall.profile).faces(hall.ids[:1], CopyKind.CONSIGNMENT)
    assert b"KOMMISSION" in run.ticket(face)
    monkeypatch.setattr(Composer, "_notice", lambda *_: [])
    bare = ZplRenderer(LayoutShelf()).run("label-10x5cm", 203, "de")
    with pytest.raises(BadInput, match="no place for a notice"):
        bare.ticket(face)


def test_at_a_dark_door_an_issue_from_a_pack_is_another_station_s(house: House) -> None:
    ticket = house.evening.sold("#1")[0]
    house.evening.reprinted(ticket, 2, "2026-11-14T12:00:00Z", "till 2")
    door = house.dark()
    door.open(house.pack("pack"))
    note = door.station.profile.issues.newest(ticket.ticket_id)
    assert note is not None
    assert (note.issue, note.state, note.station) == (2, IssueState.HEARD, "till 2")
    assert door.verdict(house.evening.code(ticket)) == "replaced", "the mirror there knows the first only"


def test_a_reprint_says_nothing_special_but_its_issue(tmp_path: object, found: object, hall: Hall) -> None:
    documents = IssueDocuments()
    till = Till(found, "till 9", documents)  # type: ignore[arg-type]
    ticket = till.sold()[0]
    till.print(ticket)
    till.reprint(ticket)
    (face,) = till.faces().faces([ticket])
    assert (face.issue, face.copy_kind) == (2, "")
    assert b"KOMMISSION" not in ZplRenderer(LayoutShelf()).run("label-10x5cm", 203, "de").ticket(face)
