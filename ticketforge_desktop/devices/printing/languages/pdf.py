"""PDF for office printers and for previews: one ticket a page, or several on a sheet.

What is the same on every ticket is one Form XObject; a code is one filled path. Fonts are embedded as subsets. The same
tickets give the same bytes (reportlab's invariant mode), so a file can be compared and kept.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from ticketforge_desktop.devices.printing import fonts, symbols
from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.fit import CAP
from ticketforge_desktop.devices.printing.languages.pdf_text import TextObject, Words
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.devices.printing.model import Area, CodeItem, Layout, Sheet
from ticketforge_desktop.devices.printing.text import visual
from ticketforge_desktop.services.ports.printing import BoxMark, ImageMark, LineMark, TextMark, TicketFace

MM: Final = 72 / 25.4
_PIECE: Final = 7
"""Modules that are looked up at once."""
_ANGLE: Final = 12.0
_PALE: Final = 0.9
"""Grey of the watermark: seen by people, white to a scanner."""
_DIRECTIONS: Final = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


class PdfRenderer:
    """Tickets as a PDF."""

    def __init__(self, shelf: LayoutShelf) -> None:
        self._shelf = shelf

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        return _Document(self._shelf.for_printer(layout, "pdf"), dpi, language).render(faces)


def render_pages(pages: Sequence[Layout], face: TicketFace, dpi: int, language: str) -> bytes:
    """Layouts that have no data left to fill in, a page each (`documents.pages_of`)."""
    rl_config.useA85 = 0
    target = io.BytesIO()
    documents = [_Document(page, dpi, language, f"p{number}-") for number, page in enumerate(pages)]
    canvas = documents[0].canvas(target)
    for page, document in zip(pages, documents, strict=True):
        canvas.setPageSize((page.width * MM, page.height * MM))
        document.write_to(canvas, [face])
    with fonts.EMBEDDING:
        canvas.save()
    return target.getvalue()


class _Document:
    """One PDF while it is written."""

    def __init__(self, layout: Layout, dpi: int, language: str, prefix: str = "") -> None:
        self._prefix = prefix
        self._layout = layout
        self._language = language
        self._names = fonts.names()
        self._height = layout.height * MM
        self._composer = Composer(layout, language, dpi, ShippedFaces(), self._encode)
        self._back = (
            Composer(layout, language, dpi, ShippedFaces(), self._encode, back=True) if layout.two_sided else None
        )

    def render(self, faces: Sequence[TicketFace]) -> bytes:
        # Streams as they are: text armour costs a quarter in size and more than that in time.
        rl_config.useA85 = 0
        target = io.BytesIO()
        canvas = self.canvas(target)
        self.write_to(canvas, faces)
        with fonts.EMBEDDING:
            canvas.save()
        return target.getvalue()

    @property
    def _sheet(self) -> Sheet:
        return self._layout.sheet or Sheet(self._layout.width, self._layout.height, 1, 1, 0, 0, 0, 0)

    def canvas(self, target: io.BytesIO) -> Canvas:
        """An empty file for pages of this layout."""
        sheet = self._sheet
        canvas = Canvas(
            target,
            pagesize=(sheet.width * MM, sheet.height * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=self._names[False][0],
        )
        canvas.setTitle(self._layout.title[self._language])
        canvas.setCreator("TicketForge Desktop")
        return canvas

    def write_to(self, canvas: Canvas, faces: Sequence[TicketFace]) -> None:
        """Add the pages of these tickets."""
        sheet = self._sheet
        self._forms(canvas, demo=any(face.demo for face in faces))
        places = _places(sheet, self._layout)
        behind = _mirrored(sheet, self._layout) if self._back is not None else []
        for first in range(0, max(1, len(faces)), len(places)):
            page = faces[first : first + len(places)]
            for face, place in zip(page, places, strict=False):
                self._ticket(canvas, face, place)
            canvas.showPage()
            if self._back is not None:
                for face, place in zip(page, behind, strict=False):
                    self._reverse(canvas, face, place, self._back)
                canvas.showPage()

    def _forms(self, canvas: Canvas, *, demo: bool) -> None:
        canvas.beginForm(self._prefix + "art", 0, 0, self._layout.width * MM, self._height)
        for mark in self._composer.fixed:
            self._draw(canvas, mark)
        canvas.endForm()
        if self._back is not None:
            canvas.beginForm(self._prefix + "back", 0, 0, self._layout.width * MM, self._height)
            for mark in self._back.fixed:
                self._draw(canvas, mark)
            canvas.endForm()
        if not demo:
            return
        canvas.beginForm(self._prefix + "demo", 0, 0, self._layout.width * MM, self._height)
        self._watermark(canvas, "DEMO")
        canvas.setFillGray(1)
        for placed in self._layout.items:
            # A printer makes dots of the grey, and dots in the quiet zone of a code are read as a part of it.
            if isinstance(placed.item, CodeItem) and not placed.back:
                area = placed.item.area
                canvas.rect(area.x * MM, self._up(area.bottom), area.width * MM, area.height * MM, stroke=0, fill=1)
        canvas.endForm()

    def _watermark(self, canvas: Canvas, word: str) -> None:
        """The word in pale grey across the ticket, as large as it fits when it is turned."""
        width, height = self._layout.width * MM, self._height
        wide = canvas.stringWidth(word, self._names[True][0], 1.0)
        angle = math.radians(_ANGLE)
        across, down = math.cos(angle), math.sin(angle)
        size = 0.95 * min(width / (wide * across + CAP * down), height / (wide * down + CAP * across))
        canvas.saveState()
        canvas.setFillGray(_PALE)
        canvas.setFont(self._names[True][0], size)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(_ANGLE)
        canvas.drawCentredString(0, -size * CAP / 2, word)
        canvas.restoreState()

    def _ticket(self, canvas: Canvas, face: TicketFace, place: tuple[float, float]) -> None:
        moved = place != (0, 0)
        if moved:
            canvas.saveState()
            canvas.translate(*place)
        if face.demo:
            canvas.doForm(self._prefix + "demo")
        canvas.doForm(self._prefix + "art")
        words: list[Words] = []
        for mark in self._composer.marks(face):
            if isinstance(mark, Words):
                words.append(mark)
            else:
                self._draw(canvas, mark)
        self._write(canvas, words)
        if moved:
            canvas.restoreState()

    def _reverse(
        self, canvas: Canvas, face: TicketFace, place: tuple[float, float], back: Composer[DeviceMark | Words]
    ) -> None:
        """The other side of a ticket."""
        canvas.saveState()
        canvas.translate(*place)
        canvas.doForm(self._prefix + "back")
        for mark in back.marks(face):
            self._draw(canvas, mark)
        canvas.restoreState()

    def _draw(self, canvas: Canvas, mark: DeviceMark | Words) -> None:
        match mark:
            case Words():
                self._write(canvas, [mark])
            case QrMark():
                self._pattern(canvas, (mark.x, mark.y), mark.module, qr_path(mark.digits))
            case EanMark():
                self._bars(canvas, mark)
            case SymbolMark():
                self._symbol(canvas, mark)
            case BoxMark():
                self._box(canvas, mark)
            case LineMark():
                canvas.setLineWidth(mark.stroke * MM)
                canvas.setDash([mark.dash * MM] if mark.dash else [])
                canvas.line(mark.x1 * MM, self._up(mark.y1), mark.x2 * MM, self._up(mark.y2))
            case ImageMark():
                self._image(canvas, mark)

    def _up(self, y: float) -> float:
        """Points from the bottom for millimetres from the top."""
        return self._height - y * MM

    def _encode(self, mark: DeviceMark) -> DeviceMark | Words:
        """Text is put into words of the page's language when it is first seen; the rest as it is drawn."""
        if not isinstance(mark, TextMark):
            return mark
        a, b, c, d = _DIRECTIONS[mark.turn]
        back = {"left": 0.0, "center": mark.width * MM / 2, "right": mark.width * MM}[mark.anchor]
        x, y = mark.x * MM - a * back, self._up(mark.y) - b * back
        names = self._names[mark.bold]
        runs = tuple((names[face], run) for face, run in fonts.runs(visual(mark.text), bold=mark.bold))
        return Words(mark.ink, f"{a} {b} {c} {d} {x:.2f} {y:.2f} Tm", f"{mark.pt:g} Tf", runs)

    def _write(self, canvas: Canvas, words: Sequence[Words]) -> None:
        """All texts as one text object, black ones first: a change of ink costs bytes."""
        text = TextObject(canvas)
        for piece in sorted(words, key=lambda piece: piece.ink):
            text.show(piece)
        text.back_to_black()
        canvas.drawText(text)

    def _box(self, canvas: Canvas, mark: BoxMark) -> None:
        inset = mark.stroke / 2
        x, y = (mark.x + inset) * MM, self._up(mark.y + mark.height - inset)
        width, height = (mark.width - mark.stroke) * MM, (mark.height - mark.stroke) * MM
        canvas.setLineWidth(mark.stroke * MM)
        canvas.setDash([])
        stroke, fill = (1, 0) if mark.stroke else (0, 1)
        if mark.radius:
            canvas.roundRect(x, y, width, height, mark.radius * MM, stroke=stroke, fill=fill)
        else:
            canvas.rect(x, y, width, height, stroke=stroke, fill=fill)

    def _pattern(self, canvas: Canvas, corner: tuple[float, float], module: float, path: str) -> None:
        """A path in modules, y downwards."""
        canvas.saveState()
        canvas.transform(module * MM, 0, 0, -module * MM, corner[0] * MM, self._up(corner[1]))
        canvas.drawPath(PDFPathObject([path]), stroke=0, fill=1)
        canvas.restoreState()

    def _bars(self, canvas: Canvas, mark: EanMark) -> None:
        high = (mark.area.width if mark.turn % 180 else mark.area.height) / mark.module
        self._turned(canvas, mark.area, mark.turn, mark.module, _bar_path(mark.digits, round(high, 3)))

    def _symbol(self, canvas: Canvas, mark: SymbolMark) -> None:
        row = mark.row_dots / mark.dots
        path = " ".join(
            f"{start} {index * row:g} {width} {row:g} re"
            for index, modules in enumerate(mark.rows)
            for start, width in symbols.bar_runs(modules)
        )
        sides = (len(mark.rows[0]) * mark.module, len(mark.rows) * row * mark.module)
        area = Area(mark.x, mark.y, *(reversed(sides) if mark.turn % 180 else sides))
        self._turned(canvas, area, mark.turn, mark.module, path)

    def _turned(self, canvas: Canvas, area: Area, turn: int, module: float, path: str) -> None:
        """A path in modules, y downwards from where the symbol begins, in the area it takes on the page."""
        size = module * MM
        corner = {
            0: (area.x, area.y), 90: (area.right, area.y), 180: (area.right, area.bottom), 270: (area.x, area.bottom),
        }[turn]  # fmt: skip
        a, b, c, d = _DIRECTIONS[turn]
        canvas.saveState()
        canvas.transform(a * size, b * size, -c * size, -d * size, corner[0] * MM, self._up(corner[1]))
        canvas.drawPath(PDFPathObject([path]), stroke=0, fill=1)
        canvas.restoreState()

    def _image(self, canvas: Canvas, mark: ImageMark) -> None:
        across = (mark.height, mark.width) if mark.turn % 180 else (mark.width, mark.height)
        canvas.saveState()
        canvas.translate((mark.x + mark.width / 2) * MM, self._up(mark.y + mark.height / 2))
        canvas.rotate(-mark.turn)
        width, height = across[0] * MM, across[1] * MM
        picture = ImageReader(io.BytesIO(mark.png))
        canvas.drawImage(picture, -width / 2, -height / 2, width, height, mask="auto")
        canvas.restoreState()


def _places(sheet: Sheet, layout: Layout) -> list[tuple[float, float]]:
    """Where each ticket of a page has its lower left corner, in points, row by row."""
    return [
        (
            (sheet.left + column * (layout.width + sheet.gap_x)) * MM,
            (sheet.height - sheet.top - row * (layout.height + sheet.gap_y) - layout.height) * MM,
        )
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    ]


def _mirrored(sheet: Sheet, layout: Layout) -> list[tuple[float, float]]:
    """Where each ticket's back has its corner: behind its front, once the sheet was turned over the edge it says."""
    sideways = (layout.flip == "long") == (sheet.height >= sheet.width)
    width, height = layout.width * MM, layout.height * MM
    return [
        (sheet.width * MM - x - width, y) if sideways else (x, sheet.height * MM - y - height)
        for x, y in _places(sheet, layout)
    ]


@lru_cache(maxsize=1024)
def _bar_path(digits: str, high: float) -> str:
    """The bars as rectangles in modules; guard bars reach further down."""
    pieces = []
    for start, width in symbols.bar_runs(symbols.ean13_bits(digits)):
        long = high + symbols.EAN_GUARD if symbols.is_guard(start) else high
        pieces.append(f"{start} 0 {width} {long:g} re")
    return " ".join(pieces)


def qr_path(digits: str) -> str:
    """The dark modules of a symbol as rectangles, row by row.

    A row is looked up in pieces; two dark pieces that meet are one surface, since they are filled as one path.
    """
    matrix = symbols.qr_matrix(digits)
    starts = range(0, len(matrix), _PIECE)
    return "".join([_dark_piece(x, y, row[x : x + _PIECE]) for y, row in enumerate(matrix) for x in starts])


@lru_cache(maxsize=65536)
def _dark_piece(x: int, y: int, modules: bytes) -> str:
    return "".join(f"{x + start} {y} {width} 1 re " for start, width in symbols.dark_runs(modules))
