"""What the till screen does: keeps the sale in hand, asks the desk beside the window, and tells what changed.

No widgets: the screen shows what stands here and passes on what people do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ticketforge_desktop.domain.basket import Basket, BasketLine, PriceClass, Totals, totals
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.tenders import Settlement, Tender
from ticketforge_desktop.services.availability import CategoryAvailability
from ticketforge_desktop.services.ports.allotments import NoLease
from ticketforge_desktop.services.ports.seats import SeatGone
from ticketforge_desktop.services.ports.till import Buyer, Sale, SaleState, StockWay
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.services.sell import SaleRequest
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.till.hand import Hand, Step
from ticketforge_desktop.ui.screens.till.seating import Seating, merged, without_seats
from ticketforge_desktop.ui.screens.till.wording import seats_words
from ticketforge_desktop.ui.till_desk import PaperState, TillEvent, TillNow, TillPage

MOST_TILES = 60
T = TypeVar("T")


class Counter(QObject):
    """One a till screen.

    Attributes:
        hand: the sale in hand; None until the desk is open and has a currency.
        busy: a sale is being written, or the store is asked.
        asking: the store is asked and somebody waits.
    """

    changed = Signal()  # anything that is shown
    short = Signal(object)  # NoLease: this station holds fewer units than wanted
    sold = Signal(object)  # Sale
    printed = Signal(object)  # PaperState
    offered = Signal(object)  # baskets that were put aside, oldest first

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.hand: Hand | None = None
        self.state: TillNow | None = None
        self.events: Sequence[TillEvent] = ()
        self.categories: Sequence[CategoryAvailability] = ()
        self.busy = self.asking = False
        self.papers: PaperState | None = None  # of the last sale
        self.seating = Seating(context, self)
        self._text = ""
        self._dropped: Hand | None = None
        self._unanswered = ""  # a sale the store was asked for and has not answered
        self._looking: Job[object] | None = None
        self._stop = Event()  # nobody waits for the store any longer

    @property
    def page(self) -> TillPage | None:
        """The desk's till; None before the desk is open."""
        return self._context.desk.till_page if self._context.desk is not None else None

    # What is asked

    def refresh(self, text: str | None = None) -> None:
        """Fetch how the till stands and what is on sale; an older question is dropped."""
        self._text = self._text if text is None else text
        page, wanted = self.page, self._text
        event = self.hand.event if self.hand is not None else None
        if page is None:
            return

        def ask() -> object:
            lines = page.categories(event.event_id) if event is not None else ()
            basket = page.empty() if self.hand is None else None
            hall = (page.seats(event.event_id), page.offline()) if event is not None else (None, False)
            return page.now(), page.events(wanted, MOST_TILES), lines, basket, hall

        self._looking = self._context.runner.submit(
            ask, self._took, self._context.trouble.emit, owner=self, replaces=self._looking
        )

    def _took(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.state, self.events, categories, basket, hall = found
        if basket is not None and self.hand is None:
            self.hand = Hand(basket)
        if self.hand is not None and self.hand.event is not None:
            self.categories = categories
            plan, offline = hall
            self.seating.take(plan, offline, self.hand.basket)
        self.changed.emit()

    def look_at_hall(self) -> None:
        """Ask the store how the hall stands, where the category in hand is sold by seat."""
        hand, page = self.hand, self.page
        if hand is None or page is None or hand.event is None or not self.seating.seated(hand):
            return
        event_id = hand.event.event_id

        def seen(plan: SeatPlan | None) -> None:
            now = self.hand
            if now is not None and now.event is not None and now.event.event_id == event_id:
                self.seating.take(plan, page.offline(), now.basket)
                self.changed.emit()

        self._context.runner.submit(
            lambda: page.seats(event_id, look=True), seen, self._context.trouble.emit, owner=self
        )

    # What is chosen

    def put(self, hand: Hand) -> None:
        """Another hand."""
        self.hand = hand
        self.changed.emit()

    def choose_event(self, place: int) -> None:
        """A tile of an event."""
        if self.hand is not None and place < len(self.events):
            self.categories = ()
            self.put(self.hand.choose_event(self.events[place]))
            self.refresh()

    def choose_category(self, place: int) -> None:
        """A tile of a category."""
        if self.hand is not None and place < len(self.categories):
            self.put(self.hand.choose_category(self.categories[place]))
            self.look_at_hall()

    def choose_seats(self, seats: tuple[str, ...]) -> None:
        """Seats of the hall, by hand or as the best for so many."""
        if self.hand is not None and self.hand.step is Step.QUANTITY and seats != self.hand.seats:
            self.put(self.hand.choose_seats(seats))

    def choose_class(self, price_class: PriceClass) -> None:
        """Who pays what."""
        if self.hand is not None:
            self.put(replace(self.hand, price_class=price_class))

    def choose_tender(self, tender: Tender) -> None:
        """Another means of payment; what was typed as given was meant for the one before."""
        if self.hand is not None and self.hand.step is Step.PAYMENT and tender is not self.hand.tender:
            self.put(replace(self.hand, tender=tender, given="", reference=""))

    def add_line(self) -> None:
        """What was chosen goes into the basket."""
        hand, page = self.hand, self.page
        if hand is None or page is None or hand.event is None or hand.category is None or self.busy:
            return
        event_id, category_id = hand.event.event_id, hand.category.category_id
        if self.seating.seated(hand):
            self._do(self.seating.lines(page, hand), lambda lines: self._added(hand, lines))
            return
        self._do(
            lambda: (page.line(event_id, category_id, hand.quantity, hand.price_class, hand.reason),),
            lambda lines: self._added(hand, lines),
        )

    def _added(self, hand: Hand, lines: Sequence[BasketLine]) -> None:
        basket = hand.basket
        for line in lines:
            basket = merged(basket, line)
        self.seating.take(self.seating.plan, self.seating.offline, basket)
        self.put(hand.with_line(basket))

    def drop_line(self, at: int) -> None:
        """Take a line out; the last one leads back to the categories."""
        if self.hand is None or self.busy:
            return
        self.seating.give_back(self.hand.basket.lines[at : at + 1])
        basket = self.hand.basket.without(at)
        step = self.hand.step if basket.lines else Step.CATEGORY if self.hand.event else Step.EVENT
        self.put(
            replace(self.hand, basket=basket, step=step, given="", paid=() if not basket.lines else self.hand.paid)
        )

    def set_buyer(self, buyer: Buyer) -> None:
        """Who buys; where tickets are sent stays as it is."""
        if self.hand is not None:
            self.put(replace(self.hand, buyer=replace(buyer, address=buyer.address or self.hand.buyer.address)))

    def set_basket(self, basket: Basket, buyer: Buyer) -> None:
        """Another discount or postage; what was typed as given was meant for another sum."""
        if self.hand is not None and not self.busy:
            self.put(replace(self.hand, basket=basket, buyer=buyer, given=""))

    def discard(self) -> None:
        """Begin anew; `bring_back` undoes it."""
        hand = self.hand
        if hand is None or self.busy or not hand.basket.lines:
            return
        self._forget_dropped()
        self._dropped = hand
        self.begin_anew()
        self._context.told.emit("attention", self.tr("Sale discarded. Ctrl+Z brings it back."))

    def bring_back(self) -> None:
        """The sale that was discarded last."""
        if self._dropped is not None and self.hand is not None and not self.hand.basket.lines:
            self.hand, self._dropped = self._dropped, None
            self.refresh()
            self.changed.emit()

    def _forget_dropped(self) -> None:
        """What was discarded is not brought back any more: its seats are everybody's again."""
        dropped = self._dropped
        if dropped is not None and any(line.seats for line in dropped.basket.lines):
            self.seating.give_back(dropped.basket.lines)
            self._dropped = None

    def park(self) -> None:
        """Put the basket aside, under the buyer's name or the time."""
        hand, page, desk = self.hand, self.page, self._context.desk
        if hand is None or page is None or desk is None or self.busy or not hand.basket.lines:
            return
        name = hand.buyer.name or self._context.formats.time(desk.now())
        self._do(lambda: page.park(hand.basket, name), lambda _none: self.begin_anew())

    def look_parked(self) -> None:
        """Ask what was put aside."""
        page = self.page
        if page is not None and not self.busy:
            self._do(page.parked, self.offered.emit)

    def take_parked(self, basket_id: str) -> None:
        """Go on with one that was put aside."""
        page = self.page
        if page is not None and self.hand is not None and not self.busy and not self.hand.basket.lines:
            self._do(lambda: page.take_back(basket_id), self._unparked)

    def _unparked(self, basket: Basket) -> None:
        if self.hand is not None:
            self.put(replace(Hand(basket), step=Step.PAYMENT, event=self.hand.event))
            self.refresh()

    def begin_anew(self) -> None:
        """The next buyer: most want the same event."""
        if self.hand is None:
            return
        hand = self.hand
        fresh = Hand(replace(hand.basket, lines=(), discount=None))
        self.hand = fresh.choose_event(hand.event) if hand.event is not None else fresh
        self.changed.emit()
        self.refresh()

    # What it comes to

    def due(self) -> tuple[Totals, Settlement | None]:
        """The basket, and how far it is paid with what is typed; None where that can't be (too much by card …)."""
        assert self.hand is not None
        assert self.page is not None
        try:
            return self.page.due(self.hand.basket, self.hand.tendered())
        except BadInput:
            return totals(self.hand.basket), None

    # What is done

    def pay(self, *, ask: bool = False) -> None:
        """Take the money: a part of it where not all is there, else sell."""
        hand, page = self.hand, self.page
        if hand is None or page is None or self.busy or hand.step is not Step.PAYMENT or not hand.basket.lines:
            return
        try:
            _, settlement = page.due(hand.basket, hand.tendered())
        except BadInput as error:
            self._context.trouble.emit(error)
            return
        if not settlement.settled:
            self.put(replace(hand, paid=hand.tendered(), given="", reference="", tender=Tender.CASH))
            return
        request = SaleRequest(
            hand.sale_id,
            hand.basket,
            hand.tendered(),
            hand.buyer,
            words=self._context.language,
        )
        if ask or hand.sale_id == self._unanswered:
            self._ask(replace(request, stock=StockWay.SHELF))
        else:
            self._do(lambda: page.sell(request), self._told)

    def _ask(self, request: SaleRequest) -> None:
        page = self.page
        assert page is not None
        # Under the same id: what the lease refused was never written.
        self.busy = self.asking = True
        self.changed.emit()
        stop = self._stop = Event()
        # Not a cancelled job, whose outcome nobody would hear: the store may have said yes in the same moment.
        self._context.runner.submit(lambda: page.ask(request, stop.is_set), self._told, self._failed, owner=self)

    def stop_asking(self) -> None:
        """Nobody waits any longer; what was asked stays in the outbox."""
        self._stop.set()

    def _told(self, sale: Sale) -> None:
        self.busy = self.asking = False
        if sale.sold:
            self._sold(sale)
            return
        if sale.state is SaleState.REFUSED:
            self._context.told.emit("refused", self.tr("The store has none left. Nothing was sold, take no money."))
            if self.hand is not None:
                self.hand = replace(self.hand, sale_id=Hand(self.hand.basket).sale_id)
        else:
            self._unanswered = sale.sale_id
            words = self.tr("The store has not answered yet. Take no money; Return asks again.")
            self._context.told.emit("attention", words)
        self.changed.emit()

    def _sold(self, sale: Sale) -> None:
        self.busy = False
        self.papers = None
        self._forget_dropped()
        self.sold.emit(sale)
        self._context.broadcast(ChangeSet.of(Changed.SALE, Changed.OUTBOX, Changed.STOCK))
        self.begin_anew()

    def print_papers(self, sale: Sale, *, tickets: bool, receipt: bool) -> None:
        """What the buyer gets, beside the window: the next sale can begin."""
        page = self.page
        if page is None or not (tickets or receipt):
            return

        def printed(state: PaperState) -> None:
            self.papers = state
            self.printed.emit(state)
            self._context.broadcast(ChangeSet.of(Changed.PRINT_JOB))
            self.changed.emit()

        self._context.runner.submit(
            lambda: page.papers(sale, tickets=tickets, receipt=receipt),
            printed,
            self._context.trouble.emit,
            owner=self,
        )

    def _do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Beside the window; no second one before it is over."""
        self.busy = True
        self.changed.emit()

        def ready(found: T) -> None:
            self.busy = False
            done(found)

        self._context.runner.submit(work, ready, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self.busy = self.asking = False
        self.changed.emit()
        if isinstance(error, NoLease):
            self.short.emit(error)
        elif isinstance(error, SeatGone):
            self._seats_gone(error)
        else:
            self._context.trouble.emit(error)

    def _seats_gone(self, error: SeatGone) -> None:
        """Somebody was faster: what is lost leaves the basket, and the hall is shown as it stands now."""
        hand, found = self.hand, error.facts.get("seats")
        gone = [str(seat) for seat in found] if isinstance(found, (list, tuple)) else []
        if hand is None or not gone:
            self._context.trouble.emit(error)
            return
        basket, lost = without_seats(hand.basket, gone)
        self.seating.give_back(lost)
        category = next((one for one in self.categories if lost and one.category_id == lost[0].category_id), None)
        hand = replace(hand, basket=basket, seats=(), paid=(), given="")
        if hand.category is None and category is not None:
            hand = replace(hand.choose_category(category), typed=str(sum(line.quantity for line in lost)))
        self.put(hand)
        words = self.tr("{seats}: sold to somebody else just now. Return takes the next best.")
        self._context.told.emit("attention", words.format(seats=seats_words(gone)))
        self.look_at_hall()
