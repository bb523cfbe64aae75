"""The matters one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from ticketforge_desktop.services.inbox import InboxEntry
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.inbox import words
from ticketforge_desktop.ui.screens.line_list import LineList


class Line(NamedTuple):
    """One matter as it is listed."""

    entry: InboxEntry
    title: str
    state: str
    tone: str
    below: str
    icon: str

    @property
    def key(self) -> str:
        """The matter's key."""
        return self.entry.key

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        return ", ".join(part for part in (self.title, self.state, self.below) if part)


def line_of(entry: InboxEntry, context: Context) -> Line:
    """A matter as it is listed; a settled one says when and by whom."""
    if entry.done_at is None:
        below = " · ".join(part for part in (words.stake_of(entry, context), entry.event) if part)
        tone = "attention"
    else:
        told = (words.when(entry.done_at, entry, context), *words.settled_by(entry))
        below = " · ".join(part for part in told if part)
        tone = "secondary"
    return Line(entry, words.title_of(entry), words.happened(entry, context), tone, below, words.icon_of(entry))


class MatterList(LineList):
    """The list; `chosen(key)` comes with every move, "" when nothing is left to choose."""

    @property
    def lines(self) -> list[Line]:
        """What is listed."""
        return cast("list[Line]", list(self._model.lines))

    def show_lines(self, lines: Sequence[Line], *, prefer: str = "") -> None:
        """List matters; the chosen one (or `prefer`) stays chosen, else the one that took its place."""
        self.show_all(lines, prefer)
