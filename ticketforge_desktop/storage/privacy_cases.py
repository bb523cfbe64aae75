"""Requests about people's data, as cases with a deadline: written once for each request, with their audit line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.webhooks import PrivacyCase
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Work, Writer

OPEN: Final = "open"
_INSERT: Final = (
    "INSERT INTO privacy_cases (kind, address, customer_id, source, state, received_at, due_at, staff_id, report)"
    " VALUES (?,?,?,?,?,?,?,?,?)"
)


class Cases:
    """`PrivacyCases`."""

    def __init__(self, writer: Writer, now: Callable[[], datetime], station_id: str) -> None:
        self._writer, self._now, self._station_id = writer, now, station_id

    def open(self, case: PrivacyCase, staff: Staff) -> bool:
        return self._writer.run(lambda work: self._open(work, case, staff))

    def _open(self, work: Work, case: PrivacyCase, staff: Staff) -> bool:
        if work.raw.execute("SELECT 1 FROM privacy_cases WHERE source = ?", (case.source,)).fetchone():
            return False
        at, report = self._now(), json.dumps(dict(case.report), ensure_ascii=False)
        numbers = (case.kind, case.address, case.customer_id, case.source, OPEN)
        work.raw.execute(_INSERT, (*numbers, stamp(at), stamp(case.due_at), staff.staff_id, report))
        # The audit names the case by the customer's number, never by a name or an address: it outlives the erasure.
        subject = f"customer:{case.customer_id}" if case.customer_id else "shop"
        detail = f"{case.source}, due {stamp(case.due_at)[:10]}"
        chain.append(work.raw, at, self._station_id, staff.staff_id, f"privacy_{case.kind}", subject, detail)
        return True
