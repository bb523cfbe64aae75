"""The sale in hand: what was chosen and typed so far. No Qt: the screen shows it and passes keys on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from ticketforge_desktop.domain.basket import Basket, PriceClass
from ticketforge_desktop.domain.money import exponent
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.availability import CategoryAvailability
from ticketforge_desktop.services.ports.till import Buyer
from ticketforge_desktop.services.sell import new_sale_id
from ticketforge_desktop.ui.till_desk import TillEvent

MOST: Final = 250
_MOST_DIGITS: Final = 9


class Step(StrEnum):
    """Where a sale is."""

    EVENT = "event"
    CATEGORY = "category"
    QUANTITY = "quantity"
    PAYMENT = "payment"


STEPS: Final = tuple(Step)


@dataclass(frozen=True, slots=True)
class Hand:
    """`sale_id` is made with the first line: Enter pressed twice sells once.

    Attributes:
        typed: digits of the quantity.
        seats: those chosen in the hall, where it has numbered seats.
        given: what was typed as given, with at most one decimal sign (`,`); "" = just what is due.
        paid: tenders that were taken already, where a sale is split.
    """

    basket: Basket
    step: Step = Step.EVENT
    event: TillEvent | None = None
    category: CategoryAvailability | None = None
    typed: str = ""
    seats: tuple[str, ...] = ()
    price_class: PriceClass = PriceClass.FULL
    reason: str = ""
    tender: Tender = Tender.CASH
    given: str = ""
    reference: str = ""
    paid: tuple[Tendered, ...] = ()
    buyer: Buyer = field(default_factory=Buyer)
    sale_id: str = field(default_factory=new_sale_id)

    @property
    def quantity(self) -> int:
        """As typed; 1 while nothing is."""
        return int(self.typed or "1")

    def choose_event(self, event: TillEvent) -> Hand:
        """On to its categories."""
        return replace(self, step=Step.CATEGORY, event=event, category=None, typed="", seats=())

    def choose_category(self, category: CategoryAvailability) -> Hand:
        """On to how many."""
        fresh = replace(self, typed="", seats=(), price_class=PriceClass.FULL, reason="")
        return replace(fresh, step=Step.QUANTITY, category=category)

    def choose_seats(self, seats: tuple[str, ...]) -> Hand:
        """Seats of the hall: as many as they are."""
        return replace(self, seats=seats, typed=str(len(seats)) if seats else "")

    def digit(self, sign: str) -> Hand:
        """A digit (or `00`, or the decimal sign) where one is at home; anything else changes nothing."""
        if self.step is Step.QUANTITY and sign.isdecimal():
            typed = (self.typed + sign).lstrip("0")
            return replace(self, typed=typed) if len(typed) <= 3 and int(typed or "0") <= MOST else self
        if self.step is Step.PAYMENT:
            return replace(self, given=self._appended(sign))
        return self

    def erase(self) -> Hand:
        """The last sign goes."""
        if self.step is Step.QUANTITY:
            return replace(self, typed=self.typed[:-1])
        return replace(self, given=self.given[:-1]) if self.step is Step.PAYMENT else self

    def back(self) -> Hand:
        """A step back; what was chosen stays chosen."""
        at = STEPS.index(self.step)
        if self.step is Step.PAYMENT:
            return replace(self, step=Step.CATEGORY if self.event else Step.EVENT, given="")
        return replace(self, step=STEPS[max(0, at - 1)], typed="", seats=())

    def with_line(self, basket: Basket) -> Hand:
        """A line was added: on to paying."""
        return replace(self, basket=basket, step=Step.PAYMENT, category=None, typed="", seats=(), given="")

    def given_minor(self) -> int | None:
        """What was typed as given, None while nothing was."""
        if not self.given:
            return None
        digits = exponent(self.basket.currency)
        whole, _, part = self.given.partition(",")
        return int((whole or "0") + part[:digits].ljust(digits, "0"))

    def give(self, minor: int) -> Hand:
        """A suggested note: as if it had been typed."""
        digits = exponent(self.basket.currency)
        whole, part = divmod(minor, 10**digits)
        text = f"{whole},{part:0{digits}d}" if part else str(whole)
        return replace(self, given=text)

    def tendered(self) -> tuple[Tendered, ...]:
        """What is paid with: what was taken already, and what is in hand."""
        return (*self.paid, Tendered(self.tender, self.given_minor(), self.reference))

    def _appended(self, sign: str) -> str:
        digits = exponent(self.basket.currency)
        whole, comma, part = self.given.partition(",")
        if sign == ",":
            return self.given if comma or not digits else (whole or "0") + ","
        if not sign.isdecimal():
            return self.given
        if comma:
            return whole + "," + (part + sign)[:digits]
        grown = (whole + sign).lstrip("0") or "0"
        return grown if len(grown) <= _MOST_DIGITS else self.given
