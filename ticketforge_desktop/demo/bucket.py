"""The leaky bucket that requests are paid from.

Twenty times the plan's restore rate (https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits); one for each
app and shop, so all tills of a shop share it. A request that costs more than 1,000 is refused whatever the level.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any

MAX_COST = 1_000
RESTORE_RATES = {"basic": 100, "standard": 100, "advanced": 200, "plus": 1_000}
DOCUMENTATION = "https://shopify.dev/api/usage/rate-limits"


class Bucket:
    """The points of one app in one shop. Thread-safe; ``plan`` may change while it runs."""

    def __init__(self, plan: str, clock: Callable[[], float]) -> None:
        self.rate = RESTORE_RATES[plan]
        self.size = self.rate * 20
        self._clock = clock
        self._level = float(self.size)
        self._at = clock()
        self._lock = threading.Lock()

    def _refill(self) -> None:
        now = self._clock()
        self._level = min(float(self.size), self._level + max(0.0, now - self._at) * self.rate)
        self._at = now

    def status(self) -> dict[str, int]:
        """``throttleStatus``."""
        with self._lock:
            self._refill()
            return self._status()

    def _status(self) -> dict[str, int]:
        return {
            "maximumAvailable": self.size,
            "currentlyAvailable": math.floor(self._level),
            "restoreRate": self.rate,
        }

    def admit(self, requested: int) -> dict[str, Any] | None:
        """Take ``requested`` points; or the reply that refuses: too dear at all, or throttled now."""
        with self._lock:
            self._refill()
            if requested > MAX_COST:
                message = f"Query cost is {requested}, which exceeds the single query max cost limit ({MAX_COST})."
                facts = {"code": "MAX_COST_EXCEEDED", "cost": requested, "maxCost": MAX_COST}
                return self._refusal(message, {**facts, "documentation": DOCUMENTATION}, requested)
            if requested > self._level:
                return self._refusal("Throttled", {"code": "THROTTLED", "documentation": DOCUMENTATION}, requested)
            self._level -= requested
            return None

    def _refusal(self, message: str, extensions: dict[str, Any], requested: int) -> dict[str, Any]:
        cost = {"requestedQueryCost": requested, "actualQueryCost": None, "throttleStatus": self._status()}
        return {"errors": [{"message": message, "extensions": extensions}], "extensions": {"cost": cost}}

    def settle(self, requested: int, actual: int) -> dict[str, Any]:
        """Give back what was not used; ``extensions.cost``."""
        with self._lock:
            self._refill()
            self._level = min(float(self.size), self._level + requested - actual)
            return {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": self._status()}

    def drain(self, seconds: float) -> None:
        """Empty it for about so long (the throttling storm)."""
        with self._lock:
            self._refill()
            self._level = min(self._level, -seconds * self.rate)

    def throttled(self, requested: int) -> dict[str, Any]:
        """The reply of a throttled request, whatever the level."""
        with self._lock:
            self._refill()
            return self._refusal("Throttled", {"code": "THROTTLED", "documentation": DOCUMENTATION}, requested)
