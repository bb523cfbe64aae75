"""What the printed door list says: who may come in, in the order people are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketforge_desktop.domain.blackout_pack import BlackoutPack, Table, Value
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.name_order import listed, name_key
from ticketforge_desktop.domain.seating.places import in_words
from ticketforge_desktop.domain.ticket_numbers import number_of
from ticketforge_desktop.services.ports.blackout import PaperHead, PaperRow

# Whoever holds anything else is not on the list and does not come in.
_LISTED: Final = {str(TicketState.VALID): "", str(TicketState.UNPAID): "unpaid"}


def paper_rows(pack: BlackoutPack, used: frozenset[str], language: str) -> list[PaperRow]:
    """The valid and the unpaid tickets, by holder as the language sorts names, then by order and seat.

    Args:
        used: ids of tickets that were let in already.
    """
    orders = _by(pack.tables["orders"], "order_id")
    categories = _by(pack.tables["categories"], "variant_id")
    lines = {(line["order_id"], line["line_id"]): line for line in _dicts(pack.tables["order_lines"])}
    blocked = set(pack.tables["blocked_tickets"].column("ticket_id"))
    rows = []
    for ticket in _dicts(pack.tables["tickets"]):
        if ticket["state"] not in _LISTED:
            continue
        order = orders.get(ticket["order_id"], {})
        line = lines.get((ticket["order_id"], ticket["line_id"]), {})
        category = categories.get(ticket["variant_id"], {}).get("name") or line.get("title", "")
        ticket_id = str(ticket["ticket_id"])
        mark = "blocked" if ticket_id in blocked else _LISTED[str(ticket["state"])]
        rows.append(
            PaperRow(
                listed(str(order.get("holder", ""))),
                str(order.get("name", "")),
                str(category),
                in_words(str(ticket["seat"]), language),
                number_of(bytes.fromhex(ticket_id)),
                str(ticket["ean"]) if ticket["ean"] else "",
                mark or ("inside" if ticket_id in used else ""),
            )
        )
    return sorted(rows, key=lambda row: (name_key(row.name, language), row.order, row.seat, row.number))


def paper_head(pack: BlackoutPack, made_at: datetime) -> PaperHead:
    """What stands above each page."""
    event = next(_dicts(pack.tables["events"]))
    zone = _zone(str(event["zone"]))
    venue = ", ".join(part for part in (str(event["venue_name"]), str(event["city"])) if part)
    starts = _moment(str(event["starts_at"]))
    return PaperHead(
        str(event["title"]),
        starts.astimezone(zone) if starts else None,
        venue,
        made_at.astimezone(zone),
        pack.head.station_name,
    )


def _dicts(table: Table) -> Iterator[dict[str, Value]]:
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _by(table: Table, column: str) -> Mapping[Value, Mapping[str, Value]]:
    return {row[column]: row for row in _dicts(table)}


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
