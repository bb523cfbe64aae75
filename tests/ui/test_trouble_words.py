"""Every error that can reach the window has words in both languages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import ticketforge_desktop
from ticketforge_desktop.domain.errors import StoreBusy, TicketForgeError, TooMuchChanged
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.trouble import WORDS, words_for


def kinds(kind: type[TicketForgeError] = TicketForgeError) -> Iterator[type[TicketForgeError]]:
    yield kind
    for lesser in kind.__subclasses__():
        yield from kinds(lesser)


@pytest.fixture(scope="module")
def every_room_loaded() -> None:
    """Errors are declared where they are raised, too."""
    for module in pkgutil.walk_packages(ticketforge_desktop.__path__, "ticketforge_desktop."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


@pytest.mark.usefixtures("every_room_loaded")
def test_every_code_has_words_of_its_own() -> None:
    ours = {kind.code for kind in kinds() if kind.__module__.startswith("ticketforge_desktop.")}
    assert "too_much_changed" in ours
    assert ours - set(WORDS) == set()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translators = Translators()
    translators.use("de")
    yield
    translators.clear()


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("code", sorted(WORDS))
def test_the_words_are_german_too(code: str) -> None:
    for text in WORDS[code]:
        assert QCoreApplication.translate("Errors", text) != text


def test_an_error_of_its_own_is_not_told_as_its_kind() -> None:
    assert words_for(TooMuchChanged("x")).title == "More changed in the store than it lists."
    assert words_for(StoreBusy("x")).title == "The store asks us to wait."
