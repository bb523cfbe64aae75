"""What a scan of the test code tells of the scanner that made it."""

from __future__ import annotations

import pytest

from ticketforge_desktop.ui.devices.diagnosis import TEST_CODE, Trouble, diagnose, visible
from ticketforge_desktop.ui.devices.layouts import LAYOUTS, sign_of
from ticketforge_desktop.ui.devices.wedge import Key


def struck(text: str, scanner: str, computer: str) -> tuple[str, list[Key]]:
    """A text as a scanner types it on a computer."""
    keys = []
    for sign in text:
        number, shift = next(
            (key, shift)
            for key in range(2, 58)
            for shift in (True, False)
            if sign_of(key, scanner, shift=shift) == sign
        )
        keys.append(Key(number, shift, sign_of(number, computer, shift=shift)))
    return "".join(key.text for key in keys), keys


@pytest.mark.parametrize("computer", LAYOUTS)
@pytest.mark.parametrize("scanner", LAYOUTS)
def test_the_layout_is_named_for_each_pair(scanner: str, computer: str) -> None:
    text, keys = struck(TEST_CODE, scanner, computer)
    found = diagnose(text, keys)
    wanted = (Trouble.NONE, "") if scanner == computer else (Trouble.LAYOUT, scanner)
    assert (found.trouble, found.layout) == wanted
    assert found.text == TEST_CODE


def test_a_ticket_in_the_hand_will_do_as_well() -> None:
    assert diagnose("4006381333931").trouble is Trouble.NONE
    text, keys = struck("4006381333931", "us", "fr")
    assert (text, diagnose(text, keys).layout) == ('\'àà-"_&"""ç"&', "us")


def test_caps_lock_signs_left_out_and_something_else_are_told_apart() -> None:
    assert diagnose(TEST_CODE.swapcase()).trouble is Trouble.CAPS
    assert diagnose(TEST_CODE[3:]).trouble is Trouble.CUT
    assert diagnose(TEST_CODE.replace("-", "")).trouble is Trouble.CUT
    assert diagnose("https://example.org/").trouble is Trouble.OTHER
    assert diagnose("").trouble is Trouble.OTHER


def test_what_readers_put_around_a_code_is_no_trouble() -> None:
    assert diagnose(f"]Q1{TEST_CODE}\r\n").trouble is Trouble.NONE


def test_invisible_signs_are_shown() -> None:
    assert visible("\x02a b\t\r\n\x7f\u200b\x1d") == "␂a␠b␉␍␊␡<U+200B>␝"
