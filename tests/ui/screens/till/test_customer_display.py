"""What the buyer reads on the second screen, and that it never covers the till."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import texts
from tests.ui.screens.printing.page import wait
from tests.ui.screens.till.conftest import Counter
from ticketforge_desktop.services.ports.till import Buyer
from ticketforge_desktop.services.till_settings import TILL_DISPLAY
from ticketforge_desktop.ui.screens.till import TillScreen
from ticketforge_desktop.ui.screens.till.customer_display import CustomerDisplay, DisplayKeeper, beside


def strike(till: TillScreen, keys: str) -> None:
    for key in keys:
        till.forward() if key == "\r" else till.strike(key)
        QApplication.processEvents()
        wait(lambda: not till.counter.busy)


def amount(till: TillScreen, minor: int) -> str:
    return till.context.formats.money(till.counter.page.money(minor))  # type: ignore[union-attr]


def test_the_buyer_follows_the_sale_to_the_change_and_then_sees_the_shop(till: TillScreen, counter: Counter) -> None:
    display = CustomerDisplay(till.context, till.counter)
    display.show()
    assert texts(display) == [till.context.status.shop, "Welcome"]  # type: ignore[union-attr]

    ids = [event.event_id for event in till.counter.events]
    strike(till, f"{ids.index(counter.event_id) + 1}12\r")
    till.counter.set_buyer(Buyer("Erika Beispiel", "erika@example.org"))
    price = 2 * counter.desk.till_page.categories(counter.event_id)[0].price.minor
    assert display.total.amount.text() == amount(till, price)
    assert display.lines[0].words.text().startswith("2 × ")
    assert not display.back.isVisible()

    strike(till, "500")
    assert (display.given.amount.text(), display.back.words.text()) == (amount(till, 50_000), "Change")
    assert display.back.amount.text() == amount(till, 50_000 - price)
    said = " ".join(texts(display))
    assert "Erika" not in said  # nobody's name: whoever waits behind reads along
    assert till.context.status.staff not in said  # type: ignore[union-attr]

    strike(till, "\r")
    wait(lambda: display.title.text() == "Thank you")
    assert display.back.amount.text() == amount(till, 50_000 - price)
    assert "Erika" not in " ".join(texts(display))
    wait(lambda: till.counter.papers is not None)
    display.forget()
    assert display.place.text() == "Welcome"
    display.close()


def test_what_is_left_to_pay_is_told_while_a_sale_is_split(till: TillScreen, counter: Counter) -> None:
    display = CustomerDisplay(till.context, till.counter)
    display.show()
    ids = [event.event_id for event in till.counter.events]
    strike(till, f"{ids.index(counter.event_id) + 1}11\r10")
    price = counter.desk.till_page.categories(counter.event_id)[0].price.minor

    assert (display.back.words.text(), display.back.amount.text()) == ("Still to pay", amount(till, price - 1_000))
    till.counter.discard()
    assert display.place.text() == "Welcome"
    display.close()


def test_a_mirrored_screen_is_not_a_second_one() -> None:
    own, right = QRect(0, 0, 1280, 800), QRect(1280, 0, 1024, 768)
    assert beside([own, right], own) == 1
    assert beside([right, own], right) == 1
    assert beside([own, own.adjusted(0, 0, -100, -100)], own) is None
    assert beside([own], own) is None


class Beside:
    """A screen to the right of the one there is."""

    def __init__(self, real: QScreen) -> None:
        self._real = real

    def geometry(self) -> QRect:
        return self._real.geometry().translated(self._real.geometry().width(), 0)


def test_it_stands_on_the_second_screen_while_the_setting_wants_it(till: TillScreen) -> None:
    screens: list[object] = [till.screen()]
    found: Callable[[], Sequence[QScreen]] = lambda: screens  # type: ignore[assignment, return-value] # noqa: E731
    keeper = DisplayKeeper(till.context, till.counter, till, found)
    till.context.put_settings({TILL_DISPLAY: True})
    assert keeper.display is None  # there is one screen only

    screens.append(Beside(till.screen()))
    keeper.settle()
    assert keeper.display is not None
    assert keeper.display.geometry() == screens[1].geometry()  # type: ignore[attr-defined]
    assert not keeper.display.isActiveWindow()  # keys and scans stay at the till

    till.context.put_settings({TILL_DISPLAY: False})
    assert keeper.display is None


def test_the_buyer_reads_seats_in_words(till: TillScreen, counter: Counter) -> None:
    display = CustomerDisplay(till.context, till.counter)
    ids = [event.event_id for event in till.counter.events]
    strike(till, f"{ids.index(counter.event_id) + 1}12\r")
    hand = till.counter.hand
    assert hand is not None
    (line,) = hand.basket.lines
    seated = replace(line, seats=("Parkett/1/14", "Parkett/1/15"))
    till.counter.put(replace(hand, basket=replace(hand.basket, lines=(seated,))))

    assert display.lines[0].words.text().endswith("Parkett, row 1, seat 14, Parkett, row 1, seat 15")
    till.counter.put(hand)
    till.counter.discard()
    display.close()
