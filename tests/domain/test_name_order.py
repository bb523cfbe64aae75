"""Names on a list: as people look for them, in German and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.name_order import listed, name_key


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna Müller", "Müller, Anna"),
        ("  Anna   Maria Müller ", "Müller, Anna Maria"),
        ("Müller, Anna", "Müller, Anna"),
        ("Cher", "Cher"),
        ("", ""),
        ("Kulturverein Graz e. V.", "Kulturverein Graz e. V."),
        ("Holzbau Huber GmbH", "Holzbau Huber GmbH"),
        ("Klasse 4", "Klasse 4"),
    ],
)
def test_the_surname_comes_first(name: str, shown: str) -> None:
    assert listed(name) == shown


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "de",
            [
                "Ärger",
                "Berg, Zoe",
                "Bergmann, Anna",
                "Goethe",
                "Göthe",
                "Gotik",
                "Müller",
                "Muffel",
                "Strauss",
                "Strauß",
            ],
        ),
        (
            "en",
            [
                "Ärger",
                "Berg, Zoe",
                "Bergmann, Anna",
                "Goethe",
                "Göthe",
                "Gotik",
                "Muffel",
                "Müller",
                "Strauss",
                "Strauß",
            ],
        ),
    ],
)
def test_umlauts_stand_where_the_language_puts_them(language: str, wanted: list[str]) -> None:
    backwards = wanted[::-1]
    assert sorted(backwards, key=lambda name: name_key(name, language)) == wanted


@given(st.lists(st.text(max_size=20)), st.sampled_from(["de", "en"]))
def test_no_name_is_lost_and_the_nameless_come_last(names: list[str], language: str) -> None:
    shown = [listed(name) for name in names]
    ordered = sorted(shown, key=lambda name: name_key(name, language))
    assert sorted(ordered) == sorted(shown)
    assert ordered == sorted(ordered, key=lambda name: not name)


@given(st.text(max_size=30))
def test_listing_keeps_every_word(name: str) -> None:
    assert sorted(listed(name).replace(",", " ").split()) == sorted(name.replace(",", " ").split())
