"""Documents on paper: a layout and what stands on it become pages that say one thing only, and print like tickets.

Rows are laid out here: on a roll the page grows and shrinks with them, on sheets what does not fit goes on another
page. What comes out has no data left to fill in, so every printer language prints it as it prints a ticket's fixed
parts; but it is marked as data, so that printers which keep fixed parts in their memory do not keep it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ticketforge_desktop.devices.printing import document_fields
from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf, other_document
from ticketforge_desktop.devices.printing.marks import DeviceMark
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.devices.printing.model import (
    Area,
    Column,
    Layout,
    Placed,
    QrItem,
    RowsItem,
    StubCodeItem,
    TextItem,
)
from ticketforge_desktop.devices.printing.preview import shown
from ticketforge_desktop.devices.printing.templates import Field, Template
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.documents import AddressFace, DocumentFace
from ticketforge_desktop.services.ports.printing import Drawing, Renderer, TicketFace

_EMPTY: Final = 10.0
"""Millimetres below which no page shrinks."""
_SOMEBODY: Final = TicketFace(
    ticket_id="", number="", ean="", code="", event="", starts_at=None, doors_at=None, zone="UTC", venue="", city="",
    category="", price=Money(0, "EUR"), seat="", holder="", order="", unit=1, units=1, issue=0, shop="",
)  # fmt: skip


def nobody(face: DocumentFace) -> TicketFace:
    """The ticket that pages of this document are printed with: all their data is on them already."""
    return replace(_SOMEBODY, demo=face.demo)


class Press:
    """Documents of one station's layouts (`services.ports.documents.DocumentPress`)."""

    def __init__(self, shelf: LayoutShelf) -> None:
        self._shelf = shelf

    def render(self, face: DocumentFace, layout: str, language: str, dpi: int, words: str) -> bytes:
        """One job. Raises `LayoutFault`, `NotFound`, `BadInput` for a language there is not."""
        from ticketforge_desktop.devices.printing.languages.registry import renderer

        pages = pages_of(self._shelf.for_printer(layout, language, document_fields.document_of(face)), face, words)
        if language == "pdf":
            from ticketforge_desktop.devices.printing.languages.pdf import render_pages

            return render_pages(pages, nobody(face), dpi, words)
        shelf = PageShelf(pages)
        return shelf.rendered(renderer(language, shelf), face, dpi, words)

    def drawings(self, face: DocumentFace, layout: str, dpi: int, words: str) -> list[Drawing]:
        """Its pages for a screen. Raises as `render`."""
        plan = self._shelf.layout(layout)
        return [drawn(page, dpi, words) for page in pages_of(plan, face, words)]


def drawn(page: Layout, dpi: int, words: str) -> Drawing:
    """A page of `pages_of` for a screen."""
    composer = Composer(page, words, dpi, ShippedFaces(), _itself)
    return Drawing(page.width, page.height, tuple(map(shown, (*composer.fixed, *composer.marks(_SOMEBODY)))))


def pages_of(layout: Layout, face: DocumentFace, words: str) -> list[Layout]:
    """The layout filled in, a page each. Raises `LayoutFault` when it is made for another document."""
    if layout.document != document_fields.document_of(face):
        raise other_document(layout, document_fields.document_of(face))
    rows = [placed.item for placed in layout.items if isinstance(placed.item, RowsItem)]
    count = 1
    if not layout.continuous:
        count = max([1, *(math.ceil(len(_entries(face, item)) / item.capacity) for item in rows)])
    return [_page(layout, face, words, number, count) for number in range(count)]


class PageShelf(LayoutShelf):
    """Pages as layouts, for the encoders."""

    def __init__(self, pages: Sequence[Layout]) -> None:
        super().__init__()
        self._held = {f"page-{number}": page for number, page in enumerate(pages, start=1)}
        self.names = tuple(self._held)

    def rendered(self, encoder: Renderer, face: DocumentFace, dpi: int, words: str) -> bytes:
        """All pages in the encoder's language; it was made with this shelf."""
        return b"".join(encoder.render([nobody(face)], name, dpi, words) for name in self.names)

    def layout(self, name: str) -> Layout:
        return self._held[name]

    def for_printer(self, name: str, language: str, document: str = "ticket") -> Layout:
        return self._held[name]


def _page(layout: Layout, face: DocumentFace, words: str, number: int, count: int) -> Layout:
    filling = _Filling(face, words, {"page": number + 1, "pages": count})
    items = sorted(layout.items, key=lambda placed: placed.item.area.y) if layout.continuous else list(layout.items)
    shift, done = 0.0, list[Placed]()
    grown: list[tuple[float, float]] = []  # what stands below this moves by that
    for placed in items:
        item = placed.item
        if layout.continuous:
            shift = sum(by for bottom, by in grown if item.area.y >= bottom - 0.01)
            item = replace(item, area=replace(item.area, y=item.area.y + shift))
        if isinstance(item, RowsItem):
            entries = _entries(face, item)
            if layout.continuous:
                grown.append((placed.item.area.bottom, len(entries) * item.row - item.area.height))
            elif len(entries) > item.capacity:  # what fits on one page stands on every page
                entries = entries[number * item.capacity : (number + 1) * item.capacity]
            done.extend(Placed(placed.line, cell, placed.back) for cell in filling.cells(item, entries))
        elif isinstance(item, QrItem):
            link = str(getattr(face, item.field))
            if link:
                done.append(replace(placed, item=StubCodeItem(item.area, "qr", _filled(link), 0)))
            elif layout.continuous:
                grown.append((placed.item.area.bottom, -item.area.height))
        else:
            done.append(replace(placed, item=filling.filled(item) if isinstance(item, TextItem) else item))
    height = max(_EMPTY, layout.height + sum(by for _, by in grown))
    return replace(layout, items=tuple(done), height=height, document="ticket")


def _entries(face: DocumentFace, item: RowsItem) -> Sequence[object]:
    """What repeats. Lines of an address that do not fit share the last one: a label has no second page.

    What stands there once or not at all (change, a link) is a row as well, so that the paper closes up behind it.
    """
    found = getattr(face, item.of)
    entries: Sequence[object] = found if isinstance(found, tuple) else [found] if found else []
    if isinstance(face, AddressFace) and len(entries) > item.capacity:
        texts = [str(entry) for entry in entries]
        entries = [*texts[: item.capacity - 1], ", ".join(texts[item.capacity - 1 :])]
    return entries


class _Filling:
    """Puts a face into templates."""

    def __init__(self, face: DocumentFace, words: str, page: Mapping[str, int]) -> None:
        self._face = face
        self._words = words
        self._page = page
        self._zone = str(getattr(face, "zone", "UTC"))

    def filled(self, item: TextItem) -> TextItem:
        """A text of the page with its data in it."""
        return replace(item, text=self._fixed(item.text, self._face))

    def cells(self, item: RowsItem, entries: Sequence[object]) -> list[TextItem]:
        """The texts of all rows."""
        found = []
        for index, entry in enumerate(entries):
            x, y = item.area.x, item.area.y + index * item.row
            for column in item.columns:
                area = Area(x, y, column.width, item.row)
                found.append(self._cell(item, column, area, entry))
                x += column.width + item.gap
        return found

    def _cell(self, item: RowsItem, column: Column, area: Area, entry: object) -> TextItem:
        return TextItem(
            area, self._fixed(column.text, entry), item.pt, item.min_pt, item.lines, column.bold, column.align,
            "top", 0, "black",
        )  # fmt: skip

    def _fixed(self, text: Mapping[str, Template], source: object) -> dict[str, Template]:
        template = text[self._words]
        filled: Any = template.reader(self._reader)
        return {self._words: _filled(filled(source))} if template.fields else {self._words: template}

    def _reader(self, name: str, form: str) -> Any:
        def read(source: Any) -> str:
            if name in self._page:
                return str(self._page[name])
            value = source if isinstance(source, str | int | Money) else getattr(source, name)
            if name == "rate" and isinstance(value, int):
                return document_fields.rate(value, self._words)
            return document_fields.in_words(value, form, self._words, self._zone)

        return read


def _filled(words: str) -> Template:
    return Template((Field("=", words),))


def _itself(mark: DeviceMark) -> DeviceMark:
    return mark
