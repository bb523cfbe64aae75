"""A till whose sales are written as the real one writes them, and the sums it must come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from tests.storage.story import NOW
from ticketforge_desktop.domain.basket import Basket, BasketLine, Discount, PriceClass, totals
from ticketforge_desktop.domain.cash import CashRule, cash_rule
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.tenders import Payment, PaymentState, Tender, Tendered, settle
from ticketforge_desktop.services.ports.shifts import Shift
from ticketforge_desktop.services.ports.till import Sale, SaleDraft, SaleKind, SaleLine, StockWay
from ticketforge_desktop.storage.profile import Profile

FRANCS = cash_rule("CHF")


def line(unit: int = 4200, quantity: int = 1, rate: int = 700, category: str = "A") -> BasketLine:
    return BasketLine(
        "EV1", category, 11, f"EV1-{category}", f"Konzert · {category}", PriceClass.FULL, quantity, unit, rate
    )


class Counter:
    """One till with a clock that goes on a minute with everything it does."""

    def __init__(self, profile: Profile, currency: str = "CHF") -> None:
        self.profile, self.currency, self.at = profile, currency, NOW

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def open(self, float_minor: int = 10_000) -> Shift:
        return self.profile.shifts.open(str(uuid4()), float_minor, self.currency, DEFAULT_MANAGER, self.now())

    def sell(
        self,
        lines: Sequence[BasketLine] = (line(),),
        tendered: Sequence[Tendered] = (Tendered(Tender.CASH),),
        discount: Discount | None = None,
        *,
        cash: CashRule = FRANCS,
        stock: StockWay = StockWay.OVERSELL,
    ) -> Sale:
        """A sale at once; its split must come out."""
        basket = Basket(self.currency, True, tuple(lines), discount)
        found = totals(basket)
        settled = settle(found.total_minor, tendered, cash)
        assert settled.settled
        sold = tuple(
            SaleLine(
                number,
                one.line.event_id,
                one.line.category_id,
                one.line.variant_id,
                one.line.sku,
                one.line.title,
                str(one.line.price_class),
                one.line.quantity,
                one.line.unit_minor,
                one.discount_minor,
                one.total_minor,
                one.line.tax_bp,
                one.tax_minor,
            )
            for number, one in enumerate(found.lines, start=1)
        )
        draft = SaleDraft(
            str(uuid4()),
            SaleKind.SALE,
            self.currency,
            sold,
            settled.payments,
            (),
            found.total_minor,
            found.tax_minor,
            True,
            found.discount_minor,
            settled.rounding_minor,
            self.now(),
            stock=stock,
        )
        return self.profile.sales.write(draft, DEFAULT_MANAGER)

    def take_back(self, sale: Sale, tender: Tender, fee_minor: int = 0) -> Sale:
        """The whole sale back by one tender, less a fee."""
        total = -(sale.total.minor - fee_minor)
        paid = FRANCS.rounded(total) if tender is Tender.CASH else total
        lines = tuple(
            SaleLine(
                one.line,
                one.event_id,
                one.category_id,
                one.variant_id,
                one.sku,
                one.title,
                one.price_class,
                -one.quantity,
                one.price_minor,
                -one.discount_minor,
                -one.total_minor,
                one.tax_bp,
                -one.tax_minor,
            )
            for one in sale.lines
        )
        draft = SaleDraft(
            str(uuid4()),
            SaleKind.REFUND,
            self.currency,
            lines,
            (Payment(tender, paid, state=PaymentState.PAID),),
            (),
            total,
            -sale.tax_minor,
            True,
            -sale.discount_minor,
            paid - total,
            self.now(),
            stock=StockWay.OVERSELL,
            fee_minor=fee_minor,
            reverses=sale.sale_id,
        )
        return self.profile.sales.write(draft, DEFAULT_MANAGER)
