"""Actions: declared once, used by menus, buttons, shortcuts, the palette and the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.domain.rights import Right, Staff

# Keys that are printed on the key as a sign, not as a word.
_SIGNS: Final = {"Return": "↵", "Enter": "↵", "Backspace": "⌫"}


class Action(NamedTuple):
    """What a person can do. `text` is English and translated in the context `Actions`.

    Declare actions in a tuple named `ACTIONS` at the top of a module: there scripts/translations.py finds them.
    """

    name: str  # "sync.now"
    text: str
    icon: str = ""
    shortcut: str = ""  # portable: "Ctrl+R"
    right: Right = Right.VIEW
    keywords: str = ""  # further words the palette finds it by, in both languages
    in_palette: bool = True


class ActionRegistry(QObject):
    """The actions of one window, made by it and handed on; whoever can do an action binds a handler to it.

    A handler bound `within` a widget answers its shortcut only while the focus is there, and is let go with the widget.
    The window's own handlers answer everywhere. An action without the right is shown, and disabled.
    """

    changed = Signal(str)  # the name of an action that became possible, impossible or other

    def __init__(self, staff: Staff, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._declared: dict[str, Action] = {}
        self._bound: dict[str, QAction] = {}
        self._wanted: dict[str, bool] = {}
        self._only: frozenset[str] | None = None
        self.staff = staff

    def declare(self, actions: Iterable[Action]) -> None:
        """Make actions known. Declaring the same one again changes nothing; another under its name is a mistake."""
        for action in actions:
            known = self._declared.setdefault(action.name, action)
            if known != action:
                raise ValueError(f"two actions are called {action.name!r}")

    def bind(self, name: str, handler: Callable[[], object], within: QWidget) -> QAction:
        """Say what an action does; `within` is the window or the screen it belongs to. Raises `KeyError`."""
        action = self._declared[name]
        bound = QAction(within)
        bound.setObjectName(name)
        if action.shortcut:
            bound.setShortcut(QKeySequence(action.shortcut))
            if not within.isWindow():
                bound.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bound.triggered.connect(lambda _checked=False: handler())
        within.addAction(bound)
        self._bound[name] = bound
        self._wanted[name] = True
        self._settle(name)
        return bound

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Whether the action can be done now; without the right it stays impossible."""
        self._wanted[name] = enabled
        self._settle(name)

    def set_staff(self, staff: Staff) -> None:
        """Somebody else acts from now on."""
        self.staff = staff
        for name in list(self._bound):
            self._settle(name)

    def hold(self, only: frozenset[str] | None) -> None:
        """Nothing but these can be done from now on, by key, button or palette; None: everything again."""
        self._only = only
        for name in list(self._bound):
            self._settle(name)

    def retranslate(self) -> None:
        """Give all bound actions their words in the language of now."""
        for name in list(self._bound):
            self._settle(name)

    def action(self, name: str) -> Action:
        """The declaration. Raises `KeyError`."""
        return self._declared[name]

    def all(self) -> list[Action]:
        """Every declared action, in the order of declaration."""
        return list(self._declared.values())

    def text(self, name: str) -> str:
        """The action's words in the language of now."""
        return QCoreApplication.translate("Actions", self._declared[name].text)

    def shortcut_text(self, name: str) -> str:
        """The shortcut as the keyboard of now names it (`Strg+R`), "" without one."""
        return key_text(self._declared[name].shortcut)

    def allowed(self, name: str) -> bool:
        """Whether the person acting has the right."""
        return self._declared[name].right in self.staff.rights

    def possible(self, name: str) -> bool:
        """Whether triggering would do something now."""
        bound = self._alive(name)
        return bound is not None and bound.isEnabled()

    def trigger(self, name: str) -> bool:
        """Do it if it is possible; tells whether it was."""
        bound = self._alive(name)
        if bound is None or not bound.isEnabled():
            return False
        bound.trigger()
        return True

    def _alive(self, name: str) -> QAction | None:
        bound = self._bound.get(name)
        if bound is not None and not shiboken6.isValid(bound):
            del self._bound[name]
            return None
        return bound

    def _settle(self, name: str) -> None:
        bound = self._alive(name)
        if bound is not None:
            bound.setText(self.text(name))
            open_ = self._only is None or name in self._only
            bound.setEnabled(open_ and self._wanted.get(name, True) and self.allowed(name))
        self.changed.emit(name)


def key_text(shortcut: str) -> str:
    """A portable shortcut (`Ctrl+R`) as the language of now writes it."""
    held, plus, key = shortcut.rpartition("+")
    if key in _SIGNS:
        # A letter stands in for the key, so that the modifiers come in the words of the language.
        return key_text(f"{held}{plus}A")[:-1] + _SIGNS[key]
    sequence = QKeySequence.fromString(shortcut)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
