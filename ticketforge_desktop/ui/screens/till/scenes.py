"""What there is to look at of the till, for pictures and for the walk: a sale from its first tile to the change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.domain.tenders import Tender
from ticketforge_desktop.ui.screens.till.hand import Hand, Step
from ticketforge_desktop.ui.screens.till.screen import TillScreen

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

Show = Callable[["MainWindow"], QWidget | None]


def till_scenes() -> Iterator[tuple[str, Show]]:
    """Name and how it is brought about; `till` itself shows the events."""
    yield "till-categories", lambda window: _typed(window, "1")
    yield "till-quantity", lambda window: _standing(window, "3")
    yield "till-free", _free
    yield "till-payment", _paying
    yield "till-card", _card
    yield "till-short", _short
    yield "till-buyer", _buyer
    yield "till-seats", _seats
    yield "till-discount", _discount
    yield "till-post", _post


def _open(window: MainWindow) -> TillScreen:
    """The till with nothing in hand."""
    window.open("till")
    screen = window.findChild(TillScreen)
    assert screen is not None
    screen.question.hide()
    if screen.counter.hand is not None:
        screen.counter.put(Hand(replace(screen.counter.hand.basket, lines=(), discount=None)))
    QApplication.processEvents()
    return screen


def _walk(window: MainWindow, signs: str) -> TillScreen:
    screen = _open(window)
    for sign in signs:
        screen.strike(sign)
        QApplication.processEvents()
    return screen


def _typed(window: MainWindow, signs: str) -> None:
    _walk(window, signs)


def _paying(window: MainWindow) -> None:
    _payment(window)


def _step(screen: TillScreen) -> Step | None:
    return screen.counter.hand.step if screen.counter.hand is not None else None


def _free(window: MainWindow) -> None:
    from ticketforge_desktop.domain.basket import PriceClass

    _standing(window, "2").counter.choose_class(PriceClass.FREE)


def _payment(window: MainWindow) -> TillScreen:
    """Two categories in the basket, and a large note given."""
    screen = _walk(window, "112")
    screen.forward()
    if _step(screen) is Step.PAYMENT:
        screen.more()
        screen.strike("2")
        screen.forward()
        if screen.payment.notes_now():
            screen.payment.suggest(len(screen.payment.notes_now()) - 1)
    return screen


def _card(window: MainWindow) -> None:
    screen = _payment(window)
    screen.counter.choose_tender(Tender.CARD)


def _short(window: MainWindow) -> None:
    """The lease does not hold as many."""
    screen = _standing(window, "99")
    screen.forward()
    screen.forward()


def _buyer(window: MainWindow) -> QWidget | None:
    screen = _payment(window)
    return screen.ask_buyer()


def _standing(window: MainWindow, signs: str) -> TillScreen:
    """So many of an event where people sit as they like."""
    screen = _open(window)
    page = screen.counter.page
    ids = [event.event_id for event in screen.counter.events]
    screen.counter.choose_event(next((at for at, one in enumerate(ids) if page and page.seats(one) is None), 0))
    for sign in ("1", *signs):
        QApplication.processEvents()
        screen.strike(sign)
    return screen


def _seats(window: MainWindow) -> None:
    """Three seats were typed, in the first hall there is; where there is none, the keypad."""
    screen = _open(window)
    page = screen.counter.page
    ids = [event.event_id for event in screen.counter.events]
    seated = next((at for at, event_id in enumerate(ids) if page is not None and page.seats(event_id)), 0)
    screen.counter.choose_event(seated)
    QApplication.processEvents()
    screen.counter.choose_category(0)
    QApplication.processEvents()
    screen.strike("3")


def _discount(window: MainWindow) -> QWidget | None:
    return _payment(window).extras.ask_discount()


def _post(window: MainWindow) -> QWidget | None:
    return _payment(window).extras.ask_post()
