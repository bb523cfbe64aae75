"""Products, variants and metafields as the schema shows them."""

from __future__ import annotations

from typing import Any

from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.documents import stock
from ticketforge_desktop.demo.entities import Metafield, Product, Variant
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import money, price
from ticketforge_desktop.demo.views.common import (
    WITH_METAFIELDS,
    attribute,
    count,
    digest,
    legacy_id,
    own_gid,
    time_of,
)


def _options(product: Product, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """Options get their ids from the product: they are never addressed from elsewhere."""
    found: list[dict[str, object]] = []
    for place, name in enumerate(product.options):
        values = list(dict.fromkeys(v.options[place] for v in product.variants if place < len(v.options)))
        found.append(
            {
                "__typename": "ProductOption",
                "id": gid("ProductOption", product.id * 10 + place),
                "name": name,
                "position": place + 1,
                "values": values,
                "optionValues": [
                    {
                        "__typename": "ProductOptionValue",
                        "id": gid("ProductOptionValue", product.id * 10_000 + place * 1_000 + number),
                        "name": value,
                        "hasVariants": True,
                    }
                    for number, value in enumerate(values)
                ],
            }
        )
    return found[: args["first"]] if args.get("first") is not None else found


def _price_range(product: Product, args: Args, context: RequestContext) -> object:
    prices = [variant.price for variant in product.variants] or [0]
    return {"minVariantPrice": money(min(prices)), "maxVariantPrice": money(max(prices))}


def _publications(product: Product, args: Args, context: RequestContext) -> list[dict[str, Any]]:
    found = []
    for record in context.world.records_of("Publication"):
        if str(record["id"]) in {gid("Publication", number) for number in product.publications}:
            found.append(
                {
                    "publication": record,
                    "isPublished": True,
                    "publishDate": time_of("created_at")(product, args, context),
                }
            )
    return found


def _published_on(product: Product, args: Args, context: RequestContext) -> bool:
    wanted = str(args["publicationId"])
    return any(gid("Publication", number) == wanted for number in product.publications)


def _published_count(product: Product, args: Args, context: RequestContext) -> object:
    return count(len(product.publications) if product.status == "ACTIVE" else 0)


PRODUCT: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "title": attribute("title"),
    "handle": attribute("handle"),
    "vendor": attribute("vendor"),
    "productType": attribute("product_type"),
    "status": attribute("status"),
    "tags": lambda p, a, c: sorted(p.tags, key=str.lower),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "publishedAt": time_of("published_at"),
    "descriptionHtml": attribute("description_html"),
    "description": lambda p, a, c: p.description_html.replace("<p>", "").replace("</p>", " ").strip(),
    "templateSuffix": attribute("template_suffix"),
    "options": _options,
    "variants": lambda p, a, c: p.variants,
    "variantsCount": lambda p, a, c: count(len(p.variants)),
    "totalInventory": lambda p, a, c: sum(stock(variant) for variant in p.variants),
    "tracksInventory": lambda p, a, c: any(variant.item.tracked for variant in p.variants),
    "hasOnlyDefaultVariant": lambda p, a, c: p.options == ("Title",) and len(p.variants) <= 1,
    "hasOutOfStockVariants": lambda p, a, c: any(stock(v) <= 0 for v in p.variants if v.item.tracked),
    "priceRangeV2": _price_range,
    "publishedOnPublication": _published_on,
    "resourcePublications": _publications,
    "resourcePublicationsV2": _publications,
    "resourcePublicationsCount": lambda p, a, c: count(len(p.publications)),
    "availablePublicationsCount": _published_count,
    "onlineStoreUrl": lambda p, a, c: f"https://{c.world.shop.domain}/products/{p.handle}" if p.published_at else None,
}


def _selected(variant: Variant, args: Args, context: RequestContext) -> list[dict[str, object]]:
    return [
        {"name": name, "value": value} for name, value in zip(variant.product.options, variant.options, strict=False)
    ]


def _for_sale(variant: Variant, args: Args, context: RequestContext) -> bool:
    return not variant.item.tracked or variant.policy == "CONTINUE" or stock(variant) > 0


VARIANT: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "sku": lambda v, a, c: v.sku or None,
    "barcode": attribute("barcode"),
    "title": attribute("title"),
    "displayName": lambda v, a, c: f"{v.product.title} - {v.title}",
    "position": attribute("position"),
    "price": lambda v, a, c: price(v.price),
    "compareAtPrice": lambda v, a, c: None if v.compare_at_price is None else price(v.compare_at_price),
    "taxable": attribute("taxable"),
    "inventoryPolicy": attribute("policy"),
    "inventoryQuantity": lambda v, a, c: stock(v),
    "sellableOnlineQuantity": lambda v, a, c: stock(v),
    "availableForSale": _for_sale,
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "selectedOptions": _selected,
    "inventoryItem": attribute("item"),
    "product": attribute("product"),
}


def _owner_type(field: Metafield, args: Args, context: RequestContext) -> str:
    name = str(getattr(field.owner, "TYPE", "Shop"))
    return {"ProductVariant": "PRODUCTVARIANT", "AppInstallation": "API_PERMISSION"}.get(name, name.upper())


METAFIELD: dict[str, Resolver] = {
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "namespace": attribute("namespace"),
    "key": attribute("key"),
    "type": attribute("type"),
    "value": attribute("value"),
    "jsonValue": lambda m, a, c: _json(m),
    "compareDigest": lambda m, a, c: digest(m.value),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "owner": lambda m, a, c: m.owner,
    "ownerType": _owner_type,
}


def _json(field: Metafield) -> object:
    import json

    try:
        return json.loads(field.value)
    except ValueError:
        return field.value


TABLES = {"Product": PRODUCT, "ProductVariant": VARIANT, "Metafield": METAFIELD}
