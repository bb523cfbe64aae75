"""Customers: profile, marketing consent, and the right to be forgotten."""

from __future__ import annotations

import re

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import Consent, Customer
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, moment, refuse, rows, table, text, words
from ticketforge_desktop.demo.mutations.buyers import by_email
from ticketforge_desktop.demo.mutations.metafields import attach
from ticketforge_desktop.demo.mutations.tags import split_tags, tidy

SCOPES = ("write_customers",)
ERASURE = ("write_customer_data_erasure",)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SETTABLE = {"SUBSCRIBED", "UNSUBSCRIBED", "PENDING"}
INSTEAD = "To update {0}, please use the customer{1}MarketingConsentUpdate Mutation instead"


def update_customer(call: MutationCall) -> Payload:
    """``customerUpdate``: consent has mutations of its own."""
    given = table(call.args, "input")
    try:
        customer = _customer(call, given.get("id"), "id")
        for name, word in (("smsMarketingConsent", "Sms"), ("emailMarketingConsent", "Email")):
            if given.get(name):
                raise Invalid(INSTEAD.format(name, word), name)
        email = text(given, "email")
        if email and not EMAIL.fullmatch(email):
            raise Invalid("Email is invalid", "email")
        if email and by_email(call.world, email) not in (None, customer):
            raise Invalid("Email has already been taken", "email")
    except Invalid as refused:
        return refuse(["customer"], refused.error)
    names = {
        "firstName": "first_name",
        "lastName": "last_name",
        "email": "email",
        "phone": "phone",
        "note": "note",
        "locale": "locale",
    }
    for name, attribute in names.items():
        if name in given:
            setattr(customer, attribute, text(given, name) or None)
    customer.locale = customer.locale or "en"
    if given.get("tags") is not None:
        customer.tags = tidy(split_tags(words(given, "tags")))
    attach(call.context, customer, rows(given, "metafields"))
    call.world.touch(customer)
    return {"customer": customer, "userErrors": []}


def email_consent(call: MutationCall) -> Payload:
    """``customerEmailMarketingConsentUpdate``: needs an e-mail address."""
    given = table(call.args, "input")
    consent = table(given, "emailMarketingConsent")
    try:
        customer = _customer(call, given["customerId"], "input", "customerId", code="INVALID")
        if not customer.email:
            message = "The customer must have an email address to set marketing consent"
            raise Invalid(message, "input", "emailMarketingConsent", code="INVALID")
        state = _state(call, consent, "emailMarketingConsent", customer.email_consent)
    except Invalid as refused:
        return refuse(["customer"], refused.error)
    customer.email_consent = state
    call.world.touch(customer)
    call.world.announce("Customer", "email_consent", customer)
    return {"customer": customer, "userErrors": []}


def sms_consent(call: MutationCall) -> Payload:
    """``customerSmsMarketingConsentUpdate``: needs a phone number."""
    given = table(call.args, "input")
    consent = table(given, "smsMarketingConsent")
    try:
        customer = _customer(call, given["customerId"], "input", "customerId", code="INVALID")
        if not customer.phone:
            message = "A phone number is required to set the SMS consent state."
            raise Invalid(message, "input", "smsMarketingConsent", code="INVALID")
        state = _state(call, consent, "smsMarketingConsent", customer.sms_consent)
    except Invalid as refused:
        return refuse(["customer"], refused.error)
    customer.sms_consent = state
    call.world.touch(customer)
    call.world.announce("Customer", "sms_consent", customer)
    return {"customer": customer, "userErrors": []}


def _state(call: MutationCall, consent: Args, name: str, old: Consent | None) -> Consent:
    state = text(consent, "marketingState") or ""
    if state not in SETTABLE:
        message = f"Cannot specify {state} as a marketing state input"
        raise Invalid(message, "input", name, "marketingState", code="INVALID")
    when = moment(consent, "consentUpdatedAt")
    if when is not None and when > call.world.now():
        message = "Consent updated at must not be in the future"
        raise Invalid(message, "input", name, "consentUpdatedAt", code="INVALID")
    level = text(consent, "marketingOptInLevel") or (old.level if old else None) or "SINGLE_OPT_IN"
    return Consent(state, level, when or call.world.now())


def request_erasure(call: MutationCall) -> Payload:
    """``customerRequestDataErasure``: noted now, carried out later; apps hear of it by ``customers/redact``."""
    try:
        customer = _customer(call, call.args["customerId"], "customerId", code="DOES_NOT_EXIST")
    except Invalid as refused:
        return refuse(["customerId"], refused.error)
    if customer.erasure_requested_at is None:
        customer.erasure_requested_at = call.world.now()
        call.world.touch(customer)
        call.world.announce("Customer", "redact", customer)
    return {"customerId": call.args["customerId"], "userErrors": []}


def cancel_erasure(call: MutationCall) -> Payload:
    """``customerCancelDataErasure``: only while a request waits."""
    try:
        customer = _customer(call, call.args["customerId"], "customerId", code="DOES_NOT_EXIST")
        if customer.erasure_requested_at is None:
            raise Invalid("Customer's data is not scheduled for erasure", "customerId", code="NOT_BEING_ERASED")
    except Invalid as refused:
        return refuse(["customerId"], refused.error)
    customer.erasure_requested_at = None
    call.world.touch(customer)
    return {"customerId": call.args["customerId"], "userErrors": []}


def _customer(call: MutationCall, global_id: object, *field: str, code: str | None = None) -> Customer:
    customer = call.world.customers.get(number_of(global_id, "Customer"))
    if customer is None:
        raise Invalid("Customer does not exist", *field, code=code)
    return customer


MUTATIONS = {
    "customerUpdate": Mutation(update_customer, SCOPES),
    "customerEmailMarketingConsentUpdate": Mutation(email_consent, SCOPES),
    "customerSmsMarketingConsentUpdate": Mutation(sms_consent, SCOPES),
    "customerRequestDataErasure": Mutation(request_erasure, ERASURE),
    "customerCancelDataErasure": Mutation(cancel_erasure, ERASURE),
}
