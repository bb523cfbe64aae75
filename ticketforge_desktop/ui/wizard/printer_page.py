"""The first run's printer: set one up, print its test page, say what is wrong with it; or go on without."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.settings.printers.form import NEW, PrinterForm
from ticketforge_desktop.ui.settings.printers.trial import PrinterTrial
from ticketforge_desktop.ui.theme import Role
from ticketforge_desktop.ui.widgets.text import Text
from ticketforge_desktop.ui.wizard.pages import Page


class PrinterPage(Page):
    """It never holds anybody up: who has no printer at hand goes on, and finds it in the settings."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.hint = Text(self.theme, "", Role.BODY, "secondary", wrap=True)
        self.form = PrinterForm(context)
        self.form.drop.hide()
        self.trial = PrinterTrial(context)
        self.trial.hide()
        self.form.kept.connect(self._kept)
        self.trial.answered.connect(lambda _good: self.ready_changed.emit())
        for part in (self.hint, self.form, self.trial):
            self.column.addWidget(part)
        self.column.addStretch(1)

    @property
    def title(self) -> str:
        return self.tr("Which printer stands here?")

    @property
    def forward(self) -> str:
        return self.tr("Continue") if self.trial.printer else self.tr("Continue without a printer")

    def arrive(self) -> None:
        if not self.trial.printer:
            self.form.show_printer(NEW)
            self.form.name.setFocus()

    def _kept(self, name: str) -> None:
        self.form.hide()
        self.trial.use(name)
        self.trial.show()
        self.trial.print.setFocus()
        self.ready_changed.emit()

    def retranslate(self) -> None:
        self.hint.setText(
            self.tr("The test page shows whether everything on it comes out whole. More printers: settings, Printers.")
        )
        self.form.retranslate()
        self.trial.retranslate()
