"""The log of one order: what the store tells of it, and what this station's door saw of its tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.verdicts import Signal, Verdict
from ticketforge_desktop.services.views import OrderDetails, ScanRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.theme import Role
from ticketforge_desktop.ui.verdicts import reason_word
from ticketforge_desktop.ui.widgets.table import Cell

EXIT: Final = "exit"  # kinds of `ScanRow`
UNDO: Final = "undo"
FORCE: Final = "force"  # let in by hand
BLOCK: Final = "block"
UNBLOCK: Final = "unblock"
_ICONS: Final = {
    Signal.ADMITTED: ("check-circle", "admitted"),
    Signal.ATTENTION: ("warning", "attention"),
    Signal.REFUSED: ("x-circle", "refused"),
    Signal.EXIT: ("exit", "exit"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    at: datetime
    icon: str
    tone: str
    text: str
    source: str


def entries(order: OrderDetails, scans: Sequence[ScanRow]) -> list[Entry]:
    """All that is known of an order, newest first."""
    translate = QCoreApplication.translate
    shop = translate("OrderLog", "Till") if order.source_name == "pos" else translate("OrderLog", "Web shop")
    lines = [_scan(scan, order) for scan in scans]
    if order.row.created_at is not None:
        paid = order.row.financial_status in ("PAID", "PARTIALLY_REFUNDED", "REFUNDED")
        text = translate("OrderLog", "Ordered and paid") if paid else translate("OrderLog", "Ordered, not paid yet")
        lines.append(Entry(order.row.created_at, "orders", "secondary", text, shop))
    if order.cancelled_at is not None:
        lines.append(Entry(order.cancelled_at, "x-circle", "refused", translate("OrderLog", "Order cancelled"), shop))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _scan(scan: ScanRow, order: OrderDetails) -> Entry:
    translate = QCoreApplication.translate
    ticket = next((ticket for ticket in order.tickets if ticket.ticket_id == scan.ticket_id), None)
    unit = "" if ticket is None else str(ticket.unit)
    if ticket is not None and len({(t.event_id, t.category_id) for t in order.tickets}) > 1:
        unit = f"{ticket.unit} ({ticket.category})"  # each line of an order counts from 1
    gate = translate("OrderLog", "Gate {gate}").format(gate=scan.gate) if scan.gate else ""
    if scan.kind == UNDO:
        text = translate("OrderLog", "Ticket {unit}: admission taken back, “{reason}”").format(
            unit=unit, reason=scan.reason
        )
        return Entry(scan.at, "undo", "attention", text, gate)
    if scan.kind in (BLOCK, UNBLOCK):
        return _blocking(scan, unit, gate)
    verdict = Verdict(scan.verdict)
    icon, tone = _ICONS[verdict.signal]
    reason = scan.reason if scan.kind == FORCE else reason_word(verdict, scan.reason)
    return Entry(scan.at, icon, tone, _words(scan, verdict).format(unit=unit, reason=reason), gate)


def _blocking(scan: ScanRow, unit: str, gate: str) -> Entry:
    """Somebody blocked the ticket at this station, or let it pass again."""
    translate = QCoreApplication.translate
    if scan.kind == UNBLOCK:
        text = translate("OrderLog", "Ticket {unit} may pass again").format(unit=unit)
        return Entry(scan.at, "check", "secondary", text, gate)
    text = translate("OrderLog", "Ticket {unit} blocked, “{reason}”").format(unit=unit, reason=scan.reason)
    return Entry(scan.at, "x-circle", "refused", text, gate)


def _words(scan: ScanRow, verdict: Verdict) -> str:
    translate = QCoreApplication.translate
    if scan.kind == FORCE:
        return translate("OrderLog", "Ticket {unit} let in by hand, “{reason}”")
    if verdict is Verdict.ADMITTED:
        return translate("OrderLog", "Ticket {unit} admitted")
    if verdict is Verdict.READMITTED:
        return translate("OrderLog", "Ticket {unit} back in")
    if verdict is Verdict.EXITED:
        return translate("OrderLog", "Ticket {unit} left")
    if scan.kind == EXIT:
        return translate("OrderLog", "Ticket {unit} at the exit: {reason}")
    return translate("OrderLog", "Ticket {unit} at the door: {reason}")


def cells(entry: Entry, context: Context, now: datetime, zone: str) -> list[Cell]:
    """A line of the log as table cells: when, sign, what, where."""
    formats = context.formats
    same_day = local(entry.at, zone).date() == local(now, zone).date()
    day = QCoreApplication.translate("OrderLog", "Today") if same_day else formats.day(entry.at, zone, year=True)
    return [
        Cell(f"{day} {formats.time(entry.at, zone, seconds=same_day)}", role=Role.SMALL, tone="secondary"),
        Cell(icon=entry.icon, tone=entry.tone),
        Cell(entry.text),
        Cell(entry.source, role=Role.SMALL, tone="secondary", right=True),
    ]
