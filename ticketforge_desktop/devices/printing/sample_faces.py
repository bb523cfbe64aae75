"""What stands on papers while they are designed: made up, and as long as real data gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.documents import (
    AddressFace,
    DeliveryFace,
    DeliveryRow,
    Face,
    PaymentLine,
    ReceiptFace,
    ReceiptLine,
    ReportFace,
    ReportRow,
    TaxLine,
)
from ticketforge_desktop.services.ports.printing import TicketFace

_AT: Final = datetime(2026, 11, 14, 18, 12, tzinfo=UTC)
_SHOP: Final = "Nordlicht Konzerte"
_SENDER: Final = "Nordlicht Konzerte · Hafenstraße 12 · 20457 Hamburg"
_LINES: Final = (
    "Frau Jördis Müller-Łukaszewicz",
    "Kulturverein Süderelbe e. V.",
    "Große Bleichen 104 b, 3. Stock",
    "20354 Hamburg",
)


def sample(document: str = "ticket") -> Face:
    """A face of a kind of document; the code of the ticket is nobody's."""
    makers: dict[str, Callable[[], Face]] = {
        "ticket": _ticket, "address": _address, "delivery": _delivery, "receipt": _receipt,
        "report": _report,
    }  # fmt: skip
    return makers[document]()


def _ticket() -> TicketFace:
    return TicketFace(
        ticket_id="00112233aabbccdd", number="7KQ2-M9XA-4TZC", ean="2085177390619",
        code=("90" + "1234567890" * 23)[: symbols.TICKET_DIGITS], event="Glasperlen – Herbsttour 2026", starts_at=_AT,
        doors_at=_AT, zone="Europe/Berlin", venue="Hafenhalle", city="Hamburg", category="Stehplatz Innenraum",
        price=Money(4200, "EUR"), seat="Block B, Reihe 12, Platz 7", holder="Jördis Müller-Łukaszewicz", order="#1042",
        unit=2, units=4, issue=1, shop=_SHOP,
    )  # fmt: skip


def _address() -> AddressFace:
    return AddressFace(_LINES, _SENDER, order="#1042", parcel=1, parcels=1, shop=_SHOP)


def _delivery() -> DeliveryFace:
    first = "Sa 14.11.2026, 20:00 · Hafenhalle · Stehplatz"
    second = "So 06.12.2026, 17:00 · Kleiner Saal · Reihe 4, Platz 11–12"
    rows = (
        DeliveryRow(1, 2, "Glasperlen – Herbsttour 2026", first, "7KQ2-M9XA-4TZC und 1 weitere"),
        DeliveryRow(2, 2, "Kammerorchester Elbe", second, "9XXA-20BD-77QW und 1 weitere"),
    )
    return DeliveryFace(
        _LINES, rows, "#1042", _AT, "Europe/Berlin", 4, sender=_SENDER, shop=_SHOP,
        note="Bitte beim Einlass bereithalten. Gekaufte Tickets sind vom Umtausch ausgeschlossen.",
    )  # fmt: skip


def _receipt() -> ReceiptFace:
    lines = (
        ReceiptLine("Glasperlen – Herbsttour 2026", 2, _eur(4200), _eur(8400), "Stehplatz Innenraum"),
        ReceiptLine("Programmheft", 1, _eur(650), _eur(650)),
        ReceiptLine("Pfandbecher", 2, _eur(200), _eur(400)),
    )
    taxes = (TaxLine(700, _eur(8458), _eur(592), _eur(9050), "A"), TaxLine(1900, _eur(336), _eur(64), _eur(400), "B"))
    return ReceiptFace(
        "2026-004711", _AT, "Europe/Berlin", _SHOP, lines, taxes,
        (PaymentLine("Bar", _eur(10000)),), _eur(9450), change=_eur(550),
        address=("Hafenstraße 12", "20457 Hamburg"), tax_number="DE 123 456 789", order="#1042", cashier="J. S.",
        register="Kasse 1", note="Vielen Dank und einen schönen Abend!",
    )  # fmt: skip


def _report() -> ReportFace:
    rows = (
        ReportRow("UMSATZ"),
        ReportRow("Verkauf", "48", _eur(312400)),
        ReportRow("Erstattung", "2", _eur(-8400)),
        ReportRow("Summe", "", _eur(304000)),
        ReportRow(),
        ReportRow("ZAHLUNGSARTEN"),
        ReportRow("Bar", "31", _eur(188650)),
        ReportRow("Karte", "19", _eur(115350)),
        ReportRow(),
        ReportRow("STEUER"),
        ReportRow("7 % · netto 2.841,12 · Steuer 198,88", "", _eur(304000)),
        ReportRow(),
        ReportRow("KATEGORIEN"),
        ReportRow("Glasperlen – Herbsttour 2026 · Stehplatz Innenraum (ermäßigt)", "12", _eur(40320)),
    )
    results = (
        ReportRow("Soll", "", _eur(203650)),
        ReportRow("Gezählt", "", _eur(203600)),
        ReportRow("Differenz", "", _eur(-50)),
    )
    return ReportFace(
        "Z-Bericht 17", _AT, "Europe/Berlin", _SHOP, rows, results, ("Ohne zertifizierte Signatureinheit.",), _AT,
        ("Hafenstraße 12", "20457 Hamburg"), "J. S.", "Kasse 1", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c",
    )  # fmt: skip


def _eur(cents: int) -> Money:
    return Money(cents, "EUR")
