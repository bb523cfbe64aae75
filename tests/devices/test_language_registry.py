"""Printer languages by name: made when asked for, set up by options that are checked."""

from __future__ import annotations

import pytest

from tests.devices.tickets import SHELF, face
from ticketforge_desktop.devices.printing.languages.registry import (
    LANGUAGES,
    Renderers,
    options,
    renderer,
    run_renderer,
)
from ticketforge_desktop.devices.printing.layout_file import PRINTER_LANGUAGES
from ticketforge_desktop.domain.errors import BadInput


def test_every_language_a_layout_may_name_has_an_encoder() -> None:
    assert set(LANGUAGES) == set(PRINTER_LANGUAGES)
    assert set(Renderers(SHELF)) == set(LANGUAGES)
    assert len(Renderers(SHELF)) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ticket_is_rendered_in_every_language(language: str) -> None:
    name = next(info.name for info in SHELF.all() if language in info.languages and info.document == "ticket")
    renderers = Renderers(SHELF)

    assert len(renderers[language].render([face()], name, 203, "de")) > 500
    assert renderers[language] is renderers[language]


def test_a_language_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="pdf, zpl, fgl"):
        renderer("pcl", SHELF)
    assert "pcl" not in Renderers(SHELF)


def test_tickets_one_at_a_time_are_not_for_a_document() -> None:
    assert run_renderer("zpl", SHELF).run("label-10x5cm", 203, "de")
    with pytest.raises(BadInput, match="one at a time"):
        run_renderer("pdf", SHELF)


@pytest.mark.parametrize(
    ("language", "chosen", "words"),
    [
        ("fgl", {"colour": True}, "no option 'colour'"),
        ("pdf", {"cut": True}, "It has none"),
        ("fgl", {"cut": 1}, "yes or no"),
        ("fgl", {"font": "one"}, "whole number"),
        ("tspl", {"gap": "wide"}, "a number"),
        ("escpos", {"mode": 3}, "text"),
        ("escpos", {"mode": "poem"}, "page or raster"),
        ("fgl", {"bold_font": 0}, "number from 1 to 99"),
        ("tspl", {"gap": 9000.0}, "beyond reason"),
    ],
)
def test_an_option_that_is_none_is_refused_with_the_reason(
    language: str, chosen: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        renderer(language, SHELF, chosen)


def test_options_are_told_with_their_kind_and_whole_millimetres_will_do() -> None:
    assert options("tspl")["gap"] is float
    assert options("pdf") == {}
    assert options("zpl") == {"cut": bool}
    assert renderer("tspl", SHELF, {"gap": 2, "density": 8})
