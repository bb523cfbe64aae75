"""Which entry an undo takes back, and what that makes of the ticket.

An undo takes back the latest entry of its own station that still stands, or the latest of all where its station has
none: as `domain.shared_log.replay` reads it at every station. Two undos in a row take back two entries.

| what is taken back                  | kind of the entry | what it moves         |
|-------------------------------------|-------------------|-----------------------|
| an entry, somebody of it is inside  | `undo`            | used −1, inside −1    |
| an entry, all of it have left       | `undo_outside`    | used −1, outside −1   |
| a return, somebody of it is inside  | `undo_return`     | inside −1, outside +1 |
| a return, who returned left again   | `undo_gone`       | nothing               |
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ticketforge_desktop.domain.uses import FRESH, UseState
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage.cipher import Connection

_SHARED: Final = (
    "SELECT at, station, number, kind, verdict FROM shared_admissions WHERE ticket_id = ? AND kind IN ('a', 'f', 'u')"
)
# What was not copied yet. There is no index by ticket: the tail since the last exchange is read from end to end.
_TAIL: Final = (
    "SELECT at, '', admission_id, substr(kind, 1, 1), verdict FROM admissions WHERE ticket_id = ? AND admission_id >"
    " coalesce((SELECT up_to FROM shared_copies), 0) AND (kind IN ('admit', 'force') OR kind LIKE 'undo%')"
)


class _Line(NamedTuple):
    at: str
    station: str
    number: int  # in our own log; 0 for another station's
    kind: str
    verdict: str


def last_in_returned(connection: Connection, ticket_id: str) -> bool:
    """Whether the entry that an undo would take back now let somebody return."""
    standing: list[_Line] = []
    for line in _in_order(connection, ticket_id):
        if line.kind != "u":
            standing.append(line)
        elif standing:
            standing.remove(_taken_back_by(line, standing))
    ours = [line for line in standing if line.number] or standing
    return bool(ours) and ours[-1].verdict == Verdict.READMITTED


def taken_back(state: UseState, was_return: bool) -> tuple[str, UseState]:
    """The undo's kind, and the state without the entry it takes back."""
    if was_return:
        if not state.inside:
            return "undo_gone", state
        return "undo_return", state._replace(inside=state.inside - 1, outside=state.outside + 1)
    used = max(state.used - 1, 0)
    kind = "undo" if state.inside else "undo_outside"
    if not used:
        return kind, FRESH  # where nobody came in, nobody is inside or out there to come back
    if state.inside:
        return kind, state._replace(used=used, inside=state.inside - 1)
    return kind, state._replace(used=used, outside=max(state.outside - 1, 0))


def _in_order(connection: Connection, ticket_id: str) -> list[_Line]:
    """All stations' entries by time; our own among themselves as they were written, whatever the clock said."""
    shared = [_Line(*row) for row in connection.execute(_SHARED, (ticket_id,))]
    tail = [_Line(*row) for row in connection.execute(_TAIL, (ticket_id,))]
    ours = {line.number: line for line in (*tail, *shared) if line.number}
    lines, latest = [line for line in shared if not line.number], ""
    for number in sorted(ours):
        latest = max(latest, ours[number].at)
        lines.append(ours[number]._replace(at=latest))
    return sorted(lines, key=lambda line: (line.at, line.number))


def _taken_back_by(undo: _Line, standing: list[_Line]) -> _Line:
    """Of which station an entry is, is told by its name; all of ours have a number."""

    def same(line: _Line) -> bool:
        return bool(line.number) if undo.number else not line.number and line.station == undo.station

    return next((line for line in reversed(standing) if same(line)), standing[-1])
