"""TSPL, StarPRNT and ESC/POS without page mode: the ticket as a picture, dot for dot the same in all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.devices.strict_printers import printed, printer, run
from tests.devices.tickets import SHELF, codes, face, read
from tests.oracles.starprnt_printer import StarPrntPrinter
from tests.oracles.tspl_printer import TsplPrinter
from ticketforge_desktop.devices.printing.compose import BoxMark, ImageMark, LineMark
from ticketforge_desktop.devices.printing.languages import starprnt, tspl
from ticketforge_desktop.devices.printing.languages.canvas import Canvas, clipped, placed_text
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import TextMark

ROLL = "roll-80mm"


def test_three_languages_print_the_same_dots() -> None:
    pictures = [
        printed("tspl", ROLL, [face()])[0].picture,
        printed("starprnt", ROLL, [face()])[0].picture,
        printed("escpos", ROLL, [face()], mode="raster")[0].picture,
    ]

    assert pictures[0].size == pictures[1].size == pictures[2].size == (576, 944)
    assert all(ImageChops.difference(pictures[0], other).getbbox() is None for other in pictures[1:])
    assert read(pictures[0]) == codes(face())


def test_a_label_printer_is_told_the_stock_and_gets_what_has_ink_only() -> None:
    job = run("tspl", "label-10x5cm", gap=2.5, density=10, speed=4)
    data = job.ticket(face())

    assert job.opening() == (
        b"SIZE 100 mm,50 mm\r\nGAP 2.5 mm,0 mm\r\nDIRECTION 0\r\nREFERENCE 0,0\r\nDENSITY 10\r\nSPEED 4\r\n"
    )
    assert data.startswith(b"CLS\r\nBITMAP ")
    assert data.count(b"PRINT 1,1\r\n") == 1
    assert len(data) < 0.6 * 100 * 50 * 64 / 8
    assert b"GAP 0 mm" in run("tspl", ROLL).opening(), "a roll has no gaps"


def test_an_empty_label_has_no_picture() -> None:
    assert tspl.pieces(Dots(8, 3, (0, 0, 0))) == []


def test_a_label_is_cut_where_it_is_white() -> None:
    left, right, both = 1 << 95, 0xFF, 1 << 95 | 0xFF
    rows = (left, *[0] * 9, both, left, *[0] * 9, right)

    assert tspl.pieces(Dots(96, len(rows), rows)) == [(0, 1, 0, 1), (10, 11, 11, 12), (10, 12, 0, 1), (21, 22, 11, 12)]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 70), st.lists(st.integers(0, 2**70), min_size=1, max_size=60))
def test_no_ink_is_lost_when_a_label_is_cut(width: int, rows: list[int]) -> None:
    page = Dots(width, len(rows), tuple(row & (1 << width) - 1 if index % 3 else 0 for index, row in enumerate(rows)))
    sheet = Image.new("1", (page.row_bytes * 8, page.height))
    for piece in tspl.pieces(page):
        box = (8 * piece.left, piece.top, 8 * piece.right, piece.bottom)
        sheet.paste(Image.frombytes("1", (page.row_bytes * 8, page.height), page.packed()).crop(box), box[:2])

    assert sheet.tobytes() == page.packed()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([0xE4, 0xDE, 0x81, 0x00, 0xFF, 0x1B]), min_size=8, max_size=64))
def test_no_label_holds_bytes_of_an_immediate_command(ink: list[int]) -> None:
    rows = tuple(int.from_bytes(bytes(ink[at : at + 4]), "big") for at in range(0, len(ink) // 4 * 4, 4))
    page = Dots(32, len(rows), rows)
    job = b"SIZE 4 mm," + f"{len(rows) / 8:g}".encode() + b" mm\r\nCLS\r\n"
    job += b"".join(tspl._bitmap(page, piece) for piece in tspl.pieces(page)) + b"PRINT 1,1\r\n"

    machine = TsplPrinter(32, len(rows))
    machine.feed(job)

    (label,) = machine.done()
    expected = Image.frombytes("1", (32, len(rows)), page.packed()).convert("L")
    different = ImageChops.difference(ImageChops.invert(label.picture), expected)
    assert different.histogram()[255] <= job.count(b"\x1f!") + job.count(b"~\x01")


def test_no_receipt_holds_bytes_of_a_star_command() -> None:
    band = Dots(16, 1, (0x1B06,))
    data = starprnt._raster(band)

    assert data.endswith(b"\x1f\x06")
    machine = StarPrntPrinter(16, 1)
    machine.feed(b"\x1b@" + data + b"\x1bd\x03")
    assert len(machine.done()) == 1


def test_a_star_printer_cuts_as_it_is_told() -> None:
    assert run("starprnt", ROLL).ticket(face()).endswith(b"\x1bd\x03")
    assert run("starprnt", ROLL, partial=False).ticket(face()).endswith(b"\x1bd\x02")
    assert not re.search(rb"\x1bd[\x00-\x03]$", run("starprnt", ROLL, cut=False).ticket(face()))


@pytest.mark.parametrize("options", [{"gap": 30.0}, {"direction": 2}, {"density": 16}])
def test_a_setting_no_label_printer_has_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        run("tspl", "label-10x5cm", **options)


def test_turned_dots_come_back_after_four_quarters() -> None:
    picture = Dots(5, 3, (0b10000, 0b01100, 0b00001))

    assert picture.turned(90) == Dots(3, 5, (0b001, 0b010, 0b010, 0b000, 0b100))
    assert picture.turned(90).turned(270) == picture
    assert picture.turned(180).turned(180) == picture
    assert picture.turned(0) is picture


def test_what_stands_outside_the_page_is_cut_off() -> None:
    canvas = Canvas(2, 1, 203)
    canvas.draw(BoxMark(-1, -1, 2, 2))
    canvas.draw(LineMark(1.5, 0.5, 9, 0.5, 0.125))

    assert canvas.dots().rows[0] == 0xFF00
    assert canvas.dots().rows[4] & 0xF == 0xF
    assert canvas.dots().height == 8
    assert clipped(Dots(4, 2, (0b1010, 0b0101)), -1, -1, 2, 5) == (Dots(2, 1, (0b10,)), 0, 0)
    assert clipped(Dots(4, 2, (0b1010, 0b0101)), 9, 0, 2, 5) is None


def test_frames_dashes_white_boxes_and_pictures_are_drawn() -> None:
    import io

    png = io.BytesIO()
    Image.new("L", (8, 8), 0).save(png, "PNG")
    canvas = Canvas(4, 4, 203)
    canvas.draw_all(
        [
            BoxMark(0, 0, 4, 4, 0.25),
            LineMark(2, 0, 2, 4, 0.125, 0.5),
            BoxMark(1.5, 1.5, 1, 1, 0.0, 0.0, "white"),
            ImageMark(0.5, 0.5, 0.5, 0.5, png.getvalue(), 90),
        ]
    )
    rows = [format(row, "032b") for row in canvas.dots().rows]

    assert rows[0] == rows[1] == "1" * 32
    assert rows[2].startswith("110000000000000")
    assert rows[14][12:20] == "00000000"
    assert rows[5][4:8] == "1111"


def test_a_line_wider_than_it_was_fitted_for_is_drawn_smaller_and_stays_in_its_place() -> None:
    mark = TextMark(10, 5, "WWWWWWWWWW", 12, width=12.0, anchor="center")
    picture, left, _ = placed_text(mark, 8)

    assert picture.width <= 12 * 8 + 1
    assert left >= (10 - 6) * 8 - 1


def test_a_picture_that_arrives_byte_by_byte_is_the_same() -> None:
    job = run("starprnt", ROLL)
    data = job.opening() + job.ticket(face())
    slow, fast = printer("starprnt", SHELF.layout(ROLL), 203), printer("starprnt", SHELF.layout(ROLL), 203)
    fast.feed(data)
    for at in range(0, len(data), 997):
        slow.feed(data[at : at + 997])

    assert slow.done()[0].picture.tobytes() == fast.done()[0].picture.tobytes()
