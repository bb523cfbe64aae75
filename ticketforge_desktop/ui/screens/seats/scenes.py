"""What there is to look at of seats: a hall to choose in, online and offline, and a map being drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.ui.screens.seats.pencil import Tool
from ticketforge_desktop.ui.screens.seats.screen import SeatsScreen

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

Show = Callable[["MainWindow"], QWidget | None]


def seat_scenes() -> Iterator[tuple[str, Show]]:
    """Name and how it is brought about."""
    yield "seats-hall", _hall
    yield "seats-offline", _offline
    yield "seats-draw", _draw
    yield "seats-chosen", _chosen
    yield "seats-standing", _standing


def _open(window: MainWindow) -> SeatsScreen:
    window.open("seats")
    QApplication.processEvents()
    screen = window.findChild(SeatsScreen)
    assert screen is not None
    return screen


def _with_hall(window: MainWindow) -> SeatsScreen:
    """The first event to come whose hall is drawn."""
    screen, desk = _open(window), window.context.desk
    page = desk.seating if desk is not None else None
    events = page.events() if page is not None else ()
    found = next((row.event_id for row in events if page is not None and page.plan(row.event_id) is not None), "")
    if found:
        screen.arrive(found)
        QApplication.processEvents()
        screen.picker.view.fit()
    return screen


def _hall(window: MainWindow) -> None:
    """Three seats were chosen by a key, and leave nobody alone."""
    screen = _with_hall(window)
    screen.picker.best(3)


def _offline(window: MainWindow) -> None:
    """Nobody answers: only what is leased to this till can be had."""
    screen = _with_hall(window)
    picker = screen.picker
    picker.show_plan(picker.choosing.plan, offline=True)
    picker.choosing.clear()
    picker.best(2)


def _draw(window: MainWindow) -> None:
    screen = _open(window)
    screen.shown.choose("")
    screen._open_shown()
    screen.editor.take(Tool.ROWS)


def _standing(window: MainWindow) -> None:
    """An area for standing, without a number of people."""
    screen = _open(window)
    screen.shown.choose("")
    screen._open_shown()
    screen.editor.take(Tool.AREA)
    screen.editor.area.area.setText("Arena")
    screen.editor.pencil.boxed.emit(QRectF(-300, 400, 600, 300))


def _chosen(window: MainWindow) -> None:
    """A row too many was drawn, by the name of a section that is there."""
    screen = _open(window)
    screen.shown.choose("")
    screen._open_shown()
    editor = screen.editor
    editor.rules.section.setText("Orchester")
    editor.rules.category.setText("parkett")
    editor.pencil.lined.emit(QPointF(-600, 300), QPointF(600, 300))
    editor.take(Tool.CHOOSE)
    editor.pencil.fit()
