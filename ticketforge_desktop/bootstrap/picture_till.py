"""A counter in the middle of its evening, for pictures and for the walk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk

_FLOAT: Final = 15_000
_LEASED: Final = 20
_COUNTED: Final = {5_000: 1, 2_000: 3, 1_000: 4, 200: 4, 50: 3}  # 159.50 of 160.00


def open_till(desk: Desk) -> None:
    """Close the shift of the evening before, open one, lease units of the next event, and leave a sale behind."""
    from ticketforge_desktop.domain.basket import PriceClass
    from ticketforge_desktop.domain.shifts import MoveKind
    from ticketforge_desktop.domain.tenders import Tender, Tendered
    from ticketforge_desktop.services.sell import SaleRequest, new_sale_id

    desk.shifts.desk.open(_FLOAT)
    desk.shifts.desk.move(MoveKind.IN, 5_000, "change from the bank")
    desk.shifts.desk.move(MoveKind.DROP, 4_000, "safe")
    desk.shifts.desk.close(desk.shifts.desk.count(_COUNTED, "short of a coin"))
    desk.shifts.desk.open(_FLOAT)
    events = desk.till_page.events("", 1)
    if not events:
        return
    event_id = events[0].event_id
    desk.till_stock.lease(event_id, quantity=_LEASED)
    ours = next((one for one in desk.till_page.categories(event_id) if one.ours >= 2), None)
    if ours is not None:
        line = desk.till_page.line(event_id, ours.category_id, 2, PriceClass.FULL, "")
        basket = desk.till_page.empty().plus(line)
        desk.till_page.sell(SaleRequest(new_sale_id(), basket, (Tendered(Tender.CASH),)))
