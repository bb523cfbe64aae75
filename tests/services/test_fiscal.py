"""Signing what was booked: once, before the receipt, and without ever stopping a sale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.stations import HandClock
from tests.storage.story import EAN_KEY, KEYS
from tests.storage.till_story import Counter, line
from ticketforge_desktop.devices.fiscal.simulated import SimulatedDevice
from ticketforge_desktop.domain.cash import cash_rule
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.shifts import MoveKind
from ticketforge_desktop.domain.tenders import Tender
from ticketforge_desktop.services.fiscal import FAILED, NO_DEVICE, TEST_DEVICE, Fiscal
from ticketforge_desktop.services.ports.fiscal import BookingState, FiscalFault, FiscalTrouble, Opened, Signed
from ticketforge_desktop.services.ports.shifts import CashCount
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

EUR = cash_rule("EUR")


class Room:
    """A till with a signing device set up, its shift open."""

    def __init__(self, profile: Profile, folder: Path) -> None:
        profile.station.put_setting("till.fiscal_device", '"test"', DEFAULT_MANAGER)
        self.profile, self.clock = profile, HandClock()
        self.till = Counter(profile, "EUR")
        self.device = SimulatedDevice(folder / "tse.db", "till-1", self.clock.now)
        self.fiscal = self.made(self.device)
        self.till.open()

    def made(self, device: SimulatedDevice | None, country: str = "DE") -> Fiscal:
        return Fiscal(self.profile.fiscal, device, "till-1", lambda: country, DEFAULT_MANAGER, self.clock)

    def sell(self) -> Sale:
        return self.till.sell(cash=EUR)

    def states(self) -> list[tuple[str, str]]:
        """By device, how many of the shift's bookings are signed, failed and waiting."""
        rows = self.profile.shifts.facts(1).fiscal
        return [(row.device[:4], f"{row.signed}/{row.failed}/{row.waiting}") for row in rows]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with open_profile(tmp_path / "home", KEYS, ShopKeys(lambda: EAN_KEY)) as profile:
        yield Room(profile, tmp_path)


def test_a_sale_is_signed_once_and_its_copy_says_the_same(room: Room) -> None:
    sale = room.sell()
    mark = room.fiscal.sign(sale.sale_id)
    assert mark.state is BookingState.SIGNED
    assert mark.lines[0].startswith("TEST")
    assert ";Beleg^0.00_42.00_0.00_0.00_0.00^42.00:Bar;" in mark.code
    assert room.fiscal.sign(sale.sale_id) == mark == room.fiscal.mark(sale.sale_id)
    row = room.profile.fiscal.booking(sale.sale_id)
    assert row is not None
    assert (row.counter, row.transaction, row.device) == (2, 1, room.device.facts().serial)


def test_the_time_a_sale_began_is_when_its_basket_did(room: Room) -> None:
    opened = room.fiscal.begin()
    began = room.clock.now()
    room.clock.pass_by(minutes=3)
    sale = room.sell()
    room.fiscal.sign(sale.sale_id, opened)
    row = room.profile.fiscal.booking(sale.sale_id)
    assert row is not None
    assert (row.started_at, row.at) == (began, room.clock.now())


def test_refunds_moves_float_and_difference_are_signed_too(room: Room) -> None:
    back = room.till.take_back(room.sell(), Tender.CASH)
    shifts = room.profile.shifts
    move = shifts.move(MoveKind.DROP, 500, "Tresor", DEFAULT_MANAGER, room.till.now())
    shifts.close(CashCount(9_000), "Till 1", (), DEFAULT_MANAGER, room.till.now())
    told = []
    for subject in ("float:1", back.sale_id, f"move:{move}", "close:1"):
        room.fiscal.sign(subject)
        row = room.profile.fiscal.booking(subject)
        assert row is not None
        told.append((str(row.kind), row.process_data.partition("^")[2]))
    assert told == [
        ("float", "0.00_0.00_0.00_0.00_0.00^100.00:Bar"),
        ("refund", "0.00_-42.00_0.00_0.00_0.00^-42.00:Bar"),
        ("move", "0.00_0.00_0.00_0.00_0.00^-5.00:Bar"),
        ("close", "0.00_0.00_0.00_0.00_0.00^-5.00:Bar"),
    ]


@pytest.mark.parametrize("fault", [FiscalFault.UNREACHABLE, FiscalFault.FULL, FiscalFault.EXPIRED])
def test_a_device_that_fails_is_told_on_the_receipt_and_on_the_z(room: Room, fault: FiscalFault) -> None:
    room.device.facts()
    room.device.order_fault(fault)
    assert room.fiscal.begin() is None
    sale = room.sell()
    mark = room.fiscal.sign(sale.sale_id)
    assert (mark.state, mark.code) == (BookingState.FAILED, "")
    assert "ausgefallen" in mark.lines[0]
    row = room.profile.fiscal.booking(sale.sale_id)
    assert row is not None
    assert row.reason == fault
    assert room.profile.station.audit_rows(1)[0].action == "fiscal_failed"
    room.device.order_fault(None)
    assert room.fiscal.sign(sale.sale_id).state is BookingState.FAILED  # failed for good: the law wants it told
    assert room.fiscal.sign(room.sell().sale_id).state is BookingState.SIGNED
    assert room.states() == [("", "0/0/1"), (room.device.facts().serial[:4], "1/1/0")]


def test_a_rate_the_device_has_no_place_for_is_a_failed_booking_not_a_stopped_sale(room: Room) -> None:
    sale = room.till.sell([line(rate=770)], cash=EUR)
    assert room.fiscal.sign(sale.sale_id).state is BookingState.FAILED
    row = room.profile.fiscal.booking(sale.sale_id)
    assert row is not None
    assert row.reason == FiscalFault.REFUSED


def test_after_a_crash_what_was_not_asked_for_is_signed_and_what_was_asked_for_is_given_up(room: Room) -> None:
    never, asked, now = room.sell(), room.sell(), room.sell()
    assert room.profile.fiscal.begin(asked.sale_id, "serial")
    room.clock.at = never.at - timedelta(seconds=30)
    room.fiscal.sign(now.sale_id)
    assert room.fiscal.catch_up() == []  # another process may be at it this very moment
    room.clock.pass_by(minutes=30)
    room.fiscal.catch_up()
    states = [room.fiscal.mark(sale.sale_id).state for sale in (never, asked, now)]
    assert states == [BookingState.SIGNED, BookingState.FAILED, BookingState.SIGNED]
    row = room.profile.fiscal.booking(asked.sale_id)
    assert row is not None
    assert row.reason == FiscalFault.INTERRUPTED
    assert room.profile.fiscal.waiting() == []


def test_a_signature_that_comes_after_we_were_given_up_changes_nothing(room: Room, tmp_path: Path) -> None:
    profile = room.profile

    class Slow(SimulatedDevice):
        def finish(self, opened: Opened, process_type: str, process_data: str) -> Signed:
            signed = super().finish(opened, process_type, process_data)
            profile.fiscal.failed(sale.sale_id, FiscalFault.INTERRUPTED, "taken for dead", DEFAULT_MANAGER)
            return signed

    sale = room.sell()
    slow = room.made(Slow(tmp_path / "tse.db", "till-1", room.clock.now))
    assert slow.sign(sale.sale_id).state is BookingState.FAILED


def test_two_processes_sign_a_sale_once(room: Room) -> None:
    sale = room.sell()
    assert room.profile.fiscal.begin(sale.sale_id, "serial")
    assert not room.profile.fiscal.begin(sale.sale_id, "another")
    other = room.fiscal.sign(sale.sale_id)
    assert other.state is BookingState.SIGNING
    assert room.device.start("x").counter == 1  # the device was not asked


def test_a_device_that_was_taken_out_leaves_its_bookings_failed(room: Room) -> None:
    sale = room.sell()
    gone = room.made(None)
    assert gone.sign(sale.sale_id).state is BookingState.FAILED
    with pytest.raises(FiscalTrouble):
        gone.export()
    assert gone.device() is None
    assert gone.begin() is None


def test_without_a_device_nothing_is_booked_and_the_law_is_told_where_it_asks(room: Room) -> None:
    room.profile.station.put_setting("till.fiscal_device", '"none"', DEFAULT_MANAGER)
    sale = room.sell()
    assert room.made(None).sign(sale.sale_id).state is None
    assert room.profile.fiscal.booking(sale.sale_id) is None
    assert [room.made(None, country).notices() for country in ("DE", "AT", "CH", "")] == [
        (NO_DEVICE,),
        (NO_DEVICE,),
        (),
        (),
    ]
    assert room.fiscal.notices() == (TEST_DEVICE,)
    broken = room.made(SimulatedDevice(Path("/nowhere/tse.db"), "x", room.clock.now))
    assert broken.notices() == (FAILED,)


def test_the_devices_export_comes_through(room: Room) -> None:
    room.fiscal.sign(room.sell().sale_id)
    assert room.fiscal.export()
    found = room.fiscal.device()
    assert found is not None
    assert replace(found, test=False).name == "TEST"
