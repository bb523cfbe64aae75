"""The walk's eyes: each fault that was once overlooked is planted here, and must be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QLineF, QPoint, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyledItemDelegate, QVBoxLayout, QWidget

from tests.ui.cut_words import cut_off
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.ui.charts.base import Chart
from ticketforge_desktop.ui.charts.curve import EntryCurve, Evening
from ticketforge_desktop.ui.screens.facts import FactList, FixedTable, Head
from ticketforge_desktop.ui.theme import Role, Theme, fonts
from ticketforge_desktop.ui.widgets import paint, tips
from ticketforge_desktop.ui.widgets.badge import Badge, widest_stock
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.fields import ComboBox, SearchField
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text

LONG = "Nordlicht Ensemble – Winterreise · Hamburg"
pytestmark = pytest.mark.no_cover  # it is the tests' own eyes that are looked at here
Faults = Callable[[], list[str]]


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    fonts.load()
    theme = Theme()
    theme.apply(qapp)
    return theme


class Wall(QWidget):
    """A window that is as large as it was told."""

    def minimumSizeHint(self) -> QSize:
        return QSize(10, 10)


@pytest.fixture
def wall(qapp: QApplication) -> Iterator[Wall]:
    wall = Wall()
    wall.resize(640, 400)
    wall.show()
    yield wall
    wall.close()
    wall.deleteLater()


@pytest.fixture
def faults(wall: Wall, theme: Theme) -> Faults:
    def look() -> list[str]:
        QApplication.processEvents()
        return list(cut_off(wall, theme))

    return look


def hang(wall: Wall, widget: QWidget, width: int, height: int = 40) -> None:
    widget.setParent(wall)
    widget.setGeometry(10, 10, width, height)
    widget.show()


@pytest.mark.parametrize(("width", "seen"), [(120, 1), (600, 0)])
@pytest.mark.parametrize("kind", ["elided", "plain", "lines", "foreign", "hint", "search", "choice", "badge"])
def test_words_that_do_not_fit_are_seen(
    wall: Wall, faults: Faults, theme: Theme, kind: str, width: int, seen: int
) -> None:
    combo = ComboBox(theme, "Layout")
    combo.addItem(LONG, "x")
    hint = QLineEdit()
    hint.setPlaceholderText(LONG)
    made: dict[str, QWidget] = {
        "elided": Text(theme, LONG, elide=True),
        "plain": Text(theme, LONG),
        "lines": Text(theme, LONG, wrap=True, most=1),
        "foreign": QLabel(LONG),
        "hint": hint,
        "search": SearchField(theme, LONG),
        "choice": combo,
        "badge": Badge(theme, LONG),
    }
    # A badge is painted as wide as it is: what shows it short is the widget's edge.
    hang(wall, made[kind], width)
    found = faults()
    if kind == "badge":
        seen = 0
    assert len(found) == seen, found


def test_a_button_smaller_than_its_word_is_seen(wall: Wall, faults: Faults, theme: Theme) -> None:
    hang(wall, Button(theme, LONG, icon="door"), 100)
    assert any("button too small" in fault for fault in faults())


def test_lines_below_the_edge_are_seen(wall: Wall, faults: Faults, theme: Theme) -> None:
    hang(wall, Text(theme, LONG, wrap=True), 120, 20)
    assert any("lines are cut" in fault for fault in faults())


def table(theme: Theme, *heads: Head) -> FixedTable:
    made = FixedTable(theme, "Categories", grows=True)
    made.set_heads(heads)
    return made


def test_heads_badges_and_figures_that_do_not_fit_their_column_are_seen(
    wall: Wall, faults: Faults, theme: Theme
) -> None:
    narrow = table(theme, Head("Status", sample="x"), Head("Sold", right=True, sample="8"))
    hang(wall, narrow, 600, 200)
    narrow.show_rows([[Cell(level=StockLevel.SOLD_OUT), Cell("1,234,567,890", right=True)]])
    narrow.setColumnWidth(0, 60)
    narrow.setColumnWidth(1, 40)
    found = "\n".join(faults())
    assert "badge cut: 'Sold out'" in found
    assert "a figure is painted short: '1,234,567,890'" in found
    narrow.setColumnWidth(0, 30)
    assert "head cut: 'Status'" in "\n".join(faults())


def test_a_table_with_room_is_found_whole_and_long_data_has_a_tip(wall: Wall, faults: Faults, theme: Theme) -> None:
    wide = table(theme, Head("Status", badge=widest_stock(theme)), Head("Event", stretch=True))
    hang(wall, wide, 300, 200)
    wide.show_rows([[Cell(level=StockLevel.AVAILABLE), Cell(LONG * 3)]])
    assert faults() == []


def test_data_that_no_tip_tells_whole_is_seen(wall: Wall, faults: Faults, theme: Theme) -> None:
    class Mute(QStyledItemDelegate):
        def paint(self, painter: QPainter, option: object, index: object) -> None:
            paint.words(painter, theme, option.rect, LONG * 3)  # type: ignore[attr-defined]

    rows = table(theme, Head("Event", stretch=True))
    hang(wall, rows, 300, 200)
    rows.show_rows([[Cell("x")]])
    mute = Mute(rows)
    rows.setItemDelegate(mute)
    assert any("told by no tip" in fault for fault in faults())


def test_a_tip_says_what_a_row_shortens_and_nothing_where_all_is_to_be_read(
    wall: Wall, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tip:
        """Qt's own tips need a display that can raise windows."""

        shown = ""

        @classmethod
        def showText(cls, _at: QPoint, words: str, *_rest: object) -> None:
            cls.shown = words

        @classmethod
        def hideText(cls) -> None:
            cls.shown = ""

    monkeypatch.setattr(tips, "QToolTip", Tip)
    rows = table(theme, Head("Status", badge=widest_stock(theme)), Head("Event", stretch=True))
    hang(wall, rows, 360, 200)
    rows.show_rows([[Cell(level=StockLevel.LOW_STOCK), Cell(LONG * 2, "Hamburg")], [Cell("x"), Cell("Gala", "Kiel")]])
    QApplication.processEvents()

    def tip(row: int, column: int) -> str:
        at = rows.visualRect(rows.model().index(row, column)).center()
        QApplication.sendEvent(rows.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, rows.viewport().mapToGlobal(at)))
        return Tip.shown

    assert tip(0, 1) == f"{LONG * 2} Hamburg"
    assert [tip(0, 0), tip(1, 0), tip(1, 1)] == ["", "", ""]


class Drawn(Chart):
    """A chart with a line through its words."""

    on_ground = False

    def paintEvent(self, event: QPaintEvent) -> None:
        self._begin()
        painter = QPainter(self)
        self._line(painter, QLineF(0, 30, 200, 30))
        self._write(painter, "Sold 957", QRectF(10, 22, 60, 16), on_ground=self.on_ground)
        painter.end()


def test_a_line_through_a_charts_words_is_seen(wall: Wall, faults: Faults, theme: Theme) -> None:
    chart = Drawn(theme)
    hang(wall, chart, 300, 200)
    assert any("a line runs through 'Sold 957'" in fault for fault in faults())
    chart.on_ground = True
    assert faults() == []


START = datetime(2026, 11, 14, 20, 0)


@pytest.mark.parametrize("expected", [20, 499, 501, 740, 957, 1000])
@pytest.mark.parametrize("inside", [0, 3, 480, 900])
@pytest.mark.parametrize("late", [-60, -3, 20])
def test_the_entry_curves_words_are_clear_of_lines_whatever_the_figures(
    wall: Wall, faults: Faults, theme: Theme, expected: int, inside: int, late: int
) -> None:
    begin, now = START - timedelta(minutes=90), START + timedelta(minutes=late)
    points = ((begin, 0), (begin + (now - begin) / 2, inside // 3), (now, min(inside, expected))) if inside else ()
    usual = tuple((begin + timedelta(minutes=m), round(expected * m / 135)) for m in range(0, 140, 5))
    curve = EntryCurve(theme)
    hang(wall, curve, 600, 200)
    words = (f"Sold {expected}", "Start 20:00", f"{inside} at {now:%H:%M}" if inside else "")
    made = Evening(
        begin, START + timedelta(minutes=45), points, expected, START, *words, usual, "Expected, from 6 ones"
    )
    curve.show_evening(made, str, lambda at: f"{at:%H:%M}")
    assert faults() == []


# What gives way instead of cutting


def test_a_long_title_sends_the_buttons_below_and_then_goes_on_in_a_second_line(
    wall: Wall, faults: Faults, theme: Theme
) -> None:
    header = ScreenHeader(theme)
    header.trailing.addWidget(Button(theme, "Orders of this event", icon="orders"))
    header.add_back("Back")
    badge = Badge(theme, "Available")
    header.beside.addWidget(badge)
    column = QVBoxLayout(wall)
    column.addWidget(header)
    column.addStretch(1)
    header.set_words("Gala", "Sat 14 Nov")
    assert faults() == []
    assert (header.stacked, header.height()) == (False, 64)
    header.set_words(LONG, "Sat 14 Nov 2026, 20:00 · Laeiszhalle · Hamburg")
    assert faults() == []
    assert header.stacked
    one_line = header.height()
    header.set_words(f"{LONG} {LONG}", "Sat 14 Nov 2026, 20:00")
    assert faults() == []
    assert header.height() > one_line
    badge.hide()
    header.set_words("Gala")
    assert faults() == []
    assert not header.stacked


@pytest.mark.parametrize("width", [180, 240, 600])
def test_bills_and_contacts_wrap_on_both_sides(wall: Wall, faults: Faults, theme: Theme, width: int) -> None:
    facts = FactList(theme)
    hang(wall, facts, width, 10)
    facts.show_facts(
        [
            (f"3 × {LONG}", "57,00 €"),
            ("Note", "Bitte zwei Plätze nebeneinander, wenn es geht am Gang"),
            ("E-mail", "jonas.thuermer1658.with.a.very.long.name@example.net"),
            ("Total", "57,00 €"),
        ]
    )
    assert faults() == []
    assert facts.height() >= 4 * 17
    assert facts.shown[0] == (f"3 × {LONG}", "57,00 €")


def test_what_is_longer_than_its_lines_is_told_whole_in_a_tip(wall: Wall, theme: Theme) -> None:
    text = Text(theme, f"{LONG} {LONG} {LONG}", Role.CARD, wrap=True, most=2)
    hang(wall, text, 300, text.heightForWidth(300))
    text.grab()
    assert text.shown().endswith("…")
    assert text.toolTip() == text.text()
    text.setText("Gala")
    text.grab()
    assert (text.shown(), text.toolTip()) == ("Gala", "")
