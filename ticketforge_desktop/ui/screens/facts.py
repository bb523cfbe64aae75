"""Small parts of detail pages: named facts one below the other, and tables that are short enough to be whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.badge import stock_word
from ticketforge_desktop.ui.widgets.table import Cell, CellDelegate, TableView
from ticketforge_desktop.ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
_STRETCH_LEAST: Final = 170  # px at 100 % that a stretching column needs beside lesser ones


class FactList(QWidget):
    """`name … value`, one line each; what is too long for its line goes on below, name and value alike."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[tuple[Text, Text]] = []
        theme.changed.connect(self._place)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show facts; lines are reused, so nothing flickers and a screen reader keeps its place."""
        while len(self._lines) < len(facts):
            self._lines.append(self._new_line())
        for at, (name, value) in enumerate(self._lines):
            shown = at < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(facts[at][0])
                value.setText(facts[at][1])
                value.setAccessibleName(f"{facts[at][0]}: {facts[at][1]}")
        self._place()

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What is to be read."""
        return [(name.text(), value.text()) for name, value in self._lines if not value.isHidden()]

    def _new_line(self) -> tuple[Text, Text]:
        name = Text(self._theme, "", Role.BODY, "secondary", wrap=True, parent=self)
        name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        value = Text(self._theme, "", Role.NAME, wrap=True, parent=self)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return name, value

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Both beside each other in one line, else the shorter whole and the longer in the room that is left."""
        room, top = self.width() - Measure.GAP, 0
        for name, value in self._lines:
            if value.isHidden():
                continue
            wide = [self._theme.width(Role.BODY, name.text()) + 2, self._theme.width(Role.NAME, value.text()) + 2]
            if sum(wide) > room:
                longer = wide[1] > wide[0]
                wide[longer] = max(room // 2, room - wide[not longer])
                wide[not longer] = min(wide[not longer], room - wide[longer])
            tall = max(name.heightForWidth(max(1, wide[0])), value.heightForWidth(max(1, wide[1])))
            name.setGeometry(0, top, wide[0], tall)
            value.setGeometry(self.width() - wide[1], top, wide[1], tall)
            top += tall + Measure.GRID
        whole = max(0, top - Measure.GRID)
        if whole != self.height() or self.minimumHeight() != whole:
            self.setFixedHeight(whole)


class Head(NamedTuple):
    """A column head of a short table: `sample` gives the width (`badge` does, in pixels), or it stretches.

    Where stretching columns would get too little room, those of the highest `rank` are left out first (0 never is).
    """

    title: str
    right: bool = False
    sample: str = ""
    stretch: bool = False
    rank: int = 0
    badge: int = 0


class MadeRows(Sequence[Sequence[Cell]]):
    """Rows whose cells are made when somebody looks at them: of five hundred, ten are seen."""

    def __init__(self, count: int, make: Callable[[int], list[Cell]]) -> None:
        self._make = make
        self._made: list[list[Cell] | None] = [None] * count

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> list[Cell]: ...

    @overload
    def __getitem__(self, at: slice) -> list[list[Cell]]: ...

    def __getitem__(self, at: int | slice) -> list[Cell] | list[list[Cell]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self._made)))]
        row = self._made[at]
        if row is None:
            row = self._made[at] = self._make(at)
        return row


class _Rows(QAbstractTableModel):
    """All cells, given at once, or made when they are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: list[Head] = []
        self.rows: Sequence[Sequence[Cell]] = []
        self.checked: Callable[[int], bool] | None = None  # whether a row's box is ticked, where rows have boxes

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.heads[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        box = self.checked is not None and index.column() == 0
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if box else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self.checked is not None:
            return Qt.CheckState.Checked if self.checked(index.row()) else Qt.CheckState.Unchecked
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self.rows[index.row()][index.column()]
        text = stock_word(cell.level) if cell.level is not None else f"{cell.text} {cell.second}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[index.column()].title}: {text}"
        return text


class FixedTable(TableView):
    """A short table that is shown whole: as high as its rows, without a scroll bar of its own when `grows`.

    `last` says that the card ends below it: the last row draws no line beside the card's edge.
    """

    def __init__(
        self, theme: Theme, name: str, *, row_height: int = Measure.ROW_DENSE, grows: bool = False,
        last: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, name, row_height=row_height, sorts=False, parent=parent)
        self._rows = _Rows(self)
        self._grows = grows
        self._last = last
        self.setModel(self._rows)
        self.use(CellDelegate(theme, lambda index: self._rows.rows[index.row()][index.column()], self))
        self.horizontalHeader().setMinimumSectionSize(20)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._settle())
        theme.changed.connect(self._settle)

    def use(self, delegate: CellDelegate) -> None:
        """Have rows painted by this delegate."""
        delegate.edged = self._last
        self.setItemDelegate(delegate)

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """What is shown."""
        return self._rows.rows

    def with_boxes(self, checked: Callable[[int], bool]) -> None:
        """The first column is a box that can be ticked; screen readers are told its state."""
        self._rows.checked = checked

    def set_heads(self, heads: Sequence[Head]) -> None:
        """Name the columns."""
        self._rows.beginResetModel()
        self._rows.heads = list(heads)
        self._rows.endResetModel()
        self._settle()

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show rows; the current one stays where it was."""
        current = self.currentIndex().row()
        self._rows.beginResetModel()
        self._rows.rows = rows if isinstance(rows, MadeRows) else [list(row) for row in rows]
        self._rows.endResetModel()
        if 0 <= current < len(rows):
            self.selectRow(current)
        self._settle()

    def _settle(self) -> None:
        room, theme = self.viewport().width(), self._theme
        wide = [
            0
            if head.stretch
            else max(theme.width(Role.SMALL_STRONG, head.title), theme.width(Role.NAME, head.sample), head.badge) + 24
            for head in self._rows.heads
        ]
        heads = self._rows.heads
        shown = list(range(len(heads)))
        least = round(_STRETCH_LEAST * theme.scale)
        while True:
            stretching = max(1, sum(heads[at].stretch for at in shown))
            left = (room - sum(wide[at] for at in shown)) // stretching
            ranked = [at for at in shown if heads[at].rank]
            if left >= least or not ranked:
                break
            shown.remove(max(ranked, key=lambda at: heads[at].rank))
        for at, head in enumerate(heads):
            self.setColumnHidden(at, at not in shown)
            if at in shown:
                self.setColumnWidth(at, max(120, left) if head.stretch else wide[at])
        if self._grows:
            self.setFixedHeight(self._whole_height())

    def _whole_height(self) -> int:
        return self.horizontalHeader().height() + len(self._rows.rows) * self.verticalHeader().defaultSectionSize() + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
