"""Does the code scan? What stands near it counts, what stands elsewhere does not, whatever the data is."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from tests.devices.tickets import SHELF
from ticketforge_desktop.devices.printing import scan_check
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.nasty_faces import TEXTS, nasty_faces
from ticketforge_desktop.services.ports.layout_design import Draft, Place, Verdict
from ticketforge_desktop.services.ports.printing import TicketFace

DESK = LayoutDesk(SHELF)
TICKET = DESK.open("ticket-2x5.5in")
QR = next(item for item in TICKET.items if item.kind == "qr")


def tried(draft: Draft) -> Verdict:
    faces = [DESK.sample(draft.document), *(face for _, face in nasty_faces(draft.document))]
    return DESK.verdict(draft, faces, "pdf", 300, "de")


def test_codes_read_with_the_nastiest_data_and_each_surrounding_is_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked = []
    read = scan_check._read
    monkeypatch.setattr(scan_check, "_read", lambda picture, kind: looked.append(kind) or read(picture, kind))
    verdict = tried(TICKET)
    assert verdict.good
    assert {code.kind for code in verdict.codes} == {"qr", "ean13"}
    assert verdict.cut, "the longest names are cut somewhere"
    assert 2 <= len(looked) < 2 * (len(TEXTS) + 2), "for each code and ticket once, and not where nothing near changed"


@pytest.mark.parametrize("kind", ["box", "line"])
def test_what_stands_on_a_code_spoils_it_whatever_kind_it_is(kind: str) -> None:
    x, y, side, _ = QR.place
    place = Place(x + side / 3, y + side / 3, side / 3, side / 3)
    values: dict[str, object] = {"fill": True} if kind == "box" else {"stroke": 8}
    verdict = tried(DESK.add(TICKET, kind, place, values))
    (code,) = [code for code in verdict.codes if code.kind == "qr"]
    assert not code.readable
    assert code.why is not None
    assert code.why.code in ("reads_nothing", "reads_other")


def test_long_text_that_runs_from_far_into_a_code_is_seen() -> None:
    """A line is anchored where it begins, and may end on the code."""
    wide = DESK.add(
        TICKET, "text", Place(2, QR.place.y + 4, QR.place.x + 15, 20),
        {"text": "{event}", "pt": 34, "min_pt": 30, "weight": "bold", "align": "left"},
    )  # fmt: skip
    (code,) = [code for code in tried(wide).codes if code.kind == "qr"]
    assert not code.readable


@pytest.mark.long
@pytest.mark.parametrize("name", [info.name for info in SHELF.all()])
def test_every_layout_that_comes_with_the_program_prints_with_the_nastiest_data(name: str) -> None:
    draft = DESK.open(name)
    faces = [face for _, face in nasty_faces(draft.document)]
    for language in draft.languages:
        verdict = DESK.verdict(draft, faces, language, 300, "en")
        assert verdict.good, (language, [fault.reason for fault in verdict.faults])


@pytest.mark.parametrize("document", ["ticket", "address", "delivery", "receipt", "report"])
def test_every_text_a_person_writes_is_nasty_and_what_the_program_makes_is_not(document: str) -> None:
    usual, faces = DESK.sample(document), dict(nasty_faces(document))
    words = texts_in(faces["Hebrew"])
    assert TEXTS["Hebrew"] in words
    kept = {text for text in texts_in(usual) if " " in text} & set(words)
    assert not {text for text in kept if "weitere" not in text}, "numbers alone are the program's own"
    if isinstance(usual, TicketFace):
        soiled = faces["Hebrew"]
        assert isinstance(soiled, TicketFace)
        assert (soiled.code, soiled.ean, soiled.zone) == (usual.code, usual.ean, usual.zone)


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts_in(one)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for one in fields(value) for text in texts_in(getattr(value, one.name))]
    return []
