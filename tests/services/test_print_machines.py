"""Runs on strict printers over sockets: whatever the printers do, the tray and the ledger agree in the end."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_server import PrinterServer
from tests.services.paper import Hall, faces_of
from tests.services.print_victim import coded
from tests.services.run_shop import Keys
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_doubts import PrintDoubts
from ticketforge_desktop.services.print_runs import PrintRuns, RunEvent, RunRoom
from ticketforge_desktop.services.run_choice import Choice

QUICK = Pacing(answer=0.5, settle=0.01, poll=0.05, base=1.0, grace=0.2, reconnect=2.0, pause=0.05)


def runs_of(hall: Hall) -> PrintRuns:
    profile, machines = hall.profile, PrinterRoom(LayoutShelf(), pacing=QUICK)
    room = RunRoom(
        profile.print_runs, profile.print_ledger, profile.queries, faces_of(profile, coded), machines.renderer,
        machines.open_session, Keys(), hall.clock,
    )  # fmt: skip
    return PrintRuns(room, DEFAULT_MANAGER)


def setup(name: str, server: PrinterServer) -> PrinterSetup:
    return PrinterSetup(name, "fgl", server.address, "ticket-2x5.5in")


def in_tray(hall: Hall, *servers: PrinterServer) -> Counter[str]:
    """Ticket ids of the papers that came out whole, by the number in the printer's own type."""
    rows = list(hall.profile.queries.tickets(event_id="gala"))
    texts = [" ".join(ticket.texts) for server in servers for ticket in server.printer.tickets]
    return Counter(row.ticket_id for text in texts for row in rows if row.number in text)


def worked(runs: PrintRuns, run: str, *printers: PrinterSetup, **more: Any) -> list[RunEvent]:
    events = list(runs.work(run, printers, **more))
    assert [event.trouble for event in events if event.trouble] == []
    return events


def answered(hall: Hall, *servers: PrinterServer) -> int:
    """A person puts the printers right, looks into the tray and answers; how many papers were asked about."""
    for server in servers:
        server.mend()
    doubts, asked = PrintDoubts(hall.profile.print_ledger, hall.clock, DEFAULT_MANAGER), 0
    came = in_tray(hall, *servers)
    for doubt in doubts.doubts():
        for job in doubt.papers:
            doubts.resolve(job.job_id, good=came[job.ticket_id] > 0)
            asked += 1
    return asked


@pytest.mark.parametrize("window", [1, 4])
def test_a_jam_here_and_a_reset_there_lose_nothing_and_print_nothing_twice(hall: Hall, window: int) -> None:
    hall.sold("#1050", quantity=15)
    runs = runs_of(hall)
    run = runs.plan(Choice(event_id="gala")).run_id
    with PrinterServer(FglPrinter(1118, 406)) as left, PrinterServer(FglPrinter(1118, 406)) as right:
        left.order(4, "jam")
        right.order(3, "reset")
        rounds = 0
        while runs.progress(run).run.state is not RunState.DONE:
            rounds += 1
            assert rounds < 8, "it never ends"
            worked(runs, run, setup("Kasse 1", left), setup("Kasse 2", right), window=window)
            answered(hall, left, right)
        came = in_tray(hall, left, right)
        assert (left.printer.refused, right.printer.refused) == ([], [])
    jobs = hall.profile.print_ledger.jobs()
    printed = {job.ticket_id for job in jobs if job.state is PrintState.PRINTED}
    void = {job.ticket_id for job in jobs if job.state is PrintState.VOID}
    assert set(came.values()) == {1}
    assert set(came) == printed
    assert printed | void == {row.ticket_id for row in hall.profile.queries.tickets(event_id="gala")}
    assert void, "the jam spoiled a piece"


@pytest.mark.parametrize(
    ("fault", "named", "out"),
    [
        ("paper_out", "paper_out", True),
        ("silence", "silent", True),
        ("garbage", "garbled", True),
        ("cutter", "cutter", False),
        ("jam", "jam", False),
    ],
)
def test_each_trouble_leaves_one_doubt_with_its_name_behind_the_last_certain_paper(
    hall: Hall, fault: str, named: str, out: bool
) -> None:
    runs = runs_of(hall)
    run = runs.plan(Choice(event_id="gala")).run_id
    with PrinterServer(FglPrinter(1118, 406)) as server:
        server.order(3, fault)
        events = worked(runs, run, setup("Kasse 1", server))
        (doubt,) = PrintDoubts(hall.profile.print_ledger, hall.clock, DEFAULT_MANAGER).doubts()
        assert [job.ticket_id for job in doubt.papers] == [hall.ids[2]]
        assert doubt.last_certain is not None
        assert doubt.last_certain.ticket_id == hall.ids[1]
        last = events[-1].outcome
        assert last is not None
        assert (last.state, last.stops) == (PrintState.IN_DOUBT, True)
        assert last.condition == named
        server.mend()
        assert (in_tray(hall, server)[hall.ids[2]] > 0) is out
