"""The page of the first run that connects a store; also reached later, to connect again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QWidget

from ticketforge_desktop.domain.errors import BadInput, LoginCancelled, TicketForgeError
from ticketforge_desktop.services.settings import REDIRECT_PORT
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import ConnectRequest
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.trouble import words_for
from ticketforge_desktop.ui.widgets.fields import Field, RadioButton
from ticketforge_desktop.ui.widgets.text import Text
from ticketforge_desktop.ui.wizard.pages import Page

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.store import ConnectionFacts
    from ticketforge_desktop.ui.runner import Job


class StorePage(Page):
    """A store by token, by client id and secret, through the browser, or the demo. What was typed stays."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = self.theme
        self.by_token = RadioButton(theme)
        self.by_client = RadioButton(theme)
        self.by_browser = RadioButton(theme)
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
        self._note = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self._job: Job[ConnectionFacts] | None = None
        self._kinds = QStackedWidget()
        client = QWidget()
        grid = QGridLayout(client)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Measure.GAP)
        grid.addWidget(self.fields["client_id"], 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["client_secret"], 0, 1, Qt.AlignmentFlag.AlignTop)
        self._kinds.addWidget(self.fields["token"])
        self._kinds.addWidget(client)
        for radio in self._ways():
            self.column.addWidget(radio)
            radio.toggled.connect(lambda _on: self._kind_changed())
        self.column.addWidget(self.fields["url"])
        self.column.addWidget(self._kinds)
        self.column.addWidget(self._note)
        self.column.addStretch(1)
        self.column.setSpacing(Measure.GRID)
        for edit in (self.url, self.token, self.client_id, self.secret):
            edit.textEdited.connect(lambda _text: self._typed())
        self.by_browser.setVisible(context.host.log_in is not None)
        self.by_token.setChecked(True)

    def _ways(self) -> tuple[RadioButton, ...]:
        return (self.by_token, self.by_client, self.by_browser, self.by_demo)

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
        request, host = self.request(), self.context.host
        log_in = host.log_in if self.by_browser.isChecked() else None
        if log_in is None:
            self.working.emit(self.tr("Asking the store …"))
            self._job = self.context.runner.submit(
                lambda: host.connect(request), lambda _facts: self._connected(), self._failed, owner=self
            )
            return
        self.working.emit(self.tr("Agree in the browser that opens …"))
        words = self._browser_words()
        self._job = self.context.runner.run(
            lambda job: log_in(request, words, lambda *shown: job.report(shown), lambda: job.cancelled),
            lambda _facts: self._connected(),
            self._failed,
            progress=self._shown,
            owner=self,
        )

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _browser_words(self) -> tuple[str, str, str]:
        return (
            self.tr("You are logged in. Close this page and go back to TicketForge Desktop."),
            self.tr("The login did not work. Go back to TicketForge Desktop; it tells why."),
            self.tr("Nobody waits for this page any more. Begin the login again in TicketForge Desktop."),
        )

    def _shown(self, shown: object) -> None:
        """Where no browser could be opened the person takes the address to one."""
        if isinstance(shown, tuple) and not shown[1]:
            QGuiApplication.clipboard().setText(str(shown[0]))
            self.working.emit(self.tr("No browser opened. The address was copied: paste it into one and agree."))

    def _connected(self) -> None:
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, LoginCancelled):
            return
        if not isinstance(error, TicketForgeError):
            self.context.trouble.emit(error)
            self.refused.emit("", "")
            return
        words = words_for(error)
        field = {
            "token_refused": "token",
            "network_unavailable": "url",
            "wrong_shop": "url",
            "login_forged": "token",
        }.get(error.code, "")
        if isinstance(error, BadInput):
            field = str(error.facts.get("field", ""))
        if field == "token" and not self.by_token.isChecked():
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
        self._kinds.setCurrentIndex(0 if self.by_token.isChecked() else 1)
        self._tell()
        self.ready_changed.emit()

    def _tell(self) -> None:
        """What a person must know of the way that is chosen."""
        note = ""
        if self.by_demo.isChecked():
            note = self.tr(
                "An invented store with events, orders and tickets runs inside this computer. "
                "Nothing leaves it, and everything is marked as a demo."
            )
        elif self.by_browser.isChecked():
            told = self.tr("The app's settings in Shopify must allow this redirect address: {address}")
            port = self.context.settings.number(REDIRECT_PORT)
            note = told.format(address=f"http://127.0.0.1:{port}/callback")
        else:
            note = self.tr(
                "Secrets go into the computer's keyring. Where there is none, into a file that only a passphrase opens."
            )
        self._note.setText(note)

    def retranslate(self) -> None:
        self.by_token.setText(self.tr("Shopify store, with an access token"))
        self.by_client.setText(self.tr("Shopify store, with client id and secret"))
        self.by_browser.setText(self.tr("Shopify store, log in through the browser"))
        self.by_demo.setText(self.tr("Just look around: the demo store"))
        for radio in self._ways():
            radio.setAccessibleName(radio.text())
        url_hint = self.tr("For example my-shop.myshopify.com")
        self.fields["url"].set_words(self.tr("Address of the store"), url_hint)
        self.fields["token"].set_words(self.tr("Admin API access token"), self.tr("Begins with shpat_."))
        self.fields["client_id"].set_words(self.tr("Client id"), "")
        self.fields["client_secret"].set_words(self.tr("Client secret"), "")
        self._tell()
