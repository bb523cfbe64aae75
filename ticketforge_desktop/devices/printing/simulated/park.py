"""All simulated printers of a station, by name; what their runs tell them, and where their papers are kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ticketforge_desktop.devices.printing import test_page
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.profiles import dressed, settings_of
from ticketforge_desktop.devices.printing.simulated.pictures import TicketPictures
from ticketforge_desktop.devices.printing.simulated.printer import SimulatedPaper, SimulatedPrinter
from ticketforge_desktop.services.ports.printers import Line, PrinterSetup
from ticketforge_desktop.services.ports.printing import RunRenderer, TicketFace, TicketRun

MOST_PAPERS: Final = 200
"""Pictures kept in a folder; the oldest go first."""


class SimulatedPrinters:
    """Made when they are first asked for, and kept while the program runs.

    Args:
        shelf: the layouts the pictures are drawn from.
        folder: where pictures are written, a folder a printer; None keeps them in memory only.
    """

    def __init__(self, shelf: LayoutShelf, folder: Path | None = None) -> None:
        self._shelf, self._folder = shelf, folder
        self._lock = threading.Lock()
        self._printers: dict[tuple[str, str], SimulatedPrinter] = {}

    def printer(self, name: str, language: str) -> SimulatedPrinter:
        """The printer of that name."""
        with self._lock:
            found = self._printers.get((name, language))
            if found is None:
                found = SimulatedPrinter(name, language, lambda paper: self._keep(name, paper))
                self._printers[name, language] = found
            return found

    def open(self, setup: PrinterSetup, name: str) -> Line:
        """A line to it. Raises `PrinterUnreachable`."""
        return self.printer(name, setup.language).connect()

    def watched(self, setup: PrinterSetup, name: str, encoder: RunRenderer) -> RunRenderer:
        """The encoder, whose tickets this printer is told of as they are made."""
        return _Watched(self.printer(name, setup.language), setup, encoder, self._shelf)

    def pictures(self, name: str) -> Sequence[Path]:
        """The pictures kept of a printer, oldest first."""
        place = self._place(name)
        return sorted(place.glob("*.png")) if place is not None and place.is_dir() else []

    def _place(self, name: str) -> Path | None:
        safe = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in name)[:60]
        return None if self._folder is None else self._folder / safe

    def _keep(self, name: str, paper: SimulatedPaper) -> None:
        place = self._place(name)
        if place is None or not paper.picture:
            return
        place.mkdir(parents=True, exist_ok=True)
        kept = sorted(place.glob("*.png"))
        last = int(kept[-1].stem.split("-")[0]) if kept else 0
        (place / f"{last + 1:06d}-{'spoiled' if paper.spoiled else 'out'}.png").write_bytes(paper.picture)
        for old in kept[: max(0, len(kept) + 1 - MOST_PAPERS)]:
            old.unlink(missing_ok=True)


class _Watched:
    """`RunRenderer` that tells the printer what is coming."""

    def __init__(
        self, printer: SimulatedPrinter, setup: PrinterSetup, encoder: RunRenderer, shelf: LayoutShelf
    ) -> None:
        self._printer, self._setup, self._encoder, self._shelf = printer, setup, encoder, shelf

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        return self._encoder.render(faces, layout, dpi, language)

    def run(self, layout: str, dpi: int, language: str) -> TicketRun:
        shelf = test_page.TestPageShelf(self._setup, self._shelf) if layout == test_page.NAME else self._shelf
        pictures = TicketPictures(shelf, layout, dpi, language)
        return _WatchedRun(self._printer, self._setup, self._encoder.run(layout, dpi, language), pictures)


class _WatchedRun:
    def __init__(
        self, printer: SimulatedPrinter, setup: PrinterSetup, run: TicketRun, pictures: TicketPictures
    ) -> None:
        self._printer, self._setup, self._run, self._pictures = printer, setup, run, pictures

    def opening(self) -> bytes:
        data = self._run.opening()
        self._printer.expect_opening(settings_of(self._setup) + data)
        return data

    def ticket(self, face: TicketFace) -> bytes:
        data = self._run.ticket(face)
        whole = dressed(self._setup, data)
        self._printer.expect(whole, face.ticket_id, lambda: self._pictures.picture(face), face.issue)
        return data
