"""The places of the rail, and how each screen is made when it is first visited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.ui.actions import Action

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.widgets.screen import Screen


class Place(NamedTuple):
    """A place: its action (word, icon, key, right) and where its screen's class stands."""

    name: str
    action: Action
    module: str
    screen: str

    def make(self, context: Context) -> Screen:
        """The screen. Its module is loaded now, if the worker that opened the profile has not done so already."""
        made: Screen = getattr(import_module(self.module), self.screen)(context)
        return made


_SCREENS = "ticketforge_desktop.ui.screens"
_FRAME = "ticketforge_desktop.ui"


def _go(name: str, text: str, icon: str, key: str, right: Right, keywords: str = "") -> Action:
    return Action(f"go.{name}", text, icon, key, right, keywords)


PLACES: Final = (
    Place(
        "dashboard",
        _go("dashboard", "Dashboard", "dashboard", "F1", Right.VIEW, "home start figures"),
        f"{_SCREENS}.dashboard",
        "DashboardScreen",
    ),
    Place(
        "till",
        _go("till", "Till", "till", "F2", Right.SELL, "sell cash verkaufen"),
        f"{_SCREENS}.till",
        "TillScreen",
    ),
    Place(
        "door",
        _go("door", "Door", "door", "F3", Right.CHECK_IN, "scan entry einlass"),
        f"{_SCREENS}.door",
        "DoorScreen",
    ),
    Place(
        "fulfilment",
        _go("fulfilment", "Fulfilment", "fulfilment", "F4", Right.FULFIL, "pack ship post"),
        f"{_FRAME}.coming",
        "FulfilmentScreen",
    ),
    Place(
        "events",
        _go("events", "Events", "events", "F5", Right.VIEW, "veranstaltungen shows"),
        f"{_SCREENS}.events",
        "EventsScreen",
    ),
    Place(
        "orders",
        _go("orders", "Orders", "orders", "F6", Right.VIEW, "tickets customers"),
        f"{_SCREENS}.orders",
        "OrdersScreen",
    ),
    Place(
        "reports",
        _go("reports", "Reports", "reports", "F7", Right.REPORTS, "figures export"),
        f"{_FRAME}.coming",
        "ReportsScreen",
    ),
    Place(
        "settings",
        _go("settings", "Settings", "settings", "F8", Right.VIEW, "options theme language"),
        f"{_FRAME}.settings.screen",
        "SettingsScreen",
    ),
)
# Not on the rail: one gets there from the status bar, the palette and the settings.
SIDE_PLACES: Final = (
    Place(
        "shift",
        _go("shift", "Shift", "clock", "Ctrl+Shift+H", Right.SELL, "schicht kasse kassensturz drawer count z report"),
        f"{_SCREENS}.shift",
        "ShiftScreen",
    ),
    Place(
        "sync",
        _go("sync", "Sync", "sync", "Ctrl+Shift+S", Right.VIEW, "abgleich store status progress history"),
        f"{_SCREENS}.sync",
        "SyncScreen",
    ),
    Place(
        "outbox",
        _go("outbox", "Outbox", "outbox", "Ctrl+Shift+O", Right.VIEW, "needs attention zu klären postausgang push"),
        f"{_SCREENS}.outbox",
        "OutboxScreen",
    ),
    Place(
        "inbox",
        _go("inbox", "To settle", "bell", "Ctrl+Shift+I", Right.VIEW, "inbox conflicts doppelt eingelassen prüfen"),
        f"{_SCREENS}.inbox",
        "InboxScreen",
    ),
    Place(
        "printing",
        _go("printing", "Printing", "printer", "Ctrl+Shift+P", Right.VIEW, "drucken ledger jam doubt reprint stau"),
        f"{_SCREENS}.printing",
        "PrintingScreen",
    ),
    Place(
        "printers",
        _go("printers", "Printers", "printer", "", Right.VIEW, "drucker test page testseite zebra boca epson"),
        f"{_FRAME}.settings.printers",
        "PrintersScreen",
    ),
    Place(
        "designer",
        _go("designer", "Edit layouts …", "pencil", "", Right.SETTINGS, "designer ticket entwerfen gestalten vorlage"),
        f"{_SCREENS}.designer",
        "DesignerScreen",
    ),
    Place(
        "seats",
        _go("seats", "Seat maps", "seats", "", Right.VIEW, "saalplan sitzplan plätze hall editor rows reihen"),
        f"{_SCREENS}.seats",
        "SeatsScreen",
    ),
    Place(
        "scanners",
        _go("scanners", "Scanners", "scanner", "", Right.VIEW, "barcode wedge serial test keyboard layout tastatur"),
        f"{_SCREENS}.scanners",
        "ScannersScreen",
    ),
)
ALL_PLACES: Final = (*PLACES, *SIDE_PLACES)


def preload() -> None:
    """Load every screen's module; done by a worker, so that no first visit makes the window wait."""
    for place in ALL_PLACES:
        import_module(place.module)
