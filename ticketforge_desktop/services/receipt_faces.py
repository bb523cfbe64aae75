"""What stands on a receipt, from the sale it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ticketforge_desktop.domain.amounts import written
from ticketforge_desktop.domain.events import is_add_on
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.seating.places import parts_of
from ticketforge_desktop.domain.tenders import PaymentState, Tender
from ticketforge_desktop.services.ports.documents import PaymentLine, ReceiptFace, ReceiptLine, TaxLine
from ticketforge_desktop.services.ports.till import Sale, SaleLine

_TENDERS: Final[Mapping[str, Mapping[Tender, str]]] = {
    "de": {
        Tender.CASH: "Bar",
        Tender.CARD: "Karte",
        Tender.INVOICE: "Rechnung",
        Tender.VOUCHER: "Gutschein",
        Tender.LINK: "Zahlungslink",
    },
    "en": {
        Tender.CASH: "Cash",
        Tender.CARD: "Card",
        Tender.INVOICE: "Invoice",
        Tender.VOUCHER: "Voucher",
        Tender.LINK: "Pay by link",
    },
}
_CLASSES: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {"reduced": "ermäßigt", "child": "Kind", "free": "frei"},
    "en": {"reduced": "reduced", "child": "child", "free": "free"},
}
_POSTAGE: Final[Mapping[str, str]] = {"de": "Tickets per Post", "en": "Tickets by post"}
_DISCOUNT: Final[Mapping[str, str]] = {"de": "Rabatt", "en": "Discount"}
_SEAT: Final[Mapping[str, str]] = {"de": "{}, Reihe {}, Platz {}", "en": "{}, row {}, seat {}"}


def receipt_face(
    sale: Sale,
    shop: ShopRecord,
    *,
    register: str,
    cashier: str,
    signed: tuple[str, ...] = (),
    address: tuple[str, ...] = (),
    tax_number: str = "",
    demo: bool = False,
) -> ReceiptFace:
    """The face of a sale's receipt; all figures are the sale's own, nothing is computed anew but sums by rate."""
    currency = sale.total.currency
    words = sale.words if sale.words in _TENDERS else "en"

    def money(minor: int) -> Money:
        return Money(minor, currency)

    payments = tuple(
        PaymentLine(_TENDERS[words][paid.tender], money(paid.given_minor or paid.amount_minor))
        for paid in sale.payments
        if paid.state is not PaymentState.DECLINED
    )
    change = sale.change_minor
    return ReceiptFace(
        number=f"{register}-{sale.receipt:06d}",
        at=sale.at,
        zone=shop.zone,
        shop=shop.name,
        lines=tuple(_line(line, words, currency) for line in sale.lines),
        taxes=_taxes(sale),
        payments=payments,
        total=money(sale.total.minor + sale.rounding_minor),
        address=address,
        tax_number=tax_number,
        order=sale.order,
        cashier=cashier,
        register=register,
        note=_note(sale, words),
        demo=demo,
        change=money(change) if change else None,
        rounding=money(sale.rounding_minor) if sale.rounding_minor else None,
        signed=signed,
    )


def _line(line: SaleLine, words: str, currency: str) -> ReceiptLine:
    said = (_CLASSES[words].get(line.price_class, ""), _seats(line.seats, words), line.reason)
    detail = ", ".join(filter(None, (*said, _off(line, words, currency))))
    price = Money(line.price_minor, currency)
    title = _POSTAGE[words] if is_add_on(line.sku) else line.title
    return ReceiptLine(title, line.quantity, price, Money(line.total_minor, currency), detail)


def _note(sale: Sale, words: str) -> str:
    """What was noted, and why something was taken off the whole sale."""
    why = f"{_DISCOUNT[words]}: {sale.discount_reason}" if sale.discount_reason else ""
    return " · ".join(filter(None, (sale.note, why)))


def _off(line: SaleLine, words: str, currency: str) -> str:
    """What was taken off, so that quantity × price and the sum beside it are understood."""
    return f"{_DISCOUNT[words]} -{written(line.discount_minor, currency, words)}" if line.discount_minor else ""


def _seats(seats: tuple[str, ...], words: str) -> str:
    """Each seat as the map names it: section, row and number."""
    told = (parts_of(seat) or (seat,) for seat in seats)
    return ", ".join(_SEAT[words].format(*parts) if len(parts) == 3 else parts[0] for parts in told)


def _taxes(sale: Sale) -> tuple[TaxLine, ...]:
    currency, found = sale.total.currency, []
    for rate in sorted({line.tax_bp for line in sale.lines}, reverse=True):
        of = [line for line in sale.lines if line.tax_bp == rate]
        gross, tax = sum(line.total_minor for line in of), sum(line.tax_minor for line in of)
        found.append(TaxLine(rate, Money(gross - tax, currency), Money(tax, currency), Money(gross, currency)))
    return tuple(found)
