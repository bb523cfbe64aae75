"""`take_issue`: an issue of a ticket that a station gave out without the store, or of which all doors must hear.

The number stays whoever's had it first. Where another station was faster, the paper of this act's station is noted as
lost, so that every door refuses its code. Doing it twice is doing it once. A metafield alone need not move an order's
`updatedAt`, by which stations learn of changes: a tag of its own for each issue does.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ticketforge_desktop.domain.reissues import DOCUMENT, Made, claim, give_up, lost_papers
from ticketforge_desktop.services.ports.outbox import Safety
from ticketforge_desktop.shopify.acts.documents import DocumentHome, order_home, swap
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, gid
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall


class TakeIssue(Payload, kw_only=True, frozen=True):
    """An issue of one ticket. `at` is ISO 8601 in UTC, `key` the id of the key that signs its code."""

    order_id: int
    ticket: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    issue: Annotated[int, Meta(gt=1, le=65_535)]
    at: str
    station: str
    station_id: str
    key: str
    upon: str = ""  # the station (its id) that made the issue before it, as far as this one knew


def send_issue(call: StoreCall, wanted: TakeIssue) -> Facts:
    """Take the number, or give our paper up; then make the order move."""
    made = Made(wanted.issue, wanted.at, wanted.station, wanted.station_id, wanted.key)

    def read() -> DocumentHome:
        return order_home(call, wanted.order_id, DOCUMENT)

    def change(text: str) -> str:
        claimed = claim(text, wanted.ticket, made, wanted.upon)
        return claimed.text if claimed.ours else give_up(text, wanted.ticket, made)

    told = claim(swap(call, read, DOCUMENT, change), wanted.ticket, made, wanted.upon)
    lost = (wanted.issue, wanted.key) in lost_papers(told.text, wanted.ticket)
    tag = f"reprint-{wanted.ticket[:6]}-{wanted.issue}"
    call.do("tags_add", Answer, {"id": gid("Order", wanted.order_id), "tags": [tag]})
    return {"order_id": wanted.order_id, "lost": lost, "issue": told.holder.issue, "by": told.holder.station}


KINDS = (ActKind("take_issue", TakeIssue, Safety.REPEATABLE, send_issue),)
