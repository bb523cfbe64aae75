"""Where drafts come from and go to: layouts of the station, files, pictures. Nothing here makes the window wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.layout_design import DesignDesk, Draft, Place, SavedLayout
from ticketforge_desktop.services.ports.unsaved_layouts import Came
from ticketforge_desktop.ui.screens.designer.desk import Sample, Target
from ticketforge_desktop.ui.screens.designer.reasons import reason_words

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.printing import LayoutInfo
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.screens.designer.work import Work

_FIRST: Final = "ticket-2x5.5in"
_NEW_SIZE: Final = (100.0, 50.0)
_NEW_FOR: Final = ("zpl", "pdf")
_LARGEST_PICTURE: Final = 2_000_000  # as a layout file may name


class Files(QObject):
    """Opens and saves for a designer."""

    def __init__(self, context: Context, work: Work, window: QWidget) -> None:
        super().__init__(window)
        self.context, self.work, self._window = context, work, window
        self.layouts: tuple[LayoutInfo, ...] = ()
        self.samples: tuple[Sample, ...] = ()
        self._targets: tuple[Target, ...] = ()
        self._saving = False

    # What there is

    def look(self, then: Callable[[], None]) -> None:
        """Ask which layouts, tickets and printers there are. Tickets once there are some are not asked for again."""
        desk = self.context.desk
        if desk is None:
            return
        page, known = desk.design_page, self.samples

        def work() -> tuple[Sequence[LayoutInfo], Sequence[Sample], Sequence[Target]]:
            return page.layouts(), known or page.samples(), page.targets(())

        def done(found: tuple[Sequence[LayoutInfo], Sequence[Sample], Sequence[Target]]) -> None:
            layouts, samples, targets = found
            self.layouts, self.samples, self._targets = tuple(layouts), tuple(samples), tuple(targets)
            then()

        self.context.runner.submit(work, done, self.context.trouble.emit, owner=self)

    def first(self) -> str:
        """The layout to begin with; "" when there is none that can be read."""
        whole = [info.name for info in self.layouts if not info.faults]
        return _FIRST if _FIRST in whole else next(iter(whole), "")

    def samples_of(self, document: str) -> list[Sample]:
        """What a layout of such a document is shown with: tickets of the mirror, all else made up."""
        design = self.work.design
        made_up = [Sample("made_up", design.sample(document))] if design is not None else []
        return [*(self.samples if document == "ticket" else ()), *made_up]

    def targets_of(self, languages: Sequence[str]) -> list[Target]:
        """Printers for these languages."""
        return [target for target in self._targets if target.language in languages]

    # Opening

    def open(self, name: str) -> None:
        """A layout of the station, or the draft of it that was left with changes."""
        waiting = self.work.waiting(name)
        if waiting:
            self.work.take_up(waiting)
        else:
            self._begin(name, lambda design: design.open(name))

    def ask_file(self) -> None:
        """Ask which file, and open it."""
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a layout"), "", "TOML (*.toml)")
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """A file with the pictures beside it; saving installs it."""
        self._begin(path, lambda design: design.open_file(path), "file")

    def new(self) -> None:
        """An empty layout under a name that is free."""
        taken = {info.name for info in self.layouts} | {table.history.now.name for table in self.work.tables}
        number = next(n for n in range(1, 10_000) if f"layout-{n}" not in taken)
        name = f"layout-{number}"
        self._begin(name, lambda design: design.blank(name, *_NEW_SIZE, _NEW_FOR), "new")

    def _begin(self, key: str, make: Callable[[DesignDesk], Draft], came: Came = "station") -> None:
        desk = self.context.desk
        if desk is None:
            return
        page = desk.design_page

        def work() -> tuple[DesignDesk, Draft]:
            return page.design, make(page.design)

        def done(made: tuple[DesignDesk, Draft]) -> None:
            self.work.begin(made[0], key, made[1], came)

        self.context.runner.submit(work, done, self.context.trouble.emit, owner=self)

    # Saving

    def save(self) -> None:
        """Keep the draft as the newest version of its name. One with faults is not saved; it says why."""
        design, draft, origin = self.work.design, self.work.draft, self.work.origin
        if design is None or draft is None or origin is None or self._saving:
            return
        if draft.faults:
            reason = reason_words(draft, draft.faults[0].why, self.context.language)
            words = self.tr("Not saved: {reason}").format(reason=reason)
            self.context.told.emit("refused", words)
            self.work.choose(() if draft.faults[0].item < 0 else (draft.faults[0].item,))
            return
        self._saving = True
        # A version of its own, so that what is printed can be told from what was: built-in ones count as well.
        newest = max((info.version for info in self.layouts if info.name == draft.name), default=0)
        version = max(newest + 1, draft.version)

        def work() -> tuple[Draft, SavedLayout]:
            numbered = design.set_layout(draft, "version", version)
            return numbered, design.save(numbered)

        draft_id = origin.draft_id
        self.context.runner.submit(work, lambda done: self._saved(draft_id, draft, *done), self._not_saved, owner=self)

    def _saved(self, draft_id: str, draft: Draft, numbered: Draft, saved: SavedLayout) -> None:
        self._saving = False
        self.work.kept(draft_id, draft, numbered)
        words = (
            self.tr("{layout} is saved as version {version}.")
            if not saved.already
            else self.tr("{layout} is in use like this already, as version {version}.")
        )
        self.context.told.emit("admitted", words.format(layout=saved.name, version=saved.version))
        self.look(self.work.drafted.emit)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.context.trouble.emit(error)

    def ask_export(self) -> None:
        """Ask where to, and write the file."""
        draft = self.work.draft
        if draft is not None:
            path, _ = QFileDialog.getSaveFileName(
                self._window, self.tr("Save the layout"), f"{draft.name}.toml", "TOML (*.toml)"
            )
            if path:
                self.export(path)

    def export(self, path: str) -> None:
        """Write the draft into a file, its pictures beside it."""
        design, draft = self.work.design, self.work.draft
        if design is not None and draft is not None:
            words = self.tr("Saved as {file}.").format(file=Path(path).name)
            self.context.runner.submit(
                lambda: design.export(draft, path),
                lambda _none: self.context.told.emit("admitted", words),
                self.context.trouble.emit,
                owner=self,
            )

    # Pictures

    def add_picture(self, path: Path, *, for_item: bool, place: Place) -> None:
        """Lay a picture beside the layout and show it: in the chosen item, or in a new one."""

        def read() -> bytes:
            if path.stat().st_size > _LARGEST_PICTURE:
                raise BadInput(f"'{path.name}' is larger than 2 MB.", field="file")
            return path.read_bytes()

        def done(png: bytes) -> None:
            self._put(path.name, png, place if not for_item else None)

        self.context.runner.submit(read, done, self.context.trouble.emit, owner=self)

    def _put(self, name: str, png: bytes, place: Place | None) -> None:
        work, draft = self.work, self.work.draft
        if draft is None:
            return
        index = work.selection[0] if work.selection else -1
        choose = (len(draft.items),) if place is not None else work.selection

        def change(design: DesignDesk, now: Draft) -> Draft:
            with_it = design.add_picture(now, name, png)
            if place is not None:
                return design.add(with_it, "image", place, {"file": name})
            return design.set(with_it, index, "file", name)

        fault = work.edit(change, choose=choose)
        if fault:
            self.context.told.emit("refused", fault)
