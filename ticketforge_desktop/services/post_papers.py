"""What goes into the envelope with an order's tickets and onto it: delivery note and address label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ticketforge_desktop.domain.errors import BadInput, LayoutFault, NotFound
from ticketforge_desktop.services.ports.documents import (
    AddressFace,
    DeliveryFace,
    DeliveryRow,
    DocumentFace,
    PrinterPapers,
)
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.print_runs import ItemKind, MadePaper, PostOrder
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.views import EventDetails, TicketRow

_MOST_SEATS: Final = 8
_MORE: Final = {"de": "und {} weitere", "en": "and {} more"}
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_BLANK: Final = PostOrder("", ("",), ())


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose post it is. `line` is the address in one line; the shop's name where it is empty."""

    line: str = ""
    demo: bool = False

    @property
    def address(self) -> tuple[str, ...]:
        """What stands behind the name, line by line: `Nordlicht · Hafenstraße 12 · 20457 Hamburg`."""
        return tuple(part.strip() for part in self.line.split("·")[1:] if part.strip())


class PostPapers:
    """`services.ports.print_runs.Documents`.

    Args:
        addresses: the store's, by the orders' numbers (`Store.post_addresses`).
    """

    def __init__(
        self,
        queries: MirrorQueries,
        papers: PrinterPapers,
        addresses: Callable[[Sequence[int]], Mapping[int, tuple[str, ...]]],
        sender: Sender,
        clock: Clock,
    ) -> None:
        self._queries, self._papers, self._addresses = queries, papers, addresses
        self._sender, self._clock = sender, clock

    def recipients(self, orders: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
        known = self._addresses(list(orders.values()))
        return {name: known[order_id] for name, order_id in orders.items() if order_id in known}

    def make(self, kind: ItemKind, order: PostOrder, setup: PrinterSetup) -> MadePaper:
        if not order.lines:
            raise BadInput(f"{order.order} has no address.", field="address", order=order.order)
        face = self._face(kind, order, setup.words)
        layout = self._papers.layout_for(face, setup)
        return MadePaper(layout, self._papers.paper(face, setup, f"{kind}:{order.order}"))

    def prints(self, kind: ItemKind, setup: PrinterSetup) -> bool:
        try:
            self._papers.layout_for(self._face(kind, _BLANK, setup.words), setup)
        except (LayoutFault, NotFound):
            return False
        return True

    def own(self, setup: PrinterSetup) -> ItemKind | None:
        for kind in (ItemKind.DELIVERY_NOTE, ItemKind.LABEL):
            if setup.layout and self.prints(kind, setup) and self._is_own(kind, setup):
                return kind
        return None

    def _is_own(self, kind: ItemKind, setup: PrinterSetup) -> bool:
        return self._papers.layout_for(self._face(kind, _BLANK, setup.words), setup) == setup.layout

    def _face(self, kind: ItemKind, order: PostOrder, words: str) -> DocumentFace:
        shop = self._queries.shop()
        name = shop.name if shop else ""
        sender, demo = self._sender.line or name, self._sender.demo
        if kind is ItemKind.LABEL:
            return AddressFace(order.lines, sender, order=order.order, shop=name, demo=demo)
        rows = tuple(self._rows(order.tickets, words))
        zone = shop.zone if shop and shop.zone else "UTC"
        total, now = len(order.tickets), self._clock.now()
        return DeliveryFace(order.lines, rows, order.order, now, zone, total, sender=sender, shop=name, demo=demo)

    def _rows(self, ticket_ids: Sequence[str], words: str) -> Iterator[DeliveryRow]:
        """A row for the tickets of each category of each event, as they lie in the envelope."""
        kinds: dict[tuple[str, str], list[TicketRow]] = {}
        for ticket_id in ticket_ids:
            row = self._queries.ticket(ticket_id)
            kinds.setdefault((row.event_id, row.category), []).append(row)
        for position, ((event_id, category), rows) in enumerate(kinds.items(), start=1):
            event = self._queries.event(event_id)
            more = _MORE[words].format(len(rows) - 1) if len(rows) > 1 else ""
            numbers = " ".join(filter(None, (rows[0].number, more)))
            yield DeliveryRow(position, len(rows), event.row.title, _detail(event, category, rows, words), numbers)


def _detail(event: EventDetails, category: str, rows: Sequence[TicketRow], words: str) -> str:
    seats = [row.seat for row in rows if row.seat]
    told = ", ".join(seats[:_MOST_SEATS]) + (" …" if len(seats) > _MOST_SEATS else "")
    parts = (_when(event.row.starts_at, event.row.zone, words), event.row.venue, category, told)
    return " · ".join(filter(None, parts))


def _when(at: datetime | None, zone: str, words: str) -> str:
    """When an event begins, in its own time: `14.11.2026, 20:00`, `14 Nov 2026, 20:00`."""
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(zone or "UTC"))
    day = f"{there:%d.%m.%Y}" if words == "de" else f"{there.day} {_MONTHS[there.month - 1]} {there.year}"
    return f"{day}, {there:%H:%M}"
