"""The inbox of what two doors do not agree on, and the person who settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.shared_log import ConflictRow, Conflicts

LONGEST_HOW: Final = 500


class ConflictInbox:
    """What people do with conflicts.

    Args:
        price: of a ticket, by its id: what is at stake. None where the mirror does not hold it.
    """

    def __init__(self, rows: Conflicts, price: Callable[[str], Money | None] = lambda _ticket: None) -> None:
        self._rows, self._price = rows, price

    def open(self, staff: Staff) -> Sequence[ConflictRow]:
        """Unsettled ones, newest first. Raises RightMissing."""
        staff.require(Right.CHECK_IN)
        return [self._exposed(row) for row in self._rows.open()]

    def all(self, staff: Staff, limit: int = 1000) -> Sequence[ConflictRow]:
        """Settled ones too. Raises RightMissing."""
        staff.require(Right.CHECK_IN)
        return [self._exposed(row) for row in self._rows.all(limit)]

    def settle(self, conflict_id: int, how: str, staff: Staff) -> ConflictRow:
        """Settle one, in words of what was found and done; both log entries stay as they are.

        Raises:
            RightMissing: the person may not force admissions, so may not judge them either.
            BadInput: the words say nothing, or too much.
            NotFound, Conflict: there is none of that number, or it is settled.
        """
        staff.require(Right.FORCE_ADMISSION)
        return self._exposed(self._rows.settle(conflict_id, words_of(how), staff))

    def _exposed(self, row: ConflictRow) -> ConflictRow:
        """With the ticket's price, unless what is at stake was told when the conflict was raised."""
        price = None if row.currency else self._price(row.ticket_id)
        return row if price is None else replace(row, exposure_minor=price.minor, currency=price.currency)


def words_of(how: str) -> str:
    """What a person says of a matter, in one line. Raises `BadInput` when it says nothing, or too much."""
    words = " ".join(how.split())
    if not words or len(words) > LONGEST_HOW:
        raise BadInput("Say in a few words what was found and done.", field="how", value=how)
    return words
