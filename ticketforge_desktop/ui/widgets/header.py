"""The head of a screen: where one is, a line about it, and what can be done here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text


class ScreenHeader(QWidget):
    """64 px: an optional way back, title and line on the left (`beside` for badges), `trailing` for buttons."""

    def __init__(self, theme: Theme, title: str = "", line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.title = Text(theme, title, Role.SCREEN, elide=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.line = Text(theme, line, Role.SMALL, "secondary", elide=True)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(Measure.GRID)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.title, 0)
        first.addLayout(self.beside)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.line)
        words.addStretch(1)
        self.trailing = QHBoxLayout()
        self.trailing.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addLayout(self.trailing)
        self._fit()
        theme.changed.connect(self._fit)

    def add_back(self, name: str) -> Button:
        """A way back, left of the title; connect its `clicked`."""
        back = Button(self._theme, icon="chevron-left", kind=Kind.BARE, name=name)
        self._row.insertWidget(0, back, 0, Qt.AlignmentFlag.AlignVCenter)
        return back

    def set_words(self, title: str, line: str = "") -> None:
        """Other words."""
        self.title.setText(title)
        self.line.setText(line)
        self.setAccessibleName(title)

    def _fit(self) -> None:
        words = self._theme.line(Role.SCREEN) + self._theme.line(Role.SMALL)
        self.setFixedHeight(self._theme.fit(Measure.HEADER, words, 16))
