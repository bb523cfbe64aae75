"""What there is to look at of shifts, for pictures and for the walk; and the display the buyer sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.ui.screens.shift.screen import ShiftScreen
from ticketforge_desktop.ui.screens.till.customer_display import CustomerDisplay
from ticketforge_desktop.ui.screens.till.screen import TillScreen

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

Show = Callable[["MainWindow"], QWidget | None]


def shift_scenes() -> Iterator[tuple[str, Show]]:
    """Name and how it is brought about."""
    yield "shift", _plain
    yield "shift-move", _moving
    yield "shift-count", _counting
    yield "shift-close", _closing
    yield "shift-report", _report
    yield "customer-display", lambda window: _display(window, "112\r500")
    yield "customer-display-idle", lambda window: _display(window, "")


def _open(window: MainWindow) -> ShiftScreen:
    window.open("shift")
    screen = window.findChild(ShiftScreen)
    assert screen is not None
    screen.read = None
    screen.count.clear()
    screen.moving.hide()
    screen.question.hide()
    screen.pages.setCurrentWidget(screen.sheet)
    screen.refresh()
    QApplication.processEvents()
    return screen


def _plain(window: MainWindow) -> None:
    _open(window)


def _moving(window: MainWindow) -> None:
    screen = _open(window)
    screen.begin_move()
    screen.moving.do()  # nothing was typed yet: how that is said


def _count(window: MainWindow) -> ShiftScreen:
    """A drawer half counted."""
    screen = _open(window)
    screen.begin_count()
    for at, field in enumerate(list(screen.count.fields.values())[3:9]):
        field.setText(str(3 * at + 2))
        field.textEdited.emit(field.text())
    return screen


def _counting(window: MainWindow) -> None:
    _count(window)


def _closing(window: MainWindow) -> None:
    _count(window).count.counted.emit()


def _report(window: MainWindow) -> None:
    """The newest Z report, and a chain that was walked."""
    screen = _open(window)
    state = screen.state
    if state is not None and state.closed:
        screen.open_sheet(state.closed[0].number)
        screen.check()


def _display(window: MainWindow, keys: str) -> QWidget:
    """Over the window, as large as it: a second screen is not to be had everywhere."""
    from dataclasses import replace

    from ticketforge_desktop.ui.screens.till.hand import Hand

    window.open("till")
    till = window.findChild(TillScreen)
    assert till is not None
    if till.counter.hand is not None:
        till.counter.put(Hand(replace(till.counter.hand.basket, lines=(), discount=None)))
    for key in keys:
        till.forward() if key == "\r" else till.strike(key)
        QApplication.processEvents()
    display = CustomerDisplay(window.context, till.counter, window)
    display.setGeometry(window.rect())
    display.show()
    display.raise_()
    return display
