"""The first run: language, store or demo, station; nothing typed is ever lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import Stage
from ticketforge_desktop.domain.errors import (
    BadInput,
    LoginDenied,
    LoginForged,
    LoginReplayed,
    LoginTimedOut,
    NetworkUnavailable,
    ScopeMissing,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.ui.desk import ConnectRequest
from ticketforge_desktop.ui.runner import ThreadRunner
from ticketforge_desktop.ui.wizard.pages import StationPage
from ticketforge_desktop.ui.wizard.printer_page import PrinterPage
from ticketforge_desktop.ui.wizard.scanner_page import ScannerPage
from ticketforge_desktop.ui.wizard.store_page import StorePage
from ticketforge_desktop.ui.wizard.wizard import Wizard


@pytest.fixture
def stage() -> Stage:
    return Stage(first_run=True)


@pytest.fixture
def wizard(open_window: Open, stage: Stage) -> Wizard:
    window = open_window(stage).window
    assert window.context.desk is None  # nothing is opened before somebody chose
    return window.open_wizard()


def store_page(qtbot: QtBot, wizard: Wizard) -> StorePage:
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    page = wizard.page
    assert isinstance(page, StorePage)
    return page


def test_a_store_by_token(qtbot: QtBot, wizard: Wizard, stage: Stage) -> None:
    page = store_page(qtbot, wizard)
    assert not wizard.forward.isEnabled()
    assert page.token.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(page.url, " my-shop.myshopify.com ")
    qtbot.keyClicks(page.token, " shpat_1 ")
    assert wizard.forward.isEnabled()
    qtbot.keyClick(page.token, Qt.Key.Key_Return)
    assert stage.requests == [ConnectRequest(url="my-shop.myshopify.com", token="shpat_1")]
    station = wizard.page
    assert isinstance(station, StationPage)
    station.name.clear()
    qtbot.keyClicks(station.name, "Gate B")
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert stage.desk.station.name == "Gate B"
    assert isinstance(wizard.page, PrinterPage)
    assert wizard.forward.text() == "Continue without a printer"
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert isinstance(wizard.page, ScannerPage)
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert not wizard.isVisible()


def test_a_store_by_client_id_and_secret(qtbot: QtBot, wizard: Wizard, stage: Stage) -> None:
    page = store_page(qtbot, wizard)
    page.by_client.setChecked(True)
    for edit, text in ((page.url, "https://x.example"), (page.client_id, "id"), (page.secret, "geheim")):
        qtbot.keyClicks(edit, text)
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert stage.requests == [ConnectRequest(url="https://x.example", client_id="id", client_secret="geheim")]


def test_the_demo_asks_for_nothing(qtbot: QtBot, wizard: Wizard, stage: Stage) -> None:
    page = store_page(qtbot, wizard)
    page.by_demo.setChecked(True)
    assert not page.url.isVisible()
    assert wizard.forward.text() == "Open the demo"
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert stage.requests == [ConnectRequest(demo=True)]


@pytest.mark.parametrize(
    ("error", "field", "words"),
    [
        (TokenRefused("401"), "token", "does not accept the access token"),
        (NetworkUnavailable("dns"), "url", "does not answer"),
        (WrongShop("other"), "url", "Another shop"),
        (BadInput("url", field="url"), "url", "can't be used"),
        (ScopeMissing("scopes", scopes=["read_orders", "read_products"]), "", "read_orders, read_products"),
    ],
)
def test_a_refusal_is_told_beside_what_caused_it_and_keeps_what_was_typed(
    qtbot: QtBot, wizard: Wizard, stage: Stage, error: Exception, field: str, words: str
) -> None:
    stage.refuse = error
    page = store_page(qtbot, wizard)
    qtbot.keyClicks(page.url, "my-shop.myshopify.com")
    qtbot.keyClicks(page.token, "shpat_wrong")
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert wizard.page is page
    assert words in f"{wizard.banner.title.text()} {wizard.banner.text.text()}"
    assert (page.url.text(), page.token.text()) == ("my-shop.myshopify.com", "shpat_wrong")
    if field:
        assert words in page.fields[field].fault
        edit = page.fields[field].editor
        assert isinstance(edit, QLineEdit)
        qtbot.keyClicks(edit, "x")
        assert page.fields[field].fault == ""


def test_a_bug_while_connecting_is_no_dead_end(qtbot: QtBot, wizard: Wizard, stage: Stage) -> None:
    stage.refuse = ZeroDivisionError()
    page = store_page(qtbot, wizard)
    page.by_demo.setChecked(True)
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert len(stage.crashes) == 1
    assert wizard.forward.isEnabled()


def test_connecting_shows_that_it_works_and_can_be_cancelled(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    gate = threading.Event()
    wait = stage._connect

    def slow(request: ConnectRequest) -> None:
        gate.wait(5)
        wait(request)

    stage._connect = slow  # type: ignore[method-assign]
    window = open_window(stage, ThreadRunner()).window
    wizard = window.open_wizard()
    page = store_page(qtbot, wizard)
    page.by_demo.setChecked(True)
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert wizard.busy.isVisible()
    assert wizard.doing.text() == "Asking the store …"
    assert not wizard.forward.isEnabled()
    qtbot.mouseClick(wizard.cancel, Qt.MouseButton.LeftButton)
    gate.set()
    qtbot.waitUntil(lambda: bool(stage.requests))
    assert wizard.page is page
    assert wizard.forward.isEnabled()
    assert not wizard.busy.isVisible()


def test_the_language_is_chosen_first_and_changes_everything(qtbot: QtBot, wizard: Wizard, stage: Stage) -> None:
    assert wizard.title.text() == "In which language do you work?"
    qtbot.mouseClick(wizard.page.choice._segments["de"], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    settle()
    assert wizard.title.text() == "In welcher Sprache arbeiten Sie?"
    assert wizard.forward.text() == "Weiter"
    assert stage.drawer.values["window.language"] == "de"
    page = store_page(qtbot, wizard)
    assert page.by_demo.text() == "Nur umsehen: der Demo-Shop"


def test_later_parts_put_their_pages_in(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    from ticketforge_desktop.ui.wizard.pages import LanguagePage, Page

    class PrinterPage(Page):
        @property
        def title(self) -> str:
            return "Which printer?"

    window = open_window(stage).window
    wizard = Wizard(window.context, window, pages=(LanguagePage, PrinterPage))
    wizard.resize(window.size())
    wizard.start()
    wizard.show()
    settle()
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert wizard.title.text() == "Which printer?"
    assert wizard.step.text() == "Step 2 of 2"
    with qtbot.waitSignal(wizard.finished) as over:
        qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert over.args == [False]
    wizard.deleteLater()


def test_a_store_through_the_browser(qtbot: QtBot, wizard: Wizard, stage: Stage) -> None:
    page = store_page(qtbot, wizard)
    page.by_browser.setChecked(True)
    assert "http://127.0.0.1:8917/callback" in page._note.text()
    for edit, text in ((page.url, "my-shop"), (page.client_id, "id"), (page.secret, "geheim")):
        qtbot.keyClicks(edit, text)
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert stage.logins == [ConnectRequest(url="my-shop", client_id="id", client_secret="geheim")]
    assert isinstance(wizard.page, StationPage)
    assert all("TicketForge Desktop" in words for words in stage.login_words)


def test_without_a_browser_the_address_is_on_the_clipboard(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    stage.browser_opens = False
    gate = stage.login_gate = threading.Event()
    window = open_window(stage, ThreadRunner()).window
    wizard = window.open_wizard()
    page = store_page(qtbot, wizard)
    page.by_browser.setChecked(True)
    for edit in (page.url, page.client_id, page.secret):
        qtbot.keyClicks(edit, "x")
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "paste it" in wizard.doing.text())
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:1/authorize"
    qtbot.mouseClick(wizard.cancel, Qt.MouseButton.LeftButton)
    gate.set()
    qtbot.waitUntil(lambda: stage.login_cancelled)
    assert wizard.page is page
    assert wizard.forward.isEnabled()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LoginDenied("no"), "declined in the browser"),
        (LoginForged("no"), "not the store's answer"),
        (LoginReplayed("no"), "used before"),
        (LoginTimedOut("no"), "Nobody agreed"),
    ],
)
def test_a_login_that_fails_is_told_and_keeps_what_was_typed(
    qtbot: QtBot, wizard: Wizard, stage: Stage, error: Exception, words: str
) -> None:
    stage.refuse = error
    page = store_page(qtbot, wizard)
    page.by_browser.setChecked(True)
    for edit in (page.url, page.client_id, page.secret):
        qtbot.keyClicks(edit, "x")
    qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert wizard.page is page
    assert words in wizard.banner.title.text()
    assert page.secret.text() == "x"


def test_where_secrets_go_is_told_as_it_is(qtbot: QtBot, wizard: Wizard) -> None:
    page = store_page(qtbot, wizard)
    assert "keyring" in page._note.text()
    assert "passphrase" in page._note.text()
