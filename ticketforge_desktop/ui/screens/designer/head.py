"""The designer's head: which layout, its steps back and forward, its size on the screen, and saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ticketforge_desktop.services.ports.printing import LayoutInfo
from ticketforge_desktop.ui.actions import ActionRegistry
from ticketforge_desktop.ui.screens.designer.work import Table
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.header import ScreenHeader


class IconButton(Button):
    """A declared action as its icon alone; word and key are in the tip."""

    def __init__(self, theme: Theme, registry: ActionRegistry, action: str) -> None:
        super().__init__(theme, icon=registry.action(action).icon)
        self._registry, self._action = registry, action
        registry.changed.connect(self._follow)
        self.clicked.connect(lambda _on=False: registry.trigger(action))
        self._follow(action)

    def _follow(self, name: str) -> None:
        if name == self._action:
            words, key = self._registry.text(name), self._registry.shortcut_text(name)
            self.setAccessibleName(words)
            self.setToolTip(f"{words} ({key})" if key else words)
            self.setEnabled(self._registry.possible(name))


class DesignHead(ScreenHeader):
    """`opened(name)`, `went_on(id)`, `file_asked`, `new_asked` and `export_asked` come from the menu."""

    opened = Signal(str)
    went_on = Signal(str)  # the id of a draft that was left with changes
    file_asked = Signal()
    new_asked = Signal()
    export_asked = Signal()
    zoomed = Signal(float)  # by this factor; 0: fit

    def __init__(self, theme: Theme, registry: ActionRegistry, language: Callable[[], str]) -> None:
        super().__init__(theme)
        self._layouts: tuple[LayoutInfo, ...] = ()
        self._left: tuple[Table, ...] = ()
        self._percent = 100
        self._language = language
        self.undo, self.redo = (IconButton(theme, registry, f"design.{name}") for name in ("undo", "redo"))
        self.smaller, self.larger = Button(theme, icon="minus"), Button(theme, icon="plus")
        self.percent = Button(theme, "100 %")
        self.open_button = Button(theme, icon="folder")
        self.test = IconButton(theme, registry, "design.test")
        self.save = Button.of(theme, registry, "design.save", kind=Kind.PRIMARY)
        views = (self.smaller, self.percent, self.larger)
        for button in (self.undo, self.redo, *views, self.open_button, self.test, self.save):
            self.trailing.addWidget(button)
        self.smaller.clicked.connect(lambda _on=False: self.zoomed.emit(0.8))
        self.larger.clicked.connect(lambda _on=False: self.zoomed.emit(1.25))
        self.percent.clicked.connect(lambda _on=False: self.zoomed.emit(0.0))
        self.open_button.clicked.connect(lambda _on=False: self.show_menu())

    def offer(self, layouts: Sequence[LayoutInfo]) -> None:
        """The layouts there are."""
        self._layouts = tuple(layouts)

    def offer_left(self, tables: Sequence[Table]) -> None:
        """Drafts that were left with changes."""
        self._left = tuple(tables)

    def show_percent(self, percent: int) -> None:
        """How large the ticket is shown."""
        if percent != self._percent:
            self._percent = percent
            self._tell_percent()

    def _tell_percent(self) -> None:
        self.percent.setText(f"{self._percent} %")
        words = self.tr("Fit into the window, now {percent} %")
        self.percent.setAccessibleName(words.format(percent=self._percent))

    def menu(self) -> QMenu:
        """Layouts to open, and what else can be begun."""
        menu = QMenu(self)
        for table in self._left:
            draft = table.history.now
            words = self.tr("{layout} · not saved").format(layout=draft.title.get(self._language()) or draft.name)
            menu.addAction(f"{words} · {draft.name}", partial(self.went_on.emit, table.origin.draft_id))
        if self._left:
            menu.addSeparator()
        for info in self._layouts:
            title = info.title.get(self._language()) or info.name
            menu.addAction(f"{title} · {info.name}", partial(self.opened.emit, info.name))
        menu.addSeparator()
        menu.addAction(self.tr("A file …"), self.file_asked.emit)
        menu.addAction(self.tr("A new layout"), self.new_asked.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Save as a file …"), self.export_asked.emit)
        return menu

    def show_menu(self) -> QWidget:
        """Open the menu below its button."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.open_button.mapToGlobal(self.open_button.rect().bottomLeft()))
        return menu

    def retranslate(self) -> None:
        """All words anew."""
        for button, name in ((self.smaller, self.tr("Smaller")), (self.larger, self.tr("Larger"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._tell_percent()
        self.percent.setToolTip(self.tr("Fit into the window"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setAccessibleName(self.tr("Open"))
