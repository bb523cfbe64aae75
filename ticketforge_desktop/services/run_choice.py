"""What a run prints, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.name_order import listed, name_key
from ticketforge_desktop.services.faces import ON_CONSIGNMENT, PRINTABLE, Current
from ticketforge_desktop.services.ports.mirror import MirrorQueries, OrderFilter, Sort
from ticketforge_desktop.services.ports.print_runs import POST_KINDS, ItemKind, NewItem
from ticketforge_desktop.services.ports.printing import CopyKind, PrintLedger
from ticketforge_desktop.services.views import TicketRow

SORTS: Final = ("order", "category", "seat", "name")
_PARTS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Choice:
    """Tickets for a run. Exactly one of event, order and tickets is given.

    Attributes:
        category_id: of the event, only this one; "" for all.
        sort: by "order", "category", "seat" or "name".
        unprinted: leave out what is, or may be, on paper here already.
        copy_kind: `CopyKind`.
        post: each order's tickets are followed by its delivery note and its label (sorted by order). Orders without an
            address are left out.
        leave_out: of these the kinds nobody wants.
        hardticket_only: only orders that bought the post (the add-on).
        language: by which names are sorted, `de` or `en`.
    """

    event_id: str = ""
    order: str = ""
    ticket_ids: tuple[str, ...] = ()
    category_id: str = ""
    sort: str = "order"
    unprinted: bool = False
    copy_kind: CopyKind = CopyKind.ORIGINAL
    post: bool = False
    leave_out: tuple[ItemKind, ...] = ()
    hardticket_only: bool = False
    language: str = "de"

    def as_json(self) -> dict[str, object]:
        """What was chosen; the tickets by their number only, since the run has them as items."""
        told = {name: value for name, value in asdict(self).items() if value and name != "ticket_ids"}
        return told | ({"tickets": len(self.ticket_ids)} if self.ticket_ids else {})


def check(choice: Choice) -> None:
    """Raises `BadInput`."""
    if sum(map(bool, (choice.event_id, choice.order, choice.ticket_ids))) != 1:
        raise BadInput("Name an event, an order or tickets.", field="event", next_step="Use one of the three.")
    if choice.sort not in SORTS:
        raise BadInput(
            f"Tickets are not sorted by {choice.sort!r}.",
            field="sort",
            value=choice.sort,
            next_step=f"Use one of {', '.join(SORTS)}.",
        )
    if choice.leave_out and not (choice.post and set(choice.leave_out) < {*POST_KINDS}):
        raise BadInput(
            "Papers for the post leave out the delivery notes or the labels.", field="leave_out", next_step="Not both."
        )
    if choice.post and choice.sort != "order":
        raise BadInput(
            "Papers for the post lie order by order.", field="sort", value=choice.sort, next_step="Sort by order."
        )


def items_of(
    choice: Choice,
    queries: MirrorQueries,
    ledger: PrintLedger,
    current: Current,
    posted: Callable[[Mapping[str, int]], Collection[str]] = frozenset,
) -> Sequence[NewItem]:
    """The papers of a run in their order.

    Args:
        posted: of these orders (their store's numbers by their names) those that can be posted.

    Raises:
        BadInput: the choice is none, or nothing is left to print.
        NotFound: there is no such event, order or ticket.
    """
    check(choice)
    rows = list(_unprinted(_rows(choice, queries), ledger, current) if choice.unprinted else _rows(choice, queries))
    if choice.hardticket_only:
        rows = _with_add_on(rows, choice.event_id, queries)
    if not rows:
        left = " that is not on paper yet" if choice.unprinted else ""
        raise BadInput(f"There is no ticket to print{left}.", field="event", next_step="Look at `tickets list`.")
    key = _key(choice)
    if key is not None:
        rows.sort(key=key)
    if not choice.post:
        return [NewItem(ItemKind.TICKET, row.ticket_id) for row in rows]
    orders = posted({row.order: row.order_id for row in rows})
    if not orders:
        raise BadInput("None of these orders has an address.", field="post", next_step="Look at them in the store.")
    return list(_collated([row for row in rows if row.order in orders], choice.leave_out))


def _rows(choice: Choice, queries: MirrorQueries) -> list[TicketRow]:
    if choice.ticket_ids:
        return [queries.ticket(ticket_id) for ticket_id in dict.fromkeys(choice.ticket_ids)]
    if choice.event_id:
        queries.event(choice.event_id)
    fit = ON_CONSIGNMENT if choice.copy_kind is CopyKind.CONSIGNMENT else PRINTABLE
    return [
        row
        for row in queries.tickets(event_id=choice.event_id, order=choice.order)
        if row.state in fit and choice.category_id in ("", row.category_id)
    ]


def _with_add_on(rows: Sequence[TicketRow], event_id: str, queries: MirrorQueries) -> list[TicketRow]:
    orders = queries.orders(OrderFilter(event_id=event_id, hardticket_only=True), Sort("created_at"))
    bought = {row.name for row in orders.page(0, len(orders))}
    kept = [row for row in rows if row.order in bought]
    if rows and not kept:
        message, step = "None of these orders has the add-on for the post.", "Print them without it, or not by post."
        raise BadInput(message, field="hardticket_only", next_step=step)
    return kept


def _unprinted(rows: Sequence[TicketRow], ledger: PrintLedger, current: Current) -> Iterator[TicketRow]:
    known = ledger.issues_on_paper([row.ticket_id for row in rows])
    return (row for row in rows if known.get(row.ticket_id, 0) < _printable(row, current))


def _printable(row: TicketRow, current: Current) -> int:
    """The issue that may be printed here; 0 where another station's paper is the one that counts."""
    try:
        return current(row).issue
    except Conflict:
        return 0


def _collated(rows: Iterable[TicketRow], leave_out: Collection[ItemKind]) -> Iterator[NewItem]:
    """Order by order: the tickets, then what goes with them into the envelope and onto it."""
    for order, tickets in groupby(rows, key=lambda row: row.order):
        yield from (NewItem(ItemKind.TICKET, row.ticket_id, order) for row in tickets)
        yield from (NewItem(kind, order, order) for kind in POST_KINDS if kind not in leave_out)


def _key(choice: Choice) -> Callable[[TicketRow], tuple[Any, ...]] | None:
    match choice.sort:
        case "category":
            return lambda row: (row.category, natural(row.seat), row.order_id, row.unit)
        case "seat":
            return lambda row: (natural(row.seat), row.order_id, row.unit)
        case "name":
            return lambda row: (name_key(listed(row.holder), choice.language), row.order_id, row.unit)
        case _:
            return (lambda row: (row.order_id, row.unit)) if choice.post else None


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Row 2 stands before row 10; numbers before words; nothing last, so that free seating ends the pile."""
    if not text:
        return ((2, 0, ""),)
    return tuple(
        (0, int(part[:18]), part) if part.isdecimal() else (1, 0, part.casefold())
        for part in _PARTS.split(text)
        if part
    )
