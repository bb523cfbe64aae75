"""What may be changed of a basket as a whole: a discount by right, and tickets by post."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from ticketforge_desktop.domain.basket import Basket, BasketLine
from ticketforge_desktop.domain.postal import PostalAddress, address_of
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.counter import Counter
from ticketforge_desktop.ui.screens.till.panel import SalePanel


class Extras(QObject):
    """Asks, and passes the answer on to the counter."""

    def __init__(self, context: Context, counter: Counter, panel: SalePanel, over: QWidget) -> None:
        super().__init__(over)
        self._context, self._counter, self._over = context, counter, over
        panel.discount_asked.connect(self.ask_discount)
        panel.post_asked.connect(self.ask_post)
        counter.changed.connect(self._check)

    def ask_discount(self) -> QDialog | None:
        """How much off, and why? None where there is nothing to sell, or no right to it."""
        from ticketforge_desktop.ui.screens.till.discount import DiscountDialog

        hand = self._counter.hand
        if hand is None or not hand.basket.tickets or Right.DISCOUNT not in self._context.staff.rights:
            return None
        dialog = DiscountDialog(self._context, hand.basket, self._discounted, self._over)
        dialog.open()
        return dialog

    def ask_post(self) -> QDialog | None:
        """Where to?"""
        from ticketforge_desktop.ui.screens.till.post import PostDialog

        hand = self._counter.hand
        if hand is None or not hand.basket.tickets:
            return None
        known = address_of(hand.buyer.address)
        dialog = PostDialog(self._context, known, hand.buyer.name, self._posted, self._over)
        dialog.open()
        return dialog

    def _discounted(self, basket: Basket) -> None:
        hand = self._counter.hand
        if hand is not None:
            self._counter.set_basket(basket, hand.buyer)

    def _posted(self, address: PostalAddress | None) -> None:
        hand, page = self._counter.hand, self._counter.page
        if hand is None or page is None:
            return
        bare = replace(hand.basket, lines=tuple(line for line in hand.basket.lines if not line.add_on))
        if address is None:
            self._counter.set_basket(bare, replace(hand.buyer, address=""))
            return
        buyer = replace(hand.buyer, name=hand.buyer.name or address.name, address=address.as_json())

        def priced(line: BasketLine) -> None:
            self._counter.set_basket(bare.plus(line), buyer)

        self._context.runner.submit(page.postage, priced, self._context.trouble.emit, owner=self)

    def _check(self) -> None:
        """Nothing is posted alone, and nothing is taken off what was taken out."""
        hand = self._counter.hand
        if hand is None or hand.basket.tickets or not (hand.basket.lines or hand.basket.discount):
            return
        self._counter.set_basket(replace(hand.basket, lines=(), discount=None), replace(hand.buyer, address=""))
