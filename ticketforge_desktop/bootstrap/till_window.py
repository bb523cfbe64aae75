"""The till as the window shows it, joined for one desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.ui.till_desk import PaperState, Printers, TillEvent, TillNow

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.till_seats import BasketSeats
    from ticketforge_desktop.domain.basket import Basket, BasketLine, PriceClass, Totals
    from ticketforge_desktop.domain.tenders import Settlement, Tendered
    from ticketforge_desktop.services.availability import Availability, CategoryAvailability
    from ticketforge_desktop.services.ports.till import Buyer, ParkedBasket, ParkedBaskets, Sale
    from ticketforge_desktop.services.seat_plan import SeatPlan
    from ticketforge_desktop.services.sell import SaleRequest
    from ticketforge_desktop.services.take_back import TakenBack
    from ticketforge_desktop.storage.profile import Profile

_ON_SALE: Final = (EventStatus.PUBLISHED, EventStatus.SOLD_OUT)
_DOUBTFUL: Final = frozenset({PrintState.IN_DOUBT, PrintState.SENDING})


class TillWindow:
    """`TillPage`."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile, self._till = desk, profile, desk.till

    def now(self) -> TillNow:
        shift = self._desk.shifts.desk.current()
        last = self._till.selling.sales(limit=1)
        return TillNow(
            shift=shift.number if shift else 0,
            since=shift.opened_at if shift else None,
            currency=self.empty().currency,
            printers=self._printers(),
            parked=len(self._parked.parked()),
            last=last[0] if last else None,
        )

    def events(self, text: str, limit: int) -> Sequence[TillEvent]:
        rows = self._desk.queries.events(EventFilter(text=text, span="upcoming"), Sort("starts_at")).page(0, limit)
        ours: dict[str, int] = {}
        for lease in self._profile.till_stock.leases.leases():
            ours[lease.category.event_id] = ours.get(lease.category.event_id, 0) + lease.free
        return [
            TillEvent(
                row.event_id, row.title, row.starts_at, row.zone, row.venue, row.available, row.alert,
                ours.get(row.event_id, 0),
            )
            for row in rows
            if row.status in _ON_SALE
        ]  # fmt: skip

    def categories(self, event_id: str) -> Sequence[CategoryAvailability]:
        return self._availability.of_event(event_id)

    @property
    def _availability(self) -> Availability:
        from ticketforge_desktop.services.availability import Availability

        stock = self._profile.till_stock
        return Availability(self._desk.queries, stock.terms, stock.leases)

    def empty(self) -> Basket:
        return self._till.selling.empty()

    def unit_minor(self, category: CategoryAvailability, price_class: PriceClass) -> int:
        return self._till.prices().price(category.price.minor, price_class)

    def line(
        self,
        event_id: str,
        category_id: str,
        quantity: int,
        price_class: PriceClass,
        reason: str,
        seats: Sequence[str] = (),
    ) -> BasketLine:
        return self._till.selling.line(event_id, category_id, quantity, price_class, seats, reason)

    def seats(self, event_id: str, *, look: bool = False) -> SeatPlan | None:
        return self._seats.plan(event_id, look=look)

    def offline(self) -> bool:
        return self._desk.seating.offline()

    def lease_seats(self, event_id: str, seats: Sequence[str], sale_id: str) -> None:
        self._seats.lease(event_id, seats, sale_id)

    def free_seats(self, event_id: str, seats: Sequence[str]) -> int:
        return self._seats.free(event_id, seats)

    @property
    def _seats(self) -> BasketSeats:
        from ticketforge_desktop.bootstrap.till_seats import BasketSeats

        return BasketSeats(self._desk.seating, self._profile)

    def due(self, basket: Basket, tendered: Sequence[Tendered]) -> tuple[Totals, Settlement]:
        return self._till.selling.due(basket, tendered)

    def sell(self, request: SaleRequest) -> Sale:
        return self._till.selling.sell(request)

    def ask(self, request: SaleRequest, stopped: Callable[[], bool]) -> Sale:
        return self._till.ask(request, stopped=stopped)

    def papers(self, sale: Sale, *, tickets: bool, receipt: bool) -> PaperState:
        printers = self._printers()
        printed = doubtful = failed = 0
        words: list[str] = []
        told = ""
        if receipt and printers.receipts:
            try:
                told = str(self._till.print_receipt(sale, printers.receipts).state)
            except TicketForgeError as error:
                told, words = "failed", [error.message]
        if tickets and printers.tickets:
            try:
                for outcome in self._till.print_tickets(sale, printers.tickets):
                    printed += outcome.state is PrintState.PRINTED
                    doubtful += outcome.state in _DOUBTFUL
                    failed += outcome.state is PrintState.FAILED
                    words += [outcome.reason] if outcome.state is PrintState.FAILED else []
            except TicketForgeError as error:
                words.append(error.message)
            failed = len(sale.tickets) - printed - doubtful
        return PaperState(printed, doubtful, failed, told, words[0] if words else "")

    def buyers(self, text: str, limit: int) -> Sequence[Buyer]:
        return self._till.buyers(text, limit)

    def postage(self) -> BasketLine:
        return self._till.postage()

    def open_shift(self, float_minor: int) -> int:
        return self._desk.shifts.desk.open(float_minor).number

    def park(self, basket: Basket, name: str) -> None:
        self._parked.park(basket, name, self._desk.staff)

    def parked(self) -> Sequence[ParkedBasket]:
        return self._parked.parked()

    def take_back(self, basket_id: str) -> Basket:
        return self._parked.take(basket_id)

    @property
    def _parked(self) -> ParkedBaskets:
        return self._profile.parked

    def take_back_tickets(self, wanted: TakenBack) -> Sale:
        return self._till.taking_back.refund(wanted)

    def money(self, minor: int) -> Money:
        return Money(minor, self.empty().currency)

    def _printers(self) -> Printers:
        return self._till.printers()
