"""When many things seem to be gone at once: a lost access is likelier than a cleared-out shop.

The store answers null for what is gone and for what may not be read, and does not tell which. A few may always be
gone, and a twentieth of many; never all of them. What is held back stays in the mirror and is told; a full sync, asked
for by a person, settles it.
"""

from __future__ import annotations

from typing import Final

ALWAYS: Final = 3
SHARE: Final = 0.05
ALL_ORDERS: Final = "read_all_orders"
VISIBLE_DAYS: Final = 60  # of orders, without that scope (shopify.dev: "API access scopes", orders permissions)


def credible(gone: int, of: int) -> bool:
    """Whether so many of so many may be taken out."""
    return gone < of and (gone <= ALWAYS or gone <= of * SHARE)
