"""What the till screen gets of the desk. All of it may take a moment: for the runner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.domain.basket import Basket, BasketLine, PriceClass, Totals
    from ticketforge_desktop.domain.money import Money
    from ticketforge_desktop.domain.stock import StockLevel
    from ticketforge_desktop.domain.tenders import Settlement, Tendered
    from ticketforge_desktop.services.availability import CategoryAvailability
    from ticketforge_desktop.services.ports.till import Buyer, ParkedBasket, Sale
    from ticketforge_desktop.services.seat_plan import SeatPlan
    from ticketforge_desktop.services.sell import SaleRequest
    from ticketforge_desktop.services.take_back import TakenBack


class TillEvent(NamedTuple):
    """An event that is on sale, as a tile shows it."""

    event_id: str
    title: str
    starts_at: datetime | None
    zone: str
    venue: str
    available: int
    alert: StockLevel
    ours: int  # units of this station's lease, over all categories


class PaperState(NamedTuple):
    """What became of a sale's papers: tickets printed, tickets in doubt or failed, and the same of the receipt.

    `receipt` is "" (none wanted), or the state of its line in the ledger; `words` says what is wrong.
    """

    printed: int = 0
    doubtful: int = 0
    failed: int = 0
    receipt: str = ""
    words: str = ""


class Printers(NamedTuple):
    """Where the till prints: names of printers, "" where there is none for that."""

    tickets: str = ""
    receipts: str = ""
    left: int | None = None  # tickets left on the roll, None where it is not counted


class TillNow(NamedTuple):
    """How the till stands."""

    shift: int  # its number, 0 = none is open
    since: datetime | None
    currency: str
    printers: Printers
    parked: int = 0
    last: Sale | None = None


class TillPage(Protocol):
    """Selling as the window does it."""

    def now(self) -> TillNow:
        """How the till stands."""
        ...

    def events(self, text: str, limit: int) -> Sequence[TillEvent]:
        """Events on sale by date, those that fit the text; at most so many."""
        ...

    def categories(self, event_id: str) -> Sequence[CategoryAvailability]:
        """In the event's own order."""
        ...

    def empty(self) -> Basket:
        """Raises `NotFound` before the first sync."""
        ...

    def unit_minor(self, category: CategoryAvailability, price_class: PriceClass) -> int:
        """The price of one. Quick: may be called in the window's thread."""
        ...

    def line(
        self,
        event_id: str,
        category_id: str,
        quantity: int,
        price_class: PriceClass,
        reason: str,
        seats: Sequence[str] = (),
    ) -> BasketLine:
        """A line at today's price. Raises as `SellTickets.line`."""
        ...

    def seats(self, event_id: str, *, look: bool = False) -> SeatPlan | None:
        """An event's hall, without the seats of baskets that were put aside; None where people sit as they like.

        Args:
            look: ask the store first, where it answers.
        """
        ...

    def offline(self) -> bool:
        """Whether the store does not answer."""
        ...

    def lease_seats(self, event_id: str, seats: Sequence[str], sale_id: str) -> None:
        """Get seats from the store for a basket; those that are this till's stay so. Raises as `Seats.lease`."""
        ...

    def free_seats(self, event_id: str, seats: Sequence[str]) -> int:
        """Of these, those that were got for a basket go back to everybody; how many. What was sold stays sold."""
        ...

    def due(self, basket: Basket, tendered: Sequence[Tendered]) -> tuple[Totals, Settlement]:
        """What it comes to. Quick, and asks nobody: may be called in the window's thread. Raises `BadInput`."""
        ...

    def sell(self, request: SaleRequest) -> Sale:
        """From this station's lease. Raises as `SellTickets.sell`."""
        ...

    def ask(self, request: SaleRequest, stopped: Callable[[], bool]) -> Sale:
        """From open stock: waits for the store. Raises as `SellTickets.sell`."""
        ...

    def papers(self, sale: Sale, *, tickets: bool, receipt: bool) -> PaperState:
        """Print what the buyer gets; never raises for a printer's trouble."""
        ...

    def buyers(self, text: str, limit: int) -> Sequence[Buyer]:
        """People the mirror knows by name, mail or phone."""
        ...

    def postage(self) -> BasketLine:
        """The line that asks for tickets by post."""
        ...

    def open_shift(self, float_minor: int) -> int:
        """Its number. Raises `Conflict`, `RightMissing`."""
        ...

    def park(self, basket: Basket, name: str) -> None:
        """Put a basket aside."""
        ...

    def parked(self) -> Sequence[ParkedBasket]:
        """Oldest first."""
        ...

    def take_back(self, basket_id: str) -> Basket:
        """A parked basket, which is then no longer parked. Raises `NotFound`."""
        ...

    def take_back_tickets(self, wanted: TakenBack) -> Sale:
        """Refund tickets. Raises as `TakeBack.refund`."""
        ...

    def money(self, minor: int) -> Money:
        """An amount of the shop's currency."""
        ...
