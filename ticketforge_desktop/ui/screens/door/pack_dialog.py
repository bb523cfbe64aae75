"""The blackout pack from the window: a passphrase typed twice, a place to write to, and it is done before doors."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from ticketforge_desktop.services.blackout import Packed
    from ticketforge_desktop.ui.context import Context

LEAST: Final = 8  # characters of a passphrase
_WIDTH: Final = 480


class PackDialog(QDialog):
    """Asks how an event's pack is sealed, and writes it beside the window; closes itself once it is written."""

    def __init__(self, context: Context, event_id: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.event_id = context, event_id
        theme = context.theme
        self.setWindowTitle(self.tr("Blackout pack"))
        self.setMinimumWidth(_WIDTH)
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for field, name in ((self.passphrase, self.tr("Passphrase")), (self.again, self.tr("Once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.textChanged.connect(lambda _text: self._settle())
        self.paper = QCheckBox(self.tr("With the printable list (PDF, not encrypted)"))
        self.paper.setChecked(True)
        self.hint = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.write = Button(theme, self.tr("Choose a folder …"), icon="folder", kind=Kind.PRIMARY)
        self.write.clicked.connect(self._ask_folder)
        close = Button(theme, self.tr("Close"))
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        column.addWidget(Text(theme, title, Role.SCREEN, wrap=True))
        told = self.tr("The door list, its rules and the stations' keys, for a station that has never seen the store.")
        column.addWidget(Text(theme, told, wrap=True))
        for widget in (self.passphrase, self.again, self.paper, self.hint):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.write)
        column.addLayout(foot)
        self._settle()
        self.passphrase.setFocus()

    def pack_into(self, folder: Path) -> None:
        """Write the pack into a new folder of its own below this one."""
        desk = self.context.desk
        if desk is None or not self.write.isEnabled():
            return
        target = folder / f"blackout-{self.event_id}-{desk.now().astimezone():%Y-%m-%d-%H%M%S}"
        secret = unicodedata.normalize("NFC", self.passphrase.text()).encode()
        staff, paper, language = self.context.staff, self.paper.isChecked(), self.context.language
        self.write.setEnabled(False)
        self.hint.setText(self.tr("Being written …"))
        self.context.runner.submit(
            lambda: desk.blackout.pack(self.event_id, str(target), secret, staff, paper=paper, language=language),
            self._written,
            self._failed,
            owner=self,
        )

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where to"))
        if folder:
            self.pack_into(Path(folder))

    def _written(self, packed: Packed) -> None:
        words = self.tr("%n ticket(s) packed into {folder}.", "", packed.tickets)
        self.context.told.emit("admitted", words.format(folder=Path(packed.folder).name))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._settle()
        self.context.trouble.emit(error)

    def _settle(self) -> None:
        typed, same = self.passphrase.text(), self.passphrase.text() == self.again.text()
        long_enough = len(typed) >= LEAST
        self.write.setEnabled(long_enough and same)
        if not long_enough:
            self.hint.setText(
                self.tr("At least eight characters. Whoever opens the pack needs them; they are kept nowhere.")
            )
        elif not same:
            self.hint.setText(self.tr("Type the same passphrase twice."))
        else:
            self.hint.setText(self.tr("A new folder is made for the pack."))
