"""X and Z reports as the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from ticketforge_desktop.domain.denominations import pieces
from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.domain.shift_chain import document_parts
from ticketforge_desktop.domain.shifts import ShiftReport
from ticketforge_desktop.services.fiscal import FAILED, NO_DEVICE, TEST_DEVICE
from ticketforge_desktop.services.ports.shifts import Shift

NOTICES: Final[Mapping[str, str]] = {
    NO_DEVICE: "No certified signing device: taking cash in Germany or Austria like this does not comply with the law.",
    TEST_DEVICE: "The signing device is a TEST device: its signatures count for nothing before the law.",
    FAILED: "The signing device does not answer: what is booked is not signed.",
}

_HIDDEN: Final = ("total_minor", "discount_minor", "rounding_minor", "fee_minor", "open_minor")


def report_json(report: ShiftReport) -> dict[str, object]:
    """A report with decimal amounts: `X_minor` becomes `X`; `expected`, `counted` and `difference` stand on top.

    All amounts are null in a blind report, and `counted` and `difference` before the count.
    """
    plain: dict[str, Any] = asdict(report)
    plain |= document_parts(report)
    held = report.drawer
    drawer = plain.pop("drawer")
    if held is not None:
        drawer["count"] = [{"piece_minor": value, "many": many} for value, many in held.count]
        drawer["difference_minor"] = held.difference_minor
    for one, kept in zip(plain["tenders"], report.tenders, strict=True):
        one["total_minor"] = kept.total_minor
    top = {
        "float_minor": held.float_minor if held else None,
        "expected_minor": held.expected_minor if held else None,
        "counted_minor": held.counted_minor if held else None,
        "difference_minor": held.difference_minor if held else None,
    }
    blind = dict.fromkeys(_HIDDEN) if held is None else {}
    if held is None:
        for one in (*plain["kinds"], *plain["categories"]):
            one["total_minor"] = None
    told = _decimal({**plain, **top, **blind, "drawer": drawer}, report.currency)
    assert isinstance(told, dict)
    return told | {"blind": held is None, "notices": [NOTICES.get(code, code) for code in report.notices]}


def shift_json(shift: Shift) -> dict[str, object]:
    """A shift with decimal amounts."""
    plain: dict[str, Any] = asdict(shift)
    told = _decimal(plain, shift.currency)
    assert isinstance(told, dict)
    return told


def pieces_of(currency: str) -> tuple[str, ...]:
    """Coins and notes of a currency as decimal strings, the largest first."""
    return tuple(decimal_string(value, currency) for value in pieces(currency))


def _decimal(value: object, currency: str) -> object:
    if isinstance(value, Mapping):
        found: dict[str, object] = {}
        for name, one in value.items():
            if str(name).endswith("_minor"):
                minor = one if isinstance(one, int) else None
                found[str(name).removesuffix("_minor")] = None if minor is None else decimal_string(minor, currency)
            elif name in ("tax_bp", "rate_bp") and isinstance(one, int):
                found["rate"] = decimal_string(one, "EUR")
            else:
                found[str(name)] = _decimal(one, currency)
        return found
    if isinstance(value, list | tuple):
        return [_decimal(one, currency) for one in value]
    return value
