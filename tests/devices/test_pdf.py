"""PDF: read at a label printer's resolution, the same bytes each time, and every name as it is written."""

from __future__ import annotations

import re
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.devices.tickets import SHELF, codes, codes_on, face, ink_outside, nasty_faces, read
from tests.oracles import pdf_judge
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer

PAPERS = [info.name for info in SHELF.all() if "pdf" in info.languages and info.document == "ticket"]
RENDERER = PdfRenderer(SHELF)
MM_AT_203 = 203 / 25.4


def streams(pdf: bytes) -> list[bytes]:
    """The content of every stream that is deflated."""
    found = re.findall(rb"/Filter \[ /FlateDecode \].*?stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    return [zlib.decompress(data) for data in found]


@pytest.mark.parametrize("name", [name for name in PAPERS if not SHELF.layout(name).sheet])
def test_every_layout_with_the_nastiest_data_is_read_and_nothing_overflows(name: str) -> None:
    faces = [one for one in nasty_faces() if not one.demo]
    pages = pdf_judge.pages(RENDERER.render(faces, name, 203, "de"))

    assert len(pages) == len(faces)
    for one, page in zip(faces, pages, strict=True):
        assert read(page) == codes_on(SHELF.layout(name), one), one.holder
        assert ink_outside(page, SHELF.layout(name), MM_AT_203) == [], one.holder


def test_a_sheet_holds_four_tickets_and_all_are_read() -> None:
    faces = nasty_faces()
    pages = pdf_judge.pages(RENDERER.render(faces, "sheet-a4-4", 203, "en"))

    assert len(pages) == -(-len(faces) // 4)
    for index, page in enumerate(pages):
        assert abs(page.width - 210 * MM_AT_203) < 2
        assert abs(page.height - 297 * MM_AT_203) < 2
        assert read(page) == codes(*faces[4 * index : 4 * index + 4])


def test_the_page_is_as_large_as_the_ticket() -> None:
    (page,) = pdf_judge.pages(RENDERER.render([face()], "label-10x5cm", 203, "de"), dpi=254)
    assert abs(page.width - 1000) <= 1
    assert abs(page.height - 500) <= 1


def test_names_can_be_copied_from_the_paper_as_they_were_typed() -> None:
    holder = "Łukasz Żółć-Öztürk"
    words = pdf_judge.words(
        RENDERER.render([face(holder=holder, venue="Großer Saal Ωδείο")], "label-10x5cm", 203, "de")
    )

    assert holder in words
    assert "Großer Saal Ωδείο" in words
    assert "Einlass 18:30" in words
    assert "42,00 €" in words.replace("\N{NO-BREAK SPACE}", " ")


def test_fonts_travel_with_the_file_as_subsets() -> None:
    fonts = pdf_judge.fonts(RENDERER.render([face(holder="שלום")], "label-10x5cm", 203, "de"))

    assert len(fonts) == 3, "Inter in two weights, and the face with Hebrew"
    assert all(re.search(r"TrueType +\S+ +yes +yes +yes", line) for line in fonts), fonts


def test_only_demo_tickets_say_so() -> None:
    paid, demo = (RENDERER.render([face(demo=flag)], "label-10x5cm", 203, "en") for flag in (False, True))

    assert "DEMO" not in pdf_judge.words(paid)
    assert "DEMO · NOT VALID" in pdf_judge.words(demo)
    assert re.search(r"^DEMO$", pdf_judge.words(demo), re.MULTILINE), "the watermark is there beside the notice"
    (page,) = pdf_judge.pages(demo)
    assert sum(page.histogram()[220:240]) > 5000, "the watermark is large, and pale enough to read over"
    assert read(page) == codes(face()), "a watermark must not keep the code from being read"


def test_the_same_tickets_give_the_same_bytes() -> None:
    faces = nasty_faces()
    assert RENDERER.render(faces, "sheet-a4-4", 203, "de") == RENDERER.render(faces, "sheet-a4-4", 203, "de")


def test_several_files_can_be_made_at_once() -> None:
    faces = nasty_faces()[:6]
    expected = {name: RENDERER.render(faces, name, 203, "de") for name in PAPERS}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            made = [(name, pool.submit(RENDERER.render, faces, name, 203, "de")) for _ in range(12) for name in PAPERS]
            assert [name for name, file in made if file.result() != expected[name]] == []
    finally:
        sys.setswitchinterval(before)


def test_fixed_art_is_there_once_and_a_code_is_one_path() -> None:
    pdf = RENDERER.render([face(unit=unit) for unit in range(1, 6)], "label-10x5cm", 203, "de")
    contents = [stream for stream in streams(pdf) if b" re" in stream and b"Tj" in stream]

    assert pdf.count(b"/Subtype /Form") == 1
    assert len(contents) == 5
    for content in contents:
        assert len(re.findall(rb"\bf\*?(?=\s)", content)) == 2, "one filled path for the QR, one for the bars"


def test_a_ticket_in_a_batch_takes_three_kilobytes() -> None:
    count = 60
    faces = [face(unit=unit, code=str(10**222 + unit)) for unit in range(count)]
    one = len(RENDERER.render(faces[:1], "ticket-2x5.5in", 203, "de"))
    batch = len(RENDERER.render(faces, "ticket-2x5.5in", 203, "de"))
    assert (batch - one) / (count - 1) < 3000


def test_no_ticket_gives_an_empty_page_not_a_broken_file() -> None:
    assert len(pdf_judge.pages(RENDERER.render([], "label-10x5cm", 203, "de"))) == 1
