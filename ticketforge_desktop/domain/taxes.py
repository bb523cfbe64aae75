"""Which rate of tax a ticket or add-on is sold at.

The store computes taxes only when it makes an order, and tells no rate of a variant beforehand. So the till's rates
are told: one for everything, and others for events, categories or articles, written as

    HARDTICKET-ADDON=19; konferenz-2026=19; VIP=7,7

on the left an article (SKU), an event, or a category, `event/category` where a category's name is not enough; on the
right per cent. The most exact one counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ticketforge_desktop.domain.amounts import typed_percent
from ticketforge_desktop.domain.basket import WHOLE
from ticketforge_desktop.domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class TaxRates:
    """Rates in basis points: 700 is 7 %. `by_name` as `read_rates` gives them."""

    default_bp: int = 0
    by_name: Mapping[str, int] = field(default_factory=dict)

    def of(self, event_id: str, category_id: str, sku: str = "") -> int:
        """The rate of a category of an event, or of an article."""
        for name in (sku, f"{event_id}/{category_id}", event_id, category_id):
            if name and name in self.by_name:
                return self.by_name[name]
        return self.default_bp


def read_rate(text: str, locale: str = "en") -> int:
    """Basis points of what was written; 0 for "". Raises `BadInput`."""
    if not text.strip():
        return 0
    rate = typed_percent(text, locale)
    if rate > WHOLE:
        raise BadInput("A rate of tax lies between 0 and 100 %.", field="tax", value=text)
    return rate


def read_rates(text: str, locale: str = "en") -> dict[str, int]:
    """`name=rate` separated by `;` or line ends.

    Raises:
        BadInput: a part without `=`, a name twice, or no rate.
    """
    found: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[;\n]", text))):
        name, sign, rate = (word.strip() for word in part.rpartition("="))
        if not sign or not name or not rate or name in found:
            raise BadInput(
                f"{part!r} names no rate of tax.",
                field="tax",
                value=part,
                next_step="Write name=rate, separated by semicolons: HARDTICKET-ADDON=19; VIP=7.",
            )
        found[name] = read_rate(rate, locale)
    return found
