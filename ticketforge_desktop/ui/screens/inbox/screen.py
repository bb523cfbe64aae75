"""The inbox: what waits for a manager, and what was settled and seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.services.inbox import CONFLICT, FLAG, InboxEntry
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.beside import BesideScreen
from ticketforge_desktop.ui.screens.inbox.details import MatterDetails
from ticketforge_desktop.ui.screens.inbox.listing import MatterList, line_of
from ticketforge_desktop.ui.screens.listing import on_change, walk

ACTIONS: Final = (Action("inbox.decide", "Settle what is shown", "check", "Ctrl+Return", in_palette=False),)
(DECIDE,) = ACTIONS
OPEN, DONE = "open", "done"


class InboxScreen(BesideScreen):
    """A list on the left, the chosen matter on the right. Arrives with a tab, or with a matter's key."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "inbox", (OPEN, DONE), parent)
        context.actions.declare(ACTIONS)
        self._entries: Sequence[InboxEntry] = ()
        self._wanted = ""
        self._waiting = 0
        self._listing: Job[Sequence[InboxEntry]] | None = None
        self.list: MatterList = MatterList(context.theme)
        self.details: MatterDetails = MatterDetails(context)
        self.stand_beside()
        details = self.details
        walk(self.tabs, self.list, details.to_order, details.how, details.wait, details.decide)
        context.actions.bind(DECIDE.name, self.details.decide_now, self)
        self._join()
        self.retranslate()

    def _join(self) -> None:
        context = self.context
        self.list.chosen.connect(self._chosen)
        self.list.entered.connect(self._enter)
        self.details.decided.connect(self._decide)
        on_change(context, self, self.refresh, Changed.FLAG, Changed.ADMISSION, Changed.SYNC)
        context.status_changed.connect(lambda _status: self._status_changed())

    # What is asked

    def arrive(self, subject: object = None) -> None:
        named = subject if isinstance(subject, str) else ""
        if named.startswith((f"{CONFLICT}:", f"{FLAG}:")):
            self._wanted = named
            self.tabs.choose(OPEN)
        else:
            self.tabs.choose(DONE if named == DONE else OPEN)
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """List anew off the window's thread; what is typed for the chosen matter stays."""
        desk, tab = self.context.desk, self.tab
        if desk is not None:
            self._listing = self.context.runner.submit(
                lambda: desk.inbox.open() if tab == OPEN else desk.inbox.done(),
                self._show,
                self.context.trouble.emit,
                owner=self,
                replaces=self._listing,
            )

    def _status_changed(self) -> None:
        status = self.context.status
        told = status.inbox if status is not None else None
        if self.isVisible() and told is not None and told.waiting != self._waiting:
            self.refresh()

    def _chosen(self, key: str) -> None:
        entry = next((one for one in self._entries if one.key == key), None)
        if entry is not None:
            self.details.show_entry(entry)

    # What is done

    def _decide(self, key: str, how: str) -> None:
        desk = self.context.desk
        if desk is None:
            return
        self.details.decide.setEnabled(False)
        words = self.tr("Settled.") if key.startswith(CONFLICT) else self.tr("Noted as seen.")
        self.context.runner.submit(
            lambda: desk.inbox.settle(key, how),
            lambda _none: self.decided(words, Changed.FLAG),
            self._failed,
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        self.details.decide.setEnabled(True)
        if isinstance(error, BadInput) and self.details.refuse(error):
            return
        self.context.trouble.emit(error)
        if isinstance(error, Conflict | NotFound):
            self.refresh()  # somebody else was quicker

    def _enter(self) -> None:
        inside = self.details.how if self.details.how.isVisible() else self.details.decide
        target = inside if inside.isVisible() and inside.isEnabled() else self.details.to_order
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What is told

    def _show(self, entries: Sequence[InboxEntry]) -> None:
        self._entries = entries
        if self.tab == OPEN:
            self._waiting = len(entries)
        wanted, self._wanted = self._wanted, ""
        self.show_page(bool(entries))
        self.list.show_lines([line_of(entry, self.context) for entry in entries], prefer=wanted)
        self._chosen(self.list.current)  # the same matter may stand otherwise now
        self._tell_head()

    def _tell_head(self) -> None:
        waiting = self.context.formats.number(self._waiting)
        self.tabs.set_words(
            self.tr("Which matters"), [(OPEN, f"{self.tr('To settle')} {waiting}"), (DONE, self.tr("Done"))]
        )
        if self.tab == OPEN:
            line = self.tr("%n matter(s) wait for somebody who decides", "", self._waiting) if self._waiting else ""
            self.header.set_words(self.tr("To settle"), line)
            self.empty.set_words(
                self.tr("Nothing to settle"),
                self.tr("Tickets that were let in twice are put here, and what refunds and cancellations leave over."),
            )
        else:
            self.header.set_words(self.tr("To settle"), self.tr("What was settled and seen, the latest first"))
            self.empty.set_words(
                self.tr("Nothing was settled yet"), self.tr("What was settled or seen is listed here, with its words.")
            )

    def retranslate(self) -> None:
        self.foot.setText(self.tr("Nothing here stops the door: both entries stand, and people decide afterwards."))
        self.list.setAccessibleName(self.tr("Matters"))
        self.details.setAccessibleName(self.tr("The chosen matter"))
        self.details.retranslate()
        self._tell_head()
        if self._entries:
            self._show(self._entries)
