"""Rows that are too narrow for their data say it whole in a tip."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

Index = QModelIndex | QPersistentModelIndex


class TellingDelegate(QStyledItemDelegate):
    """Answers a tip over a row with all of its words, since any of them may be shortened or left out."""

    def whole(self, option: QStyleOptionViewItem, index: Index) -> str:
        """What the tip says; "" where everything is to be read anyway."""
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        words = self.whole(option, index) if index.isValid() else ""
        if words:
            QToolTip.showText(event.globalPos(), words, view.viewport(), view.visualRect(index))
        else:
            QToolTip.hideText()
        return True
