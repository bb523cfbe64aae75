"""Further codes, two sides and the check whether a scanner reads what a layout prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.devices.test_layout_files import GOOD
from tests.devices.tickets import SHELF, face
from tests.oracles import pdf_judge
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.layout_draft import draft_of
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.stub_codes import rows_of
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.services.ports.layout_design import Place

DESK = LayoutDesk(SHELF)
SMALL = draft_of(GOOD, {})
STUBS = DESK.add(
    DESK.add(SMALL, "code128", Place(2, 12, 60, 12)), "pdf417", Place(2, 26, 60, 14), {"text": "{ean}/{unit}"}
)
LANGUAGES = ("pdf", "zpl", "fgl", "escpos", "tspl", "starprnt")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_stub_codes_are_read_from_paper_in_every_direction(tmp_path: Path, turn: int) -> None:
    draft = DESK.set_layout(SMALL, "size", [120, 100])
    sides = (14.0, 60.0) if turn % 180 else (60.0, 14.0)
    draft = DESK.add(draft, "code128", Place(2, 36, *sides), {"turn": turn})
    draft = DESK.add(draft, "pdf417", Place(66, 36, *(sides if turn % 180 else (50.0, 14.0))), {"turn": turn})
    (tmp_path / "small.toml").write_text(draft.source, encoding="utf-8")

    (page,) = pdf_judge.pages(PdfRenderer(LayoutShelf(tmp_path)).render([face()], "small", 203, "de"))

    found = {(code.format, code.text) for code in zxingcpp.read_barcodes(page)}
    assert found == {
        (zxingcpp.BarcodeFormat.QRCode, face().code),
        (zxingcpp.BarcodeFormat.Code128, face().number),
        (zxingcpp.BarcodeFormat.PDF417, face().number),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dpi", [203, 300])
def test_every_code_is_read_back_from_the_picture_at_every_resolution(language: str, dpi: int) -> None:
    draft = DESK.set_layout(STUBS, "languages", list(LANGUAGES))
    verdict = DESK.verdict(draft, [face(), face(copy_kind="proof")], language, dpi, "de")
    assert verdict.good, verdict
    assert [(code.kind, code.item) for code in verdict.codes] == [("qr", 1), ("code128", 2), ("pdf417", 3)]
    assert all(code.dots >= (4 if code.kind == "qr" else 2) for code in verdict.codes)


def test_what_stands_on_a_code_keeps_it_from_being_read() -> None:
    covered = DESK.add(STUBS, "box", Place(66, 10, 31, 6), {"fill": True})
    verdict = DESK.verdict(covered, [face()], "zpl", 203, "de")
    assert not verdict.good
    assert [(code.kind, code.readable) for code in verdict.codes] == [
        ("qr", False), ("code128", True), ("pdf417", True)
    ]  # fmt: skip
    assert "stands too near or on it" in verdict.codes[0].reason


def test_a_printer_too_coarse_for_a_code_is_told_with_what_it_needs_and_a_finer_one_prints_it() -> None:
    small = DESK.resize(SMALL, 1, Place(66, 2, 20, 20))
    coarse, fine = (DESK.verdict(small, [face()], "zpl", dpi, "de") for dpi in (203, 300))
    assert [(fault.item, fault.line) for fault in coarse.faults] == [(1, 17)]
    assert "needs 24.5 mm" in coarse.faults[0].reason
    assert fine.good
    assert not DESK.verdict(small, [face()], "fgl", 300, "de").good, "it is not made for that language"
    with pytest.raises(BadInput):
        DESK.verdict(small, [face()], "zpl", 30, "de")
    with pytest.raises(BadInput):
        DESK.verdict(small, [face()], "pcl", 203, "de")


def test_a_file_that_states_its_resolutions_is_refused_when_a_code_does_not_fit_one_of_them() -> None:
    coarse = DESK.set_layout(DESK.resize(STUBS, 1, Place(66, 2, 20, 20)), "dpi", [203, 300])
    assert [fault.item for fault in coarse.faults] == [1]
    assert DESK.set_layout(coarse, "dpi", [300]).printable
    for wrong in ([30], [], "fine", [203.5], [True]):
        with pytest.raises(BadInput):
            DESK.set_layout(coarse, "dpi", wrong)


@pytest.mark.parametrize(
    ("text", "words"),
    [("{holder}", "can't stand in a code"), ("Ä", "plain letters"), ("", "plain letters"), ("{nmber}", "can't stand"),
     ("{ean:huge}", "no format")],
)  # fmt: skip
def test_data_a_store_writes_cannot_stand_in_a_stubs_code(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        DESK.set(STUBS, 2, "text", text)


@pytest.mark.parametrize(("kind", "place"), [("code128", Place(2, 12, 30, 12)), ("code128", Place(2, 12, 60, 4)),
                                             ("pdf417", Place(2, 12, 60, 4))])  # fmt: skip
def test_a_stub_code_without_room_says_what_it_needs(tmp_path: Path, kind: str, place: Place) -> None:
    draft = DESK.add(SMALL, kind, place)
    (tmp_path / "small.toml").write_text(draft.source, encoding="utf-8")
    with pytest.raises(LayoutFault, match=r"of 14 signs needs .* at 203 dpi with its quiet zones"):
        PdfRenderer(LayoutShelf(tmp_path)).render([face()], "small", 203, "de")


def test_a_number_longer_than_planned_stops_that_ticket_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(STUBS.source, encoding="utf-8")
    with pytest.raises(LayoutFault, match="of 40 signs needs"):
        PdfRenderer(LayoutShelf(tmp_path)).render([face(number="7A" * 20)], "small", 203, "de")
    with pytest.raises(BadInput):
        rows_of("code128", "Ä")


def has_ink(page: Image.Image, x: float, y: float) -> bool:
    """Whether something stands in the 100 × 60 mm from there on."""
    box = [round(side * 203 / 25.4) for side in (x, y, x + 99, y + 60)]
    return page.crop((box[0], box[1], box[2], box[3])).getextrema()[0] < 128


def test_the_back_of_a_sheet_lies_behind_its_front(tmp_path: Path) -> None:
    draft = DESK.set_layout(DESK.set_layout(SMALL, "languages", ["pdf"]), "size", [100, 60])
    draft = DESK.set_layout(draft, "sheet", {"size": [210, 297], "tickets": [2, 4]})
    draft = DESK.add(draft, "text", Place(2, 2, 60, 8), {"side": "back", "text": "AGB {number}"})
    assert draft.printable, "front and back do not stand in each other's way"
    faces = [face(number=f"7KQ2-M9XA-{index:04}") for index in range(3)]

    # Three tickets, two in a row: turned over its long edge, the sheet has the back of the third in the second row on
    # the right; over its short edge in the last row but one on the left.
    for flip, alone, row in (("long", "right", 60), ("short", "left", 297 - 120)):
        (tmp_path / "small.toml").write_text(DESK.set_layout(draft, "flip", flip).source, encoding="utf-8")
        pdf = PdfRenderer(LayoutShelf(tmp_path)).render(faces, "small", 203, "de")
        front, back = pdf_judge.pages(pdf)
        assert len(zxingcpp.read_barcodes(front)) == 3
        assert not zxingcpp.read_barcodes(back)
        assert sorted(word[-4:] for word in pdf_judge.words(pdf).split() if "-M9XA-" in word) == [
            "0000",
            "0001",
            "0002",
        ]
        inked = {side for side, x in (("left", 0), ("right", 110)) if has_ink(back, x, row)}
        assert inked == {alone}, flip

    assert len(DESK.drawing(draft, faces[0], 203, "de", "back").marks) == 1
    assert len(DESK.drawing(draft, faces[0], 203, "de").marks) == 2
    assert len(DESK.verdict(draft, faces[:1], "pdf", 203, "de").codes) == 1


def test_only_paper_from_an_office_printer_has_a_back() -> None:
    back = DESK.set(SMALL, 0, "side", "back")
    assert [fault.reason for fault in back.faults] == [
        'paper can be printed on both sides only as a PDF: languages = ["pdf"]'
    ]
    nothing = DESK.set(DESK.set_layout(back, "languages", ["pdf"]), 1, "side", "back")
    assert [fault.reason for fault in nothing.faults] == ["nothing stands on the front"]


def test_a_proof_needs_its_notice_on_one_side_only(tmp_path: Path) -> None:
    draft = DESK.set_layout(DESK.add(SMALL, "notice", Place(2, 20, 40, 5)), "languages", ["pdf"])
    draft = DESK.add(draft, "text", Place(2, 2, 60, 8), {"side": "back", "text": "{holder}"})
    (tmp_path / "small.toml").write_text(draft.source, encoding="utf-8")
    proof = replace(face(), copy_kind="proof")
    assert "ANDRUCK" in pdf_judge.words(PdfRenderer(LayoutShelf(tmp_path)).render([proof], "small", 203, "de"))
