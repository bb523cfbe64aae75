"""A print room: the shop's tickets on real files, the station's real ledger, and printers of the test's own making."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.devices.tickets import code_for
from tests.services.evening import Evening
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printing import Renderer
from ticketforge_desktop.services.print_tickets import Outcome, Printer, PrintTickets
from ticketforge_desktop.services.render import RenderTickets, Write
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.storage.profile import Profile

KASSE_1 = Printer("Kasse 1", "zpl", "label-10x5cm")
NOBODY = Staff("guest", "Guest", frozenset())


def states(outcomes: list[Outcome]) -> list[str]:
    """What became of each, in one word."""
    return [str(outcome.state) for outcome in outcomes]


def code_of(row: TicketRow) -> str:
    """Digits of their own for each issue of each ticket; who signed them is not asked here."""
    return code_for(f"{row.ticket_id} {row.issue}")


def renderers() -> dict[str, Renderer]:
    shelf = LayoutShelf()
    return {"zpl": ZplRenderer(shelf), "pdf": PdfRenderer(shelf)}


def faces_of(profile: Profile, code: Callable[[TicketRow], str] = code_of) -> TicketFaces:
    return TicketFaces(profile.queries, code)


def print_room(
    profile: Profile, clock: Clock, staff: Staff = DEFAULT_MANAGER, code: Callable[[TicketRow], str] = code_of
) -> PrintTickets:
    return PrintTickets(faces_of(profile, code), renderers(), profile.print_ledger, clock, staff)


def render_room(profile: Profile, write: Write, staff: Staff = DEFAULT_MANAGER) -> RenderTickets:
    return RenderTickets(faces_of(profile), renderers(), write, staff)


class Hall:
    """An evening with one order of nine tickets, and others as a test needs them."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.profile = evening.station.profile
        self.clock = evening.clock
        self.ids = self.sold(quantity=9)
        self.numbers = [self.profile.queries.ticket(ticket_id).number for ticket_id in self.ids]

    def sold(self, name: str = "#1042", **told: Any) -> list[str]:
        """An order as it is now; told again, it replaces what was."""
        return [ticket.ticket_id for ticket in self.evening.sold(name, **told)]

    def room(self, **more: Any) -> PrintTickets:
        return print_room(self.profile, self.clock, **more)


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

    def papers(self, numbers: list[str]) -> list[str]:
        """Which of these numbers are on the papers that came out, in order."""
        return [number for job in self.jobs for number in numbers if f"^FD{number}^FS".encode() in job]
