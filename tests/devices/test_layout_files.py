"""Layout files: what is wrong is told with its line, all at once, before anything is printed."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.devices.tickets import SHELF, face
from tests.oracles import pdf_judge
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf, read_file
from ticketforge_desktop.devices.printing.toml_reader import faults_of as listed
from ticketforge_desktop.domain.errors import LayoutFault, NotFound

GOOD = """\
format = 1
name = "small"
title = "Small"
languages = ["zpl", "pdf"]

[page]
size = [100, 50]

[[item]]
kind = "text"
at = [2, 2]
size = [60, 8]
text = "{event}"
pt = 14
min_pt = 8

[[item]]
kind = "qr"
at = [66, 2]
size = 31
"""
LOGO = "[[item]]\nkind = 'image'\nat = [2, 20]\nsize = [9, 9]\n"
# What is changed in the good file, and the line and words the fault must name.
BROKEN = [
    ("format = 1", "format = 2", 1, "newer version"),
    ("format = 1\n", "", 1, "'format' is missing"),
    ('name = "small"', 'name = "Ä B"', 2, "'name' is"),
    ('title = "Small"', 'title = { de = "Klein" }', 3, "no text for 'en'"),
    ('title = "Small"', 'title = { de = "a", en = "b", fr = "c" }', 3, "'fr'"),
    ('["zpl", "pdf"]', '["zpl", "laser"]', 4, "'laser'"),
    ('["zpl", "pdf"]', '"zpl"', 4, "a list of words"),
    ("size = [100, 50]", "size = [100]", 7, "two numbers"),
    ("size = [100, 50]", "size = [100, true]", 7, "must be a number"),
    ("size = [100, 50]", "size = [100, nan]", 7, "from 10 to 1200"),
    ('kind = "text"', 'kind = "txet"', 10, "there is no kind 'txet'"),
    ("at = [2, 2]\n", "", 9, "'at' is missing"),
    ("at = [2, 2]", "at = [50, 2]", 9, "reaches 10.0 mm beyond the edge"),
    ("size = [60, 8]", "size = [60, 2]", 9, "needs 3.3 mm"),
    ("size = [60, 8]", "size = [70, 8]", 17, "overlaps text of line 9"),
    ('"{event}"', '"{evnt}"', 13, "no field {evnt}"),
    ('"{event}"', '"{starts_at:tme}"', 13, "no format 'tme'"),
    ('"{event}"', '"{event"', 13, "never closed"),
    ('"{event}"', '"event}"', 13, "closes nothing"),
    ('"{event}"', '"[Row {seat}"', 13, "'[' is never closed"),
    ('"{event}"', '"[Row]"', 13, "would always vanish"),
    ('"{event}"', "5", 13, "must be text"),
    ("pt = 14", 'pt = "big"', 14, "must be a number"),
    ("min_pt = 8", "min_pt = 20", 15, "larger than 'pt'"),
    ("min_pt = 8", "minpt = 8", 15, "did you mean 'min_pt'?"),
    ("min_pt = 8", 'font = "comic"', 15, "'font' can't be 'comic'"),
    ("min_pt = 8", "turn = 45", 15, "0, 90, 180 or 270"),
    ("min_pt = 8", "lines = 1.5", 15, "whole number"),
    ("min_pt = 8", 'align = "middle"', 15, "left, center, right"),
    ("size = 31", "size = 31\nsurprise = 1", 21, "'surprise' means nothing here"),
    ("size = 31\n", "size = 31\n\n[[item]]\nkind = 'tear'\nx = 30\n", 9, "crosses the tear line"),
    ("size = 31\n", "size = 31\n\n[[item]]\nkind = 'tear'\n", 22, "either 'x'"),
    ("size = 31\n", "size = 31\n\n[[item]]\nkind = 'line'\nfrom = [1, 1]\nto = [5, 5]\n", 25, "runs along the page"),
    ("size = 31\n", "size = 31\n\n[[item]]\nkind = 'box'\nat = [70, 5]\nsize = [9, 9]\n", 22, "overlaps the QR code"),
    ("size = 31\n", "size = 31\n\n[[item]]\nkind = 'box'\nat = [1, 20]\nsize = [9, 9]\nradius = 6\n", 26, "half"),
    ("size = 31\n", f"size = 31\n\n{LOGO}file = 'no.png'\n", 26, "not there"),
    ("size = 31\n", "size = 31\n\n[sheet]\nsize = [210, 297]\ntickets = [2, 4]\n", 0, "only be a PDF"),
    ("size = 31\n", "size = 31\n\n[sheet]\nsize = [100, 297]\ntickets = [2, 4]\n", 0, "the sheet has"),
    ("size = 31\n", "size = 31 31\n", 20, "this is not TOML"),
]  # fmt: skip


def faults_of(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(LayoutFault) as caught:
        read_file(path)
    found = caught.value.facts["faults"]
    assert isinstance(found, list)
    return [(entry["line"], entry["reason"]) for entry in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "small.toml"


def test_the_good_file_is_good(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    layout = read_file(file)
    assert (layout.name, layout.width, layout.height, len(layout.items)) == ("small", 100, 50, 2)


@pytest.mark.parametrize(("before", "after", "line", "words"), BROKEN)
def test_a_fault_is_named_with_line_and_reason(file: Path, before: str, after: str, line: int, words: str) -> None:
    assert GOOD.count(before) == 1
    file.write_text(GOOD.replace(before, after), encoding="utf-8")

    found = faults_of(file)

    assert any(where == line and words in reason for where, reason in found), found


def test_all_faults_are_told_at_once(file: Path) -> None:
    text = GOOD.replace("{event}", "{evnt}").replace("min_pt = 8", "turn = 10").replace('"small"', '"S"')
    file.write_text(text, encoding="utf-8")

    assert [line for line, _ in faults_of(file)] == [2, 13, 15]


def test_keys_inside_a_long_text_are_not_taken_for_keys(file: Path) -> None:
    text = GOOD.replace('"{event}"', '"""\npt = 3\n{event}"""').replace("pt = 14", "pt = 999")
    file.write_text(text, encoding="utf-8")

    assert faults_of(file)[0][0] == 16


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "'format' is missing"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"#" * 300_000, "at most 262,144"),
        (b"a=[[[", "not TOML"),
    ],
)
def test_files_that_are_no_layouts_are_refused(file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    assert any(words in reason for _, reason in faults_of(file))


def test_a_logo_of_fifty_megabytes_is_refused_without_reading_it(file: Path) -> None:
    with (file.parent / "logo.png").open("wb") as logo:
        logo.truncate(50_000_000)
    file.write_text(f"{GOOD}\n{LOGO}file = 'logo.png'\n", encoding="utf-8")

    words = "the picture 'logo.png' can't be used: it has 50.0 MB; at most 2 MB print in good time"
    assert faults_of(file) == [(26, words)]


@pytest.mark.parametrize("name", ["../secret.png", "/etc/secret.png", "a/../../b.png", "C:\\x.png", "..\\x.png"])
def test_a_layout_from_a_stranger_reads_no_other_file(file: Path, name: str) -> None:
    (file.parent / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    file.write_text(f"{GOOD}\n{LOGO}file = '{name}'\n", encoding="utf-8")

    assert "may not lead elsewhere" in faults_of(file)[0][1]


def test_a_picture_that_is_none_is_named(file: Path) -> None:
    (file.parent / "logo.png").write_bytes(b"GIF89a" + bytes(100))
    file.write_text(f"{GOOD}\n{LOGO}file = 'logo.png'\n", encoding="utf-8")

    assert faults_of(file) == [(26, "the picture 'logo.png' can't be used: it is not a PNG")]


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(file: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 60_000, 60_000) + bytes(20)
    (file.parent / "logo.png").write_bytes(header)
    file.write_text(f"{GOOD}\n{LOGO}file = 'logo.png'\n", encoding="utf-8")

    assert "60000 × 60000 pixels" in faults_of(file)[0][1]


def test_words_without_data_are_printed_as_they_are(tmp_path: Path) -> None:
    text = GOOD.replace('"{event}"', '{ de = "Garderobe [[A]]", en = "Cloakroom {{A}}" }')
    (tmp_path / "small.toml").write_text(text, encoding="utf-8")
    shelf = LayoutShelf(tmp_path)

    opening, ticket = ZplRenderer(shelf).render([face()], "small", 203, "de").decode().strip().split("\n")

    assert "^FDGarderobe [A]^FS" in opening
    assert "Garderobe" not in ticket
    assert "Cloakroom {A}" in pdf_judge.words(PdfRenderer(shelf).render([face()], "small", 203, "en"))


def test_a_code_too_small_for_the_printer_is_refused_with_the_reason_and_fits_a_finer_one(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(GOOD.replace("size = 31", "size = 22"), encoding="utf-8")
    zpl = ZplRenderer(LayoutShelf(tmp_path))

    with pytest.raises(LayoutFault) as caught:
        zpl.render([face()], "small", 203, "de")

    words = (
        "the QR code would have less than 4 dots (0.33 mm) a module: at 203 dpi it needs 24.5 mm with its quiet zone, "
        "the layout gives it 22 mm"
    )
    ((line, why),) = listed(caught.value)
    assert (line, str(why)) == (17, words)
    assert (why.code, dict(why.facts)["has"]) == ("coarse", 22)
    assert zpl.render([face()], "small", 300, "de")


@pytest.mark.parametrize(("size", "words"), [("[20, 12]", "needs 28.2 mm"), ("[60, 7]", "mm high; 5 mm are the least")])
def test_an_ean_too_small_is_refused_with_the_reason(tmp_path: Path, size: str, words: str) -> None:
    text = GOOD + f"\n[[item]]\nkind = 'ean13'\nat = [2, 20]\nsize = {size}\n"
    (tmp_path / "small.toml").write_text(text, encoding="utf-8")

    with pytest.raises(LayoutFault, match=words):
        PdfRenderer(LayoutShelf(tmp_path)).render([face()], "small", 203, "de")


def test_the_shops_own_layouts_stand_beside_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "broken.toml").write_text(GOOD.replace("{event}", "{evnt}"), encoding="utf-8")
    shelf = LayoutShelf(tmp_path)

    listed = {info.name: info for info in shelf.all()}

    assert [info.built_in for info in shelf.all()] == sorted((i.built_in for i in shelf.all()), reverse=True)
    assert listed["small"].faults == ()
    assert [line for line, _ in listed["broken"].faults] == [13]
    assert listed["sheet-a4-4"].built_in
    assert shelf.check(str(tmp_path / "small.toml")).languages == ("zpl", "pdf")


def test_an_own_layout_replaces_a_built_in_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "label-10x5cm.toml").write_text(GOOD.replace('"small"', '"label-10x5cm"'), encoding="utf-8")

    assert len(LayoutShelf(tmp_path).layout("label-10x5cm").items) == 2
    assert len(SHELF.layout("label-10x5cm").items) > 2


def test_an_unknown_layout_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="sheet-a4-4"):
        SHELF.layout("../../etc/passwd")
    with pytest.raises(NotFound):
        read_file(tmp_path / "gone.toml")


def test_every_built_in_layout_speaks_both_languages_and_is_told_in_the_docs() -> None:
    told = (Path(__file__).parents[2] / "docs" / "printing.md").read_text(encoding="utf-8")
    for info in SHELF.all():
        assert info.faults == ()
        assert set(info.title) == {"de", "en"}
        assert f"`{info.name}`" in told
