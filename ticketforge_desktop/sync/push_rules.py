"""What follows from what the store said, or did not say: when an act is sent, looked for, or put before a person.

Pure rules. All times are the store's, as the pusher knows them: this computer's clock may be wrong by a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

from ticketforge_desktop.domain.errors import (
    BadInput,
    ProfileLocked,
    ScopeMissing,
    StoreRefused,
    TicketForgeError,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.services.ports.outbox import ActRefused, Choice, OutboxEntry, Safety, Sight

# Keys live 24 hours (shopify.dev, "Implementing idempotency"); an hour is left for a clock that is wrong by minutes.
KEY_LIFE: Final = timedelta(hours=23)
# A request that was cut off may still be at work in the store for so long.
IN_FLIGHT: Final = timedelta(seconds=60)
# "Not there" in a search means nothing before the index has come so far beyond our attempt …
LAG: Final = timedelta(seconds=120)
PROOF: Final = timedelta(seconds=30)
LOOKS: Final = 3
# … and when it never shows that it has, a person is asked.
LOOKED_ENOUGH: Final = timedelta(minutes=15)

FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 300.0
LONGEST_LOOK_S: Final = 60.0


class Next(Enum):
    """What is to be done with an act whose turn it is."""

    SEND = "send"
    RENEW = "renew"  # its key is too old, and nothing was done under it: another key, then send
    LOOK = "look"  # it may be there: only if it surely is not, send
    GLANCE = "glance"  # a person says it is not there: one look all the same, then send


def first_step(entry: OutboxEntry, safety: Safety, now: datetime) -> Next:
    """Before anything is sent."""
    if safety is Safety.NAMED:
        if entry.maybe_done:
            return Next.LOOK
        # A person's word begins an act anew: tried before, and yet never sent.
        return Next.GLANCE if entry.attempts and entry.first_sent_at is None else Next.SEND
    if safety is Safety.KEYED and entry.first_sent_at is not None and key_is_old(entry.first_sent_at, now):
        return Next.LOOK if entry.maybe_done else Next.RENEW
    return Next.SEND


def key_is_old(first_sent_at: datetime, now: datetime) -> bool:
    """Whether the store may have forgotten a key. A first use that lies ahead is no proof of youth."""
    return not timedelta(0) <= now - first_sent_at < KEY_LIFE


@dataclass(frozen=True, slots=True)
class Verdict:
    """After a look that found nothing."""

    again: bool  # it is not there: send it
    wait_s: float = 0.0  # look again then
    ask: bool = False  # nobody can know: a person decides


def after_not_found(sight: Sight, looked: int, since: datetime, sent_at: datetime | None, now: datetime) -> Verdict:
    """Whether "not found" means "not done".

    Args:
        sight: what the look told.
        looked: how often it was looked for since it was last sent, this look included.
        since: when it was first looked for since then.
        sent_at: when it was last sent.
        now: now.
    """
    sent = sent_at or since
    if sight.certain:
        left = (sent + IN_FLIGHT - now).total_seconds()
        return Verdict(again=True) if left <= 0 or now < sent else Verdict(again=False, wait_s=left)
    newest = _moment(sight.newest_at)
    index_is_past = newest is not None and newest >= since + PROOF
    if looked >= LOOKS and now - since >= LAG and index_is_past:
        return Verdict(again=True)
    if now - since >= LOOKED_ENOUGH:
        return Verdict(again=False, ask=True)
    return Verdict(again=False, wait_s=min(LONGEST_LOOK_S, 2.0**looked))


def pause_s(attempts: int, jitter: Callable[[], float]) -> float:
    """Exponential backoff with full jitter: `attempts` from 1, `jitter` in [0, 1)."""
    longest = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(attempts - 1, 20))
    return longest * jitter()


def choices_of(error: TicketForgeError) -> tuple[Choice, ...]:
    """What a person may do with what was refused."""
    if isinstance(error, ScopeMissing):
        return Choice.RETRY, Choice.SETTLE
    if isinstance(error, BadInput):
        # An act of a later version goes out once this computer has that version.
        later = error.facts.get("field") == "kind"
        return (Choice.RETRY, Choice.SETTLE) if later else (Choice.CHANGE, Choice.SETTLE)
    if isinstance(error, ActRefused) and error.facts.get("reason") == "already_done":
        return Choice.SETTLE, Choice.RETRY
    return Choice.RETRY, Choice.CHANGE, Choice.SETTLE


def code_of(error: TicketForgeError) -> str:
    """The typed reason kept with a parked act."""
    if isinstance(error, ActRefused):
        return str(error.facts.get("reason", "refused"))
    return "bad_payload" if isinstance(error, BadInput) else error.code


def ends_the_run(error: TicketForgeError) -> bool:
    """Whether no act can be sent at all: the token, the shop, a frozen store."""
    if isinstance(error, TokenRefused | WrongShop | ProfileLocked):
        return True
    # A store that is frozen or locked refuses everything, and names neither errors nor a status of the request.
    shut = isinstance(error, StoreRefused) and not isinstance(error, ActRefused)
    return shut and "errors" not in error.facts and "status" not in error.facts


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
