"""The cards beside the tickets of an order: who holds it, what was paid, and the post."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.views import OrderDetails, OrderLineRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import FactList
from ticketforge_desktop.ui.screens.orders.columns import not_shared
from ticketforge_desktop.ui.screens.words import post_state
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.card import Card, Rule
from ticketforge_desktop.ui.widgets.text import Text


class Initials(QWidget):
    """A disc with two letters; decoration, the name stands beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.letters = ""
        self.setFixedSize(40, 40)
        theme.changed.connect(self.update)

    def show_name(self, name: str) -> None:
        """Take the first letters of the first and the last word; a person without a name gets none."""
        words = [word for word in name.split() if word[0].isalnum()]
        self.letters = "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        paint.box(painter, theme, self.rect(), fill="accent_soft", radius=20)
        if self.letters:
            paint.words(painter, theme, QRect(self.rect()), self.letters, role=Role.STRONG, ink="accent_text",
                        side="centre")  # fmt: skip
        else:
            painter.drawPixmap(10, 10, theme.pixmap("person", 20, "accent_text"))
        painter.end()


class HolderCard(Card):
    """Name and address as far as the shop shares them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        theme = context.theme
        self._context = context
        self.add_head("")
        self._initials = Initials(theme)
        self.name = Text(theme, "", Role.NAME, wrap=True)
        self.contact = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.contact)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._initials)
        row.addLayout(words, 1)
        self.facts = FactList(theme)
        self.body.addLayout(row)
        self.body.addWidget(self.facts)

    def show_order(self, order: OrderDetails) -> None:
        """Show who ordered; a missing name is said, never left blank."""
        row = order.row
        self._initials.show_name(row.holder)
        self.name.setText(row.holder or not_shared())
        self.name.set_tone("text" if row.holder else "secondary")
        # An address is one long word: where the card is narrow it may break behind its @ and its dots.
        email = row.email.replace("@", "@\u200b").replace(".", ".\u200b")
        contact = "\n".join(part for part in (email, order.phone) if part)
        self.contact.setText(contact or self.tr("E-mail and phone: {nothing}").format(nothing=not_shared()))
        consent = {True: self.tr("yes"), False: self.tr("no"), None: not_shared()}[order.marketing]
        facts = [
            (self.tr("Further orders"), self._context.formats.number(order.further_orders)),
            (self.tr("May be sent news"), consent),
        ]
        if order.note:
            facts.append((self.tr("Note"), order.note))
        self.facts.show_facts(facts)
        if self.head is not None:
            self.head.title.setText(self.tr("Holder"))
            self.setAccessibleName(self.tr("Holder"))


class PaymentCard(Card):
    """Lines as they are now, the total, and what was paid back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        theme = context.theme
        self._context = context
        self.add_head("")
        self.lines = FactList(theme)
        self._word = Text(theme, "", Role.STRONG)
        self.total = Text(theme, "", Role.FIGURE)
        total = QHBoxLayout()
        total.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        total.addStretch(1)
        total.addWidget(self.total)
        self.paid = FactList(theme)
        for part in (self.lines, Rule(theme)):
            self.body.addWidget(part)
        self.body.addLayout(total)
        self.body.addWidget(Rule(theme))
        self.body.addWidget(self.paid)

    def show_order(self, order: OrderDetails) -> None:
        """Show the money of an order."""
        money = self._context.formats.money
        # An order may have hundreds of lines of the same thing; a bill names it once.
        bill: dict[tuple[str, Money, bool], int] = {}
        several = len({line.title for line in order.lines if line.is_ticket}) > 1
        for line in order.lines:
            kind = (_bill_name(line, several=several), line.price, line.current_quantity > 0)
            bill[kind] = bill.get(kind, 0) + line.current_quantity
        self.lines.show_facts(
            [
                (f"{count} × {title}", money(price * count)) if kept else (self._taken_out(title), "–")
                for (title, price, kept), count in bill.items()
            ]
        )
        self._word.setText(self.tr("Total"))
        self.total.setText(money(order.row.total))
        self.total.setAccessibleName(f"{self.tr('Total')}: {money(order.row.total)}")
        facts = [(self.tr("State"), self._payment(order.row.financial_status))]
        if order.original_total != order.row.total:
            facts.append((self.tr("When ordered"), money(order.original_total)))
        if order.refunded.minor:
            facts.append((self.tr("Paid back"), money(order.refunded)))
        self.paid.show_facts(facts)
        if self.head is not None:
            self.head.title.setText(self.tr("Payment"))
            self.setAccessibleName(self.tr("Payment"))

    def _taken_out(self, title: str) -> str:
        return self.tr("{title} (taken out)").format(title=title)

    def _payment(self, status: str) -> str:
        words = {
            "PAID": self.tr("Paid"),
            "PENDING": self.tr("Still to be paid"),
            "AUTHORIZED": self.tr("Authorised, not charged yet"),
            "PARTIALLY_PAID": self.tr("Paid in part"),
            "PARTIALLY_REFUNDED": self.tr("Refunded in part"),
            "REFUNDED": self.tr("Refunded"),
            "VOIDED": self.tr("Payment voided"),
            "EXPIRED": self.tr("Payment expired"),
        }
        return words.get(status, status or self.tr("not told by the shop"))


def _bill_name(line: OrderLineRow, *, several: bool) -> str:
    """A ticket by its category, which is what differs; of several events with its event. Add-ons by their title."""
    if not line.category:
        return line.title
    return f"{line.title} · {line.category}" if several else line.category


class PostCard(Card):
    """Whether the tickets go by post, and how far they are."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self.add_head("")
        self.facts = FactList(context.theme)
        self.body.addWidget(self.facts)

    def show_order(self, order: OrderDetails) -> None:
        """Show the post of an order; an order without any hides the card."""
        state = post_state(order.row)
        self.setVisible(state is not None)
        if state is not None:
            self.facts.show_facts([(self.tr("Tickets by post"), state.word)])
        if self.head is not None:
            self.head.title.setText(self.tr("Post"))
            self.setAccessibleName(self.tr("Post"))
