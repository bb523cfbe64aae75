"""Shifts: opened with a float, cash moved in and out, counted and closed; X and Z reports; the chain of closed ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from ticketforge_desktop.domain.basket import MOST_MINOR
from ticketforge_desktop.domain.denominations import counted
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.shifts import LONGEST_REASON, MoveKind, ReportKind, ShiftReport, report
from ticketforge_desktop.services.fiscal import Fiscal
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.shifts import CashCount, Shift, ShiftBook, ShiftCheck
from ticketforge_desktop.services.ports.till import NoOpenShift


class ShiftDesk:
    """What the till's people do with their drawer. Every method may be called on any thread.

    Args:
        book: the shifts.
        fiscal: signs what moves cash, where a device is set up.
        shop: the mirrored shop, None before the first sync.
        station: the station's name, as reports show it.
        clock, staff: the time, and who acts.
        blind: whether whoever counts must not know before what to find.
    """

    def __init__(
        self,
        book: ShiftBook,
        fiscal: Fiscal,
        shop: Callable[[], ShopRecord | None],
        station: Callable[[], str],
        clock: Clock,
        staff: Staff,
        blind: Callable[[], bool],
    ) -> None:
        self._book, self._fiscal, self._shop, self._station = book, fiscal, shop, station
        self._clock, self._staff, self._blind = clock, staff, blind

    def current(self) -> Shift | None:
        """The open shift."""
        return self._book.current()

    def shifts(self, limit: int = 100) -> Sequence[Shift]:
        """Newest first. What was counted, and what should have been, is for those who may see reports."""
        self._staff.require(Right.VIEW)
        shifts = self._book.shifts(limit)
        if Right.REPORTS in self._staff.rights:
            return shifts
        return [replace(one, expected_minor=0, counted_minor=0, difference_minor=0) for one in shifts]

    def currency(self) -> str:
        """What the drawer counts. Raises `NotFound` before the first sync."""
        shop = self._shop()
        if shop is None:
            raise NotFound("The mirror is empty.", next_step="Sync first: `ticketforge sync`.")
        return shop.currency

    def notices(self) -> tuple[str, ...]:
        """What must be told plainly about cash here, as codes (`services.fiscal`)."""
        return self._fiscal.notices()

    def open(self, float_minor: int) -> Shift:
        """Open a shift with so much in the drawer.

        Raises: `RightMissing`, `BadInput`, `NotFound` (no sync yet), `Conflict` (one is open).
        """
        self._staff.require(Right.SELL)
        _check(float_minor, "float", least=0)
        self._fiscal.catch_up()
        shift = self._book.open(str(uuid4()), float_minor, self.currency(), self._staff, self._clock.now())
        self._fiscal.sign(f"float:{shift.number}")
        return shift

    def move(self, kind: MoveKind, amount_minor: int, reason: str) -> Shift:
        """Cash in or out without a sale.

        Raises: `RightMissing`, `BadInput`, `NoOpenShift`, `Conflict` (more goes out than is there).
        """
        self._staff.require(Right.SELL)
        _check(amount_minor, "amount", least=1)
        words = " ".join(reason.split())
        if not words or len(words) > LONGEST_REASON:
            raise BadInput(f"Say what for, in at most {LONGEST_REASON} characters.", field="reason")
        move_id = self._book.move(kind, amount_minor, words, self._staff, self._clock.now())
        self._fiscal.sign(f"move:{move_id}")
        return self._open()

    def count(self, pieces: Mapping[int, int], note: str = "") -> CashCount:
        """A count by denomination: value in minor units → how many. Raises `BadInput`, `NoOpenShift`."""
        told = tuple(sorted(((value, many) for value, many in pieces.items() if many), reverse=True))
        return CashCount(counted(self._open().currency, told), told, _note(note))

    def close(self, count: CashCount) -> ShiftReport:
        """Count and close; the Z report.

        Raises: `RightMissing`, `BadInput`, `NoOpenShift`.
        """
        self._staff.require(Right.SELL)
        _check(count.total_minor, "counted", least=0)
        if count.pieces and counted(self._open().currency, count.pieces) != count.total_minor:
            raise BadInput("The pieces do not come to that sum.", field="counted", value=count.total_minor)
        count = replace(count, note=_note(count.note))
        self._fiscal.catch_up()
        done = self._book.close(count, self._station(), self._fiscal.notices(), self._staff, self._clock.now())
        self._fiscal.sign(f"close:{done.number}")
        return done

    def report(self, number: int | None = None) -> ShiftReport:
        """The X report of the open shift, or any shift's: a closed one's Z report as it was made.

        Of an open shift, whoever may not see reports sees a blind one while counting is blind.

        Raises: `RightMissing`, `NoOpenShift`, `NotFound`.
        """
        self._staff.require(Right.SELL if number is None else Right.REPORTS)
        shift = self._open() if number is None else self._book.shift(number)
        if shift.closed_at is not None:
            return self._book.report(shift.number)
        at = self._clock.now().isoformat(timespec="microseconds").replace("+00:00", "Z")
        found = report(self._book.facts(shift.number), ReportKind.X, self._station(), at, self._fiscal.notices())
        return found if Right.REPORTS in self._staff.rights or not self._blind() else found.blinded()

    def newest(self) -> ShiftReport:
        """The X report of the open shift; where none is, the Z report of the one that was closed last.

        Raises: `RightMissing`, `NoOpenShift` (there was never one).
        """
        self._staff.require(Right.SELL)
        found = next(iter(self._book.shifts(1)), None)
        if found is None or found.closed_at is None:
            return self.report()
        return self._book.report(found.number)

    def check(self) -> ShiftCheck:
        """Walk the chain of closed shifts. Raises `RightMissing`."""
        self._staff.require(Right.REPORTS)
        return self._book.check()

    def _open(self) -> Shift:
        found = self._book.current()
        if found is None:
            raise NoOpenShift("No shift is open at this station.")
        return found


def _note(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST_REASON:
        raise BadInput(f"A note has at most {LONGEST_REASON} characters.", field="note")
    return words


def _check(minor: int, field: str, least: int) -> None:
    if not least <= minor <= MOST_MINOR:
        words = "An amount is not below zero." if minor < 0 else "That is no amount of cash."
        raise BadInput(words, field=field, value=minor)
