"""Unsaved layouts over the end of the program: kept while somebody works, offered when the designer is opened again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from ticketforge_desktop.domain.errors import BadInput, LayoutFault, NotFound
from ticketforge_desktop.services.ports.layout_design import DesignDesk, Draft, History
from ticketforge_desktop.services.ports.unsaved_layouts import Origin, UnsavedLayout, UnsavedShelf


class Meanwhile(StrEnum):
    """What became of the layout a draft was made from."""

    SAME = "same"
    CHANGED = "changed"  # somebody installed another version, or wrote the file
    GONE = "gone"  # it can't be read any more
    TAKEN = "taken"  # a new one was made, and now there is another of its name


class Offer(NamedTuple):
    """A draft to go on with. `version` is the one in use now where it is another one, else 0."""

    kept: UnsavedLayout
    meanwhile: Meanwhile
    version: int = 0


class UnsavedDrafts:
    """For the designer of one station. Every method may be called on any thread."""

    def __init__(self, shelf: UnsavedShelf, design: DesignDesk, now: Callable[[], datetime]) -> None:
        self._shelf, self._design, self._now = shelf, design, now

    def keep(self, origin: Origin, draft: Draft, step: int) -> None:
        """Keep a draft as it is now. Raises as `UnsavedShelf.keep`."""
        self._shelf.keep(UnsavedLayout(origin, draft.name, draft.source, draft.pictures, self._now()), step)

    def keep_again(self, kept: UnsavedLayout, step: int) -> None:
        """Take back that it was forgotten. Raises as `UnsavedShelf.keep`."""
        self._shelf.keep(kept, step)

    def forget(self, draft_id: str, step: int) -> None:
        """It was saved, put back or discarded. Raises as `UnsavedShelf.forget`."""
        self._shelf.forget(draft_id, step)

    def offers(self) -> Sequence[Offer]:
        """What is kept, with what became of its layout meanwhile."""
        return [self._offer(kept) for kept in self._shelf.all()]

    def take_up(self, kept: UnsavedLayout) -> History:
        """The draft to go on with; one step back leads to the layout as it was opened. Raises `LayoutFault`."""
        origin = kept.origin
        draft = self._design.read(kept.source, kept.pictures, kept.name)
        saved = origin.source if origin.came == "station" else None
        if origin.source == kept.source:
            return History(draft, saved=saved)
        before = self._design.read(origin.source, kept.pictures, kept.name)
        return History(draft, past=(before,), saved=saved)

    def _offer(self, kept: UnsavedLayout) -> Offer:
        origin = kept.origin
        opened = self._opened(origin)
        if origin.came == "new":
            return Offer(kept, Meanwhile.SAME) if opened is None else Offer(kept, Meanwhile.TAKEN, opened.version)
        if opened is None:
            return Offer(kept, Meanwhile.GONE)
        if opened.source == origin.source:
            return Offer(kept, Meanwhile.SAME)
        return Offer(kept, Meanwhile.CHANGED, opened.version)

    def _opened(self, origin: Origin) -> Draft | None:
        open_it = self._design.open_file if origin.came == "file" else self._design.open
        try:
            return open_it(origin.key)
        except (NotFound, LayoutFault, BadInput):
            return None
