"""What the till knows of money from settings and shop: rates of tax, whether prices hold it, and rounding of cash."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ticketforge_desktop.domain.cash import CashRule, cash_rule
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.taxes import TaxRates, read_rate, read_rates
from ticketforge_desktop.services.money_settings import CASH_ROUNDING, TAX_PRICES, TAX_RATE, TAX_RATES
from ticketforge_desktop.services.settings import SettingsBook


class TillMoney:
    """Asked at every sale: a few settings, read where they are kept.

    Args:
        settings: the station's.
        shop: the mirrored shop, None before the first sync.
    """

    def __init__(self, settings: SettingsBook, shop: Callable[[], ShopRecord | None]) -> None:
        self._settings, self._shop = settings, shop

    def tax_bp(self, event_id: str, category_id: str, sku: str = "") -> int:
        """The rate of a category of an event, or of an article, in basis points."""
        return self.rates().of(event_id, category_id, sku)

    def rates(self) -> TaxRates:
        """All rates as they are set."""
        return _rates(self._settings.text(TAX_RATE), self._settings.text(TAX_RATES))

    def tax_included(self) -> bool:
        """Whether the shop's prices hold the tax."""
        told = self._settings.text(TAX_PRICES)
        if told != "store":
            return told == "included"
        shop = self._shop()
        return shop is None or bool(shop.taxes_included)

    def cash(self, currency: str) -> CashRule:
        """How sums in cash are rounded."""
        told = self._settings.text(CASH_ROUNDING)
        if told == "law":
            return cash_rule(currency, self.country())
        return CashRule(currency, 5 if told == "five" else 1)

    def country(self) -> str:
        """Where the shop is, ISO 3166-1 alpha-2; "" before the first sync."""
        shop = self._shop()
        return shop.country if shop else ""


@lru_cache(maxsize=8)
def _rates(rate: str, rates: str) -> TaxRates:
    return TaxRates(read_rate(rate), read_rates(rates))
