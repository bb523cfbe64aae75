"""A drawer of its own: the real desk on an embedded store, and a strict receipt printer on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.printer_server import PrinterServer
from tests.ui.screens.house import context_on, shown
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.shift import ShiftScreen


@dataclass
class Drawer:
    """The desk, and what came out of its receipt printer."""

    desk: Desk
    receipts: EscPosPrinter


@pytest.fixture(scope="module")
def box() -> Iterator[Drawer]:
    profile = DemoProfile(events=4, orders=20)
    escpos = EscPosPrinter(576, 6000)
    desk, _ = profile.open()
    try:
        with PrinterServer(escpos) as epson:
            desk.sync(lambda _step: None, lambda: False)
            desk.print_page.setups.add(
                PrinterSetup("Epson", "escpos", epson.address, "roll-80mm", 203, options={"patience": 2.0})
            )
            yield Drawer(desk, escpos)
    finally:
        desk.close()
        profile.close()


@pytest.fixture
def drawer(box: Drawer) -> Drawer:
    """With a shift of 150.00 open, whatever the story before left."""
    shifts = box.desk.shifts.desk
    if shifts.current() is not None:
        shifts.close(shifts.count({}))
    shifts.open(15_000)
    return box


@pytest.fixture
def context(drawer: Drawer, app: QApplication) -> Iterator[Context]:
    with context_on(drawer.desk, app) as made:
        yield made


@pytest.fixture
def page(context: Context) -> ShiftScreen:
    screen = ShiftScreen(context)
    shown(screen)
    return screen
