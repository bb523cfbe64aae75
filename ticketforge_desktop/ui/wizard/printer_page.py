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
        self.form.keep.hide()  # the wizard's own button does it: one filled button a view
        self.form.drop.hide()
        self.form.address.textEdited.connect(lambda _text: self.ready_changed.emit())
        self.form.judged.connect(self._judged)
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
        if self.trial.printer:
            return self.tr("Continue")
        return self.tr("Keep it and go on to the test") if self._typed else self.tr("Continue without a printer")

    @property
    def _typed(self) -> bool:
        return bool(self.form.address.text().strip())

    def arrive(self) -> None:
        if not self.trial.printer:
            self.form.show_printer(NEW)
            self.form.name.setFocus()

    def leave(self) -> None:
        """What was filled in is kept first, and stays to be mended where it can't be."""
        if self._typed and not self.trial.printer:
            self.form.save()
        else:
            self.done.emit()

    def _judged(self) -> None:
        """It could not be kept: the fault stands beside its field."""
        self.refused.emit("", "")

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
