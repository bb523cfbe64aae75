"""What a token may do and what the store will not show it, found out by asking."""

from __future__ import annotations

import msgspec

from ticketforge_desktop.domain.errors import ScopeMissing, StoreRefused
from ticketforge_desktop.domain.notices import Notice, notice_words
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.services.ports.store import ConnectionFacts
from ticketforge_desktop.shopify import replies
from ticketforge_desktop.shopify.client import FAST, Client
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.scopes import ALL_ORDERS, hides_people_by_plan, missing_scopes
from ticketforge_desktop.shopify.wire import Node


class _Email(Node):
    email_address: str | None = None


class _Person(Node):
    first_name: str | None = None
    last_name: str | None = None
    default_email_address: _Email | None = None

    @property
    def known(self) -> bool:
        email = self.default_email_address
        return bool(self.first_name or self.last_name or (email is not None and email.email_address))


class _People(Node):
    nodes: list[_Person] = msgspec.field(default_factory=list)


class _Probe(Node):
    customers: _People | None = None


def connection_facts(client: Client, shop: ShopRecord) -> ConnectionFacts:
    """Ask for the token's scopes and for a few buyers. Raises the kinds of `ConnectionTrouble`."""
    reply = client.run(document("scopes"), replies.CurrentInstallation, {}, FAST)
    scopes = tuple(sorted(scope.handle for scope in reply.current_app_installation.access_scopes))
    missing = missing_scopes(scopes)
    kinds = []
    if ALL_ORDERS not in scopes:
        kinds.append(Notice.OLD_ORDERS)
    if hides_people_by_plan(shop.plan) or _people_are_hidden(client):
        kinds.append(Notice.HIDDEN_PEOPLE)
    if missing:
        kinds.append(Notice.MISSING_SCOPES)
    told = tuple(notice_words(kind, missing) for kind in kinds)
    return ConnectionFacts(shop, scopes, missing, told, tuple(kinds))


def _people_are_hidden(client: Client) -> bool:
    """Whether all of the newest buyers came without name and address: one guest may have none, five do not."""
    try:
        probe = client.run(document("people_probe"), _Probe, {}, FAST)
    except (ScopeMissing, StoreRefused):
        return False  # no right to see buyers at all: that is told as a missing scope
    people = probe.customers.nodes if probe.customers is not None else []
    return len(people) >= 5 and not any(person.known for person in people)
