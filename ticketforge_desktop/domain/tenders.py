"""How a sale is paid: tenders, splits, change, and the rounding of cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ticketforge_desktop.domain.basket import MOST_MINOR
from ticketforge_desktop.domain.cash import CashRule
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import decimal_string

LONGEST_REFERENCE: Final = 100


class Tender(StrEnum):
    """A means of payment."""

    CASH = "cash"
    CARD = "card"  # on a terminal of its own: amount, reference and outcome are typed in
    INVOICE = "invoice"  # paid later
    VOUCHER = "voucher"  # its code is the reference
    LINK = "link"  # paid later, on the store's page


class PaymentState(StrEnum):
    """What became of it. Only `paid` ones move money; a declined one has `amount_minor` 0 and stays as a note."""

    PAID = "paid"
    OWED = "owed"  # invoice and link until the money is there
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Tendered:
    """What a person typed for one tender.

    Attributes:
        amount_minor: what of the sale it shall pay; None = the rest. Cash: what the buyer gave; None = exactly what
            is due.
        reference: the terminal's receipt number, the voucher's code, the invoice's number.
        approved: whether the terminal took the card.
    """

    tender: Tender
    amount_minor: int | None = None
    reference: str = ""
    approved: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of `payments`.

    `amount_minor` is what it pays of the sale; for cash what stays in the drawer (given − change). A refund has all
    figures below zero.
    """

    tender: Tender
    amount_minor: int
    given_minor: int = 0
    change_minor: int = 0
    reference: str = ""
    state: PaymentState = PaymentState.PAID


@dataclass(frozen=True, slots=True)
class Settlement:
    """How far a sale is paid. What was taken together is `total_minor` + `rounding_minor` − `left_minor`.

    Attributes:
        rounding_minor: what rounding of cash added to the total (below 0: took off it); 0 until it is all paid.
        change_minor: to be given back.
        left_minor: still to be paid; exact, before any rounding.
        due_cash_minor: what is due if the rest is paid in cash.
    """

    total_minor: int
    payments: tuple[Payment, ...]
    rounding_minor: int
    change_minor: int
    left_minor: int
    due_cash_minor: int

    @property
    def settled(self) -> bool:
        """Whether nothing is left to pay."""
        return self.left_minor == 0


def settle(total_minor: int, tendered: Sequence[Tendered], cash: CashRule) -> Settlement:
    """Work off what was tendered, in its order. Only the last, cash part of a sale is rounded.

    A cash amount below what is due pays a part, and the rest is paid otherwise. A declined card pays nothing.

    Raises:
        BadInput: below zero, more than is left (except cash, which gets change), cash that no coins make up, a voucher
            without its code, or something after all was paid. `facts` name `at`, the place in `tendered`.
    """
    left, rounding, change = total_minor, 0, 0
    payments: list[Payment] = []
    for at, one in enumerate(tendered):
        _check(one, at, left, cash, first=not payments)
        if one.tender is Tender.CASH:
            due = cash.rounded(left)
            given = due if one.amount_minor is None else one.amount_minor
            change = max(given - due, 0)
            payments.append(Payment(Tender.CASH, given - change, given, change, one.reference))
            if given >= due:
                rounding, left = due - left, 0
            else:
                left -= given
            continue
        amount = left if one.amount_minor is None else one.amount_minor
        payments.append(_other(one, amount))
        left -= payments[-1].amount_minor
    return Settlement(total_minor, tuple(payments), rounding, change, left, cash.rounded(left))


def _other(one: Tendered, amount: int) -> Payment:
    if one.tender is Tender.CARD and not one.approved:
        return Payment(one.tender, 0, amount, 0, one.reference, PaymentState.DECLINED)
    owed = one.tender in (Tender.INVOICE, Tender.LINK) and amount != 0
    return Payment(one.tender, amount, 0, 0, one.reference, PaymentState.OWED if owed else PaymentState.PAID)


def _check(one: Tendered, at: int, left: int, cash: CashRule, *, first: bool) -> None:
    amount = one.amount_minor
    if amount is not None and not 0 <= amount <= MOST_MINOR:
        raise BadInput("An amount paid is not below zero.", field="amount", value=amount, at=at)
    if len(one.reference) > LONGEST_REFERENCE:
        raise BadInput(f"A reference has at most {LONGEST_REFERENCE} characters.", field="reference", at=at)
    if one.tender is Tender.VOUCHER and not one.reference.strip():
        raise BadInput("Which voucher? Its code is missing.", field="reference", at=at)
    if left == 0 and not first:
        raise BadInput("All is paid already.", field="amount", value=amount, at=at, left=0)
    if amount is None:
        return
    if one.tender is not Tender.CASH and amount > left:
        raise BadInput(
            "That is more than is left to pay.",
            field="amount",
            value=amount,
            left=left,
            at=at,
            next_step="Only cash gets change: take at most what is left.",
        )
    if one.tender is Tender.CASH and not cash.payable(amount):
        raise BadInput(
            "No coins make up this amount.",
            field="amount",
            value=amount,
            step=cash.step_minor,
            at=at,
            next_step=f"Give a multiple of {decimal_string(cash.step_minor, cash.currency)} {cash.currency}.",
        )
