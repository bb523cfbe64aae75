"""What two processes of one station tell each other of a sync, as JSON objects: how far it is, how it ended, errors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.stock_alerts import RaisedAlert
from ticketforge_desktop.services.sync_views import Budget
from ticketforge_desktop.services.syncing import SyncProgress

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended that another process did. `mended` counts what a check put right, 0 for a sync."""

    changes: ChangeSet
    mended: int = 0
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What else a process leaves to the one that started it, however its run ended.

    `spent` are points it took of the store's bucket, `budget` is how the bucket was left.
    """

    alerts: tuple[RaisedAlert, ...]
    budget: Budget
    spent: float


def step_told(step: SyncProgress) -> Message:
    """A step of a sync."""
    return {"step": [step.phase, step.feed, step.done, step.total]}


def step_heard(message: Message) -> SyncProgress:
    """The step again."""
    phase, feed, done, total = message["step"]
    return SyncProgress(str(phase), str(feed), int(done), int(total))


def outcome_told(outcome: Outcome) -> Message:
    """How a run ended."""
    changes = outcome.changes
    return {
        "done": {
            "kinds": sorted(changes.kinds),
            "ids": {str(kind): sorted(ids) for kind, ids in changes.ids.items()},
            "mended": outcome.mended,
            "stopped": outcome.stopped,
        }
    }


def outcome_heard(message: Message) -> Outcome:
    """The outcome again."""
    told = message["done"]
    kinds = frozenset(Kind(kind) for kind in told["kinds"])
    ids = {Kind(kind): frozenset(named) for kind, named in told["ids"].items()}
    return Outcome(ChangeSet(kinds, ids), int(told["mended"]), bool(told["stopped"]))


def budget_told(budget: Budget) -> Message:
    """How the store's bucket is."""
    return {"budget": [budget.capacity, budget.restore_rate, budget.available, budget.used_share]}


def budget_heard(message: Message) -> Budget:
    """The bucket again."""
    return Budget(*message["budget"])


def left_told(left: Left) -> Message:
    """What a process leaves."""
    alerts = [[getattr(alert, name) for name in alert.__slots__] for alert in left.alerts]
    return {"left": {"alerts": alerts, "spent": left.spent, **budget_told(left.budget)}}


def left_heard(message: Message) -> Left:
    """The same again."""
    told = message["left"]
    return Left(tuple(_alert(values) for values in told["alerts"]), budget_heard(told), float(told["spent"]))


def error_told(error: TicketForgeError) -> Message:
    """An expected failure, with all that the window says of it."""
    return {"error": {**error.as_json(), "facts": json.loads(json.dumps(error.facts, default=str))}}


def error_heard(message: Message) -> TicketForgeError:
    """The failure again, of the class that has its code; whoever asks by class is answered as by the first."""
    told = message["error"]
    kind = _BY_CODE.get(told["code"], TicketForgeError)
    facts: Mapping[str, object] = told["facts"]
    error = kind(told["message"], next_step=told["next_step"])
    error.facts.update(facts)
    return error


def _alert(values: Sequence[Any]) -> RaisedAlert:
    event_id, variant_id, title, category, level, available, capacity = values
    return RaisedAlert(event_id, variant_id, title, category, StockLevel(level), available, capacity)


def _by_code(kind: type[TicketForgeError]) -> dict[str, type[TicketForgeError]]:
    found = {kind.code: kind}
    for below in kind.__subclasses__():
        # A class without a code of its own has its parent's, and the parent stands for it.
        found = _by_code(below) | found
    return found


_BY_CODE: Final = _by_code(TicketForgeError)
