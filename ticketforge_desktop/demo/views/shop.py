"""The shop, the app and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import MetafieldMap
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.state import ShopIdentity
from ticketforge_desktop.demo.views.common import WITH_METAFIELDS, attribute, constant, own_gid

PLANS = {"standard": "Grow", "advanced": "Advanced", "plus": "Shopify Plus", "basic": "Basic"}
VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")


@dataclass(slots=True, eq=False)
class AppInstallation:
    """The asking app as installed in the shop: owner of app-owned metafields."""

    id: int
    metafields: MetafieldMap
    TYPE: ClassVar[str] = "AppInstallation"


def app_installation(root: Any, args: Args, context: RequestContext) -> AppInstallation:
    """``currentAppInstallation``."""
    return AppInstallation(context.app_id + 400_000_000_000, context.world.app_metafields)


def _scopes(app: AppInstallation, args: Args, context: RequestContext) -> list[dict[str, object]]:
    return [
        {"__typename": "AccessScope", "handle": scope, "description": scope.replace("_", " ").capitalize()}
        for scope in sorted(context.scopes)
    ]


def _app(app: Any, args: Args, context: RequestContext) -> dict[str, object]:
    return {
        "__typename": "App",
        "id": gid("App", context.app_id),
        "title": "TicketForge Desktop",
        "handle": "ticketforge-desktop",
        "apiKey": context.api_key,
        "embedded": False,
        "developerName": "TicketForge Desktop contributors",
    }


def _offset(shop: ShopIdentity, args: Args, context: RequestContext) -> int:
    now = datetime.fromtimestamp(context.world.now(), ZoneInfo(shop.zone))
    delta = now.utcoffset()
    return int(delta.total_seconds() // 60) if delta else 0


def _plan(shop: ShopIdentity, args: Args, context: RequestContext) -> dict[str, object]:
    name = PLANS.get(shop.plan, "Grow")
    return {
        "displayName": name,
        "publicDisplayName": name,
        "partnerDevelopment": False,
        "shopifyPlus": shop.plan == "plus",
    }


def _domain(shop: ShopIdentity, args: Args, context: RequestContext) -> dict[str, object]:
    return {"id": gid("Domain", shop.id), "host": shop.domain, "url": f"https://{shop.domain}", "sslEnabled": True}


def _address(shop: ShopIdentity, args: Args, context: RequestContext) -> dict[str, object]:
    address = shop.address
    return {
        "__typename": "ShopAddress",
        "id": gid("ShopAddress", shop.id),
        "company": address.company or shop.name,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "zip": address.zip,
        "provinceCode": address.province_code,
        "countryCodeV2": address.country_code,
        "phone": address.phone,
        "formatted": [line for line in (address.address1, address.zip, address.city) if line],
    }


def _limits(shop: ShopIdentity, args: Args, context: RequestContext) -> dict[str, object]:
    return {
        "maxProductOptions": 3,
        "maxProductVariants": 2048,
        "locationLimit": 10,
        "redirectLimitReached": False,
        "skuResourceLimits": {"available": 1_000_000, "quantityLimit": 1_000_000, "quantityUsed": 0},
    }


SHOP: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "name": attribute("name"),
    "email": attribute("email"),
    "contactEmail": attribute("email"),
    "myshopifyDomain": attribute("domain"),
    "url": lambda s, a, c: f"https://{s.domain}",
    "currencyCode": attribute("currency"),
    "ianaTimezone": attribute("zone"),
    "timezoneOffsetMinutes": _offset,
    "taxesIncluded": attribute("taxes_included"),
    "taxShipping": constant(True),
    "unitSystem": constant("METRIC_SYSTEM"),
    "weightUnit": constant("KILOGRAMS"),
    "enabledPresentmentCurrencies": constant(["EUR", "CHF", "GBP", "USD", "CAD", "AUD", "PLN"]),
    "plan": _plan,
    "primaryDomain": _domain,
    "shopAddress": _address,
    "billingAddress": _address,
    "resourceLimits": _limits,
    "orderNumberFormatPrefix": constant("#"),
}

INSTALLATION: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "accessScopes": _scopes,
    "app": _app,
}


def public_versions(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``publicApiVersions``: the four of the last year and ``unstable``."""
    found: list[dict[str, object]] = [{"handle": name, "displayName": name, "supported": True} for name in VERSIONS]
    return [*found, {"handle": "unstable", "displayName": "unstable", "supported": False}]


TABLES = {"Shop": SHOP, "AppInstallation": INSTALLATION}
