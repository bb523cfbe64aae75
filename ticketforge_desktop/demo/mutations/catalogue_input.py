"""Reading products and their variants from inputs, shared by all product mutations."""

from __future__ import annotations

import re
import unicodedata

from ticketforge_desktop.demo.calls import MutationCall
from ticketforge_desktop.demo.entities import InventoryItem, Product, Variant
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.money import parse_amount
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, filled, flag, rows, table, text, words
from ticketforge_desktop.demo.mutations.inventory import stock_at
from ticketforge_desktop.demo.mutations.metafields import attach
from ticketforge_desktop.demo.mutations.stock import move
from ticketforge_desktop.demo.mutations.tags import split_tags, tidy
from ticketforge_desktop.demo.state import World

STANDALONE = "Default Title"
PLAIN = {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l"}


def slug(title: str) -> str:
    """A handle from a title: small letters without their marks, and digits, joined by hyphens; other scripts stay."""
    spelt = "".join(PLAIN.get(letter, letter) for letter in title.lower())
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "product"


def free_handle(world: World, wanted: str, but: Product | None = None) -> str:
    """``wanted``, or with the first number behind it that nobody has."""
    taken = {product.handle for product in world.products if product is not but}
    handle, count = wanted, 0
    while handle in taken:
        count += 1
        handle = f"{wanted}-{count}"
    return handle


def check_handle(world: World, given: Args, but: Product | None, *field: str) -> str | None:
    """The handle asked for, as the store writes it; None when none was. Raises Invalid when another product has it."""
    wanted = text(given, "handle")
    if wanted is None or not wanted.strip():
        return None
    handle = slug(wanted)
    if any(product.handle == handle and product is not but for product in world.products):
        message = f"Handle '{wanted}' already in use. Please provide a new handle."
        raise Invalid(message, *field, "handle", code="HANDLE_NOT_UNIQUE")
    return handle


def bare_product(world: World, given: Args, handle: str | None) -> Product:
    """A new product without variants, not yet in the world; nobody can buy it before it is published."""
    now = world.now()
    title = filled(given, "title") or ""
    return Product(
        id=world.new_id("Product"),
        title=title,
        handle=handle or free_handle(world, slug(title)),
        vendor=text(given, "vendor") or world.shop.name,
        product_type=text(given, "productType") or "",
        status=text(given, "status") or "ACTIVE",
        created_at=now,
        updated_at=now,
    )


def describe_product(call: MutationCall, product: Product, given: Args, handle: str | None) -> None:
    """Write the simple fields that were named."""
    names = {
        "title": "title",
        "vendor": "vendor",
        "productType": "product_type",
        "status": "status",
        "descriptionHtml": "description_html",
        "templateSuffix": "template_suffix",
    }
    for name, attribute in names.items():
        if given.get(name) is not None:
            setattr(product, attribute, text(given, name))
    product.handle = handle or product.handle
    if given.get("tags") is not None:
        product.tags = tidy(split_tags(words(given, "tags")))
    attach(call.context, product, rows(given, "metafields"))


def new_variant(world: World, product: Product, options: tuple[str, ...], position: int) -> Variant:
    """A variant with its inventory item, not yet in the world; untracked and to be shipped, as the store has it."""
    now = world.now()
    item = InventoryItem(world.new_id("InventoryItem"), None, now, now, tracked=False, requires_shipping=True)
    options = options or (STANDALONE,)
    title = " / ".join(options)
    number = world.new_id("ProductVariant")
    variant = Variant(number, product, item, "", title, 0, now, now, position=position, options=options)
    item.variant = variant
    return variant


def check_prices(row: Args, *field: str | int, code: str = "GREATER_THAN_OR_EQUAL_TO") -> None:
    """Prices are amounts and not below nothing; what that is called differs from mutation to mutation."""
    for name in ("price", "compareAtPrice"):
        if row.get(name) is None:
            continue
        label = "Price" if name == "price" else "Compare at price"
        if parse_amount(row[name]) < 0:
            message = f"{label} must be greater than or equal to 0"
            raise Invalid(message, *field, name, code=code)


def describe_variant(call: MutationCall, variant: Variant, row: Args) -> None:
    """Write the fields of a variant that were named."""
    item_input = table(row, "inventoryItem")
    sku = text(item_input, "sku") if item_input.get("sku") is not None else text(row, "sku")
    if sku is not None:
        variant.sku = sku
    if row.get("price") is not None:
        variant.price = parse_amount(row["price"])
    if "compareAtPrice" in row:
        given = row["compareAtPrice"]
        variant.compare_at_price = None if given is None else parse_amount(given)
    if "barcode" in row:
        variant.barcode = text(row, "barcode")
    if row.get("inventoryPolicy") is not None:
        variant.policy = str(row["inventoryPolicy"])
    if row.get("taxable") is not None:
        variant.taxable = flag(row, "taxable")
    if item_input.get("tracked") is not None:
        variant.item.tracked = flag(item_input, "tracked")
    if item_input.get("requiresShipping") is not None:
        variant.item.requires_shipping = flag(item_input, "requiresShipping")
    if item_input.get("cost") is not None:
        variant.item.cost = parse_amount(item_input["cost"])
    attach(call.context, variant, rows(row, "metafields"))


def option_values(row: Args) -> tuple[str, ...]:
    """The option values of a variant input, in their order."""
    return tuple(str(value.get("name") or "") for value in rows(row, "optionValues"))


def stock_rows(row: Args) -> list[tuple[int | None, str, int]]:
    """(place, state, units) of a variant input's ``inventoryQuantities``, in either of its shapes."""
    found = []
    for entry in rows(row, "inventoryQuantities"):
        units = entry.get("quantity", entry.get("availableQuantity"))
        assert isinstance(units, int)
        found.append((number_of(entry["locationId"], "Location"), str(entry.get("name", "available")), units))
    return found


def check_places(world: World, row: Args, code: str, *field: str | int) -> None:
    """All places of ``inventoryQuantities`` exist."""
    for index, (place, _, _) in enumerate(stock_rows(row)):
        if place not in world.locations:
            where = (*field, "inventoryQuantities", index, "locationId")
            raise Invalid("Quantity location does not exist", *where, code=code)


def set_stock(world: World, variant: Variant, row: Args) -> None:
    """Set the quantities an input names; a tracked variant without any is stocked nowhere but at the first place."""
    for place, state, units in stock_rows(row):
        level = stock_at(world, variant.item, world.locations[place or 0])
        name = "available" if state == "on_hand" else state
        move(world, level, {name: units - level.quantity(state)})
    if not variant.item.levels and world.locations:
        first = min(world.locations.values(), key=lambda location: location.id)
        stock_at(world, variant.item, first)
