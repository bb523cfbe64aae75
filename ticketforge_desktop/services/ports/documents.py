"""Papers beside tickets: address labels, delivery notes and receipts, as what stands on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import Drawing, TicketFace


@dataclass(frozen=True, slots=True)
class AddressFace:
    """An address label. `lines` are the recipient as the country writes it, from the name down to the country."""

    lines: tuple[str, ...]
    sender: str  # in one line
    order: str = ""
    note: str = ""
    parcel: int = 1
    parcels: int = 1
    shop: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A line of a delivery note: what is in the envelope."""

    position: int
    quantity: int
    title: str
    detail: str = ""  # date and place, or the seats
    number: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryFace:
    """A delivery note. Rows that do not fit go on another page."""

    lines: tuple[str, ...]  # the recipient
    rows: tuple[DeliveryRow, ...]
    order: str
    date: datetime
    zone: str
    total: int  # pieces
    sender: str = ""
    note: str = ""
    shop: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What was sold."""

    title: str
    quantity: int
    price: Money  # of one
    total: Money
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TaxLine:
    """A rate of tax with what it comes to. `rate` is in hundredths of a per cent: 1900 is 19 %."""

    rate: int
    net: Money
    tax: Money
    gross: Money
    letter: str = ""


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """How it was paid."""

    method: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReceiptFace:
    """A till's receipt. A roll is cut where it ends, however many lines it has.

    Attributes:
        number: the sale's number at this station; the ledger knows the receipt by it, so it is never given out twice.
        payments: what was tendered, a line a tender (also refunds, below zero).
        total: what was to be paid, rounding included.
        change: given back in cash; None where nothing was.
        rounding: what cash rounding added (or took, below zero); None where nothing was rounded.
        signed: what a signing device wants on the paper, a line each.
        signed_code: what the signing device wants as a QR code, ASCII. "" = none.
        pay_link: where the buyer pays; printed as a QR code. "" = none.
        copy: 0 for the original, 1 for its first copy …: set by the service that prints, not by the till.
    """

    number: str
    at: datetime
    zone: str
    shop: str
    lines: tuple[ReceiptLine, ...]
    taxes: tuple[TaxLine, ...]
    payments: tuple[PaymentLine, ...]
    total: Money
    address: tuple[str, ...] = ()  # of the shop
    tax_number: str = ""
    order: str = ""
    cashier: str = ""
    register: str = ""
    note: str = ""
    demo: bool = False
    change: Money | None = None
    rounding: Money | None = None
    signed: tuple[str, ...] = ()
    pay_link: str = ""
    copy: int = 0
    signed_code: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of a report. A heading has its label alone; a blank line has nothing."""

    label: str = ""
    count: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class ReportFace:
    """An X or Z report of a shift, or another list of figures, in the words it shall be printed in.

    Attributes:
        rows: everything, heading by heading.
        results: what stands out below: what must be in the drawer, what was counted, the difference.
        notices: what must be told plainly.
        chain: the hash of a closed shift; "" for an X report.
    """

    title: str
    at: datetime
    zone: str
    shop: str
    rows: tuple[ReportRow, ...]
    results: tuple[ReportRow, ...] = ()
    notices: tuple[str, ...] = ()
    opened_at: datetime | None = None
    address: tuple[str, ...] = ()  # of the shop
    cashier: str = ""
    register: str = ""
    chain: str = ""
    demo: bool = False


DocumentFace = AddressFace | DeliveryFace | ReceiptFace | ReportFace
Face = TicketFace | DocumentFace


class DocumentPress(Protocol):
    """Prints what is no ticket."""

    def render(self, face: DocumentFace, layout: str, language: str, dpi: int, words: str) -> bytes:
        """One job in a printer's language; `words` is `de` or `en`.

        Raises:
            LayoutFault: the layout is for another document or language, or can't be printed.
            NotFound: there is no such layout.
        """
        ...

    def drawings(self, face: DocumentFace, layout: str, dpi: int, words: str) -> list[Drawing]:
        """Its pages, for a screen. Raises as `render`."""
        ...


class PrinterPapers(Protocol):
    """Papers that are no tickets, in the words of a printer as it is set up."""

    def layout_for(self, face: DocumentFace, setup: PrinterSetup) -> str:
        """The layout: the printer's own where it is for such a paper, the one it is set up with for them, the usual.

        Raises:
            LayoutFault: none is made for the printer's language.
            NotFound: the one it is set up with is not there.
        """
        ...

    def paper(self, face: DocumentFace, setup: PrinterSetup, ref: str) -> bytes:
        """One job, with the printer's options. `ref` names it to a simulated printer. Raises as `layout_for`."""
        ...

    def drawer(self, setup: PrinterSetup) -> bytes:
        """The command that opens the drawer. Raises `NoDrawer`."""
        ...
