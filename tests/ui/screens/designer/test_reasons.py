"""Every reason a layout is refused for has a sentence in the window, in both languages, with all its facts."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.layout_faults import SENTENCES, Unfit, picture_bad, reason
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.screens.designer.reasons import reason_words, refusal_words, sentences

# They stand in another reason, or bring their own words.
INNER = {"no_png", "no_pixels", "heavy", "pixels", "elsewhere", "other"}


def names_in(sentence: str) -> set[str]:
    return {name.split(":")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.fixture
def german(app: QApplication) -> Iterator[None]:
    translators = Translators()
    translators.use("de")
    yield
    translators.clear()


def test_each_has_a_sentence_that_knows_no_other_facts() -> None:
    said = sentences()
    assert said.keys() == SENTENCES.keys() - INNER
    for code, sentence in said.items():
        assert names_in(sentence) <= names_in(SENTENCES[code]), code


def test_each_has_a_german_sentence_with_the_same_facts(german: None) -> None:
    english = {code: names_in(sentence) for code, sentence in SENTENCES.items()}
    for code, sentence in sentences().items():
        assert names_in(sentence) <= english[code], code
    said = reason_words(None, reason("out_of_range", key="pt", low=4.0, high=200.5, value=900.0), "de")
    assert said == "„Schriftgröße“ muss von 4 bis 200,5 sein, nicht 900."


def test_what_is_wrong_with_a_picture_is_said_with_its_name() -> None:
    why = picture_bad("logo.png", Unfit("heavy", size=50.0, most=2.0))
    assert str(why) == "the picture 'logo.png' can't be used: it has 50.0 MB; at most 2 MB print in good time"
    assert reason_words(None, why, "en") == "logo.png has 50 MB; at most 2 MB print in good time."
    other = picture_bad("logo.png", OSError("Permission denied"))
    assert reason_words(None, other, "en") == "The picture logo.png can't be used: Permission denied"


def test_a_refusal_gives_all_its_reasons_and_a_stranger_its_own_words() -> None:
    both = BadInput("x", field="columns", reasons=(reason("no_row"), reason("columns_wide", need=98.04, has=60.0)))
    assert refusal_words(both, None, "en") == "Not even one row fits. The columns need 98 mm, there are 60 mm."
    assert refusal_words(BadInput("No such place.", field="x"), None, "en") == "No such place."


def test_no_reason_is_given_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        reason("to_err")
