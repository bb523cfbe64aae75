"""Signing what was booked, before its receipt prints. A device that fails stops nothing: it is told, and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.fiscal import (
    BookingState,
    DeviceFacts,
    FiscalDevice,
    FiscalFault,
    FiscalFile,
    FiscalRow,
    FiscalTrouble,
    Opened,
    Signed,
)
from ticketforge_desktop.services.ports.host import Clock

# Where the law wants each cash booking signed: KassenSichV (§ 146a AO) and RKSV (§ 131b BAO).
SIGNED_BY_LAW: Final = frozenset({"DE", "AT"})

NO_DEVICE: Final = "fiscal_missing"
TEST_DEVICE: Final = "fiscal_test"
FAILED: Final = "fiscal_failed"
_STILL_ASKING: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FiscalMark:
    """What a receipt says about its signature. All empty where no device is set up."""

    state: BookingState | None = None
    lines: tuple[str, ...] = ()
    code: str = ""  # of its QR code


class Fiscal:
    """Signs bookings one by one. Every method may be called on any thread.

    Args:
        file: the bookings.
        device: the device that is set up, None where none is.
        client: the till's serial number as the device knows it.
        country: of the shop.
        staff: who acts.
        clock: the program's.
        words: the receipt's line for a device that failed.
    """

    def __init__(
        self,
        file: FiscalFile,
        device: FiscalDevice | None,
        client: str,
        country: Callable[[], str],
        staff: Staff,
        clock: Clock,
        words: str = "Sicherheitseinrichtung ausgefallen / signing device failed",
    ) -> None:
        self._file, self._device, self._client = file, device, client
        self._country, self._staff, self._clock, self._words = country, staff, clock, words
        self._facts: DeviceFacts | None = None

    def begin(self) -> Opened | None:
        """Start a transaction with the first line of a basket; None without a device, or when it does not answer.

        The law wants the time a sale began; a booking without one is started when it is signed.
        """
        if self._device is None:
            return None
        try:
            return self._device.start(self._client)
        except FiscalTrouble:
            return None  # it is told when the booking is signed

    def sign(self, subject: str, opened: Opened | None = None) -> FiscalMark:
        """Sign what was booked for a sale or a move of cash; once. What came of it stands on the receipt.

        Never raises `FiscalTrouble`: the failure is kept, audited and told by the mark.
        """
        row = self._file.booking(subject)
        if row is None:
            return FiscalMark()
        if row.state is BookingState.WAITING:
            row = self._ask(subject, opened)
        return self._mark(row)

    def mark(self, subject: str) -> FiscalMark:
        """What stands on a copy of a receipt."""
        row = self._file.booking(subject)
        return FiscalMark() if row is None else self._mark(row)

    def catch_up(self) -> Sequence[FiscalRow]:
        """After a crash: sign what the device was not asked for, and give up what it may have signed.

        What was booked in the last minute may still be in another process's hands and is left alone.
        """
        done = []
        for row in self._file.waiting():
            if self._clock.now() - row.at < _STILL_ASKING:
                continue
            if row.state is BookingState.SIGNING:
                words = "the program ended while the device was asked"
                done.append(self._file.failed(row.subject, FiscalFault.INTERRUPTED, words, self._staff))
            else:
                done.append(self._ask(row.subject, None))
        return done

    def notices(self) -> tuple[str, ...]:
        """What set-up and Z report must say plainly, as codes: `fiscal_missing`, `fiscal_test`."""
        if self._device is None:
            return (NO_DEVICE,) if self._country() in SIGNED_BY_LAW else ()
        try:
            return (TEST_DEVICE,) if self._known().test else ()
        except FiscalTrouble:
            return (FAILED,)

    def device(self) -> DeviceFacts | None:
        """The device that is set up, as it describes itself. Raises `FiscalTrouble`."""
        return None if self._device is None else self._known()

    def export(self) -> bytes:
        """All that the device signed. Raises `FiscalTrouble`, also without a device."""
        if self._device is None:
            raise FiscalTrouble("No signing device is set up.", reason=str(FiscalFault.UNREACHABLE))
        return self._device.export()

    def _known(self) -> DeviceFacts:
        if self._facts is None:
            assert self._device is not None
            self._facts = self._device.facts()
        return self._facts

    def _ask(self, subject: str, opened: Opened | None) -> FiscalRow:
        device = self._device
        if device is None:
            return self._file.failed(subject, FiscalFault.UNREACHABLE, "no device is set up any more", self._staff)
        asked = False
        try:
            serial = self._known().serial
            kind, data = device.content(self._file.content_of(subject))
            if not self._file.begin(subject, serial):
                return self._again(subject)  # another process is asking for it
            asked = True
            return self._file.signed(subject, device.finish(opened or device.start(self._client), kind, data))
        except Conflict:
            return self._again(subject)  # somebody took us for dead and gave it up
        except FiscalTrouble as trouble:
            if not asked and (row := self._file.booking(subject)) and row.state is not BookingState.WAITING:
                return row
            fault = FiscalFault(str(trouble.facts.get("reason", FiscalFault.UNREACHABLE)))
            return self._file.failed(subject, fault, trouble.message, self._staff)

    def _again(self, subject: str) -> FiscalRow:
        row = self._file.booking(subject)
        assert row is not None
        return row

    def _mark(self, row: FiscalRow) -> FiscalMark:
        if row.state is not BookingState.SIGNED or self._device is None:
            failed = row.state is not BookingState.SIGNED
            return FiscalMark(row.state, (self._words,) if failed else (), "")
        signed = signed_of(row)
        return FiscalMark(row.state, self._device.receipt_lines(signed), self._device.receipt_code(signed))


def signed_of(row: FiscalRow) -> Signed:
    """What the device gave for a booking."""
    return Signed(
        row.transaction,
        row.counter,
        row.started_at or row.at,
        row.at,
        row.signature,
        row.device,
        row.process_type,
        row.process_data,
    )
