"""A map being drawn: its changes, each of which can be taken back, and what is chosen in it; no widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.checks import Fault, faults_of
from ticketforge_desktop.domain.seating.laying import RowPlan, draw_rows, moved, numbered, renamed, turned
from ticketforge_desktop.domain.seating.numbering import Numbering
from ticketforge_desktop.domain.seating.places import Area, Row, Seat, SeatKind, SeatMap, Section, Stage
from ticketforge_desktop.ui.screens.seats.looks import Look, Mark

Made = TypeVar("Made")
_MOST: Final = 200  # changes that can be taken back


class Drafting(QObject):
    """`changed` after a change, `selected` when others are chosen, `refused` with the reason why nothing was done."""

    changed = Signal()
    selected = Signal()
    refused = Signal(object)  # BadInput

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drawn = SeatMap("", "")
        self.upon: int | None = None  # the version that is changed; None = a new map
        self.selection: frozenset[str] = frozenset()
        self.faults: tuple[Fault, ...] = ()
        self._before: list[SeatMap] = []
        self._after: list[SeatMap] = []
        self._kept = self.drawn

    # The map

    def open(self, drawn: SeatMap, upon: int | None) -> None:
        """Another map, from its beginning."""
        self._before, self._after, self._kept, self.upon = [], [], drawn, upon
        self._show(drawn)

    def kept(self, drawn: SeatMap) -> None:
        """It was saved so."""
        self._kept, self.upon = drawn, drawn.version
        self._show(drawn)

    @property
    def unsaved(self) -> bool:
        """Whether something was changed since it was saved."""
        return replace(self.drawn, version=0) != replace(self._kept, version=0)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._after.append(self.drawn)
            self._show(self._before.pop())

    def redo(self) -> None:
        """Make it again."""
        if self._after:
            self._before.append(self.drawn)
            self._show(self._after.pop())

    def change(self, drawn: SeatMap) -> None:
        """Another state of the map."""
        if drawn != self.drawn:
            self._before = [*self._before[-_MOST + 1 :], self.drawn]
            self._after = []
            self._show(drawn)

    def _show(self, drawn: SeatMap) -> None:
        self.drawn = drawn
        self.faults = tuple(faults_of(drawn))
        self.selection = frozenset(self.selection & drawn.by_id().keys())
        self.changed.emit()

    def looks(self) -> dict[str, Look]:
        """How every seat looks: by category, those with faults crossed."""
        zones = {zone: at for at, zone in enumerate(self.drawn.categories())}
        bad = {fault.where for fault in self.faults if not fault.warning}
        return {
            seat_id: Look(Mark.BLOCKED if seat_id in bad else Mark.FREE, seat.kind, zones.get(seat.category, -1), False)
            for seat_id, seat in self.drawn.by_id().items()
        }

    # What is chosen

    def choose(self, seats: Iterable[str]) -> None:
        """These and no others."""
        self.selection = frozenset(seats)
        self.selected.emit()

    def press(self, seat_id: str) -> None:
        """This one too, or no longer."""
        self.choose(self.selection ^ {seat_id})

    def whole_rows(self) -> None:
        """All seats of the rows of what is chosen."""
        rows = {(seat.section, seat.row) for seat in self.seats()}
        self.choose(seat.seat_id for seat in self.drawn.seats() if (seat.section, seat.row) in rows)

    def seats(self) -> list[Seat]:
        """The chosen ones, in the map's order."""
        return [seat for seat in self.drawn.seats() if seat.seat_id in self.selection]

    # Changes

    def rows(self, section: str, plan: RowPlan) -> None:
        """Draw rows into a section, a new one where there is none of that name."""
        name = " ".join(section.split())
        known = self.drawn.section(name)
        taken = [row.name for row in known.rows] if known is not None else []
        with_rows = self._tried(lambda: draw_rows(name, plan, taken))
        if with_rows is not None:
            before = known.rows if known is not None else ()
            self.change(self.drawn.with_section(Section(name, (*before, *with_rows))))
            self.choose(seat.seat_id for row in with_rows for seat in row.seats)

    def stage(self, stage: Stage) -> None:
        """Where the stage is."""
        self.change(replace(self.drawn, stage=stage))

    def area(self, area: Area) -> None:
        """A standing area; one of the same name is replaced."""
        others = tuple(known for known in self.drawn.areas if known.name != area.name)
        self.change(replace(self.drawn, areas=(*others, area)))

    def remove(self) -> None:
        """The chosen seats are gone."""
        self._each(lambda seats: [])
        self.choose(())

    def kind(self, kind: SeatKind) -> None:
        """The chosen seats are places of this kind."""
        self._each(lambda seats: [seat._replace(kind=kind) for seat in seats])

    def category(self, category: str) -> None:
        """The chosen seats are of this price zone."""
        self._each(lambda seats: [seat._replace(category=" ".join(category.split())) for seat in seats])

    def nudge(self, dx: int, dy: int) -> None:
        """The chosen seats stand elsewhere."""
        self._each(lambda seats: moved(seats, dx, dy))

    def turn(self, degrees: float) -> None:
        """The chosen seats are turned about their middle."""
        together = {
            seat.seat_id: place for seat, place in zip(self.seats(), turned(self.seats(), degrees), strict=True)
        }
        self._each(lambda seats: [together[seat.seat_id] for seat in seats])

    def number(self, rule: Numbering) -> None:
        """The rows of what is chosen are numbered anew."""
        rows = {(seat.section, seat.row) for seat in self.seats()}
        self._rows(rows, lambda row: numbered(row, rule))

    def name_rows(self, rule: Numbering) -> None:
        """The rows of what is chosen are named anew, in the map's order."""
        rows = list(dict.fromkeys((seat.section, seat.row) for seat in self.seats()))
        labels = self._tried(lambda: rule.labels(len(rows)))
        if labels is not None:
            named = dict(zip(rows, labels, strict=True))
            self._rows(rows, lambda row: renamed(row, named[row.seats[0].section, row.name]))

    def section(self, name: str) -> None:
        """The sections of what is chosen are called this: only one of them can be."""
        names = {seat.section for seat in self.seats()}
        wanted = " ".join(name.split())
        if len(names) != 1 or not wanted or (wanted not in names and self.drawn.section(wanted) is not None):
            self.refused.emit(BadInput("One section is named at a time, and no two alike.", field="section"))
            return
        (old,) = names
        chosen = [seat._replace(section=wanted).seat_id for seat in self.seats()]
        self.change(replace(self.drawn, sections=tuple(_called(one, old, wanted) for one in self.drawn.sections)))
        self.choose(chosen)

    def _each(self, work: Callable[[Sequence[Seat]], Sequence[Seat]]) -> None:
        """Change the chosen seats of each row; rows and sections that are empty then are gone."""
        chosen, sections = self.selection, []
        for section in self.drawn.sections:
            rows = []
            for row in section.rows:
                mine = [seat for seat in row.seats if seat.seat_id in chosen]
                if mine:
                    made = {seat.seat_id: seat for seat in work(mine)}
                    kept = tuple(
                        made.get(seat.seat_id, seat)
                        for seat in row.seats
                        if seat.seat_id not in chosen or seat.seat_id in made
                    )
                    rows += [replace(row, seats=kept)] if kept else []
                else:
                    rows.append(row)
            sections += [replace(section, rows=tuple(rows))] if rows else []
        self.change(replace(self.drawn, sections=tuple(sections)))

    def _rows(self, wanted: Collection[tuple[str, str]], work: Callable[[Row], Row]) -> None:
        before = list(self.drawn.seats())

        def make() -> SeatMap:
            sections = tuple(
                replace(
                    section,
                    rows=tuple(work(row) if (section.name, row.name) in wanted else row for row in section.rows),
                )
                for section in self.drawn.sections
            )
            return replace(self.drawn, sections=sections)

        made = self._tried(make)
        if made is not None:
            chosen = self.selection
            places = {(seat.x, seat.y) for seat in before if seat.seat_id in chosen}
            self.change(made)
            self.choose(seat.seat_id for seat in made.seats() if (seat.x, seat.y) in places)

    def _tried(self, work: Callable[[], Made]) -> Made | None:
        try:
            return work()
        except BadInput as error:
            self.refused.emit(error)
            return None


def _called(section: Section, old: str, name: str) -> Section:
    if section.name != old:
        return section
    rows = tuple(replace(row, seats=tuple(seat._replace(section=name) for seat in row.seats)) for row in section.rows)
    return Section(name, rows)
