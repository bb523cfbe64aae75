"""Counters of the door, kept by following the tail of the log.

The log has no index, so that a scan writes as little as possible. Whoever counts reads each entry once: the first
question sums up what is there, every later one only reads what came since, in this process or another. Of events that
other stations let in too, all logs that are here are counted as one (`storage.house`).
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.views import DoorBreakdown, DoorCounters, DoorLine, EntryPoint
from ticketforge_desktop.storage.house import Categories, House, Line, has_others, others_by_minute, shared_count
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp

# So many single attempts are kept apart; beyond that only those of the last days before the newest, since `since`
# of a counter is this evening and never last month.
_KEPT = 50_000
_KEPT_DAYS = timedelta(days=2)


@dataclass(slots=True)
class _Entries:
    """What the log comes to for one event."""

    admitted: int = 0
    inside: int = 0
    by_minute: Counter[str] = field(default_factory=Counter)
    filled: str = ""  # since when somebody has been inside; "" when nobody is
    # (admitted, inside) by category, and by gate
    categories: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    gates: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def move(self, at: str, admitted: int, inside: int, category: str, gate: str) -> None:
        """Somebody came or went. A taking back counts at the gate that took it back."""
        self.admitted += admitted
        self.inside += inside
        if admitted:
            self.by_minute[at[:16]] += admitted
        for part in (self.categories[category], self.gates[gate]):
            part[0] += admitted
            part[1] += inside
        if self.inside <= 0:
            self.filled = ""
        elif not self.filled:
            self.filled = at

    def filled_since(self) -> str:
        """Since when somebody has been inside."""
        return self.filled

    def empty(self) -> None:
        """Everybody has left."""
        self.inside, self.filled = 0, ""
        for part in (*self.categories.values(), *self.gates.values()):
            part[1] = 0


class DoorTally:
    """Counters over the whole log. Safe to ask on any thread."""

    def __init__(self, readers: Readers, categories: Categories = lambda _tickets: {}) -> None:
        self._readers, self._categories = readers, categories
        self._lock = threading.Lock()
        self._houses: dict[str, House] = {}
        self._past: dict[str, tuple[int, Counter[str]]] = {}
        self._shared: Counter[str] = Counter()  # entries of all stations when an event was last looked at
        self._seen = 0
        self._events: defaultdict[str, _Entries] = defaultdict(_Entries)
        self._attempts: list[tuple[str, str, str]] = []  # at, gate, signal; newest last as logged

    def counters(self, event_ids: Sequence[str], gate: str, since: datetime) -> DoorCounters:
        """As `AdmissionLog.counters`; an empty gate counts all gates."""
        with self._lock:
            chosen = self._of(event_ids)
            start = stamp(since)
            signals = Counter(signal for at, at_gate, signal in self._attempts if at >= start and gate in ("", at_gate))
            return DoorCounters(
                0, sum(entries.admitted for entries in chosen), sum(entries.inside for entries in chosen), dict(signals)
            )

    def breakdown(self, event_ids: Sequence[str]) -> DoorBreakdown:
        """As `AdmissionLog.breakdown`. Lines that came to nothing are left out."""
        with self._lock:
            chosen = self._of(event_ids)
            return DoorBreakdown(
                _lines(entries.categories for entries in chosen), _lines(entries.gates for entries in chosen)
            )

    def filled_since(self, event_id: str) -> datetime | None:
        """As `AdmissionLog.filled_since`."""
        with self._lock:
            filled = next((counted.filled_since() for counted in self._of([event_id])), "")
            return known_moment(filled) if filled else None

    def of_event(self, event_id: str) -> tuple[int, int, tuple[EntryPoint, ...]]:
        """Admitted, inside, and the entry curve of one event: admissions up to the end of each minute."""
        with self._lock:
            entries = next(iter(self._of([event_id])), None)
            if entries is None:
                return 0, 0, ()
            total, curve = 0, []
            for minute, change in sorted(entries.by_minute.items()):
                total += change
                curve.append(EntryPoint(known_moment(f"{minute}:00Z"), total))
            return entries.admitted, entries.inside, tuple(curve)

    def events(self) -> list[str]:
        """Events that somebody was admitted to here, or that another station told of."""
        with self._lock:
            self._follow()
            with self._readers.borrow() as connection:
                shared = connection.execute("SELECT DISTINCT event_id FROM shared_logs WHERE rows > 0").fetchall()
            own = [event_id for event_id, entries in self._events.items() if entries.admitted > 0]
            return list(dict.fromkeys((*own, *(event_id for (event_id,) in shared))))

    def minutes(self, event_id: str, start: datetime) -> dict[int, int]:
        """Admissions less those taken back of one event, by whole minutes after `start` (negative: before).

        Told of many evenings that are over, so their logs are summed up and not put in one order.
        """
        with self._lock:
            self._follow()
            told = Counter(self._events[event_id].by_minute if event_id in self._events else {})
            with self._readers.borrow() as connection:
                known = shared_count(connection, event_id)
                if event_id not in self._past or self._past[event_id][0] != known:
                    self._past[event_id] = known, others_by_minute(connection, event_id)
            told.update(self._past[event_id][1])
            minutes: Counter[int] = Counter()
            for minute, change in told.items():
                minutes[int((known_moment(f"{minute}:00Z") - start).total_seconds() // 60)] += change
            return dict(minutes)

    def _of(self, event_ids: Iterable[str]) -> list[_Entries | House]:
        """The counters of each of these events that anybody came to, up to date."""
        self._follow()
        found: list[_Entries | House] = []
        for event_id in dict.fromkeys(event_ids):
            self._follow_others(event_id)
            counted = self._houses.get(event_id) or self._events.get(event_id)
            if counted is not None:
                found.append(counted)
        return found

    def _follow_others(self, event_id: str) -> None:
        with self._readers.borrow() as connection:
            known = shared_count(connection, event_id)
            if known == self._shared[event_id]:
                return
            if event_id not in self._houses and has_others(connection, event_id):
                self._houses[event_id] = house = House(event_id, self._categories)
                house.load_own(connection, self._seen)
            if event_id in self._houses:
                self._houses[event_id].load_others(connection)
            self._shared[event_id] = known

    def _follow(self) -> None:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT admission_id, kind, at, event_id, verdict, gate, direction, category, ticket_id"
                " FROM admissions WHERE admission_id > ? ORDER BY admission_id",
                (self._seen,),
            )
            for admission_id, kind, at, event_id, verdict, gate, direction, category, ticket_id in rows:
                self._seen = admission_id
                if kind in ("block", "unblock"):
                    continue
                if kind != "note":
                    self._count(self._events[event_id], kind, at, direction, verdict, category, gate)
                    if event_id in self._houses:
                        line = Line(at, "", admission_id, kind, verdict, gate, ticket_id, category)
                        self._houses[event_id].take([line])
                if not kind.startswith("undo") and kind != "exit_all":
                    self._attempts.append((at, gate, str(Verdict(verdict).signal)))

        if len(self._attempts) > _KEPT:
            oldest = stamp(known_moment(max(at for at, _, _ in self._attempts)) - _KEPT_DAYS)
            self._attempts = [attempt for attempt in self._attempts if attempt[0] >= oldest]

    @staticmethod
    def _count(entries: _Entries, kind: str, at: str, direction: str, verdict: str, category: str, gate: str) -> None:
        if kind == "exit_all":
            entries.empty()
            return
        if kind == "undo_gone":
            return
        if kind == "undo_return":
            admitted, inside = 0, -1
        elif kind.startswith("undo"):
            admitted, inside = -1, -1 if kind == "undo" else 0
        elif kind == "exit" or direction == "exit":
            admitted, inside = 0, -1
        else:
            admitted, inside = int(verdict != Verdict.READMITTED), 1
        entries.move(at, admitted, inside, category, gate)


def _lines(parts: Iterable[Mapping[str, list[int]]]) -> tuple[DoorLine, ...]:
    summed: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for part in parts:
        for name, (admitted, inside) in part.items():
            summed[name][0] += admitted
            summed[name][1] += inside
    return tuple(DoorLine(name, *counts) for name, counts in sorted(summed.items()) if any(counts))
