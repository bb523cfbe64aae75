"""The counters say up to when each other station's log is counted."""

from __future__ import annotations

from tests.ui.screens.house import House
from ticketforge_desktop.services.stations_seen import StationSeen
from ticketforge_desktop.services.views import DoorBreakdown
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.door.counts import CountsPanel
from ticketforge_desktop.ui.screens.door.post import Post, tally


def test_each_other_station_is_told_with_how_far_it_is_known(context: Context, house: House) -> None:
    panel = CountsPanel(context)
    at = house.clock.now()
    others = (
        StationSeen("North", at, visible=True),
        StationSeen("South", at, visible=False),
        StationSeen("Terrace", None, visible=False),
    )
    panel.show_breakdown(DoorBreakdown((), ()), {}, others)
    told = context.formats.moment(at, context.zone)
    assert panel.told == [
        f"Station North: Counted up to {told}",
        f"Station South: Not reached since {told}: what it let in later is not counted",
        "Station Terrace: Nothing was heard of it yet: what it lets in is not counted",
    ]
    panel.show_breakdown(DoorBreakdown((), ()), {}, others[:1])
    assert len(panel.told) == 1
    panel.deleteLater()


def test_the_counters_ask_for_them(house: House) -> None:
    seen = StationSeen("North", house.clock.now(), visible=True)
    house.check_in._others = lambda: (seen,)
    post = Post((house.tonight,), "A", "entry")
    assert tally(house, post, house.clock.now(), None).others == (seen,)
