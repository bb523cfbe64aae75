"""An evening at the Klangturm: events, orders of every state, and the station that lets people in."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from tests.domain.makers import SHOP, line, order
from tests.services.stations import EVENING, TestStation
from ticketforge_desktop.domain.admission import BarePolicy
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.codes import Payload, category_tag, encode, event_tag, key_id_of, message_of, pack
from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    LineRecord,
    OrderRecord,
    ShopRecord,
    TicketRecord,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.ticketing import EventIndex, derive_tickets
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.check_results import CheckResult
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.ports.mirror import LoadProgress
from ticketforge_desktop.services.ports.signing import Signer

EAN_KEY = bytes(range(16))
VARIANTS = {5: "gala", 6: "matinee", 7: "gone"}
PLACED = "2026-11-01T10:00:00Z"


def event(event_id: str, status: str = "PUBLISHED") -> EventRecord:
    told: dict[str, Any] = dict.fromkeys(EventRecord._fields, "")
    told |= {"event_id": event_id, "product_id": len(event_id), "title": event_id.title(), "status": status}
    return EventRecord(**told | {"starts_at": "2026-11-14T19:00:00Z", "zone": "Europe/Vienna", "minimum_age": 0})


def category(variant_id: int, event_id: str) -> CategoryRecord:
    told: dict[str, Any] = dict.fromkeys(CategoryRecord._fields, 0)
    told |= {"variant_id": variant_id, "event_id": event_id, "category_id": "parkett-a", "name": "Parkett A"}
    return CategoryRecord(**told | {"capacity": 100, "tracked": True, "colour": "", "updated_at": PLACED})


class Evening:
    """The mirror of one shop on the files of a station, and its door."""

    shop, ean_key = SHOP, EAN_KEY

    def __init__(self, station: TestStation, **door: Any) -> None:
        self.station = station
        self.clock = station.clock
        station.shop_keys.ean_key = lambda: EAN_KEY
        self.mirror = station.profile.mirror_writer
        self._first_sync()
        book = station.profile.ticket_book
        bare = door.get("bare", lambda: BarePolicy.CONFIRM)
        ticks = itertools.count(step=10)  # nothing that was read is believed a second time
        self.gates = Gates(
            station.profile.gates,
            lambda: {"bare": str(bare())},
            book.event_times,
            event_of=book.event_of,
            clock=lambda: next(ticks),
        )
        self.door = CheckIn(
            book,
            station.profile.admissions,
            station.trusted(),
            station.verifier,
            station.clock,
            **{"rulings": self.gates} | door,
        )

    def sold(
        self, name: str, *, variant: int = 5, quantity: int = 1, line_told: Any = None, **told: Any
    ) -> list[TicketRecord]:
        """An order of the store as it is now; told again, it is replaced as a sync does."""
        placed, bought = self.to_be_sold(name, variant=variant, quantity=quantity, line_told=line_told, **told)
        self.mirror.apply(StoreBatch(orders=(placed,), lines=(bought,)), None)
        index = EventIndex(VARIANTS, VARIANTS.values())
        return derive_tickets(SHOP, EAN_KEY, placed, [bought], index)

    def to_be_sold(
        self, name: str, *, variant: int = 5, quantity: int = 1, line_told: Any = None, **told: Any
    ) -> tuple[OrderRecord, LineRecord]:
        """An order as the store has it, not yet in the mirror."""
        order_id = int(name.strip("#"))
        usual = {"order_id": order_id, "name": name, "holder": "Jürgen Groß", "created_at": PLACED}
        placed = order(**usual | told)
        bought = line(
            order_id * 10, order_id=order_id, variant_id=variant, quantity=quantity,
            sku=f"{VARIANTS[variant]}-parkett-a", **line_told or {},
        )  # fmt: skip
        return placed, bought

    def code(self, ticket: TicketRecord, issue: int = 1, signer: Signer | None = None, event_id: str = "") -> str:
        signs = signer or self.station.keys.signer()
        event_id = event_id or ticket.event_id
        tags = event_tag(SHOP, event_id), category_tag(SHOP, event_id, "parkett-a")
        facts = Payload(key_id_of(signs.public_key), tags[0], bytes.fromhex(ticket.ticket_id), tags[1], issue)
        packed = pack(facts)
        return encode(packed, signs.sign(message_of(packed)))

    def scan(self, raw: str, *events: str, gate: str = "A", direction: str = "entry", **more: Any) -> CheckResult:
        return self.door.check(raw, events or ("gala",), gate, direction, DEFAULT_MANAGER, **more)

    def verdict(self, raw: str, *events: str, **more: Any) -> str:
        return str(self.scan(raw, *events, **more).verdict)

    def synced(self, minutes_ago: float = 0) -> None:
        self.mirror.note_sync("incremental", self.clock.now() - timedelta(minutes=minutes_ago), {})

    def reprinted(self, ticket: TicketRecord, issue: int, made_at: str, by: str) -> None:
        """What the print ledger of the station knows of an issue."""
        self.station.profile._station_file.writer().run(
            lambda work: work.raw.execute(
                "INSERT INTO issues (ticket_id, issue, made_at, station) VALUES (?,?,?,?)",
                (ticket.ticket_id, issue, made_at, by),
            )
        )

    def log(self) -> list[tuple[str, str]]:
        """Verdict and ticket of every attempt, oldest first."""
        rows = self.station.profile.admissions.recent("", 10_000)
        return [(row.verdict, row.ticket_id) for row in reversed(rows)]

    def _first_sync(self) -> None:
        """A shop with its events and no order yet."""
        shadow = self.mirror.shadow()
        loading = LoadProgress("products", "job", PLACED, "", 0, 0, True)
        events = (event("gala"), event("matinee"), event("gone", "CANCELLED"))
        categories = tuple(category(variant, event_id) for variant, event_id in VARIANTS.items())
        shadow.begin(loading)
        shadow.load([StoreBatch(events=events, categories=categories)], loading)
        shadow.finish(ShopRecord(1, SHOP, "Klangturm", "EUR", "Europe/Vienna", "basic", "AT"), ())


__all__ = ["EVENING", "Evening"]
