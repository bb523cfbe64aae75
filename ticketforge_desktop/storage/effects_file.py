"""The station's side of order processing: effects written once, each order's whole or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.effect_rules import dead_ticket_flag, effects_of
from ticketforge_desktop.domain.effects import Effects, NewFlag, OrderFacts, Standing, Terms, UseStanding
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.events import HardticketState
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.ports.processing import AlertMove, Carried, DeadTicket, Flag
from ticketforge_desktop.storage import audit
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.effects_standing import read_standing, standing_of, use_of
from ticketforge_desktop.storage.errors import in_our_words
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work

_AIM_SECONDS: Final = 0.004  # of a transaction: a scan may wait behind it
_NOBODY: Final = Effects()
_NEW_PARCEL: Final = (
    "INSERT INTO parcels (parcel_id, order_id, order_name, number, event_id, state, recipient, phone, email, pieces,"
    " currency, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
)
_NEW_MAIL: Final = (
    "INSERT INTO mail (effect, kind, recipient, language, payload, state, created_at) VALUES (?,?,?,?,?,'queued',?)"
)


class EffectsOnFile:
    """`EffectsFile`.

    Args:
        station_id: for the audit.
        now: the time of entries.
    """

    def __init__(self, file: OpenFile, station_id: str, now: Callable[[], datetime]) -> None:
        self._file = file
        self._station_id = station_id
        self._now = now

    def memory(self, name: str) -> str:
        row = self._file.readers.row("SELECT value FROM processing WHERE name = ?", (name,))
        return str(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        if value != self.memory(name):
            self._file.writer().run(
                lambda work: work.raw.execute(
                    "INSERT INTO processing (name, value) VALUES (?,?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (name, value),
                ),
                Priority.SYNC,
            )

    def standing(self, orders: Sequence[OrderFacts]) -> Mapping[int, Standing]:
        with self._file.readers.borrow() as connection:
            return read_standing(connection, orders)

    def carry_out(self, orders: Sequence[OrderFacts], terms: Terms, staff: Staff) -> Sequence[Carried]:
        def carry_out(work: Work) -> list[Carried]:
            begun, carried = time.perf_counter(), []
            for facts in orders:
                carried.append(self._one_order(work.raw, facts, terms, staff))
                if time.perf_counter() - begun > _AIM_SECONDS:
                    break
            return carried

        return self._file.writer().run(carry_out, Priority.SYNC)

    def open_parcel_orders(self) -> Sequence[int]:
        with self._file.readers.borrow() as connection:
            rows = connection.execute(
                "SELECT DISTINCT order_id FROM parcels WHERE state IN (?,?) ORDER BY order_id",
                (str(HardticketState.PENDING), str(HardticketState.PRINTED)),
            )
            return [row[0] for row in rows]

    def sales_on_their_way(self) -> Sequence[str]:
        with self._file.readers.borrow() as connection:
            return [row[0] for row in connection.execute("SELECT sale_id FROM sales WHERE order_id = 0")]

    def admissions_behind(self, admission_id: int, limit: int) -> tuple[int, Sequence[str]]:
        with self._file.readers.borrow() as connection:
            rows = connection.execute(
                "SELECT admission_id, kind, ticket_id FROM admissions WHERE admission_id > ? ORDER BY admission_id"
                " LIMIT ?",
                (admission_id, limit),
            ).fetchall()
        tickets = dict.fromkeys(ticket_id for _, kind, ticket_id in rows if kind == "admit" and ticket_id)
        return (rows[-1][0] if rows else admission_id), list(tickets)

    def flag_dead(self, dead: Sequence[DeadTicket], staff: Staff) -> int:
        def raise_flags(work: Work) -> int:
            new = 0
            for ticket in dead:
                use = use_of(work.raw, ticket.ticket_id)
                if use is not None:
                    new += self._flag(work.raw, _flag_of(ticket, use), staff)
            return new

        return self._file.writer().run(raise_flags, Priority.SYNC)

    def raise_flags(self, flags: Sequence[NewFlag], staff: Staff) -> int:
        """Flags that no order causes; how many are new."""
        return self._file.writer().run(
            lambda work: sum(self._flag(work.raw, flag, staff) for flag in flags), Priority.SYNC
        )

    def standing_alerts(self) -> Mapping[int, frozenset[StockLevel]]:
        found: dict[int, set[StockLevel]] = {}
        with self._file.readers.borrow() as connection:
            for variant_id, level in connection.execute(
                "SELECT variant_id, level FROM stock_alerts WHERE cleared_at = ''"
            ):
                found.setdefault(variant_id, set()).add(StockLevel(level))
        return {variant_id: frozenset(levels) for variant_id, levels in found.items()}

    def move_alerts(self, moves: Sequence[AlertMove], gone: Sequence[int]) -> None:
        at = stamp(self._now())

        def move(work: Work) -> None:
            run = work.raw.execute
            end = "UPDATE stock_alerts SET cleared_at = ? WHERE variant_id = ? AND cleared_at = ''"
            for variant_id in gone:
                run(end, (at, variant_id))
            for each in moves:
                stock = each.stock
                for level in each.cleared:
                    run(f"{end} AND level = ?", (at, stock.variant_id, str(level)))
                for rank, level in enumerate(each.raised):
                    # Of several levels reached at once only the worst has to be told.
                    told_at = at if rank else ""
                    run(
                        "INSERT INTO stock_alerts (event_id, variant_id, level, available, raised_at, told_at)"
                        " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                        (stock.event_id, stock.variant_id, str(level), stock.available, at, told_at),
                    )

        self._file.writer().run(move, Priority.SYNC)

    def flags(self, *, unseen_only: bool = True, limit: int = 100) -> Sequence[Flag]:
        where = "WHERE seen_at = ''" if unseen_only else ""
        with self._file.readers.borrow() as connection:
            rows = connection.execute(
                "SELECT flag, kind, subject, facts, raised_at, seen_at, seen_by, seen_how FROM flags"  # noqa: S608
                f" {where} ORDER BY raised_at DESC, rowid DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [
            Flag(flag, kind, subject, json.loads(facts), known_moment(raised), moment(seen), seen_by, how)
            for flag, kind, subject, facts, raised, seen, seen_by, how in rows
        ]

    def flags_standing(self) -> tuple[int, str]:
        """How many nobody has seen, and when the newest of these was raised, "" for none."""
        with self._file.readers.borrow() as connection:
            row = connection.execute(
                "SELECT count(*), coalesce(max(raised_at), '') FROM flags WHERE seen_at = ''"
            ).fetchone()
        return int(row[0]), str(row[1])

    def see_flag(self, flag: str, staff: Staff, how: str = "") -> None:
        def see(work: Work) -> None:
            row = work.raw.execute("SELECT kind, subject, seen_at FROM flags WHERE flag = ?", (flag,)).fetchone()
            if row is None:
                raise NotFound(f"There is no flag {flag!r}.", flag=flag)
            kind, subject, seen_at = row
            if not seen_at:
                values = (stamp(self._now()), staff.staff_id, how, flag)
                work.raw.execute("UPDATE flags SET seen_at = ?, seen_by = ?, seen_how = ? WHERE flag = ?", values)
                self._audit(work.raw, staff, "see_flag", subject, f"{kind}: {how}" if how else kind)

        self._file.writer().run(see)

    def _one_order(self, connection: Connection, facts: OrderFacts, terms: Terms, staff: Staff) -> Carried:
        """Decide and write inside a savepoint, so that a fault takes back this order's effects and no other's."""
        connection.execute("SAVEPOINT one_order")
        try:
            effects = effects_of(facts, standing_of(connection, facts), terms)
            if effects:
                self._write(connection, facts, effects, staff)
            connection.execute("RELEASE one_order")
        except Exception as error:  # told with the order; what is wrong with the file goes up
            if not connection.in_transaction or in_our_words(error, self._file.vault.path) is not None:
                raise
            connection.execute("ROLLBACK TO one_order")
            connection.execute("RELEASE one_order")
            return Carried(facts.order_id, _NOBODY, error)
        return Carried(facts.order_id, effects)

    def _write(self, connection: Connection, facts: OrderFacts, effects: Effects, staff: Staff) -> None:
        self._write_parcels(connection, facts, effects)
        at = stamp(self._now())
        for mail in effects.mail:
            told = {"order_id": facts.order_id, "order": facts.name}
            self._once(connection, mail.key, told)
            values = (mail.key, mail.kind, mail.recipient, mail.language, json.dumps(told, ensure_ascii=False), at)
            connection.execute(_NEW_MAIL, values)
        for flag in effects.flags:
            self._flag(connection, flag, staff)
        back = effects.sale
        if back is not None:
            connection.execute(
                "UPDATE sales SET order_id = ?, order_name = ?, state = ? WHERE sale_id = ?",
                (facts.order_id, facts.name, back.state, back.sale_id),
            )
            connection.executemany(
                "UPDATE sale_lines SET line_id = ? WHERE sale_id = ? AND line = ?",
                [(line_id, back.sale_id, line) for line, line_id in back.lines],
            )

    def _write_parcels(self, connection: Connection, facts: OrderFacts, effects: Effects) -> None:
        at, pending = stamp(self._now()), str(HardticketState.PENDING)
        for new in effects.parcels:
            parcel_id = f"{facts.order_id}-{new.number}"
            self._once(connection, f"parcel:{parcel_id}", {"order": facts.name})
            to = (new.recipient, new.phone, new.email, new.pieces, new.currency)
            row = (parcel_id, facts.order_id, facts.name, new.number, new.event_id, pending, *to, at)
            connection.execute(_NEW_PARCEL, row)
        for change in effects.parcel_changes:
            before = connection.execute(
                "SELECT called_off FROM parcels WHERE parcel_id = ?", (change.parcel_id,)
            ).fetchone()[0]
            connection.execute(
                "UPDATE parcels SET called_off = ?, pieces = ? WHERE parcel_id = ?",
                (change.called_off, change.pieces, change.parcel_id),
            )
            if before != change.called_off:
                connection.execute(
                    "INSERT INTO parcel_events (parcel_id, at, code, text) VALUES (?,?,?,?)",
                    (change.parcel_id, at, "called_off" if change.called_off else "wanted_again", change.called_off),
                )

    def _flag(self, connection: Connection, flag: NewFlag, staff: Staff) -> int:
        """Raise a flag with its audit entry; 0 when it was raised before."""
        facts = json.dumps(flag.facts, ensure_ascii=False)
        new = connection.execute(
            "INSERT INTO flags (flag, kind, subject, facts, raised_at) VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
            (flag.key, flag.kind, flag.subject, facts, stamp(self._now())),
        ).rowcount
        if new:
            self._once(connection, flag.key, {"kind": flag.kind})
            self._audit(connection, staff, "flag", flag.subject, f"{flag.kind} {facts}")
        return int(new)

    def _once(self, connection: Connection, key: str, facts: Mapping[str, object]) -> None:
        connection.execute(
            "INSERT INTO effects (effect, at, facts) VALUES (?,?,?)",
            (key, stamp(self._now()), json.dumps(facts, ensure_ascii=False)),
        )

    def _audit(self, connection: Connection, staff: Staff, action: str, subject: str, detail: str) -> None:
        audit.append(connection, self._now(), self._station_id, staff.staff_id, action, subject, detail)


def _flag_of(ticket: DeadTicket, use: UseStanding) -> NewFlag:
    return dead_ticket_flag(ticket.ticket_id, ticket.state, ticket.event_id, ticket.order, ticket.order_id, use)
