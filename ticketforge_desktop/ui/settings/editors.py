"""One input for each kind of setting, all with the same four verbs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.setting_kinds import Setting, Value
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import CheckBox, Field, NumberField
from ticketforge_desktop.ui.widgets.text import Text


def word(text: str) -> str:
    """A declared text in the language of now."""
    return QCoreApplication.translate("Settings", text) if text else ""


def fault_words(error: BadInput) -> str:
    """What is wrong with a setting and how to mend it, by the error's `reason`."""
    facts = {**error.facts, "other": word(str(error.facts.get("other", "")))}
    words = {
        "kind": QCoreApplication.translate("Settings", "Only whole numbers fit here."),
        "bounds": QCoreApplication.translate("Settings", "Choose a number from {minimum} to {maximum}."),
        "choice": QCoreApplication.translate("Settings", "Choose one of the list."),
        "required": QCoreApplication.translate("Settings", "This can't stay empty."),
        "length": QCoreApplication.translate("Settings", "At most {longest} characters fit here."),
        "order": QCoreApplication.translate("Settings", "This must be {minimum} or more: it lies above “{other}”."),
        "check": QCoreApplication.translate("Settings", "This is not written as described."),
    }
    return words.get(str(error.facts.get("reason")), error.message).format_map(facts)


class Editor(QWidget):
    """An input for one setting. `edited` comes with every change; `value` is what was typed, fit or not."""

    edited = Signal()

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setting = setting
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    @property
    def value(self) -> object:
        """What the input holds now."""
        return self.setting.default

    def show_value(self, value: Value) -> None:
        """Show a value without telling."""

    def set_fault(self, fault: str) -> None:
        """Show (or take away) what is wrong."""

    def retranslate(self) -> None:
        """Say everything in the language of now."""


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(theme, setting, parent)
        self.column.setSpacing(0)
        self.box = CheckBox(theme)
        self.note = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.note.setContentsMargins(Measure.CHECKBOX + 13, 0, 0, 0)
        self.setFocusProxy(self.box)
        self.column.addWidget(self.box)
        self.column.addWidget(self.note)
        self.box.clicked.connect(lambda _checked: self.edited.emit())
        self.retranslate()

    @property
    def value(self) -> object:
        return self.box.isChecked()

    def show_value(self, value: Value) -> None:
        self.box.setChecked(bool(value))

    def retranslate(self) -> None:
        self.box.setText(word(self.setting.label))
        self.box.setAccessibleName(word(self.setting.label))
        self.box.setAccessibleDescription(word(self.setting.description))
        self.note.setText(word(self.setting.description))


class FramedEditor(Editor):
    """An input in a frame that says what it is, what it means and what is wrong with it."""

    frame: Field

    def stand_in(self, frame: Field) -> None:
        """Take the frame in."""
        self.frame = frame
        self.column.addWidget(frame)

    def set_fault(self, fault: str) -> None:
        self.frame.set_fault(fault)

    def retranslate(self) -> None:
        self.frame.set_words(word(self.setting.label), word(self.setting.description))


class ChoiceEditor(FramedEditor):
    """One of few, side by side."""

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(theme, setting, parent)
        self.field = Segmented(theme, word(setting.label), self._choices())
        self.stand_in(Field(theme, word(setting.label), self.field, word(setting.description)))
        self.setFocusProxy(self.field)
        self.field.chosen.connect(lambda _key: self.edited.emit())

    def _choices(self) -> list[tuple[str, str]]:
        return [(choice.value, word(choice.label)) for choice in self.setting.choices]

    @property
    def value(self) -> object:
        return self.field.current

    def show_value(self, value: Value) -> None:
        self.field.choose(str(value))

    def retranslate(self) -> None:
        self.field.set_words(word(self.setting.label), self._choices())
        super().retranslate()


class NumberEditor(FramedEditor):
    """A whole number with its unit. What is out of bounds may be typed, and is then refused in words."""

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(theme, setting, parent)
        self.field = NumberField(theme, setting.unit)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.field)
        line.addStretch(1)
        self.stand_in(Field(theme, "", self.field, "", holder=row))
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda _text: self.edited.emit())
        self.retranslate()

    @property
    def value(self) -> object:
        return self.field.text().strip()

    def show_value(self, value: Value) -> None:
        self.field.setText(str(value))


class TextEditor(FramedEditor):
    """A line of text."""

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(theme, setting, parent)
        self.field = QLineEdit()
        self.field.setMaximumWidth(theme.fit(400, 0))
        self.stand_in(Field(theme, "", self.field, ""))
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda _text: self.edited.emit())
        self.retranslate()

    @property
    def value(self) -> object:
        return self.field.text()

    def show_value(self, value: Value) -> None:
        self.field.setText(str(value))


def editor_for(theme: Theme, setting: Setting) -> Editor:
    """The input a declaration asks for."""
    if isinstance(setting.default, bool):
        return SwitchEditor(theme, setting)
    if isinstance(setting.default, int):
        return NumberEditor(theme, setting)
    return ChoiceEditor(theme, setting) if setting.choices else TextEditor(theme, setting)
