"""Settings of the till: what reduced places cost, and what it takes to send tickets by post."""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.services.setting_kinds import Group, Scope, Setting

TILL_REDUCED: Final = Setting(
    "till.reduced",
    80,
    "Reduced price",
    "What a reduced place costs, in percent of the full price.",
    Group.TILL,
    Scope.STATION,
    minimum=1,
    maximum=100,
    unit="%",
)
TILL_CHILD: Final = Setting(
    "till.child",
    50,
    "Child's price",
    "What a child's place costs, in percent of the full price.",
    Group.TILL,
    Scope.STATION,
    minimum=0,
    maximum=100,
    unit="%",
)
TILL_POSTAGE: Final = Setting(
    "till.postage",
    "4.99",
    "Postage",
    "What the buyer pays for tickets by post, a parcel, in the shop's currency.",
    Group.TILL,
    Scope.STATION,
    longest=12,
    required=True,
)
TILL_TICKETS: Final = Setting(
    "till.ticket_printer",
    "",
    "Ticket printer of the till",
    "The printer tickets are printed on at a sale. Empty: the first that is set up.",
    Group.TILL,
    Scope.STATION,
)
TILL_RECEIPTS: Final = Setting(
    "till.receipt_printer",
    "",
    "Receipt printer of the till",
    "The printer of receipts, which also opens the drawer. Empty: the first receipt printer that is set up.",
    Group.TILL,
    Scope.STATION,
)
TILL_DISPLAY: Final = Setting(
    "till.display",
    False,
    "Customer display",
    "Shows the buyer basket, total and change on a second screen, where one is plugged in.",
    Group.TILL,
    Scope.STATION,
)
TILL_SETTINGS: Final = (TILL_REDUCED, TILL_CHILD, TILL_POSTAGE, TILL_TICKETS, TILL_RECEIPTS, TILL_DISPLAY)
