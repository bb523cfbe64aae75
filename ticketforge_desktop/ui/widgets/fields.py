"""Inputs: search, choices, switches, and a labelled field that names its fault and the mend."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.text import Text

DEBOUNCE_MS = 120


class SearchField(QLineEdit):
    """A filter as you type: `searched(text)` comes a moment after the last key, at once on Return; Esc clears."""

    searched = Signal(str)

    def __init__(self, theme: Theme, placeholder: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told = ""
        self.set_words(placeholder, name)
        self.setTextMargins(26, 0, 0, 0)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.returnPressed.connect(self._tell)
        theme.changed.connect(self.update)

    def set_words(self, placeholder: str, name: str = "") -> None:
        """The hint inside, and the name read out."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)

    def sizeHint(self) -> QSize:
        wide = self._theme.width(Role.BODY, self.placeholderText()) + 64
        return QSize(max(240, wide), self._theme.fit(Measure.CONTROL, self._theme.line(Role.BODY), 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _tell(self) -> None:
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(13, (self.height() - 16) // 2, self._theme.pixmap("search", 16, "secondary"))
        painter.end()


class UnitField(QLineEdit):
    """An input with the unit of what is typed at its right."""

    def __init__(self, theme: Theme, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = unit
        self._fit()
        theme.changed.connect(self._fit)

    @property
    def _unit_room(self) -> int:
        return self._theme.width(Role.BODY, self._unit) + 8 if self._unit else 0

    def _fit(self) -> None:
        self.setTextMargins(0, 0, self._unit_room, 0)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            paint.words(painter, self._theme, self.rect().adjusted(0, 0, -12, 0), self._unit, ink="secondary",
                        side="right")  # fmt: skip
            painter.end()


class NumberField(UnitField):
    """A whole number with its unit at the right; arrow keys count up and down. Anything may be typed: faults are
    told in words beside it, not by keys that do nothing."""

    def __init__(self, theme: Theme, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, unit, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _fit(self) -> None:
        super()._fit()
        self.setFixedWidth(self._theme.width(Role.BODY, "00000") + self._unit_room + 48)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 1 if event.key() == Qt.Key.Key_Up else -1 if event.key() == Qt.Key.Key_Down else 0
        if step and self.text().strip().isdecimal():
            self.setText(str(max(0, int(self.text()) + step)))
            self.textEdited.emit(self.text())
            return
        super().keyPressEvent(event)


class ComboBox(QComboBox):
    """A choice from a list, with our arrow. Items carry their key as data."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.changed.connect(self.update)

    @property
    def key(self) -> str:
        """The data of the chosen item."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose the item with this data; nothing happens when there is none."""
        at = self.findData(key)
        if at >= 0:
            self.setCurrentIndex(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        tone = "secondary" if self.isEnabled() else "disabled"
        painter.drawPixmap(self.width() - 28, (self.height() - 16) // 2, self._theme.pixmap("chevron-down", 16, tone))
        painter.end()


def _toggle_hint(theme: Theme, text: str) -> QSize:
    width = Measure.CHECKBOX + 6
    if text:
        width += 7 + theme.width(Role.BODY, text) + 4
    return QSize(width, theme.fit(Measure.CONTROL, theme.line(Role.BODY), 12))


def _paint_toggle(button: QAbstractButton, theme: Theme, mark: str, radius: float) -> None:
    """The box (or disc), its mark when it is on, the words, and the ring around the box."""
    painter = QPainter(button)
    rect = QRect(3, (button.height() - Measure.CHECKBOX) // 2, Measure.CHECKBOX, Measure.CHECKBOX)
    enabled = button.isEnabled()
    if mark and enabled:
        paint.box(painter, theme, rect, fill="accent", radius=radius)
    else:
        edge = "border_strong" if enabled else "disabled"
        paint.box(painter, theme, rect, fill="field", edge=edge, radius=radius, width=1.5)
    if mark == "dot":
        paint.box(painter, theme, rect.adjusted(6, 6, -6, -6), fill="on_accent" if enabled else "disabled", radius=4)
    elif mark:
        painter.drawPixmap(rect.x() + 2, rect.y() + 2, theme.pixmap(mark, 16, "on_accent" if enabled else "disabled"))
    left = rect.right() + 11
    words = QRect(left, 0, button.width() - left, button.height())
    paint.words(painter, theme, words, button.text(), ink="text" if enabled else "disabled")
    if button.hasFocus():
        paint.focus_ring(painter, theme, rect.adjusted(-3, -3, 3, 3), radius + 2)
    painter.end()


class CheckBox(QCheckBox):
    """A box of 20 px in a 40-px row that answers in its whole width."""

    def __init__(self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(name or text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return _toggle_hint(self._theme, self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        states = {Qt.CheckState.Checked: "check", Qt.CheckState.PartiallyChecked: "minus"}
        _paint_toggle(self, self._theme, states.get(self.checkState(), ""), Measure.SMALL_RADIUS)


class RadioButton(QRadioButton):
    """A disc of 20 px in a 40-px row that answers in its whole width."""

    def __init__(self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(name or text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return _toggle_hint(self._theme, self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_toggle(self, self._theme, "dot" if self.isChecked() else "", Measure.CHECKBOX / 2)


class Field(QWidget):
    """An input with its label above, what it means below, and its fault in words when there is one.

    The label is the input's accessible name, the fault (or the meaning) its description. `holder` is a row the input
    stands in, where it does not fill the width.
    """

    def __init__(
        self,
        theme: Theme,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        holder: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._fault = ""
        self.label = Text(theme, label, Role.NAME, parent=self)
        self.label.setBuddy(editor)
        # Its own parent at once: shown without one, it would be a window for a moment and take the focus.
        self.note = Text(theme, hint, Role.SMALL, "secondary", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(holder or editor)
        column.addWidget(self.note)
        self._tell()

    @property
    def fault(self) -> str:
        """The fault shown; "" = none."""
        return self._fault

    def set_words(self, label: str, hint: str) -> None:
        """Other words (another language)."""
        self.label.setText(label)
        self._hint = hint
        self._tell()

    def set_fault(self, fault: str) -> None:
        """Show what is wrong and how to mend it; "" takes it away. What was typed stays."""
        if fault == self._fault:
            return
        self._fault = fault
        self.editor.setProperty("fault", bool(fault))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self._tell()

    def _tell(self) -> None:
        self.note.setText(self._fault or self._hint)
        self.note.set_tone("refused" if self._fault else "secondary")
        self.note.setVisible(bool(self._fault or self._hint))
        self.editor.setAccessibleName(self.label.text())
        self.editor.setAccessibleDescription(self._fault or self._hint)
