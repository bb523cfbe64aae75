"""One act's turn, from "may it be sent?" to its line in the story. Never raises for what a store may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    ConnectionTrouble,
    NetworkUnavailable,
    ScopeMissing,
    StorageTrouble,
    StoreBusy,
    StoreRefused,
    TicketForgeError,
)
from ticketforge_desktop.services.ports.outbox import (
    Choice,
    KeySpent,
    OutboxEntry,
    SendQueue,
    Sight,
    StoreActs,
    StoreWorking,
)
from ticketforge_desktop.sync.push_rules import (
    Next,
    after_not_found,
    choices_of,
    code_of,
    ends_the_run,
    first_step,
    pause_s,
)

_BUSY_S: Final = 1.0
_UNKNOWN: Final = (
    "An earlier attempt may have reached the store, and the store does not show whether it did. Look in the store's"
    " admin: if it is there, settle this by hand; if not, send it again."
)


class Ended(Enum):
    """How an act's turn ended."""

    DONE = "done"
    WAITS = "waits"
    PARKED = "parked"
    HOLD = "hold"  # all must wait: no network, an empty bucket
    STOP = "stop"  # nothing can be sent: token, shop


@dataclass(frozen=True, slots=True)
class Turn:
    """The end of an act's turn."""

    ended: Ended
    sent: bool = False  # whether anything left
    wait_s: float = 0.0  # for HOLD
    error: Exception | None = None  # for STOP, and a crash


class Sender:
    """Works off single acts; used by several threads at once.

    Args:
        queue: the rows.
        acts: the store.
        now: the store's time.
        jitter: a number in [0, 1).
    """

    def __init__(
        self, queue: SendQueue, acts: StoreActs, now: Callable[[], datetime], jitter: Callable[[], float]
    ) -> None:
        self._queue, self._acts, self._now, self._jitter = queue, acts, now, jitter

    def turn(self, entry: OutboxEntry) -> Turn:
        """Send it, look for it, or leave it waiting. What is not expected parks the act and comes back as an error."""
        on_the_way = OnTheWay(self._queue, entry.outbox_id)
        try:
            step = first_step(entry, self._acts.safety(entry.kind), self._now())
            if step is Next.LOOK:
                looked = self._look(entry, on_the_way)
                if looked is not None:
                    return looked
                self._queue.new_key(entry.outbox_id)
            elif step is Next.GLANCE:
                sight = self._acts.find(entry, on_the_way)
                if sight is not None and sight.result is not None:
                    return self._found(entry, sight.result.facts)
            elif step is Next.RENEW:
                self._queue.new_key(entry.outbox_id)
            return self._send(entry, on_the_way)
        except StorageTrouble:
            raise  # nothing can be written down: nothing more is sent
        except Conflict:
            return Turn(Ended.WAITS)  # a person was faster: the row is not ours any more
        except TicketForgeError as error:
            return self._failed(entry, error, on_the_way)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one act never stops the rest
            return self._crashed(entry, error, on_the_way)

    def _send(self, entry: OutboxEntry, on_the_way: OnTheWay) -> Turn:
        stored = self._queue.begin(entry.outbox_id, self._now())
        on_the_way.begun = True
        result = self._acts.perform(stored, on_the_way)
        self._queue.done(entry.outbox_id, result.facts, self._now())
        return Turn(Ended.DONE, sent=True)

    def _look(self, entry: OutboxEntry, on_the_way: OnTheWay) -> Turn | None:
        """None: it is not there, so it may be sent."""
        sight = self._acts.find(entry, on_the_way)
        now = self._now()
        if sight is None:
            return self._ask_a_person(entry, now)
        if sight.result is not None:
            return self._found(entry, sight.result.facts)
        looked, since = self._count_look(entry, on_the_way, sight, now)
        verdict = after_not_found(sight, looked, since, entry.sent_at, now)
        if verdict.again:
            return None
        if verdict.ask:
            return self._ask_a_person(entry, now)
        self._queue.wait(
            entry.outbox_id,
            now + timedelta(seconds=verdict.wait_s),
            now,
            maybe_done=True,
            outcome="not_found",
            code="looked_for",
            words="The store does not show it yet; it is looked for again before anything is sent a second time.",
        )
        return Turn(Ended.WAITS)

    def _found(self, entry: OutboxEntry, facts: Mapping[str, object]) -> Turn:
        self._queue.done(entry.outbox_id, facts, self._now(), found=True)
        return Turn(Ended.DONE)

    def _count_look(
        self, entry: OutboxEntry, on_the_way: OnTheWay, sight: Sight, now: datetime
    ) -> tuple[int, datetime]:
        """How often it was looked for since it was last sent, and since when; durable."""
        if sight.certain:
            return 1, now
        sent = entry.sent_at.isoformat() if entry.sent_at else ""
        kept = entry.progress.get("looks")
        known = kept if isinstance(kept, dict) and kept.get("sent") == sent else {}
        count, since = int(known.get("count", 0)) + 1, str(known.get("since") or now.isoformat())
        on_the_way.keep(looks={"sent": sent, "count": count, "since": since})
        return count, datetime.fromisoformat(since)

    def _failed(self, entry: OutboxEntry, error: TicketForgeError, on_the_way: OnTheWay) -> Turn:
        """What an error of the store means for the act, and for all."""
        now, began = self._now(), on_the_way.begun
        maybe = entry.maybe_done or (began and bool(error.facts.get("maybe_done")))
        if ends_the_run(error):
            self._wait(entry, now, 0.0, maybe, "busy", error)
            return Turn(Ended.STOP, sent=began, error=error)
        if isinstance(error, KeySpent):
            self._queue.new_key(entry.outbox_id)
            self._wait(entry, now, pause_s(1, self._jitter), False, "refused", error)
            return Turn(Ended.WAITS, sent=began)
        if isinstance(error, StoreWorking):
            self._wait(entry, now, _wait_of(error), began or maybe, "busy", error)
            return Turn(Ended.WAITS, sent=began)
        if isinstance(error, StoreBusy):
            wait_s = _wait_of(error)
            self._wait(entry, now, wait_s, maybe, "busy", error)
            return Turn(Ended.HOLD, sent=began, wait_s=wait_s)
        if isinstance(error, StoreRefused | BadInput | ScopeMissing):
            still = entry.maybe_done and not (began and isinstance(error, StoreRefused))
            self._park(entry, now, still, code_of(error), error.message, choices_of(error))
            return Turn(Ended.PARKED, sent=began)
        if isinstance(error, ConnectionTrouble):
            wait_s = pause_s(entry.attempts + 1, self._jitter)
            self._wait(entry, now, wait_s, maybe, "lost", error)
            # Something left and came to nothing: this act's own trouble. Nothing left at all: everybody's.
            alone = bool(error.facts.get("maybe_done")) or not isinstance(error, NetworkUnavailable)
            return Turn(Ended.WAITS if alone else Ended.HOLD, sent=began, wait_s=wait_s)
        return self._crashed(entry, error, on_the_way)

    def _crashed(self, entry: OutboxEntry, error: Exception, on_the_way: OnTheWay) -> Turn:
        words = f"The program stumbled over this act: {error!r}"
        maybe = entry.maybe_done or on_the_way.begun
        self._park(entry, self._now(), maybe, "crash", words, (Choice.RETRY, Choice.SETTLE))
        return Turn(Ended.PARKED, sent=on_the_way.begun, error=error)

    def _ask_a_person(self, entry: OutboxEntry, now: datetime) -> Turn:
        self._park(entry, now, True, "maybe_done", _UNKNOWN, (Choice.RETRY, Choice.SETTLE))
        return Turn(Ended.PARKED)

    def _wait(
        self, entry: OutboxEntry, now: datetime, wait_s: float, maybe: bool, outcome: str, error: TicketForgeError
    ) -> None:
        until = now + timedelta(seconds=wait_s)
        self._queue.wait(
            entry.outbox_id, until, now, maybe_done=maybe, outcome=outcome, code=error.code, words=error.message
        )

    def _park(
        self,
        entry: OutboxEntry,
        now: datetime,
        maybe: bool,
        code: str,
        words: str,
        choices: tuple[Choice, ...],
    ) -> None:
        self._queue.park(entry.outbox_id, now, maybe_done=maybe, code=code, words=words, choices=choices)


class OnTheWay:
    """`Sending` for one act."""

    def __init__(self, queue: SendQueue, outbox_id: int) -> None:
        self._queue, self._outbox_id = queue, outbox_id
        self.begun = False

    def keep(self, **progress: object) -> None:
        self._queue.keep(self._outbox_id, progress)

    def made(self, source: str) -> Mapping[str, object] | None:
        return self._queue.made(source)


def _wait_of(error: StoreBusy) -> float:
    told = error.facts.get("wait_s")
    return float(told) if isinstance(told, int | float) else _BUSY_S
