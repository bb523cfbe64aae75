"""The recent scans: shape, word and detail of each, newest on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from ticketforge_desktop.domain.verdicts import Signal, Verdict
from ticketforge_desktop.services.views import ScanRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.orders.log import EXIT, UNDO
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.verdicts import reason_word, signal_word
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.tips import TellingDelegate

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole + 1
_NARROW: Final = 270  # px at 100 % below which the time takes the place of the detail
TONES: Final = {
    Signal.ADMITTED: "admitted",
    Signal.ATTENTION: "attention",
    Signal.REFUSED: "refused",
    Signal.EXIT: "exit",
}


def words_of(scan: ScanRow) -> tuple[Signal, str, str]:
    """Class, word and detail of a scan as the list says it."""
    translate = QCoreApplication.translate
    verdict = Verdict(scan.verdict)
    if scan.kind == UNDO:
        return Signal.ATTENTION, translate("Door", "Taken back"), " · ".join(p for p in (scan.reason, scan.order) if p)
    if scan.kind == "exit_all":
        words = translate("Door", "Everybody has left: {count}").format(count=scan.reason)
        return Signal.EXIT, signal_word(Signal.EXIT), words
    if scan.kind == "force":
        words = translate("Door", "By hand: {reason}").format(reason=scan.reason)
        return verdict.signal, signal_word(verdict.signal), " · ".join(part for part in (words, scan.order) if part)
    first = scan.category if verdict.opens else reason_word(verdict, scan.reason)
    if scan.kind == EXIT and not verdict.opens:
        first = translate("Door", "Exit: {reason}").format(reason=first)
    return verdict.signal, signal_word(verdict.signal), " · ".join(part for part in (first, scan.order) if part)


class _Model(QAbstractListModel):
    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.zone = ""
        self.scans: list[ScanRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.scans)

    def time(self, scan: ScanRow) -> str:
        """When, to the second."""
        return self._context.formats.time(scan.at, self.zone, seconds=True)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        scan = self.scans[index.row()]
        if role == _ROW:
            return scan
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            _, word, detail = words_of(scan)
            return ", ".join((self.time(scan), word, detail))
        return None


class _Delegate(TellingDelegate):
    def __init__(self, context: Context, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(
            0, self._theme.fit(Measure.ROW_SCAN, self._theme.line(Role.STRONG) + self._theme.line(Role.SMALL), 16)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        scan: ScanRow = index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or index.row() == 0:
            painter.fillRect(rect, theme.colour("accent_soft" if chosen else "raised"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        signal, word, detail = words_of(scan)
        side = QRectF(rect.x() + 16, rect.center().y() - 13, 28, 28)
        paint.shape(painter, str(signal), side, TONES[signal], "surface", theme)
        inner = rect.adjusted(56, 0, -16, 0)
        half = rect.height() // 2
        upper = QRect(inner.x(), inner.y() + 4, inner.width(), half - 4)
        used, time = 0, self._model.time(scan)
        if rect.width() < _NARROW * theme.scale:
            detail = f"{time} · {scan.order}" if scan.order else time
        else:
            used = paint.words(painter, theme, upper, time, role=Role.SMALL, ink="secondary",
                               side="right")  # fmt: skip
        paint.words(painter, theme, upper.adjusted(0, 0, -used - 8, 0), word, role=Role.STRONG)
        lower = QRect(inner.x(), inner.y() + half, inner.width(), half - 4)
        paint.words(painter, theme, lower, detail, role=Role.SMALL, ink="secondary")


class ScanList(QListView):
    """The list of the last scans at this gate."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(context, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(context, self._model, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        context.theme.changed.connect(self.doItemsLayout)

    @property
    def scans(self) -> list[ScanRow]:
        """What is shown, newest first."""
        return list(self._model.scans)

    @property
    def chosen(self) -> ScanRow | None:
        """The selected scan; None when none is."""
        rows = self.selectionModel().selectedIndexes()
        return self._model.scans[rows[0].row()] if rows else None

    def show_scans(self, scans: Sequence[ScanRow], zone: str) -> None:
        """Show scans with times in a zone."""
        self._model.beginResetModel()
        self._model.scans, self._model.zone = list(scans), zone
        self._model.endResetModel()
