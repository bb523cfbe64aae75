"""Selling at the counter: decided here, written once, and told to the store by the outbox.

A sale takes its units from this station's lease, online and offline alike, so it never waits for the network and never
oversells. Without a lease the store is asked for open stock (`StockWay.SHELF`): that sale stands as asked until the
store has answered, and nothing of it is printed or paid before.

Each line carries a seed of its own, signed by this station, in the order's properties: when the order comes back, every
station derives the very tickets that were printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.basket import Basket, BasketLine, LineTotal, PriceClass, Totals, totals
from ticketforge_desktop.domain.cash import CashRule
from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.events import ADD_ON_SKU, EventStatus
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.sale_seeds import seed_message, write_seed
from ticketforge_desktop.domain.sold_units import sold_units
from ticketforge_desktop.domain.tenders import Settlement, Tendered, settle
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.outbox import Outbox
from ticketforge_desktop.services.ports.signing import Signer
from ticketforge_desktop.services.ports.till import (
    Buyer,
    Sale,
    SaleDraft,
    SaleKind,
    SaleLine,
    SaleRefused,
    SaleState,
    SoldTicket,
    StockWay,
    TillFile,
)
from ticketforge_desktop.services.sale_acts import sale_act
from ticketforge_desktop.services.views import CategoryRow

LONGEST_NOTE: Final = 2_000
_ON_SALE: Final = frozenset({EventStatus.PUBLISHED, EventStatus.SOLD_OUT})


@dataclass(frozen=True, slots=True)
class PriceRules:
    """What a reduced place and a child's place cost, in percent of the full price."""

    reduced_percent: int = 80
    child_percent: int = 50

    def price(self, full_minor: int, price_class: PriceClass) -> int:
        """The price of one, rounded half up to the minor unit."""
        percent = {
            PriceClass.FULL: 100,
            PriceClass.REDUCED: self.reduced_percent,
            PriceClass.CHILD: self.child_percent,
            PriceClass.FREE: 0,
        }[price_class]
        return (full_minor * percent + 50) // 100


@dataclass(frozen=True, slots=True)
class SaleRequest:
    """What a person sells. `sale_id` (`new_sale_id`) is made once a basket: Enter pressed twice sells once."""

    sale_id: str
    basket: Basket
    tendered: tuple[Tendered, ...]
    buyer: Buyer = field(default_factory=Buyer)
    stock: StockWay = StockWay.LEASE
    note: str = ""
    words: str = "de"
    holds: tuple[str, ...] = ()  # holds this sale is for


@dataclass(frozen=True, slots=True)
class TillRoom:
    """What selling is done with.

    Attributes:
        tax_bp: rate of tax of (event, category) in basis points.
        tax_included: whether the shop's prices hold the tax.
        ean_key: the shop's, None before the first sync.
    """

    file: TillFile
    queries: MirrorQueries
    outbox: Outbox
    signer: Callable[[], Signer]
    ean_key: Callable[[], bytes | None]
    clock: Clock
    station: tuple[str, str]  # id and name
    prices: Callable[[], PriceRules]
    tax_bp: Callable[[str, str], int]
    tax_included: Callable[[], bool]
    cash: Callable[[str], CashRule]


class SellTickets:
    """Sells. Every method may be called on any thread."""

    def __init__(self, room: TillRoom, staff: Staff) -> None:
        self._room, self._staff = room, staff

    def empty(self) -> Basket:
        """A basket in the shop's currency. Raises `NotFound` before the first sync."""
        return Basket(self._shop().currency, self._room.tax_included())

    def line(
        self,
        event_id: str,
        category_id: str,
        quantity: int,
        price_class: PriceClass = PriceClass.FULL,
        seats: Sequence[str] = (),
        reason: str = "",
    ) -> BasketLine:
        """A line at today's price. Raises `NotFound`, `SaleRefused`, `BadInput`."""
        title, category = self._category(event_id, category_id)
        return BasketLine(
            event_id=event_id,
            category_id=category_id,
            variant_id=category.variant_id,
            sku=f"{event_id}-{category_id}",
            title=f"{title} · {category.name}",
            price_class=price_class,
            quantity=quantity,
            unit_minor=self._room.prices().price(category.price.minor, price_class),
            tax_bp=self._room.tax_bp(event_id, category_id),
            seats=tuple(seats),
            reason=reason,
        )

    def due(self, basket: Basket, tendered: Sequence[Tendered]) -> tuple[Totals, Settlement]:
        """What it comes to, and how far it is paid. Raises `BadInput`."""
        found = totals(basket)
        return found, settle(found.total_minor, tendered, self._room.cash(basket.currency))

    def sell(self, request: SaleRequest) -> Sale:
        """Sell; durable when it returns. A sale that was made already is returned as it is.

        With `StockWay.SHELF` the sale comes back `asked`: push the outbox, then `answered`.

        Raises (nothing is written):
            RightMissing: to sell, to give a discount or a free place, or to oversell.
            NoOpenShift, NoLease, SeatGone, SaleRefused, BadInput: see there.
            Conflict: the store was asked for another basket under this id.
        """
        try:
            return _same(self._room.file.sale(request.sale_id), request.basket)
        except NotFound:
            pass
        self._check_rights(request)
        shift = self._room.file.open_shift()
        found, settlement = self.due(request.basket, request.tendered)
        self._check(request, settlement)
        lines, tickets = self._lines(found.lines, request)
        draft = SaleDraft(
            sale_id=request.sale_id,
            kind=SaleKind.SALE,
            currency=found.currency,
            lines=lines,
            payments=settlement.payments,
            tickets=tickets,
            total_minor=found.total_minor,
            tax_minor=found.tax_minor,
            tax_included=request.basket.tax_included,
            discount_minor=found.discount_minor,
            rounding_minor=settlement.rounding_minor,
            at=self._room.clock.now(),
            stock=request.stock,
            buyer=request.buyer,
            discount_reason=_reason(request.basket),
            note=request.note,
            words=request.words,
            holds=request.holds,
        )
        act = sale_act(draft, self._room.station[1], f"{shift.number}", self._staff.name)
        return self._room.file.write(replace(draft, acts=(act,)), self._staff)

    def answered(self, sale_id: str, tendered: Sequence[Tendered]) -> Sale:
        """A sale from open stock after a push: paid when the store has it, refused when there was none left.

        While nobody knows, it stays `asked`. Raises `NotFound`, `NoOpenShift`, `BadInput`.
        """
        room = self._room
        sale = room.file.sale(sale_id)
        if sale.state is not SaleState.ASKED or (sale.pending and not sale.attention):
            return sale
        if sale.attention:
            entry = room.outbox.entry(sale.outbox_id)
            if entry.maybe_done:
                return sale
            room.outbox.settle(sale.outbox_id, f"Nothing was sold: {entry.last_error}"[:500], self._staff)
            return room.file.settle(sale_id, SaleState.REFUSED, (), room.clock.now(), self._staff)
        if not sale.order_id:  # a person settled the act by hand, and no order is known: nothing was sold
            return room.file.settle(sale_id, SaleState.REFUSED, (), room.clock.now(), self._staff)
        paid = settle(sale.total.minor, tendered, room.cash(sale.total.currency))
        _check_settled(paid)
        return room.file.settle(sale_id, SaleState.PAID, paid.payments, room.clock.now(), self._staff)

    def prepared(self, basket: Basket, buyer: Buyer) -> SaleDraft:
        """Lines and tickets of a basket as a sale would have them; nothing is written, nothing is paid.

        Raises as `sell`.
        """
        found = totals(basket)
        lines, tickets = self._lines(found.lines, SaleRequest("", basket, (), buyer))
        return SaleDraft(
            "", SaleKind.SALE, found.currency, lines, (), tickets, found.total_minor, found.tax_minor,
            basket.tax_included, found.discount_minor, 0, self._room.clock.now(), buyer=buyer,
        )  # fmt: skip

    def sale(self, sale_id: str) -> Sale:
        """Raises `NotFound`."""
        return self._room.file.sale(sale_id)

    def sales(self, shift_id: str = "", limit: int = 100) -> Sequence[Sale]:
        """Newest first."""
        self._staff.require(Right.VIEW)
        return self._room.file.sales(shift_id=shift_id, limit=limit)

    def _check_rights(self, request: SaleRequest) -> None:
        self._staff.require(Right.SELL)
        basket = request.basket
        free = any(line.price_class is PriceClass.FREE or line.discount_minor for line in basket.lines)
        if free or basket.discount is not None:
            self._staff.require(Right.DISCOUNT)
        if request.stock is StockWay.OVERSELL:
            self._staff.require(Right.ADJUST_STOCK)

    def _check(self, request: SaleRequest, settlement: Settlement) -> None:
        basket = request.basket
        if not basket.tickets:
            raise BadInput("The basket is empty.", field="lines", next_step="Choose an event and a category.")
        if basket.currency != self._shop().currency:
            raise BadInput(f"The shop sells in {self._shop().currency}.", field="currency", value=basket.currency)
        _check_settled(settlement)
        if len(request.note) > LONGEST_NOTE:
            raise BadInput(f"A note has at most {LONGEST_NOTE} characters.", field="note")
        if any(line.add_on for line in basket.lines) and not request.buyer.address:
            raise BadInput("Where shall the tickets be sent?", field="address", next_step="Type the buyer's address.")
        for line in basket.lines:
            self._check_price(line)

    def _check_price(self, line: BasketLine) -> None:
        """What was shown when the line was made still holds; a price that rose meanwhile is nobody's to guess."""
        if line.add_on:
            return
        _, category = self._category(line.event_id, line.category_id)
        now = self._room.prices().price(category.price.minor, line.price_class)
        if now != line.unit_minor or category.variant_id != line.variant_id:
            raise SaleRefused(
                f"The price of {line.title} has changed.",
                reason="price_changed",
                was=line.unit_minor,
                now=now,
                next_step="Take the line out and choose the category again.",
            )

    def _category(self, event_id: str, category_id: str) -> tuple[str, CategoryRow]:
        event = self._room.queries.event(event_id)
        if event.row.status not in _ON_SALE:
            raise SaleRefused(f"{event.row.title} is {event.row.status}: nothing is sold.", reason="event_over")
        for category in event.categories:
            if category.category_id == category_id:
                return event.row.title, category
        raise NotFound(f"{event.row.title} has no category {category_id!r}.", category=category_id)

    def _lines(
        self, found: Sequence[LineTotal], request: SaleRequest
    ) -> tuple[tuple[SaleLine, ...], tuple[SoldTicket, ...]]:
        """Lines with their seeds, and the tickets that follow from them."""
        lines: list[SaleLine] = []
        tickets: list[SoldTicket] = []
        for part in (part for total in found for part in _by_seat(total)):
            number, uuid = len(lines) + 1, str(uuid4())
            lines.append(_sale_line(part, number, "" if part.line.add_on else self._seed(part.line, uuid)))
            if not part.line.add_on:
                tickets += self._tickets(part.line, number, uuid, request.buyer.name)
        return tuple(lines), tuple(tickets)

    def _seed(self, line: BasketLine, uuid: str) -> str:
        """The line's UUID, signed by this station for this variant and quantity."""
        signer = self._room.signer()
        message = seed_message(self._shop().domain, uuid, line.variant_id, line.quantity)
        return write_seed(
            uuid, line.variant_id, line.quantity, key_id_of(signer.public_key).hex(), signer.sign(message)
        )

    def _tickets(self, line: BasketLine, number: int, uuid: str, holder: str) -> list[SoldTicket]:
        ean_key = self._room.ean_key()
        if ean_key is None:
            raise NotFound("The shop's ticket numbers are not known yet.", next_step="Sync once: `ticketforge sync`.")
        return [
            SoldTicket(
                ticket_id=unit.ticket_id,
                ean=unit.ean,
                line=number,
                unit=unit.unit,
                units=line.quantity,
                event_id=line.event_id,
                category_id=line.category_id,
                variant_id=line.variant_id,
                seat=unit.seat,
                holder=holder,
                price_minor=line.unit_minor,
            )
            for unit in sold_units(self._shop().domain, ean_key, uuid, line.seats, line.quantity)
        ]

    def _shop(self) -> ShopRecord:
        shop = self._room.queries.shop()
        if shop is None:
            raise NotFound("The mirror is empty.", next_step="Sync first: `ticketforge sync`.")
        return shop


def new_sale_id() -> str:
    """A UUID for a basket, made before anything is written."""
    return str(uuid4())


def add_on(title: str, price_minor: int, tax_bp: int, quantity: int = 1) -> BasketLine:
    """The line that asks for tickets by post."""
    return BasketLine("", "", 0, ADD_ON_SKU, title, PriceClass.FULL, quantity, price_minor, tax_bp, add_on=True)


def _same(known: Sale, basket: Basket) -> Sale:
    """The sale the store was asked for. Another basket under its id would be paid for, and this one printed."""
    if known.state is SaleState.ASKED and known.total.minor != totals(basket).total_minor:
        next_step = "Put the lines back as they were and ask again, or give up asking in the outbox."
        raise Conflict("The store was asked for another basket.", sale=known.sale_id, next_step=next_step)
    return known


def _check_settled(settlement: Settlement) -> None:
    if not settlement.settled:
        raise BadInput(
            "It is not paid in full.",
            field="amount",
            left=settlement.left_minor,
            next_step="Take the rest, in cash or otherwise.",
        )


def _sale_line(total: LineTotal, number: int, seed: str) -> SaleLine:
    line = total.line
    return SaleLine(
        line=number,
        event_id=line.event_id,
        category_id=line.category_id,
        variant_id=line.variant_id,
        sku=line.sku,
        title=line.title,
        price_class=str(line.price_class),
        quantity=line.quantity,
        price_minor=line.unit_minor,
        discount_minor=total.discount_minor,
        total_minor=total.total_minor,
        tax_bp=line.tax_bp,
        tax_minor=total.tax_minor,
        seats=line.seats,
        seed=seed,
        reason=line.reason,
    )


def _by_seat(total: LineTotal) -> Iterator[LineTotal]:
    """A line with numbered seats as one line a seat, as the store keeps them; what it comes to is shared out."""
    line, many = total.line, len(total.line.seats)
    if many < 2:
        yield total
        return
    on_top = total.net_minor == line.full_minor - total.discount_minor  # prices are without tax
    for at, seat in enumerate(line.seats):
        discount, tax = _part(total.discount_minor, many, at), _part(total.tax_minor, many, at)
        whole = line.unit_minor - discount + (tax if on_top else 0)
        one = replace(line, quantity=1, seats=(seat,), discount_minor=0)
        yield LineTotal(one, discount, whole - tax, tax, whole)


def _part(amount: int, many: int, at: int) -> int:
    """One of `many` shares, the first ones a minor unit larger where it does not divide."""
    return amount // many + (1 if at < amount % many else 0)


def _reason(basket: Basket) -> str:
    if basket.discount is not None:
        return basket.discount.reason
    return next((line.reason for line in basket.lines if line.discount_minor), "")
