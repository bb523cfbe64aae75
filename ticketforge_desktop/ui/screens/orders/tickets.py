"""The tickets of one order, each with a box to choose it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ticketforge_desktop.services.ports.door import Use
from ticketforge_desktop.services.ports.gates import BlockedTicket
from ticketforge_desktop.services.views import EventRow, TicketRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.boxes import BoxTable
from ticketforge_desktop.ui.screens.facts import Head
from ticketforge_desktop.ui.screens.words import blocked_state, seat_text, ticket_state
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.table import Cell


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket with the admission that counts for it."""

    ticket: TicketRow
    use: Use | None
    blocked: BlockedTicket | None = None  # at the doors


class TicketTable(BoxTable):
    """Rows of two lines, as high as all of them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._seen: Sequence[Seen] = ()
        super().__init__(context.theme, row_height=Measure.ROW_TWO_LINES, grows=True, parent=parent)
        self._context = context

    @property
    def tickets(self) -> list[TicketRow]:
        """All tickets shown."""
        return [seen.ticket for seen in self._seen]

    @property
    def checked(self) -> list[TicketRow]:
        """The chosen tickets, in their order."""
        return [seen.ticket for seen in self.chosen]

    @property
    def chosen(self) -> list[Seen]:
        """As `checked`, with what the doors know of them."""
        keys = set(self.checked_keys)
        return [seen for seen in self._seen if seen.ticket.ticket_id in keys]

    def show_tickets(self, seen: Sequence[Seen], events: Mapping[str, EventRow], *, keep: bool) -> None:
        """Show tickets; `keep` leaves chosen what is still there. Of several events each ticket names its own."""
        self._seen = tuple(seen)
        keys = [entry.ticket.ticket_id for entry in seen]
        self.show_boxes(keys, [self._cells(entry, events) for entry in seen], keep=keep)

    def _cells(self, seen: Seen, events: Mapping[str, EventRow]) -> list[Cell]:
        ticket, formats = seen.ticket, self._context.formats
        event = events.get(ticket.event_id)
        zone = event.zone if event is not None else ""
        title = f"{event.title} · " if event is not None and len(events) > 1 else ""
        state = ticket_state(ticket.state, used=seen.use is not None)
        reason = ""
        if seen.blocked is not None:
            state, reason = blocked_state(), f"{seen.blocked.reason} · "
        of = self.tr("{unit} of {units}").format(unit=ticket.unit, units=ticket.units)
        seat = seat_text(ticket.seat) or self.tr("free seating")
        entry = Cell()
        if seen.use is not None:
            gate = self.tr("Gate {gate}").format(gate=seen.use.gate) if seen.use.gate else ""
            words = f"{formats.time(seen.use.at, zone)} {gate}".strip()
            entry = Cell(words, formats.day(seen.use.at, zone), Role.SMALL)
        return [
            Cell(),
            Cell(of, ticket.number, Role.NAME),
            Cell(ticket.category, f"{reason}{title}{seat} · {formats.money(ticket.price)}", Role.NAME),
            Cell(self.tr("Issue {issue}").format(issue=ticket.issue)),
            Cell(state.word, badge=state.tone, icon=state.icon),
            entry,
        ]

    def retranslate(self) -> None:
        """Heads in the language of now."""
        self.setAccessibleName(self.tr("Tickets"))
        self.set_heads(
            [
                Head("", sample="xx"),
                Head(self.tr("Ticket"), sample="WWWW-WWWW-W"),
                Head(self.tr("Category"), stretch=True),
                Head(self.tr("Print"), sample=self.tr("Issue {issue}").format(issue=8)),
                Head(self.tr("State"), sample="Admitted xxxxx"),
                Head(self.tr("Entry"), sample="88:88 " + self.tr("Gate {gate}").format(gate="A")),
            ]
        )
