"""What follows from an order and its lines: tickets, posted tickets, the sale it names, and lines that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from ticketforge_desktop.domain.events import ADD_ON_SKU, VENDOR, HardticketState, is_add_on
from ticketforge_desktop.domain.records import HardticketRecord, LineRecord, OrderRecord, ShopRecord, TicketRecord
from ticketforge_desktop.domain.sale_seeds import accepted_seed, read_seed
from ticketforge_desktop.domain.ticketing import EventIndex, TicketDeriver, TicketRow
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.records_sql import select
from ticketforge_desktop.storage.shop_keys import ShopKeys

# Raised when the rules of derivation change: tickets of an older mirror are then derived anew.
RULES: Final = 1
FACT: Final = "derived_with"
_SHIPPED: Final = frozenset({"FULFILLED"})


@dataclass(frozen=True, slots=True)
class Derived:
    """What an order comes to."""

    tickets: Sequence[TicketRecord]
    hardticket: HardticketRecord | None
    unplaced: Sequence[int]  # lines of our vendor whose event is not known (yet)


class Derivation:
    """Derives orders with the events and keys as they are now; make a new one when those change.

    Args:
        connection: reads events, categories and sales; must stay open.
        shop: whose orders they are.

    Raises:
        KeyMissing: the shop's key ring is not known yet.
    """

    def __init__(self, connection: Connection, shop: ShopRecord, keys: ShopKeys) -> None:
        run = connection.execute
        self._variants: dict[int, str] = dict(run("SELECT variant_id, event_id FROM categories").fetchall())
        events = [row[0] for row in run("SELECT event_id FROM events")]
        self._index = EventIndex(self._variants, events)

        def first_line(sale: str) -> int | None:
            found: int | None = run("SELECT min(line_id) FROM sale_lines_seen WHERE sale = ?", (sale,)).fetchone()[0]
            return found

        seeds = accepted_seed(shop.domain, keys.verify_sale, first_line)
        self._deriver = TicketDeriver(shop.domain, keys.known_ean_key(), self._index, seeds)

    def of(self, order: OrderRecord, lines: Sequence[LineRecord]) -> Derived:
        """What the order comes to; `lines` are all of its lines."""
        return Derived(self._deriver.derive(order, lines), *self.beside(order, lines))

    def rows(self, order: OrderRecord, lines: Sequence[LineRecord]) -> list[TicketRow]:
        """The order's tickets alone, as rows of the mirror."""
        return self._deriver.rows(order, lines)

    def beside(self, order: OrderRecord, lines: Sequence[LineRecord]) -> tuple[HardticketRecord | None, list[int]]:
        """What an order comes to beside its tickets: the posted ones, and lines that wait for their event."""
        hardticket: HardticketRecord | None = None
        unplaced: list[int] = []
        variants = self._variants
        for line in lines:
            # Asked of every line of a first sync: the question that settles most of them comes first.
            sku = line.sku
            if sku.startswith(ADD_ON_SKU) and is_add_on(sku):
                # However many lines and pieces ask for it, an order is posted once.
                if line.current_quantity > 0 and hardticket is None:
                    hardticket = _hardticket(order)
            elif line.variant_id not in variants and line.vendor == VENDOR and not self._index.event_of(line):
                unplaced.append(line.line_id)
        return hardticket, unplaced


def _hardticket(order: OrderRecord) -> HardticketRecord:
    state = HardticketState.SHIPPED if order.fulfillment_status in _SHIPPED else HardticketState.PENDING
    return HardticketRecord(order.order_id, str(state), order.created_at)


def sale_line(line: LineRecord) -> tuple[str, int, int, str] | None:
    """The row of `sale_lines_seen` for a line that names a till's sale."""
    seed = read_seed(line.seed) if line.seed else None
    return None if seed is None else (seed.sale, line.line_id, line.order_id, seed.key_id)


def rules_digest(keys: ShopKeys) -> str:
    """What tickets are derived with, as text to compare: the rules' number and a digest of the EAN key."""
    return f"{RULES}:{blake2b(keys.known_ean_key(), digest_size=8, person=b'tf-rules-v1').hexdigest()}"


def read_shop(connection: Connection) -> ShopRecord | None:
    """The shop this mirror copies."""
    row = connection.execute(select("shop", "ORDER BY shop_id LIMIT 1")).fetchone()
    return None if row is None else ShopRecord(*row)
