"""The counters of one event that several stations let in: each entry of each log once, put in one order.

Our own log alone is counted as it grows (`door_tally`). Where others wrote too, what came later may belong earlier: an
exit before its entry was heard of, an undo of what another station let in. So each ticket's entries are kept and its
share of the counters is worked out anew when one of them arrives.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers

Order = tuple[str, int]
# Names of categories by ticket, as far as the mirror knows them.
Categories = Callable[[Sequence[str]], Mapping[str, str]]

_OWN: Final = (
    "SELECT at, '', admission_id, kind, verdict, gate, ticket_id, category FROM admissions"
    " WHERE event_id = ? AND admission_id <= ? AND kind NOT IN ('note', 'block', 'unblock') ORDER BY admission_id"
)
_OTHERS: Final = (
    "SELECT at, station, nonce, kind, verdict, gate, ticket_id, '' FROM shared_admissions"
    " WHERE event_id = ? AND number = 0 AND kind NOT IN ('n', 'b', 'p')"
)
_SHARED: Final = "SELECT count(*) FROM shared_admissions WHERE event_id = ?"
_CATEGORIES: Final = (
    "SELECT t.ticket_id, c.name FROM json_each(?) AS wanted CROSS JOIN tickets t ON t.ticket_id = wanted.value"
    " JOIN categories c ON c.variant_id = t.variant_id"
)
_BY_MINUTE: Final = (
    "SELECT substr(at, 1, 16), kind, verdict, count(*) FROM shared_admissions"
    " WHERE event_id = ? AND number = 0 AND kind IN ('a', 'f', 'u') GROUP BY 1, 2, 3"
)
_HAS_OTHERS: Final = (
    "SELECT 1 FROM shared_admissions WHERE event_id = ? AND number = 0 AND kind NOT IN ('n', 'b', 'p') LIMIT 1"
)
_BEFORE_ALL: Final[Order] = ("", 0)
_KINDS: Final = {"admit": "a", "force": "f", "exit": "x", "exit_all": "z"}


class Line(NamedTuple):
    """One entry; `station` is "" for ours, `kind` as `domain.shared_log.EntryKind` writes it."""

    at: str
    station: str
    mark: str | int  # what names it among its station's
    kind: str
    verdict: str
    gate: str
    ticket_id: str
    category: str

    @property
    def order(self) -> Order:
        """Where it stands among all; of ours at the same moment the one that was written first comes first."""
        return self.at, self.mark if isinstance(self.mark, int) else 0


class _Move(NamedTuple):
    order: Order
    admitted: int
    inside: int
    gate: str


@dataclass(slots=True)
class _Ticket:
    category: str = ""
    lines: list[Line] = field(default_factory=list)
    moves: list[_Move] = field(default_factory=list)
    inside: int = 0
    since: str = ""  # since when somebody of it has been inside


def shared_count(connection: Connection, event_id: str) -> int:
    """How many entries of all stations are known of an event: it only grows, so a change says that there are more."""
    return int(connection.execute(_SHARED, (event_id,)).fetchone()[0])


def has_others(connection: Connection, event_id: str) -> bool:
    """Whether another station's entries of an event are here."""
    return connection.execute(_HAS_OTHERS, (event_id,)).fetchone() is not None


def others_by_minute(connection: Connection, event_id: str) -> Counter[str]:
    """What other stations admitted less what they took back, by minute (`2026-11-14T19:42`)."""
    told: Counter[str] = Counter()
    for minute, kind, verdict, count in connection.execute(_BY_MINUTE, (event_id,)):
        if kind == "u":
            told[minute] -= count
        elif kind in ("a", "f") and verdict != Verdict.READMITTED:
            told[minute] += count
    return told


def categories_of(mirror: Readers, ticket_ids: Sequence[str]) -> Mapping[str, str]:
    """`Categories` on the mirror."""
    with mirror.borrow() as connection:
        return dict(connection.execute(_CATEGORIES, (json.dumps(list(ticket_ids)),)))


class House:
    """Who came and went at one event, by all logs that are here."""

    def __init__(self, event_id: str, categories: Categories) -> None:
        self.event_id = event_id
        self.admitted = 0
        self.inside = 0
        self.by_minute: Counter[str] = Counter()
        # (admitted, inside) by category, and by gate
        self.categories: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.gates: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._names = categories
        self._tickets: defaultdict[str, _Ticket] = defaultdict(_Ticket)
        self._emptied: list[Order] = []  # when everybody had left, ascending
        self._known: set[tuple[str, str | int]] = set()
        self._own_at = ""

    def load_own(self, connection: Connection, up_to: int) -> None:
        """Take our own log over, which is read from end to end."""
        self.take(Line(*row) for row in connection.execute(_OWN, (self.event_id, up_to)))

    def load_others(self, connection: Connection) -> None:
        """Take what others wrote and is new here."""
        self.take(Line(*row) for row in connection.execute(_OTHERS, (self.event_id,)))

    def take(self, lines: Iterable[Line]) -> None:
        """Take entries over, each once. Ours come in the order in which they were written."""
        touched: dict[str, None] = {}
        emptied = False
        for told in lines:
            if (told.station, told.mark) in self._known:
                continue
            self._known.add((told.station, told.mark))
            line = told if told.station else self._ours(told)
            if line.kind == "z":
                self._emptied.append(line.order)
                emptied = True
            else:
                ticket = self._tickets[line.ticket_id]
                ticket.lines.append(line)
                ticket.category = ticket.category or line.category
                touched[line.ticket_id] = None
        self._name(touched)
        if emptied:
            self._emptied.sort()
            touched = dict.fromkeys(self._tickets)
        for ticket_id in touched:
            self._count_anew(self._tickets[ticket_id])
        if emptied:
            self._count_inside()

    def filled_since(self) -> str:
        """Since when somebody who is inside now has been; "" when nobody is."""
        return min((ticket.since for ticket in self._tickets.values() if ticket.inside > 0), default="")

    def _ours(self, line: Line) -> Line:
        """With its kind's letter, and never before the entry that was written before it: clocks are set back."""
        self._own_at = max(self._own_at, line.at)
        return line._replace(at=self._own_at, kind="u" if line.kind.startswith("undo") else _KINDS[line.kind])

    def _name(self, ticket_ids: Iterable[str]) -> None:
        nameless = [ticket_id for ticket_id in ticket_ids if not self._tickets[ticket_id].category]
        if nameless:
            for ticket_id, name in self._names(nameless).items():
                ticket = self._tickets[ticket_id]
                self._sum(ticket, -1)
                ticket.category = name
                self._sum(ticket, 1)

    def _count_anew(self, ticket: _Ticket) -> None:
        self._sum(ticket, -1)
        ticket.lines.sort(key=lambda line: (line.order, line.station))
        ticket.moves, ticket.inside, ticket.since = _moves(ticket.lines, self._emptied)
        self._sum(ticket, 1)

    def _sum(self, ticket: _Ticket, sign: int) -> None:
        last = self._emptied[-1] if self._emptied else _BEFORE_ALL
        for order, admitted, inside, gate in ticket.moves:
            counts = inside * sign if order > last else 0
            self.inside += counts
            if admitted:
                self.admitted += admitted * sign
                self.by_minute[order[0][:16]] += admitted * sign
            for part in (self.categories[ticket.category], self.gates[gate]):
                part[0] += admitted * sign
                part[1] += counts

    def _count_inside(self) -> None:
        """Who is inside, once more from nothing: the moment from which it counts is another one."""
        self.inside = 0
        for part in (*self.categories.values(), *self.gates.values()):
            part[1] = 0
        last = self._emptied[-1]
        for ticket in self._tickets.values():
            for order, _, inside, gate in ticket.moves:
                if order > last:
                    self.inside += inside
                    self.categories[ticket.category][1] += inside
                    self.gates[gate][1] += inside


def _moves(lines: Sequence[Line], emptied: Sequence[Order]) -> tuple[list[_Move], int, str]:
    """What a ticket's entries move, how many of it are inside after them, and since when."""
    moves: list[_Move] = []
    standing: list[Line] = []
    inside, since, left = 0, "", list(emptied)
    for line in lines:
        while left and left[0] < line.order:
            left.pop(0)
            inside, since = 0, ""  # `House._sum` counts nobody inside from before it
        admitted, step = _step(line, inside, standing)
        if admitted or step:
            moves.append(_Move(line.order, admitted, step, line.gate))
        inside += step
        since = (since or line.at) if inside else ""
    return (moves, inside, since) if not left else (moves, 0, "")


def _step(line: Line, inside: int, standing: list[Line]) -> tuple[int, int]:
    """What one entry moves: admitted, inside."""
    if line.kind in ("a", "f"):
        standing.append(line)
        return int(line.verdict != Verdict.READMITTED), 1
    out = -1 if inside > 0 else 0
    if line.kind == "x":
        return 0, out
    if not standing:
        return 0, 0
    own = next((place for place in reversed(range(len(standing))) if standing[place].station == line.station), -1)
    taken = standing.pop(own)
    return (0 if taken.verdict == Verdict.READMITTED else -1), out
