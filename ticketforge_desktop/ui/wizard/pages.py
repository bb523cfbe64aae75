"""Pages of the first run. A later part adds its own (printer, scanner, PIN) by putting a class into the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput, TicketForgeError
from ticketforge_desktop.services.settings import LANGUAGE, STATION_NAME
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import ConnectRequest
from ticketforge_desktop.ui.settings.editors import fault_words
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.trouble import words_for
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import Field, RadioButton
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


class StorePage(Page):
    """A store by token, by client id and secret, or the demo. What was typed stays until it works."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = self.theme
        self.by_token = RadioButton(theme)
        self.by_client = RadioButton(theme)
        self.by_demo = RadioButton(theme)
        self.url = QLineEdit()
        self.token = QLineEdit()
        self.client_id = QLineEdit()
        self.secret = QLineEdit()
        for secret in (self.token, self.secret):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = {
            "url": Field(theme, "", self.url),
            "token": Field(theme, "", self.token),
            "client_id": Field(theme, "", self.client_id),
            "client_secret": Field(theme, "", self.secret),
        }
        self._demo_text = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self._kinds = QStackedWidget()
        client = QWidget()
        grid = QGridLayout(client)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Measure.GAP)
        grid.addWidget(self.fields["client_id"], 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["client_secret"], 0, 1, Qt.AlignmentFlag.AlignTop)
        self._kinds.addWidget(self.fields["token"])
        self._kinds.addWidget(client)
        for radio in (self.by_token, self.by_client, self.by_demo):
            self.column.addWidget(radio)
            radio.toggled.connect(lambda _on: self._kind_changed())
        self.column.addWidget(self.fields["url"])
        self.column.addWidget(self._kinds)
        self.column.addWidget(self._demo_text)
        self.column.addStretch(1)
        self.column.setSpacing(Measure.GRID)
        for edit in (self.url, self.token, self.client_id, self.secret):
            edit.textEdited.connect(lambda _text: self._typed())
        self._cancelled = False
        self.by_token.setChecked(True)

    @property
    def title(self) -> str:
        return self.tr("Which store do you sell from?")

    @property
    def forward(self) -> str:
        if self.by_demo.isChecked():
            return self.tr("Open the demo")
        return self.tr("Connect")

    @property
    def ready(self) -> bool:
        if self.by_demo.isChecked():
            return True
        keys = [self.token] if self.by_token.isChecked() else [self.client_id, self.secret]
        return all(edit.text().strip() for edit in (self.url, *keys))

    def request(self) -> ConnectRequest:
        """What was given, without blanks that came along when copying."""
        if self.by_demo.isChecked():
            return ConnectRequest(demo=True)
        url = self.url.text().strip()
        if self.by_token.isChecked():
            return ConnectRequest(url=url, token=self.token.text().strip())
        return ConnectRequest(
            url=url, client_id=self.client_id.text().strip(), client_secret=self.secret.text().strip()
        )

    def arrive(self) -> None:
        self.by_token.setFocus()

    def leave(self) -> None:
        request = self.request()
        self._cancelled = False
        self.working.emit(self.tr("Asking the store …"))
        connect = self.context.host.connect
        self._job = self.context.runner.submit(
            lambda: connect(request), lambda _facts: self._connected(), self._failed, owner=self
        )

    def cancel(self) -> None:
        self._job.cancel()

    def _connected(self) -> None:
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, TicketForgeError):
            self.context.trouble.emit(error)
            self.refused.emit("", "")
            return
        words = words_for(error)
        field = {"token_refused": "token", "network_unavailable": "url", "wrong_shop": "url"}.get(error.code, "")
        if isinstance(error, BadInput):
            field = str(error.facts.get("field", ""))
        if field == "token" and self.by_client.isChecked():
            field = "client_secret"
        if field in self.fields:
            self.fields[field].set_fault(f"{words.title} {words.next_step}")
            self.fields[field].editor.setFocus()
        self.refused.emit(words.title, words.next_step)

    def _typed(self) -> None:
        for field in self.fields.values():
            field.set_fault("")
        self.ready_changed.emit()

    def _kind_changed(self) -> None:
        demo = self.by_demo.isChecked()
        self.fields["url"].setVisible(not demo)
        self._kinds.setVisible(not demo)
        self._demo_text.setVisible(demo)
        self._kinds.setCurrentIndex(1 if self.by_client.isChecked() else 0)
        self.ready_changed.emit()

    def retranslate(self) -> None:
        self.by_token.setText(self.tr("Shopify store, with an access token"))
        self.by_client.setText(self.tr("Shopify store, with client id and secret"))
        self.by_demo.setText(self.tr("Just look around: the demo store"))
        for radio in (self.by_token, self.by_client, self.by_demo):
            radio.setAccessibleName(radio.text())
        url_hint = self.tr("For example my-shop.myshopify.com")
        self.fields["url"].set_words(self.tr("Address of the store"), url_hint)
        token_hint = self.tr("Begins with shpat_. It goes into the computer's keyring, never into a file.")
        self.fields["token"].set_words(self.tr("Admin API access token"), token_hint)
        self.fields["client_id"].set_words(self.tr("Client id"), "")
        self.fields["client_secret"].set_words(self.tr("Client secret"), "")
        self._demo_text.setText(
            self.tr(
                "An invented store with events, orders and tickets runs inside this computer. "
                "Nothing leaves it, and everything is marked as a demo."
            )
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
    def forward(self) -> str:
        return self.tr("Finish")

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
