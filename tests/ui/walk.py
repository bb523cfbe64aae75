"""What the walk looks at: every visible widget, its name and role, its room, its words, and the way of the Tab key."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from ticketforge_desktop import ui

SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window, QAccessible.Role.Pane}
OPERATED = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)


def visible(root: QWidget) -> list[QWidget]:
    """Every widget on show, without what Qt makes for itself inside another."""
    found = [root, *root.findChildren(QWidget)]
    return [widget for widget in found if widget.isVisible() and not _inner(widget)]


def _inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    inside_view = isinstance(parent, QAbstractScrollArea) and widget in (parent.viewport(),)
    owned = isinstance(parent, QComboBox) or widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
    return inside_view or owned or isinstance(widget, QHeaderView)


def widgets_of_ours() -> set[type[QWidget]]:
    """Every kind of widget that the window is made of."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    found: set[type[QWidget]] = set()
    new: list[type[QWidget]] = [QWidget]
    while new:
        new = [below for kind in new for below in kind.__subclasses__() if below not in found]
        found.update(new)
    return {kind for kind in found if kind.__module__.startswith(f"{ui.__name__}.")}


def operated(root: QWidget) -> list[QWidget]:
    """Widgets a person works with."""
    return [w for w in visible(root) if isinstance(w, OPERATED) and w.focusPolicy() != Qt.FocusPolicy.NoFocus]


def where(widget: QWidget) -> str:
    """A name for a finding."""
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    chain = []
    at: QWidget | None = widget
    while at is not None:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    return f"{' < '.join(chain[:5])} {words!r}"


def nameless(root: QWidget) -> Iterator[str]:
    """What is worked with, or said, and has no name or no role for a screen reader."""
    for widget in visible(root):
        if not isinstance(widget, (*OPERATED, QLabel)):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or face.role() in SILENT:
            yield f"no role: {where(widget)}"
        elif not face.text(QAccessible.Text.Name).strip() and not (isinstance(widget, QLabel) and not widget.text()):
            yield f"no name: {where(widget)}"


def unreachable(root: QWidget) -> Iterator[str]:
    """What can be worked with and is never reached by Tab."""
    reached = set(tab_order(root))
    for widget in operated(root):
        if widget.isEnabled() and widget not in reached and not _in_a_group(widget, reached):
            yield f"not reached by Tab: {where(widget)}"


def _in_a_group(widget: QWidget, reached: set[QWidget]) -> bool:
    """Of radio buttons and segments, Tab reaches the chosen one; arrow keys reach the rest."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    siblings = group.buttons() if group is not None else []
    parent = widget.parentWidget()
    if widget.autoExclusive() and parent is not None:
        siblings = [one for one in parent.findChildren(QAbstractButton) if one.autoExclusive()]
    return any(one in reached for one in siblings)


def tab_order(root: QWidget) -> list[QWidget]:
    """The widgets Tab goes through, beginning with the first of the window."""
    window = root.window()
    order, at = [], window.nextInFocusChain()
    while at is not None and at is not window:
        takes = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus) and at.isVisible() and at.isEnabled()
        if takes and (root is window or root.isAncestorOf(at)):
            order.append(at)
        at = at.nextInFocusChain()
        if len(order) > 500:
            break
    return order


def out_of_order(root: QWidget) -> Iterator[str]:
    """Steps of Tab that go up and not to the right: against the way one reads."""
    order = [widget for widget in tab_order(root) if isinstance(widget, OPERATED)]
    for before, after in pairwise(order):
        one, other = place_of(before), place_of(after)
        if other.bottom() <= one.top() and other.left() <= one.left() and _same_column(before, after):
            yield f"Tab goes back from {where(before)} to {where(after)}"


def _same_column(before: QWidget, after: QWidget) -> bool:
    """Within one scroll area or page, where reading order means something."""
    return before.parentWidget() is after.parentWidget()


def place_of(widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def overlapping(root: QWidget) -> Iterator[str]:
    """Neighbours that lie on each other."""
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in visible(root):
        parent = widget.parentWidget()
        if parent is not None and isinstance(widget, (*OPERATED, QLabel)) and not widget.isWindow():
            by_parent.setdefault(parent, []).append(widget)
    for widgets in by_parent.values():
        for at, one in enumerate(widgets):
            for other in widgets[at + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > 1 and common.height() > 1:
                    yield f"{where(one)} lies on {where(other)}"


def said(root: QWidget) -> Iterator[str]:
    """Every word a person reads or hears, but what people typed."""
    for widget in visible(root):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and hasattr(widget, "horizontalHeader") and widget.model() is not None:
            model = widget.model()
            for column in range(model.columnCount()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")


def english_only(file: Path) -> dict[str, re.Pattern[str]]:
    """English texts that read differently in German, as patterns (placeholders stand for anything)."""
    sources: dict[str, str] = {}
    german: set[str] = set()
    for message in Xml.parse(file).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        forms = [] if translation is None else [form.text or "" for form in translation.iter("numerusform")]
        forms = forms or ([] if translation is None else [translation.text or ""])
        german.update(forms)
        for form in (re.sub(r"\(s\)", "", source), re.sub(r"\(s\)", "s", source)):
            if form not in forms:
                sources[form] = source
    patterns = {}
    for text in sources:
        fixed = re.sub(r"\{\w+\}|%n", "", text).strip(" ·:,.")
        if text not in german and len(fixed) > 2:
            pattern = re.escape(text).replace("%n", r"[\d.]+")
            pattern = re.sub(r"\\\{\w+\\\}", ".+", pattern)
            patterns[text] = re.compile(pattern)
    return patterns
