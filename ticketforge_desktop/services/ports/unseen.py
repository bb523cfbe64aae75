"""Who was let in on the word of a signature alone, while the mirror did not know the ticket, as it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple, Protocol

BY_SYNC: Final = "sync"  # who is named as having settled what a sync brought


class UnseenAdmission(NamedTuple):
    """A ticket that was let in here before the mirror knew it, and has not come with a sync since."""

    ticket_id: str
    at: datetime  # when it was let in
    told: bool  # a conflict stands for it


class UnseenRows(Protocol):
    """The station's list of them. Each call that writes is one durable transaction; all may be repeated."""

    def follow(self) -> int:
        """Take over what the log has gained since this was last called; how many are new."""
        ...

    def waiting(self) -> Sequence[UnseenAdmission]:
        """All of them, oldest first."""
        ...

    def known(self, ticket_ids: Sequence[str]) -> int:
        """They came with a sync: they wait no longer, and a conflict that nobody settled is settled by that."""
        ...

    def missing(self, ticket_ids: Sequence[str]) -> int:
        """Tell a person of them, each once; how many conflicts are new. Who was taken back meanwhile is let go."""
        ...
