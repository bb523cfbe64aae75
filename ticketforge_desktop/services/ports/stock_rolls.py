"""Rolls and stacks of numbered ticket stock: which lies in which printer, and what became of every piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StockRoll:
    """A roll with its figures. Serials are the numbers printed on the stock; `next_serial` lies next in the printer.

    `printed` are pieces with a good ticket, `in_doubt` those of jobs that are not settled, `spoiled` those with a
    void ticket or taken out by hand. `missing` (shrinkage) is what is gone from the roll and none of these: pieces
    used and not accounted for; below 0 when more was printed than is gone.
    """

    roll_id: str
    kind: str
    printer: str
    first_serial: int
    last_serial: int
    next_serial: int
    printed: int
    in_doubt: int
    spoiled: int
    missing: int
    left: int
    opened_at: datetime
    closed_at: datetime | None
    staff_id: str
    counted: int = 0  # the serial that lay next when it was closed; 0 while it is open


@dataclass(frozen=True, slots=True)
class StockMove:
    """One line of a roll's story. Printed pieces have none: the ledger knows them."""

    roll_id: str
    kind: str  # "spoiled" | "counted"
    pieces: int
    reason: str
    staff_id: str
    at: datetime


class StockRolls(Protocol):
    """The rolls of this station. Durable when a call returns."""

    def rolls(self, *, printer: str = "", still_open: bool = False, limit: int = 100_000) -> Sequence[StockRoll]:
        """Newest first; empty filters do not filter. Each is counted through the ledger: ask for few."""
        ...

    def roll(self, roll_id: str) -> StockRoll:
        """Raises `NotFound`."""
        ...

    def moves(self, roll_id: str) -> Sequence[StockMove]:
        """Oldest first."""
        ...

    def open(
        self, roll_id: str, kind: str, printer: str, serials: tuple[int, int], staff_id: str, at: datetime
    ) -> StockRoll:
        """Put a roll into a printer. Raises `Conflict`: the roll is known, or another lies in the printer."""
        ...

    def spoil(self, roll_id: str, pieces: int, reason: str, staff_id: str, at: datetime) -> StockRoll:
        """Pieces taken off the roll without a ticket. Raises `NotFound`, `Conflict` (closed, or not so many left)."""
        ...

    def count(self, roll_id: str, next_serial: int, staff_id: str, at: datetime, *, close: bool) -> StockRoll:
        """A person read which serial lies next; the difference to ours is noted, and the roll may be closed with it.

        Raises: `NotFound`, `Conflict` (closed; a job of it is not settled, when it shall be closed), `BadInput` (a
            serial that is not on the roll).
        """
        ...
