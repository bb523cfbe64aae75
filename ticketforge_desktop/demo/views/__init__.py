"""How the store's things look through the Admin schema: one module an aggregate, a table of resolvers each."""

from __future__ import annotations

from ticketforge_desktop.demo.fields import Fields, Resolver
from ticketforge_desktop.demo.views import (
    agreements,
    bulk_operations,
    customers,
    delivery,
    lines,
    money_back,
    orders,
    places,
    products,
    roots,
    shop,
    stock,
)


def all_fields() -> Fields:
    """Every written resolver, by type and field name."""
    tables: dict[str, dict[str, Resolver]] = {}
    for module in (
        agreements,
        bulk_operations,
        customers,
        delivery,
        lines,
        money_back,
        orders,
        places,
        products,
        roots,
        shop,
        stock,
    ):
        for name, table in module.TABLES.items():
            tables.setdefault(name, {}).update(table)
    return Fields(tables)
