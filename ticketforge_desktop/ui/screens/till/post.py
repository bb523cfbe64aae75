"""Tickets by post: where they are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.postal import COUNTRIES, POSTCODES, PostalAddress, postal_address
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

_WIDTH: Final = 520


class PostDialog(QDialog):
    """`decide(address)` is called with one the post can read, or with None: the buyer takes the tickets along."""

    def __init__(
        self,
        context: Context,
        known: PostalAddress | None,
        name: str,
        decide: Callable[[PostalAddress | None], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._decide, theme = decide, context.theme
        self.setWindowTitle(self.tr("Tickets by post"))
        self.name, self.street, self.postcode, self.city = (QLineEdit() for _ in range(4))
        self.country = ComboBox(theme)
        for code, word in zip(COUNTRIES, self._countries(), strict=True):
            self.country.addItem(word, code)
        self.fields = {
            "name": Field(theme, self.tr("Name"), self.name),
            "street": Field(theme, self.tr("Street and number"), self.street),
            "postcode": Field(theme, self.tr("Postcode"), self.postcode),
            "city": Field(theme, self.tr("City"), self.city),
            "country": Field(theme, self.tr("Country"), self.country),
        }
        self.keep = Button(theme, self.tr("Send by post"), icon="check", kind=Kind.PRIMARY)
        self.take = Button(theme, self.tr("Takes them along"))
        self.take.setAutoDefault(False)
        self.keep.setDefault(True)
        self._lay_out(context)
        self.name.setText(known.name if known else name)
        if known is not None:
            self.street.setText(known.street)
            self.postcode.setText(known.postcode)
            self.city.setText(known.city)
            self.country.choose(known.country)
        for field, editor in zip(
            self.fields.values(), (self.name, self.street, self.postcode, self.city), strict=False
        ):
            editor.textEdited.connect(lambda _text, of=field: of.set_fault(""))
        self.country.activated.connect(lambda _at: self.fields["postcode"].set_fault(""))
        self.keep.clicked.connect(lambda _on=False: self.done_with())
        self.take.clicked.connect(lambda _on=False: self._end(None))
        (self.street if self.name.text() else self.name).setFocus()

    def _lay_out(self, context: Context) -> None:
        theme = context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Where shall the tickets be sent?"), Role.SCREEN, wrap=True))
        column.addWidget(self.fields["name"])
        column.addWidget(self.fields["street"])
        place = QHBoxLayout()
        place.setSpacing(12)
        place.addWidget(self.fields["postcode"], 1, Qt.AlignmentFlag.AlignTop)
        place.addWidget(self.fields["city"], 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(place)
        column.addWidget(self.fields["country"])
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.take)
        foot.addWidget(self.keep)
        column.addLayout(foot)
        self.setMinimumWidth(round(_WIDTH * theme.scale))

    def done_with(self) -> None:
        """What is typed, where it is an address."""
        try:
            address = postal_address(
                self.name.text(), self.street.text(), self.postcode.text(), self.city.text(), self.country.key
            )
        except BadInput as error:
            self._show_fault(str(error.facts["field"]), str(error.facts["reason"]))
            return
        self._end(address)

    def _show_fault(self, name: str, reason: str) -> None:
        example = POSTCODES[self.country.key][1]
        words = {
            "missing": self.tr("Please fill in."),
            "long": self.tr("That is too long for an envelope."),
            "form": self.tr("Like {example}.").format(example=example),
        }[reason]
        self.fields[name].set_fault(words)
        self.fields[name].editor.setFocus()

    def _countries(self) -> tuple[str, ...]:
        return (
            self.tr("Germany"),
            self.tr("Austria"),
            self.tr("Switzerland"),
            self.tr("United Kingdom"),
            self.tr("France"),
            self.tr("United States"),
            self.tr("Poland"),
            self.tr("Netherlands"),
            self.tr("Belgium"),
        )

    def _end(self, address: PostalAddress | None) -> None:
        self._decide(address)
        self.accept()
