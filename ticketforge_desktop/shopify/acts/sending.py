"""One act on its way: queries and mutations in its lane, and what the store's refusals mean.

Nothing here sends a mutation twice: the outbox does, when it knows that it may. After a reply that was lost, or that
tells neither success nor a reason, the error says so (`facts["maybe_done"]`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeVar, cast

import msgspec

from ticketforge_desktop.domain.errors import NetworkUnavailable, StoreBusy, StoreRefused
from ticketforge_desktop.services.ports.outbox import ActRefused, KeySpent, OutboxEntry, Sending, StoreWorking
from ticketforge_desktop.shopify.client import Client, Manner
from ticketforge_desktop.shopify.documents import document
from ticketforge_desktop.shopify.replies import UserError
from ticketforge_desktop.shopify.throttle import Lane
from ticketforge_desktop.shopify.wire import Node

T = TypeVar("T")
A = TypeVar("A", bound="Answer")

PATIENCE_S: Final = 30.0
FAST_FROM: Final = 3  # acts of this priority or a lower number go by the fast lane
_KEY_BUSY_S: Final = 2.0
# A trial store takes five orders a minute and says so as if it refused them.
_TOO_FAST: Final = re.compile(r"too many attempts|try again later", re.I)
_TOO_FAST_S: Final = 15.0

# (reason, what the store says), the first that fits. Codes and words as `docs/store-fidelity.md` has them.
_REASONS: Final = (
    ("sold_out", re.compile(r"Unable to reserve inventory|INVENTORY_CLAIM_FAILED|sold out|out of stock", re.I)),
    ("clock", re.compile(r"PROCESSED_AT_INVALID|must be in the past|must not be in the future", re.I)),
    ("stale", re.compile(r"STALE|no longer matches|was changed|has been changed", re.I)),
    ("already_done", re.compile(r"already been cancel|already cancel|has been paid|already completed", re.I)),
    (
        "too_much",
        re.compile(r"greater than|cannot refund more|cannot remove more|Invalid fulfillment order line", re.I),
    ),
    ("gone", re.compile(r"no longer available|not found|does not exist|could not be found|NOT_FOUND|unknown", re.I)),
    ("gone", re.compile(r"unfulfillable status|archived|cannot be edited", re.I)),
)
_KEY_FAILED: Final = re.compile(r"PREVIOUS_ATTEMPT_FAILED|previous attempt with this idempotency key failed", re.I)
_KEY_BUSY: Final = re.compile(r"CONCURRENT_REQUEST|request is currently in progress", re.I)


class Answer(Node):
    """What every mutation tells; `userErrors` are its refusal."""

    user_errors: list[UserError] = []  # noqa: RUF012 - msgspec copies defaults


class StoreCall:
    """What a kind may use while one of its acts is sent or looked for."""

    def __init__(self, client: Client, entry: OutboxEntry, sending: Sending) -> None:
        self._client, self._sending = client, sending
        self.entry = entry
        self.progress: dict[str, object] = dict(entry.progress)
        lane = Lane.FAST if entry.priority <= FAST_FROM else Lane.BACKGROUND
        self._manner = Manner(lane, PATIENCE_S)

    def keep(self, **progress: object) -> None:
        """Remember how far it got, durable when this returns."""
        self._sending.keep(**progress)
        self.progress |= progress

    def made(self, source: str) -> Mapping[str, object] | None:
        """What the act of this source made, once it is done."""
        return self._sending.made(source)

    def ask(self, name: str, reply: type[T], variables: Mapping[str, object]) -> T:
        """A query. Raises the kinds of `ConnectionTrouble`."""
        return self._client.run(document(f"acts/{name}"), reply, variables, self._manner)

    def do(self, name: str, answer: type[A], variables: Mapping[str, object], *, path: str = "acts/") -> A:
        """A mutation whose payload is called `answer` in its document.

        Raises:
            ActRefused, KeySpent, StoreWorking: see there.
            NetworkUnavailable, StoreBusy, TokenRefused, ScopeMissing, WrongShop.
        """
        try:
            told = self._client.run(document(f"{path}{name}"), _told(answer), variables, self._manner)
        except StoreRefused as error:
            if "errors" in error.facts and not error.facts.get("codes"):
                # Errors without a code, or an answer that can't be read: the work may be done all the same.
                raise _unclear(error.message) from error
            raise
        payload = cast("A | None", cast(Any, told).answer)
        if payload is None:
            raise _unclear("The store answered without a result and without a reason.")
        if payload.user_errors:
            raise refusal(payload.user_errors)
        return payload


def refusal(errors: list[UserError]) -> StoreRefused | StoreBusy:
    """A mutation's `userErrors` as the error to raise."""
    said = "; ".join(error.message for error in errors)
    whole = "; ".join(f"{error.code or ''} {error.message}" for error in errors)
    if _KEY_FAILED.search(whole):
        return KeySpent(said, errors=[error.message for error in errors])
    if _KEY_BUSY.search(whole):
        return StoreWorking("The store is still at this act.", wait_s=_KEY_BUSY_S)
    if _TOO_FAST.search(whole):
        return StoreBusy(said, wait_s=_TOO_FAST_S)
    return ActRefused(
        said,
        reason=reason_of(whole),
        errors=[error.message for error in errors],
        codes=[error.code for error in errors if error.code],
    )


def reason_of(said: str) -> str:
    """The typed reason of a refusal, "refused" where the store's words fit none."""
    return next((reason for reason, words in _REASONS if words.search(said)), "refused")


def _unclear(words: str) -> NetworkUnavailable:
    return NetworkUnavailable(words, maybe_done=True)


@cache
def _told(answer: type[Answer]) -> type[msgspec.Struct]:
    """The `data` of a mutation's reply: its one payload, or null."""
    return msgspec.defstruct(f"Told{answer.__name__}", [("answer", answer | None, None)])
