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
# Those it sold by asking the store, and never leased: the next buyer need not wait.
_SOLD_WITHOUT: Final = (
    "SELECT l.event_id, l.category_id, l.variant_id FROM sales s JOIN sale_lines l ON l.sale_id = s.sale_id"
    " WHERE s.shift_id = ?1 AND s.kind = 'sale' AND s.state <> 'refused' AND l.variant_id <> 0 AND NOT EXISTS"
    " (SELECT 1 FROM allotments a WHERE a.variant_id = l.variant_id AND a.shift_id = ?1"
    " AND a.state IN ('open', 'spent')) GROUP BY l.variant_id"
)
_REFUSED: Final = (
    "SELECT 1 FROM allotments WHERE variant_id = ? AND (state = 'asked' OR state = 'refused' AND reason <> 'not_done'"
    " AND (changed_at > ? OR shift_id = ? AND reason IN (?, ?))) LIMIT 1"
)
_SOLD: Final = (
    "SELECT coalesce(sum(l.quantity), 0) FROM sales s JOIN sale_lines l ON l.sale_id = s.sale_id"
    " WHERE s.at >= ? AND s.kind = 'sale' AND s.state <> 'refused' AND l.variant_id = ?"
)


def leases_of(connection: Connection, event_id: str, now: datetime) -> list[VariantLease]:
    """What is ours of an event's categories, or of all ("")."""
    kept = dict(connection.execute(_KEPT, (stamp(now),)).fetchall())
    return [
        VariantLease(Category(event, category, variant), left, kept.get(variant, 0), asked, moment(since or ""))
        for event, category, variant, left, asked, since in connection.execute(_LEASES, (event_id,)).fetchall()
    ]


def running_low(connection: Connection, rule: LeaseRule, now: datetime) -> list[tuple[VariantLease, int]]:
    """Categories the open shift sells from a lease, each with the units sold within `rule.minutes`."""
    shift = connection.execute(OPEN_SHIFT).fetchone()
    if shift is None:
        return []
    known = {each.category.variant_id: each for each in leases_of(connection, "", now)}
    since, found = stamp(now - timedelta(minutes=rule.minutes)), []
    wanted = [*connection.execute(_IN_PLAY, shift), *connection.execute(_SOLD_WITHOUT, shift)]
    for event_id, category_id, variant_id, *_ in wanted:
        if _refused_lately(connection, variant_id, shift[0], now):
            continue
        (sold,) = connection.execute(_SOLD, (since, variant_id)).fetchone()
        nothing = VariantLease(Category(event_id, category_id, variant_id), 0, 0, 0)
        found.append((known.get(variant_id, nothing), int(sold)))
    return found


def _refused_lately(connection: Connection, variant_id: int, shift_id: str, now: datetime) -> bool:
    for_good = str(NoLeaseReason.UNTRACKED), str(NoLeaseReason.OVERSELLS)
    values = (variant_id, stamp(now - ASK_AGAIN), shift_id, *for_good)
    return connection.execute(_REFUSED, values).fetchone() is not None
