"""The shift page as the window shows it, joined for one desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.denominations import pieces
from ticketforge_desktop.ui.shift_desk import Sheet, ShiftNow

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.shifts import MoveKind, ShiftReport
    from ticketforge_desktop.services.ports.printing import PrintState
    from ticketforge_desktop.services.ports.shifts import ShiftCheck

MOST_SHIFTS: Final = 400  # more than a year of evenings


class ShiftWindow:
    """`ShiftPage`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def now(self, words: str) -> ShiftNow:
        drawer, shop = self._desk.shifts.desk, self._desk.queries.shop()
        current, known = drawer.current(), drawer.shifts(MOST_SHIFTS)
        currency = shop.currency if shop is not None else ""
        return ShiftNow(
            current=current,
            sheet=self._face(drawer.report(), words) if current is not None else None,
            closed=[one for one in known if one.closed_at is not None],
            currency=current.currency if current is not None else currency,
            pieces=pieces(current.currency if current is not None else currency),
            printer=self._desk.till.printers().receipts,
            notices=drawer.notices(),
        )

    def move(self, kind: MoveKind, amount_minor: int, reason: str) -> None:
        self._desk.shifts.desk.move(kind, amount_minor, reason)

    def close(self, pieces: Mapping[int, int], note: str, words: str) -> Sheet:
        drawer = self._desk.shifts.desk
        return self._face(drawer.close(drawer.count(pieces, note)), words)

    def sheet(self, number: int, words: str) -> Sheet:
        return self._face(self._desk.shifts.desk.report(number), words)

    def said(self, sheet: Sheet, words: str) -> Sheet:
        return self._face(sheet.report, words)

    def check(self) -> ShiftCheck:
        return self._desk.shifts.desk.check()

    def print_sheet(self, sheet: Sheet, printer: str) -> PrintState:
        return self._desk.shifts.print_report(sheet.report, printer).state

    def save_pdf(self, sheet: Sheet, words: str, path: str) -> int:
        return self._desk.shifts.save_pdf(sheet.report, words, path)

    def _face(self, report: ShiftReport, words: str) -> Sheet:
        return Sheet(report, self._desk.shifts.face(report, words))
