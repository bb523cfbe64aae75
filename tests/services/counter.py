"""A till at the counter: a desk on the embedded store, with a lease in hand, and an eye on every row it writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ticketforge_desktop.bootstrap import Desk, open_desk
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.basket import Basket, Discount, PriceClass
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.availability import CategoryAvailability
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.outbox import ActState
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.ports.till import Buyer, Sale, StockWay
from ticketforge_desktop.services.sell import SaleRequest, SellTickets, new_sale_id

PASSPHRASE = "made up for this test"
# What the program writes whether or not anything is sold.
_BESIDE = ("sqlite_", "search", "alembic")

_MONEY = "{ shopMoney { amount } }"
_ORDERS = f"""query($query: String) {{ orders(first: 250, reverse: true, query: $query) {{ nodes {{
  name sourceName sourceIdentifier displayFinancialStatus currencyCode
  totalPriceSet {_MONEY} totalTaxSet {_MONEY} totalDiscountsSet {_MONEY} totalReceivedSet {_MONEY}
  totalRefundedSet {_MONEY} }} }} }}"""


class Counter:
    """A desk, an event with two categories of different prices, and units of both."""

    def __init__(self, home: Path, demo: DemoStore, units: int = 60) -> None:
        self.demo = demo
        self.desk: Desk = open_desk(str(home), lambda: PASSPHRASE)
        self.desk.connect(StoreLogin(demo.url, token=demo.token))
        self.desk.run_sync()
        self.event, self.categories = self._choose()
        self._stock(units)
        self.lease(units)

    def _choose(self) -> tuple[str, tuple[str, str]]:
        """The event that has most to lease of its second category."""
        found = self.desk.queries.events(EventFilter(span="upcoming"), Sort("starts_at"))
        best = (0, "", ("", ""))
        for event in found.page(0, len(found)):
            rows = [row for row in self.desk.till_stock.availability.of_event(event.event_id) if row.no_lease is None]
            rows.sort(key=lambda row: -row.to_ask_for)
            if len(rows) > 1 and rows[0].price != rows[1].price:
                one = (rows[1].to_ask_for, event.event_id, (rows[0].category_id, rows[1].category_id))
                best = max(best, one)
        assert best[0] > 0, "no event with two categories that can be leased"
        return best[1:]

    def _stock(self, units: int) -> None:
        """The store puts more of both on sale, so that no story runs out of places."""
        for number in (self.row(category).variant_id for category in (0, 1)):
            variant = self.demo.world.variants.get(number)
            assert variant is not None
            level = next(iter(variant.item.levels.values()))
            level.quantities["available"] += 2 * units
            self.demo.world.touch_level(level, "available")
        self.desk.run_sync()

    def row(self, category: int = 0) -> CategoryAvailability:
        rows = self.desk.till_stock.availability.of_event(self.event)
        return next(row for row in rows if row.category_id == self.categories[category])

    def lease(self, units: int) -> None:
        """So many more of both categories."""
        self.desk.till_stock.lease(self.event, list(self.categories), quantity=units)
        assert min(self.left(0), self.left(1)) >= units

    @property
    def selling(self) -> SellTickets:
        return self.desk.till.selling

    def basket(self, *lines: tuple[int, int, PriceClass], discount: Discount | None = None) -> Basket:
        """Of (which category, how many, price class)."""
        basket = self.selling.empty()
        for category, quantity, price_class in lines:
            reason = "press" if price_class is PriceClass.FREE else ""
            basket = basket.plus(
                self.selling.line(self.event, self.categories[category], quantity, price_class, reason=reason)
            )
        return replace(basket, discount=discount)

    def request(
        self,
        basket: Basket | None = None,
        tendered: Sequence[Tendered] = (Tendered(Tender.CASH),),
        stock: StockWay = StockWay.LEASE,
        **more: Any,
    ) -> SaleRequest:
        chosen = basket or self.basket((0, 2, PriceClass.FULL))
        return SaleRequest(new_sale_id(), chosen, tuple(tendered), more.pop("buyer", Buyer()), stock, **more)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table of the station file."""
        with self.desk._profile.station._readers.borrow() as connection:
            names = [
                row[0]
                for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                if not row[0].startswith(_BESIDE)
            ]
            return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}

    def left(self, category: int = 0) -> int:
        """What this station may sell at once."""
        return self.row(category).ours

    def push(self) -> None:
        """Tell the store all, and take in what it made of it."""
        report = self.desk.pushing.run(patience_s=60)
        left = [one for one in self.desk.outbox.entries() if one.state is not ActState.DONE]
        assert (report.waiting, report.attention) == (0, 0), [(one.kind, one.last_error, one.payload) for one in left]
        self.desk.run_sync()

    def in_store(self, sale: Sale) -> dict[str, Any]:
        """The store's own order of a sale, and the only one."""
        (order,) = self.orders(sale.sale_id)
        return order

    def orders(self, source: str = "") -> list[dict[str, Any]]:
        """The store's orders of this till, or of one sale; money in minor units."""
        import httpx

        reply = httpx.post(
            f"{self.demo.url}/admin/api/2026-10/graphql.json",
            json={"query": _ORDERS, "variables": {"query": "source_name:ticketforge"}},
            headers={"X-Shopify-Access-Token": self.demo.token},
            timeout=60,
        ).json()
        assert "errors" not in reply, reply["errors"]
        found = [order for order in reply["data"]["orders"]["nodes"] if order["sourceName"] == "ticketforge"]
        for order in found:
            for name in [name for name in order if name.endswith("Set")]:
                order[name] = minor(order[name]["shopMoney"]["amount"])
        return [order for order in found if source in ("", order["sourceIdentifier"])]


def minor(amount: str | Decimal) -> int:
    """An amount of a currency with two places."""
    return int(Decimal(amount) * 100)
