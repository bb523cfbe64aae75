"""Above the canvas: layouts with unsaved changes of an earlier time, to go on with or to discard."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.services.unsaved_layouts import Meanwhile
from ticketforge_desktop.ui.screens.designer.work import Table
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import LOOKS
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.messages import announce
from ticketforge_desktop.ui.widgets.text import Icon, Text

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.layout_design import DesignDesk
    from ticketforge_desktop.services.unsaved_layouts import Offer, UnsavedDrafts
    from ticketforge_desktop.ui.context import Context

T = TypeVar("T")
_NAMED: Final = 4


class OfferBar(QWidget):
    """Asks about those that can simply be gone on with together, then about each whose layout changed meanwhile.

    `taken(tables)` brings what somebody goes on with, the one for the table last. What is discarded can be taken back
    until the bar is closed; what nobody answers stays on the disk.
    """

    taken = Signal(object)  # list of Table

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self._theme = context, context.theme
        self._asked: list[Sequence[Offer]] = []
        self._discarded: Sequence[Offer] = ()
        self._looked = False
        self.title, self.text = Text(self._theme, "", Role.STRONG, wrap=True), Text(self._theme, "", wrap=True)
        self.go_on, self.discard = Button(self._theme), Button(self._theme)
        self.close_button = Button(self._theme, icon="x", kind=Kind.BARE)
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GAP, Measure.GRID, Measure.GRID, Measure.GRID)
        row.setSpacing(12)
        row.addWidget(Icon(self._theme, "warning", 20, "attention"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        for button in (self.go_on, self.discard, self.close_button):
            row.addWidget(button)
        self.go_on.clicked.connect(lambda _on=False: self._first())
        self.discard.clicked.connect(lambda _on=False: self._discard())
        self.close_button.clicked.connect(lambda _on=False: self._next())
        self.hide()

    # What there is

    def look(self) -> None:
        """Ask the disk, once a window."""
        desk = self.context.desk
        if desk is not None and not self._looked:
            self._looked = True
            unsaved = desk.design_page.unsaved
            self.context.runner.submit(unsaved.offers, self.show_offers, self.context.trouble.emit, owner=self)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Ask about these."""
        same = [offer for offer in offers if offer.meanwhile is Meanwhile.SAME]
        self._asked = [*([same] if same else []), *([offer] for offer in offers if offer not in same)]
        self._discarded = ()
        self._show()

    def _next(self) -> None:
        """The question is settled, or put off until the program is started again."""
        if not self._discarded:
            self._asked = self._asked[1:]
        self._discarded = ()
        self._show()

    # What is answered

    def _first(self) -> None:
        if self._discarded:
            self._take_back()
        else:
            self._go_on()

    def _go_on(self) -> None:
        offers = self._asked[0]

        def work(design: DesignDesk, unsaved: UnsavedDrafts) -> tuple[DesignDesk, list[Table], list[Exception]]:
            tables, troubles = [], list[Exception]()
            for offer in offers:
                try:
                    tables.append(Table(offer.kept.origin, unsaved.take_up(offer.kept)))
                except TicketForgeError as error:  # the others are gone on with, and this one stays on the disk
                    troubles.append(error)
            return design, tables, troubles

        self._submit(work, self._gone_on)
        self._next()

    def _gone_on(self, found: tuple[DesignDesk, list[Table], list[Exception]]) -> None:
        for trouble in found[2]:
            self.context.trouble.emit(trouble)
        if found[1]:
            self.taken.emit(found[:2])

    def _discard(self) -> None:
        offers, step = self._asked.pop(0), time.monotonic_ns()

        def work(_design: DesignDesk, unsaved: UnsavedDrafts) -> None:
            for offer in offers:
                unsaved.forget(offer.kept.origin.draft_id, step)

        self._submit(work)
        self._discarded = offers
        self._show()

    def _take_back(self) -> None:
        offers, step = self._discarded, time.monotonic_ns()

        def work(_design: DesignDesk, unsaved: UnsavedDrafts) -> None:
            for offer in offers:
                unsaved.keep_again(offer.kept, step)

        self._submit(work)
        self._asked, self._discarded = [offers, *self._asked], ()
        self._show()

    def _submit(self, work: Callable[[DesignDesk, UnsavedDrafts], T], done: Callable[[T], None] | None = None) -> None:
        desk = self.context.desk
        if desk is not None:
            page = desk.design_page
            self.context.runner.submit(
                lambda: work(page.design, page.unsaved), done, self.context.trouble.emit, owner=self
            )

    # What is said

    def _show(self) -> None:
        self.setVisible(bool(self._asked or self._discarded))
        self.discard.setVisible(not self._discarded)
        if self._discarded:
            self._say(self.tr("%n layout(s) discarded", "", len(self._discarded)), _names(self._discarded))
            self.go_on.setText(self.tr("Take back"))
        elif self._asked:
            offers = self._asked[0]
            if offers[0].meanwhile is Meanwhile.SAME:
                words = self.tr("%n layout(s) with unsaved changes, from {time}", "", len(offers))
                self._say(words.format(time=self._time(offers)), _names(offers))
            else:
                self._say(*self._of_changed(offers[0]))
            self.go_on.setText(self.tr("Go on"))
            self.discard.setText(self.tr("Discard"))

    def _say(self, title: str, text: str) -> None:
        if (title, text) != (self.title.text(), self.text.text()):
            self.title.setText(title)
            self.text.setText(text)
            self.setAccessibleName(title)
            self.setAccessibleDescription(text)
            announce(self, f"{title}. {text}")

    def _of_changed(self, offer: Offer) -> tuple[str, str]:
        """Somebody else was there: what happened, and what going on would come to."""
        is_file = offer.kept.origin.came == "file"
        words = {
            Meanwhile.GONE: self.tr("It can't be opened any more; going on makes it anew."),
            Meanwhile.TAKEN: self.tr("Another layout of this name is in use now. Saved, yours stands in front of it."),
            Meanwhile.CHANGED: self.tr("Its file was written since. Going on leaves the file as it is.")
            if is_file
            else self.tr("Version {number} is in use now, without your changes. Saved, yours stands in front of it."),
        }[offer.meanwhile]
        title = self.tr("{layout}: unsaved changes from {time}, and the layout is another one now")
        return (
            title.format(layout=offer.kept.name, time=self._time([offer])),
            words.format(number=offer.version),
        )

    def _time(self, offers: Sequence[Offer]) -> str:
        """`14:02`, with the day where it is another one."""
        at, formats = max(offer.kept.at for offer in offers), self.context.formats
        now = self.context.desk.now() if self.context.desk is not None else at
        told = formats.time(at)
        return told if at.astimezone().date() == now.astimezone().date() else f"{formats.day(at)} {told}"

    def retranslate(self) -> None:
        """All words anew."""
        self.close_button.setAccessibleName(self.tr("Later"))
        self.close_button.setToolTip(self.tr("Later"))
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(LOOKS["attention"].fill))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("attention"))
        painter.end()


def _names(offers: Sequence[Offer]) -> str:
    names = [offer.kept.name for offer in offers]
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
