"""Between two steps of a sync: tell how far it is, and stop if a person wants it to."""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.services.syncing import Stopped, SyncProgress, Tell


class Stop(Exception):
    """A person stopped the sync. What was done is durable; the next sync goes on from there."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Whom to tell, and whom to ask."""

    tell: Tell
    stopped: Stopped

    def at(self, phase: str, feed: str = "", done: int = 0, total: int = 0) -> None:
        """Tell a step; raises `Stop` when nothing further is wanted."""
        self.tell(SyncProgress(phase, feed, done, total))
        if self.stopped():
            raise Stop


def silent() -> Steps:
    """Tells nobody and never stops."""
    return Steps(lambda _progress: None, lambda: False)
