"""Which entry an undo takes back, and what that makes of the ticket.

An undo takes back the latest entry of its own station that still stands, or the latest of all where its station has
none: as `domain.shared_log.replay` reads it at every station. Two undos in a row take back two entries.

| what is taken back                        | what it moves         |
|-------------------------------------------|-----------------------|
| an entry, somebody of it is inside        | used −1, inside −1    |
| an entry, all of it have left             | used −1, outside −1   |
| an entry of somebody who had never left   | used −1               |
| a return, somebody of it is inside        | inside −1, outside +1 |
| a return, who returned left again         | nothing               |
| a return of somebody who had never left   | outside +1            |

Whoever comes in once more without having been scanned out is no second person (`domain.uses.enter`), so no person goes
when that entry does: each entry of ours says by how much it raised who is inside.

The kind of the undo is what the counters go by. They count every entry as one inside, and never fewer than none of a
ticket (`storage.house`), so that it may differ from what the ticket itself comes to.

| kind           | what it moves in the counters |
|----------------|-------------------------------|
| `undo`         | admitted −1, inside −1        |
| `undo_outside` | admitted −1                   |
| `undo_return`  | inside −1                     |
| `undo_gone`    | nothing                       |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from ticketforge_desktop.domain.uses import UseState, take_back
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage.cipher import Connection

# What an entry of another station raised is not told; the ticket is replayed from all logs after the undo.
_OTHERS: Final = (
    "SELECT at, station, 0, kind, verdict, 1 FROM shared_admissions"
    " WHERE ticket_id = ? AND number = 0 AND kind IN ('a', 'f', 'u')"
)
# By its index: copied or not, however long the log that was never shared.
OURS: Final = (
    "SELECT at, '', admission_id, substr(kind, 1, 1), verdict, raised FROM admissions"
    " INDEXED BY ix_admissions_ticket_id WHERE ticket_id = ?"
    " AND (kind IN ('admit', 'force') OR kind LIKE 'undo%') ORDER BY admission_id"
)


# Entries without a ticket stand in the same index; of them only what came after the ticket's first is looked at.
COUNTED: Final = (
    "SELECT admission_id, kind FROM admissions INDEXED BY ix_admissions_ticket_id WHERE ticket_id = :ticket"
    " AND kind NOT IN ('note', 'block', 'unblock') UNION ALL"
    " SELECT admission_id, kind FROM admissions INDEXED BY ix_admissions_ticket_id WHERE ticket_id = ''"
    " AND admission_id > (SELECT min(admission_id) FROM admissions INDEXED BY ix_admissions_ticket_id"
    " WHERE ticket_id = :ticket) AND kind = 'exit_all' AND event_id = :event ORDER BY admission_id"
)


class LastIn(NamedTuple):
    """The entry an undo would take back now."""

    returned: bool = False  # it let somebody return
    raised: int = 1  # by how much it raised who is inside
    counted: bool = True  # the counters have somebody of the ticket inside


class _Line(NamedTuple):
    at: str
    station: str
    number: int  # in our own log; 0 for another station's
    kind: str
    verdict: str
    raised: int


def last_in(connection: Connection, ticket_id: str, event_id: str) -> LastIn:
    """What an undo would take back now."""
    standing: list[_Line] = []
    for line in _in_order(connection, ticket_id):
        if line.kind != "u":
            standing.append(line)
        elif standing:
            standing.remove(_taken_back_by(line, standing))
    ours = [line for line in standing if line.number] or standing
    if not ours:
        return LastIn()
    kinds = (kind for _, kind in connection.execute(COUNTED, {"ticket": ticket_id, "event": event_id}))
    return LastIn(ours[-1].verdict == Verdict.READMITTED, ours[-1].raised, inside_by_counters(kinds) > 0)


def inside_by_counters(kinds: Iterable[str]) -> int:
    """How many of a ticket the counters have inside, from our own entries of it and of the house being emptied."""
    inside = 0
    for kind in kinds:
        if kind in ("admit", "force"):
            inside += 1
        else:
            inside = 0 if kind == "exit_all" else max(inside - 1, 0)
    return inside


def taken_back(state: UseState, entry: LastIn) -> tuple[str, UseState]:
    """The undo's kind, and the state without the entry it takes back."""
    kinds = ("undo_return", "undo_gone") if entry.returned else ("undo", "undo_outside")
    return kinds[not entry.counted], take_back(state, returned=entry.returned, raised=entry.raised)


def _in_order(connection: Connection, ticket_id: str) -> list[_Line]:
    """All stations' entries by time; our own among themselves as they were written, whatever the clock said."""
    lines, latest = [_Line(*row) for row in connection.execute(_OTHERS, (ticket_id,))], ""
    for row in connection.execute(OURS, (ticket_id,)):
        line = _Line(*row)
        latest = max(latest, line.at)
        lines.append(line._replace(at=latest))
    return sorted(lines, key=lambda line: (line.at, line.number))


def _taken_back_by(undo: _Line, standing: list[_Line]) -> _Line:
    """Of which station an entry is, is told by its name; all of ours have a number."""

    def same(line: _Line) -> bool:
        return bool(line.number) if undo.number else not line.number and line.station == undo.station

    return next((line for line in reversed(standing) if same(line)), standing[-1])
