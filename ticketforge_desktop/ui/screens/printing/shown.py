"""What the printing page shows, fetched beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.stock_rolls import StockRoll
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.print_desk import DoubtRow, PaperRow, RunRow
from ticketforge_desktop.ui.screens.printing.ledger import MOST, Asked
from ticketforge_desktop.ui.screens.printing.runs import SHOWN


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows, fetched together."""

    doubts: Sequence[DoubtRow]
    runs: Sequence[RunRow]
    papers: Sequence[PaperRow]
    printers: Sequence[PrinterSetup]
    rolls: Sequence[StockRoll]


def fetch(desk: Desk, asked: Asked) -> Shown:
    """Ask the desk; runs beside the window."""
    page = desk.print_page
    papers = page.ledger(asked.states, asked.printer, MOST)
    return Shown(page.doubts(), page.runs(4 * SHOWN), papers, page.printers(), page.rolls())


def moved(desk: Desk, before: Shown) -> Shown:
    """What changes while papers come out, without the papers themselves: they take the longest."""
    page = desk.print_page
    return replace(before, doubts=page.doubts(), runs=page.runs(4 * SHOWN))
