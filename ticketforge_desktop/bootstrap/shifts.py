"""The till's money of one desk, joined: shifts, taxes, rounding, the signing device, reports on paper."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.shifts import ReportKind
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.services.fiscal import Fiscal
from ticketforge_desktop.services.money_settings import BLIND_COUNT, FISCAL_DEVICE
from ticketforge_desktop.services.shifts import ShiftDesk
from ticketforge_desktop.services.till_money import TillMoney

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.shifts import ShiftReport
    from ticketforge_desktop.services.export_bookings import ExportBookings
    from ticketforge_desktop.services.ports.documents import ReportFace
    from ticketforge_desktop.services.ports.fiscal import FiscalDevice
    from ticketforge_desktop.services.ports.printing import PrintJob
    from ticketforge_desktop.storage.profile import Profile

TEST_DEVICE_FILE: Final = "fiscal-test.db"
PDF_LAYOUT: Final = "report-a4"


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

    def face(self, report: ShiftReport, words: str) -> ReportFace:
        """A report as it is printed, in `de` or `en`."""
        from ticketforge_desktop.services.report_faces import ReportSetting, report_face

        desk, shop = self._desk, self._desk.queries.shop()
        chain = self._profile.shifts.shift(report.number).hash if report.kind == ReportKind.Z else ""
        names = {person.staff_id: person.name for person in (DEFAULT_MANAGER, *desk.station.staff())}
        setting = ReportSetting(
            shop.name if shop else "", shop.zone if shop else "UTC", names, chain, demo=desk.on_demo_store()
        )
        return report_face(report, setting, words)

    def pdf(self, report: ShiftReport, words: str, layout: str = PDF_LAYOUT) -> bytes:
        """A report as PDF. Raises `LayoutFault`, `NotFound`."""
        return self._desk.printing.press.render(self.face(report, words), layout, "pdf", 203, words)

    def save_pdf(self, report: ShiftReport, words: str, out: str, layout: str = PDF_LAYOUT) -> int:
        """Write it to a file, whole or not at all; its bytes. Raises as `pdf`, `BadInput`, `DiskFull`."""
        data = self.pdf(report, words, layout)
        write_file(out, data)
        return len(data)

    def print_report(self, report: ShiftReport, printer: str) -> PrintJob:
        """A report on a printer, in the printer's words. Raises as `PrintReports.print_report`."""
        from ticketforge_desktop.services.print_reports import PrintReports
        from ticketforge_desktop.services.receipts import ReceiptRoom

        desk, room = self._desk, self._desk.printing.room
        words = room.printer(printer).words
        told = ReceiptRoom(room.ledger, room.printer, room.papers, room.open_session, room.lock, desk.clock)
        mark = "KOPIE" if words == "de" else "COPY"
        return PrintReports(told, desk.staff).print_report(report, self.face(report, words), printer, mark)

    @property
    def export(self) -> ExportBookings:
        """The accountant's table."""
        from ticketforge_desktop.services.export_bookings import ExportBookings

        return ExportBookings(self._profile.shifts, write_file, self._desk.staff)

    def zone(self) -> str:
        """The shop's time zone."""
        shop = self._desk.queries.shop()
        return shop.zone if shop else "UTC"

    def device(self) -> FiscalDevice | None:
        """The signing device that is set up."""
        return self._test_device if self._desk.settings.text(FISCAL_DEVICE) == "test" else None

    @cached_property
    def _test_device(self) -> FiscalDevice:
        from ticketforge_desktop.devices.fiscal.simulated import SimulatedDevice

        file = self._desk.folder.path / TEST_DEVICE_FILE
        return SimulatedDevice(file, self._desk.station.station_id(), self._desk.now)


def write_file(path: str, data: bytes) -> None:
    """A whole file in its place. Raises `BadInput` where there is no such folder, `DiskFull`."""
    target = Path(path)
    if not target.parent.is_dir():
        raise BadInput(f"There is no folder {target.parent}.", field="output", next_step="Make it, or name another.")
    replace_file(target, data)
