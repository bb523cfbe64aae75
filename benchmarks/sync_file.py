"""A bulk file as a store of this size would write it: deterministic, orders and lines apart as bulk jobs leave them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.dataset import CATEGORIES, Names, Size

ORDERS = 200_000
ROWS = 682_486  # of 200,000 orders: what was measured on a real shape of a store (notes/performance.md)
_BATCH = 10_000

_ORDER = (
    '{"id":"gid://shopify/Order/%d","name":"#%d","createdAt":"%s","updatedAt":"%s","processedAt":"%s",'
    '"cancelledAt":null,"displayFinancialStatus":"PAID","displayFulfillmentStatus":"UNFULFILLED","currencyCode":"EUR",'
    '"currentTotalPriceSet":{"shopMoney":{"amount":"%d.0"}},"totalPriceSet":{"shopMoney":{"amount":"%d.0"}},'
    '"totalRefundedSet":{"shopMoney":{"amount":"0.0"}},"customer":{"id":"gid://shopify/Customer/%d",'
    '"firstName":"%s","lastName":"%s","defaultEmailAddress":{"emailAddress":"g%d@example.de"},'
    '"defaultPhoneNumber":null},"billingAddress":{"name":"%s"},"email":"g%d@example.de","phone":null,'
    '"sourceName":"web","sourceIdentifier":null,"tags":["web"],"note":null,"test":false,"voidUnits":null,'
    '"issues":null,"transactions":[{"id":"gid://shopify/OrderTransaction/%d","kind":"SALE","status":"SUCCESS",'
    '"gateway":"shopify_payments","processedAt":"%s","parentTransaction":null,'
    '"amountSet":{"shopMoney":{"amount":"%d.0"}}}]}\n'
)
_LINE = (
    '{"id":"gid://shopify/LineItem/%d","sku":"event-%05d-K%d","title":"Konzert %d","vendor":"TicketForge",'
    '"quantity":%d,"currentQuantity":%d,"variant":{"id":"gid://shopify/ProductVariant/%d"},"customAttributes":[],'
    '"discountedUnitPriceAfterAllDiscountsSet":{"shopMoney":{"amount":"42.0","currencyCode":"EUR"}},'
    '"__parentId":"gid://shopify/Order/%d"}\n'
)


def lines_of(number: int) -> int:
    """2.41243 lines an order, so that 200,000 orders make 482,486."""
    return (number * 241_243) // 100_000 - ((number - 1) * 241_243) // 100_000


def quantity_of(number: int, place: int) -> int:
    """One ticket a line, every fourth line two."""
    return 2 if (number + place) % 4 == 0 else 1


def write(path: Path, orders: int) -> int:
    """Write the file; returns its rows."""
    rows = 0
    with path.open("w", encoding="utf-8") as file:
        for text, count in _stretches(orders):
            file.write(text)
            rows += count
    return rows


def _stretches(orders: int) -> Iterator[tuple[str, int]]:
    names, events = Names(11), Size(orders).events
    for start in range(0, orders, _BATCH):
        parents, children = [], []
        for number, name in enumerate(names.draw(min(_BATCH, orders - start)), start=start + 1):
            first, last = name.split(" ", 1)
            day = f"2026-{number % 12 + 1:02d}-{number % 27 + 1:02d}T{number % 24:02d}:{number % 60:02d}:00Z"
            order, lines = 6_000_000_000_000 + number, lines_of(number)
            total = 42 * lines
            parents.append(
                _ORDER
                % (
                    order,
                    number,
                    day,
                    day,
                    day,
                    total,
                    total,
                    number % 99_999,
                    first,
                    last,
                    number,
                    name,
                    number,
                    order + 1_000_000,
                    day,
                    total,
                )
            )
            for place in range(lines):
                event, category = (number * 7 + place) % events + 1, (number + place) % CATEGORIES
                pieces = quantity_of(number, place)
                variant = event * 10 + category
                children.append(_LINE % (order * 10 + place, event, category, event, pieces, pieces, variant, order))
        yield "".join(parents) + "".join(children), len(parents) + len(children)
