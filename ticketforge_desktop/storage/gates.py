"""Rules of gates and blocked tickets in the station file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.gates import BlockedTicket, RuleLayer
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage import blocks
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

# Weakest first: the gate's own (no event), the event's everywhere (no gate), the event's here.
_LAYERS: Final = """
SELECT rules FROM event_rules
WHERE (event_id = '' AND gate = :gate AND gate <> '') OR (event_id = :event AND gate IN ('', :gate))
ORDER BY event_id <> '', gate <> ''
"""
_RULES: Final = "SELECT rules FROM event_rules WHERE event_id = ? AND gate = ?"
_BLOCKED: Final = "SELECT reason, event_id FROM blocked_tickets WHERE ticket_id = ?"
_ALL: Final = "SELECT event_id, gate, rules, changed_at FROM event_rules ORDER BY event_id, gate"


class GateRows:
    """`GateStore` on the station file.

    Args:
        station_id: names this station in the audit; whose entries in the log are ours.
        now: the time for entries.
        station: the station's name; asked at every entry of the log.
    """

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        station_id: str,
        now: Callable[[], datetime],
        station: Callable[[], str] = lambda: "",
    ) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now
        self._station = station

    def layers(self, event_id: str, gate: str) -> Sequence[Mapping[str, object]]:
        with self._readers.borrow() as connection:
            rows = connection.execute(_LAYERS, {"event": event_id, "gate": gate}).fetchall()
        return [_read(text) for (text,) in rows]

    def all_layers(self) -> Sequence[RuleLayer]:
        with self._readers.borrow() as connection:
            rows = connection.execute(_ALL).fetchall()
        return [RuleLayer(event_id, gate, _read(text), moment(at)) for event_id, gate, text, at in rows]

    def put_layer(self, event_id: str, gate: str, rules: Mapping[str, object], staff: Staff) -> None:
        text = json.dumps(rules, sort_keys=True, ensure_ascii=False) if rules else ""

        def put(work: Work) -> None:
            found = work.raw.execute(_RULES, (event_id, gate)).fetchone()
            before = found[0] if found else ""
            if before == text:
                return
            work.raw.execute("DELETE FROM event_rules WHERE event_id = ? AND gate = ?", (event_id, gate))
            if text:
                work.raw.execute("INSERT INTO event_rules VALUES (?,?,?,?)", (event_id, gate, text, stamp(self._now())))
            self._log(work, staff, "gate_rules", " @ ".join(filter(None, (event_id, gate))), before, text)

        self._writer.run(put)

    def block(self, ticket_id: str, reason: str, staff: Staff, event_id: str = "", gate: str = "") -> None:
        def block(work: Work) -> None:
            found = work.raw.execute(_BLOCKED, (ticket_id,)).fetchone()
            self._write(work, blocks.BLOCK, ticket_id, event_id, reason, staff.staff_id, gate)
            self._log(work, staff, "block_ticket", ticket_id, found[0] if found else "", reason)

        self._writer.run(block, Priority.DOOR)

    def unblock(self, ticket_id: str, staff: Staff, event_id: str = "", gate: str = "") -> None:
        def unblock(work: Work) -> None:
            found = work.raw.execute(_BLOCKED, (ticket_id,)).fetchone()
            if found is None:
                raise NotFound("This ticket is not blocked.", ticket=ticket_id)
            self._write(work, blocks.UNBLOCK, ticket_id, found[1] or event_id, "", staff.staff_id, gate)
            self._log(work, staff, "unblock_ticket", ticket_id, found[0], "")

        self._writer.run(unblock, Priority.DOOR)

    def tell(self, ticket_id: str, event_id: str) -> None:
        def tell(work: Work) -> None:
            row = work.raw.execute(
                "SELECT reason, staff_id, at FROM blocked_tickets WHERE ticket_id = ? AND event_id = ''", (ticket_id,)
            ).fetchone()
            if row is not None:
                reason, staff_id, at = row
                since = moment(at) or self._now()
                self._write(work, blocks.BLOCK, ticket_id, event_id, reason, staff_id, "", since)

        self._writer.run(tell, Priority.SYNC)

    def blocked(self) -> Sequence[BlockedTicket]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT ticket_id, reason, staff_id, at, event_id, station FROM blocked_tickets"
                " ORDER BY at DESC, ticket_id"
            ).fetchall()
        return [BlockedTicket(ticket, reason, who, known_moment(at), *rest) for ticket, reason, who, at, *rest in rows]

    def _write(
        self,
        work: Work,
        kind: str,
        ticket_id: str,
        event_id: str,
        reason: str,
        staff_id: str,
        gate: str,
        at: datetime | None = None,
    ) -> None:
        act = blocks.Act(kind, ticket_id, event_id, reason, staff_id, gate, self._station(), secrets.token_hex(16))
        blocks.write(work.raw, self._station_id, act, at or self._now())

    def _log(self, work: Work, staff: Staff, action: str, subject: str, before: str, after: str) -> None:
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, subject, "", before, after)


def _read(text: str) -> Mapping[str, object]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
