"""A counter: the real desk on an embedded store, an open shift, a lease, and two strict printers on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_server import PrinterServer
from tests.ui.screens.house import context_on, shown
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till import TillScreen

LEASED = 12


@dataclass
class Counter:
    """The desk, the event whose first category is leased, and what came out of the printers."""

    desk: Desk
    event_id: str
    tickets: FglPrinter
    receipts: EscPosPrinter


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    profile = DemoProfile(events=8, orders=60)
    fgl, escpos = FglPrinter(1118, 406), EscPosPrinter(576, 4000)
    desk, _ = profile.open()
    try:
        with PrinterServer(fgl) as boca, PrinterServer(escpos) as epson:
            desk.sync(lambda _step: None, lambda: False)
            setups = desk.print_page.setups
            setups.add(PrinterSetup("Boca 1", "fgl", boca.address, "ticket-2x5.5in", 200, options={"patience": 2.0}))
            setups.add(PrinterSetup("Epson", "escpos", epson.address, "roll-80mm", 203, options={"patience": 2.0}))
            desk.shifts.desk.open(15_000)
            event = next(
                event
                for event in desk.till_page.events("", 20)
                if desk.till_page.categories(event.event_id)[0].to_ask_for > 3 * LEASED
            )
            first = desk.till_page.categories(event.event_id)[0]
            desk.till_stock.lease(event.event_id, [first.category_id], quantity=LEASED)
            yield Counter(desk, event.event_id, fgl, escpos)
    finally:
        desk.close()
        profile.close()


@pytest.fixture
def context(counter: Counter, app: QApplication) -> Iterator[Context]:
    with context_on(counter.desk, app) as made:
        yield made


@pytest.fixture
def till(context: Context) -> TillScreen:
    screen = TillScreen(context)
    shown(screen)
    screen.arrive()
    return screen
