"""What a scan names: the ticket, and how far its code is to be believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ticketforge_desktop.domain.admission import Trust
from ticketforge_desktop.domain.codes import SignedCode
from ticketforge_desktop.domain.scan_input import Scan, ScanKind
from ticketforge_desktop.services.ports.door import DoorTicket, TicketBook
from ticketforge_desktop.services.ports.signing import Verifier
from ticketforge_desktop.services.trusted_keys import TrustedKeys


class Seen(NamedTuple):
    """What was looked up for a scan."""

    ticket: DoorTicket | None = None
    trust: Trust = Trust.NOT_SIGNED
    revoked_at: str = ""
    matches: int = 0
    event_elsewhere: bool = False
    issue: int = 0  # of a code; an EAN or a number has none
    mirrored: bool = True  # False: the ticket holds no more than what its code says
    lost: bool = False  # another station had given this issue out before


class LookUp:
    """Looks up scans in the mirror; only what is signed is believed, and what is not signed names no ticket by id."""

    def __init__(self, book: TicketBook, keys: TrustedKeys, verifier: Verifier) -> None:
        self._book, self._keys, self._verifier = book, keys, verifier

    def __call__(self, scan: Scan, event_ids: Sequence[str], chosen: frozenset[str]) -> Seen:
        """What the scan names, among the chosen events first."""
        if scan.code is not None:
            return self._code(scan.code, chosen)
        if scan.kind is ScanKind.NOTHING:
            return Seen()
        find = self._book.by_ean if scan.kind is ScanKind.EAN else self._book.by_number
        found = find(scan.text, event_ids)
        if not found:
            # Another event's ticket: said so rather than "unknown".
            return Seen(next(iter(find(scan.text, ())), None))
        return Seen(found[0] if len(found) == 1 else None, matches=len(found))

    def _code(self, code: SignedCode, chosen: frozenset[str]) -> Seen:
        payload, message, signature = code
        key = self._keys.find(payload.key_id)
        if key is None or not key.enrolled:
            return Seen(trust=Trust.NOT_ENROLLED, issue=payload.issue)
        if not self._verifier.verify(key.public_key, message, signature):
            return Seen(trust=Trust.WRONG, issue=payload.issue)
        trust = Trust.REVOKED if key.revoked_at else Trust.GOOD
        ticket = self._book.by_id(payload.ticket.hex())
        if ticket is not None:
            lost = bool(ticket.lost_papers) and (payload.issue, payload.key_id.hex()) in ticket.lost_papers
            return Seen(ticket, trust, key.revoked_at, 1, issue=payload.issue, lost=lost)
        named = self._book.events_by_tag(payload.event_tag)
        here = next((event_id for event_id in named if event_id in chosen), "")
        if here:
            unseen = self._book.unseen(payload, here)
            return Seen(unseen, trust, key.revoked_at, int(unseen is not None), issue=payload.issue, mirrored=False)
        return Seen(None, trust, key.revoked_at, event_elsewhere=bool(named), issue=payload.issue)
