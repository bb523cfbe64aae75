"""Papers for pictures: two simulated printers, an order and a run that came out, and one that a jam stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ticketforge_desktop.services.ports.print_runs import ItemKind
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.run_choice import Choice

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk

FIRST: Final = PrinterSetup("Box office 1", "fgl", "sim:box-1", "ticket-2x5.5in", 200, options={"patience": 1.0})
SECOND: Final = PrinterSetup("Box office 2", "zpl", "sim:box-2", "label-10x5cm", 203, options={"patience": 1.0})
_JAM_UNDER: Final = 7  # paper of the first printer's life
_MOST: Final = 24


def leave_papers(desk: Desk) -> None:
    """As after half an evening: the second printer did its share, the first jammed."""
    from ticketforge_desktop.services.ports.mirror import EventFilter, Sort

    page = desk.print_page
    for setup in (FIRST, SECOND):
        page.setups.add(setup)
    listing = desk.queries.events(EventFilter(span="upcoming"), Sort("starts_at"))
    events = [row for row in listing.page(0, 20) if row.sold > 10][:2]
    tickets = [
        tuple(one.ticket_id for one in desk.queries.tickets(event_id=row.event_id) if one.state == "valid")[:_MOST]
        for row in events
    ]
    if len(tickets) < 2:
        return
    page.open_roll("2026-0412", FIRST.name, 1001, 2000)
    page.spoil_pieces("2026-0412", 2, "Adjusted the printer")
    for setup, ids in ((SECOND, tickets[1][:5]), (FIRST, tickets[0])):
        if setup is FIRST:
            desk.printers.simulated.printer("box-1", FIRST.language).order("jam", _JAM_UNDER)
        run_id = page.plan(Choice(ticket_ids=ids))
        for _event in page.work(run_id, [setup.name], lambda: False):
            pass
    page.mend(FIRST.name)
    _leave_post(desk)


def _leave_post(desk: Desk) -> None:
    """A run for the post, stopped in its first order by a jam that was answered with void."""
    from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort

    page = desk.print_page
    orders = desk.queries.orders(OrderFilter(hardticket_only=True), Sort("created_at", descending=True))
    rows = [
        one.ticket_id
        for order in orders.page(0, _MOST)
        for one in desk.queries.tickets(order=order.name)
        if one.state == "valid"
    ]
    if not rows:
        return
    choice = Choice(ticket_ids=tuple(rows), unprinted=True, post=True, leave_out=(ItemKind.DELIVERY_NOTE,))
    run_id = page.plan(choice)
    page.order_fault(SECOND.name, "jam")
    for _event in page.work(run_id, [SECOND.name], lambda: False):
        pass
    page.mend(SECOND.name)
    for row in page.ledger((PrintState.IN_DOUBT,), SECOND.name, 5):
        page.resolve(row.job.job_id, False)
