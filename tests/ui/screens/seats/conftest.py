"""A hall to choose in, on a widget of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.domain.seating.halls import hall
from tests.services.seat_props import category, event
from ticketforge_desktop.domain.seating.best import Hall
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.services.ports.seats import SeatRow, SeatState
from ticketforge_desktop.services.seat_plan import SeatPlan, with_zones
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.screens.seats.picker import SeatPicker
from ticketforge_desktop.ui.screens.seats.view import SeatView
from ticketforge_desktop.ui.theme.theme import Theme

STATES = {
    "o": SeatState.SOLD, "h": SeatState.HELD, "e": SeatState.ELSEWHERE, "x": SeatState.BLOCKED, "l": SeatState.LEASED,
}  # fmt: skip
SECTION = "Parkett"


def plan_of(*rows: str) -> SeatPlan:
    """A hall as it is drawn: `.` free, `o` sold, `h` held, `e` another till's, `x` blocked, `l` leased to us."""
    drawn = hall(*(row.translate(str.maketrans("ohexl", ".....")) for row in rows), section=SECTION)
    states = {
        f"{SECTION}/{at}/{place + 1}": STATES[sign]
        for at, text in enumerate(rows, start=1) for place, sign in enumerate(text) if sign in STATES
    }  # fmt: skip
    return plan_on(
        drawn, {seat: SeatRow(seat, state, "till 2", state is SeatState.LEASED) for seat, state in states.items()}
    )


def plan_on(drawn: SeatMap, states: dict[str, SeatRow]) -> SeatPlan:
    categories = {"a": category("a", "Parkett A"), "b": category("b", "Parkett B")}
    zones = {zone: "b" if zone == "B" else "a" for zone in drawn.categories()}
    return SeatPlan(event("gala"), Hall(with_zones(drawn, zones)), states, categories, ())


@pytest.fixture
def theme(app: QApplication) -> Theme:
    made = Theme("dark")
    made.apply(app)
    return made


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[[QWidget], QWidget]]:
    shown: list[QWidget] = []

    def show_(widget: QWidget) -> QWidget:
        shown.append(widget)
        widget.resize(1180, 640)
        widget.show()
        widget.activateWindow()
        assert QTest.qWaitForWindowActive(widget)
        return widget

    yield show_
    for widget in shown:
        widget.close()
        widget.deleteLater()
    qapp.processEvents()


@pytest.fixture
def picker(theme: Theme, show: Callable[[QWidget], QWidget]) -> SeatPicker:
    made = SeatPicker(theme, lambda: Formats("en"))
    show(made)
    return made


def spot(view: SeatView, seat_id: str) -> QPoint:
    """Where a seat is on the view."""
    seat = view.hall.seats[seat_id]
    return view.viewportTransform().map(QPointF(seat.x, seat.y)).toPoint()


def press(view: SeatView, seat_id: str) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot(view, seat_id))


def drag(
    view: SeatView, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press, move in steps, let go."""
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, held, start)
    for step in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, start + (end - start) * step)
        _moved(view, start + (end - start) * step, held)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, held, end)


def _moved(view: SeatView, at: QPoint, held: Qt.KeyboardModifier) -> None:
    """The pointer moved with the button down: the offscreen platform tells no such event by itself."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    glob = view.viewport().mapToGlobal(at)
    told = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(glob), Qt.MouseButton.NoButton, left, held)
    QApplication.sendEvent(view.viewport(), told)
