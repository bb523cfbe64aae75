"""Unsaved layouts are on the disk moments after each change, so that no end of the window or the program loses them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.ui.screens.designer.work import Table, Work

if TYPE_CHECKING:
    from ticketforge_desktop.services.unsaved_layouts import UnsavedDrafts
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import Desk

REST_MS: Final = 700
"""From the first change on: hands that never rest are no reason to wait longer."""
Act = Callable[["UnsavedDrafts"], None]


class Keeping(QObject):
    """Follows a `Work`: what would be lost is kept, what is saved or put back is kept no longer."""

    def __init__(self, context: Context, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.work = context, work
        self._kept: dict[str, str] = {}  # the text that was given to the disk last, by the id of the draft
        self._failed = False
        self._unsaved: UnsavedDrafts | None = None  # of the profile the drafts are made in
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self.keep)
        work.drafted.connect(self._begin)
        context.closing.connect(self.keep_now)
        context.on_desk(self._begin_in)

    def _begin_in(self, desk: Desk) -> None:
        """Another profile gets a designer of its own; these drafts stay with this one."""
        if self._unsaved is None:
            self._unsaved = desk.design_page.unsaved

    def _begin(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def known(self, table: Table) -> None:
        """This draft comes from the disk."""
        self._kept[table.origin.draft_id] = table.history.now.source

    def keep(self) -> None:
        """Give the disk what is new, beside the window."""
        acts, unsaved = self._acts(), self._unsaved
        if not acts or unsaved is None:
            return

        def work() -> None:
            for act in acts:
                act(unsaved)

        self.context.runner.submit(work, lambda _none: self._done(), self._not_kept, owner=self)

    def keep_now(self) -> None:
        """The window closes, or goes to another profile: what is not on the disk yet is there when this returns."""
        self._soon.stop()
        unsaved = self._unsaved
        if unsaved is None:
            return
        self._kept = dict.fromkeys(self._kept, "")  # what is on its way may not arrive any more
        for act in self._acts():
            try:
                act(unsaved)
            except TicketForgeError as error:  # the others are kept all the same
                self.context.trouble.emit(error)

    def _acts(self) -> list[Act]:
        """What has to be done so that the disk has what is on the table, oldest first."""
        step, acts, now = time.monotonic_ns(), list[Act](), dict[str, str]()
        for table in self.work.tables:
            draft_id, draft = table.origin.draft_id, table.history.now
            if table.worked_on:
                now[draft_id] = draft.source
                if self._kept.get(draft_id) != draft.source:
                    acts.append(_keep(table, step))
        for draft_id in self._kept.keys() - now.keys():
            acts.append(_forget(draft_id, step))
        self._kept = now
        return acts

    def _done(self) -> None:
        self._failed = False

    def _not_kept(self, error: Exception) -> None:
        """All of it is given to the disk again with the next change; a full disk is told of once."""
        self._kept = dict.fromkeys(self._kept, "")
        if not self._failed:
            self._failed = True
            self.context.trouble.emit(error)


def _keep(table: Table, step: int) -> Act:
    return lambda unsaved: unsaved.keep(table.origin, table.history.now, step)


def _forget(draft_id: str, step: int) -> Act:
    return lambda unsaved: unsaved.forget(draft_id, step)
