"""Keeping the search table in few pieces, in steps so short that nobody waits.

Each commit leaves a small segment of words. Left alone they would pile up and slow every search down; merged inside
the commits they would, once in a while, hold one up for half a second.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.storage.writer import Priority, Work, Writer

_PAGES: Final = 4  # of a step: a few milliseconds
_STEPS: Final = 240  # after one page of changes; what is left is merged after the next


def merge_search(writer: Writer, steps: int = _STEPS) -> int:
    """Merge step by step, each in its own transaction; returns how many steps did something."""
    for done in range(steps):
        if not writer.run(_step, Priority.SYNC):
            return done
    return steps


def _step(work: Work) -> bool:
    # SQLite tells by its own counter whether a merge had anything to do (https://sqlite.org/fts5.html, "merge").
    before = work.raw.total_changes
    work.raw.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (_PAGES,))
    return bool(work.raw.total_changes - before >= 2)
