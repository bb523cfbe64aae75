"""What a German signing device is given to sign, and what it wants on the receipt.

Process data after DSFinV-K, annex I ("Kassenbeleg-V1"): `Beleg^19 %_7 %_10,7 %_5,5 %_0 %^payments`, gross amounts with
a point and two digits, payments as `amount:Bar` or `amount:Unbar`, with the currency where it is not the euro. The code
on the receipt after the same source: twelve parts joined by semicolons, beginning with `V0`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.domain.tenders import Payment, Tender
from ticketforge_desktop.services.ports.fiscal import FiscalBooking, FiscalFault, FiscalTrouble

PROCESS_TYPE: Final = "Kassenbeleg-V1"
# Their places: general, reduced, average rates of farmers and foresters, none.
RATES: Final = (1900, 700, 1070, 550, 0)


def process_data(booking: FiscalBooking) -> str:
    """The data of a booking. Raises `FiscalTrouble` for a rate of tax that has no place in it."""
    by_rate = dict.fromkeys(RATES, 0)
    for line in booking.taxes:
        if line.rate_bp not in by_rate:
            raise FiscalTrouble(
                f"The signing device knows no rate of {decimal_string(line.rate_bp, 'EUR')} %.",
                reason=str(FiscalFault.REFUSED),
                next_step="Correct the rate of tax in the settings; this booking stays unsigned.",
            )
        by_rate[line.rate_bp] += line.gross_minor
    amounts = "_".join(decimal_string(minor, booking.currency) for minor in by_rate.values())
    return f"Beleg^{amounts}^{_payments(booking.payments, booking.currency)}"


def receipt_code(
    client: str,
    data: str,
    numbers: tuple[int, int],
    times: tuple[datetime, datetime],
    formats: tuple[str, str],
    signature: str,
    public_key: str,
) -> str:
    """The QR code of a receipt.

    Args:
        client: the till's serial number.
        data: the process data that was signed.
        numbers: transaction and signature counter.
        times: when it began, and the device's log time.
        formats: signature algorithm and format of the log time.
        signature, public_key: base64.
    """
    parts = ("V0", client, PROCESS_TYPE, data, *map(str, numbers), *map(stamp, times), *formats, signature, public_key)
    return ";".join(parts)


def stamp(at: datetime) -> str:
    """`2026-11-14T18:12:04.000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def _payments(payments: Iterable[Payment], currency: str) -> str:
    found = {"Bar": 0, "Unbar": 0}
    for payment in payments:
        found["Bar" if payment.tender is Tender.CASH else "Unbar"] += payment.amount_minor
    behind = "" if currency == "EUR" else f":{currency}"
    told = [f"{decimal_string(minor, currency)}:{kind}{behind}" for kind, minor in found.items() if minor]
    return "_".join(told) or f"{decimal_string(0, currency)}:Bar{behind}"
