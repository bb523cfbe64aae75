"""`SeatFile` on the station file, and the steps that a sale, a hold or a refund takes in its own transaction.

A row is a seat that is not free. Ours carry the token under which the store's document knows them; those of others
have an owner that begins with `@` (station and name). The row whose seat is "" holds the digest of the section's
document as it was last looked at, and how many acts of ours there were then. What we do is noted here with the act
that tells the store, so that after a crash both are there, or neither.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.domain.seating.claims import (
    Claim,
    ClaimState,
    key_of,
    names_of,
    read_section,
    short_station,
    token_of,
)
from ticketforge_desktop.services.ports.outbox import Act
from ticketforge_desktop.services.ports.seats import Mark, SeatGone, SeatRow, SeatState
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_OF_EVENT: Final = "SELECT section, seat, state, owner FROM seats WHERE event_id = ? AND seat <> ''"
_ONE: Final = "SELECT state, owner, token FROM seats WHERE event_id = ? AND section = ? AND seat = ?"
_OF_SECTION: Final = "SELECT seat, state, owner, token FROM seats WHERE event_id = ? AND section = ? AND seat <> ''"
_PUT: Final = (
    "INSERT INTO seats (event_id, section, seat, state, owner, token, changed_at) VALUES (?,?,?,?,?,?,?)"
    " ON CONFLICT DO UPDATE SET state = excluded.state, owner = excluded.owner, token = excluded.token,"
    " changed_at = excluded.changed_at"
)
_LEASED: Final = f"{_PUT} WHERE state = 'leased' OR substr(owner, 1, 1) = '@'"
_DROP: Final = "DELETE FROM seats WHERE event_id = ? AND section = ? AND seat = ?"
_READ: Final = (
    "INSERT INTO seats (event_id, section, seat, digest, token, changed_at) VALUES (?,?,'',?,?,?)"
    " ON CONFLICT DO UPDATE SET digest = excluded.digest, token = excluded.token, changed_at = excluded.changed_at"
)
_DIGEST: Final = "SELECT digest, token FROM seats WHERE event_id = ? AND section = ? AND seat = ''"
_ACTS: Final = (
    "SELECT count(*), count(CASE WHEN state <> 'done' THEN 1 END) FROM outbox"
    " WHERE aggregate = ? AND kind = 'settle_seats'"
)
_STATES: Final[Mapping[ClaimState, SeatState]] = {
    ClaimState.LEASED: SeatState.LEASED,
    ClaimState.HELD: SeatState.HELD,
    ClaimState.SOLD: SeatState.SOLD,
    ClaimState.BLOCKED: SeatState.BLOCKED,
}


class Known(NamedTuple):
    """A seat's row."""

    state: str
    owner: str
    token: str

    @property
    def ours(self) -> bool:
        return not self.owner.startswith("@")


class SeatRows:
    """`SeatFile`.

    Args:
        outbox: takes the acts, in our transactions.
        station: this station's id and name.
        now: the time for entries.
    """

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        outbox: OutboxFile,
        station: tuple[str, Callable[[], str]],
        now: Callable[[], datetime],
    ) -> None:
        self._writer, self._readers, self._outbox, self._now = writer, readers, outbox, now
        self._station_id, self._name = station
        self._us: Final = short_station(self._station_id)

    @property
    def us(self) -> str:
        return self._us

    def rows(self, event_id: str) -> Sequence[SeatRow]:
        with self._readers.borrow() as connection:
            found = connection.execute(_OF_EVENT, (event_id,)).fetchall()
        return [_shown(*row) for row in found]

    def events(self) -> Sequence[str]:
        with self._readers.borrow() as connection:
            found = connection.execute("SELECT DISTINCT event_id FROM seats WHERE seat <> '' ORDER BY event_id")
            return [event_id for (event_id,) in found]

    def mark(self, event_id: str, section: str) -> Mark:
        with self._readers.borrow() as connection:
            return _mark(connection.execute, event_id, section)

    def learn(self, event_id: str, section: str, text: str, digest: str, mark: Mark) -> Sequence[str] | None:
        if digest and digest == mark.digest and mark.looked == f"{mark.acts}:0" and not mark.unsent:
            return ()
        return self._writer.run(lambda work: self._learn(work, event_id, section, text, digest, mark), Priority.SYNC)

    def lease(self, event_id: str, section: str, seats: Sequence[str], owner: str, token: str) -> None:
        def lease(work: Work) -> None:
            at = stamp(self._now())
            rows = [(event_id, section, seat, str(SeatState.LEASED), owner, token, at) for seat in seats]
            work.raw.executemany(_LEASED, rows)
            # What else the document says was not looked at; and a look that began before is older than this.
            work.raw.execute(_READ, (event_id, section, f"~{token}", "", at))

        self._writer.run(lease, Priority.TILL)

    def sell(self, event_id: str, seats: Sequence[str], sale_id: str, staff: Staff) -> None:
        self._writer.run(lambda work: self.sell_in(work, event_id, seats, sale_id, staff), Priority.TILL)

    def hold(self, event_id: str, seats: Sequence[str], hold_id: str, staff: Staff) -> None:
        self._writer.run(lambda work: self.hold_in(work, event_id, seats, hold_id, staff), Priority.TILL)

    def give_back(self, event_id: str, seats: Sequence[str], owner: str, staff: Staff) -> None:
        self._writer.run(lambda work: self.give_back_in(work, event_id, seats, owner, staff), Priority.TILL)

    def release(self, event_id: str, seats: Sequence[str], staff: Staff) -> None:
        self._writer.run(lambda work: self.release_in(work, event_id, seats, staff), Priority.TILL)

    def block(self, event_id: str, seats: Sequence[str], reason: str, staff: Staff) -> None:
        def block(work: Work) -> None:
            self._step(work, event_id, seats, SeatState.BLOCKED, f"block:{reason}", staff)
            what = f"{event_id}: {', '.join(seats)}"
            chain.append(work.raw, self._now(), self._station_id, staff.staff_id, "block_seats", what, reason)

        self._writer.run(block, Priority.TILL)

    def sell_in(
        self,
        work: Work,
        event_id: str,
        seats: Sequence[str],
        sale_id: str,
        staff: Staff = DEFAULT_MANAGER,
        *,
        holds: Collection[str] = (),
    ) -> None:
        """Sell seats, in the transaction of the sale. Those already sold by this sale stay so.

        Args:
            seats: their names (`section/row/number`); all leased to this station, or held under one of `holds`.
            sale_id: the sale; with it the tickets and the store's document name the seat's buyer.

        Raises:
            SeatGone: one of them is not ours to sell; nothing was written.
            BadInput: one is no seat's name, or is named twice.
        """
        self._step(work, event_id, seats, SeatState.SOLD, sale_id, staff, also=holds)

    def sell_for(
        self, work: Work, event_id: str, seats: Sequence[str], sale_id: str, staff: Staff, holds: Collection[str]
    ) -> None:
        """`sell_in`, as a sale calls it."""
        self.sell_in(work, event_id, seats, sale_id, staff, holds=holds)

    def hold_in(
        self, work: Work, event_id: str, seats: Sequence[str], hold_id: str, staff: Staff = DEFAULT_MANAGER
    ) -> None:
        """Keep leased seats for somebody. Raises as `sell_in`."""
        self._step(work, event_id, seats, SeatState.HELD, hold_id, staff)

    def give_back_in(
        self, work: Work, event_id: str, seats: Sequence[str], owner: str, staff: Staff = DEFAULT_MANAGER
    ) -> None:
        """Seats of a sale, hold or block (`owner`) are leased again: ours to sell once more. Raises `SeatGone`."""
        self._step(work, event_id, seats, SeatState.LEASED, "", staff, also=(owner,))

    def release_in(self, work: Work, event_id: str, seats: Sequence[str], staff: Staff = DEFAULT_MANAGER) -> None:
        """Leased seats go back to everybody: from here on not sold by us. Raises `SeatGone`."""
        self._step(work, event_id, seats, SeatState.FREE, "", staff)

    def _step(
        self,
        work: Work,
        event_id: str,
        seats: Sequence[str],
        state: SeatState,
        owner: str,
        staff: Staff,
        *,
        also: Collection[str] = (),
    ) -> None:
        """Leased seats, and those whose owner is in `also`, become another state: all of them, or none."""
        known = self._read(work, event_id, seats)
        wanted = {seat: row for seat, row in known.items() if row is None or not self._is_done(row, state, owner)}
        gone = [seat for seat, row in wanted.items() if row is None or not _givable(row, also)]
        if gone:
            raise _gone(event_id, gone)
        token = token_of(owner) if owner else secrets.token_hex(6)
        at = stamp(self._now())
        for section, names in names_of(wanted).items():
            rows = {name: wanted[f"{section}/{name}"] for name in names}
            for name in names:
                if state is SeatState.FREE:
                    work.raw.execute(_DROP, (event_id, section, name))
                else:
                    work.raw.execute(_PUT, (event_id, section, name, str(state), owner, token, at))
            before = {name: row.token for name, row in rows.items() if row is not None}
            self._tell(work, event_id, section, before, state, token, staff)

    def _read(self, work: Work, event_id: str, seats: Sequence[str]) -> dict[str, Known | None]:
        found: dict[str, Known | None] = {}
        for seat_id in seats:
            section, _, name = seat_id.partition("/")
            if not section or "/" not in name or seat_id in found:
                raise BadInput(f"{seat_id!r} is no seat, or is named twice.", field="seats", value=seat_id)
            row = work.raw.execute(_ONE, (event_id, section, name)).fetchone()
            found[seat_id] = Known(*row) if row else None
        return found

    def _is_done(self, row: Known, state: SeatState, owner: str) -> bool:
        """The same step was taken before: twice is once."""
        return bool(owner) and row.state == state and row.owner == owner

    def _tell(
        self,
        work: Work,
        event_id: str,
        section: str,
        before: Mapping[str, str],
        state: SeatState,
        token: str,
        staff: Staff,
    ) -> None:
        payload: dict[str, object] = {
            "event": event_id, "section": section, "station": self._us, "name": self._name(),
            "seats": dict(before), "state": str(state), "token": token,
        }  # fmt: skip
        self._outbox.add_in(work, Act("settle_seats", _aggregate(event_id, section), payload), staff)

    def _learn(
        self, work: Work, event_id: str, section: str, text: str, digest: str, mark: Mark
    ) -> Sequence[str] | None:
        now = _mark(work.raw.execute, event_id, section)
        if now != mark:
            return None
        told = read_section(text)
        known = {row[0]: Known(*row[1:]) for row in work.raw.execute(_OF_SECTION, (event_id, section)).fetchall()}
        at, lost, repair = stamp(self._now()), [], []
        for name in known.keys() | told.claims.keys():
            claim, row = told.claims.get(name), known.get(name)
            others = claim is not None and claim.station != self._us
            ours = row is not None and row.ours
            if ours and row is not None and row.state != SeatState.LEASED:
                if others:
                    lost.append(f"{section}/{name}")
                elif not mark.unsent and (
                    claim is None or (claim.token, _STATES[claim.state]) != (row.token, row.state)
                ):
                    repair.append((name, row, claim))
            elif claim is None:
                if not (ours and mark.unsent):
                    work.raw.execute(_DROP, (event_id, section, name))
            elif others:
                owner = f"@{claim.station} {told.names.get(claim.station, '')}"
                work.raw.execute(_PUT, (event_id, section, name, str(_STATES[claim.state]), owner, "", at))
            elif not mark.unsent:
                self._adopt(work, (event_id, section, name), claim, row, at)
        for name, row, claim in repair:
            before = {name: claim.token if claim is not None else ""}
            self._tell(work, event_id, section, before, SeatState(row.state), row.token, DEFAULT_MANAGER)
        work.raw.execute(_READ, (event_id, section, digest, f"{mark.acts}:{mark.unsent}", at))
        return lost

    def _adopt(self, work: Work, place: tuple[str, str, str], claim: Claim, row: Known | None, at: str) -> None:
        """The store says it is ours, and nothing of ours is on its way: a claim whose answer we never heard."""
        owner = row.owner if row is not None and row.ours else ""
        work.raw.execute(_PUT, (*place, str(_STATES[claim.state]), owner, claim.token, at))


def _aggregate(event_id: str, section: str) -> str:
    return f"seats:{key_of(event_id, section)}"


def _mark(execute: Callable[..., Any], event_id: str, section: str) -> Mark:
    digest = execute(_DIGEST, (event_id, section)).fetchone()
    acts, unsent = execute(_ACTS, (_aggregate(event_id, section),)).fetchone()
    return Mark(digest[0] if digest else "", digest[1] if digest else "", acts, unsent)


def _givable(row: Known, also: Collection[str]) -> bool:
    return row.ours and (row.state == SeatState.LEASED or (bool(row.owner) and row.owner in also))


def _gone(event_id: str, seats: Iterable[str]) -> SeatGone:
    named = list(seats)
    return SeatGone(
        f"Not ours to give: {', '.join(named[:6])}{' …' if len(named) > 6 else ''}.", event=event_id, seats=named
    )


def _shown(section: str, seat: str, state: str, owner: str) -> SeatRow:
    ours = not owner.startswith("@")
    shown = SeatState(state)
    if not ours and shown is SeatState.LEASED:
        shown = SeatState.ELSEWHERE
    return SeatRow(f"{section}/{seat}", shown, owner if ours else owner.partition(" ")[2], ours)
