"""A print room: tickets of a shop, printers of the test's own making, and the station's real ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import cast

from tests.devices.tickets import code_for, ean_for
from tests.services.stations import EVENING, HandClock
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.events import EventStatus, TicketState
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.printing import PrintLedger
from ticketforge_desktop.services.print_tickets import Printer, PrintTickets
from ticketforge_desktop.services.render import RenderTickets, Write
from ticketforge_desktop.services.views import EventDetails, EventRow, TicketRow

GATE_PRINTER = Printer("Kasse 1", "zpl", "label-10x5cm")
_EVENT = EventDetails(
    EventRow(
        "gala", "Gala der Stimmen", EVENING, "Europe/Berlin", "Stadthalle", "Köln", "DE", EventStatus.PUBLISHED,
        400, 3, 0, 397, StockLevel.AVAILABLE, Money(9900, "EUR"),
    ),
    EVENING, None, 0, "", "", (), (),
)  # fmt: skip


def ticket_id(number: int) -> str:
    return f"{number:016x}"


def ticket(number: int, state: TicketState = TicketState.VALID, issue: int = 1) -> TicketRow:
    name = ticket_id(number)
    return TicketRow(
        name, f"TEST-{number:04}-0000", ean_for(name), "gala", "P", "Parkett", "#1042", 1042, "Jürgen Groß", "",
        state, issue, number, 9, Money(3300, "EUR"), "",
    )  # fmt: skip


@dataclass
class Tickets:
    """The mirror as far as paper needs it."""

    rows: dict[str, TicketRow] = field(default_factory=lambda: {ticket_id(n): ticket(n) for n in range(1, 10)})

    def ticket(self, wanted: str) -> TicketRow:
        if wanted not in self.rows:
            raise NotFound(f"There is no ticket {wanted}.")
        return self.rows[wanted]

    def event(self, _event_id: str) -> EventDetails:
        return _EVENT

    def shop(self) -> SimpleNamespace:
        return SimpleNamespace(name="Nordlicht Konzerte")

    def becomes(self, number: int, **changes: object) -> None:
        self.rows[ticket_id(number)] = replace(self.rows[ticket_id(number)], **changes)  # type: ignore[arg-type]

    def faces(self) -> TicketFaces:
        return TicketFaces(cast(MirrorQueries, self), lambda row: code_for(f"{row.ticket_id} {row.issue}"))


class PaperTray:
    """A printer that keeps what it was sent; each job may be met by trouble instead."""

    def __init__(self, *troubles: Callable[[], object] | None) -> None:
        self.jobs: list[bytes] = []
        self.troubles = list(troubles)

    def send(self, data: bytes) -> None:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            trouble()
        self.jobs.append(data)

    @property
    def tickets(self) -> list[str]:
        """Numbers on the paper that came out, in order."""
        return [text for job in self.jobs for text in job.decode().split("^FD") if text.startswith("TEST-")]


def print_room(
    ledger: PrintLedger, clock: HandClock, tickets: Tickets | None = None, staff: Staff = DEFAULT_MANAGER
) -> PrintTickets:
    shelf = LayoutShelf()
    renderers = {"zpl": ZplRenderer(shelf), "pdf": PdfRenderer(shelf)}
    return PrintTickets((tickets or Tickets()).faces(), renderers, ledger, clock, staff)


def render_room(write: Write, tickets: Tickets | None = None, staff: Staff = DEFAULT_MANAGER) -> RenderTickets:
    shelf = LayoutShelf()
    renderers = {"zpl": ZplRenderer(shelf), "pdf": PdfRenderer(shelf)}
    return RenderTickets((tickets or Tickets()).faces(), renderers, write, staff)
