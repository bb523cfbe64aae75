"""The rules that hold at a gate for an event, and the people who may change them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.gate_rules import GateRules, merge_rules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.gates import BlockedTicket, GateStore, RuleLayer

# Rules change a few times an evening, scans come by the second: what was read is believed for so long, and given up
# at once when this window changes them.
_SAME_S: Final = 1.0
LONGEST_REASON: Final = 200


class Ruling(NamedTuple):
    """What holds for one event at one gate, and the event's times they are reckoned by."""

    rules: GateRules
    times: EventTimes


class Rulings(Protocol):
    """Tells the ruling of an event at a gate; asked at every scan."""

    def __call__(self, event_id: str, gate: str) -> Ruling: ...


class Gates:
    """Rules of gates and events, layer over layer.

    Args:
        store: where the layers are kept.
        station: the weakest layer, from the settings.
        times: an event's own times.
        event_of: the event of a ticket, "" where the mirror does not hold it: in whose log a block goes to the others.
    """

    def __init__(
        self,
        store: GateStore,
        station: Callable[[], Mapping[str, object]],
        times: Callable[[str], EventTimes],
        *,
        event_of: Callable[[str], str] = lambda _ticket: "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._station, self._times, self._clock = store, station, times, clock
        self._event_of = event_of
        self._known: dict[tuple[str, str], tuple[float, Ruling]] = {}
        self._lock = threading.Lock()

    def __call__(self, event_id: str, gate: str) -> Ruling:
        """The ruling now."""
        now, place = self._clock(), (event_id, gate)
        known = self._known.get(place)
        if known is not None and now - known[0] < _SAME_S:
            return known[1]
        ruling = Ruling(self.rules(event_id, gate), self._times(event_id))
        with self._lock:
            self._known[place] = (now, ruling)
        return ruling

    def rules(self, event_id: str, gate: str) -> GateRules:
        """Read anew. A layer that an older or newer program wrote and this one can't read counts field by field."""
        rules = merge_rules([self._station()])
        for layer in self._store.layers(event_id, gate):
            rules = _believed(layer, rules)
        return rules

    def layers(self, event_id: str, gate: str) -> list[RuleLayer]:
        """What there is for an event at a gate, weakest first: of station, gate, event, event here."""
        kept = {(layer.event_id, layer.gate): layer for layer in self._store.all_layers()}
        kept["", ""] = RuleLayer("", "", self._station())
        places = dict.fromkeys([("", ""), ("", gate), (event_id, ""), (event_id, gate)])
        return [kept[place] for place in places if place in kept]

    def tried(self, event_id: str, gate: str, changed: RuleLayer) -> GateRules:
        """What would hold if this layer took the place of the one kept there. Raises BadInput; nothing is written."""
        return with_layer(self.layers(event_id, gate), changed)

    def change(self, event_id: str, gate: str, layer: Mapping[str, object], staff: Staff) -> GateRules:
        """Keep a layer and tell what holds now.

        Raises:
            RightMissing: the person may not edit events.
            BadInput: a rule that is none, or neither event nor gate named; nothing was changed.
        """
        staff.require(Right.EDIT_EVENTS)
        if not event_id and not gate:
            raise BadInput("Rules belong to an event, a gate, or an event at a gate.", field="gate")
        merge_rules([layer])
        self._store.put_layer(event_id, gate, layer, staff)
        with self._lock:
            self._known.clear()
        return self.rules(event_id, gate)

    def block(self, ticket_id: str, reason: str, staff: Staff, *, event_id: str = "", gate: str = "") -> None:
        """Block a ticket: here at once, at every other door as soon as both exchanged their logs.

        Args:
            event_id: the ticket's, where the caller knows it; else the mirror is asked. A ticket of no known event is
                blocked here alone, until the mirror knows it (`tell`).
            gate: where somebody did it at a gate.

        Raises:
            RightMissing; BadInput: without a reason.
        """
        staff.require(Right.FORCE_ADMISSION)
        why = " ".join(reason.split())
        if not why or len(why) > LONGEST_REASON:
            raise BadInput("A ticket is blocked for a reason, in a few words.", field="reason", value=reason)
        wanted = ticket_id.strip().lower()
        self._store.block(wanted, why, staff, event_id or self._event_of(wanted), gate)

    def blocked(self) -> dict[str, BlockedTicket]:
        """The tickets that are blocked, as far as it is known here, by their id."""
        return {row.ticket_id: row for row in self._store.blocked()}

    def unblock(self, ticket_id: str, staff: Staff, *, event_id: str = "", gate: str = "") -> None:
        """Let a blocked ticket pass again, wherever it was blocked. Raises RightMissing, NotFound."""
        staff.require(Right.FORCE_ADMISSION)
        wanted = ticket_id.strip().lower()
        self._store.unblock(wanted, staff, event_id or self._event_of(wanted), gate)

    def tell(self) -> None:
        """Blocks that no log tells the others go into their event's: of tickets that the mirror has come to know, and
        those made before doors told each other."""
        for row in self._store.blocked():
            event_id = "" if row.event_id else self._event_of(row.ticket_id)
            if event_id:
                self._store.tell(row.ticket_id, event_id)


def with_layer(layers: Sequence[RuleLayer], changed: RuleLayer) -> GateRules:
    """What holds when `changed` takes its place among layers, weakest first. Raises BadInput where it is no rule."""
    merge_rules([changed.rules])
    rules, put = GateRules(), False
    for layer in layers:
        same = (layer.event_id, layer.gate) == (changed.event_id, changed.gate)
        if not put and (same or _rank(layer) > _rank(changed)):
            rules, put = merge_rules([changed.rules], rules), True
        if not same:
            rules = _believed(layer.rules, rules)
    return rules if put else merge_rules([changed.rules], rules)


def _believed(layer: Mapping[str, object], rules: GateRules) -> GateRules:
    """A kept layer over others; what can't be read in it is passed over."""
    for name, value in layer.items():
        try:
            rules = merge_rules([{name: value}], rules)
        except BadInput:
            continue
    return rules


def _rank(layer: RuleLayer) -> tuple[bool, bool]:
    return bool(layer.event_id), bool(layer.gate)
