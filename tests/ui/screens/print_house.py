"""A box office that prints, for the stories of the printing pages: the real desk, with printers that only practise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.devices.printing.simulated.printer import SimulatedPrinter
from ticketforge_desktop.domain.events import EventStatus, TicketState
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.services.views import EventRow, TicketRow

TALKING = PrinterSetup("Box office", "fgl", "sim:box", "ticket-2x5.5in", 200, options={"patience": 1.0})
LABELS = PrinterSetup("Labels", "zpl", "sim:labels", "label-10x5cm", 203, options={"patience": 1.0})


@contextmanager
def print_house() -> Iterator[Desk]:
    """A demo store, mirrored, and two simulated printers."""
    profile = DemoProfile(events=12, orders=120)
    desk, _ = profile.open()
    try:
        desk.sync(lambda _step: None, lambda: False)
        for setup in (TALKING, LABELS):
            desk.print_page.setups.add(setup)
        yield desk
    finally:
        desk.close()
        profile.close()


def simulated(desk: Desk, setup: PrinterSetup = TALKING) -> SimulatedPrinter:
    return desk.printers.simulated.printer(setup.transport.removeprefix("sim:"), setup.language)


def busy_event(desk: Desk) -> EventRow:
    """An event with enough valid tickets that nothing was printed of."""
    listing = desk.queries.events(EventFilter(), Sort("sold", descending=True))
    on_paper = {job.ticket_id for job in desk.printing.room.ledger.jobs(limit=10_000)}
    return next(
        row
        for row in listing.page(0, len(listing))
        if row.status is EventStatus.PUBLISHED
        and len(fresh := valid_tickets(desk, row.event_id)) >= 8
        and not any(one.ticket_id in on_paper for one in fresh)
    )


def valid_tickets(desk: Desk, event_id: str) -> list[TicketRow]:
    return [row for row in desk.queries.tickets(event_id=event_id) if row.state is TicketState.VALID]


def fresh_tickets(desk: Desk, count: int) -> list[str]:
    """Tickets that were never printed here."""
    on_paper = {job.ticket_id for job in desk.printing.room.ledger.jobs(limit=10_000)}
    found: list[str] = []
    listing = desk.queries.events(EventFilter(), Sort("starts_at"))
    for event in listing.page(0, len(listing)):
        found += [one.ticket_id for one in valid_tickets(desk, event.event_id) if one.ticket_id not in on_paper]
        if len(found) >= count:
            return found[:count]
    raise AssertionError("the store has too few tickets")


def jam_under(desk: Desk, paper: int, count: int) -> tuple[str, list[str]]:
    """A run of so many tickets that jams under one of them; its id, and the tickets."""
    ids = fresh_tickets(desk, count)
    printer = simulated(desk)
    printer.order("jam", printer.begun + paper)
    run_id = desk.print_page.plan(Choice(ticket_ids=tuple(ids)))
    for _event in desk.print_page.work(run_id, [TALKING.name], lambda: False):
        pass
    printer.mend()
    return run_id, ids


def states(desk: Desk, ids: Sequence[str]) -> list[str]:
    """Where each ticket's newest job stands; "" for none."""
    ledger = desk.printing.room.ledger
    return [next((str(job.state) for job in ledger.jobs(ticket_id=one, limit=1)), "") for one in ids]


def settle_all(desk: Desk) -> None:
    """Leave no doubt and no open run to the next story."""
    page = desk.print_page
    for setup in (TALKING, LABELS):
        printer = simulated(desk, setup)
        printer.mend()
        printer._orders.clear()
    for row in page.ledger((PrintState.IN_DOUBT,), "", 1000):
        page.resolve(row.job.job_id, True)
    for run in page.runs(50):
        if run.progress.run.state not in ("done", "cancelled"):
            page.cancel(run.progress.run.run_id)
