"""`draft_sale` and `draft_complete`: a bill that is still to be paid, and the order it becomes.

A draft can't carry a source: the act's UUID goes into its tags (`tf-<UUID>`), by which it is looked for. Completing is
looked up by the draft's id, which is never behind; the store completes a draft once.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.services.ports.outbox import ActRefused, Safety, Sight
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, certainly_not, gid, nothing_found, seen
from ticketforge_desktop.shopify.acts.sales import SOURCE_NAME, Buyer, Currency, MadeOrder, Moment, Postage, SoldLine
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import Connection, Node


class DraftSale(Payload, kw_only=True, frozen=True):
    """A bill. Categories sell at the store's own price; `hold_until` (ISO 8601) keeps their places till then."""

    currency: Currency
    lines: Annotated[list[SoldLine], Meta(min_length=1, max_length=250)]
    hold_until: str = ""
    buyer: Buyer | None = None
    postage: Postage | None = None
    tags: list[str] = field(default_factory=list)
    note: str = ""


class DraftComplete(Payload, kw_only=True, frozen=True):
    """A draft becomes an order: the draft by its number, or by the UUID of our act that made it."""

    draft_id: int = 0
    draft: str = ""
    unpaid: bool = False  # True: the order is still to be paid

    def __post_init__(self) -> None:
        if bool(self.draft_id) == bool(self.draft):
            raise ValueError("either `draft_id` or `draft` names the draft")


class MadeDraft(Node):
    """A draft the store made."""

    id: str
    name: str = ""
    invoice_url: str | None = None
    tags: list[str] = []  # noqa: RUF012 - msgspec copies defaults
    status: str = ""
    order: MadeOrder | None = None

    def facts(self) -> Facts:
        """What is remembered of it."""
        return {"draft_id": number(self.id), "draft_name": self.name, "pay_link": self.invoice_url or ""}


class DraftMade(Answer):
    """`draftOrderCreate`, `draftOrderComplete`."""

    draft_order: MadeDraft | None = None


class NamedDrafts(Node):
    """What a search for a tag found."""

    named: Connection[MadeDraft]
    newest: Connection[Moment]


class DraftRead(Node):
    """A draft by id; null when it is gone."""

    draft_order: MadeDraft | None = None


def tag_of(source: str) -> str:
    """The tag a draft is found by; the store takes 40 characters."""
    return f"tf-{source}"


def send_draft(call: StoreCall, draft: DraftSale) -> Facts:
    """Make the draft."""
    wanted: dict[str, object] = {
        "lineItems": [_line(line, draft.currency) for line in draft.lines],
        "tags": [*draft.tags, tag_of(call.entry.source)],
        "sourceName": SOURCE_NAME,
    }
    if draft.hold_until:
        wanted["reserveInventoryUntil"] = draft.hold_until
    if draft.note:
        wanted["note"] = draft.note
    if draft.buyer:
        wanted |= {"email": draft.buyer.email} if draft.buyer.email else {}
        wanted |= {"phone": draft.buyer.phone} if draft.buyer.phone else {}
        if draft.buyer.customer_id:
            wanted["purchasingEntity"] = {"customerId": gid("Customer", draft.buyer.customer_id)}
    if draft.postage:
        price = {"amount": decimal_string(draft.postage.minor, draft.currency), "currencyCode": draft.currency}
        wanted["shippingLine"] = {"title": draft.postage.title, "priceWithCurrency": price}
    made = call.do("draft_create", DraftMade, {"input": wanted}).draft_order
    return made.facts() if made else {}


def find_draft(call: StoreCall, _draft: DraftSale) -> Sight:
    """The draft with our tag."""
    tag = tag_of(call.entry.source)
    found = call.ask("draft_named", NamedDrafts, {"query": f"tag:'{tag}'"})
    ours = [draft for draft in found.named.nodes if draft and tag in draft.tags]
    if ours:
        return seen(ours[0].facts())
    return nothing_found(max((newest.created_at for newest in found.newest.nodes if newest), default=""))


def send_complete(call: StoreCall, wanted: DraftComplete) -> Facts:
    """Make the order."""
    variables = {"id": _draft_id(call, wanted), "pending": wanted.unpaid, "source": SOURCE_NAME}
    made = call.do("draft_complete", DraftMade, variables).draft_order
    return made.order.facts() if made and made.order else {}


def find_complete(call: StoreCall, wanted: DraftComplete) -> Sight:
    """The draft's order, by the draft's id."""
    draft = call.ask("draft_read", DraftRead, {"id": _draft_id(call, wanted)}).draft_order
    return seen(draft.order.facts()) if draft and draft.order else certainly_not()


def _draft_id(call: StoreCall, wanted: DraftComplete) -> str:
    if wanted.draft_id:
        return gid("DraftOrder", wanted.draft_id)
    made = call.made(wanted.draft) or {}
    found = made.get("draft_id")
    if not isinstance(found, int):
        raise ActRefused("The draft this belongs to is not known.", reason="gone", errors=[])
    return gid("DraftOrder", found)


def _line(line: SoldLine, currency: str) -> dict[str, object]:
    wanted: dict[str, object] = {"quantity": line.quantity}
    if line.variant_id:
        wanted["variantId"] = gid("ProductVariant", line.variant_id)
    else:
        price = {"amount": decimal_string(line.unit_minor, currency), "currencyCode": currency}
        wanted |= {"title": line.title, "requiresShipping": line.requires_shipping}
        wanted["originalUnitPriceWithCurrency"] = price
    if line.properties:
        wanted["customAttributes"] = [{"key": name, "value": value} for name, value in line.properties.items()]
    return wanted


KINDS = (
    ActKind("draft_sale", DraftSale, Safety.NAMED, send_draft, find_draft),
    ActKind("draft_complete", DraftComplete, Safety.NAMED, send_complete, find_complete),
)
