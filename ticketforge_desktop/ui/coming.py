"""Places whose work is done elsewhere today: they say so, say what does it meanwhile, and offer nothing dead."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QVBoxLayout

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import Screen


class _Coming(Screen):
    """A head, and an empty state with the one thing that can be done instead."""

    icon = "info"
    instead = "go.orders"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.setSpacing(0)
        self.header = ScreenHeader(self.theme)
        self._button = Button.of(self.theme, context.actions, self.instead)
        self.empty = EmptyState(self.theme, self.icon, "", "", self._button)
        column.addWidget(self.header)
        column.addWidget(self.empty, 1)
        self.retranslate()

    @abstractmethod
    def words(self) -> tuple[str, str, str]:
        """Title of the place, what is missing, what to do first."""
        ...

    def retranslate(self) -> None:
        title, missing, first = self.words()
        self.header.set_words(title)
        self.empty.set_words(missing, first)


class FulfilmentScreen(_Coming):
    """Packing and posting."""

    icon = "fulfilment"
    instead = "go.orders"

    def words(self) -> tuple[str, str, str]:
        return (
            self.tr("Fulfilment"),
            self.tr("The packing board is not part of this version yet."),
            self.tr(
                "Orders with posted tickets are marked in the orders list, and their tickets can be printed there."
            ),
        )


class ReportsScreen(_Coming):
    """Figures to take away."""

    icon = "reports"
    instead = "go.dashboard"

    def words(self) -> tuple[str, str, str]:
        return (
            self.tr("Reports"),
            self.tr("Reports are not part of this version yet."),
            self.tr("Sales, entry and stock of today are on the dashboard; tables can be exported as CSV."),
        )
