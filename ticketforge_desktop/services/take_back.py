"""Refund, void and exchange at the counter: by ticket, decided here, dead at our doors at once, told to the store.

Money is never edited: what goes back is a further sale with figures below zero. The store hears which units died
(`domain.units`), whether their places are for sale again, and upon which payment money went back. An exchange is one
transaction: old units die, new ones are taken from the lease, and only the difference moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ticketforge_desktop.domain.basket import PriceClass
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.tenders import Payment, Tender, Tendered, settle
from ticketforge_desktop.services.ports.door import AdmissionLog
from ticketforge_desktop.services.ports.outbox import Act
from ticketforge_desktop.services.ports.taken import Returned, Units
from ticketforge_desktop.services.ports.till import (
    EXCHANGED,
    GATEWAYS,
    Ended,
    Sale,
    SaleDraft,
    SaleKind,
    SaleLine,
    StockWay,
    TicketEnd,
    aggregate_of,
)
from ticketforge_desktop.services.sale_acts import sale_act
from ticketforge_desktop.services.sell import SellTickets, TillRoom

LONGEST_REASON: Final = 500
_LIVE: Final = frozenset({TicketState.VALID, TicketState.UNPAID})


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What is to be taken back. `sale_id` is made before the person agrees: twice is once.

    Attributes:
        tender: how money goes back; None = as it came (a web order's by the store, upon its own payment).
        fee_minor: kept of what would go back.
        restock: whether the places are for sale again.
        used: take back tickets that were let in all the same.
    """

    sale_id: str
    ticket_ids: tuple[str, ...]
    reason: str
    tender: Tender | None = None
    fee_minor: int = 0
    restock: bool = True
    used: bool = False


class TakeBack:
    """Every method may be called on any thread.

    Args:
        room: as selling has it.
        selling: makes the new tickets of an exchange.
        units: which order and line a ticket is a unit of.
        admissions: who was let in.
    """

    def __init__(
        self, room: TillRoom, selling: SellTickets, units: Units, admissions: AdmissionLog, staff: Staff
    ) -> None:
        self._room, self._selling, self._units, self._admissions = room, selling, units, admissions
        self._staff = staff

    def refund(self, wanted: TakenBack) -> Sale:
        """Take tickets of one order back and give the money back; durable when it returns.

        Raises (nothing is written):
            RightMissing, NoOpenShift.
            NotFound: a ticket that is not known.
            BadInput: no reason, tickets of several orders, a fee above what they cost.
            Conflict: one is dead already, or was let in.
        """
        known = self._known(wanted.sale_id)
        if known is not None:
            return known
        returned = self._returned(wanted)
        back = sum(one.paid_minor for one in returned) - wanted.fee_minor
        if back < 0:
            raise BadInput("The fee is more than what goes back.", field="fee", value=wanted.fee_minor)
        draft = self._draft(wanted, SaleKind.REFUND, returned)
        payments, rounding = self._paid_back(_ways(wanted, returned[0], back), draft.currency)
        draft = replace(
            draft, fee_minor=wanted.fee_minor, total_minor=-back, payments=payments, rounding_minor=rounding
        )
        draft = replace(draft, acts=(_refund_act(wanted, returned, draft.currency, back),))
        return self._room.file.write(draft, self._staff)

    def exchange(
        self,
        wanted: TakenBack,
        category_id: str,
        tendered: Sequence[Tendered] = (),
        price_class: PriceClass = PriceClass.FULL,
        seats: Sequence[str] = (),
    ) -> Sale:
        """Other tickets of the same event for these: the difference is paid, or goes back by `wanted.tender` (cash).

        Raises as `refund` and `SellTickets.sell`.
        """
        known = self._known(wanted.sale_id)
        if known is not None:
            return known
        returned = self._returned(wanted)
        worth = sum(one.paid_minor for one in returned)
        line = self._selling.line(returned[0].event_id, category_id, len(returned), price_class, seats, wanted.reason)
        fresh = self._selling.prepared(self._selling.empty().plus(line), returned[0].buyer)
        new_minor = sum(one.total_minor for one in fresh.lines)
        difference = new_minor - worth + wanted.fee_minor
        draft = self._draft(wanted, SaleKind.EXCHANGE, returned)
        lines = tuple(replace(one, line=at) for at, one in enumerate((*fresh.lines, *draft.lines), 1))
        tax = sum(one.tax_minor for one in lines)
        total = sum(one.total_minor for one in lines) + wanted.fee_minor
        back = 0
        if difference >= 0:
            paid = settle(difference, tendered or (Tendered(Tender.CASH),), self._room.cash(draft.currency))
            if not paid.settled:
                raise BadInput("It is not paid in full.", field="amount", left=paid.left_minor)
            payments, rounding = paid.payments, paid.rounding_minor
        else:
            back = -difference
            payments, rounding = self._given_back(wanted.tender or Tender.CASH, back, draft.currency)
        whole = replace(
            draft, lines=lines, tickets=fresh.tickets, payments=payments, total_minor=total, tax_minor=tax,
            fee_minor=wanted.fee_minor, rounding_minor=rounding, stock=StockWay.LEASE, buyer=fresh.buyer,
        )  # fmt: skip
        new = replace(whole, lines=fresh.lines, total_minor=new_minor)
        acts = (
            self._new_order(new, min(worth, new_minor)),
            _refund_act(wanted, returned, draft.currency, back),
        )
        return self._room.file.write(replace(whole, acts=acts), self._staff)

    def _paid_back(self, ways: Sequence[tuple[Tender, int]], currency: str) -> tuple[tuple[Payment, ...], int]:
        """What leaves the till by each tender, and what rounding of cash added to it."""
        payments: tuple[Payment, ...] = ()
        rounding = 0
        for tender, back in ways:
            given, added = self._given_back(tender, back, currency)
            payments, rounding = (*payments, *given), rounding + added
        return payments, rounding

    def _given_back(self, tender: Tender, back_minor: int, currency: str) -> tuple[tuple[Payment, ...], int]:
        """What leaves the till, and what rounding of cash added to it: coins make it up, as they did when it came."""
        if tender is not Tender.CASH:
            return (Payment(tender, -back_minor),), 0
        given = self._room.cash(currency).rounded(back_minor)
        return (Payment(tender, -given, -given),), back_minor - given

    def _new_order(self, new: SaleDraft, worth: int) -> Act:
        """The order of the new tickets: what the old ones were worth counts as paid."""
        shift = self._room.file.open_shift()
        taken = tuple(one for one in new.payments if one.amount_minor > 0)
        act = sale_act(replace(new, payments=taken), self._room.station[1], str(shift.number), self._staff.name)
        payments = act.payload["payments"]
        assert isinstance(payments, list)
        over = worth + sum(int(one["minor"]) for one in payments) - new.total_minor  # a fee is no part of the order
        told = [{"gateway": EXCHANGED, "minor": worth, "taken_at": new.at.isoformat()}] if worth else []
        for one in payments:
            minor = int(one["minor"]) - max(0, over)
            over = max(0, over - int(one["minor"]))
            if minor > 0:
                told.append({**one, "minor": minor})
        return replace(act, payload={**act.payload, "payments": told})

    def _known(self, sale_id: str) -> Sale | None:
        self._staff.require(Right.REFUND)
        try:
            return self._room.file.sale(sale_id)
        except NotFound:
            return None

    def _returned(self, wanted: TakenBack) -> Sequence[Returned]:
        words = wanted.reason.strip()
        if not words or len(words) > LONGEST_REASON:
            raise BadInput(f"Say why, in at most {LONGEST_REASON} characters.", field="reason")
        if wanted.fee_minor < 0:
            raise BadInput("A fee is not below zero.", field="fee", value=wanted.fee_minor)
        if not wanted.ticket_ids or len(set(wanted.ticket_ids)) != len(wanted.ticket_ids):
            raise BadInput("Name each ticket once.", field="ticket")
        found = [self._units.of(ticket_id) for ticket_id in wanted.ticket_ids]
        if len({(one.order_id, one.sale_id) for one in found}) > 1 or len({one.event_id for one in found}) > 1:
            raise BadInput(
                "These tickets are of several orders.", field="ticket", next_step="Take them back one by one."
            )
        gone = self._room.file.ended(wanted.ticket_ids)
        for one in found:
            if one.state not in _LIVE or one.ticket_id in gone:
                raise Conflict(
                    f"Ticket {one.number} is {one.state}: there is nothing to take back.", ticket=one.ticket_id
                )
            if not wanted.used and self._admissions.use_of(one.ticket_id) is not None:
                raise Conflict(
                    f"Ticket {one.number} was let in.",
                    ticket=one.ticket_id,
                    next_step="Take it back all the same only if you saw the guest leave: `--used`.",
                )
        return found

    def _draft(self, wanted: TakenBack, kind: SaleKind, returned: Sequence[Returned]) -> SaleDraft:
        lines = tuple(_line(at, one) for at, one in enumerate(returned, 1))
        state = TicketEnd.REFUNDED if kind is SaleKind.REFUND else TicketEnd.VOID
        return SaleDraft(
            sale_id=wanted.sale_id,
            kind=kind,
            currency=returned[0].currency,
            lines=lines,
            payments=(),
            tickets=(),
            total_minor=sum(line.total_minor for line in lines),  # a fee that is kept comes on top
            tax_minor=sum(line.tax_minor for line in lines),
            tax_included=self._room.tax_included(),
            discount_minor=0,
            rounding_minor=0,
            at=self._room.clock.now(),
            stock=StockWay.LEASE,
            reverses=returned[0].sale_id,
            ends=tuple(Ended(one.ticket_id, state, one.event_id, one.seat, one.sale_id) for one in returned),
            reason=wanted.reason.strip(),
            note=wanted.reason.strip(),
        )


def _line(at: int, one: Returned) -> SaleLine:
    """A unit below zero."""
    return SaleLine(
        line=at,
        event_id=one.event_id,
        category_id=one.category_id,
        variant_id=one.variant_id,
        sku=f"{one.event_id}-{one.category_id}",
        title=one.title,
        price_class=one.price_class,
        quantity=-1,
        price_minor=one.paid_minor,
        discount_minor=0,
        total_minor=-one.paid_minor,
        tax_bp=one.tax_bp,
        tax_minor=-one.tax_minor,
        seats=(one.seat,) if one.seat else (),
        reason="",
    )


def _ways(wanted: TakenBack, first: Returned, back_minor: int) -> list[tuple[Tender, int]]:
    """How money leaves the till: as a person says, else as it came; nothing for a web order, which the store pays."""
    if not back_minor:
        return []
    if wanted.tender is not None:
        return [(wanted.tender, back_minor)]
    if not first.sale_id:
        return []
    parts, rest = _spread(first, back_minor)
    if rest:
        last = first.tender or Tender.CASH
        parts = [(tender, part + (rest if tender is last else 0)) for tender, part in parts]
        if not any(tender is last for tender, _ in parts):
            parts.append((last, rest))
    return parts


def _spread(first: Returned, back_minor: int) -> tuple[list[tuple[Tender, int]], int]:
    """Over what is left of the payments of its sale, in their order; and what they do not hold."""
    parts, rest = [], back_minor
    for tender, left in first.left:
        part = min(left, rest)
        if part > 0:
            parts.append((tender, part))
            rest -= part
    return parts, rest


def _money(wanted: TakenBack, first: Returned, back_minor: int) -> list[dict[str, object]]:
    """Upon which payments the store books what goes back, by their gateways.

    Who gets cash for a web order gets it once: the store then gives back the units alone.
    """
    if back_minor <= 0 or (not first.sale_id and wanted.tender is not None):
        return []
    parts, rest = _spread(first, back_minor) if first.sale_id else ([], back_minor)
    told = {GATEWAYS.get(tender, str(tender)): part for tender, part in parts}
    if rest:
        gateway = first.gateway or GATEWAYS[Tender.CASH]
        told[gateway] = told.get(gateway, 0) + rest
    return [{"gateway": gateway, "minor": minor} for gateway, minor in told.items()]


def _refund_act(wanted: TakenBack, returned: Sequence[Returned], currency: str, back_minor: int) -> Act:
    """Units by line, places for sale again or not, and money upon the payment it came by."""
    by_line: dict[tuple[int, int], list[int]] = {}
    for one in returned:
        by_line.setdefault((one.line, one.line_id), []).append(one.unit)
    restock = "cancel" if wanted.restock else "none"
    lines = [
        {**({"line_id": line_id} if line_id else {"line": line}), "units": units, "restock": restock}
        for (line, line_id), units in by_line.items()
    ]
    first = returned[0]
    payload: dict[str, object] = {"currency": currency, "lines": lines, "note": wanted.reason.strip()}
    payload |= {"order_id": first.order_id} if first.order_id else {"sale": first.sale_id}
    money = _money(wanted, first, back_minor)
    if money:
        payload["money"] = money
    aggregate = f"order:{first.order_id}" if first.order_id and not first.sale_id else aggregate_of(first.sale_id)
    return Act("refund", aggregate, payload, 2)
