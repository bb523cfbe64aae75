"""The first run's test of a scanner: read the code on the screen, or go on without."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.scanners.trial import ScannerTrial
from ticketforge_desktop.ui.wizard.pages import Page


class ScannerPage(Page):
    """It never holds anybody up: who has no scanner at hand goes on, and finds the test in the settings."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.trial = ScannerTrial(context)
        self.trial.changed.connect(self.ready_changed)
        self.column.addWidget(self.trial)
        self.column.addStretch(1)

    @property
    def title(self) -> str:
        return self.tr("Does the scanner read?")

    @property
    def forward(self) -> str:
        return self.tr("Finish") if self.trial.good else self.tr("Finish without a test")

    def arrive(self) -> None:
        self.trial.listen()

    def leave(self) -> None:
        """A scanner that types and was read well is in the list from now on."""
        self.trial.stop()
        desk, last = self.context.desk, self.trial.last
        if desk is not None and self.trial.good and last is not None and last.keys is not None:
            kept = desk.scanning.kept
            if not kept.keyboard.name:
                try:
                    kept.add(replace(kept.keyboard, name=last.scan.scanner), self.context.staff)
                except TicketForgeError as error:
                    self.context.trouble.emit(error)
                if self.context.scanners is not None:
                    self.context.scanners.reload()
        self.done.emit()

    def retranslate(self) -> None:
        self.trial.retranslate()
