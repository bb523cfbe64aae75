"""What printing needs: the face of a ticket, encoders and transports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.domain.money import Money


@dataclass(frozen=True, slots=True)
class TicketFace:
    """Everything that may be printed on a ticket. Data fields of a layout are named like these."""

    ticket_id: str
    number: str
    ean: str
    code: str  # the signed code as digits, for the QR symbol
    event: str
    starts_at: datetime | None
    doors_at: datetime | None
    zone: str
    venue: str
    city: str
    category: str
    price: Money
    seat: str
    holder: str
    order: str
    unit: int
    units: int
    issue: int
    shop: str
    demo: bool = False  # watermarked


class Renderer(Protocol):
    """One printer language: ticket faces and a layout in, bytes out."""

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        """One job with all the tickets. `language` is `de` or `en`. Raises `LayoutFault`."""
        ...


class Transport(Protocol):
    """A way to a printer."""

    def send(self, data: bytes) -> None:
        """All bytes or an error. Raises `PrinterUnreachable`."""
        ...
