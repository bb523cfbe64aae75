"""The nightly sweep: every id of the mirror is asked for, and what the store lacks goes.

It comes in slices, each with its own place in the line of requests, so that syncs go on in between; how far it is
stands in the mirror, and a killed sweep goes on there. Nothing is taken out before a whole kind was asked for and what
seemed gone was asked for again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.services.ports.mirror import MirrorWriter
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.sync.deletions import take_out
from ticketforge_desktop.sync.guard import ALL_ORDERS, VISIBLE_DAYS, credible
from ticketforge_desktop.sync.overlap import before
from ticketforge_desktop.sync.steps import Steps

FACT: Final = "sweep"
KINDS: Final = ("product", "variant", "order", "customer")
IDS_A_REQUEST: Final = 250
_SCOPES: Final = {"product": "products", "variant": "products", "order": "orders", "customer": "customers"}
_MOST_MISSING: Final = 50_000  # noted by number; beyond that it is no deletion in any case


@dataclass(slots=True)
class Sweeping:
    """How far a sweep is; kept as JSON in the mirror."""

    kind: int = 0  # of KINDS; behind the last one it is complete
    after: int = 0
    missing: list[int] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    withheld: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    requests: int = 0
    cost: int = 0
    throttled: int = 0
    seconds: float = 0.0

    @classmethod
    def read(cls, text: str) -> Sweeping:
        """What was kept; a new one for nothing or for what another version kept."""
        try:
            return cls(**json.loads(text)) if text else cls()
        except (TypeError, ValueError):
            return cls()

    @property
    def complete(self) -> bool:
        """Whether every kind was asked for."""
        return self.kind >= len(KINDS)


class Sweep:
    """One slice of a sweep."""

    def __init__(self, store: Store, mirror: MirrorWriter) -> None:
        self._store, self._mirror = store, mirror
        self.state = Sweeping.read(mirror.fact(FACT))

    def run(self, steps: Steps, most_requests: int) -> ChangeSet:
        """Go on for so many requests, or to the end. Raises as the store and the mirror do; nothing is lost by it."""
        scopes, state = self._store.facts().scopes, self.state
        visible = "" if ALL_ORDERS in scopes else before(self._store.time(), timedelta(days=VISIBLE_DAYS - 1))
        changes = ChangeSet()
        for _ in range(most_requests):
            if state.complete:
                break
            kind = KINDS[state.kind]
            if not {f"read_{_SCOPES[kind]}", f"write_{_SCOPES[kind]}"}.intersection(scopes):
                state.skipped.append(kind)
                self._next()
                continue
            young = visible if kind == "order" else ""
            ids = self._mirror.ids(kind, state.after, IDS_A_REQUEST, created_since=young)
            if not ids:
                changes |= self._settle(kind)
                self._next()
                continue
            there = self._store.existing(kind, ids)
            state.missing += [number for number in ids if number not in there][: _MOST_MISSING - len(state.missing)]
            state.checked[kind] = state.checked.get(kind, 0) + len(ids)
            state.after = ids[-1]
            self.keep()
            steps.at("checking", f"{kind}s", state.checked[kind])
        return changes

    def keep(self) -> None:
        """Write down how far it is; a complete one leaves nothing behind."""
        self._mirror.put_fact(FACT, "" if self.state.complete else json.dumps(asdict(self.state)))

    def _next(self) -> None:
        self.state.kind, self.state.after, self.state.missing = self.state.kind + 1, 0, []
        self.keep()

    def _settle(self, kind: str) -> ChangeSet:
        """A whole kind was asked for: take out what is still missing, unless that is too much to be true."""
        state = self.state
        if not state.missing:
            return ChangeSet()
        if not credible(len(state.missing), state.checked[kind]):
            state.withheld[kind] = len(state.missing)
            return ChangeSet()
        there = self._store.existing(kind, state.missing)
        gone = [number for number in state.missing if number not in there]
        changes = take_out(self._store, self._mirror, kind, gone)
        if gone:
            state.removed[kind] = len(gone)
        return changes
