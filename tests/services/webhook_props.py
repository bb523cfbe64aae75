"""What stories of webhooks share: a clock that stands still, looks into the station file, deliveries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.ports.webhooks import (
    Delivery,
)
from ticketforge_desktop.storage.profile import Profile

SHOP = "kartenhaus.myshopify.com"
SECRET = "shpss_made_up"
STEWARD = Staff("s", "Steward", ROLE_RIGHTS[Role.STEWARD])


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def rows(profile: Profile, sql: str) -> list[tuple[Any, ...]]:
    with profile._station_file.readers.borrow() as connection:
        return connection.execute(sql).fetchall()


def delivery(topic: str, thing: str, webhook_id: str = "", **more: Any) -> Delivery:
    return Delivery(webhook_id or f"{topic}-{thing}", topic, thing, **more)
