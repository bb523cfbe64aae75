"""The draft somebody works on: its history, what is chosen of it, and every change there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.layout_design import Draft, History, Place, Side
from ticketforge_desktop.services.ports.unsaved_layouts import Came, Origin

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.layout_design import DesignDesk, ItemView

Change = Callable[["DesignDesk", Draft], Draft]


class Table(NamedTuple):
    """A layout with what it came from and its steps."""

    origin: Origin
    history: History

    @property
    def worked_on(self) -> bool:
        """Whether something of it would be lost. A file or a new layout that nobody touched is none."""
        return self.history.changed and self.history.now.source != self.origin.source


class Work(QObject):
    """One a designer. Layouts that were left with changes wait here with all their steps."""

    drafted = Signal()  # another draft, or another side of it
    selected = Signal()
    refused = Signal(str)  # why a change was not made; "" once one was

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.say: Callable[[BadInput], str] = lambda error: error.message  # a refused change, in words
        self.design: DesignDesk | None = None
        self.history: History | None = None
        self.selection: tuple[int, ...] = ()
        self.side: Side = "front"
        self.origin: Origin | None = None  # of what is on the table
        self._left: dict[str, Table] = {}  # by the id of the draft
        self._merging = ""

    # What there is

    @property
    def draft(self) -> Draft | None:
        """What is on the table."""
        return self.history.now if self.history is not None else None

    @property
    def items(self) -> tuple[ItemView, ...]:
        """Everything on the side that is shown."""
        draft = self.draft
        return () if draft is None else tuple(item for item in draft.items if item.side == self.side)

    @property
    def chosen(self) -> tuple[ItemView, ...]:
        """The chosen items."""
        draft = self.draft
        return () if draft is None else tuple(draft.items[index] for index in self.selection)

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.history is not None and self.history.changed

    @property
    def left(self) -> tuple[Table, ...]:
        """Layouts that were left with changes, in the order they were left."""
        return tuple(self._left.values())

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those, and what is on the table."""
        if self.origin is None or self.history is None:
            return self.left
        return (*self.left, Table(self.origin, self.history))

    # Beginning

    def waiting(self, key: str) -> str:
        """The id of the draft of a layout that is on the table or was left with changes; "" for none."""
        found = [table.origin.draft_id for table in self.tables if table.origin.key == key]
        return found[-1] if found else ""

    def take_up(self, draft_id: str) -> None:
        """Go on with a layout that was left with changes."""
        if draft_id in self._left:
            self._go_to(self._left.pop(draft_id))

    def begin(self, design: DesignDesk, key: str, draft: Draft, came: Came = "station") -> None:
        """Open a draft. One that was changed before stays as it is, until it is opened again."""
        origin = Origin(uuid4().hex, key, came, draft.source)
        self.go_on(design, Table(origin, History.of(draft, saved=came == "station")))

    def go_on(self, design: DesignDesk, table: Table) -> None:
        """Open a draft that was made before."""
        self.design = design
        self._go_to(table)

    def lay_aside(self, table: Table) -> None:
        """A draft that was made before waits, as if it had been left just now."""
        self._left[table.origin.draft_id] = table

    def _go_to(self, table: Table) -> None:
        if self.origin is not None and self.history is not None and Table(self.origin, self.history).worked_on:
            self._left[self.origin.draft_id] = Table(self.origin, self.history)
        (self.origin, self.history), self.selection, self.side, self._merging = table, (), "front", ""
        self.drafted.emit()
        self.selected.emit()

    def kept(self, draft_id: str, draft: Draft, saved: Draft) -> None:
        """A draft was saved, as another one (its version is new). What was done meanwhile is still to be saved."""
        table = next((table for table in self.tables if table.origin.draft_id == draft_id), None)
        if table is None:
            return
        history = table.history
        if history.now is draft:
            history = replace(history, now=saved, saved=saved.source)
        else:
            history = replace(history, saved=draft.source)
        table = Table(Origin(draft_id, saved.name, "station", saved.source), history)
        if draft_id not in self._left:
            (self.origin, self.history), self._merging = table, ""
        elif table.worked_on:
            self._left[draft_id] = table
        else:
            del self._left[draft_id]
        self.drafted.emit()

    # Choosing

    def choose(self, items: Iterable[int]) -> None:
        """Choose items by their index."""
        draft = self.draft
        count = len(draft.items) if draft is not None else 0
        chosen = tuple(sorted({index for index in items if 0 <= index < count}))
        if chosen == self.selection:
            return
        self._merging = ""
        self.selection = chosen
        if draft is not None and chosen and draft.items[chosen[0]].side != self.side:
            self.show_side(draft.items[chosen[0]].side)
        self.selected.emit()

    def show_side(self, side: Side) -> None:
        """Look at the front or the back."""
        if side != self.side:
            self.side = side
            self.selection = tuple(item.index for item in self.chosen if item.side == side)
            self.drafted.emit()
            self.selected.emit()

    # Changing

    def edit(self, change: Change, *, merge: str = "", choose: Sequence[int] | None = None) -> str:
        """Make a change; returns why it was refused, "" if it was made.

        Changes in a row that share a `merge` word are one step to undo: letters of a word, millimetres of a key held
        down. `choose` is what is chosen afterwards.
        """
        if self.design is None or self.history is None:
            return ""
        before = self.history
        try:
            draft = change(self.design, before.now)
        except BadInput as error:
            why = self.say(error)
            self.refused.emit(why)
            return why
        if merge and merge == self._merging and before.past:
            self.history = replace(before, now=draft, future=())
        else:
            self.history = before.do(draft)
            self._merging = merge if self.history is not before else ""
        self._settle(before, choose)
        self.refused.emit("")
        return ""

    def undo(self) -> None:
        """One step back."""
        self._travel(lambda history: history.undo())

    def redo(self) -> None:
        """One step forward again."""
        self._travel(lambda history: history.redo())

    def _travel(self, way: Callable[[History], History]) -> None:
        if self.history is not None:
            before, self.history, self._merging = self.history, way(self.history), ""
            self._settle(before, None)

    def _settle(self, before: History, choose: Sequence[int] | None) -> None:
        assert self.history is not None
        count = len(self.history.now.items)
        wanted = self.selection if choose is None else tuple(choose)
        selection = tuple(index for index in wanted if index < count)
        told = selection != self.selection
        self.selection = selection
        if self.history is not before or told:
            self.drafted.emit()
        if told:
            self.selected.emit()

    # The usual changes

    def move(self, dx: float, dy: float, *, merge: str = "") -> None:
        """Shift what is chosen."""
        if self.selection and (dx or dy):
            self.edit(lambda design, draft: design.move(draft, self.selection, dx, dy), merge=merge)

    def resize(self, item: int, place: Place, *, merge: str = "") -> None:
        """Give an item a place."""
        self.edit(lambda design, draft: design.resize(draft, item, place), merge=merge)

    def grow(self, dx: float, dy: float) -> None:
        """Make the one chosen item wider and higher by keys."""
        if len(self.chosen) == 1:
            item = self.chosen[0]
            x, y, width, height = item.place
            place = Place(x, y, max(0.5, width + dx), max(0.5, height + dy))
            self.resize(item.index, place, merge=f"grow {item.index}")

    def add(self, kind: str, place: Place, values: dict[str, object] | None = None) -> str:
        """Add an item on top and choose it; returns why it was refused."""
        draft = self.draft
        if draft is None:
            return ""
        told = dict(values or {}) | ({"side": self.side} if self.side != "front" else {})
        return self.edit(lambda design, now: design.add(now, kind, place, told), choose=(len(draft.items),))

    def remove(self) -> None:
        """Take away what is chosen."""
        if self.selection:
            self.edit(lambda design, draft: design.remove(draft, self.selection), choose=())

    def duplicate(self) -> None:
        """Copy what is chosen and choose the copies."""
        draft, count = self.draft, len(self.selection)
        if draft is not None and count:
            copies = range(len(draft.items), len(draft.items) + count)
            self.edit(lambda design, now: design.duplicate(now, self.selection), choose=tuple(copies))

    def order(self, up: bool) -> None:
        """Draw the one chosen item later (up) or earlier."""
        draft = self.draft
        if draft is not None and len(self.selection) == 1:
            at = self.selection[0]
            to = at + (1 if up else -1)
            if 0 <= to < len(draft.items):
                self.edit(lambda design, now: design.order(now, at, to), choose=(to,))
