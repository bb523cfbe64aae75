"""A new run: which tickets of an event, in which order, on which printers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import CopyKind
from ticketforge_desktop.services.run_choice import SORTS, Choice
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import EventOffer, PostPrinter
from ticketforge_desktop.ui.screens.printing.share import PrinterShare
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import CheckBox, ComboBox, Field

KINDS: Final = (CopyKind.ORIGINAL, CopyKind.CONSIGNMENT, CopyKind.PROOF)


def sort_word(sort: str) -> str:
    """An order of papers in the language of now."""
    words = {
        "order": QCoreApplication.translate("NewRun", "By order"),
        "category": QCoreApplication.translate("NewRun", "By category, then seat"),
        "seat": QCoreApplication.translate("NewRun", "By seat"),
        "name": QCoreApplication.translate("NewRun", "By name"),
    }
    return words[sort]


def kind_word(kind: CopyKind) -> str:
    """What is to be printed, in the language of now."""
    words = {
        CopyKind.ORIGINAL: QCoreApplication.translate("NewRun", "Tickets"),
        CopyKind.CONSIGNMENT: QCoreApplication.translate("NewRun", "Tickets on consignment"),
        CopyKind.PROOF: QCoreApplication.translate("NewRun", "Proofs that admit nobody"),
    }
    return words[kind]


class NewRunCard(Card):
    """`wanted(choice, printers, window, takes)` comes when it shall begin, `dropped` when it was not wanted."""

    wanted = Signal(object, object, int, object)
    dropped = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, chosen=True, parent=parent)
        self._context = context
        self.offer: EventOffer | None = None
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.category, self.sort, self.kind = ComboBox(theme), ComboBox(theme), ComboBox(theme)
        self.fields = [Field(theme, "", box) for box in (self.category, self.sort, self.kind)]
        self.unprinted = CheckBox(theme)
        self.unprinted.setChecked(True)
        self.post, self.bought = CheckBox(theme), CheckBox(theme)
        self.post.clicked.connect(lambda _on=False: self._ask_post())
        self._post: Sequence[PostPrinter] = ()
        self.share = PrinterShare(context, self)
        self.share.changed.connect(self._settle)
        self.begin = Button(theme, icon="printer", kind=Kind.PRIMARY)
        self.drop = Button(theme)
        choices = QHBoxLayout()
        choices.setSpacing(Measure.GAP)
        for field in self.fields:
            choices.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addWidget(self.begin)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        self.body.addLayout(choices)
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        for tick in (self.unprinted, self.post, self.bought):
            ticks.addWidget(tick)
        self.body.addLayout(ticks)
        self.body.addWidget(self.share)
        self.body.addLayout(foot)
        for sort in SORTS:
            self.sort.addItem("", sort)
        for kind in KINDS:
            self.kind.addItem("", str(kind))
        self.begin.clicked.connect(lambda _on=False: self._begin())
        self.drop.clicked.connect(lambda _on=False: self.dropped.emit())
        self.hide()

    def show_offer(self, offer: EventOffer, printers: Sequence[PrinterSetup], post: Sequence[PostPrinter] = ()) -> None:
        """Ask about an event; the first printer is chosen. `post`: what printers can do for the post."""
        self.offer, self._post = offer, post
        self.category.clear()
        self.category.addItem("", "")
        for key, name in offer.categories:
            self.category.addItem(name, key)
        self.share.show_printers([setup.name for setup in printers], [setup.name for setup in printers[:1]])
        self.post.setChecked(False)
        self.bought.setChecked(True)
        self._ask_post()
        self.retranslate()
        self.show()
        self.category.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_post(self) -> None:
        """The papers for the post lie order by order, so nobody is asked how to sort them."""
        on = self.post.isChecked()
        self.bought.setVisible(on)
        self.sort.setEnabled(not on)
        if on:
            self.sort.choose("order")
            self.share.show_post(self._post)
        elif self.share.for_post:
            self.share.no_post()

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        offer, post = self.offer, self.post.isChecked()
        return Choice(
            event_id="" if offer is None else offer.event_id,
            category_id=self.category.key,
            sort=self.sort.key or SORTS[0],
            unprinted=self.unprinted.isChecked(),
            copy_kind=CopyKind(self.kind.key),
            post=post,
            leave_out=self.share.post.left_out if post else (),
            hardticket_only=post and self.bought.isChecked(),
            language=self._context.language,
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The printers that shall share it."""
        return self.share.printers

    def _begin(self) -> None:
        if self.offer is not None and self.share.ready:
            self.wanted.emit(self.choice, self.chosen, self.share.window_size, self.share.takes)

    def _settle(self) -> None:
        self.begin.setEnabled(self.share.ready and Right.PRINT in self._context.staff.rights)

    def retranslate(self) -> None:
        """All words anew."""
        offer, formats = self.offer, self._context.formats
        title = self.tr("Print tickets")
        if offer is not None:
            title = self.tr("Print tickets of {event}").format(event=offer.title)
            if self.category.count():
                self.category.setItemText(0, self.tr("All categories"))
        if self.head is not None:
            self.head.title.setText(title)
            when = "" if offer is None or offer.starts_at is None else formats.moment(offer.starts_at, offer.zone)
            self.head.note.setText(when)
        self.setAccessibleName(title)
        labels = (self.tr("Category"), self.tr("Order of the papers"), self.tr("What"))
        for field, label in zip(self.fields, labels, strict=True):
            field.set_words(label, "")
        for at, sort in enumerate(SORTS):
            self.sort.setItemText(at, sort_word(sort))
        for at, kind in enumerate(KINDS):
            self.kind.setItemText(at, kind_word(kind))
        self.unprinted.setText(self.tr("Only what is not on paper yet"))
        self.unprinted.setAccessibleName(self.unprinted.text())
        self.post.setText(self.tr("For the post: tickets, delivery note and address label of each order together"))
        self.bought.setText(self.tr("Only orders that bought the post"))
        for box in (self.post, self.bought):
            box.setAccessibleName(box.text())
        self.share.retranslate()
        self.begin.setText(self.tr("Print"))
        self.drop.setText(self.tr("Not now"))
        self._settle()
