"""A draft in a printer's language, to be read in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketforge_desktop.devices.printing.documents import Press
from ticketforge_desktop.devices.printing.languages.registry import renderer
from ticketforge_desktop.devices.printing.layout_draft import layout_of
from ticketforge_desktop.devices.printing.layout_listing import lines_of
from ticketforge_desktop.devices.printing.layouts import LayoutShelf, other_language
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.services.ports.documents import Face
from ticketforge_desktop.services.ports.layout_design import CommandLine, Commands, Draft
from ticketforge_desktop.services.ports.printing import Renderer, RunRenderer, TicketFace

_BY_ITEM: Final = ("fgl", "zpl", "escpos")
"""Languages that send things one by one; of the others a command is a part of the picture."""


class DraftShelf(LayoutShelf):
    """A shelf on which only one draft lies, whatever is asked for and whatever stands in its way."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout

    def layout(self, name: str) -> Layout:
        return self._layout

    def for_printer(self, name: str, language: str, document: str = "ticket") -> Layout:
        if language not in self._layout.languages:
            raise other_language(self._layout, language)
        return self._layout


def commands(draft: Draft, face: Face, language: str, dpi: int, words: str) -> Commands:
    """The same as lines, each with the item it prints where that can be told. Raises `LayoutFault`, `BadInput`."""
    layout = layout_of(draft)
    opening, paper = _encoded(layout, face, language, dpi, words)
    items = _items(layout, face, language, dpi, words) if isinstance(face, TicketFace) else {}
    return Commands(
        tuple(CommandLine(line, items.get(_plain(line), -1)) for line in lines_of(language, opening)),
        tuple(CommandLine(line, items.get(_plain(line), -1)) for line in lines_of(language, paper)),
        len(paper),
    )


def _encoded(layout: Layout, face: Face, language: str, dpi: int, words: str) -> tuple[bytes, bytes]:
    if not isinstance(face, TicketFace):
        return b"", Press(DraftShelf(layout)).render(face, layout.name, language, dpi, words)
    return ticket_of(renderer(language, DraftShelf(layout)), layout, face, dpi, words)


def ticket_of(encoder: Renderer, layout: Layout, face: TicketFace, dpi: int, words: str) -> tuple[bytes, bytes]:
    """What an encoder sends once a run, and a ticket; nothing once where it knows no runs."""
    if isinstance(encoder, RunRenderer):
        run = encoder.run(layout.name, dpi, words)
        return run.opening(), run.ticket(face)
    return b"", encoder.render([face], layout.name, dpi, words)


def _items(layout: Layout, face: TicketFace, language: str, dpi: int, words: str) -> dict[str, int]:
    """The lines that only one item brings about: of the ticket that holds it alone, without those of an empty one."""
    if language not in _BY_ITEM or layout.two_sided:
        return {}
    alone = [_lines(replace(layout, items=(placed,)), face, language, dpi, words) for placed in layout.items]
    frame = set.intersection(*map(set, alone)) if len(alone) > 1 else set[str]()
    found: dict[str, int] = {}
    for item, lines in enumerate(alone):
        for line in lines:
            if line not in frame:
                found.setdefault(line, item)
    return found


def _lines(layout: Layout, face: TicketFace, language: str, dpi: int, words: str) -> Sequence[str]:
    try:
        opening, paper = _encoded(layout, replace(face, copy_kind=""), language, dpi, words)
    except (LayoutFault, BadInput):
        return ()  # told by the verdict
    return [_plain(line) for line in (*lines_of(language, opening), *lines_of(language, paper))]


def _plain(line: str) -> str:
    """A line without what depends on the lines in front of it: type and turn are set only where they change."""
    if line.startswith("<"):
        at = line.find("<RC")
        return line[at:] if at >= 0 else line
    for end in ("  FF", "^XZ"):
        line = line.partition(end)[0] or line
    return line
