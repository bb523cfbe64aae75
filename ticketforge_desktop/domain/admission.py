"""The door's decision: pure, its checks in a written order, the first reason that applies.

Entry: 1 recognised · 2 signature and key · 3 one ticket matches · 4 event chosen · 5 issue current · 6 order
cancelled, refunded, unpaid · 7 event cancelled · 8 blocked · 9 the gate's rules (`gate_checks`: category, day, time) ·
10 not used yet · 11 a person confirms a bare number, or a signed code the mirror does not know yet · admitted.

Exit: 1 – 4 as above, then whether its holder is inside: nobody is kept in because an order was refunded meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.domain.codes import CodeFault
from ticketforge_desktop.domain.events import EventStatus, TicketState
from ticketforge_desktop.domain.scan_input import Scan, ScanKind
from ticketforge_desktop.domain.verdicts import Verdict


class Reason(StrEnum):
    """Why: stable codes, which the window translates; `words` has them in English."""

    NONE = ""
    NO_TICKET = "no_ticket"
    CODE_LENGTH = "code_length"
    CODE_CHECKSUM = "code_checksum"
    CODE_FORMAT = "code_format"
    CODE_VERSION = "code_version"
    SIGNATURE_WRONG = "signature_wrong"
    KEY_NOT_ENROLLED = "key_not_enrolled"
    KEY_REVOKED = "key_revoked"
    NOT_KNOWN_HERE = "not_known_here"
    SEVERAL_MATCH = "several_match"
    OTHER_EVENT = "other_event"
    OLD_ISSUE = "old_issue"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_REFUNDED = "order_refunded"
    TAKEN_OUT = "taken_out"
    NOT_PAID = "not_paid"
    EVENT_OFF = "event_off"
    BLOCKED = "blocked"
    USED = "used"
    NOT_INSIDE = "not_inside"
    BARE_NUMBER = "bare_number"
    CATEGORY_ELSEWHERE = "category_elsewhere"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    ANOTHER_DAY = "another_day"
    NOT_SYNCED_YET = "not_synced_yet"
    FORCED = "forced"


class Trust(StrEnum):
    """What became of a signature."""

    NOT_SIGNED = "not_signed"  # an EAN or a number
    GOOD = "good"
    WRONG = "wrong"
    NOT_ENROLLED = "not_enrolled"  # no key of that id, or one that still waits for a manager
    REVOKED = "revoked"  # right, but by a key that is no longer believed


class BarePolicy(StrEnum):
    """What a gate does with an EAN or a number that would be admitted: nobody signed those."""

    ADMIT = "admit"
    CONFIRM = "confirm"


class UnknownPolicy(StrEnum):
    """What a gate does with an authentic code the mirror does not know yet (sold a minute ago)."""

    ADMIT = "admit"
    ASK = "ask"
    REFUSE = "refuse"


class Direction(StrEnum):
    """Which way a gate is passed."""

    ENTRY = "entry"
    EXIT = "exit"


class TicketFacts(Protocol):
    """What a decision needs of a ticket (`services.ports.door.DoorTicket` has it)."""

    @property
    def event_id(self) -> str: ...

    @property
    def event_status(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def issue(self) -> int: ...

    @property
    def replaced_at(self) -> str: ...

    @property
    def replaced_by(self) -> str: ...

    @property
    def issued_at(self) -> str: ...

    @property
    def blocked(self) -> str: ...

    @property
    def category_id(self) -> str: ...


class Facts(NamedTuple):
    """All a decision looks at; what was not looked up has its default."""

    scan: Scan
    chosen: frozenset[str]  # event ids this gate lets in
    trust: Trust = Trust.NOT_SIGNED
    revoked_at: str = ""
    ticket: TicketFacts | None = None
    matches: int = 0  # tickets of the chosen events that fit an EAN or a number
    event_elsewhere: bool = False  # unknown ticket of an authentic code whose event is known and not chosen
    issue: int = 0  # of the code; 0 for an EAN or a number
    used: bool = False
    inside: bool = False
    bare: BarePolicy = BarePolicy.CONFIRM
    confirmed: bool = False  # a person has looked at holder and seat and said yes
    mirrored: bool = True  # False: `ticket` holds no more than what its authentic code says
    unknown: UnknownPolicy = UnknownPolicy.REFUSE
    lost: bool = False  # two stations gave out this issue, and the code is of the one that came second


class Decision(NamedTuple):
    """The verdict, its reason, and when and by whom where the reason has that."""

    verdict: Verdict
    reason: Reason = Reason.NONE
    at: str = ""
    by: str = ""


Check = Callable[[Facts], Decision | None]

_OF_FAULT: Final = {
    None: Decision(Verdict.UNREADABLE, Reason.NO_TICKET),
    CodeFault.LENGTH: Decision(Verdict.UNREADABLE, Reason.CODE_LENGTH),
    CodeFault.CHECKSUM: Decision(Verdict.UNREADABLE, Reason.CODE_CHECKSUM),
    CodeFault.FORMAT: Decision(Verdict.UNREADABLE, Reason.CODE_FORMAT),
    CodeFault.VERSION: Decision(Verdict.UNREADABLE, Reason.CODE_VERSION),
}
_OF_STATE: Final = {
    str(TicketState.CANCELLED): Decision(Verdict.CANCELLED, Reason.ORDER_CANCELLED),
    str(TicketState.REFUNDED): Decision(Verdict.REFUNDED, Reason.ORDER_REFUNDED),
    str(TicketState.VOID): Decision(Verdict.CANCELLED, Reason.TAKEN_OUT),
    str(TicketState.UNPAID): Decision(Verdict.UNPAID, Reason.NOT_PAID),
}
_VALID: Final = str(TicketState.VALID)
_EVENT_CANCELLED: Final = str(EventStatus.CANCELLED)
# A state this version does not know is none that lets anybody in.
_STRANGE_STATE: Final = Decision(Verdict.BLOCKED, Reason.BLOCKED)

ADMITTED: Final = Decision(Verdict.ADMITTED)
ADMITTED_UNSEEN: Final = Decision(Verdict.ADMITTED, Reason.NOT_SYNCED_YET)
FORCED: Final = Decision(Verdict.ADMITTED, Reason.FORCED)
EXITED: Final = Decision(Verdict.EXITED)
NOT_INSIDE: Final = Decision(Verdict.NOT_INSIDE, Reason.NOT_INSIDE)
ALREADY_USED: Final = Decision(Verdict.ALREADY_USED, Reason.USED)


def _recognised(facts: Facts) -> Decision | None:
    return _OF_FAULT[facts.scan.fault] if facts.scan.kind is ScanKind.NOTHING else None


def _believed(facts: Facts) -> Decision | None:
    """A key that was revoked is believed for issues that were made, and known here, before that."""
    trust, ticket = facts.trust, facts.ticket
    if trust is Trust.GOOD or (trust is Trust.NOT_SIGNED and facts.scan.kind is not ScanKind.CODE):
        return None
    if trust is Trust.NOT_ENROLLED:
        return Decision(Verdict.FORGED, Reason.KEY_NOT_ENROLLED)
    if trust is not Trust.REVOKED:
        return Decision(Verdict.FORGED, Reason.SIGNATURE_WRONG)
    ledgered = ticket is not None and (
        facts.issue < ticket.issue or (facts.issue == ticket.issue and "" < ticket.issued_at < facts.revoked_at)
    )
    return None if ledgered else Decision(Verdict.FORGED, Reason.KEY_REVOKED, at=facts.revoked_at)


def _matched(facts: Facts) -> Decision | None:
    if facts.matches > 1:
        return Decision(Verdict.AMBIGUOUS, Reason.SEVERAL_MATCH)
    if facts.ticket is not None and (facts.mirrored or facts.unknown is not UnknownPolicy.REFUSE):
        return None
    if facts.event_elsewhere:
        return Decision(Verdict.WRONG_EVENT, Reason.OTHER_EVENT)
    return Decision(Verdict.UNKNOWN, Reason.NOT_KNOWN_HERE)


def _event_chosen(facts: Facts) -> Decision | None:
    if _ticket(facts).event_id in facts.chosen:
        return None
    return Decision(Verdict.WRONG_EVENT, Reason.OTHER_EVENT)


def _issue_current(facts: Facts) -> Decision | None:
    """A signed issue newer than the mirror's is the current one: the reprint has not come round yet."""
    ticket = _ticket(facts)
    if not facts.lost and (not facts.issue or facts.issue >= ticket.issue):
        return None
    return Decision(Verdict.REPLACED, Reason.OLD_ISSUE, ticket.replaced_at, ticket.replaced_by)


def _order_stands(facts: Facts) -> Decision | None:
    state = _ticket(facts).state
    return None if state == _VALID else _OF_STATE.get(state, _STRANGE_STATE)


def _event_on(facts: Facts) -> Decision | None:
    if _ticket(facts).event_status == _EVENT_CANCELLED:
        return Decision(Verdict.EVENT_CANCELLED, Reason.EVENT_OFF)
    return None


def _not_blocked(facts: Facts) -> Decision | None:
    blocked = _ticket(facts).blocked
    return Decision(Verdict.BLOCKED, Reason.BLOCKED, by=blocked) if blocked else None


def _unused(facts: Facts) -> Decision | None:
    return ALREADY_USED if facts.used else None


def _confirmed(facts: Facts) -> Decision | None:
    if facts.confirmed:
        return None
    if not facts.mirrored:
        return Decision(Verdict.CONFIRM, Reason.NOT_SYNCED_YET) if facts.unknown is UnknownPolicy.ASK else None
    asks = facts.scan.kind is not ScanKind.CODE and facts.bare is BarePolicy.CONFIRM
    return Decision(Verdict.CONFIRM, Reason.BARE_NUMBER) if asks else None


def _ticket(facts: Facts) -> TicketFacts:
    assert facts.ticket is not None  # `_matched` stands before every check that asks
    return facts.ticket


IDENTIFY: Final[tuple[Check, ...]] = (_recognised, _believed, _matched, _event_chosen)
STANDING: Final[tuple[Check, ...]] = (_issue_current, _order_stands, _event_on, _not_blocked)
USE: Final[tuple[Check, ...]] = (_unused, _confirmed)


def decide(facts: Facts, rules: tuple[Check, ...] = ()) -> Decision:
    """Whether somebody may come in. `rules` are the gate's own: categories, times, multiple entry.

    Where `facts.used` was not looked up, an admission still has to be won from the log, which settles it.
    """
    for check in (*IDENTIFY, *STANDING, *rules, *USE):
        decision = check(facts)
        if decision is not None:
            return decision
    return ADMITTED if facts.mirrored else ADMITTED_UNSEEN


def decide_exit(facts: Facts) -> Decision:
    """Whether this scan lets somebody out who is inside."""
    for check in IDENTIFY:
        decision = check(facts)
        if decision is not None:
            return decision
    return EXITED if facts.inside else NOT_INSIDE


_WORDS: Final = {
    Reason.NONE: "",
    Reason.NO_TICKET: "this is no ticket code",
    Reason.CODE_LENGTH: "only a part of the code was read",
    Reason.CODE_CHECKSUM: "the code was misread: its checksum does not fit",
    Reason.CODE_FORMAT: "the code is damaged",
    Reason.CODE_VERSION: "the code has a newer format than this program knows",
    Reason.SIGNATURE_WRONG: "the signature is not the station's",
    Reason.KEY_NOT_ENROLLED: "key not enrolled",
    Reason.KEY_REVOKED: "key revoked",
    Reason.NOT_KNOWN_HERE: "no such ticket is known here",
    Reason.SEVERAL_MATCH: "several tickets have this number: scan the QR code",
    Reason.OTHER_EVENT: "the ticket is for another event",
    Reason.OLD_ISSUE: "replaced",
    Reason.ORDER_CANCELLED: "the order was cancelled",
    Reason.ORDER_REFUNDED: "the ticket was refunded",
    Reason.TAKEN_OUT: "the ticket was taken out of its order",
    Reason.NOT_PAID: "the order is not paid",
    Reason.EVENT_OFF: "the event was cancelled",
    Reason.BLOCKED: "blocked",
    Reason.USED: "already used",
    Reason.NOT_INSIDE: "its holder is not inside",
    Reason.BARE_NUMBER: "not signed: compare holder and seat",
    Reason.CATEGORY_ELSEWHERE: "this category enters at another gate",
    Reason.NOT_OPEN_YET: "the gate is not open yet",
    Reason.CLOSED: "the gate has closed",
    Reason.ANOTHER_DAY: "the ticket is for another day",
    Reason.FORCED: "let in by hand",
    Reason.NOT_SYNCED_YET: "sold since the last sync: its signature is good",
}


def words(decision: Decision) -> str:
    """The reason in English, as the command line prints it: `replaced at 2026-11-14T18:02:00Z by till 2`."""
    text = _WORDS[decision.reason]
    if decision.at:
        text += f" at {decision.at}"
    if decision.by:
        text += f": {decision.by}" if decision.verdict is Verdict.BLOCKED else f" by {decision.by}"
    return text
