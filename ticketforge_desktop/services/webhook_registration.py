"""Which topics the store posts where: compared with what is wanted, and only the difference asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from ticketforge_desktop.domain.errors import BadInput, StoreRefused
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.station import StationFile
from ticketforge_desktop.services.ports.webhooks import COMPLIANCE, PATH, Subscription, Subscriptions

OWN: Final = "webhooks.subscriptions"
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
COMPLIANCE_HINT: Final = (
    "The store takes no subscription for these: enter the same address for the privacy compliance webhooks in the"
    " app's own configuration."
)


@dataclass(frozen=True, slots=True)
class Registration:
    """What was changed, by topic, as `webhooks register` prints it. `others` are not this station's and stay."""

    address: str
    created: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    others: tuple[Subscription, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The object printed."""
        return {
            "address": self.address,
            "created": list(self.created),
            "kept": list(self.kept),
            "removed": list(self.removed),
            "others": [{"topic": one.topic, "address": one.address} for one in self.others],
            "compliance": {"topics": list(COMPLIANCE), "how": COMPLIANCE_HINT},
        }


class RegisterWebhooks:
    """Registers this station's address. What it made is remembered, so that an address that has changed is moved and
    other stations' subscriptions of the same app are left alone."""

    def __init__(self, subscriptions: Subscriptions, station: StationFile) -> None:
        self._subscriptions, self._station = subscriptions, station

    def register(self, address: str, staff: Staff) -> Registration:
        """Have all topics posted to `address`; done twice, nothing changes the second time.

        The new address is asked for before the old one is given up, so that no change falls between them.

        Raises:
            RightMissing, BadInput (no HTTPS address), and `ConnectionTrouble` kinds; `StoreRefused` names the topics
            that were refused, the others were registered.
        """
        staff.require(Right.CONNECT)
        wanted = checked_address(address)
        there, own = self._subscriptions.all(), self._own()
        created, kept, stale, refused = (
            list[Subscription](),
            list[Subscription](),
            list[Subscription](),
            dict[str, str](),
        )
        for topic, fields in self._subscriptions.topics().items():
            here = [one for one in there if (one.topic, one.address) == (topic, wanted)]
            stale += [one for one in there if one.topic == topic and one.subscription_id in own and one not in here]
            if here and set(here[0].fields) == set(fields):
                kept += here[:1]
                continue
            # An address hears a topic once: one that sends other fields gives way first.
            for other in here:
                self._subscriptions.unsubscribe(other.subscription_id)
            try:
                created.append(self._subscriptions.subscribe(topic, wanted, fields))
            except StoreRefused as error:
                refused[topic] = error.message
        if not refused:
            for one in stale:
                self._subscriptions.unsubscribe(one.subscription_id)
        gone = [] if refused else stale
        self._keep_own([*created, *kept, *(stale if refused else ())], staff)
        if created or gone:
            self._station.audit(staff, "register_webhooks", wanted, f"{len(created)} made, {len(gone)} removed")
        if refused:
            raise StoreRefused(
                f"The store refused {', '.join(refused)}: {next(iter(refused.values()))}",
                next_step="Grant the app the scopes these topics need, then register again; the others are registered.",
                errors=list(refused.values()),
                topics=list(refused),
            )
        return Registration(
            wanted, _topics(created), _topics(kept), _topics(gone), self._others(there, [*created, *kept, *gone])
        )

    def remove(self, address: str, staff: Staff) -> Registration:
        """Take back what this station registered, and whatever is posted to `address` ("" = only what is ours)."""
        staff.require(Right.CONNECT)
        named = checked_address(address) if address else ""
        there, own = self._subscriptions.all(), self._own()
        going = [one for one in there if one.subscription_id in own or (named and one.address == named)]
        for one in going:
            self._subscriptions.unsubscribe(one.subscription_id)
        self._keep_own([], staff)
        if going:
            self._station.audit(staff, "remove_webhooks", named, f"{len(going)} removed")
        return Registration(named, removed=_topics(going), others=self._others(there, going))

    def _own(self) -> frozenset[str]:
        text = self._station.setting(OWN)
        kept = json.loads(text) if text else []
        return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()

    def _keep_own(self, subscriptions: Sequence[Subscription], staff: Staff) -> None:
        ids = sorted({one.subscription_id for one in subscriptions})
        if ids or self._own():
            self._station.put_setting(OWN, json.dumps(ids), staff)

    @staticmethod
    def _others(there: Sequence[Subscription], ours: Sequence[Subscription]) -> tuple[Subscription, ...]:
        known = {one.subscription_id for one in ours}
        return tuple(one for one in there if one.subscription_id not in known)


def checked_address(address: str) -> str:
    """The address as it is registered; one without a path gets the receiver's own.

    Raises:
        BadInput: it is not HTTPS (plain HTTP is taken on loopback, where the embedded store is), names no host, or
            carries a name and password, a query or a fragment.
    """
    text = address.strip()
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    plain = parts.scheme == "http" and host in _LOOPBACK
    odd = parts.username or parts.password or parts.query or parts.fragment or not text.isascii() or " " in text
    if not host or odd or not (parts.scheme == "https" or plain):
        raise BadInput(
            f"{text!r} is no address the store can post to.",
            field="address",
            next_step="Give the tunnel's public address, as https://tickets.example.com/webhooks.",
        )
    return urlunsplit((parts.scheme, parts.netloc, parts.path if parts.path not in ("", "/") else PATH, "", ""))


def _topics(subscriptions: Sequence[Subscription]) -> tuple[str, ...]:
    return tuple(sorted(one.topic for one in subscriptions))
