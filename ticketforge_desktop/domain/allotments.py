"""How many units a till leases from the web shop, when it asks for more, and what can't be leased at all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

# After a "no" the store is not asked again for so long: stock may come back (a refund), not every second.
ASK_AGAIN: Final = timedelta(minutes=2)


class NoLeaseReason(StrEnum):
    """Why the store leases nothing of a category."""

    UNTRACKED = "untracked"  # the store counts no units of it, so reserving some keeps nobody from buying
    OVERSELLS = "oversells"  # the store sells on at zero: reserved units are sold on the web all the same
    SOLD_OUT = "sold_out"
    GONE = "gone"  # archived or deleted
    NOT_STOCKED = "not_stocked"  # no active place keeps it


@dataclass(frozen=True, slots=True)
class LeaseRule:
    """How much to hold of a category.

    `least` and `most` units; as many as `minutes` of selling at the recent pace need; never more than `share` percent
    of what is open in the store and ours together, so that one till does not empty the web shop. `least` goes before
    `share`: a till with the last few is still a till.
    """

    least: int = 4
    most: int = 40
    minutes: int = 30
    share: int = 20

    def target(self, sold_lately: int, in_reach: int) -> int:
        """Units to hold.

        Args:
            sold_lately: units this station sold within the last `minutes`.
            in_reach: units open in the store plus those this station holds free.
        """
        wanted = max(self.least, min(self.most, sold_lately))
        cap = max(self.least, math.ceil(max(0, in_reach) * self.share / 100))
        return max(0, min(wanted, cap, in_reach))

    def refill(self, free: int, sold_lately: int, in_reach: int) -> int:
        """Units to ask for now; 0 while at least half of the target is left."""
        target = self.target(sold_lately, in_reach)
        return target - free if free * 2 < target else 0


def why_not(*, tracked: bool, sells_on: bool) -> NoLeaseReason | None:
    """What makes a lease pointless: reserving units of it keeps nobody from buying them. None: it can be leased."""
    if not tracked:
        return NoLeaseReason.UNTRACKED
    return NoLeaseReason.OVERSELLS if sells_on else None


REASONS: Final[dict[str, str]] = {
    NoLeaseReason.UNTRACKED: "The store does not count this category, so reserving some would keep nobody from buying.",
    NoLeaseReason.OVERSELLS: "The store goes on selling this category at zero, so reserved units could be sold twice.",
    NoLeaseReason.SOLD_OUT: "The store has no unit of this category left.",
    NoLeaseReason.GONE: "The category is archived or deleted in the store.",
    NoLeaseReason.NOT_STOCKED: "No place of the store keeps stock of this category.",
}
