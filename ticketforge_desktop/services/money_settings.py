"""Settings of money: taxes, cash, and the signing device."""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.domain.taxes import read_rate, read_rates
from ticketforge_desktop.services.setting_kinds import Choice, Group, Scope, Setting

TAX_RATE: Final = Setting(
    "till.tax_rate",
    "",
    "Tax rate",
    "Rate of tax on what is sold here, in percent: 7 or 7.7. Empty stands for no tax. The store tells no rate of a"
    " ticket before it is sold.",
    Group.TILL,
    Scope.STATION,
    longest=8,
    check=read_rate,
)
TAX_RATES: Final = Setting(
    "till.tax_rates",
    "",
    "Other tax rates",
    "Events, categories or articles that are taxed otherwise, separated by semicolons:"
    " HARDTICKET-ADDON=19; conference-2026=19; conference-2026/press=7.",
    Group.TILL,
    Scope.STATION,
    longest=2000,
    check=read_rates,
)
TAX_PRICES: Final = Setting(
    "till.tax_prices",
    "store",
    "Prices",
    "Whether the store's prices hold the tax already.",
    Group.TILL,
    Scope.STATION,
    choices=(
        Choice("store", "As the store is set up"),
        Choice("included", "Tax is included"),
        Choice("added", "Tax is added"),
    ),
)
CASH_ROUNDING: Final = Setting(
    "till.cash_rounding",
    "law",
    "Cash is rounded",
    "Sums paid in cash, where small coins are no longer used. Prices and other tenders are never rounded.",
    Group.TILL,
    Scope.STATION,
    choices=(
        Choice("law", "As the country has it"),
        Choice("none", "Not at all"),
        Choice("five", "To five hundredths"),
    ),
)
BLIND_COUNT: Final = Setting(
    "till.blind_count",
    True,
    "Count blindly",
    "Whoever counts the drawer at the end of a shift is not told before what must be in it, unless they may see"
    " reports.",
    Group.TILL,
    Scope.STATION,
)
FISCAL_DEVICE: Final = Setting(
    "till.fiscal_device",
    "none",
    "Signing device",
    "Signs each booking before the receipt prints. Without a certified device, taking cash in Germany or Austria does"
    " not comply with the law (KassenSichV, RKSV). None is built in yet: the test device's signatures count for"
    " nothing.",
    Group.TILL,
    Scope.STATION,
    choices=(Choice("none", "None"), Choice("test", "Test device (worthless)")),
)
MONEY_SETTINGS: Final = (TAX_RATE, TAX_RATES, TAX_PRICES, CASH_ROUNDING, BLIND_COUNT, FISCAL_DEVICE)
