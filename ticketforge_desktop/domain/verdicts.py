"""What a door can answer: a closed list, each verdict with the class that gives colour, shape and sound."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The closed list of `design/commands.md`. Only three of them open the gate."""

    ADMITTED = "admitted"
    READMITTED = "readmitted"
    EXITED = "exited"
    ALREADY_USED = "already_used"
    NOT_INSIDE = "not_inside"
    REPLACED = "replaced"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    EVENT_CANCELLED = "event_cancelled"
    UNPAID = "unpaid"
    BLOCKED = "blocked"
    WRONG_EVENT = "wrong_event"
    WRONG_GATE = "wrong_gate"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    FORGED = "forged"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    CONFIRM = "confirm"

    @property
    def opens(self) -> bool:
        """Whether the gate opens."""
        return self in _OPENING

    @property
    def signal(self) -> Signal:
        """The class of the verdict (`design/mocks/tokens.md`)."""
        if self in (Verdict.ADMITTED, Verdict.READMITTED):
            return Signal.ADMITTED
        if self is Verdict.EXITED:
            return Signal.EXIT
        return Signal.ATTENTION if self in _ATTENTION else Signal.REFUSED


class Signal(StrEnum):
    """Four classes: one colour, shape and sound each."""

    ADMITTED = "admitted"
    ATTENTION = "attention"
    REFUSED = "refused"
    EXIT = "exit"


_OPENING = frozenset({Verdict.ADMITTED, Verdict.READMITTED, Verdict.EXITED})
# A person at the gate can settle these; all others are refused.
_ATTENTION = frozenset(
    {
        Verdict.ALREADY_USED,
        Verdict.NOT_INSIDE,
        Verdict.UNPAID,
        Verdict.WRONG_GATE,
        Verdict.TOO_EARLY,
        Verdict.UNREADABLE,
        Verdict.AMBIGUOUS,
        Verdict.CONFIRM,
    }
)
