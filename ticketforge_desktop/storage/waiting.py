"""`WaitingList` on the station file: who wants units there are none of, in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.allotments import Category, Waiting, WaitingState
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_COLUMNS: Final = (
    "w.waiting_id, w.event_id, w.category_id, w.variant_id, w.quantity, w.name, w.email, w.phone, w.state, w.hold_id,"
    " w.added_at, coalesce(h.state, ''), coalesce(h.until, '')"
)
_FROM: Final = "FROM waiting_list w LEFT JOIN holds h ON h.hold_id = w.hold_id AND w.hold_id <> ''"
_OVER: Final = (WaitingState.SERVED, WaitingState.WITHDRAWN)


class WaitingFile:
    """`WaitingList`. Whose hold was sold is served; whose hold has ended otherwise waits again, in their old place."""

    def __init__(self, writer: Writer, readers: Readers, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._now = writer, readers, now

    def add(self, person: Waiting, staff: Staff) -> Waiting:
        def add(work: Work) -> Waiting:
            values = (*person.category, person.quantity, person.name, person.email, person.phone)
            row = work.raw.execute(
                "INSERT INTO waiting_list (event_id, category_id, variant_id, quantity, name, email, phone, state,"
                " added_at, staff_id) VALUES (?,?,?,?,?,?,?,'waiting',?,?)",
                (*values, stamp(self._now()), staff.staff_id),
            )
            return _read(work.raw, int(row.lastrowid), self._now())

        return self._writer.run(add, Priority.TILL)

    def people(self, *, event_id: str = "", every: bool = False) -> Sequence[Waiting]:
        sql = f"SELECT {_COLUMNS} {_FROM} WHERE ? IN ('', w.event_id) ORDER BY w.waiting_id"
        now = self._now()
        with self._readers.borrow() as connection:
            found = [_waiting_of(row, now) for row in connection.execute(sql, (event_id,)).fetchall()]
        return [person for person in found if every or person.state not in _OVER]

    def person(self, waiting_id: int) -> Waiting:
        with self._readers.borrow() as connection:
            return _read(connection, waiting_id, self._now())

    def move(self, waiting_id: int, state: WaitingState, staff: Staff, *, hold_id: str = "") -> Waiting:
        def move(work: Work) -> Waiting:
            person = _read(work.raw, waiting_id, self._now())
            if person.state in _OVER:
                raise Conflict(
                    f"{person.name} does not wait any more: {person.state}.", id=waiting_id, state=str(person.state)
                )
            work.raw.execute(
                "UPDATE waiting_list SET state = ?1, hold_id = CASE WHEN ?2 = '' THEN hold_id ELSE ?2 END,"
                " staff_id = ?3 WHERE waiting_id = ?4",
                (str(state), hold_id, staff.staff_id, waiting_id),
            )
            return _read(work.raw, waiting_id, self._now())

        return self._writer.run(move, Priority.TILL)


def _read(connection: Connection, waiting_id: int, now: datetime) -> Waiting:
    row = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE w.waiting_id = ?",
        (waiting_id,),
    ).fetchone()
    if row is None:
        raise NotFound(
            f"Nobody waits under number {waiting_id}.", next_step="`ticketforge waiting list` shows who waits.",
            id=waiting_id,
        )  # fmt: skip
    return _waiting_of(row, now)


def _waiting_of(row: tuple[Any, ...], now: datetime) -> Waiting:
    number, event_id, category_id, variant_id, quantity, name, email, phone, told, hold_id, added, hold, until = row
    state = WaitingState(told)
    if state is WaitingState.OFFERED:
        if hold == "sold":
            state = WaitingState.SERVED
        elif hold != "held" or until <= stamp(now):
            state, hold_id = WaitingState.WAITING, ""
    category = Category(event_id, category_id, variant_id)
    return Waiting(number, category, quantity, name, email, phone, state, hold_id, known_moment(added))
