"""Rolls of numbered stock: put in, counted, closed. Every piece is printed, spoiled, in doubt or missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.stock_rolls import StockMove, StockRoll, StockRolls

LONGEST: Final = 1_000_000  # pieces of one roll or stack
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f]{1,60}")


class StockRoom:
    """Asks rights and checks what was typed; the file keeps the rest."""

    def __init__(self, rolls: StockRolls, clock: Clock, staff: Staff) -> None:
        self._rolls, self._clock, self._staff = rolls, clock, staff

    def list(self, *, printer: str = "", still_open: bool = False, limit: int = 100_000) -> Sequence[StockRoll]:
        """Newest first, with their figures."""
        self._staff.require(Right.VIEW)
        return self._rolls.rolls(printer=printer, still_open=still_open, limit=limit)

    def moves(self, roll_id: str) -> Sequence[StockMove]:
        """A roll's story, oldest first. Raises `NotFound`."""
        self._staff.require(Right.VIEW)
        self._rolls.roll(roll_id)
        return self._rolls.moves(roll_id)

    def open(self, roll_id: str, printer: str, first: int, last: int, kind: str = "") -> StockRoll:
        """A roll was put into a printer; the next paper goes on its first piece.

        Raises: `RightMissing`, `BadInput`, `Conflict` (the roll is known, or another lies there).
        """
        self._staff.require(Right.PRINT)
        for field, text in (("roll", roll_id), ("printer", printer)):
            if not _NAME.fullmatch(text) or text != text.strip():
                raise BadInput(f"{text!r} is no name.", field=field, value=text, next_step="1 to 60 characters.")
        if not (0 <= first <= last < 10**15 and last - first < LONGEST):
            raise BadInput(
                f"{first} to {last} are no serials of a roll.",
                field="first",
                next_step=f"Read them off the stock: first up to last, at most {LONGEST:,} pieces.",
            )
        return self._rolls.open(roll_id, kind, printer, (first, last), self._staff.staff_id, self._clock.now())

    def spoil(self, roll_id: str, pieces: int, reason: str) -> StockRoll:
        """Pieces were taken off without a ticket: torn, wrinkled, used to adjust the printer.

        Raises: `RightMissing`, `BadInput`, `NotFound`, `Conflict` (closed, or not so many left).
        """
        self._staff.require(Right.PRINT)
        words = " ".join(reason.split())
        if not words or len(words) > 500:
            raise BadInput("Say why they are spoiled, in at most 500 characters.", field="reason")
        if pieces < 1:
            raise BadInput("At least one piece is spoiled.", field="pieces", value=pieces)
        return self._rolls.spoil(roll_id, pieces, words, self._staff.staff_id, self._clock.now())

    def count(self, roll_id: str, next_serial: int) -> StockRoll:
        """A person read the serial that lies next; the difference shows as missing.

        Raises: `RightMissing`, `BadInput` (not on the roll), `NotFound`, `Conflict` (closed).
        """
        self._staff.require(Right.PRINT)
        return self._rolls.count(roll_id, next_serial, self._staff.staff_id, self._clock.now(), close=False)

    def close(self, roll_id: str, next_serial: int) -> StockRoll:
        """The roll was taken out, with that serial next; its figures stand from then on.

        Raises: as `count`, and `Conflict` while a paper of it is in doubt.
        """
        self._staff.require(Right.PRINT)
        return self._rolls.count(roll_id, next_serial, self._staff.staff_id, self._clock.now(), close=True)
