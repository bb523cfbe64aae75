"""`SeatMaps` on the station file, and the seats that orders of the web shop name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.seating.document import read_map, write_map
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.services.ports.seats import MapHead, OrderSeat, SeatMapRow
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.seats import SeatRows
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Work, Writer

_PUT: Final = (
    "INSERT INTO seat_maps (map_id, venue, version, document, changed_at) VALUES (?,?,?,?,?)"
    " ON CONFLICT DO UPDATE SET venue = excluded.venue, version = excluded.version, document = excluded.document,"
    " changed_at = excluded.changed_at"
)
# A till's own lines carry a seed: their seats are in the store's documents by the till's word, not the order's.
_SEATS: Final = (
    "SELECT t.seat, t.order_id, t.state IN (?,?) FROM tickets t JOIN order_lines l ON l.line_id = t.line_id"
    " WHERE t.event_id = ? AND t.seat <> '' AND l.seed = '' ORDER BY t.order_id, t.line_id, t.unit"
)
_LIVING: Final = (str(TicketState.VALID), str(TicketState.UNPAID))


class SeatMapRows:
    """`SeatMaps`.

    Args:
        station_id: this station, for the audit.
        now: the program's clock.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now

    def maps(self) -> Sequence[SeatMapRow]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT map_id, venue, version, document, changed_at FROM seat_maps ORDER BY venue, map_id"
            ).fetchall()
        return [_row(*row) for row in rows]

    def heads(self) -> Sequence[MapHead]:
        with self._readers.borrow() as connection:
            rows = connection.execute("SELECT map_id, venue, version FROM seat_maps ORDER BY venue, map_id").fetchall()
        return [MapHead(*row) for row in rows]

    def map(self, map_id: str) -> SeatMap | None:
        with self._readers.borrow() as connection:
            row = connection.execute("SELECT document FROM seat_maps WHERE map_id = ?", (map_id,)).fetchone()
        return read_map(row[0]) if row else None

    def put(self, drawn: SeatMap, staff: Staff, *, upon: int | None = None) -> SeatMap:
        def put(work: Work) -> SeatMap:
            row = work.raw.execute("SELECT version FROM seat_maps WHERE map_id = ?", (drawn.map_id,)).fetchone()
            known = row[0] if row else 0
            if upon is not None and known != upon:
                raise Conflict(
                    f"The seat map {drawn.map_id!r} was changed meanwhile (version {known}).",
                    map=drawn.map_id,
                    version=known,
                )
            kept = replace(drawn, version=max(known + 1, drawn.version))
            work.raw.execute(_PUT, (kept.map_id, kept.venue, kept.version, write_map(kept), stamp(self._now())))
            self._log(work, staff, "seat_map", kept.map_id, str(known), str(kept.version))
            return kept

        return self._writer.run(put)

    def drop(self, map_id: str, staff: Staff) -> None:
        def drop(work: Work) -> None:
            if not work.raw.execute("DELETE FROM seat_maps WHERE map_id = ?", (map_id,)).rowcount:
                raise NotFound(f"There is no seat map {map_id!r}.", next_step="`ticketforge seats list` shows them.")
            self._log(work, staff, "drop_seat_map", map_id, "", "")

        self._writer.run(drop)

    def _log(self, work: Work, staff: Staff, action: str, subject: str, before: str, after: str) -> None:
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, subject, "", before, after)


class SeatingFiles:
    """Everything about seats that is on the two files.

    Args:
        station, mirror: the files.
        outbox: takes the acts, in our transactions.
        named: this station's id and name.
        now: the program's clock.
    """

    def __init__(
        self,
        station: OpenFile,
        mirror: OpenFile,
        outbox: OutboxFile,
        named: tuple[str, Callable[[], str]],
        now: Callable[[], datetime],
    ) -> None:
        self.rows: Final = SeatRows(station.writer(), station.readers, outbox, named, now)
        self.maps: Final = SeatMapRows(station.writer(), station.readers, named[0], now)
        self.orders: Final = OrderSeatRows(mirror.readers)


class OrderSeatRows:
    """Seats that tickets of web orders name, from the mirror."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def __call__(self, event_id: str) -> Sequence[OrderSeat]:
        with self._readers.borrow() as connection:
            rows = connection.execute(_SEATS, (*_LIVING, event_id))
            return [OrderSeat(seat, order_id, bool(living)) for seat, order_id, living in rows]


def _row(map_id: str, venue: str, version: int, document: str, changed_at: str) -> SeatMapRow:
    try:
        drawn = read_map(document)
    except BadInput:  # of a later version: named all the same, so that it can be dropped or exported there
        return SeatMapRow(map_id, venue, version, 0, 0, 0, changed_at)
    seats = sum(1 for _ in drawn.seats())
    standing = sum(area.capacity for area in drawn.areas)
    return SeatMapRow(map_id, venue, version, seats, standing, len(drawn.sections), changed_at)
