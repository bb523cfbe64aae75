"""Which units of an order line still live: computed from store data alone, the same on every station.

The state of a unit, the first row that fits:

| order and unit                                                      | `TicketState` |
|---------------------------------------------------------------------|---------------|
| the order is cancelled, or its payment was voided                   | CANCELLED     |
| the order's financial status is REFUNDED (a full refund)            | REFUNDED      |
| the unit is dead (see `dead_units`) and the order has a refund      | REFUNDED      |
| the unit is dead and nothing was refunded (taken out by an edit)    | VOID          |
| the order is not paid (PENDING, AUTHORIZED, PARTIALLY_PAID, …)      | UNPAID        |
| everything else, also after a refund of money only                  | VALID         |

A refund of money alone leaves `current_quantity` as it was, so it kills no unit unless it makes the order's
status REFUNDED. Lines added by an edit are lines of their own. The postage add-on and lines that belong to no
event have no units.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ticketforge_desktop.domain.events import OrderStatus, TicketState, order_status
from ticketforge_desktop.domain.records import LineRecord, OrderRecord
from ticketforge_desktop.domain.ticket_numbers import FIRST_ISSUE, LAST_ISSUE

# An order line has at most so many tickets; a longer one is a fault of the store's data, not a sale.
MOST_UNITS: Final = 1_000_000
_MONEY_BACK: Final = frozenset({"PARTIALLY_REFUNDED", "REFUNDED"})


def read_void_units(text: str) -> dict[int, tuple[int, ...]]:
    """The order metafield `void_units`: line id → units in the order in which they were given up.

    A metafield anybody may have written: what does not fit `{"<line id>": [unit, …]}` counts as absent, on
    every station alike.
    """
    found: dict[int, tuple[int, ...]] = {}
    for key, value in _object(text).items():
        if key.isascii() and key.isdecimal() and isinstance(value, list) and len(key) < 20:
            units = (unit for unit in value if type(unit) is int and 0 < unit <= MOST_UNITS)
            found[int(key)] = tuple(dict.fromkeys(units))
    return found


def read_issues(text: str) -> dict[str, int]:
    """The order metafield `issues`: ticket id → current issue. What makes no sense is left out (issue 1)."""
    return {
        ticket: issue
        for ticket, issue in _object(text).items()
        if type(issue) is int and FIRST_ISSUE <= issue <= LAST_ISSUE
    }


def _object(text: str) -> dict[str, object]:
    if not text:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def dead_units(quantity: int, current_quantity: int, named: Sequence[int] = ()) -> frozenset[int]:
    """The units of a line that are gone, out of 1 … `quantity`.

    As many die as the store says: `quantity - current_quantity`, whatever order its news came in. First those
    our own refunds named, in the order they were named, then the highest of the rest. A unit that was named
    before the store took the refund lives on until it did.
    """
    gone = min(max(quantity - max(current_quantity, 0), 0), quantity)
    if not gone:
        return frozenset()
    dead = dict.fromkeys(unit for unit in named if 0 < unit <= quantity)
    for unit in range(quantity, 0, -1):
        if len(dead) >= gone:
            break
        dead[unit] = None
    return frozenset(list(dead)[:gone])


def name_units(line: LineRecord, void_units: str, chosen: Iterable[int]) -> str:
    """The metafield `void_units` to write before a refund of `chosen` units of a line.

    In front of them it names every unit that is dead already (named only later, one could come back to life at the
    cost of a chosen one while the refund is on its way), then those other refunds on their way have named.
    """
    known = read_void_units(void_units)
    named = known.get(line.line_id, ())
    dead = dead_units(line.quantity, line.current_quantity, named)
    first = [unit for unit in named if unit in dead]
    first += sorted(dead.difference(first), reverse=True)
    known[line.line_id] = tuple(dict.fromkeys([*first, *named, *chosen]))
    return _write_void_units(known)


def unname_units(line: LineRecord, void_units: str, chosen: Iterable[int]) -> str:
    """The metafield after the store refused the refund of `chosen`: they live, and the next refund is not theirs.

    Units that are dead by now (somebody else's refund came first) stay named.
    """
    known = read_void_units(void_units)
    named = known.get(line.line_id, ())
    spared = set(chosen) - dead_units(line.quantity, line.current_quantity, named)
    known[line.line_id] = tuple(unit for unit in named if unit not in spared)
    return _write_void_units(known)


def _write_void_units(known: Mapping[int, Sequence[int]]) -> str:
    return json.dumps({str(key): units for key, units in sorted(known.items()) if units}, separators=(",", ":"))


def order_state(order: OrderRecord) -> TicketState:
    """What the order alone makes of its living units (see the table above)."""
    status = order_status(order.financial_status, order.cancelled_at)
    return _BY_ORDER[status]


_BY_ORDER: Final[Mapping[OrderStatus, TicketState]] = {
    OrderStatus.CANCELLED: TicketState.CANCELLED,
    OrderStatus.REFUNDED: TicketState.REFUNDED,
    OrderStatus.PENDING: TicketState.UNPAID,
    OrderStatus.CONFIRMED: TicketState.VALID,
}


def dead_state(order: OrderRecord) -> TicketState:
    """The state of a dead unit of this order."""
    whole = order_state(order)
    if whole in (TicketState.CANCELLED, TicketState.REFUNDED):
        return whole
    given_back = order.refunds > 0 or order.financial_status in _MONEY_BACK
    return TicketState.REFUNDED if given_back else TicketState.VOID
