"""Tickets into a file: a PDF to send or to print elsewhere, or a label printer's own language to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.printing import Renderer

Write = Callable[[str, bytes], None]
"""Puts a whole file in its place, or raises and leaves what was there (`host.atomic.replace_file`)."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written; `as_json` is what `render --json` prints."""

    file: str
    bytes: int

    def as_json(self) -> dict[str, object]:
        return {"file": self.file, "bytes": self.bytes}


class RenderTickets:
    """Renders tickets into files.

    Args:
        faces: what stands on the tickets.
        renderers: one a printer language, by its name (`pdf`, `zpl`).
        write: how a file gets to its place.
        staff: who acts.
    """

    def __init__(self, faces: TicketFaces, renderers: Mapping[str, Renderer], write: Write, staff: Staff) -> None:
        self._faces = faces
        self._renderers = renderers
        self._write = write
        self._staff = staff

    def render(
        self, ticket_ids: Sequence[str], printer_language: str, layout: str, out: str, dpi: int = 203, words: str = "de"
    ) -> Rendered:
        """Write the tickets in one job; the file is there whole or not at all.

        Args:
            ticket_ids: in the order they shall come out.
            printer_language: `pdf`, `zpl`, …
            layout: the name of a layout.
            out: the file.
            dpi: dots an inch of the printer.
            words: the language of the words on the ticket, `de` or `en`.

        Raises:
            RightMissing, NotFound, BadInput, LayoutFault, DiskFull: nothing was written.
        """
        self._staff.require(Right.PRINT)
        renderer = chosen(self._renderers, printer_language)
        if not ticket_ids:
            raise BadInput("No ticket was named.", field="ticket", next_step="Name tickets: --ticket ID.")
        check_print_settings(dpi, words)
        data = renderer.render(list(self._faces.faces(ticket_ids)), layout, dpi, words)
        self._write(out, data)
        return Rendered(out, len(data))


def chosen(renderers: Mapping[str, Renderer], printer_language: str) -> Renderer:
    """The renderer of a language. Raises `BadInput`."""
    if printer_language not in renderers:
        raise BadInput(
            f"Printer language '{printer_language}' is not built in.",
            field="language",
            value=printer_language,
            next_step=f"Use one of {', '.join(sorted(renderers))}.",
        )
    return renderers[printer_language]


def check_print_settings(dpi: int, words: str) -> None:
    """Raises `BadInput` for a resolution no printer has, or words this program does not have."""
    if not 100 <= dpi <= 1200:
        raise BadInput(
            f"{dpi} dpi is no printer's resolution.", field="dpi", value=dpi, next_step="Use 203, 300 or 600."
        )
    if words not in ("de", "en"):
        raise BadInput(f"Tickets speak de or en, not '{words}'.", field="words", value=words)


def default_layout(printer_language: str) -> str:
    """What is printed where nobody named a layout: one that is made for printers of that language."""
    # Receipt printers have no ticket stock.
    return "roll-80mm" if printer_language in ("escpos", "starprnt") else "ticket-2x5.5in"
