"""What a buyer is about to pay for: lines by price class, discounts, and what it comes to with its taxes.

Prices of a line are those of the shop: with tax where the shop's prices include it (`tax_included`), else without.
Rounding: tax is computed once a rate over all its lines and then shared out to them, so that the lines, the rates and
the total are one sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.spread import divided, spread
from ticketforge_desktop.domain.units import MOST_UNITS

MOST_MINOR: Final = 10**12  # of one line or discount; beyond, somebody leant on the keys
LONGEST_REASON: Final = 200
WHOLE: Final = 10_000  # basis points


class PriceClass(StrEnum):
    """Who pays what for the same category."""

    FULL = "full"
    REDUCED = "reduced"
    CHILD = "child"
    FREE = "free"  # with a reason


class DiscountKind(StrEnum):
    """How a discount is told."""

    AMOUNT = "amount"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Discount:
    """Off the whole basket: `value` in minor units, or in basis points (1000 = 10 %). Add-ons are not discounted.

    Raises `BadInput` when it can't be one.
    """

    kind: DiscountKind
    value: int
    reason: str

    def __post_init__(self) -> None:
        most = WHOLE if self.kind is DiscountKind.PERCENT else MOST_MINOR
        if not 0 < self.value <= most:
            raise BadInput("A discount is more than nothing and at most the whole.", field="discount", value=self.value)
        _check_reason(self.reason, "a discount")


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A category of an event in one price class, or an add-on. Raises `BadInput` when it can't be sold.

    Attributes:
        event_id: "" for what belongs to no event.
        category_id: "" for an add-on.
        variant_id: the store's; 0 for what the store does not know.
        quantity: 1 …
        unit_minor: the price of one, before discounts; 0 where it is free.
        tax_bp: rate of tax in basis points: 700 is 7 %.
        seats: as many as `quantity` where seats are numbered, else none.
        discount_minor: off the whole line, for `reason`.
        reason: of a free place or a discount.
        add_on: no ticket (`HARDTICKET-ADDON`).
    """

    event_id: str
    category_id: str
    variant_id: int
    sku: str
    title: str
    price_class: PriceClass
    quantity: int
    unit_minor: int
    tax_bp: int
    seats: tuple[str, ...] = ()
    discount_minor: int = 0
    reason: str = ""
    add_on: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.quantity <= MOST_UNITS:
            raise BadInput("At least one is sold.", field="quantity", value=self.quantity)
        if not 0 <= self.unit_minor <= MOST_MINOR:
            raise BadInput("That is no price.", field="price", value=self.unit_minor)
        if not 0 <= self.tax_bp <= WHOLE:
            raise BadInput("A rate of tax lies between 0 and 100 %.", field="tax", value=self.tax_bp)
        if self.seats and (len(self.seats) != self.quantity or len(set(self.seats)) != self.quantity):
            raise BadInput("Each ticket has a seat of its own.", field="seats", value=len(self.seats))
        if self.price_class is PriceClass.FREE:
            if self.unit_minor:
                raise BadInput("A free place costs nothing.", field="price", value=self.unit_minor)
            _check_reason(self.reason, "a free place")
        if not 0 <= self.discount_minor <= self.full_minor:
            raise BadInput("A line is discounted by its price at most.", field="discount", value=self.discount_minor)
        if self.discount_minor:
            _check_reason(self.reason, "a discount")

    @property
    def full_minor(self) -> int:
        """Quantity × price, before discounts."""
        return self.quantity * self.unit_minor

    def times(self, quantity: int) -> BasketLine:
        """The same line with another quantity; numbered seats and the line's own discount are chosen anew."""
        return replace(self, quantity=quantity, seats=(), discount_minor=0)


@dataclass(frozen=True, slots=True)
class Basket:
    """All of one sale. `tax_included` tells what the lines' prices mean. Raises `BadInput`: a seat is in it twice."""

    currency: str  # ISO 4217
    tax_included: bool
    lines: tuple[BasketLine, ...] = ()
    discount: Discount | None = None

    def __post_init__(self) -> None:
        seats = [(line.event_id, seat) for line in self.lines for seat in line.seats]
        if len(set(seats)) != len(seats):
            raise BadInput("Each ticket has a seat of its own.", field="seats", value=len(seats))

    @property
    def tickets(self) -> int:
        """How many tickets it comes to."""
        return sum(line.quantity for line in self.lines if not line.add_on)

    def plus(self, line: BasketLine) -> Basket:
        """With one line more."""
        return replace(self, lines=(*self.lines, line))

    def without(self, at: int) -> Basket:
        """Without the line at a place (0 …)."""
        return replace(self, lines=self.lines[:at] + self.lines[at + 1 :])


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What one rate of tax comes to: `gross_minor` = `net_minor` + `tax_minor`. Refunds have them below zero."""

    rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What a line comes to. `total_minor` is with tax, whatever the shop's prices are: it is what is paid for it."""

    line: BasketLine
    discount_minor: int  # its own and its share of the basket's
    net_minor: int
    tax_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a basket comes to: every figure is the sum of the lines'."""

    currency: str
    lines: tuple[LineTotal, ...]
    taxes: tuple[TaxLine, ...]  # highest rate first
    full_minor: int  # before discounts, as the shop's prices are
    discount_minor: int
    net_minor: int
    tax_minor: int
    total_minor: int  # to be paid


def totals(basket: Basket) -> Totals:
    """What is to be paid. An empty basket comes to nothing.

    Raises:
        BadInput: an amount of discount is above what may be discounted.
    """
    prices = [line.full_minor - line.discount_minor for line in basket.lines]
    shares = _shares(basket, prices)
    prices = [price - share for price, share in zip(prices, shares, strict=True)]
    taxes = _taxes(basket, prices)
    lines = tuple(
        LineTotal(
            line,
            line.discount_minor + share,
            price - tax if basket.tax_included else price,
            tax,
            price if basket.tax_included else price + tax,
        )
        for line, share, price, tax in zip(basket.lines, shares, prices, taxes, strict=True)
    )
    return Totals(
        basket.currency,
        lines,
        tax_lines(lines),
        full_minor=sum(line.full_minor for line in basket.lines),
        discount_minor=sum(line.discount_minor for line in lines),
        net_minor=sum(line.net_minor for line in lines),
        tax_minor=sum(line.tax_minor for line in lines),
        total_minor=sum(line.total_minor for line in lines),
    )


def tax_lines(lines: tuple[LineTotal, ...]) -> tuple[TaxLine, ...]:
    """The taxes of some lines by rate, the highest first."""
    found = []
    for rate in sorted({line.line.tax_bp for line in lines}, reverse=True):
        of = [line for line in lines if line.line.tax_bp == rate]
        net, tax = sum(line.net_minor for line in of), sum(line.tax_minor for line in of)
        found.append(TaxLine(rate, net, tax, net + tax))
    return tuple(found)


def _shares(basket: Basket, prices: list[int]) -> tuple[int, ...]:
    discount = basket.discount
    if discount is None:
        return (0,) * len(prices)
    weights = [0 if line.add_on else price for line, price in zip(basket.lines, prices, strict=True)]
    most = sum(weights)
    amount = discount.value
    if discount.kind is DiscountKind.PERCENT:
        amount = divided(most * discount.value, WHOLE)
    if amount > most:
        raise BadInput(
            "The discount is more than the tickets cost.",
            field="discount",
            value=amount,
            most=most,
            next_step="Give a smaller discount, or make the tickets free with a reason.",
        )
    return spread(amount, weights)


def _taxes(basket: Basket, prices: list[int]) -> list[int]:
    """The tax of each line: that of its rate, computed once, shared out by the largest remainder."""
    found = [0] * len(prices)
    for rate in {line.tax_bp for line in basket.lines}:
        of = [at for at, line in enumerate(basket.lines) if line.tax_bp == rate]
        under = WHOLE + rate if basket.tax_included else WHOLE
        tax = divided(sum(prices[at] for at in of) * rate, under)
        for at, share in zip(of, spread(tax, [prices[at] for at in of]), strict=True):
            found[at] = share
    return found


def _check_reason(reason: str, what: str) -> None:
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise BadInput(
            f"Say why there is {what}, in at most {LONGEST_REASON} characters.", field="reason", value=reason[:40]
        )
