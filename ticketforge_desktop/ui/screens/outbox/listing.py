"""The acts of the outbox one below the other: what it is, how it stands, when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from ticketforge_desktop.services.ports.outbox import OutboxEntry
from ticketforge_desktop.ui.screens.line_list import LineList


class Line(NamedTuple):
    """One act as it is listed. `entry` is what it stands for."""

    entry: OutboxEntry
    title: str
    state: str
    tone: str
    below: str
    icon: str

    @property
    def key(self) -> int:
        """The act's id."""
        return self.entry.outbox_id

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        return ", ".join(part for part in (self.title, self.state, self.below) if part)


class ActList(LineList):
    """The list; `chosen(outbox_id)` comes with every move, 0 when nothing is left to choose."""

    NOTHING: Any = 0

    @property
    def lines(self) -> list[Line]:
        """What is listed."""
        return cast("list[Line]", list(self._model.lines))

    def show_lines(self, lines: Sequence[Line], *, prefer: int = 0) -> None:
        """List acts; the chosen one (or `prefer`) stays chosen, else the one that took its place."""
        self.show_all(lines, prefer)
