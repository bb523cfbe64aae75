"""The door: one scan in, one verdict out, durable before it is told."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from time import perf_counter
from typing import Final, NamedTuple

from ticketforge_desktop.domain.admission import (
    ADMITTED,
    ALREADY_USED,
    FORCED,
    NOT_INSIDE,
    BarePolicy,
    Decision,
    Direction,
    Facts,
    Reason,
    Trust,
    UnknownPolicy,
    decide,
    decide_exit,
)
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.gate_checks import gate_checks
from ticketforge_desktop.domain.gate_rules import GateRules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.scan_input import recognise
from ticketforge_desktop.domain.uses import SINGLE, Period
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.check_results import CheckResult, UndoResult
from ticketforge_desktop.services.dry_run import DryRuns
from ticketforge_desktop.services.gates import Ruling, Rulings
from ticketforge_desktop.services.look_up import LookUp, Seen
from ticketforge_desktop.services.ports.door import AdmissionLog, Attempt, TicketBook, Use
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.signing import Verifier
from ticketforge_desktop.services.stations_seen import StationSeen
from ticketforge_desktop.services.trusted_keys import TrustedKeys

_NO_RULES: Final = Ruling(GateRules(unknown=UnknownPolicy.REFUSE), EventTimes.of("", "", "", ""))


class _Passing(NamedTuple):
    """Who scanned what, where and when."""

    raw: str
    gate: str
    way: Direction
    staff_id: str
    at: datetime
    age_s: float | None


class _Settled(NamedTuple):
    """What was decided, the use that stands against it, and who of the ticket is inside now."""

    decision: Decision
    first: Use | None = None
    inside: int = 0


class CheckIn:
    """Checks tickets against the mirror and the station's own log; needs no network.

    Args:
        rulings: what holds for an event at a gate (`services.gates`); without them a ticket comes in once, at any time.
        bare: what the gate does with an EAN or a number where no ruling says; asked at each scan of one.
        undone: told of event and ticket after an undo, which may leave another door's admission standing.
        stations_visible: how many stations' admissions this one knows, itself counted; asked at each scan.
        stations: how many are enrolled.
        others: every other station, and up to when its log is known here.
        packed: when the blackout pack was made that the mirror is from; None for a mirror of its own.
    """

    def __init__(
        self,
        book: TicketBook,
        log: AdmissionLog,
        keys: TrustedKeys,
        verifier: Verifier,
        clock: Clock,
        *,
        bare: Callable[[], BarePolicy] = lambda: BarePolicy.CONFIRM,
        rulings: Rulings | None = None,
        undone: Callable[[str, str], None] = lambda _event, _ticket: None,
        stations_visible: Callable[[], int] = lambda: 1,
        packed: Callable[[], datetime | None] = lambda: None,
        stations: Callable[[], int] = lambda: 1,
        others: Callable[[], Sequence[StationSeen]] = lambda: (),
        timer: Callable[[], float] = perf_counter,
    ) -> None:
        self._book = book
        self._log = log
        self._look_up = LookUp(book, keys, verifier)
        self._clock = clock
        self._bare = bare
        self._rulings = rulings
        self._undone = undone
        self._stations_visible = stations_visible
        self._stations = stations
        self._others = others
        self._packed = packed
        self._timer = timer
        self._known_events: set[str] = set()

    def check(
        self,
        raw: str,
        event_ids: Sequence[str],
        gate: str,
        direction: str,
        staff: Staff,
        *,
        bare: BarePolicy | None = None,
        confirmed: bool = False,
        at: datetime | None = None,
    ) -> CheckResult:
        """Decide a scan. Whatever was scanned gets a verdict, and the attempt is durable when this returns.

        `confirmed` is the steward's yes to a ticket that came back as `confirm`; `at` decides as of another time.

        Raises:
            RightMissing: the person may not check in.
            BadInput: no event was chosen, or the direction is none.
            NotFound: a chosen event is not in the mirror.
            StorageTrouble: nothing could be written; nobody was admitted.
        """
        begun = self._timer()
        staff.require(Right.CHECK_IN)
        chosen = self._chosen(event_ids)
        now = self._clock.now() if at is None else at
        passing = _Passing(raw, gate, _direction(direction), staff.staff_id, now, self._book.age_s(now))
        scan = recognise(raw)
        seen = self._look_up(scan, event_ids, chosen)
        ruling = self._ruling(seen, chosen, gate)
        facts = Facts(
            scan,
            chosen,
            seen.trust,
            seen.revoked_at,
            seen.ticket,
            seen.matches,
            seen.event_elsewhere,
            seen.issue,
            bare=bare or ruling.rules.bare,
            confirmed=confirmed,
            mirrored=seen.mirrored,
            unknown=ruling.rules.unknown,
            lost=seen.lost,
        )
        settle = self._settle_exit if passing.way is Direction.EXIT else self._settle_entry
        decision, first, inside = settle(facts, seen, passing, ruling)
        return CheckResult(
            decision.verdict,
            decision,
            seen.ticket,
            first,
            passing.age_s,
            self._stations_visible(),
            now,
            (self._timer() - begun) * 1000,
            inside,
            ruling.rules.people.get(seen.ticket.category_id, 1) if seen.ticket else 1,
            stations=self._stations(),
            packed_at=self._packed(),
        )

    def force(self, ticket_id: str, reason: str, staff: Staff, gate: str = "") -> CheckResult:
        """Let somebody in whatever the verdict was, for a reason that is logged; `undo` takes it back.

        Raises:
            RightMissing: the person may not force admissions.
            BadInput: no reason was given.
            NotFound: no such ticket is in the mirror.
        """
        begun = self._timer()
        staff.require(Right.FORCE_ADMISSION)
        why = " ".join(reason.split())
        if not why:
            raise BadInput("Somebody is let in by hand for a reason only.", field="reason")
        wanted, now = ticket_id.strip().lower(), self._clock.now()
        ticket = self._book.by_id(wanted)
        if ticket is None:
            raise NotFound("No such ticket is in the mirror.", ticket=wanted)
        passing = _Passing(wanted, gate, Direction.ENTRY, staff.staff_id, now, self._book.age_s(now))
        before = self._log.force(_attempt(passing, FORCED, Seen(ticket)), why)
        return CheckResult(
            FORCED.verdict,
            FORCED,
            ticket,
            before,
            passing.age_s,
            self._stations_visible(),
            now,
            (self._timer() - begun) * 1000,
            stations=self._stations(),
            packed_at=self._packed(),
        )

    def others(self) -> Sequence[StationSeen]:
        """Every other station, and up to when its log is known here; not for the scan path."""
        return self._others()

    def dry_runs(self) -> DryRuns:
        """Decides this station's log again under other rules; writes nothing."""
        return DryRuns(self._log, self._book)

    def undo(self, ticket_id: str, reason: str, staff: Staff, gate: str = "") -> UndoResult:
        """Take an admission back by a compensating entry; the ticket may be used again.

        Raises:
            RightMissing: the person may not undo.
            BadInput: no reason was given.
            NotFound: the ticket has no admission that counts.
        """
        staff.require(Right.UNDO_ADMISSION)
        why = reason.strip()
        if not why:
            raise BadInput("An admission is taken back for a reason only.", field="reason")
        wanted = ticket_id.strip().lower()
        now = self._clock.now()
        ticket = self._book.by_id(wanted)
        passing = _Passing(wanted, gate, Direction.ENTRY, staff.staff_id, now, self._book.age_s(now))
        use = self._log.undo(wanted, _attempt(passing, ADMITTED, Seen(ticket)), why)
        if ticket is not None:
            self._undone(ticket.event_id, wanted)
        return UndoResult(wanted, use, why, now, staff.staff_id)

    def _ruling(self, seen: Seen, chosen: frozenset[str], gate: str) -> Ruling:
        """What holds for this scan. Nothing is asked for where the ticket's own event is not let in here."""
        if self._rulings is not None and seen.ticket is not None and seen.ticket.event_id in chosen:
            return self._rulings(seen.ticket.event_id, gate)
        if seen.trust is Trust.NOT_SIGNED:
            return Ruling(replace(_NO_RULES.rules, bare=self._bare()), _NO_RULES.times)
        return _NO_RULES

    def _chosen(self, event_ids: Sequence[str]) -> frozenset[str]:
        chosen = frozenset(event_ids)
        if not chosen:
            raise BadInput("Choose the event that is let in.", field="event_ids", next_step="Name one: --event ID.")
        for event_id in chosen - self._known_events:
            if self._book.event_status(event_id) is None:
                raise NotFound(f"Event {event_id!r} is not in the mirror.", event_id=event_id)
            self._known_events.add(event_id)
        return chosen

    def _settle_entry(self, facts: Facts, seen: Seen, passing: _Passing, ruling: Ruling) -> _Settled:
        """Decide, and let the log settle an admission: of two scans at once it takes one."""
        rules, times = ruling
        decision, use = decide(facts, gate_checks(rules, times, passing.at)), None
        ticket = seen.ticket
        if decision.verdict is Verdict.ADMITTED and ticket is not None:
            today = rules.day(passing.at, times).isoformat() if rules.period is Period.DAY else ""
            told = decision
            if facts.confirmed and not decision.reason:
                told = decision._replace(reason=Reason.BARE_NUMBER)  # a person answered for it: the log says so
            passed = self._log.enter(_attempt(passing, told, seen), rules.allowance(ticket.category_id), today)
            if passed.verdict is Verdict.ALREADY_USED:
                return _Settled(ALREADY_USED, passed.before)
            return _Settled(decision._replace(verdict=passed.verdict), None, passed.inside)
        if decision.verdict is Verdict.CONFIRM and ticket is not None and rules.allowance(ticket.category_id) == SINGLE:
            # Nobody is asked about a ticket that is used up anyway.
            use = self._log.use_of(ticket.ticket_id)
        decision = ALREADY_USED if use is not None else decision
        self._log.note(_attempt(passing, decision, seen))
        return _Settled(decision, use)

    def _settle_exit(self, facts: Facts, seen: Seen, passing: _Passing, _ruling: Ruling) -> _Settled:
        """Whoever is inside may leave; the log knows who is."""
        decision = decide_exit(facts._replace(inside=True))
        if decision.verdict is Verdict.EXITED:
            passed = self._log.leave(_attempt(passing, decision, seen))
            return _Settled(decision if passed.verdict is Verdict.EXITED else NOT_INSIDE, None, passed.inside)
        self._log.note(_attempt(passing, decision, seen))
        return _Settled(decision)


def _attempt(passing: _Passing, decision: Decision, seen: Seen) -> Attempt:
    ticket = seen.ticket
    digest = blake2b(passing.raw.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Attempt(
        at=passing.at,
        nonce=secrets.token_hex(16),
        input_digest=digest,
        ticket_id=ticket.ticket_id if ticket else "",
        event_id=ticket.event_id if ticket else "",
        verdict=decision.verdict,
        reason=str(decision.reason),
        gate=passing.gate,
        direction=str(passing.way),
        staff_id=passing.staff_id,
        issue=seen.issue or (ticket.issue if ticket else 0),
        mirror_age_s=passing.age_s,
        category=ticket.category if ticket else "",
        order=ticket.order if ticket else "",
        holder=ticket.holder if ticket else "",
    )


def _direction(text: str) -> Direction:
    try:
        return Direction(text)
    except ValueError:
        raise BadInput(f"{text!r} is no direction: entry or exit.", field="direction", value=text) from None
