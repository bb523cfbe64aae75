"""The printers of one desk: set up, opened, tried and practised on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.services.printers import PrinterDesk

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
    from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
    from ticketforge_desktop.services.ports.printers import Printers, PrinterSetup, PrinterState, Session
    from ticketforge_desktop.services.ports.printing import Renderer
    from ticketforge_desktop.storage.profile import Profile


class DeskPrinters:
    """Every method may be called on any thread; asking a printer takes seconds."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk = desk
        self.kept: Final[Printers] = profile.printers
        self.answered: Final[dict[str, tuple[datetime, str]]] = {}
        """By name: when it was asked here, and what keeps it from printing (a `Condition`, "" = nothing)."""

    @property
    def desk(self) -> PrinterDesk:
        """Setting up, trying, asking: with the rights of who acts now."""
        lock = self._desk.printing.room.lock
        return PrinterDesk(self.kept, self.room, self.room.open_session, self._desk.staff, lock, self._told)

    @cached_property
    def simulated(self) -> SimulatedPrinters:
        """The printers behind `sim:NAME`; their papers lie in the profile's folder `simulated`."""
        from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters

        return SimulatedPrinters(self._desk.printing.shelf, self._desk.folder.path / "simulated")

    @cached_property
    def room(self) -> PrinterRoom:
        """Sessions, encoders and test pages of printers as they are set up."""
        from ticketforge_desktop.devices.printing.printer_room import PrinterRoom

        return PrinterRoom(self._desk.printing.shelf, self.simulated, heard=self._heard)

    def open_session(self, setup: PrinterSetup) -> Session:
        """`OpenSession`. Raises `BadInput`."""
        return self.room.open_session(setup)

    def renderer(self, setup: PrinterSetup) -> Renderer:
        """The encoder of a printer as it is set up. Raises `BadInput`."""
        return self.room.renderer(setup)

    def _told(self, name: str, state: PrinterState) -> None:
        if state.speaks:
            self.answered[name] = self._desk.now(), "" if state.prints else str(state.conditions[0])

    def _heard(self, setup: PrinterSetup) -> None:
        self.desk.heard(setup)
