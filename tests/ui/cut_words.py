"""What is cut off: every word that is not to be read whole, and every widget that reaches beyond what shows it.

Three ways of showing words are looked at. Widgets that hold their text (labels, buttons, inputs, heads) are measured.
Words painted with `paint.words` are watched while the screen paints: it shortens silently. Widgets that draw by
themselves (charts, the verdict) tell what they wrote and where.

Data of any length may be shortened in rows of a table or a list, where the row is opened to read it whole, and only
if a tip says it whole. Numbers, states and words of ours may not.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableView,
    QWidget,
)

from tests.ui.walk import OPERATED, visible, where
from ticketforge_desktop.ui.charts.base import Chart
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.badge import badge_width, stock_word
from ticketforge_desktop.ui.widgets.fields import SearchField
from ticketforge_desktop.ui.widgets.table import CellDelegate
from ticketforge_desktop.ui.widgets.text import Text


def cut_off(root: QWidget, theme: Theme) -> Iterator[str]:
    """Everything of a screen that can't be read whole."""
    for widget in visible(root):
        yield from _held(widget, theme)
        yield from _drawn(widget)
        yield from _out_of_parent(widget)
    yield from painted_short(root)


def _out_of_parent(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not isinstance(widget, (*OPERATED, QLabel)):
        return
    if isinstance(parent.parentWidget(), QScrollArea) or _in_view(widget):
        return
    if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
        yield f"reaches out of its parent: {where(widget)} {widget.geometry()} in {parent.rect()}"


def _in_view(widget: QWidget) -> bool:
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QAbstractItemView):
            return True
        at = at.parentWidget()
    return False


# Widgets that hold their text


def _held(widget: QWidget, theme: Theme) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text() and (isinstance(widget, Text) or not _paints_itself(widget)):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        hint = widget.minimumSizeHint()
        if widget.width() + 1 < hint.width() or widget.height() + 1 < hint.height():
            yield f"button too small: {where(widget)} {widget.size().toTuple()} < {hint.toTuple()}"
    elif isinstance(widget, QLineEdit):
        yield from _placeholder(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QTableView):
        yield from _heads(widget, theme)
        yield from _cells(widget, theme)


def _paints_itself(label: QLabel) -> bool:
    """Such a label is watched while it paints."""
    return any("paintEvent" in vars(kind) for kind in type(label).__mro__ if kind.__module__.startswith("ticketforge"))


def _label(label: QLabel) -> Iterator[str]:
    room, metrics, text = label.contentsRect(), QFontMetrics(label.font()), label.text()
    if not label.wordWrap():
        if max(metrics.horizontalAdvance(line) for line in text.split("\n")) > room.width() + 1:
            yield f"cut: {where(label)}"
        if label.height() + 2 < metrics.height():
            yield f"too low for its line: {where(label)}"
        return
    if isinstance(label, Text) and label.shown() != label.text():
        yield f"shortened: {where(label)}"
    if label.height() + 2 < label.heightForWidth(label.width()):
        yield f"lines are cut: {where(label)} {label.height()} < {label.heightForWidth(label.width())}"
    if not isinstance(label, Text):  # ours break a word that is too long
        longest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
        if longest > room.width() + 1:
            yield f"a word is cut: {where(label)}"


def _placeholder(field: QLineEdit) -> Iterator[str]:
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inner: QRect = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    margins = field.textMargins()
    room = inner.width() - margins.left() - margins.right() - 4  # Qt keeps 2 px on each side
    needed = QFontMetrics(field.font()).horizontalAdvance(field.placeholderText())
    if needed > room:
        extra = " (a search field)" if isinstance(field, SearchField) else ""
        yield f"hint cut: {field.placeholderText()!r}{extra} {needed} > {room} in {where(field)}"


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)
    needed = QFontMetrics(combo.font()).horizontalAdvance(combo.currentText())
    if needed > room.width():
        yield f"choice cut: {combo.currentText()!r} {needed} > {room.width()} in {where(combo)}"


def _heads(view: QTableView, theme: Theme) -> Iterator[str]:
    head, model = view.horizontalHeader(), view.model()
    if model is None or not head.isVisible():
        return
    for column in range(model.columnCount()):
        title = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        if title and not head.isSectionHidden(column):
            needed = theme.width(Role.SMALL_STRONG, str(title)) + (24 if column == 0 else 16)
            if view.isSortingEnabled() and head.sortIndicatorSection() == column:
                needed += 18
            if head.sectionSize(column) < needed:
                yield f"head cut: {title!r} {head.sectionSize(column)} < {needed} in {where(view)}"


def _cells(view: QTableView, theme: Theme) -> Iterator[str]:
    """Badges and stock levels are drawn as wide as they are: they would reach into the next column."""
    delegate, model = view.itemDelegate(), view.model()
    if not isinstance(delegate, CellDelegate) or model is None:
        return
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    last = model.rowCount() - 1 if last < 0 else last
    for row in range(max(0, first), last + 1):
        for column in range(model.columnCount()):
            cell = delegate._describe(model.index(row, column))
            if view.isColumnHidden(column) or not (cell.badge or cell.level is not None):
                continue
            text = cell.text if cell.level is None else stock_word(cell.level)
            needed = badge_width(theme, text, icon=cell.icon, level=cell.level)
            if needed + (16 if column == 0 else 8) > view.columnWidth(column):
                yield f"badge cut: {text!r} {needed} in {view.columnWidth(column)} of {where(view)}"


# Widgets that draw by themselves


def _drawn(widget: QWidget) -> Iterator[str]:
    if not hasattr(widget, "written"):
        return
    widget.grab()
    written: list[paint.Written] = widget.written
    for at, one in enumerate(written):
        if one.shown != one.text:
            yield f"drawn short: {one.text!r} as {one.shown!r} in {where(widget)}"
        if not widget.rect().adjusted(-1, -1, 1, 1).contains(one.rect.toAlignedRect()):
            yield f"drawn outside: {one.text!r} at {one.rect} of {widget.rect()} in {where(widget)}"
        for other in written[at + 1 :]:
            common = one.rect.intersected(other.rect)
            if common.width() > 1 and common.height() > 2:
                yield f"drawn over each other: {one.text!r} and {other.text!r} in {where(widget)}"
    if isinstance(widget, Chart):
        for one, line in widget.crossed:
            yield f"a line runs through {one.text!r}: {line} in {where(widget)}"


# Words that are painted


@dataclass(frozen=True)
class Short:
    """A text that did not fit when it was painted, and who painted it."""

    text: str
    room: int
    needed: int
    side: str
    painter: Any


@contextmanager
def watched() -> Iterator[list[Short]]:
    """Collects every text that `paint.words` shortens."""
    found: list[Short] = []
    real = paint.words

    def words(painter: Any, theme: Theme, rect: QRect, text: str, **look: Any) -> int:
        needed = QFontMetrics(theme.font(look.get("role", Role.BODY))).horizontalAdvance(text)
        if needed > max(0, rect.width()):
            found.append(Short(text, rect.width(), needed, look.get("side", "left"), _owner()))
        return real(painter, theme, rect, text, **look)

    paint.words = words
    try:
        yield found
    finally:
        paint.words = real


def _owner() -> Any:
    """The widget or delegate that is painting."""
    frame = inspect.currentframe()
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, QWidget | QAbstractItemDelegate):
            return owner
        frame = frame.f_back
    return None


def painted_short(root: QWidget) -> Iterator[str]:
    """Words that were shortened although nobody may, and data that no tip says whole."""
    with watched() as found:
        root.grab()
        for area in root.findChildren(QScrollArea):
            if area.isVisible() and area.widget() is not None:
                area.widget().grab()  # what is scrolled out of sight, too
    for short in found:
        what = f"{short.text!r} {short.needed} > {short.room}"
        if isinstance(short.painter, QWidget):
            yield f"painted short: {what} by {where(short.painter)}"
        elif short.side != "left":
            yield f"a figure is painted short: {what} by {type(short.painter).__name__}"
        elif not _tells_whole(short.painter):
            yield f"painted short and told by no tip: {what} by {type(short.painter).__name__}"


def _tells_whole(delegate: Any) -> bool:
    """Whether a delegate answers a tip by itself."""
    return any(
        "helpEvent" in vars(kind) for kind in type(delegate).__mro__ if kind.__module__.startswith("ticketforge")
    )
