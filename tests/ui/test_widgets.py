"""Widgets that screens share: they fit their words, answer the keyboard, and say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

import pytest
import shiboken6
from PySide6.QtCore import QAbstractTableModel, QByteArray, QModelIndex, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Right, Role, Staff
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.ui.actions import Action, ActionRegistry
from ticketforge_desktop.ui.theme import Measure, Theme, fonts, icons
from ticketforge_desktop.ui.theme.svg import strokes
from ticketforge_desktop.ui.theme.tokens import TYPE
from ticketforge_desktop.ui.theme.tokens import Role as TextRole
from ticketforge_desktop.ui.widgets.badge import LOOKS, Badge, Pill, stock_word
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Chip, Segmented
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.fields import CheckBox, ComboBox, Field, RadioButton, SearchField
from ticketforge_desktop.ui.widgets.figure import FigureCard
from ticketforge_desktop.ui.widgets.messages import Banner, Toasts
from ticketforge_desktop.ui.widgets.paint import shape
from ticketforge_desktop.ui.widgets.table import Cell, TableView
from ticketforge_desktop.ui.widgets.text import Icon, Text

PRINT = Action("t.print", "Print …", "printer", "Ctrl+P", Right.PRINT)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    fonts.load()
    made = Theme("light")
    made.apply(qapp)
    yield made
    shiboken6.delete(made)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made)
    made.resize(600, 500)
    yield made
    shiboken6.delete(made)


def put(page: QWidget, widget: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)
    page.show()
    settle()


def test_every_icon_is_drawn_with_one_stroke_and_no_fill() -> None:
    for name in icons.names():
        root = Xml.parse(icons.ICONS / f"{name}.svg").getroot()
        assert root.get("viewBox") == "0 0 24 24", name
        assert (root.get("fill"), root.get("stroke"), root.get("stroke-width")) == ("none", "currentColor", "1.75"), (
            name
        )
        for number in re.findall(r"-?\d+\.?\d*", root.get("viewBox", "")):
            assert 0 <= float(number) <= 24


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_shows_something_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icons.render(name, 24, "#A51420", 1).toImage()
    solid = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200]
    assert len(solid) >= 6
    assert all(colour.red() > 120 and colour.green() < 60 for colour in solid)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_looks_as_qtsvg_draws_it(qapp: QApplication, name: str) -> None:
    source = (icons.ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", "#000000")
    source = source.replace('stroke-width="1.75"', f'stroke-width="{icons.stroke(96)}"', 1)
    judged = QImage(96, 96, QImage.Format.Format_ARGB32_Premultiplied)
    judged.fill(0)
    painter = QPainter(judged)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, 96, 96))
    painter.end()
    mine = icons.render(name, 96, "#000000", 1).toImage()
    points = [(x, y) for x in range(96) for y in range(96)]
    apart = [abs(mine.pixelColor(x, y).alpha() - judged.pixelColor(x, y).alpha()) for x, y in points]
    assert max(apart) < 160  # no pixel is there in one and missing in the other
    assert sum(apart) / 255 < 20  # of 9216: the edges of arcs, no more


def test_an_icon_of_another_dialect_is_refused() -> None:
    with pytest.raises(ValueError, match="Q"):
        strokes('<svg><path d="M4 4Q5 5 6 6"/></svg>')
    (line,) = strokes('<svg><path d="M1 1 2 2H4v1l1 1z" stroke-width="2.6"/></svg>')
    assert line.width == 2.6
    assert line.path.elementCount() == 6


def test_an_icon_nobody_drew_is_a_mistake(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.render("no-such-icon", 24, "#000000", 1)


def test_the_shipped_fonts_are_the_ones_used(theme: Theme) -> None:
    from PySide6.QtGui import QFontInfo

    for role in TextRole:
        font = theme.font(role)
        wanted = fonts.MONO if role is TextRole.CODE else fonts.FAMILY
        assert QFontInfo(font).family() == wanted
    files = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
    for role in (TextRole.BODY, TextRole.NAME, TextRole.STRONG, TextRole.TOTAL):
        size, _, weight = TYPE[role]
        cut = QRawFont(str(fonts.FONTS / f"Inter-{files[weight]}.ttf"), size)
        drawn = sum(point.x() for point in cut.advancesForGlyphIndexes(cut.glyphIndexesForString("nnnnnnnnnn")))
        assert theme.width(role, "nnnnnnnnnn") == pytest.approx(drawn, abs=1), (
            role
        )  # the cut itself, not a thickened one
    assert theme.width(TextRole.FIGURE, "111111") == theme.width(TextRole.FIGURE, "808080")  # tabular


def test_a_larger_font_makes_room_for_itself(page: QWidget, theme: Theme) -> None:
    button = Button(theme, "Neu drucken", icon="printer", shortcut="Ctrl+P")
    put(page, button)
    narrow = button.sizeHint()
    theme.set(scale=1.5)
    assert button.sizeHint().width() > narrow.width()
    assert button.sizeHint().height() >= 40
    assert theme.line(TextRole.BODY) == 30


def test_a_button_is_pressed_with_return_and_named_for_those_who_listen(
    qtbot: QtBot, page: QWidget, theme: Theme
) -> None:
    pressed: list[bool] = []
    for kind in Kind:
        button = Button(theme, "Print", icon="printer", kind=kind)
        button.clicked.connect(lambda _checked=False: pressed.append(True))
        put(page, button)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        button.setEnabled(False)
        settle()
        face = QAccessible.queryAccessibleInterface(button)
        assert face is not None
        assert face.role() == QAccessible.Role.Button
        assert face.text(QAccessible.Text.Name) == "Print"
    assert len(pressed) == len(Kind)


def test_a_button_follows_its_action(qtbot: QtBot, page: QWidget, theme: Theme) -> None:
    registry, printed = ActionRegistry(DEFAULT_MANAGER), []
    registry.declare([PRINT])
    button = Button.of(theme, registry, PRINT.name, kind=Kind.PRIMARY)
    put(page, button)
    assert not button.isEnabled()  # nobody can do it yet
    registry.bind(PRINT.name, lambda: printed.append(1), page)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    registry.set_enabled(PRINT.name, False)
    assert not button.isEnabled()
    registry.set_enabled(PRINT.name, True)
    registry.set_staff(Staff("r", "R. B.", ROLE_RIGHTS[Role.STEWARD]))
    assert not button.isEnabled()
    assert not registry.trigger(PRINT.name)
    assert printed == [1]
    shiboken6.delete(registry)  # whichever dies first


def test_two_actions_of_one_name_are_a_mistake(qapp: QApplication) -> None:
    registry = ActionRegistry(DEFAULT_MANAGER)
    registry.declare([PRINT, PRINT])
    with pytest.raises(ValueError, match=r"t\.print"):
        registry.declare([PRINT._replace(text="Other")])
    with pytest.raises(KeyError):
        registry.action("no.such.action")
    assert not registry.possible(PRINT.name)


def test_an_action_goes_with_the_widget_that_could_do_it(qtbot: QtBot, theme: Theme) -> None:
    registry, widget = ActionRegistry(DEFAULT_MANAGER), QWidget()
    registry.declare([PRINT])
    registry.bind(PRINT.name, lambda: None, widget)
    assert registry.possible(PRINT.name)
    shiboken6.delete(widget)
    assert not registry.possible(PRINT.name)
    assert not registry.trigger(PRINT.name)


def test_the_search_waits_for_the_hand_and_esc_clears(qtbot: QtBot, page: QWidget, theme: Theme) -> None:
    field, told = SearchField(theme, "Filter …"), []
    field.searched.connect(told.append)
    put(page, field)
    qtbot.keyClicks(field, "mul")
    qtbot.waitUntil(lambda: told == ["mul"])
    qtbot.keyClicks(field, "l")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["mul", "mull"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["mul", "mull", ""]


def test_chips_and_segments_tell_what_is_chosen(qtbot: QtBot, page: QWidget, theme: Theme) -> None:
    chip = Chip(theme, "Upcoming", count="412", icon="filter")
    put(page, chip)
    assert chip.accessibleName() == "Upcoming 412"
    chip.set_count("3")
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert chip.isChecked()
    span, told = Segmented(theme, "Span", [("1", "Today"), ("7", "7 days")]), []
    span.chosen.connect(told.append)
    put(page, span)
    qtbot.mouseClick(span._segments["7"], Qt.MouseButton.LeftButton)
    assert (told, span.current) == (["7"], "7")
    span.choose("1")
    assert (told, span.current) == (["7"], "1")


def test_toggles_answer_in_their_whole_row(qtbot: QtBot, page: QWidget, theme: Theme) -> None:
    for box in (CheckBox(theme, "Snap to whole dots"), RadioButton(theme, "By post")):
        put(page, box)
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
        assert box.isChecked()
        assert box.height() >= 40
        box.setFocus()
        box.grab()


def test_a_field_tells_its_fault_and_takes_it_back(page: QWidget, theme: Theme) -> None:
    combo = ComboBox(theme, "Layout")
    combo.addItem("Roll", "roll")
    combo.addItem("Sheet", "sheet")
    combo.choose("sheet")
    combo.choose("no such")
    assert combo.key == "sheet"
    field = Field(theme, "Layout", combo, "What tickets look like.")
    put(page, field)
    field.set_fault("Choose another.")
    assert (field.fault, field.note.text(), combo.accessibleDescription()) == ("Choose another.",) * 3
    field.set_fault("")
    assert field.note.text() == "What tickets look like."


def test_badges_say_their_state_in_a_word(page: QWidget, theme: Theme) -> None:
    for tone in LOOKS:
        badge = Badge(theme, tone, tone, icon="check-circle")
        put(page, badge)
        face = QAccessible.queryAccessibleInterface(badge)
        assert face is not None
        assert face.text(QAccessible.Text.Name) == tone
    for level in StockLevel:
        badge = Badge(theme, stock_word(level), str(level), level=level)
        put(page, badge)
        badge.grab()
    pill = Pill(theme, "14")
    put(page, pill)
    assert pill.accessibleName() == "14"


@pytest.mark.parametrize("signal", ["admitted", "attention", "refused", "exit"])
def test_each_verdict_class_has_a_shape_of_its_own(theme: Theme, signal: str) -> None:
    def drawn(name: str) -> set[tuple[int, int]]:
        image = QImage(48, 48, QImage.Format.Format_RGB32)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        shape(painter, name, QRectF(0, 0, 48, 48), "#000000", "#FFFFFF", theme)
        painter.end()
        return {(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).lightness() < 128}

    others = {"admitted", "attention", "refused", "exit"} - {signal}
    mine = drawn(signal)
    assert all(len(mine ^ drawn(other)) > 80 for other in others)


def test_text_keeps_its_tone_under_any_parent_and_says_the_rest_in_a_tip(page: QWidget, theme: Theme) -> None:
    card = Card(theme)
    label = Text(theme, "Bereits benutzt 19:42 · Tor B " * 4, TextRole.BODY, "refused", elide=True)
    label.sizeHint()  # polished before it has this parent: Qt then resets a label's own palette
    card.body.addWidget(label)
    put(page, card)
    label.resize(120, 20)
    image = label.grab().toImage()
    reds = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert any(colour.name().upper() == theme.tokens.refused for colour in reds)
    assert label.toolTip() == label.text()


def test_a_figure_says_its_comparison_to_those_who_listen(page: QWidget, theme: Theme) -> None:
    card = FigureCard(theme, "Sales today")
    put(page, card)
    card.show_figure("€6,482.50", "12.4 %", "on last Saturday", trend=1, good=True)
    assert card.accessibleName() == "Sales today: €6,482.50"
    assert card.accessibleDescription() == "12.4 % on last Saturday"
    card.show_figure("23", rest="oldest waits 2 days")
    assert card.accessibleDescription() == "oldest waits 2 days"


def test_a_banner_waits_and_a_toast_goes(qtbot: QtBot, page: QWidget, theme: Theme) -> None:
    banner, acted = Banner(theme, "Close"), []
    put(page, banner)
    for tone in ("attention", "refused", "admitted", "exit"):
        banner.tell(
            tone, "The store does not answer.", "Work goes on.", button="Try again", act=lambda: acted.append(1)
        )
        banner.grab()
    assert banner.accessibleName() == "The store does not answer."
    qtbot.mouseClick(banner._act, Qt.MouseButton.LeftButton)
    assert acted == [1]
    assert not banner.isVisible()
    toasts = Toasts(theme, page, lambda: "Close")
    toast = toasts.tell("admitted", "Copied.", "4 rows")
    assert page.rect().contains(toast.geometry())
    toast.close()
    settle()
    assert toasts.shown == []


def test_an_empty_state_shows_all_its_words(page: QWidget, theme: Theme) -> None:
    empty = EmptyState(theme, "events", "No event here", "Events come from your store. " * 4, Button(theme, "Sync now"))
    put(page, empty)
    for label in (empty.title, empty.text):
        assert label.height() >= label.heightForWidth(label.width())


class Rows(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 40

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"{index.row()}:{index.column()}" if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"Column {section}" if role == Qt.ItemDataRole.DisplayRole else None


def test_a_table_is_worked_with_the_keyboard(qtbot: QtBot, page: QWidget, theme: Theme) -> None:
    table, model, seen = TableView(theme, "Events"), Rows(), []
    table.setModel(model)
    cells = [
        Cell("Glasperlen", "Hamburg"),
        Cell("12", right=True),
        Cell(level=StockLevel.LOW_STOCK),
        Cell("Paid", badge="admitted"),
    ]
    table.describe(lambda index: cells[index.column()])
    table.opened.connect(lambda index: seen.append(index.row()))
    table.copied.connect(lambda: seen.append("copied"))
    put(page, table)
    table.selectRow(2)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert seen == [3, "copied"]
    assert table.verticalHeader().defaultSectionSize() == Measure.ROW_DENSE
    first = table.visualRect(model.index(3, 0))
    bar = table.viewport().grab().toImage().pixelColor(3, first.center().y())
    assert bar.name().upper() == theme.tokens.accent_text
    two = TableView(theme, "Tickets", row_height=Measure.ROW_TWO_LINES)
    two.setModel(model)
    two.describe(lambda index: cells[0]._replace(icon="ticket", dim=True))
    put(page, two)
    two.grab()


def test_icons_and_theme_follow_the_system_when_asked(theme: Theme, page: QWidget) -> None:
    icon = Icon(theme, "check", 20, "admitted")
    put(page, icon)
    before = icon.grab().toImage()
    theme.set(mode="dark")
    assert icon.grab().toImage() != before
    theme.set(mode="system")
    assert theme.dark in (True, False)
    assert not theme.icon("check").isNull()
    assert theme.colour("#123456").name() == "#123456"
