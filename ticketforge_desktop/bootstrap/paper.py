"""Tickets on their way out: as pictures, files and paper, joined for one desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.errors import BadInput, PrinterUnreachable
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import CopyKind
from ticketforge_desktop.services.print_tickets import Outcome, PrintTickets
from ticketforge_desktop.services.render import Rendered, RenderTickets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.print_room import PrintRoom
    from ticketforge_desktop.services.ports.documents import DocumentPress
    from ticketforge_desktop.services.ports.layout_design import DesignDesk
    from ticketforge_desktop.services.ports.printing import (
        Drawing,
        LayoutInfo,
        PrintLedger,
        Renderer,
    )
    from ticketforge_desktop.storage.profile import Profile

_SCREEN_DPI: Final = 203


class Paper:
    """Layouts, previews, files and print runs of one desk. All of it may take a while."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk = desk
        self._profile = profile
        self._ledger: PrintLedger = profile.print_ledger
        self.shelf: Final = LayoutShelf(desk.folder.path / "layouts")

    @cached_property
    def faces(self) -> TicketFaces:
        """What stands on tickets. Raises `NotFound` before the first sync."""
        return TicketFaces(
            self._desk.queries, self._desk.codes().code_of, demo=self._desk.on_demo_store(), current=self.room.current
        )

    @cached_property
    def shown(self) -> TicketFaces:
        """The same to look at and to save: another station's issue is shown, though it is not printed here."""
        return TicketFaces(
            self._desk.queries, self._desk.codes().code_of, demo=self._desk.on_demo_store(), current=self.room.shown
        )

    @cached_property
    def design(self) -> DesignDesk:
        """The designer's desk: drafts of layouts, changed, tried out and kept."""
        from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk

        return LayoutDesk(self.shelf)

    @cached_property
    def room(self) -> PrintRoom:
        """Runs, reprints, doubts and rolls."""
        from ticketforge_desktop.bootstrap.print_room import PrintRoom

        return PrintRoom(self._desk, self._profile, self)

    @cached_property
    def renderers(self) -> Mapping[str, Renderer]:
        """One a printer language."""
        from ticketforge_desktop.devices.printing.languages.registry import Renderers

        return Renderers(self.shelf)

    def recover(self) -> int:
        """Put in doubt what was being sent by a program that is gone; how many jobs that were."""
        return self.room.recover()

    def layouts(self) -> Sequence[LayoutInfo]:
        """Layouts of tickets of this station, those with faults included."""
        return [info for info in self.shelf.all() if info.document == "ticket"]

    @cached_property
    def press(self) -> DocumentPress:
        """Address labels, delivery notes and receipts."""
        from ticketforge_desktop.devices.printing.documents import Press

        return Press(self.shelf)

    def drawing(self, ticket_id: str, layout: str, language: str) -> Drawing:
        """A ticket as it would come out. Raises `NotFound`, `LayoutFault`, `BadInput`."""
        from ticketforge_desktop.devices.printing.preview import Preview

        face = next(self.shown.faces([ticket_id]))
        return Preview(self.shelf).drawing(face, layout, _SCREEN_DPI, language)

    def render(
        self, ticket_ids: Sequence[str], printer_language: str, layout: str, out: str, dpi: int, words: str
    ) -> Rendered:
        """Tickets into a file. Raises as `RenderTickets.render`."""
        rendering = RenderTickets(self.shown, self.renderers, _write, self._desk.staff)
        return rendering.render(ticket_ids, printer_language, layout, out, dpi, words)

    def save(self, ticket_ids: Sequence[str], printer_language: str, layout: str, language: str, path: str) -> int:
        """Write tickets to a file and return its bytes. Raises as `RenderTickets.render`."""
        return self.render(ticket_ids, printer_language, layout, path, _SCREEN_DPI, language).bytes

    def send(self, ticket_ids: Sequence[str], layout: str, language: str, target: str) -> Sequence[Outcome]:
        """Print tickets; what became of each that was tried. Raises as `print`, and when none was begun."""
        setup = self.room.at_address(PrinterSetup(target, "zpl", target, layout, words=language))
        outcomes = list(self.print_on(setup, ticket_ids))
        if outcomes and all(outcome.state == "failed" for outcome in outcomes):
            raise PrinterUnreachable(outcomes[0].reason, begun=False)
        return outcomes

    def print_on(
        self, setup: PrinterSetup, ticket_ids: Sequence[str], copy_kind: CopyKind = CopyKind.ORIGINAL
    ) -> Iterator[Outcome]:
        """Print tickets one by one on a printer that is set up, or on an address as if it were.

        Raises as `PrintTickets.print`.
        """
        desk, room = self._desk, self.room
        encoders = {setup.language: room.renderer_of(setup)}
        runs = PrintTickets(self.faces, encoders, self._ledger, desk.clock, desk.staff, room.lock)
        opens = desk.printers.open_session if copy_kind is CopyKind.PROOF else room.open_session
        return runs.print(ticket_ids, setup, opens(setup), copy_kind)


def _write(path: str, data: bytes) -> None:
    target = Path(path)
    if not target.parent.is_dir():
        raise BadInput(f"There is no folder {target.parent}.", field="output", next_step="Make it, or name another.")
    replace_file(target, data)
