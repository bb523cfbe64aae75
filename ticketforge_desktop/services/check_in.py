"""The door: one scan in, one verdict out, durable before it is told."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b
from time import perf_counter
from typing import NamedTuple

from ticketforge_desktop.domain.admission import (
    ADMITTED,
    ALREADY_USED,
    BarePolicy,
    Check,
    Decision,
    Direction,
    Facts,
    Trust,
    decide,
    decide_exit,
)
from ticketforge_desktop.domain.codes import SignedCode
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.scan_input import Scan, ScanKind, recognise
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.check_results import CheckResult, UndoResult
from ticketforge_desktop.services.ports.door import AdmissionLog, Attempt, DoorTicket, TicketBook, Use
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.signing import Verifier
from ticketforge_desktop.services.trusted_keys import TrustedKeys


class _Seen(NamedTuple):
    """What was looked up for a scan."""

    ticket: DoorTicket | None = None
    trust: Trust = Trust.NOT_SIGNED
    revoked_at: str = ""
    matches: int = 0
    event_elsewhere: bool = False
    issue: int = 0  # of a code; an EAN or a number has none


class _Passing(NamedTuple):
    """Who scanned what, where and when."""

    raw: str
    gate: str
    way: Direction
    staff_id: str
    at: datetime
    age_s: float | None


class CheckIn:
    """Checks tickets against the mirror and the station's own log; needs no network.

    Args:
        bare: tells what the gate does with an EAN or a number, which nobody signed; asked at each scan of one.
        rules: the gate's own checks, asked after the ticket's standing and before its use.
        stations_visible: how many stations' admissions this one knows, itself counted.
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
        rules: tuple[Check, ...] = (),
        stations_visible: Callable[[], int] = lambda: 1,
        timer: Callable[[], float] = perf_counter,
    ) -> None:
        self._book = book
        self._log = log
        self._keys = keys
        self._verifier = verifier
        self._clock = clock
        self._bare = bare
        self._rules = rules
        self._stations_visible = stations_visible
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
        facts = Facts(
            scan,
            chosen,
            seen.trust,
            seen.revoked_at,
            seen.ticket,
            seen.matches,
            seen.event_elsewhere,
            seen.issue,
            bare=self._policy(bare, seen),
            confirmed=confirmed,
        )
        settle = self._settle_exit if passing.way is Direction.EXIT else self._settle_entry
        decision, first = settle(facts, seen, passing)
        return CheckResult(
            decision.verdict,
            decision,
            seen.ticket,
            first,
            passing.age_s,
            self._stations_visible(),
            now,
            (self._timer() - begun) * 1000,
        )

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
        use = self._log.undo(wanted, _attempt(passing, ADMITTED, _Seen(ticket)), why)
        return UndoResult(wanted, use, why, now, staff.staff_id)

    def _policy(self, told: BarePolicy | None, seen: _Seen) -> BarePolicy:
        """What holds for this scan; signed ones need none, so nothing is looked up for them."""
        return told or (self._bare() if seen.trust is Trust.NOT_SIGNED else BarePolicy.CONFIRM)

    def _chosen(self, event_ids: Sequence[str]) -> frozenset[str]:
        chosen = frozenset(event_ids)
        if not chosen:
            raise BadInput("Choose the event that is let in.", field="event_ids", next_step="Name one: --event ID.")
        for event_id in chosen - self._known_events:
            if self._book.event_status(event_id) is None:
                raise NotFound(f"Event {event_id!r} is not in the mirror.", event_id=event_id)
            self._known_events.add(event_id)
        return chosen

    def _settle_entry(self, facts: Facts, seen: _Seen, passing: _Passing) -> tuple[Decision, Use | None]:
        """Decide, and let the log settle an admission: of two scans at once it takes one."""
        decision, use = decide(facts, self._rules), None
        if decision.verdict is Verdict.ADMITTED:
            use = self._log.admit(_attempt(passing, decision, seen))
            if use is None:
                return decision, None
        elif decision.verdict is Verdict.CONFIRM and seen.ticket is not None:
            # Nobody is asked about a ticket that is used up anyway.
            use = self._log.use_of(seen.ticket.ticket_id)
        decision = ALREADY_USED if use is not None else decision
        self._log.note(_attempt(passing, decision, seen))
        return decision, use

    def _settle_exit(self, facts: Facts, seen: _Seen, passing: _Passing) -> tuple[Decision, Use | None]:
        use = self._log.use_of(seen.ticket.ticket_id) if seen.ticket else None
        decision = decide_exit(facts._replace(inside=use is not None and use.inside))
        self._log.note(_attempt(passing, decision, seen))
        return decision, None

    def _look_up(self, scan: Scan, event_ids: Sequence[str], chosen: frozenset[str]) -> _Seen:
        if scan.code is not None:
            return self._look_up_code(scan.code, chosen)
        if scan.kind is ScanKind.NOTHING:
            return _Seen()
        find = self._book.by_ean if scan.kind is ScanKind.EAN else self._book.by_number
        found = find(scan.text, event_ids)
        if not found:
            # Another event's ticket: said so rather than "unknown".
            return _Seen(next(iter(find(scan.text, ())), None))
        return _Seen(found[0] if len(found) == 1 else None, matches=len(found))

    def _look_up_code(self, code: SignedCode, chosen: frozenset[str]) -> _Seen:
        """Only what is signed is believed: a code that is not gets no look-up and names no ticket."""
        payload, message, signature = code
        key = self._keys.find(payload.key_id)
        if key is None or not key.enrolled:
            return _Seen(trust=Trust.NOT_ENROLLED, issue=payload.issue)
        if not self._verifier.verify(key.public_key, message, signature):
            return _Seen(trust=Trust.WRONG, issue=payload.issue)
        trust = Trust.REVOKED if key.revoked_at else Trust.GOOD
        ticket = self._book.by_id(payload.ticket.hex())
        if ticket is not None:
            return _Seen(ticket, trust, key.revoked_at, 1, issue=payload.issue)
        named = self._book.events_by_tag(payload.event_tag)
        elsewhere = bool(named) and chosen.isdisjoint(named)
        return _Seen(None, trust, key.revoked_at, event_elsewhere=elsewhere, issue=payload.issue)


def _attempt(passing: _Passing, decision: Decision, seen: _Seen) -> Attempt:
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
