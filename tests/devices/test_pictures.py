"""Pictures on tickets: where the layout says, turned as it says, as dots where the printer knows no grey."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.devices.tickets import face, read
from tests.oracles import pdf_judge, zpl_judge
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer, graphic
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.pictures import thresholded
from ticketforge_desktop.devices.printing.preview import Preview
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import LayoutFault
from ticketforge_desktop.services.ports.printing import ImageMark

LAYOUT = """
format = 1
name = "logo"
title = "Logo"
languages = ["zpl", "pdf"]
[page]
size = [100, 50]
{page}
[[item]]
kind = "image"
at = [5, 5]
size = [20, 20]
file = "logo.png"
turn = {turn}
[[item]]
kind = "line"
from = [5, 40]
to = [60, 40]
dash = 2
[[item]]
kind = "box"
at = [30, 5]
size = [20, 20]
stroke = 1
radius = 3
[[item]]
kind = "qr"
at = [66, 2]
size = 31
[[item]]
kind = "tear"
x = 63
print = true
"""


def logo(mode: str = "RGBA") -> bytes:
    """A clear square with a black quarter at its top left."""
    picture = Image.new("RGBA", (40, 40), (255, 255, 255, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 19, 19), fill=(0, 0, 0, 255))
    if mode == "P":
        picture = picture.convert("RGB").convert("P")
    elif mode != "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.split()[3])
        picture = paper.convert(mode)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def shelf(folder: Path, turn: int = 0, page: str = "") -> LayoutShelf:
    (folder / "logo.toml").write_text(LAYOUT.format(turn=turn, page=page), encoding="utf-8")
    (folder / "logo.png").write_bytes(logo())
    return LayoutShelf(folder)


def dark(picture: Image.Image, x: float, y: float) -> bool:
    """Whether the paper is black at a place given in millimetres, at 8 dots each."""
    value = picture.getpixel((round(x * 8), round(y * 8)))
    assert isinstance(value, int)
    return value < 128


# Where the black quarter of the 20-mm picture at (5, 5) lies, by its turn.
QUARTER = {0: (10, 10), 90: (20, 10), 180: (20, 20), 270: (10, 20)}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("language", ["zpl", "pdf"])
def test_a_picture_lies_where_the_layout_says_and_turns_clockwise(tmp_path: Path, turn: int, language: str) -> None:
    own = shelf(tmp_path, turn)
    if language == "zpl":
        (paper,) = zpl_judge.labels(
            ZplRenderer(own).render([face(ean="2085177390619")], "logo", 203, "de"), 800, 400, 203
        )
    else:
        (paper,) = pdf_judge.pages(PdfRenderer(own).render([face()], "logo", 203, "de"), dpi=203.2)

    assert {at for at in QUARTER.values() if dark(paper, *at)} == {QUARTER[turn]}
    assert read(paper) == {face().code}
    assert dark(paper, 6, 40)
    assert not dark(paper, 8, 40), "between two dashes"
    assert dark(paper, 30.5, 15), "the frame"
    assert not dark(paper, 40, 15)
    assert not dark(paper, 30.2, 5.2), "a round corner"


def test_a_turned_page_turns_everything_with_it(tmp_path: Path) -> None:
    zpl = ZplRenderer(shelf(tmp_path, page="turn = 90")).render([face()], "logo", 203, "de")

    (stock,) = zpl_judge.labels(zpl, 400, 800, 203)
    paper = stock.rotate(90, expand=True)

    assert dark(paper, 10, 10)
    assert not dark(paper, 20, 20)
    assert read(paper) == {face().code}


def test_a_picture_is_sent_once_with_the_fixed_part(tmp_path: Path) -> None:
    job = ZplRenderer(shelf(tmp_path)).render([face(), face()], "logo", 203, "de")
    assert [line.count(b"^GFA") for line in job.strip().split(b"\n")] == [1, 0, 0]


def test_the_preview_carries_the_picture_as_it_is(tmp_path: Path) -> None:
    drawing = Preview(shelf(tmp_path, 90)).drawing(face(), "logo", 203, "de")
    (mark,) = [mark for mark in drawing.marks if isinstance(mark, ImageMark)]
    assert (mark.png, mark.x, mark.y, mark.width, mark.height, mark.turn) == (logo(), 5, 5, 20, 20, 90)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1", "LA"])
def test_pictures_of_every_kind_become_the_same_dots(mode: str) -> None:
    bitmap = thresholded(logo(mode), 16, 16)
    assert bitmap.rows == (0xFF00,) * 8 + (0,) * 8


def test_grey_becomes_as_many_dots_as_it_is_dark() -> None:
    target = io.BytesIO()
    Image.new("L", (50, 50), 191).save(target, "PNG")
    bitmap = thresholded(target.getvalue(), 64, 64)
    share = sum(row.bit_count() for row in bitmap.rows) / 64 / 64
    assert 0.23 < share < 0.27


def test_a_picture_that_breaks_off_is_a_fault_of_the_layout() -> None:
    with pytest.raises(LayoutFault, match="damaged"):
        thresholded(logo()[:60], 8, 8)


def test_a_graphic_field_carries_its_size_and_the_checksum_printers_expect() -> None:
    field = graphic(Dots(9, 2, (0x1FF, 0)))
    packed, checksum = field.removeprefix("^GFA,4,4,2,:Z64:").split(":")

    crc = 0
    for byte in packed.encode():  # CRC-16/CCITT, bit by bit
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    assert checksum == f"{crc:04X}"
