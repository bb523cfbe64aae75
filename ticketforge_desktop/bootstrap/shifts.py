"""The till's money of one desk, joined: shifts, taxes, rounding, the signing device, reports on paper."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.services.fiscal import Fiscal
from ticketforge_desktop.services.money_settings import BLIND_COUNT, FISCAL_DEVICE
from ticketforge_desktop.services.shifts import ShiftDesk
from ticketforge_desktop.services.till_money import TillMoney

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.fiscal import FiscalDevice
    from ticketforge_desktop.storage.profile import Profile

TEST_DEVICE_FILE: Final = "fiscal-test.db"


class DeskShifts:
    """What commands and the window count money with. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile

    @cached_property
    def money(self) -> TillMoney:
        """Rates of tax and rounding of cash."""
        return TillMoney(self._desk.settings, self._desk.queries.shop)

    @property
    def desk(self) -> ShiftDesk:
        """Open, move, count, close, report."""
        desk = self._desk
        return ShiftDesk(
            self._profile.shifts,
            self.fiscal,
            desk.queries.shop,
            desk.station.station_name,
            desk.clock,
            desk.staff,
            lambda: desk.settings.switch(BLIND_COUNT),
        )

    @property
    def fiscal(self) -> Fiscal:
        """Signs what was booked, with the device as it is set up now."""
        desk = self._desk
        return Fiscal(
            self._profile.fiscal,
            self.device(),
            desk.station.station_id(),
            self.money.country,
            desk.staff,
            desk.clock,
        )

    def device(self) -> FiscalDevice | None:
        """The signing device that is set up."""
        return self._test_device if self._desk.settings.text(FISCAL_DEVICE) == "test" else None

    @cached_property
    def _test_device(self) -> FiscalDevice:
        from ticketforge_desktop.devices.fiscal.simulated import SimulatedDevice

        file = self._desk.folder.path / TEST_DEVICE_FILE
        return SimulatedDevice(file, self._desk.station.station_id(), self._desk.now)
