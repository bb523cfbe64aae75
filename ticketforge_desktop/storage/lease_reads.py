"""What a station has leased, category by category, and what of it runs low."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.allotments import ASK_AGAIN, LeaseRule, NoLeaseReason
from ticketforge_desktop.services.ports.allotments import Category, VariantLease
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import moment, stamp

OPEN_SHIFT: Final = "SELECT shift_id FROM shifts WHERE closed_at = '' ORDER BY opened_at DESC, number DESC LIMIT 1"
_LEASES: Final = (
    "SELECT event_id, category_id, variant_id,"
    " sum(CASE state WHEN 'open' THEN leased - used - returned ELSE 0 END),"
    " sum(CASE state WHEN 'asked' THEN asked ELSE 0 END), min(CASE state WHEN 'open' THEN leased_at END)"
    " FROM allotments WHERE state IN ('open', 'asked') AND ?1 IN ('', event_id) GROUP BY variant_id ORDER BY 1, 2"
)
_KEPT: Final = (
    "SELECT variant_id, sum(quantity - taken) FROM holds WHERE state = 'held' AND until > ? GROUP BY variant_id"
)
# Categories this shift sells from a lease, unless somebody has sent their last one back.
_IN_PLAY: Final = (
    "SELECT event_id, category_id, variant_id, max(leased_at) AS newest, returned FROM allotments"
    " WHERE state IN ('open', 'spent') AND shift_id = ? GROUP BY variant_id HAVING returned = 0"
)
# Their allotments of this shift, whoever ended them: a category that has one is in play by the line above, or never.
_LEASED: Final = "SELECT DISTINCT variant_id FROM allotments WHERE state IN ('open', 'spent') AND shift_id = ?"
# On their way; or refused, for a while unless the store has said yes since, and for the whole shift where that does
# not change by itself.
_NOT_NOW: Final = (
    "SELECT r.variant_id FROM allotments r WHERE r.state = 'asked' OR r.state = 'refused' AND r.reason <> 'not_done'"
    " AND (r.changed_at > ? OR r.shift_id = ? AND r.reason IN (?, ?)) AND NOT EXISTS (SELECT 1 FROM allotments y"
    " WHERE y.variant_id = r.variant_id AND y.state IN ('open', 'spent') AND y.leased_at > r.changed_at)"
)
_SOLD: Final = (
    "SELECT l.variant_id, l.event_id, l.category_id, sum(l.quantity), max(s.shift_id = ?)"
    " FROM sales s JOIN sale_lines l ON l.sale_id = s.sale_id"
    " WHERE s.at >= ? AND s.kind = 'sale' AND s.state <> 'refused' AND l.variant_id <> 0 GROUP BY l.variant_id"
)


def leases_of(connection: Connection, event_id: str, now: datetime) -> list[VariantLease]:
    """What is ours of an event's categories, or of all ("")."""
    kept = dict(connection.execute(_KEPT, (stamp(now),)).fetchall())
    return [
        VariantLease(Category(event, category, variant), left, kept.get(variant, 0), asked, moment(since or ""))
        for event, category, variant, left, asked, since in connection.execute(_LEASES, (event_id,)).fetchall()
    ]


def running_low(connection: Connection, rule: LeaseRule, now: datetime) -> list[tuple[VariantLease, int]]:
    """Categories the open shift sells, each with the units sold within `rule.minutes`.

    Those it has leased, unless somebody has sent their last lease back; and those it sold lately by asking the store,
    so that the next buyer need not wait.
    """
    shift = connection.execute(OPEN_SHIFT).fetchone()
    if shift is None:
        return []
    sold = {}
    wanted = {row[2]: Category(*row[:3]) for row in connection.execute(_IN_PLAY, shift)}
    leased = {variant_id for (variant_id,) in connection.execute(_LEASED, shift)}
    since = stamp(now - timedelta(minutes=rule.minutes))
    for variant_id, event_id, category_id, units, here in connection.execute(_SOLD, (shift[0], since)):
        sold[variant_id] = int(units)
        if here and variant_id not in leased:
            wanted[variant_id] = Category(event_id, category_id, variant_id)
    for_good = str(NoLeaseReason.UNTRACKED), str(NoLeaseReason.OVERSELLS)
    not_now = connection.execute(_NOT_NOW, (stamp(now - ASK_AGAIN), shift[0], *for_good))
    for (variant_id,) in not_now.fetchall():
        wanted.pop(variant_id, None)
    if not wanted:
        return []
    known = {each.category.variant_id: each for each in leases_of(connection, "", now)}
    return [
        (known.get(variant_id, VariantLease(category, 0, 0, 0)), sold.get(variant_id, 0))
        for variant_id, category in wanted.items()
    ]
