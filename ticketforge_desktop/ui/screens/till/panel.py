"""The sale at the side: what is in the basket, what is printed, and the total, always in the same place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.basket import BasketLine, PriceClass, Totals
from ticketforge_desktop.domain.postal import address_of
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.fitting import BigButton
from ticketforge_desktop.ui.screens.till.hand import Hand
from ticketforge_desktop.ui.screens.till.payment import Figure
from ticketforge_desktop.ui.screens.till.wording import seats_words
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.till_desk import PaperState, TillNow, TillPage
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Rule
from ticketforge_desktop.ui.widgets.fields import CheckBox
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text

WIDE: Final = 368
NARROW: Final = 320


class LineRow(QWidget):
    """Quantity, what, price; and a way out of the basket."""

    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Text(theme, "", Role.STRONG)
        self.name = Text(theme, "", Role.NAME, wrap=True)
        self.detail = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.price = Text(theme, "", Role.STRONG)
        self.each = Text(theme, "", Role.SMALL, "secondary")
        self.drop = Button(theme, icon="x", kind=Kind.BARE)
        for label in (self.price, self.each):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words, prices = QVBoxLayout(), QVBoxLayout()
        for layout, parts in ((words, (self.name, self.detail)), (prices, (self.price, self.each))):
            layout.setSpacing(2)
            for part in parts:
                layout.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(prices)
        row.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignVCenter)
        self.drop.clicked.connect(lambda _on=False: self.dropped.emit())


class SalePanel(QWidget):
    """Everything about the sale in hand that is not being chosen right now."""

    discard_asked = Signal()
    line_dropped = Signal(int)
    paid = Signal()
    buyer_asked = Signal()
    discount_asked = Signal()
    post_asked = Signal()
    again_asked = Signal()
    park_asked = Signal()
    parked_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, theme = context, context.theme
        self._theme = theme
        self.rows: list[LineRow] = []
        self._narrow = self._posted = False
        self.title = Text(theme, "", Role.CARD)
        self.discard = Button(theme, icon="x", kind=Kind.QUIET, shortcut="Del")
        self.park = Button(theme, icon="pause", kind=Kind.BARE)
        self.parked = Button(theme, icon="pause", kind=Kind.QUIET)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.park)
        head.addWidget(self.discard)
        self.what = Text(theme, "", Role.CARD, wrap=True)
        self.when = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(self._lines)
        lines.addStretch(1)
        self.area = ScrollArea(holder)
        self.buyer = Button(theme, icon="person", kind=Kind.QUIET)
        self.discount = Button(theme, icon="tag", kind=Kind.BARE)
        self.post = Button(theme, icon="truck", kind=Kind.BARE)
        self.off = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.tickets = CheckBox(theme)
        self.receipt = CheckBox(theme)
        self.tickets_where = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.receipt_where = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.tickets.setChecked(True)
        self.receipt.setChecked(True)
        self._build(head)
        self._join()

    def _build(self, head: QHBoxLayout) -> None:
        theme, edge = self._theme, Measure.MARGIN
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(edge, 12, edge, 8)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.what)
        top.addWidget(self.when)
        top.addWidget(self.area, 1)
        people = QHBoxLayout()
        people.addWidget(self.buyer)
        people.addWidget(self.parked)
        people.addStretch(1)
        people.addWidget(self.discount)
        people.addWidget(self.post)
        top.addLayout(people)
        for box, where in ((self.tickets, self.tickets_where), (self.receipt, self.receipt_where)):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(box)
            where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(where, 1)
            top.addLayout(row)
        column.addLayout(top, 1)
        column.addWidget(Rule(theme))
        column.addWidget(self._sum(theme))
        self.pay = BigButton(theme, icon="printer")
        self.last = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.again = Button(theme, kind=Kind.QUIET)
        foot = QVBoxLayout()
        foot.setContentsMargins(edge, 16, edge, 12)
        foot.setSpacing(8)
        foot.addWidget(self.pay)
        row = QHBoxLayout()
        row.addWidget(self.last, 1)
        row.addWidget(self.again)
        foot.addLayout(row)
        column.addLayout(foot)

    def _sum(self, theme: Theme) -> QWidget:
        self.count = Text(theme, "", Role.SMALL, "secondary")
        self.tax = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.tax.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.word = Text(theme, "", Role.SCREEN)
        self.total = Figure(theme, Role.TOTAL)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(Measure.MARGIN, 8, Measure.MARGIN, 8)
        column.setSpacing(2)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.count)
        above.addWidget(self.tax, 1)
        below.setSpacing(12)
        below.addWidget(self.word)
        below.addWidget(self.total, 1)
        column.addWidget(self.off)
        column.addLayout(above)
        column.addLayout(below)
        return box

    def _join(self) -> None:
        self.discard.clicked.connect(lambda _on=False: self.discard_asked.emit())
        self.pay.clicked.connect(lambda _on=False: self.paid.emit())
        self.buyer.clicked.connect(lambda _on=False: self.buyer_asked.emit())
        self.discount.clicked.connect(lambda _on=False: self.discount_asked.emit())
        self.post.clicked.connect(lambda _on=False: self.post_asked.emit())
        self.again.clicked.connect(lambda _on=False: self.again_asked.emit())
        self.parked.clicked.connect(lambda _on=False: self.parked_asked.emit())
        self.park.clicked.connect(lambda _on=False: self.park_asked.emit())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), self._theme.colour("border"))
        painter.end()

    # What it shows

    def show_hand(self, hand: Hand, found: Totals, now: TillNow, page: TillPage) -> None:
        """The basket, and what it comes to."""
        money, formats = self.context.formats.money, self.context.formats
        event = hand.event
        self.what.setText(event.title if event else "")
        self.what.setVisible(event is not None)
        place = ""
        if event and event.starts_at:
            place = " · ".join(filter(None, (formats.moment(event.starts_at, event.zone), event.venue)))
        self.when.setText(place)
        self.when.setVisible(bool(place))
        self._show_lines(hand, page)
        self._show_discount(hand, found, page)
        many = hand.basket.tickets
        self.count.setText(self.tr("%n ticket(s)", "", many))
        self.total.setText(money(page.money(found.total_minor)))
        self.tax.setText(
            "  ".join(
                self.tr("incl. VAT {rate} %  {amount}").format(
                    rate=formats.locale.toString(line.rate_bp / 100, "g", 4), amount=money(page.money(line.tax_minor))
                )
                for line in found.taxes
                if line.rate_bp
            )
        )
        name = hand.buyer.name or hand.buyer.email
        self.buyer.setText(name or self.tr("Walk-in buyer"))
        self.tickets.setText(self.tr("Print %n ticket(s)", "", many))
        self._show_printers(now)
        empty = not hand.basket.lines
        self.discard.setEnabled(not empty)
        self.parked.setText(self.tr("%n basket(s) put aside", "", now.parked))
        self.parked.setVisible(empty and bool(now.parked))
        self.park.setVisible(not empty)
        parts = (
            self.tickets,
            self.receipt,
            self.tickets_where,
            self.receipt_where,
            self.buyer,
            self.discount,
            self.post,
        )
        for box in parts:
            box.setVisible(not empty)

    def _show_printers(self, now: TillNow) -> None:
        printers, none = now.printers, self.tr("no printer")
        left = ""
        if printers.left is not None:
            left = self.tr(" · %n left on the roll", "", printers.left)
        self.tickets_where.setText(printers.tickets + left if printers.tickets else none)
        self.receipt_where.setText(printers.receipts or none)
        self.tickets.setEnabled(bool(printers.tickets))
        self.receipt.setEnabled(bool(printers.receipts))

    def _show_discount(self, hand: Hand, found: Totals, page: TillPage) -> None:
        """What is taken off, and why. Tickets by post are not printed here unless somebody wants that."""
        discount, amount = hand.basket.discount, self.context.formats.money(page.money(found.discount_minor))
        words = self.tr("Discount {amount}: {reason}")
        self.off.setText(words.format(amount=f"\N{MINUS SIGN}{amount}", reason=discount.reason) if discount else "")
        self.off.setVisible(discount is not None)
        self.discount.setEnabled(Right.DISCOUNT in self.context.staff.rights)
        posted = any(line.add_on for line in hand.basket.lines)
        if posted is not self._posted:
            self._posted = posted
            self.tickets.setChecked(not posted)

    def _show_lines(self, hand: Hand, page: TillPage) -> None:
        lines = hand.basket.lines
        while len(self.rows) > len(lines):
            gone = self.rows.pop()
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < len(lines):
            row, place = LineRow(self._theme), len(self.rows)
            row.dropped.connect(lambda at=place: self.line_dropped.emit(at))
            self.rows.append(row)
            self._lines.addWidget(row)
        money = self.context.formats.money
        for row, line in zip(self.rows, lines, strict=True):
            row.count.setText(f"{line.quantity} ×")
            name, detail = self._line_words(line, hand)
            row.name.setText(name)
            row.detail.setText(detail)
            row.detail.setVisible(bool(row.detail.text()))
            row.price.setText(money(page.money(line.full_minor - line.discount_minor)))
            row.each.setText(self.tr("{amount} each").format(amount=money(page.money(line.unit_minor))))
            row.drop.setAccessibleName(self.tr("Take {title} out of the basket").format(title=row.name.text()))
            row.drop.setToolTip(row.drop.accessibleName())

    def show_last(self, last: Sale | None, papers: PaperState | None) -> None:
        """The sale before this one, and what became of its papers."""
        self.last.setVisible(last is not None)
        self.again.setVisible(last is not None)
        if last is None:
            self.title.setText(self.tr("Sale"))
            return
        self.title.setText(self.tr("Sale {n}").format(n=f"{last.receipt + 1:04d}"))
        parts = [self.tr("Last {n}").format(n=f"{last.receipt:04d}"), self.context.formats.money(last.total)]
        if papers is not None and papers.printed:
            parts.append(self.tr("%n printed", "", papers.printed))
        if papers is not None and (papers.doubtful or papers.failed):
            parts.append(self.tr("%n to look at", "", papers.doubtful + papers.failed))
        self.last.setText(" · ".join(parts))

    def _line_words(self, line: BasketLine, hand: Hand) -> tuple[str, str]:
        """What a line is called, and what there is to say of it."""
        if line.add_on:
            to = address_of(hand.buyer.address)
            return self.tr("Tickets by post"), f"{to.name}, {to.postcode} {to.city}" if to else self.tr("no address")
        detail = (self.class_word(line.price_class), seats_words(line.seats), line.reason)
        return line.title.rpartition(" · ")[2] or line.title, " · ".join(filter(None, detail))

    def class_word(self, price_class: PriceClass) -> str:
        """A price class; "" for the full price."""
        return {
            PriceClass.FULL: "",
            PriceClass.REDUCED: self.tr("reduced"),
            PriceClass.CHILD: self.tr("child"),
            PriceClass.FREE: self.tr("free of charge"),
        }[price_class]

    def set_narrow(self, narrow: bool) -> None:
        """With little room, what discards is a cross alone."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            self._say_discard()

    def _say_discard(self) -> None:
        words = self.tr("Discard")
        self.discard.setText("" if self._narrow else words)
        self.discard.setAccessibleName(words)
        self.discard.setToolTip(words)
        self.discard.set_shortcut_hint("" if self._narrow else "Del")

    def retranslate(self) -> None:
        """Words that do not follow from the hand."""
        self.word.setText(self.tr("Total"))
        self._say_discard()
        self.park.setAccessibleName(self.tr("Put the basket aside"))
        self.park.setToolTip(self.tr("Put the basket aside"))
        for button, words in ((self.discount, self.tr("Discount …")), (self.post, self.tr("Tickets by post …"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self.receipt.setText(self.tr("Print the receipt"))
        self.again.setText(self.tr("Again"))
