"""A believable store in the trade's shape (notes/field.md), the same for the same seed and start time.

Events in eight countries, sold out, nearly sold out and free; orders paid, unpaid, refunded in part with and without
restock, cancelled, edited, with and without paper tickets, from tills and without personal data, a few with more lines
than a page holds; goods that are no events. Dates are relative to the store's clock: an event with open doors tonight
always exists.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from contextlib import contextmanager

from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.entities import Address, Location
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.made.events import make_events
from ticketforge_desktop.demo.made.extras import make_extras
from ticketforge_desktop.demo.made.orders import OrderMaker
from ticketforge_desktop.demo.made.stock import Sales, stock_events, stock_extras
from ticketforge_desktop.demo.state import World

PUBLICATIONS = ("Online Store", "Point of Sale")


def generate(
    clock: StoreClock, *, events: int = 40, orders: int = 2_000, seed: int = 1, index_lag: float = 0.0
) -> World:
    """A filled world. ``events`` is at least 1. Nothing of it is in the journal."""
    world = World(clock, seed=seed, index_lag=index_lag)
    rng = random.Random(seed)  # noqa: S311 - a believable store, not a secret
    with _no_collection():
        _places(world)
        made = make_events(world, rng, max(1, events))
        extras = make_extras(world, made)
        products = [*(event.product for event in made), *extras.products]
        variants = [variant for product in products for variant in product.variants]
        world.variants.load(variants)
        maker = OrderMaker(world, rng, made, extras)
        placed = maker.make(orders)
        sales = Sales(placed, maker.lost_units)
        stock_events(world, rng, made, sales)
        stock_extras(world, extras, sales)
        world.products.load(products)
        world.variants.load(variants)
        world.items.load(variant.item for variant in variants)
    _deletions(world)
    return world


@contextmanager
def _no_collection() -> Iterator[None]:
    """A million new objects and no garbage: collecting meanwhile would only cost time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _places(world: World) -> None:
    """The shop's address, its locations and its sales channels."""
    at = world.now() - 400 * 86_400
    home = Address(
        company="Kartenhaus Demo GmbH",
        address1="Johannes-Brahms-Platz 9",
        city="Hamburg",
        zip="20355",
        country_code="DE",
        phone="+49 40 5550100",
    )
    world.shop.address = home
    places = (
        ("Online-Kontingent", home, True),
        (
            "Tageskasse Gänsemarkt",
            Address(address1="Gänsemarkt 44", city="Hamburg", zip="20354", country_code="DE"),
            True,
        ),
        (
            "Lager Altona (geschlossen)",
            Address(address1="Große Bergstraße 160", city="Hamburg", zip="22767", country_code="DE"),
            False,
        ),
    )
    for name, address, active in places:
        number = world.new_id("Location")
        world.locations[number] = Location(number, name, address, at, at, active=active, fulfills_online_orders=active)
    for number, name in enumerate(PUBLICATIONS, 1):
        world.put(
            {
                "__typename": "Publication",
                "id": gid("Publication", number),
                "name": name,
                "autoPublish": False,
                "supportsFuturePublishing": number == 1,
                "catalog": {"__typename": "AppCatalog", "id": gid("AppCatalog", number), "title": name},
            }
        )


def _deletions(world: World) -> None:
    """Two products that were deleted a while ago: ``events`` still tells of them."""
    for days in (40, 3):
        world.log_event("destroy", "Product", world.new_id("Product"), "Product was deleted.")
        world.events[-1]["at"] = world.now() - days * 86_400
