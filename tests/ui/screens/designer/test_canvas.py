"""The canvas under a pointer and under the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.designer.table import drag, item, now, point, small
from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.ui.screens.designer.canvas import LARGEST, SMALLEST, Canvas
from ticketforge_desktop.ui.screens.designer.rulers import Ruler
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.theme import Theme

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(tmp_path: Path, app: QApplication) -> Iterator[Canvas]:
    work = Work()
    made = Canvas(Theme(), work)
    made.resize(900, 500)
    made.show()
    small(tmp_path, work)
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def click(canvas: Canvas, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(canvas.viewport(), LEFT, held, point(canvas, x, y))


def test_a_click_takes_what_is_on_top_and_beside_it_lets_go(canvas: Canvas) -> None:
    click(canvas, 20, 13)
    assert canvas.work.selection == (1,)
    click(canvas, 80, 15, CTRL)
    assert canvas.work.selection == (1, 2)
    click(canvas, 80, 15, SHIFT)
    assert canvas.work.selection == (1,)
    click(canvas, 64, 48)
    assert canvas.work.selection == ()


def test_dragging_ends_on_the_grid_or_with_alt_wherever_the_hand_is(canvas: Canvas) -> None:
    drag(canvas, (20, 13), (20 + 7.3, 13 + 5.2))
    place = item(canvas.work, "text").place
    assert (place.x * 2).is_integer() or place.x in (2, 62, 32)
    assert abs(place.x - 17.3) < 1.5
    assert abs(place.y - 15.2) < 1.5
    canvas.work.undo()
    zoom = canvas.scale_now
    drag(canvas, (20, 13), (23.37, 13), ALT)
    assert abs(item(canvas.work, "text").place.x - 13.37) < 2 / zoom


def test_an_edge_snaps_to_its_neighbour(canvas: Canvas) -> None:
    reach = 4 / canvas.scale_now
    drag(canvas, (80, 15), (80 - 4 + reach * 0.9, 15))  # its left edge was at 66, the box ends at 62
    assert item(canvas.work, "qr").place.x == 62


def test_while_it_is_dragged_the_draft_stays_and_escape_puts_it_back(canvas: Canvas) -> None:
    before = now(canvas.work).source
    drag(canvas, (20, 13), (40, 20), drop=False)
    assert canvas.pulled is not None
    assert now(canvas.work).source == before
    canvas.grab()  # frame, guides and size are painted
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.pulled is None
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, point(canvas, 40, 20))
    assert now(canvas.work).source == before


def test_a_shaking_hand_moves_nothing(canvas: Canvas) -> None:
    pixel = 1 / canvas.scale_now
    drag(canvas, (20, 13), (20 + 2 * pixel, 13))
    assert not canvas.work.changed


def test_several_move_together(canvas: Canvas) -> None:
    canvas.work.choose((1, 2))
    drag(canvas, (20, 13), (20, 15), ALT)
    assert abs(item(canvas.work, "text").place.y - 12) < 0.3
    assert item(canvas.work, "qr").place.y == pytest.approx(item(canvas.work, "text").place.y - 8, abs=0.011)


def test_a_corner_resizes_and_a_code_stays_square(canvas: Canvas) -> None:
    canvas.work.choose((1,))
    drag(canvas, (50, 18), (56, 24), ALT)
    place = item(canvas.work, "text").place
    assert (place.x, place.y) == (10, 10)
    assert place.width == pytest.approx(46, abs=0.4)
    assert place.height == pytest.approx(14, abs=0.4)
    canvas.work.choose((2,))
    drag(canvas, (97, 33), (94, 33), ALT)
    code = item(canvas.work, "qr").place
    assert code.width == code.height == pytest.approx(28, abs=0.4)


def test_a_rubber_band_chooses_what_lies_whole_in_it(canvas: Canvas) -> None:
    drag(canvas, (64, 1), (99, 34))
    assert canvas.work.selection == (2,)
    drag(canvas, (64, 36), (99, 47), SHIFT)
    assert canvas.work.selection == (2, 3)


def test_arrow_keys_move_and_resize(canvas: Canvas) -> None:
    canvas.work.choose((1,))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert item(canvas.work, "text").place == Place(10.5, 15, 40, 8)
    QTest.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL | SHIFT)
    assert item(canvas.work, "text").place == Place(10.5, 15, 40.5, 3)


def test_page_keys_choose_one_after_the_other_and_ctrl_a_all(canvas: Canvas) -> None:
    chosen = []
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_PageDown)
        chosen.append(canvas.work.selection)
    assert chosen == [(0,), (1,), (2,), (3,), (0,)]
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert canvas.work.selection == (3,)
    QTest.keyClick(canvas, Qt.Key.Key_A, CTRL)
    assert canvas.work.selection == (0, 1, 2, 3)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.work.selection == ()


def test_letters_ask_for_something_new(canvas: Canvas) -> None:
    asked: list[str] = []
    canvas.asked.connect(asked.append)
    QTest.keyClick(canvas, Qt.Key.Key_T)
    assert asked == ["t"]


def test_zoom_goes_from_small_to_large_and_back_to_the_whole_paper(canvas: Canvas) -> None:
    fitted = canvas.percent
    whole = canvas.where(100, 50)
    assert canvas.viewport().rect().contains(whole.toPoint())
    assert not canvas.horizontalScrollBar().isVisible()
    for _ in range(30):
        wheel(canvas, 120)
    assert canvas.percent == LARGEST
    for _ in range(60):
        wheel(canvas, -120)
    assert canvas.percent == SMALLEST
    canvas.fit()
    assert canvas.percent == fitted


def wheel(canvas: Canvas, turn: int) -> None:
    at = QPointF(100, 100)
    buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    canvas.wheelEvent(QWheelEvent(at, at, QPoint(), QPoint(0, turn), buttons, CTRL, phase, False))


def test_the_ruler_writes_figures_where_the_millimetres_are(app: QApplication) -> None:
    for upright in (False, True):
        ruler = Ruler(Theme(), upright=upright)
        ruler.resize(600, 600)
        ruler.follow(50.0, 4.0, (10.0, 20.0))
        ruler.grab()
        figures = [int(one.text) for one in ruler.written]
        assert figures == list(range(figures[0], figures[-1] + 1, figures[1] - figures[0]))
        at = next(one.rect.center() for one in ruler.written if one.text == "100")
        assert abs((at.y() if upright else at.x()) - 450) < 3
        ruler.deleteLater()
