"""What a person does with an act that waits for one: send it again, change it, or settle it by hand.

The right that made an act serves to decide on it (`KIND_RIGHTS`: a refund needs REFUND); SETTINGS serves for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.outbox import KIND_RIGHTS, Choice, Outbox, OutboxEntry


class CheckPayload(Protocol):
    """Whether a payload fits a kind (`StoreActs.check`)."""

    def __call__(self, kind: str, payload: Mapping[str, object]) -> None:
        """Raises `BadInput`."""
        ...


class Attention:
    """Decisions on parked acts. Each is audited; nothing is deleted.

    Args:
        outbox: the rows.
        check: finds what is wrong with a changed act before it is kept.
        added: told after each decision that there is something to send.
    """

    def __init__(self, outbox: Outbox, check: CheckPayload, added: Callable[[], None] = lambda: None) -> None:
        self._outbox, self._check, self._added = outbox, check, added

    def retry(self, outbox_id: int, staff: Staff) -> OutboxEntry:
        """Send it again as it is. Raises `NotFound`, `RightMissing`, `Conflict` unless it is parked for that."""
        entry = self._allowed(outbox_id, staff, Choice.RETRY)
        self._outbox.retry(entry.outbox_id, staff)
        self._added()
        return self._outbox.entry(outbox_id)

    def change(self, outbox_id: int, payload: dict[str, object], staff: Staff) -> OutboxEntry:
        """Send it with other content. Raises as `retry`, and `BadInput` when the content does not fit its kind."""
        entry = self._allowed(outbox_id, staff, Choice.CHANGE)
        self._check(entry.kind, payload)
        self._outbox.change(entry.outbox_id, payload, staff)
        self._added()
        return self._outbox.entry(outbox_id)

    def settle(self, outbox_id: int, how: str, staff: Staff) -> OutboxEntry:
        """It was done, or made good, by hand. Raises as `retry`, and `BadInput` when `how` says nothing."""
        entry = self._allowed(outbox_id, staff, Choice.SETTLE)
        self._outbox.settle(entry.outbox_id, how, staff)
        self._added()
        return self._outbox.entry(outbox_id)

    def _allowed(self, outbox_id: int, staff: Staff, choice: Choice) -> OutboxEntry:
        entry = self._outbox.entry(outbox_id)
        if Right.SETTINGS not in staff.rights:
            staff.require(KIND_RIGHTS.get(entry.kind, Right.SETTINGS))
        if choice not in entry.choices:
            may = ", ".join(entry.choices)
            raise Conflict(
                f"Act {outbox_id} can't be treated like this."
                if may
                else f"Act {outbox_id} does not wait for a person.",
                next_step=f"What may be done with it: {may}." if may else "`ticketforge outbox list` shows its state.",
                id=outbox_id,
                state=str(entry.state),
            )
        return entry
