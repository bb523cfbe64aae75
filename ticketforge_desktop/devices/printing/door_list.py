"""The door list on paper: for the evening when no screen works. One line a ticket, with its EAN-13 for any scanner."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from ticketforge_desktop.devices.printing import fonts, symbols
from ticketforge_desktop.devices.printing.text import clean, visual
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.blackout import PaperHead, PaperRow

MM: Final = 72 / 25.4
_WIDTH, _HEIGHT = 210.0, 297.0
_MARGIN: Final = 12.0
_TOP: Final = 34.0  # where the first line begins
_LINE: Final = 12.0  # mm a ticket
ROWS_A_PAGE: Final = int((_HEIGHT - _TOP - 16.0) // _LINE)
_SIZE, _SMALL = 9.0, 7.0
_BAR: Final = 0.3  # mm a module; GS1 allows 0.264 to 0.66
_BAR_HEIGHT: Final = 7.5
# Where columns begin and how wide they are, in mm from the margin.
_BOX: Final = 4.0
_COLUMNS: Final = {"name": (7.0, 43.0), "order": (51.0, 18.0), "category": (70.0, 27.0), "seat": (98.0, 28.5)}
_NUMBER: Final = (128.0, 23.0)
_CODE_AT: Final = 155.0
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "name": "Name",
        "order": "Bestellung",
        "category": "Kategorie",
        "seat": "Platz",
        "number": "Nummer",
        "code": "EAN",
        "page": "Seite {page} von {pages}",
        "made": "Einlassliste vom {at} · {station}",
        "tickets": "{count} Tickets",
        "unpaid": "OFFEN",
        "blocked": "GESPERRT",
        "inside": "war drin",
        "time": "%d.%m.%Y %H:%M",
    },
    "en": {
        "name": "Name",
        "order": "Order",
        "category": "Category",
        "seat": "Seat",
        "number": "Number",
        "code": "EAN",
        "page": "Page {page} of {pages}",
        "made": "Door list of {at} · {station}",
        "tickets": "{count} tickets",
        "unpaid": "UNPAID",
        "blocked": "BLOCKED",
        "inside": "was in",
        "time": "%d %b %Y %H:%M",
    },
}


def door_list(head: PaperHead, rows: Sequence[PaperRow], language: str) -> bytes:
    """`PaperMaker`: the list as A4 pages, in the order the rows come."""
    with io.BytesIO() as out:
        names = fonts.names()
        with fonts.EMBEDDING:
            canvas = Canvas(out, pagesize=(_WIDTH * MM, _HEIGHT * MM), pageCompression=1, invariant=1)
            canvas.setTitle(clean(head.title))
            _Sheets(canvas, names, _WORDS[language], head).write(rows)
            canvas.save()
        return out.getvalue()


class _Sheets:
    """The pages while they are written. Lengths in mm, y from the top."""

    def __init__(
        self, canvas: Canvas, names: Mapping[bool, tuple[str, ...]], words: Mapping[str, str], head: PaperHead
    ) -> None:
        self._canvas, self._names, self._words, self._head = canvas, names, words, head

    def write(self, rows: Sequence[PaperRow]) -> None:
        pages = max(1, -(-len(rows) // ROWS_A_PAGE))
        for page in range(pages):
            self._above(page + 1, pages, len(rows))
            for place, row in enumerate(rows[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE]):
                self._row(_TOP + place * _LINE, row)
            self._canvas.showPage()

    def _above(self, page: int, pages: int, count: int) -> None:
        head, words = self._head, self._words
        self._text(0, 16, head.title, 150, size=13, bold=True)
        when = head.starts_at.strftime(words["time"]) if head.starts_at else ""
        self._text(0, 22, " · ".join(part for part in (when, head.venue) if part), 120)
        made = words["made"].format(at=_time(head.made_at, words), station=head.station)
        self._text(0, 27, f"{made} · {words['tickets'].format(count=count)}", 150, size=_SMALL)
        self._text(160, 16, words["page"].format(page=page, pages=pages), 26, size=_SMALL)
        for name, (at, wide) in {**_COLUMNS, "number": _NUMBER, "code": (_CODE_AT, 30.0)}.items():
            self._text(at, 32, words[name], wide, size=_SMALL, bold=True)
        self._line(_TOP - 1)

    def _row(self, top: float, row: PaperRow) -> None:
        first, second = top + 5, top + 9.2
        self._box(top + 2, ticked=row.mark == "inside")
        for name, (at, wide) in _COLUMNS.items():
            bold = name == "name"
            begin, rest = self._halves(getattr(row, name), wide, bold)
            self._text(at, first, begin, wide, bold=bold)
            if rest:
                self._text(at, second, rest, wide, bold=bold)
        self._text(_NUMBER[0], first, row.number, _NUMBER[1], size=_SMALL)
        if row.mark:
            self._text(_COLUMNS["order"][0], second, self._words[row.mark], 19, size=_SMALL, bold=True)
        if row.ean:
            self._bars(top + 0.8, row.ean)
        self._line(top + _LINE - 0.6, pale=True)

    def _text(self, x: float, y: float, text: str, wide: float, *, size: float = _SIZE, bold: bool = False) -> None:
        """A text cut where it would run into the next column; an ellipsis tells so."""
        shown = clean(text)
        if self._long(shown, size, bold) > wide:
            while shown and self._long(shown + "…", size, bold) > wide:
                shown = shown[:-1]
            shown = shown.rstrip() + "…"
        at = (_MARGIN + x) * MM
        for face, piece in fonts.runs(visual(shown), bold=bold):
            name = self._names[bold][face]
            self._canvas.setFont(name, size)
            self._canvas.drawString(at, (_HEIGHT - y) * MM, piece)
            at += pdfmetrics.stringWidth(piece, name, size)

    def _halves(self, text: str, wide: float, bold: bool) -> tuple[str, str]:
        """A text that is too long, broken after the last word that fits: a seat is told whole, on two lines."""
        words, fitting = clean(text).split(), 1
        while fitting < len(words) and self._long(" ".join(words[: fitting + 1]), _SIZE, bold) <= wide:
            fitting += 1
        return " ".join(words[:fitting]), " ".join(words[fitting:])

    def _long(self, text: str, size: float, bold: bool) -> float:
        pieces = fonts.runs(text, bold=bold)
        wide: float = sum(pdfmetrics.stringWidth(piece, self._names[bold][face], size) for face, piece in pieces)
        return wide / MM

    def _bars(self, top: float, ean: str) -> None:
        try:
            bits = symbols.ean13_bits(ean)
        except BadInput:
            return  # the number beside it is the same ticket's
        left, low = (_MARGIN + _CODE_AT) * MM, (_HEIGHT - top - _BAR_HEIGHT) * MM
        step = _BAR * MM
        bars = [
            f"{left + begin * step:.3f} {low:.3f} {count * step:.3f} {_BAR_HEIGHT * MM:.3f} re"
            for begin, count in _stretches(bits)
        ]
        self._canvas.drawPath(PDFPathObject(bars), stroke=0, fill=1)
        self._text(_CODE_AT + 4.5, top + _BAR_HEIGHT + 2.4, ean, 30, size=6.5)

    def _box(self, top: float, *, ticked: bool) -> None:
        x, y, side = _MARGIN * MM, (_HEIGHT - top - _BOX) * MM, _BOX * MM
        self._canvas.setLineWidth(0.6)
        self._canvas.rect(x, y, side, side)
        if ticked:
            self._canvas.line(x, y, x + side, y + side)
            self._canvas.line(x, y + side, x + side, y)

    def _line(self, y: float, *, pale: bool = False) -> None:
        self._canvas.setLineWidth(0.2 if pale else 0.6)
        self._canvas.line(_MARGIN * MM, (_HEIGHT - y) * MM, (_WIDTH - _MARGIN) * MM, (_HEIGHT - y) * MM)


def _time(at: datetime, words: Mapping[str, str]) -> str:
    return at.strftime(words["time"])


def _stretches(bits: str) -> list[tuple[int, int]]:
    """Dark modules as begin and length."""
    found: list[tuple[int, int]] = []
    for place, bit in enumerate(bits):
        if bit == "1" and found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif bit == "1":
            found.append((place, 1))
    return found
