"""What becomes of those who were let in before the mirror knew their ticket.

A ticket that was sold a minute ago is decided on its signature. The next syncs bring it, and all is well; if it comes
cancelled or refunded, order processing flags it like anybody who was let in (`flags`). One that never comes was signed
by a station of ours and is in no order: an offline till that never sent its sale, or a stolen key. That is a matter for
a person: the conflict `unknown_missing`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ticketforge_desktop.services.ports.unseen import UnseenRows

# The store's index may be minutes late, and a till that lost its network sends its sales when it has one again.
WAIT: Final = timedelta(hours=1)


class UnseenReport(NamedTuple):
    """What one look at them changed."""

    known: int = 0
    missing: int = 0


class UnseenAdmissions:
    """Looks whether they have come; called after each sync.

    Args:
        in_mirror: which of these tickets the mirror knows.
        read_since: when the sync began that last brought the mirror up to date, by this station's clock; None where
            none did. What was in the store by then is here.
    """

    def __init__(
        self,
        rows: UnseenRows,
        in_mirror: Callable[[Sequence[str]], Collection[str]],
        read_since: Callable[[], datetime | None],
    ) -> None:
        self._rows, self._in_mirror, self._read_since = rows, in_mirror, read_since

    def look(self) -> UnseenReport:
        """Let go of those that came, and tell of those that should have."""
        began = self._read_since()
        self._rows.follow()
        waiting = self._rows.waiting()
        if not waiting:
            return UnseenReport()
        there = frozenset(self._in_mirror([one.ticket_id for one in waiting]))
        came = [one.ticket_id for one in waiting if one.ticket_id in there]
        late = [
            one.ticket_id
            for one in waiting
            if one.ticket_id not in there and not one.told and began is not None and began > one.at + WAIT
        ]
        return UnseenReport(self._rows.known(came) if came else 0, self._rows.missing(late) if late else 0)
