"""Help and crash dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.actions import key_text
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Icon, KeyCap, Text

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context


class HelpDialog(QDialog):
    """All shortcuts, made from the declared actions, and the version."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme, actions = context.theme, context.actions
        self.setWindowTitle(self.tr("Help"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.GAP, Measure.MARGIN, Measure.GAP)
        column.setSpacing(Measure.GAP)
        column.addWidget(Text(theme, self.tr("Keys"), Role.SCREEN))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Measure.MARGIN)
        grid.setVerticalSpacing(Measure.GRID)
        with_key = [action for action in actions.all() if action.shortcut]
        half = (len(with_key) + 1) // 2
        for at, action in enumerate(with_key):
            row, side = at % half, 2 * (at // half)
            grid.addWidget(KeyCap(theme, key_text(action.shortcut)), row, side, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Text(theme, actions.text(action.name)), row, side + 1)
        column.addLayout(grid)
        hint = self.tr("Everything else is found with {key}.").format(key=key_text("Ctrl+K"))
        column.addWidget(Text(theme, hint, Role.BODY, "secondary"))
        foot = QHBoxLayout()
        version = self.tr("TicketForge Desktop {version}").format(version=context.host.version)
        foot.addWidget(Text(theme, version, Role.SMALL, "secondary"), 1)
        close = Button(theme, self.tr("Close"), kind=Kind.PRIMARY, shortcut="Esc")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        close.setFocus()


class CrashDialog(QDialog):
    """A bug: what was being done may not have been done; where the crash file is; work can go on."""

    def __init__(self, context: Context, error: Exception, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = context.theme
        self.path = path
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon(theme, "warning", 24, "attention"))
        head.addWidget(Text(theme, self.tr("That is a fault of the program"), Role.SCREEN), 1)
        column.addLayout(head)
        told = self.tr(
            "The last step may not have been carried out. What was confirmed before is safe, and you can go on working."
        )
        column.addWidget(Text(theme, told, wrap=True))
        column.addWidget(Text(theme, f"{type(error).__name__}: {error}"[:300], Role.CODE, "secondary", wrap=True))
        if path:
            where = self.tr("Please send this file with your report; it holds no names, addresses or codes:")
            column.addWidget(Text(theme, where, wrap=True))
            place = Text(theme, path, Role.CODE, wrap=True)
            place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(place)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addStretch(1)
        if path and not context.holds:  # a file manager would lead out of the kiosk
            show = Button(theme, self.tr("Show the file"), icon="folder")
            show.clicked.connect(self._show_file)
            foot.addWidget(show)
        go_on = Button(theme, self.tr("Go on"), kind=Kind.PRIMARY)
        go_on.clicked.connect(self.accept)
        foot.addWidget(go_on)
        column.addLayout(foot)
        go_on.setFocus()

    def _show_file(self) -> None:
        folder = self.path.replace("\\", "/").rpartition("/")[0]
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
