"""What changed rules would have made of an evening: its log is decided again, and nothing is written.

What stood before the rules (a forged code, a refund, another event) stays as it was. Everything else is asked again in
the order of the log, and who is inside follows from the new answers: a group that was refused its third entry gets it
where the changed rules grant it. Two things the log does not keep are taken as they were: whether an admitted ticket
was scanned or its bare number typed, and when the house was emptied.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from ticketforge_desktop.domain import uses
from ticketforge_desktop.domain.admission import BarePolicy, Decision, Facts, Reason, UnknownPolicy
from ticketforge_desktop.domain.gate_checks import gate_checks
from ticketforge_desktop.domain.gate_rules import GateRules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.scan_input import recognise
from ticketforge_desktop.domain.uses import FRESH, Period, UseState
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.ports.door import AdmissionLog, DoorTicket, Logged, TicketBook
from ticketforge_desktop.services.ports.gates import RuleLayer

# Verdicts that a gate's rules have a say in; all others were decided before them.
_RULED: Final = frozenset(
    {
        Verdict.ADMITTED,
        Verdict.READMITTED,
        Verdict.ALREADY_USED,
        Verdict.WRONG_GATE,
        Verdict.TOO_EARLY,
        Verdict.TOO_LATE,
        Verdict.CONFIRM,
    }
)
_NOTHING: Final = recognise("")
_UNSEEN: Final = str(Reason.NOT_SYNCED_YET)

RulesAt = Callable[[str], GateRules]  # the changed rules by gate


class Differing(NamedTuple):
    """A scan that would have been answered otherwise. `told`: when the ticket would pass."""

    at: datetime
    order: str
    gate: str
    before: Verdict
    after: Verdict
    reason: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What came of it; `scans` were decided again."""

    event_id: str
    scans: int
    before: dict[Verdict, int]
    after: dict[Verdict, int]
    differing: tuple[Differing, ...]

    @property
    def changes(self) -> dict[tuple[Verdict, Verdict], int]:
        """How often an answer turned into which other."""
        return dict(Counter((row.before, row.after) for row in self.differing))


class DryRuns:
    """Decides logged scans again. Takes about as long as reading the log: for a worker."""

    def __init__(self, log: AdmissionLog, book: TicketBook) -> None:
        self._log, self._book = log, book

    def of_layer(self, gates: Gates, event_id: str, gate: str, changed: RuleLayer) -> DryRun:
        """Try one layer of rules on the event's own log; while it has none, on the last evening at this gate.

        Categories belong to an event: on another event's log they are left out. Raises BadInput where a rule is none.
        """
        told = self.run(event_id, changed.gate, lambda at: gates.tried(event_id, at, changed)) if event_id else None
        if told is not None and told.scans:
            return told
        last = self._log.last_event(changed.gate or gate)
        lent = {name: value for name, value in changed.rules.items() if name not in ("categories", "people")}
        layer = RuleLayer(last if changed.event_id else "", changed.gate, lent)
        return self.run(last, changed.gate or gate, lambda at: gates.tried(last, at, layer))

    def run(self, event_id: str, gate: str, rules_at: RulesAt) -> DryRun:
        """Decide this event's log again under the rules `rules_at` tells for each gate.

        Args:
            event_id: whose log; "" is the event last scanned at this gate.
            gate: only scans at this gate are told of ("": at any); all move who is inside.
        """
        event_id = event_id or self._log.last_event(gate)
        evening = _Evening(self._book, event_id, rules_at)
        before: Counter[Verdict] = Counter()
        after: Counter[Verdict] = Counter()
        differing: list[Differing] = []
        for entry in self._log.logged([event_id]) if event_id else ():
            decision = evening.pass_by(entry)
            if decision is None or gate not in ("", entry.gate):
                continue
            was = Verdict(entry.verdict)
            before[was] += 1
            after[decision.verdict] += 1
            if decision.verdict is not was:
                reason, told = str(decision.reason), decision.at
                differing.append(Differing(entry.at, entry.order, entry.gate, was, decision.verdict, reason, told))
        return DryRun(event_id, before.total(), dict(before), dict(after), tuple(differing))


class _Came(NamedTuple):
    """What an entry did."""

    returned: bool
    raised: int  # by how much it raised who is inside


class _Evening:
    """Who is inside, under the changed rules."""

    def __init__(self, book: TicketBook, event_id: str, rules_at: RulesAt) -> None:
        self._book = book
        self._times: EventTimes = book.event_times(event_id) if event_id else EventTimes.of("", "", "", "")
        self._rules_at = rules_at
        self._rules: dict[str, GateRules] = {}
        self._tickets: dict[str, DoorTicket | None] = {}
        self._states: dict[str, UseState] = {}
        # By ticket, the entries of the log that stand: what each does under the changed rules, None where nothing.
        self._came: defaultdict[str, list[_Came | None]] = defaultdict(list)

    def pass_by(self, entry: Logged) -> Decision | None:
        """The answer now; None for what was no scan (somebody's act), which moves people as it did."""
        if entry.kind == "exit_all":
            self._states = {key: uses.leave_all(state) for key, state in self._states.items()}
            return None
        if entry.kind == "force" or entry.kind.startswith("undo"):
            self._act(entry)
            return None
        was = Verdict(entry.verdict)
        if was in (Verdict.EXITED, Verdict.NOT_INSIDE):
            verdict, self._states[entry.ticket_id] = uses.leave(self._state(entry))
            return Decision(verdict)
        if was not in _RULED or not entry.ticket_id:
            return Decision(was, _reason(entry.reason))
        return self._enter(entry, was)

    def _enter(self, entry: Logged, was: Verdict) -> Decision:
        standing = self._came[entry.ticket_id]
        if entry.kind == "admit":
            standing.append(None)
        rules = self._rules.setdefault(entry.gate, self._rules_at(entry.gate))
        ticket = self._ticket(entry.ticket_id)
        facts = Facts(_NOTHING, frozenset(), ticket=ticket)
        for check in gate_checks(rules, self._times, entry.at):
            refused = check(facts)
            if refused is not None:
                return refused
        if entry.reason == _UNSEEN and rules.unknown is UnknownPolicy.REFUSE:
            return Decision(Verdict.UNKNOWN, Reason.NOT_KNOWN_HERE)
        today = rules.day(entry.at, self._times).isoformat() if rules.period is Period.DAY else ""
        allowance = rules.allowance(ticket.category_id if ticket is not None else "")
        before = self._state(entry)
        verdict, state = uses.enter(before, allowance, today)
        if verdict is Verdict.ALREADY_USED:
            return Decision(verdict, Reason.USED)
        if was is Verdict.CONFIRM and _asks(entry, rules):
            return Decision(was, _reason(entry.reason))
        self._states[entry.ticket_id] = state
        if entry.kind == "admit":
            raised = state.inside - uses.in_period(before, allowance, today).inside
            standing[-1] = _Came(verdict is Verdict.READMITTED, raised)
        return Decision(verdict)

    def _act(self, entry: Logged) -> None:
        state, standing = self._state(entry), self._came[entry.ticket_id]
        if entry.kind == "force":
            standing.append(_Came(returned=False, raised=1))
            after = state._replace(used=state.used + 1, inside=state.inside + 1)
        else:
            # Where none of ours stands it took back another station's, which is not in this log.
            came = standing.pop() if standing else None
            after = state if came is None else uses.take_back(state, returned=came.returned, raised=came.raised)
        self._states[entry.ticket_id] = after

    def _state(self, entry: Logged) -> UseState:
        return self._states.get(entry.ticket_id, FRESH)

    def _ticket(self, ticket_id: str) -> DoorTicket | None:
        if ticket_id not in self._tickets:
            self._tickets[ticket_id] = self._book.by_id(ticket_id)
        return self._tickets[ticket_id]


def _asks(entry: Logged, rules: GateRules) -> bool:
    """Whether a person would still be asked, as one was."""
    if entry.reason == _UNSEEN:
        return rules.unknown is not UnknownPolicy.ADMIT
    return rules.bare is BarePolicy.CONFIRM


def _reason(text: str) -> Reason:
    try:
        return Reason(text)
    except ValueError:
        return Reason.NONE
