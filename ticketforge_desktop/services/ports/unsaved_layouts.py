"""Layouts with changes that nobody saved yet, as they are kept over the end of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Came = Literal["station", "file", "new"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft came from.

    `key` is the name of the station's layout, the path of the file, or the name a new layout was given. `source` is
    the text it was opened as, begun as or saved as last. `draft_id` (32 hexadecimal digits) tells drafts apart, also
    two of the same layout.
    """

    draft_id: str
    key: str
    came: Came
    source: str


@dataclass(frozen=True, slots=True)
class UnsavedLayout:
    """A draft as it was when it was kept. `at` is UTC."""

    origin: Origin
    name: str
    source: str
    pictures: Mapping[str, bytes]
    at: datetime


class UnsavedShelf(Protocol):
    """Keeps them where the end of the program, however sudden, can't reach them. May be called on any thread.

    `step` grows with each call about a draft: a call that was overtaken by a later one changes nothing.
    """

    def keep(self, layout: UnsavedLayout, step: int) -> None:
        """Keep a draft, whole, in place of what was kept of it. Raises `DiskFull`, `BadInput`; the former stays."""
        ...

    def forget(self, draft_id: str, step: int) -> None:
        """Keep it no longer. Raises `BadInput` when the folder can't be written."""
        ...

    def all(self) -> Sequence[UnsavedLayout]:
        """Everything that is kept, oldest first. Files that can't be read are left alone."""
        ...
