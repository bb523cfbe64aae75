"""What the shop sells besides tickets: the paper-ticket add-on, T-shirts, a poster."""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.demo.entities import Product, Variant
from ticketforge_desktop.demo.made.events import VENDOR, MadeEvent, add_variant
from ticketforge_desktop.demo.made.lines import snapshot_of
from ticketforge_desktop.demo.state import World

ADDON = "HARDTICKET-ADDON"
ADDON_PRICE = 499


@dataclass(slots=True, eq=False)
class Extras:
    """``addons``: the common one first, then those of single events; ``goods``: no events."""

    addons: list[Variant]
    goods: list[Variant]
    products: list[Product]


def make_extras(world: World, events: list[MadeEvent]) -> Extras:
    """The add-on under the tickets' vendor, the goods under another."""
    at = world.now() - 200 * 86_400
    addon = Product(
        id=world.new_id("Product"),
        title="Hardticket – gedruckte Eintrittskarte per Post",
        handle="hardticket",
        vendor=VENDOR,
        product_type="Add-on",
        status="ACTIVE",
        created_at=at,
        updated_at=at,
        published_at=at,
        options=("Versand",),
        publications=frozenset({1}),
    )
    names = [(ADDON, "Alle Events"), *((f"{ADDON}-{e.event_id}", e.event_id) for e in events[1:4])]
    addons = [add_variant(world, addon, title, sku, ADDON_PRICE, n) for n, (sku, title) in enumerate(names)]
    addon.variants = tuple(addons)
    for variant in addons:
        _ship(variant, tracked=False)
    shirt = _good(world, at, "Tour-T-Shirt", "tour-t-shirt", (("S", 2_500), ("M", 2_500), ("L", 2_500)), "SHIRT")
    poster = _good(world, at, "Plakat A2, gerollt", "plakat-a2", (("Standard", 1_200),), "PLAKAT")
    return Extras(addons, [*shirt.variants, *poster.variants], [addon, shirt, poster])


def _good(world: World, at: int, title: str, handle: str, variants: tuple[tuple[str, int], ...], sku: str) -> Product:
    product = Product(
        id=world.new_id("Product"),
        title=title,
        handle=handle,
        vendor="Fundus",
        product_type="Merchandise",
        status="ACTIVE",
        created_at=at,
        updated_at=at,
        published_at=at,
        options=("Größe",) if len(variants) > 1 else ("Title",),
        publications=frozenset({1}),
    )
    product.variants = tuple(
        add_variant(world, product, name, f"{sku}-{name.upper()}", price, number)
        for number, (name, price) in enumerate(variants)
    )
    for variant in product.variants:
        _ship(variant, tracked=True)
    return product


def _ship(variant: Variant, *, tracked: bool) -> None:
    variant.item.requires_shipping = True
    variant.item.tracked = tracked
    variant.snapshot = snapshot_of(variant)
