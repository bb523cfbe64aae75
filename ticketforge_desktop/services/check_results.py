"""What the door answers, ready to show or to print as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticketforge_desktop.domain.admission import Decision, words
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.door import DoorTicket, Use


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the door answers. `reason` is a stable code, `words` the same in English; times are UTC."""

    verdict: Verdict
    decision: Decision
    ticket: DoorTicket | None
    first_used: Use | None
    mirror_age_s: float | None
    stations_visible: int
    at: datetime
    ms: float
    inside: int = 0  # people of the ticket who are inside after it, where somebody passed
    people: int = 1  # the ticket stands for
    stations: int = 1  # enrolled ones, of which `stations_visible` are known here
    packed_at: datetime | None = None  # when the blackout pack was made that all this is known from

    @property
    def reason(self) -> str:
        return str(self.decision.reason)

    @property
    def words(self) -> str:
        return words(self.decision)

    def as_json(self) -> dict[str, object]:
        """As `check --json` prints it."""
        ticket, used, decision = self.ticket, self.first_used, self.decision
        return {
            "verdict": str(self.verdict),
            "reason": self.words,
            "reason_code": self.reason,
            "ticket_id": ticket.ticket_id if ticket else None,
            "holder": ticket.holder if ticket else None,
            "category": ticket.category if ticket else None,
            "event_id": ticket.event_id if ticket else None,
            "order": ticket.order if ticket else None,
            "seat": ticket.seat if ticket else None,
            "number": ticket.number if ticket else None,
            "first_used": _used_json(used) if used else None,
            "replaced": {"at": decision.at, "by": decision.by} if self.verdict is Verdict.REPLACED else None,
            "blocked": self._blocked(),
            "confidence": self._confidence(),
            "at": self.at.isoformat(),
            "ms": round(self.ms, 3),
        }

    def _blocked(self) -> dict[str, object] | None:
        ticket = self.ticket
        if self.verdict is not Verdict.BLOCKED or ticket is None:
            return None
        return {
            "at": ticket.blocked_at or None,
            "station": ticket.blocked_by,
            "staff": ticket.blocked_who,
            "reason": ticket.blocked,
        }

    def _confidence(self) -> dict[str, object]:
        told: dict[str, object] = {
            "mirror_age_s": self.mirror_age_s,
            "stations_visible": self.stations_visible,
            "stations": self.stations,
        }
        if self.packed_at is not None:
            told["source"] = f"pack from {self.packed_at.astimezone():%H:%M}"
            told["packed_at"] = self.packed_at.isoformat()
        return told


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The compensating entry, and the use that no longer counts."""

    ticket_id: str
    undone: Use
    reason: str
    at: datetime
    staff_id: str

    def as_json(self) -> dict[str, object]:
        """As `check --undo --json` prints it."""
        return {
            "ticket_id": self.ticket_id,
            "undone": _used_json(self.undone),
            "reason": self.reason,
            "at": self.at.isoformat(),
            "staff": self.staff_id,
        }


def _used_json(use: Use) -> dict[str, object]:
    return {"at": use.at.isoformat(), "gate": use.gate, "station": use.station}
