"""The draft on paper before it is saved: on which printer, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.ui.screens.designer.checks import Checks
from ticketforge_desktop.ui.screens.designer.reasons import refusal_words
from ticketforge_desktop.ui.screens.designer.words import PRINTERS
from ticketforge_desktop.ui.screens.printing.words import hindrance

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.printers import Delivery
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.screens.designer.desk import Target
    from ticketforge_desktop.ui.screens.designer.work import Work


class Proofs(QObject):
    """Test prints, one at a time; they run beside the window."""

    def __init__(self, context: Context, work: Work, checks: Checks, window: QWidget) -> None:
        super().__init__(window)
        self.context, self.work, self.checks, self._window = context, work, checks, window
        self._printing = False

    def ask(self, targets: Sequence[Target], below: QWidget) -> None:
        """Let somebody choose among the printers that are set up."""
        menu = self.menu(targets)
        if menu.isEmpty():
            menu.deleteLater()
            self.context.told.emit("attention", self.tr("No printer is set up that this layout is made for."))
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def menu(self, targets: Sequence[Target]) -> QMenu:
        """The printers of these that are set up; one is printed on only when it is chosen."""
        menu = QMenu(self._window)
        for target in targets:
            if not target.printer:
                continue
            kind = f"{PRINTERS.get(target.language, target.language)}, {target.dpi} dpi"
            menu.addAction(f"{target.printer} · {kind}", partial(self.print_on, target.printer))
        return menu

    def print_on(self, printer: str) -> None:
        """Print the ticket that is shown, as a proof."""
        desk, draft, sample = self.context.desk, self.work.draft, self.checks.face
        if desk is None or draft is None or sample is None or self._printing:
            return
        self._printing = True
        page, words = desk.design_page, self.checks.words.current
        self.context.runner.submit(
            lambda: page.test_print(draft, sample.face, printer, words),
            partial(self._done, printer),
            self._failed,
            owner=self,
        )

    def _done(self, printer: str, delivery: Delivery) -> None:
        self._printing = False
        if delivery.state is PrintState.PRINTED:
            tone, words = "admitted", self.tr("A test print came out of {printer}. It is no ticket.")
            if not delivery.confirmed:
                words = self.tr("A test print went to {printer}, which can't say whether it came out.")
        elif delivery.state is PrintState.FAILED:
            tone, words = "refused", self.tr("{printer} took nothing: {reason}")
        else:
            tone, words = "attention", self.tr("Look whether a test print came out of {printer}: {reason}")
        reason = hindrance(delivery.condition).title
        self.context.told.emit(tone, words.format(printer=printer, reason=reason))

    def _failed(self, error: Exception) -> None:
        self._printing = False
        if isinstance(error, BadInput):
            self.context.told.emit("refused", refusal_words(error, self.work.draft, self.context.language))
        else:
            self.context.trouble.emit(error)
