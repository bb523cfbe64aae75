"""PDF417 and Code 128 as marks: drawn by every language in every direction, and read by zxing-cpp."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from tests.devices.strict_printers import printer
from tests.devices.tickets import SHELF, face
from tests.oracles import pdf_judge, zpl_judge
from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.languages.registry import run_renderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import SymbolMark
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.preview import Preview
from ticketforge_desktop.services.ports.printing import Drawing, PatternMark

TEXT = "7KQ2-M9XA-4TZC"
KINDS = {"code128": zxingcpp.BarcodeFormat.Code128, "pdf417": zxingcpp.BarcodeFormat.PDF417}
LAYOUTS = {"fgl": "ticket-2x5.5in", "zpl": "label-10x5cm", "escpos": "roll-80mm", "tspl": "label-10x5cm",
           "starprnt": "roll-80mm", "pdf": "label-10x5cm"}  # fmt: skip


def mark(kind: str, turn: int = 0) -> SymbolMark:
    """A symbol as zxing-cpp writes it: 3 dots a module on the bars, 2 on the stacked one."""
    image: Any = zxingcpp.create_barcode(TEXT, KINDS[kind]).to_image(scale=1, add_quiet_zones=False)
    view = memoryview(image)
    rows = tuple("".join("0" if dot else "1" for dot in row) for row in view.tolist())
    if kind == "code128":
        return SymbolMark(kind, 12, 6, 2 / 8, 2, 64, rows[:1], turn)
    return SymbolMark(kind, 12, 6, 2 / 8, 2, 2, rows, turn)


class Bare(Composer[Any]):
    """A ticket with one symbol and nothing else."""

    symbol = mark("code128")

    def __init__(self, layout: Layout, *arguments: Any, **more: Any) -> None:
        blank = type(layout)(**{**{name: getattr(layout, name) for name in layout.__slots__}, "items": ()})
        super().__init__(blank, *arguments, **more)
        self.fixed = (self._encode(self.symbol),)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Callable[[SymbolMark], None]:
    """Make every language compose that ticket."""

    def use(symbol: SymbolMark) -> None:
        monkeypatch.setattr(Bare, "symbol", symbol)
        for module in ("languages.fgl", "languages.zpl", "languages.escpos", "languages.pictures", "languages.pdf",
                       "preview"):  # fmt: skip
            monkeypatch.setattr(f"ticketforge_desktop.devices.printing.{module}.Composer", Bare)

    return use


def pictures(language: str) -> list[Image.Image]:
    name = LAYOUTS[language]
    if language == "pdf":
        from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer

        return pdf_judge.pages(PdfRenderer(SHELF).render([face()], name, 203, "de"))
    job = run_renderer(language, SHELF).run(name, 203, "de")
    data = job.opening() + job.ticket(face())
    if language == "zpl":
        return zpl_judge.labels(data, 800, 400, 203)
    machine = printer(language, SHELF.layout(name), 203)
    machine.feed(data)
    return [ticket.picture for ticket in machine.done()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LAYOUTS)
def test_a_stubs_code_is_read_from_every_language(bare: Callable[[SymbolMark], None], language: str, kind: str) -> None:
    bare(mark(kind))
    (picture,) = pictures(language)

    assert [(found.text, found.format) for found in zxingcpp.read_barcodes(picture)] == [(TEXT, KINDS[kind])]


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("language", ["tspl", "pdf"])
def test_it_turns_with_its_stub(bare: Callable[[SymbolMark], None], language: str, turn: int) -> None:
    bare(mark("pdf417", turn))
    (picture,) = pictures(language)

    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == TEXT
    assert abs(found.orientation) % 360 == {90: 90, 180: 180, 270: 90}[turn]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_shows_what_is_printed(bare: Callable[[SymbolMark], None], kind: str, turn: int) -> None:
    bare(mark(kind, turn))
    drawing: Drawing = Preview(LayoutShelf()).drawing(face(), "label-10x5cm", 203, "de")
    (pattern,) = drawing.marks
    assert isinstance(pattern, PatternMark)
    shown = Image.new("1", (800, 400), 1)
    for left, top, width, height in pattern.rectangles:
        box = (round(left * 8), round(top * 8), round((left + width) * 8), round((top + height) * 8))
        shown.paste(0, box)
    (label,) = pictures("tspl")

    assert shown.convert("L").tobytes() == label.tobytes()
