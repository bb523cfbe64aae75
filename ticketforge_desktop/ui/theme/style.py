"""The stylesheet for Qt's own input widgets. Our widgets paint themselves and need none of it."""

from __future__ import annotations

from ticketforge_desktop.ui.theme.tokens import Measure, Tokens


def stylesheet(t: Tokens) -> str:
    """Short on purpose: every rule is matched against every widget before the first paint."""
    return f"""
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit {{
  background: {t.field}; color: {t.text}; border: 1px solid {t.border_strong}; border-radius: {Measure.RADIUS}px;
  padding: 1px 11px; min-height: {Measure.CONTROL - 4}px; selection-background-color: {t.accent};
  selection-color: {t.on_accent}; placeholder-text-color: {t.secondary};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {{
  border: {Measure.FOCUS}px solid {t.focus}; padding: 0 10px;
}}
QLineEdit[fault="true"], QComboBox[fault="true"] {{ border-color: {t.refused}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {t.disabled}; border-color: {t.control}; }}
QLineEdit[bare="true"], QComboBox QLineEdit {{
  border: none; padding: 0; min-height: 0; background: transparent;
}}
QComboBox::drop-down {{ border: none; width: 32px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
  background: {t.raised}; color: {t.text}; border: 1px solid {t.border_strong}; outline: none;
  selection-background-color: {t.accent_soft}; selection-color: {t.text};
}}
QComboBox QAbstractItemView::item {{ min-height: {Measure.ROW - 8}px; padding: 0 8px; }}
QTableView, QListView, QTreeView {{
  background: {t.surface}; border: none; gridline-color: transparent; outline: none;
  selection-background-color: {t.accent_soft}; selection-color: {t.text};
}}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 3px; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 3px; }}
QScrollBar::handle {{ background: {t.border_strong}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{
  background: {t.raised}; color: {t.text}; border: 1px solid {t.border_strong}; padding: 7px 11px;
}}
QMenu {{ background: {t.raised}; border: 1px solid {t.border_strong}; padding: 4px; }}
QMenu::item {{ color: {t.text}; padding: 8px 24px 8px 12px; border-radius: {Measure.SMALL_RADIUS}px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
"""
