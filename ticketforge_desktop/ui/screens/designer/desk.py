"""What the designer gets of the desk: drafts, tickets to look at them with, and the printers they are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.documents import Face
    from ticketforge_desktop.services.ports.layout_design import DesignDesk, Draft
    from ticketforge_desktop.services.ports.printers import Delivery
    from ticketforge_desktop.services.ports.printing import LayoutInfo
    from ticketforge_desktop.services.unsaved_layouts import UnsavedDrafts


class Sample(NamedTuple):
    """What a layout is shown with; codes admit nobody. `name` is "longest", "usual", "bare" or "made_up"."""

    name: str
    face: Face


class Target(NamedTuple):
    """Where a layout comes out. `printer` is the name of one that is set up, "" for any of this kind."""

    language: str
    dpi: int
    printer: str = ""


class DesignPage(Protocol):
    """All of it may take a while: for the runner. Edits of drafts (`design`) are quick."""

    @property
    def design(self) -> DesignDesk:
        """Makes, changes, draws and keeps drafts."""
        ...

    @property
    def unsaved(self) -> UnsavedDrafts:
        """Layouts with changes that nobody saved, over the end of the program."""
        ...

    def test_print(self, draft: Draft, face: Face, printer: str, words: str) -> Delivery:
        """Print the draft once, as a proof. Raises as `TestPrints.print`."""
        ...

    def layouts(self) -> Sequence[LayoutInfo]:
        """Layouts of this station, those with faults included."""
        ...

    def samples(self) -> Sequence[Sample]:
        """Tickets to look at a layout with, the longest names of the mirror first."""
        ...

    def targets(self, languages: Sequence[str]) -> Sequence[Target]:
        """Printers a layout for these languages can come out of: those set up first, then the usual ones."""
        ...
