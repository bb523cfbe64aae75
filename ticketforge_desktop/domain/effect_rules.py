"""Which effects an order calls for: a pure table over the words of `effects.py`.

Doing what `effects_of` says changes the standing so that, asked again, nothing is left: however often an order is
looked at, after a crash or out of turn, each thing is done once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from ticketforge_desktop.domain import effects as words
from ticketforge_desktop.domain.effects import (
    DEAD,
    Effects,
    NewFlag,
    NewMail,
    NewParcel,
    OrderFacts,
    ParcelChange,
    SaleBack,
    Standing,
    Terms,
    TicketFacts,
    UseStanding,
)
from ticketforge_desktop.domain.events import HardticketState, OrderStatus, TicketState

# Without an end, an event is over half a day after it began.
_WITHOUT_END: Final = timedelta(hours=12)


def effects_of(facts: OrderFacts, standing: Standing, terms: Terms) -> Effects:
    """What is still to be done for an order; empty once it was done."""
    new, changes, packed = _parcels(facts, standing, terms)
    sale, doubts = _sale(facts, standing)
    flags = (*_dead_inside(facts, standing), *packed, *doubts)
    return Effects(new, changes, _mail(facts, standing, terms), flags, sale)


def once_keys(facts: OrderFacts) -> tuple[str, ...]:
    """Every key that `effects_of` may ask for with these facts: what `Standing.done` must be read for."""
    keys = [_dead_key(ticket.ticket_id) for ticket in facts.tickets if ticket.state in DEAD]
    keys += [key for key, _ in _mail_occasions(facts)]
    if facts.order is not None and facts.order.source_identifier:
        keys += [_differs_key(facts.order.source_identifier), _doubled_key(facts.order.source_identifier, facts)]
    return tuple(keys)


def parcel_key(parcel_id: str) -> str:
    """The flag's key for a packed parcel that must not go out."""
    return f"packed:{parcel_id}"


def is_over(starts_at: str, ends_at: str, now: datetime) -> bool:
    """Whether an event is over; one without a time never is."""
    end = _moment(ends_at)
    if end is None:
        start = _moment(starts_at)
        end = None if start is None else start + _WITHOUT_END
    return end is not None and end < now


def dead_ticket_flag(ticket_id: str, state: str, event_id: str, order: str, order_id: int, use: UseStanding) -> NewFlag:
    """A ticket that was admitted here is dead in the store.

    Raised once a ticket: what it is dead of may change later, that it was let in does not.
    """
    facts: dict[str, str | int] = {
        "ticket_id": ticket_id,
        "event_id": event_id,
        "order": order,
        "order_id": order_id,
        "state": state,
        "admitted_at": use.at,
        "gate": use.gate,
        "station": use.station,
    }
    return NewFlag(_dead_key(ticket_id), f"admitted_{state}", ticket_id, facts)


def _dead_key(ticket_id: str) -> str:
    return f"admitted:{ticket_id}"


def _dead_inside(facts: OrderFacts, standing: Standing) -> Iterator[NewFlag]:
    for ticket in facts.tickets:
        use = standing.uses.get(ticket.ticket_id)
        if ticket.state in DEAD and use is not None and _dead_key(ticket.ticket_id) not in standing.done:
            yield dead_ticket_flag(ticket.ticket_id, ticket.state, ticket.event_id, facts.name, facts.order_id, use)


def _parcels(
    facts: OrderFacts, standing: Standing, terms: Terms
) -> tuple[tuple[NewParcel, ...], tuple[ParcelChange, ...], list[NewFlag]]:
    living = [ticket for ticket in facts.tickets if ticket.state == TicketState.VALID and not ticket.event_off]
    reason = _not_posted(facts, living)
    most = terms.most_in_parcel
    wanted = 0 if reason else -(-len(living) // most)
    changes, packed = [], []
    for parcel in standing.parcels:
        off = reason or (words.FEWER_TICKETS if parcel.number > wanted else "")
        if parcel.open:
            pieces = parcel.pieces if off else min(most, len(living) - (parcel.number - 1) * most)
            if (off, pieces) != (parcel.called_off, parcel.pieces):
                changes.append(ParcelChange(parcel.parcel_id, off, pieces))
        elif parcel.packed and off not in ("", words.SHIPPED_ELSEWHERE) and parcel.state == HardticketState.PRINTED:
            key = parcel_key(parcel.parcel_id)
            if key not in standing.done:
                told: dict[str, str | int] = {"order": facts.name, "order_id": facts.order_id, "reason": off}
                packed.append(NewFlag(key, "packed_parcel_dead", parcel.parcel_id, told))
    known = {parcel.number for parcel in standing.parcels}
    order = facts.order
    coming = [ticket for ticket in living if not is_over(ticket.starts_at, ticket.ends_at, terms.at)]
    if order is None or not coming:
        return (), tuple(changes), packed
    first = min(coming, key=lambda ticket: (ticket.starts_at or "~", ticket.event_id))
    new = tuple(
        NewParcel(
            number,
            first.event_id,
            min(most, len(living) - (number - 1) * most),
            order.holder,
            order.phone,
            order.email,
            order.currency,
        )
        for number in range(1, wanted + 1)
        if number not in known
    )
    return new, tuple(changes), packed


def _not_posted(facts: OrderFacts, living: Sequence[TicketFacts]) -> str:
    """Why nothing of the order is to be posted, "" when it is."""
    status = facts.status
    table = (
        (status is None, words.ORDER_DELETED),
        (status is OrderStatus.CANCELLED, words.ORDER_CANCELLED),
        (status is OrderStatus.REFUNDED, words.ORDER_REFUNDED),
        (not facts.posted, words.ADD_ON_REMOVED),
        (facts.posted != HardticketState.PENDING, words.SHIPPED_ELSEWHERE),
        (status is OrderStatus.PENDING, words.UNPAID),
        (not living, words.NO_TICKETS),
    )
    return next((reason for holds, reason in table if holds), "")


def _mail(facts: OrderFacts, standing: Standing, terms: Terms) -> tuple[NewMail, ...]:
    order, mail = facts.order, terms.mail
    if mail is None or order is None or not order.email or order.created_at <= mail.after:
        return ()
    found = []
    for key, kind in _mail_occasions(facts):
        if key in standing.done:
            continue
        if kind == "order_confirmation" and not _coming_tickets(facts, terms.at):
            continue  # nobody needs a ticket for yesterday
        found.append(NewMail(key, kind, order.email, mail.language))
    return tuple(found)


def _mail_occasions(facts: OrderFacts) -> Iterator[tuple[str, str]]:
    """Key and kind of each mail the order as it stands calls for."""
    order, status = facts.order, facts.status
    if order is None or not facts.tickets:
        return
    if status is OrderStatus.CANCELLED:  # its refund is told in the same mail
        yield f"mail:cancellation:{order.order_id}", "cancellation"
        return
    if status is OrderStatus.CONFIRMED:
        yield f"mail:order_confirmation:{order.order_id}", "order_confirmation"
        if facts.posted == HardticketState.SHIPPED:
            yield f"mail:shipping:{order.order_id}", "shipping"
    if order.refunds and order.refunded_minor > 0:
        yield f"mail:refund:{order.order_id}:{order.refunds}", "refund"


def _coming_tickets(facts: OrderFacts, now: datetime) -> bool:
    return any(
        ticket.state == TicketState.VALID
        and not ticket.event_off
        and not is_over(ticket.starts_at, ticket.ends_at, now)
        for ticket in facts.tickets
    )


# The store was asked for open stock: its order may be there before the till has taken the money.
_UNPAID_HERE: Final = frozenset({"asked", "refused"})


def _sale(facts: OrderFacts, standing: Standing) -> tuple[SaleBack | None, list[NewFlag]]:
    """Our own sale is known by the source identifier; its lines by the signed property each carries."""
    order, sale = facts.order, standing.sale
    if order is None or sale is None:
        return None, []
    told: dict[str, str | int] = {"order": facts.name, "order_id": facts.order_id}
    if sale.order_id not in (0, facts.order_id):
        key = _doubled_key(sale.sale_id, facts)
        flag = NewFlag(key, "sale_doubled", sale.sale_id, {**told, "first_order": sale.order_name})
        return None, [] if key in standing.done else [flag]
    flags: list[NewFlag] = []
    state = sale.state
    # What rounding of cash added or took stands in the till's own books: the order is paid to the cent without it.
    alike = (order.currency, order.original_total_minor) == (sale.currency, sale.total_minor)
    if not alike:
        if _differs_key(sale.sale_id) not in standing.done:  # settled by a person once, it stays settled
            state = "attention"
            here = {"here_minor": sale.total_minor, "there_minor": order.original_total_minor}
            flags = [NewFlag(_differs_key(sale.sale_id), "sale_differs", sale.sale_id, {**told, **here})]
    elif facts.status is not OrderStatus.PENDING and state not in _UNPAID_HERE:
        state = "settled"
    by_seed = {seed: line_id for line_id, seed in reversed(facts.seeds)}
    lines = tuple(
        (line, by_seed[seed]) for line, seed, line_id in sale.lines if seed and seed in by_seed and not line_id
    )
    known = (sale.order_id, sale.order_name, sale.state) == (facts.order_id, facts.name, state)
    return None if known and not lines else SaleBack(sale.sale_id, state, lines), flags


def _differs_key(sale_id: str) -> str:
    return f"sale_differs:{sale_id}"


def _doubled_key(sale_id: str, facts: OrderFacts) -> str:
    return f"sale_doubled:{sale_id}:{facts.order_id}"


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
