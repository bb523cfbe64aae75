"""How it is paid: tenders, what is given, what goes back, and the notes people are likely to hand over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.domain.denominations import change_pieces, suggested_notes
from ticketforge_desktop.domain.money import Money, exponent
from ticketforge_desktop.domain.tenders import Settlement, Tender
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.hand import Hand
from ticketforge_desktop.ui.screens.till.tiles import Tile
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.till_desk import TillPage
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Text

TENDERS: Final = ((Tender.CASH, "cash", "F9"), (Tender.CARD, "card", "F10"), (Tender.INVOICE, "file", "F11"),
                  (Tender.VOUCHER, "gift", "F12"))  # fmt: skip
_SUGGESTED: Final = 4
_APART: Final = "   "
_KEYS: Final = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "00", "0", ",")


class Figure(Text):
    """An amount, as large as its box has room for."""

    def __init__(self, theme: Theme, largest: Role) -> None:
        super().__init__(theme, "", largest)
        self._sizes = (largest, Role.TOTAL, Role.FIGURE, Role.SCREEN, Role.STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        fitting = (role for role in self._sizes if self._theme.width(role, self.text()) <= room)
        role = next(fitting, self._sizes[-1])
        if role is not self._role:
            self.set_role(role)


class MoneyBox(QWidget):
    """A label, an amount and a line below it."""

    def __init__(self, theme: Theme, largest: Role, *, soft: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._soft = theme, soft
        self.active = False
        self.label = Text(theme, "", Role.NAME, "secondary")
        self.figure = Figure(theme, largest)
        side = Qt.AlignmentFlag.AlignRight if soft else Qt.AlignmentFlag.AlignLeft
        self.figure.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.below = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.below.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        for part in (self.label, self.figure, self.below):
            self.column.addWidget(part)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(18, 14, 16, 14)
        self.row.addLayout(self.column, 1)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._soft:
            paint.box(painter, self._theme, self.rect(), fill="accent_soft")
        else:
            edge, width = ("accent_text", 2) if self.active else ("control", 1)
            paint.box(painter, self._theme, self.rect(), fill="field", edge=edge, width=width)
        painter.end()


class _PayKey(Button):
    """A key of the pad; it takes the room there is."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text, height=Measure.TOUCH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def _role(self) -> Role:
        return Role.KEYPAD


class Payment(QWidget):
    """Shows the hand; tells keys, notes and tenders."""

    struck = Signal(str)
    erased = Signal()
    noted = Signal(int)  # a suggested amount in minor units
    tender_asked = Signal(str)
    reference_typed = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, theme = context, context.theme
        self._notes: tuple[int, ...] = ()
        self.tenders: dict[Tender, Button] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GAP)
        column.addLayout(self._tender_row(theme))
        self.given = MoneyBox(theme, Role.TOTAL, soft=False)
        self.erase = Button(theme, icon="backspace", height=Measure.TOUCH)
        self.given.row.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignBottom)
        self.change = MoneyBox(theme, Role.CHANGE, soft=True)
        boxes = QHBoxLayout()
        boxes.setSpacing(Measure.GAP)
        boxes.addWidget(self.given, 25)
        boxes.addWidget(self.change, 22)
        column.addLayout(boxes)
        below = QHBoxLayout()
        below.setSpacing(Measure.GAP)
        below.addLayout(self._pad(theme), 25)
        below.addWidget(self._beside(theme), 22)
        column.addLayout(below, 1)
        self.erase.clicked.connect(lambda _on=False: self.erased.emit())

    def _tender_row(self, theme: Theme) -> QGridLayout:
        row = self._row = QGridLayout()
        row.setSpacing(Measure.GRID)
        for tender, icon, key in TENDERS:
            button = Button(theme, icon=icon, shortcut=key, height=Measure.TOUCH)
            button.setCheckable(True)
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, which=tender: self.tender_asked.emit(str(which)))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.tenders[tender] = button
        self._place_tenders()
        return row

    def _place_tenders(self) -> None:
        """Side by side, or two by two where their words need the room."""
        widest = max(button.sizeHint().width() for button in self.tenders.values())
        columns = len(self.tenders) if 4 * widest + 3 * Measure.GRID <= self.width() else 2
        for at, button in enumerate(self.tenders.values()):
            self._row.addWidget(button, at // columns, at % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tenders()

    def _pad(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(Measure.KEY_GAP)
        self.keys = {sign: _PayKey(theme, sign) for sign in _KEYS}
        for at, (sign, key) in enumerate(self.keys.items()):
            grid.addWidget(key, at // 3, at % 3)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _on=False, which=sign: self.struck.emit(which))
        return grid

    def _beside(self, theme: Theme) -> QWidget:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.KEY_GAP)
        self.notes = [Tile(theme, low=True) for _ in range(_SUGGESTED)]
        for at, tile in enumerate(self.notes):
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            tile.set_key(f"Alt+{at + 1}")
            tile.clicked.connect(lambda _on=False, place=at: self.suggest(place))
            column.addWidget(tile, 1)
        self.reference = QLineEdit()
        self.reference.textEdited.connect(self.reference_typed)
        self.reference_field = Field(theme, "", self.reference)
        self.explained = Text(theme, "", Role.BODY, "secondary", wrap=True)
        column.addWidget(self.reference_field)
        column.addWidget(self.explained)
        column.addStretch(0)
        return beside

    def suggest(self, place: int) -> None:
        """Take a suggested amount."""
        if 0 <= place < len(self._notes):
            self.noted.emit(self._notes[place])

    def show_hand(self, hand: Hand, settlement: Settlement, page: TillPage) -> None:
        """What is chosen, given, and goes back."""
        cash = hand.tender is Tender.CASH
        self.tenders[hand.tender].setChecked(True)
        due = settlement.total_minor - sum(paid.amount_minor or 0 for paid in hand.paid)
        formats = self.context.formats

        def said(minor: int) -> str:
            return formats.money(page.money(minor))

        typed = hand.given_minor()
        self.given.active = True
        self.given.label.setText(self.tr("Given") if cash else self.tr("Amount"))
        self.given.figure.setText(said(typed) if typed is not None else said(due))
        self.given.figure.set_tone("text" if typed is not None else "secondary")
        self.given.below.setText("" if typed is not None else self.tr("Just what is due"))
        self.given.update()
        self._show_change(settlement, hand.basket.currency, said)
        if hand.paid and typed is None:  # a part is paid: what is due now is what there is to say
            self.change.label.setText(self.tr("Still to pay"))
            self.change.figure.setText(said(due))
        self._notes = suggested_notes(settlement.due_cash_minor or due, hand.basket.currency, _SUGGESTED)
        for at, tile in enumerate(self.notes):
            tile.setVisible(cash and at < len(self._notes))
            if at < len(self._notes):
                back = self._notes[at] - due
                words = self.tr("Change {amount}").format(amount=said(back)) if back > 0 else self.tr("No change")
                tile.show_words(said(self._notes[at]), words, "", "")
        self.reference_field.setVisible(not cash)
        self.explained.setVisible(not cash)
        if self.reference.text() != hand.reference:
            self.reference.setText(hand.reference)
        self._say_tender(hand.tender)

    def _show_change(self, settlement: Settlement, currency: str, said: Callable[[int], str]) -> None:
        left, back = settlement.left_minor, settlement.change_minor
        self.change.label.setText(self.tr("Change") if not left else self.tr("Still to pay"))
        self.change.figure.setText(said(left or back))
        pieces = change_pieces(back, currency) if back and not left else ()
        self.change.below.setText(
            f"{_APART}".join(f"{many}\u00a0×\u00a0{self._piece(value, currency)}" for value, many in pieces[:6])
        )

    def _piece(self, value: int, currency: str) -> str:
        """A coin or note: without a fraction where it has none."""
        amount = Money(value, currency)
        return self.context.formats.money(amount, whole=value % 10 ** exponent(currency) == 0)

    def _say_tender(self, tender: Tender) -> None:
        label, hint, words = {
            Tender.CASH: ("", "", ""),
            Tender.CARD: (
                self.tr("Receipt number of the terminal"),
                "",
                self.tr("Let the buyer pay at the terminal first. Book it here once the terminal has said yes."),
            ),
            Tender.INVOICE: (
                self.tr("Invoice number or order of the buyer"),
                "",
                self.tr("The tickets are the buyer's at once and open the door; the money is noted as owed."),
            ),
            Tender.VOUCHER: (
                self.tr("Code of the voucher"),
                "",
                self.tr("What is left on the voucher afterwards stays on it."),
            ),
        }[tender]
        self.reference_field.set_words(label, hint)
        self.explained.setText(words)

    def retranslate(self) -> None:
        """Words of the tenders and keys."""
        words = {
            Tender.CASH: self.tr("Cash"),
            Tender.CARD: self.tr("Card"),
            Tender.INVOICE: self.tr("Invoice"),
            Tender.VOUCHER: self.tr("Voucher"),
        }
        for tender, button in self.tenders.items():
            button.setText(words[tender])
        self.erase.setAccessibleName(self.tr("Erase the last sign"))
        self.erase.setToolTip(self.tr("Erase the last sign"))
        point = self.context.formats.locale.decimalPoint()
        self.keys[","].setText(point)

    def notes_now(self) -> Sequence[int]:
        """Suggested amounts in minor units."""
        return self._notes
