"""While the store is asked for open stock: nobody waits for ever, and no basket is sold twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.screens.printing.page import told_by, wait
from tests.ui.screens.till.conftest import Counter
from tests.ui.screens.till.test_till_story import RETURN, place_of, sold_by, strike
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.services.sell import SaleRequest
from ticketforge_desktop.ui.screens.till import TillScreen


def test_who_stops_waiting_goes_on_selling_and_return_asks_again(
    till: TillScreen, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, sales, told = counter.desk.till_page, sold_by(till), told_by(till.context)
    ours = page.categories(counter.event_id)[0].ours

    def impatient(request: SaleRequest, stopped: Callable[[], bool]) -> Sale:
        """The store is asked; the clerk tries this and that, and gives up waiting."""
        sale = page.sell(request)
        assert till.counter.asking
        till.counter.park()
        assert list(page.parked()) == [], "what the store is asked for is not put aside to be sold again"
        assert not stopped()
        QTest.keyClick(till, Qt.Key.Key_Escape)
        assert stopped()
        return sale

    strike(till, f"{place_of(till, counter.event_id)}1{ours + 1}" + RETURN + RETURN)
    with monkeypatch.context() as patched:
        patched.setattr(page, "ask", impatient)
        till.question.yes.click()

    assert (till.counter.busy, till.counter.asking, sales) == (False, False, [])
    assert told[-1].startswith("The store has not answered yet")
    strike(till, RETURN)
    wait(lambda: bool(sales))
    assert len(sales[0].tickets) == ours + 1
