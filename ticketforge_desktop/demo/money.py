"""Amounts as the Admin API writes them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ticketforge_desktop.demo.entities import Order

MILLION = 1_000_000


def price(amount: int) -> str:
    """The ``Money`` scalar: two places always (``12.50``)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def decimal(amount: int) -> str:
    """``MoneyV2.amount``: at least one place, no more than needed (``12.5``, ``0.0``)."""
    text = price(amount)
    return text[:-1] if text.endswith("0") else text


def parse_amount(value: object) -> int:
    """Minor units of a Decimal/Money scalar (string, int or float). Raises ValueError."""
    try:
        return int((Decimal(str(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation as error:
        raise ValueError(f"no amount: {value!r}") from error


def money(amount: int, currency: str = "EUR") -> dict[str, object]:
    """A MoneyV2."""
    return {"amount": decimal(amount), "currencyCode": currency}


def money_bag(amount: int, order: Order | None = None, shop_currency: str = "EUR") -> dict[str, object]:
    """A MoneyBag: shop money, and what the buyer of ``order`` saw."""
    shop = money(amount, shop_currency)
    if order is None or order.currency == shop_currency:
        return {"shopMoney": shop, "presentmentMoney": shop}
    return {"shopMoney": shop, "presentmentMoney": money(presented(amount, order), order.currency)}


def presented(amount: int, order: Order) -> int:
    """Shop minor units in the buyer's minor units."""
    return (amount * order.rate + MILLION // 2) // MILLION
