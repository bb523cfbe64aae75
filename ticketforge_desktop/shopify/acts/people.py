"""`tag`, `consent`, `erase_customer`: what is said of things and people. All of it may be said twice."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, field

from ticketforge_desktop.services.ports.outbox import ActRefused, Safety
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, gid
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.wire import Ref

Tag = Annotated[str, Meta(pattern=r"^[^,]*[^,\s][^,]*$", max_length=255)]
_THINGS: Final = {"order": "Order", "event": "Product", "customer": "Customer", "draft": "DraftOrder"}


class TagThing(Payload, kw_only=True, frozen=True):
    """Tags onto and off a thing: by its number, or by the UUID of the sale that made the order."""

    thing: Literal["order", "event", "customer", "draft"]
    thing_id: int = 0
    sale: str = ""
    add: list[Tag] = field(default_factory=list)
    remove: list[Tag] = field(default_factory=list)

    def __post_init__(self) -> None:
        if bool(self.thing_id) == bool(self.sale):
            raise ValueError("either `thing_id` or `sale` names the thing")
        if self.sale and self.thing != "order":
            raise ValueError("a sale names an order")


class Consent(Payload, kw_only=True, frozen=True):
    """Whether a person wants to hear from the house. `at`: when they said so (ISO 8601)."""

    customer_id: Annotated[int, Meta(gt=0)]
    channel: Literal["email", "sms"]
    wanted: bool
    at: str = ""
    confirmed: bool = False  # by a link in a mail (double opt-in)


class EraseCustomer(Payload, kw_only=True, frozen=True):
    """A person asked to be forgotten."""

    customer_id: Annotated[int, Meta(gt=0)]


class PersonChanged(Answer):
    """What the customer mutations answer."""

    customer: Ref | None = None


def send_tags(call: StoreCall, wanted: TagThing) -> Facts:
    """Add, then remove."""
    found = wanted.thing_id or (call.made(wanted.sale) or {}).get("order_id")
    if not isinstance(found, int):
        raise ActRefused("The sale this belongs to has no order that this station knows of.", reason="gone", errors=[])
    thing = gid(_THINGS[wanted.thing], found)
    if wanted.add:
        call.do("tags_add", Answer, {"id": thing, "tags": wanted.add})
    if wanted.remove:
        call.do("tags_remove", Answer, {"id": thing, "tags": wanted.remove})
    return {"thing_id": found}


def send_consent(call: StoreCall, said: Consent) -> Facts:
    """Say what the person said; a time ahead of the store's clock is left out rather than refused."""
    try:
        call.do(f"consent_{said.channel}", PersonChanged, {"input": _consent(said, said.at)})
    except ActRefused as refused:
        if refused.facts["reason"] != "clock" or not said.at:
            raise
        call.do(f"consent_{said.channel}", PersonChanged, {"input": _consent(said, "")})
    return {"customer_id": said.customer_id}


def send_erase(call: StoreCall, wanted: EraseCustomer) -> Facts:
    """Ask the store to forget the person; it does so days later."""
    call.do("customer_erase", Answer, {"id": gid("Customer", wanted.customer_id)})
    return {"customer_id": wanted.customer_id}


def _consent(said: Consent, at: str) -> dict[str, object]:
    state: dict[str, object] = {"marketingState": "SUBSCRIBED" if said.wanted else "UNSUBSCRIBED"}
    if said.wanted:
        state["marketingOptInLevel"] = "CONFIRMED_OPT_IN" if said.confirmed else "SINGLE_OPT_IN"
    if at:
        state["consentUpdatedAt"] = at
    channel = "emailMarketingConsent" if said.channel == "email" else "smsMarketingConsent"
    return {"customerId": gid("Customer", said.customer_id), channel: state}


KINDS = (
    ActKind("tag", TagThing, Safety.REPEATABLE, send_tags),
    ActKind("consent", Consent, Safety.REPEATABLE, send_consent),
    ActKind("erase_customer", EraseCustomer, Safety.REPEATABLE, send_erase),
)
