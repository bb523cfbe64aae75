"""Everybody has left: said by a person, or by a gate's rule at its time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.admission import Direction
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.gates import Rulings
from ticketforge_desktop.services.ports.door import AdmissionLog, Attempt

BY_RULE: Final = "rule:exit_all"  # who is named in the log where no person was


class EmptyHouse:
    """Moves everybody out by one logged entry for each event. Every method may be called on any thread."""

    def __init__(self, log: AdmissionLog, rulings: Rulings, now: Callable[[], datetime]) -> None:
        self._log, self._rulings, self._now = log, rulings, now

    def all_left(self, event_ids: Sequence[str], gate: str, staff: Staff) -> int:
        """Everybody of these events has left. Returns how many tickets were inside.

        Raises:
            RightMissing: the person may not correct admissions.
            BadInput: no event was named.
        """
        staff.require(Right.UNDO_ADMISSION)
        if not event_ids:
            raise BadInput("Choose the event whose house is empty.", field="event_ids")
        return self._log.leave_all(event_ids, self._attempt(gate, staff.staff_id))

    def by_rule(self, event_ids: Sequence[str], gate: str) -> int:
        """Empty the houses whose rule says so by now; asked every few seconds, and it moves each only once.

        Whoever came in after the rule's moment stays in: they belong to the next night. Returns as `all_left`.
        """
        now, due = self._now(), []
        for event_id in event_ids:
            rules, times = self._rulings(event_id, gate)
            moment = rules.emptied_at(now, times)
            filled = None if moment is None else self._log.filled_since(event_id)
            if moment is not None and filled is not None and filled <= moment:
                due.append(event_id)
        return self._log.leave_all(due, self._attempt(gate, BY_RULE)) if due else 0

    def _attempt(self, gate: str, staff_id: str) -> Attempt:
        way = str(Direction.EXIT)
        return Attempt(self._now(), secrets.token_hex(16), "", "", "", Verdict.EXITED, "", gate, way, staff_id, 0, None)
