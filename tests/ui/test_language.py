"""German and English: complete, up to date, and switched while the window is open."""

from __future__ import annotations

import inspect
import pkgutil
import shutil
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from scripts import translations
from tests.ui.conftest import Open, settle
from tests.ui.stage import Stage
from ticketforge_desktop.domain import errors
from ticketforge_desktop.domain.errors import NotFound, ScopeMissing, StorageTrouble, TicketForgeError
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services import ports
from ticketforge_desktop.ui import language
from ticketforge_desktop.ui.actions import key_text
from ticketforge_desktop.ui.formats import Formats, local
from ticketforge_desktop.ui.language import resolve
from ticketforge_desktop.ui.trouble import WORDS, stays, tone_of, words_for

NIGHT = datetime(2026, 11, 14, 23, 30, tzinfo=UTC)


def test_every_text_is_translated_and_the_files_are_up_to_date() -> None:
    assert translations.check() == []


def test_a_text_nobody_translated_is_found(tmp_path: Path) -> None:
    file = tmp_path / "ticketforge_de.ts"
    shutil.copy(translations.TRANSLATIONS / "ticketforge_de.ts", file)
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("<translation>Übersicht</translation>", '<translation type="unfinished"></translation>', 1)
    )
    assert translations.unfinished(file) == ["Dashboard"]


def test_every_error_has_words_of_its_own() -> None:
    """Also those that a port declares beside what raises them; and no words are left of an error that is gone."""
    modules = [
        errors,
        *(import_module(found.name) for found in pkgutil.iter_modules(ports.__path__, f"{ports.__name__}.")),
    ]
    found = [kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)]
    assert {kind.code for kind in found if issubclass(kind, TicketForgeError)} == set(WORDS)


def test_facts_fill_the_sentence_and_a_missing_one_stays_a_gap() -> None:
    assert words_for(ScopeMissing("x", scopes=["read_orders", "write_orders"])).next_step.endswith(
        "read_orders, write_orders"
    )
    assert words_for(ScopeMissing("x")).next_step.endswith("…")
    assert stays(StorageTrouble("x"))
    assert tone_of(StorageTrouble("x")) == "refused"
    assert not stays(NotFound("x"))


def test_an_error_invented_later_is_told_as_what_it_descends_from() -> None:
    class DiskGone(StorageTrouble):
        code = "disk_gone"

    assert words_for(DiskGone("x")) == words_for(StorageTrouble("x"))


def test_switching_needs_no_restart(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    window = application.window
    assert window.rail.items["door"].text() == "Door"
    application.set_language("de")
    settle()
    assert window.rail.items["door"].text() == "Einlass"
    assert window.rail.items["door"].accessibleName() == "Einlass"
    assert window.status_bar.outbox.accessibleName() == "Postausgang 2"
    assert application.context.actions.text("sync.now") == "Jetzt abgleichen"
    assert key_text("Ctrl+Shift+L") == "Strg+Umschalt+L"
    assert key_text("Ctrl+Return") == "Strg+↵"
    application.set_language("en")
    settle()
    assert window.rail.items["door"].text() == "Door"
    assert key_text("Ctrl+Shift+L") == "Ctrl+Shift+L"
    assert key_text("") == ""


@pytest.mark.parametrize(
    ("language", "seconds", "words"),
    [("en", 40, "40 s"), ("en", 240, "4 min"), ("en", 90_000, "25 h"), ("en", 180_000, "2 days"),
     ("de", 240, "4 Min."), ("de", 180_000, "2 Tage")],
)  # fmt: skip
def test_plurals_follow_the_count(open_window: Open, stage: Stage, language: str, seconds: int, words: str) -> None:
    application = open_window(stage)
    application.set_language(language)
    assert application.context.formats.ago(seconds) == words


def test_money_is_written_as_people_write_it() -> None:
    en, de = Formats("en"), Formats("de")
    assert en.money(Money(648_250, "EUR")) == "€6,482.50"
    assert de.money(Money(17_299, "EUR")) == "172,99\u00a0€"
    assert de.money(Money(648_250, "EUR"), whole=True) == "6.482\u00a0€"
    assert en.money(Money(-1200, "GBP")) == "−£12.00"
    assert en.money(Money(1200, "JPY")) == "¥1,200"
    assert en.money(Money(1_234_567, "KWD")) == "KWD\u00a01,234.567"
    assert en.money(Money(5400, "CHF")) == "CHF\u00a054.00"
    assert de.number(1_351) == "1.351"
    assert en.percent(0.124, 1) == "12.4\u2009%"
    assert de.percent(0.66) == "66\u00a0%"


def test_dates_are_written_in_the_zone_of_the_venue() -> None:
    en, de = Formats("en"), Formats("de")
    assert en.weekday(NIGHT, "Europe/Berlin") == "Sun 15 Nov"
    assert en.weekday(NIGHT, "America/New_York", year=True) == "Sat 14 Nov 2026"
    assert de.weekday(NIGHT, "Europe/Berlin", year=True) == "So. 15.11.2026"
    assert en.time(NIGHT, "Europe/Berlin", seconds=True) == "00:30:00"
    assert de.day(NIGHT, "Europe/Berlin") == "15.11."
    assert en.day(date(2026, 11, 14), year=True) == "14 Nov 2026"
    assert en.long_day(date(2026, 11, 14)) == "Saturday, 14 November 2026"
    assert de.long_day(date(2026, 11, 14)) == "Samstag, 14. November 2026"
    assert en.moment(NIGHT, "Europe/Berlin") == "Sun 15 Nov 2026, 00:30"
    assert en.moment(NIGHT, "Europe/Berlin", now=NIGHT) == "00:30"
    assert local(NIGHT, "No/Such_Zone") == NIGHT


@pytest.mark.parametrize(
    ("computer", "ours"), [("de_AT", "de"), ("de_CH", "de"), ("en_US", "en"), ("pl_PL", "en"), ("C", "en")]
)
def test_the_computers_language_is_taken_where_we_speak_it(
    monkeypatch: pytest.MonkeyPatch, computer: str, ours: str
) -> None:
    monkeypatch.setattr(language, "QLocale", ComputerLocale)
    monkeypatch.setattr(ComputerLocale, "name", computer)
    assert resolve("de") == "de"
    assert resolve("en") == "en"
    assert resolve("system") == ours


class ComputerLocale(QLocale):
    """The computer's own locale, as the test says."""

    name = ""

    @staticmethod
    def system() -> QLocale:
        return QLocale(ComputerLocale.name)
