"""The till of one desk, joined: selling, asking the store for open stock, receipts and tickets on paper."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import ConnectionTrouble, NoDrawer, NotFound, SyncRunning
from ticketforge_desktop.domain.events import ADD_ON_SKU
from ticketforge_desktop.domain.money import minor_units
from ticketforge_desktop.domain.tenders import Tender
from ticketforge_desktop.services.ports.till import Buyer, SaleState
from ticketforge_desktop.services.receipt_faces import receipt_face
from ticketforge_desktop.services.sell import PriceRules, SellTickets, TillRoom, add_on
from ticketforge_desktop.services.till_settings import (
    TILL_CHILD,
    TILL_POSTAGE,
    TILL_RECEIPTS,
    TILL_REDUCED,
    TILL_TICKETS,
)
from ticketforge_desktop.ui.till_desk import Printers

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.basket import BasketLine
    from ticketforge_desktop.domain.tenders import Tendered
    from ticketforge_desktop.services.ports.printing import PrintJob
    from ticketforge_desktop.services.ports.till import Sale
    from ticketforge_desktop.services.print_tickets import Outcome
    from ticketforge_desktop.services.refused_sales import RefusedSales
    from ticketforge_desktop.services.sell import SaleRequest
    from ticketforge_desktop.services.take_back import TakeBack
    from ticketforge_desktop.storage.profile import Profile

# How long a buyer and a clerk look at "asking the store" before they are told that nobody knows yet.
PATIENCE_S: Final = 20.0
# A roll of 80 mm and a knife: what a receipt is printed on where nobody chose.
_RECEIPT_LANGUAGES: Final = frozenset({"escpos", "starprnt"})
_PAUSE_S: Final = 0.2


class Till:
    """What commands and the window sell with. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile

    @cached_property
    def selling(self) -> SellTickets:
        """Baskets and sales."""
        return SellTickets(self.room, self._desk.staff)

    @cached_property
    def room(self) -> TillRoom:
        """What selling is done with."""
        desk, profile = self._desk, self._profile
        return TillRoom(
            file=profile.sales,
            queries=desk.queries,
            outbox=profile.outbox,
            signer=desk.keys.signer,
            ean_key=desk.keys.ean_key,
            clock=desk.clock,
            station=(desk.station.station_id(), desk.station.station_name()),
            prices=self.prices,
            tax_bp=desk.shifts.money.tax_bp,
            tax_included=desk.shifts.money.tax_included,
            cash=desk.shifts.money.cash,
        )

    @cached_property
    def taking_back(self) -> TakeBack:
        """Refunds, voids and exchanges."""
        from ticketforge_desktop.services.take_back import TakeBack
        from ticketforge_desktop.storage.taken_units import UnitsFile

        desk, profile = self._desk, self._profile
        mirror = profile._opened(profile._mirror_file).readers
        units = UnitsFile(
            mirror, desk.queries.ticket, profile.sales.sale_of, desk.shifts.money.tax_bp, profile.sales.left_of
        )
        return TakeBack(self.room, self.selling, units, profile.admissions, desk.staff)

    @cached_property
    def refused(self) -> RefusedSales:
        """Sales the store refused while the buyer holds the tickets."""
        from ticketforge_desktop.services.refused_sales import RefusedSales

        profile = self._profile
        return RefusedSales(
            profile.outbox, profile.sales, profile.effects.raise_flags, self._desk.gates, self._desk.now
        )

    def postage(self) -> BasketLine:
        """The line that asks for tickets by post. Raises `BadInput` when the setting is no amount of money."""
        currency = self.selling.empty().currency
        price = minor_units(self._desk.settings.text(TILL_POSTAGE), currency)
        return add_on("HARDTICKET", price, self._desk.shifts.money.tax_bp("", "", ADD_ON_SKU))

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

    def print_receipt(self, sale: Sale, printer: str) -> PrintJob:
        """Sign the booking where a device is set up, open the drawer where cash moved, and print the receipt.

        Raises as `Receipts.print_receipt`; the drawer is left out where the printer has none.
        """
        desk, shop = self._desk, self._desk.queries.shop()
        if shop is None:
            raise NotFound("The mirror is empty.", next_step="Sync first: `ticketforge sync`.")
        mark = desk.shifts.fiscal.sign(sale.sale_id)
        face = receipt_face(
            sale,
            shop,
            register=desk.station.station_name(),
            cashier=desk.staff.name,
            signed=mark.lines,
            demo=desk.on_demo_store(),
        )
        face = replace(face, signed_code=mark.code)
        receipts, cash = desk.printing.room.receipts, any(paid.tender is Tender.CASH for paid in sale.payments)
        try:
            return receipts.print_receipt(face, printer, open_drawer=cash)
        except NoDrawer:
            return receipts.print_receipt(face, printer)

    def printers(self) -> Printers:
        """Where tickets and receipts are printed: as it is set, else the first printers that can."""
        settings, known = self._desk.settings, self._profile.printers.all()
        names = {setup.name for setup in known}
        receipts = next((setup.name for setup in known if setup.language in _RECEIPT_LANGUAGES), "")
        tickets = next((setup.name for setup in known if setup.language not in _RECEIPT_LANGUAGES), receipts)
        wanted = settings.text(TILL_TICKETS), settings.text(TILL_RECEIPTS)
        tickets, receipts = (
            name if name in names else other for name, other in zip(wanted, (tickets, receipts), strict=True)
        )
        roll = next(iter(self._profile.stock_rolls.rolls(printer=tickets, still_open=True)), None) if tickets else None
        return Printers(tickets, receipts, roll.left if roll is not None else None)

    def buyers(self, text: str, limit: int) -> Sequence[Buyer]:
        """People the mirror knows by name, mail or phone."""
        hits = self._desk.queries.search(f"@{text}", limit)
        return [
            Buyer(name=hit.title, email=hit.detail if "@" in hit.detail else "", customer_id=int(hit.key))
            for hit in hits
            if hit.kind == "person" and hit.key.isdecimal()
        ]

    def prices(self) -> PriceRules:
        """What reduced places cost."""
        settings = self._desk.settings
        return PriceRules(settings.number(TILL_REDUCED), settings.number(TILL_CHILD))
