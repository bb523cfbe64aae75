"""Pages of the first run. A later part adds its own (printer, scanner, PIN) by putting a class into the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput, TicketForgeError
from ticketforge_desktop.services.settings import LANGUAGE, STATION_NAME
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.settings.editors import fault_words
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.trouble import words_for
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Text


class Page(QWidget):
    """One step. `ready` tells whether it can be left forwards; `leave` does its work and says `done` or `refused`."""

    ready_changed = Signal()
    done = Signal()
    refused = Signal(str, str)  # what is wrong, and the mend
    working = Signal(str)  # long work began: what is being done

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.theme = context.theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Measure.GAP)

    @property
    def title(self) -> str:
        """The question of this page."""
        return ""

    @property
    def forward(self) -> str:
        """What the button onwards says."""
        return self.tr("Continue")

    @property
    def ready(self) -> bool:
        """Whether everything needed was given."""
        return True

    def arrive(self) -> None:
        """The page is shown."""

    def leave(self) -> None:
        """Take over what was given."""
        self.done.emit()

    def cancel(self) -> None:
        """Stop what `leave` began."""

    def retranslate(self) -> None:
        """Say everything in the language of now."""


class LanguagePage(Page):
    """First, so that everything after it can be read."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.choice = Segmented(self.theme, "Sprache · Language", [("de", "Deutsch"), ("en", "English")])
        self.choice.choose(context.language)
        self.choice.chosen.connect(lambda key: context.put_settings({LANGUAGE: key}))
        self.hint = Text(self.theme, "", Role.BODY, "secondary", wrap=True)
        self.column.addWidget(self.choice)
        self.column.addWidget(self.hint)
        self.column.addStretch(1)

    @property
    def title(self) -> str:
        return self.tr("In which language do you work?")

    def arrive(self) -> None:
        self.choice.setFocus()

    def retranslate(self) -> None:
        self.hint.setText(
            self.tr("It can be changed at any time in the settings. Tickets have a language of their own.")
        )


class StationPage(Page):
    """What this computer is called."""

    open_asked = Signal()  # the profile must be opened to keep the name

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.name = QLineEdit()
        self.name.setMaxLength(STATION_NAME.longest)
        self.field = Field(self.theme, "", self.name)
        self.column.addWidget(self.field)
        self.column.addStretch(1)
        self.name.textEdited.connect(lambda _text: self._typed())

    @property
    def title(self) -> str:
        return self.tr("What is this station called?")

    @property
    def ready(self) -> bool:
        return bool(self.name.text().strip())

    def arrive(self) -> None:
        if not self.name.text():
            self.name.setText(self.context.settings.text(STATION_NAME) or self.tr("Till 1"))
        self.name.setFocus()
        self.name.selectAll()
        self.ready_changed.emit()

    def leave(self) -> None:
        """The profile must be open to keep the name: it is opened here, when it is not yet."""
        if self.context.desk is not None:
            self._keep()
            return
        self.working.emit(self.tr("Opening the profile …"))
        self.context.desk_opened.connect(self._keep, Qt.ConnectionType.SingleShotConnection)
        self.open_asked.emit()

    def open_failed(self, error: Exception) -> None:
        """The profile could not be opened."""
        self.context.desk_opened.disconnect(self._keep)
        if isinstance(error, TicketForgeError):
            words = words_for(error)
            self.refused.emit(words.title, words.next_step)
        else:
            self.refused.emit("", "")
            self.context.trouble.emit(error)

    def _keep(self) -> None:
        try:
            self.context.put_settings({STATION_NAME: self.name.text()})
        except BadInput as error:
            self.field.set_fault(fault_words(error))
            self.refused.emit(fault_words(error), "")
            return
        except TicketForgeError as error:
            words = words_for(error)
            self.refused.emit(words.title, words.next_step)
            return
        self.done.emit()

    def _typed(self) -> None:
        self.field.set_fault("")
        self.ready_changed.emit()

    def retranslate(self) -> None:
        hint = self.tr("It stands beside every sale, print and scan: “Till 1”, “Gate B”.")
        self.field.set_words(self.tr("Name of this station"), hint)
