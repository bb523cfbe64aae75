"""Units that were refunded without being put back: gone from the sale, not back in stock."""

from __future__ import annotations

from collections import Counter

from ticketforge_desktop.demo.entities import Snapshot


class Restocked:
    """Counts lost units by variant."""

    def __init__(self) -> None:
        self.lost_units: Counter[int] = Counter()

    def lost(self, item: Snapshot, quantity: int) -> None:
        """``quantity`` units of a refund with NO_RESTOCK."""
        if item.variant_id is not None:
            self.lost_units[item.variant_id] += quantity
