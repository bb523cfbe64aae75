"""The till of one desk, joined: selling, asking the store for open stock, receipts and tickets on paper."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.cash import CashRule, cash_rule
from ticketforge_desktop.domain.errors import ConnectionTrouble, SyncRunning
from ticketforge_desktop.domain.money import minor_units
from ticketforge_desktop.services.ports.till import SaleState
from ticketforge_desktop.services.sell import PriceRules, SellTickets, TillRoom, add_on
from ticketforge_desktop.services.till_settings import TILL_CHILD, TILL_POSTAGE, TILL_REDUCED

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.basket import BasketLine
    from ticketforge_desktop.domain.tenders import Tendered
    from ticketforge_desktop.services.ports.till import Sale
    from ticketforge_desktop.services.print_tickets import Outcome
    from ticketforge_desktop.services.sell import SaleRequest
    from ticketforge_desktop.storage.profile import Profile

# How long a buyer and a clerk look at "asking the store" before they are told that nobody knows yet.
PATIENCE_S: Final = 20.0
_PAUSE_S: Final = 0.2


class Till:
    """What commands and the window sell with. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile

    @cached_property
    def selling(self) -> SellTickets:
        """Baskets and sales."""
        desk, profile = self._desk, self._profile
        room = TillRoom(
            file=profile.sales,
            queries=desk.queries,
            outbox=profile.outbox,
            signer=desk.keys.signer,
            ean_key=desk.keys.ean_key,
            clock=desk.clock,
            station=(desk.station.station_id(), desk.station.station_name()),
            prices=self._prices,
            tax_bp=self._tax_bp,
            tax_included=lambda: True,
            cash=self.cash_rule,
        )
        return SellTickets(room, desk.staff)

    def cash_rule(self, currency: str) -> CashRule:
        """How cash is rounded in the shop's country."""
        shop = self._desk.queries.shop()
        return cash_rule(currency, shop.country if shop else "")

    def postage(self) -> BasketLine:
        """The line that asks for tickets by post. Raises `BadInput` when the setting is no amount of money."""
        currency = self.selling.empty().currency
        price = minor_units(self._desk.settings.text(TILL_POSTAGE), currency)
        return add_on("HARDTICKET", price, self._tax_bp("", ""))

    def ask(
        self,
        request: SaleRequest,
        *,
        patience_s: float = PATIENCE_S,
        stopped: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Sale:
        """Sell from open stock: the store is asked now, and waited for. `asked` when nobody knows after that.

        Raises as `SellTickets.sell`. Nothing is paid or printed before the store has said yes; the act stays in the
        outbox, and `answer` takes its outcome in later.
        """
        sale = self.selling.sell(request)
        until = time.monotonic() + patience_s
        while sale.state is SaleState.ASKED and not stopped():
            with contextlib.suppress(ConnectionTrouble, SyncRunning):
                self._desk.pushing.run(patience_s=min(2.0, patience_s), stopped=stopped)
            sale = self.selling.answered(sale.sale_id, request.tendered)
            if sale.state is not SaleState.ASKED or time.monotonic() >= until:
                break
            sleep(_PAUSE_S)
        return sale

    def answer(self, sale_id: str, tendered: Sequence[Tendered]) -> Sale:
        """What the store said meanwhile to a sale from open stock."""
        return self.selling.answered(sale_id, tendered)

    def print_tickets(self, sale: Sale, printer: str) -> Iterator[Outcome]:
        """A sale's tickets on a printer that is set up. Raises as `PrintTickets.print`."""
        paper = self._desk.printing
        return paper.print_on(paper.room.printer(printer), [ticket.ticket_id for ticket in sale.tickets])

    def _prices(self) -> PriceRules:
        settings = self._desk.settings
        return PriceRules(settings.number(TILL_REDUCED), settings.number(TILL_CHILD))

    def _tax_bp(self, _event_id: str, _category_id: str) -> int:
        return 0
