"""Tables of `station.db`: what this station did and knows that the store can't give back."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from ticketforge_desktop.storage.schema.columns import NAMES
from ticketforge_desktop.storage.schema.station_base import add_base
from ticketforge_desktop.storage.schema.station_door import add_door
from ticketforge_desktop.storage.schema.station_manage import add_management
from ticketforge_desktop.storage.schema.station_post import add_post
from ticketforge_desktop.storage.schema.station_print import add_printing
from ticketforge_desktop.storage.schema.station_sync import add_sync
from ticketforge_desktop.storage.schema.station_till import add_till

STATION: Final = MetaData(naming_convention=NAMES)

for _add in (add_base, add_door, add_printing, add_till, add_post, add_management, add_sync):
    _add(STATION)
