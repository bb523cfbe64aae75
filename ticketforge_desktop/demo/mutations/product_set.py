"""``productSet``: a product as a whole, the way a file describes it.

Lists that are named replace what was there: a variant that is not in ``variants`` is deleted with its stock. A new
product is published nowhere. ``synchronous: false`` answers with an operation that is done a moment later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Product, Variant
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, filled, rows, table, text
from ticketforge_desktop.demo.mutations.catalogue_input import (
    bare_product,
    check_handle,
    check_places,
    check_prices,
    describe_product,
    describe_variant,
    new_variant,
    option_values,
    set_stock,
)
from ticketforge_desktop.demo.mutations.jobs import Jobs
from ticketforge_desktop.demo.mutations.products import MOST_VARIANTS, SCOPES, add_variants, remove_variants

MOST_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked ``productSet``. ``matched`` has, for each variant input, the variant it describes anew, if any."""

    given: Args
    product: Product | None
    handle: str | None
    matched: tuple[Variant | None, ...]


class ProductSetting:
    """``productSet``, in the call or through the job queue."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def set_product(self, call: MutationCall) -> Payload:
        """``productSet``."""
        nothing: Payload = {"product": None, "productSetOperation": None}
        try:
            plan = _plan(call)
        except Invalid as refused:
            return {**nothing, "userErrors": [refused.error]}
        if call.args.get("synchronous", True):
            return {**nothing, "product": _carry_out(call, plan), "userErrors": []}
        operation = call.world.put(
            {
                "__typename": "ProductSetOperation",
                "id": gid("ProductSetOperation", call.world.new_id("ProductSetOperation")),
                "status": "CREATED",
                "product": None,
                "userErrors": [],
            }
        )

        def work() -> None:
            try:
                operation.update(status="COMPLETE", product=_carry_out(call, _plan(call)))
            except Invalid as refused:
                operation.update(status="COMPLETE", userErrors=[refused.error])

        shown = dict(operation)
        self._jobs.start(call.world, work)
        return {**nothing, "productSetOperation": shown, "userErrors": []}


def _plan(call: MutationCall) -> Plan:
    given = table(call.args, "input")
    product = _identified(call, given)
    if product is None and filled(given, "title") is None:
        raise Invalid("Title can't be blank", "input", "title", code="INVALID_PRODUCT")
    inputs, options = rows(given, "variants"), rows(given, "productOptions")
    if inputs and not options and product is None:
        message = "Product options input is required when updating variants"
        raise Invalid(message, "input", "productOptions", code="PRODUCT_OPTIONS_INPUT_MISSING")
    if options and "variants" not in given:
        message = "Variants input is required when updating product options"
        raise Invalid(message, "input", "variants", code="VARIANTS_INPUT_MISSING")
    if len(options) > MOST_OPTIONS:
        raise Invalid(f"Can only specify a maximum of {MOST_OPTIONS} options", "input", code="OPTIONS_OVER_LIMIT")
    if len(inputs) > MOST_VARIANTS:
        message = f"Exceeded the {MOST_VARIANTS} variants limit"
        raise Invalid(message, "input", "variants", code="VARIANTS_OVER_LIMIT")
    handle = check_handle(call.world, given, product, "input")
    return Plan(given, product, handle, _matched(call, product, inputs))


def _identified(call: MutationCall, given: Args) -> Product | None:
    """The product to replace; None = a new one. A handle nobody has makes a new one, an id nobody has is refused."""
    identifier = table(call.args, "identifier")
    named = identifier.get("id") or given.get("id")
    if named:
        product = call.world.products.get(number_of(named, "Product"))
        if product is None:
            raise Invalid("Product does not exist", "input", code="PRODUCT_DOES_NOT_EXIST")
        return product
    handle = text(identifier, "handle")
    found = next((p for p in call.world.products if handle and p.handle == handle), None)
    if found is not None:
        call.world.products.remember(found)
    return found


def _matched(call: MutationCall, product: Product | None, inputs: Sequence[Args]) -> tuple[Variant | None, ...]:
    matched: list[Variant | None] = []
    seen: set[tuple[str, ...]] = set()
    for index, row in enumerate(inputs):
        check_prices(row, "input", "variants", index, code="INVALID_VARIANT")
        check_places(call.world, row, "INVALID_INPUT", "input", "variants", index)
        values = option_values(row)
        if values in seen:
            message = f"The variant '{' / '.join(values)}' already exists. Please change at least one option value."
            raise Invalid(message, "input", "variants", index, code="INVALID_VARIANT")
        seen.add(values)
        matched.append(_match(product, row, values, index))
    return tuple(matched)


def _match(product: Product | None, row: Args, values: tuple[str, ...], index: int) -> Variant | None:
    variants = product.variants if product else ()
    if row.get("id"):
        number = number_of(row["id"], "ProductVariant")
        found = next((variant for variant in variants if variant.id == number), None)
        if found is None:
            message = "Product variant does not exist"
            raise Invalid(message, "input", "variants", index, "id", code="PRODUCT_VARIANT_DOES_NOT_EXIST")
        return found
    return next((variant for variant in variants if (variant.options or (variant.title,)) == values), None)


def _carry_out(call: MutationCall, plan: Plan) -> Product:
    world, given = call.world, plan.given
    product = plan.product or bare_product(world, given, plan.handle)
    kept = _kept_metafields(call, product, given)
    describe_product(call, product, given, plan.handle)
    if kept is not None and product.metafields is not None:
        product.metafields = {key: field for key, field in product.metafields.items() if key in kept}
    if plan.product is None:
        world.add(product)
    options = rows(given, "productOptions")
    if options:
        product.options = tuple(str(option["name"]) for option in options)
    if "variants" in given:
        _set_variants(call, product, plan)
    elif not product.variants:
        add_variants(world, product, [new_variant(world, product, (), 1)])
    world.touch(product)
    return product


def _kept_metafields(call: MutationCall, product: Product, given: Args) -> set[tuple[str, str]] | None:
    """Keys that stay, when ``metafields`` was named: exactly those in the input."""
    if "metafields" not in given:
        return None
    resolve = call.context.namespace
    return {(resolve(text(row, "namespace") or "$app"), str(row["key"])) for row in rows(given, "metafields")}


def _set_variants(call: MutationCall, product: Product, plan: Plan) -> None:
    world, inputs = call.world, rows(plan.given, "variants")
    stay = {variant.id for variant in plan.matched if variant is not None}
    remove_variants(world, product, [variant for variant in product.variants if variant.id not in stay])
    ordered: list[Variant] = []
    fresh: list[Variant] = []
    for position, (known, row) in enumerate(zip(plan.matched, inputs, strict=True), 1):
        values = option_values(row)
        variant = known or new_variant(world, product, values, position)
        if known is None:
            fresh.append(variant)
        variant.options, variant.title, variant.position = values, " / ".join(values), position
        describe_variant(call, variant, row)
        ordered.append(variant)
    add_variants(world, product, fresh)
    product.variants = tuple(ordered)
    for variant, row in zip(ordered, inputs, strict=True):
        set_stock(world, variant, row)
        if variant not in fresh:
            world.touch(variant)


def product_set_mutations(jobs: Jobs) -> dict[str, Mutation]:
    """``productSet``, working through ``jobs`` when asked to."""
    return {"productSet": Mutation(ProductSetting(jobs).set_product, SCOPES)}
