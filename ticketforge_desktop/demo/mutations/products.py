"""Products and variants: creating, updating, deleting, publishing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Product, Variant
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, filled, moment, refuse, rows, table, text
from ticketforge_desktop.demo.mutations.catalogue_input import (
    STANDALONE,
    bare_product,
    check_handle,
    check_places,
    check_prices,
    describe_product,
    describe_variant,
    new_variant,
    option_values,
    set_stock,
    stock_rows,
)
from ticketforge_desktop.demo.state import World

Change = Callable[[frozenset[int], frozenset[int]], frozenset[int]]

SCOPES = ("write_products",)
MOST_VARIANTS = 2048
NO_PRODUCT = "Product does not exist"
EMPTY = ("product", "productVariants")


def create_product(call: MutationCall) -> Payload:
    """``productCreate``: with one variant, of the first values of its options."""
    given = table(call.args, "product") or table(call.args, "input")
    try:
        if filled(given, "title") is None:
            raise Invalid("Title can't be blank", "title")
        handle = check_handle(call.world, given, None)
    except Invalid as refused:
        return refuse(["product"], refused.error)
    product = bare_product(call.world, given, handle)
    describe_product(call, product, given, handle)
    options = rows(given, "productOptions")
    product.options = tuple(str(option["name"]) for option in options) or ("Title",)
    first = tuple(str(rows(option, "values")[0]["name"]) for option in options if rows(option, "values"))
    call.world.add(product)
    add_variants(call.world, product, [new_variant(call.world, product, first, 1)])
    return {"product": product, "userErrors": []}


def update_product(call: MutationCall) -> Payload:
    """``productUpdate``."""
    given = table(call.args, "product") or table(call.args, "input")
    product = call.world.products.get(number_of(given.get("id"), "Product"))
    if product is None:
        return refuse(["product"], Invalid(NO_PRODUCT, "id").error)
    try:
        if given.get("title") is not None and filled(given, "title") is None:
            raise Invalid("Title can't be blank", "title")
        handle = check_handle(call.world, given, product, "input")
    except Invalid as refused:
        return {"product": product, "userErrors": [refused.error]}
    describe_product(call, product, given, handle)
    call.world.touch(product)
    return {"product": product, "userErrors": []}


def delete_product(call: MutationCall) -> Payload:
    """``productDelete``: its variants and their stock go with it; orders keep what they remember of it."""
    product = call.world.products.get(number_of(table(call.args, "input")["id"], "Product"))
    if product is None:
        return refuse(["deletedProductId"], Invalid(NO_PRODUCT, "id").error)
    remove_variants(call.world, product, product.variants)
    call.world.delete(product)
    return {"deletedProductId": table(call.args, "input")["id"], "userErrors": []}


def add_variants(world: World, product: Product, variants: Sequence[Variant]) -> None:
    """New variants of a product that is in the world."""
    product.variants = (*product.variants, *variants)
    for variant in variants:
        world.add(variant.item)
        world.add(variant)


def remove_variants(world: World, product: Product, gone: Sequence[Variant]) -> None:
    """Variants go for good; the rest moves up."""
    product.variants = tuple(variant for variant in product.variants if variant not in gone)
    for variant in gone:
        world.delete(variant)
        world.delete(variant.item)
    for position, variant in enumerate(product.variants, 1):
        variant.position = position


def create_variants(call: MutationCall) -> Payload:
    """``productVariantsBulkCreate``: new option values come into being with the variants that have them."""
    product = call.world.products.get(number_of(call.args["productId"], "Product"))
    inputs = rows(call.args, "variants")
    try:
        if product is None:
            raise Invalid(NO_PRODUCT, "productId", code="PRODUCT_DOES_NOT_EXIST")
        gone = _standalone(product, text(call.args, "strategy") or "DEFAULT")
        _check_new(call.world, product, inputs, [v for v in product.variants if v not in gone])
    except Invalid as refused:
        return refuse(EMPTY, refused.error)
    remove_variants(call.world, product, gone)
    made: list[Variant] = []
    for row in inputs:
        variant = new_variant(call.world, product, option_values(row), len(product.variants) + len(made) + 1)
        describe_variant(call, variant, row)
        made.append(variant)
    _name_options(product, inputs)
    add_variants(call.world, product, made)
    for variant, row in zip(made, inputs, strict=True):
        set_stock(call.world, variant, row)
    call.world.touch(product)
    return {"product": product, "productVariants": made, "userErrors": []}


def _standalone(product: Product, strategy: str) -> tuple[Variant, ...]:
    """The lone placeholder variant that real ones replace."""
    lone = len(product.variants) == 1 and product.variants[0].title == STANDALONE
    removes = strategy == "REMOVE_STANDALONE_VARIANT" or (strategy == "DEFAULT" and lone)
    return product.variants if removes and len(product.variants) == 1 else ()


def _check_new(world: World, product: Product, inputs: Sequence[Args], kept: Sequence[Variant]) -> None:
    if len(inputs) + len(kept) > MOST_VARIANTS:
        raise Invalid(f"Exceeded the {MOST_VARIANTS} variants limit", "variants", code="INVALID_INPUT")
    taken = {variant.options or (STANDALONE,) for variant in kept}
    for index, row in enumerate(inputs):
        check_prices(row, "variants", index)
        check_places(world, row, "TRACKED_VARIANT_LOCATION_NOT_FOUND", "variants", index)
        values = option_values(row)
        if not values or not all(values):
            raise Invalid("You need to add option values", "variants", index, code="NEED_TO_ADD_OPTION_VALUES")
        if values in taken:
            message = f"The variant '{' / '.join(values)}' already exists."
            raise Invalid(message, "variants", index, code="VARIANT_ALREADY_EXISTS")
        taken.add(values)


def _name_options(product: Product, inputs: Sequence[Args]) -> None:
    names = tuple(str(value.get("optionName") or "") for value in rows(inputs[0], "optionValues")) if inputs else ()
    if all(names) and names and product.options == ("Title",):
        product.options = names


def update_variants(call: MutationCall) -> Payload:
    """``productVariantsBulkUpdate``: all or none; quantities are no business of it."""
    product = call.world.products.get(number_of(call.args["productId"], "Product"))
    inputs = rows(call.args, "variants")
    try:
        if product is None:
            raise Invalid(NO_PRODUCT, "productId", code="PRODUCT_DOES_NOT_EXIST")
        chosen = [_chosen(product, index, row) for index, row in enumerate(inputs)]
    except Invalid as refused:
        return refuse(EMPTY, refused.error)
    for variant, row in zip(chosen, inputs, strict=True):
        describe_variant(call, variant, row)
        values = option_values(row)
        if values:
            variant.options, variant.title = values, " / ".join(values)
        call.world.touch(variant)
        call.world.touch(variant.item)
    call.world.touch(product)
    return {"product": product, "productVariants": chosen, "userErrors": []}


def _chosen(product: Product, index: int, row: Args) -> Variant:
    if not row.get("id"):
        message = "Product variant is missing ID attribute"
        raise Invalid(message, "variants", index, "id", code="PRODUCT_VARIANT_ID_MISSING")
    number = number_of(row["id"], "ProductVariant")
    variant = next((variant for variant in product.variants if variant.id == number), None)
    if variant is None:
        message = "Product variant does not exist"
        raise Invalid(message, "variants", index, "id", code="PRODUCT_VARIANT_DOES_NOT_EXIST")
    check_prices(row, "variants", index)
    if stock_rows(row):
        message = "Inventory quantities can only be provided during create."
        code = "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE"
        raise Invalid(message, "variants", index, "inventoryQuantities", code=code)
    return variant


def publish(call: MutationCall) -> Payload:
    """``publishablePublish``."""
    return _publications(call, lambda old, given: old | given)


def unpublish(call: MutationCall) -> Payload:
    """``publishableUnpublish``."""
    return _publications(call, lambda old, given: old - given)


def _publications(call: MutationCall, change: Change) -> Payload:
    product = call.world.find(call.args["id"])
    if not isinstance(product, Product):
        return refuse(["publishable"], Invalid("Resource not found", "id").error)
    given: set[int] = set()
    for index, row in enumerate(rows(call.args, "input")):
        number = number_of(row.get("publicationId"), "Publication")
        if number is None or call.world.find(row["publicationId"]) is None:
            return refuse(["publishable"], Invalid("Publication does not exist", "input", index, "publicationId").error)
        given.add(number)
        when = moment(row, "publishDate")
        product.published_at = product.published_at or when or call.world.now()
    product.publications = change(product.publications, frozenset(given))
    if not product.publications:
        product.published_at = None
    call.world.touch(product)
    return {"publishable": product, "userErrors": []}


MUTATIONS = {
    "productCreate": Mutation(create_product, SCOPES),
    "productUpdate": Mutation(update_product, SCOPES),
    "productDelete": Mutation(delete_product, SCOPES),
    "productVariantsBulkCreate": Mutation(create_variants, SCOPES),
    "productVariantsBulkUpdate": Mutation(update_variants, SCOPES),
    "publishablePublish": Mutation(publish, ("write_publications", "write_products")),
    "publishableUnpublish": Mutation(unpublish, ("write_publications", "write_products")),
}
