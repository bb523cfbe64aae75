"""Who buys: somebody the mirror knows, somebody new, or nobody in particular."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.services.ports.till import Buyer
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import DEBOUNCE_MS, Field
from ticketforge_desktop.ui.widgets.text import Text

_WIDTH: Final = 520
_MOST: Final = 4


class BuyerDialog(QDialog):
    """Name, mail and phone; people who are known are offered as one types. `decide(buyer)` is called at the end."""

    def __init__(self, context: Context, buyer: Buyer, decide: Callable[[Buyer], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._decide, theme = context, decide, context.theme
        self._known: Sequence[Buyer] = ()
        self._customer = buyer.customer_id
        self.setWindowTitle(self.tr("Buyer"))
        self.name, self.email, self.phone = QLineEdit(buyer.name), QLineEdit(buyer.email), QLineEdit(buyer.phone)
        self.offers = [Button(theme, kind=Kind.QUIET, icon="person") for _ in range(_MOST)]
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._look)
        self._asked = ""
        keep = Button(theme, self.tr("Take over"), icon="check", kind=Kind.PRIMARY)
        walk_in = Button(theme, self.tr("Walk-in buyer"))
        walk_in.setAutoDefault(False)
        keep.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Who buys?"), Role.SCREEN, wrap=True))
        column.addWidget(Field(theme, self.tr("Name"), self.name))
        column.addWidget(Field(theme, self.tr("E-mail"), self.email, self.tr("Only where the buyer wants mail.")))
        column.addWidget(Field(theme, self.tr("Phone"), self.phone))
        for at, offer in enumerate(self.offers):
            offer.setAutoDefault(False)
            offer.hide()
            offer.clicked.connect(lambda _on=False, place=at: self.take(place))
            column.addWidget(offer, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(walk_in)
        foot.addWidget(keep)
        column.addLayout(foot)
        for field in (self.name, self.email, self.phone):
            field.textEdited.connect(self._typed)
        keep.clicked.connect(lambda _on=False: self.done_with(self.typed()))
        walk_in.clicked.connect(lambda _on=False: self.done_with(Buyer()))
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.name.setFocus()

    def typed(self) -> Buyer:
        """As it stands in the fields."""
        name, email, phone = (" ".join(field.text().split()) for field in (self.name, self.email, self.phone))
        return Buyer(name, email, phone, customer_id=self._customer)

    def take(self, place: int) -> None:
        """One of the people who are offered."""
        if place < len(self._known):
            self.done_with(self._known[place])

    def done_with(self, buyer: Buyer) -> None:
        """It is decided."""
        self._decide(buyer)
        self.accept()

    def _typed(self, text: str) -> None:
        self._customer, self._asked = 0, text
        self._timer.start()

    def _look(self) -> None:
        desk, text = self._context.desk, self._asked.strip()
        if desk is None or len(text) < 3:
            return
        page = desk.till_page
        self._context.runner.submit(
            lambda: page.buyers(text, _MOST), self._offer, self._context.trouble.emit, owner=self
        )

    def _offer(self, found: Sequence[Buyer]) -> None:
        self._known = found
        for at, offer in enumerate(self.offers):
            offer.setVisible(at < len(found))
            if at < len(found):
                offer.setText(" · ".join(filter(None, (found[at].name, found[at].email, found[at].phone))))
