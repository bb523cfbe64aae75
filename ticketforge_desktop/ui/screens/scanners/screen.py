"""The scanners of this station, and the test of whatever is held over the code."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.scanning import Presence, ScannerState
from ticketforge_desktop.services.scanners import ScannerKind, ScannerSettings
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.scanners.camera_card import CameraCard
from ticketforge_desktop.ui.screens.scanners.form import ScannerForm, kind_word
from ticketforge_desktop.ui.screens.scanners.trial import ScannerTrial
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen, cards_below
from ticketforge_desktop.ui.widgets.text import Icon, Text


class ScannerRow(QWidget):
    """A scanner in the list: its name, how it stands, and what can be done with it."""

    def __init__(self, context: Context, scanner: ScannerSettings, parent: QWidget) -> None:
        super().__init__(parent)
        theme = context.theme
        self.scanner = scanner
        self.name = Text(theme, scanner.name, Role.NAME, wrap=True)
        self.state = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.change = Button(theme, icon="pencil")
        self.remove = Button(theme, icon="trash")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Icon(theme, "scanner", 24))
        row.addLayout(words, 1)
        row.addWidget(self.change)
        row.addWidget(self.remove)

    def tell(self, state: ScannerState | None) -> None:
        """Say how it stands, in the language of now."""
        words, tone = kind_word(self.scanner.kind), "secondary"
        if self.scanner.kind is not ScannerKind.KEYBOARD:
            told = {
                Presence.READY: (self.tr("ready"), "secondary"),
                Presence.MISSING: (self.tr("not plugged in"), "attention"),
                Presence.REFUSED: (self.tr("can't be opened: another program may hold it"), "attention"),
            }
            stands, tone = told[state.presence if state is not None else Presence.MISSING]
            words = f"{words} · {stands}"
        self.state.setText(words)
        self.state.set_tone(tone)
        for button, text in ((self.change, self.tr("Change")), (self.remove, self.tr("Remove"))):
            button.setText(text)
            button.setAccessibleName(f"{text}: {self.scanner.name}")


class ScannersScreen(Screen):
    """List, form and test below each other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.header = ScreenHeader(self.theme)
        self.add = Button(self.theme, icon="plus")
        self.header.trailing.addWidget(self.add)
        self.rows: list[ScannerRow] = []
        self.form = ScannerForm(context)
        self.trial = ScannerTrial(context)
        self.camera = CameraCard(context)
        self._list = self._list_card()
        self._test = Card(self.theme)
        self._test.add_head("", line=True)
        self._test.body.addWidget(self.trial)
        self._area = cards_below(self, self.header, (self._list, self.form, self._test, self.camera))
        self.form.hide()
        self.form.kept.connect(self._kept)
        self.form.dropped.connect(self.close_form)
        self.trial.changed.connect(self.refresh)
        self.add.clicked.connect(lambda _checked=False: self.open_form(ScannerSettings(ScannerKind.SERIAL, "")))
        if context.scanners is not None:
            context.scanners.states_changed.connect(self.tell_states)
            context.scanners.camera_changed.connect(self.refresh)
        self.retranslate()

    def _list_card(self) -> Card:
        card = Card(self.theme)
        card.add_head("", line=True)
        card.body.setSpacing(Measure.GAP)
        self.none = Text(self.theme, "", Role.BODY, "secondary", wrap=True)
        card.body.addWidget(self.none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Measure.GAP)
        card.body.addLayout(self._rows)
        return card

    def arrive(self, subject: object = None) -> None:
        self.refresh()
        self.trial.listen()

    def leave(self) -> None:
        self.trial.stop()
        self.close_form()

    def refresh(self) -> None:
        """Show the list as it is kept."""
        desk = self.context.desk
        if desk is None:
            return
        may = Right.SETTINGS in self.context.staff.rights
        kept = desk.scanning.kept.all()
        if [row.scanner for row in self.rows] != list(kept):
            for row in self.rows:
                self._rows.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [ScannerRow(self.context, scanner, self._list) for scanner in kept]
            for row in self.rows:
                row.change.clicked.connect(lambda _checked=False, one=row.scanner: self.open_form(one))
                row.remove.clicked.connect(lambda _checked=False, one=row.scanner: self.remove(one))
                row.change.setEnabled(may)
                row.change.setVisible(row.scanner.kind is not ScannerKind.CAMERA)
                row.remove.setEnabled(may)
                self._rows.addWidget(row)
        self.none.setVisible(not kept)
        self.add.setEnabled(may)
        self.tell_states()

    def tell_states(self) -> None:
        """Say how each stands."""
        desk = self.context.desk
        states = desk.scanning.states() if desk is not None else {}
        for row in self.rows:
            row.tell(states.get(row.scanner.name))

    def open_form(self, scanner: ScannerSettings) -> None:
        """Change a scanner, or add one that has no name yet."""
        self.form.show_scanner(scanner)
        self.form.show()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(self.form.y()))

    def close_form(self) -> None:
        """Put the form away."""
        if not self.form.isHidden():
            self.form.hide()
            self.trial.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, scanner: ScannerSettings) -> None:
        """Take a scanner off the list."""
        desk = self.context.desk
        if desk is None:
            return
        if scanner.kind is ScannerKind.CAMERA and self.camera.is_on:
            self.camera.turn()
            return
        try:
            desk.scanning.kept.remove(scanner.name, self.context.staff)
        except TicketForgeError as error:
            self.context.trouble.emit(error)
            return
        if self.context.scanners is not None:
            self.context.scanners.reload()
        self.close_form()
        self.refresh()

    def _kept(self) -> None:
        self.close_form()
        self.refresh()

    def retranslate(self) -> None:
        self.header.set_words(self.tr("Scanners"), self.tr("What is kept here counts for this station alone."))
        self.add.setText(self.tr("Add a scanner"))
        self.add.setAccessibleName(self.tr("Add a scanner"))
        heads = ((self._list, self.tr("Set up here")), (self._test, self.tr("Test")))
        for card, title in heads:
            if card.head is not None:
                card.head.title.setText(title)
            card.setAccessibleName(title)
        self.none.setText(
            self.tr("Nothing is set up. A scanner that types like a keyboard is heard all the same: test it below.")
        )
        self.form.retranslate()
        self.trial.retranslate()
        self.camera.retranslate()
        self.tell_states()
