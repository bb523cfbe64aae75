"""Which strict printer judges a language, and how a layout lies on its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.devices.tickets import SHELF, codes, ink_outside, read
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_base import StrictPrinter, Ticket
from tests.oracles.starprnt_printer import StarPrntPrinter
from tests.oracles.tspl_printer import TsplPrinter
from ticketforge_desktop.devices.printing.languages.registry import run_renderer
from ticketforge_desktop.devices.printing.model import EanItem, Layout, QrItem, turned
from ticketforge_desktop.services.ports.printing import TicketFace, TicketRun

PRINTERS = {"fgl": FglPrinter, "escpos": EscPosPrinter, "tspl": TsplPrinter, "starprnt": StarPrntPrinter}
SLACK = {"fgl": 0.35, "escpos": 0.2, "tspl": 0.2, "starprnt": 0.2}
"""Millimetres by which ink may leave its area: a ticket printer's font is not the one the layout was drawn with."""


def per_mm(dpi: int) -> float:
    """Dots in a millimetre."""
    return 8.0 if dpi in (200, 203) else dpi / 25.4


def laid(layout: Layout, language: str) -> Layout:
    """The layout as it lies in the printer's frame: FGL's rows run across the head, all others' along the paper."""
    return turned(replace(layout, turn=(layout.turn + 270) % 360) if language == "fgl" else layout)


def printer(language: str, layout: Layout, dpi: int) -> StrictPrinter:
    """A printer with the paper a layout is made for."""
    page = laid(layout, language)
    width, height = (round(side * per_mm(dpi)) for side in (page.width, page.height))
    if language == "starprnt":
        return StarPrntPrinter(width, height)
    return PRINTERS[language](width, height, dpi=dpi)


def run(language: str, name: str, dpi: int = 203, words: str = "de", **options: object) -> TicketRun:
    """A run of tickets on a built-in layout."""
    return run_renderer(language, SHELF, options).run(name, dpi, words)


def printed(language: str, name: str, faces: Sequence[TicketFace], dpi: int = 203, **options: object) -> list[Ticket]:
    """Tickets as they come out of a printer that must understand every byte."""
    job = run(language, name, dpi, **options)
    machine = printer(language, SHELF.layout(name), dpi)
    machine.feed(job.opening() + b"".join(map(job.ticket, faces)))
    return machine.done()


def ticket_layouts(language: str) -> list[str]:
    """The built-in layouts of tickets that are made for a language."""
    return [info.name for info in SHELF.all() if info.document == "ticket" and language in info.languages]


def wanted(layout: Layout, face: TicketFace) -> set[str]:
    """The codes a layout has; further ones of a stub (PDF417, Code 128) carry other data."""
    kinds = {type(placed.item) for placed in layout.items}
    return {code for kind, code in ((QrItem, face.code), (EanItem, face.ean)) if kind in kinds}


def faults(language: str, name: str, dpi: int, faces: Sequence[TicketFace], tickets: Sequence[Ticket]) -> list[str]:
    """What is wrong with tickets: a code that is not read, ink where none belongs, a paper too many or too few."""
    page = laid(SHELF.layout(name), language)
    wrong = [] if len(tickets) == len(faces) else [f"{len(tickets)} papers for {len(faces)} tickets"]
    for face, ticket in zip(faces, tickets, strict=False):
        if read(ticket.picture) & codes(face) != wanted(page, face):
            wrong.append(f"not read: {face.holder}")
        if where := ink_outside(ticket.picture, page, per_mm(dpi), SLACK[language]):
            wrong.append(f"ink at {where}: {face.holder}")
    return wrong
