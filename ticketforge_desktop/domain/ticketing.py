"""Tickets of an order: one for each unit of each line that belongs to an event.

Derived, never negotiated: any station computes the same tickets from the same store data. The postage add-on and
lines of no event give none. States are told in `units.py`, names in `ticket_numbers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from ticketforge_desktop.domain.events import ADD_ON_SKU, category_of, is_add_on
from ticketforge_desktop.domain.records import LineRecord, OrderRecord, TicketRecord
from ticketforge_desktop.domain.ticket_numbers import (
    FIRST_ISSUE,
    ean_from_digest,
    ean_hash,
    framed,
    number_of,
    ticket_hash,
)
from ticketforge_desktop.domain.units import (
    MOST_UNITS,
    dead_state,
    dead_units,
    order_state,
    read_issues,
    read_void_units,
)

# A `TicketRecord` without its number, which follows from the id, and with its EAN as a number.
TicketRow = tuple[str, int, int, int, int, str, int, str, str, int]
_PLACE: Final = attrgetter("position", "line_id")
_FIRST_ISSUE_BYTES: Final = FIRST_ISSUE.to_bytes(2, "big")
_MOST_STATUSES: Final = 1_024

# How many units of a line carry the identity of a till's sale, and that sale's UUID; ("", 0) for none.
SaleSeed = Callable[[LineRecord], tuple[str, int]]


_NO_SALE: Final = ("", 0)


def no_sale_seed(_line: LineRecord) -> tuple[str, int]:
    """For callers without keys: every line is named by its own id."""
    return _NO_SALE


class EventIndex:
    """Which event an order line belongs to: by its variant, or by its SKU once the variant is gone from the store.

    Build it from all categories and events known, and anew when a batch brings others.
    """

    def __init__(self, by_variant: Mapping[int, str], event_ids: Iterable[str]) -> None:
        self._by_variant = by_variant
        self._events = frozenset(event_ids)
        self._by_sku: dict[str, str] = {}

    def event_of(self, line: LineRecord) -> str:
        """The event's id, "" for a line that is no ticket."""
        sku = line.sku
        if sku.startswith(ADD_ON_SKU) and is_add_on(sku):  # asked of every line, and nearly always no
            return ""
        event = self._by_variant.get(line.variant_id)
        return event if event is not None else self._of_sku(sku)

    def category_of(self, line: LineRecord) -> str:
        """The category's id behind the event's, "" for a line that is no ticket or names no category."""
        event = self.event_of(line)
        return category_of(line.sku, event) if event and line.sku.startswith(f"{event}-") else ""

    def _of_sku(self, sku: str) -> str:
        """The longest known event id that ends before a hyphen of the SKU: ids may contain hyphens themselves."""
        found = self._by_sku.get(sku)
        if found is None:
            found, cut = "", sku.rfind("-", 0, len(sku) - 1)
            while cut > 0 and not found:
                found = sku[:cut] if sku[:cut] in self._events else ""
                cut = sku.rfind("-", 0, cut)
            self._by_sku[sku] = found
        return found


class TicketDeriver:
    """Derives the tickets of many orders of one shop; what all of them share is prepared once.

    Args:
        shop_domain: the shop's myshopify domain.
        ean_key: the shop's 16-byte EAN key from the key ring.
        events: which event a line belongs to.
        sale_seed: asked only for lines that carry a till's property; see `sale_seeds.accepted_seed`.

    Raises:
        BadInput: the EAN key has another length.
    """

    def __init__(
        self, shop_domain: str, ean_key: bytes, events: EventIndex, sale_seed: SaleSeed = no_sale_seed
    ) -> None:
        self._base = ticket_hash(shop_domain)
        self._eans = ean_hash(ean_key)
        self._events = events
        self._sale_seed = sale_seed
        self._living: dict[tuple[str, str], str] = {}

    def derive(self, order: OrderRecord, lines: Iterable[LineRecord]) -> list[TicketRecord]:
        """All tickets of an order, dead ones too, by line position, line id and unit.

        `lines` are all lines of this order and no other's.
        """
        return [
            TicketRecord(row[0], number_of(bytes.fromhex(row[0])), str(row[1]), *row[2:])
            for row in self.rows(order, list(lines))
        ]

    def rows(self, order: OrderRecord, lines: Sequence[LineRecord]) -> list[TicketRow]:
        """The same tickets as a mirror keeps them: a first sync makes a million, and nothing it would leave out."""
        status = order.financial_status, order.cancelled_at
        living = self._living.get(status) or self._learn(status, order)
        voids = read_void_units(order.void_units) if order.void_units else {}
        issues = read_issues(order.issues) if order.issues else {}
        tickets: list[TicketRow] = []
        add, event_of, hash_line, hash_ean = tickets.append, self._events.event_of, self._base.copy, self._eans.copy
        for line in sorted(lines, key=_PLACE) if len(lines) > 1 else lines:
            line_id, order_id, variant_id, _, _, _, quantity, current_quantity, _, seed, seat, _ = line
            event = event_of(line)
            if not event or not 0 < quantity <= MOST_UNITS:
                continue
            if issues or seed or current_quantity < quantity:
                dead = dead_units(quantity, current_quantity, voids.get(line_id, ()))
                self._add_odd_line(tickets, order, line, event, issues, living, dead)
                continue
            # Nearly every line: sold here for the first time, and all of it lives. Its rules are those of an odd one.
            digits = b"%d" % line_id
            for unit in range(1, quantity + 1):
                hashed = hash_line()
                hashed.update(b"\x00%c%b%b" % (len(digits), digits, unit.to_bytes(4, "big")))
                raw = hashed.digest()
                keyed = hash_ean()
                keyed.update(raw + _FIRST_ISSUE_BYTES)
                ean = ean_from_digest(keyed.digest())
                add((raw.hex(), ean, order_id, line_id, unit, event, variant_id, seat, living, FIRST_ISSUE))
        return tickets

    def _learn(self, status: tuple[str, str], order: OrderRecord) -> str:
        living = str(order_state(order))
        if len(self._living) < _MOST_STATUSES:  # times of cancellation are all different
            self._living[status] = living
        return living

    def _add_odd_line(
        self,
        tickets: list[TicketRow],
        order: OrderRecord,
        line: LineRecord,
        event: str,
        issues: Mapping[str, int],
        living: str,
        dead: frozenset[int],
    ) -> None:
        base, eans = self._base, self._eans
        seed, covered = self._sale_seed(line) if line.seed else _NO_SALE
        order_id, line_id, variant_id, seat = order.order_id, line.line_id, line.variant_id, line.seat
        own = framed(str(line_id))
        sold = framed(seed) if covered else b""
        gone = str(dead_state(order)) if dead else ""
        for unit in range(1, line.quantity + 1):
            hashed = base.copy()
            hashed.update((sold if unit <= covered else own) + unit.to_bytes(4, "big"))
            raw = hashed.digest()
            name = raw.hex()
            issue = issues.get(name, FIRST_ISSUE)
            keyed = eans.copy()
            keyed.update(raw + issue.to_bytes(2, "big"))
            state = gone if unit in dead else living
            ean = ean_from_digest(keyed.digest())
            tickets.append((name, ean, order_id, line_id, unit, event, variant_id, seat, state, issue))


def derive_tickets(
    shop_domain: str,
    ean_key: bytes,
    order: OrderRecord,
    lines: Iterable[LineRecord],
    events: EventIndex,
    sale_seed: SaleSeed = no_sale_seed,
) -> list[TicketRecord]:
    """The tickets of a single order; for many of them keep a `TicketDeriver`."""
    return TicketDeriver(shop_domain, ean_key, events, sale_seed).derive(order, lines)
