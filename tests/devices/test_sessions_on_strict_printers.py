"""Sessions with the strict printers of every language: what they acknowledge, how they fail, who answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.devices.strict_printers import printer
from tests.devices.test_printer_sessions import DOUBT, FAILED, PRINTED, QUICK
from tests.devices.tickets import SHELF, face
from tests.oracles.printer_server import PrinterServer
from tests.oracles.zpl_printer import ZplPrinter
from ticketforge_desktop.devices.printing.languages.registry import run_renderer
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.transports.tcp import Patience
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterSetup, WindowedSession

LAYOUTS = {
    "zpl": "ticket-2x5.5in",
    "fgl": "ticket-2x5.5in",
    "escpos": "roll-80mm",
    "tspl": "ticket-2x5.5in",
    "starprnt": "roll-80mm",
}


class Bench:
    """A strict printer behind a socket, a session with it, and tickets for it."""

    def __init__(self, language: str, server: PrinterServer) -> None:
        self.server = server
        room = PrinterRoom(SHELF, pacing=QUICK, patience=Patience(connect=1.0, send=2.0, close=0.3))
        self.session = room.open_session(PrinterSetup("p", language, server.address, options={"patience": 1.0}))
        self.run = run_renderer(language, SHELF).run(LAYOUTS[language], 203, "de")
        self.count = 0

    def tickets(self, count: int) -> list[bytes]:
        self.count += count
        return [self.run.ticket(face(ticket_id=f"{self.count - n:016x}")) for n in range(count)]

    def print(self) -> Delivery:
        return self.session.deliver(*self.tickets(1), self.run.opening())


@contextmanager
def bench(language: str) -> Iterator[Bench]:
    made = ZplPrinter(406, 1118) if language == "zpl" else printer(language, SHELF.layout(LAYOUTS[language]), 203)
    with PrinterServer(made) as server:
        one = Bench(language, server)
        yield one
        one.session.close()


@pytest.mark.parametrize("language", LAYOUTS)
def test_every_language_acknowledges_and_nothing_of_what_is_asked_is_strange_to_it(language: str) -> None:
    with bench(language) as one:
        told = [one.print() for _ in range(2)]
        state = one.session.state()

        assert [delivery.state for delivery in told] == [PRINTED] * 2
        assert len(one.server.printer.done()) == 2
        assert state.conditions == (Condition.READY,)
        assert one.server.connections == 1


SELDOM = [pytest.param(fault, marks=pytest.mark.long) for fault in ("cover", "garbage")]


@pytest.mark.parametrize("fault", ["jam", "paper_out", "silence", "reset", *SELDOM])
@pytest.mark.parametrize("language", LAYOUTS)
def test_every_fault_under_a_ticket_leaves_a_doubt_in_every_language(language: str, fault: str) -> None:
    with bench(language) as one:
        one.server.order(2, fault)
        assert one.print().state is PRINTED
        told = one.print()

        assert told.state is DOUBT
        assert told.condition is not Condition.READY
        assert told.reason
        if fault in ("jam", "paper_out", "cover"):
            assert one.print().state is FAILED
            one.server.mend()
            assert one.print().state is PRINTED
        assert one.server.printer.refused == []


@pytest.mark.parametrize("language", LAYOUTS)
def test_another_printer_in_the_place_of_the_first_gets_nothing(language: str) -> None:
    with bench(language) as one:
        assert one.print().state is PRINTED
        if not one.session.state().identity:
            pytest.fail(f"{language} did not say who it is")
        one.server.swap("TF-0002")
        told = one.print()

        assert (told.state, told.condition) == (FAILED, Condition.SWAPPED)
        assert one.server.printer.begun == 1


@pytest.mark.parametrize("language", LAYOUTS)
def test_a_window_of_tickets_comes_out_whole(language: str) -> None:
    with bench(language) as one:
        assert isinstance(one.session, WindowedSession)
        told = one.session.deliver_all(one.tickets(3), one.run.opening())

        assert [delivery.state for delivery in told] == [PRINTED] * 3
        assert len(one.server.printer.done()) == 3


@pytest.mark.parametrize("language", ["fgl", "escpos"])
def test_a_jam_in_the_widest_window_asks_about_every_paper_behind_the_last_certain_one(language: str) -> None:
    with bench(language) as one:
        one.server.order(7, "jam")
        assert isinstance(one.session, WindowedSession)
        told = one.session.deliver_all(one.tickets(20), one.run.opening())

        assert [delivery.state for delivery in told] == [PRINTED] * 6 + [DOUBT] * 14
        assert len(one.server.printer.tickets) == 6
        assert one.print().state is FAILED, "nothing is sent to it before somebody mends it"
