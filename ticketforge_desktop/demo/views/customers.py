"""Customers and addresses as the schema shows them."""

from __future__ import annotations

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.countries import COUNTRY_NAMES
from ticketforge_desktop.demo.entities import Address, Consent, Customer, Order
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import money
from ticketforge_desktop.demo.views.common import (
    WITH_METAFIELDS,
    attribute,
    legacy_id,
    own_gid,
    personal,
    time_of,
)


def consent_fields(consent: Consent | None) -> dict[str, object]:
    """State, level and time of a consent, by the names the two kinds share."""
    given = consent or Consent()
    return {"state": given.state, "level": given.level or "SINGLE_OPT_IN", "at": iso(given.updated_at)}


def _email(customer: Customer, args: Args, context: RequestContext) -> object:
    if customer.email is None or not context.personal_data:
        return None
    consent = consent_fields(customer.email_consent)
    return {
        "__typename": "CustomerEmailAddress",
        "emailAddress": customer.email,
        "marketingState": consent["state"],
        "marketingOptInLevel": consent["level"],
        "marketingUpdatedAt": consent["at"],
        "validFormat": "@" in customer.email,
        "openTrackingLevel": "UNKNOWN",
    }


def _phone(customer: Customer, args: Args, context: RequestContext) -> object:
    if customer.phone is None or not context.personal_data:
        return None
    consent = consent_fields(customer.sms_consent)
    return {
        "__typename": "CustomerPhoneNumber",
        "phoneNumber": customer.phone,
        "marketingState": consent["state"],
        "marketingOptInLevel": consent["level"],
        "marketingUpdatedAt": consent["at"],
        "smsMarketingConsent": _sms(customer, args, context),
    }


def _sms(customer: Customer, args: Args, context: RequestContext) -> object:
    consent = consent_fields(customer.sms_consent)
    return {"state": consent["state"], "optInLevel": consent["level"], "updatedAt": consent["at"]}


def _email_consent(customer: Customer, args: Args, context: RequestContext) -> object:
    consent = consent_fields(customer.email_consent)
    return {
        "marketingState": consent["state"],
        "marketingOptInLevel": consent["level"],
        "consentUpdatedAt": consent["at"],
    }


def _orders(customer: Customer, context: RequestContext) -> list[Order]:
    return [order for order in context.world.orders if order.customer is customer]


def _display_name(customer: Customer, args: Args, context: RequestContext) -> str:
    if not context.personal_data:
        return f"Customer {customer.id}"
    name = " ".join(part for part in (customer.first_name, customer.last_name) if part)
    return name or customer.email or f"Customer {customer.id}"


def _spent(customer: Customer, args: Args, context: RequestContext) -> object:
    return money(sum(ledger.net_payment(order) for order in _orders(customer, context)))


def _default_address(customer: Customer, args: Args, context: RequestContext) -> Address | None:
    return customer.addresses[0] if customer.addresses and context.personal_data else None


CUSTOMER: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "firstName": personal(lambda c: c.first_name),
    "lastName": personal(lambda c: c.last_name),
    "displayName": _display_name,
    "email": personal(lambda c: c.email),
    "phone": personal(lambda c: c.phone),
    "locale": attribute("locale"),
    "note": attribute("note"),
    "state": attribute("state"),
    "tags": lambda x, a, c: sorted(x.tags, key=str.lower),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "defaultEmailAddress": _email,
    "defaultPhoneNumber": _phone,
    "emailMarketingConsent": lambda x, a, c: _email_consent(x, a, c) if x.email else None,
    "smsMarketingConsent": lambda x, a, c: _sms(x, a, c) if x.phone else None,
    "defaultAddress": _default_address,
    "addresses": lambda x, a, c: list(x.addresses) if c.personal_data else [],
    "addressesV2": lambda x, a, c: list(x.addresses) if c.personal_data else [],
    "numberOfOrders": lambda x, a, c: str(len(_orders(x, c))),
    "orders": lambda x, a, c: _orders(x, c),
    "lastOrder": lambda x, a, c: max(_orders(x, c), key=lambda o: o.created_at, default=None),
    "amountSpent": _spent,
    "verifiedEmail": lambda x, a, c: True,
    "canDelete": lambda x, a, c: not _orders(x, c),
    "taxExempt": attribute("tax_exempt"),
}


def _name(address: Address, args: Args, context: RequestContext) -> str | None:
    return " ".join(part for part in (address.first_name, address.last_name) if part) or None


def _formatted(address: Address, args: Args, context: RequestContext) -> list[str]:
    city = " ".join(part for part in (address.zip, address.city) if part)
    lines = [address.company, address.address1, address.address2, city, COUNTRY_NAMES.get(address.country_code or "")]
    return [line for line in lines if line]


ADDRESS: dict[str, Resolver] = {
    "id": lambda x, a, c: f"{gid('MailingAddress', x.id)}?model_name=CustomerAddress",
    "firstName": attribute("first_name"),
    "lastName": attribute("last_name"),
    "name": _name,
    "company": attribute("company"),
    "address1": attribute("address1"),
    "address2": attribute("address2"),
    "city": attribute("city"),
    "zip": attribute("zip"),
    "provinceCode": attribute("province_code"),
    "countryCodeV2": attribute("country_code"),
    "countryCode": attribute("country_code"),
    "country": lambda x, a, c: COUNTRY_NAMES.get(x.country_code or ""),
    "phone": attribute("phone"),
    "formatted": _formatted,
}

TABLES = {"Customer": CUSTOMER, "MailingAddress": ADDRESS}
