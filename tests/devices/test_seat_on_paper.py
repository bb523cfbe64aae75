"""The seat as a guest reads it: on every paper in the paper's own language."""

from __future__ import annotations

import pytest

from tests.devices.tickets import face
from ticketforge_desktop.devices.printing.formats import field_reader


@pytest.mark.parametrize(
    ("form", "language", "words"),
    [
        ("", "de", "Parkett, Reihe 12, Platz 7"),
        ("", "en", "Parkett, row 12, seat 7"),
        ("upper", "de", "PARKETT, REIHE 12, PLATZ 7"),
    ],
)
def test_a_seat_of_a_map_is_put_into_words(form: str, language: str, words: str) -> None:
    assert field_reader("seat", form, language)(face(seat="Parkett/12/7")) == words


def test_what_other_seat_maps_write_stays_as_it_is() -> None:
    assert field_reader("seat", "", "de")(face(seat="Block B, Reihe 12, Platz 7")) == "Block B, Reihe 12, Platz 7"
