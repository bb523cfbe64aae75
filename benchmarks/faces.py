"""Tickets for the printing benchmarks: each with its own codes, holder and number, as an event's run has them."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.printing import TicketFace

LAYOUT = "ticket-2x5.5in"
_FIRST = "Anna Jörg Łucja Müzeyyen Chloé Søren Zoë Jürgen Agnieszka François".split()
_LAST = "Müller Groß Kowalczyk Øster Fernández-Ruiz Weiß Öztürk Nowak Lefèvre Schmidt".split()


def faces(count: int) -> list[TicketFace]:
    """So many tickets, the same every time."""
    source = random.Random(5)
    return [_face(number, source) for number in range(count)]


def _face(number: int, source: random.Random) -> TicketFace:
    digits = "2" + "".join(source.choices("0123456789", k=11))
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return TicketFace(
        ticket_id=f"{number:016x}",
        number=f"{number:04X}-M9XA-4TZC",
        ean=digits + str(-total % 10),
        code="84701" + "".join(source.choices("0123456789", k=218)),
        event="Glasperlen – Herbsttour",
        starts_at=datetime(2026, 11, 14, 19, 0, tzinfo=UTC),
        doors_at=datetime(2026, 11, 14, 17, 30, tzinfo=UTC),
        zone="Europe/Berlin",
        venue="Hafenhalle",
        city="Hamburg",
        category=("Stehplatz Innenraum", "Sitzplatz Rang", "Loge")[number % 3],
        price=Money(4200, "EUR"),
        seat=f"Reihe {number // 40 + 1}, Platz {number % 40 + 1}",
        holder=f"{source.choice(_FIRST)} {source.choice(_LAST)}",
        order=f"#{1000 + number // 2}",
        unit=number % 2 + 1,
        units=2,
        issue=1,
        shop="Nordlicht Konzerte",
    )
