"""Signing devices: where the law asks for one, it signs each booking before the receipt prints.

The protocol has the shape of Germany's TSE (BSI TR-03153: start, update, finish a transaction; a counter, a signature,
a serial number, a certificate, an export), since that is the first real one to come. Another country's device fits
where it signs what was booked and answers with marks for the receipt.

A device that fails never stops a sale: the booking is kept as failed, the receipt says so and the Z report counts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ticketforge_desktop.domain.basket import TaxLine
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.tenders import Payment


class FiscalTrouble(TicketForgeError):
    """The signing device does not answer or refuses; `facts["reason"]` is a `FiscalFault`."""

    code = "fiscal"
    default_next_step = "Check that the signing device is plugged in. Selling goes on; the receipts say that it failed."


class FiscalFault(StrEnum):
    """Why a device did not sign."""

    UNREACHABLE = "unreachable"
    FULL = "full"  # its store must be exported first
    EXPIRED = "expired"  # its certificate
    REFUSED = "refused"
    INTERRUPTED = "interrupted"  # the program ended between asking and hearing


class BookingKind(StrEnum):
    """What is booked."""

    SALE = "sale"
    REFUND = "refund"
    EXCHANGE = "exchange"
    VOID = "void"
    FLOAT = "float"  # the drawer's first cash
    MOVE = "move"  # paid in, paid out, dropped
    CLOSE = "close"  # the end of a shift, with its difference


class BookingState(StrEnum):
    """How far the device is with a booking."""

    WAITING = "waiting"  # written with the sale, the device was not asked yet
    SIGNING = "signing"  # it was asked, and may have signed
    SIGNED = "signed"
    FAILED = "failed"  # for good: the law wants it told, not repaired


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A device as it describes itself."""

    name: str
    serial: str  # hex
    algorithm: str  # "ecdsa-plain-SHA256"
    time_format: str  # "unixTime" | "utcTime" | …
    public_key: str  # base64
    certificate: str  # PEM; "" where there is none
    country: str  # whose law it satisfies, ISO 3166-1 alpha-2; "" = nobody's
    test: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A transaction that was started at the device."""

    transaction: int
    at: datetime
    counter: int
    signature: str  # base64


@dataclass(frozen=True, slots=True)
class Signed:
    """What a device gives for a finished transaction."""

    transaction: int
    counter: int  # of signatures, rising by one with each
    started_at: datetime
    at: datetime
    signature: str  # base64
    serial: str
    process_type: str  # as it was signed
    process_data: str


@dataclass(frozen=True, slots=True)
class FiscalBooking:
    """What is to be signed: of a sale its taxes and payments, of a move of cash its payment alone.

    `subject` is the sale's id, or names the move (`move:17`) or shift (`float:3`, `close:3`): booked once each.
    """

    subject: str
    kind: BookingKind
    shift_id: str
    at: datetime
    currency: str
    taxes: tuple[TaxLine, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class FiscalRow:
    """A booking as it is kept."""

    booking_id: int
    subject: str
    kind: BookingKind
    shift_id: str
    state: BookingState
    device: str
    transaction: int
    counter: int
    signature: str
    reason: str  # `FiscalFault` of a failed one
    started_at: datetime | None
    at: datetime
    process_type: str
    process_data: str


class FiscalDevice(Protocol):
    """A signing device. Any call may raise `FiscalTrouble`; calls are not repeated by whoever calls."""

    def facts(self) -> DeviceFacts:
        """Who it is."""
        ...

    def start(self, client: str) -> Opened:
        """Begin a transaction for a till (`client`: its serial number)."""
        ...

    def update(self, opened: Opened, process_type: str, process_data: str) -> Opened:
        """Put what is known so far under the transaction."""
        ...

    def finish(self, opened: Opened, process_type: str, process_data: str) -> Signed:
        """Sign and end it."""
        ...

    def content(self, booking: FiscalBooking) -> tuple[str, str]:
        """Process type and data of a booking, as this device's law writes them."""
        ...

    def receipt_lines(self, signed: Signed) -> tuple[str, ...]:
        """What must stand on the receipt, a line each."""
        ...

    def receipt_code(self, signed: Signed) -> str:
        """What the receipt's QR code holds; "" for none."""
        ...

    def export(self) -> bytes:
        """All that it signed, as an auditor wants it (a TAR)."""
        ...


class FiscalFile(Protocol):
    """Bookings in the station file. Durable when a call returns."""

    def booking(self, subject: str) -> FiscalRow | None:
        """What became of a booking."""
        ...

    def content_of(self, subject: str) -> FiscalBooking:
        """The booking as it was written, to be signed. Raises `NotFound`."""
        ...

    def waiting(self) -> Sequence[FiscalRow]:
        """Those that are neither signed nor failed, oldest first."""
        ...

    def begin(self, subject: str, serial: str) -> bool:
        """The device is about to be asked; False when somebody else did already. Nothing may be asked before this."""
        ...

    def signed(self, subject: str, signed: Signed) -> FiscalRow:
        """It answered."""
        ...

    def failed(self, subject: str, fault: FiscalFault, words: str, staff: Staff) -> FiscalRow:
        """It did not; audited."""
        ...
