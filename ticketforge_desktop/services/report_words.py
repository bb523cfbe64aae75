"""Words of X and Z reports, German and English: they stand on paper, not in the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "X": ("X-Bericht, Schicht {number}", "X report, shift {number}"),
    "Z": ("Z-Bericht {number}", "Z report {number}"),
    "turnover": ("Umsatz", "Turnover"),
    "sale": ("Verkauf", "Sales"),
    "refund": ("Erstattung", "Refunds"),
    "exchange": ("Tausch", "Exchanges"),
    "void": ("Storno", "Voids"),
    "total": ("Summe", "Total"),
    "discount": ("darin Rabatte", "of which discounts"),
    "fee": ("darin Gebühren", "of which fees"),
    "rounding": ("Rundung", "Rounding"),
    "open": ("Noch nicht bezahlt", "Not paid yet"),
    "paid_before": ("Für andere Schichten bezahlt", "Paid for other shifts"),
    "tickets": ("Tickets", "Tickets"),
    "tenders": ("Zahlungsarten", "Tenders"),
    "cash": ("Bar", "Cash"),
    "card": ("Karte", "Card"),
    "invoice": ("Rechnung", "Invoice"),
    "voucher": ("Gutschein", "Voucher"),
    "link": ("Zahlungslink", "Pay link"),
    "given_back": ("{tender} zurückgegeben", "{tender} given back"),
    "declined": ("{tender} abgelehnt", "{tender} declined"),
    "owed": ("{tender} noch offen", "{tender} still owed"),
    "taxes": ("Steuern", "Taxes"),
    "net": ("· netto", "· net"),
    "tax": ("· Steuer", "· tax"),
    "categories": ("Kategorien", "Categories"),
    "full": ("", ""),
    "reduced": (" (ermäßigt)", " (reduced)"),
    "child": (" (Kind)", " (child)"),
    "free": (" (frei)", " (free)"),
    "staff": ("Personal", "Staff"),
    "drawer": ("Kassenlade", "Drawer"),
    "float": ("Wechselgeld", "Float"),
    "cash_taken": ("Bar eingenommen", "Cash taken"),
    "cash_back": ("Bar zurückgegeben", "Cash given back"),
    "in": ("Einlage", "Paid in"),
    "out": ("Entnahme", "Paid out"),
    "drop": ("Abschöpfung", "Drop"),
    "expected": ("Soll", "Expected"),
    "counted": ("Gezählt", "Counted"),
    "difference": ("Differenz", "Difference"),
    "count": ("Zählung", "Count"),
    "note": ("Bemerkung: {note}", "Note: {note}"),
    "papers": ("Papier", "Papers"),
    "ticket": ("Tickets", "Tickets"),
    "receipt": ("Bons", "Receipts"),
    "label": ("Adressaufkleber", "Address labels"),
    "delivery_note": ("Lieferscheine", "Delivery notes"),
    "report": ("Berichte", "Reports"),
    "kicks": ("Lade geöffnet", "Drawer opened"),
    "reprints": ("· Nachdrucke und Kopien", "· reprints and copies"),
    "voided": ("· ungültig", "· void"),
    "in_doubt": ("· ungeklärt", "· in doubt"),
    "stock": ("Ticketpapier", "Ticket stock"),
    "roll": ("Rolle {roll} · noch {left}", "Roll {roll} · {left} left"),
    "spoiled": ("· verdorben", "· spoiled"),
    "missing": ("· fehlt", "· missing"),
    "fiscal": ("Signatureinheit", "Signing device"),
    "signed": ("signiert", "signed"),
    "failed": ("ausgefallen", "failed"),
    "waiting": ("offen", "waiting"),
    "blind": ("Vor der Zählung verdeckt", "Hidden until counted"),
    "closed_by": ("Abgeschlossen: {name}", "Closed by {name}"),
    "fiscal_missing": (
        "Keine zertifizierte Sicherheitseinrichtung: So darf in Deutschland und Österreich nicht bar kassiert werden"
        " (KassenSichV, RKSV).",
        "No certified signing device: taking cash like this does not comply with the law in Germany and Austria"
        " (KassenSichV, RKSV).",
    ),
    "fiscal_test": (
        "TESTGERÄT: Die Signaturen gelten vor dem Gesetz nichts.",
        "TEST DEVICE: its signatures count for nothing before the law.",
    ),
    "fiscal_failed": (
        "Die Signatureinheit antwortet nicht: Buchungen sind nicht signiert.",
        "The signing device does not answer: bookings are not signed.",
    ),
}


def word(key: str, words: str, **facts: object) -> str:
    """A word in `de` or `en`; the key itself where there is none (a tender of a newer version)."""
    pair = _WORDS.get(key)
    return key if pair is None else pair[0 if words == "de" else 1].format(**facts)
